#include "modules/authentication/welcome.h"

#include "locale/language.h"
#include "modules/applications/of_call.h"
#include "modules/messages/messages.h"

namespace genauth::authentication {
namespace {

using locale::Language;

void write(messages::Message& message, Language language) {
  const std::string &app = message.app_name, &who = message.account;
  switch (language) {
    case Language::kEnUs:
      message.subject = "Welcome to " + app;
      message.text = "Welcome to " + app + ", " + who + ".";
      return;
    case Language::kZhTw:
      message.subject = "歡迎使用 " + app;
      message.text = who + "，歡迎使用 " + app + "。";
      return;
    case Language::kJaJp:
      message.subject = app + " へようこそ";
      message.text = who + " さん、" + app + " へようこそ。";
      return;
    case Language::kZhCn: break;
  }
  message.subject = "欢迎使用 " + app;
  message.text = who + "，欢迎使用 " + app + "。";
}

}  // namespace

Result<void> welcome(db::Tx& tx, const api::Call& call, const pools::Settings& settings,
                     const users::User& made) {
  const auto& outbox = call.service<const messages::Outbox>();
  if (!settings.welcome_email || !made.email || !outbox.can_send_email(tx, call.pool_id)) return {};
  messages::Message message;
  message.kind = "email";
  message.recipient = *made.email;
  message.scene = "WELCOME";
  message.language = std::string(locale::tag(call.envelope.language));
  // Whoever proved nothing may have typed a stranger's address, and shall not choose the words of our mail to
  // it.
  message.account =
      made.email_verified ? made.nickname.value_or(made.name.value_or(*made.email)) : *made.email;
  message.app_name = call.app_id.empty() ? std::string("GenAuth") : TRY(applications::of(call))->name;
  write(message, call.envelope.language);
  TRY(outbox.enqueue(tx, call.pool_id, message.scene, message, call.now_ms));
  return {};
}

}  // namespace genauth::authentication
