// A sign-in that waits for an answer of its person, behind a flowHandle: "<user id>.<ticket>", so that the
// ticket can be bound to the user without a look-up. POST /interaction/authFlow answers it. Steps of other
// modules demand with one (modules/completion, modules/agreements); the purpose is the step's name.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "api/call.h"
#include "base/result.h"
#include "gen/dto/stored.h"
#include "modules/authentication/login.h"
#include "modules/tickets/tickets.h"

namespace genauth::authentication {

// Long enough for a person to read, fill in a form and wait for a code.
inline constexpr std::int64_t kFlowHandleTtlMs = 600'000;

// In the unit that answers the demand. What the person answers proves nothing: the sign-in stays as old as
// its proof.
Result<std::string> issue_flow_handle(db::Tx& tx, const tickets::Tickets& tickets, std::string_view step,
                                      dto::StoredLoginAttempt facts, std::int64_t now_ms);

struct OpenFlow {
  tickets::Binding binding;
  std::string ticket;
  dto::StoredLoginAttempt facts = {};
};
// kTicketInvalid, also for a handle of another application or step.
Result<OpenFlow> open_flow(api::Call& call, std::string_view step, const std::string& handle);
// Takes it out of the world: one of any number of racing callers succeeds.
Result<void> take_flow(db::Tx& tx, const api::Call& call, const OpenFlow& open);

// Goes on where the step stopped it: Login::resume(). A password that was changed meanwhile ends it:
// kTicketInvalid.
Result<sessions::TokenSet> go_on_with(api::Call& call, dto::StoredLoginAttempt facts, std::string_view step,
                                      const Proof& proof);

}  // namespace genauth::authentication
