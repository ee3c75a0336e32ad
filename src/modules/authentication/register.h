// Making an account for a person who asks for one: sign-up, and the sign-ins that register.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "modules/applications/applications.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::authentication {

struct Registration {
  users::User user;                     // names and profile; the rest is filled in
  std::optional<std::string> password;  // in clear
  std::string client_ip;
  std::function<Result<void>(db::Tx&)>
      proof;  // spends the code in the unit that makes the account; may be empty
  // What belongs to the new account, in the same unit: the link to an identity source. May be empty.
  std::function<Result<void>(db::Tx&, const users::User&)> afterwards = {};
  std::string source = {};  // where from, as in the user's registerSource; empty: by the names given
};

// Ceiling on new accounts of one address; 0 is no limit.
struct RegisterLimits {
  std::int64_t address_per_hour = 60;
};

// What a rule may look at. References live during the call.
struct RegistrationScene {
  const users::User& user;  // as it would be made: names normal, id empty
  const pools::Settings& pool;
  const applications::Settings& application;
  std::string_view app_id, client_ip;
  std::int64_t now_ms = 0;
};

// Who may register, beyond the pool's own switch: what other modules have to say (lists of those who may,
// addresses that may not). Read-only, in the unit that would make the account. Not asked about accounts that
// an administrator makes.
class RegistrationRule {
 public:
  virtual ~RegistrationRule() = default;
  virtual Result<void> check(db::Session& session, const RegistrationScene& scene) const = 0;
};
struct RegistrationRules {
  std::vector<const RegistrationRule*> rules;
};

// For accounts that people make for themselves without register_user(). Whatever a RegistrationRule refuses
// with.
Result<void> ask_registration_rules(db::Session& session, const api::Call& call,
                                    const RegistrationScene& scene);

//   whatever a RegistrationRule refuses with,
//   kRegistrationDisabled, kThrottled, kPasswordTooShort and the other rules of passwords and names,
//   kUsernameTaken, kEmailTaken, kPhoneTaken, kCodeWrong (from the proof), kBusy
Result<users::User> register_user(api::Call& call, Registration wanted);

}  // namespace genauth::authentication
