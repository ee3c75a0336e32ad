#include "modules/authentication/password_login.h"

#include "base/encoding.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "modules/passwords/passwords.h"

namespace genauth::authentication {
namespace {

// Failures count against the account if there is one, and against the text that was typed if not, so that
// both behave alike.
std::string subject_of(const PasswordAttempt& attempt, const std::optional<users::User>& user) {
  return user ? user->id : "?" + to_lower_ascii(attempt.identifier);
}

Try try_of(const PasswordAttempt& attempt, const std::optional<users::User>& user) {
  return {.pool_id = attempt.pool_id,
          .app_id = attempt.app_id,
          .client_ip = attempt.client_ip,
          .user_agent = attempt.user_agent,
          .captcha_token = attempt.captcha_token,
          .captcha_code = attempt.captcha_code,
          .subject = subject_of(attempt, user),
          .user_id = user ? std::string_view(user->id) : std::string_view(),
          .channel = "PASSWORD",
          .now_ms = attempt.now_ms};
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

Result<users::User> PasswordLogin::verify(const PasswordAttempt& attempt) const {
  // First of all: who is refused because of others has cost nothing and has lost no try.
  net::Gate::Place place = TRY(gate_.line_up(attempt.pool_id, attempt.client_ip));
  std::optional<users::User> user;
  const pools::Pool pool = TRY(database_.read([&](db::Session& session) -> Result<pools::Pool> {
    user = TRY(find_user(session, attempt.pool_id, attempt.kind, attempt.identifier));
    return pools::find(session, attempt.pool_id);
  }));
  const Try counted = try_of(attempt, user);
  const std::int64_t tries_left = TRY(tries_.count(counted, pool.settings));

  auto slot = gate_.enter(std::move(place));
  if (!slot) {
    TRY(tries_.take_back(counted, pool.settings));
    return errors::kBusy;
  }
  crypto::PasswordCheck check;
  if (user && user->password_hash) {
    check = passwords::verify(*user->password_hash, attempt.password, cost_);
  } else {
    passwords::verify_nothing(attempt.password, cost_);
  }
  if (!check.ok) return tries_.wrong(counted, pool.settings, tries_left);
  // Only who knows the password learns of the account's state.
  TRY(users::may_sign_in(*user));
  if (pool.settings.login_requires_verified_email && attempt.kind == Identifier::kEmail &&
      !user->email_verified)
    return errors::kEmailUnverified;
  if (check.needs_rehash) {
    const std::string hash = TRY(crypto::hash_password(passwords::normal(attempt.password), cost_));
    TRY(database_.write([&](db::Tx& tx) {
      return users::replace_password_hash(tx, attempt.pool_id, user->id, *user->password_hash, hash);
    }));
  }
  return *std::move(user);
}

Result<void> PasswordLogin::succeeded(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return Tries::forget(tx, pool_id, user_id);
}

}  // namespace genauth::authentication
