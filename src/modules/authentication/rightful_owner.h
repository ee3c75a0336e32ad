// An account whose address nobody has ever proved may have been made by somebody else than the address's
// owner, in wait of the day on which the owner comes (pre-hijacking). Whoever proves the address first gets
// the account without what was put into it before.
#pragma once
#include <cstdint>

#include "base/result.h"
#include "db/database.h"
#include "modules/users/credentials.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// Whether the account was made by a registration that has proved no address of it until now.
bool is_unproved(const users::User& user);

// In the unit of the proof, before the address is marked as verified: password, second factors, passkeys,
// accounts at identity sources, sessions and open tickets go.
Result<void> distrust(db::Tx& tx, const users::CredentialKeepers& keepers, const users::User& user,
                      std::int64_t now_ms);

}  // namespace genauth::authentication
