#include "modules/profile/own_account.h"

#include "gen/errors/users.h"
#include "modules/audit/of_call.h"

namespace genauth::profile {

Result<users::User> own_account(db::Session& session, const api::Call& call) {
  auto user = TRY(users::find(session, call.pool_id, call.caller.user_id));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
}

Result<void> changed(const api::Call& call, db::Tx& tx, const users::User& before,
                     account_security::Change change, std::string_view audit_type) {
  const users::User after = TRY(own_account(tx, call));
  TRY(account_security::settle(call, tx, before, after, change));
  return audit::record_own(tx, call, audit_type, before.id);
}

}  // namespace genauth::profile
