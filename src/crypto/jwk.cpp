#include "crypto/jwk.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/flat_json.h"
#include "crypto/jws.h"
#include "crypto/key_data.h"
#include "gen/errors/form.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxJwkBytes = 16 * 1024;
constexpr std::size_t kMaxRsaBytes = 1024;
constexpr std::size_t kCoordinateSize = 32;  // P-256 and Ed25519 alike

using OwnedParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using OwnedParams = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using OwnedNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;

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

Result<OwnedPkey> build(const char* type, const OwnedParamBuilder& builder) {
  const OwnedParams params(OSSL_PARAM_BLD_to_param(builder.get()));
  const OwnedPkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* pkey = nullptr;
  if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return bad_jwk("the numbers make no key: " + openssl_reason());
  return OwnedPkey(pkey);
}

// The decoded member; `size` 0 means a number of any length without leading zeros (RFC 7518 §2, §6.2.1.2).
Result<std::string> bytes_member(const FlatJson& jwk, std::string_view name, std::size_t size) {
  const std::string* text = jwk.string(name);
  auto bytes = text != nullptr ? unbase64url(*text) : std::nullopt;
  const bool ok = bytes && !bytes->empty() && (size == 0 ? bytes->front() != '\0' : bytes->size() == size);
  if (!ok) return bad_jwk("member " + std::string(name) + " is missing or malformed");
  return *std::move(bytes);
}

Result<OwnedPkey> rsa_key(const FlatJson& jwk) {
  const std::string n = TRY(bytes_member(jwk, "n", 0)), e = TRY(bytes_member(jwk, "e", 0));
  if (n.size() > kMaxRsaBytes || e.size() > kMaxRsaBytes) return bad_jwk("numbers too long for an RSA key");
  const OwnedNumber modulus(BN_bin2bn(bytes_of(n), static_cast<int>(n.size()), nullptr));
  const OwnedNumber exponent(BN_bin2bn(bytes_of(e), static_cast<int>(e.size()), nullptr));
  const OwnedParamBuilder builder(OSSL_PARAM_BLD_new());
  require_openssl(modulus != nullptr && exponent != nullptr && builder != nullptr &&
                      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
                      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1,
                  "RSA parameters");
  return build("RSA", builder);
}

Result<OwnedPkey> p256_key(const FlatJson& jwk) {
  const std::string x = TRY(bytes_member(jwk, "x", kCoordinateSize)),
                    y = TRY(bytes_member(jwk, "y", kCoordinateSize));
  const std::string point = '\x04' + x + y;
  const OwnedParamBuilder builder(OSSL_PARAM_BLD_new());
  require_openssl(
      builder != nullptr &&
          OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
          OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                           point.size()) == 1,
      "EC parameters");
  return build("EC", builder);
}

Result<OwnedPkey> ed25519_key(const FlatJson& jwk) {
  const std::string x = TRY(bytes_member(jwk, "x", kCoordinateSize));
  OwnedPkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size()));
  if (pkey == nullptr) return bad_jwk("no Ed25519 key: " + openssl_reason());
  return pkey;
}

Result<OwnedPkey> numbers_to_key(const FlatJson& jwk) {
  const std::string* kty = jwk.string("kty");
  const std::string* crv = jwk.string("crv");
  if (kty != nullptr && *kty == "RSA") return rsa_key(jwk);
  if (kty != nullptr && *kty == "EC" && crv != nullptr && *crv == "P-256") return p256_key(jwk);
  if (kty != nullptr && *kty == "OKP" && crv != nullptr && *crv == "Ed25519") return ed25519_key(jwk);
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
  PublicKey key(TRY(make_key_data(TRY(numbers_to_key(*jwk)), false)));
  if (!alg.empty() && alg != alg_name(alg_for(key.type()))) return bad_jwk("unsupported alg for its kty");
  return Jwk{std::move(key), std::move(kid)};
}

std::string thumbprint(const PublicKey& key) {
  return base64url(sha256('{' + required_members(key) + '}'));
}

}  // namespace genauth::crypto
