#include "modules/codes/send.h"

#include <algorithm>

#include "gen/errors/codes.h"
#include "gen/errors/core.h"
#include "gen/errors/sending.h"
#include "gen/errors/users.h"
#include "modules/applications/of_call.h"
#include "modules/codes/captchas.h"
#include "modules/codes/conversions.h"
#include "modules/codes/throttle.h"
#include "modules/messages/email_templates.h"
#include "modules/pools/pools.h"
#include "net/address.h"

namespace genauth::codes {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::string_view kHome = "+86";

// Who pays for it. A country and a number range pay for SMS alone; the pool has a purse for each kind.
Bill bill_of(const api::Call& call, const Sending& sending) {
  const messages::Message& message = sending.message;
  const std::string& client_ip = call.envelope.client_ip;
  Bill bill;
  bill[Payer::kRecipient] = message.kind + ":" + sending.purpose.recipient;
  bill[Payer::kAddress] = client_ip;
  bill[Payer::kNetwork] = net::address_prefix(client_ip);
  bill[Payer::kDevice] = call.envelope.device_id;
  bill[Payer::kApplication] = call.app_id;
  bill[Payer::kPool] = message.kind;
  if (message.kind != "sms") return bill;
  if (message.country_code != kHome) bill[Payer::kCountry] = message.country_code;
  bill[Payer::kRange] = number_range(message.recipient);
  return bill;
}

// The countries that the pool sends to; none named: home. Where nothing carries messages there, that is the
// reason.
Result<void> check_country(const pools::Settings& settings, const messages::Outbox& outbox,
                           const messages::Message& message) {
  if (message.kind != "sms") return {};
  const std::vector<std::string> allowed = settings.sms_countries.value_or(std::vector<std::string>());
  if (allowed.empty() ? message.country_code == kHome
                      : std::ranges::find(allowed, message.country_code) != allowed.end())
    return {};
  TRY(outbox.can_send_sms(message.country_code));
  return Error(errors::kCountryNotAllowed).with_arg(message.country_code);
}

// A range of numbers that nobody answers from: somebody has to be there who asks.
Result<void> check_range(db::Tx& tx, const api::Call& call, const Sending& sending, const Bill& bill) {
  const auto& limits = call.service<const SendLimits>();
  const std::string& pool_id = sending.purpose.pool_id;
  const std::string& range = bill[Payer::kRange];
  if (range.empty() || !TRY(has_collapsed(tx, pool_id, range, limits.conversion_sends,
                                          limits.conversion_percent, call.now_ms)))
    return {};
  if (sending.captcha_token.empty()) return errors::kCaptchaRequired;
  return call.service<const Captchas>().consume(tx, pool_id, sending.captcha_token, sending.captcha_code,
                                                call.now_ms);
}

// A refused send rolls back, so that it does not eat into anybody's budget.
Result<void> throttle(db::Tx& tx, const api::Call& call, const Sending& sending, const Bill& bill) {
  const auto& limits = call.service<const SendLimits>();
  const std::string& pool = sending.purpose.pool_id;
  const messages::Message& message = sending.message;
  const Limit minute{"send_address_minute", limits.address_per_minute, kMinuteMs};
  if (minute.limit != 0 &&
      TRY(count_event(tx, pool, minute, call.envelope.client_ip, call.now_ms)) > minute.limit)
    return Error(errors::kThrottled).with_arg(std::to_string(seconds_left(minute, call.now_ms)));
  // Clients know: one a minute for each purpose.
  const std::string turn = bill[Payer::kRecipient] + ":" + sending.purpose.channel;
  const std::int64_t wait_ms = TRY(claim_turn(tx, pool, "send_turn", turn, limits.resend_ms, call.now_ms));
  if (wait_ms > 0) {
    const Code code = message.kind == "email" ? errors::kEmailThrottled : errors::kThrottled;
    return Error(code).with_arg(std::to_string((wait_ms + 999) / 1000));
  }
  return pay(tx, pool, limits, bill, call.now_ms);
}

// What the refusal is counted under; nullopt for what is no limit.
std::optional<SendMeter::Refused> reason_of(const Error& error) {
  const Code code = error.code();
  if (code == errors::kSmsDailyCap) return SendMeter::Refused::kDay;
  if (code == errors::kEmailThrottled) return SendMeter::Refused::kTurn;
  if (code == errors::kThrottled) return SendMeter::Refused::kHour;
  if (code == errors::kCountryNotAllowed) return SendMeter::Refused::kCountry;
  if (code == errors::kCaptchaRequired || code == errors::kCaptchaWrong) return SendMeter::Refused::kCaptcha;
  return std::nullopt;
}

}  // namespace

