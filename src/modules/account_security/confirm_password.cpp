#include "crypto/password.h"
#include "gen/errors/users.h"
#include "modules/account_security/reset.h"
#include "modules/authentication/password_login.h"
#include "modules/codes/throttle.h"
#include "modules/passwords/passwords.h"
#include "modules/pools/pools.h"
#include "net/gate.h"

namespace genauth::account_security {

Result<bool> confirm_password(api::Call& call, const users::User& user, std::string_view password) {
  bool is_last = false;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const pools::Settings settings = TRY(pools::find(tx, call.pool_id)).settings;
    const codes::Limit limit{authentication::kPasswordTryScope, settings.lock_after_failures,
                             settings.failure_window_ms};
    const std::int64_t count = TRY(codes::count_event(tx, call.pool_id, limit, user.id, call.now_ms));
    if (settings.lock_enabled && count > settings.lock_after_failures) return tx.refuse(errors::kUserLocked);
    is_last = settings.lock_enabled && count == settings.lock_after_failures;
    return {};
  }));
  bool is_right = false;
  {
    const net::Gate::Slot slot = TRY(call.service<net::Gate>().enter(call.pool_id, call.envelope.client_ip));
    const auto& cost = call.service<const crypto::PasswordCost>();
    if (user.password_hash)
      is_right = passwords::verify(*user.password_hash, password, cost).ok;
    else
      crypto::verify_nothing(password, cost);
  }
  if (!is_right && is_last) return errors::kUserLockedNow;
  if (is_right)
    TRY(call.write(
        [&](db::Tx& tx) { return authentication::PasswordLogin::succeeded(tx, call.pool_id, user.id); }));
  return is_right;
}

}  // namespace genauth::account_security
