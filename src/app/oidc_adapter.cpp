#include "app/oidc_adapter.h"

#include "app/oidc_client.h"
#include "app/oidc_errors.h"
#include "app/oidc_standing.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/error_table.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "locale/language.h"
#include "modules/application_access/application_access.h"
#include "modules/audit/audit.h"
#include "modules/claims/claims.h"
#include "modules/opaque_tokens/opaque_tokens.h"
#include "modules/pools/pools.h"
#include "modules/sessions/profile.h"
#include "modules/sessions/sessions.h"
#include "modules/users/user_dto.h"
#include "modules/users/users.h"
#include "oidc/binding.h"
#include "oidc/resources.h"

namespace genauth::app {
namespace {

using oidc::Kind;

bool allows_passwords(const applications::Application& application) {
  return application.allows("USERNAME_PASSWORD") || application.allows("EMAIL_PASSWORD") ||
         application.allows("PHONE_PASSWORD");
}

sessions::Grant grant_of(const applications::Application& application, const users::User& user,
                         std::string_view scope, const oidc::Context& context, std::int64_t now_ms) {
  return {.pool_id = application.pool_id,
          .application = application,
          .user = user,
          .scope = std::string(scope),
          .issuer = std::string(context.issuer),
          .client_ip = std::string(context.client_ip),
          .user_agent = std::string(context.user_agent),
          .now_ms = now_ms,
          .bound_to = std::string(context.bound_to)};
}

Result<users::User> user_who_may_sign_in(db::Database& database, const applications::Application& application,
                                         const application_access::Subject& subject, std::int64_t now_ms) {
  auto user = TRY(database.read([&](db::Session& session) -> users::Found {
    TRY(application_access::check_token(session, application, subject, now_ms));
    return users::find(session, application.pool_id, subject.user_id);
  }));
  if (!user) return Error(errors::kTokenInvalid, "the user is gone");
  TRY(users::may_sign_in(*user));
  return *std::move(user);
}

Result<sessions::TokenSet> sign_in(Installation& in, const applications::Handle& application,
                                   std::string_view username, std::string_view password,
                                   std::string_view scope, const oidc::Context& context) {
  if (!allows_passwords(*application)) return Error(errors::kMethodDisabled).with_arg("PASSWORD");
  authentication::PasswordAttempt attempt;
  attempt.pool_id = application->pool_id;
  attempt.identifier = username;
  attempt.password = password;
  attempt.client_ip = context.client_ip;
  attempt.now_ms = in.clock.now_ms();
  attempt.app_id = application->id;
  attempt.user_agent = context.user_agent;
  attempt.application = application->settings;
  authentication::Attempt login{.facts = {}, .application = application};
  authentication::PasswordOwner owner = TRY(in.password_login->verify(attempt));
  login.user = std::move(owner.user);
  login.now_ms = attempt.now_ms;
  login.password = password;
  login.facts.pool_id = application->pool_id;
  login.facts.app_id = application->id;
  login.facts.user_id = login.user.id;
  login.facts.scope = scope;
  login.facts.issuer = context.issuer;
  login.facts.client_ip = context.client_ip;
  login.facts.user_agent = context.user_agent;
  login.facts.bound_to = context.bound_to;
  authentication::Proof proof{"pwd", "PASSWORD"};
  proof.spend = [pool_id = application->pool_id, user_id = login.user.id,
                 device = std::move(owner.known_device)](db::Tx& tx) {
    return authentication::PasswordLogin::succeeded(tx, pool_id, user_id, device);
  };
  return in.login->complete(std::move(login), proof);
}

// Tokens of a session that goes on, with the sign-in that it came out of.
Result<oidc::Tokens> issue_in_session(Installation& in, const applications::Application& application,
                                      const oidc::Standing& standing, std::string_view scope,
                                      const oidc::Context& context) {
  const std::int64_t now_ms = in.clock.now_ms();
  const users::User user =
      TRY(user_who_may_sign_in(*in.database, application, {standing.sub, standing.session_id}, now_ms));
  sessions::Grant grant = grant_of(application, user, scope, context, now_ms);
  grant.session_id = standing.session_id;
  grant.tenant_id = standing.tenant_id;
  TRY(in.database->read([&](db::Session& session) -> Result<void> {
    grant.auth_time_ms = TRY(sessions::auth_time(session, standing.realm, standing.session_id));
    const pools::Settings rules = TRY(pools::find(session, standing.realm)).settings;
    grant.ttl_max_s = rules.token_ttl_s;
    grant.realm = TRY(claims::about(session, rules, user, scope, "", now_ms));
    return {};
  }));
  const sessions::Draft draft = TRY(sessions::draft(*in.keys, *in.sealer, grant));
  TRY(in.database->write([&](db::Tx& tx) { return sessions::save(tx, draft); }));
  return tokens_of(draft.tokens);
}

Result<std::optional<oidc::Profile>> profile_of(db::Session& session, const oidc::Standing& token,
                                                std::int64_t now_ms) {
  const auto user = TRY(users::find(session, token.realm, token.sub));
  if (!user) return std::optional<oidc::Profile>();
  oidc::Profile profile = sessions::profile_of(*user, token.tenant_id);
  const pools::Settings rules = TRY(pools::find(session, token.realm)).settings;
  profile.realm = TRY(claims::about(session, rules, *user, token.scope, token.claims_json, now_ms));
  return std::optional(std::move(profile));
}

}  // namespace

OidcAdapter::OidcAdapter(Installation& installation)
    : in_(installation),
      grants_(installation),
      extensions_(installation),
      devices_(installation),
      backchannel_(installation),
      exchanges_(installation),
      id_tokens_(installation),
      documents_({.egress = net::Egress::parse(installation.config.egress.allow).value_or(net::Egress()),
                  .ca_file = installation.config.messages.ca_file,
                  .allow_plain_http = installation.config.dev},
                 installation.clock),
      registry_(installation, documents_),
      resources_(installation) {}

oidc::Ports OidcAdapter::ports() {
  oidc::Ports ports{*this, *this, *this, *this, *this, grants_, grants_, in_.clock, true};
  ports.serves_logout = true;
  ports.documents = &documents_;
  ports.replays = &extensions_;
  ports.signer = &extensions_;
  ports.pushed = &extensions_;
  ports.devices = &devices_;
  ports.backchannel = &backchannel_;
  ports.exchanges = &exchanges_;
  ports.id_tokens = &id_tokens_;
  ports.registry = &registry_;
  ports.resources = &resources_;
  const auto& certificates = in_.config.server.client_certificate;
  ports.takes_certificates = !certificates.header.empty();
  ports.verifies_certificates = ports.takes_certificates && !certificates.verified_header.empty();
  ports.origin = in_.public_origin.url;
  ports.certificate_origin = certificates.public_url;
  return ports;
}

oidc::Outcome<oidc::Client> OidcAdapter::find(std::string_view client_id) {
  const Result<applications::Handle> found = in_.applications->find(client_id);
  if (!found) return translated(found.error(), Kind::kInvalidClient);
  const applications::Application& application = **found;
  if (!application.is_enabled()) return oidc::Error{Kind::kInvalidClient, "the application is disabled"};
  // One that is known by its address has no other name in protocols.
  if (application.client_id() != client_id)
    return translated(Error(errors::kAppNotFound), Kind::kInvalidClient);
  return client_of(application);
}

oidc::Outcome<oidc::Tokens> OidcAdapter::by_password(const oidc::Client& client, std::string_view username,
                                                     std::string_view password, std::string_view scope,
                                                     const oidc::Context& context) {
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  Result<sessions::TokenSet> tokens = sign_in(in_, application, username, password, scope, context);
  if (tokens) return tokens_of(*std::move(tokens));
  const bool forbids = tokens.error().code() == errors::kMethodDisabled;
  return translated(tokens.error(), forbids ? Kind::kUnauthorizedClient : Kind::kInvalidGrant);
}

oidc::Outcome<oidc::Tokens> OidcAdapter::by_refresh_token(const oidc::Client& client, std::string_view token,
                                                          std::string_view asked,
                                                          const oidc::Context& context) {
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  const std::int64_t now_ms = in_.clock.now_ms();
  pools::Settings rules;
  const sessions::Renewal renewal =
      TRY(outcome_of(in_.database->read([&](db::Session& session) -> Result<sessions::Renewal> {
        rules = TRY(pools::find(session, client.realm)).settings;
        return sessions::inspect_refresh_token(session, client.realm, client.ref, token, now_ms);
      }),
                     Kind::kInvalidGrant));
  if (!sessions::began_at(renewal, context.issuer)) {
    return oidc::Error{Kind::kInvalidGrant, "the grant began at another issuer"};
  }
  // RFC 9449 §5: a public client's token is worth nothing without its key.
  if (!renewal.bound_to.empty() && renewal.bound_to != context.bound_to)
    return oidc::Error{Kind::kInvalidGrant, "the refresh token is bound to another key or certificate"};
  if (!oidc::is_subset(asked, renewal.scope))
    return oidc::Error{Kind::kInvalidScope, "the scope goes beyond what was granted"};
  // What the client has registered may be less by now.
  const std::string scope =
      oidc::registered_scope(client, asked.empty() ? renewal.scope : std::string(asked));
  if (scope.empty() && !renewal.scope.empty())
    return oidc::Error{Kind::kInvalidScope, "the application has not registered this scope any more"};
  Audiences audiences = TRY(audiences_of(in_, client, context.issuer, renewal.resources, context.resources));
  const users::User user = TRY(outcome_of(
      user_who_may_sign_in(*in_.database, *application, {renewal.user_id, renewal.session_id}, now_ms),
      Kind::kInvalidGrant));
  sessions::Grant grant = grant_of(*application, user, scope, context, now_ms);
  grant.renewal = &renewal;
  grant.granted_for = std::move(audiences.granted);
  grant.token_for = std::move(audiences.token);
  grant.ttl_max_s = rules.token_ttl_s;
  grant.realm = TRY(outcome_of(in_.database->read([&](db::Session& session) {
    return claims::about(session, rules, user, scope, renewal.claims, now_ms);
  }),
                               Kind::kServerError));
  const sessions::Draft draft =
      TRY(outcome_of(sessions::draft(*in_.keys, *in_.sealer, grant), Kind::kInvalidGrant));
  Result<sessions::TokenSet> tokens =
      in_.database->write([&](db::Tx& tx) { return sessions::redeem(tx, *in_.sealer, draft); });
  if (!tokens) return translated(tokens.error(), Kind::kInvalidGrant);
  note_use(in_, *application);
  return tokens_of(*std::move(tokens));
}

oidc::Outcome<oidc::Tokens> OidcAdapter::by_account_token(const oidc::Client& client, std::string_view token,
                                                          std::string_view scope,
                                                          const oidc::Context& context) {
  const oidc::Standing standing = TRY(outcome_of(standing_of(in_, token, client.ref), Kind::kInvalidGrant));
  // A token that is bound to a key goes on with it, and one that was exchanged does not become more.
  if (standing.client_id != client.id || !standing.exchanged_by.empty() || !standing.resources.empty() ||
      oidc::is_plain_oauth(standing.issuer) ||
      (!standing.bound_to.empty() && standing.bound_to != context.bound_to))
    return oidc::Error{Kind::kInvalidGrant,
                       "the token is not one of the person's account at this application"};
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  return outcome_of(issue_in_session(in_, *application, standing, scope, context), Kind::kInvalidGrant);
}

oidc::Outcome<oidc::Standing> OidcAdapter::access_token(std::string_view token, std::string_view client_id) {
  oidc::Outcome<oidc::Standing> standing =
      outcome_of(standing_of(in_, token, client_id), Kind::kInvalidToken);
  if (standing || standing.error().kind != Kind::kInvalidToken) return standing;
  // One text for all reasons: who holds a dead token need not learn what became of the user or the
  // application.
  return oidc::Error{Kind::kInvalidToken, "the access token is not valid or not valid any more"};
}

oidc::Outcome<std::optional<oidc::Standing>> OidcAdapter::refresh_token(const oidc::Client& client,
                                                                        std::string_view token) {
  const std::int64_t now_ms = in_.clock.now_ms();
  auto standing = TRY(outcome_of(in_.database->read([&](db::Session& session) {
    return refresh_standing(session, client, token, now_ms);
  }),
                                 Kind::kInvalidToken));
  if (standing) standing->pairwise_sub = TRY(subject(client, standing->sub));
  return standing;
}

oidc::Outcome<void> OidcAdapter::revoke(const oidc::Client& client, std::string_view token) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const Result<sessions::Verified> access = sessions::verify(*in_.keys, client.realm, token, now_ms);
  const Result<void> done = in_.database->write([&](db::Tx& tx) -> Result<void> {
    if (opaque_tokens::has_form(token)) return opaque_tokens::erase(tx, client.realm, client.ref, token);
    if (!access) return sessions::revoke_refresh_token(tx, client.realm, client.ref, token, now_ms);
    if (access->client_id != client.id) return {};
    return sessions::revoke_access_token(tx, client.realm, access->token_id, access->expires_at);
  });
  if (!done) return translated(done.error(), Kind::kServerError);
  return {};
}

