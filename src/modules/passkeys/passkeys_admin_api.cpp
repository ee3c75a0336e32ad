// What an administrator does with people's passkeys, with a management credential.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/passkeys.h"
#include "gen/errors/users.h"
#include "gen/ops/passkeys.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/passkey_dto.h"
#include "modules/passkeys/registration.h"

namespace genauth::ops {
namespace {

// Person and application stand inside the ticket.
tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, std::string(passkeys::purposes::kAdminRegister), "", ""};
}

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type,
                    const passkeys::Passkey& passkey) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = passkey.app_id,
                        .user_id = passkey.user_id,
                        .actor = call.caller.access_key_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = passkey.credential_id},
                       call.now_ms);
}

dto::IsSuccessDto success() {
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace

Result<dto::RegistrationOptionsDto> webauthn_admin_initialize(api::Call& call,
                                                              const dto::InitializePasskeyAdminDto& req) {
  const applications::Handle application = TRY(call.service<applications::Directory>().find(req.appId));
  if (application->pool_id != call.pool_id) return errors::kAppNotFound;
  const auto user =
      TRY(call.read([&](db::Session& session) { return users::find(session, call.pool_id, req.userId); }));
  if (!user) return errors::kUserNotFound;
  // The page that shows the options is not the caller: any page of the application will do.
  call.envelope.origin = {};
  return passkeys::registration_options(
      call, {*application, *user, binding_of(call), req.residentKey.value_or("preferred"),
             req.authenticatorAttachment.value_or("")});
}

Result<dto::PasskeyDto> webauthn_admin_registration_finalize(api::Call& call,
                                                             const dto::FinalizePasskeyRegistrationDto& req) {
  return passkeys::to_dto(TRY(passkeys::register_passkey(
      call, binding_of(call),
      {req.ticket, req.credential, req.authenticatorCode.value_or(""), req.name.value_or("")})));
}

Result<dto::IsSuccessDto> webauthn_admin_credentials_credential_id(
    api::Call& call, const dto::UpdateWebAuthnAdminCredentialQuery& query, const dto::UpdatePasskeyDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto passkey = TRY(passkeys::find(tx, call.pool_id, query.credentialId));
    if (!passkey) return errors::kPasskeyNotFound;
    TRY(passkeys::rename(tx, call.pool_id, query.credentialId, req.name));
    return record(tx, call, "updatePasskey", *passkey);
  }));
  return success();
}

Result<dto::IsSuccessDto> webauthn_admin_credentials_credential_id_user_id_app_id(
    api::Call& call, const dto::DeleteWebAuthnAdminCredentialQuery& query) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto passkey = TRY(passkeys::find(tx, call.pool_id, query.credentialId));
    if (!passkey || passkey->user_id != query.userId || passkey->app_id != query.appId)
      return errors::kPasskeyNotFound;
    TRY(passkeys::remove(tx, call.pool_id, query.credentialId));
    if (const auto user = TRY(users::find(tx, call.pool_id, query.userId)))
      TRY(account_security::settle_factor(call, tx, *user, {}));
    return record(tx, call, "removePasskey", *passkey);
  }));
  return success();
}

}  // namespace genauth::ops
