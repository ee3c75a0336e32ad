#include "modules/users/user_dto.h"

#include "base/encoding.h"
#include "gen/dto/users.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/departments/departments.h"
#include "modules/tenants/tenants.h"
#include "modules/users/profile_fields.h"

namespace genauth::users {
namespace {

std::optional<std::string> maybe_time(const std::optional<std::int64_t>& ms) {
  return ms ? std::optional<std::string>(iso8601_ms(*ms)) : std::nullopt;
}

// Appends the members of the object at nodes[at] under `prefix`.
void flatten_into(const json::Document& document, std::size_t at, const std::string& prefix,
                  std::string& out) {
  const auto nodes = document.nodes();
  for (std::size_t child = at + 1; child < nodes[at].next; child = nodes[child].next) {
    const std::string name = prefix + document.key(nodes[child]);
    if (nodes[child].kind == json::ValueKind::kObject) {
      flatten_into(document, child, name + ".", out);
      continue;
    }
    if (out.size() > 1) out.push_back(',');
    json::append_quoted(name, out);
    out.push_back(':');
    out += document.compact(nodes[child]);
  }
}

Result<dto::IdentityDto> to_dto(const crypto::Sealer& sealer, std::string_view pool_id,
                                const Identity& identity) {
  dto::IdentityDto shown;
  shown.identityId = identity.id;
  shown.extIdpId = identity.ext_idp_id;
  shown.provider = identity.provider;
  shown.type = identity.type;
  shown.userIdInIdp = identity.user_id_in_idp;
  shown.userInfoInIdp.text = identity.user_info;
  if (identity.access_token)
    shown.accessToken =
        TRY(sealer.open(*identity.access_token, identity_place(pool_id, "access_token", identity.id)));
  if (identity.refresh_token)
    shown.refreshToken =
        TRY(sealer.open(*identity.refresh_token, identity_place(pool_id, "refresh_token", identity.id)));
  shown.originConnIds = strings_of(identity.origin_conn_ids);
  return shown;
}

}  // namespace

crypto::Place identity_place(std::string_view pool_id, std::string_view column,
                             std::string_view identity_id) {
  return {pool_id, "user_identities", column, identity_id};
}

std::string json_strings(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out.push_back(',');
    json::append_quoted(text, out);
  }
  out.push_back(']');
  return out;
}

std::vector<std::string> strings_of(std::string_view json_array) {
  std::vector<std::string> texts;
  const auto document = json::Document::parse(json_array);
  if (!document) return texts;
  for (const json::Node& node : document->nodes())
    if (node.kind == json::ValueKind::kString) texts.push_back(document->string(node));
  return texts;
}

std::string flattened(std::string_view json_object) {
  const auto document = json::Document::parse(json_object);
  if (!document || document->root().kind != json::ValueKind::kObject) return std::string(json_object);
  std::string out = "{";
  flatten_into(*document, 0, "", out);
  out.push_back('}');
  return out;
}

dto::UserDto to_dto(const User& user, const View& view) {
  dto::UserDto shown;
  each_profile_text(user, shown, [](const auto& from, auto& to) { to = from; });
  shown.userId = user.id;
  shown.createdAt = iso8601_ms(user.created_at);
  shown.updatedAt = iso8601_ms(user.updated_at);
  shown.signedUp = shown.createdAt;
  shown.status = text(user.status);
  shown.statusChangedAt = maybe_time(user.status_changed_at);
  shown.workStatus = user.work_status;
  shown.externalId = user.external_id;
  shown.username = user.username;
  shown.email = user.email;
  shown.emailVerified = user.email_verified;
  shown.phone = user.phone;
  shown.phoneCountryCode = user.phone_country_code;
  shown.phoneVerified = user.phone_verified;
  shown.gender = user.gender;
  shown.identityNumber = user.identity_number;
  shown.loginsCount = user.logins_count;
  shown.lastLogin = maybe_time(user.last_login_at);
  shown.lastIp = user.last_ip;
  shown.lastLoginApp = user.last_login_app;
  shown.lastMfaTime = maybe_time(user.last_mfa_at);
  shown.passwordLastSetAt = maybe_time(user.password_set_at);
  shown.passwordSecurityLevel = user.password_level;
  shown.resetPasswordOnNextLogin = user.reset_password_next || user.reset_password_first;
  shown.userSourceType = user.source_type;
  shown.userSourceId = user.source_id;
  shown.registerSource = strings_of(user.register_source);
  if (view.flat_custom_data)
    shown.customData.text = flattened(user.custom_data);
  else if (view.custom_data)
    shown.customData.text = user.custom_data;
  if (user.metadata_source != "{}") shown.metadataSource.text = user.metadata_source;
  if (view.posts) shown.postIdList.emplace();
  return shown;
}

Result<dto::UserDto> show(db::Session& session, const crypto::Sealer& sealer, const User& user,
                          const View& view) {
  dto::UserDto shown = to_dto(user, view);
  if (view.department_ids)
    shown.departmentIds = TRY(departments::ids_of_user(session, user.pool_id, user.id));
  if (view.tenant_ids) shown.tenantIds = TRY(tenants::ids_of_user(session, user.pool_id, user.id));
  if (!view.identities) return shown;
  shown.identities.emplace();
  for (const Identity& identity : TRY(identities(session, user.pool_id, user.id)))
    shown.identities->push_back(TRY(to_dto(sealer, user.pool_id, identity)));
  return shown;
}

Result<std::vector<dto::UserDto>> show_all(db::Session& session, const crypto::Sealer& sealer,
                                           const std::vector<User>& users, const View& view) {
  std::vector<dto::UserDto> shown;
  shown.reserve(users.size());
  for (const User& user : users) shown.push_back(TRY(show(session, sealer, user, view)));
  return shown;
}

}  // namespace genauth::users
