#include "crypto/jwk.h"

#include <openssl/core_names.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/flat_json.h"
#include "crypto/jws.h"
#include "crypto/key_data.h"
#include "crypto/key_numbers.h"
#include "gen/errors/form.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxJwkBytes = 16 * 1024;
constexpr std::size_t kCoordinateSize = 32;  // P-256 and Ed25519 alike

Error bad_jwk(std::string why) {
  return Error(errors::kBadFormat, "JWK: " + std::move(why)).with_arg("a JWK");
}

// The members that make the key, in the order of RFC 7638 §3.2: lexicographic, no white space.
std::string required_members(const PublicKey& key) {
  const KeyData& data = key.data();
  const auto number = [&](const char* name, std::size_t width) {
    return base64url(key_number(data, name, width));
  };
  switch (key.type()) {
    case KeyType::kRsa:
      return R"("e":")" + number(OSSL_PKEY_PARAM_RSA_E, 0) + R"(","kty":"RSA","n":")" +
             number(OSSL_PKEY_PARAM_RSA_N, 0) + '"';
    case KeyType::kP256:
      return R"("crv":"P-256","kty":"EC","x":")" + number(OSSL_PKEY_PARAM_EC_PUB_X, kCoordinateSize) +
             R"(","y":")" + number(OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinateSize) + '"';
    case KeyType::kEd25519:
      return R"("crv":"Ed25519","kty":"OKP","x":")" + base64url(key_bytes(data, OSSL_PKEY_PARAM_PUB_KEY)) +
             '"';
    case KeyType::kSm2: break;
  }
  require_openssl(false, "JWK of an SM2 key");
  return {};
}

// The decoded member; `size` 0 means a number of any length without leading zeros (RFC 7518 §2, §6.2.1.2).
Result<std::string> bytes_member(const FlatJson& jwk, std::string_view name, std::size_t size) {
  const std::string* text = jwk.string(name);
  auto bytes = text != nullptr ? unbase64url(*text) : std::nullopt;
  const bool ok = bytes && !bytes->empty() && (size == 0 ? bytes->front() != '\0' : bytes->size() == size);
  if (!ok) return bad_jwk("member " + std::string(name) + " is missing or malformed");
  return *std::move(bytes);
}

Result<PublicKey> numbers_to_key(const FlatJson& jwk) {
  const std::string* kty = jwk.string("kty");
  const std::string* crv = jwk.string("crv");
  if (kty != nullptr && *kty == "RSA")
    return rsa_from_numbers(TRY(bytes_member(jwk, "n", 0)), TRY(bytes_member(jwk, "e", 0)));
  if (kty != nullptr && *kty == "EC" && crv != nullptr && *crv == "P-256")
    return p256_from_coordinates(TRY(bytes_member(jwk, "x", kCoordinateSize)),
                                 TRY(bytes_member(jwk, "y", kCoordinateSize)));
  if (kty != nullptr && *kty == "OKP" && crv != nullptr && *crv == "Ed25519")
    return ed25519_from_bytes(TRY(bytes_member(jwk, "x", kCoordinateSize)));
  return bad_jwk("kty or crv is missing or unsupported");
}

// A member that may be absent but has to be a string if it is there.
Result<std::string> optional_string(const FlatJson& jwk, std::string_view name) {
  if (jwk.find(name) == nullptr) return std::string();
  const std::string* text = jwk.string(name);
  if (text == nullptr || text->empty()) return bad_jwk("member " + std::string(name) + " is not a text");
  return *text;
}

}  // namespace

std::string to_jwk(const PublicKey& key, std::string_view kid) {
  const std::string name = kid.empty() ? thumbprint(key) : std::string(kid);
  return R"({"use":"sig","alg":")" + std::string(alg_name(alg_for(key.type()))) + R"(","kid":)" +
         json_quote(name) + ',' + required_members(key) + '}';
}

Result<Jwk> parse_jwk(std::string_view json) {
  const auto jwk = json.size() <= kMaxJwkBytes ? FlatJson::parse(json) : std::nullopt;
  if (!jwk) return bad_jwk("not a JSON object of a sensible size");
  for (const std::string_view name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    if (jwk->find(name) != nullptr) return bad_jwk("it holds a private or symmetric key");
  const std::string use = TRY(optional_string(*jwk, "use"));
  if (!use.empty() && use != "sig") return bad_jwk("it is not for signatures");
  const std::string alg = TRY(optional_string(*jwk, "alg"));
  std::string kid = TRY(optional_string(*jwk, "kid"));
  PublicKey key = TRY(numbers_to_key(*jwk));
  if (!alg.empty() && alg != alg_name(alg_for(key.type()))) return bad_jwk("unsupported alg for its kty");
  return Jwk{std::move(key), std::move(kid)};
}

std::string thumbprint(const PublicKey& key) {
  return base64url(sha256('{' + required_members(key) + '}'));
}

}  // namespace genauth::crypto
