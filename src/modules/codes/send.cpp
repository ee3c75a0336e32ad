#include "modules/codes/send.h"

#include "gen/errors/codes.h"
#include "gen/errors/core.h"
#include "modules/codes/throttle.h"
#include "modules/pools/pools.h"

namespace genauth::codes {
namespace {

constexpr std::int64_t kMinuteMs = 60'000, kDayMs = 86'400'000;

// One ceiling: counted, and refused with `code` when it is passed.
Result<void> within(db::Tx& tx, std::string_view pool_id, const Limit& limit, std::string_view subject,
                    std::int64_t now_ms, Code code) {
  if (limit.limit == 0) return {};
  const std::int64_t count = TRY(count_event(tx, pool_id, limit, subject, now_ms));
  if (count > limit.limit) return Error(code).with_arg(std::to_string(seconds_left(limit, now_ms)));
  return {};
}

// A refused send rolls back, so that it does not eat into anybody's budget.
Result<void> throttle(db::Tx& tx, const Sending& sending, const SendLimits& limits,
                      std::string_view client_ip, std::int64_t now_ms) {
  const std::string& pool = sending.purpose.pool_id;
  const messages::Message& message = sending.message;
  const std::string recipient = message.kind + ":" + sending.purpose.recipient;
  const std::string turn =
      recipient + ":" + sending.purpose.channel;  // clients know: one a minute for each purpose
  TRY(within(tx, pool, {"send_address_minute", limits.address_per_minute, kMinuteMs}, client_ip, now_ms,
             errors::kThrottled));
  const std::int64_t wait_ms = TRY(claim_turn(tx, pool, "send_turn", turn, limits.resend_ms, now_ms));
  if (wait_ms > 0) {
    const Code code = message.kind == "email" ? errors::kEmailThrottled : errors::kThrottled;
    return Error(code).with_arg(std::to_string((wait_ms + 999) / 1000));
  }
  TRY(within(tx, pool, {"send_recipient_day", limits.recipient_per_day, kDayMs}, recipient, now_ms,
             errors::kSmsDailyCap));
  TRY(within(tx, pool, {"send_address_day", limits.address_per_day, kDayMs}, client_ip, now_ms,
             errors::kSmsDailyCap));
  TRY(within(tx, pool, {"send_pool_day", limits.pool_per_day, kDayMs}, message.kind, now_ms,
             errors::kSmsDailyCap));
  if (message.kind == "sms" && message.country_code != "+86")
    TRY(within(tx, pool, {"send_prefix_day", limits.prefix_per_day, kDayMs}, message.country_code, now_ms,
               errors::kSmsDailyCap));
  return {};
}

}  // namespace

Result<void> send_code(api::Call& call, Sending sending) {
  const auto& codes = call.service<const Codes>();
  const auto& outbox = call.service<const messages::Outbox>();
  const auto& limits = call.service<const SendLimits>();
  const std::string& pool_id = sending.purpose.pool_id;

  const std::string message_id = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    TRY(count_in_turn(tx));
    const pools::Pool pool = TRY(pools::find(tx, pool_id));
    const Policy policy{static_cast<int>(pool.settings.code_length),
                        static_cast<int>(pool.settings.code_attempts_max), pool.settings.code_ttl_ms};
    sending.message.code = TRY(codes.issue(tx, sending.purpose, policy, call.now_ms));
    write_text(sending.message, call.envelope.language, policy.ttl_ms);
    std::string id = TRY(outbox.enqueue(tx, pool_id, sending.purpose.channel, sending.message, call.now_ms));
    // Last, although a refusal then undoes more: everybody else's sends wait from here to the commit.
    TRY(throttle(tx, sending, limits, call.envelope.client_ip, call.now_ms));
    return id;
  }));

  Result<void> delivered = outbox.deliver(pool_id, message_id, sending.message);
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
