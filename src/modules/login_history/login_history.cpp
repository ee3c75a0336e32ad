#include "modules/login_history/login_history.h"

#include <limits>

#include "base/id.h"
#include "base/words.h"
#include "gen/error_table.h"
#include "gen/sql/login_history.h"
#include "modules/sessions/sessions.h"

namespace genauth::login_history {
namespace {

constexpr std::size_t kUserAgentMax = 1024;

Entry to_entry(const db::Row& row, std::string_view user_id) {
  Entry entry;
  entry.id = row.text(0);
  entry.user_id = user_id;
  entry.app_id = row.text(1);
  entry.app_name = row.text(2);
  entry.client_ip = row.text(3);
  entry.user_agent = row.text(4);
  entry.method = row.text(5);
  entry.success = row.boolean(6);
  entry.error = row.text(7);
  entry.tenant_id = row.text(8);
  entry.created_at = row.integer(9);
  return entry;
}

}  // namespace

Result<Page> list(db::Session& session, std::string_view pool_id, std::string_view user_id,
                  const Wanted& wanted, std::int64_t page, std::int64_t limit) {
  const bool failures_too = !wanted.success.value_or(false), successes_too = wanted.success.value_or(true);
  const std::int64_t from = wanted.from_ms.value_or(0),
                     until = wanted.until_ms.value_or(std::numeric_limits<std::int64_t>::max());
  Page found;
  const db::Rows rows =
      TRY(session.query(sql::list_logins, {pool_id, user_id, wanted.app_id, wanted.client_ip, failures_too,
                                           successes_too, from, until, limit, (page - 1) * limit}));
  found.list.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) found.list.push_back(to_entry(rows[i], user_id));
  const db::Rows counted =
      TRY(session.query(sql::count_logins, {pool_id, user_id, wanted.app_id, wanted.client_ip, failures_too,
                                            successes_too, from, until}));
  found.total = counted.front().integer(0);
  return found;
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t older_than_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_logins, {older_than_ms, limit});
}

Result<std::int64_t> sweep_nobody(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  constexpr std::int64_t kDayMs = 86'400'000;
  return tx.execute(sql::sweep_nobody_logins, {now_ms - kDayMs, limit});
}

Result<void> HistoryStep::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                                    const sessions::Draft& draft) const {
  const std::string method = join_words(attempt.facts.channels, "+");
  const std::string_view user_agent = std::string_view(attempt.facts.user_agent).substr(0, kUserAgentMax);
  TRY(tx.post(sql::insert_login,
              {attempt.facts.pool_id, attempt.user.id, new_id(attempt.now_ms), attempt.facts.app_id,
               attempt.facts.client_ip, user_agent, method, true, "", draft.tenant_id, attempt.now_ms}));
  return {};
}

Result<void> HistoryStep::failed(db::Tx& tx, const authentication::Failure& failure) const {
  if (failure.user_id.empty()) {
    TRY(tx.post(sql::insert_nobody_login, {failure.pool_id, new_id(failure.now_ms), failure.app_id,
                                           failure.client_ip, failure.user_agent.substr(0, kUserAgentMax),
                                           failure.channel, error_row(failure.code).key, failure.now_ms}));
    return {};
  }
  TRY(tx.post(sql::insert_login, {failure.pool_id, failure.user_id, new_id(failure.now_ms), failure.app_id,
                                  failure.client_ip, failure.user_agent.substr(0, kUserAgentMax),
                                  failure.channel, false, error_row(failure.code).key, "", failure.now_ms}));
  return {};
}

}  // namespace genauth::login_history
