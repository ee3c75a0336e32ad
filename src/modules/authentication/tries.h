// Wrong passwords, counted before they are tried, whoever checks them: this server or a directory. Asks for a
// picture code and locks as the pool's settings say.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"
#include "modules/codes/captchas.h"
#include "modules/pools/pools.h"

namespace genauth::authentication {

// Where they are counted; see modules/codes/throttle.h.
inline constexpr std::string_view kPasswordTryScope = "password_try";

// Views live during the calls.
struct Try {
  std::string_view pool_id, app_id, client_ip, user_agent;
  std::string_view captcha_token, captcha_code;  // empty: none given
  std::string subject;                           // what failures are counted against
  std::string_view user_id;                      // for histories; empty: nobody has that name
  std::string_view channel;                      // PASSWORD or EXTIDP
  std::int64_t now_ms = 0;
};

// Thread-safe. References must outlive it.
class Tries {
 public:
  Tries(db::Database& database, const codes::Captchas& captchas, const Login& login)
      : database_(database), captchas_(captchas), login_(login) {}

  // How many further tries are left before the lock (meaningless without one). kUserLocked,
  // kCaptchaRequired, kCaptchaWrong.
  Result<std::int64_t> count(const Try& attempt, const pools::Settings& settings) const;
  // Nothing was checked, so nobody has learnt anything from this try.
  Result<void> take_back(const Try& attempt, const pools::Settings& settings) const;
  // kPasswordWrong (data.remainCount) or kUserLockedNow; the steps of the sign-in hear of it.
  Error wrong(const Try& attempt, const pools::Settings& settings, std::int64_t tries_left) const;
  // In the unit of the sign-in.
  static Result<void> forget(db::Tx& tx, std::string_view pool_id, std::string_view subject);

 private:
  db::Database& database_;
  const codes::Captchas& captchas_;
  const Login& login_;
};

}  // namespace genauth::authentication
