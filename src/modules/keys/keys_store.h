// Rows of signing_keys. Nobody else knows the table.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "modules/keys/keys.h"

namespace genauth::keys::store {

struct LiveKey {
  std::string id;
  Algorithm algorithm;
  bool is_current;
  std::string sealed_private_key, public_jwk;
};

Result<void> insert(db::Tx& tx, const NewKey& key);
Result<void> demote(db::Tx& tx, std::string_view pool_id, Algorithm algorithm);
// False if the pool has no previous key of that id.
Result<bool> retire(db::Tx& tx, std::string_view pool_id, std::string_view kid, std::int64_t now_ms);
Result<std::vector<KeyInfo>> list(db::Session& session, std::string_view pool_id);
// Newest first.
Result<std::vector<LiveKey>> live(db::Session& session, std::string_view pool_id);

}  // namespace genauth::keys::store
