// AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag. Thread-safe.
// A nonce must never repeat under one key; crypto/seal.h sees to that and is what the product uses.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace genauth::crypto {

constexpr std::size_t kAeadKeySize = 32;
constexpr std::size_t kAeadNonceSize = 12;
constexpr std::size_t kAeadTagSize = 16;

// Ciphertext followed by the tag. `key` and `nonce` must have the sizes above; anything else aborts.
std::string aead_seal(std::string_view key, std::string_view nonce, std::string_view aad,
                      std::string_view text);

// The text, or nullopt when anything at all was changed.
std::optional<std::string> aead_open(std::string_view key, std::string_view nonce, std::string_view aad,
                                     std::string_view sealed);

}  // namespace genauth::crypto
