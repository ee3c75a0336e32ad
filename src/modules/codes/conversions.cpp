#include "modules/codes/conversions.h"

#include "gen/sql/codes.h"
#include "modules/codes/throttle.h"

namespace genauth::codes {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr Limit kSent{"send_7h", 0, kHourMs}, kBack{"send_back", 0, kHourMs};
constexpr std::size_t kWaitingMax = 10'000;

}  // namespace

void Conversions::came_back(std::string_view pool_id, std::string_view range, std::int64_t count) const {
  const std::lock_guard lock(mutex_);
  Key key{std::string(pool_id), std::string(range)};
  if (waiting_.size() < kWaitingMax || waiting_.contains(key)) waiting_[std::move(key)] += count;
}

std::int64_t Conversions::take(std::string_view pool_id, std::string_view range) const {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find({std::string(pool_id), std::string(range)});
  if (found == waiting_.end()) return 0;
  const std::int64_t count = found->second;
  waiting_.erase(found);
  return count;
}

Result<void> Conversions::flush(db::Database& database, std::int64_t now_ms) const {
  std::map<Key, std::int64_t> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(waiting_);
  }
  while (!all.empty()) {
    const auto& [key, count] = *all.begin();
    const Result<void> written =
        database.write([&](db::Tx& tx) { return count_back(tx, key.first, key.second, count, now_ms); });
    if (!written) {
      for (const auto& [left, waiting] : all) came_back(left.first, left.second, waiting);
      return written.error().clone();
    }
    all.erase(all.begin());
  }
  return {};
}

Result<void> count_back(db::Tx& tx, std::string_view pool_id, std::string_view range, std::int64_t count,
                        std::int64_t now_ms) {
  const std::int64_t start = window_start(kBack, now_ms);
  TRY(tx.post(sql::count_many, {pool_id, kBack.scope, range, start, count, start + kHourMs}));
  return {};
}

Result<bool> has_collapsed(db::Session& session, std::string_view pool_id, std::string_view range,
                           std::int64_t sends_min, std::int64_t percent, std::int64_t now_ms) {
  if (sends_min == 0) return false;
  const std::int64_t sent = TRY(events_so_far(session, pool_id, kSent, range, now_ms));
  if (sent < sends_min) return false;
  return TRY(events_so_far(session, pool_id, kBack, range, now_ms)) * 100 < sent * percent;
}

}  // namespace genauth::codes
