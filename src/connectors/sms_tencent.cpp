// Tencent Cloud SMS (2021-01-11, SendSms), signed with TC3-HMAC-SHA256:
// cloud.tencent.com/document/product/382/55981 and /382/52072
#include <vector>

#include "base/encoding.h"
#include "connectors/vendor.h"
#include "crypto/digest.h"
#include "gen/errors/form.h"

namespace genauth::connectors {
namespace {

constexpr std::string_view kVendor = "tencent";
constexpr std::string_view kContentType = "application/json; charset=utf-8";
constexpr std::string_view kSignedHeaders = "content-type;host;x-tc-action";

class Tencent final : public SmsSender {
 public:
  Tencent(const Context& context, std::string endpoint) : context_(context), endpoint_(std::move(endpoint)) {}

  std::string secret_id, secret_key, app_id, sign_name, template_id, region;
  std::vector<std::string> parameters;  // "code", "minutes"

  Result<Receipt> send(const SmsMessage& message, std::string_view idempotency_key) const override {
    const net::HttpAnswer answer =
        TRY(call_vendor(context_.http, kVendor, signed_call(message, idempotency_key)));
    const std::string error = text_at(answer.body, {"Response", "Error", "Code"});
    if (error.starts_with("InternalError") || error.starts_with("RequestLimitExceeded")) {
      return unreachable(kVendor, error);
    }
    if (!error.empty()) return refused(error, text_at(answer.body, {"Response", "Error", "Message"}));
    const std::string code = text_at(answer.body, {"Response", "SendStatusSet", "0", "Code"});
    if (code.empty()) return unreachable(kVendor, "unreadable answer, HTTP " + std::to_string(answer.status));
    if (code != "Ok")
      return refused(code, text_at(answer.body, {"Response", "SendStatusSet", "0", "Message"}));
    return Receipt{text_at(answer.body, {"Response", "SendStatusSet", "0", "SerialNo"})};
  }

 private:
  std::string body_of(const SmsMessage& message, std::string_view idempotency_key) const {
    std::string values;
    for (const std::string& parameter : parameters) {
      values.append(values.empty() ? "" : ",");
      values += json_quote(parameter == "code" ? message.code : std::to_string(message.ttl_minutes));
    }
    std::string body = "{\"PhoneNumberSet\":[" + json_quote(message.e164) +
                       "],\"SmsSdkAppId\":" + json_quote(app_id) +
                       ",\"TemplateId\":" + json_quote(template_id) + ",\"TemplateParamSet\":[" + values +
                       "],\"SessionContext\":" + json_quote(idempotency_key);
    if (!sign_name.empty()) body += ",\"SignName\":" + json_quote(sign_name);
    return body + "}";
  }

  std::string authorization(const std::string& body, const std::string& seconds,
                            const std::string& date) const {
    const std::string request = "POST\n/\n\ncontent-type:" + std::string(kContentType) +
                                "\nhost:" + authority(endpoint_) + "\nx-tc-action:sendsms\n\n" +
                                std::string(kSignedHeaders) + "\n" + hex(crypto::sha256(body));
    const std::string scope = date + "/sms/tc3_request";
    const std::string to_sign =
        "TC3-HMAC-SHA256\n" + seconds + "\n" + scope + "\n" + hex(crypto::sha256(request));
    const std::string day_key = crypto::hmac_sha256("TC3" + secret_key, date);
    const std::string key = crypto::hmac_sha256(crypto::hmac_sha256(day_key, "sms"), "tc3_request");
    return "TC3-HMAC-SHA256 Credential=" + secret_id + "/" + scope +
           ", SignedHeaders=" + std::string(kSignedHeaders) +
           ", Signature=" + hex(crypto::hmac_sha256(key, to_sign));
  }

  net::HttpCall signed_call(const SmsMessage& message, std::string_view idempotency_key) const {
    const std::int64_t now_ms = context_.clock.real_ms();
    const std::string seconds = std::to_string(now_ms / 1000);
    net::HttpCall call{.method = "POST", .url = endpoint_ + "/", .body = body_of(message, idempotency_key)};
    call.headers = {{"Authorization", authorization(call.body, seconds, utc_seconds(now_ms).substr(0, 10))},
                    {"Content-Type", std::string(kContentType)},
                    {"Host", authority(endpoint_)},
                    {"X-TC-Action", "SendSms"},
                    {"X-TC-Version", "2021-01-11"},
                    {"X-TC-Timestamp", seconds},
                    {"X-TC-Region", region}};
    return call;
  }

  Context context_;
  std::string endpoint_;
};

Result<std::vector<std::string>> template_parameters(const Settings& settings) {
  std::vector<std::string> out;
  std::string list = optional(settings, "templateParameters", "code") + ",";
  for (std::size_t comma = 0; (comma = list.find(',')) != std::string::npos; list.erase(0, comma + 1)) {
    out.emplace_back(trim(std::string_view(list).substr(0, comma)));
    if (out.back() != "code" && out.back() != "minutes") {
      return Error(errors::kMustBeOneOf).with_field("templateParameters").with_arg("code, minutes");
    }
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<SmsSender>> make_tencent(const Settings& settings, const Context& context) {
  TRY(only(settings, {"secretId", "secretKey", "sdkAppId", "templateId", "signName", "templateParameters",
                      "region", "endpoint"}));
  auto sender =
      std::make_unique<Tencent>(context, TRY(endpoint(settings, "https://sms.tencentcloudapi.com")));
  sender->secret_id = TRY(required(settings, "secretId"));
  sender->secret_key = TRY(required(settings, "secretKey"));
  sender->app_id = TRY(required(settings, "sdkAppId"));
  sender->template_id = TRY(required(settings, "templateId"));
  sender->sign_name = optional(settings, "signName");
  sender->region = optional(settings, "region", "ap-guangzhou");
  sender->parameters = TRY(template_parameters(settings));
  return std::unique_ptr<SmsSender>(std::move(sender));
}

}  // namespace genauth::connectors
