// One connection to a directory, encrypted or not there at all. Private to this folder: includes libldap's
// header.
#pragma once
#include <ldap.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ldap/client.h"
#include "ldap/escape.h"
#include "net/outgoing.h"

namespace genauth::ldap {

// What a bind came to.
struct Answer {
  int code = 0;  // RFC 4511 §4.1.9, or libldap's own, which are negative
  std::string diagnostic;
};

// Not thread-safe; does not outlive the deadlines.
class Session {
 public:
  // kProviderUnreachable.
  static Result<std::unique_ptr<Session>> open(const Place& place, const std::string& authorities,
                                               const net::Egress& egress, net::Deadlines& deadlines,
                                               std::int64_t deadline_ns);
  ~Session();
  Session(const Session&) = delete;

  // A simple bind (RFC 4513 §5.1.3). Never with a name and an empty password (§5.1.2).
  Answer bind(const std::string& name, std::string_view password);
  // At most two entries below or at `base`. kSourceAnswerInvalid, kProviderUnreachable; no entries where the
  // base does not exist.
  Result<std::vector<Entry>> search(const std::string& base, int scope, const std::string& filter,
                                    const std::vector<std::string>& attributes);
  // The connection ended or its time was over.
  Error broken(std::string_view during) const;

 private:
  explicit Session(std::string host) : host_(std::move(host)) {}
  Result<void> encrypt(const Place& place, const std::string& authorities);
  Entry entry_of(LDAPMessage* message) const;

  const std::string host_;
  LDAP* ldap_ = nullptr;
  std::optional<net::Deadlines::Watch> watch_;
};

}  // namespace genauth::ldap
