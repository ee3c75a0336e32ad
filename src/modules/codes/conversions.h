// How many codes that were sent to a number range came back: a range of which nobody ever types a code is one
// that somebody is paid for. Codes come back in units that must not wait for one another, so they are counted
// in memory and written with the next send to the range, or by the sweeper.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "db/database.h"

namespace genauth::codes {

// Thread-safe.
class Conversions {
 public:
  void came_back(std::string_view pool_id, std::string_view range, std::int64_t count = 1) const;
  // Takes what has not been written yet; put it back with came_back() if the unit fails.
  std::int64_t take(std::string_view pool_id, std::string_view range) const;
  // Writes everything; what fails stays for the next time.
  Result<void> flush(db::Database& database, std::int64_t now_ms) const;

 private:
  using Key = std::pair<std::string, std::string>;
  mutable std::mutex mutex_;
  mutable std::map<Key, std::int64_t> waiting_;
};

Result<void> count_back(db::Tx& tx, std::string_view pool_id, std::string_view range, std::int64_t count,
                        std::int64_t now_ms);
// Whether so many went to the range within this hour, and fewer than `percent` of a hundred came back.
Result<bool> has_collapsed(db::Session& session, std::string_view pool_id, std::string_view range,
                           std::int64_t sends_min, std::int64_t percent, std::int64_t now_ms);

}  // namespace genauth::codes
