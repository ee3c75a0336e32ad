#include "webauthn/cose.h"

#include "base/result.h"
#include "crypto/key_numbers.h"
#include "webauthn/cbor.h"

namespace genauth::webauthn {
namespace {

// Labels and values of RFC 9052 §7.1, RFC 9053 §7 and RFC 8230 §4.
constexpr std::int64_t kKty = 1, kAlg = 3, kCrv = -1, kX = -2, kY = -3, kRsaN = -1, kRsaE = -2;
constexpr std::int64_t kOkp = 1, kEc2 = 2, kRsa = 3, kCurveP256 = 1, kCurveEd25519 = 6;

std::int64_t integer(const cbor::Value& map, std::int64_t label) {
  const cbor::Value* value = map.find(label);
  return value != nullptr ? value->integer_or(0) : 0;
}

std::string_view bytes(const cbor::Value& map, std::int64_t label) {
  const cbor::Value* value = map.find(label);
  return value != nullptr && value->is(cbor::Type::kBytes) ? value->bytes : std::string_view();
}

// No member beyond those of its kind: a key has one form, and nothing private gets in.
Outcome<crypto::PublicKey> key_of(const cbor::Value& map) {
  const std::int64_t kty = integer(map, kKty), alg = integer(map, kAlg);
  const std::size_t members = map.items.size() / 2;
  const auto done = [](Result<crypto::PublicKey> key) -> Outcome<crypto::PublicKey> {
    if (!key) return Error{Kind::kUnsupportedKey, key.error().detail()};
    return *std::move(key);
  };
  if (kty == kEc2 && alg == kEs256 && integer(map, kCrv) == kCurveP256 && members == 5)
    return done(crypto::p256_from_coordinates(bytes(map, kX), bytes(map, kY)));
  if (kty == kOkp && alg == kEdDsa && integer(map, kCrv) == kCurveEd25519 && members == 4)
    return done(crypto::ed25519_from_bytes(bytes(map, kX)));
  if (kty == kRsa && alg == kRs256 && members == 4)
    return done(crypto::rsa_from_numbers(bytes(map, kRsaN), bytes(map, kRsaE)));
  return Error{Kind::kUnsupportedKey, "COSE key of kind " + std::to_string(kty) + ", algorithm " +
                                          std::to_string(alg) + " is not one of those offered"};
}

}  // namespace

Outcome<CoseKey> parse_cose_key(std::string_view text) {
  const cbor::Value map = TRY(cbor::decode(text, cbor::Order::kCanonical));
  if (!map.is(cbor::Type::kMap)) return Error{Kind::kMalformed, "the COSE key is no map"};
  crypto::PublicKey key = TRY(key_of(map));
  return CoseKey{integer(map, kAlg), std::move(key)};
}

std::optional<crypto::Digest> digest_of(std::int64_t algorithm) {
  switch (algorithm) {
    case kEs256:
    case kRs256:
    case kEdDsa: return crypto::Digest::kSha256;  // Ed25519 hashes by itself
    case -35:
    case -258: return crypto::Digest::kSha384;
    case -36:
    case -259: return crypto::Digest::kSha512;
    case -65535: return crypto::Digest::kSha1;  // RS1: TPMs of the first years sign so (§8.3)
    default: return std::nullopt;
  }
}

}  // namespace genauth::webauthn
