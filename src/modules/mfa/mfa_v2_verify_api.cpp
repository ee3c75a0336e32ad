// The legacy calls that show a second factor: they end in the tokens of the sign-in that the mfaToken stands
// for.
#include "api/call.h"
#include "base/encoding.h"
#include "crypto/totp.h"
#include "gen/error_table.h"
#include "gen/errors/codes.h"
#include "gen/errors/mfa.h"
#include "gen/errors/users.h"
#include "gen/ops/mfa.h"
#include "modules/interactions/interactions.h"
#include "modules/mfa/changes.h"
#include "modules/mfa/faces.h"
#include "modules/mfa/notices.h"
#include "modules/mfa/passing.h"
#include "modules/users/masked.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using mfa::Type;

constexpr std::string_view kChannel = "CHANNEL_VERIFY_MFA";

Result<dto::MfaPassedDto> verify_totp(api::Call& call, const dto::MfaTotpDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  TRY(mfa::need_offered(*who.attempt, Type::kOtp));
  if (!req.totp || req.totp->empty()) return errors::kTotpMissing;
  const auto& proofs = call.service<const mfa::Proofs>();
  const mfa::Owner owner = who.owner();
  mfa::Shown shown{"otp", Type::kOtp, {}};
  shown.check = [&](db::Tx& tx) { return proofs.spend_totp(tx, owner, *req.totp, call.now_ms); };
  shown.looks_right = TRY(call.read(
      [&](db::Session& session) { return proofs.peek_totp(session, owner, *req.totp, call.now_ms); }));
  return mfa::pass(call, who, shown);
}

// Where a code goes, and whether the number or address is new: then it is bound to the account with the code.
struct Target {
  mfa::Recipient to;
  bool is_new = false;
};

bool is_meant(const mfa::Recipient& known, std::string_view given, const mfa::Recipient& parsed) {
  if (known.address() == parsed.address()) return true;
  return given == (known.email.empty() ? users::masked_phone(known.phone) : users::masked_email(known.email));
}

// `given` empty: the first number or address on record. `parse` reads it as a new one.
template <class Parse>
Result<Target> target_of(api::Call& call, const mfa::Who& who, Type type, std::string_view given,
                         Parse parse) {
  TRY(mfa::need_offered(*who.attempt, type));
  bool may_enroll = false;
  const std::vector<mfa::Recipient> known =
      TRY(call.read([&](db::Session& session) -> Result<std::vector<mfa::Recipient>> {
        may_enroll = TRY(mfa::may_enroll(session, call.service<const mfa::Means>(), who, type));
        return mfa::recipients(TRY(mfa::enrolled(session, who.user.pool_id, who.user.id)), who.user, type);
      }));
  if (given.empty() && !known.empty()) return Target{known.front()};
  for (const mfa::Recipient& recipient : known)
    if (is_meant(recipient, given, {})) return Target{recipient};
  const mfa::Recipient parsed = TRY(parse());
  for (const mfa::Recipient& recipient : known)
    if (is_meant(recipient, given, parsed)) return Target{recipient};
  if (may_enroll && known.empty()) return Target{parsed, true};
  return Error(errors::kFactorNotOffered).with_arg(std::string(mfa::text(type)));
}

Result<Target> phone_target(api::Call& call, const mfa::Who& who, const std::optional<std::string>& phone,
                            const std::optional<std::string>& country_code) {
  return target_of(call, who, Type::kSms, phone.value_or(""), [&]() -> Result<mfa::Recipient> {
    const phone::Number number = TRY(phone::parse(country_code.value_or(""), phone.value_or("")));
    return mfa::Recipient{number.country_code, number.national, ""};
  });
}

Result<Target> email_target(api::Call& call, const mfa::Who& who, const std::optional<std::string>& email) {
  return target_of(call, who, Type::kEmail, email.value_or(""), [&]() -> Result<mfa::Recipient> {
    TRY(users::check_email(email.value_or("")));
    return mfa::Recipient{"", "", users::normal_email(*email)};
  });
}

// kPhoneTaken, kEmailTaken: before a message is sent in vain.
Result<void> need_free(db::Session& session, const mfa::Who& who, const mfa::Recipient& to) {
  if (!to.email.empty()) {
    if (TRY(users::find_by_email(session, who.user.pool_id, to.email))) return errors::kEmailTaken;
  } else if (TRY(users::find_by_phone(session, who.user.pool_id, to.country_code, to.phone))) {
    return errors::kPhoneTaken;
  }
  return {};
}

Result<void> send_to(api::Call& call, const mfa::Who& who, const Target& target) {
  if (target.is_new) TRY(call.read([&](db::Session& session) { return need_free(session, who, target.to); }));
  return mfa::send_code(call,
                        {kChannel, target.to.country_code, target.to.phone, target.to.email, who.user.id});
}

// A number or address that has just been proved becomes the user's own.
Result<void> bind(db::Tx& tx, const api::Call& call, const mfa::Who& who, const mfa::Recipient& to) {
  const auto before = TRY(users::find(tx, call.pool_id, who.user.id));
  if (!before) return errors::kUserNotFound;
  if (to.email.empty()) {
    TRY(users::bind_phone(tx, call.pool_id, before->id, to.country_code, to.phone, call.now_ms));
    return mfa::bound_now(tx, call, *before, Type::kSms);
  }
  users::User after = *before;
  after.email = to.email;
  after.email_verified = true;
  TRY(users::update(tx, after, call.now_ms));
  return mfa::bound_now(tx, call, *before, Type::kEmail);
}

