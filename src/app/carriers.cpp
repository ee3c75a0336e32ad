#include "app/carriers.h"

#include "app/operator.h"
#include "connectors/factory.h"

namespace genauth::app {
namespace {

Result<connectors::ProviderConfig> provider_config(std::string_view key, const std::string& provider,
                                                   const std::vector<std::string>& settings) {
  connectors::ProviderConfig config{provider, {}};
  for (const std::string& pair : settings) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos)
      return for_operator(std::string(key) + ".settings: each must be NAME=VALUE");
    config.settings[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return config;
}

messages::Carrier carry_sms(const connectors::SmsSender& sender) {
  return [&sender](const messages::Message& message, std::string_view idempotency_key) -> Result<void> {
    connectors::SmsMessage sms{message.country_code, message.national, message.recipient, message.code,
                               message.ttl_minutes,  message.text,     message.language,  message.scene};
    TRY(sender.send(sms, idempotency_key));
    return {};
  };
}

messages::Carrier carry_mail(const connectors::MailSender& sender) {
  return [&sender](const messages::Message& message, std::string_view idempotency_key) -> Result<void> {
    TRY(sender.send({message.recipient, message.subject, message.text, ""}, idempotency_key));
    return {};
  };
}

}  // namespace

Result<std::unique_ptr<Senders>> Senders::make(const config::Config& config, const Clock& clock) {
  const auto& wanted = config.messages;
  auto egress = net::Egress::parse(config.egress.allow);
  if (!egress) return for_operator("egress.allow: holds what is neither a host nor a network");
  std::unique_ptr<Senders> made(
      new Senders(*egress, {.egress = *egress, .ca_file = wanted.ca_file, .allow_plain_http = config.dev}));
  made->is_dev_ = config.dev;
  const connectors::Context context{made->http_, made->egress_, clock};

  const auto sms = [&](std::string_view key, const auto& section,
                       std::unique_ptr<connectors::SmsSender>& sender, bool& inbox) -> Result<void> {
    inbox = section.provider == "inbox";
    if (inbox || section.provider == "none") return {};
    auto result =
        connectors::make_sms_sender(TRY(provider_config(key, section.provider, section.settings)), context);
    if (!result) return for_operator(std::string(key) + ": " + words_of(result.error()));
    sender = *std::move(result);
    return {};
  };
  TRY(sms("messages.sms", wanted.sms, made->domestic_, made->inbox_domestic_));
  TRY(sms("messages.sms_international", wanted.sms_international, made->international_,
          made->inbox_international_));
  made->inbox_email_ = wanted.email.provider == "inbox";
  if (wanted.email.provider == "smtp") {
    auto result = connectors::make_mail_sender(
        TRY(provider_config("messages.email", "smtp", wanted.email.settings)), context);
    if (!result) return for_operator("messages.email: " + words_of(result.error()));
    made->email_ = *std::move(result);
  }
  const bool any_inbox = made->inbox_domestic_ || made->inbox_international_ || made->inbox_email_;
  if (any_inbox && !config.dev) return for_operator("messages: the inbox exists in development mode only");
  // Development needs no configuration. International numbers stay refused, as they are in production until a
  // service for them is configured.
  if (config.dev && wanted.sms.provider == "none") made->inbox_domestic_ = true;
  if (config.dev && wanted.email.provider == "none") made->inbox_email_ = true;
  return made;
}

messages::Carriers Senders::carriers() const {
  messages::Carriers carriers;
  carriers.inbox = is_dev_;
  if (domestic_) carriers.sms_domestic = carry_sms(*domestic_);
  if (international_) carriers.sms_international = carry_sms(*international_);
  if (email_) carriers.email = carry_mail(*email_);
  carriers.sms_domestic_stays = inbox_domestic_;
  carriers.sms_international_stays = inbox_international_;
  carriers.email_stays = inbox_email_;
  return carriers;
}

}  // namespace genauth::app
