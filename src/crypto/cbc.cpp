#include "crypto/cbc.h"

#include <limits>

#include "crypto/openssl.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kMaxSize = std::numeric_limits<int>::max() / 2;  // OpenSSL counts in int

const EVP_CIPHER* cipher_for(std::size_t key_size) {
  static const EVP_CIPHER* const k128 = EVP_CIPHER_fetch(nullptr, "AES-128-CBC", nullptr);
  static const EVP_CIPHER* const k256 = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
  require_openssl(k128 != nullptr && k256 != nullptr, "AES-CBC");
  return key_size == 16 ? k128 : k256;
}

// How many bytes of padding there are, 0 if it is none. Looks at the whole last block, whatever stands in it.
std::size_t padding_of(std::string_view text) {
  const unsigned char* block = bytes_of(text) + text.size() - kCbcBlockSize;
  const unsigned count = block[kCbcBlockSize - 1];
  unsigned wrong = static_cast<unsigned>(count == 0) | static_cast<unsigned>(count > kCbcBlockSize);
  for (unsigned i = 0; i < kCbcBlockSize; ++i) {
    const unsigned inside = static_cast<unsigned>(i < count);
    const unsigned differs = static_cast<unsigned>(block[kCbcBlockSize - 1 - i] != count);
    wrong |= inside & differs;
  }
  return wrong == 0 ? count : 0;
}

}  // namespace

std::optional<std::string> cbc_open(std::string_view key, std::string_view iv, std::string_view sealed) {
  if ((key.size() != 16 && key.size() != 32) || iv.size() != kCbcBlockSize) return std::nullopt;
  if (sealed.empty() || sealed.size() % kCbcBlockSize != 0 || sealed.size() > kMaxSize) return std::nullopt;
  const OwnedCipherContext context(EVP_CIPHER_CTX_new());
  std::string text(sealed.size() + kCbcBlockSize, '\0');
  int size = 0, rest = 0;
  // Without OpenSSL's own check of the padding, which tells by an error where it failed.
  const bool ok = context != nullptr &&
                  EVP_CipherInit_ex2(context.get(), cipher_for(key.size()), bytes_of(key), bytes_of(iv), 0,
                                     nullptr) == 1 &&
                  EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                  EVP_CipherUpdate(context.get(), bytes_of(text), &size, bytes_of(sealed),
                                   static_cast<int>(sealed.size())) == 1 &&
                  EVP_CipherFinal_ex(context.get(), bytes_of(text) + size, &rest) == 1;
  require_openssl(ok, "AES-CBC");
  text.resize(static_cast<std::size_t>(size + rest));
  const std::size_t padding = padding_of(text);
  if (padding == 0) return std::nullopt;
  return text.substr(0, text.size() - padding);
}

}  // namespace genauth::crypto
