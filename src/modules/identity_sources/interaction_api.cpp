// What a sign-in at a source came to: GET /interaction/{token}, POST /interaction/authFlow, POST
// /interaction/link.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/codes.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/identity_sources.h"
#include "json/codec.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/rightful_owner.h"
#include "modules/authentication/step_up.h"
#include "modules/codes/codes.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/flow.h"
#include "modules/tickets/tickets.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using identity_sources::Connection;
using identity_sources::takes;

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, std::string(identity_sources::kInteractionPurpose), call.app_id, ""};
}

// An interaction on its way to tokens.
struct Open {
  applications::Handle application;
  dto::StoredInteraction facts;
  std::optional<Connection> connection;
  std::string handle;
};

Result<Open> look(api::Call& call, const std::string& handle) {
  Open open{TRY(authentication::application_of(call)), {}, std::nullopt, handle};
  const auto ticket = TRY(call.read([&](db::Session& session) {
    return call.service<const tickets::Tickets>().look(session, binding_of(call), handle, call.now_ms);
  }));
  open.facts = TRY(identity_sources::opened<dto::StoredInteraction>(ticket.payload));
  open.connection = TRY(call.read([&](db::Session& session) {
    return call.service<const identity_sources::Connections>().find(session, call.pool_id,
                                                                    open.facts.connection_id);
  }));
  if (!open.connection) return Error(errors::kTicketInvalid, "the connection is gone");
  return open;
}

std::function<Result<void>(db::Tx&)> spend(const api::Call& call, const std::string& handle) {
  return [&call, handle](db::Tx& tx) -> Result<void> {
    TRY(call.service<const tickets::Tickets>().consume(tx, binding_of(call), handle, call.now_ms));
    return {};
  };
}

Error question_of(const Open& open) {
  return identity_sources::question_of(*open.connection, open.facts);
}

Result<dto::LoginTokenResponseDataDto> sign_in(api::Call& call, const Open& open, users::User user,
                                               const authentication::Proof& proof,
                                               std::string_view password = {}) {
  authentication::Attempt attempt = authentication::attempt_of(call, open.application, std::move(user));
  attempt.facts.scope = open.facts.scope;
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

Result<dto::LoginTokenResponseDataDto> create(api::Call& call, const Open& open) {
  if (open.facts.question != "bind_or_create") return question_of(open);
  users::User made = TRY(
      identity_sources::register_from(call, *open.connection, open.facts.profile, spend(call, open.handle)));
  return sign_in(call, open, std::move(made), {"fed", "EXTIDP"});
}

// In the unit of the sign-in: the handle is used up and the account linked.
Result<void> bind_account(db::Tx& tx, const api::Call& call, const Open& open, const std::string& user_id) {
  TRY(spend(call, open.handle)(tx));
  TRY(identity_sources::link(tx, call.service<const crypto::Sealer>(), *open.connection, open.facts.profile,
                             user_id, call.now_ms));
  if (const auto user = TRY(users::find(tx, call.pool_id, user_id)); user && open.facts.kind == "link")
    TRY(account_security::settle(call, tx, *user, *user, account_security::Change::kFactor));
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = "link_identity",
                        .app_id = call.app_id,
                        .user_id = user_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = open.connection->source_id},
                       call.now_ms);
}

Result<dto::LoginTokenResponseDataDto> bind_by_password(api::Call& call, const Open& open,
                                                        const dto::AuthFlowDataDto& data) {
  if (!data.account) return Error(errors::kRequired).with_field("data.account");
  if (!data.password) return Error(errors::kRequired).with_field("data.password");
  std::string_view method = "password";
  if (data.account->find('@') != std::string::npos) method = "email-password";
  if (users::looks_like_phone(*data.account)) method = "phone-password";
  if (!takes(*open.connection, "password") && !takes(*open.connection, method))
    return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  authentication::PasswordAttempt attempt;
  attempt.pool_id = call.pool_id;
  attempt.identifier = *data.account;
  attempt.password = *data.password;
  attempt.client_ip = call.envelope.client_ip;
  attempt.user_agent = call.envelope.user_agent;
  attempt.app_id = call.app_id;
  attempt.device_id = call.envelope.device_id;
  attempt.application = TRY(call.service<applications::Directory>().find(call.app_id))->settings;
  attempt.captcha_token = data.captchaToken.value_or("");
  attempt.captcha_code = data.captchaCode.value_or("");
  attempt.now_ms = call.now_ms;
  authentication::PasswordOwner owner =
      TRY(call.service<const authentication::PasswordLogin>().verify(attempt));
  authentication::Proof proof{"pwd", "PASSWORD"};
  proof.spend = [&, user_id = owner.user.id](db::Tx& tx) -> Result<void> {
    TRY(authentication::PasswordLogin::succeeded(tx, call.pool_id, user_id, owner.known_device));
    return bind_account(tx, call, open, user_id);
  };
  return sign_in(call, open, std::move(owner.user), proof, *data.password);
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

// The address was proved just now. If nobody has proved it before, whoever made the account keeps no way in:
// not by another address either, where the account is a registration of his.
Result<void> claim(db::Tx& tx, const users::CredentialKeepers& keepers, const Channel& channel,
                   const std::string& user_id, std::int64_t now_ms) {
  const std::string& pool_id = channel.purpose.pool_id;
  const auto user = TRY(users::find(tx, pool_id, user_id));  // as it is now, in this unit
  if (!user) return errors::kUserNotFound;
  const bool known = channel.is_phone ? user->phone_verified : user->email_verified;
  if (!known) {
    TRY(authentication::distrust(tx, keepers, *user, now_ms));
    if (user->source_type == "register" && user->email && user->phone)
      TRY(channel.is_phone ? users::clear_email(tx, pool_id, user_id, now_ms)
                           : users::clear_phone(tx, pool_id, user_id, now_ms));
  }
  return channel.is_phone ? users::mark_phone_verified(tx, pool_id, user_id, now_ms)
                          : users::mark_email_verified(tx, pool_id, user_id, now_ms);
}

Result<dto::LoginTokenResponseDataDto> bind_by_code(api::Call& call, const Open& open,
                                                    const dto::AuthFlowDataDto& data, bool is_phone) {
  const std::string_view method = is_phone ? "phone-code" : "email-code";
  if (!takes(*open.connection, method))
    return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  if (!data.passCode) return Error(errors::kRequired).with_field("data.passCode");
  const Channel channel = TRY(channel_of(call, data, is_phone));
  const auto& codes = call.service<const codes::Codes>();
  const auto take_code = [&](db::Tx& tx) {
    return codes.consume(tx, channel.purpose, *data.passCode, call.now_ms);
  };
  const bool right = TRY(call.read([&](db::Session& session) {
    return codes.peek(session, channel.purpose, *data.passCode, call.now_ms);
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
    return identity_sources::has_other_subject(session, *open.connection, open.facts.profile, user.id);
  }));
  // The address may have a new owner: it proves nothing about the account that the old one has here.
  if (moved) return Error(errors::kBindMethodUnavailable).with_arg(std::string(method));
  authentication::Proof proof{"otp", is_phone ? "SMS" : "EMAIL"};
  const auto& keepers = call.service<const users::CredentialKeepers>();
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(take_code(tx));
    TRY(claim(tx, keepers, channel, user.id, call.now_ms));
    return bind_account(tx, call, open, user.id);
  };
  return sign_in(call, open, user, proof);
}

