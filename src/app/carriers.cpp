#include "app/carriers.h"

#include "app/operator.h"
#include "base/encoding.h"
#include "connectors/factory.h"
#include "gen/errors/codes.h"

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

connectors::MailMessage mail_of(const messages::Message& message) {
  return {message.recipient, message.subject, message.text, message.html, message.from_name};
}

messages::Carrier carry_mail(const connectors::MailSender& sender) {
  return [&sender](const messages::Message& message, std::string_view idempotency_key) -> Result<void> {
    TRY(sender.send(mail_of(message), idempotency_key));
    return {};
  };
}

// What must be alike for two pools to fail alike: a wrong port of one is no reason to refuse the other.
std::string name_of(const messages::Submission& server) {
  return to_lower_ascii(server.host) + ":" + std::to_string(server.port) + (server.tls_at_once ? "/tls" : "");
}

}  // namespace

connectors::ProviderConfig provider_of(const messages::Submission& server, const std::string& ca_file) {
  connectors::ProviderConfig config{"smtp",
                                    {{"host", server.host},
                                     {"port", std::to_string(server.port)},
                                     {"security", server.tls_at_once ? "tls" : "starttls"},
                                     {"from", server.sender},
                                     {"username", server.username},
                                     {"password", server.password}}};
  if (!ca_file.empty()) config.settings["caFile"] = ca_file;
  return config;
}

Result<std::unique_ptr<Senders>> Senders::make(const config::Config& config, const Clock& clock) {
  const auto& wanted = config.messages;
  auto egress = net::Egress::parse(config.egress.allow);
  if (!egress) return for_operator("egress.allow: holds what is neither a host nor a network");
  std::unique_ptr<Senders> made(new Senders(
      *egress, {.egress = *egress, .ca_file = wanted.ca_file, .allow_plain_http = config.dev}, clock));
  made->is_dev_ = config.dev;
  made->ca_file_ = wanted.ca_file;
  const connectors::Context context{made->http_, made->egress_, clock, config.dev};

  const auto sms = [&](std::string_view key, const auto& section,
                       std::unique_ptr<connectors::SmsSender>& sender, bool& inbox) -> Result<void> {
    inbox = section.provider == "inbox";
    if (inbox || section.provider == "none") return {};
    auto result =
        connectors::make_sms_sender(TRY(provider_config(key, section.provider, section.settings)), context);
    if (!result) return for_operator(std::string(key).append(": ").append(words_of(result.error())));
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
  if (config.face.provider != "none") {
    auto result = connectors::make_face_service(
        TRY(provider_config("face", config.face.provider, config.face.settings)), context);
    if (!result) return for_operator("face: " + words_of(result.error()));
    made->faces_ = *std::move(result);
  }
  const bool any_inbox = made->inbox_domestic_ || made->inbox_international_ || made->inbox_email_;
  if (any_inbox && !config.dev) return for_operator("messages: the inbox exists in development mode only");
  // Development needs no configuration. International numbers stay refused, as they are in production until a
  // service for them is configured.
  if (config.dev && wanted.sms.provider == "none") made->inbox_domestic_ = true;
  if (config.dev && wanted.email.provider == "none") made->inbox_email_ = true;
  return made;
}

// Made anew for each mail: its settings may have changed, and the connection is new anyway. What is known of
// the server stays, for all pools that use it. What cannot be made or reached may be mended by the
// administrator before the outbox tries again.
Result<void> Senders::send_for_pool(const messages::EmailProvider& provider, const messages::Message& message,
                                    std::string_view key) const {
  const messages::Submission server = messages::submission_of(provider);
  auto sender = connectors::make_mail_sender(provider_of(server, ca_file_), {http_, egress_, clock_},
                                             breakers_of_pools_.of(name_of(server)));
  if (!sender) return Error(errors::kProviderUnreachable).with_arg(server.host);
  TRY((*sender)->send(mail_of(message), key));
  return {};
}

messages::Carriers Senders::carriers() const {
  messages::Carriers carriers;
  carriers.inbox = is_dev_;
  if (domestic_) carriers.sms_domestic = carry_sms(*domestic_);
  if (international_) carriers.sms_international = carry_sms(*international_);
  if (email_) carriers.email = carry_mail(*email_);
  carriers.email_of_pool = [this](const messages::EmailProvider& provider, const messages::Message& message,
                                  std::string_view key) { return send_for_pool(provider, message, key); };
  carriers.sms_domestic_stays = inbox_domestic_;
  carriers.sms_international_stays = inbox_international_;
  carriers.email_stays = inbox_email_;
  return carriers;
}

}  // namespace genauth::app
