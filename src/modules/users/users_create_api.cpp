// create-user and create-users-batch. Administrators create: no code, no closed registration, no white list.
#include "api/call.h"
#include "crypto/totp.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/ops/users.h"
#include "modules/audit/audit.h"
#include "modules/departments/departments.h"
#include "modules/pools/pools.h"
#include "modules/tenants/tenants.h"
#include "modules/users/given_names.h"
#include "modules/users/notices.h"
#include "modules/users/otp.h"
#include "modules/users/password.h"
#include "modules/users/profile_fields.h"
#include "modules/users/request_parts.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kBatchMax = 50;

// A user to be, with all slow work done.
struct Draft {
  users::User user;
  std::vector<users::Identity> identities;
  std::optional<users::Otp> otp;
  std::vector<messages::Message> notices;
  std::vector<std::string> department_ids, tenant_ids;
  std::string department_id_type;
  std::string path;  // of the request's member that describes this user, for errors
};

template <class Dto>
Result<users::User> draft_user(const api::Call& call, const Dto& wanted) {
  users::User user;
  user.pool_id = call.pool_id;
  user.id = call.new_id();
  user.source_type = "adminCreated";
  user.register_source = R"(["import:manual"])";
  TRY(users::take_username(user, wanted.username));
  TRY(users::take_email(user, wanted.email));
  TRY(users::take_phone(user, wanted.phone, wanted.phoneCountryCode));
  users::take_text(user.external_id, wanted.externalId);
  TRY(users::need_name(user));
  users::take_text(user.identity_number, wanted.identityNumber);
  users::take_profile_texts(user, wanted);
  user.gender = wanted.gender.value_or("U");
  user.status = users::parse_status(wanted.status.value_or("")).value_or(users::Status::kActivated);
  user.email_verified = user.email && wanted.emailVerified.value_or(false);
  user.phone_verified = user.phone && wanted.phoneVerified.value_or(false);
  user.custom_data = TRY(users::object_of(wanted.customData, "customData"));
  user.metadata_source = TRY(users::object_of(wanted.metadataSource, "metadataSource"));
  return user;
}

Result<std::vector<users::Identity>> draft_identities(const api::Call& call, const std::string& user_id,
                                                      const std::vector<dto::CreateIdentityDto>& wanted) {
  const auto& sealer = call.service<const crypto::Sealer>();
  const auto sealed = [&](const std::optional<std::string>& token, std::string_view column,
                          std::string_view id) {
    if (!token) return std::optional<std::string>{};
    return std::optional(sealer.seal(*token, users::identity_place(call.pool_id, column, id)));
  };
  std::vector<users::Identity> identities;
  for (const dto::CreateIdentityDto& each : wanted) {
    users::Identity identity;
    identity.id = call.new_id();
    identity.user_id = user_id;
    identity.ext_idp_id = each.extIdpId;
    identity.provider = each.provider;
    identity.type = each.type;
    identity.user_id_in_idp = each.userIdInIdp;
    identity.user_info = each.userInfoInIdp.empty() ? "{}" : each.userInfoInIdp.text;
    if (identity.user_info.size() > users::kFreeDataMax)
      return Error(errors::kTooLong)
          .with_field("identities." + std::to_string(identities.size()) + ".userInfoInIdp")
          .with_arg(std::to_string(users::kFreeDataMax));
    identity.origin_conn_ids = users::json_strings(each.originConnIds);
    identity.access_token = sealed(each.accessToken, "access_token", identity.id);
    identity.refresh_token = sealed(each.refreshToken, "refresh_token", identity.id);
    identity.created_at = call.now_ms;
    identities.push_back(std::move(identity));
  }
  return identities;
}

// RFC 4648 §6: what authenticator apps take.
Result<void> check_otp_secret(std::string_view secret) {
  const bool is_base32 =
      secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=") == std::string_view::npos;
  if (is_base32 && secret.size() >= 16 && secret.size() <= 128) return {};
  return Error(errors::kBadFormat).with_field("otp.secret").with_arg("16 to 128 characters of base32");
}

Result<void> draft_otp(const api::Call& call, const dto::CreateUserOtpDto& otp, Draft& draft) {
  TRY(check_otp_secret(otp.secret));
  const auto& sealer = call.service<const crypto::Sealer>();
  users::Otp made{.id = call.new_id(), .confirmed = true, .created_at = call.now_ms};
  made.sealed_secret = sealer.seal(otp.secret, {call.pool_id, "user_otp", "secret", draft.user.id});
  if (otp.recoveryCode)
    made.recovery_digest =
        crypto::recovery_code_digest(sealer, call.pool_id, draft.user.id, *otp.recoveryCode);
  draft.otp = std::move(made);
  return {};
}

void draft_notices(const api::Call& call, const dto::SendCreateAccountNotificationDto& wanted,
                   const std::string& generated_password, Draft& draft) {
  const users::User& user = draft.user;
  const users::NoticeText text{users::Notice::kAccountCreated, users::account_of(user), generated_password};
  if (wanted.sendEmailNotification.value_or(false) && user.email)
    draft.notices.push_back(users::email_notice(call, text, *user.email));
  if (wanted.sendPhoneNotification.value_or(false) && user.phone)
    draft.notices.push_back(users::sms_notice(call, text, *user.phone_country_code, *user.phone));
}

