// The history of sign-ins: one row for each, good or failed, written in the unit of the sign-in. The public
// door of the module. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"

namespace genauth::login_history {

struct Entry {
  std::string id, user_id, app_id, app_name, client_ip, user_agent, method;
  bool success = true;
  std::string error;  // key of contract/errors; empty for a success
  std::string tenant_id;
  std::int64_t created_at = 0;
};

// Which entries a list shows; empty members do not narrow it.
struct Wanted {
  std::string app_id, client_ip;
  std::optional<bool> success;
  std::optional<std::int64_t> from_ms, until_ms;
};

struct Page {
  std::vector<Entry> list;  // newest first
  std::int64_t total = 0;
};
Result<Page> list(db::Session& session, std::string_view pool_id, std::string_view user_id,
                  const Wanted& wanted, std::int64_t page, std::int64_t limit);

// Deletes at most `limit` entries older than that; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t older_than_ms, std::int64_t limit);

// The same for failures with names that nobody has, which stay a day.
Result<std::int64_t> sweep_nobody(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

// Writes the rows. A failure with a name that nobody has is nobody's history; it is written all the same,
// where nobody reads it, so that time does not tell which names there are.
class HistoryStep final : public authentication::LoginStep {
 public:
  std::string_view name() const override { return "history"; }
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;
  Result<void> failed(db::Tx& tx, const authentication::Failure& failure) const override;
};

}  // namespace genauth::login_history
