#include "modules/identity_sources/binding.h"

#include <algorithm>
#include <optional>

#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/rightful_owner.h"
#include "modules/codes/codes.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/link_step.h"
#include "modules/identity_sources/linking.h"
#include "phone/phone.h"

namespace genauth::identity_sources {
namespace {

tickets::Binding binding_of(const api::Call& call, std::string_view purpose) {
  return {call.pool_id, std::string(purpose), call.app_id, ""};
}

authentication::Attempt attempt_for(const api::Call& call, const Open& open, users::User user) {
  authentication::Attempt attempt = authentication::attempt_of(call, open.application, std::move(user));
  attempt.facts.scope = open.facts.scope;
  attempt.facts.tenant_id = open.facts.tenant_id;
  attempt.facts.custom_data = open.facts.custom_data;
  return attempt;
}

// Where a code went, and whose address that is.
struct Channel {
  codes::Purpose purpose;
  std::optional<users::User> owner;
  bool is_phone = false;
};

Result<Channel> channel_of(api::Call& call, const dto::AuthFlowDataDto& data, bool is_phone) {
  Channel channel{{call.pool_id, "CHANNEL_LOGIN", "", ""}, std::nullopt, is_phone};
  if (is_phone) {
    if (!data.phone) return Error(errors::kRequired).with_field("data.phone");
    const phone::Number number = TRY(phone::parse(data.phoneCountryCode.value_or(""), *data.phone));
    channel.purpose.recipient = number.e164;
    channel.owner = TRY(call.read([&](db::Session& session) {
      return users::find_by_phone(session, call.pool_id, number.country_code, number.national);
    }));
  } else {
    if (!data.email) return Error(errors::kRequired).with_field("data.email");
    TRY(users::check_email(*data.email));
    channel.purpose.recipient = users::normal_email(*data.email);
    channel.owner = TRY(call.read(
        [&](db::Session& session) { return users::find_by_email(session, call.pool_id, *data.email); }));
  }
  return channel;
}

}  // namespace

Result<Open> look_open(api::Call& call, std::string_view purpose, const std::string& handle) {
  Open open;
  open.application = TRY(authentication::application_of(call));
  open.purpose = purpose;
  open.handle = handle;
  open.ticket = TRY(call.read([&](db::Session& session) {
    return call.service<const tickets::Tickets>().look(session, binding_of(call, purpose), handle,
                                                       call.now_ms);
  }));
  open.facts = TRY(opened<dto::StoredInteraction>(open.ticket.payload));
  if (open.facts.hosted != hosted_in(call)) return Error(errors::kTicketInvalid, "of another interaction");
  auto connection = TRY(call.read([&](db::Session& session) {
    return call.service<const Connections>().find(session, call.pool_id, open.facts.connection_id);
  }));
  if (!connection) return Error(errors::kTicketInvalid, "the connection is gone");
  open.connection = *std::move(connection);
  return open;
}

std::function<Result<void>(db::Tx&)> spend(const api::Call& call, const Open& open) {
  return [&call, &open](db::Tx& tx) -> Result<void> {
    TRY(call.service<const tickets::Tickets>().consume(tx, binding_of(call, open.purpose), open.handle,
                                                       call.now_ms));
    return {};
  };
}

Error question_of(const Open& open) {
  return question_of(open.connection, open.facts);
}

Result<dto::LoginTokenResponseDataDto> sign_in(api::Call& call, const Open& open, users::User user,
                                               const authentication::Proof& proof) {
  return authentication::token_response(TRY(
      call.service<const authentication::Login>().complete(attempt_for(call, open, std::move(user)), proof)));
}

Result<dto::LoginTokenResponseDataDto> sign_in_linked(api::Call& call, const Open& open, users::User user,
                                                      const authentication::Proof& proof,
                                                      std::string_view password) {
  authentication::Attempt attempt = attempt_for(call, open, std::move(user));
  attempt.facts.link = pending_link(open.connection, open.facts.profile);
  attempt.password = password;
  return authentication::token_response(
      TRY(call.service<const authentication::Login>().complete(std::move(attempt), proof)));
}

Result<users::User> must_find(api::Call& call, std::string_view user_id) {
  auto user =
      TRY(call.read([&](db::Session& session) { return users::find(session, call.pool_id, user_id); }));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
}

Result<dto::LoginTokenResponseDataDto> finish_arrival(api::Call& call, const Open& open) {
  users::User user = TRY(must_find(call, open.facts.user_id));
  authentication::Proof proof{"fed", "EXTIDP"};
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(spend(call, open)(tx));
    const auto proven = TRY(proven_users(tx, open.connection, open.facts.profile));
    if (std::ranges::find(proven, open.facts.user_id) != proven.end()) return {};
    return Error(errors::kTicketInvalid, "the account elsewhere is not this user's any more");
  };
  if (open.facts.links) return sign_in_linked(call, open, std::move(user), proof);
  return sign_in(call, open, std::move(user), proof);
}

