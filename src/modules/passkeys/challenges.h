// What was asked of an authenticator and waits for its answer: one ticket that binds challenge, origin,
// relying party, user, application and purpose, and is taken by the first answer, good or bad.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "gen/dto/stored.h"
#include "modules/tickets/tickets.h"

namespace genauth::api {
class Call;
}

namespace genauth::passkeys {

// One stem per ceremony; a ticket of one is nothing to another.
namespace purposes {
constexpr std::string_view kRegister = "passkey-register", kAdminRegister = "passkey-admin-register",
                           kMfaBind = "passkey-mfa-bind", kLogin = "passkey-login",
                           kMfaVerify = "passkey-mfa-verify", kSecondFactor = "passkey-second-factor",
                           kSecondFactorBind = "passkey-second-factor-bind";
}

constexpr std::int64_t kBrowserTimeoutMs = 60'000;    // what the browser is told
constexpr std::int64_t kChallengeTtlMs = 5 * 60'000;  // people look for their keys

std::string new_challenge();  // base64url of 32 random bytes

// The ticket. In a unit of its own.
Result<std::string> ask(api::Call& call, const tickets::Binding& binding,
                        const dto::StoredPasskeyChallenge& facts);
// Takes it, whatever comes of the answer: kTicketInvalid.
Result<dto::StoredPasskeyChallenge> take(api::Call& call, const tickets::Binding& binding,
                                         std::string_view ticket);

}  // namespace genauth::passkeys
