// send-sms, send-email, pre-check-code, get-captcha-code.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/codes.h"
#include "modules/codes/captchas.h"
#include "modules/codes/codes.h"
#include "modules/codes/send.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

constexpr std::int64_t kCaptchaTtlMs = 300'000;

// Codes of these channels belong to the account that asks; without a token they belong to whoever has the
// number.
codes::Purpose purpose_of(const api::Call& call, std::string_view channel, std::string_view recipient) {
  const bool is_for_strangers =
      channel == "CHANNEL_LOGIN" || channel == "CHANNEL_REGISTER" || channel == "CHANNEL_RESET_PASSWORD";
  return {call.pool_id, std::string(channel), std::string(recipient),
          is_for_strangers ? std::string() : call.caller.user_id};
}

Result<void> need_application(const api::Call& call) {
  if (call.app_id.empty()) return errors::kAppRequired;
  return {};
}

// What is known to fail later fails before a message costs money.
Result<void> check_channel(api::Call& call, std::string_view channel, const phone::Number& number) {
  if (call.caller.user_id.empty()) return {};
  if (channel != "CHANNEL_BIND_PHONE" && channel != "CHANNEL_UNBIND_PHONE") return {};
  const auto user = TRY(call.read(
      [&](db::Session& session) { return users::find(session, call.pool_id, call.caller.user_id); }));
  if (!user) return errors::kUserNotFound;
  const bool is_bound = user->phone.has_value();
  const bool is_same = user->phone == number.national && user->phone_country_code == number.country_code;
  // Another number than the bound one is on its way to update-phone.
  if (channel == "CHANNEL_BIND_PHONE" && is_bound && is_same) return errors::kPhoneAlreadyBound;
  if (channel == "CHANNEL_UNBIND_PHONE" && !is_bound) return errors::kPhoneNotBound;
  if (channel == "CHANNEL_UNBIND_PHONE" && !is_same)
    return Error(errors::kChannelWrongState).with_arg(std::string(channel));
  return {};
}

}  // namespace

Result<void> send_sms(api::Call& call, const dto::SendSMSDto& req) {
  TRY(need_application(call));
  const phone::Number number = TRY(phone::parse(req.phoneCountryCode.value_or(""), req.phoneNumber));
  TRY(call.service<const messages::Outbox>().can_send_sms(number.country_code));
  TRY(check_channel(call, req.channel, number));
  codes::Sending sending;
  sending.purpose = purpose_of(call, req.channel, number.e164);
  sending.message.kind = "sms";
  sending.message.recipient = number.e164;
  sending.message.country_code = number.country_code;
  sending.message.national = number.national;
  sending.message.scene = req.channel;
  sending.captcha_token = req.captchaToken.value_or("");
  sending.captcha_code = req.captchaCode.value_or("");
  return codes::send_code(call, std::move(sending));
}

Result<void> send_email(api::Call& call, const dto::SendEmailDto& req) {
  TRY(need_application(call));
  TRY(users::check_email(req.email));
  TRY(call.service<const messages::Outbox>().can_send_email(call.pool_id));
  codes::Sending sending;
  sending.purpose = purpose_of(call, req.channel, users::normal_email(req.email));
  sending.message.kind = "email";
  sending.message.recipient = sending.purpose.recipient;
  sending.message.scene = req.channel;
  return codes::send_code(call, std::move(sending));
}

Result<dto::PreCheckCodeDataDto> pre_check_code(api::Call& call, const dto::PreCheckCodeDto& req) {
  TRY(need_application(call));
  codes::Purpose purpose;
  std::string_view code;
  if (req.codeType == "SMS") {
    if (!req.smsCodePayload) return Error(errors::kRequired).with_field("smsCodePayload");
    const phone::Number number =
        TRY(phone::parse(req.smsCodePayload->phoneCountryCode.value_or(""), req.smsCodePayload->phone));
    purpose = purpose_of(call, req.smsCodePayload->channel, number.e164);
    code = req.smsCodePayload->passCode;
  } else {
    if (!req.emailCodePayload) return Error(errors::kRequired).with_field("emailCodePayload");
    TRY(users::check_email(req.emailCodePayload->email));
    purpose =
        purpose_of(call, req.emailCodePayload->channel, users::normal_email(req.emailCodePayload->email));
    code = req.emailCodePayload->passCode;
  }
  Result<void> checked = call.write(
      [&](db::Tx& tx) { return call.service<const codes::Codes>().check(tx, purpose, code, call.now_ms); });
  dto::PreCheckCodeDataDto answer;
  answer.isValid = checked.has_value();
  if (checked) return answer;
  const Code why = checked.error().code();
  if (why != errors::kCodeWrong && why != errors::kCodeVoid) return std::move(checked).error();
  answer.message = locale::message(why, call.envelope.language, "", "");
  return answer;
}

Result<dto::GetCaptchaCodeDataDto> get_captcha_code(api::Call& call) {
  TRY(need_application(call));
  const auto& captchas = call.service<const codes::Captchas>();
  const std::int64_t length = TRY(call.read([&](db::Session& session) -> Result<std::int64_t> {
    return TRY(pools::find(session, call.pool_id)).settings.code_length;
  }));
  std::string answer;
  const codes::Captcha captcha = captchas.draw(call.now_ms, length, answer);
  // No channel carries the answer; a developer's inbox shows it under the token, production has no inbox.
  messages::Message note;
  note.kind = "captcha";
  note.recipient = captcha.token;
  note.text = note.code = answer;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(captchas.store(tx, call.pool_id, captcha, answer, call.now_ms + kCaptchaTtlMs));
    return call.service<const messages::Outbox>().note(tx, call.pool_id, "CAPTCHA", note, call.now_ms);
  }));
  dto::GetCaptchaCodeDataDto data;
  data.captchaToken = captcha.token;
  data.captchaCodeSvg = captcha.svg;
  return data;
}

}  // namespace genauth::ops
