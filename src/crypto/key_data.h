// Inside src/crypto only: what stands behind PrivateKey and PublicKey.
#pragma once
#include "crypto/keys.h"
#include "crypto/openssl.h"

namespace genauth::crypto {

struct KeyData {
  KeyType type;
  OwnedPkey pkey;
  // Signing and verifying contexts, ready but for the text, copied per call (jws.cpp). Null for SM2;
  // `signing` is null for public keys. Copying one only reads it, which OpenSSL allows from many threads.
  OwnedDigestContext signing, verifying;
};

// Takes the key over. Refuses what KeyType does not name, what is too weak or broken, and a private half that
// does not belong to the public one. `is_on_curve`: the caller made the key from a finite point, which
// OpenSSL takes only if it is on the curve; on a curve of cofactor 1 nothing is left to check, and the check
// costs as much as verifying a signature.
Result<std::shared_ptr<const KeyData>> make_key_data(OwnedPkey pkey, bool is_private,
                                                     bool is_on_curve = false);

// A number of the key (OSSL_PKEY_PARAM_*) as big-endian bytes, padded with zeros on the left to `width`;
// 0 means as short as it goes. And a parameter that is bytes already.
std::string key_number(const KeyData& key, const char* name, std::size_t width);
std::string key_bytes(const KeyData& key, const char* name);

}  // namespace genauth::crypto
