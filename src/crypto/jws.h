// JSON Web Signatures in compact serialisation (RFC 7515), with RS256, ES256, HS256 (RFC 7518 §3) and EdDSA
// over Ed25519 (RFC 8037). Payloads are opaque text here; claims are the caller's business. All functions are
// thread-safe.
//
// The caller says which algorithm and key a token must have been signed with; the header can only agree or be
// refused. There is no function that picks the algorithm from the token.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace genauth::crypto {

enum class Alg : std::uint8_t { kRs256, kEs256, kEdDsa, kHs256 };

std::string_view alg_name(Alg alg);  // "RS256"
std::optional<Alg> alg_from_name(
    std::string_view name);  // exact; nullopt for "none" and all that is not above
Alg alg_for(KeyType type);   // the one that we use with such a key; SM2 aborts

constexpr std::size_t kMinHs256SecretBytes = 32;  // RFC 7518 §3.2

// header.payload.signature. `typ` and `kid` are left out of the header when empty. Fails (errors::kInternal)
// only if `alg` and the key do not fit, or the secret is too short.
Result<std::string> sign(Alg alg, const PrivateKey& key, std::string_view kid, std::string_view payload_json,
                         std::string_view typ = "JWT");
Result<std::string> sign_hs256(std::string_view secret, std::string_view kid, std::string_view payload_json,
                               std::string_view typ = "JWT");

struct Jws {
  Alg alg;                    // what the header claims
  std::string kid, typ, cty;  // empty when absent; unverified until verify() says so
  std::string payload;        // as it was signed; not necessarily JSON
  std::string signing_input, signature;
};

// Takes a token apart without believing it. Refuses (errors::kTokenInvalid, the detail says why): more than
// `max_bytes`, other than three parts, base64url that is padded or not canonical, a header that is not one
// strict JSON object, an unknown `alg` or "none", and any `crit` or `b64`, for we understand no extension
// (§4.1.11).
Result<Jws> parse_jws(std::string_view token, std::size_t max_bytes = 16 * 1024);

// errors::kTokenInvalid unless the token claims `expected` and the key, of the kind that `expected` uses, has
// signed it.
Result<void> verify(const Jws& jws, const PublicKey& key, Alg expected);
Result<void> verify_hs256(const Jws& jws, std::string_view secret);

}  // namespace genauth::crypto
