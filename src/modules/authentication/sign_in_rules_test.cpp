#include "modules/authentication/sign_in_rules.h"

#include <doctest/doctest.h>

namespace genauth::authentication {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kMonday = 1'790'553'600'000;  // 28 September 2026, 00:00 UTC

TEST_CASE("knows the form of times without a picture code") {
  for (const char* good :
       {"1-5 09:00-18:00", "7 00:00-24:00", "1-7 08:30-08:31+08:00", "3 10:00-11:00-05:30"})
    CHECK(is_time_window(good));
  for (const char* bad :
       {"", "1-5", "5-1 09:00-18:00", "0 09:00-18:00", "8 09:00-18:00", "1 18:00-09:00", "1 09:00-09:00",
        "1 09:60-10:00", "1 24:01-24:02", "1 9:00-18:00", "1 09:00-18:00 08:00", "1 09:00-18:00+8",
        "Mon 09:00-18:00", "1 09:00/18:00", "1  09:00-18:00"})
    CHECK_FALSE(is_time_window(bad));
}

TEST_CASE("tells whether now is within a time") {
  CHECK(is_within("1 00:00-24:00", kMonday));
  CHECK_FALSE(is_within("2-7 00:00-24:00", kMonday));
  CHECK(is_within("1-5 09:00-18:00", kMonday + 9 * kHourMs));
  CHECK_FALSE(is_within("1-5 09:00-18:00", kMonday + 9 * kHourMs - 1));
  CHECK_FALSE(is_within("1-5 09:00-18:00", kMonday + 18 * kHourMs));
  CHECK(is_within("1-5 09:00-18:00+08:00", kMonday + kHourMs));    // nine o'clock in Beijing
  CHECK(is_within("7 20:00-24:00-05:00", kMonday + 2 * kHourMs));  // still Sunday in New York
  CHECK_FALSE(is_within("nonsense", kMonday));
}

TEST_CASE("asks for a picture code as the pool says") {
  pools::Settings rules;
  CHECK_FALSE(wants_captcha(rules, "192.0.2.1", 5, kMonday));
  CHECK(wants_captcha(rules, "192.0.2.1", 6, kMonday));
  rules.captcha_failures_enabled = false;
  CHECK_FALSE(wants_captcha(rules, "192.0.2.1", 6, kMonday));
  rules.captcha_addresses_enabled = true;
  rules.captcha_addresses = "192.0.2.0/24";
  CHECK_FALSE(wants_captcha(rules, "192.0.2.1", 0, kMonday));
  CHECK(wants_captcha(rules, "198.51.100.1", 0, kMonday));
  CHECK(wants_captcha(rules, "no address", 0, kMonday));
  rules.captcha_addresses_enabled = false;
  rules.captcha_times_enabled = true;
  CHECK(wants_captcha(rules, "192.0.2.1", 0, kMonday));
  rules.captcha_times = {{"1 00:00-24:00"}};
  CHECK_FALSE(wants_captcha(rules, "192.0.2.1", 0, kMonday));
  rules.captcha_mode = "disable";
  CHECK_FALSE(wants_captcha(rules, "198.51.100.1", 100, kMonday));
  rules.captcha_mode = "always_enable";
  CHECK(wants_captcha(rules, "192.0.2.1", 0, kMonday));
}

TEST_CASE("an application's own rules stand in place of the pool's") {
  pools::Settings pool;
  pool.lock_after_failures = 7;
  applications::Settings application;
  application.lock_after_failures = 3;
  CHECK(rules_of(pool, application).lock_after_failures == 7);
  application.custom_security = true;
  application.captcha_mode = "disable";
  CHECK(rules_of(pool, application).lock_after_failures == 3);
  CHECK(rules_of(pool, application).captcha_mode == "disable");
}

}  // namespace
}  // namespace genauth::authentication
