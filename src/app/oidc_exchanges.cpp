#include "app/oidc_exchanges.h"

#include <algorithm>

#include "app/going_on.h"
#include "app/oidc_errors.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "modules/application_access/application_access.h"
#include "modules/claims/claims.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"
#include "oidc/binding.h"

namespace genauth::app {
namespace {

using oidc::Kind;

// For itself, or for an application of its pool that its settings name (§2.1 audience, §2.2.2
// invalid_target).
oidc::Outcome<applications::Handle> target_of(Installation& in, const oidc::Client& client,
                                              const oidc::ExchangeRequest& request) {
  const oidc::Error refused{Kind::kInvalidTarget, "the application may not get tokens for this target"};
  if (!request.resources.empty() || request.audiences.size() > 1) return refused;
  const applications::Handle own = TRY(outcome_of(in.applications->find(client.ref), Kind::kInvalidClient));
  if (request.audiences.empty() || request.audiences[0] == client.id) return own;
  const auto allowed = own->settings.token_exchange_audiences.value_or(std::vector<std::string>());
  if (std::ranges::find(allowed, request.audiences[0]) == allowed.end()) return refused;
  const Result<applications::Handle> other = in.applications->find(request.audiences[0]);
  if (!other || !(*other)->is_enabled() || (*other)->pool_id != client.realm) return refused;
  return *other;
}

// Beside its own, those of the applications that its settings name: a token that leaked elsewhere is no key.
oidc::Outcome<void> check_subject(const applications::Application& own,
                                  const oidc::ExchangeRequest& request) {
  const auto allowed = own.settings.token_exchange_subjects.value_or(std::vector<std::string>());
  if (request.subject_client_id == own.id ||
      std::ranges::find(allowed, request.subject_client_id) != allowed.end())
    return {};
  return oidc::Error{Kind::kInvalidRequest,
                     "the application may not exchange tokens of the application that subject_token is for"};
}

// Nobody is there to answer what the target demands of people, so what was not shown at the sign-in is a
// refusal.
Result<void> check_rules(db::Session& session, Installation& in, const applications::Handle& target,
                         const users::User& user, const oidc::ExchangeRequest& request,
                         const oidc::Context& context, std::int64_t now_ms) {
  if (target->id == request.subject_client_id) return {};
  auto browser =
      TRY(sessions::browser_of_session(session, target->pool_id, request.subject_session_id, now_ms));
  if (!browser) browser.emplace();
  browser->origin_user_id =
      TRY(public_accounts::origin_of(session, target->pool_id, request.subject_session_id)).value_or("");
  browser->user_id = request.subject_sub;
  browser->tenant_id = request.subject_tenant_id;
  if (TRY(may_go_on(session, in, target, user, *browser, {context.client_ip, context.user_agent}))) return {};
  return Error(errors::kTokenInvalid, "the target demands more of the person than the sign-in has shown");
}

Result<oidc::Tokens> issue(Installation& in, const applications::Handle& handle, const oidc::Client& client,
                           const oidc::ExchangeRequest& request, const oidc::Context& context) {
  const applications::Application& target = *handle;
  if (!oidc::is_bound_as_due(context.bound_to, target.settings.dpop_bound_access_tokens,
                             target.settings.tls_client_certificate_bound_access_tokens))
    return Error(errors::kTokenInvalid,
                 "tokens for this audience are bound in another way than the caller's");
  const std::int64_t now_ms = in.clock.now_ms();
  std::vector<oidc::RealmScope> scopes;
  auto user = TRY(in.database->read([&](db::Session& session) -> users::Found {
    TRY(application_access::check(session, target, {request.subject_sub, request.subject_session_id},
                                  now_ms));
    auto found = TRY(users::find(session, client.realm, request.subject_sub));
    if (found) TRY(check_rules(session, in, handle, *found, request, context, now_ms));
    scopes = claims::scopes_of(TRY(pools::find(session, client.realm)).settings);
    return found;
  }));
  if (!user) return Error(errors::kTokenInvalid, "the user is gone");
  TRY(users::may_sign_in(*user));
  sessions::Grant grant{.pool_id = client.realm, .application = target, .user = *user};
  grant.scope = request.scope;
  grant.issuer = context.issuer;
  grant.client_ip = context.client_ip;
  grant.user_agent = context.user_agent;
  grant.now_ms = now_ms;
  grant.session_id = request.subject_session_id;
  grant.tenant_id = request.subject_tenant_id;
  grant.bound_to = context.bound_to;
  grant.refreshable = false;
  grant.ttl_max_s = request.subject_expires_at_s - now_ms / 1000;
  if (grant.ttl_max_s <= 0) return errors::kTokenExpired;
  grant.realm.scopes = std::move(scopes);  // what they open, userinfo says
  grant.exchanged_by = client.id;
  if (!request.actor_sub.empty())  // §4.1
    grant.access_token_members =
        R"("act":{"sub":)" + json_quote(TRY(sessions::subject_of(*in.keys, target, request.actor_sub))) + "}";
  sessions::Draft draft = TRY(sessions::draft(*in.keys, *in.sealer, grant));
  draft.tokens.id_token.clear();
  TRY(in.database->write([&](db::Tx& tx) { return sessions::save(tx, draft); }));
  return tokens_of(std::move(draft.tokens));
}

}  // namespace

oidc::Outcome<oidc::Tokens> OidcExchanges::exchange(const oidc::Client& client,
                                                    const oidc::ExchangeRequest& request,
                                                    const oidc::Context& context) {
  // An empty scope would mean the usual one.
  if (request.scope.empty()) return oidc::Error{Kind::kInvalidScope, "the subject_token has no scope"};
  const applications::Handle own = TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  TRY(check_subject(*own, request));
  const applications::Handle target = TRY(target_of(in_, client, request));
  return outcome_of(issue(in_, target, client, request, context), Kind::kInvalidGrant);
}

}  // namespace genauth::app
