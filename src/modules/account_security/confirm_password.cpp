#include "crypto/password.h"
#include "gen/errors/users.h"
#include "modules/account_security/reset.h"
#include "modules/authentication/password_login.h"
#include "modules/passwords/passwords.h"
#include "modules/pools/pools.h"
#include "net/gate.h"

namespace genauth::account_security {

using authentication::Triers;

Result<bool> confirm_password(api::Call& call, const users::User& user, std::string_view password) {
  auto& gate = call.service<net::Gate>();
  // First of all: who is refused because of others has lost no try.
  net::Gate::Place place = TRY(gate.line_up(call.pool_id, call.envelope.client_ip));
  bool is_last = false;
  const std::string device = TRY(call.read([&](db::Session& session) {
    return authentication::known_device(call.service<const authentication::KnownDevices>(), session,
                                        call.pool_id, user.id, call.envelope.device_id);
  }));
  const Triers triers = Triers::of_user(call.pool_id, user.id, device);
  pools::Settings settings;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    settings = TRY(pools::find(tx, call.pool_id)).settings;
    const authentication::Counted tries = TRY(authentication::count_tries(tx, triers, settings, call.now_ms));
    if (authentication::is_locked(settings, tries) ||
        !TRY(authentication::count_in_a_row(tx, triers, call.now_ms)))
      return tx.refuse(errors::kUserLocked);
    is_last = authentication::tries_left(settings, tries) == 0;
    return {};
  }));
  bool is_right = false;
  {
    const Result<net::Gate::Slot> slot = gate.enter(std::move(place));
    if (!slot) {
      TRY(call.write([&](db::Tx& tx) -> Result<void> {
        TRY(authentication::uncount_tries(tx, triers, settings, call.now_ms));
        return authentication::uncount_in_a_row(tx, triers, call.now_ms);
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
    TRY(call.write([&](db::Tx& tx) {
      return authentication::PasswordLogin::succeeded(tx, call.pool_id, user.id, device);
    }));
  return is_right;
}

}  // namespace genauth::account_security
