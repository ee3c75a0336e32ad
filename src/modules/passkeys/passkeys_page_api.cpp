// A passkey that a hosted page offers to somebody who has just signed in there. The browser has no access
// token; its interaction proves who it is.
#include "api/call.h"
#include "gen/errors/interactions.h"
#include "gen/ops/passkeys.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/interactions/interactions.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/offer.h"
#include "modules/passkeys/passkey_dto.h"
#include "modules/passkeys/registration.h"
#include "modules/passkeys/relying_party.h"
#include "modules/sessions/browser.h"

namespace genauth::ops {
namespace {

// Makes the call that of the person who has just signed in here: as of a session that is minutes old.
Result<users::User> person_of(api::Call& call, const std::string& interaction_id) {
  return call.read([&](db::Session& session) -> Result<users::User> {
    const interactions::Open open = TRY(interactions::look_of(call, session, interaction_id));
    if (!open.facts.signed_in) return errors::kInteractionStep;
    call.caller.user_id = open.facts.user_id;
    call.caller.session_id = open.facts.session_id;
    TRY(authentication::require_step_up(session, call, authentication::Evidence::kNone));
    auto user = TRY(users::find(session, call.pool_id, open.facts.user_id));
    if (!user) return errors::kInteractionGone;
    return *std::move(user);
  });
}

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, std::string(passkeys::purposes::kRegister), call.app_id, call.caller.user_id};
}

}  // namespace

Result<dto::RegistrationOptionsDto> interaction_passkey_options(api::Call& call,
                                                                const dto::OfferPasskeyQuery& query) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const users::User user = TRY(person_of(call, query.id));
  return passkeys::registration_options(call, {*application, user, binding_of(call), "required", ""});
}

Result<dto::PasskeyDto> interaction_passkey(api::Call& call, const dto::AddOfferedPasskeyQuery& query,
                                            const dto::FinalizePasskeyRegistrationDto& req) {
  TRY(authentication::application_of(call));
  TRY(person_of(call, query.id));
  const std::string authenticator = req.authenticatorCode.value_or(""), name = req.name.value_or("");
  return passkeys::to_dto(TRY(
      passkeys::register_passkey(call, binding_of(call), {req.ticket, req.credential, authenticator, name})));
}

}  // namespace genauth::ops

namespace genauth::passkeys {

Result<bool> is_offered(const api::Call& call, db::Session& session,
                        const applications::Application& application, std::string_view user_id) {
  if (!pages_of(call, relying_party_of(call, application))) return false;
  return TRY(list(session, call.pool_id, user_id)).empty();
}

}  // namespace genauth::passkeys
