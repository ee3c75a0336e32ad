#include "modules/authentication/tries.h"

#include "gen/errors/users.h"
#include "modules/codes/throttle.h"

namespace genauth::authentication {
namespace {

codes::Limit failure_limit(const pools::Settings& settings) {
  return {kPasswordTryScope, settings.lock_after_failures, settings.failure_window_ms};
}

std::string remain_count(std::int64_t left) {
  return "{\"remainCount\":" + std::to_string(left) + "}";
}

}  // namespace

Result<std::int64_t> Tries::count(const Try& attempt, const pools::Settings& settings) const {
  const codes::Limit limit = failure_limit(settings);
  return database_.write([&](db::Tx& tx) -> Result<std::int64_t> {
    const std::int64_t count =
        TRY(codes::count_event(tx, attempt.pool_id, limit, attempt.subject, attempt.now_ms));
    if (settings.lock_enabled && count > settings.lock_after_failures) return tx.refuse(errors::kUserLocked);
    const bool wants_captcha =
        settings.captcha_mode == "always_enable" ||
        (settings.captcha_mode == "condition_set" && count > settings.captcha_after_failures);
    if (wants_captcha && attempt.captcha_token.empty()) return tx.refuse(errors::kCaptchaRequired);
    if (wants_captcha)
      TRY(captchas_.consume(tx, attempt.pool_id, attempt.captcha_token, attempt.captcha_code,
                            attempt.now_ms));
    return settings.lock_after_failures - count;
  });
}

Result<void> Tries::take_back(const Try& attempt, const pools::Settings& settings) const {
  return database_.write([&](db::Tx& tx) {
    return codes::uncount_event(tx, attempt.pool_id, failure_limit(settings), attempt.subject,
                                attempt.now_ms);
  });
}

Error Tries::wrong(const Try& attempt, const pools::Settings& settings, std::int64_t tries_left) const {
  const bool locks = settings.lock_enabled && tries_left <= 0;
  Error error = locks ? errors::kUserLockedNow : errors::kPasswordWrong;
  if (settings.lock_enabled && !locks) error = std::move(error).with_data(remain_count(tries_left));
  // Also for a name that nobody has (user_id empty), so that both cost the same.
  login_.note_failure({.pool_id = attempt.pool_id,
                       .app_id = attempt.app_id,
                       .user_id = attempt.user_id,
                       .channel = attempt.channel,
                       .client_ip = attempt.client_ip,
                       .user_agent = attempt.user_agent,
                       .code = error.code(),
                       .now_ms = attempt.now_ms});
  return error;
}

Result<void> Tries::forget(db::Tx& tx, std::string_view pool_id, std::string_view subject) {
  return codes::forget_events(tx, pool_id, kPasswordTryScope, subject);
}

}  // namespace genauth::authentication
