#include "modules/authentication/password_login.h"

#include "base/encoding.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "modules/codes/throttle.h"
#include "modules/passwords/passwords.h"

namespace genauth::authentication {
namespace {

codes::Limit failure_limit(const pools::Settings& settings) {
  return {kPasswordTryScope, settings.lock_after_failures, settings.failure_window_ms};
}

// Failures count against the account if there is one, and against the text that was typed if not, so that
// both behave alike.
std::string subject_of(const PasswordAttempt& attempt, const std::optional<users::User>& user) {
  return user ? user->id : "?" + to_lower_ascii(attempt.identifier);
}

std::string remain_count(std::int64_t left) {
  return "{\"remainCount\":" + std::to_string(left) + "}";
}

}  // namespace

Result<std::optional<users::User>> find_user(db::Session& session, std::string_view pool_id, Identifier kind,
                                             std::string_view identifier) {
  switch (kind) {
    case Identifier::kUsername: return users::find_by_username(session, pool_id, identifier);
    case Identifier::kEmail: return users::find_by_email(session, pool_id, identifier);
    case Identifier::kPhone: return users::find_by_phone_text(session, pool_id, identifier);
    case Identifier::kAccount: break;
  }
  return users::find_by_account(session, pool_id, identifier);
}

// What a try has left.
struct PasswordLogin::Tried {
  std::int64_t left = 0;  // further tries before the lock; meaningless without a lock
};

Result<PasswordLogin::Tried> PasswordLogin::count_try(const PasswordAttempt& attempt,
                                                      const pools::Settings& settings,
                                                      const std::optional<users::User>& user) const {
  const codes::Limit limit = failure_limit(settings);
  const std::string subject = subject_of(attempt, user);
  return database_.write([&](db::Tx& tx) -> Result<Tried> {
    const std::int64_t count = TRY(codes::count_event(tx, attempt.pool_id, limit, subject, attempt.now_ms));
    if (settings.lock_enabled && count > settings.lock_after_failures) return tx.refuse(errors::kUserLocked);
    const bool wants_captcha =
        settings.captcha_mode == "always_enable" ||
        (settings.captcha_mode == "condition_set" && count > settings.captcha_after_failures);
    if (wants_captcha && attempt.captcha_token.empty()) return tx.refuse(errors::kCaptchaRequired);
    if (wants_captcha)
      TRY(captchas_.consume(tx, attempt.pool_id, attempt.captcha_token, attempt.captcha_code,
                            attempt.now_ms));
    return Tried{settings.lock_after_failures - count};
  });
}

// Nothing was hashed, so nobody has learnt anything from this try.
Result<void> PasswordLogin::take_back_try(const PasswordAttempt& attempt, const pools::Settings& settings,
                                          const std::optional<users::User>& user) const {
  return database_.write([&](db::Tx& tx) {
    return codes::uncount_event(tx, attempt.pool_id, failure_limit(settings), subject_of(attempt, user),
                                attempt.now_ms);
  });
}

Error PasswordLogin::wrong_password(const PasswordAttempt& attempt, const pools::Settings& settings,
                                    const std::optional<users::User>& user, std::int64_t tries_left) const {
  const bool locks = settings.lock_enabled && tries_left <= 0;
  Error error = locks ? errors::kUserLockedNow : errors::kPasswordWrong;
  if (settings.lock_enabled && !locks) error = std::move(error).with_data(remain_count(tries_left));
  // Also for a name that nobody has (user_id empty), so that both cost the same.
  login_.note_failure({.pool_id = attempt.pool_id,
                       .app_id = attempt.app_id,
                       .user_id = user ? std::string_view(user->id) : std::string_view(),
                       .channel = "PASSWORD",
                       .client_ip = attempt.client_ip,
                       .user_agent = attempt.user_agent,
                       .code = error.code(),
                       .now_ms = attempt.now_ms});
  return error;
}

Result<users::User> PasswordLogin::verify(const PasswordAttempt& attempt) const {
  // First of all: who is refused because of others has cost nothing and has lost no try.
  net::Gate::Place place = TRY(gate_.line_up(attempt.pool_id, attempt.client_ip));
  std::optional<users::User> user;
  const pools::Pool pool = TRY(database_.read([&](db::Session& session) -> Result<pools::Pool> {
    user = TRY(find_user(session, attempt.pool_id, attempt.kind, attempt.identifier));
    return pools::find(session, attempt.pool_id);
  }));
  const Tried tried = TRY(count_try(attempt, pool.settings, user));

  auto slot = gate_.enter(std::move(place));
  if (!slot) {
    TRY(take_back_try(attempt, pool.settings, user));
    return errors::kBusy;
  }
  crypto::PasswordCheck check;
  if (user && user->password_hash) {
    check = passwords::verify(*user->password_hash, attempt.password, cost_);
  } else {
    crypto::verify_nothing(attempt.password, cost_);
  }
  if (!check.ok) return wrong_password(attempt, pool.settings, user, tried.left);
  // Only who knows the password learns of the account's state.
  TRY(users::may_sign_in(*user));
  if (pool.settings.login_requires_verified_email && attempt.kind == Identifier::kEmail &&
      !user->email_verified)
    return errors::kEmailUnverified;
  if (check.needs_rehash) {
    const std::string hash = TRY(crypto::hash_password(passwords::normal(attempt.password), cost_));
    TRY(database_.write(
        [&](db::Tx& tx) { return users::replace_password_hash(tx, attempt.pool_id, user->id, hash); }));
  }
  return *std::move(user);
}

Result<void> PasswordLogin::succeeded(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return codes::forget_events(tx, pool_id, kPasswordTryScope, user_id);
}

}  // namespace genauth::authentication
