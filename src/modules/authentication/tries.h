// Wrong passwords, counted before they are tried, whoever checks them: this server or a directory. Asks for a
// picture code and locks as the pool's rules say.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"
#include "modules/authentication/password_tries.h"
#include "modules/codes/captchas.h"
#include "modules/pools/pools.h"
#include "modules/tickets/tickets.h"

namespace genauth::authentication {

// What a handle of kSelfUnlock stands for; see contract/stored.yaml, StoredSelfUnlock.
inline constexpr std::string_view kSelfUnlockPurpose = "self-unlock";

// Views live during the calls.
struct Try {
  std::string_view pool_id, app_id, client_ip, user_agent;
  std::string_view captcha_token, captcha_code;  // empty: none given
  std::string subject;                           // what failures are counted against
  std::string_view user_id;                      // for histories; empty: nobody has that name
  std::string_view channel;                      // PASSWORD or EXTIDP
  std::int64_t now_ms = 0;
  bool is_somebody = false;  // the subject is an account's; others are forgotten after a day
  bool may_unlock = false;   // the lock is one that people can open themselves
};

// Thread-safe.
class Tries {
 public:
  // All of it must outlive it.
  struct Parts {
    db::Database& database;
    const codes::Captchas& captchas;
    const Login& login;  // hears of failures
    const tickets::Tickets& tickets;
  };
  explicit Tries(const Parts& parts) : parts_(parts) {}

  // kUserLocked, kSelfUnlock (data: flowHandle, strategy), kCaptchaRequired, kCaptchaWrong.
  Result<Counted> count(const Try& attempt, const pools::Settings& rules) const;
  // Nothing was checked, so nobody has learnt anything from this try.
  Result<void> take_back(const Try& attempt, const pools::Settings& rules) const;
  // kPasswordWrong (data.remainCount) or kUserLockedNow; the steps of the sign-in hear of it.
  Error wrong(const Try& attempt, const pools::Settings& rules, const Counted& counted) const;
  // In the unit of the sign-in.
  static Result<void> forget(db::Tx& tx, std::string_view pool_id, std::string_view subject);

 private:
  Result<void> refuse_locked(db::Tx& tx, const Try& attempt, const pools::Settings& rules) const;
  Result<void> demand_captcha(db::Tx& tx, const Try& attempt) const;

  Parts parts_;
};

}  // namespace genauth::authentication
