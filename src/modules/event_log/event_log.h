// The durable log of events: written in the transaction of what they tell, put in order after the commit,
// read by every process for its subscribers. Nobody else knows the table. Free functions, thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::event_log {

struct Event {
  std::string pool_id, code;
  std::string user_id;  // whom a public event is about; who published a custom one, empty: an administrator
  bool is_public = false;  // of the product's catalogue; otherwise defined by the pool
  std::string sender;      // compact JSON: what the server knows of the publisher; empty: the product itself
  std::string data;        // compact JSON
  std::int64_t position = 0, created_at = 0;
};

// Subscribers of this process are looked after as soon as the unit is committed (topic kNewEvents), those of
// others within half a second.
Result<void> emit(db::Tx& tx, const Event& event, std::int64_t now_ms);
inline constexpr std::string_view kNewEvents = "events_new", kPlacedEvents = "events";

// Whether rows wait for their position.
Result<bool> has_waiting(db::Session& session);
// Gives up to `limit` waiting rows their positions; returns how many. What was committed before another began
// stands before it. Announces kPlacedEvents.
Result<std::int64_t> place(db::Database& database, int limit);

Result<std::int64_t> last_position(db::Session& session);
// All events behind `position`, in order.
Result<std::vector<Event>> read_after(db::Session& session, std::int64_t position, int limit);
// Those of one code of a pool; `user_id` narrows public events to those about that user.
Result<std::vector<Event>> replay(db::Session& session, std::string_view pool_id, std::string_view code,
                                  std::string_view user_id, std::int64_t position, int limit);

inline constexpr std::int64_t kRetentionMs = std::int64_t{24} * 3'600'000;
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::event_log
