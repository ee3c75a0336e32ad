#include "modules/access_keys/access_keys.h"

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/sql/access_keys.h"
#include "modules/users/users.h"

namespace genauth::access_keys {
namespace {

constexpr std::size_t kSecretBytes = 16;
constexpr std::int64_t kNoteEveryMs = 3'600'000;

crypto::Place secret_place(std::string_view pool_id, std::string_view id) {
  return {pool_id, "access_keys", "secret", id};
}

Result<AccessKey> to_key(const crypto::Sealer& sealer, const db::Row& row) {
  AccessKey key;
  key.id = row.text(0);
  key.pool_id = row.text(1);
  key.type = row.text(2);
  key.user_id = row.text(3);
  key.tenant_id = row.text(4);
  key.secret = TRY(sealer.open(row.view(5), secret_place(key.pool_id, key.id)));
  key.enabled = row.boolean(6);
  key.created_at = row.integer(7);
  key.last_used_at = row.maybe_integer(8);
  return key;
}

Result<bool> insert(db::Tx& tx, const crypto::Sealer& sealer, const AccessKey& key) {
  const std::string sealed = sealer.seal(key.secret, secret_place(key.pool_id, key.id));
  return tx.try_insert(sql::insert_access_key, {key.id, key.pool_id, key.type, key.user_id, key.tenant_id,
                                                db::Blob{sealed}, key.created_at, key.permissions});
}

}  // namespace

Result<AccessKey> create(db::Tx& tx, const crypto::Sealer& sealer, const NewAccessKey& wanted,
                         std::int64_t now_ms) {
  AccessKey key;
  key.pool_id = wanted.pool_id;
  key.type = wanted.type;
  key.user_id = wanted.user_id;
  key.tenant_id = wanted.tenant_id;
  key.secret = hex(crypto::random_bytes(kSecretBytes));
  key.created_at = now_ms;
  if (!wanted.made_by.empty()) key.permissions = TRY(open_secret(tx, sealer, wanted.made_by)).permissions;
  if (key.type == kPoolType) {
    key.id = key.pool_id;
    if (TRY(insert(tx, sealer, key))) return key;
  }
  key.id = new_id(now_ms);
  if (!TRY(insert(tx, sealer, key))) return Error(errors::kInternal, "the id of the new access key is taken");
  return key;
}

Result<std::optional<AccessKey>> find(db::Session& session, const crypto::Sealer& sealer,
                                      std::string_view pool_id, std::string_view access_key_id) {
  const db::Rows rows = TRY(session.query(sql::find_access_key, {pool_id, access_key_id}));
  if (rows.empty()) return std::optional<AccessKey>{};
  return std::optional<AccessKey>(TRY(to_key(sealer, rows.front())));
}

Result<std::vector<AccessKey>> list(db::Session& session, const crypto::Sealer& sealer,
                                    std::string_view pool_id, const Wanted& wanted) {
  const db::Rows rows = TRY(session.query(
      sql::list_access_keys, {pool_id, wanted.user_id, wanted.tenant_id, wanted.type,
                              wanted.enabled.value_or(true), !wanted.enabled.value_or(false), kListMax}));
  std::vector<AccessKey> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) keys.push_back(TRY(to_key(sealer, rows[i])));
  return keys;
}

Result<bool> limit(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id,
                   std::string_view permissions) {
  return TRY(tx.execute(sql::limit_access_key, {pool_id, access_key_id, permissions})) == 1;
}

Result<bool> grant(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id,
                   std::string_view scopes) {
  return TRY(tx.execute(sql::grant_access_key, {pool_id, access_key_id, scopes})) == 1;
}

Result<bool> set_enabled(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id, bool enabled) {
  return TRY(tx.execute(sql::set_access_key_enabled, {pool_id, access_key_id, enabled})) == 1;
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id) {
  return TRY(tx.execute(sql::delete_access_key, {pool_id, access_key_id})) == 1;
}

Result<KeySecret> open_secret(db::Session& session, const crypto::Sealer& sealer,
                              std::string_view access_key_id) {
  const db::Rows rows = TRY(session.query(sql::find_access_key_anywhere, {access_key_id}));
  if (rows.empty()) return errors::kAccessKeyInvalid;
  const db::Row row = rows.front();
  KeySecret key;
  key.pool_id = row.text(0);
  key.secret = TRY(sealer.open(row.view(2), secret_place(key.pool_id, access_key_id)));
  key.enabled = row.boolean(3);
  key.last_used_at = row.maybe_integer(4);
  key.permissions = row.text(5);
  key.scopes = row.text(6);
  const std::string user_id = row.text(1);
  if (key.enabled && !user_id.empty())
    key.enabled = TRY(users::state(session, key.pool_id, user_id)) == users::Status::kActivated;
  return key;
}

Result<void> note_use(db::Database& database, std::string_view access_key_id, const KeySecret& key,
                      std::int64_t now_ms) {
  if (key.last_used_at && now_ms - *key.last_used_at < kNoteEveryMs) return {};
  return database.write([&](db::Tx& tx) -> Result<void> {
    TRY(tx.post(sql::touch_access_key, {key.pool_id, access_key_id, now_ms}));
    return {};
  });
}

}  // namespace genauth::access_keys
