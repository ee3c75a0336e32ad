// What people type, reduced to ASCII digits. Private to this folder.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::phone {

struct Typed {
  std::string digits;
  bool has_plus = false;  // a '+' stood before the first digit
};

// nullopt: a character that has no place in a telephone number, a '+' elsewhere than first, no digit at all,
// or more than kMaxInputChars.
std::optional<Typed> read_typed(std::string_view utf8);

}  // namespace genauth::phone
