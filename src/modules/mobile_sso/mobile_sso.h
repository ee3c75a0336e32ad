// Mobile single sign-on: a person who is signed in in one app of a device is known to the others. The first
// app makes a mobile session and gets a token for it, "<id>.<secret>", which it keeps where the vendor's
// other apps can read it (a shared keychain). That token is what proves the device: an id of a device is
// known to many, and names no more than whose row it is.
//
// A row stands and falls with the session of the application that made it (sessions::check_alive), which is
// asked on every use. Free functions are thread-safe; the pool comes first. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::mobile_sso {

struct NewSession {
  std::string_view pool_id, device_id, app_id, user_id, session_id;
  std::int64_t now_ms = 0, expires_at = 0;
};
// The token, which exists nowhere else afterwards. Of one person at one application of one device the former
// token is worth nothing from now on.
Result<std::string> create(db::Tx& tx, const NewSession& wanted);

struct Session {
  std::string id, app_id, user_id, session_id;
};
// By its token, where it is that device's; nothing otherwise. The secret is compared in constant time.
Result<std::optional<Session>> find(db::Session& session, std::string_view pool_id,
                                    std::string_view device_id, std::string_view token, std::int64_t now_ms);
// As it stands now, by its id, which proves nothing; nothing if it is over.
Result<std::optional<Session>> load(db::Session& session, std::string_view pool_id, std::string_view id,
                                    std::int64_t now_ms);

// That of one application, or (empty app_id) of all on the device; of this person alone.
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view device_id, std::string_view app_id,
                    std::string_view user_id);

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::mobile_sso
