// Access keys: the credentials of management calls. A pool has one of its own, whose id is the pool's id, and
// any number of others, for the pool, a person or a tenant. Nobody else knows the table.
//
// Secrets are sealed at rest, never hashed: the signature of a request can only be checked with the secret
// itself. It is shown once, in the answer that creates the key; lists and get show its first four digits.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::access_keys {

struct AccessKey {
  std::string id, pool_id, type;
  std::string user_id, tenant_id;  // empty: the key is nobody's in particular
  std::string secret;              // opened, 32 hex digits; never leaves through a log
  bool enabled = true;
  std::string permissions = "*";  // api/permission.h
  std::int64_t created_at = 0;    // epoch ms
  std::optional<std::int64_t> last_used_at;
};

struct NewAccessKey {
  std::string pool_id, type, user_id, tenant_id;
  std::string made_by =
      {};  // the key that asks for it, which can give no more than it has; empty: an operator
};

// The type of a pool's keys. The first one of a pool takes the pool's id as its own.
inline constexpr std::string_view kPoolType = "USER_POOL";

// With a random secret.
Result<AccessKey> create(db::Tx& tx, const crypto::Sealer& sealer, const NewAccessKey& wanted,
                         std::int64_t now_ms);

// nullopt if the pool has no such key.
Result<std::optional<AccessKey>> find(db::Session& session, const crypto::Sealer& sealer,
                                      std::string_view pool_id, std::string_view access_key_id);

// Which keys a list shows; empty members do not narrow it.
struct Wanted {
  std::string user_id, tenant_id, type;
  std::optional<bool> enabled;
};
// Newest first, at most kListMax.
inline constexpr std::int64_t kListMax = 1000;
Result<std::vector<AccessKey>> list(db::Session& session, const crypto::Sealer& sealer,
                                    std::string_view pool_id, const Wanted& wanted);

// From the next request on the key may do that alone. False if the pool has no such key.
Result<bool> limit(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id,
                   std::string_view permissions);

// From the next token on the machine of this key gets these words of scope and no others (scope.h). False if
// the pool has no such key.
Result<bool> grant(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id,
                   std::string_view scopes);

// False if the pool has no such key. A disabled or removed key is refused from the next request on.
Result<bool> set_enabled(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id, bool enabled);
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view access_key_id);

// What authentication needs to know of a key; the pool is not known before.
struct KeySecret {
  std::string pool_id, secret, permissions, scopes;
  bool enabled = false;  // false also for the key of a user who is gone or may not sign in
  std::optional<std::int64_t> last_used_at;
};
// kAccessKeyInvalid if there is no such key. One or two rows by primary key.
Result<KeySecret> open_secret(db::Session& session, const crypto::Sealer& sealer,
                              std::string_view access_key_id);

// Remembers that the key was used. Writes at most once an hour for a key, so that a busy one costs no write a
// call.
Result<void> note_use(db::Database& database, std::string_view access_key_id, const KeySecret& key,
                      std::int64_t now_ms);

}  // namespace genauth::access_keys
