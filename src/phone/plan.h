// Numbering plans as tables; their contents are generated (tools/generate/phone.py). Private to this folder.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace genauth::phone {

// Bit n is set: a national number may have n digits.
using Lengths = std::uint32_t;

// One kind of number (fixed line, mobile, toll-free, …) of a plan.
struct Kind {
  std::uint16_t pattern = 0;  // index into patterns(); 0: the plan has no such kind
  Lengths lengths = 0;
};

// Places of Plan::kinds that have a meaning here; any match makes a number valid.
inline constexpr std::size_t kFixedLine = 0;
inline constexpr std::size_t kMobile = 1;

struct Plan {
  std::string_view region;
  std::string_view calling_code;  // digits
  std::uint16_t general;          // pattern of every whole national number
  Lengths lengths;
  std::uint16_t prefix;             // pattern of what may be typed before (or instead of) the national number
  std::string_view prefix_becomes;  // "9$1": what replaces a match of `prefix` that captured something
  std::uint16_t leading_digits;     // regions that share a calling code: enough to tell this one, where not 0
  std::array<Kind, 10> kinds;
};

// A calling code and its plans: plans()[first, first + count), the main region first.
struct CallingCode {
  std::string_view digits;
  std::uint16_t first, count;
  std::span<const Plan> plans() const;
  const Plan& main() const { return plans().front(); }
};

std::span<const std::string_view> patterns();
std::span<const Plan> plans();
std::span<const CallingCode> calling_codes();  // ascending text order

inline std::span<const Plan> CallingCode::plans() const {
  return phone::plans().subspan(first, count);
}

}  // namespace genauth::phone
