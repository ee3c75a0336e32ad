#include "net/http_client.h"

#include <doctest/doctest.h>

#include "base/clock.h"
#include "gen/errors/codes.h"
#include "support/standin.h"

using namespace genauth;
using net::HttpCall;
using net::HttpClient;

namespace {

net::Egress loopback_allowed() {
  const std::vector<std::string> list{"127.0.0.0/8"};
  return net::Egress::parse(list).value();
}

HttpClient::Options for_tests(std::string ca_file = "") {
  return {.egress = loopback_allowed(), .ca_file = std::move(ca_file), .allow_plain_http = true};
}

std::string failure(const HttpClient& client, const HttpCall& call) {
  const auto answer = client.send(call);
  if (answer) return "answered " + std::to_string(answer->status);
  CHECK(answer.error().code() == errors::kProviderUnreachable);
  return answer.error().detail();
}

HttpCall get(std::string url) {
  return {.method = "GET", .url = std::move(url), .headers = {}, .body = {}};
}

}  // namespace

TEST_CASE("refuses a URL, method or header that it should not send") {
  const HttpClient client({.egress = {}, .ca_file = "", .allow_plain_http = false});
  CHECK(failure(client, get("")) == "malformed URL");
  CHECK(failure(client, get("https://")) == "malformed URL");
  CHECK(failure(client, get("http://example.com/")) == "URL must start with https://");
  CHECK(failure(client, get("file:///etc/passwd")) == "URL must start with https://");
  CHECK(failure(client, get("https://user:pw@example.com/")) == "URL must not carry a user or password");
  HttpCall call = get("https://example.com/");
  call.headers = {{"X-A", "1\r\nX-B: 2"}};
  CHECK(failure(client, call) == "malformed header X-A");
  call.headers = {{"X A", "1"}};
  CHECK(failure(client, call) == "malformed header X A");
  call.headers = {};
  call.method = "GET /\r\n";
  CHECK(failure(client, call) == "malformed method");
}

TEST_CASE("refuses addresses that are not public, whatever form the URL gives them") {
  const test::Standin server("plain.py");
  REQUIRE(server.port() != 0);
  const HttpClient client({.egress = {}, .ca_file = "", .allow_plain_http = true});
  const std::string port = ":" + std::to_string(server.port()) + "/";
  for (const char* host :
       {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "127.1"}) {
    CAPTURE(host);
    CHECK(failure(client, get("http://" + std::string(host) + port))
              .ends_with("is not allowed (egress.allow)"));
  }
  const std::vector<std::string> list{"localhost"};
  const HttpClient by_name(
      {.egress = net::Egress::parse(list).value(), .ca_file = "", .allow_plain_http = true});
  CHECK(by_name.send(get("http://localhost" + port)).has_value());
  CHECK_FALSE(by_name.send(get("http://127.0.0.1" + port)).has_value());
}

TEST_CASE("gives up after the time-out, also on a server that drips") {
  const test::Standin server("plain.py");
  const HttpClient client(for_tests());
  for (const char* path : {"/silent", "/drip"}) {
    HttpCall call = get(server.url(path));
    call.timeout_ms = 300;
    const std::int64_t start = Clock::steady_ns();
    CHECK(failure(client, call) == "Timeout was reached");
    CHECK(Clock::steady_ns() - start < 2'000'000'000);
  }
}

TEST_CASE("gives up on a body or a head that is too large") {
  const test::Standin server("plain.py");
  const HttpClient client(for_tests());
  CHECK_FALSE(client.send(get(server.url("/large"))).has_value());
  CHECK_FALSE(client.send(get(server.url("/headers"))).has_value());
  HttpCall call = get(server.url("/large"));
  call.max_response_bytes = 200'000;
  CHECK(client.send(call)->body.size() == 200'000);
}

TEST_CASE("hands out a redirect instead of following it") {
  const test::Standin server("plain.py");
  const HttpClient client(for_tests());
  const auto answer = client.send(get(server.url("/redirect")));
  REQUIRE(answer.has_value());
  CHECK(answer->status == 302);
  REQUIRE(answer->header("location") != nullptr);
  CHECK(*answer->header("location") == "/echo");
  CHECK(answer->header("absent") == nullptr);
}

TEST_CASE("sends method, headers and body as given, over one connection, past any proxy of the environment") {
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  const test::Standin server("plain.py");
  const HttpClient client(for_tests());
  HttpCall call{.method = "PUT",
                .url = server.url("/echo"),
                .headers = {{"X-Key", "value"}, {"X-Empty", ""}, {"Content-Type", "text/plain"}},
                .body = "hello"};
  const auto first = client.send(call);
  const auto second = client.send(call);
  unsetenv("http_proxy");
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->status == 200);
  CHECK(first->body.find(R"("method": "PUT", "path": "/echo", "body": "hello")") != std::string::npos);
  CHECK(first->body.find(R"("x-key": "value", "x-empty": "", "content-type": "text/plain")") !=
        std::string::npos);
  CHECK(first->body == second->body);  // the same client port: the connection was kept
}

TEST_CASE("trusts the given authority and no other") {
  const test::TestCertificate certificate, other;
  const test::Standin server("plain.py", {certificate.stem()});
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/echo";
  CHECK(HttpClient(for_tests(certificate.file())).send(get(url)).has_value());
  CHECK_FALSE(HttpClient(for_tests(other.file())).send(get(url)).has_value());
  CHECK_FALSE(HttpClient(for_tests()).send(get(url)).has_value());
}
