// Style sheets of strangers, read and written anew (CSS Syntax Module Level 3): what comes out is made of
// tokens that were understood, and cannot load, ask or read anything beyond this server.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::css {

inline constexpr std::size_t kBytesMax = std::size_t{64} * 1024;

struct Cleaned {
  std::string text;
  std::vector<std::string> dropped;  // what was left out and why, a line each, at most kDroppedMax
};
inline constexpr std::size_t kDroppedMax = 50;

// Keeps style rules, @media, @supports and @keyframes. Leaves out, with the rule or declaration that has it:
//   every other at-rule, @import and @font-face among them
//   url() and src() of anything but a picture in the text itself (data:image/png, jpeg, gif or webp)
//   functions that are not known to compute a value alone (image-set(), attr(), expression(), …)
//   attribute selectors, which can tell what is typed into a field, and nested rules
// Nullopt for what is too long, nested deeper than any sheet, or no UTF-8. Cleaning twice changes nothing.
// Pure, thread-safe.
std::optional<Cleaned> clean(std::string_view sheet);

}  // namespace genauth::css
