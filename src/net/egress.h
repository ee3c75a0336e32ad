// Which addresses outgoing connections may reach. Every URL that can be configured (webhooks, message
// services, mail servers) goes through this, so that a tenant's administrator cannot make the server call its
// own network.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.h"

struct sockaddr;

namespace genauth::net {

// Immutable, thread-safe.
class Egress {
 public:
  Egress() = default;  // public addresses only

  // `allowed`: setting egress.allow, host names and CIDR ranges (or single addresses) that may be reached
  // although they are not public. nullopt: an entry is neither.
  static std::optional<Egress> parse(std::span<const std::string> allowed);

  // True if the address is public or in an allowed range. Loopback, private, shared, link-local (cloud
  // metadata), multicast, documentation and reserved ranges are not public, nor are the IPv6 ranges that
  // embed IPv4 addresses.
  bool allows(const Address& address) const;

  // The same for the address of a socket about to connect, which is what counts: a name may resolve to
  // something else than it did when it was checked. Families other than IPv4 and IPv6 are refused.
  bool allows(const sockaddr& address) const;

  // True if the administrator allowed the host by name; then its addresses are not looked at. Case is
  // ignored.
  bool allows_host(std::string_view host) const;

 private:
  std::vector<Network> networks_;
  std::vector<std::string> hosts_;  // lower case
};

}  // namespace genauth::net
