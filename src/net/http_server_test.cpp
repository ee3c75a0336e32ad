#include "net/http_server.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "net/test_caller.h"
#include "net/test_server.h"

using namespace genauth;
using namespace genauth::net;

namespace {

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

TEST_CASE("a chunked body is decoded") {
  Running running;
  TestCaller caller(running.port);
  const std::string request =
      "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\nA;ext=\"x\"\r\n0123456789\r\n0\r\nTrailer: ignored\r\n\r\n";
  for (int i = 0; i < 2; ++i) CHECK(body_of(caller.ask(request)) == "POST /c? h [abc0123456789]");
}

TEST_CASE("a big body and a big answer pass") {
  Options options;
  options.body_limit = [](std::string_view method, std::string_view path) -> std::uint64_t {
    return method == "POST" && path == "/big" ? 8 << 20 : 10;
  };
  Running running(echo, options);
  TestCaller caller(running.port);
  const std::string body(5 << 20, 'x');
  const std::string head =
      "POST /big HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  std::thread sender([&] { caller.send(head + body + std::string(kGet)); });
  const std::string response = caller.receive();
  CHECK(body_of(response) == "POST /big? h [" + body + "]");
  CHECK(body_of(caller.receive()) == "GET /a%20b?x=1 h:1 []");
  sender.join();
}

TEST_CASE("the caller who expects it is told to continue") {
  Running running;
  TestCaller caller(running.port);
  CHECK(caller.send("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
  CHECK(caller.receive() == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(body_of(caller.ask("ok")) == "PUT /? h [ok]");
}

TEST_CASE("HEAD, 204 and 304 carry no body") {
  Running running([](const std::shared_ptr<Exchange>& exchange) {
    const std::string_view path = exchange->request().path();
    exchange->respond({.status = path == "/204" ? 204 : path == "/304" ? 304 : 200, .body = "12345"});
  });
  TestCaller caller(running.port);
  CHECK(caller.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"));
  CHECK(caller.receive(true).find("\r\nContent-Length: 5\r\n") != std::string::npos);
  for (const char* status : {"204", "304"}) {
    const std::string response = caller.ask("GET /" + std::string(status) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(status_of(response) == std::stoi(status));
    CHECK(body_of(response).empty());
    CHECK(response.find("Content-Length") == std::string::npos);
  }
  CHECK(body_of(caller.ask(kGet)) == "12345");  // the framing held
}

TEST_CASE("HTTP/1.0 closes unless asked to stay, HTTP/1.1 stays unless asked to close") {
  Running running;
  TestCaller old(running.port);
  CHECK(old.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").find("\r\nConnection: keep-alive\r\n") !=
        std::string::npos);
  CHECK(old.ask("GET / HTTP/1.0\r\n\r\n").find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(old.is_closed_by_server());
  TestCaller modern(running.port);
  CHECK(
      modern.ask("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo , Close\r\n\r\n").find("Connection: close") !=
      std::string::npos);
  CHECK(modern.is_closed_by_server());
}

TEST_CASE("a handler may close the connection, and answer from memory that it does not own") {
  static const std::string kPage(100'000, 'p');
  Running running([](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({.static_body = kPage, .close = true});
  });
  TestCaller caller(running.port);
  CHECK(body_of(caller.ask(kGet)) == kPage);
  CHECK(caller.is_closed_by_server());
}

TEST_CASE("an answer that could break the framing becomes a 500, and the connection lives on") {
  Running running([](const std::shared_ptr<Exchange>& exchange) {
    Response response{.body = "secret"};
    if (exchange->request().path() == "/bad") response.headers.emplace_back("X-Evil", "a\r\nSet-Cookie: b");
    exchange->respond(std::move(response));
  });
  TestCaller caller(running.port);
  const std::string response = caller.ask("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(status_of(response) == 500);
  CHECK(response.find("Set-Cookie") == std::string::npos);
  CHECK(body_of(caller.ask(kGet)) == "secret");
}

TEST_CASE("a handler that lets its handle go, or throws, has answered 500") {
  for (const bool throws : {false, true}) {
    Options options;
    options.error_response = [](const Refusal& refusal) {
      return Response{.status = refusal.status, .body = "envelope"};
    };
    Running running(
        [=](const std::shared_ptr<Exchange>&) {
          if (throws) throw std::runtime_error("foreign");
        },
        options);
    TestCaller caller(running.port);
    for (int i = 0; i < 2; ++i) {
      const std::string response = caller.ask(kGet);
      CHECK(status_of(response) == 500);
      CHECK(body_of(response) == "envelope");
    }
  }
}

TEST_CASE("a second answer is ignored") {
  Running running([](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({.body = "first"});
    exchange->respond({.body = "second"});
  });
  TestCaller caller(running.port);
  for (int i = 0; i < 2; ++i) CHECK(body_of(caller.ask(kGet)) == "first");
}

TEST_CASE("the request stays readable after the answer and after the server") {
  std::shared_ptr<Exchange> kept;
  {
    Running running([&](const std::shared_ptr<Exchange>& exchange) {
      kept = exchange;
      echo(exchange);
    });
    TestCaller caller(running.port);
    CHECK(status_of(caller.ask(kGet)) == 200);
  }
  CHECK(kept->request().header("hOST") == "h:1");
  CHECK(kept->request().peer() == "127.0.0.1");
  CHECK_FALSE(kept->on_loop());
}

TEST_CASE("answering a caller who has gone, or a server that has stopped, is harmless") {
  Elsewhere elsewhere;
  {
    Running running([&](std::shared_ptr<Exchange> exchange) { elsewhere.take(std::move(exchange)); });
    {
      TestCaller gone(running.port);
      CHECK(gone.send(kGet));
      elsewhere.wait_for(1);
    }
    TestCaller stays(running.port);
    CHECK(stays.send(kGet));
    elsewhere.wait_for(2);
    elsewhere.release();
    CHECK(status_of(stays.receive()) == 200);
    elsewhere.hold();
    CHECK(stays.send(kGet));
    elsewhere.wait_for(1);
    running.server.stop(0);
    CHECK(stays.is_closed_by_server());
  }
  elsewhere.release();
}

TEST_CASE("a graceful stop finishes the request in work and closes idle connections") {
  Elsewhere elsewhere;
  Running running([&](std::shared_ptr<Exchange> exchange) { elsewhere.take(std::move(exchange)); });
  TestCaller idle(running.port), busy(running.port);
  CHECK(busy.send(kGet));
  elsewhere.wait_for(1);
  std::thread stopper([&] { running.server.stop(60'000); });
  CHECK(idle.is_closed_by_server());
  CHECK_FALSE(TestCaller(running.port).is_connected());
  elsewhere.release();
  const std::string response = busy.receive();
  CHECK(status_of(response) == 200);
  CHECK(response.find("\r\nConnection: close\r\n") != std::string::npos);
  CHECK(busy.is_closed_by_server());
  stopper.join();
}

TEST_CASE("several loops share one port, and a port in use is refused") {
  Options options;
  options.loops = 2;
  Running running(echo, options);
  for (int i = 0; i < 8; ++i) {
    TestCaller caller(running.port);
    CHECK(status_of(caller.ask(kGet)) == 200);
  }
  options.listen = {{.address = "127.0.0.1:" + std::to_string(running.port)}};
  for (const unsigned loops : {1U, 2U}) {
    options.loops = loops;
    Server second(options, echo);
    const auto started = second.start();
    REQUIRE_FALSE(started);
    CHECK(started.error().detail().find("cannot listen on") == 0);
  }
}

TEST_CASE("an address without a valid port, or of no host, is refused") {
  for (const char* address :
       {"127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1", "[::1", "[::1]x:80"}) {
    Options options;
    options.listen = {{.address = address}};
    CHECK_FALSE(Server(options, echo).start());
  }
}
