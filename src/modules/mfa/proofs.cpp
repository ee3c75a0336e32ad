#include "modules/mfa/proofs.h"

#include "base/encoding.h"
#include "crypto/totp.h"
#include "gen/errors/core.h"
#include "gen/errors/mfa.h"
#include "modules/codes/throttle.h"
#include "modules/users/otp.h"

namespace genauth::mfa {
namespace {

constexpr std::int64_t kConfirmTtlMs = 600'000;
constexpr std::string_view kScope = "mfa_failures", kRecovery = "RECOVERY";

std::string subject_of(const Owner& owner, std::string_view what) {
  return owner.user_id + ":" + std::string(what);
}

// Counts the try before it is judged.
Result<void> count_try(db::Tx& tx, const Owner& owner, std::string_view what, std::int64_t now_ms) {
  const codes::Limit limit{kScope, kFailuresMax, codes::kForeverMs};
  const std::int64_t count =
      TRY(codes::count_event(tx, owner.pool_id, limit, subject_of(owner, what), now_ms));
  if (count > kFailuresMax) return tx.refuse(errors::kFactorLocked);
  return {};
}

Result<void> start_anew(db::Tx& tx, const Owner& owner, std::string_view what) {
  return codes::forget_events(tx, owner.pool_id, kScope, subject_of(owner, what));
}

}  // namespace

std::string Proofs::seal_secret(const Owner& owner, std::string_view base32_secret) const {
  return sealer_.seal(base32_secret, {owner.pool_id, "user_otp", "secret", owner.user_id});
}

Result<std::string> Proofs::open_secret(const Owner& owner, std::string_view sealed) const {
  const std::string secret = TRY(sealer_.open(sealed, {owner.pool_id, "user_otp", "secret", owner.user_id}));
  auto bytes = unbase32(secret);
  if (!bytes) return Error(errors::kInternal, "the secret of an authenticator is no base32");
  return *std::move(bytes);
}

Result<bool> Proofs::peek_totp(db::Session& session, const Owner& owner, std::string_view code,
                               std::int64_t now_ms) const {
  const auto otp = TRY(users::find_otp(session, owner.pool_id, owner.user_id));
  if (!otp || !otp->confirmed) return false;
  const auto step = crypto::match_totp(TRY(open_secret(owner, otp->sealed_secret)), code, now_ms);
  return step && *step > otp->last_step;
}

Result<void> Proofs::spend_totp(db::Tx& tx, const Owner& owner, std::string_view code,
                                std::int64_t now_ms) const {
  const auto otp = TRY(users::find_otp(tx, owner.pool_id, owner.user_id));
  if (!otp || !otp->confirmed) return errors::kFactorNotEnrolled;
  TRY(count_try(tx, owner, text(Type::kOtp), now_ms));
  const auto step = crypto::match_totp(TRY(open_secret(owner, otp->sealed_secret)), code, now_ms);
  // The update decides who was first; the codes of a step and of all before it are gone with it.
  if (!step || !TRY(users::accept_otp_step(tx, owner.pool_id, owner.user_id, *step)))
    return tx.refuse(errors::kTotpWrong);
  return start_anew(tx, owner, text(Type::kOtp));
}

Result<void> Proofs::confirm_totp(db::Tx& tx, const Owner& owner, std::string_view code,
                                  std::int64_t now_ms) const {
  const auto otp = TRY(users::find_otp(tx, owner.pool_id, owner.user_id));
  if (!otp) return errors::kFactorNotEnrolled;
  if (otp->confirmed) return Error(errors::kFactorEnrolled).with_arg(std::string(text(Type::kOtp)));
  if (otp->created_at + kConfirmTtlMs <= now_ms) return errors::kFactorNotEnrolled;
  TRY(count_try(tx, owner, text(Type::kOtp), now_ms));
  const auto step = crypto::match_totp(TRY(open_secret(owner, otp->sealed_secret)), code, now_ms);
  if (!step || !TRY(users::confirm_otp(tx, owner.pool_id, owner.user_id, otp->id, *step)))
    return tx.refuse(errors::kTotpWrong);
  return start_anew(tx, owner, text(Type::kOtp));
}

Result<bool> Proofs::peek_recovery_code(db::Session& session, const Owner& owner,
                                        std::string_view code) const {
  const auto otp = TRY(users::find_otp(session, owner.pool_id, owner.user_id));
  return otp && otp->confirmed && otp->recovery_digest &&
         crypto::is_recovery_code(sealer_, owner.pool_id, owner.user_id, code, *otp->recovery_digest);
}

Result<void> Proofs::spend_recovery_code(db::Tx& tx, const Owner& owner, std::string_view code,
                                         std::string_view next, std::int64_t now_ms) const {
  const auto otp = TRY(users::find_otp(tx, owner.pool_id, owner.user_id));
  if (!otp || !otp->confirmed || !otp->recovery_digest) return errors::kFactorNotEnrolled;
  TRY(count_try(tx, owner, kRecovery, now_ms));
  const std::string after = crypto::recovery_code_digest(sealer_, owner.pool_id, owner.user_id, next);
  const bool is_right =
      crypto::is_recovery_code(sealer_, owner.pool_id, owner.user_id, code, *otp->recovery_digest);
  if (!is_right ||
      !TRY(users::replace_recovery_digest(tx, owner.pool_id, owner.user_id, *otp->recovery_digest, after)))
    return tx.refuse(errors::kRecoveryCodeWrong);
  return start_anew(tx, owner, kRecovery);
}

Result<void> Proofs::spend_code(db::Tx& tx, const Owner& owner, Type type, const codes::Purpose& purpose,
                                std::string_view code, std::int64_t now_ms) const {
  TRY(count_try(tx, owner, text(type), now_ms));
  TRY(codes_.consume(tx, purpose, code, now_ms));
  return start_anew(tx, owner, text(type));
}

Result<void> Proofs::count_face(db::Tx& tx, const Owner& owner, std::int64_t now_ms) const {
  return count_try(tx, owner, text(Type::kFace), now_ms);
}

Result<void> Proofs::settle_face(db::Tx& tx, const Owner& owner, bool is_right) const {
  return is_right ? start_anew(tx, owner, text(Type::kFace)) : Result<void>(tx.refuse(errors::kFaceWrong));
}

Result<void> unlock(db::Tx& tx, const Owner& owner) {
  for (const Type type : {Type::kOtp, Type::kSms, Type::kEmail, Type::kFace})
    TRY(start_anew(tx, owner, text(type)));
  return start_anew(tx, owner, kRecovery);
}

}  // namespace genauth::mfa
