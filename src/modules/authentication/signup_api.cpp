// signup: by user name or e-mail and password, by e-mail code, by phone code.
#include "api/call.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/authentication.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/authentication/register.h"
#include "modules/authentication/signup_profile.h"
#include "modules/codes/codes.h"
#include "modules/interactions/interactions.h"
#include "modules/pools/pools.h"
#include "modules/system/transport_keys.h"
#include "modules/users/user_dto.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using authentication::Registration;
using authentication::RegistrationCodes;

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
                         Registration& wanted, RegistrationCodes& codes) {
  if (!req.passCodePayload) return Error(errors::kRequired).with_field("passCodePayload");
  const auto& payload = *req.passCodePayload;
  if (payload.phone.has_value() == payload.email.has_value())
    return Error(errors::kIdentifierRequired).with_arg("phone, email");
  if (payload.email) {
    TRY(users::check_email(*payload.email));
    wanted.user.email = users::normal_email(*payload.email);
    wanted.user.email_verified = true;
    codes.add(call, "CHANNEL_REGISTER", *wanted.user.email, payload.passCode);
  } else {
    const phone::Number number = TRY(phone::parse(payload.phoneCountryCode.value_or(""), *payload.phone));
    wanted.user.phone = number.national;
    wanted.user.phone_country_code = number.country_code;
    wanted.user.phone_verified = true;
    codes.add(call, "CHANNEL_REGISTER", number.e164, payload.passCode);
  }
  if (options.passwordForPhonePassCode)
    wanted.password = TRY(call.service<system::TransportKeys>().decrypt(options.passwordEncryptType,
                                                                        *options.passwordForPhonePassCode));
  return {};
}

// Nobody should get an account that this application then does not let in.
Result<void> check_method(const applications::Application& application, const dto::SignUpDto& req) {
  const bool by_password = req.connection == "PASSWORD";
  const bool by_email = by_password ? req.passwordPayload && req.passwordPayload->email.has_value()
                                    : req.passCodePayload && req.passCodePayload->email.has_value();
  const std::string_view method = by_password ? (by_email ? "EMAIL_PASSWORD" : "USERNAME_PASSWORD")
                                              : (by_email ? "EMAIL_CODE" : "PHONE_CODE");
  if (!application.allows(method) || !application.registers_by(method))
    return Error(errors::kMethodDisabled).with_arg(std::string(method));
  return {};
}

// Nobody makes an account for a page that is over.
Result<void> check_page(api::Call& call) {
  if (call.envelope.interaction.empty()) return {};
  return call.read([&](db::Session& session) -> Result<void> {
    TRY(interactions::look(session, call.service<const tickets::Tickets>(), call.pool_id, call.app_id,
                           call.envelope.interaction, call.now_ms));
    return {};
  });
}

// At a hosted page what made the account signs in, too. False where an address has to be proved first.
Result<bool> enter(api::Call& call, const applications::Handle& application, const users::User& made,
                   const std::string& connection, std::string_view password) {
  if (call.envelope.interaction.empty()) return false;
  const auto pool = TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  if (pool.settings.login_requires_verified_email && made.email && !made.email_verified) return false;
  authentication::Proof proof{"pwd", "PASSWORD"};
  if (connection != "PASSWORD") proof = {"otp", made.phone ? "SMS" : "EMAIL"};
  authentication::Attempt attempt = authentication::attempt_of(call, application, made);
  attempt.password = connection == "PASSWORD" ? password : std::string_view();
  TRY(call.service<const authentication::Login>().complete(std::move(attempt), proof));
  return true;
}

}  // namespace

Result<dto::UserDto> signup(api::Call& call, const dto::SignUpDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const dto::SignUpOptionsDto options = req.options.value_or(dto::SignUpOptionsDto{});
  TRY(authentication::recognise_client(call, *application,
                                       {req.client_id, req.client_secret, options.clientIp.value_or("")}));
  TRY(check_method(*application, req));
  TRY(check_page(call));
  Registration wanted;
  RegistrationCodes proofs;
  wanted.client_ip = call.envelope.client_ip;
  if (req.connection == "PASSWORD") {
    TRY(by_password(call, req, options, wanted));
  } else {
    TRY(by_passcode(call, req, options, wanted, proofs));
  }
  if (req.profile) {
    authentication::take_profile(wanted.user, *req.profile);
    TRY(authentication::take_contacts(call, authentication::contacts_of(*req.profile, options), wanted.user,
                                      proofs));
    if (!req.profile->customData.empty()) wanted.user.custom_data = req.profile->customData.text;
  }
  const auto& codes = call.service<const codes::Codes>();
  wanted.proof = [&](db::Tx& tx) { return proofs.spend(codes, tx, call.now_ms); };
  const std::string password = wanted.password.value_or("");
  const users::User made = TRY(authentication::register_user(call, std::move(wanted)));
  TRY(enter(call, application, made, req.connection, password));
  return users::to_dto(made, {.custom_data = true});
}

}  // namespace genauth::ops