Result<dto::LoginTokenResponseDataDto> answer_by_new_account(api::Call& call, const Open& open) {
  if (open.facts.question != "bind_or_create") return question_of(open);
  users::User made = TRY(register_from(
      call, open.connection, open.facts.profile, spend(call, open),
      open.facts.custom_data.empty() ? std::nullopt : std::optional(open.facts.custom_data.text)));
  return sign_in(call, open, std::move(made), {"fed", "EXTIDP"});
}

Result<void> bind_account(db::Tx& tx, const api::Call& call, const Open& open, const std::string& user_id) {
  TRY(spend(call, open)(tx));
  const std::string made = TRY(link(tx, call.service<const crypto::Sealer>(), open.connection,
                                    open.facts.profile, user_id, call.now_ms));
  const auto user = TRY(users::find(tx, call.pool_id, user_id));
  if (!user || made.empty()) return {};
  TRY(account_security::settle_identity(account_security::scene_of(call), tx, *user, made));
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = "link_identity",
                        .app_id = call.app_id,
                        .user_id = user_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = open.connection.source_id},
                       call.now_ms);
}

Result<dto::LoginTokenResponseDataDto> answer_by_password(api::Call& call, const Open& open,
                                                          const dto::AuthFlowDataDto& data) {
  if (!data.account) return Error(errors::kRequired).with_field("data.account");
  if (!data.password) return Error(errors::kRequired).with_field("data.password");
  std::string_view method = "password";
  if (data.account->find('@') != std::string::npos) method = "email-password";
  if (users::looks_like_phone(*data.account)) method = "phone-password";
  if (!takes(open.connection, "password") && !takes(open.connection, method))
    return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  authentication::PasswordAttempt attempt;
  attempt.pool_id = call.pool_id;
  attempt.identifier = *data.account;
  attempt.password = *data.password;
  attempt.client_ip = call.envelope.client_ip;
  attempt.user_agent = call.envelope.user_agent;
  attempt.app_id = call.app_id;
  attempt.device_id = call.envelope.device_id;
  attempt.application = open.application->settings;
  attempt.captcha_token = data.captchaToken.value_or("");
  attempt.captcha_code = data.captchaCode.value_or("");
  attempt.now_ms = call.now_ms;
  authentication::PasswordOwner owner =
      TRY(call.service<const authentication::PasswordLogin>().verify(attempt));
  authentication::Proof proof{"pwd", "PASSWORD"};
  proof.spend = [&, user_id = owner.user.id](db::Tx& tx) -> Result<void> {
    TRY(authentication::PasswordLogin::succeeded(tx, call.pool_id, user_id, owner.known_device));
    return spend(call, open)(tx);
  };
  return sign_in_linked(call, open, std::move(owner.user), proof, *data.password);
}

Result<dto::LoginTokenResponseDataDto> answer_by_code(api::Call& call, const Open& open,
                                                      const dto::AuthFlowDataDto& data, bool is_phone) {
  const std::string_view method = is_phone ? "phone-code" : "email-code";
  if (!takes(open.connection, method))
    return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  if (!data.passCode) return Error(errors::kRequired).with_field("data.passCode");
  const Channel channel = TRY(channel_of(call, data, is_phone));
  const auto& codes = call.service<const codes::Codes>();
  const auto take_code = [&](db::Tx& tx) {
    return codes.consume(tx, channel.purpose, *data.passCode, call.now_ms);
  };
  const bool right = TRY(call.read([&](db::Session& session) -> Result<bool> {
    return TRY(codes.peek(session, channel.purpose, *data.passCode, call.now_ms)).right;
  }));
  if (!right || !channel.owner) {  // a wrong code is counted, and tells nothing of the account
    const Result<void> taken = call.write(take_code);
    if (taken) return errors::kUserNotFound;
    call.service<const authentication::Login>().note_failure(
        {.pool_id = call.pool_id,
         .app_id = call.app_id,
         .user_id = channel.owner ? std::string_view(channel.owner->id) : std::string_view(),
         .channel = is_phone ? "SMS" : "EMAIL",
         .client_ip = call.envelope.client_ip,
         .user_agent = call.envelope.user_agent,
         .code = taken.error().code(),
         .now_ms = call.now_ms});
    return taken.error().clone();
  }
  const users::User& user = *channel.owner;
  const bool moved = TRY(call.read([&](db::Session& session) {
    return has_other_subject(session, open.connection, open.facts.profile, user.id);
  }));
  // The address may have a new owner: it proves nothing about the account that the old one has here.
  if (moved) return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  authentication::Proof proof{"otp", is_phone ? "SMS" : "EMAIL"};
  const auto& keepers = call.service<const users::CredentialKeepers>();
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(take_code(tx));
    TRY(authentication::claim_address(tx, keepers, call.pool_id, user.id, is_phone, call.now_ms));
    return spend(call, open)(tx);
  };
  return sign_in_linked(call, open, user, proof);
}

}  // namespace genauth::identity_sources
