#include "app/oidc_grants.h"

#include "app/oidc_errors.h"
#include "app/oidc_registry.h"
#include "app/oidc_resources.h"
#include "crypto/jws.h"
#include "gen/errors/access.h"
#include "gen/errors/users.h"
#include "json/document.h"
#include "modules/application_access/application_access.h"
#include "modules/authorization_codes/authorization_codes.h"
#include "modules/claims/claims.h"
#include "modules/consents/consents.h"
#include "modules/pools/pools.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

using oidc::Kind;

constexpr std::string_view kIdTokenType = "JWT";

authorization_codes::Grant stored(const oidc::CodeGrant& grant) {
  authorization_codes::Grant kept;
  kept.redirect_uri = grant.redirect_uri;
  kept.redirect_uri_given = grant.redirect_uri_given;
  kept.scope = grant.scope;
  kept.issuer = grant.issuer;
  kept.user_id = grant.sub;
  kept.tenant_id = grant.tenant_id;
  kept.browser_id = grant.session_id;
  kept.nonce = grant.nonce;
  kept.code_challenge = grant.code_challenge;
  kept.code_challenge_method = grant.code_challenge_method;
  kept.claims = grant.claims_json;
  if (!grant.resources.empty()) kept.resources = grant.resources;
  kept.acr = grant.acr;
  if (!grant.amr.empty()) kept.amr = grant.amr;
  kept.auth_time_s = grant.auth_time_s;
  kept.dpop_jkt = grant.dpop_jkt;
  return kept;
}

oidc::CodeGrant restored(const oidc::Client& client, authorization_codes::Code code) {
  authorization_codes::Grant& kept = code.grant;
  oidc::CodeGrant grant;
  grant.code_id = std::move(code.id);
  grant.code_expires_at_ms = code.expires_at;
  grant.client_id = client.id;
  grant.issuer = std::move(kept.issuer);
  grant.redirect_uri = std::move(kept.redirect_uri);
  grant.redirect_uri_given = kept.redirect_uri_given;
  grant.scope = std::move(kept.scope);
  grant.nonce = std::move(kept.nonce);
  grant.code_challenge = std::move(kept.code_challenge);
  grant.code_challenge_method = std::move(kept.code_challenge_method);
  grant.claims_json = std::move(kept.claims);
  grant.resources = kept.resources.value_or(std::vector<std::string>());
  grant.dpop_jkt = std::move(kept.dpop_jkt);
  grant.realm = client.realm;
  grant.sub = std::move(kept.user_id);
  grant.tenant_id = std::move(kept.tenant_id);
  grant.session_id = std::move(kept.browser_id);
  grant.acr = std::move(kept.acr);
  grant.amr = kept.amr.value_or(std::vector<std::string>());
  grant.auth_time_s = kept.auth_time_s;
  return grant;
}

// What tokens are made of, as it stands now.
struct Person {
  users::User user;
  std::string session_id;  // that the application has from this browser already; empty: none
  std::int64_t ttl_max_s = 0;
  oidc::RealmClaims realm = {};
};

// Whoever signed out meanwhile, or may not sign in any more, gets nothing.
Result<Person> person_of(db::Session& session, const applications::Application& application,
                         const oidc::CodeGrant& grant, std::int64_t now_ms) {
  const auto browser = TRY(sessions::load_browser(session, grant.realm, grant.session_id, now_ms));
  if (!browser || browser->user_id != grant.sub)
    return Error(errors::kTokenInvalid, "the browser's session is over");
  auto user = TRY(users::find(session, grant.realm, grant.sub));
  if (!user) return Error(errors::kTokenInvalid, "the user is gone");
  TRY(users::may_sign_in(*user));
  TRY(application_access::check(session, application, grant.sub, now_ms));
  if (!browser->origin_user_id.empty())  // a public account: the person behind it as well
    TRY(application_access::check(session, application, browser->origin_user_id, now_ms));
  const pools::Settings rules = TRY(pools::find(session, grant.realm)).settings;
  Person person{*std::move(user), {}, rules.token_ttl_s};
  person.realm = TRY(claims::about(session, rules, person.user, grant.scope, grant.claims_json, now_ms));
  person.session_id = TRY(sessions::session_of_browser(session, grant.realm, grant.sub, application.id,
                                                       grant.session_id, now_ms));
  return person;
}

