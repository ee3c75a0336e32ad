// What the operations of this folder share. Inside src/modules/profile only.
#pragma once
#include <string_view>

#include "api/call.h"
#include "modules/account_security/account_security.h"
#include "modules/users/users.h"

namespace genauth::profile {

// kUserNotFound.
Result<users::User> own_account(db::Session& session, const api::Call& call);

// After a change in the same unit: settles it (account_security::settle) and writes the audit row.
Result<void> changed(const api::Call& call, db::Tx& tx, const users::User& before,
                     account_security::Change change, std::string_view audit_type);

}  // namespace genauth::profile
