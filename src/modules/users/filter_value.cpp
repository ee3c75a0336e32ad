#include "modules/users/filter_value.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "base/encoding.h"

namespace genauth::users {
namespace {

constexpr std::int64_t kSecondsMax = 100'000'000'000;

FilterValue value_of(const json::Document& document, const json::Node& node) {
  if (node.kind == json::ValueKind::kString) return {node.kind, document.string(node)};
  return {node.kind, document.compact(node)};
}

// Takes `count` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + count, value);
  if (error != std::errc() || end != text.data() + count || value < 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch() / std::chrono::milliseconds(1);
}

std::optional<std::int64_t> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute) return std::nullopt;
  int second = 0, ms = 0;
  if (take(text, ':')) {
    const auto read = take_number(text, 2);
    if (!read) return std::nullopt;
    second = *read;
    if (take(text, '.')) {
      const std::string_view fraction = text.substr(0, text.find_first_not_of("0123456789"));
      if (fraction.empty()) return std::nullopt;
      text.remove_prefix(fraction.size());
      for (std::size_t i = 0; i < 3; ++i) ms = ms * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    }
  }
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  return ((std::int64_t{*hour} * 60 + *minute) * 60 + second) * 1000 + ms;
}

// Milliseconds east of Greenwich.
std::optional<std::int64_t> take_zone(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return 0;
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours) return std::nullopt;
  take(text, ':');
  const auto minutes = take_number(text, 2);
  if (!minutes) return std::nullopt;
  return (east ? 1 : -1) * (std::int64_t{*hours} * 60 + *minutes) * 60'000;
}

}  // namespace

Result<std::vector<FilterValue>> filter_values(std::string_view raw_json) {
  std::vector<FilterValue> values;
  if (raw_json.empty()) return values;
  const json::Document document = TRY(json::Document::parse(raw_json));
  const auto nodes = document.nodes();
  if (document.root().kind != json::ValueKind::kArray) {
    values.push_back(value_of(document, document.root()));
    return values;
  }
  for (std::size_t child = 1; child < nodes[0].next; child = nodes[child].next)
    values.push_back(value_of(document, nodes[child]));
  return values;
}

std::int64_t to_ms(std::int64_t seconds_or_ms) {
  return seconds_or_ms < kSecondsMax && seconds_or_ms > -kSecondsMax ? seconds_or_ms * 1000 : seconds_or_ms;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  if (const auto number = parse_int(text)) return to_ms(*number);
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return date;
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return *date + *clock - *zone;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace genauth::users
