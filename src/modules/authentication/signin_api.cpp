// signin: PASSWORD and PASSCODE here; LDAP and AD by what the module of identity sources brings.
#include "api/call.h"
#include "base/log.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/sign_in_rules.h"
#include "gen/errors/users.h"
#include "gen/ops/authentication.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/directory_login.h"
#include "modules/authentication/login.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/register.h"
#include "modules/authentication/rightful_owner.h"
#include "modules/authentication/rules_step.h"
#include "modules/codes/codes.h"
#include "modules/codes/send.h"
#include "modules/interactions/interactions.h"
#include "modules/system/transport_keys.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using authentication::Identifier;

struct Named {
  Identifier kind;
  std::string value;
  std::string_view method;  // as enabled_methods names it
};

// Exactly one of the four members says who wants in.
Result<Named> named(const dto::SignInByPasswordPayloadDto& payload) {
  std::vector<Named> given;
  if (payload.account) given.push_back({Identifier::kAccount, *payload.account, ""});
  if (payload.username) given.push_back({Identifier::kUsername, *payload.username, "USERNAME_PASSWORD"});
  if (payload.email) given.push_back({Identifier::kEmail, *payload.email, "EMAIL_PASSWORD"});
  if (payload.phone) given.push_back({Identifier::kPhone, *payload.phone, "PHONE_PASSWORD"});
  if (given.size() != 1)
    return Error(errors::kIdentifierRequired).with_arg("account, username, email, phone");
  return std::move(given.front());
}

Result<void> check_method(const applications::Application& application, const Named& who) {
  if (!who.method.empty() && !application.allows(who.method))
    return Error(errors::kMethodDisabled).with_arg(std::string(who.method));
  if (who.method.empty() && !application.allows("USERNAME_PASSWORD") &&
      !application.allows("EMAIL_PASSWORD") && !application.allows("PHONE_PASSWORD"))
    return Error(errors::kMethodDisabled).with_arg("PASSWORD");
  return {};
}

// The account that autoRegister makes of a sign-in that found nobody; not for the generic `account`.
Result<authentication::Registration> registration_of(const api::Call& call, const Named& who,
                                                     const dto::SignInOptionsDto& options) {
  authentication::Registration wanted;
  wanted.client_ip = call.envelope.client_ip;
  if (who.kind == Identifier::kUsername) wanted.user.username = who.value;
  if (who.kind == Identifier::kEmail) wanted.user.email = who.value;
  if (who.kind == Identifier::kPhone) {
    const phone::Number number = TRY(phone::parse("", who.value));
    wanted.user.phone = number.national;
    wanted.user.phone_country_code = number.country_code;
  }
  if (!options.customData.empty()) wanted.user.custom_data = options.customData.text;
  return wanted;
}

bool is_taken(Code code) {
  return code == errors::kUsernameTaken || code == errors::kEmailTaken || code == errors::kPhoneTaken;
}

// The attempt with what the caller asked for.
authentication::Attempt attempt_with(const api::Call& call, const applications::Handle& application,
                                     users::User user, const dto::SignInOptionsDto& options) {
  authentication::Attempt attempt = authentication::attempt_of(call, application, std::move(user));
  attempt.facts.scope = options.scope.value_or("");
  attempt.facts.tenant_id = options.tenantId.value_or("");
  attempt.facts.custom_data = options.customData;
  return attempt;
}

// The last step of all ways.
Result<dto::LoginTokenResponseDataDto> finish(const api::Call& call, const applications::Handle& application,
                                              users::User user, const dto::SignInOptionsDto& options,
                                              const authentication::Proof& proof,
                                              std::string_view password = {}, json::Raw link = {}) {
  authentication::Attempt attempt = attempt_with(call, application, std::move(user), options);
  attempt.facts.link = std::move(link);
  attempt.password = password;
  return authentication::token_response(
      TRY(call.service<const authentication::Login>().complete(std::move(attempt), proof)));
}

