#include "modules/tickets/tickets.h"

#include <optional>

#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/tickets.h"
#include "gen/sql/tickets.h"

namespace genauth::tickets {
namespace {

constexpr std::size_t kSecretBytes = 32;

crypto::Place place_of(std::string_view pool_id, std::string_view id) {
  return {pool_id, "tickets", "payload", id};
}

Error invalid(const char* why) {
  return Error(errors::kTicketInvalid, why);
}

struct Parts {
  std::string_view id, secret;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || dot == 0 || token.size() > 128) return std::nullopt;
  return Parts{token.substr(0, dot), token.substr(dot + 1)};
}

// A ticket that is bound to nobody serves everybody; a caller who names nobody gets only such.
bool serves(std::string_view bound, std::string_view asked) {
  return bound.empty() || bound == asked;
}

}  // namespace

Result<std::string> Tickets::issue(db::Tx& tx, const Binding& binding, std::string_view payload,
                                   std::int64_t ttl_ms, std::int64_t now_ms) const {
  const std::string id = new_id(now_ms);
  const std::string secret = crypto::random_token(kSecretBytes);
  const std::string hash = crypto::sha256(secret),
                    sealed = sealer_.seal(payload, place_of(binding.pool_id, id));
  TRY(tx.post(sql::insert_ticket, {binding.pool_id, id, binding.purpose, binding.app_id, binding.user_id,
                                   db::Blob{hash}, db::Blob{sealed}, now_ms, now_ms + ttl_ms}));
  return id + "." + secret;
}

Result<Ticket> Tickets::look(db::Session& session, const Binding& binding, std::string_view token,
                             std::int64_t now_ms) const {
  const std::optional<Parts> parts = split(token);
  if (!parts) return invalid("not the form of a ticket");
  const db::Rows rows = TRY(session.query(sql::find_ticket, {binding.pool_id, parts->id}));
  if (rows.empty()) return invalid("no such ticket");
  const db::Row row = rows.front();
  if (!crypto::equal_constant_time(crypto::sha256(parts->secret), row.view(3)))
    return invalid("wrong secret");
  if (row.view(0) != binding.purpose) return invalid("another purpose");
  if (!serves(row.view(1), binding.app_id)) return invalid("another application");
  if (!serves(row.view(2), binding.user_id)) return invalid("another user");
  if (row.integer(7) <= now_ms) return invalid("expired");
  Ticket ticket;
  ticket.id = parts->id;
  ticket.purpose = row.text(0);
  ticket.app_id = row.text(1);
  ticket.user_id = row.text(2);
  ticket.payload = TRY(sealer_.open(row.view(4), place_of(binding.pool_id, ticket.id)));
  ticket.attempts = row.integer(5);
  ticket.created_at = row.integer(6);
  ticket.expires_at = row.integer(7);
  return ticket;
}

Result<Ticket> Tickets::consume(db::Tx& tx, const Binding& binding, std::string_view token,
                                std::int64_t now_ms) const {
  Ticket ticket = TRY(look(tx, binding, token, now_ms));
  const std::string hash = crypto::sha256(split(token)->secret);
  const std::int64_t taken = TRY(tx.execute(sql::take_ticket, {binding.pool_id, ticket.id, db::Blob{hash}}));
  if (taken != 1) return invalid("taken by another request");
  return ticket;
}

Result<std::int64_t> Tickets::count_attempt(db::Tx& tx, std::string_view pool_id, const Ticket& ticket,
                                            std::int64_t attempts_max) const {
  const db::Rows rows = TRY(tx.query(sql::count_ticket_attempt, {pool_id, ticket.id}));
  if (rows.empty()) return 0;
  const std::int64_t left = attempts_max - rows.front().integer(0);
  if (left <= 0) TRY(tx.post(sql::drop_ticket, {pool_id, ticket.id}));
  return left > 0 ? left : 0;
}

Result<void> Tickets::replace_payload(db::Tx& tx, std::string_view pool_id, const Ticket& ticket,
                                      std::string_view payload) const {
  const db::Rows rows = TRY(tx.query(sql::find_ticket, {pool_id, ticket.id}));
  if (rows.empty()) return invalid("taken by another request");
  const std::string before = rows.front().text(4);
  if (TRY(sealer_.open(before, place_of(pool_id, ticket.id))) != ticket.payload)
    return invalid("changed by another request");
  const std::string after = sealer_.seal(payload, place_of(pool_id, ticket.id));
  const std::int64_t changed =
      TRY(tx.execute(sql::replace_payload, {pool_id, ticket.id, db::Blob{after}, db::Blob{before}}));
  if (changed != 1) return invalid("changed by another request");
  return {};
}

Result<void> drop_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view purpose) {
  if (purpose.empty()) {
    TRY(tx.post(sql::drop_all_tickets_of_user, {pool_id, user_id}));
  } else {
    TRY(tx.post(sql::drop_tickets_of_user, {pool_id, user_id, purpose}));
  }
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  return tx.execute(sql::sweep_tickets, {now_ms, limit});
}

}  // namespace genauth::tickets
