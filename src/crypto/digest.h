// Digests, keyed digests and key derivation. Results are raw bytes; base/encoding.h gives them a text form.
// All functions are thread-safe and cannot fail on any input; running out of memory aborts.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace genauth::crypto {

std::string md5(std::string_view text);   // for imported password hashes only
std::string sha1(std::string_view text);  // for what a protocol prescribes only
std::string sha256(std::string_view text);
std::string sha512(std::string_view text);

// RFC 2104. The key may have any length, including none.
std::string hmac_sha1(std::string_view key, std::string_view text);
std::string hmac_sha256(std::string_view key, std::string_view text);

// RFC 5869, extract and expand. `length` is at most 255 * 32 bytes.
std::string hkdf_sha256(std::string_view key, std::string_view salt, std::string_view info,
                        std::size_t length);

// Takes a time that depends on the lengths only, so that a secret cannot be guessed byte by byte.
// The length of a secret is not hidden.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace genauth::crypto
