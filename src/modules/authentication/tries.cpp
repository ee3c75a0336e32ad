#include "modules/authentication/tries.h"

#include "gen/errors/sign_in_rules.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/authentication/rules_step.h"
#include "modules/authentication/sign_in_rules.h"

namespace genauth::authentication {
namespace {

constexpr std::int64_t kSelfUnlockMs = 600'000;

std::string remain_count(std::int64_t left) {
  return "{\"remainCount\":" + std::to_string(left) + "}";
}

Triers triers_of(const Try& attempt) {
  return {std::string(attempt.pool_id), attempt.subject, attempt.is_somebody};
}

}  // namespace

// The handle is made for names that nobody has, too: it tells nothing.
Result<void> Tries::refuse_locked(db::Tx& tx, const Try& attempt, const pools::Settings& rules) const {
  if (!rules.self_unlock || !attempt.may_unlock) return tx.refuse(errors::kUserLocked);
  const dto::StoredSelfUnlock what{std::string(attempt.user_id)};
  const std::string handle = TRY(parts_.tickets.issue(
      tx, {std::string(attempt.pool_id), std::string(kSelfUnlockPurpose), std::string(attempt.app_id), ""},
      json::encode(what), kSelfUnlockMs, attempt.now_ms));
  return tx.refuse(Error(errors::kSelfUnlock)
                       .with_data("{\"flowHandle\":\"" + handle + "\",\"strategy\":\"" +
                                  rules.self_unlock_strategy + "\"}"));
}

Result<void> Tries::demand_captcha(db::Tx& tx, const Try& attempt) const {
  if (attempt.captcha_token.empty()) return tx.refuse(errors::kCaptchaRequired);
  return parts_.captchas.consume(tx, attempt.pool_id, attempt.captcha_token, attempt.captcha_code,
                                 attempt.now_ms);
}

// So many racing guesses are heard as the limits allow, and no more.
Result<Counted> Tries::count(const Try& attempt, const pools::Settings& rules) const {
  const Triers triers = triers_of(attempt);
  return parts_.database.write([&](db::Tx& tx) -> Result<Counted> {
    const Counted counted = TRY(count_tries(tx, triers, rules, attempt.now_ms));
    if (is_locked(rules, counted)) TRY(refuse_locked(tx, attempt, rules));
    const AddressRule rule = TRY(address_rule(tx, rules, attempt.pool_id, attempt.client_ip, attempt.now_ms));
    if (rule == AddressRule::kWait) return tx.refuse(errors::kUserLocked);
    if (rule == AddressRule::kCaptcha || older_wants_captcha(rules, counted) ||
        wants_captcha(rules, attempt.client_ip, counted.for_captcha, attempt.now_ms))
      TRY(demand_captcha(tx, attempt));
    if (!TRY(count_in_a_row(tx, triers, attempt.now_ms))) TRY(refuse_locked(tx, attempt, rules));
    return counted;
  });
}

Result<void> Tries::take_back(const Try& attempt, const pools::Settings& rules) const {
  const Triers triers = triers_of(attempt);
  return parts_.database.write([&](db::Tx& tx) -> Result<void> {
    TRY(uncount_tries(tx, triers, rules, attempt.now_ms));
    return uncount_in_a_row(tx, triers, attempt.now_ms);
  });
}

Error Tries::wrong(const Try& attempt, const pools::Settings& rules, const Counted& counted) const {
  const std::optional<std::int64_t> left = tries_left(rules, counted);
  const bool locks = left && *left <= 0;
  Error error = locks ? errors::kUserLockedNow : errors::kPasswordWrong;
  if (left && !locks) error = std::move(error).with_data(remain_count(*left));
  // Also for a name that nobody has (user_id empty), so that both cost the same.
  parts_.login.note_failure({.pool_id = attempt.pool_id,
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
  return forget_tries(tx, pool_id, subject, "");
}

}  // namespace genauth::authentication
