// The opened keys of one pool at one moment. Inside this module only: private keys live here.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/jws.h"
#include "crypto/keys.h"
#include "crypto/seal.h"
#include "modules/keys/keys_store.h"

namespace genauth::keys {

inline constexpr std::string_view kChangeTopic = "signing_keys";

crypto::KeyType key_type_of(Algorithm algorithm);
crypto::Alg jws_alg_of(Algorithm algorithm);
crypto::Place private_key_place(std::string_view pool_id, std::string_view kid);
crypto::Place pairwise_key_place(std::string_view pool_id);

struct OpenedKey {
  std::string id;
  Algorithm algorithm;
  crypto::PrivateKey private_key;
  crypto::PublicKey public_key;
  std::string public_jwk;
};

// Immutable once built, so shared freely between threads.
struct KeySet {
  std::vector<std::shared_ptr<const OpenedKey>> current, previous;
  std::shared_ptr<const std::string> jwks_json;

  const OpenedKey* current_of(Algorithm algorithm) const;
  std::shared_ptr<const OpenedKey> by_kid(std::string_view kid) const;
};

// Opens the rows; keys that `before` holds already are taken from there, since opening one costs a decryption
// and a parse. kInternal if a key cannot be opened (another master key).
Result<KeySet> open_keys(const crypto::Sealer& sealer, std::string_view pool_id,
                         const std::vector<store::LiveKey>& rows, const KeySet* before);

}  // namespace genauth::keys
