// send-enroll-factor-request and enroll-factor: setting up a second factor in two steps. What is between them
// stands in a ticket of one minute.
#include "api/call.h"
#include "crypto/totp.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/mfa.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/mfa.h"
#include "json/codec.h"
#include "modules/authentication/login.h"
#include "modules/mfa/changes.h"
#include "modules/mfa/faces.h"
#include "modules/mfa/passing.h"
#include "modules/users/otp.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using Enrolment = dto::StoredMfaEnrolment;
using mfa::Type;

constexpr std::int64_t kEnrolmentTtlMs = 60'000;
constexpr std::string_view kChannel = "CHANNEL_BIND_MFA";

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, "mfa-enroll", call.app_id, call.caller.user_id};
}

// What is to be set up, with everything that happens outside of a unit done.
Result<Enrolment> begin(api::Call& call, const dto::SendEnrollFactorRequestDto& req, Type type) {
  Enrolment enrolment;
  enrolment.type = req.factorType;
  if (type == Type::kFace) TRY(mfa::need_faces(call));
  if (type == Type::kSms) {
    if (!req.profile.phoneNumber) return Error(errors::kRequired).with_field("profile.phoneNumber");
    const phone::Number number =
        TRY(phone::parse(req.profile.phoneCountryCode.value_or(""), *req.profile.phoneNumber));
    enrolment.country_code = number.country_code;
    enrolment.phone = number.national;
  }
  if (type == Type::kEmail) {
    if (!req.profile.email) return Error(errors::kRequired).with_field("profile.email");
    TRY(users::check_email(*req.profile.email));
    enrolment.email = users::normal_email(*req.profile.email);
  }
  if (type == Type::kSms || type == Type::kEmail)
    TRY(mfa::send_code(
        call, {kChannel, enrolment.country_code, enrolment.phone, enrolment.email, call.caller.user_id}));
  return enrolment;
}

Result<void> prove_totp(db::Tx& tx, const api::Call& call, const Enrolment& enrolment,
                        std::string_view code) {
  const auto& proofs = call.service<const mfa::Proofs>();
  const mfa::Owner owner{call.pool_id, call.caller.user_id};
  const std::string sealed = proofs.seal_secret(owner, enrolment.secret);
  const auto step = crypto::match_totp(TRY(proofs.open_secret(owner, sealed)), code, call.now_ms);
  if (!step) return tx.refuse(errors::kTotpWrong);
  users::Otp otp{.id = call.new_id(), .sealed_secret = sealed, .confirmed = true, .last_step = *step};
  otp.recovery_digest = crypto::recovery_code_digest(call.service<const crypto::Sealer>(), owner.pool_id,
                                                     owner.user_id, enrolment.recovery_code);
  otp.created_at = call.now_ms;
  return users::put_otp(tx, owner.pool_id, owner.user_id, otp);
}

// The ticket and what it stands for; kTicketInvalid, kFactorEnrolled.
struct Begun {
  tickets::Ticket ticket;
  Enrolment enrolment;
};
Result<Begun> begun(db::Session& session, const api::Call& call, const dto::EnrollFactorDto& req) {
  const auto& tickets = call.service<const tickets::Tickets>();
  Begun found{TRY(tickets.look(session, binding_of(call), req.enrollmentToken, call.now_ms)), {}};
  const json::Document document = TRY(json::Document::parse(found.ticket.payload));
  found.enrolment = TRY(json::decode<Enrolment>(document));
  if (found.enrolment.type != req.factorType) return Error(errors::kTicketInvalid, "another factor");
  const auto factors = TRY(mfa::enrolled(session, call.pool_id, call.caller.user_id));
  if (mfa::find(factors, *mfa::parse_type(req.factorType)) != nullptr)
    return Error(errors::kFactorEnrolled).with_arg(req.factorType);
  return found;
}

