// Public keys of credentials as COSE keys (RFC 9052 §7, RFC 9053) in the form that CTAP2 prescribes.
#pragma once
#include <cstdint>
#include <string_view>

#include "crypto/certificate.h"
#include "crypto/keys.h"
#include "webauthn/outcome.h"

namespace genauth::webauthn {

// RFC 9053 §2, RFC 8812 §2: what we offer, in the order of preference.
constexpr std::int64_t kEs256 = -7, kEdDsa = -8, kRs256 = -257;
constexpr std::int64_t kAlgorithms[] = {kEs256, kEdDsa, kRs256};

struct CoseKey {
  std::int64_t algorithm;
  crypto::PublicKey key;
};

// kMalformed, kUnsupportedKey.
Outcome<CoseKey> parse_cose_key(std::string_view bytes);

// What a COSE algorithm hashes with; nullopt for those that no attestation we know of uses.
std::optional<crypto::Digest> digest_of(std::int64_t algorithm);

}  // namespace genauth::webauthn
