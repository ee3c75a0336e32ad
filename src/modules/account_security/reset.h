// Inside src/modules/account_security only.
#pragma once
#include <string_view>

#include "api/call.h"
#include "base/result.h"
#include "modules/users/users.h"

namespace genauth::account_security {

// Whether it is the user's password, with the counter and the lock of sign-ins: kUserLocked, kUserLockedNow
// on the last wrong try, kBusy. Hashes; never inside a unit.
Result<bool> confirm_password(api::Call& call, const users::User& user, std::string_view password);

}  // namespace genauth::account_security
