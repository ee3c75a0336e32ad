// What the tests of signed requests share: a client with a key of its own, and JWTs by it.
#pragma once
#include "crypto/digest.h"
#include "crypto/jwk.h"
#include "crypto/jws.h"
#include "json/value.h"
#include "oidc/authorization_testing.h"
#include "oidc/memory_extensions.h"

namespace genauth::oidc::testing {

inline const crypto::PrivateKey& client_key() {
  static const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyType::kP256);
  return key;
}
inline const crypto::PrivateKey& stranger_key() {
  static const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyType::kP256);
  return key;
}

inline std::string key_set(const crypto::PrivateKey& key) {
  return R"({"keys":[)" + crypto::to_jwk(key.public_key(), "k1") + "]}";
}

inline std::string es256(const json::Value& claims, const crypto::PrivateKey& key = client_key(),
                         std::string_view kid = "k1") {
  return crypto::sign(crypto::Alg::kEs256, key, kid, claims.text()).value();
}

inline std::string with_header(std::string_view header, const json::Value& claims) {
  return base64url(header) + "." + base64url(claims.text()) + ".";
}

// With the application "web" of Front, which has registered client_key().
struct Signing : Front {
  MemoryExtensions more;

  Signing() {
    more.add_to(ports);
    client().jwks = key_set(client_key());
    client().secret = "web-secret-of-thirty-two-bytes-or-more";
  }
};

}  // namespace genauth::oidc::testing
