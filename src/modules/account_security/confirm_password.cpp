#include "crypto/password.h"
#include "gen/errors/users.h"
#include "modules/account_security/reset.h"
#include "modules/authentication/password_login.h"
#include "modules/codes/throttle.h"
#include "modules/passwords/passwords.h"
#include "modules/pools/pools.h"
#include "net/gate.h"

namespace genauth::account_security {

namespace {

codes::Limit limit_of(const pools::Settings& settings) {
  return {authentication::kPasswordTryScope, settings.lock_after_failures, settings.failure_window_ms};
}

}  // namespace

Result<bool> confirm_password(api::Call& call, const users::User& user, std::string_view password) {
  auto& gate = call.service<net::Gate>();
  // First of all: who is refused because of others has lost no try.
  net::Gate::Place place = TRY(gate.line_up(call.pool_id, call.envelope.client_ip));
  bool is_last = false;
  pools::Settings settings;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    settings = TRY(pools::find(tx, call.pool_id)).settings;
    const std::int64_t count =
        TRY(codes::count_event(tx, call.pool_id, limit_of(settings), user.id, call.now_ms));
    if (settings.lock_enabled && count > settings.lock_after_failures) return tx.refuse(errors::kUserLocked);
    is_last = settings.lock_enabled && count == settings.lock_after_failures;
    return {};
  }));
  bool is_right = false;
  {
    const Result<net::Gate::Slot> slot = gate.enter(std::move(place));
    if (!slot) {
      TRY(call.write([&](db::Tx& tx) {
        return codes::uncount_event(tx, call.pool_id, limit_of(settings), user.id, call.now_ms);
      }));
      return slot.error().clone();
    }
    const auto& cost = call.service<const crypto::PasswordCost>();
    if (user.password_hash)
      is_right = passwords::verify(*user.password_hash, password, cost).ok;
    else
      passwords::verify_nothing(password, cost);
  }
  if (!is_right && is_last) return errors::kUserLockedNow;
  if (is_right)
    TRY(call.write(
        [&](db::Tx& tx) { return authentication::PasswordLogin::succeeded(tx, call.pool_id, user.id); }));
  return is_right;
}

}  // namespace genauth::account_security
