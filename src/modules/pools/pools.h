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

// How long a browser keeps our cookies, in the form of api::Cookie: -1 until it closes.
inline std::int64_t cookie_age_s(const Settings& settings) {
  return settings.cookie_browser_session ? -1 : settings.cookie_ttl_s;
}

struct Pool {
  std::string id, name, status;  // status: "enabled" | "disabled"
  Settings settings;
  std::int64_t created_at = 0, user_count = 0;
};

Result<Pool> create(db::Tx& tx, std::string_view name, const Settings& settings, std::int64_t now_ms);
// kPoolNotFound if there is none.
Result<Pool> find(db::Session& session, std::string_view pool_id);
// The oldest one, which the installation began with. kPoolNotFound.
Result<Pool> find_first(db::Session& session);
// That find() is about to be asked (Session::expect).
void expect(db::Session& session, std::string_view pool_id);
Result<std::vector<Pool>> list(db::Session& session);
// The pools whose settings contain this text at all, at most a hundred.
Result<std::vector<Settings>> settings_mentioning(db::Session& session, std::string_view text);
Result<void> update_settings(db::Tx& tx, std::string_view pool_id, const Settings& settings);

}  // namespace genauth::pools
