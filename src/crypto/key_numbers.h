// Public keys from their bare numbers, as COSE keys (RFC 9052), JSON Web Keys and TPMs carry them, and the
// check of a signature over plain bytes. Pure, thread-safe.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace genauth::crypto {

// Big-endian numbers. The refusals are those of PublicKey::from_pem() (errors::kBadFormat).
Result<PublicKey> rsa_from_numbers(std::string_view modulus, std::string_view exponent);
Result<PublicKey> p256_from_coordinates(std::string_view x, std::string_view y);  // 32 bytes each
Result<PublicKey> ed25519_from_bytes(std::string_view point);                     // 32 bytes

// The way back: what tells two keys apart. A P-256 key as 0x04 and both coordinates, an Ed25519 key as its
// point, an RSA key as modulus and exponent. SM2 aborts.
struct RsaNumbers {
  std::string modulus, exponent;  // without leading zeros
};
RsaNumbers rsa_numbers(const PublicKey& key);
std::string public_point(const PublicKey& key);

// RSASSA-PKCS1-v1_5 with SHA-256, ECDSA with SHA-256 (the signature in DER), or Ed25519: whichever belongs to
// the key. False for SM2.
bool is_signed_by(const PublicKey& key, std::string_view text, std::string_view signature);

}  // namespace genauth::crypto
