// Asks a directory (LDAP, Active Directory) whether somebody's password is right, and what it knows of the
// person.
//
//   Entry entry = TRY(client.verify(settings, "ann", password));
//
// Every connection is encrypted and its certificate verified: ldaps from the first byte, ldap by StartTLS.
// There is no other way, since passwords travel on it. Referrals are not followed: a directory does not send
// us elsewhere.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/egress.h"
#include "net/outgoing.h"

namespace genauth::ldap {

enum class Kind { kLdap, kActiveDirectory };

struct Settings {
  Kind kind = Kind::kLdap;
  std::string url;      // parse_place()
  std::string ca_pem;   // authorities that vouch for the directory; empty: those of the client's options
  std::string bind_dn;  // who searches; empty: anybody may
  std::string bind_password;
  std::string base_dn;
  std::string filter;   // with kLoginMark
  std::string user_dn;  // with kLoginMark: then nobody searches, and the person reads the own entry
  std::vector<std::string> attributes;  // what to read
};

struct Entry {
  std::string name;                                                     // distinguished
  std::map<std::string, std::vector<std::string>, std::less<>> values;  // attributes in lower case; raw bytes

  // The first value; empty if there is none.
  std::string first(std::string_view attribute) const;
};

// Thread-safe: a call blocks its thread, and only until the time is over.
class Client {
 public:
  struct Options {
    net::Egress egress = {};
    std::string ca_file = {};  // PEM; instead of the system's authorities if not empty
    int timeout_ms = 5000;     // for everything together, but the resolver
  };
  explicit Client(Options options) : options_(std::move(options)) {}

  // The entry of the person, whose password is right.
  //   kUserNotFound         nobody has that name, or several do
  //   kPasswordWrong        also an empty one, which is never sent: directories take it for "anonymous"
  //   kDirectory...         the password was right, and the directory says why it is not enough (AD)
  //   kSourceRefused        the connection's own account may not search
  //   kSourceAnswerInvalid  the directory answers otherwise than one
  //   kProviderUnreachable  address, TLS, StartTLS, time
  Result<Entry> verify(const Settings& settings, std::string_view login, std::string_view password) const;

 private:
  Options options_;
  mutable net::Deadlines deadlines_;
};

}  // namespace genauth::ldap
