// An account may have been made, with an address that nobody has proved, by somebody else than the address's
// owner, in wait of the day on which the owner comes (pre-hijacking). Whoever proves the address first gets
// the account without what was put into it before; that its maker has proved another address of his own makes
// no difference.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/users/credentials.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// Whether the account was made by a registration that has not proved this address until now.
bool is_unclaimed(const users::User& user, bool by_phone);

// In the unit of the proof, before the address is marked as verified: password, second factors, passkeys,
// accounts at identity sources, sessions and open tickets go.
Result<void> distrust(db::Tx& tx, const users::CredentialKeepers& keepers, const users::User& user,
                      std::int64_t now_ms);

// The address was proved just now, in this unit: marks it as verified. If nobody has proved it before,
// whoever made the account keeps no way in: not by another address either, where the account is a
// registration of his.
Result<void> claim_address(db::Tx& tx, const users::CredentialKeepers& keepers, std::string_view pool_id,
                           const std::string& user_id, bool by_phone, std::int64_t now_ms);

}  // namespace genauth::authentication
