// The authenticator app of a user: secret, recovery code, and the last time step whose code was accepted.
// Only rows; what a code is worth is the business of src/modules/mfa.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::users {

struct Otp {
  std::string id = {};
  std::string sealed_secret = {};  // base32 within; place: user_otp.secret, row = the user
  std::optional<std::string> recovery_digest = {};  // crypto/totp.h
  bool confirmed = false;                      // false: made, but no code of it has been seen
  std::int64_t last_step = 0, created_at = 0;
};

Result<std::optional<Otp>> find_otp(db::Session& session, std::string_view pool_id, std::string_view user_id);
// Replaces what was there.
Result<void> put_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id, const Otp& otp);
// The one that takes a code out of the world: true if `step` lies after every step accepted so far. Of any
// number of racing callers with one code exactly one gets true.
Result<bool> accept_otp_step(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             std::int64_t step);
// The first code was right: it counts from now on. False if that secret is gone or was confirmed by another.
Result<bool> confirm_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view id,
                         std::int64_t step);
// False if another caller used the recovery code first.
Result<bool> replace_recovery_digest(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                     std::string_view before, std::string_view after);
Result<bool> remove_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id);

// When the user last passed a second factor.
Result<void> record_mfa(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms);

}  // namespace genauth::users