// Signing in with the code proves the address. Refused sends (one was sent a moment ago) change nothing of
// the answer.
void send_way_in(api::Call& call, std::string_view email) {
  codes::Sending sending;
  sending.purpose = {call.pool_id, "CHANNEL_LOGIN", users::normal_email(email), ""};
  sending.message.kind = "email";
  sending.message.recipient = sending.purpose.recipient;
  sending.message.scene = sending.purpose.channel;
  sending.words = "FIRST_EMAIL_LOGIN";
  sending.later = true;
  if (!call.service<const messages::Outbox>().can_send_email(call.pool_id)) return;
  if (const Result<void> sent = codes::send_code(call, std::move(sending)); !sent)
    log::info("signin.no_way_in_sent", {{"why", sent.error().detail()}});
}

Result<dto::LoginTokenResponseDataDto> sign_in_by_password(api::Call& call,
                                                           const applications::Handle& application,
                                                           const dto::SigninByCredentialsDto& req,
                                                           const dto::SignInOptionsDto& options) {
  if (!req.passwordPayload) return Error(errors::kRequired).with_field("passwordPayload");
  const Named who = TRY(named(*req.passwordPayload));
  TRY(check_method(*application, who));
  const std::string password = TRY(call.service<system::TransportKeys>().decrypt(
      options.passwordEncryptType, req.passwordPayload->password));

  const bool may_register = options.autoRegister.value_or(false) && who.kind != Identifier::kAccount &&
                            application->registers_by(who.method);
  if (may_register) {
    bool must_be_verified = false;
    const auto known = TRY(call.read([&](db::Session& session) -> users::Found {
      must_be_verified = TRY(pools::find(session, call.pool_id)).settings.login_requires_verified_email;
      return authentication::find_user(session, call.pool_id, who.kind, who.value);
    }));
    if (!known) {
      authentication::Registration wanted = TRY(registration_of(call, who, options));
      wanted.password = password;
      Result<users::User> made = authentication::register_user(call, std::move(wanted));
      // A new account's address is not verified: what holds for the next sign-in holds for this one.
      if (made && !(must_be_verified && who.kind == Identifier::kEmail))
        return finish(call, application, *std::move(made), options, {"pwd", "PASSWORD"}, password);
      // Somebody was faster with this very name: now it is a sign-in like any other.
      if (!made && !is_taken(made.error().code())) return std::move(made).error();
    }
  }
  authentication::PasswordAttempt attempt;
  attempt.pool_id = call.pool_id;
  attempt.kind = who.kind;
  attempt.identifier = who.value;
  attempt.password = password;
  attempt.client_ip = call.envelope.client_ip;
  attempt.captcha_token = options.captchaToken.value_or("");
  attempt.captcha_code = options.captchaCode.value_or("");
  attempt.now_ms = call.now_ms;
  attempt.app_id = application->id;
  attempt.user_agent = call.envelope.user_agent;
  attempt.device_id = call.envelope.device_id;
  attempt.application = application->settings;
  auto verified = call.service<const authentication::PasswordLogin>().verify(attempt);
  if (!verified) {
    if (verified.error().code() == errors::kEmailUnverified) send_way_in(call, who.value);
    if (verified.error().code() == errors::kSelfUnlock)
      return interactions::demanded(call, std::move(verified).error());
    return std::move(verified).error();
  }
  authentication::PasswordOwner owner = *std::move(verified);
  authentication::Proof proof{"pwd", "PASSWORD"};
  proof.spend = [pool_id = call.pool_id, user_id = owner.user.id, device = owner.known_device](db::Tx& tx) {
    return authentication::PasswordLogin::succeeded(tx, pool_id, user_id, device);
  };
  proof.in_turn = true;
  return finish(call, application, std::move(owner.user), options, proof, password);
}

// A code proves the channel that it went through, so an account made by it has that channel verified.
struct Channel {
  codes::Purpose purpose;
  users::User fresh;  // the account to be made if there is none
  bool is_phone = false;
  std::string_view name() const { return is_phone ? "SMS" : "EMAIL"; }
};

