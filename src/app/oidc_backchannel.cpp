#include "app/oidc_backchannel.h"

#include <algorithm>

#include "app/oidc_errors.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/push.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/push_login/pings.h"
#include "modules/push_login/push_login.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"
#include "modules/users/lookup.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

using oidc::Kind;
using push_login::Push;

struct Account {
  std::string name, user_id;  // no user: there is none, or none who may sign in
};

// By the name that the client knows, or by the ID token that it has. A pairwise name says who is meant for as
// long as its session stands.
Result<Account> account_of(db::Session& session, std::string_view pool_id,
                           const oidc::BackchannelRequest& request, std::int64_t now_ms) {
  if (!request.login_hint.empty())
    return Account{request.login_hint, TRY(users::find_active_id(session, pool_id, request.login_hint))};
  sessions::Verified named = sessions::named_by(pool_id, request.hinted_sub, request.hinted_sid);
  if (named.user_id.empty() && !sessions::identify(session, named, now_ms)) named.user_id.clear();
  if (named.user_id.empty()) return Account{request.hinted_sub, ""};
  const auto status = TRY(users::state(session, pool_id, named.user_id));
  return Account{named.user_id, status == users::Status::kActivated ? named.user_id : std::string()};
}

oidc::Error refusal_of_begin(const Error& error) {
  if (error.code() != errors::kPushPending && error.code() != errors::kThrottled)
    return translated(error, Kind::kInvalidRequest);
  const std::int64_t wait_s = parse_int(error.arg()).value_or(1);
  return {Kind::kThrottled, "another question waits for the person, or there were too many", wait_s};
}

oidc::Error refusal_of_poll(const Error& error) {
  if (error.code() == errors::kThrottled) return {Kind::kSlowDown, "asked too soon: wait five seconds more"};
  if (error.code() == errors::kPushNotFound || error.code() == errors::kPushState)
    return {Kind::kInvalidGrant, "the auth_req_id is not valid, or was used before"};
  return translated(error, Kind::kInvalidGrant);
}

// The session of the person who agreed vouches for this sign-in, as it does for a page's.
Result<authentication::Attempt> attempt_of(Installation& in, const applications::Handle& application,
                                           const Push& push, const oidc::Context& context,
                                           std::int64_t now_ms) {
  authentication::Attempt attempt{.facts = {}, .application = application};
  attempt.now_ms = now_ms;
  attempt.facts.pool_id = application->pool_id;
  attempt.facts.app_id = application->id;
  attempt.facts.user_id = push.user_id;
  attempt.facts.scope = push.scope;
  attempt.facts.issuer = push.issuer;
  attempt.facts.client_ip = context.client_ip;
  attempt.facts.user_agent = context.user_agent;
  attempt.facts.bound_to = context.bound_to;
  TRY(in.database->read([&](db::Session& session) -> Result<void> {
    auto user = TRY(users::find(session, application->pool_id, push.user_id));
    if (!user) return Error(errors::kTokenInvalid, "the user is gone");
    TRY(users::may_sign_in(*user));
    attempt.user = *std::move(user);
    return public_accounts::inherit(session, push.session_id, attempt);
  }));
  return attempt;
}

Result<sessions::TokenSet> sign_in(Installation& in, const applications::Handle& application,
                                   const Push& push, const oidc::Context& context, std::int64_t now_ms) {
  authentication::Attempt attempt = TRY(attempt_of(in, application, push, context, now_ms));
  authentication::Proof proof{"mca", "PUSH"};
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(public_accounts::still_vouches(tx, push.session_id, attempt));
    if (TRY(push_login::redeem(tx, application->pool_id, push.id, now_ms))) return {};
    return Error(errors::kPushState).with_arg(push.status);
  };
  return in.login->complete(attempt, proof);
}

}  // namespace

oidc::Outcome<oidc::BackchannelAnswer> OidcBackchannel::begin(const oidc::Client& client,
                                                              const oidc::BackchannelRequest& request,
                                                              const oidc::Context& context) {
  const std::int64_t now_ms = in_.clock.now_ms();
  oidc::BackchannelAnswer answer;
  const Result<push_login::Begun> begun = in_.database->write([&](db::Tx& tx) -> Result<push_login::Begun> {
    const pools::Settings rules = TRY(pools::find(tx, client.realm)).settings;
    Account account = TRY(account_of(tx, client.realm, request, now_ms));
    push_login::NewPush wanted;
    wanted.pool_id = client.realm;
    wanted.app_id = client.ref;
    wanted.account = std::move(account.name);
    wanted.user_id = std::move(account.user_id);
    wanted.scope = request.scope;
    wanted.client_ip = context.client_ip;
    wanted.user_agent = context.user_agent;
    wanted.per_hour = rules.push_per_hour;
    wanted.ttl_ms = rules.push_ttl_ms;
    if (request.requested_expiry_s > 0)
      wanted.ttl_ms = std::min(wanted.ttl_ms, request.requested_expiry_s * 1000);
    wanted.kind = push_login::Kind::kBackchannel;
    wanted.issuer = request.issuer;
    wanted.binding_message = request.binding_message;
    answer.expires_in_s = wanted.ttl_ms / 1000;
    push_login::Begun asked = TRY(push_login::begin(tx, wanted, now_ms));
    if (!request.notification_token.empty())
      TRY(push_login::expect_ping(tx, *in_.sealer,
                                  {client.realm, client.ref, asked.push_code_id, request.notification_token,
                                   now_ms + wanted.ttl_ms}));
    return asked;
  });
  if (!begun) return refusal_of_begin(begun.error());
  answer.auth_req_id = begun->push_code_id;
  answer.match_number = begun->number;
  answer.interval_s = push_login::kIntervalS;
  return answer;
}

oidc::Outcome<oidc::Tokens> OidcBackchannel::poll(const oidc::Client& client, std::string_view auth_req_id,
                                                  const oidc::Context& context) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  const Result<Push> push = in_.database->write(
      [&](db::Tx& tx) { return push_login::poll(tx, client.realm, client.ref, auth_req_id, now_ms); });
  if (!push) return refusal_of_poll(push.error());
  if (push->issuer != context.issuer)
    return oidc::Error{Kind::kInvalidGrant, "the auth_req_id was issued by another issuer"};
  if (push->redeemed) return refusal_of_poll(errors::kPushState);
  if (push->status == "PUSHED")
    return oidc::Error{Kind::kAuthorizationPending, "the person has not answered yet"};
  if (push->status == "EXPIRED") return oidc::Error{Kind::kExpiredToken, "the person did not answer in time"};
  if (push->status != "AUTHORIZED") return oidc::Error{Kind::kAccessDenied, "the person refused"};
  Result<sessions::TokenSet> tokens = sign_in(in_, application, *push, context, now_ms);
  if (!tokens) return refusal_of_poll(tokens.error());
  return tokens_of(*std::move(tokens));
}

}  // namespace genauth::app
