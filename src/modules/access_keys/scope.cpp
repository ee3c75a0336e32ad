#include "modules/access_keys/scope.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/words.h"

namespace genauth::access_keys {
namespace {

constexpr std::string_view kAny = "*";
constexpr std::size_t kPartsMax = 3;

std::vector<std::string_view> parts_of(std::string_view word) {
  std::vector<std::string_view> parts;
  for (std::size_t colon = word.find(':'); colon != std::string_view::npos; colon = word.find(':')) {
    parts.push_back(word.substr(0, colon));
    word.remove_prefix(colon + 1);
  }
  parts.push_back(word);
  return parts;
}

// Resource, identifier, action. Two parts name the action of all identifiers.
std::array<std::string_view, kPartsMax> full(std::string_view word) {
  const std::vector<std::string_view> parts = parts_of(word);
  if (parts.size() == 1) return {parts[0], kAny, kAny};
  if (parts.size() == 2) return {parts[0], kAny, parts[1]};
  return {parts[0], parts[1], parts[2]};
}

}  // namespace

bool is_scope_word(std::string_view word) {
  constexpr std::size_t kBytesMax = 255;
  const std::vector<std::string_view> parts = parts_of(word);
  return word.size() <= kBytesMax && parts.size() <= kPartsMax &&
         std::ranges::all_of(parts, [](std::string_view part) { return !part.empty(); }) &&
         std::ranges::all_of(word, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

bool covers(std::string_view granted, std::string_view wanted) {
  if (!is_scope_word(granted) || !is_scope_word(wanted)) return false;
  const auto have = full(granted), want = full(wanted);
  for (std::size_t i = 0; i < kPartsMax; ++i)
    if (have[i] != kAny && have[i] != want[i]) return false;
  return true;
}

Scope divide(std::string_view asked, std::string_view granted) {
  const std::vector<std::string_view> held = words_in(granted);
  if (words_in(asked).empty()) return {std::string(granted), ""};
  Scope scope;
  for (const std::string_view word : words_in(asked)) {
    const bool is_held = std::ranges::any_of(held, [&](std::string_view each) { return covers(each, word); });
    std::string& side = is_held ? scope.granted : scope.rejected;
    side = with_words(std::move(side), word);
  }
  return scope;
}

}  // namespace genauth::access_keys
