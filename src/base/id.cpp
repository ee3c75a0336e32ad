#include "base/id.h"

#include <sys/random.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "base/encoding.h"

namespace genauth {

void fast_random(void* out, std::size_t size) {
  thread_local unsigned char pool[512];
  thread_local std::size_t left = 0;
  auto* to = static_cast<unsigned char*>(out);
  while (size > 0) {
    if (left == 0) {
      if (getrandom(pool, sizeof pool, 0) != static_cast<ssize_t>(sizeof pool)) std::abort();
      left = sizeof pool;
    }
    const std::size_t take = size < left ? size : left;
    std::memcpy(to, pool + (sizeof pool - left), take);
    left -= take;
    to += take;
    size -= take;
  }
}

std::string new_id(std::int64_t now_ms) {
  // Units of 1/16777 of a second since the epoch; the counter only moves forward, whatever the clock does.
  static std::atomic<std::uint64_t> last{0};
  const auto wanted =
      static_cast<std::uint64_t>(now_ms) / 1000 << 24 | static_cast<std::uint64_t>(now_ms) % 1000 * 16777;
  std::uint64_t before = last.load(std::memory_order_relaxed), next = 0;
  do {
    // A clock that a test moved far back starts a new series; a step of up to an hour continues the old one.
    const bool follows = before >= wanted && before - wanted < (std::uint64_t{3600} << 24);
    next = follows ? before + 1 : wanted;
  } while (!last.compare_exchange_weak(before, next, std::memory_order_relaxed));
  unsigned char bytes[12];
  for (int i = 0; i < 7; ++i) bytes[i] = static_cast<unsigned char>(next >> (8 * (6 - i)));
  fast_random(bytes + 7, 5);
  return hex({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

bool is_id(std::string_view text) {
  if (text.size() != 24) return false;
  for (char c : text)
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  return true;
}

std::string new_uuid() {
  unsigned char bytes[16];
  fast_random(bytes, sizeof bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (const unsigned char byte : bytes) {
    if (at == 8 || at == 13 || at == 18 || at == 23) ++at;
    text[at++] = kDigits[byte >> 4];
    text[at++] = kDigits[byte & 15];
  }
  return text;
}

}  // namespace genauth
