// Rows of signing_keys and pairwise_keys. Nobody else knows the tables.
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
// Sealed; empty if the pool has none yet. It has one for good: insert_pairwise_key() does nothing if there is
// one.
Result<std::string> pairwise_key(db::Session& session, std::string_view pool_id);
Result<void> insert_pairwise_key(db::Tx& tx, std::string_view pool_id, std::string_view sealed,
                                 std::int64_t now_ms);
// Newest first.
Result<std::vector<LiveKey>> live(db::Session& session, std::string_view pool_id);

}  // namespace genauth::keys::store
