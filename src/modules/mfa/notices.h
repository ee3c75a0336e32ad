// The message to a person whose recovery code was used. Changes of factors are told by account_security.
#pragma once
#include <string_view>

#include "api/call.h"
#include "modules/users/users.h"

namespace genauth::mfa {

// In the unit that spends the code: to the user's e-mail address, or to the number if there is no address. A
// pool without a message service tells nobody. `factor` is "OTP", ....
Result<void> tell_recovery_code_used(db::Tx& tx, const api::Call& call, const users::User& user,
                                     std::string_view factor);

}  // namespace genauth::mfa