template <class Dto>
Result<Draft> draft_of(api::Call& call, const Dto& wanted, const dto::CreateUserOptionsDto& options,
                       const pools::Settings& settings) {
  Draft draft;
  draft.department_ids = wanted.departmentIds.value_or(std::vector<std::string>{});
  draft.department_id_type = options.departmentIdType.value_or("department_id");
  draft.tenant_ids = wanted.tenantIds.value_or(std::vector<std::string>{});
  draft.user = TRY(draft_user(call, wanted));
  if (wanted.identities) draft.identities = TRY(draft_identities(call, draft.user.id, *wanted.identities));
  if (wanted.otp) TRY(draft_otp(call, *wanted.otp, draft));
  const users::PasswordWish wish{wanted.password, wanted.salt, options.passwordEncryptType,
                                 options.keepPassword.value_or(false),
                                 options.autoGeneratePassword.value_or(false)};
  auto password = TRY(users::make_password(call, wish, settings, draft.user));
  if (password) {
    draft.user.password_hash = std::move(password->hash);
    draft.user.password_level = password->level;
    draft.user.password_set_at = call.now_ms;
  }
  draft.user.reset_password_first = options.resetPasswordOnFirstLogin.value_or(false);
  if (options.sendNotification)
    draft_notices(call, *options.sendNotification, password ? password->generated : "", draft);
  TRY(call.read([&](db::Session& session) { return users::can_send(call, session, draft.notices); }));
  return draft;
}

Result<void> join(db::Tx& tx, const Draft& draft, const users::User& made, std::int64_t now_ms) {
  for (const std::string& named : draft.department_ids) {
    auto id = departments::find_id_as(tx, made.pool_id, draft.department_id_type, named);
    if (!id) return std::move(id).error().with_field("departmentIds");
    TRY(departments::put_member(tx, made.pool_id, *id, made.id, {}, now_ms));
  }
  for (const std::string& id : draft.tenant_ids) {
    const auto tenant = TRY(tenants::find(tx, made.pool_id, id));
    if (!tenant) return Error(errors::kObjectNotFound).with_field("tenantIds").with_arg(id);
    TRY(tenants::put_member(tx, made.pool_id, *tenant, made.id, false, now_ms));
  }
  return {};
}

Result<dto::UserDto> create(const api::Call& call, db::Tx& tx, const Draft& draft) {
  const users::User made = TRY(users::insert(tx, draft.user, call.now_ms));
  for (const users::Identity& identity : draft.identities)
    TRY(users::insert_identity(tx, call.pool_id, identity));
  if (draft.otp) TRY(users::put_otp(tx, call.pool_id, made.id, *draft.otp));
  TRY(users::note_names(tx, users::User{}, made, false));
  TRY(join(tx, draft, made, call.now_ms));
  TRY(users::enqueue(call, tx, draft.notices));
  TRY(audit::record(tx,
                    {.pool_id = call.pool_id,
                     .type = "createUser",
                     .user_id = made.id,
                     .actor = call.caller.access_key_id,
                     .client_ip = call.envelope.client_ip},
                    call.now_ms));
  users::View view;
  view.custom_data = made.custom_data != "{}";
  view.identities = !draft.identities.empty();
  view.department_ids = !draft.department_ids.empty();
  view.tenant_ids = !draft.tenant_ids.empty();
  return users::show(tx, call.service<const crypto::Sealer>(), made, view);
}

Result<pools::Settings> settings_of(api::Call& call) {
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  return pool.settings;
}

}  // namespace

Result<dto::UserDto> create_user(api::Call& call, const dto::CreateUserReqDto& req) {
  const pools::Settings settings = TRY(settings_of(call));
  const Draft draft = TRY(draft_of(call, req, req.options.value_or(dto::CreateUserOptionsDto{}), settings));
  return call.write([&](db::Tx& tx) { return create(call, tx, draft); });
}

// All or nothing: one unit, and an error names the place in the list that it is about.
Result<std::vector<dto::UserDto>> create_users_batch(api::Call& call, const dto::CreateUserBatchReqDto& req) {
  if (req.list.empty()) return Error(errors::kRequired).with_field("list");
  if (req.list.size() > kBatchMax)
    return Error(errors::kTooManyElements).with_field("list").with_arg(std::to_string(kBatchMax));
  const pools::Settings settings = TRY(settings_of(call));
  const dto::CreateUserOptionsDto options = req.options.value_or(dto::CreateUserOptionsDto{});
  std::vector<Draft> drafts;
  for (std::size_t i = 0; i < req.list.size(); ++i) {
    const std::string path = "list." + std::to_string(i);
    auto draft = draft_of(call, req.list[i], options, settings);
    if (!draft) return users::under(std::move(draft).error(), path);
    draft->path = path;
    drafts.push_back(*std::move(draft));
  }
  return call.write([&](db::Tx& tx) -> Result<std::vector<dto::UserDto>> {
    std::vector<dto::UserDto> made;
    for (const Draft& draft : drafts) {
      auto user = create(call, tx, draft);
      if (!user) return users::under(std::move(user).error(), draft.path);
      made.push_back(*std::move(user));
    }
    return made;
  });
}

}  // namespace genauth::ops
