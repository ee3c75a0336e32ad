// A sign-in that waits for information, behind its flowHandle: "<user id>.<ticket>", so that the ticket can
// be bound to the user without a look-up. Inside src/modules/completion only.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "base/result.h"
#include "gen/dto/stored.h"
#include "locale/language.h"
#include "modules/tickets/tickets.h"

namespace genauth::completion {

inline constexpr std::string_view kStepName = "completion", kPurpose = "completion";

Result<std::string> issue_handle(db::Tx& tx, const tickets::Tickets& tickets,
                                 const dto::StoredLoginAttempt& facts, std::int64_t now_ms);

struct Open {
  tickets::Binding binding;
  std::string ticket;
  dto::StoredLoginAttempt facts = {};
};
// kTicketInvalid, also for a handle of another application.
Result<Open> open(api::Call& call, const std::string& handle);
// Takes it out of the world: one of any number of racing callers succeeds.
Result<void> take(db::Tx& tx, const api::Call& call, const Open& open);

// In which the sign-in was begun.
locale::Language language_of(const dto::StoredLoginAttempt& facts);

}  // namespace genauth::completion
