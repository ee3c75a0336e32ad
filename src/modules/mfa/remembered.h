// Browsers that a user has asked to be remembered, when they showed a second factor at a hosted page: there
// none is asked for again, for as long as the pool says (mfa_remember_days), until the user takes it back,
// changes the password or is signed out everywhere. Functions take the pool first; times are epoch
// milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/users/users.h"

namespace genauth::mfa {

struct Remembered {
  std::string id, browser, client_ip;
  std::int64_t created_at = 0, expires_at = 0;
};

struct NewRemembered {
  std::string_view pool_id, user_id, browser, client_ip;
  std::int64_t now_ms = 0, expires_at = 0;
};
// What the browser's cookie holds, "<id>.<secret>"; it exists nowhere else afterwards.
Result<std::string> remember(db::Tx& tx, const NewRemembered& wanted);
// Whether the cookie is one of this user's that stands: nothing was made of it before the password of today.
Result<bool> is_remembered(db::Session& session, const users::User& user, std::string_view cookie,
                           std::int64_t now_ms);
// Newest first.
Result<std::vector<Remembered>> list_remembered(db::Session& session, std::string_view pool_id,
                                                std::string_view user_id, std::int64_t now_ms);
// False if the user has no such browser.
Result<bool> forget_remembered(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                               std::string_view id);
Result<void> forget_all_remembered(db::Tx& tx, std::string_view pool_id, std::string_view user_id);

}  // namespace genauth::mfa
