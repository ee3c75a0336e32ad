// Messages to people about their second factors. Inside src/modules/mfa only.
#pragma once
#include <string_view>

#include "api/call.h"
#include "modules/users/users.h"

namespace genauth::mfa {

enum class Notice : std::uint8_t { kEnrolled, kRemoved, kRecoveryCodeUsed };

// In the unit of the change: to the user's e-mail address, or to the number if there is no address. A pool
// without a message service tells nobody. `factor` is "OTP", "SMS", ....
Result<void> notify(db::Tx& tx, const api::Call& call, const users::User& user, Notice notice,
                    std::string_view factor);

}  // namespace genauth::mfa
