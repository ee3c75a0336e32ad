// Signing in with a passkey, in both spellings, and the list of sites that share them.
#include "api/call.h"
#include "api/reply.h"
#include "gen/ops/passkeys.h"
#include "modules/authentication/login.h"
#include "modules/passkeys/relying_party.h"
#include "modules/passkeys/sign_in.h"

namespace genauth::ops {

Result<dto::AuthenticationOptionsDto> webauthn_authentication_options(api::Call& call) {
  return passkeys::sign_in_options(call, "");
}

Result<dto::AuthenticationOptionsDto> webauthn_login_initialize(api::Call& call,
                                                                const dto::InitializePasskeyLoginDto& req) {
  return passkeys::sign_in_options(call, req.account.value_or(""));
}

Result<dto::VerifyAuthenticationResultDto> webauthn_verify_authentication(
    api::Call& call, const dto::VerifyAuthenticationDto& req) {
  dto::VerifyAuthenticationResultDto answer;
  answer.tokenSet = authentication::token_response(
      TRY(passkeys::sign_in(call, req.ticket, req.authenticationCredential, req.options)));
  answer.verified = true;
  return answer;
}

Result<dto::LoginTokenResponseDataDto> webauthn_login_finalize(api::Call& call,
                                                               const dto::FinalizeWebAuthnLoginDto& req) {
  return authentication::token_response(
      TRY(passkeys::sign_in(call, req.ticket, req.credential, req.options)));
}

Result<api::Reply> webauthn_related_origins(api::Call& call) {
  const applications::Handle application = TRY(authentication::application_of(call));
  return api::file("application/json", passkeys::related_origins_json(*application));
}

}  // namespace genauth::ops
