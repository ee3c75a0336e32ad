#include "modules/keys/opened.h"

#include <algorithm>

namespace genauth::keys {
namespace {

using Handle = std::shared_ptr<const OpenedKey>;

Result<Handle> open_key(const crypto::Sealer& sealer, std::string_view pool_id, const store::LiveKey& row) {
  const std::string der = TRY(sealer.open(row.sealed_private_key, private_key_place(pool_id, row.id)));
  crypto::PrivateKey key = TRY(crypto::PrivateKey::from_der(der));
  crypto::PublicKey public_key = key.public_key();
  return Handle(std::make_shared<OpenedKey>(
      OpenedKey{row.id, row.algorithm, std::move(key), std::move(public_key), row.public_jwk}));
}

// Some SDKs take the first key without looking at kid or alg and expect RSA there: the current RSA key leads.
std::string jwks_of(const KeySet& set) {
  std::string json = R"({"keys":[)";
  for (const auto* keys : {&set.current, &set.previous}) {
    for (const Handle& key : *keys) {
      if (json.back() != '[') json += ',';
      json += key->public_jwk;
    }
  }
  return json += "]}";
}

}  // namespace

crypto::KeyType key_type_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kRs256: return crypto::KeyType::kRsa;
    case Algorithm::kEs256: return crypto::KeyType::kP256;
    case Algorithm::kEdDsa: return crypto::KeyType::kEd25519;
  }
  return crypto::KeyType::kRsa;
}

crypto::Alg jws_alg_of(Algorithm algorithm) {
  return crypto::alg_for(key_type_of(algorithm));
}

crypto::Place private_key_place(std::string_view pool_id, std::string_view kid) {
  return {pool_id, "signing_keys", "private_key", kid};
}

crypto::Place pairwise_key_place(std::string_view pool_id) {
  return {pool_id, "pairwise_keys", "secret", pool_id};
}

const OpenedKey* KeySet::current_of(Algorithm algorithm) const {
  for (const Handle& key : current) {
    if (key->algorithm == algorithm) return key.get();
  }
  return nullptr;
}

std::shared_ptr<const OpenedKey> KeySet::by_kid(std::string_view kid) const {
  for (const auto* keys : {&current, &previous}) {
    for (const Handle& key : *keys) {
      if (key->id == kid) return key;
    }
  }
  return nullptr;
}

Result<KeySet> open_keys(const crypto::Sealer& sealer, std::string_view pool_id,
                         const std::vector<store::LiveKey>& rows, const KeySet* before) {
  KeySet set;
  for (const store::LiveKey& row : rows) {
    Handle key = before ? before->by_kid(row.id) : nullptr;
    if (!key) key = TRY(open_key(sealer, pool_id, row));
    (row.is_current ? set.current : set.previous).push_back(std::move(key));
  }
  for (auto* keys : {&set.current, &set.previous}) {
    std::stable_sort(keys->begin(), keys->end(),
                     [](const Handle& a, const Handle& b) { return a->algorithm < b->algorithm; });
  }
  set.jwks_json = std::make_shared<const std::string>(jwks_of(set));
  return set;
}

}  // namespace genauth::keys
