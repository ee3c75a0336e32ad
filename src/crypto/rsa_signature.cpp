#include "crypto/rsa_signature.h"

#include "crypto/key_data.h"

namespace genauth::crypto {
namespace {

// The contexts of a key are for RS256, which is this very signature (RFC 7518 §3.3).
OwnedDigestContext copy(const OwnedDigestContext& ready) {
  OwnedDigestContext context(EVP_MD_CTX_new());
  require_openssl(context != nullptr && EVP_MD_CTX_copy_ex(context.get(), ready.get()) == 1,
                  "EVP_MD_CTX_copy_ex");
  EVP_MD_CTX_set_flags(context.get(), EVP_MD_CTX_FLAG_FINALISE);
  return context;
}

}  // namespace

std::string sign_rsa_sha256(const PrivateKey& key, std::string_view text) {
  require_openssl(key.type() == KeyType::kRsa, "sign_rsa_sha256: not an RSA key");
  const OwnedDigestContext context = copy(key.data().signing);
  std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(key.data().pkey.get())), '\0');
  std::size_t size = out.size();
  require_openssl(EVP_DigestSign(context.get(), bytes_of(out), &size, bytes_of(text), text.size()) == 1,
                  "DigestSign");
  out.resize(size);
  return out;
}

std::string sign_rsa(const PrivateKey& key, RsaDigest digest, std::string_view text) {
  if (digest == RsaDigest::kSha256) return sign_rsa_sha256(key, text);
  require_openssl(key.type() == KeyType::kRsa, "sign_rsa: not an RSA key");
  EVP_PKEY* pkey = key.data().pkey.get();
  const EVP_MD* hash = digest == RsaDigest::kSha384 ? EVP_sha384() : EVP_sha512();
  const OwnedDigestContext context(EVP_MD_CTX_new());
  require_openssl(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, pkey) == 1,
                  "EVP_DigestSignInit");
  std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(pkey)), '\0');
  std::size_t size = out.size();
  require_openssl(EVP_DigestSign(context.get(), bytes_of(out), &size, bytes_of(text), text.size()) == 1,
                  "DigestSign");
  out.resize(size);
  return out;
}

bool verify_rsa_sha256(const PublicKey& key, std::string_view text, std::string_view signature) {
  if (key.type() != KeyType::kRsa) return false;
  const OwnedDigestContext context = copy(key.data().verifying);
  const bool ok = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                                   text.size()) == 1;
  if (!ok) openssl_reason();  // empties the queue of errors
  return ok;
}

}  // namespace genauth::crypto
