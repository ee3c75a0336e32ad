#include "modules/authentication/flow_handle.h"

#include "base/id.h"
#include "gen/errors/mfa.h"
#include "gen/errors/tickets.h"
#include "json/codec.h"

namespace genauth::authentication {

Result<std::string> issue_flow_handle(db::Tx& tx, const tickets::Tickets& tickets, std::string_view step,
                                      dto::StoredLoginAttempt facts, std::int64_t now_ms) {
  if (facts.auth_time == 0) facts.auth_time = now_ms;
  const std::string ticket =
      TRY(tickets.issue(tx, {facts.pool_id, std::string(step), facts.app_id, facts.user_id},
                        json::encode(facts), kFlowHandleTtlMs, now_ms));
  return facts.user_id + "." + ticket;
}

Result<OpenFlow> open_flow(api::Call& call, std::string_view step, const std::string& handle) {
  const auto dot = handle.find('.');
  if (dot == std::string::npos || !is_id(std::string_view(handle).substr(0, dot)))
    return Error(errors::kTicketInvalid, "not the form of a handle");
  OpenFlow opened{{call.pool_id, std::string(step), call.app_id, handle.substr(0, dot)},
                  handle.substr(dot + 1)};
  const tickets::Ticket ticket = TRY(call.read([&](db::Session& session) {
    return call.service<const tickets::Tickets>().look(session, opened.binding, opened.ticket, call.now_ms);
  }));
  const json::Document document = TRY(json::Document::parse(ticket.payload));
  opened.facts = TRY(json::decode<dto::StoredLoginAttempt>(document));
  return opened;
}

Result<void> take_flow(db::Tx& tx, const api::Call& call, const OpenFlow& open) {
  TRY(call.service<const tickets::Tickets>().consume(tx, open.binding, open.ticket, call.now_ms));
  return {};
}

Result<sessions::TokenSet> go_on_with(api::Call& call, dto::StoredLoginAttempt facts, std::string_view step,
                                      const Proof& proof) {
  auto tokens = call.service<const Login>().resume(std::move(facts), step, proof, call.now_ms,
                                                   call.service<applications::Directory>());
  if (!tokens && tokens.error().code() == errors::kMfaTokenInvalid)
    return Error(errors::kTicketInvalid, tokens.error().detail());
  return tokens;
}

}  // namespace genauth::authentication
