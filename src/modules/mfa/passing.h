// What the operations share: who calls, with which token, and how a sign-in goes on once the second factor
// was shown.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "gen/dto/mfa.h"
#include "modules/mfa/attempts.h"
#include "modules/mfa/policy.h"
#include "modules/mfa/proofs.h"
#include "modules/users/users.h"

namespace genauth::mfa {

// The caller of a call that takes an mfaToken, or an access token, or both.
struct Who {
  users::User user;
  std::optional<Attempt> attempt;         // none: signed in already
  applications::Handle application = {};  // of the attempt
  std::string url = {};                   // by which it is called
  Owner owner() const { return {user.pool_id, user.id}; }
};

// The user of the mfaToken in the Authorization header, whose second factor is still open. kAppRequired,
// kAppNotFound, kAppDisabled, kMfaTokenInvalid, kUserDisabled.
Result<Who> by_mfa_token(api::Call& call);
// That user, or the one who is signed in. Beside these: kNotSignedIn.
Result<Who> by_any_token(api::Call& call);

// kFactorNotOffered unless the attempt lets the user show this factor.
Result<void> need_offered(const Attempt& attempt, Type type);
// Whether the attempt may set up this factor: the user has none that could be asked for, still.
Result<bool> may_enroll(db::Session& session, const Means& means, const Who& who, Type type);

// A second factor as it is shown. `check` spends it and refuses with Tx::refuse what is wrong.
struct Shown {
  std::string_view method;  // RFC 8176: otp, sms, face, ...
  Type type;
  std::function<Result<void>(db::Tx&)> check = {};
  bool looks_right = true;  // false: nothing is signed before `check` has refused
};

// Goes on with what the mfaToken stands for: the tokens of the sign-in, or the token of a trigger, active
// from now on. Wrong codes count against the token too. Errors of `check`, kMfaTokenInvalid, and those of
// Login::resume().
Result<dto::MfaPassedDto> pass(api::Call& call, const Who& who, const Shown& shown);

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type, std::string_view user_id,
                    std::string_view detail);

}  // namespace genauth::mfa
