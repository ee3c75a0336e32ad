// get-email-templates, update-email-template, preview-email-template.
#include "api/call.h"
#include "gen/errors/messaging.h"
#include "gen/ops/messaging.h"
#include "modules/audit/audit.h"
#include "modules/messages/email_templates.h"

namespace genauth::ops {
namespace {

using messages::EmailTemplate;
using messages::Kind;

dto::EmailTemplateDto shown(const Kind& kind, const EmailTemplate& words) {
  dto::EmailTemplateDto data;
  data.customizeEnabled = words.enabled;
  data.type = kind.type;
  data.name = words.name;
  data.subject = words.subject;
  data.sender = words.sender;
  data.content = words.content;
  if (words.ttl_s > 0) data.expiresIn = words.ttl_s;
  if (!words.redirect_to.empty()) data.redirectTo = words.redirect_to;
  data.tplEngine = words.engine;
  return data;
}

// What a preview shows in place of what only a real mail knows.
messages::Values samples(std::int64_t ttl_s) {
  constexpr std::int64_t kMinuteS = 60, kUsualMinutes = 5;
  const std::int64_t minutes = ttl_s > 0 ? (ttl_s + kMinuteS - 1) / kMinuteS : kUsualMinutes;
  return {{"verify_code", "123456"},
          {"expires_in", std::to_string(minutes)},
          {"email", "ada@example.com"},
          {"user", "Ada"},
          {"username", "Ada"},
          {"nickname", "Ada"},
          {"account", "Ada"},
          {"app_name", "GenAuth"},
          {"client_name", "GenAuth"},
          {"subject_name", "GenAuth"},
          {"content", "…"},
          {"datetime", "2026-01-01T00:00:00.000Z"}};
}

Result<std::string> rendered(std::string_view engine, std::string_view text, messages::Place place,
                             std::string_view member, const messages::Values& values) {
  Result<std::string> made = messages::render(engine, text, values, place);
  if (made || made.error().code() != errors::kTemplateInvalid) return made;
  return Error(errors::kTemplateInvalid).with_field(std::string(member)).with_arg(made.error().arg());
}

Result<dto::PreviewEmailTemplateDataDto> preview(const EmailTemplate& words) {
  const messages::Values values = samples(words.ttl_s);
  dto::PreviewEmailTemplateDataDto data;
  data.subject = TRY(rendered(words.engine, words.subject, messages::Place::kLine, "subject", values));
  data.sender = TRY(rendered(words.engine, words.sender, messages::Place::kLine, "sender", values));
  data.content = TRY(rendered(words.engine, words.content, messages::Place::kHtml, "content", values));
  return data;
}

}  // namespace

Result<dto::GetEmailTemplatesDataDto> get_email_templates(api::Call& call) {
  const auto own =
      TRY(call.read([&](db::Session& session) { return messages::email_templates(session, call.pool_id); }));
  dto::GetEmailTemplatesDataDto data;
  for (const Kind& kind : messages::kinds()) {
    const auto found = own.find(std::string(kind.type));
    data.templates.push_back(
        shown(kind, found == own.end() ? messages::usual(kind, call.envelope.language) : found->second));
  }
  data.categories = {{"验证码", "Codes", "带有一次性验证码的邮件", "E-mails with a one-time code"},
                     {"通知", "Notices", "关于账号的通知邮件", "E-mails about an account"}};
  return data;
}

Result<dto::EmailTemplateDto> update_email_template(api::Call& call, const dto::UpdateEmailTemplateDto& req) {
  EmailTemplate words;
  words.enabled = req.customizeEnabled;
  words.name = req.name;
  words.subject = req.subject;
  words.sender = req.sender;
  words.content = req.content;
  words.ttl_s = req.expiresIn.value_or(0);
  words.redirect_to = req.redirectTo.value_or("");
  words.engine = req.tplEngine.value_or(words.engine);
  TRY(preview(words));  // what cannot be understood now cannot be sent later
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(messages::put_email_template(tx, call.pool_id, req.type, words, call.now_ms));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "updateEmailTemplate",
                          .actor = call.caller.access_key_id,
                          .client_ip = call.envelope.client_ip,
                          .detail = req.type},
                         call.now_ms);
  }));
  return shown(*messages::kind_of(req.type), words);
}

Result<dto::PreviewEmailTemplateDataDto> preview_email_template(api::Call& call,
                                                                const dto::PreviewEmailTemplateDto& req) {
  EmailTemplate words = messages::usual(*messages::kind_of(req.type), call.envelope.language);
  TRY(call.read([&](db::Session& session) -> Result<void> {
    const auto own = TRY(messages::find_email_template(session, call.pool_id, req.type));
    if (own && own->enabled) words = *own;
    return {};
  }));
  words.subject = req.subject.value_or(words.subject);
  words.sender = req.sender.value_or(words.sender);
  words.content = req.content.value_or(words.content);
  words.ttl_s = req.expiresIn.value_or(words.ttl_s);
  words.engine = req.tplEngine.value_or(words.engine);
  return preview(words);
}

}  // namespace genauth::ops
