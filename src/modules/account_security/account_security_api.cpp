// get-security-info, update-password, validate-password, and the two steps of deleting one's own account.
#include "api/call.h"
#include "gen/errors/account.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/account_security.h"
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/account_security/reset.h"
#include "modules/audit/audit.h"
#include "modules/authentication/step_up.h"
#include "modules/codes/codes.h"
#include "modules/pools/pools.h"
#include "modules/system/transport_keys.h"
#include "modules/users/password.h"
#include "modules/users/sign_out.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using account_security::kResetPurpose;

constexpr std::string_view kDeletePurpose = "delete-account";
constexpr std::string_view kDeleteChannel = "CHANNEL_DELETE_ACCOUNT";

Result<users::User> own_account(db::Session& session, const api::Call& call) {
  auto user = TRY(users::find(session, call.pool_id, call.caller.user_id));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
}

Result<users::User> own_account(api::Call& call) {
  return call.read([&](db::Session& session) { return own_account(session, call); });
}

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = call.app_id,
                        .user_id = call.caller.user_id,
                        .actor = call.caller.user_id,
                        .client_ip = call.envelope.client_ip},
                       call.now_ms);
}

Result<std::string> decrypted(api::Call& call, const std::string& type, const std::string& password) {
  return call.service<system::TransportKeys>().decrypt(type, password);
}

// The formula stands in docs/guide/account-security.md.
std::int64_t score_of(const dto::GetSecurityInfoDto& info, const users::User& user) {
  constexpr std::int64_t kPerPasswordLevel = 10, kPerAddress = 20, kSecondFactor = 30;
  std::int64_t score = info.passwordSet ? kPerPasswordLevel * info.passwordSecurityLevel : 0;
  if (user.email && user.email_verified) score += kPerAddress;
  if (user.phone && user.phone_verified) score += kPerAddress;
  if (info.mfaEnrolled) score += kSecondFactor;
  return score;
}

// --- update-password ---------------------------------------------------------------------------------

// What stands for the change besides the access token: a reset token, the old password, or a recent sign-in.
Result<void> prove_change(api::Call& call, const dto::UpdatePasswordDto& req, const users::User& user) {
  if (req.passwordResetToken && !req.passwordResetToken->empty()) {
    return call.read([&](db::Session& session) -> Result<void> {
      const auto ticket =
          TRY(account_security::look_at_token(call, session, kResetPurpose, *req.passwordResetToken));
      if (ticket.user_id != user.id) return Error(errors::kTicketInvalid, "of another user");
      if (ticket.password_set_at != user.password_set_at.value_or(0))
        return Error(errors::kTicketInvalid, "the password was changed meanwhile");
      return {};
    });
  }
  if (!user.password_hash)
    return call.read([&](db::Session& session) {
      return authentication::require_step_up(session, call, authentication::Evidence::kNone);
    });
  if (!req.oldPassword || req.oldPassword->empty()) return errors::kOldPasswordRequired;
  const std::string old = TRY(decrypted(call, req.passwordEncryptType, *req.oldPassword));
  if (!TRY(account_security::confirm_password(call, user, old))) return errors::kOldPasswordWrong;
  return {};
}

}  // namespace

Result<dto::GetSecurityInfoDto> get_security_info(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<dto::GetSecurityInfoDto> {
    const users::User user = TRY(own_account(session, call));
    dto::GetSecurityInfoDto info;
    info.passwordSet = user.password_hash.has_value();
    info.passwordSecurityLevel = info.passwordSet ? user.password_level.value_or(1) : 0;
    info.emailBinded = user.email.has_value();
    info.phoneBinded = user.phone.has_value();
    info.mfaEnrolled = TRY(account_security::has_strong_factor(
        session, call.service<const account_security::FactorSources>(), call.pool_id, user.id));
    info.securityScore = score_of(info, user);
    return info;
  });
}

Result<void> update_password(api::Call& call, const dto::UpdatePasswordDto& req) {
  const users::User user = TRY(own_account(call));
  const std::string password = TRY(decrypted(call, req.passwordEncryptType, req.newPassword));
  TRY(prove_change(call, req, user));
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  TRY(users::check_new_password(call, pool.settings, user, password, "newPassword"));
  const std::string hash = TRY(users::hash_password(call, password));
  return call.write([&](db::Tx& tx) -> Result<void> {
    if (req.passwordResetToken && !req.passwordResetToken->empty())
      TRY(account_security::take_token(call, tx, kResetPurpose, *req.passwordResetToken));
    const users::User before = TRY(own_account(tx, call));
    // Somebody else may have changed it while this one was hashed: then the old password proves nothing.
    if (before.password_hash != user.password_hash) return errors::kOldPasswordWrong;
    TRY(users::set_password(tx, call.pool_id, user.id, hash, users::password_level(password), call.now_ms));
    TRY(account_security::settle(call, tx, before, before, account_security::Change::kPassword));
    return record(tx, call, "updatePassword");
  });
}

