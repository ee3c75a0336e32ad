// Counting what people do, in rows, so that limits hold across processes and restarts: sends per recipient,
// address, pool and prefix; failed sign-ins per account and address.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::codes {

// A fixed window: at most `limit` events of `subject` in each `window_ms`. A limit of 0 means no limit.
struct Limit {
  std::string_view scope;
  std::int64_t limit, window_ms;
};

// One window for ever: only forgetting starts the count anew.
inline constexpr std::int64_t kForeverMs = std::int64_t{3'650} * 86'400'000 * 100;

// Counts one event and tells the count in the present window, this one included.
Result<std::int64_t> count_event(db::Tx& tx, std::string_view pool_id, const Limit& limit,
                                 std::string_view subject, std::int64_t now_ms);

// Takes one counted event back: what was counted in advance did not happen.
Result<void> uncount_event(db::Tx& tx, std::string_view pool_id, const Limit& limit, std::string_view subject,
                           std::int64_t now_ms);

// How many events the present window has had.
Result<std::int64_t> events_so_far(db::Session& session, std::string_view pool_id, const Limit& limit,
                                   std::string_view subject, std::int64_t now_ms);

// Forgets the subject, e.g. the failures of an account that has just signed in.
Result<void> forget_events(db::Tx& tx, std::string_view pool_id, std::string_view scope,
                           std::string_view subject);

// The same for four scopes and three subjects at once; empty ones do not count.
Result<void> forget_all_events(db::Tx& tx, std::string_view pool_id,
                               const std::array<std::string_view, 4>& scopes,
                               const std::array<std::string, 3>& subjects);

// One turn per `gap_ms`: 0 if the caller has it, else the milliseconds to wait.
Result<std::int64_t> claim_turn(db::Tx& tx, std::string_view pool_id, std::string_view scope,
                                std::string_view subject, std::int64_t gap_ms, std::int64_t now_ms);

std::int64_t window_start(const Limit& limit, std::int64_t now_ms);
// Whole seconds until the present window ends, at least 1.
std::int64_t seconds_left(const Limit& limit, std::int64_t now_ms);

}  // namespace genauth::codes
