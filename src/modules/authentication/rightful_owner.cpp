#include "modules/authentication/rightful_owner.h"

#include "gen/errors/users.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"
#include "modules/users/identities.h"

namespace genauth::authentication {

bool is_unclaimed(const users::User& user, bool by_phone) {
  return user.source_type == "register" && !(by_phone ? user.phone_verified : user.email_verified);
}

Result<void> distrust(db::Tx& tx, const users::CredentialKeepers& keepers, const users::User& user,
                      std::int64_t now_ms) {
  TRY(users::forget_credentials(tx, user.pool_id, user.id, now_ms));
  for (const users::ForgetCredentials forget : keepers.forget) TRY(forget(tx, user.pool_id, user.id, now_ms));
  TRY(sessions::end_sessions_of_user(tx, user.pool_id, user.id, now_ms));
  return tickets::drop_of_user(tx, user.pool_id, user.id, "");
}

Result<void> claim_address(db::Tx& tx, const users::CredentialKeepers& keepers, std::string_view pool_id,
                           const std::string& user_id, bool by_phone, std::int64_t now_ms) {
  const auto user = TRY(users::find(tx, pool_id, user_id));  // as it is now, in this unit
  if (!user) return errors::kUserNotFound;
  const bool known = by_phone ? user->phone_verified : user->email_verified;
  if (!known) {
    TRY(distrust(tx, keepers, *user, now_ms));
    if (user->source_type == "register" && user->email && user->phone)
      TRY(by_phone ? users::clear_email(tx, pool_id, user_id, now_ms)
                   : users::clear_phone(tx, pool_id, user_id, now_ms));
  }
  if (by_phone)
    return users::mark_phone_verified(tx, pool_id, user_id, user->phone_country_code.value_or(""),
                                      user->phone.value_or(""), now_ms);
  return users::mark_email_verified(tx, pool_id, user_id, user->email.value_or(""), now_ms);
}

}  // namespace genauth::authentication
