// Former passwords. Nobody else knows the table.
#include "base/id.h"
#include "gen/sql/passwords.h"
#include "modules/passwords/passwords.h"

namespace genauth::passwords {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

}  // namespace

bool is_kept(const pools::Settings& settings) {
  return settings.password_history_count > 0 || settings.password_history_days > 0;
}

bool is_expired(const pools::Settings& settings, std::int64_t set_at, std::int64_t now_ms) {
  return settings.password_days_max > 0 && now_ms - set_at >= settings.password_days_max * kDayMs;
}

Result<void> remember(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view hash,
                      std::int64_t now_ms) {
  TRY(tx.post(sql::insert_former_password, {pool_id, user_id, new_id(now_ms), hash, now_ms}));
  TRY(tx.post(sql::drop_old_passwords, {pool_id, user_id}));
  return {};
}

Result<std::vector<std::string>> forbidden(db::Session& session, const pools::Settings& settings,
                                           std::string_view pool_id, std::string_view user_id,
                                           std::int64_t now_ms) {
  std::vector<std::string> hashes;
  if (!is_kept(settings)) return hashes;
  const db::Rows rows = TRY(session.query(sql::list_former_passwords, {pool_id, user_id}));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // The present password is the first of the last so many.
    const bool is_among_last = static_cast<std::int64_t>(i) + 1 < settings.password_history_count;
    const bool is_recent = now_ms - rows[i].integer(1) < settings.password_history_days * kDayMs;
    if (is_among_last || is_recent) hashes.push_back(rows[i].text(0));
  }
  return hashes;
}

}  // namespace genauth::passwords
