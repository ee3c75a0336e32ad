#include "crypto/random.h"

#include <openssl/rand.h>

#include <cstdlib>

#include "base/encoding.h"
#include "base/log.h"

namespace genauth::crypto {

std::string random_bytes(std::size_t size) {
  std::string out(size, '\0');
  constexpr std::size_t kStep = 1 << 16;  // the generator hands out at most this much at a time
  for (std::size_t at = 0; at < size; at += kStep) {
    const auto length = static_cast<int>(std::min(kStep, size - at));
    if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(out.data()) + at, length) != 1) {
      log::error("crypto.random_failed");
      std::abort();
    }
  }
  return out;
}

std::string random_digits(std::size_t count) {
  std::string out;
  out.reserve(count);
  while (out.size() < count) {
    // 250 is the largest multiple of ten in a byte: what lies above would favour the digits 0 to 5.
    for (const unsigned char byte : random_bytes(count - out.size() + 2))
      if (byte < 250 && out.size() < count) out += static_cast<char>('0' + byte % 10);
  }
  return out;
}

std::string random_token(std::size_t bytes) {
  return base64url(random_bytes(bytes));
}

}  // namespace genauth::crypto