sessions::Grant session_grant(const applications::Application& application, const Person& person,
                              const oidc::CodeGrant& grant, const oidc::Context& context, Audiences audiences,
                              std::int64_t now_ms) {
  sessions::Grant made{.pool_id = grant.realm, .application = application, .user = person.user};
  made.scope = grant.scope;
  made.issuer = grant.issuer;
  made.client_ip = context.client_ip;
  made.user_agent = context.user_agent;
  made.nonce = grant.nonce;
  made.now_ms = now_ms;
  made.session_id = person.session_id;
  made.auth_time_ms = grant.auth_time_s * 1000;
  made.amr = grant.amr;
  made.tenant_id = grant.tenant_id;
  made.browser_id = grant.session_id;
  made.ttl_max_s = person.ttl_max_s;
  made.realm = person.realm;
  made.bound_to = context.bound_to;
  made.claims = grant.claims_json;
  made.granted_for = std::move(audiences.granted);
  made.token_for = std::move(audiences.token);
  return made;
}

// The tokens and rows of a grant; `before` runs in the same unit, ahead of them.
template <class Before>
Result<oidc::Tokens> issued(Installation& in, const sessions::Grant& grant, Before&& before) {
  const sessions::Draft draft = TRY(sessions::draft(*in.keys, *in.sealer, grant));
  TRY(in.database->write([&](db::Tx& tx) -> Result<void> {
    TRY(before(tx, draft));
    // Signing took its time: whoever signed out meanwhile gets no session that nothing would end.
    const auto browser = TRY(sessions::load_browser(tx, grant.pool_id, grant.browser_id, grant.now_ms));
    if (!browser) return Error(errors::kTokenInvalid, "the browser's session is over");
    return sessions::save(tx, draft);
  }));
  return tokens_of(draft.tokens);
}

// Nobody has agreed to a scope that was not named. A resource may have none: its audience is all it asks for.
oidc::Outcome<void> check_scope(const oidc::CodeGrant& grant) {
  if (!grant.resources.empty()) return {};
  if (grant.scope.empty()) return oidc::Error{Kind::kInvalidScope, "name a scope that this server knows"};
  return {};
}

// An ID token of an application that has chosen HS256.
Result<std::string> signed_by_secret(std::string_view secret, std::string_view id_token) {
  crypto::Jws jws = TRY(crypto::parse_jws(id_token));
  if (jws.typ != kIdTokenType) return Error(errors::kTokenInvalid, "no ID token");
  TRY(crypto::verify_hs256(jws, secret));
  return std::move(jws.payload);
}

std::string text_member(const json::Document& document, std::string_view name) {
  for (const auto& each : document.members())
    if (each.key == name && each.kind == json::ValueKind::kString) return each.text;
  return {};
}

}  // namespace

oidc::Outcome<std::string> OidcGrants::issue_code(const oidc::Client& client, const oidc::CodeGrant& grant) {
  TRY(check_scope(grant));
  const std::int64_t now_ms = in_.clock.now_ms();
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kServerError));
  return in_.authorization_codes->issue(client.realm, client.ref, stored(grant), now_ms,
                                        application->settings.code_ttl_s * 1000);
}

oidc::Outcome<oidc::CodeGrant> OidcGrants::look_code(const oidc::Client& client, std::string_view code) {
  auto found =
      TRY(outcome_of(in_.authorization_codes->look(client.realm, client.ref, code, in_.clock.now_ms()),
                     Kind::kInvalidGrant));
  return restored(client, std::move(found));
}

