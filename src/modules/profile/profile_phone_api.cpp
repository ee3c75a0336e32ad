// bind-phone, unbind-phone and the two steps of replacing a number: the person's own phone, proved by codes.
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
#include "modules/messages/messages.h"
#include "modules/pools/pools.h"
#include "modules/profile/own_account.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using account_security::Change;
using profile::own_account;

constexpr std::string_view kUpdatePurpose = "update-phone";

codes::Purpose purpose_of(const api::Call& call, std::string_view channel, std::string number) {
  return {call.pool_id, std::string(channel), std::move(number), call.caller.user_id};
}

bool is_number_of(const users::User& user, const phone::Number& number) {
  return user.phone == number.national && user.phone_country_code == number.country_code;
}

Result<void> refuse_owned(db::Session& session, const api::Call& call, const phone::Number& number) {
  const auto owner = TRY(users::find_by_phone(session, call.pool_id, number.country_code, number.national));
  if (owner && owner->id != call.caller.user_id) return Error(errors::kPhoneTaken).with_field("phone");
  return {};
}

// The old number: its code where the pool asks for one, or where one was sent; a recent sign-in otherwise.
Result<void> prove_old(const api::Call& call, db::Tx& tx, const users::User& user,
                       const dto::UpdatePhoneByPhonePassCodeDto& payload,
                       std::vector<account_security::GivenCode>& codes) {
  if (!user.phone) return {};
  if (!payload.oldPhonePassCode || payload.oldPhonePassCode->empty()) {
    if (TRY(pools::find(tx, call.pool_id)).settings.verify_old_phone) return errors::kOldPhoneRequired;
    return authentication::require_step_up(tx, call, authentication::Evidence::kNone);
  }
  if (payload.oldPhoneNumber) {
    const phone::Number old =
        TRY(phone::parse(payload.oldPhoneCountryCode.value_or(""), *payload.oldPhoneNumber));
    if (!is_number_of(user, old)) return errors::kOldPhoneMismatch;
  }
  codes.push_back({purpose_of(call, "CHANNEL_UNBIND_PHONE", *user.phone_country_code + *user.phone),
                   *payload.oldPhonePassCode});
  return {};
}

}  // namespace

Result<void> bind_phone(api::Call& call, const dto::BindPhoneDto& req) {
  const phone::Number number = TRY(phone::parse(req.phoneCountryCode.value_or(""), req.phoneNumber));
  if (number.country_code != "+86")
    TRY(call.service<const messages::Outbox>().can_send_sms(number.country_code));
  const auto& codes = call.service<const codes::Codes>();
  return call.write([&](db::Tx& tx) -> Result<void> {
    // Told before the code is looked at, so that a person who chose the wrong operation keeps the code.
    const users::User user = TRY(own_account(tx, call));
    if (user.phone) return errors::kPhoneAlreadyBound;
    // The code goes with the phone or not at all: one transaction.
    TRY(codes.consume(tx, purpose_of(call, "CHANNEL_BIND_PHONE", number.e164), req.passCode, call.now_ms));
    TRY(users::bind_phone(tx, call.pool_id, user.id, number.country_code, number.national, call.now_ms));
    return profile::changed(call, tx, user, Change::kPhone, "bindPhone");
  });
}

Result<void> unbind_phone(api::Call& call, const dto::UnbindPhoneDto& req) {
  const auto& codes = call.service<const codes::Codes>();
  return call.write([&](db::Tx& tx) -> Result<void> {
    const users::User user = TRY(own_account(tx, call));
    if (!user.phone) return errors::kPhoneNotBound;
    if (!TRY(users::has_other_login_method(tx, call.service<const users::CredentialKeepers>(), user,
                                           users::LoginMethod::kPhone)))
      return errors::kLastLoginMethod;
    TRY(codes.consume(tx, purpose_of(call, "CHANNEL_UNBIND_PHONE", *user.phone_country_code + *user.phone),
                      req.passCode, call.now_ms));
    TRY(users::clear_phone(tx, call.pool_id, user.id, call.now_ms));
    return profile::changed(call, tx, user, Change::kPhone, "unbindPhone");
  });
}

Result<dto::VerifyUpdatePhoneRequestData> verify_update_phone_request(
    api::Call& call, const dto::VerifyUpdatePhoneRequestDto& req) {
  const dto::UpdatePhoneByPhonePassCodeDto& payload = req.phonePassCodePayload;
  const phone::Number number =
      TRY(phone::parse(payload.newPhoneCountryCode.value_or(""), payload.newPhoneNumber));
  dto::VerifyUpdatePhoneRequestData answer;
  answer.tokenExpiresIn = account_security::kTokenTtlS;
  answer.updatePhoneToken = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    const users::User user = TRY(own_account(tx, call));
    if (is_number_of(user, number)) return errors::kSamePhone;
    std::vector<account_security::GivenCode> codes;
    TRY(prove_old(call, tx, user, payload, codes));
    codes.push_back({purpose_of(call, "CHANNEL_BIND_PHONE", number.e164), payload.newPhonePassCode});
    TRY(account_security::spend(call, tx, codes));
    TRY(refuse_owned(tx, call, number));
    dto::StoredAccountTicket what;
    what.phone = number.national;
    what.phone_country_code = number.country_code;
    what.old_phone = user.phone.value_or("");
    what.old_phone_country_code = user.phone_country_code.value_or("");
    return account_security::issue_token(call, tx, kUpdatePurpose, what);
  }));
  return answer;
}

Result<dto::IsSuccessDto> update_phone(api::Call& call, const dto::UpdatePhoneDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto ticket = TRY(account_security::take_token(call, tx, kUpdatePurpose, req.updatePhoneToken));
    const users::User user = TRY(own_account(tx, call));
    if (user.phone.value_or("") != ticket.old_phone ||
        user.phone_country_code.value_or("") != ticket.old_phone_country_code)
      return Error(errors::kTicketInvalid, "the number changed meanwhile");
    TRY(users::set_phone(tx, call.pool_id, user.id, ticket.phone_country_code, ticket.phone, true,
                         call.now_ms));
    return profile::changed(call, tx, user, Change::kPhone, "updatePhone");
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
