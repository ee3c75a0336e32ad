#include "net/http_server.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <deque>

#include "net/test_caller.h"

using namespace genauth;
using namespace genauth::net;

namespace {

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

// A thread to which handlers hand their exchanges, as the API's lanes do.
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
  void release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
  }

 private:
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

constexpr std::string_view kGet = "GET /a%20b?x=1 HTTP/1.1\r\nHost: h:1\r\n\r\n";

}  // namespace

TEST_CASE("a connection is kept and answers one request after another") {
  Running running;
  TestCaller caller(running.port);
  for (int i = 0; i < 3; ++i) {
    const std::string response = caller.ask(kGet);
    CHECK(status_of(response) == 200);
    CHECK(body_of(response) == "GET /a%20b?x=1 h:1 []");
    CHECK(response.find("\r\nDate: ") != std::string::npos);
    CHECK(response.find("Connection:") == std::string::npos);
  }
  CHECK(running.server.stats().requests == 3);
  CHECK(running.server.stats().connections_accepted == 1);
}

TEST_CASE("pipelined requests are answered in order, also when another thread answers") {
  for (const bool inline_answers : {true, false}) {
    Elsewhere elsewhere;
    elsewhere.release();
    Running running([&](std::shared_ptr<Exchange> exchange) {
      CHECK(exchange->on_loop());
      inline_answers ? echo(exchange) : elsewhere.take(std::move(exchange));
    });
    TestCaller caller(running.port);
    std::string burst;
    for (int i = 0; i < 50; ++i) {
      burst += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab";
    }
    CHECK(caller.send(burst));
    for (int i = 0; i < 50; ++i)
      CHECK(body_of(caller.receive()) == "POST /" + std::to_string(i) + "? h [ab]");
  }
}

TEST_CASE("a request that arrives byte by byte is understood") {
  Running running;
  TestCaller caller(running.port);
  for (const char c : std::string_view("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")) {
    CHECK(caller.send({&c, 1}));
  }
  CHECK(body_of(caller.receive()) == "POST /x? h [abc]");
}
