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
#include "modules/authentication/tries.h"
#include "modules/users/users.h"
#include "net/gate.h"

namespace genauth::authentication {

enum class Identifier : std::uint8_t { kUsername, kEmail, kPhone, kAccount };

struct PasswordAttempt {
  std::string pool_id;
  Identifier kind = Identifier::kAccount;
  std::string identifier;
  std::string password;  // in clear
  std::string client_ip, user_agent, app_id;
  std::string captcha_token, captcha_code;  // empty: none given
  std::int64_t now_ms = 0;
};

// Thread-safe. Blocks for a hash; never call it on an event loop or inside a unit of work.
class PasswordLogin {
 public:
  PasswordLogin(db::Database& database, net::Gate& gate, const codes::Captchas& captchas, const Login& login,
                crypto::PasswordCost cost)
      : database_(database), gate_(gate), tries_(database, captchas, login), cost_(cost) {}

  // The user who proved the password and may sign in. The caller issues tokens and calls succeeded() in that
  // unit.
  //   kPasswordWrong (data.remainCount: tries left before the lock), kUserLockedNow on the last of them,
  //   kUserLocked, kCaptchaRequired, kCaptchaWrong, kUserDisabled, kEmailUnverified, kBusy
  Result<users::User> verify(const PasswordAttempt& attempt) const;

  // Forgets the failures of this account.
  static Result<void> succeeded(db::Tx& tx, std::string_view pool_id, std::string_view user_id);

 private:
  db::Database& database_;
  net::Gate& gate_;
  Tries tries_;
  crypto::PasswordCost cost_;
};

// By the kind of identifier; an address or number that cannot be one finds nobody.
Result<std::optional<users::User>> find_user(db::Session& session, std::string_view pool_id, Identifier kind,
                                             std::string_view identifier);

}  // namespace genauth::authentication
