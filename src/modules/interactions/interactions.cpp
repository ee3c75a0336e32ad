#include "modules/interactions/interactions.h"

#include "api/call.h"
#include "gen/error_table.h"
#include "gen/errors/core.h"
#include "gen/errors/interactions.h"
#include "gen/errors/tickets.h"
#include "json/codec.h"

namespace genauth::interactions {
namespace {

constexpr std::string_view kPurpose = "hosted-interaction";

tickets::Binding binding(std::string_view pool_id, std::string_view app_id) {
  return {std::string(pool_id), std::string(kPurpose), std::string(app_id), ""};
}

// A lack of our own stays what it is.
Error gone(const Error& error) {
  if (error.code() != errors::kTicketInvalid) return error.clone();
  return Error(errors::kInteractionGone, error.detail());
}

Result<Open> opened(tickets::Ticket ticket) {
  const auto document = json::Document::parse(ticket.payload);
  if (!document) return Error(errors::kInternal, "a hosted interaction is no JSON");
  Facts facts = TRY(json::decode<Facts>(*document));
  return Open{std::move(ticket), std::move(facts)};
}

// The interaction of a call that is a hosted page's and not gone.
Result<std::optional<Open>> open_of(db::Tx& tx, const api::Call& call) {
  if (call.envelope.interaction.empty()) return std::optional<Open>();
  Result<Open> open = look(tx, call.service<const tickets::Tickets>(), call.pool_id, call.app_id,
                           call.envelope.interaction, call.now_ms);
  if (open) return std::optional(*std::move(open));
  if (open.error().code() == errors::kInteractionGone) return std::optional<Open>();
  return open.error().clone();
}

}  // namespace

Result<std::string> begin(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                          const Facts& facts, std::int64_t now_ms) {
  return tickets.issue(tx, binding(pool_id, facts.app_id), json::encode(facts), kLifeMs, now_ms);
}

Result<Open> look(db::Session& session, const tickets::Tickets& tickets, std::string_view pool_id,
                  std::string_view app_id, std::string_view token, std::int64_t now_ms) {
  Result<tickets::Ticket> ticket = tickets.look(session, binding(pool_id, app_id), token, now_ms);
  if (!ticket) return gone(ticket.error());
  return opened(*std::move(ticket));
}

Result<Open> look_of(const api::Call& call, db::Session& session, std::string_view id) {
  const std::string& token = call.envelope.interaction;
  if (std::string_view(token).substr(0, token.find('.')) != id) return errors::kInteractionGone;
  return look(session, call.service<const tickets::Tickets>(), call.pool_id, call.app_id, token, call.now_ms);
}

Result<void> keep(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id, const Open& open) {
  const Result<void> kept = tickets.replace_payload(tx, pool_id, open.ticket, json::encode(open.facts));
  if (!kept) return gone(kept.error());
  return {};
}

Result<Open> finish(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                    std::string_view app_id, std::string_view token, std::int64_t now_ms) {
  Result<tickets::Ticket> ticket = tickets.consume(tx, binding(pool_id, app_id), token, now_ms);
  if (!ticket) return gone(ticket.error());
  return opened(*std::move(ticket));
}

Result<void> keep_demand(db::Tx& tx, const tickets::Tickets& tickets, std::string_view pool_id,
                         std::string_view app_id, std::string_view token, const Error& demand,
                         std::int64_t ttl_ms, std::int64_t now_ms) {
  Open open = TRY(look(tx, tickets, pool_id, app_id, token, now_ms));
  dto::StoredHostedDemand kept;
  kept.error = error_row(demand.code()).key;
  kept.data = json::Raw{demand.data_json()};
  kept.expires_at = now_ms + ttl_ms;
  open.facts.demand = std::move(kept);
  open.facts.notice.reset();
  return keep(tx, tickets, pool_id, open);
}

Error demanded(api::Call& call, Error demand) {
  if (call.envelope.interaction.empty()) return demand;
  const Result<void> kept = call.write([&](db::Tx& tx) {
    return keep_demand(tx, call.service<const tickets::Tickets>(), call.pool_id, call.app_id,
                       call.envelope.interaction, demand, kDemandMs, call.now_ms);
  });
  return kept ? std::move(demand) : kept.error().clone();
}

Result<void> forget_demand(db::Tx& tx, const api::Call& call) {
  std::optional<Open> open = TRY(open_of(tx, call));
  if (!open) return {};
  open->facts.demand.reset();
  return keep(tx, call.service<const tickets::Tickets>(), call.pool_id, *open);
}

Result<void> keep_recovery_code(db::Tx& tx, const api::Call& call,
                                const dto::StoredHostedRecovery& recovery) {
  std::optional<Open> open = TRY(open_of(tx, call));
  if (!open) return {};
  open->facts.recovery = recovery;
  return keep(tx, call.service<const tickets::Tickets>(), call.pool_id, *open);
}

Result<std::optional<dto::StoredHostedRecovery>> kept_recovery_code(db::Tx& tx, const api::Call& call,
                                                                    std::string_view user_id) {
  const std::optional<Open> open = TRY(open_of(tx, call));
  if (!open || !open->facts.recovery || open->facts.recovery->user_id != user_id)
    return std::optional<dto::StoredHostedRecovery>();
  return open->facts.recovery;
}

bool is_demanded(const Facts& facts, std::int64_t now_ms) {
  return facts.demand && facts.demand->expires_at > now_ms;
}

}  // namespace genauth::interactions
