// bind-email, unbind-email and the two steps of replacing an address: the person's own e-mail address.
#include "api/call.h"
#include "gen/errors/account.h"
#include "gen/errors/codes.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/profile.h"
#include "modules/account_security/account_codes.h"
#include "modules/account_security/account_tickets.h"
#include "modules/authentication/step_up.h"
#include "modules/codes/codes.h"
#include "modules/pools/pools.h"
#include "modules/profile/own_account.h"

namespace genauth::ops {
namespace {

using account_security::Change;
using profile::own_account;

constexpr std::string_view kUpdatePurpose = "update-email";

codes::Purpose purpose_of(const api::Call& call, std::string_view channel, std::string email) {
  return {call.pool_id, std::string(channel), std::move(email), call.caller.user_id};
}

Result<void> refuse_owned(db::Session& session, const api::Call& call, std::string_view email) {
  const auto owner = TRY(users::find_by_email(session, call.pool_id, email));
  if (owner && owner->id != call.caller.user_id) return Error(errors::kEmailTaken).with_field("email");
  return {};
}

// The old address: its code where the pool asks for one, or where one was sent; a recent sign-in otherwise.
Result<void> prove_old(const api::Call& call, db::Tx& tx, const users::User& user,
                       const dto::UpdateEmailByEmailPassCodeDto& payload,
                       std::vector<account_security::GivenCode>& codes) {
  if (!user.email) return {};
  if (!payload.oldEmailPassCode || payload.oldEmailPassCode->empty()) {
    if (TRY(pools::find(tx, call.pool_id)).settings.verify_old_email) return errors::kOldEmailRequired;
    return authentication::require_step_up(tx, call, authentication::Evidence::kNone);
  }
  if (payload.oldEmail && users::normal_email(*payload.oldEmail) != *user.email)
    return errors::kOldEmailMismatch;
  codes.push_back({purpose_of(call, "CHANNEL_UPDATE_EMAIL", *user.email), *payload.oldEmailPassCode});
  return {};
}

}  // namespace

Result<void> bind_email(api::Call& call, const dto::BindEmailDto& req) {
  TRY(users::check_email(req.email));
  const std::string email = users::normal_email(req.email);
  return call.write([&](db::Tx& tx) -> Result<void> {
    const users::User user = TRY(own_account(tx, call));
    if (user.email) return errors::kEmailAlreadyBound;
    TRY(call.service<const codes::Codes>().consume(tx, purpose_of(call, "CHANNEL_BIND_EMAIL", email),
                                                   req.passCode, call.now_ms));
    TRY(users::set_email(tx, call.pool_id, user.id, email, true, call.now_ms));
    return profile::changed(call, tx, user, Change::kEmail, "bindEmail");
  });
}

Result<void> unbind_email(api::Call& call, const dto::UnbindEmailDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    const users::User user = TRY(own_account(tx, call));
    if (!user.email) return errors::kEmailNotBound;
    if (!TRY(users::has_other_login_method(tx, call.service<const users::CredentialKeepers>(), user,
                                           users::LoginMethod::kEmail)))
      return errors::kLastLoginMethod;
    TRY(call.service<const codes::Codes>().consume(tx, purpose_of(call, "CHANNEL_UNBIND_EMAIL", *user.email),
                                                   req.passCode, call.now_ms));
    TRY(users::clear_email(tx, call.pool_id, user.id, call.now_ms));
    return profile::changed(call, tx, user, Change::kEmail, "unbindEmail");
  });
}

Result<dto::VerifyUpdateEmailRequestData> verify_update_email_request(
    api::Call& call, const dto::VerifyUpdateEmailRequestDto& req) {
  const dto::UpdateEmailByEmailPassCodeDto& payload = req.emailPassCodePayload;
  TRY(users::check_email(payload.newEmail));
  const std::string email = users::normal_email(payload.newEmail);
  dto::VerifyUpdateEmailRequestData answer;
  answer.tokenExpiresIn = account_security::kTokenTtlS;
  answer.updateEmailToken = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    const users::User user = TRY(own_account(tx, call));
    if (user.email == email) return errors::kSameEmail;
    std::vector<account_security::GivenCode> codes;
    TRY(prove_old(call, tx, user, payload, codes));
    codes.push_back({purpose_of(call, "CHANNEL_UPDATE_EMAIL", email), payload.newEmailPassCode});
    TRY(account_security::spend(call, tx, codes));
    TRY(refuse_owned(tx, call, email));
    dto::StoredAccountTicket what;
    what.email = email;
    what.old_email = user.email.value_or("");
    return account_security::issue_token(call, tx, kUpdatePurpose, what);
  }));
  return answer;
}

Result<dto::IsSuccessDto> update_email(api::Call& call, const dto::UpdateEmailDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto ticket = TRY(account_security::take_token(call, tx, kUpdatePurpose, req.updateEmailToken));
    const users::User user = TRY(own_account(tx, call));
    if (user.email.value_or("") != ticket.old_email)
      return Error(errors::kTicketInvalid, "the address changed meanwhile");
    TRY(users::set_email(tx, call.pool_id, user.id, ticket.email, true, call.now_ms));
    return profile::changed(call, tx, user, Change::kEmail, "updateEmail");
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
