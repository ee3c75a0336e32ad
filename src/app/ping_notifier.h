// Tells clients in the background that their questions were answered (modules/push_login/pings.h).
#pragma once
#include "app/deliveries.h"
#include "app/installation.h"
#include "modules/push_login/pings.h"
#include "net/http_client.h"

namespace genauth::app {

// Runs from construction to destruction, on threads of its own.
class PingNotifier {
 public:
  PingNotifier(Installation& installation, net::HttpClient::Options http);

 private:
  Deliveries<push_login::Ping>::Kind kind();
  Result<void> send(const push_login::Ping& ping);

  Installation& in_;
  net::HttpClient http_;
  Deliveries<push_login::Ping> deliveries_;
};

}  // namespace genauth::app
