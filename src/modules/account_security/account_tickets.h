// The tokens of this module's two-step changes, as typed documents. Inside src/modules/account_security and
// for src/modules/profile.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "gen/dto/stored.h"
#include "modules/account_security/account_security.h"
#include "modules/tickets/tickets.h"

namespace genauth::account_security {

// Purposes of tickets that are bound to nobody who is signed in.
inline constexpr std::string_view kResetPurpose = "reset-password", kNotMePurpose = "not-me";

constexpr std::int64_t kTokenTtlMs = 60'000, kTokenTtlS = 60;

// A token for `purpose` of this application, bound to the caller but for the two above.
Result<std::string> issue_token(const api::Call& call, db::Tx& tx, std::string_view purpose,
                                const dto::StoredAccountTicket& what, std::int64_t ttl_ms = kTokenTtlMs);
Result<std::string> issue_not_me(const Scene& scene, db::Tx& tx, const dto::StoredAccountTicket& what,
                                 std::int64_t ttl_ms);
// kTicketInvalid, as tickets::Tickets.
Result<dto::StoredAccountTicket> look_at_token(const api::Call& call, db::Session& session,
                                               std::string_view purpose, std::string_view token);
Result<dto::StoredAccountTicket> take_token(const api::Call& call, db::Tx& tx, std::string_view purpose,
                                            std::string_view token);

}  // namespace genauth::account_security
