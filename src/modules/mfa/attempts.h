// mfaTokens: what a sign-in answers that needs a second factor. A JWT (HS256) under a key of its own, with
// its own type and audience, bound to user, application and one ticket, which keeps the sign-in on its way
// and goes with its end. Nothing else in the server accepts it, and nothing else passes for one.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/tickets/tickets.h"

namespace genauth::mfa {

constexpr std::int64_t kMfaTokenTtlMs = 360'000;
constexpr std::int64_t kTriesPerToken = 5;

struct For {
  std::string_view pool_id, app_id, user_id;
};

// A token that was proved.
struct Attempt {
  dto::StoredMfaAttempt state;
  dto::StoredMfaClaims claims;
  tickets::Ticket ticket;
};

// Thread-safe.
class Attempts {
 public:
  Attempts(const crypto::Sealer& sealer, const tickets::Tickets& tickets)
      : sealer_(sealer), tickets_(tickets) {}

  Result<std::string> issue(db::Tx& tx, const For& whom, const dto::StoredMfaAttempt& state,
                            std::int64_t now_ms) const;

  // kMfaTokenInvalid, whatever is wrong: another kind of token, another application, expired, used up. A
  // token whose second factor was shown opens too: `state.passed` says so.
  Result<Attempt> open(db::Session& session, std::string_view pool_id, std::string_view app_id,
                       std::string_view token, std::int64_t now_ms) const;

  // The second factor was shown: takes the ticket of a sign-in, or marks that of a trigger as passed. Of any
  // number of racing callers exactly one succeeds; kMfaTokenInvalid.
  Result<void> close(db::Tx& tx, const Attempt& attempt, std::int64_t now_ms) const;

  // Counts a wrong code; the token is void after kTriesPerToken. Inside a unit that ends with Tx::refuse().
  Result<void> count_failure(db::Tx& tx, const Attempt& attempt) const;

 private:
  const crypto::Sealer& sealer_;
  const tickets::Tickets& tickets_;
};

// Of a token that nobody has proved: the application it names, or nothing. For look-ups only.
std::string peek_app(std::string_view token);

}  // namespace genauth::mfa
