#include "modules/account_security/account_tickets.h"

#include "json/codec.h"
#include "json/document.h"

namespace genauth::account_security {
namespace {

// Who forgot a password, or reads a notice, is not signed in: those tickets name the user themselves.
tickets::Binding binding_of(const api::Call& call, std::string_view purpose) {
  const bool is_for_strangers = purpose == kResetPurpose || purpose == kNotMePurpose;
  return {call.pool_id, std::string(purpose), call.app_id,
          is_for_strangers ? std::string() : call.caller.user_id};
}

Result<dto::StoredAccountTicket> opened(const tickets::Ticket& ticket) {
  const json::Document document = TRY(json::Document::parse(ticket.payload));
  return json::decode<dto::StoredAccountTicket>(document);
}

}  // namespace

Result<std::string> issue_token(const api::Call& call, db::Tx& tx, std::string_view purpose,
                                const dto::StoredAccountTicket& what, std::int64_t ttl_ms) {
  return call.service<const tickets::Tickets>().issue(tx, binding_of(call, purpose), json::encode(what),
                                                      ttl_ms, call.now_ms);
}

Result<std::string> issue_not_me(const Scene& scene, db::Tx& tx, const dto::StoredAccountTicket& what,
                                 std::int64_t ttl_ms) {
  return scene.services.get<const tickets::Tickets>().issue(
      tx, {std::string(scene.pool_id), std::string(kNotMePurpose), std::string(scene.app_id), ""},
      json::encode(what), ttl_ms, scene.now_ms);
}

Result<dto::StoredAccountTicket> look_at_token(const api::Call& call, db::Session& session,
                                               std::string_view purpose, std::string_view token) {
  return opened(TRY(
      call.service<const tickets::Tickets>().look(session, binding_of(call, purpose), token, call.now_ms)));
}

Result<dto::StoredAccountTicket> take_token(const api::Call& call, db::Tx& tx, std::string_view purpose,
                                            std::string_view token) {
  return opened(
      TRY(call.service<const tickets::Tickets>().consume(tx, binding_of(call, purpose), token, call.now_ms)));
}

}  // namespace genauth::account_security
