#include "modules/mfa/notices.h"

#include "locale/language.h"
#include "modules/messages/messages.h"

namespace genauth::mfa {
namespace {

using locale::Language;

// `before` and `after` stand around the name of the factor.
struct Words {
  std::string_view subject, before, after;
};

Words english(Notice notice) {
  switch (notice) {
    case Notice::kEnrolled:
      return {"A second factor was added to your account", "The second factor ",
              " was added to your account. If this was not you, change your password and tell your "
              "administrator."};
    case Notice::kRemoved:
      return {"A second factor was removed from your account", "The second factor ",
              " was removed from your account. If this was not you, change your password and tell your "
              "administrator."};
    case Notice::kRecoveryCodeUsed: break;
  }
  return {"Your recovery code was used", "Somebody signed in with the recovery code of the second factor ",
          ". If this was not you, change your password and tell your administrator."};
}

Words chinese(Notice notice) {
  switch (notice) {
    case Notice::kEnrolled:
      return {"您的账号已添加第二因素", "您的账号已添加第二因素 ",
              "。如非本人操作，请立即修改密码并联系管理员。"};
    case Notice::kRemoved:
      return {"您的账号已移除第二因素", "您的账号已移除第二因素 ",
              "。如非本人操作，请立即修改密码并联系管理员。"};
    case Notice::kRecoveryCodeUsed: break;
  }
  return {"您的恢复代码已被使用", "有人使用恢复代码登录了您的账号，第二因素 ",
          "。如非本人操作，请立即修改密码并联系管理员。"};
}

Words traditional_chinese(Notice notice) {
  switch (notice) {
    case Notice::kEnrolled:
      return {"您的帳號已新增第二因素", "您的帳號已新增第二因素 ",
              "。如非本人操作，請立即修改密碼並聯絡管理員。"};
    case Notice::kRemoved:
      return {"您的帳號已移除第二因素", "您的帳號已移除第二因素 ",
              "。如非本人操作，請立即修改密碼並聯絡管理員。"};
    case Notice::kRecoveryCodeUsed: break;
  }
  return {"您的復原代碼已被使用", "有人使用復原代碼登入了您的帳號，第二因素 ",
          "。如非本人操作，請立即修改密碼並聯絡管理員。"};
}

Words japanese(Notice notice) {
  switch (notice) {
    case Notice::kEnrolled:
      return {"アカウントに第二要素が追加されました", "アカウントに第二要素 ",
              " "
              "が追加されました。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。"};
    case Notice::kRemoved:
      return {"アカウントから第二要素が削除されました", "アカウントから第二要素 ",
              " "
              "が削除されました。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。"};
    case Notice::kRecoveryCodeUsed: break;
  }
  return {"リカバリーコードが使用されました", "リカバリーコードでサインインされました。第二要素 ",
          "。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。"};
}

Words words_of(Notice notice, Language language) {
  switch (language) {
    case Language::kEnUs: return english(notice);
    case Language::kZhTw: return traditional_chinese(notice);
    case Language::kJaJp: return japanese(notice);
    case Language::kZhCn: break;
  }
  return chinese(notice);
}

}  // namespace

Result<void> notify(db::Tx& tx, const api::Call& call, const users::User& user, Notice notice,
                    std::string_view factor) {
  const auto& outbox = call.service<const messages::Outbox>();
  messages::Message message;
  if (user.email && outbox.can_send_email()) {
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
  const Words words = words_of(notice, call.envelope.language);
  message.scene = "MFA_CHANGED";
  message.subject = words.subject;
  message.text.append(words.before).append(factor).append(words.after);
  message.language = std::string(locale::tag(call.envelope.language));
  TRY(outbox.enqueue(tx, call.pool_id, message.scene, message, call.now_ms));
  return {};
}

}  // namespace genauth::mfa
