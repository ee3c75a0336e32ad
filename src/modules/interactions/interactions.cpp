#include "modules/interactions/interactions.h"

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

}  // namespace genauth::interactions
