// A passkey as a second factor: set up and shown by a person who is signed in, or with the mfaToken of a
// sign-in that is on its way.
#include "api/call.h"
#include "gen/ops/passkeys.h"
#include "modules/authentication/login.h"
#include "modules/mfa/changes.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/registration.h"
#include "modules/passkeys/second_factor.h"
#include "modules/passkeys/sign_in.h"

namespace genauth::ops {
namespace {

using mfa::Type;

tickets::Binding binding_of(const api::Call& call, std::string_view purpose, const mfa::Who& who) {
  return {call.pool_id, std::string(purpose), call.app_id, who.user.id};
}

}  // namespace

// A second factor is asked for by name: the authenticator need not remember the account.
Result<dto::RegistrationOptionsDto> webauthn_mfa_bind_initialize(api::Call& call) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const mfa::Who who = TRY(mfa::by_any_token(call));
  std::string_view purpose = passkeys::purposes::kMfaBind;
  if (who.attempt) {
    purpose = passkeys::purposes::kSecondFactorBind;
    TRY(call.read([&](db::Session& session) { return passkeys::need_enrollable(session, call, who); }));
  } else {
    TRY(mfa::need_recent_proof(call));
  }
  return passkeys::registration_options(
      call, {*application, who.user, binding_of(call, purpose, who), "discouraged", ""});
}

Result<dto::AuthenticationOptionsDto> webauthn_mfa_verify_initialize(api::Call& call) {
  const mfa::Who who = TRY(mfa::by_any_token(call));
  if (!who.attempt) return passkeys::verification_options(call, passkeys::verify_binding(call));
  TRY(mfa::need_offered(*who.attempt, Type::kPasskey));
  return passkeys::verification_options(call, binding_of(call, passkeys::purposes::kSecondFactor, who));
}

Result<dto::MfaPassedDto> mfa_application_passkey_verify(api::Call& call,
                                                         const dto::VerifyPasskeyFactorDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  TRY(mfa::need_offered(*who.attempt, Type::kPasskey));
  const dto::StoredPasskeyChallenge facts =
      TRY(passkeys::take(call, binding_of(call, passkeys::purposes::kSecondFactor, who), req.ticket));
  const Result<passkeys::Proven> proven = passkeys::verify_answer(call, facts, req.credential);
  mfa::Shown shown;
  shown.type = Type::kPasskey;
  shown.method = proven && proven->passkey.backup_eligible ? "swk" : "hwk";
  shown.looks_right = proven.has_value();
  shown.check = [&](db::Tx& tx) -> Result<void> {
    if (!proven) return tx.refuse(proven.error().clone());
    return passkeys::record_use(tx, call.pool_id, proven->passkey.credential_id, proven->sign_count,
                                proven->backed_up, call.now_ms);
  };
  return mfa::pass(call, who, shown);
}

}  // namespace genauth::ops
