#include "modules/keys/keys.h"

#include "base/id.h"
#include "crypto/jwk.h"
#include "crypto/keys.h"
#include "crypto/seal.h"
#include "db/change_feed.h"
#include "gen/errors/objects.h"
#include "modules/keys/keys_store.h"
#include "modules/keys/opened.h"

namespace genauth::keys {

std::string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kRs256: return "RS256";
    case Algorithm::kEs256: return "ES256";
    case Algorithm::kEdDsa: return "EdDSA";
  }
  return "";
}

std::optional<Algorithm> algorithm_of(std::string_view name) {
  for (Algorithm each : {Algorithm::kRs256, Algorithm::kEs256, Algorithm::kEdDsa}) {
    if (name == name_of(each)) return each;
  }
  return std::nullopt;
}

Result<NewKey> generate(const crypto::Sealer& sealer, std::string_view pool_id, Algorithm algorithm,
                        std::int64_t now_ms) {
  const crypto::PrivateKey key = crypto::PrivateKey::generate(key_type_of(algorithm));
  NewKey made;
  made.pool_id = pool_id;
  made.id = new_id(now_ms);
  made.algorithm = algorithm;
  made.sealed_private_key = sealer.seal(key.der(), private_key_place(pool_id, made.id));
  made.public_jwk = crypto::to_jwk(key.public_key(), made.id);
  made.created_at = now_ms;
  return made;
}

Result<void> insert(db::Tx& tx, const NewKey& key) {
  TRY(store::demote(tx, key.pool_id, key.algorithm));
  TRY(store::insert(tx, key));
  return db::announce(tx, kChangeTopic, key.pool_id);
}

Result<void> retire(db::Tx& tx, std::string_view pool_id, std::string_view kid, std::int64_t now_ms) {
  if (TRY(store::retire(tx, pool_id, kid, now_ms))) return db::announce(tx, kChangeTopic, pool_id);
  for (const KeyInfo& key : TRY(store::list(tx, pool_id))) {
    if (key.id == kid && key.status == "current") {
      return Error(errors::kInvalidOperation).with_arg("the key is in use; rotate first");
    }
  }
  return Error(errors::kObjectNotFound).with_arg(std::string(kid));
}

Result<std::vector<KeyInfo>> list(db::Session& session, std::string_view pool_id) {
  return store::list(session, pool_id);
}

}  // namespace genauth::keys
