#include "net/egress.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <cstring>

#include "base/encoding.h"

namespace genauth::net {
namespace {

// The special-purpose registries of IANA (RFC 6890 and its updates), without what is globally reachable.
constexpr std::string_view kNotPublic[] = {
    "0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "::/96",          "64:ff9b::/96",   "64:ff9b:1::/48",
    "100::/64",       "2001::/23",    "2001:db8::/32",  "2002::/16",      "3fff::/20",      "5f00::/16",
    "fc00::/7",       "fe80::/10",    "fec0::/10",      "ff00::/8",
};

const std::vector<Network>& not_public() {
  static const std::vector<Network> kNetworks = [] {
    std::vector<Network> networks;
    for (const std::string_view text : kNotPublic) networks.push_back(Network::parse(text).value());
    return networks;
  }();
  return kNetworks;
}

bool is_in(const std::vector<Network>& networks, const Address& address) {
  return std::ranges::any_of(networks, [&](const Network& network) { return network.contains(address); });
}

bool is_host_name(std::string_view text) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
  };
  // A last label of digits only would be an address that did not parse (10.0.0.300, 10.1).
  const std::string_view last = text.substr(text.rfind('.') + 1);
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, fits) && !last.empty() &&
         !std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Egress> Egress::parse(std::span<const std::string> allowed) {
  Egress egress;
  for (const std::string& entry : allowed) {
    if (const auto network = Network::parse(entry)) {
      egress.networks_.push_back(*network);
    } else if (is_host_name(entry)) {
      egress.hosts_.push_back(to_lower_ascii(entry));
    } else {
      return std::nullopt;
    }
  }
  return egress;
}

bool Egress::allows(const Address& address) const {
  return !is_in(not_public(), address) || is_in(networks_, address);
}

bool Egress::allows(const sockaddr& address) const {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  const auto parsed = Address::parse(text);
  return parsed && allows(*parsed);
}

bool Egress::allows_host(std::string_view host) const {
  return std::ranges::find(hosts_, to_lower_ascii(host)) != hosts_.end();
}

}  // namespace genauth::net
