// Telephone numbers: from what people type to one canonical form, or a refusal.
//
//   phone::Number n = TRY(phone::parse(req.phone_country_code, req.phone_number));
//
// The rules are the numbering plans of libphonenumber (see plan.h). A number is taken only if it is valid in
// its region, not merely of a possible length.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genauth::phone {

inline constexpr std::size_t kMaxInputChars = 32;               // longer input is refused
inline constexpr std::string_view kDefaultCountryCode = "+86";  // the product's own: mainland numbers

// A valid number.
struct Number {
  std::string country_code;  // "+86"
  std::string national;      // "13800138000": digits only, without trunk prefix
  std::string region;        // "CN"; "001" where the calling code belongs to no country (+800, +882)
  std::string e164;          // "+8613800138000"
  bool is_mobile_possible;   // false: the plan says fixed line, toll-free, …: no SMS can arrive
};

// Reads the calling code and the number as two members of a request give them.
//   country_code  "+86", "86", "0086" or "" (the number's own if it starts with '+', else
//   kDefaultCountryCode) national      digits, with spaces, dashes, dots, slashes and parentheses anywhere
//   among them; may repeat the calling
//                 code with '+' (then it must be the same one) or without, and carry the national trunk
//                 prefix. Full-width digits, plus, dash, parentheses and space count as their ASCII forms;
//                 digits of other scripts, letters and extensions are refused.
// Errors: kCountryCodeInvalid (arg: the code as given), kPhoneInvalid (arg: the main region of the calling
// code). Thread-safe. Patterns of a region are compiled at its first number and kept.
Result<Number> parse(std::string_view country_code, std::string_view national);

// A region and the calling code of its numbers, for lists of countries.
struct Region {
  std::string_view region;        // "CN"
  std::string_view country_code;  // "86", without '+'
};
std::vector<Region> regions();  // in ascending order of the region; without "001"

}  // namespace genauth::phone
