// Keys of a pool. Those that sign are made, sealed, rotated, published as a JWKS: private ones never leave
// this module; others hand it claims and get a compact JWS (RFC 7515) back. One more makes pairwise subjects.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "db/database.h"

namespace genauth::crypto {
class Sealer;
}

namespace genauth::keys {

// RS256 is RSA with 2048 bits and always there; the other two are made when an application first asks for
// one.
enum class Algorithm : std::uint8_t { kRs256, kEs256, kEdDsa };
std::string_view name_of(Algorithm algorithm);                 // "RS256", as in a JOSE header
std::optional<Algorithm> algorithm_of(std::string_view name);  // nullopt for HS256, none and the rest

// A key that is not stored yet. The private part is sealed already.
struct NewKey {
  std::string pool_id, id;  // the id is the kid
  Algorithm algorithm = Algorithm::kRs256;
  std::string sealed_private_key, public_jwk;
  std::int64_t created_at = 0;
};
// Slow for RS256 (about 90 ms of CPU): call it before the unit of work.
Result<NewKey> generate(const crypto::Sealer& sealer, std::string_view pool_id, Algorithm algorithm,
                        std::int64_t now_ms);
// Makes `key` the current one of its pool and algorithm; the one before stays verifiable as "previous".
Result<void> insert(db::Tx& tx, const NewKey& key);
// Takes a previous key out of the set: what it signed no longer verifies. kInvalidOperation for the current
// key, kObjectNotFound if the pool has no such key.
Result<void> retire(db::Tx& tx, std::string_view pool_id, std::string_view kid, std::int64_t now_ms);

// What may be shown of a key.
struct KeyInfo {
  std::string id, algorithm, status;  // status: current | previous | retired
  std::int64_t created_at = 0;
  std::optional<std::int64_t> retired_at;
};
Result<std::vector<KeyInfo>> list(db::Session& session, std::string_view pool_id);

// The keys of all pools, opened once and kept. A change is seen at once in the process that made it, and
// through the change feed in others; an unknown kid makes it read a pool's keys again too, at most once a
// second. Thread-safe; never call it inside a unit of work.
class KeyRing {
 public:
  KeyRing(db::Database& database, const crypto::Sealer& sealer, const Clock& clock);
  ~KeyRing();
  KeyRing(const KeyRing&) = delete;
  KeyRing& operator=(const KeyRing&) = delete;

  // Compact JWS over `claims_json` with the pool's current key; header {"alg","typ","kid"}. Makes and stores
  // a key if the pool has none of that algorithm yet: the first call for a new pool is slow, so whoever
  // creates a pool makes it, after the commit. kPoolNotFound if there is no such pool.
  Result<std::string> sign(std::string_view pool_id, Algorithm algorithm, std::string_view typ,
                           std::string_view claims_json);

  // The claims of a compact JWS that a key of this pool's set signed and whose header says `typ`; everything
  // else is kTokenInvalid: other algorithms than the key's own, no or unknown kid, another pool's key,
  // `crit`, `none`. Claims are not judged here, not even exp. A bounded cache keyed by SHA-256 of the whole
  // token remembers that its signature verified, and is only believed while the key is in the set.
  Result<std::string> verify(std::string_view pool_id, std::string_view typ, std::string_view token);

  // RFC 7517 §5: current and previous keys, the current RSA key first.
  Result<std::shared_ptr<const std::string>> jwks_json(std::string_view pool_id);

  // A new current key, made now; returns its kid.
  Result<std::string> rotate(std::string_view pool_id, Algorithm algorithm);

  // Whom clients of one sector know the user as (Core §8.1): the same for as long as the pool lives, nothing
  // that could be traced back or compared with another sector's, and no id of ours. Makes the pool's key for
  // it if there is none yet.
  Result<std::string> pairwise_subject(std::string_view pool_id, std::string_view sector,
                                       std::string_view user_id);

  // The copy is read again at its next use. insert() and retire() see to it by themselves.
  void invalidate(std::string_view pool_id);

  // How many signatures were checked with mathematics rather than remembered; for tests and metrics.
  std::uint64_t verifications() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace genauth::keys
