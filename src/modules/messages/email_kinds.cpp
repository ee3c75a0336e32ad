// The kinds of e-mails and their usual words.
#include <algorithm>

#include "modules/messages/email_templates.h"

namespace genauth::messages {
namespace {

constexpr std::string_view kCodeZh =
    "<p>您的验证码是 <b>{{verify_code}}</b>，{{expires_in}} 分钟内有效，请勿告诉他人。</p>";
constexpr std::string_view kCodeEn =
    "<p>Your verification code is <b>{{verify_code}}</b>. It is valid for {{expires_in}} minutes. Do not "
    "tell it to "
    "anybody.</p>";

constexpr Kind kKinds[] = {
    {"WELCOME_EMAIL", false, "欢迎邮件", "Welcome", "欢迎使用 {{app_name}}", "Welcome to {{app_name}}",
     "<p>{{user}}，欢迎使用 {{app_name}}。</p>", "<p>Welcome to {{app_name}}, {{user}}.</p>"},
    {"FIRST_CREATED_USER", false, "账号创建通知", "Account created", "您的账号已创建",
     "Your account is ready", "<p>{{content}}</p>", "<p>{{content}}</p>"},
    {"USER_PASSWORD_UPDATE_REMIND", false, "密码更新提醒", "Reminder to change the password",
     "请更新您的密码", "Time for a new password", "<p>{{user}}，您的密码即将过期，请及时更新。</p>",
     "<p>{{user}}, your password will expire soon. Please change it.</p>"},
    {"ADMIN_RESET_USER_PASSWORD_NOTIFICATION", false, "管理员重置密码通知",
     "Password set by an administrator", "您的密码已重置", "Your password was changed", "<p>{{content}}</p>",
     "<p>{{content}}</p>"},
    {"USER_PASSWORD_RESET_NOTIFICATION", false, "账号变更通知", "Account changed", "您的账号发生了更改",
     "Your account was changed", "<p>{{content}}</p>", "<p>{{content}}</p>"},
    {"REGISTER_VERIFY_CODE", true, "注册验证码", "Registration code", "您的验证码", "Your verification code",
     kCodeZh, kCodeEn},
    {"LOGIN_VERIFY_CODE", true, "登录验证码", "Sign-in code", "您的验证码", "Your verification code", kCodeZh,
     kCodeEn},
    {"MFA_VERIFY_CODE", true, "多因素认证验证码", "Second-factor code", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
    {"INFORMATION_COMPLETION_VERIFY_CODE", true, "信息补全验证码", "Code for completing a profile",
     "您的验证码", "Your verification code", kCodeZh, kCodeEn},
    {"FIRST_EMAIL_LOGIN_VERIFY", true, "首次邮箱登录验证", "Code of the first sign-in by e-mail",
     "您的验证码", "Your verification code", kCodeZh, kCodeEn},
    {"CONSOLE_CONDUCTED_VERIFY", true, "控制台发起验证", "Code asked for by an administrator", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
    {"RESET_PASSWORD_VERIFY_CODE", true, "重置密码验证码", "Code for a new password", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
    {"SELF_UNLOCKING_VERIFY_CODE", true, "自助解锁验证码", "Code for unlocking an account", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
    {"EMAIL_BIND_VERIFY_CODE", true, "邮箱绑定验证码", "Code for a new e-mail address", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
    {"EMAIL_UNBIND_VERIFY_CODE", true, "邮箱解绑验证码", "Code for removing an e-mail address", "您的验证码",
     "Your verification code", kCodeZh, kCodeEn},
};

struct Use {
  std::string_view channel, type;
};

constexpr Use kUses[] = {
    {"CHANNEL_LOGIN", "LOGIN_VERIFY_CODE"},
    {"CHANNEL_REGISTER", "REGISTER_VERIFY_CODE"},
    {"CHANNEL_RESET_PASSWORD", "RESET_PASSWORD_VERIFY_CODE"},
    {"CHANNEL_VERIFY_EMAIL_LINK", "CONSOLE_CONDUCTED_VERIFY"},
    {"CHANNEL_UPDATE_EMAIL", "EMAIL_BIND_VERIFY_CODE"},
    {"CHANNEL_BIND_EMAIL", "EMAIL_BIND_VERIFY_CODE"},
    {"CHANNEL_UNBIND_EMAIL", "EMAIL_UNBIND_VERIFY_CODE"},
    {"CHANNEL_BIND_MFA", "MFA_VERIFY_CODE"},
    {"CHANNEL_VERIFY_MFA", "MFA_VERIFY_CODE"},
    {"CHANNEL_UNBIND_MFA", "MFA_VERIFY_CODE"},
    {"CHANNEL_UNLOCK_ACCOUNT", "SELF_UNLOCKING_VERIFY_CODE"},
    {"CHANNEL_COMPLETE_EMAIL", "INFORMATION_COMPLETION_VERIFY_CODE"},
    {"FIRST_EMAIL_LOGIN", "FIRST_EMAIL_LOGIN_VERIFY"},
    {"WELCOME", "WELCOME_EMAIL"},
    {"PASSWORD_EXPIRES", "USER_PASSWORD_UPDATE_REMIND"},
    {"ACCOUNT_CREATED", "FIRST_CREATED_USER"},
    {"PASSWORD_RESET", "ADMIN_RESET_USER_PASSWORD_NOTIFICATION"},
    {"ACCOUNT_CHANGED", "USER_PASSWORD_RESET_NOTIFICATION"},
};

}  // namespace

std::span<const Kind> kinds() {
  return kKinds;
}

const Kind* kind_of(std::string_view type) {
  const auto* found = std::ranges::find(kKinds, type, &Kind::type);
  return found == std::end(kKinds) ? nullptr : found;
}

const Kind* kind_of_channel(std::string_view channel) {
  const auto* found = std::ranges::find(kUses, channel, &Use::channel);
  return found == std::end(kUses) ? nullptr : kind_of(found->type);
}

EmailTemplate usual(const Kind& kind, locale::Language language) {
  const bool is_chinese = language == locale::Language::kZhCn || language == locale::Language::kZhTw;
  EmailTemplate words;
  words.name = is_chinese ? kind.name_zh : kind.name_en;
  words.subject = is_chinese ? kind.subject_zh : kind.subject_en;
  words.content = is_chinese ? kind.content_zh : kind.content_en;
  return words;
}

}  // namespace genauth::messages
