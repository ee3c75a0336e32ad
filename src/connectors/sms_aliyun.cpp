// Aliyun SMS (Dysmsapi 2017-05-25, SendSms), signed with version 3 of its request signature,
// ACS3-HMAC-SHA256: help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
#include <map>

#include "base/encoding.h"
#include "base/id.h"
#include "connectors/vendor.h"
#include "crypto/digest.h"

namespace genauth::connectors {
namespace {

constexpr std::string_view kVendor = "aliyun";

class Aliyun final : public SmsSender {
 public:
  Aliyun(const Context& context, std::string endpoint) : context_(context), endpoint_(std::move(endpoint)) {}

  std::string key_id, key_secret, sign_name, template_code, code_parameter, minutes_parameter;

  Result<Receipt> send(const SmsMessage& message, std::string_view idempotency_key) const override {
    const net::HttpAnswer answer =
        TRY(call_vendor(context_.http, kVendor, signed_call(message, idempotency_key)));
    const std::string code = text_at(answer.body, {"Code"});
    if (code.empty()) return unreachable(kVendor, "unreadable answer, HTTP " + std::to_string(answer.status));
    if (answer.status != 200 || code != "OK") return refused(code, text_at(answer.body, {"Message"}));
    return Receipt{text_at(answer.body, {"BizId"})};
  }

 private:
  std::string template_values(const SmsMessage& message) const {
    std::string json = "{" + json_quote(code_parameter) + ":" + json_quote(message.code);
    if (!minutes_parameter.empty()) {
      json += "," + json_quote(minutes_parameter) + ":" + json_quote(std::to_string(message.ttl_minutes));
    }
    return json + "}";
  }

  // Mainland numbers go without country code, others with it but without '+'.
  std::string canonical_query(const SmsMessage& message, std::string_view idempotency_key) const {
    const std::string number = message.country_code == "+86" ? message.national : message.e164.substr(1);
    const std::map<std::string_view, std::string> parameters = {{"OutId", std::string(idempotency_key)},
                                                                {"PhoneNumbers", number},
                                                                {"SignName", sign_name},
                                                                {"TemplateCode", template_code},
                                                                {"TemplateParam", template_values(message)}};
    std::string query;
    for (const auto& [name, value] : parameters) {
      query.append(query.empty() ? "" : "&").append(name).append("=").append(percent_encode(value));
    }
    return query;
  }

  net::HttpCall signed_call(const SmsMessage& message, std::string_view idempotency_key) const {
    const std::string body_hash = hex(crypto::sha256(""));
    const std::map<std::string, std::string> headers = {
        {"host", authority(endpoint_)},        {"x-acs-action", "SendSms"},
        {"x-acs-content-sha256", body_hash},   {"x-acs-date", utc_seconds(context_.clock.real_ms())},
        {"x-acs-signature-nonce", new_uuid()}, {"x-acs-version", "2017-05-25"}};
    std::string lines, names;
    for (const auto& [name, value] : headers) {
      lines += name + ":" + value + "\n";
      names += (names.empty() ? "" : ";") + name;
    }
    const std::string query = canonical_query(message, idempotency_key);
    const std::string request = "POST\n/\n" + query + "\n" + lines + "\n" + names + "\n" + body_hash;
    const std::string to_sign = "ACS3-HMAC-SHA256\n" + hex(crypto::sha256(request));
    const std::string signature = hex(crypto::hmac_sha256(key_secret, to_sign));

    net::HttpCall call{.method = "POST", .url = endpoint_ + "/?" + query};
    call.headers.assign(headers.begin(), headers.end());
    call.headers.emplace_back("Authorization", "ACS3-HMAC-SHA256 Credential=" + key_id +
                                                   ",SignedHeaders=" + names + ",Signature=" + signature);
    call.headers.emplace_back("Accept", "application/json");
    return call;
  }

  Context context_;
  std::string endpoint_;
};

}  // namespace

Result<std::unique_ptr<SmsSender>> make_aliyun(const Settings& settings, const Context& context) {
  TRY(only(settings, {"accessKeyId", "accessKeySecret", "signName", "templateCode", "codeParameter",
                      "minutesParameter", "endpoint"}));
  auto sender = std::make_unique<Aliyun>(context, TRY(endpoint(settings, "https://dysmsapi.aliyuncs.com")));
  sender->key_id = TRY(required(settings, "accessKeyId"));
  sender->key_secret = TRY(required(settings, "accessKeySecret"));
  sender->sign_name = TRY(required(settings, "signName"));
  sender->template_code = TRY(required(settings, "templateCode"));
  sender->code_parameter = optional(settings, "codeParameter", "code");
  sender->minutes_parameter = optional(settings, "minutesParameter");
  return std::unique_ptr<SmsSender>(std::move(sender));
}

}  // namespace genauth::connectors
