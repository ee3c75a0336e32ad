#include "modules/codes/throttle.h"

#include "gen/sql/codes.h"

namespace genauth::codes {

std::int64_t window_start(const Limit& limit, std::int64_t now_ms) {
  return now_ms - now_ms % limit.window_ms;
}

std::int64_t seconds_left(const Limit& limit, std::int64_t now_ms) {
  return (window_start(limit, now_ms) + limit.window_ms - now_ms + 999) / 1000;
}

Result<std::int64_t> count_event(db::Tx& tx, std::string_view pool_id, const Limit& limit,
                                 std::string_view subject, std::int64_t now_ms) {
  const std::int64_t start = window_start(limit, now_ms);
  const db::Rows rows =
      TRY(tx.query(sql::count_up, {pool_id, limit.scope, subject, start, start + limit.window_ms}));
  return rows.front().integer(0);
}

Result<void> uncount_event(db::Tx& tx, std::string_view pool_id, const Limit& limit, std::string_view subject,
                           std::int64_t now_ms) {
  TRY(tx.post(sql::count_down, {pool_id, limit.scope, subject, window_start(limit, now_ms)}));
  return {};
}

Result<std::int64_t> events_so_far(db::Session& session, std::string_view pool_id, const Limit& limit,
                                   std::string_view subject, std::int64_t now_ms) {
  const db::Rows rows =
      TRY(session.query(sql::read_counter, {pool_id, limit.scope, subject, window_start(limit, now_ms)}));
  return rows.empty() ? std::int64_t{0} : rows.front().integer(0);
}

Result<void> forget_events(db::Tx& tx, std::string_view pool_id, std::string_view scope,
                           std::string_view subject) {
  TRY(tx.post(sql::clear_counter, {pool_id, scope, subject}));
  return {};
}

Result<void> forget_all_events(db::Tx& tx, std::string_view pool_id,
                               const std::array<std::string_view, 4>& scopes,
                               const std::array<std::string, 3>& subjects) {
  TRY(tx.post(sql::clear_counters,
              {pool_id, scopes[0], scopes[1], scopes[2], scopes[3], subjects[0], subjects[1], subjects[2]}));
  return {};
}

Result<std::int64_t> claim_turn(db::Tx& tx, std::string_view pool_id, std::string_view scope,
                                std::string_view subject, std::int64_t gap_ms, std::int64_t now_ms) {
  // The row's count is when the turn was taken, its expiry when the next may be.
  const std::int64_t taken =
      TRY(tx.execute(sql::claim_turn, {pool_id, scope, subject, now_ms, now_ms + gap_ms}));
  if (taken == 1) return std::int64_t{0};
  const db::Rows rows = TRY(tx.query(sql::read_counter, {pool_id, scope, subject, 0}));
  const std::int64_t since = rows.empty() ? now_ms : rows.front().integer(0);
  const std::int64_t left = since + gap_ms - now_ms;
  return left > 0 ? left : std::int64_t{1};
}

}  // namespace genauth::codes
