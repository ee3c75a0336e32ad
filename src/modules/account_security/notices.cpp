#include "modules/account_security/notices.h"

#include <array>

namespace genauth::account_security {
namespace {

using locale::Language;

// By language, in the order zh-CN, en-US, zh-TW, ja-JP; by change, in the order of the enum.
struct Words {
  std::array<std::string_view, 6> what;
  std::string_view subject, not_me;
};

constexpr Words kZhCn = {
    {"您的账号密码已被更改。", "您的账号邮箱已被更改。", "您的账号手机号已被更改。",
     "您的账号的身份验证要素已被更改。", "您的账号已被删除。", "可登录您账号的外部账号已被绑定或解绑。"},
    "您的账号发生了更改",
    "如果不是您本人操作，请打开："};
constexpr Words kEnUs = {
    {"The password of your account was changed.", "The e-mail address of your account was changed.",
     "The phone number of your account was changed.", "A second factor of your account was changed.",
     "Your account was deleted.",
     "An account of another service that signs in to your account was linked or unlinked."},
    "Your account was changed",
    "If this was not you, open: "};
constexpr Words kZhTw = {
    {"您的帳號密碼已被變更。", "您的帳號電子郵件已被變更。", "您的帳號手機號碼已被變更。",
     "您的帳號的身分驗證要素已被變更。", "您的帳號已被刪除。", "可登入您帳號的外部帳號已被綁定或解除綁定。"},
    "您的帳號發生了變更",
    "如果不是您本人操作，請開啟："};
constexpr Words kJaJp = {
    {"アカウントのパスワードが変更されました。", "アカウントのメールアドレスが変更されました。",
     "アカウントの電話番号が変更されました。", "アカウントの認証要素が変更されました。",
     "アカウントが削除されました。",
     "アカウントにサインインできる外部アカウントが連携または解除されました。"},
    "アカウントが変更されました",
    "お心当たりがない場合は次のリンクを開いてください："};

const Words& words_of(Language language) {
  switch (language) {
    case Language::kEnUs: return kEnUs;
    case Language::kZhTw: return kZhTw;
    case Language::kJaJp: return kJaJp;
    case Language::kZhCn: break;
  }
  return kZhCn;
}

}  // namespace

NoticeText notice_text(Change change, Language language, std::string_view link) {
  const Words& words = words_of(language);
  NoticeText notice{std::string(words.subject), std::string(words.what.at(static_cast<std::size_t>(change)))};
  if (!link.empty()) notice.text.append(" ").append(words.not_me).append(link);
  return notice;
}

NotMePage not_me_page(Language language) {
  switch (language) {
    case Language::kEnUs:
      return {"Was this not you?",
              "If you did not make this change, everybody is signed out of the account, and what can be "
              "undone is "
              "undone. If it was you, close this page.",
              "It was not me", "Everybody was signed out of the account.",
              "The password stopped working. A code for a new one is on its way to you: use it on the "
              "sign-in page, "
              "under forgotten passwords."};
    case Language::kZhTw:
      return {"這不是您本人的操作嗎？",
              "如果不是您本人所為，帳號將在所有裝置登出，並撤銷可撤銷的變更。如果是您本人，請關閉此頁面。",
              "不是我本人", "帳號已在所有裝置登出。",
              "原密碼已失效。重設密碼的驗證碼已傳送給您，請在登入頁面的「忘記密碼」中使用。"};
    case Language::kJaJp:
      return {"お心当たりがありませんか？",
              "ご自身の操作でない場合、すべての端末からサインアウトし、取り消せる変更を取り消します。ご自身の"
              "操作で"
              "あれば、このページを閉じてください。",
              "自分の操作ではありません", "すべての端末からサインアウトしました。",
              "現在のパスワードは無効になりました。再設定用のコードを送信しましたので、サインイン画面の「パス"
              "ワードを"
              "忘れた場合」で使用してください。"};
    case Language::kZhCn: break;
  }
  return {"这不是您本人的操作吗？",
          "如果不是您本人所为，账号将在所有设备退出登录，并撤销可撤销的更改。如果是您本人，请关闭此页面。",
          "不是我本人", "账号已在所有设备退出登录。",
          "原密码已失效。重置密码的验证码已发送给您，请在登录页面的“忘记密码”中使用。"};
}

}  // namespace genauth::account_security
