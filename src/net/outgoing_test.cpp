#include "net/outgoing.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <vector>

#include "base/clock.h"
#include "gen/errors/codes.h"

using namespace genauth;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

// A port of loopback that accepts and says nothing.
struct Listener {
  net::Socket socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  int port = 0;

  Listener() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket.fd(), any, size) == 0);
    REQUIRE(listen(socket.fd(), 8) == 0);
    REQUIRE(getsockname(socket.fd(), any, &size) == 0);
    port = ntohs(address.sin_port);
  }
};

net::Egress loopback() {
  const std::vector<std::string> list{"127.0.0.1"};
  return net::Egress::parse(list).value();
}

}  // namespace

TEST_CASE("an address that is not allowed gets no connection") {
  const Listener listener;
  const std::int64_t deadline = Clock::steady_ns() + 5 * kSecondNs;
  CHECK(net::connect_out("127.0.0.1", listener.port, loopback(), deadline));
  const auto refused = net::connect_out("127.0.0.1", listener.port, net::Egress(), deadline);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code() == errors::kProviderUnreachable);
  CHECK(refused.error().detail().find("not allowed") != std::string::npos);
}

TEST_CASE("nobody there, no such name and no time are unreachable") {
  int port = 0;
  {
    const Listener gone;
    port = gone.port;
  }
  CHECK_FALSE(net::connect_out("127.0.0.1", port, loopback(), Clock::steady_ns() + kSecondNs));
  CHECK_FALSE(net::connect_out("no-such-name.invalid", 1, loopback(), Clock::steady_ns() + kSecondNs));
}

TEST_CASE("a watch ends a read that would wait for ever, and nothing before its time") {
  const Listener listener;
  net::Deadlines deadlines;
  const auto quick =
      net::connect_out("127.0.0.1", listener.port, loopback(), Clock::steady_ns() + 5 * kSecondNs);
  const auto patient =
      net::connect_out("127.0.0.1", listener.port, loopback(), Clock::steady_ns() + 5 * kSecondNs);
  REQUIRE(quick);
  REQUIRE(patient);
  const net::Deadlines::Watch long_watch(deadlines, patient->fd(), Clock::steady_ns() + 600 * kSecondNs);
  const net::Deadlines::Watch short_watch(deadlines, quick->fd(), Clock::steady_ns() + kSecondNs / 20);
  char byte = 0;
  CHECK(recv(quick->fd(), &byte, 1, 0) == 0);
  CHECK(short_watch.expired());
  CHECK_FALSE(long_watch.expired());
}
