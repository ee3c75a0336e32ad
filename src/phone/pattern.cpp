#include "phone/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace genauth::phone {
namespace {

// There are 1,300 patterns and a deployment meets a few dozen of them, so each is compiled alone and when
// needed. A slot is never emptied, which makes the pointer that compiled() returns good for ever.
struct Slot {
  std::once_flag once;
  std::unique_ptr<const RE2> regex;
};

const RE2& compiled(std::uint16_t pattern) {
  static const std::unique_ptr<Slot[]> kSlots = std::make_unique<Slot[]>(patterns().size());
  Slot& slot = kSlots[pattern];
  std::call_once(slot.once, [&] {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(64 << 10);  // the automaton's cache, per pattern; the default is 8 MB
    const std::string_view text = patterns()[pattern];
    slot.regex = std::make_unique<const RE2>(re2::StringPiece(text.data(), text.size()), options);
  });
  return *slot.regex;
}

bool matches(std::uint16_t pattern, std::string_view digits, RE2::Anchor anchor) {
  if (pattern == 0) return false;
  const re2::StringPiece text(digits.data(), digits.size());
  return compiled(pattern).Match(text, 0, text.size(), anchor, nullptr, 0);
}

}  // namespace

bool matches_whole(std::uint16_t pattern, std::string_view digits) {
  return matches(pattern, digits, RE2::ANCHOR_BOTH);
}

bool matches_start(std::uint16_t pattern, std::string_view digits) {
  return matches(pattern, digits, RE2::ANCHOR_START);
}

std::string without_prefix(const Plan& plan, std::string_view digits) {
  if (plan.prefix == 0) return std::string(digits);
  constexpr int kMostGroups = 4;  // with the whole match; no plan has more than two captures
  re2::StringPiece group[kMostGroups];
  const RE2& regex = compiled(plan.prefix);
  const int groups = std::min(regex.NumberOfCapturingGroups() + 1, kMostGroups);
  const re2::StringPiece text(digits.data(), digits.size());
  if (!regex.Match(text, 0, text.size(), RE2::ANCHOR_START, group, groups)) return std::string(digits);

  std::string rest(digits.substr(group[0].size()));
  const bool captured = groups > 1 && !group[groups - 1].empty();
  if (plan.prefix_becomes.empty() || !captured) return rest;
  std::string out;
  for (std::size_t i = 0; i < plan.prefix_becomes.size(); ++i) {
    const char c = plan.prefix_becomes[i];
    if (c != '$') {
      out += c;
    } else if (const int index = plan.prefix_becomes[++i] - '0'; index < groups) {
      out.append(group[index].data(), group[index].size());
    }
  }
  return out + rest;
}

}  // namespace genauth::phone
