// get-email-provider, config-email-provider. Secrets go in and never come out.
#include "api/call.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/messaging.h"
#include "modules/audit/audit.h"
#include "modules/messages/email_providers.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

using messages::EmailProvider;

constexpr std::string_view kMask = "******";

std::string masked(const std::string& secret) {
  return secret.empty() ? std::string() : std::string(kMask);
}

// The asterisks that we show leave the secret as it is.
void set_secret(std::string& secret, const std::string& wanted) {
  if (wanted != kMask) secret = wanted;
}

dto::EmailProviderDto shown(const std::optional<EmailProvider>& provider) {
  dto::EmailProviderDto data;
  if (!provider) return data;
  data.enabled = provider->enabled;
  data.type = provider->type;
  if (!provider->smtp_host.empty())
    data.smtpConfig =
        dto::SMTPEmailProviderConfig{provider->smtp_host, provider->smtp_port, provider->smtp_sender,
                                     masked(provider->smtp_password), provider->smtp_secure};
  if (!provider->sendgrid_sender.empty())
    data.sendGridConfig =
        dto::SendGridEmailProviderConfig{provider->sendgrid_sender, masked(provider->sendgrid_key)};
  if (!provider->ali_sender.empty())
    data.aliExmailConfig =
        dto::AliExmailEmailProviderConfig{provider->ali_sender, masked(provider->ali_password)};
  if (!provider->qq_sender.empty())
    data.tencentExmailConfig =
        dto::TencentExmailEmailProviderConfig{provider->qq_sender, masked(provider->qq_password)};
  return data;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.find_first_of("/:@?#\\ \t\r\n\"") == std::string_view::npos;
}

Result<void> apply(const dto::ConfigEmailProviderDto& req, EmailProvider& provider) {
  provider.enabled = req.enabled;
  provider.type = req.type;
  if (req.smtpConfig) {
    if (!is_host(req.smtpConfig->smtp_host))
      return Error(errors::kBadFormat).with_field("smtpConfig.smtp_host").with_arg("smtp.example.com");
    provider.smtp_host = req.smtpConfig->smtp_host;
    provider.smtp_port = req.smtpConfig->smtp_port;
    provider.smtp_sender = req.smtpConfig->sender.value_or(provider.smtp_sender);
    provider.smtp_secure = req.smtpConfig->secure.value_or(provider.smtp_secure);
    set_secret(provider.smtp_password, req.smtpConfig->senderPass);
  }
  if (req.sendGridConfig) {
    provider.sendgrid_sender = req.sendGridConfig->sender;
    set_secret(provider.sendgrid_key, req.sendGridConfig->apikey);
  }
  if (req.aliExmailConfig) {
    provider.ali_sender = req.aliExmailConfig->sender;
    set_secret(provider.ali_password, req.aliExmailConfig->senderPass);
  }
  if (req.tencentExmailConfig) {
    provider.qq_sender = req.tencentExmailConfig->sender;
    set_secret(provider.qq_password, req.tencentExmailConfig->senderPass);
  }
  return {};
}

std::string_view section_of(std::string_view type) {
  if (type == "ali") return "aliExmailConfig";
  if (type == "qq") return "tencentExmailConfig";
  if (type == "sendgrid") return "sendGridConfig";
  return "smtpConfig";
}

// What is switched on must be able to send.
Result<void> check(const EmailProvider& provider) {
  if (!provider.enabled) return {};
  const messages::Submission server = messages::submission_of(provider);
  const std::string section(section_of(provider.type));
  if (server.host.empty() || server.password.empty()) return Error(errors::kRequired).with_field(section);
  if (server.sender.empty()) return Error(errors::kRequired).with_field(section + ".sender");
  if (!users::check_email(server.sender)) return Error(errors::kEmailInvalid).with_field(section + ".sender");
  return {};
}

}  // namespace

Result<dto::EmailProviderDto> get_email_provider(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<dto::EmailProviderDto> {
    return shown(
        TRY(messages::find_email_provider(session, call.service<const crypto::Sealer>(), call.pool_id)));
  });
}

Result<dto::EmailProviderDto> config_email_provider(api::Call& call, const dto::ConfigEmailProviderDto& req) {
  const auto& sealer = call.service<const crypto::Sealer>();
  return call.write([&](db::Tx& tx) -> Result<dto::EmailProviderDto> {
    EmailProvider provider =
        TRY(messages::find_email_provider(tx, sealer, call.pool_id)).value_or(EmailProvider());
    TRY(apply(req, provider));
    TRY(check(provider));
    TRY(messages::put_email_provider(tx, sealer, call.pool_id, provider, call.now_ms));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "configEmailProvider",
                       .actor = call.caller.access_key_id,
                       .client_ip = call.envelope.client_ip,
                       .detail = provider.type},
                      call.now_ms));
    return shown(provider);
  });
}

}  // namespace genauth::ops
