#include "crypto/transport.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/key_data.h"
#include "crypto/password.h"
#include "gen/errors/users.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kPaddingHead = 11;  // 00 02, at least eight non-zero bytes, 00 (RFC 8017 §7.2.1)
constexpr std::size_t kSm2Coordinate = 32;
constexpr std::size_t kSm2Digest = 32;

bool is_password(std::string_view text) {
  const bool printable =
      std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return !text.empty() && text.size() <= kMaxPasswordBytes && printable && is_utf8(text);
}

// Masks instead of branches: all ones or all zeros, without a jump that depends on a secret.
using Mask = std::uint32_t;
Mask is_zero(std::uint32_t value) {
  return static_cast<Mask>(0) - ((~value & (value - 1)) >> 31);
}
Mask is_less(std::uint32_t a, std::uint32_t b) {
  return static_cast<Mask>(0) - ((a - b) >> 31);
}  // both < 2^31
std::uint32_t choose(Mask mask, std::uint32_t yes, std::uint32_t no) {
  return (yes & mask) | (no & ~mask);
}

// The whole block, still padded; nullopt only for what anybody can see on the ciphertext (length, not below
// n).
std::optional<std::string> rsa_block(const KeyData& key, std::string_view ciphertext) {
  const OwnedPkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.pkey.get(), nullptr));
  std::string block(static_cast<std::size_t>(EVP_PKEY_get_size(key.pkey.get())), '\0');
  std::size_t size = block.size();
  if (ciphertext.size() != block.size()) return std::nullopt;
  const bool ok =
      context != nullptr && EVP_PKEY_decrypt_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
      EVP_PKEY_decrypt(context.get(), bytes_of(block), &size, bytes_of(ciphertext), ciphertext.size()) == 1 &&
      size == block.size();
  ERR_clear_error();
  if (!ok) return std::nullopt;
  return block;
}

// What stands in for the message when the padding is bad: as long as a message may be, its length spread
// evenly.
struct Derived {
  std::string bytes;  // as long as the block
  std::uint32_t start;
};
Derived derive(const KeyData& key, std::string_view ciphertext, std::size_t block_size) {
  std::string secret = key_number(key, OSSL_PKEY_PARAM_RSA_D, block_size);
  const std::string seed = hmac_sha256(hkdf_sha256(secret, {}, "implicit rejection", 32), ciphertext);
  OPENSSL_cleanse(secret.data(), secret.size());
  const std::string random = hkdf_sha256(seed, {}, "message", block_size + 4);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(random[block_size + i]);
  const auto lengths = static_cast<std::uint32_t>(block_size - kPaddingHead + 1);
  return {random.substr(0, block_size), static_cast<std::uint32_t>(kPaddingHead) + number % lengths};
}

// Checks the padding and takes the real or the derived message, in a time that depends on the block's size
// only up to the last line, where both kinds of message are alike.
std::string unpad(std::string_view block, const Derived& derived) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(block[i]));
  };
  const auto size = static_cast<std::uint32_t>(block.size());
  Mask good = is_zero(byte(0)) & is_zero(byte(1) ^ 2);
  std::uint32_t zero_at = 0;  // of the first zero after the head
  for (std::uint32_t i = 2; i < size; ++i) zero_at = choose(is_zero(byte(i)) & is_zero(zero_at), i, zero_at);
  good &= ~is_zero(zero_at) & ~is_less(zero_at, kPaddingHead - 1);
  const std::uint32_t start = choose(good, zero_at + 1, derived.start);
  std::string chosen(block.size(), '\0');
  for (std::uint32_t i = 0; i < size; ++i)
    chosen[i] = static_cast<char>(choose(good, byte(i), static_cast<unsigned char>(derived.bytes[i])));
  return chosen.substr(start);
}

