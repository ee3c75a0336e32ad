// The mail to somebody who has just registered (WELCOME_EMAIL).
#pragma once
#include "api/call.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// In the unit that makes the account; the outbox delivers afterwards. Does nothing where the pool wants none
// (welcome_email), the account has no e-mail address, or nothing carries mail.
Result<void> welcome(db::Tx& tx, const api::Call& call, const pools::Settings& settings,
                     const users::User& made);

}  // namespace genauth::authentication
