// update-user.
#include "api/call.h"
#include "gen/errors/users.h"
#include "gen/ops/users.h"
#include "modules/audit/audit.h"
#include "modules/pools/pools.h"
#include "modules/users/given_names.h"
#include "modules/users/lookup.h"
#include "modules/users/notices.h"
#include "modules/users/password.h"
#include "modules/users/profile_fields.h"
#include "modules/users/request_parts.h"
#include "modules/users/sign_out.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

// A new address or number is not verified unless the request says so.
bool verified(bool is_there, bool is_changed, bool before, const std::optional<bool>& wanted) {
  return is_there && wanted.value_or(before && !is_changed);
}

Result<void> take(users::User& user, const dto::UpdateUserReqDto& req) {
  const users::User before = user;
  TRY(users::take_username(user, req.username));
  TRY(users::take_email(user, req.email));
  TRY(users::take_phone(user, req.phone, req.phoneCountryCode));
  users::take_text(user.external_id, req.externalId);
  // Who came through an identity source may have no name at all; only the last one cannot be taken away.
  if (users::need_name(before)) TRY(users::need_name(user));
  users::take_text(user.identity_number, req.identityNumber);
  users::take_profile_texts(user, req);
  if (req.gender) user.gender = *req.gender;
  if (req.status) user.status = users::parse_status(*req.status).value_or(user.status);
  const bool phone_changed =
      user.phone != before.phone || user.phone_country_code != before.phone_country_code;
  user.email_verified =
      verified(user.email.has_value(), user.email != before.email, before.email_verified, req.emailVerified);
  user.phone_verified =
      verified(user.phone.has_value(), phone_changed, before.phone_verified, req.phoneVerified);
  user.custom_data = TRY(users::merged(user.custom_data, req.customData, "customData"));
  user.metadata_source = TRY(users::merged(user.metadata_source, req.metadata, "metadata"));
  return {};
}

Result<std::optional<users::NewPassword>> new_password(api::Call& call, const users::User& target,
                                                       const dto::UpdateUserReqDto& req,
                                                       const dto::UpdateUserOptionsDto& options) {
  users::PasswordWish wish;
  wish.given = req.password;
  wish.encrypt_type = options.passwordEncryptType;
  wish.generate = options.autoGeneratePassword.value_or(false);
  if (!wish.generate && !wish.given) return std::optional<users::NewPassword>{};
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  return users::make_password(call, wish, pool.settings, target);
}

void take_password(users::User& user, const std::optional<users::NewPassword>& password,
                   const dto::UpdateUserOptionsDto& options, std::int64_t now_ms) {
  if (password) {
    user.password_hash = password->hash;
    user.password_level = password->level;
    user.password_set_at = now_ms;
    user.reset_password_first = user.reset_password_next = false;
  }
  if (options.resetPasswordOnFirstLogin) user.reset_password_first = *options.resetPasswordOnFirstLogin;
  if (options.resetPasswordOnNextLogin) user.reset_password_next = *options.resetPasswordOnNextLogin;
}

// To the user's own address and number, and to others that the request names.
Result<std::vector<messages::Message>> notices_of(const api::Call& call, db::Tx& tx, const users::User& user,
                                                  const users::NewPassword& password,
                                                  const dto::SendResetPasswordNotificationDto& wanted) {
  const users::NoticeText text{users::Notice::kPasswordReset, users::account_of(user), password.generated};
  std::vector<messages::Message> notices;
  if (wanted.sendDefaultEmailNotification.value_or(false) && user.email)
    notices.push_back(users::email_notice(call, text, *user.email));
  if (wanted.sendDefaultPhoneNotification.value_or(false) && user.phone)
    notices.push_back(users::sms_notice(call, text, *user.phone_country_code, *user.phone));
  if (wanted.inputSendEmailNotification && !wanted.inputSendEmailNotification->empty()) {
    TRY(users::check_email(*wanted.inputSendEmailNotification));
    notices.push_back(users::email_notice(call, text, *wanted.inputSendEmailNotification));
  }
  if (wanted.inputSendPhoneNotification && !wanted.inputSendPhoneNotification->empty()) {
    users::User other;  // only its phone matters: the same reading of a number as everywhere
    TRY(users::take_phone(other, wanted.inputSendPhoneNotification, std::nullopt));
    notices.push_back(users::sms_notice(call, text, *other.phone_country_code, *other.phone));
  }
  TRY(users::can_send(call, tx, notices));
  return notices;
}

}  // namespace

// Members that are absent stay as they are, empty texts are taken away; customData and metadata are merged
// member by member, and null takes a member away.
Result<dto::UserDto> update_user(api::Call& call, const dto::UpdateUserReqDto& req) {
  const dto::UpdateUserOptionsDto options = req.options.value_or(dto::UpdateUserOptionsDto{});
  // Looked up before the hash, so that a wrong id costs nothing, and again in the unit, where it counts.
  const auto target = TRY(call.read([&](db::Session& session) {
    return users::find_as(session, call.pool_id, options.userIdType, req.userId);
  }));
  if (!target) return errors::kUserNotFound;
  const auto password = TRY(new_password(call, *target, req, options));
  return call.write([&](db::Tx& tx) -> Result<dto::UserDto> {
    auto user = TRY(users::find(tx, call.pool_id, target->id));
    if (!user) return errors::kUserNotFound;
    const users::User before = *user;
    const bool was_active = user->status == users::Status::kActivated;
    TRY(take(*user, req));
    take_password(*user, password, options, call.now_ms);
    TRY(users::update(tx, *user, call.now_ms));
    TRY(users::note_names(tx, before, *user, false));
    if (password || (was_active && user->status != users::Status::kActivated))
      TRY(call.service<const users::SignOut>().everywhere(tx, call.pool_id, user->id, call.now_ms));
    if (password && options.sendPasswordResetedNotification)
      TRY(users::enqueue(
          call, tx, TRY(notices_of(call, tx, *user, *password, *options.sendPasswordResetedNotification))));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "updateUser",
                       .user_id = user->id,
                       .actor = call.caller.access_key_id,
                       .client_ip = call.envelope.client_ip},
                      call.now_ms));
    const auto stored = TRY(users::find(tx, call.pool_id, user->id));
    if (!stored) return errors::kUserNotFound;
    users::View view;
    view.custom_data = true;
    return users::show(tx, call.service<const crypto::Sealer>(), *stored, view);
  });
}

}  // namespace genauth::ops