Result<Channel> channel_of(const api::Call& call, const applications::Application& application,
                           const dto::SignInByPassCodePayloadDto& payload) {
  Channel channel;
  channel.is_phone = payload.phone.has_value();
  if (payload.phone.has_value() == payload.email.has_value())
    return Error(errors::kIdentifierRequired).with_arg("phone, email");
  if (!application.allows(channel.is_phone ? "PHONE_CODE" : "EMAIL_CODE"))
    return Error(errors::kMethodDisabled).with_arg(channel.is_phone ? "PHONE_CODE" : "EMAIL_CODE");
  if (channel.is_phone) {
    const phone::Number number = TRY(phone::parse(payload.phoneCountryCode.value_or(""), *payload.phone));
    channel.purpose = {call.pool_id, "CHANNEL_LOGIN", number.e164, ""};
    channel.fresh.phone = number.national;
    channel.fresh.phone_country_code = number.country_code;
    channel.fresh.phone_verified = true;
  } else {
    TRY(users::check_email(*payload.email));
    channel.purpose = {call.pool_id, "CHANNEL_LOGIN", users::normal_email(*payload.email), ""};
    channel.fresh.email = channel.purpose.recipient;
    channel.fresh.email_verified = true;
  }
  return channel;
}

Result<std::optional<users::User>> find_owner(db::Session& session, const Channel& channel) {
  if (channel.is_phone)
    return users::find_by_phone(session, channel.purpose.pool_id, *channel.fresh.phone_country_code,
                                *channel.fresh.phone);
  return users::find_by_email(session, channel.purpose.pool_id, *channel.fresh.email);
}

// All that is read before a code is looked at. A device that the account may know changes whose failures
// count, so that the code is asked for later then.
void expect_look(db::Session& session, const api::Call& call, const Channel& channel) {
  pools::expect(session, channel.purpose.pool_id);
  if (channel.is_phone)
    users::expect_by_phone(session, channel.purpose.pool_id, *channel.fresh.phone_country_code,
                           *channel.fresh.phone);
  else
    users::expect_by_email(session, channel.purpose.pool_id, *channel.fresh.email);
  if (!call.envelope.device_id.empty()) return;
  call.service<const codes::Codes>().expect(session, channel.purpose, call.now_ms);
  session.expect_nothing_else();
}

Result<void> mark_verified(db::Tx& tx, const Channel& channel, std::string_view user_id,
                           std::int64_t now_ms) {
  const std::string& pool_id = channel.purpose.pool_id;
  if (channel.is_phone)
    return users::mark_phone_verified(tx, pool_id, user_id, *channel.fresh.phone_country_code,
                                      *channel.fresh.phone, now_ms);
  return users::mark_email_verified(tx, pool_id, user_id, *channel.fresh.email, now_ms);
}

// What the rules and histories hear of a code that was not taken; of nobody's too, so that both cost the
// same.
Error wrong_code(const api::Call& call, const applications::Application& application, const Channel& channel,
                 const std::optional<users::User>& user, Result<void> spent) {
  Error error =
      spent ? Error(errors::kCodeWrong, "the code changed between two looks") : std::move(spent).error();
  call.service<const authentication::Login>().note_failure(
      {.pool_id = call.pool_id,
       .app_id = application.id,
       .user_id = user ? std::string_view(user->id) : std::string_view(),
       .channel = channel.name(),
       .client_ip = call.envelope.client_ip,
       .user_agent = call.envelope.user_agent,
       .code = error.code(),
       .now_ms = call.now_ms});
  return error;
}

// The pool's rule about addresses that fail often, before anything is said about the code.
Result<void> obey(api::Call& call, authentication::AddressRule rule, const dto::SignInOptionsDto& options) {
  if (rule == authentication::AddressRule::kNothing) return {};
  if (rule == authentication::AddressRule::kWait) return errors::kUserLocked;
  if (!options.captchaToken) return errors::kCaptchaRequired;
  return call.write([&](db::Tx& tx) {
    return call.service<const codes::Captchas>().consume(tx, call.pool_id, *options.captchaToken,
                                                         options.captchaCode.value_or(""), call.now_ms);
  });
}

