// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) over plain bytes, for protocols that are not JOSE. Pure, thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/keys.h"

namespace genauth::crypto {

// The key must be RSA; anything else aborts.
std::string sign_rsa_sha256(const PrivateKey& key, std::string_view text);
enum class RsaDigest : std::uint8_t { kSha256, kSha384, kSha512 };
std::string sign_rsa(const PrivateKey& key, RsaDigest digest, std::string_view text);
// False also for a key of another kind.
bool verify_rsa_sha256(const PublicKey& key, std::string_view text, std::string_view signature);

}  // namespace genauth::crypto
