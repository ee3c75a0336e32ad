// signup: by user name or e-mail and password, by e-mail code, by phone code.
#include "api/call.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/authentication.h"
#include "modules/authentication/login.h"
#include "modules/authentication/register.h"
#include "modules/codes/codes.h"
#include "modules/system/transport_keys.h"
#include "modules/users/user_dto.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using authentication::Registration;

// Codes to be spent in the unit that makes the account: the one that signs up, and those that complete the
// profile.
struct Proofs {
  struct One {
    codes::Purpose purpose;
    std::string code;
  };
  std::vector<One> all;

  void add(const api::Call& call, std::string_view channel, std::string recipient, std::string code) {
    all.push_back({{call.pool_id, std::string(channel), std::move(recipient), ""}, std::move(code)});
  }
  Result<void> spend(const codes::Codes& codes, db::Tx& tx, std::int64_t now_ms) const {
    // A wrong code ends the unit with what it has written: look at all before the first is spent.
    for (const One& one : all) TRY(codes.check(tx, one.purpose, one.code, now_ms));
    for (const One& one : all) TRY(codes.consume(tx, one.purpose, one.code, now_ms));
    return {};
  }
};

Result<void> by_password(api::Call& call, const dto::SignUpDto& req, const dto::SignUpOptionsDto& options,
                         Registration& wanted) {
  if (!req.passwordPayload) return Error(errors::kRequired).with_field("passwordPayload");
  const auto& payload = *req.passwordPayload;
  if (payload.username.has_value() == payload.email.has_value())
    return Error(errors::kIdentifierRequired).with_arg("username, email");
  wanted.user.username = payload.username;
  wanted.user.email = payload.email;
  wanted.password =
      TRY(call.service<system::TransportKeys>().decrypt(options.passwordEncryptType, payload.password));
  return {};
}

Result<void> by_passcode(api::Call& call, const dto::SignUpDto& req, const dto::SignUpOptionsDto& options,
                         Registration& wanted, Proofs& proofs) {
  if (!req.passCodePayload) return Error(errors::kRequired).with_field("passCodePayload");
  const auto& payload = *req.passCodePayload;
  if (payload.phone.has_value() == payload.email.has_value())
    return Error(errors::kIdentifierRequired).with_arg("phone, email");
  if (payload.email) {
    TRY(users::check_email(*payload.email));
    wanted.user.email = users::normal_email(*payload.email);
    wanted.user.email_verified = true;
    proofs.add(call, "CHANNEL_REGISTER", *wanted.user.email, payload.passCode);
  } else {
    const phone::Number number = TRY(phone::parse(payload.phoneCountryCode.value_or(""), *payload.phone));
    wanted.user.phone = number.national;
    wanted.user.phone_country_code = number.country_code;
    wanted.user.phone_verified = true;
    proofs.add(call, "CHANNEL_REGISTER", number.e164, payload.passCode);
  }
  if (options.passwordForPhonePassCode)
    wanted.password = TRY(call.service<system::TransportKeys>().decrypt(options.passwordEncryptType,
                                                                        *options.passwordForPhonePassCode));
  return {};
}

// An address or number in the profile is nobody's until a code has proved it.
Result<void> complete_contacts(api::Call& call, const dto::SignUpProfileDto& profile,
                               const dto::SignUpOptionsDto& options, Registration& wanted, Proofs& proofs) {
  if (profile.phone && !wanted.user.phone) {
    if (!options.phonePassCodeForInformationCompletion)
      return Error(errors::kRequired).with_field("options.phonePassCodeForInformationCompletion");
    const phone::Number number = TRY(phone::parse(profile.phoneCountryCode.value_or(""), *profile.phone));
    wanted.user.phone = number.national;
    wanted.user.phone_country_code = number.country_code;
    wanted.user.phone_verified = true;
    proofs.add(call, "CHANNEL_COMPLETE_PHONE", number.e164, *options.phonePassCodeForInformationCompletion);
  }
  if (profile.email && !wanted.user.email) {
    if (!options.emailPassCodeForInformationCompletion)
      return Error(errors::kRequired).with_field("options.emailPassCodeForInformationCompletion");
    TRY(users::check_email(*profile.email));
    wanted.user.email = users::normal_email(*profile.email);
    wanted.user.email_verified = true;
    proofs.add(call, "CHANNEL_COMPLETE_EMAIL", *wanted.user.email,
               *options.emailPassCodeForInformationCompletion);
  }
  return {};
}

void copy_profile(const dto::SignUpProfileDto& from, users::User& to) {
  to.nickname = from.nickname;
  to.company = from.company;
  to.photo = from.photo;
  to.device = from.device;
  to.browser = from.browser;
  to.name = from.name;
  to.given_name = from.givenName;
  to.family_name = from.familyName;
  to.middle_name = from.middleName;
  to.profile = from.profile;
  to.preferred_username = from.preferredUsername;
  to.website = from.website;
  if (from.gender) to.gender = *from.gender;
  to.birthdate = from.birthdate;
  to.zoneinfo = from.zoneinfo;
  to.locale = from.locale;
  to.address = from.address;
  to.formatted = from.formatted;
  to.street_address = from.streetAddress;
  to.city = from.locality;
  to.region = from.region;
  to.postal_code = from.postalCode;
  to.country = from.country;
}

// Nobody should get an account that this application then does not let in.
Result<void> check_method(const applications::Application& application, const dto::SignUpDto& req) {
  const bool by_password = req.connection == "PASSWORD";
  const bool by_email = by_password ? req.passwordPayload && req.passwordPayload->email.has_value()
                                    : req.passCodePayload && req.passCodePayload->email.has_value();
  const std::string_view method = by_password ? (by_email ? "EMAIL_PASSWORD" : "USERNAME_PASSWORD")
                                              : (by_email ? "EMAIL_CODE" : "PHONE_CODE");
  if (!application.allows(method)) return Error(errors::kMethodDisabled).with_arg(std::string(method));
  return {};
}

}  // namespace

Result<dto::UserDto> signup(api::Call& call, const dto::SignUpDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  TRY(check_method(*application, req));
  const dto::SignUpOptionsDto options = req.options.value_or(dto::SignUpOptionsDto{});
  Registration wanted;
  Proofs proofs;
  wanted.client_ip = call.envelope.client_ip;
  if (req.connection == "PASSWORD") {
    TRY(by_password(call, req, options, wanted));
  } else {
    TRY(by_passcode(call, req, options, wanted, proofs));
  }
  if (req.profile) {
    copy_profile(*req.profile, wanted.user);
    TRY(complete_contacts(call, *req.profile, options, wanted, proofs));
    if (!req.profile->customData.empty()) wanted.user.custom_data = req.profile->customData.text;
  }
  const auto& codes = call.service<const codes::Codes>();
  wanted.proof = [&](db::Tx& tx) { return proofs.spend(codes, tx, call.now_ms); };
  const users::User made = TRY(authentication::register_user(call, std::move(wanted)));
  return users::to_dto(made, {.custom_data = true});
}

}  // namespace genauth::ops
