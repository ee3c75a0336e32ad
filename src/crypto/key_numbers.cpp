#include "crypto/key_numbers.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include "crypto/key_data.h"
#include "gen/errors/form.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxRsaBytes = 1024;
constexpr std::size_t kCoordinateSize = 32;  // P-256 and Ed25519 alike

using OwnedParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using OwnedParams = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using OwnedNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;

Error bad_numbers(std::string why) {
  return Error(errors::kBadFormat, "key: " + std::move(why)).with_arg("a public key");
}

Result<PublicKey> build(const char* type, const OwnedParamBuilder& builder) {
  const OwnedParams params(OSSL_PARAM_BLD_to_param(builder.get()));
  const OwnedPkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* pkey = nullptr;
  if (params == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return bad_numbers("the numbers make no key: " + openssl_reason());
  return PublicKey(TRY(make_key_data(OwnedPkey(pkey), false, true)));
}

}  // namespace

Result<PublicKey> rsa_from_numbers(std::string_view modulus, std::string_view exponent) {
  if (modulus.empty() || exponent.empty() || modulus.size() > kMaxRsaBytes || exponent.size() > kMaxRsaBytes)
    return bad_numbers("RSA numbers of an unusual length");
  const OwnedNumber n(BN_bin2bn(bytes_of(modulus), static_cast<int>(modulus.size()), nullptr));
  const OwnedNumber e(BN_bin2bn(bytes_of(exponent), static_cast<int>(exponent.size()), nullptr));
  const OwnedParamBuilder builder(OSSL_PARAM_BLD_new());
  require_openssl(n != nullptr && e != nullptr && builder != nullptr &&
                      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
                  "RSA parameters");
  return build("RSA", builder);
}

Result<PublicKey> p256_from_coordinates(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinateSize || y.size() != kCoordinateSize)
    return bad_numbers("P-256 coordinates of a wrong length");
  std::string point("\x04");
  point.append(x).append(y);
  const OwnedParamBuilder builder(OSSL_PARAM_BLD_new());
  require_openssl(
      builder != nullptr &&
          OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
          OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                           point.size()) == 1,
      "EC parameters");
  return build("EC", builder);
}

Result<PublicKey> ed25519_from_bytes(std::string_view point) {
  if (point.size() != kCoordinateSize) return bad_numbers("an Ed25519 point of a wrong length");
  OwnedPkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(point), point.size()));
  if (pkey == nullptr) return bad_numbers("no Ed25519 key: " + openssl_reason());
  return PublicKey(TRY(make_key_data(std::move(pkey), false)));
}

RsaNumbers rsa_numbers(const PublicKey& key) {
  return {key_number(key.data(), OSSL_PKEY_PARAM_RSA_N, 0), key_number(key.data(), OSSL_PKEY_PARAM_RSA_E, 0)};
}

std::string public_point(const PublicKey& key) {
  if (key.type() == KeyType::kEd25519) return key_bytes(key.data(), OSSL_PKEY_PARAM_PUB_KEY);
  require_openssl(key.type() == KeyType::kP256, "the point of a key that has none");
  return '\x04' + key_number(key.data(), OSSL_PKEY_PARAM_EC_PUB_X, kCoordinateSize) +
         key_number(key.data(), OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinateSize);
}

bool is_signed_by(const PublicKey& key, std::string_view text, std::string_view signature) {
  if (key.type() == KeyType::kSm2) return false;
  const OwnedDigestContext context(EVP_MD_CTX_new());
  require_openssl(context != nullptr && EVP_MD_CTX_copy_ex(context.get(), key.data().verifying.get()) == 1,
                  "EVP_MD_CTX_copy_ex");
  const bool ok = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                                   text.size()) == 1;
  if (!ok) ERR_clear_error();
  return ok;
}

}  // namespace genauth::crypto
