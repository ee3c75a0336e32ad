// Telling applications that a session has ended (OpenID Connect Back-Channel Logout 1.0), however it ended:
// signed out, kicked, password changed, deleted. A session that began while its application had an address
// for it is owed a notice; expiry is no end that anybody is told of. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::applications {
struct Application;
}
namespace genauth::keys {
class KeyRing;
}

namespace genauth::sessions {

struct LogoutNotice {
  std::string pool_id, session_id, user_id, app_id, issuer;
  std::int64_t tries = 0;  // before this one
};

inline constexpr std::int64_t kNoticeTriesMax = 6;

// Oldest first, without those of the applications in `busy` (",a,b,").
Result<std::vector<LogoutNotice>> due_notices(db::Session& session, std::string_view busy,
                                              std::int64_t now_ms, std::int64_t limit);
// True for the one caller who is to send it now. Unless it is settled, it is due again later: after 10 s,
// then three times as long each time.
Result<bool> claim_notice(db::Tx& tx, const LogoutNotice& notice, std::int64_t now_ms);
// It was delivered, or is given up.
Result<void> settle_notice(db::Tx& tx, const LogoutNotice& notice);

// The token of §2.4: for the application alone, about one session, good for two minutes.
Result<std::string> logout_token(keys::KeyRing& ring, const applications::Application& application,
                                 const LogoutNotice& notice, std::int64_t now_ms);

}  // namespace genauth::sessions
