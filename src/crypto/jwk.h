// Public keys as JSON Web Keys (RFC 7517, 7518 §6, 8037). Pure, thread-safe.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace genauth::crypto {

struct Jwk {
  PublicKey key;
  std::string kid;  // empty if the JWK has none
};

// One compact object: kty, use "sig", alg, kid and the key's numbers; never a private part. RSA, P-256 and
// Ed25519 only: an SM2 key aborts. An empty `kid` stands for the thumbprint.
std::string to_jwk(const PublicKey& key, std::string_view kid = {});

// Refuses (errors::kBadFormat) a JWK with private members, one that is not for signatures, one whose `alg` is
// not the algorithm that we use with its kind of key, numbers with leading zeros or of a wrong length, points
// off the curve, weak RSA keys, and every unknown kty or crv. Unknown members are ignored.
Result<Jwk> parse_jwk(std::string_view json);

// RFC 7638 with SHA-256, base64url: what we use as kid.
std::string thumbprint(const PublicKey& key);

}  // namespace genauth::crypto