oidc::Outcome<oidc::Tokens> OidcGrants::redeem_code(const oidc::Client& client, std::string_view,
                                                    const oidc::CodeGrant& grant,
                                                    const oidc::Context& context) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  const Audiences audiences =
      TRY(audiences_of(in_, client, grant.issuer, grant.resources, context.resources));
  const auto redeem = [&]() -> Result<oidc::Tokens> {
    const auto spend = [&](db::Tx& tx, std::string_view session_id) {
      return authorization_codes::spend(tx, client.realm, grant.code_id, grant.code_expires_at_ms, session_id,
                                        now_ms);
    };
    Result<Person> person = in_.database->read(
        [&](db::Session& session) { return person_of(session, *application, grant, now_ms); });
    if (person) {
      const sessions::Grant made = session_grant(*application, *person, grant, context, audiences, now_ms);
      return issued(in_, made,
                    [&](db::Tx& tx, const sessions::Draft& draft) { return spend(tx, draft.session_id); });
    }
    // A replay is one also when there is nothing left to get.
    TRY(in_.database->write([&](db::Tx& tx) { return spend(tx, ""); }));
    return person.error().clone();
  };
  oidc::Outcome<oidc::Tokens> tokens = outcome_of(redeem(), Kind::kInvalidGrant);
  if (tokens) note_use(in_, *application);
  return tokens;
}

oidc::Outcome<std::string> OidcGrants::granted_scope(const oidc::Client& client,
                                                     const oidc::BrowserSession& browser) {
  return outcome_of(in_.database->read([&](db::Session& session) {
    return consents::granted_scope(session, browser.realm, browser.sub, client.ref);
  }),
                    Kind::kServerError);
}

oidc::Outcome<oidc::Tokens> OidcGrants::front_channel(const oidc::Client& client,
                                                      const oidc::FrontGrant& front,
                                                      const oidc::Context& context) {
  TRY(check_scope(front.grant));
  const std::int64_t now_ms = in_.clock.now_ms();
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kServerError));
  const Audiences audiences = TRY(audiences_of(in_, client, front.grant.issuer, front.grant.resources, {}));
  const Person person = TRY(outcome_of(in_.database->read([&](db::Session& session) {
    return person_of(session, *application, front.grant, now_ms);
  }),
                                       Kind::kLoginRequired));
  sessions::Grant made = session_grant(*application, person, front.grant, context, audiences, now_ms);
  made.id_token_members = front.id_token_members;
  made.refreshable = false;
  made.carries_access_token = front.access_token;
  const auto nothing = [](db::Tx&, const sessions::Draft&) { return Result<void>(); };
  return outcome_of(issued(in_, made, nothing), Kind::kServerError);
}

// Core §3.1.2.1: an ID token of ours, valid or not any more.
oidc::Outcome<oidc::Hint> OidcGrants::read_hint(std::string_view realm, std::string_view id_token) {
  const oidc::Error refused{Kind::kInvalidRequest, "id_token_hint is no ID token of this server"};
  const sessions::Hint named = sessions::peek(id_token);
  const Result<applications::Handle> application = in_.applications->find(named.app_id);
  if (!application || (!realm.empty() && (*application)->pool_id != realm)) return refused;
  const std::string& pool_id = (*application)->pool_id;
  Result<std::string> claims = in_.keys->verify(pool_id, kIdTokenType, id_token);
  const bool by_secret = (*application)->settings.id_token_algorithm == "HS256";
  if (!claims && by_secret) claims = signed_by_secret((*application)->secret, id_token);
  if (!claims && by_secret && !(*application)->previous_secret.empty())
    claims = signed_by_secret((*application)->previous_secret, id_token);
  if (!claims) return refused;
  const auto document = json::Document::parse(*claims);
  if (!document) return refused;
  // Other things that we sign for clients with the same key and type have no such claims.
  if (text_member(*document, "sub").empty() || text_member(*document, "sid").empty()) return refused;
  return oidc::Hint{.client_id = (*application)->client_id(),
                    .sub = text_member(*document, "sub"),
                    .sid = text_member(*document, "sid"),
                    .issuer = text_member(*document, "iss")};
}

}  // namespace genauth::app
