#include "modules/event_log/event_log.h"

#include "db/change_feed.h"
#include "gen/sql/event_log.h"

namespace genauth::event_log {
namespace {

std::vector<Event> events_of(const db::Rows& rows) {
  std::vector<Event> events;
  events.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    events.push_back({.pool_id = row.text(1),
                      .code = row.text(2),
                      .user_id = row.text(3),
                      .is_public = row.boolean(4),
                      .sender = row.text(5),
                      .data = row.text(6),
                      .position = row.integer(0),
                      .created_at = row.integer(7)});
  }
  return events;
}

}  // namespace

Result<void> emit(db::Tx& tx, const Event& event, std::int64_t now_ms) {
  TRY(tx.post(sql::insert_event,
              {event.pool_id, event.code, event.user_id, event.is_public, event.sender, event.data, now_ms}));
  tx.on_commit([subscribers = tx.subscribers()] { subscribers->tell(kNewEvents, ""); });
  return {};
}

Result<bool> has_waiting(db::Session& session) {
  return !TRY(session.query(sql::find_waiting, {})).empty();
}

// One process at a time, and READ COMMITTED on PostgreSQL: the statement sees whatever was committed when it
// began. Within it rows are ordered by `arrival`, which the database gave out while their units ran, not by
// created_at, which comes from the clocks of several machines. So an event that was committed before another
// began can never be placed behind it.
Result<std::int64_t> place(db::Database& database, int limit) {
  return database.write_exclusive([&](db::Tx& tx) -> Result<std::int64_t> {
    const std::int64_t last = TRY(last_position(tx));
    const std::int64_t placed = TRY(tx.execute(sql::place_waiting, {last, limit}));
    if (placed == 0) return placed;
    TRY(tx.post(sql::move_cursor, {placed}));
    TRY(db::announce(tx, kPlacedEvents, ""));
    return placed;
  });
}

Result<std::int64_t> last_position(db::Session& session) {
  return TRY(session.query(sql::find_cursor, {})).front().integer(0);
}

Result<std::vector<Event>> read_after(db::Session& session, std::int64_t position, int limit) {
  return events_of(TRY(session.query(sql::read_after, {position, limit})));
}

Result<std::vector<Event>> replay(db::Session& session, std::string_view pool_id, std::string_view code,
                                  std::string_view user_id, std::int64_t position, int limit) {
  return events_of(TRY(session.query(sql::replay, {pool_id, code, position, user_id, limit})));
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  return tx.execute(sql::sweep_events, {now_ms - kRetentionMs, limit});
}

}  // namespace genauth::event_log
