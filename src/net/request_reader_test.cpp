#include "net/request_reader.h"

#include <doctest/doctest.h>

using namespace genauth::net;

namespace {

using Step = RequestReader::Step;

// What became of the bytes: the status of a refusal, 200 for a request, 0 if more is needed. `piece` bytes at
// a time.
struct Outcome {
  int status = 0;
  std::string reason;
  std::vector<Request> requests;
};

Outcome feed(std::string_view bytes, const Limits& limits = {}, std::size_t piece = 1 << 20) {
  RequestReader reader(limits);
  Outcome outcome;
  for (;;) {
    switch (reader.advance()) {
      case Step::kHead:
        continue;
      case Step::kDone:
        outcome.requests.push_back(reader.take("192.0.2.1", false));
        outcome.status = 200;
        continue;
      case Step::kRefused:
        outcome.status = reader.status();
        outcome.reason = reader.reason();
        return outcome;
      case Step::kNeedMore:
        break;
    }
    if (bytes.empty()) return outcome;
    const auto room = reader.prepare();
    const std::size_t count = std::min({room.size(), bytes.size(), piece});
    std::copy_n(bytes.begin(), count, room.begin());
    bytes.remove_prefix(count);
    reader.commit(count);
    if (!outcome.requests.empty()) outcome.status = 0;
  }
}

// The same bytes must mean the same however they are cut.
int status_of(std::string_view bytes, const Limits& limits = {}) {
  const int whole = feed(bytes, limits).status;
  CHECK(feed(bytes, limits, 1).status == whole);
  CHECK(feed(bytes, limits, 7).status == whole);
  return whole;
}

std::string get(std::string_view headers) {
  return "GET / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n";
}
std::string post(std::string_view headers, std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

}  // namespace

TEST_CASE("refuses every length that two servers could read in two ways") {
  for (const char* headers : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                              "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                              "Content-Length: 3\r\nContent-Length: 4\r\n",
                              "Content-Length: 3\r\nContent-Length: 3\r\n",
                              "Content-Length: 3, 3\r\n",
                              "Content-Length: +3\r\n",
                              "Content-Length: -3\r\n",
                              "Content-Length: 0x3\r\n",
                              "Content-Length: 3 3\r\n",
                              "Content-Length:\r\n",
                              "Content-Length: three\r\n",
                              "Content-Length: 3.0\r\n",
                              "Content-Length: 99999999999999999999\r\n",
                              "Content-Length: 18446744073709551616\r\n",
                              "Transfer-Encoding: gzip, chunked\r\n",
                              "Transfer-Encoding: identity\r\n",
                              "Transfer-Encoding: xchunked\r\n",
                              "Transfer-Encoding: chunked, chunked\r\n",
                              "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                              "Transfer-Encoding:\r\n",
                              "Transfer-Encoding: \"chunked\"\r\n",
                              "Transfer-Encoding: chunked;q=1\r\n",
                              "Transfer-Encoding : chunked\r\n",
                              "Content-Length : 3\r\n",
                              "Transfer-Encoding: \vchunked\r\n",
                              "Content-Length: 3\r\nX: y\r\nTransfer-Encoding: identity\r\n"}) {
    CAPTURE(headers);
    CHECK(status_of(post(headers, "0\r\n\r\n")) == 400);
  }
  CHECK(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

TEST_CASE("refuses heads that bend the grammar") {
  for (const std::string& bytes : {get("X: a\r\n b\r\n"),
                                   get("X: a\r\n\tb\r\n"),
                                   get("X: a\nY: b\r\n"),
                                   get("X: a\rY: b\r\n"),
                                   get("X: a\r\r\n"),
                                   get(std::string_view("X: a\0b\r\n", 8)),
                                   get("X: a\x01\r\n"),
                                   get("X: a\x7f\r\n"),
                                   get("X Y: a\r\n"),
                                   get("X : a\r\n"),
                                   get(": a\r\n"),
                                   get("X\r\n"),
                                   get("X(: a\r\n"),
                                   get("\x80: a\r\n"),
                                   get(" X: a\r\n"),
                                   std::string("GET / HTTP/1.1\r\n Host: h\r\n\r\n"),
                                   std::string("GET / HTTP/1.1\nHost: h\n\n"),
                                   std::string("GET / HTTP/1.1\r\nHost: h\n\r\n"),
                                   std::string("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
                                   std::string("GET /\r\nHost: h\r\n\r\n"),
                                   std::string("GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
                                   std::string("GET / http/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("GET / HTTP/1.10\r\nHost: h\r\n\r\n"),
                                   std::string("G@T / HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("GET /\t HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
                                   std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)}) {
    CAPTURE(bytes);
    CHECK(status_of(bytes) == 400);
  }
}

TEST_CASE("refuses a Host that is missing, repeated or malformed, and targets that are none") {
  for (const char* bytes :
       {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: h\r\n\r\n", "GET /#f HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", "GET http:// HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n"}) {
    CAPTURE(bytes);
    CHECK(status_of(bytes) == 400);
  }
  CHECK(status_of("GET / HTTP/1.0\r\n\r\n") == 200);
  CHECK(status_of("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n") == 200);
  CHECK(status_of("\r\nGET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n") == 200);
}

TEST_CASE("refuses malformed chunks") {
  for (const std::string body :
       {"g\r\nabc\r\n0\r\n\r\n", "\r\n", "-1\r\n", "0x3\r\nabc\r\n0\r\n\r\n", "3\nabc\n0\n\n",
        "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "3 3\r\nabc\r\n0\r\n\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n", "11111111111111111\r\n", "3 \r\nabc\r\n0\r\n\r\n",
        "0\r\ntrailer: a\nb\r\n\r\n"}) {
    CAPTURE(body);
    CHECK(status_of(post("Transfer-Encoding: chunked\r\n", body)) >= 400);
  }
}

TEST_CASE("limits head, headers, target and body") {
  Limits limits;
  limits.head_bytes = 200;
  limits.header_count = 3;
  limits.target_bytes = 20;
  limits.body_bytes = 10;
  CHECK(status_of(get("A: 1\r\nB: 2\r\n"), limits) == 200);
  CHECK(status_of(get("A: 1\r\nB: 2\r\nC: 3\r\n"), limits) == 431);
  CHECK(status_of(get("A: " + std::string(200, 'x') + "\r\n"), limits) == 431);
  CHECK(status_of("GET / HTTP/1.1\r\nHost: h\r\nA: " + std::string(500, 'x'), limits) == 431);  // never ends
  CHECK(status_of("GET /" + std::string(20, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n", limits) == 414);
  CHECK(status_of("GET /" + std::string(500, 'x'), limits) == 414);
  CHECK(status_of(post("Content-Length: 10\r\n", "0123456789"), limits) == 200);
  CHECK(status_of(post("Content-Length: 11\r\n", ""), limits) == 413);
  CHECK(status_of(post("Content-Length: 18446744073709551615\r\n", ""), limits) == 413);
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", "A\r\n0123456789\r\n0\r\n\r\n"), limits) == 200);
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", "9\r\n012345678\r\n2\r\n01\r\n"), limits) == 413);
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", "fffffffffffffff\r\n"), limits) == 413);
}

TEST_CASE("refuses bodies that are all chunk headers") {
  const std::string long_extension = "1;" + std::string(10'000, 'x') + "\r\nx\r\n";
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", long_extension)) == 400);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "1;" + std::string(200, 'x') + "\r\nx\r\n";
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", many)) == 400);
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", "3 \t;a=\"b\"\r\nabc\r\n00\r\nT: v\r\n\r\n")) ==
        200);
  std::string endless_trailers = "0\r\n";
  for (int i = 0; i < 1000; ++i) endless_trailers += "Trailer: value\r\n";
  CHECK(status_of(post("Transfer-Encoding: chunked\r\n", endless_trailers)) == 400);
}

TEST_CASE("reads every part of a request, however it is cut") {
  const std::string bytes =
      "PATCH /a/%7Bid%7D?x=1&y=?2 HTTP/1.1\r\nHost: login.test:8080\r\nAccept: */*\r\nX-A:  one "
      "\t\r\nx-a:\r\n"
      "Content-Length: 5\r\n\r\nhello";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Outcome outcome = feed(bytes, {}, piece);
    REQUIRE(outcome.requests.size() == 1);
    const Request& request = outcome.requests[0];
    CHECK(request.method() == "PATCH");
    CHECK(request.target() == "/a/%7Bid%7D?x=1&y=?2");
    CHECK(request.path() == "/a/%7Bid%7D");
    CHECK(request.query() == "x=1&y=?2");
    CHECK(request.host() == "login.test:8080");
    CHECK(request.header("X-a") == "one");
    CHECK(request.repeats("X-A"));
    CHECK_FALSE(request.repeats("host"));
    CHECK_FALSE(request.header("missing"));
    REQUIRE(request.headers().size() == 5);
    CHECK(request.headers()[3].name == "x-a");
    CHECK(request.headers()[3].value.empty());
    CHECK(request.body() == "hello");
    CHECK(request.peer() == "192.0.2.1");
    CHECK(request.minor_version() == 1);
  }
}

TEST_CASE("an absolute target overrides Host") {
  const auto outcome = feed("GET HTTP://real.test:81?q=1 HTTP/1.1\r\nHost: other.test\r\n\r\n");
  REQUIRE(outcome.requests.size() == 1);
  CHECK(outcome.requests[0].host() == "real.test:81");
  CHECK(outcome.requests[0].path() == "/");
  CHECK(outcome.requests[0].query() == "q=1");
  CHECK(outcome.requests[0].header("Host") == "other.test");
}

TEST_CASE("what is pipelined behind a body is the next request, not lost and not smuggled") {
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const std::string& bytes :
       {post("Content-Length: " + std::to_string(hidden.size()) + "\r\n", hidden) + get(""),
        post("Transfer-Encoding: chunked\r\n", "21\r\n" + hidden + "\r\n0\r\nHost: evil\r\n\r\n") + get(""),
        post("Content-Length: 9000\r\n", std::string(9000, 'x')) + get("")}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{50}, bytes.size()}) {
      const Outcome outcome = feed(bytes, {}, piece);
      REQUIRE(outcome.requests.size() == 2);
      CHECK(outcome.requests[0].body().size() >= hidden.size());
      CHECK(outcome.requests[0].host() == "h");
      CHECK(outcome.requests[1].path() == "/");
      CHECK(outcome.requests[1].body().empty());
    }
  }
}

TEST_CASE("a refused body still shows its head") {
  Limits limits;
  limits.body_bytes = 4;
  RequestReader reader(limits);
  const std::string bytes = post("X-Request: 7\r\nContent-Length: 5\r\n", "");
  std::copy(bytes.begin(), bytes.end(), reader.prepare().begin());
  reader.commit(bytes.size());
  REQUIRE(reader.advance() == Step::kHead);
  CHECK(reader.method() == "POST");
  CHECK(reader.path() == "/");
  REQUIRE(reader.advance() == Step::kRefused);
  const Request head = reader.refused_head("192.0.2.1", true);
  CHECK(head.header("x-request") == "7");
  CHECK(head.body().empty());
  CHECK(head.is_tls());
}
