// Step-up: a stolen session must not be able to take the account over. Changing or removing a password,
// phone, e-mail address, factor or passkey, linking an account and deleting one's own need either a sign-in
// of the last minutes (pool setting step_up_minutes, 0 switches the rule off) or the proof of a factor that
// the account already has, in the call itself (the old password, a code sent to the old address).
#pragma once
#include "base/result.h"
#include "db/database.h"

namespace genauth::api {
class Call;
}

namespace genauth::authentication {

enum class Evidence : std::uint8_t {
  kNone,            // nothing but the access token
  kExistingFactor,  // the call proved something that the account had before
};

// kStepUpRequired (arg: the minutes). For calls of users; inside a unit or a read, before anything is
// changed.
Result<void> require_step_up(db::Session& session, const api::Call& call, Evidence evidence);

}  // namespace genauth::authentication
