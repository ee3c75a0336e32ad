#include "crypto/keys.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>

#include "crypto/key_data.h"
#include "gen/errors/form.h"

namespace genauth::crypto {
namespace {

constexpr int kMinRsaBits = 2048;
constexpr int kMaxRsaBits = 8192;  // verification time grows with the square
constexpr int kMaxExponentBits = 32;

using OwnedNumber = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using OwnedPkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;

Error bad_key(std::string why) {
  return Error(errors::kBadFormat, std::move(why))
      .with_arg("an RSA (2048 bits or more), P-256, Ed25519 or SM2 key");
}

std::optional<KeyType> type_of(const EVP_PKEY* pkey) {
  if (EVP_PKEY_is_a(pkey, "RSA") == 1) return KeyType::kRsa;
  if (EVP_PKEY_is_a(pkey, "ED25519") == 1) return KeyType::kEd25519;
  if (EVP_PKEY_is_a(pkey, "SM2") == 1) return KeyType::kSm2;
  if (EVP_PKEY_is_a(pkey, "EC") != 1) return std::nullopt;
  char group[32] = {};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(pkey, group, sizeof group, &size) != 1) return std::nullopt;
  const std::string_view name(group, size);
  return name == "prime256v1" || name == "P-256" ? std::optional(KeyType::kP256) : std::nullopt;
}

OwnedNumber number_of(const EVP_PKEY* pkey, const char* name) {
  BIGNUM* number = nullptr;
  require_openssl(EVP_PKEY_get_bn_param(pkey, name, &number) == 1, name);
  return OwnedNumber(number);
}

// What is wrong with an RSA key; empty if nothing. OpenSSL's own check looks for factors with random numbers:
// three milliseconds for an answer about a weak modulus that may be another one the next time.
std::string rsa_fault(const EVP_PKEY* pkey) {
  const int bits = EVP_PKEY_get_bits(pkey);
  if (bits < kMinRsaBits || bits > kMaxRsaBits) return "an RSA key of " + std::to_string(bits) + " bits";
  const OwnedNumber n = number_of(pkey, OSSL_PKEY_PARAM_RSA_N), e = number_of(pkey, OSSL_PKEY_PARAM_RSA_E);
  // A huge exponent makes each verification slow; an even one or 1 is no RSA. Everyone uses 65537.
  const bool ok = BN_is_odd(n.get()) == 1 && BN_is_odd(e.get()) == 1 && BN_is_one(e.get()) == 0 &&
                  BN_num_bits(e.get()) <= kMaxExponentBits;
  return ok ? std::string() : "an RSA key of unusual numbers";
}

// A point off its curve leads to small groups, in which secrets can be guessed.
std::string curve_fault(EVP_PKEY* pkey) {
  const OwnedPkeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr));
  if (check != nullptr && EVP_PKEY_public_check(check.get()) == 1) return {};
  return "a key whose numbers do not fit: " + openssl_reason();
}

const char* digest_name(KeyType type) {
  return type == KeyType::kEd25519 ? nullptr : "SHA256";
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

OwnedBio reader(std::string_view text) {
  OwnedBio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require_openssl(bio != nullptr, "BIO");
  return bio;
}

int no_passphrase(char*, int, int, void*) {
  return -1;
}

constexpr std::size_t kMaxKeyText = 32 * 1024;

// Whether the private half belongs to the public one. Better a refusal of a damaged or forged key here than
// tokens that nobody can verify.
bool halves_match(const KeyData& key) {
  if (key.type == KeyType::kSm2) {
    const OwnedPkeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.pkey.get(), nullptr));
    return check != nullptr && EVP_PKEY_pairwise_check(check.get()) == 1;
  }
  constexpr std::string_view kText = "self-test";
  const OwnedDigestContext signing(EVP_MD_CTX_new()), verifying(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key.pkey.get())), '\0');
  std::size_t size = signature.size();
  return signing != nullptr && verifying != nullptr &&
         EVP_MD_CTX_copy_ex(signing.get(), key.signing.get()) == 1 &&
         EVP_MD_CTX_copy_ex(verifying.get(), key.verifying.get()) == 1 &&
         EVP_DigestSign(signing.get(), bytes_of(signature), &size, bytes_of(kText), kText.size()) == 1 &&
         EVP_DigestVerify(verifying.get(), bytes_of(signature), size, bytes_of(kText), kText.size()) == 1;
}

EVP_MD_CTX* new_context() {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  require_openssl(context != nullptr, "EVP_MD_CTX_new");
  return context;
}

}  // namespace

