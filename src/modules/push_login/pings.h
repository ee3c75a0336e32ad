// Telling a client in the background that its question was answered (OpenID Connect CIBA Core §10.2), in
// place of its asking. Written down with the question and due with the answer, whatever that is; a question
// that nobody answers is no news. Free functions are thread-safe; the pool comes first. Times are epoch
// milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::push_login {

struct NewPing {
  std::string_view pool_id, app_id;
  std::string_view auth_req_id;  // whole: the client collects the tokens with it
  std::string_view token;        // which the client takes as a sign that we are we
  std::int64_t expires_at = 0;   // of the question: afterwards there is nothing to collect
};
Result<void> expect_ping(db::Tx& tx, const crypto::Sealer& sealer, const NewPing& wanted);

// The question was answered. Nothing where nobody is to be told.
Result<void> call_ping(db::Tx& tx, std::string_view pool_id, std::string_view push_id, std::int64_t now_ms);

struct Ping {
  std::string pool_id, push_id, app_id, auth_req_id, token;
  std::int64_t tries = 0;  // before this one
};
inline constexpr std::int64_t kPingTriesMax = 6;

// Oldest first, without those of the applications in `busy` (",a,b,").
Result<std::vector<Ping>> due_pings(db::Session& session, const crypto::Sealer& sealer, std::string_view busy,
                                    std::int64_t now_ms, std::int64_t limit);
// True for the one caller who is to send it now. Unless it is settled, it is due again later: after 2 s, then
// twice as long each time, as long as the question stands.
Result<bool> claim_ping(db::Tx& tx, const Ping& ping, std::int64_t now_ms);
// It was delivered, or is given up.
Result<void> settle_ping(db::Tx& tx, const Ping& ping);

}  // namespace genauth::push_login
