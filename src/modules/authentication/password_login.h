// Signing in with a password: one rule for /signin and the password grant. Counts before it hashes, costs the
// same for accounts that do not exist, asks for a picture code and locks as the pool's settings say.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/password.h"
#include "db/database.h"
#include "modules/authentication/known_devices.h"
#include "modules/authentication/tries.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "net/gate.h"

namespace genauth::authentication {

enum class Identifier : std::uint8_t { kUsername, kEmail, kPhone, kAccount };

struct PasswordAttempt {
  std::string pool_id;
  Identifier kind = Identifier::kAccount;
  std::string identifier;
  std::string password;  // in clear
  std::string client_ip, user_agent, app_id, device_id;
  applications::Settings application;       // it may have rules of its own
  std::string captcha_token, captcha_code;  // empty: none given
  std::int64_t now_ms = 0;
};

// The user who proved a password, and the device on which they are known (empty: on none).
struct PasswordOwner {
  users::User user;
  std::string known_device;
};

// Thread-safe. Blocks for a hash; never call it on an event loop or inside a unit of work.
class PasswordLogin {
 public:
  // What it stands on; all of it must outlive it.
  struct Parts {
    db::Database& database;
    net::Gate& gate;
    const KnownDevices& known_devices;
    Tries tries;
    crypto::PasswordCost cost;
  };
  explicit PasswordLogin(const Parts& parts) : parts_(parts) {}

  // The user who proved the password; whether they may sign in is Login::complete()'s to say. The caller goes
  // on there and calls succeeded() in that unit.
  //   kPasswordWrong (data.remainCount: tries left before the lock), kUserLockedNow on the last of them,
  //   kUserLocked, or kSelfUnlock where the pool lets people unlock their account (data: flowHandle,
  //   strategy), kCaptchaRequired, kCaptchaWrong, kEmailUnverified, kBusy
  Result<PasswordOwner> verify(const PasswordAttempt& attempt) const;

  // Forgets the failures of this account.
  static Result<void> succeeded(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::string_view known_device);

 private:
  struct Scene;
  Result<Scene> look(const PasswordAttempt& attempt) const;

  Parts parts_;
};

// By the kind of identifier; an address or number that cannot be one finds nobody.
Result<std::optional<users::User>> find_user(db::Session& session, std::string_view pool_id, Identifier kind,
                                             std::string_view identifier);

}  // namespace genauth::authentication
