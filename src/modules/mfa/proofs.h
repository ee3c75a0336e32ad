// Checking a second factor. Every function spends what was shown, in the caller's unit: a code of an
// authenticator app is good once, whoever races for it, and wrong ones are counted and stay counted although
// the unit ends with an error (Tx::refuse). A hundred wrong codes in a row lock the factor (NIST SP 800-63B-4
// §3.2.2), across processes, codes and sign-ins; a right one starts the count anew.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "modules/codes/codes.h"
#include "modules/mfa/factors.h"

namespace genauth::mfa {

constexpr std::int64_t kFailuresMax = 100;

struct Owner {
  std::string pool_id, user_id;
};

// Thread-safe.
class Proofs {
 public:
  Proofs(const crypto::Sealer& sealer, const codes::Codes& codes) : sealer_(sealer), codes_(codes) {}

  // kFactorNotEnrolled, kFactorLocked, kTotpWrong (also for a code that was used before).
  Result<void> spend_totp(db::Tx& tx, const Owner& owner, std::string_view code, std::int64_t now_ms) const;
  // Whether spend_totp() would succeed, without counting: for deciding on slow work before the unit.
  Result<bool> peek_totp(db::Session& session, const Owner& owner, std::string_view code,
                         std::int64_t now_ms) const;
  // The first code of a secret that is not confirmed yet. kFactorNotEnrolled if there is none or it is older
  // than ten minutes, kFactorEnrolled if it was confirmed meanwhile, kFactorLocked, kTotpWrong.
  Result<void> confirm_totp(db::Tx& tx, const Owner& owner, std::string_view code, std::int64_t now_ms) const;

  // Replaces the recovery code by `next`. kFactorNotEnrolled, kFactorLocked, kRecoveryCodeWrong.
  Result<void> spend_recovery_code(db::Tx& tx, const Owner& owner, std::string_view code,
                                   std::string_view next, std::int64_t now_ms) const;
  Result<bool> peek_recovery_code(db::Session& session, const Owner& owner, std::string_view code) const;

  // A code that was sent: codes::Codes with the count of the factor. kFactorLocked, kCodeWrong, kCodeVoid.
  Result<void> spend_code(db::Tx& tx, const Owner& owner, Type type, const codes::Purpose& purpose,
                          std::string_view code, std::int64_t now_ms) const;

  // A face, in two units, since its service is asked in between: the try counts before it is judged, whoever
  // asks how many at once. kFactorLocked; kFaceWrong.
  Result<void> count_face(db::Tx& tx, const Owner& owner, std::int64_t now_ms) const;
  Result<void> settle_face(db::Tx& tx, const Owner& owner, bool is_right) const;

  // The secret of an authenticator app, sealed for its row, and back.
  std::string seal_secret(const Owner& owner, std::string_view base32_secret) const;
  Result<std::string> open_secret(const Owner& owner, std::string_view sealed) const;  // raw bytes

 private:
  const crypto::Sealer& sealer_;
  const codes::Codes& codes_;
};

// Opens all factors of a user that wrong codes have locked.
Result<void> unlock(db::Tx& tx, const Owner& owner);

}  // namespace genauth::mfa
