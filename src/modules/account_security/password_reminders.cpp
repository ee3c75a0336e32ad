#include "modules/account_security/password_reminders.h"

#include <algorithm>

#include "gen/sql/account_security.h"
#include "locale/language.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::account_security {
namespace {

using locale::Language;

constexpr std::int64_t kDayMs = 86'400'000, kAtOnce = 200;
constexpr std::string_view kScene = "PASSWORD_EXPIRES";

messages::Message mail_to(const users::PasswordAge& who, std::int64_t days_left) {
  messages::Message message;
  message.kind = "email";
  message.recipient = who.email;
  message.account = who.account;
  message.scene = kScene;
  const Language language = locale::parse_tag(who.locale).value_or(Language::kZhCn);
  message.language = std::string(locale::tag(language));
  const std::string days = std::to_string(days_left);
  switch (language) {
    case Language::kEnUs:
      message.subject = "Time for a new password";
      message.text = "The password of your account " + who.account + " expires in " + days +
                     (days_left == 1 ? " day" : " days") + ". Please change it.";
      return message;
    case Language::kZhTw:
      message.subject = "請更新您的密碼";
      message.text = "您的帳號 " + who.account + " 的密碼將在 " + days + " 天後到期，請及時更新。";
      return message;
    case Language::kJaJp:
      message.subject = "パスワードを変更してください";
      message.text = "アカウント " + who.account + " のパスワードは " + days +
                     " 日後に期限が切れます。変更してください。";
      return message;
    case Language::kZhCn: break;
  }
  message.subject = "请更新您的密码";
  message.text = "您的账号 " + who.account + " 的密码将在 " + days + " 天后过期，请及时更新。";
  return message;
}

// Those whose password has `days_left` days, or a part of the last of them.
Result<std::int64_t> remind(db::Tx& tx, const messages::Outbox& outbox, const pools::Pool& pool,
                            std::int64_t days_left, std::int64_t now_ms) {
  const std::int64_t horizon = now_ms - (pool.settings.password_days_max - days_left) * kDayMs;
  const db::Rows rows = TRY(tx.query(sql::find_reminded, {pool.id, days_left}));
  const auto reached = [&](std::int64_t set_at, std::string_view user_id) {
    return tx.post(sql::put_reminded, {pool.id, days_left, set_at, user_id});
  };
  // Whoever passed before the first look is told a day later, of the next day.
  std::pair<std::int64_t, std::string> after{horizon + 1, ""};
  if (!rows.empty()) after = {rows.front().integer(0), rows.front().text(1)};
  after = std::max(after, {horizon - kDayMs + 1, ""});
  const auto people = TRY(users::password_ages(tx, pool.id, {after.first, after.second}, horizon, kAtOnce));
  for (const users::PasswordAge& who : people)
    TRY(outbox.enqueue(tx, pool.id, kScene, mail_to(who, days_left), now_ms));
  const auto count = static_cast<std::int64_t>(people.size());
  if (count == kAtOnce) {
    TRY(reached(people.back().set_at, people.back().id));
  } else if (rows.empty() || horizon + 1 > after.first) {  // never back, if the clock goes back
    TRY(reached(horizon + 1, ""));
  }
  return count;
}

}  // namespace

Result<std::int64_t> remind_of_passwords(db::Database& database, const messages::Outbox& outbox,
                                         std::int64_t now_ms) {
  const auto pools = TRY(database.read([&](db::Session& session) { return pools::list(session); }));
  std::int64_t told = 0;
  for (const pools::Pool& pool : pools) {
    const std::int64_t days = std::min(pool.settings.password_remind_days, pool.settings.password_days_max);
    if (days == 0 || !outbox.can_send_email(pool.id)) continue;
    for (std::int64_t left = 1; left <= days; ++left)
      told += TRY(database.write([&](db::Tx& tx) { return remind(tx, outbox, pool, left, now_ms); }));
  }
  return told;
}

}  // namespace genauth::account_security
