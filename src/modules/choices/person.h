// Who waits for their choice. Internal to the module.
#pragma once
#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/users/users.h"

namespace genauth::choices {

// Who they are stands now as it did when they proved it: kTicketInvalid, kUserDisabled.
Result<users::User> person_of(db::Session& session, const dto::StoredLoginAttempt& facts);

}  // namespace genauth::choices