// ASN.1 DER of one element; lengths up to 65,535.
std::string der(char tag, std::string_view content) {
  std::string out(1, tag);
  const std::size_t size = content.size();
  if (size >= 256) {
    out += '\x82';
    out += static_cast<char>(size >> 8);
  } else if (size >= 128) {
    out += '\x81';
  }
  out += static_cast<char>(size & 255);
  return out += content;
}

std::string der_integer(std::string_view big_endian) {
  while (big_endian.size() > 1 && big_endian.front() == '\0') big_endian.remove_prefix(1);
  const bool high_bit = (static_cast<unsigned char>(big_endian.front()) & 0x80) != 0;
  return der('\x02', (high_bit ? std::string(1, '\0') : std::string()) + std::string(big_endian));
}

// OpenSSL wants SEQUENCE { x, y, C3, C2 } (GB/T 35276-2017 §7.2).
std::optional<std::string> sm2_decrypt(const KeyData& key, std::string_view point, std::string_view c3,
                                       std::string_view c2) {
  const std::string sequence =
      der('\x30', der_integer(point.substr(0, kSm2Coordinate)) + der_integer(point.substr(kSm2Coordinate)) +
                      der('\x04', c3) + der('\x04', c2));
  const OwnedPkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.pkey.get(), nullptr));
  std::string out(sequence.size(), '\0');
  std::size_t size = out.size();
  const bool ok =
      context != nullptr && EVP_PKEY_decrypt_init(context.get()) == 1 &&
      EVP_PKEY_decrypt(context.get(), bytes_of(out), &size, bytes_of(sequence), sequence.size()) == 1;
  ERR_clear_error();
  if (!ok) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

Result<std::string> decrypt_rsa_password(const PrivateKey& key, std::string_view text) {
  if (key.type() != KeyType::kRsa || text.size() > 4096) return errors::kPasswordUndecryptable;
  const auto ciphertext = unbase64(trim(text));
  const auto block = ciphertext ? rsa_block(key.data(), *ciphertext) : std::nullopt;
  if (!block) return errors::kPasswordUndecryptable;
  std::string password = unpad(*block, derive(key.data(), *ciphertext, block->size()));
  if (!is_password(password)) return errors::kPasswordUndecryptable;
  return password;
}

Result<std::string> decrypt_sm2_password(const PrivateKey& key, std::string_view text) {
  constexpr std::size_t kPoint = 2 * kSm2Coordinate;
  if (key.type() != KeyType::kSm2 || text.size() > 2 * (1 + kPoint + kSm2Digest + kMaxPasswordBytes))
    return errors::kPasswordUndecryptable;
  const auto bytes = unhex(trim(text));
  if (!bytes) return errors::kPasswordUndecryptable;
  // A leading 04 may be the mark of a point or the first byte of one: C3 tells which reading was right.
  const std::string_view all = *bytes;
  for (const std::string_view body : {all, all.starts_with('\x04') ? all.substr(1) : std::string_view()}) {
    if (body.size() <= kPoint + kSm2Digest) continue;
    const std::string_view point = body.substr(0, kPoint), rest = body.substr(kPoint);
    const std::size_t text_size = rest.size() - kSm2Digest;
    auto password = sm2_decrypt(key.data(), point, rest.substr(0, kSm2Digest), rest.substr(kSm2Digest));
    if (!password)
      password = sm2_decrypt(key.data(), point, rest.substr(text_size), rest.substr(0, text_size));
    if (password && is_password(*password)) return *std::move(password);
  }
  return errors::kPasswordUndecryptable;
}

std::string sm2_public_hex(const PublicKey& key) {
  require_openssl(key.type() == KeyType::kSm2, "the point of a key that is not SM2");
  return "04" + hex(key_number(key.data(), OSSL_PKEY_PARAM_EC_PUB_X, kSm2Coordinate)) +
         hex(key_number(key.data(), OSSL_PKEY_PARAM_EC_PUB_Y, kSm2Coordinate));
}

}  // namespace genauth::crypto
