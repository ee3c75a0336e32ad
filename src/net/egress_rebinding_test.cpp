// A name whose server changes its answer between two questions, as an attacker's does (DNS rebinding).
#include <arpa/inet.h>
#include <dlfcn.h>
#include <doctest/doctest.h>
#include <netdb.h>

#include <mutex>
#include <string>
#include <vector>

#include "net/http_client.h"
#include "support/standin.h"

using namespace genauth;

namespace {

constexpr const char* kName = "rebinding.test";

// What the name's server says, one answer after the other; the last one stays.
struct NameServer {
  std::mutex mutex;
  std::vector<std::string> answers;
  std::size_t asked = 0;

  void say(std::vector<std::string> addresses) {
    const std::lock_guard lock(mutex);
    answers = std::move(addresses);
    asked = 0;
  }
  std::string next() {
    const std::lock_guard lock(mutex);
    return answers[std::min(asked++, answers.size() - 1)];
  }
};
NameServer name_server;

}  // namespace

// libcurl resolves through this one: a program's own definition comes before that of a shared library.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
  static const auto real = reinterpret_cast<int (*)(const char*, const char*, const addrinfo*, addrinfo**)>(
      dlsym(RTLD_NEXT, "getaddrinfo"));
  if (node == nullptr || std::string_view(node) != kName) return real(node, service, hints, result);
  return real(name_server.next().c_str(), service, hints, result);
}

namespace {

struct Sent {
  std::string outcome;
  std::size_t asked;
};

// With a new client, which remembers no answer and keeps no connection. Only 127.0.0.1 may be reached.
Sent send(const test::Standin& server) {
  const std::vector<std::string> list{"127.0.0.1/32"};
  const net::HttpClient client(
      {.egress = net::Egress::parse(list).value(), .ca_file = "", .allow_plain_http = true});
  const std::string url = "http://" + std::string(kName) + ":" + std::to_string(server.port()) + "/";
  const auto answer = client.send({.method = "GET", .url = url, .headers = {}, .body = {}});
  return {answer ? "answered" : answer.error().detail(), name_server.asked};
}

}  // namespace

TEST_CASE("the address that was checked is the one that is connected to, whatever the name says next") {
  const test::Standin server("plain.py");
  REQUIRE(server.port() != 0);
  name_server.say({"127.0.0.1", "10.0.0.1"});
  const Sent first = send(server);
  CHECK(first.outcome == "answered");
  CHECK(first.asked == 1);  // a second question could have had another answer
  const Sent second = [&] {
    name_server.say({"10.0.0.1"});
    return send(server);
  }();
  CHECK(second.outcome.find("10.0.0.1 is not allowed") != std::string::npos);
}

TEST_CASE("a name that was public a moment ago does not lead inside") {
  const test::Standin server("plain.py");
  name_server.say({"127.0.0.2"});
  CHECK(send(server).outcome.find("127.0.0.2 is not allowed") != std::string::npos);
  name_server.say({"::ffff:169.254.169.254"});
  CHECK(send(server).outcome.find("is not allowed") != std::string::npos);
}
