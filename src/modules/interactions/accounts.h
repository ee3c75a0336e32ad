// Accounts that a browser remembers, in pools with account_switch: who has signed in in it, how, and when.
// They stand in a cookie that only the server can read; what the page shows is asked anew each time, of
// accounts that may sign in and have not been signed out everywhere since. To be remembered proves nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/cookie.h"
#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/interactions.h"
#include "modules/applications/applications.h"

namespace genauth::api {
class Call;
}

namespace genauth::interactions {

inline constexpr std::size_t kRememberedMax = 5;
inline constexpr std::int64_t kRememberedMs = 7'776'000'000;  // 90 days

using Remembered = std::vector<dto::StoredRememberedAccount>;

std::string accounts_cookie(std::string_view pool_id);

// What a cookie's value says, the newest first, without what is too old. Nothing of one that is not ours, of
// another pool, or longer than any of ours.
Remembered open_accounts(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view value,
                         std::int64_t now_ms);
// The cookie that says so; one that the browser forgets where nothing is left.
api::Cookie cookie_of(const crypto::Sealer& sealer, std::string_view pool_id, const Remembered& accounts);

// `accounts` with one who has just signed in, by the first of `channels` (authentication::Proof::channel).
Remembered with_account(Remembered accounts, std::string_view user_id,
                        const std::vector<std::string>& channels, std::int64_t now_ms);

// What the call's browser remembers; nothing in a pool without account_switch.
Result<Remembered> accounts_of(const api::Call& call, db::Session& session);

// As the page shows them; nothing of `but`, of who may not sign in, or is gone.
Result<std::vector<dto::HostedRememberedAccountDto>> shown_accounts(const api::Call& call,
                                                                    db::Session& session,
                                                                    const Remembered& accounts,
                                                                    std::string_view but);

// What is filled in for that account: the first of user name, e-mail address and number that goes with how it
// signed in last. Nothing where `account_id` is none of those that would be shown.
Result<std::optional<std::string>> hint_of(const api::Call& call, db::Session& session,
                                           const applications::Application& application,
                                           const Remembered& accounts, std::string_view account_id);

// Without the one that is named, or without any.
Remembered without_account(const api::Call& call, Remembered accounts,
                           const std::optional<std::string>& account_id);

// In every browser, until the user signs in there again.
Result<void> forget_in_all_browsers(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms);

}  // namespace genauth::interactions
