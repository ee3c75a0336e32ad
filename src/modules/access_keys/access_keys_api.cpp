// list/create/get/update/delete-access-key and get-management-token.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/proofs.h"
#include "gen/errors/users.h"
#include "gen/ops/access_keys.h"
#include "modules/access_keys/access_keys.h"
#include "modules/audit/of_call.h"
#include "modules/keys/keys.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"
#include "oidc/binding.h"

namespace genauth::ops {
namespace {

constexpr std::string_view kActivated = "activated", kRevoked = "revoked";
constexpr std::size_t kTypeMax = 64, kSecretShown = 4;
constexpr std::int64_t kManagementTokenTtlS = 7200;

// The contract has three structs for one thing.
template <class Dto>
Dto to_dto(const access_keys::AccessKey& key) {
  Dto shown;
  shown.accessKeyId = key.id;
  shown.accessKeySecret = key.secret;
  shown.userId = key.user_id;
  shown.createdAt = iso8601_ms(key.created_at);
  shown.status = key.enabled ? kActivated : kRevoked;
  shown.lastDate = key.last_used_at ? iso8601_ms(*key.last_used_at) : "";
  shown.userPoolId = key.pool_id;
  shown.enable = key.enabled;
  return shown;
}

// What every answer but that of create-access-key shows: enough of the secret to tell keys apart.
template <class Dto>
Dto to_masked_dto(const access_keys::AccessKey& key) {
  Dto shown = to_dto<Dto>(key);
  for (std::size_t i = kSecretShown; i < shown.accessKeySecret.size(); ++i) shown.accessKeySecret[i] = '*';
  return shown;
}

Error no_such_key(const std::string& id) {
  return Error(errors::kObjectNotFound).with_field("accessKeyId").with_arg(id);
}

Result<void> check_type(std::string_view type) {
  const bool is_word = std::all_of(type.begin(), type.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (type.empty()) return Error(errors::kRequired).with_field("type");
  if (!is_word || type.size() > kTypeMax)
    return Error(errors::kBadFormat).with_field("type").with_arg("a word such as USER_POOL");
  return {};
}

// nullopt: no status was asked for, or both.
Result<std::optional<bool>> enabled_filter(const std::optional<std::vector<std::string>>& statuses) {
  bool activated = false, revoked = false;
  for (const std::string& status : statuses.value_or(std::vector<std::string>{})) {
    if (status != kActivated && status != kRevoked)
      return Error(errors::kMustBeOneOf).with_field("status").with_arg("activated, revoked");
    (status == kActivated ? activated : revoked) = true;
  }
  return activated == revoked ? std::nullopt : std::optional<bool>(activated);
}

}  // namespace

Result<std::vector<dto::ListAccessKeyRespDto>> list_access_key(api::Call& call,
                                                               const dto::GetAccessKeyListQuery& query) {
  const access_keys::Wanted wanted{query.userId.value_or(""), query.tenantId.value_or(""),
                                   query.type.value_or(""), TRY(enabled_filter(query.status))};
  const auto keys = TRY(call.read([&](db::Session& session) {
    return access_keys::list(session, call.service<const crypto::Sealer>(), call.pool_id, wanted);
  }));
  std::vector<dto::ListAccessKeyRespDto> shown;
  for (const access_keys::AccessKey& key : keys)
    shown.push_back(to_masked_dto<dto::ListAccessKeyRespDto>(key));
  return shown;
}

// `userId` must be the owner of a key that has one; for the pool's keys it says nothing.
Result<std::vector<dto::GetAccessKeyRespDto>> get_access_key(api::Call& call,
                                                             const dto::GetAccessKeyQuery& query) {
  const auto key = TRY(call.read([&](db::Session& session) {
    return access_keys::find(session, call.service<const crypto::Sealer>(), call.pool_id, query.accessKeyId);
  }));
  if (!key || (!key->user_id.empty() && key->user_id != query.userId)) return no_such_key(query.accessKeyId);
  return std::vector{to_masked_dto<dto::GetAccessKeyRespDto>(*key)};
}

Result<std::vector<dto::CreateAccessKeyRespDto>> create_access_key(api::Call& call,
                                                                   const dto::CreateAccessKeyDto& req) {
  TRY(check_type(req.type));
  if (req.tenantId && !req.tenantId->empty())  // there are no tenants yet
    return Error(errors::kObjectNotFound).with_field("tenantId").with_arg(*req.tenantId);
  const access_keys::NewAccessKey wanted{call.pool_id, req.type, req.userId.value_or(""), "",
                                         call.caller.access_key_id};
  const access_keys::AccessKey key = TRY(call.write([&](db::Tx& tx) -> Result<access_keys::AccessKey> {
    if (!wanted.user_id.empty() && !TRY(users::state(tx, call.pool_id, wanted.user_id)))
      return errors::kUserNotFound;
    auto made = TRY(access_keys::create(tx, call.service<const crypto::Sealer>(), wanted, call.now_ms));
    TRY(audit::record_by_key(tx, call, "createAccessKey", made.id));
    return made;
  }));
  return std::vector{to_dto<dto::CreateAccessKeyRespDto>(key)};
}

Result<dto::IsSuccessDto> update_access_key(api::Call& call, const dto::UpdateAccessKeyDto& req) {
  const bool found = TRY(call.write([&](db::Tx& tx) -> Result<bool> {
    if (!TRY(access_keys::set_enabled(tx, call.pool_id, req.accessKeyId, req.enable))) return false;
    TRY(audit::record_by_key(tx, call, req.enable ? "enableAccessKey" : "disableAccessKey", req.accessKeyId));
    return true;
  }));
  if (!found) return no_such_key(req.accessKeyId);
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

// The pool's own key stays: without it a pool could lock itself out for good. It can be disabled.
Result<void> delete_access_key(api::Call& call, const dto::DeleteAccessKeyDto& req) {
  if (req.accessKeyId == call.pool_id)
    return Error(errors::kInvalidOperation).with_field("accessKeyId").with_arg(req.accessKeyId);
  const bool found = TRY(call.write([&](db::Tx& tx) -> Result<bool> {
    if (!TRY(access_keys::remove(tx, call.pool_id, req.accessKeyId))) return false;
    TRY(audit::record_by_key(tx, call, "deleteAccessKey", req.accessKeyId));
    return true;
  }));
  if (!found) return no_such_key(req.accessKeyId);
  return {};
}

// The key itself is the credential, so a wrong id, a wrong secret and a disabled key get one answer.
Result<dto::AccessTokenResDto> get_management_token(api::Call& call,
                                                    const dto::GetManagementAccessTokenDto& req) {
  bool needs_certificate = false;
  const access_keys::KeySecret key =
      TRY(call.read([&](db::Session& session) -> Result<access_keys::KeySecret> {
        auto found =
            TRY(access_keys::open_secret(session, call.service<const crypto::Sealer>(), req.accessKeyId));
        const pools::Settings rules = TRY(pools::find(session, found.pool_id)).settings;
        needs_certificate = rules.tls_client_certificate_bound_machine_tokens;
        return found;
      }));
  const bool secret_matches = crypto::equal_constant_time(key.secret, req.accessKeySecret);
  const bool pool_matches = call.pool_id.empty() || call.pool_id == key.pool_id;
  if (!secret_matches || !key.enabled || !pool_matches) return errors::kAccessKeyInvalid;
  if (needs_certificate && call.envelope.certificate.empty()) return errors::kCertificateRequired;
  const std::string bound_to =
      needs_certificate ? oidc::bound_to_certificate(call.envelope.certificate) : std::string();
  const sessions::MachineToken token =
      TRY(sessions::draft_management_token(call.service<keys::KeyRing>(), key.pool_id, req.accessKeyId,
                                           call.now_ms, kManagementTokenTtlS, bound_to));
  TRY(access_keys::note_use(call.database, req.accessKeyId, key, call.now_ms));
  dto::AccessTokenResDto answer;
  answer.access_token = token.access_token;
  answer.expires_in = token.expires_in_s;
  return answer;
}

}  // namespace genauth::ops
