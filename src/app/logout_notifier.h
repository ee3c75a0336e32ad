// Sends what applications are owed when sessions end (modules/sessions/logout_notices.h), in the background.
#pragma once
#include "app/deliveries.h"
#include "app/installation.h"
#include "modules/sessions/logout_notices.h"
#include "net/http_client.h"

namespace genauth::app {

// Runs from construction to destruction, on threads of its own.
class LogoutNotifier {
 public:
  LogoutNotifier(Installation& installation, net::HttpClient::Options http);

 private:
  Deliveries<sessions::LogoutNotice>::Kind kind();
  Result<void> send(const sessions::LogoutNotice& notice, std::int64_t now_ms);

  Installation& in_;
  net::HttpClient http_;
  Deliveries<sessions::LogoutNotice> deliveries_;
};

}  // namespace genauth::app
