// Sends what applications are owed when sessions end (modules/sessions/logout_notices.h), in the background.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/installation.h"
#include "modules/sessions/logout_notices.h"
#include "net/http_client.h"

namespace genauth::app {

// Runs from construction to destruction, on a thread of its own.
class LogoutNotifier {
 public:
  LogoutNotifier(Installation& installation, net::HttpClient::Options http);
  ~LogoutNotifier();

 private:
  void run();
  bool is_stopping();
  void send_due();
  Result<void> send(const sessions::LogoutNotice& notice, std::int64_t now_ms);

  Installation& in_;
  net::HttpClient http_;
  std::mutex mutex_;
  std::condition_variable bell_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace genauth::app
