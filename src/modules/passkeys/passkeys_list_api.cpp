// The person's own passkeys: listed, checked, renamed, removed.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/mfa.h"
#include "gen/errors/passkeys.h"
#include "gen/ops/passkeys.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/of_call.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/mfa/policy.h"
#include "modules/passkeys/passkey_dto.h"
#include "modules/passkeys/passkeys.h"
#include "modules/passkeys/relying_party.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

using passkeys::Passkey;

Result<std::vector<Passkey>> own(api::Call& call) {
  return call.read(
      [&](db::Session& session) { return passkeys::list(session, call.pool_id, call.caller.user_id); });
}

// An account has few: they are read at once and cut into pages here.
template <class Dto>
Dto page_of(const std::vector<Passkey>& all, std::int64_t page, std::int64_t limit) {
  Dto shown;
  shown.totalCount = static_cast<std::int64_t>(all.size());
  const std::int64_t begin = page > shown.totalCount ? shown.totalCount : (page - 1) * limit;
  for (std::int64_t i = begin; i < std::min(begin + limit, shown.totalCount); ++i)
    shown.list.push_back(passkeys::to_dto(all[static_cast<std::size_t>(i)]));
  return shown;
}

Result<void> must_be_own(db::Session& session, const api::Call& call, std::string_view credential_id) {
  const auto passkey = TRY(passkeys::find(session, call.pool_id, credential_id));
  if (!passkey || passkey->user_id != call.caller.user_id) return errors::kPasskeyNotFound;
  return {};
}

dto::IsSuccessDto success() {
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

// Asked after the removal, in its unit: somebody of whom a second factor is demanded keeps one.
Result<void> must_keep_a_factor(db::Session& session, const api::Call& call,
                                const applications::Application& application, const users::User& user) {
  const pools::Pool pool = TRY(pools::find(session, call.pool_id));
  const mfa::Place place{application, call.envelope.base_url};
  if (TRY(mfa::is_last_demanded(session, call.service<const mfa::Means>(), pool.settings, place, user,
                                mfa::Type::kPasskey)))
    return errors::kFactorLast;
  return {};
}

Result<void> remove(db::Tx& tx, const api::Call& call, const applications::Application& application,
                    const std::vector<std::string>& ids, std::string_view detail) {
  const std::string rp_id = passkeys::rp_id_of(application, call.envelope.base_url);
  const std::vector<Passkey> before = TRY(passkeys::list(tx, call.pool_id, call.caller.user_id));
  TRY(passkeys::remove_own(tx, call.pool_id, call.caller.user_id, ids));
  const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
  if (!user) return errors::kTokenInvalid;  // gone since the token was checked
  if (std::ranges::any_of(before, [&](const Passkey& one) {
        return one.rp_id == rp_id && std::ranges::find(ids, one.credential_id) != ids.end();
      }))
    TRY(must_keep_a_factor(tx, call, application, *user));
  TRY(account_security::settle_factor(call, tx, *user, {}));
  return audit::record_own(tx, call, "removePasskey", call.caller.user_id, detail);
}

Result<dto::IsSuccessDto> remove_one(api::Call& call, const std::string& credential_id) {
  const applications::Handle application = TRY(authentication::application_of(call));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(authentication::require_step_up(tx, call, authentication::Evidence::kNone));
    TRY(must_be_own(tx, call, credential_id));
    return remove(tx, call, *application, {credential_id}, credential_id);
  }));
  return success();
}

}  // namespace

Result<dto::PasskeyListDto> webauthn_credentials(api::Call& call,
                                                 const dto::ListWebAuthnCredentialsQuery& query) {
  return page_of<dto::PasskeyListDto>(TRY(own(call)), query.page, query.limit);
}

Result<dto::PasskeyListDto> webauthn_person_credentials(
    api::Call& call, const dto::ListWebAuthnPersonCredentialsQuery& query) {
  if (query.userId != call.caller.user_id) return Error(errors::kForbidden, "somebody else's passkeys");
  std::vector<Passkey> all = TRY(own(call));
  if (query.appId) std::erase_if(all, [&](const Passkey& one) { return one.app_id != *query.appId; });
  return page_of<dto::PasskeyListDto>(all, query.page, query.limit);
}

Result<dto::ListWebAuthnAuthenticatorDeviceDataDto> webauthn_page_authenticator_device(
    api::Call& call, const dto::ListDeviceCredentialDto& req) {
  std::vector<Passkey> all = TRY(own(call));
  if (req.authenticatorCode)
    std::erase_if(all, [&](const Passkey& one) { return one.authenticator_code != *req.authenticatorCode; });
  return page_of<dto::ListWebAuthnAuthenticatorDeviceDataDto>(all, req.page, req.limit);
}

Result<std::vector<dto::PasskeyCheckDto>> webauthn_check_valid_credentials_by_cred_ids(
    api::Call& call, const dto::CheckDeviceCredentialIdDto& req) {
  const std::vector<Passkey> all = TRY(own(call));
  std::vector<dto::PasskeyCheckDto> answer;
  for (const std::string& id : req.credentialIds) {
    dto::PasskeyCheckDto check;
    check.credentialId = id;
    check.valid = std::ranges::any_of(all, [&](const Passkey& one) { return one.credential_id == id; });
    answer.push_back(std::move(check));
  }
  return answer;
}

Result<dto::IsSuccessDto> webauthn_update_credential(api::Call& call,
                                                     const dto::UpdateWebAuthnCredentialQuery& query,
                                                     const dto::UpdatePasskeyDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(must_be_own(tx, call, query.credentialId));
    TRY(passkeys::rename(tx, call.pool_id, query.credentialId, req.name));
    return audit::record_own(tx, call, "updatePasskey", call.caller.user_id, query.credentialId);
  }));
  return success();
}

Result<dto::IsSuccessDto> webauthn_delete_credential(api::Call& call,
                                                     const dto::DeleteWebAuthnCredentialQuery& query) {
  return remove_one(call, query.credentialId);
}

Result<dto::IsSuccessDto> webauthn_remove_credential_credential_id(api::Call& call,
                                                                   const dto::RemoveCredentialQuery& query,
                                                                   const json::Raw&) {
  return remove_one(call, query.credentialID);
}

Result<dto::IsSuccessDto> webauthn_remove_credentials_by_authenticator_code(
    api::Call& call, const dto::RemoveDeviceCredentialDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(authentication::require_step_up(tx, call, authentication::Evidence::kNone));
    std::vector<std::string> ids;
    for (const Passkey& one : TRY(passkeys::list(tx, call.pool_id, call.caller.user_id)))
      if (one.authenticator_code == req.authenticatorCode) ids.push_back(one.credential_id);
    if (ids.empty()) return {};
    return remove(tx, call, *application, ids, req.authenticatorCode);
  }));
  return success();
}

}  // namespace genauth::ops