// A link to an account of a directory, whose name and password are still missing.
bool wants_password(const Open& open) {
  return open.facts.kind == "link" && open.facts.profile.subjects.empty();
}

Result<void> prove_to_directory(api::Call& call, Open& open, const dto::ConfirmLinkDto& req) {
  if (!req.account || req.account->empty()) return Error(errors::kRequired).with_field("account");
  if (!req.password || req.password->empty()) return Error(errors::kRequired).with_field("password");
  authentication::DirectoryAttempt attempt;
  attempt.kind = open.connection->type;
  attempt.login = *req.account;
  attempt.password = *req.password;
  attempt.client_ip = call.envelope.client_ip;
  attempt.captcha_token = req.captchaToken.value_or("");
  attempt.captcha_code = req.captchaCode.value_or("");
  auto proved =
      TRY(call.service<const identity_sources::Directories>().prove(call, {*open.connection}, attempt));
  open.facts.profile = std::move(proved.profile);
  return {};
}

// RFC 7636 §4.6. Who began without a challenge has proved the client's secret instead.
Result<void> check_verifier(const Open& open, const std::optional<std::string>& verifier) {
  if (open.facts.code_challenge.empty()) return {};
  const std::string shown = base64url(crypto::sha256(verifier.value_or("")));
  if (crypto::equal_constant_time(shown, open.facts.code_challenge)) return {};
  return Error(errors::kTicketInvalid, "code_verifier is not of this challenge");
}

}  // namespace

Result<dto::InteractionDto> interaction_token(api::Call& call, const dto::GetInteractionQuery& query) {
  const Open open = TRY(look(call, query.token));
  if (open.facts.kind == "choose") return question_of(open);
  if (wants_password(open)) return dto::InteractionDto{"credentials"};
  return dto::InteractionDto{open.facts.kind};
}

Result<dto::LoginTokenResponseDataDto> interaction_auth_flow(api::Call& call, const dto::AuthFlowDto& req) {
  const auto application = TRY(authentication::application_of(call));
  TRY(authentication::authenticate_client(call, *application, req.client_id, req.client_secret));
  const Open open = TRY(look(call, req.flowHandle));
  TRY(check_verifier(open, req.code_verifier));
  if (open.facts.kind == "link") return Error(errors::kTicketInvalid, "a link gives no tokens");
  if (open.facts.kind == "complete") {
    authentication::Proof proof{"fed", "EXTIDP"};
    proof.spend = spend(call, open.handle);
    return sign_in(call, open, TRY(must_find(call, open.facts.user_id)), proof);
  }
  const dto::AuthFlowDataDto data = req.data.value_or(dto::AuthFlowDataDto{});
  if (req.action == "create-federation-account") return create(call, open);
  if (req.action == "bind-identity-by-password") return bind_by_password(call, open, data);
  if (req.action == "bind-identity-by-email-code") return bind_by_code(call, open, data, false);
  if (req.action == "bind-identity-by-phone-code") return bind_by_code(call, open, data, true);
  return question_of(open);
}

Result<dto::IsSuccessDto> interaction_link(api::Call& call, const dto::ConfirmLinkDto& req) {
  Open open = TRY(look(call, req.flowHandle));
  if (open.facts.kind != "link") return Error(errors::kTicketInvalid, "nothing to link");
  if (open.facts.user_id != call.caller.user_id) return errors::kLinkUserMismatch;
  if (wants_password(open)) TRY(prove_to_directory(call, open, req));
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    TRY(authentication::require_step_up(tx, call, authentication::Evidence::kNone));
    TRY(bind_account(tx, call, open, call.caller.user_id));
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
