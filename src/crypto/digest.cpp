#include "crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include "crypto/openssl.h"

namespace genauth::crypto {
namespace {

// Looking an algorithm up by name takes longer than hashing a short text, so each is fetched once. It is
// never given back: threads may still hash while the process ends.
EVP_MD* fetch_digest(const char* name) {
  EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  require_openssl(digest != nullptr, name);
  return digest;
}

std::string digest(EVP_MD* algorithm, std::string_view text) {
  thread_local const OwnedDigestContext context(EVP_MD_CTX_new());
  std::string out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  const bool ok = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                  EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                  EVP_DigestFinal_ex(context.get(), bytes_of(out), nullptr) == 1;
  require_openssl(ok, "digest");
  return out;
}

// A context that knows its digest and no key yet; copying it saves the look-up of the digest on every call.
EVP_MAC_CTX* hmac_template(const char* digest_name) {
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  require_openssl(mac != nullptr, "HMAC");
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(mac);
  std::string name(digest_name);
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
                               OSSL_PARAM_construct_end()};
  require_openssl(context != nullptr && EVP_MAC_CTX_set_params(context, params) == 1, digest_name);
  return context;
}

std::string hmac(const EVP_MAC_CTX* keyless, std::string_view key, std::string_view text) {
  const OwnedMacContext context(EVP_MAC_CTX_dup(keyless));
  require_openssl(context != nullptr, "HMAC");
  // A null key means "keep the old one" to OpenSSL; an empty key needs an address.
  const unsigned char* key_bytes = key.empty() ? reinterpret_cast<const unsigned char*>("") : bytes_of(key);
  std::string out(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  const bool ok = EVP_MAC_init(context.get(), key_bytes, key.size(), nullptr) == 1 &&
                  EVP_MAC_update(context.get(), bytes_of(text), text.size()) == 1 &&
                  EVP_MAC_final(context.get(), bytes_of(out), &size, out.size()) == 1;
  require_openssl(ok, "HMAC");
  out.resize(size);
  return out;
}

}  // namespace

std::string md5(std::string_view text) {
  static EVP_MD* const kAlgorithm = fetch_digest("MD5");
  return digest(kAlgorithm, text);
}
std::string sha1(std::string_view text) {
  static EVP_MD* const kAlgorithm = fetch_digest("SHA1");
  return digest(kAlgorithm, text);
}
std::string sha256(std::string_view text) {
  static EVP_MD* const kAlgorithm = fetch_digest("SHA256");
  return digest(kAlgorithm, text);
}
std::string sha512(std::string_view text) {
  static EVP_MD* const kAlgorithm = fetch_digest("SHA512");
  return digest(kAlgorithm, text);
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
  static const EVP_MAC_CTX* const kKeyless = hmac_template("SHA1");
  return hmac(kKeyless, key, text);
}
std::string hmac_sha256(std::string_view key, std::string_view text) {
  static const EVP_MAC_CTX* const kKeyless = hmac_template("SHA256");
  return hmac(kKeyless, key, text);
}

std::string hkdf_sha256(std::string_view key, std::string_view salt, std::string_view info,
                        std::size_t length) {
  require_openssl(length > 0 && length <= 255 * 32, "HKDF length");
  const std::string no_salt(32, '\0');  // RFC 5869 §2.2
  const std::string extracted = hmac_sha256(salt.empty() ? no_salt : salt, key);
  std::string out, block;
  for (unsigned char counter = 1; out.size() < length; ++counter) {  // RFC 5869 §2.3
    block.append(info);
    block += static_cast<char>(counter);
    block = hmac_sha256(extracted, block);
    out += block;
  }
  out.resize(length);
  return out;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace genauth::crypto
