// Countries and regions for lists of telephone codes. Constant data, generated (tools/generate/countries.py).
#pragma once
#include <array>
#include <span>
#include <string_view>

namespace genauth::locale {

struct Country {
  std::string_view alpha2, alpha3;       // "CN", "CHN"
  std::string_view phone_country_code;   // "+86"
  std::string_view flag;                 // two regional indicators, UTF-8
  std::array<std::string_view, 4> name;  // in the order of Language
};

// China first, then by English name.
std::span<const Country> countries();

// The same as the JSON array that get-country-list answers; lives for ever. The byte behind it is a closing
// brace (json::Prebuilt).
std::string_view countries_json();

}  // namespace genauth::locale
