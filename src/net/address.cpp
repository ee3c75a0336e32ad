#include "net/address.h"

#include <arpa/inet.h>

#include "base/encoding.h"

namespace genauth::net {
namespace {

// Takes the last entry off a comma-separated list.
std::string_view pop_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trim(last);
}

// The entry `depth` places from the right, or the leftmost if there are fewer.
std::string_view entry_from_right(std::string_view list, std::size_t depth) {
  std::string_view entry = pop_last(list);
  for (; depth > 0 && !list.empty(); --depth) entry = pop_last(list);
  return entry;
}

// "192.0.2.1", "192.0.2.1:8080", "2001:db8::1", "[2001:db8::1]:8080": some proxies add the port.
std::optional<Address> parse_hop(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    return end == std::string_view::npos ? std::nullopt : Address::parse(text.substr(1, end - 1));
  }
  const std::size_t colon = text.find(':');
  const bool one_colon =
      colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  return Address::parse(one_colon ? text.substr(0, colon) : text);
}

bool is_trusted(const Address& address, const TrustedProxies& trusted) {
  return std::any_of(trusted.begin(), trusted.end(), [&](const Network& n) { return n.contains(address); });
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view(".-_:[]").find(c) != std::string_view::npos;
  });
}

std::string joined(const Request& request, std::string_view name) {
  std::string all;
  for (const Header& header : request.headers()) {
    if (!equal_ignoring_case(header.name, name)) continue;
    if (!all.empty()) all += ",";
    all += header.value;
  }
  return all;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  char zero_ended[INET6_ADDRSTRLEN + 1];
  if (text.size() >= sizeof zero_ended || text.find('\0') != std::string_view::npos) return std::nullopt;
  std::copy(text.begin(), text.end(), zero_ended);
  zero_ended[text.size()] = '\0';
  Address address;
  if (inet_pton(AF_INET, zero_ended, address.bytes_.data()) == 1) return address;
  if (inet_pton(AF_INET6, zero_ended, address.bytes_.data()) != 1) return std::nullopt;
  static constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  address.v4_ = std::equal(kMapped.begin(), kMapped.end(), address.bytes_.begin());
  if (address.v4_) {
    std::copy(address.bytes_.begin() + 12, address.bytes_.end(), address.bytes_.begin());
    std::fill(address.bytes_.begin() + 4, address.bytes_.end(), std::uint8_t{0});
  }
  return address;
}

std::string Address::text() const {
  char out[INET6_ADDRSTRLEN] = "";
  inet_ntop(v4_ ? AF_INET : AF_INET6, bytes_.data(), out, sizeof out);
  return out;
}

void Address::clear_after(unsigned bits) {
  for (unsigned i = 0; i < bytes_.size(); ++i) {
    const unsigned kept = bits > i * 8 ? std::min(bits - i * 8, 8U) : 0;
    bytes_[i] = static_cast<std::uint8_t>(bytes_[i] & (0xff00U >> kept));
  }
}

std::string Address::prefix() const {
  const unsigned bits = v4_ ? 24 : 64;
  Address base = *this;
  base.clear_after(bits);
  return base.text() + "/" + std::to_string(bits);
}

std::string Address::key() const {
  if (!v4_) return hex(std::string_view(reinterpret_cast<const char*>(bytes_.data()), bytes_.size()));
  return "00000000000000000000ffff" + hex(std::string_view(reinterpret_cast<const char*>(bytes_.data()), 4));
}

std::string address_prefix(std::string_view address) {
  const auto parsed = Address::parse(address);
  return parsed ? parsed->prefix() : std::string(address);
}

