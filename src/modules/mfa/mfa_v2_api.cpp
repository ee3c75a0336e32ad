// The legacy calls that set up and remove an authenticator app, with an access token or, for a user who has
// no second factor yet, with the mfaToken of a sign-in.
#include "api/call.h"
#include "base/encoding.h"
#include "crypto/totp.h"
#include "gen/errors/access.h"
#include "gen/errors/mfa.h"
#include "gen/ops/mfa.h"
#include "modules/authentication/login.h"
#include "modules/interactions/interactions.h"
#include "modules/mfa/changes.h"
#include "modules/mfa/faces.h"
#include "modules/mfa/passing.h"
#include "modules/users/otp.h"

namespace genauth::ops {
namespace {

using mfa::Type;

// Setting up a factor needs what its way in allows: a recent sign-in, or an attempt of a user without any.
Result<mfa::Who> who_may_enroll(api::Call& call, Type type) {
  mfa::Who who = TRY(mfa::by_any_token(call));
  if (!who.attempt) {
    TRY(mfa::need_recent_proof(call));
    return who;
  }
  if (!TRY(call.read([&](db::Session& session) {
        return mfa::may_enroll(session, call.service<const mfa::Means>(), who, type);
      })))
    return Error(errors::kFactorNotOffered).with_arg(std::string(mfa::text(type)));
  return who;
}

dto::MfaPassedDto plain_answer(const users::User& user) {
  dto::MfaPassedDto data;
  data.id = user.id;
  return data;
}

// The page that showed the secret shows its recovery code at the end, unless the secret is another one's by
// now: of another tab, say.
Result<void> confirm_recovery_code(db::Tx& tx, const api::Call& call, const users::User& user) {
  auto kept = TRY(interactions::kept_recovery_code(tx, call, user.id));
  const auto otp = TRY(users::find_otp(tx, user.pool_id, user.id));
  if (!kept || !otp || !otp->recovery_digest ||
      !crypto::is_recovery_code(call.service<const crypto::Sealer>(), user.pool_id, user.id, kept->code,
                                *otp->recovery_digest))
    return {};
  kept->confirmed = true;
  return interactions::keep_recovery_code(tx, call, *kept);
}

}  // namespace

Result<std::vector<dto::MfaAuthenticatorDto>> mfa_authenticator(api::Call& call) {
  const mfa::Who who = TRY(mfa::by_any_token(call));
  const auto otp = TRY(call.read(
      [&](db::Session& session) { return users::find_otp(session, who.user.pool_id, who.user.id); }));
  std::vector<dto::MfaAuthenticatorDto> list;
  if (otp && otp->confirmed)
    list.push_back({otp->id, who.user.id, "totp", true, iso8601_ms(otp->created_at)});
  return list;
}

Result<dto::MfaAssociationDto> mfa_totp_associate(api::Call& call, const dto::MfaSourceDto&) {
  const mfa::Who who = TRY(who_may_enroll(call, Type::kOtp));
  const applications::Handle application = TRY(authentication::application_of(call));
  const auto& sealer = call.service<const crypto::Sealer>();
  mfa::Secret secret = mfa::new_secret(application->name, who.user);
  users::Otp otp{.id = call.new_id(), .created_at = call.now_ms};
  otp.sealed_secret = call.service<const mfa::Proofs>().seal_secret(who.owner(), secret.base32);
  otp.recovery_digest =
      crypto::recovery_code_digest(sealer, who.user.pool_id, who.user.id, secret.recovery_code);
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto present = TRY(users::find_otp(tx, who.user.pool_id, who.user.id));
    if (present && present->confirmed) return Error(errors::kFactorEnrolled).with_arg("OTP");
    if (who.attempt)
      TRY(interactions::keep_recovery_code(tx, call, {who.user.id, secret.recovery_code, false}));
    return users::put_otp(tx, who.user.pool_id, who.user.id, otp);
  }));
  return dto::MfaAssociationDto{"totp", std::move(secret.base32), std::move(secret.uri),
                                std::move(secret.picture), std::move(secret.recovery_code)};
}

Result<dto::MfaPassedDto> mfa_totp_confirm(api::Call& call, const dto::MfaTotpDto& req) {
  const mfa::Who who = TRY(who_may_enroll(call, Type::kOtp));
  if (!req.totp || req.totp->empty()) return errors::kTotpMissing;
  const auto confirm = [&](db::Tx& tx) -> Result<void> {
    if (who.attempt && !TRY(mfa::may_enroll(tx, call.service<const mfa::Means>(), who, Type::kOtp)))
      return Error(errors::kFactorNotOffered).with_arg("OTP");
    TRY(call.service<const mfa::Proofs>().confirm_totp(tx, who.owner(), *req.totp, call.now_ms));
    TRY(confirm_recovery_code(tx, call, who.user));
    return mfa::enrolled_now(tx, call, who.user, Type::kOtp);
  };
  if (who.attempt) return mfa::pass(call, who, {"otp", Type::kOtp, confirm});
  TRY(call.write(confirm));
  return plain_answer(who.user);
}

Result<void> mfa_totp_dissociate(api::Call& call) {
  TRY(authentication::application_of(call));
  if (call.caller.user_id.empty()) return errors::kNotSignedIn;
  TRY(mfa::need_recent_proof(call));
  return mfa::remove_factor(call, Type::kOtp);
}

Result<dto::MfaPassedDto> mfa_face_associate(api::Call& call, const dto::MfaFaceAssociateDto& req) {
  TRY(mfa::by_any_token(call));
  if (!req.photoA || req.photoA->empty()) return errors::kFacePhotoMissing;
  if (!req.photoB || req.photoB->empty()) return errors::kFaceCompareMissing;
  TRY(mfa::need_faces(call));
  const mfa::Who who = TRY(who_may_enroll(call, Type::kFace));
  const std::vector<std::string> photos{*req.photoA, *req.photoB};
  TRY(mfa::check_photos(photos));
  const auto factors = TRY(
      call.read([&](db::Session& session) { return mfa::enrolled(session, who.user.pool_id, who.user.id); }));
  if (mfa::find(factors, Type::kFace) != nullptr) return errors::kFaceEnrolled;
  const mfa::Factor factor = TRY(mfa::keep_face(call, who.owner(), photos));
  const auto enroll = [&](db::Tx& tx) -> Result<void> {
    if (who.attempt && !TRY(mfa::may_enroll(tx, call.service<const mfa::Means>(), who, Type::kFace)))
      return Error(errors::kFactorNotOffered).with_arg("FACE");
    TRY(mfa::enroll(tx, who.user.pool_id, who.user.id, factor));
    return mfa::enrolled_now(tx, call, who.user, Type::kFace);
  };
  Result<dto::MfaPassedDto> passed = plain_answer(who.user);
  if (who.attempt) {
    passed = mfa::pass(call, who, {"face", Type::kFace, enroll});
  } else if (Result<void> written = call.write(enroll); !written) {
    passed = std::move(written).error();
  }
  if (!passed) mfa::drop_face(call, who.owner(), factor.reference);
  return passed;
}

}  // namespace genauth::ops
