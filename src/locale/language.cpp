#include "locale/language.h"

#include <array>

#include "base/encoding.h"
#include "base/words.h"
#include "gen/error_table.h"
#include "locale/preference.h"

namespace genauth::locale {
namespace {

constexpr std::array<std::string_view, 4> kTags = {"zh-CN", "en-US", "zh-TW", "ja-JP"};
constexpr std::size_t kAcceptLanguageBytesMax = 256;

// RFC 9110 §12.4.2: 0 to 1 with at most three decimals, here in thousandths. What cannot be read weighs
// nothing.
int weight_of(std::string_view params) {
  const auto at = params.find("q=");
  if (at == std::string_view::npos) return 1000;
  const std::string_view value = params.substr(at + 2);
  if (value.starts_with("1")) return 1000;
  if (!value.starts_with("0.")) return 0;
  int weight = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const char digit = i + 2 < value.size() ? value[i + 2] : '0';
    weight = weight * 10 + (digit >= '0' && digit <= '9' ? digit - '0' : 0);
  }
  return weight;
}

}  // namespace

std::string_view tag(Language language) {
  return kTags[static_cast<std::size_t>(language)];
}

std::optional<Language> parse_tag(std::string_view text) {
  const std::string lower = to_lower_ascii(trim(text));
  const std::string_view primary = std::string_view(lower).substr(0, lower.find_first_of("-_"));
  if (primary == "en") return Language::kEnUs;
  if (primary == "ja") return Language::kJaJp;
  if (primary != "zh") return std::nullopt;
  for (const std::string_view part : {"tw", "hk", "mo", "hant"})
    if (lower.find(part) != std::string::npos) return Language::kZhTw;
  return Language::kZhCn;
}

std::optional<Language> asked_for(std::string_view own_header, std::string_view accept_language) {
  if (const auto wanted = parse_tag(own_header)) return wanted;
  accept_language = accept_language.substr(0, kAcceptLanguageBytesMax);
  std::optional<Language> best;
  int best_weight = 0;
  while (!accept_language.empty()) {
    const auto comma = accept_language.find(',');
    const std::string_view range = accept_language.substr(0, comma);
    accept_language =
        comma == std::string_view::npos ? std::string_view{} : accept_language.substr(comma + 1);
    const auto semicolon = range.find(';');
    const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(range.substr(semicolon + 1));
    const auto language = parse_tag(range.substr(0, semicolon));
    if (language && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

Language negotiate(std::string_view own_header, std::string_view accept_language) {
  return asked_for(own_header, accept_language).value_or(Language::kZhCn);
}

std::optional<Language> first_known(std::string_view tags) {
  for (const std::string_view each : words_in(tags))
    if (const auto language = parse_tag(each)) return language;
  return std::nullopt;
}

std::string message(Code code, Language language, std::string_view field, std::string_view arg) {
  std::string_view text = error_row(code).message[static_cast<std::size_t>(language)];
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    if (text.starts_with("{field}")) {
      out.append(field);
      text.remove_prefix(7);
    } else if (text.starts_with("{arg}")) {
      out.append(arg);
      text.remove_prefix(5);
    } else {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace genauth::locale
