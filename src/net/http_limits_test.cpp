// The server against callers who are slow, many, or want too much.
#include <doctest/doctest.h>

#include "net/test_caller.h"
#include "net/test_server.h"

using namespace genauth;
using namespace genauth::net;

namespace {

// Every refusal shows its status and whether the request was known.
Options with_envelopes(Limits limits) {
  Options options;
  options.limits = limits;
  options.error_response = [](const Refusal& refusal) {
    return Response{.status = refusal.status,
                    .content_type = "application/json",
                    .body = std::string(refusal.request ? refusal.request->path() : "-") + " " +
                            std::string(refusal.reason)};
  };
  return options;
}

Limits impatient() {
  Limits limits;
  limits.idle_timeout_ms = limits.head_timeout_ms = limits.body_timeout_ms = limits.linger_timeout_ms = 60;
  return limits;
}

std::int64_t elapsed_ms(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start)
      .count();
}

// One byte at a time, as slowly as the test can afford, until the server has had enough.
std::string trickle(TestCaller& caller, std::string_view byte) {
  for (int i = 0; i < 200 && caller.send(byte); ++i) {
    if (caller.has_input_within(5)) break;
  }
  return caller.receive();
}

}  // namespace

TEST_CASE("a head that trickles in is cut off with 408, however steadily") {
  Running running(echo, with_envelopes(impatient()));
  TestCaller caller(running.port);
  CHECK(caller.send("GET / HTTP/1.1\r\nHost: h\r\nX: "));
  std::string response;
  const auto took = elapsed_ms([&] { response = trickle(caller, "x"); });
  CHECK(status_of(response) == 408);
  CHECK(body_of(response) == "- the request took too long to arrive");
  CHECK(response.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(took >= 55);
  CHECK(caller.is_closed_by_server());
  CHECK(running.server.stats().requests_refused == 1);
}

TEST_CASE("a body that trickles in is cut off with 408, one that keeps the rate is not") {
  Limits limits = impatient();
  limits.body_bytes_per_second = 10'000;
  Running running(echo, with_envelopes(limits));
  TestCaller slow(running.port);
  CHECK(slow.send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"));
  const std::string response = trickle(slow, "x");
  CHECK(status_of(response) == 408);
  CHECK(body_of(response).find("/slow ") == 0);

  TestCaller steady(running.port);
  CHECK(steady.send("POST /steady HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\n\r\n"));
  for (int i = 0; i < 20; ++i) {  // 200 bytes in 5 ms: four times the rate, for longer than the grace
    CHECK_FALSE(steady.has_input_within(5));
    CHECK(steady.send(std::string(200, 'x')));
  }
  CHECK(status_of(steady.receive()) == 200);
}

TEST_CASE("an idle connection is closed without a word, before and after a request") {
  Running running(echo, with_envelopes(impatient()));
  TestCaller silent(running.port), used(running.port);
  CHECK(status_of(used.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  CHECK(silent.is_closed_by_server());
  CHECK(silent.rest().empty());
  CHECK(used.is_closed_by_server());
  CHECK(used.rest().empty());
}

TEST_CASE("a handler may take longer than every time-out of the connection") {
  Elsewhere elsewhere;
  Running running([&](std::shared_ptr<Exchange> exchange) { elsewhere.take(std::move(exchange)); },
                  with_envelopes(impatient()));
  TestCaller caller(running.port);
  CHECK(caller.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  CHECK_FALSE(caller.has_input_within(150));
  elsewhere.release();
  CHECK(status_of(caller.receive()) == 200);
}

TEST_CASE("a caller who does not read his answer is cut off") {
  Limits limits;
  limits.write_timeout_ms = 50;
  limits.body_bytes_per_second = 1'000'000'000;
  static const std::string kLong(64 << 20, 'x');
  Running running(
      [](const std::shared_ptr<Exchange>& exchange) { exchange->respond({.static_body = kLong}); },
      with_envelopes(limits));
  TestCaller caller(running.port);
  CHECK(caller.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
  while (running.server.stats().requests == 0) std::this_thread::yield();
  while (running.server.stats().connections_open != 0) std::this_thread::yield();
  CHECK(caller.is_closed_by_server());
  CHECK(caller.rest().size() < kLong.size());
}

TEST_CASE("a body over the limit is answered with 413 although the caller is still sending") {
  Options options = with_envelopes({});
  options.body_limit = [](std::string_view, std::string_view path) -> std::uint64_t {
    return path == "/small" ? 9 : 99;
  };
  Running running(echo, options);
  for (const char* framing : {"Content-Length: 5000000", "Transfer-Encoding: chunked"}) {
    TestCaller caller(running.port);
    CHECK(caller.send("POST /small HTTP/1.1\r\nHost: h\r\n" + std::string(framing) + "\r\n\r\n4c4b40\r\n"));
    std::thread sender([&] { caller.send(std::string(5'000'000, 'x')); });
    const std::string response = caller.receive();
    sender.join();
    CHECK(status_of(response) == 413);
    CHECK(body_of(response) == "/small the body is too large");
    CHECK(response.find("\r\nConnection: close\r\n") != std::string::npos);
  }
  TestCaller waiting(running.port);  // who waits for "100 Continue" is spared the sending
  CHECK(status_of(waiting.ask(
            "POST /small HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n")) == 413);
}

TEST_CASE("refusals of the head go through the envelope too") {
  Running running(echo, with_envelopes({}));
  const std::pair<std::string, int> cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431}};
  for (const auto& [bytes, status] : cases) {
    TestCaller caller(running.port);
    const std::string response = caller.ask(bytes);
    CHECK(status_of(response) == status);
    CHECK(body_of(response).starts_with("- "));
    caller.finish_sending();
    CHECK(caller.is_closed_by_server());
  }
}

TEST_CASE("connections beyond the limits are closed at once, and places become free again") {
  for (const bool per_address : {false, true}) {
    Limits limits;
    (per_address ? limits.connections_per_address : limits.connections) = 2;
    Running running(echo, with_envelopes(limits));
    TestCaller first(running.port), second(running.port);
    CHECK(status_of(first.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
    CHECK(status_of(second.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
    TestCaller third(running.port);
    CHECK(third.is_closed_by_server());
    CHECK(running.server.stats().connections_refused == 1);
    first.hang_up();
    while (running.server.stats().connections_open == 2) std::this_thread::yield();
    TestCaller fourth(running.port);
    CHECK(status_of(fourth.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) == 200);
  }
}
