// On what people are signed in: remembered at every sign-in, shown to them, signed out by them, and limited
// in number where the pool says so.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"
#include "modules/sessions/sessions.h"

namespace genauth::devices {

// What stands for the device of a session: what the client calls itself, or a digest of its user agent, so
// that two browsers of one kind count as one.
std::string device_key(std::string_view device_id, std::string_view user_agent);

struct Device {
  std::string id, type, name, os, version, user_agent, last_ip;  // type: Browser, Mobile, Desktop
  std::int64_t last_login_at = 0;
  bool online = false;  // a session of it stands
};
// The user's, latest sign-in first.
Result<std::vector<Device>> list(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                 std::int64_t page, std::int64_t limit, std::int64_t now_ms);

// Its sessions and their refresh tokens stop working with the next request. kObjectNotFound.
Result<void> sign_out(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                      std::string_view device_id, std::int64_t now_ms);
// Signs it out and forgets it. kObjectNotFound.
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                    std::string_view device_id, std::int64_t now_ms);

// Whether the user has signed in on it before: a device that calls itself something, which only its owner
// knows.
Result<bool> knows(db::Session& session, std::string_view pool_id, std::string_view user_id,
                   std::string_view device_id);

// --- the limit ---------------------------------------------------------------------------------------

struct LimitedApp {
  std::string app_id;
  std::int64_t created_at = 0;
};
// The applications that the limit applies to; none: all of them.
Result<std::vector<LimitedApp>> limited_apps(db::Session& session, std::string_view pool_id);
Result<void> add_limited_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                             std::int64_t now_ms);
Result<void> remove_limited_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id);

struct Exempt {
  std::string type, id;  // USER, GROUP, ROLE
  std::int64_t created_at = 0;
};
Result<std::vector<Exempt>> exempt(db::Session& session, std::string_view pool_id);
Result<void> add_exempt(db::Tx& tx, std::string_view pool_id, const Exempt& subject, std::int64_t now_ms);
Result<void> remove_exempt(db::Tx& tx, std::string_view pool_id, std::string_view type, std::string_view id);

// Remembers the device and ends the sessions that are one device, or one address, too many; in the unit that
// writes the new session, so that the limit holds under any race. Thread-safe.
class DeviceStep final : public authentication::LoginStep {
 public:
  std::string_view name() const override { return "devices"; }
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;
};

}  // namespace genauth::devices
