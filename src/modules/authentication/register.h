// Making an account for a person who asks for one: sign-up, and the sign-ins that register.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "api/call.h"
#include "modules/users/users.h"

namespace genauth::authentication {

struct Registration {
  users::User user;                     // names and profile; the rest is filled in
  std::optional<std::string> password;  // in clear
  std::string client_ip;
  std::function<Result<void>(db::Tx&)>
      proof;  // spends the code in the unit that makes the account; may be empty
};

// Ceiling on new accounts of one address; 0 is no limit.
struct RegisterLimits {
  std::int64_t address_per_hour = 60;
};

//   kRegistrationDisabled, kThrottled, kPasswordTooShort and the other rules of passwords and names,
//   kUsernameTaken, kEmailTaken, kPhoneTaken, kCodeWrong (from the proof), kBusy
Result<users::User> register_user(api::Call& call, Registration wanted);

}  // namespace genauth::authentication