std::optional<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = Address::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  // ::ffff:10.0.0.0/104 counts its bits in IPv6; ours are then IPv4's.
  const bool mapped = base->is_v4() && text.find(':') != std::string_view::npos;
  const std::int64_t widest = base->is_v4() && !mapped ? 32 : 128;
  std::int64_t bits = widest;
  if (slash != std::string_view::npos) {
    const auto written = parse_int(text.substr(slash + 1));
    if (!written || *written < (mapped ? 96 : 0) || *written > widest) return std::nullopt;
    bits = *written;
  }
  Network network;
  network.bits_ = static_cast<unsigned>(mapped ? bits - 96 : bits);
  network.base_ = *base;
  network.base_.clear_after(network.bits_);
  if (!(network.base_ == *base)) return std::nullopt;
  return network;
}

bool Network::contains(const Address& address) const {
  if (address.is_v4() != base_.is_v4()) return false;
  Address masked = address;
  masked.clear_after(bits_);
  return masked == base_;
}

std::string Network::text() const {
  const unsigned widest = base_.is_v4() ? 32 : 128;
  return bits_ == widest ? base_.text() : base_.text() + "/" + std::to_string(bits_);
}

std::string Network::first_key() const {
  return base_.key();
}

std::string Network::last_key() const {
  Address last = base_;
  const unsigned widest = base_.is_v4() ? 32 : 128;
  for (unsigned bit = bits_; bit < widest; ++bit)
    last.bytes_[bit / 8] = static_cast<std::uint8_t>(last.bytes_[bit / 8] | (0x80U >> (bit % 8)));
  return last.key();
}

std::optional<TrustedProxies> parse_networks(std::string_view list) {
  TrustedProxies networks;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(", \t\r\n"), list.size());
    if (end > 0) {
      const auto network = Network::parse(list.substr(0, end));
      if (!network) return std::nullopt;
      networks.push_back(*network);
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return networks;
}

Client resolve_client(std::string_view peer, bool is_tls, std::string_view host, const Forwarded& forwarded,
                      const TrustedProxies& trusted) {
  const auto nearest = Address::parse(peer);
  Client client{nearest ? nearest->text() : std::string(peer), is_tls ? "https" : "http", std::string(host)};
  if (!nearest || !is_trusted(*nearest, trusted)) return client;

  Address caller = *nearest;
  std::size_t proxies_between = 0;
  std::string_view hops = forwarded.for_.empty() ? forwarded.real_ip : forwarded.for_;
  while (!hops.empty()) {
    const auto hop = parse_hop(pop_last(hops));
    if (!hop) break;  // "unknown" and the like: the hop that wrote it is the last that we can name
    caller = *hop;
    if (!is_trusted(caller, trusted)) break;
    ++proxies_between;
  }
  client.address = caller.text();

  const std::string scheme = to_lower_ascii(entry_from_right(forwarded.proto, proxies_between));
  if (scheme == "http" || scheme == "https") client.scheme = scheme;
  const std::string_view named = entry_from_right(forwarded.host, proxies_between);
  if (is_host(named)) client.host = named;
  return client;
}

Client resolve_client(const Request& request, const TrustedProxies& trusted) {
  if (trusted.empty()) return resolve_client(request.peer(), request.is_tls(), request.host(), {}, trusted);
  const std::string hops = joined(request, "X-Forwarded-For"), real_ip = joined(request, "X-Real-IP"),
                    proto = joined(request, "X-Forwarded-Proto"), host = joined(request, "X-Forwarded-Host");
  return resolve_client(request.peer(), request.is_tls(), request.host(), {hops, real_ip, proto, host},
                        trusted);
}

std::string_view header_of_proxy(const Request& request, std::string_view name,
                                 const TrustedProxies& trusted) {
  const auto peer = Address::parse(request.peer());
  if (name.empty() || !peer || !is_trusted(*peer, trusted) || request.repeats(name)) return {};
  return request.header(name).value_or("");
}

std::string claimed_address(const Request& request, const TrustedProxies& trusted) {
  const auto claimed = Address::parse(trim(request.header("X-Real-IP").value_or("")));
  return claimed && !is_trusted(*claimed, trusted) ? claimed->text() : std::string();
}

}  // namespace genauth::net
