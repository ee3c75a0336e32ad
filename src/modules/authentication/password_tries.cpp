#include "modules/authentication/password_tries.h"

#include <algorithm>

#include "base/encoding.h"
#include "modules/codes/throttle.h"

namespace genauth::authentication {
namespace {

constexpr std::string_view kLockScope = "password_try", kCaptchaScope = "password_captcha",
                           kOlderScope = "password_older", kInARowScope = "password_failures";
// Names that nobody has are without end; what they leave behind is not.
constexpr std::int64_t kDayMs = 86'400'000;

codes::Limit lock_limit(const pools::Settings& rules) {
  return {kLockScope, rules.lock_after_failures, rules.failure_window_ms};
}

codes::Limit captcha_limit(const pools::Settings& rules) {
  return {kCaptchaScope, rules.captcha_after_failures, rules.captcha_window_ms};
}

codes::Limit older_limit(const dto::StoredFailureCheck& check) {
  return {kOlderScope, check.limit, check.window_ms};
}

codes::Limit in_a_row_limit(const Triers& triers) {
  return {kInARowScope, codes::kFailuresMax, triers.is_somebody ? codes::kForeverMs : kDayMs};
}

// One count serves both where they count within the same time.
bool counts_captcha_apart(const pools::Settings& rules) {
  return rules.captcha_window_ms != rules.failure_window_ms;
}

const dto::StoredFailureCheck* older_check(const pools::Settings& rules) {
  const auto& check = rules.login_password_fail_check;
  return check && check->enabled ? &*check : nullptr;
}

bool locks_by_older(const pools::Settings& rules) {
  return older_check(rules) != nullptr && rules.login_fail_strategy == "block-account";
}

bool locks(const pools::Settings& rules) {
  return rules.lock_enabled && rules.lock_failures_enabled;
}

}  // namespace

Triers Triers::of_user(std::string_view pool_id, std::string_view user_id, std::string_view known_device) {
  std::string subject(user_id);
  if (!known_device.empty()) subject.append("@").append(known_device);
  return {std::string(pool_id), std::move(subject), true};
}

Triers Triers::of_nobody(std::string_view pool_id, std::string_view identifier) {
  return {std::string(pool_id), "?" + users::account_key(identifier), false};
}

Result<Counted> count_tries(db::Tx& tx, const Triers& triers, const pools::Settings& rules,
                            std::int64_t now_ms) {
  const auto count = [&](const codes::Limit& limit) {
    return codes::count_event(tx, triers.pool_id, limit, triers.subject, now_ms);
  };
  Counted tries;
  tries.for_lock = tries.for_captcha = TRY(count(lock_limit(rules)));
  if (counts_captcha_apart(rules)) tries.for_captcha = TRY(count(captcha_limit(rules)));
  if (const auto* check = older_check(rules)) tries.for_older = TRY(count(older_limit(*check)));
  return tries;
}

Result<void> uncount_tries(db::Tx& tx, const Triers& triers, const pools::Settings& rules,
                           std::int64_t now_ms) {
  const auto uncount = [&](const codes::Limit& limit) {
    return codes::uncount_event(tx, triers.pool_id, limit, triers.subject, now_ms);
  };
  TRY(uncount(lock_limit(rules)));
  if (counts_captcha_apart(rules)) TRY(uncount(captcha_limit(rules)));
  if (const auto* check = older_check(rules)) TRY(uncount(older_limit(*check)));
  return {};
}

bool is_locked(const pools::Settings& rules, const Counted& tries) {
  if (locks(rules) && tries.for_lock > rules.lock_after_failures) return true;
  return locks_by_older(rules) && tries.for_older > older_check(rules)->limit;
}

bool older_wants_captcha(const pools::Settings& rules, const Counted& tries) {
  const auto* check = older_check(rules);
  return check != nullptr && rules.login_fail_strategy == "captcha" && tries.for_older > check->limit;
}

std::optional<std::int64_t> tries_left(const pools::Settings& rules, const Counted& tries) {
  std::optional<std::int64_t> left;
  if (locks(rules)) left = rules.lock_after_failures - tries.for_lock;
  if (locks_by_older(rules)) {
    const std::int64_t of_older = older_check(rules)->limit - tries.for_older;
    left = left ? std::min(*left, of_older) : of_older;
  }
  return left;
}

Result<bool> count_in_a_row(db::Tx& tx, const Triers& triers, std::int64_t now_ms) {
  const codes::Limit limit = in_a_row_limit(triers);
  return TRY(codes::count_event(tx, triers.pool_id, limit, triers.subject, now_ms)) <= limit.limit;
}

Result<void> uncount_in_a_row(db::Tx& tx, const Triers& triers, std::int64_t now_ms) {
  return codes::uncount_event(tx, triers.pool_id, in_a_row_limit(triers), triers.subject, now_ms);
}

Result<void> forget_tries(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view known_device) {
  return codes::forget_all_events(
      tx, pool_id, {kLockScope, kCaptchaScope, kOlderScope, kInARowScope},
      {std::string(user_id), Triers::of_user(pool_id, user_id, known_device).subject, ""});
}

Result<void> forget_failures_in_a_row(db::Tx& tx, const users::User& user) {
  TRY(codes::forget_events(tx, user.pool_id, kInARowScope, user.id));
  if (user.phone)
    TRY(codes::forget_events(tx, user.pool_id, codes::kFailureScope,
                             user.phone_country_code.value_or("") + *user.phone));
  if (user.email) TRY(codes::forget_events(tx, user.pool_id, codes::kFailureScope, *user.email));
  return {};
}

}  // namespace genauth::authentication
