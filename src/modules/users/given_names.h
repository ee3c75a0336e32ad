// Who gave an account its user name and external id: its owner, or an administrator. Anybody can choose a
// name that is free, in wait of the person who has it at an identity source; so only names that were given
// say who somebody is. Free functions are thread-safe for distinct sessions.
#pragma once
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/users/users.h"

namespace genauth::users {

struct GivenNames {
  bool username = false, external_id = false;  // by an administrator
};

// None for an account that is not there.
Result<GivenNames> given_names(db::Session& session, std::string_view pool_id, std::string_view user_id);
// In the unit of the change: what differs between the two was chosen by the owner, or given. A new account
// differs from User{}.
Result<void> note_names(db::Tx& tx, const User& before, const User& after, bool by_owner);

}  // namespace genauth::users
