#include "net/address.h"

#include <doctest/doctest.h>

using namespace genauth::net;

namespace {

const TrustedProxies kTrusted = *parse_networks("10.0.0.0/8, 2001:db8:1::/48 127.0.0.1");

std::string client_behind(std::string_view peer, std::string_view hops, std::string_view real_ip = {}) {
  return resolve_client(peer, false, "h", {.for_ = hops, .real_ip = real_ip, .proto = {}, .host = {}},
                        kTrusted)
      .address;
}

TEST_CASE("keys sort as addresses do, and a network spans those of its addresses") {
  const auto key = [](std::string_view text) { return Address::parse(text)->key(); };
  CHECK(key("192.0.2.1") == "00000000000000000000ffffc0000201");
  CHECK(key("::ffff:192.0.2.1") == key("192.0.2.1"));
  CHECK(key("9.0.0.0") < key("10.0.0.0"));
  CHECK(key("255.255.255.255") < key("2001:db8::"));
  for (const char* text : {"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "::/0", "0.0.0.0/0"}) {
    const Network network = *Network::parse(text);
    CHECK(network.text() == text);
    CHECK(network.first_key() <= network.last_key());
  }
  const Network network = *Network::parse("10.0.0.0/8");
  CHECK(network.first_key() == key("10.0.0.0"));
  CHECK(network.last_key() == key("10.255.255.255"));
}

}  // namespace

TEST_CASE("refuses what is not an address") {
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4:80", "[::1]",
                           "fe80::1%eth0", "::ffff:1.2.3", "localhost", "1:2:3:4:5:6:7:8:9"}) {
    CAPTURE(text);
    CHECK_FALSE(Address::parse(text));
  }
  CHECK_FALSE(Address::parse(std::string_view("1.2.3.4\0", 8)));
}

TEST_CASE("an IPv4-mapped address is the IPv4 address") {
  CHECK(Address::parse("::ffff:192.0.2.7")->text() == "192.0.2.7");
  CHECK(Address::parse("::ffff:c000:207") == Address::parse("192.0.2.7"));
  CHECK(Address::parse("2001:DB8:0:0::1")->text() == "2001:db8::1");
}

TEST_CASE("prefixes are /24 and /64") {
  CHECK(address_prefix("192.0.2.77") == "192.0.2.0/24");
  CHECK(address_prefix("::ffff:192.0.2.77") == "192.0.2.0/24");
  CHECK(address_prefix("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
  CHECK(address_prefix("unknown") == "unknown");
}

TEST_CASE("refuses networks with a typo") {
  for (const char* text : {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129",
                           "::ffff:10.0.0.0/8", "2001:db8::1/64", "10.0.0.0/8;"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_networks(text));
  }
  CHECK(parse_networks("")->empty());
  CHECK(parse_networks(" 10.0.0.0/8,,::1\n")->size() == 2);
}

TEST_CASE("a network contains its addresses and no others") {
  const auto contains = [](const char* network, const char* address) {
    return Network::parse(network)->contains(*Address::parse(address));
  };
  CHECK(contains("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(contains("10.0.0.0/8", "11.0.0.1"));
  CHECK(contains("192.0.2.128/25", "192.0.2.129"));
  CHECK_FALSE(contains("192.0.2.128/25", "192.0.2.127"));
  CHECK(contains("0.0.0.0/0", "8.8.8.8"));
  CHECK_FALSE(contains("0.0.0.0/0", "::1"));
  CHECK_FALSE(contains("::/0", "8.8.8.8"));
  CHECK(contains("::ffff:10.0.0.0/104", "10.1.2.3"));
  CHECK(contains("::1", "::1"));
}

TEST_CASE("forwarding headers of an untrusted peer mean nothing") {
  CHECK(client_behind("203.0.113.9", "1.2.3.4", "5.6.7.8") == "203.0.113.9");
  const Client client = resolve_client(
      "203.0.113.9", false, "real.test",
      {.for_ = "1.2.3.4", .real_ip = "1.2.3.4", .proto = "https", .host = "evil.test"}, kTrusted);
  CHECK(client.scheme == "http");
  CHECK(client.host == "real.test");
}

TEST_CASE("the client is the rightmost hop that is not trusted") {
  CHECK(client_behind("10.0.0.1", "") == "10.0.0.1");
  CHECK(client_behind("10.0.0.1", "198.51.100.7") == "198.51.100.7");
  CHECK(client_behind("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.2") ==
        "198.51.100.7");  // 6.6.6.6 is made up
  CHECK(client_behind("10.0.0.1", "10.0.0.3,10.0.0.2") == "10.0.0.3");
  CHECK(client_behind("10.0.0.1", "6.6.6.6, unknown, 10.0.0.2") == "10.0.0.2");
  CHECK(client_behind("10.0.0.1", "198.51.100.7:4711") == "198.51.100.7");
  CHECK(client_behind("::ffff:10.0.0.1", "[2001:db8:2::1]:99, [2001:db8:1::1]") == "2001:db8:2::1");
  CHECK(client_behind("10.0.0.1", ",,") == "10.0.0.1");
}

TEST_CASE("x-real-ip counts only from a trusted peer without x-forwarded-for") {
  CHECK(client_behind("10.0.0.1", "", "198.51.100.7") == "198.51.100.7");
  CHECK(client_behind("10.0.0.1", "198.51.100.8", "198.51.100.7") == "198.51.100.8");
}

TEST_CASE("scheme and host come from as deep as the client") {
  const auto seen = [](std::string_view hops, std::string_view proto, std::string_view host) {
    const Client c = resolve_client("10.0.0.1", false, "inner:3000",
                                    {.for_ = hops, .real_ip = {}, .proto = proto, .host = host}, kTrusted);
    return c.scheme + "://" + c.host;
  };
  CHECK(seen("198.51.100.7", "https", "login.test") == "https://login.test");
  CHECK(seen("198.51.100.7", "http, HTTPS", "made.up, login.test:8443") == "https://login.test:8443");
  CHECK(seen("198.51.100.7, 10.0.0.2", "https, http", "login.test, inner") == "https://login.test");
  CHECK(seen("198.51.100.7, 10.0.0.2", "https", "login.test") == "https://login.test");
  CHECK(seen("198.51.100.7", "gopher", "a b") == "http://inner:3000");
  CHECK(seen("198.51.100.7", "", "x/../y") == "http://inner:3000");
}
