#include "net/egress.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

using genauth::net::Address;
using genauth::net::Egress;

namespace {

bool allows(const Egress& egress, const char* text) {
  return egress.allows(Address::parse(text).value());
}

}  // namespace

TEST_CASE("a list with anything but hosts and ranges is refused") {
  for (const char* entry : {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.300", "10.1", "http://intranet", "a b",
                            "host.", "*.local", "[::1]"}) {
    CAPTURE(entry);
    const std::vector<std::string> list{"ok.example", entry};
    CHECK_FALSE(Egress::parse(list).has_value());
  }
}

TEST_CASE("nothing that is not public can be reached unless it is allowed") {
  const Egress egress;
  for (const char* address : {"127.0.0.1",
                              "127.255.255.254",
                              "0.0.0.0",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "100.100.100.200",
                              "192.0.0.192",
                              "198.18.0.1",
                              "224.0.0.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::1",
                              "::",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::127.0.0.1",
                              "fe80::1",
                              "fd00::1",
                              "fd00:ec2::254",
                              "ff02::1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::",
                              "2001::1",
                              "2001:db8::1"}) {
    CAPTURE(address);
    CHECK_FALSE(allows(egress, address));
  }
  for (const char* address : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.63.0.1",
                              "::ffff:8.8.8.8", "2606:4700:4700::1111"}) {
    CAPTURE(address);
    CHECK(allows(egress, address));
  }
}

TEST_CASE("an allowed range opens exactly that range, an allowed host that name") {
  const std::vector<std::string> list{"10.1.0.0/16", "::1", "Intranet.Local"};
  const auto egress = Egress::parse(list);
  REQUIRE(egress.has_value());
  CHECK(allows(*egress, "10.1.255.1"));
  CHECK(allows(*egress, "::ffff:10.1.0.1"));
  CHECK(allows(*egress, "::1"));
  CHECK_FALSE(allows(*egress, "10.2.0.1"));
  CHECK_FALSE(allows(*egress, "127.0.0.1"));
  CHECK(egress->allows_host("intranet.LOCAL"));
  CHECK_FALSE(egress->allows_host("x.intranet.local"));
}

TEST_CASE("the address of a socket is judged as its text is") {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK_FALSE(Egress().allows(reinterpret_cast<const sockaddr&>(v4)));
  v4.sin_addr.s_addr = htonl(0x08080808);
  CHECK(Egress().allows(reinterpret_cast<const sockaddr&>(v4)));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr = in6addr_loopback;
  CHECK_FALSE(Egress().allows(reinterpret_cast<const sockaddr&>(v6)));
  sockaddr other{};
  other.sa_family = AF_UNIX;
  CHECK_FALSE(Egress().allows(other));
}
