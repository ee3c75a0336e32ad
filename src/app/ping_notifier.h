// Tells clients in the background that their questions were answered (modules/push_login/pings.h).
#pragma once
#include <string>
#include <vector>

#include "app/courier.h"
#include "app/installation.h"
#include "modules/push_login/pings.h"
#include "net/http_client.h"

namespace genauth::app {

// Runs from construction to destruction, on threads of its own.
class PingNotifier {
 public:
  PingNotifier(Installation& installation, net::HttpClient::Options http);

 private:
  std::vector<Courier::Errand> due(const std::string& busy);
  Courier::Ended deliver(const push_login::Ping& ping);
  Result<void> send(const push_login::Ping& ping);

  Installation& in_;
  net::HttpClient http_;
  Courier courier_;
};

}  // namespace genauth::app
