// IP addresses as text and as bytes, and who the caller is when proxies stand in between.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_message.h"

namespace genauth::net {

// An IPv4 or IPv6 address. IPv4-mapped IPv6 (::ffff:192.0.2.1) is the IPv4 address that it stands for.
class Address {
 public:
  static std::optional<Address> parse(std::string_view text);  // no port, no brackets, no zone
  bool is_v4() const { return v4_; }
  std::string text() const;    // canonical: "192.0.2.1", "2001:db8::1"
  std::string prefix() const;  // "192.0.2.0/24" or "2001:db8::/64": the unit of throttles
  std::string key() const;     // 32 hex digits that sort as addresses do; IPv4 as its mapped IPv6 form
  bool operator==(const Address&) const = default;

 private:
  friend class Network;
  void clear_after(unsigned bits);
  std::array<std::uint8_t, 16> bytes_{};  // IPv4: the first four
  bool v4_ = true;
};

// The prefix of an address in text form; the text itself if it is no address.
std::string address_prefix(std::string_view address);

// "10.0.0.0/8", "::1", "2001:db8::/32". Bits behind the prefix must be zero: a typo in a list of trusted
// proxies must not widen it unseen.
class Network {
 public:
  static std::optional<Network> parse(std::string_view text);
  bool contains(const Address& address) const;
  std::string text() const;  // canonical: "10.0.0.0/8"; a single address without its bits
  std::string first_key() const, last_key() const;  // Address::key() of its first and last address

 private:
  Address base_;
  unsigned bits_ = 0;
};

using TrustedProxies = std::vector<Network>;

// Separated by commas or white space; nullopt if any entry is malformed.
std::optional<TrustedProxies> parse_networks(std::string_view list);

// The caller as the nearest proxy that we do not trust, or the caller itself, told us.
struct Client {
  std::string address;  // canonical
  std::string scheme;   // "http" or "https"
  std::string host;     // with port, as sent
};

// X-Forwarded-For is read from the right: each hop counts only because a trusted one reported it, so the
// first untrusted one is the client. X-Real-IP counts where a trusted peer sends no X-Forwarded-For. The
// scheme and host come from X-Forwarded-Proto and -Host, from the entry that stands as deep as the client's.
// From a peer that is not trusted none of these headers means anything. Pure.
Client resolve_client(const Request& request, const TrustedProxies& trusted);

// The same on bare values, all headers of one name joined by commas in order of arrival.
struct Forwarded {
  std::string_view for_, real_ip, proto, host;
};
Client resolve_client(std::string_view peer, bool is_tls, std::string_view host, const Forwarded& forwarded,
                      const TrustedProxies& trusted);

// The value of a header that proxies write: from a peer that is not trusted, or sent twice, it is empty.
std::string_view header_of_proxy(const Request& request, std::string_view name,
                                 const TrustedProxies& trusted);

// What X-Real-IP claims, canonical: a server may name the person whom it calls for. Empty if it is no
// address, or that of one of the proxies in between, which write their neighbour's.
std::string claimed_address(const Request& request, const TrustedProxies& trusted);

}  // namespace genauth::net
