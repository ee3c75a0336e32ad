// A passkey as the second factor of a sign-in that is on its way. Inside src/modules/passkeys only.
#pragma once
#include "api/call.h"
#include "modules/mfa/passing.h"

namespace genauth::passkeys {

// kFactorNotOffered unless this sign-in lets the person set up a passkey as the first second factor.
Result<void> need_enrollable(db::Session& session, const api::Call& call, const mfa::Who& who);

}  // namespace genauth::passkeys
