// The person's own registrations: both spellings of start and end. passkeys_mfa_api.cpp has those of a second
// factor.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/tickets.h"
#include "gen/ops/passkeys.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/passkey_dto.h"
#include "modules/passkeys/registration.h"
#include "modules/passkeys/second_factor.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

tickets::Binding binding_of(const api::Call& call, std::string_view purpose) {
  return {call.pool_id, std::string(purpose), call.app_id, call.caller.user_id};
}

Result<dto::RegistrationOptionsDto> options_for(api::Call& call, std::string_view resident_key,
                                                std::string_view attachment) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const auto user = TRY(call.read([&](db::Session& session) -> users::Found {
    TRY(authentication::require_step_up(session, call, authentication::Evidence::kNone));
    return users::find(session, call.pool_id, call.caller.user_id);
  }));
  if (!user) return errors::kTokenInvalid;  // gone since the token was checked
  return passkeys::registration_options(
      call, {*application, *user, binding_of(call, passkeys::purposes::kRegister), resident_key, attachment});
}

// A thief of a session gets no passkey in, neither with a ticket that the owner has opened.
Result<passkeys::Passkey> register_own(api::Call& call, const passkeys::RegistrationAnswer& answer) {
  TRY(call.read([&](db::Session& session) {
    return authentication::require_step_up(session, call, authentication::Evidence::kNone);
  }));
  namespace purposes = passkeys::purposes;
  Result<passkeys::Passkey> made =
      passkeys::register_passkey(call, binding_of(call, purposes::kRegister), answer);
  if (made || made.error().code() != errors::kTicketInvalid) return made;
  return passkeys::register_passkey(call, binding_of(call, purposes::kMfaBind), answer);
}

}  // namespace

Result<dto::RegistrationOptionsDto> webauthn_registration_options(api::Call& call) {
  return options_for(call, "preferred", "");
}

Result<dto::RegistrationOptionsDto> webauthn_registration_initialize(
    api::Call& call, const dto::InitializePasskeyRegistrationDto& req) {
  return options_for(call, req.residentKey.value_or("preferred"), req.authenticatorAttachment.value_or(""));
}

Result<dto::VerifyRegistrationResultDto> webauthn_verify_registration(api::Call& call,
                                                                      const dto::VerifyRegistrationDto& req) {
  TRY(register_own(call, {req.ticket, req.registrationCredential, req.authenticatorCode.value_or(""), ""}));
  dto::VerifyRegistrationResultDto answer;
  answer.verified = true;
  return answer;
}

Result<dto::PasskeyDto> webauthn_registration_finalize(api::Call& call,
                                                       const dto::FinalizePasskeyRegistrationDto& req) {
  const std::string authenticator = req.authenticatorCode.value_or(""), name = req.name.value_or("");
  const passkeys::RegistrationAnswer answer{req.ticket, req.credential, authenticator, name};
  const mfa::Who who = TRY(mfa::by_any_token(call));
  if (!who.attempt) return passkeys::to_dto(TRY(register_own(call, answer)));
  // On the way through a sign-in: the first second factor of this person, or none.
  const tickets::Binding binding{call.pool_id, std::string(passkeys::purposes::kSecondFactorBind),
                                 call.app_id, who.user.id};
  return passkeys::to_dto(TRY(passkeys::register_passkey(
      call, binding, answer, [&](db::Tx& tx) { return passkeys::need_enrollable(tx, call, who); })));
}

}  // namespace genauth::ops
