// Twilio Programmable Messaging, API version 2010-04-01: twilio.com/docs/messaging/api/message-resource
#include "base/encoding.h"
#include "connectors/vendor.h"

namespace genauth::connectors {
namespace {

constexpr std::string_view kVendor = "twilio";

class Twilio final : public SmsSender {
 public:
  Twilio(const Context& context, std::string endpoint) : context_(context), endpoint_(std::move(endpoint)) {}

  std::string account_sid, auth_token, from, service_sid;

  // Twilio has no idempotency keys: an attempt after a time-out may arrive twice, with the same code.
  Result<Receipt> send(const SmsMessage& message, std::string_view) const override {
    net::HttpCall call{
        .method = "POST",
        .url = endpoint_ + "/2010-04-01/Accounts/" + percent_encode(account_sid) + "/Messages.json"};
    call.headers = {{"Authorization", "Basic " + base64(account_sid + ":" + auth_token)},
                    {"Content-Type", "application/x-www-form-urlencoded"},
                    {"Accept", "application/json"}};
    call.body = "To=" + percent_encode(message.e164) + "&Body=" + percent_encode(message.text) +
                (service_sid.empty() ? "&From=" + percent_encode(from)
                                     : "&MessagingServiceSid=" + percent_encode(service_sid));
    const net::HttpAnswer answer = TRY(call_vendor(context_.http, kVendor, call));
    if (answer.status >= 300) {
      const std::string code = text_at(answer.body, {"code"});
      return refused(code.empty() ? "HTTP " + std::to_string(answer.status) : code,
                     text_at(answer.body, {"message"}));
    }
    const std::string failed = text_at(answer.body, {"error_code"});
    if (!failed.empty()) return refused(failed, text_at(answer.body, {"error_message"}));
    return Receipt{text_at(answer.body, {"sid"})};
  }

 private:
  Context context_;
  std::string endpoint_;
};

}  // namespace

Result<std::unique_ptr<SmsSender>> make_twilio(const Settings& settings, const Context& context) {
  TRY(only(settings, {"accountSid", "authToken", "from", "messagingServiceSid", "endpoint"}));
  auto sender = std::make_unique<Twilio>(context, TRY(endpoint(settings, "https://api.twilio.com")));
  sender->account_sid = TRY(required(settings, "accountSid"));
  sender->auth_token = TRY(required(settings, "authToken"));
  sender->service_sid = optional(settings, "messagingServiceSid");
  if (sender->service_sid.empty()) sender->from = TRY(required(settings, "from"));
  return std::unique_ptr<SmsSender>(std::move(sender));
}

}  // namespace genauth::connectors
