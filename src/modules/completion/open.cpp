#include "modules/completion/open.h"

#include "base/id.h"
#include "gen/errors/tickets.h"
#include "json/codec.h"
#include "modules/completion/completion.h"

namespace genauth::completion {

Result<std::string> issue_handle(db::Tx& tx, const tickets::Tickets& tickets,
                                 const dto::StoredLoginAttempt& facts, std::int64_t now_ms) {
  const std::string ticket =
      TRY(tickets.issue(tx, {facts.pool_id, std::string(kPurpose), facts.app_id, facts.user_id},
                        json::encode(facts), kHandleTtlMs, now_ms));
  return facts.user_id + "." + ticket;
}

Result<Open> open(api::Call& call, const std::string& handle) {
  const auto dot = handle.find('.');
  if (dot == std::string::npos || !is_id(std::string_view(handle).substr(0, dot)))
    return Error(errors::kTicketInvalid, "not the form of a handle");
  Open opened{{call.pool_id, std::string(kPurpose), call.app_id, handle.substr(0, dot)},
              handle.substr(dot + 1)};
  const tickets::Ticket ticket = TRY(call.read([&](db::Session& session) {
    return call.service<const tickets::Tickets>().look(session, opened.binding, opened.ticket, call.now_ms);
  }));
  const json::Document document = TRY(json::Document::parse(ticket.payload));
  opened.facts = TRY(json::decode<dto::StoredLoginAttempt>(document));
  return opened;
}

Result<void> take(db::Tx& tx, const api::Call& call, const Open& open) {
  TRY(call.service<const tickets::Tickets>().consume(tx, open.binding, open.ticket, call.now_ms));
  return {};
}

locale::Language language_of(const dto::StoredLoginAttempt& facts) {
  return locale::parse_tag(facts.language).value_or(locale::Language::kZhCn);
}

}  // namespace genauth::completion
