// One-time things: tokens of two-step changes (verify, then commit), interactions, challenges, links in
// mails. The caller carries "<id>.<secret>"; the row keeps the secret's digest, what the ticket is bound to,
// and a sealed payload.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::tickets {

// What a ticket is good for. `purpose` is one stem per use ("update-phone", "mfa"); a ticket that is bound to
// an application or a user (not empty) is refused for any other.
struct Binding {
  std::string pool_id, purpose, app_id, user_id;
};

struct Ticket {
  std::string id, purpose, app_id, user_id;
  std::string payload;  // as given to issue(), usually compact JSON
  std::int64_t attempts = 0, created_at = 0, expires_at = 0;
};

// Thread-safe. Every refusal is kTicketInvalid, whatever the reason, so that nothing is learned from it; the
// detail says which. A ticket of another pool does not exist.
class Tickets {
 public:
  explicit Tickets(const crypto::Sealer& sealer) : sealer_(sealer) {}

  // The token, which exists nowhere else afterwards: 43 characters of secret (256 bits) behind the id.
  Result<std::string> issue(db::Tx& tx, const Binding& binding, std::string_view payload, std::int64_t ttl_ms,
                            std::int64_t now_ms) const;

  // Takes the ticket out of the world: of any number of racing callers exactly one gets it. A wrong binding,
  // secret or purpose takes nothing.
  Result<Ticket> consume(db::Tx& tx, const Binding& binding, std::string_view token,
                         std::int64_t now_ms) const;

  // As consume(), but the ticket stays: for steps that may fail and be tried again, and for reading.
  Result<Ticket> look(db::Session& session, const Binding& binding, std::string_view token,
                      std::int64_t now_ms) const;

  // Counts a failed try at what the ticket guards and stays counted when the unit is refused (Tx::refuse);
  // the ticket goes with the last one. Returns the tries that are left.
  Result<std::int64_t> count_attempt(db::Tx& tx, std::string_view pool_id, const Ticket& ticket,
                                     std::int64_t attempts_max) const;

  // Changes the payload of a ticket that look() gave in this unit. kTicketInvalid if another caller was
  // faster.
  Result<void> replace_payload(db::Tx& tx, std::string_view pool_id, const Ticket& ticket,
                               std::string_view payload) const;

 private:
  const crypto::Sealer& sealer_;
};

// Every ticket of that purpose that is bound to the user; an empty purpose means all of them.
Result<void> drop_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view purpose);

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::tickets
