#include "webauthn/der.h"

namespace genauth::webauthn::der {
namespace {

std::optional<std::uint8_t> take_byte(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto byte = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

// X.690 §8.1.2.4: tags above 30 stand in base 128.
std::optional<std::uint32_t> take_long_tag(std::string_view& bytes) {
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) {
    const auto byte = take_byte(bytes);
    if (!byte || (i == 0 && *byte == 0x80)) return std::nullopt;
    number = number << 7 | (*byte & 0x7Fu);
    if ((*byte & 0x80) == 0) return number > 30 ? std::optional(number) : std::nullopt;
  }
  return std::nullopt;
}

// X.690 §10.1: definite, in the fewest bytes.
std::optional<std::size_t> take_length(std::string_view& bytes) {
  const auto first = take_byte(bytes);
  if (!first) return std::nullopt;
  if (*first < 0x80) return *first;
  const int size = *first & 0x7F;
  if (size < 1 || size > 3) return std::nullopt;
  std::size_t length = 0;
  for (int i = 0; i < size; ++i) {
    const auto byte = take_byte(bytes);
    if (!byte || (i == 0 && *byte == 0)) return std::nullopt;
    length = length << 8 | *byte;
  }
  return length >= 0x80 ? std::optional(length) : std::nullopt;
}

}  // namespace

std::optional<Element> take(std::string_view& bytes) {
  std::string_view rest = bytes;
  const auto head = take_byte(rest);
  if (!head) return std::nullopt;
  Element element;
  element.form = *head;
  element.number = *head & 0x1Fu;
  if (element.number == 0x1F) {
    const auto number = take_long_tag(rest);
    if (!number) return std::nullopt;
    element.number = *number;
  }
  const auto length = take_length(rest);
  if (!length || *length > rest.size()) return std::nullopt;
  element.content = rest.substr(0, *length);
  bytes = rest.substr(*length);
  return element;
}

std::optional<std::uint32_t> small_number(const Element& element) {
  if (element.content.empty() || element.content.size() > 4) return std::nullopt;
  if ((static_cast<std::uint8_t>(element.content.front()) & 0x80) != 0) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : element.content) number = number << 8 | static_cast<std::uint8_t>(c);
  return number;
}

}  // namespace genauth::webauthn::der
