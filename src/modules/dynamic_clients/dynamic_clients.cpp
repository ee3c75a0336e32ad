#include "modules/dynamic_clients/dynamic_clients.h"

#include <limits>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "gen/sql/dynamic_clients.h"
#include "modules/application_access/application_access.h"
#include "modules/codes/throttle.h"
#include "modules/consents/consents.h"
#include "modules/pools/pools.h"
#include "modules/tickets/tickets.h"
#include "modules/whitelists/whitelists.h"
#include "net/address.h"

namespace genauth::dynamic_clients {
namespace {

constexpr std::size_t kTokenBytes = 32, kIdentifierBytes = 12;
constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs, kInvitationMs = 7 * kDayMs;

tickets::Binding invitation_to(std::string_view pool_id) {
  return {std::string(pool_id), "client-registration", "", ""};
}

Error not_invited() {
  return Error(errors::kTokenInvalid, "no initial access token that is good");
}

Error wait(const codes::Limit& limit, std::int64_t now_ms) {
  return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
}

codes::Limit limit_of(const pools::Pool& pool) {
  return {"client_made_pool", pool.settings.dynamic_clients_per_hour, kHourMs};
}

Result<void> check_room(db::Tx& tx, const pools::Pool& pool, std::int64_t now_ms) {
  const db::Rows rows = TRY(tx.query(sql::count_dynamic_clients, {pool.id}));
  if (rows.front().integer(0) < pool.settings.dynamic_clients_max) return {};
  return tx.refuse(wait(limit_of(pool), now_ms));
}

// Documents can be read again at any time; a registration is there once, and may wait for its first person.
std::int64_t first_expiry(const NewClient& wanted, std::int64_t now_ms) {
  const bool is_document = wanted.settings.origin == kDocument;
  return now_ms + (is_document ? 1 : wanted.pool.settings.dynamic_client_days) * kDayMs;
}

Known known_of(const db::Row& row) {
  return {row.text(0), row.text(1), row.integer(2), row.integer(3)};
}

}  // namespace

// Counted first, so that whoever is over the limit stays over it.
Result<void> admit(db::Tx& tx, const pools::Pool& pool, std::string_view client_ip, std::int64_t now_ms) {
  const codes::Limit by_address{"client_made_address", pool.settings.dynamic_clients_per_address, kHourMs};
  const codes::Limit by_pool = limit_of(pool);
  const std::string address = net::address_prefix(client_ip);
  if (TRY(codes::count_event(tx, pool.id, by_address, address, now_ms)) > by_address.limit)
    return tx.refuse(wait(by_address, now_ms));
  if (TRY(codes::count_event(tx, pool.id, by_pool, "all", now_ms)) > by_pool.limit)
    return tx.refuse(wait(by_pool, now_ms));
  return check_room(tx, pool, now_ms);
}

Result<Made> create(db::Tx& tx, const crypto::Sealer& sealer, const NewClient& wanted, std::int64_t now_ms) {
  if (wanted.is_admitted) {
    TRY(check_room(tx, wanted.pool, now_ms));
  } else {
    TRY(admit(tx, wanted.pool, wanted.client_ip, now_ms));
  }
  Made made;
  made.application = TRY(applications::create(
      tx, sealer,
      {wanted.pool.id, "client-" + hex(crypto::random_bytes(kIdentifierBytes)), wanted.name, wanted.settings},
      now_ms));
  const bool is_document = wanted.settings.origin == kDocument;
  if (!is_document) made.token = crypto::random_token(kTokenBytes);
  const std::string hash = crypto::sha256(made.token);
  const auto address =
      is_document ? std::optional<std::string_view>(wanted.settings.client_id) : std::nullopt;
  const bool inserted =
      TRY(tx.try_insert(sql::insert_dynamic_client,
                        {wanted.pool.id, made.application.id, address, db::Blob{hash}, wanted.metadata,
                         now_ms, first_expiry(wanted, now_ms), wanted.fresh_until}));
  if (!inserted) return Error(errors::kConflict).with_arg(wanted.settings.client_id);
  return made;
}

Result<Known> by_token(db::Session& session, const applications::Application& application,
                       std::string_view token) {
  const db::Rows rows = TRY(session.query(sql::find_dynamic_client, {application.pool_id, application.id}));
  if (rows.empty() || application.settings.origin != kRegistration || token.empty() ||
      !crypto::equal_constant_time(crypto::sha256(token), rows.front().view(4))) {
    return Error(errors::kTokenInvalid, "no token of this client's registration");
  }
  return known_of(rows.front());
}

Result<std::optional<Known>> by_document(db::Session& session, std::string_view pool_id,
                                         std::string_view address) {
  const db::Rows rows = TRY(session.query(sql::find_client_of_document, {pool_id, address}));
  return rows.empty() ? std::optional<Known>() : std::optional(known_of(rows.front()));
}

Result<void> replace(db::Tx& tx, const applications::Application& application, std::string_view metadata,
                     std::int64_t fresh_until, std::int64_t now_ms) {
  TRY(applications::update(tx, application, now_ms));
  TRY(tx.execute(sql::replace_metadata, {application.pool_id, application.id, metadata, fresh_until}));
  return {};
}

Result<void> note_use(db::Tx& tx, const pools::Pool& pool, std::string_view app_id, std::int64_t now_ms) {
  const std::int64_t expires_at = now_ms + pool.settings.dynamic_client_days * kDayMs;
  TRY(tx.execute(sql::note_use, {pool.id, app_id, now_ms, expires_at, now_ms - kDayMs}));
  return {};
}

Result<void> keep(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.execute(sql::keep_dynamic_client, {pool_id, app_id, std::numeric_limits<std::int64_t>::max()}));
  return {};
}

Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.post(sql::delete_dynamic_client, {pool_id, app_id}));
  return {};
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(application_access::forget_application(tx, pool_id, app_id));
  TRY(consents::forget_application(tx, pool_id, app_id));
  TRY(whitelists::forget_application(tx, pool_id, app_id));
  TRY(applications::remove(tx, pool_id, app_id));
  return forget_application(tx, pool_id, app_id);
}

Result<std::vector<Expired>> expired(db::Session& session, std::int64_t now_ms, std::int64_t limit) {
  const db::Rows rows = TRY(session.query(sql::expired_dynamic_clients, {now_ms, limit}));
  std::vector<Expired> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({rows[i].text(0), rows[i].text(1)});
  return found;
}

Result<std::string> invite(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                           std::int64_t now_ms) {
  return tickets::Tickets(sealer).issue(tx, invitation_to(pool_id), "{}", kInvitationMs, now_ms);
}

Result<void> check_invitation(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                              std::string_view token, std::int64_t now_ms) {
  if (tickets::Tickets(sealer).look(session, invitation_to(pool_id), token, now_ms)) return {};
  return not_invited();
}

Result<void> accept(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                    std::string_view token, std::int64_t now_ms) {
  const auto ticket = tickets::Tickets(sealer).consume(tx, invitation_to(pool_id), token, now_ms);
  if (ticket) return {};
  return not_invited();
}

}  // namespace genauth::dynamic_clients