// The account of somebody who comes for the first time, where that is possible; the code is spent either way.
Result<users::User> register_by_code(api::Call& call, const applications::Application& application,
                                     const Channel& channel, const dto::SignInOptionsDto& options,
                                     const std::function<Result<void>(db::Tx&)>& spend) {
  const bool wants = options.autoRegister.value_or(false) || application.settings.merge_login_and_register;
  if (!wants || !application.registers_by(channel.fresh.email ? "EMAIL_CODE" : "PHONE_CODE")) {
    TRY(call.write(spend));
    return errors::kUserNotFound;
  }
  authentication::Registration wanted;
  wanted.user = channel.fresh;
  wanted.client_ip = call.envelope.client_ip;
  if (!options.customData.empty()) wanted.user.custom_data = options.customData.text;
  wanted.proof = spend;
  return authentication::register_user(call, std::move(wanted));
}

// All that is known before a code is taken.
struct Look {
  codes::Peeked code = {};
  std::optional<users::User> user = {};
  authentication::AddressRule rule = authentication::AddressRule::kNothing;
  // Where the code opens the account without more ado: the attempt, and what the steps say of it.
  std::optional<authentication::Attempt> attempt = {};
  authentication::Judgement judgement = std::optional<authentication::Demand>();
};

Result<Look> look(db::Session& session, const api::Call& call, const applications::Handle& application,
                  Channel& channel, std::string_view code, const dto::SignInOptionsDto& options) {
  Look seen;
  expect_look(session, call, channel);
  pools::Settings settings = TRY(pools::find(session, call.pool_id)).settings;
  seen.rule = TRY(
      authentication::address_rule(session, settings, call.pool_id, call.envelope.client_ip, call.now_ms));
  seen.user = TRY(find_owner(session, channel));
  channel.purpose.known_device = TRY(authentication::known_device(
      call.service<const authentication::KnownDevices>(), session, call.pool_id,
      seen.user ? std::string_view(seen.user->id) : "", call.envelope.device_id));
  seen.code = TRY(call.service<const codes::Codes>().peek(session, channel.purpose, code, call.now_ms));
  if (!seen.code.right || !seen.user || seen.rule != authentication::AddressRule::kNothing ||
      authentication::is_unclaimed(*seen.user, channel.is_phone))
    return seen;
  seen.attempt = attempt_with(call, application, *seen.user, options);
  seen.attempt->rules = std::move(settings);
  seen.attempt->has_rules = true;
  seen.judgement =
      call.service<const authentication::Login>().judge(session, *seen.attempt, {"otp", channel.name()});
  return seen;
}

// The owner of the address has come, and nothing that was there before opens the account: asked for first,
// since a factor of somebody else must not stand in the owner's way.
Result<users::User> claim(api::Call& call, const Channel& channel,
                          const std::function<Result<void>(db::Tx&)>& spend) {
  const auto claimed = TRY(call.write([&](db::Tx& tx) -> users::Found {
    TRY(spend(tx));
    const auto owner = TRY(find_owner(tx, channel));
    if (!owner) return errors::kUserNotFound;
    TRY(authentication::claim_address(tx, call.service<const users::CredentialKeepers>(), call.pool_id,
                                      owner->id, channel.is_phone, call.now_ms));
    return users::find(tx, call.pool_id, owner->id);
  }));
  if (!claimed) return errors::kUserNotFound;
  return *claimed;
}

