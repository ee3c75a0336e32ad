#include "modules/authentication/sign_in_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "net/address.h"

namespace genauth::authentication {
namespace {

constexpr std::int64_t kMinuteMs = 60'000, kDayMinutes = 1'440;
constexpr int kEpochWeekday = 4;  // 1 January 1970 was a Thursday

struct Window {
  std::int64_t first_day = 1, last_day = 7;  // 1 is Monday
  std::int64_t from = 0, until = 0;          // minutes of the day
  std::int64_t offset = 0;                   // minutes before UTC
};

// "09:30" as minutes; nullopt if it is no time of a day.
std::optional<std::int64_t> minutes_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = parse_int(text.substr(0, 2)), minutes = parse_int(text.substr(3));
  if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59) return std::nullopt;
  const std::int64_t total = *hours * 60 + *minutes;
  return total <= kDayMinutes ? std::optional(total) : std::nullopt;
}

std::optional<std::int64_t> day_of(std::string_view text) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '7') return std::nullopt;
  return text[0] - '0';
}

std::optional<Window> parse_window(std::string_view text) {
  constexpr std::size_t kTimes = 11;  // "09:00-18:00"
  Window window;
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view days = text.substr(0, space), rest = text.substr(space + 1);
  const bool is_range = days.size() == 3 && days[1] == '-';
  const auto first = day_of(days.substr(0, 1)), last = day_of(is_range ? days.substr(2) : days);
  if (!first || !last || *first > *last || rest.size() < kTimes || rest[5] != '-') return std::nullopt;
  const auto from = minutes_of(rest.substr(0, 5)), until = minutes_of(rest.substr(6, 5));
  if (!from || !until || *from >= *until) return std::nullopt;
  const std::string_view distance = rest.substr(kTimes);
  if (!distance.empty()) {
    const auto minutes = minutes_of(distance.substr(1));
    if (!minutes || (distance[0] != '+' && distance[0] != '-')) return std::nullopt;
    window.offset = distance[0] == '+' ? *minutes : -*minutes;
  }
  window.first_day = *first;
  window.last_day = *last;
  window.from = *from;
  window.until = *until;
  return window;
}

bool lists_address(std::string_view list, std::string_view client_ip) {
  const auto address = net::Address::parse(client_ip);
  const auto networks = net::parse_networks(list);
  if (!address || !networks) return false;
  return std::ranges::any_of(*networks,
                             [&](const net::Network& network) { return network.contains(*address); });
}

}  // namespace

pools::Settings rules_of(pools::Settings pool, const applications::Settings& application) {
  if (!application.custom_security) return pool;
  pool.captcha_mode = application.captcha_mode;
  pool.captcha_after_failures = application.captcha_after_failures;
  pool.captcha_failures_enabled = true;
  pool.captcha_window_ms = application.failure_window_ms;
  pool.lock_enabled = application.lock_enabled;
  pool.lock_after_failures = application.lock_after_failures;
  pool.lock_failures_enabled = true;
  pool.failure_window_ms = application.failure_window_ms;
  pool.self_unlock = application.self_unlock;
  pool.self_unlock_strategy = application.self_unlock_strategy;
  return pool;
}

bool wants_captcha(const pools::Settings& rules, std::string_view client_ip, std::int64_t failures,
                   std::int64_t now_ms) {
  if (rules.captcha_mode == "always_enable") return true;
  if (rules.captcha_mode != "condition_set") return false;
  if (rules.captcha_failures_enabled && failures > rules.captcha_after_failures) return true;
  if (rules.captcha_addresses_enabled && !lists_address(rules.captcha_addresses, client_ip)) return true;
  if (!rules.captcha_times_enabled) return false;
  const std::vector<std::string> times = rules.captcha_times.value_or(std::vector<std::string>());
  return std::ranges::none_of(times, [&](const std::string& time) { return is_within(time, now_ms); });
}

bool is_time_window(std::string_view text) {
  return parse_window(text).has_value();
}

bool is_within(std::string_view time_window, std::int64_t now_ms) {
  const auto window = parse_window(time_window);
  if (!window) return false;
  const std::int64_t minutes = now_ms / kMinuteMs + window->offset;
  const std::int64_t day = (minutes / kDayMinutes + kEpochWeekday - 1) % 7 + 1;
  const std::int64_t of_day = minutes % kDayMinutes;
  return day >= window->first_day && day <= window->last_day && of_day >= window->from &&
         of_day < window->until;
}

}  // namespace genauth::authentication
