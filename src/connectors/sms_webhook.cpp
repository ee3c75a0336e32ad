// Any service that takes a signed POST.
//
//   POST url
//   Content-Type: application/json
//   Idempotency-Key: KEY                  the same for every attempt at one message
//   X-GenAuth-Timestamp: SECONDS          since 1970; refuse what is more than 300 s away
//   X-GenAuth-Signature: v1=HEX           HMAC-SHA256, keyed with the secret, of SECONDS "." BODY
//
//   {"to":"+8613800138000","countryCode":"+86","nationalNumber":"13800138000","text":"…","code":"1234",
//    "ttlMinutes":5,"scene":"CHANNEL_BIND_PHONE","language":"zh-CN"}
//
// Any 2xx means taken; the answer may be {"id":"…"}. 408, 425, 429 and 5xx mean try again. Anything else is a
// refusal, and the answer may say why: {"code":"…","message":"…"}.
#include "base/encoding.h"
#include "connectors/vendor.h"
#include "crypto/digest.h"
#include "gen/errors/form.h"

namespace genauth::connectors {
namespace {

constexpr std::string_view kVendor = "webhook";

class Webhook final : public SmsSender {
 public:
  Webhook(const Context& context, std::string url, std::string secret)
      : context_(context), url_(std::move(url)), secret_(std::move(secret)) {}

  Result<Receipt> send(const SmsMessage& message, std::string_view idempotency_key) const override {
    const std::string seconds = std::to_string(context_.clock.real_ms() / 1000);
    net::HttpCall call{.method = "POST", .url = url_, .body = body_of(message)};
    call.headers = {
        {"Content-Type", "application/json"},
        {"Idempotency-Key", std::string(idempotency_key)},
        {"X-GenAuth-Timestamp", seconds},
        {"X-GenAuth-Signature", "v1=" + hex(crypto::hmac_sha256(secret_, seconds + "." + call.body))}};
    const net::HttpAnswer answer = TRY(call_vendor(context_.http, kVendor, call));
    if (answer.status < 200 || answer.status >= 300) {
      const std::string code = text_at(answer.body, {"code"});
      return refused(code.empty() ? "HTTP " + std::to_string(answer.status) : code,
                     text_at(answer.body, {"message"}));
    }
    return Receipt{text_at(answer.body, {"id"})};
  }

 private:
  static std::string body_of(const SmsMessage& message) {
    return "{\"to\":" + json_quote(message.e164) + ",\"countryCode\":" + json_quote(message.country_code) +
           ",\"nationalNumber\":" + json_quote(message.national) + ",\"text\":" + json_quote(message.text) +
           ",\"code\":" + json_quote(message.code) +
           ",\"ttlMinutes\":" + std::to_string(message.ttl_minutes) +
           ",\"scene\":" + json_quote(message.scene) + ",\"language\":" + json_quote(message.language) + "}";
  }

  Context context_;
  std::string url_, secret_;
};

}  // namespace

Result<std::unique_ptr<SmsSender>> make_webhook(const Settings& settings, const Context& context) {
  TRY(only(settings, {"url", "secret"}));
  const std::string url = optional(settings, "url");
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    return Error(errors::kBadFormat).with_field("url").with_arg("https://…");
  }
  const std::string secret = TRY(required(settings, "secret"));
  return std::unique_ptr<SmsSender>(std::make_unique<Webhook>(context, url, secret));
}

}  // namespace genauth::connectors
