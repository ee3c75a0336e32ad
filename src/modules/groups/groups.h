// Groups of people. The public door of the module: every function takes the pool first and never looks beyond
// it; functions that take a db::Session read, those that take a db::Tx write. A user who is deleted leaves
// all groups.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::groups {

struct Group {
  std::string id, code, name, description;
  std::string type = "static";                             // or "dynamic": its members follow rules
  std::string metadata_source = "[]", custom_data = "{}";  // compact JSON: an array of texts, an object
  std::int64_t created_at = 0, updated_at = 0;             // epoch ms
};

Result<std::optional<Group>> find(db::Session& session, std::string_view pool_id, std::string_view code);
Result<std::optional<Group>> find_by_id(db::Session& session, std::string_view pool_id,
                                        std::string_view group_id);
// Fills id and times. kConflict if the code is taken.
Result<Group> insert(db::Tx& tx, std::string_view pool_id, Group wanted, std::int64_t now_ms);
// Everything but the code.
Result<void> update(db::Tx& tx, std::string_view pool_id, const Group& changed, std::int64_t now_ms);
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view group_id);

// False if the user is in it already. The user must exist.
Result<bool> add_member(db::Tx& tx, std::string_view pool_id, std::string_view group_id,
                        std::string_view user_id, std::int64_t now_ms);
Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view group_id,
                           std::string_view user_id);
// By code; one statement.
Result<std::vector<Group>> of_user(db::Session& session, std::string_view pool_id, std::string_view user_id);

}  // namespace genauth::groups
