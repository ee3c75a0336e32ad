// The messages to a person whose recovery code was used or renewed. Changes of factors are told by
// account_security.
#pragma once
#include <cstdint>

#include "api/call.h"
#include "modules/users/users.h"

namespace genauth::mfa {

enum class Recovery : std::uint8_t { kUsed, kRenewed };

// In the unit that spends or replaces the code: to the user's e-mail address, or to the number if there is no
// address. A pool without a message service tells nobody.
Result<void> tell_recovery_code(db::Tx& tx, const api::Call& call, const users::User& user, Recovery what);

}  // namespace genauth::mfa