Result<dto::ValidatePasswordResultDto> validate_password(api::Call& call,
                                                         const dto::ValidatePasswordDto& req) {
  const users::User user = TRY(own_account(call));
  const std::string password = TRY(decrypted(call, req.passwordEncryptType, req.password.value_or("")));
  dto::ValidatePasswordResultDto answer;
  answer.valid = TRY(account_security::confirm_password(call, user, password));
  if (req.username && req.username != user.username) answer.valid = false;
  if (req.email && (!user.email || users::normal_email(*req.email) != *user.email)) answer.valid = false;
  if (req.phone) {
    const auto number = phone::parse(req.phoneCountryCode.value_or(""), *req.phone);
    if (!number || number->national != user.phone || number->country_code != user.phone_country_code)
      answer.valid = false;
  }
  return answer;
}

// --- deleting one's own account ----------------------------------------------------------------------

namespace {

// The code must have gone to the account's own address; one for another address is a wrong one.
Result<void> prove_by_code(const api::Call& call, db::Tx& tx, const dto::VerifyDeleteAccountRequestDto& req,
                           const users::User& user) {
  codes::Purpose purpose{call.pool_id, std::string(kDeleteChannel), "", user.id};
  std::string code;
  if (req.verifyMethod == "PHONE_PASSCODE") {
    if (!req.phonePassCodePayload) return Error(errors::kRequired).with_field("phonePassCodePayload");
    const auto number = phone::parse(req.phonePassCodePayload->phoneCountryCode.value_or(""),
                                     req.phonePassCodePayload->phoneNumber);
    if (!number || number->national != user.phone || number->country_code != user.phone_country_code)
      return Error(errors::kCodeWrong, "not the account's number");
    purpose.recipient = number->e164;
    code = req.phonePassCodePayload->passCode;
  } else {
    if (!req.emailPassCodePayload) return Error(errors::kRequired).with_field("emailPassCodePayload");
    const auto& payload = *req.emailPassCodePayload;
    if (!user.email || (payload.email && users::normal_email(*payload.email) != *user.email))
      return Error(errors::kCodeWrong, "not the account's address");
    purpose.recipient = *user.email;
    code = payload.passCode;
  }
  return call.service<const codes::Codes>().consume(tx, purpose, code, call.now_ms);
}

Result<void> prove_by_password(api::Call& call, const dto::VerifyDeleteAccountRequestDto& req) {
  if (!req.passwordPayload) return Error(errors::kRequired).with_field("passwordPayload");
  const users::User user = TRY(own_account(call));
  if (user.email || user.phone) return errors::kAddressProofRequired;
  const std::string password =
      TRY(decrypted(call, req.passwordPayload->passwordEncryptType, req.passwordPayload->password));
  if (!TRY(account_security::confirm_password(call, user, password))) return errors::kPasswordWrong;
  return {};
}

}  // namespace

Result<dto::VerifyDeleteAccountRequestDataDto> verify_delete_account_request(
    api::Call& call, const dto::VerifyDeleteAccountRequestDto& req) {
  const bool by_password = req.verifyMethod == "PASSWORD";
  if (by_password) TRY(prove_by_password(call, req));
  dto::VerifyDeleteAccountRequestDataDto answer;
  answer.tokenExpiresIn = account_security::kTokenTtlS;
  answer.deleteAccountToken = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    const users::User user = TRY(own_account(tx, call));
    if (!by_password) TRY(prove_by_code(call, tx, req, user));
    dto::StoredAccountTicket what;
    what.user_id = user.id;
    return account_security::issue_token(call, tx, kDeletePurpose, what);
  }));
  return answer;
}

Result<dto::IsSuccessDto> delete_account(api::Call& call, const dto::DeleteAccounDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(account_security::take_token(call, tx, kDeletePurpose, req.deleteAccountToken));
    const users::User user = TRY(own_account(tx, call));
    TRY(account_security::settle(call, tx, user, user, account_security::Change::kDeletion));
    TRY(tickets::drop_of_user(tx, call.pool_id, user.id, ""));
    TRY(call.service<const users::SignOut>().everywhere(tx, call.pool_id, user.id, call.now_ms));
    TRY(users::remove(tx, call.pool_id, user.id));
    return record(tx, call, "deleteAccount");
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