Result<void> send_code(api::Call& call, Sending sending) {
  const auto& codes = call.service<const Codes>();
  const auto& outbox = call.service<const messages::Outbox>();
  auto& meter = call.service<SendMeter>();
  const std::string& pool_id = sending.purpose.pool_id;
  if (!call.app_id.empty()) sending.message.app_name = TRY(applications::of(call))->name;
  const std::string& words = sending.words.empty() ? sending.purpose.channel : sending.words;
  const Bill bill = bill_of(call, sending);
  const std::string& range = bill[Payer::kRange];
  const std::int64_t came_back = range.empty() ? 0 : codes.conversions().take(pool_id, range);

  const Result<std::string> message_id = call.write([&](db::Tx& tx) -> Result<std::string> {
    TRY(tx.take_turns());
    const pools::Pool pool = TRY(pools::find(tx, pool_id));
    TRY(check_country(pool.settings, outbox, sending.message));
    if (came_back > 0) TRY(count_back(tx, pool_id, range, came_back, call.now_ms));
    TRY(check_range(tx, call, sending, bill));
    Policy policy{static_cast<int>(pool.settings.code_length),
                  static_cast<int>(pool.settings.code_attempts_max), pool.settings.code_ttl_ms};
    if (sending.message.kind == "email")
      policy.ttl_ms = TRY(messages::code_ttl_ms(tx, pool_id, words)).value_or(policy.ttl_ms);
    sending.message.code = TRY(codes.issue(tx, sending.purpose, policy, call.now_ms));
    write_text(sending.message, call.envelope.language, policy.ttl_ms);
    std::string id = TRY(outbox.enqueue(tx, pool_id, words, sending.message, call.now_ms));
    // Last, although a refusal then undoes more: everybody else's sends wait from here to the commit.
    TRY(throttle(tx, call, sending, bill));
    return id;
  });
  if (!message_id) {
    if (came_back > 0) codes.conversions().came_back(pool_id, range, came_back);
    if (const auto why = reason_of(message_id.error())) meter.refused(*why);
    return message_id.error().clone();
  }
  meter.sent(sending.message.kind);
  if (sending.later) return {};

  Result<void> delivered = outbox.deliver(pool_id, *message_id, sending.message);
  if (delivered) return {};
  TRY(call.write([&](db::Tx& tx) { return codes.discard(tx, sending.purpose); }));
  return delivered;
}

void write_text(messages::Message& message, locale::Language language, std::int64_t ttl_ms) {
  message.ttl_minutes = (ttl_ms + 59'999) / 60'000;
  message.language = std::string(locale::tag(language));
  const std::string minutes = std::to_string(message.ttl_minutes);
  switch (language) {
    case locale::Language::kEnUs:
      message.subject = "Your verification code";
      message.text = "Your verification code is " + message.code + ". It is valid for " + minutes +
                     " minutes. Do not tell it to anybody.";
      return;
    case locale::Language::kZhTw:
      message.subject = "您的驗證碼";
      message.text = "您的驗證碼是 " + message.code + "，" + minutes + " 分鐘內有效，請勿告訴他人。";
      return;
    case locale::Language::kJaJp:
      message.subject = "認証コード";
      message.text =
          "認証コードは " + message.code + " です。" + minutes + " 分間有効です。他人に教えないでください。";
      return;
    case locale::Language::kZhCn: break;
  }
  message.subject = "您的验证码";
  message.text = "您的验证码是 " + message.code + "，" + minutes + " 分钟内有效，请勿告诉他人。";
}

}  // namespace genauth::codes
