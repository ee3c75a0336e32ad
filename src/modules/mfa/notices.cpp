#include "modules/mfa/notices.h"

#include "locale/language.h"
#include "modules/messages/messages.h"

namespace genauth::mfa {
namespace {

using locale::Language;

struct Words {
  std::string_view subject, text;
};

Words used(Language language) {
  switch (language) {
    case Language::kEnUs:
      return {
          "Your recovery code was used",
          "Somebody signed in with the recovery code of the second factor OTP. If this was not you, change "
          "your password and tell your administrator."};
    case Language::kZhTw:
      return {"您的復原代碼已被使用",
              "有人使用復原代碼登入了您的帳號，第二因素 OTP。如非本人操作，請立即修改密碼並聯絡管理員。"};
    case Language::kJaJp:
      return {"リカバリーコードが使用されました",
              "リカバリーコードでサインインされました。第二要素 "
              "OTP。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。"};
    case Language::kZhCn: break;
  }
  return {"您的恢复代码已被使用",
          "有人使用恢复代码登录了您的账号，第二因素 OTP。如非本人操作，请立即修改密码并联系管理员。"};
}

Words renewed(Language language) {
  switch (language) {
    case Language::kEnUs:
      return {
          "You have a new recovery code",
          "A new recovery code was made for your account; the old one does not work any more. If this was "
          "not you, change your password and tell your administrator."};
    case Language::kZhTw:
      return {"您的復原代碼已更新",
              "您的帳號已產生新的復原代碼，舊代碼已失效。如非本人操作，請立即修改密碼並聯絡管理員。"};
    case Language::kJaJp:
      return {"新しいリカバリーコードが作成されました",
              "新しいリカバリーコードが作成され、以前のコードは使えなくなりました。心当たりがない場合は、"
              "パスワードを変更し、管理者に連絡してください。"};
    case Language::kZhCn: break;
  }
  return {"您的恢复代码已更新",
          "您的账号已生成新的恢复代码，旧代码已失效。如非本人操作，请立即修改密码并联系管理员。"};
}

}  // namespace

Result<void> tell_recovery_code(db::Tx& tx, const api::Call& call, const users::User& user, Recovery what) {
  const auto& outbox = call.service<const messages::Outbox>();
  messages::Message message;
  if (user.email && outbox.can_send_email(tx, call.pool_id)) {
    message.kind = "email";
    message.recipient = *user.email;
  } else if (user.phone && outbox.can_send_sms(user.phone_country_code.value_or(""))) {
    message.kind = "sms";
    message.country_code = user.phone_country_code.value_or("");
    message.national = *user.phone;
    message.recipient = message.country_code + message.national;
  } else {
    return {};
  }
  const Language language = call.envelope.language;
  const Words words = what == Recovery::kUsed ? used(language) : renewed(language);
  message.scene = "MFA_CHANGED";
  message.subject = words.subject;
  message.text = words.text;
  message.language = std::string(locale::tag(call.envelope.language));
  TRY(outbox.enqueue(tx, call.pool_id, message.scene, message, call.now_ms));
  return {};
}

}  // namespace genauth::mfa
