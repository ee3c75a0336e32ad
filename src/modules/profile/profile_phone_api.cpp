// bind-phone and unbind-phone: the person's own phone number, proved by a code.
#include "api/call.h"
#include "gen/errors/codes.h"
#include "gen/errors/users.h"
#include "gen/ops/profile.h"
#include "modules/audit/audit.h"
#include "modules/codes/codes.h"
#include "modules/messages/messages.h"
#include "modules/users/users.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

Result<users::User> own_account(db::Session& session, const api::Call& call) {
  auto user = TRY(users::find(session, call.pool_id, call.caller.user_id));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
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

}  // namespace

Result<void> bind_phone(api::Call& call, const dto::BindPhoneDto& req) {
  const phone::Number number = TRY(phone::parse(req.phoneCountryCode.value_or(""), req.phoneNumber));
  if (number.country_code != "+86")
    TRY(call.service<const messages::Outbox>().can_send_sms(number.country_code));
  const auto& codes = call.service<const codes::Codes>();
  const codes::Purpose purpose{call.pool_id, "CHANNEL_BIND_PHONE", number.e164, call.caller.user_id};
  return call.write([&](db::Tx& tx) -> Result<void> {
    // Told before the code is looked at, so that a person who chose the wrong operation keeps the code.
    const users::User user = TRY(own_account(tx, call));
    if (user.phone) return errors::kPhoneAlreadyBound;
    // The code goes with the phone or not at all: one transaction.
    TRY(codes.consume(tx, purpose, req.passCode, call.now_ms));
    TRY(users::bind_phone(tx, call.pool_id, user.id, number.country_code, number.national, call.now_ms));
    return record(tx, call, "bindPhone");
  });
}

Result<void> unbind_phone(api::Call& call, const dto::UnbindPhoneDto& req) {
  const auto& codes = call.service<const codes::Codes>();
  return call.write([&](db::Tx& tx) -> Result<void> {
    const users::User user = TRY(own_account(tx, call));
    if (!user.phone) return errors::kPhoneNotBound;
    if (!TRY(users::has_other_login_method(tx, user, users::LoginMethod::kPhone)))
      return errors::kLastLoginMethod;
    const codes::Purpose purpose{call.pool_id, "CHANNEL_UNBIND_PHONE", *user.phone_country_code + *user.phone,
                                 user.id};
    TRY(codes.consume(tx, purpose, req.passCode, call.now_ms));
    TRY(users::clear_phone(tx, call.pool_id, user.id, call.now_ms));
    return record(tx, call, "unbindPhone");
  });
}

}  // namespace genauth::ops
