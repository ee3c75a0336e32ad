// What people tell the operators about a problem with signing in. Kept for 90 days, read with `genauth
// feedback list`. Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::feedback {

inline constexpr std::int64_t kKeptMs = std::int64_t{90} * 86'400'000;

struct Entry {
  std::string id, app_id, type, description, contact, request_id, client_ip, user_agent;
  std::int64_t created_at = 0;
};

Result<void> add(db::Tx& tx, std::string_view pool_id, const Entry& entry);
// The newest first; none that is older than kKeptMs.
Result<std::vector<Entry>> list(db::Session& session, std::string_view pool_id, std::int64_t now_ms,
                                std::int64_t limit);
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

// As a list in JSON, an entry in a line: whatever somebody wrote, a terminal shows it and obeys none of it.
std::string json_of(const std::vector<Entry>& entries);

}  // namespace genauth::feedback
