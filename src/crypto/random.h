// Secrets out of nothing. The generator is OpenSSL's per-thread DRBG, reseeded from the kernel.
// All functions are thread-safe, and abort the process if the generator fails: there is no way to go on
// without it.
#pragma once
#include <cstddef>
#include <string>

namespace genauth::crypto {

std::string random_bytes(std::size_t size);
std::string random_digits(std::size_t count);  // '0'..'9', each equally likely; for codes that people type
std::string random_token(std::size_t bytes);   // that many random bytes as base64url, 4/3 of the length

}  // namespace genauth::crypto
