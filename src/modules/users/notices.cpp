#include "modules/users/notices.h"

namespace genauth::users {
namespace {

using locale::Language;

struct Words {
  std::string_view subject, before_account, after_account, password;
};

Words words_of(Notice notice, Language language) {
  const bool made = notice == Notice::kAccountCreated;
  switch (language) {
    case Language::kEnUs:
      return made ? Words{"Your account is ready", "An account was created for you. Sign in as ", ".",
                          " Password: "}
                  : Words{"Your password was changed",
                          "An administrator changed the password of your account ", ".", " New password: "};
    case Language::kZhTw:
      return made ? Words{"您的帳號已建立", "管理員已為您建立帳號 ", "。", "密碼："}
                  : Words{"您的密碼已重設", "管理員已重設您的帳號 ", " 的密碼。", "新密碼："};
    case Language::kJaJp:
      return made ? Words{"アカウントが作成されました", "アカウント ", " が作成されました。", "パスワード："}
                  : Words{"パスワードが変更されました", "アカウント ",
                          " のパスワードが管理者により変更されました。", "新しいパスワード："};
    case Language::kZhCn: break;
  }
  return made ? Words{"您的账号已创建", "管理员已为您创建账号 ", "。", "密码："}
              : Words{"您的密码已重置", "管理员已重置您的账号 ", " 的密码。", "新密码："};
}

messages::Message message_of(const api::Call& call, const NoticeText& text) {
  const Words words = words_of(text.notice, call.envelope.language);
  messages::Message message;
  message.scene = text.notice == Notice::kAccountCreated ? "ACCOUNT_CREATED" : "PASSWORD_RESET";
  message.subject = words.subject;
  message.account = text.account;
  message.text.append(words.before_account).append(text.account).append(words.after_account);
  if (!text.generated_password.empty()) message.text.append(words.password).append(text.generated_password);
  message.language = std::string(locale::tag(call.envelope.language));
  return message;
}

}  // namespace

std::string account_of(const User& user) {
  return user.username.value_or(user.email.value_or(user.phone.value_or("")));
}

messages::Message email_notice(const api::Call& call, const NoticeText& text, std::string_view email) {
  messages::Message message = message_of(call, text);
  message.kind = "email";
  message.recipient = email;
  return message;
}

messages::Message sms_notice(const api::Call& call, const NoticeText& text, std::string_view country_code,
                             std::string_view number) {
  messages::Message message = message_of(call, text);
  message.kind = "sms";
  message.country_code = country_code;
  message.national = number;
  message.recipient = std::string(country_code).append(number);
  return message;
}

Result<void> can_send(const api::Call& call, db::Session& session,
                      const std::vector<messages::Message>& messages) {
  if (messages.empty()) return {};
  const auto& outbox = call.service<const messages::Outbox>();
  for (const messages::Message& message : messages) {
    if (message.kind == "email")
      TRY(outbox.can_send_email(session, call.pool_id));
    else
      TRY(outbox.can_send_sms(message.country_code));
  }
  return {};
}

Result<void> enqueue(const api::Call& call, db::Tx& tx, const std::vector<messages::Message>& messages) {
  if (messages.empty()) return {};
  const auto& outbox = call.service<const messages::Outbox>();
  for (const messages::Message& message : messages)
    TRY(outbox.enqueue(tx, call.pool_id, message.scene, message, call.now_ms));
  return {};
}

}  // namespace genauth::users