Result<std::shared_ptr<const KeyData>> make_key_data(OwnedPkey pkey, bool is_private, bool is_on_curve) {
  if (pkey == nullptr) return bad_key("unreadable key: " + openssl_reason());
  const auto type = type_of(pkey.get());
  if (!type) return bad_key("a key of an unsupported kind");
  std::string why;
  if (*type == KeyType::kRsa)
    why = rsa_fault(pkey.get());
  else if (!is_on_curve)
    why = curve_fault(pkey.get());
  if (!why.empty()) return bad_key(std::move(why));

  auto data = std::make_shared<KeyData>(KeyData{*type, std::move(pkey), nullptr, nullptr});
  EVP_PKEY* key = data->pkey.get();
  if (*type != KeyType::kSm2) {
    data->verifying.reset(new_context());
    if (EVP_DigestVerifyInit_ex(data->verifying.get(), nullptr, digest_name(*type), nullptr, nullptr, key,
                                nullptr) != 1)
      return bad_key("a key that cannot verify: " + openssl_reason());
  }
  if (is_private && *type != KeyType::kSm2) {
    data->signing.reset(new_context());
    if (EVP_DigestSignInit_ex(data->signing.get(), nullptr, digest_name(*type), nullptr, nullptr, key,
                              nullptr) != 1)
      return bad_key("a key that cannot sign: " + openssl_reason());
  }
  if (is_private && !halves_match(*data))
    return bad_key("the private half does not belong to the public one: " + openssl_reason());
  return std::shared_ptr<const KeyData>(std::move(data));
}

std::string key_number(const KeyData& key, const char* name, std::size_t width) {
  const OwnedNumber number = number_of(key.pkey.get(), name);
  if (width == 0) width = static_cast<std::size_t>(BN_num_bytes(number.get()));
  std::string out(width, '\0');
  require_openssl(BN_bn2binpad(number.get(), bytes_of(out), static_cast<int>(width)) >= 0, name);
  return out;
}

std::string key_bytes(const KeyData& key, const char* name) {
  std::string out(256, '\0');
  std::size_t size = 0;
  require_openssl(
      EVP_PKEY_get_octet_string_param(key.pkey.get(), name, bytes_of(out), out.size(), &size) == 1, name);
  out.resize(size);
  return out;
}

KeyType PublicKey::type() const {
  return data_->type;
}
int PublicKey::bits() const {
  return EVP_PKEY_get_bits(data_->pkey.get());
}
KeyType PrivateKey::type() const {
  return data_->type;
}
int PrivateKey::bits() const {
  return EVP_PKEY_get_bits(data_->pkey.get());
}

Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  if (pem.size() > kMaxKeyText) return bad_key("a text too long for a key");
  OwnedPkey pkey(PEM_read_bio_PUBKEY(reader(pem).get(), nullptr, no_passphrase, nullptr));
  return PublicKey(TRY(make_key_data(std::move(pkey), false)));
}

std::string PublicKey::pem() const {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  require_openssl(bio != nullptr && PEM_write_bio_PUBKEY(bio.get(), data_->pkey.get()) == 1,
                  "PEM_write_bio_PUBKEY");
  return text_of(bio.get());
}

PrivateKey PrivateKey::generate(KeyType type, int rsa_bits) {
  EVP_PKEY* pkey = nullptr;
  switch (type) {
    case KeyType::kRsa:
      pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(rsa_bits));
      break;
    case KeyType::kP256: pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"); break;
    case KeyType::kEd25519: pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"); break;
    case KeyType::kSm2: pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"); break;
  }
  auto data = make_key_data(OwnedPkey(pkey), true);
  require_openssl(data.has_value(), "key generation");
  return PrivateKey(*std::move(data));
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  if (pem.size() > kMaxKeyText) return bad_key("a text too long for a key");
  OwnedPkey pkey(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_passphrase, nullptr));
  return PrivateKey(TRY(make_key_data(std::move(pkey), true)));
}

Result<PrivateKey> PrivateKey::from_der(std::string_view der) {
  if (der.size() > kMaxKeyText) return bad_key("a text too long for a key");
  const unsigned char* at = bytes_of(der);
  const OwnedPkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (info == nullptr || at != bytes_of(der) + der.size()) return bad_key("not PKCS#8: " + openssl_reason());
  return PrivateKey(TRY(make_key_data(OwnedPkey(EVP_PKCS82PKEY(info.get())), true)));
}

std::string PrivateKey::pem() const {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  const bool ok = bio != nullptr && PEM_write_bio_PKCS8PrivateKey(bio.get(), data_->pkey.get(), nullptr,
                                                                  nullptr, 0, nullptr, nullptr) == 1;
  require_openssl(ok, "PEM_write_bio_PKCS8PrivateKey");
  return text_of(bio.get());
}

std::string PrivateKey::der() const {
  const OwnedPkcs8 info(EVP_PKEY2PKCS8(data_->pkey.get()));
  unsigned char* data = nullptr;
  const int size = info != nullptr ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &data) : -1;
  require_openssl(size > 0, "i2d_PKCS8_PRIV_KEY_INFO");
  const std::string out(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
  OPENSSL_clear_free(data, static_cast<std::size_t>(size));
  return out;
}

}  // namespace genauth::crypto
