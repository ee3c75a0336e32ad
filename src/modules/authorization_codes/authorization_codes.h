// Authorization codes (RFC 6749 §4.1.2): good for one use, for ten minutes, and remembered until then, so
// that a code which comes back ends what came from it.
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/authorization_codes.h"

namespace genauth::authorization_codes {

inline constexpr std::int64_t kLifeMs = 600'000;

using Grant = dto::StoredCodeGrant;

// "<id>.<secret>"; the secret is 256 bits and stands nowhere else.
Result<std::string> issue(db::Tx& tx, std::string_view pool_id, std::string_view app_id, const Grant& grant,
                          std::int64_t now_ms, std::int64_t life_ms = kLifeMs);

struct Code {
  std::string id, session_id;
  bool used = false;
  Grant grant;
};
// kTokenInvalid if it is malformed, unknown, wrong (compared in constant time) or another application's;
// kTokenExpired. A used code passes here: spend() judges it under the row's lock.
Result<Code> look(db::Session& session, std::string_view pool_id, std::string_view app_id,
                  std::string_view code, std::int64_t now_ms);

// In the unit that writes the session `session_id`: exactly one of any number of racing callers passes. For
// all others the session that came from the code ends, stays ended, and the unit is refused with
// kTokenInvalid.
Result<void> spend(db::Tx& tx, std::string_view pool_id, std::string_view code_id,
                   std::string_view session_id, std::int64_t now_ms);

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::authorization_codes
