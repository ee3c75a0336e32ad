// An authorization request that waits for a person at the hosted pages: a ticket whose id stands in the
// page's address and whose secret is a cookie of the browser that began it. The id alone is worth nothing.
//
// Free functions are thread-safe. Every refusal is kInteractionGone: expired, finished, of another browser or
// application.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/interactions.h"
#include "modules/tickets/tickets.h"

namespace genauth::api {
class Call;
}

namespace genauth::interactions {

inline constexpr std::int64_t kLifeMs = 3'600'000;

using Facts = dto::StoredHostedInteraction;

struct Open {
  tickets::Ticket ticket;
  Facts facts;
};

// "<id>.<secret>": the id for the address, the secret for the cookie of that interaction.
Result<std::string> begin(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                          const Facts& facts, std::int64_t now_ms);

Result<Open> look(db::Session& session, const tickets::Tickets& tickets, std::string_view pool_id,
                  std::string_view app_id, std::string_view token, std::int64_t now_ms);

// The interaction of that id, of a call that has its cookie. The header that carries it makes sure that a
// page of ours asks: no form and no foreign page can set it.
Result<Open> look_of(const api::Call& call, db::Session& session, std::string_view id);

// Keeps what changed in open.facts; the interaction must have been looked at in this unit.
Result<void> keep(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id, const Open& open);

// Takes it out of the world: of any number of racing answers exactly one is given.
Result<Open> finish(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                    std::string_view app_id, std::string_view token, std::int64_t now_ms);

// How long a page shows a demand, where what it leads on to says nothing else.
inline constexpr std::int64_t kDemandMs = 600'000;

// What a sign-in on its way must meet first, in the unit that answers it: the page of that interaction shows
// it again after a reload, until `ttl_ms` have passed. kInteractionGone.
Result<void> keep_demand(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                         std::string_view app_id, std::string_view token, const Error& demand,
                         std::int64_t ttl_ms, std::int64_t now_ms);
// The same for a call of a hosted page, in a unit of its own: what the call answers, which is `demand` unless
// its interaction is gone. Of any other call nothing is kept.
Error demanded(api::Call& call, Error demand);

// In the unit in which what a page demanded was met, so that its sign-in begins anew. Of a call that is no
// page's, or whose interaction is gone, nothing happens.
Result<void> forget_demand(db::Tx& tx, const api::Call& call);

// A recovery code that came into the world in this unit, or with `is_confirmed` false is about to: the page
// of the call's interaction shows it once its owner is signed in. Of a call that is no page's, or whose
// interaction is gone, nothing happens.
Result<void> keep_recovery_code(db::Tx& tx, const api::Call& call, const dto::StoredHostedRecovery& recovery);
// What is kept of that user; nothing where there is none.
Result<std::optional<dto::StoredHostedRecovery>> kept_recovery_code(db::Tx& tx, const api::Call& call,
                                                                    std::string_view user_id);

// Whether what is kept is still to be met.
bool is_demanded(const Facts& facts, std::int64_t now_ms);

}  // namespace genauth::interactions
