// Authorization codes (RFC 6749 §4.1.2): good for one use, for ten minutes. A code carries, sealed, what it
// stands for, so that to issue one writes nothing; that it was used is remembered until nobody can bring it
// again, so that a code which comes back ends what came from it (docs/decisions/0020-sealed-codes.md).
//
// Thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/authorization_codes.h"

namespace genauth::authorization_codes {

inline constexpr std::int64_t kLifeMs = 600'000;

using Grant = dto::StoredCodeGrant;

struct Code {
  std::string id;
  std::int64_t expires_at = 0;
  Grant grant;
};

//   base64url( id (12 bytes) | salt (16 bytes) | AES-256-GCM of the code as JSON | tag )
//
// under a key that the salt gives, so that no number of codes wears out the master key (crypto/seal.h).
class Codes {
 public:
  explicit Codes(const crypto::Sealer& sealer);

  // For one application of one pool. Some 600 characters that may stand in an address as they are.
  std::string issue(std::string_view pool_id, std::string_view app_id, const Grant& grant,
                    std::int64_t now_ms, std::int64_t life_ms = kLifeMs) const;

  // kTokenInvalid if it is no code of ours, has been changed, or is another application's; kTokenExpired.
  // A used code passes here: spend() judges it.
  Result<Code> look(std::string_view pool_id, std::string_view app_id, std::string_view code,
                    std::int64_t now_ms) const;

 private:
  std::vector<std::string> keys_;  // of every master key, the current one first
};

// In the unit that writes the session `session_id`: exactly one of any number of racing callers passes. For
// all others the session that came from the code ends, stays ended, and the unit is refused with
// kTokenInvalid.
Result<void> spend(db::Tx& tx, std::string_view pool_id, std::string_view code_id, std::int64_t expires_at,
                   std::string_view session_id, std::int64_t now_ms);

// Forgets codes that have expired, at most `limit`; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::authorization_codes