// What the service keeps the face under, and what follows if that comes to nothing.
Result<mfa::Factor> face_of(api::Call& call, const dto::EnrollFactorDto& req) {
  if (!req.enrollmentData.photo || req.enrollmentData.photo->empty()) return errors::kFacePhotoMissing;
  TRY(mfa::check_photos({*req.enrollmentData.photo}));
  TRY(mfa::need_faces(call));
  const Begun open = TRY(call.read([&](db::Session& session) { return begun(session, call, req); }));
  auto kept = mfa::keep_face(call, {call.pool_id, call.caller.user_id}, {*req.enrollmentData.photo});
  if (!kept && kept.error().code() == errors::kFaceBindingFailed)
    TRY(call.write([&](db::Tx& tx) -> Result<void> {
      TRY(call.service<const tickets::Tickets>().count_attempt(tx, call.pool_id, open.ticket,
                                                               mfa::kTriesPerToken));
      return {};
    }));
  return kept;
}

Result<void> prove_code(db::Tx& tx, const api::Call& call, const Enrolment& enrolment, Type type,
                        std::string_view code) {
  const mfa::Recipient recipient{enrolment.country_code, enrolment.phone, enrolment.email};
  const codes::Purpose purpose{call.pool_id, std::string(kChannel), recipient.address(), call.caller.user_id};
  TRY(call.service<const mfa::Proofs>().spend_code(tx, {call.pool_id, call.caller.user_id}, type, purpose,
                                                   code, call.now_ms));
  mfa::Factor factor{.type = type, .id = call.new_id()};
  factor.country_code = enrolment.country_code;
  factor.phone = enrolment.phone;
  factor.email = enrolment.email;
  factor.created_at = call.now_ms;
  return mfa::enroll(tx, call.pool_id, call.caller.user_id, factor);
}

}  // namespace

Result<dto::SendEnrollFactorRequestDataDto> send_enroll_factor_request(
    api::Call& call, const dto::SendEnrollFactorRequestDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  if (call.caller.user_id.empty()) return errors::kNotSignedIn;
  const Type type = *mfa::parse_type(req.factorType);
  std::optional<users::User> user;
  TRY(call.read([&](db::Session& session) -> Result<void> {
    user = TRY(users::find(session, call.pool_id, call.caller.user_id));
    const std::vector<mfa::Factor> factors = TRY(mfa::enrolled(session, call.pool_id, call.caller.user_id));
    if (mfa::find(factors, type) != nullptr) return Error(errors::kFactorEnrolled).with_arg(req.factorType);
    return {};
  }));
  if (!user) return errors::kNotSignedIn;
  Enrolment enrolment = TRY(begin(call, req, type));
  dto::SendEnrollFactorRequestDataDto data;
  if (type == Type::kOtp) {
    mfa::Secret secret = mfa::new_secret(application->name, *user);
    enrolment.secret = secret.base32;
    enrolment.recovery_code = secret.recovery_code;
    data.otpData = {std::move(secret.uri), std::move(secret.picture), std::move(secret.recovery_code)};
  }
  data.enrollmentToken = TRY(call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(tx, binding_of(call), json::encode(enrolment),
                                                        kEnrolmentTtlMs, call.now_ms);
  }));
  return data;
}

Result<void> enroll_factor(api::Call& call, const dto::EnrollFactorDto& req) {
  TRY(mfa::need_recent_proof(call));
  const Type type = *mfa::parse_type(req.factorType);
  const std::string code = req.enrollmentData.passCode.value_or("");
  if (code.empty() && type == Type::kOtp) return errors::kTotpMissing;
  if (code.empty() && type != Type::kFace)
    return Error(errors::kRequired).with_field("enrollmentData.passCode");
  std::optional<mfa::Factor> face;
  if (type == Type::kFace) face = TRY(face_of(call, req));
  const auto& tickets = call.service<const tickets::Tickets>();
  Result<void> done = call.write([&](db::Tx& tx) -> Result<void> {
    const Begun open = TRY(begun(tx, call, req));
    Result<void> proved = face                 ? mfa::enroll(tx, call.pool_id, call.caller.user_id, *face)
                          : type == Type::kOtp ? prove_totp(tx, call, open.enrolment, code)
                                               : prove_code(tx, call, open.enrolment, type, code);
    if (!proved) {
      TRY(tickets.count_attempt(tx, call.pool_id, open.ticket, mfa::kTriesPerToken));
      return proved;
    }
    TRY(tickets.consume(tx, binding_of(call), req.enrollmentToken, call.now_ms));
    const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    return mfa::enrolled_now(tx, call, *user, type);
  });
  if (!done && face) mfa::drop_face(call, {call.pool_id, call.caller.user_id}, face->reference);
  return done;
}

}  // namespace genauth::ops
