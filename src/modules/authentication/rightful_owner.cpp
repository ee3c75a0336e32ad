#include "modules/authentication/rightful_owner.h"

#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"
#include "modules/users/identities.h"

namespace genauth::authentication {

bool is_unproved(const users::User& user) {
  return user.source_type == "register" && !user.email_verified && !user.phone_verified;
}

Result<void> distrust(db::Tx& tx, const users::CredentialKeepers& keepers, const users::User& user,
                      std::int64_t now_ms) {
  TRY(users::forget_credentials(tx, user.pool_id, user.id, now_ms));
  for (const users::ForgetCredentials forget : keepers.forget) TRY(forget(tx, user.pool_id, user.id, now_ms));
  TRY(sessions::end_sessions_of_user(tx, user.pool_id, user.id, now_ms));
  return tickets::drop_of_user(tx, user.pool_id, user.id, "");
}

}  // namespace genauth::authentication
