// The audit trail cannot be changed unnoticed by somebody who can write the tables but has not the master
// key: each pool's events form a chain. Writers take no part in it: they insert rows in parallel, and a pass
// in the background seals what was committed, a batch at a time. A seal is an HMAC over the seal before it
// and the events of its batch (docs/decisions/0007-audit-chain.md).
//
// Detected: a changed or removed event, one that was slipped into a sealed batch, a seal that was changed,
// removed or moved. Not detected: what happens to an event before it is sealed, and the removal of the newest
// seals together with their events; therefore the head of each chain is logged as it grows ("audit.sealed").
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::audit {

// Immutable, thread-safe.
class Chain {
 public:
  // 32 bytes that the installation keeps sealed.
  explicit Chain(std::string key) : key_(std::move(key)) {}

  // Seals what waits, pool by pool; how many events. Processes take turns. In units of at most kBatchEvents.
  static constexpr std::int64_t kBatchEvents = 200;
  Result<std::int64_t> seal(db::Database& database, std::int64_t now_ms) const;

  struct Report {
    std::int64_t pools = 0, seals = 0, events = 0;
    std::vector<std::string> problems;  // a line each, the first few
    std::int64_t problems_left_out = 0;
  };
  // Reads every seal and every sealed event. `progress` is told now and then.
  Result<Report> verify(db::Database& database, const std::function<void(const Report&)>& progress) const;

 private:
  Result<std::int64_t> seal_batch(db::Tx& tx, std::string_view pool_id, std::int64_t now_ms) const;
  Result<void> verify_pool(db::Database& database, const std::string& pool_id, Report& report,
                           const std::function<void(const Report&)>& progress) const;

  std::string key_;
};

}  // namespace genauth::audit
