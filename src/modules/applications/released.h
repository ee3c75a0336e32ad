// Identifiers that an application had and has no more: free for their own pool at once, for others after a
// while. Links, cookies and registrations elsewhere still name {identifier}.BASE, and must not lead to
// strangers.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::applications {

inline constexpr std::int64_t kQuarantineMs = std::int64_t{30} * 86'400'000;

Result<void> release(db::Tx& tx, std::string_view pool_id, std::string_view identifier, std::int64_t now_ms);
// Whether another pool had it a short while ago.
Result<bool> is_quarantined(db::Session& session, std::string_view pool_id, std::string_view identifier,
                            std::int64_t now_ms);
Result<std::int64_t> sweep_released(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::applications
