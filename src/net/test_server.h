// For tests: a running server on a free port, and handlers for it.
#pragma once
#include <doctest/doctest.h>

#include <condition_variable>
#include <deque>
#include <string>
#include <thread>

#include "net/http_server.h"

namespace genauth::net {

// Echoes what the request was: "METHOD path?query host [body]".
inline void echo(const std::shared_ptr<Exchange>& exchange) {
  const Request& request = exchange->request();
  std::string text(request.method());
  text.append(" ")
      .append(request.path())
      .append("?")
      .append(request.query())
      .append(" ")
      .append(request.host());
  text.append(" [").append(request.body()).append("]");
  exchange->respond({.content_type = "text/plain", .body = std::move(text)});
}

// Listens on a free loopback port unless the options say otherwise; stops with the test.
struct Running {
  explicit Running(Handler handler = echo, Options options = {})
      : server(with_door(options), std::move(handler)) {
    REQUIRE(server.start());
    port = server.ports().at(0);
  }
  static Options with_door(Options options) {
    if (options.listen.empty()) options.listen.push_back({.address = "127.0.0.1:0"});
    return options;
  }
  Server server;
  std::uint16_t port = 0;
};

// A thread to which handlers hand their exchanges, as the lanes of the API do. It echoes once released.
class Elsewhere {
 public:
  Elsewhere() : thread_([this] { run(); }) {}
  ~Elsewhere() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  void take(std::shared_ptr<Exchange> exchange) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(exchange));
    changed_.notify_all();
  }
  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() >= count; });
  }
  void release() { set_released(true); }
  void hold() { set_released(false); }

 private:
  void set_released(bool released) {
    const std::lock_guard lock(mutex_);
    released_ = released;
    changed_.notify_all();
  }
  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return ending_ || (released_ && !waiting_.empty()); });
      if (ending_) return;
      const auto exchange = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      echo(exchange);
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Exchange>> waiting_;
  bool ending_ = false, released_ = false;
  std::thread thread_;
};

}  // namespace genauth::net
