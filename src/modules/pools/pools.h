// User pools: the unit of isolation. Everything else belongs to one.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"

namespace genauth::pools {

// Members and defaults stand in contract/stored.yaml.
using Settings = dto::StoredPoolSettings;

struct Pool {
  std::string id, name, status;  // status: "enabled" | "disabled"
  Settings settings;
  std::int64_t created_at = 0, user_count = 0;
};

Result<Pool> create(db::Tx& tx, std::string_view name, const Settings& settings, std::int64_t now_ms);
// kPoolNotFound if there is none.
Result<Pool> find(db::Session& session, std::string_view pool_id);
Result<std::vector<Pool>> list(db::Session& session);
Result<void> update_settings(db::Tx& tx, std::string_view pool_id, const Settings& settings);

}  // namespace genauth::pools
