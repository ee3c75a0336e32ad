// One regular expression of an administrator over one password, with limits: neither a bad pattern nor a bad
// password takes the server's time. Inside src/modules/passwords only.
#pragma once
#include <cstdint>
#include <string_view>

namespace genauth::passwords {

enum class Match : std::uint8_t {
  kYes,
  kNo,
  kGaveUp,      // a limit was reached: nobody knows
  kBadPattern,  // PCRE2 does not take it
};

// Searches, as RegExp.test() of JavaScript does; ^ and $ make it a whole match. Unicode is on.
Match match(std::string_view pattern, std::string_view subject);

}  // namespace genauth::passwords
