#include "modules/keys/keys_store.h"

#include "gen/sql/keys.h"

namespace genauth::keys::store {

Result<void> insert(db::Tx& tx, const NewKey& key) {
  TRY(tx.post(sql::insert_signing_key, {key.pool_id, key.id, name_of(key.algorithm),
                                        db::Blob{key.sealed_private_key}, key.public_jwk, key.created_at}));
  return {};
}

Result<void> demote(db::Tx& tx, std::string_view pool_id, Algorithm algorithm) {
  TRY(tx.post(sql::demote_signing_key, {pool_id, name_of(algorithm)}));
  return {};
}

Result<bool> retire(db::Tx& tx, std::string_view pool_id, std::string_view kid, std::int64_t now_ms) {
  const std::int64_t changed = TRY(tx.execute(sql::retire_signing_key, {pool_id, kid, now_ms, db::Blob{""}}));
  return changed == 1;
}

Result<std::vector<KeyInfo>> list(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_signing_keys, {pool_id}));
  std::vector<KeyInfo> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    keys.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.maybe_integer(4)});
  }
  return keys;
}

Result<std::string> pairwise_key(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::find_pairwise_key, {pool_id}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

Result<void> insert_pairwise_key(db::Tx& tx, std::string_view pool_id, std::string_view sealed,
                                 std::int64_t now_ms) {
  (void)TRY(tx.try_insert(sql::insert_pairwise_key, {pool_id, db::Blob{sealed}, now_ms}));
  return {};
}

Result<std::vector<LiveKey>> live(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::live_signing_keys, {pool_id}));
  std::vector<LiveKey> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    const std::optional<Algorithm> algorithm = algorithm_of(row.view(1));
    // A newer server may have left a key of a kind that this one does not know: it is not ours to use.
    if (!algorithm) continue;
    keys.push_back({row.text(0), *algorithm, row.view(2) == "current", row.text(3), row.text(4)});
  }
  return keys;
}

}  // namespace genauth::keys::store