Result<dto::MfaPassedDto> verify_code(api::Call& call, const mfa::Who& who, Type type, const Target& target,
                                      std::string_view code) {
  const codes::Purpose purpose{call.pool_id, std::string(kChannel), target.to.address(), who.user.id};
  mfa::Shown shown{type == Type::kSms ? "sms" : "otp", type, {}};
  shown.check = [&](db::Tx& tx) -> Result<void> {
    TRY(call.service<const mfa::Proofs>().spend_code(tx, who.owner(), type, purpose, code, call.now_ms));
    if (!target.is_new) return {};
    if (!TRY(mfa::may_enroll(tx, call.service<const mfa::Means>(), who, type)))
      return Error(errors::kFactorNotOffered).with_arg(std::string(mfa::text(type)));
    return bind(tx, call, who, target.to);
  };
  shown.looks_right = TRY(call.read([&](db::Session& session) -> Result<bool> {
    return TRY(call.service<const codes::Codes>().peek(session, purpose, code, call.now_ms)).right;
  }));
  return mfa::pass(call, who, shown);
}

// The old code is spent also where the sign-in is not over yet (a further demand, a hosted page): whoever is
// not told the new one now is never told.
Error with_recovery_code(const Error& error, const std::string& next) {
  const int status_code = error_row(error.code()).status_code;
  if (status_code < 300 || status_code >= 400) return error.clone();
  std::string data = error.data_json().empty() ? "{}" : std::string(error.data_json());
  data.insert(data.size() - 1,
              std::string(data.size() > 2 ? "," : "") + "\"recoveryCode\":" + json_quote(next));
  return error.clone().with_data(data);
}

}  // namespace

Result<dto::MfaPassedDto> mfa_totp_verify_v2(api::Call& call, const dto::MfaTotpDto& req) {
  return verify_totp(call, req);
}

Result<dto::MfaPassedDto> mfa_application_totp_verify(api::Call& call, const dto::MfaTotpDto& req) {
  return verify_totp(call, req);
}

Result<dto::MfaPassedDto> mfa_totp_recovery(api::Call& call, const dto::MfaRecoveryDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  TRY(mfa::need_offered(*who.attempt, Type::kOtp));
  if (!req.recoveryCode || req.recoveryCode->empty()) return errors::kRecoveryCodeMissing;
  const auto& proofs = call.service<const mfa::Proofs>();
  const std::string next = crypto::new_recovery_code();
  mfa::Shown shown{"kba", Type::kOtp, {}};
  shown.check = [&](db::Tx& tx) -> Result<void> {
    TRY(proofs.spend_recovery_code(tx, who.owner(), *req.recoveryCode, next, call.now_ms));
    TRY(interactions::keep_recovery_code(tx, call, {who.user.id, next, true}));
    return mfa::tell_recovery_code(tx, call, who.user, mfa::Recovery::kUsed);
  };
  shown.looks_right = TRY(call.read([&](db::Session& session) -> Result<bool> {
    return proofs.peek_recovery_code(session, who.owner(), *req.recoveryCode);
  }));
  Result<dto::MfaPassedDto> passed = mfa::pass(call, who, shown);
  if (!passed) return with_recovery_code(passed.error(), next);
  passed->recoveryCode = next;
  return passed;
}

Result<bool> mfa_application_check(api::Call& call, const dto::MfaBindableDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  const bool by_phone = req.phone && !req.phone->empty();
  if (!by_phone && (!req.email || req.email->empty()))
    return Error(errors::kIdentifierRequired).with_arg("phone, email");
  const auto target = by_phone ? phone_target(call, who, req.phone, req.phoneCountryCode)
                               : email_target(call, who, req.email);
  if (!target && target.error().code() == errors::kFactorNotOffered) return false;
  if (!target) return target.error().clone();
  if (!target->is_new) return true;  // it is their own
  const auto is_free = call.read([&](db::Session& session) { return need_free(session, who, target->to); });
  if (is_free) return true;
  const Code why = is_free.error().code();
  if (why == errors::kPhoneTaken || why == errors::kEmailTaken) return false;
  return is_free.error().clone();
}

Result<void> mfa_application_sms_send(api::Call& call, const dto::MfaPhoneDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  return send_to(call, who, TRY(phone_target(call, who, req.phone, req.phoneCountryCode)));
}

Result<void> mfa_application_email_send(api::Call& call, const dto::MfaEmailDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  return send_to(call, who, TRY(email_target(call, who, req.email)));
}

Result<dto::MfaPassedDto> mfa_application_sms_verify(api::Call& call, const dto::MfaSmsCodeDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  const Target target = TRY(phone_target(call, who, req.phone, req.phoneCountryCode));
  return verify_code(call, who, Type::kSms, target, req.code);
}

Result<dto::MfaPassedDto> mfa_application_email_verify(api::Call& call, const dto::MfaEmailCodeDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  const Target target = TRY(email_target(call, who, req.email));
  return verify_code(call, who, Type::kEmail, target, req.code);
}

Result<dto::MfaPassedDto> mfa_application_face_verify(api::Call& call, const dto::MfaFaceDto& req) {
  const mfa::Who who = TRY(mfa::by_mfa_token(call));
  if (!req.photo || req.photo->empty()) return errors::kFacePhotoMissing;
  TRY(mfa::need_faces(call));
  TRY(mfa::need_offered(*who.attempt, Type::kFace));
  TRY(mfa::check_photos({*req.photo}));
  const bool is_right = TRY(mfa::is_face(call, who.owner(), *req.photo));
  const auto& proofs = call.service<const mfa::Proofs>();
  mfa::Shown shown{"face", Type::kFace, {}, is_right};
  shown.check = [&](db::Tx& tx) { return proofs.settle_face(tx, who.owner(), is_right); };
  return mfa::pass(call, who, shown);
}

}  // namespace genauth::ops
