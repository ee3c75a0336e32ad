// An authorization request that waits for a person at the hosted pages: a ticket whose id stands in the
// page's address and whose secret is a cookie of the browser that began it. The id alone is worth nothing.
//
// Free functions are thread-safe. Every refusal is kInteractionGone: expired, finished, of another browser or
// application.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/interactions.h"
#include "modules/tickets/tickets.h"

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

// Keeps what changed in open.facts; the interaction must have been looked at in this unit.
Result<void> keep(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id, const Open& open);

// Takes it out of the world: of any number of racing answers exactly one is given.
Result<Open> finish(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                    std::string_view app_id, std::string_view token, std::int64_t now_ms);

}  // namespace genauth::interactions
