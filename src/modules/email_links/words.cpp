#include "modules/email_links/words.h"

namespace genauth::email_links {
namespace {

using locale::Language;

constexpr Words kZhCn = {"请验证您的邮箱", "请在 24 小时内打开此链接以验证您的邮箱：",
                         "验证邮箱",       "这是您的邮箱吗？",
                         "是，确认",       "您的邮箱已验证，可以关闭此页面。"};
constexpr Words kEnUs = {"Verify your e-mail address",
                         "Open this link within 24 hours to verify your e-mail address: ",
                         "Verify your e-mail address",
                         "Is this your address?",
                         "Yes, it is mine",
                         "Your e-mail address is verified. You can close this page."};
constexpr Words kZhTw = {"請驗證您的電子郵件", "請在 24 小時內開啟此連結以驗證您的電子郵件：",
                         "驗證電子郵件",       "這是您的電子郵件嗎？",
                         "是，確認",           "您的電子郵件已驗證，可以關閉此頁面。"};
constexpr Words kJaJp = {"メールアドレスをご確認ください",
                         "24 時間以内に次のリンクを開いて、メールアドレスを確認してください：",
                         "メールアドレスの確認",
                         "これはあなたのメールアドレスですか？",
                         "はい、確認します",
                         "メールアドレスを確認しました。このページを閉じてかまいません。"};

}  // namespace

const Words& words_of(Language language) {
  switch (language) {
    case Language::kEnUs: return kEnUs;
    case Language::kZhTw: return kZhTw;
    case Language::kJaJp: return kJaJp;
    case Language::kZhCn: break;
  }
  return kZhCn;
}

}  // namespace genauth::email_links
