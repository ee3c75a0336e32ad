#include "phone/typed.h"

#include "phone/phone.h"

namespace genauth::phone {
namespace {

// The one character at the start of `text`, folded to ASCII if it is one of the full-width forms that East
// Asian keyboards produce (U+FF01…U+FF5E, U+3000) or a no-break space or hyphen; 0 for anything else outside
// ASCII.
char fold(std::string_view text, std::size_t& bytes) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  bytes = 1;
  if (at(0) < 0x80) return text[0];
  bytes = 2;
  if (at(0) == 0xC2 && at(1) == 0xA0) return ' ';
  bytes = 3;
  if (at(0) == 0xEF && at(1) == 0xBC && at(2) >= 0x81 && at(2) <= 0xBF)
    return static_cast<char>(at(2) - 0x60);
  if (at(0) == 0xE3 && at(1) == 0x80 && at(2) == 0x80) return ' ';
  if (at(0) == 0xE2 && at(1) == 0x80 && at(2) >= 0x90 && at(2) <= 0x95) return '-';
  return 0;
}

}  // namespace

std::optional<Typed> read_typed(std::string_view utf8) {
  Typed typed;
  std::size_t chars = 0;
  for (std::size_t bytes = 0; !utf8.empty(); utf8.remove_prefix(bytes)) {
    if (++chars > kMaxInputChars) return std::nullopt;
    const char c = fold(utf8, bytes);
    if (c >= '0' && c <= '9') {
      typed.digits += c;
    } else if (c == '+' && typed.digits.empty() && !typed.has_plus) {
      typed.has_plus = true;
    } else if (c == 0 || std::string_view(" -.()/").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  if (typed.digits.empty()) return std::nullopt;
  return typed;
}

}  // namespace genauth::phone
