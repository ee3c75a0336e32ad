// The second factors of the signed-in user: list, set up, remove, check.
#include "api/call.h"
#include "crypto/totp.h"
#include "gen/errors/access.h"
#include "gen/errors/mfa.h"
#include "gen/errors/users.h"
#include "gen/ops/mfa.h"
#include "json/value.h"
#include "modules/authentication/login.h"
#include "modules/messages/messages.h"
#include "modules/mfa/changes.h"
#include "modules/mfa/faces.h"
#include "modules/mfa/notices.h"
#include "modules/mfa/passing.h"
#include "modules/users/otp.h"

namespace genauth::ops {
namespace {

using mfa::Type;

constexpr Type kTypes[] = {Type::kOtp, Type::kSms, Type::kEmail, Type::kFace};  // of the V3 calls

dto::FactorDto to_dto(const mfa::Factor& factor) {
  json::Value profile{json::Value::Object{}};
  if (factor.type == Type::kSms) {
    profile.set("phoneNumber", factor.phone);
    profile.set("phoneCountryCode", factor.country_code);
  }
  if (factor.type == Type::kEmail) profile.set("email", factor.email);
  return {factor.id, std::string(mfa::text(factor.type)), profile.raw()};
}

Result<std::vector<mfa::Factor>> own_factors(api::Call& call) {
  return call.read(
      [&](db::Session& session) { return mfa::enrolled(session, call.pool_id, call.caller.user_id); });
}

bool can_be_checked(api::Call& call, Type type) {
  const auto& outbox = call.service<const messages::Outbox>();
  switch (type) {
    case Type::kSms: return outbox.can_send_sms("+86") || outbox.can_send_sms("+1");
    case Type::kEmail: return outbox.can_send_email(call.pool_id).has_value();
    case Type::kFace: return mfa::need_faces(call).has_value();
    default: return true;
  }
}

}  // namespace

Result<std::vector<dto::FactorDto>> list_enrolled_factors(api::Call& call) {
  std::vector<dto::FactorDto> list;
  for (const mfa::Factor& factor : TRY(own_factors(call))) list.push_back(to_dto(factor));
  return list;
}

Result<dto::FactorDto> get_factor(api::Call& call, const dto::GetFactorQuery& query) {
  for (const mfa::Factor& factor : TRY(own_factors(call)))
    if (factor.id == query.factorId) return to_dto(factor);
  return errors::kFactorNotEnrolled;
}

Result<std::vector<dto::FactorToEnrollDto>> list_factors_to_enroll(api::Call& call) {
  const std::vector<mfa::Factor> factors = TRY(own_factors(call));
  std::vector<dto::FactorToEnrollDto> list;
  for (const Type type : kTypes)
    if (mfa::find(factors, type) == nullptr && can_be_checked(call, type))
      list.push_back({std::string(mfa::text(type))});
  return list;
}

Result<void> reset_factor(api::Call& call, const dto::ResetFactorDto& req) {
  TRY(mfa::need_recent_proof(call));
  for (const mfa::Factor& factor : TRY(own_factors(call)))
    if (factor.id == req.factorId) {
      TRY(mfa::remove_factor(call, factor.type));
      if (factor.type == Type::kFace)
        mfa::drop_face(call, {call.pool_id, call.caller.user_id}, factor.reference);
      return {};
    }
  return errors::kFactorNotEnrolled;
}

Result<dto::RecoveryCodeDto> renew_recovery_code(api::Call& call) {
  TRY(mfa::need_recent_proof(call));
  const std::string next = crypto::new_recovery_code();
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    auto otp = TRY(users::find_otp(tx, call.pool_id, user->id));
    if (!otp || !otp->confirmed) return errors::kFactorNotEnrolled;
    otp->recovery_digest =
        crypto::recovery_code_digest(call.service<const crypto::Sealer>(), call.pool_id, user->id, next);
    TRY(users::put_otp(tx, call.pool_id, user->id, *otp));
    TRY(mfa::record(tx, call, "renewRecoveryCode", user->id, mfa::text(Type::kOtp)));
    return mfa::tell_recovery_code(tx, call, *user, mfa::Recovery::kRenewed);
  }));
  return dto::RecoveryCodeDto{next};
}

Result<dto::OtpVerityRespDto> mfa_totp_verify(api::Call& call, const dto::MfaOtpVerityDto& req) {
  const auto& proofs = call.service<const mfa::Proofs>();
  const Result<void> spent = call.write([&](db::Tx& tx) -> Result<void> {
    TRY(proofs.spend_totp(tx, {call.pool_id, call.caller.user_id}, req.totp, call.now_ms));
    TRY(users::record_mfa(tx, call.pool_id, call.caller.user_id, call.now_ms));
    return mfa::record(tx, call, "verifyMfa", call.caller.user_id, mfa::text(Type::kOtp));
  });
  if (!spent && spent.error().code() != errors::kTotpWrong) return spent.error().clone();
  return dto::OtpVerityRespDto{spent.has_value()};
}

Result<dto::MfaTokenIntrospectResponse> mfa_token_introspection(
    api::Call& call, const dto::MfaTokenIntrospectEndpointParams& req) {
  // Clients that send no body put the token where a user's would stand.
  const std::string token = req.token.value_or(std::string(call.bearer));
  const auto opened = call.read([&](db::Session& session) {
    return call.service<const mfa::Attempts>().open(session, call.pool_id, call.app_id, token, call.now_ms);
  });
  dto::MfaTokenIntrospectResponse data;
  if (!opened && opened.error().code() != errors::kMfaTokenInvalid) return opened.error().clone();
  // A token of a sign-in is used up when its second factor is shown; an open one proves nothing.
  data.active = opened.has_value() && opened->state.passed;
  if (!data.active) return data;
  data.userPoolId = opened->claims.pool;
  data.userId = opened->claims.sub;
  data.iat = opened->claims.iat;
  data.exp = opened->claims.exp;
  return data;
}

}  // namespace genauth::ops
