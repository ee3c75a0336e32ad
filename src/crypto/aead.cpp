#include "crypto/aead.h"

#include <limits>

#include "crypto/openssl.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxSize = std::numeric_limits<int>::max() / 2;  // OpenSSL counts in int

const EVP_CIPHER* cipher() {
  static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  require_openssl(kCipher != nullptr, "AES-256-GCM");
  return kCipher;
}

OwnedCipherContext start(std::string_view key, std::string_view nonce, std::string_view aad, bool encrypt) {
  OwnedCipherContext context(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool ok =
      context != nullptr && key.size() == kAeadKeySize && nonce.size() == kAeadNonceSize &&
      aad.size() < kMaxSize &&
      EVP_CipherInit_ex2(context.get(), cipher(), bytes_of(key), bytes_of(nonce), encrypt ? 1 : 0, nullptr) ==
          1 &&
      EVP_CipherUpdate(context.get(), nullptr, &size, bytes_of(aad), static_cast<int>(aad.size())) == 1;
  require_openssl(ok, "AES-256-GCM");
  return context;
}

}  // namespace

std::string aead_seal(std::string_view key, std::string_view nonce, std::string_view aad,
                      std::string_view text) {
  require_openssl(text.size() < kMaxSize, "AES-256-GCM size");
  const OwnedCipherContext context = start(key, nonce, aad, true);
  std::string out(text.size() + kAeadTagSize, '\0');
  int size = 0, rest = 0;
  const bool ok =
      EVP_CipherUpdate(context.get(), bytes_of(out), &size, bytes_of(text), static_cast<int>(text.size())) ==
          1 &&
      EVP_CipherFinal_ex(context.get(), bytes_of(out) + size, &rest) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kAeadTagSize, out.data() + text.size()) == 1;
  require_openssl(ok, "AES-256-GCM");
  return out;
}

std::optional<std::string> aead_open(std::string_view key, std::string_view nonce, std::string_view aad,
                                     std::string_view sealed) {
  if (sealed.size() < kAeadTagSize || sealed.size() >= kMaxSize) return std::nullopt;
  const std::string_view body = sealed.substr(0, sealed.size() - kAeadTagSize);
  std::string tag(sealed.substr(body.size()));
  const OwnedCipherContext context = start(key, nonce, aad, false);
  std::string out(body.size(), '\0');
  int size = 0, rest = 0;
  const bool ok = EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kAeadTagSize, tag.data()) == 1 &&
                  EVP_CipherUpdate(context.get(), bytes_of(out), &size, bytes_of(body),
                                   static_cast<int>(body.size())) == 1 &&
                  EVP_CipherFinal_ex(context.get(), bytes_of(out) + size, &rest) == 1;
  if (!ok) return std::nullopt;
  return out;
}

}  // namespace genauth::crypto
