#include <algorithm>

#include "gen/errors/passwords.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "locale/language.h"
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/passwords/passwords.h"
#include "modules/users/password.h"

namespace genauth::account_security {
namespace {

// Long enough for a person to think of a password.
constexpr std::int64_t kDemandTtlMs = 600'000;
constexpr std::string_view kCodeMethod = "otp";  // RFC 8176

bool proved_password(const authentication::Attempt& attempt) {
  return std::ranges::find(attempt.facts.amr, "pwd") != attempt.facts.amr.end();
}

// Somebody registered with a code, where the pool wants a password, too.
bool lacks_password(const authentication::Attempt& attempt, const pools::Settings& settings) {
  return settings.complete_password_after_code && !attempt.user.password_hash &&
         authentication::is_first_sign_in(attempt.user) && attempt.facts.amr.front() == kCodeMethod;
}

}  // namespace

authentication::Demand PasswordStep::demand(Code code, const authentication::Attempt& attempt,
                                            bool with_token) const {
  if (!with_token) return {code, {}};
  dto::StoredAccountTicket what;
  what.user_id = attempt.user.id;
  what.password_set_at = attempt.user.password_set_at.value_or(0);
  const tickets::Binding binding{attempt.facts.pool_id, std::string(kResetPurpose), attempt.facts.app_id, ""};
  return {code,
          [this, binding, payload = json::encode(what),
           now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
            const std::string token = TRY(tickets_.issue(tx, binding, payload, kDemandTtlMs, now_ms));
            return "{\"passwordResetToken\":\"" + token +
                   "\",\"tokenExpiresIn\":" + std::to_string(kDemandTtlMs / 1000) + "}";
          }};
}

void PasswordStep::look_at_password(authentication::Attempt& attempt, const pools::Settings& settings) const {
  attempt.facts.password_unsafe =
      settings.password_check_at_login &&
      !passwords::check(settings, attempt.password, users::names_of(attempt.user), locale::Language::kEnUs);
}

Result<std::optional<authentication::Demand>> PasswordStep::examine(db::Session&,
                                                                    const authentication::Attempt& attempt,
                                                                    const pools::Settings& settings) const {
  const users::User& user = attempt.user;
  if (user.reset_password_first || lacks_password(attempt, settings))
    return std::optional(demand(errors::kPasswordResetRequired, attempt, true));
  if (!user.password_hash) return std::optional<authentication::Demand>();
  if (user.reset_password_next ||
      passwords::is_expired(settings, user.password_set_at.value_or(user.created_at), attempt.now_ms))
    return std::optional(demand(errors::kPasswordExpired, attempt, proved_password(attempt)));
  if (attempt.facts.password_unsafe) return std::optional(demand(errors::kPasswordUnsafe, attempt, true));
  return std::optional<authentication::Demand>();
}

}  // namespace genauth::account_security
