// AES-CBC with PKCS #7 padding (NIST SP 800-38A, RFC 5652 §6.3), to read what vendors encrypted that way. It
// proves nothing of its own: whoever reads must check what the text says. Pure, thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::crypto {

constexpr std::size_t kCbcBlockSize = 16;

// The text. nullopt for a key of other than 16 or 32 bytes, an initial value of other than 16, a ciphertext
// of no whole blocks, and a padding that is none; which one cannot be told, also not from the time that the
// check of the padding takes.
std::optional<std::string> cbc_open(std::string_view key, std::string_view iv, std::string_view sealed);

}  // namespace genauth::crypto