oidc::Outcome<oidc::Profile> OidcAdapter::profile(const oidc::Standing& token) {
  auto profile = TRY(outcome_of(in_.database->read([&](db::Session& session) {
    return profile_of(session, token, in_.clock.now_ms());
  }),
                                Kind::kInvalidToken));
  if (!profile) return oidc::Error{Kind::kInvalidToken, "the user is gone"};
  return *std::move(profile);
}

// As get-profile shows it, with the names that the product's V2 had for the id.
oidc::Outcome<std::string> OidcAdapter::account(const oidc::Standing& token) {
  if (token.subject() != token.sub)  // the account has the user's id
    return oidc::Error{Kind::kInsufficientScope,
                       "the application knows people by pairwise names: use /oidc/me"};
  const auto user = TRY(outcome_of(
      in_.database->read([&](db::Session& session) { return users::find(session, token.realm, token.sub); }),
      Kind::kInvalidToken));
  if (!user) return oidc::Error{Kind::kInvalidToken, "the user is gone"};
  const std::string id = json_quote(user->id);
  std::string shown = R"({"sub":)" + id + R"(,"id":)" + id;
  shown.append(R"(,"userPoolId":)").append(json_quote(user->pool_id)).append(",");
  return shown + json::encode(users::to_dto(*user, {.custom_data = true})).substr(1);
}

oidc::Outcome<std::vector<oidc::RealmScope>> OidcAdapter::scopes(const oidc::Client& client) {
  return outcome_of(in_.database->read([&](db::Session& session) -> Result<std::vector<oidc::RealmScope>> {
    return claims::scopes_of(TRY(pools::find(session, client.realm)).settings);
  }),
                    Kind::kServerError);
}

oidc::Outcome<std::string> OidcAdapter::subject(const oidc::Client& client, std::string_view sub) {
  const auto application = TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  return outcome_of(sessions::subject_of(*in_.keys, *application, sub), Kind::kServerError);
}

oidc::Outcome<std::shared_ptr<const std::string>> OidcAdapter::jwks(std::string_view client_id) {
  std::string pool_id;
  if (!client_id.empty()) {
    pool_id = TRY(outcome_of(in_.applications->find(client_id), Kind::kNotFound))->pool_id;
  } else {
    pool_id =
        TRY(outcome_of(in_.database->read([](db::Session& session) { return pools::find_first(session); }),
                       Kind::kNotFound))
            .id;
  }
  return outcome_of(in_.keys->jwks_json(pool_id), Kind::kNotFound);
}

}  // namespace genauth::app