Result<dto::LoginTokenResponseDataDto> sign_in_by_passcode(api::Call& call,
                                                           const applications::Handle& application,
                                                           const dto::SigninByCredentialsDto& req,
                                                           const dto::SignInOptionsDto& options) {
  if (!req.passCodePayload) return Error(errors::kRequired).with_field("passCodePayload");
  Channel channel = TRY(channel_of(call, *application, *req.passCodePayload));
  const std::string& code = req.passCodePayload->passCode;
  const auto& codes = call.service<const codes::Codes>();
  const auto spend = [&](db::Tx& tx) { return codes.consume(tx, channel.purpose, code, call.now_ms); };

  Look seen = TRY(call.read(
      [&](db::Session& session) { return look(session, call, application, channel, code, options); }));
  TRY(obey(call, seen.rule, options));
  // A wrong code is counted before anything is signed, and tells nothing of the account.
  if (!seen.code.right) return wrong_code(call, *application, channel, seen.user, call.write(spend));
  authentication::Proof proof{"otp", channel.name()};
  if (!seen.user)
    return finish(call, application, TRY(register_by_code(call, *application, channel, options, spend)),
                  options, proof);
  if (authentication::is_unclaimed(*seen.user, channel.is_phone))
    return finish(call, application, TRY(claim(call, channel, spend)), options, proof);
  proof.spend = [&, user_id = seen.user->id,
                 was_verified = channel.is_phone ? seen.user->phone_verified
                                                 : seen.user->email_verified](db::Tx& tx) -> Result<void> {
    TRY(codes.take(tx, channel.purpose, seen.code, code, call.now_ms));
    return was_verified ? Result<void>() : mark_verified(tx, channel, user_id, call.now_ms);
  };
  proof.in_turn = true;
  if (!seen.attempt) return finish(call, application, *std::move(seen.user), options, proof);
  return authentication::token_response(TRY(call.service<const authentication::Login>().complete(
      *std::move(seen.attempt), proof, std::move(seen.judgement))));
}

// Both payloads are name and password under names of their own.
template <class Payload>
Result<dto::LoginTokenResponseDataDto> sign_in_by_directory(api::Call& call,
                                                            const applications::Handle& application,
                                                            const std::optional<Payload>& payload,
                                                            std::string_view kind,
                                                            const dto::SignInOptionsDto& options) {
  const std::string member = std::string(kind) + "Payload";
  if (!payload) return Error(errors::kRequired).with_field(member);
  if (payload->sAMAccountName.empty()) return Error(errors::kRequired).with_field(member + ".sAMAccountName");
  authentication::DirectoryAttempt attempt;
  attempt.password =
      TRY(call.service<system::TransportKeys>().decrypt(options.passwordEncryptType, payload->password));
  // A directory takes a name without a password for a guest, and lets it in.
  if (attempt.password.empty()) return Error(errors::kRequired).with_field(member + ".password");
  attempt.kind = kind;
  attempt.login = payload->sAMAccountName;
  attempt.client_ip = call.envelope.client_ip;
  attempt.captcha_token = options.captchaToken.value_or("");
  attempt.captcha_code = options.captchaCode.value_or("");
  attempt.scope = options.scope.value_or("");
  attempt.may_register = options.autoRegister.value_or(true);
  if (!options.customData.empty()) attempt.custom_data = options.customData.text;
  auto known = TRY(call.service<const authentication::DirectoryLogin>().enter(call, attempt));
  authentication::Proof proof{"fed", "EXTIDP"};
  proof.spend = std::move(known.spend);
  return finish(call, application, std::move(known.user), options, proof, {}, std::move(known.link));
}

}  // namespace

Result<dto::LoginTokenResponseDataDto> signin(api::Call& call, const dto::SigninByCredentialsDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const dto::SignInOptionsDto options = req.options.value_or(dto::SignInOptionsDto{});
  TRY(authentication::authenticate_client(call, *application,
                                          {req.client_id, req.client_secret, options.clientIp.value_or("")}));
  if (req.connection == "PASSWORD") return sign_in_by_password(call, application, req, options);
  if (req.connection == "PASSCODE") return sign_in_by_passcode(call, application, req, options);
  if (req.connection == "AD") return sign_in_by_directory(call, application, req.adPayload, "ad", options);
  return sign_in_by_directory(call, application, req.ldapPayload, "ldap", options);
}

}  // namespace genauth::ops
