#include "app/oidc_registry.h"

#include <algorithm>

#include "app/browser_cookies.h"
#include "app/client_references.h"
#include "app/oidc_client.h"
#include "app/oidc_errors.h"
#include "base/log.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "modules/audit/audit.h"
#include "modules/dynamic_clients/dynamic_clients.h"
#include "modules/sessions/sessions.h"

namespace genauth::app {
namespace {

using application_pictures::Picture;
using applications::Application;
using oidc::Kind;

// How long a document counts (RFC 9111), within bounds; and how long it goes on to count while its server
// does not answer.
constexpr std::int64_t kFreshMinMs = 60'000, kFreshUsualMs = 3'600'000, kFreshMaxMs = 86'400'000;
constexpr std::int64_t kStaleMaxMs = 86'400'000, kChunkRows = 500;
constexpr std::string_view kLogo = "logo";

std::int64_t fresh_until(std::int64_t fresh_ms, std::int64_t now_ms) {
  return now_ms + (fresh_ms < 0 ? kFreshUsualMs : std::clamp(fresh_ms, kFreshMinMs, kFreshMaxMs));
}

std::string name_of(const oidc::ClientMetadata& metadata, std::string_view otherwise) {
  return metadata.name.empty() ? std::string(otherwise) : metadata.name;
}

// Everything that it may not say of itself stays as it is for a client that nobody vouches for.
applications::Settings settings_of(const oidc::ClientMetadata& metadata, std::string_view origin) {
  applications::Settings settings;
  settings.origin = origin;
  settings.first_party = false;
  settings.show_authorization_page = true;
  settings.native = metadata.is_native;
  settings.registered_scope = metadata.scope;
  settings.token_auth_method = metadata.auth_name;
  settings.introspection_auth_method = settings.revocation_auth_method = metadata.auth_name;
  settings.redirect_uris = metadata.redirect_uris;
  settings.logout_redirect_uris = metadata.post_logout_redirect_uris;
  settings.request_uris = metadata.request_uris;
  settings.response_types = std::vector<std::string>{"code"};
  settings.code_grant = metadata.code_grant;
  settings.refresh_grant = metadata.refresh_grant;
  settings.device_grant = metadata.device_grant;
  settings.jwks = metadata.jwks;
  settings.jwks_uri = metadata.jwks_uri;
  settings.token_endpoint_auth_signing_alg = metadata.assertion_alg;
  settings.request_object_signing_alg = metadata.request_object_alg;
  settings.id_token_algorithm = metadata.id_token_alg;
  settings.userinfo_signed_response_alg = metadata.userinfo_alg;
  settings.default_max_age_s = metadata.default_max_age_s;
  settings.require_auth_time = metadata.require_auth_time;
  settings.dpop_bound_access_tokens = metadata.require_dpop;
  settings.require_pushed_authorization_requests = metadata.require_pushed;
  settings.require_signed_request_object = metadata.require_signed_request;
  settings.backchannel_logout_uri = metadata.backchannel_logout_uri;
  settings.init_login_uri = metadata.initiate_login_uri;
  settings.rotate_refresh_tokens = true;
  settings.subject_type = metadata.subject_type;
  settings.sector_identifier_uri = metadata.sector_identifier_uri;
  settings.policy_uri = metadata.policy_uri;
  settings.tos_uri = metadata.tos_uri;
  return settings;
}

// Where its picture will be. An issuer begins with the host.
std::string logo_address(const std::optional<Picture>& logo, std::string_view issuer,
                         std::string_view pool_id) {
  if (!logo) return {};
  return application_pictures::new_address(origin_of(issuer), pool_id);
}

// Of a client that is there already.
Result<void> keep_logo(db::Tx& tx, const Application& application, const std::optional<Picture>& logo,
                       std::int64_t now_ms) {
  if (!logo) return application_pictures::remove(tx, application.pool_id, application.id, kLogo);
  return application_pictures::put(tx, application.pool_id, application.id, kLogo, application.settings.logo,
                                   *logo, now_ms);
}

Result<void> record(db::Tx& tx, const Application& application, std::string_view type,
                    std::string_view client_ip, std::int64_t now_ms) {
  return audit::record(
      tx, {.pool_id = application.pool_id, .type = type, .app_id = application.id, .client_ip = client_ip},
      now_ms);
}

// https://a.example/x: the part that people can tell apart.
std::string_view authority_of(std::string_view address) {
  address.remove_prefix(std::min(address.size(), address.find("://") + 3));
  return address.substr(0, address.find('/'));
}

oidc::Error wrong_document(const oidc::Error& error) {
  if (error.kind == Kind::kThrottled) return error;
  return {Kind::kInvalidClient, "the document at client_id: " + error.description};
}

oidc::Error unknown() {
  return {Kind::kInvalidClient, "there is no such application"};
}

}  // namespace

// A client that its token speaks for.
struct OidcRegistry::Mine {
  applications::Handle application;
  dynamic_clients::Known known;
};

Result<pools::Pool> OidcRegistry::pool_of(std::string_view place) const {
  std::string pool_id;
  if (!place.empty()) pool_id = TRY(in_.applications->find(place))->pool_id;
  return in_.database->read([&](db::Session& session) -> Result<pools::Pool> {
    return pool_id.empty() ? pools::find_first(session) : pools::find(session, pool_id);
  });
}

oidc::Outcome<oidc::RegistryPolicy> OidcRegistry::policy(std::string_view place) {
  const pools::Pool pool = TRY(outcome_of(pool_of(place), Kind::kNotFound));
  oidc::RegistryPolicy policy;
  policy.registers = pool.settings.dynamic_registration != "disabled";
  policy.documents = pool.settings.client_id_documents;
  for (const auto& each :
       pool.settings.protected_resources.value_or(std::vector<dto::StoredProtectedResource>()))
    if (each.dynamic_clients) policy.resources.push_back(each.identifier);
  return policy;
}

oidc::Outcome<void> OidcRegistry::admit(const pools::Pool& pool, std::optional<std::string_view> token,
                                        const oidc::Context& context) const {
  const std::int64_t now_ms = in_.clock.now_ms();
  TRY(outcome_of(in_.database->write([&](db::Tx& tx) -> Result<bool> {
    if (token) TRY(dynamic_clients::check_invitation(tx, *in_.sealer, pool.id, *token, now_ms));
    TRY(dynamic_clients::admit(tx, pool, context.client_ip, now_ms));
    return true;
  }),
                 Kind::kInvalidToken));
  return {};
}

oidc::Outcome<oidc::Registered> OidcRegistry::create(std::string_view place,
                                                     const oidc::ClientMetadata& metadata,
                                                     std::string_view token, const oidc::Context& context) {
  const pools::Pool pool = TRY(outcome_of(pool_of(place), Kind::kNotFound));
  const std::string& mode = pool.settings.dynamic_registration;
  if (mode == "disabled") return oidc::Error{Kind::kNotFound, "clients cannot register themselves"};
  const std::int64_t now_ms = in_.clock.now_ms();
  const bool asks = has_references(metadata);
  if (asks) TRY(admit(pool, mode == "token" ? std::optional(token) : std::nullopt, context));
  TRY(check_sector(documents_, metadata, 0));
  const std::optional<Picture> logo = logo_of(documents_, metadata);
  applications::Settings settings = settings_of(metadata, dynamic_clients::kRegistration);
  settings.logo = logo_address(logo, context.issuer, pool.id);
  const auto make = [&](db::Tx& tx) -> Result<dynamic_clients::Made> {
    dynamic_clients::Made made = TRY(dynamic_clients::create(tx, *in_.sealer,
                                                             {.pool = pool,
                                                              .name = name_of(metadata, "unnamed"),
                                                              .metadata = metadata.json,
                                                              .settings = settings,
                                                              .client_ip = context.client_ip,
                                                              .is_admitted = asks},
                                                             now_ms));
    if (logo) TRY(keep_logo(tx, made.application, logo, now_ms));
    // Last: a token is not used up where the pool takes no more clients at the moment.
    if (mode == "token") TRY(dynamic_clients::accept(tx, *in_.sealer, pool.id, token, now_ms));
    TRY(record(tx, made.application, "registerClient", context.client_ip, now_ms));
    return made;
  };
  const dynamic_clients::Made made = TRY(outcome_of(in_.database->write(make), Kind::kInvalidToken));
  return oidc::Registered{client_of(made.application), metadata.json, made.token, now_ms / 1000};
}

Result<OidcRegistry::Mine> OidcRegistry::mine(std::string_view client_id, std::string_view token) const {
  const applications::Handle application = TRY(in_.applications->find(client_id));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return in_.database->read([&](db::Session& session) -> Result<Mine> {
    return Mine{application, TRY(dynamic_clients::by_token(session, *application, token))};
  });
}

namespace {

// One text for all reasons: nothing is learned of clients that exist.
template <class T>
oidc::Outcome<T> only_by_token(Result<T> result) {
  oidc::Outcome<T> outcome = outcome_of(std::move(result), Kind::kInvalidToken);
  if (outcome || outcome.error().kind != Kind::kInvalidToken) return outcome;
  return oidc::Error{Kind::kInvalidToken, "the registration access token is not valid for this client"};
}

}  // namespace

oidc::Outcome<oidc::Registered> OidcRegistry::find(std::string_view client_id, std::string_view token) {
  const Mine found = TRY(only_by_token(mine(client_id, token)));
  return oidc::Registered{client_of(*found.application), found.known.metadata, "",
                          found.known.created_at / 1000};
}

oidc::Outcome<oidc::Registered> OidcRegistry::replace(std::string_view client_id, std::string_view token,
                                                      const oidc::ClientMetadata& metadata,
                                                      const oidc::Context& context) {
  const Mine found = TRY(only_by_token(mine(client_id, token)));
  // It may come as often as it likes, so the list is remembered for a while.
  TRY(check_sector(documents_, metadata, ClientDocuments::kPauseMs));
  const std::optional<Picture> logo = logo_of(documents_, metadata);
  Application changed = *found.application;
  changed.name = name_of(metadata, "unnamed");
  changed.settings = settings_of(metadata, dynamic_clients::kRegistration);
  changed.settings.logo = logo_address(logo, context.issuer, changed.pool_id);
  const std::int64_t now_ms = in_.clock.now_ms();
  TRY(only_by_token(in_.database->write([&](db::Tx& tx) -> Result<bool> {
    TRY(dynamic_clients::by_token(tx, changed, token));  // it may have gone meanwhile
    TRY(dynamic_clients::replace(tx, changed, metadata.json, 0, now_ms));
    TRY(keep_logo(tx, changed, logo, now_ms));
    TRY(record(tx, changed, "changeClientRegistration", "", now_ms));
    return true;
  })));
  return oidc::Registered{client_of(changed), metadata.json, "", found.known.created_at / 1000};
}

oidc::Outcome<void> OidcRegistry::remove(std::string_view client_id, std::string_view token) {
  const Mine found = TRY(only_by_token(mine(client_id, token)));
  const Application& application = *found.application;
  const std::int64_t now_ms = in_.clock.now_ms();
  TRY(only_by_token(in_.database->write([&](db::Tx& tx) -> Result<bool> {
    TRY(dynamic_clients::by_token(tx, application, token));
    TRY(dynamic_clients::remove(tx, application.pool_id, application.id));
    TRY(record(tx, application, "deleteClientRegistration", "", now_ms));
    return true;
  })));
  // Their tokens are dead with the application; the rows follow.
  for (std::int64_t ended = kChunkRows; ended >= kChunkRows;)
    ended = TRY(outcome_of(in_.database->write([&](db::Tx& tx) {
      return sessions::end_sessions_of_app(tx, application.pool_id, application.id, now_ms, kChunkRows);
    }),
                           Kind::kServerError));
  return {};
}

// --- client-id metadata documents ----------------------------------------------------------------------

oidc::Outcome<oidc::Client> OidcRegistry::by_document(std::string_view address, std::string_view place,
                                                      bool may_fetch, const oidc::Context& context) {
  const pools::Pool pool = TRY(outcome_of(pool_of(place), Kind::kInvalidClient));
  const std::int64_t now_ms = in_.clock.now_ms();
  const auto known = TRY(outcome_of(in_.database->read([&](db::Session& session) {
    return dynamic_clients::by_document(session, pool.id, address);
  }),
                                    Kind::kServerError));
  // What an operator has taken over stays what the operator says.
  applications::Handle application;
  if (known) application = TRY(outcome_of(in_.applications->find(known->app_id), Kind::kInvalidClient));
  const bool is_stranger = !application || application->is_stranger();
  if (is_stranger && !pool.settings.client_id_documents) return unknown();
  if (application && !application->is_enabled())
    return oidc::Error{Kind::kInvalidClient, "the application is disabled"};
  const bool is_fresh = application && (!is_stranger || now_ms < known->fresh_until);
  if (is_fresh || (application && !may_fetch)) return client_of(*application);
  if (!may_fetch) return unknown();
  oidc::Outcome<oidc::Client> anew = read_anew(pool, address, !application, context);
  const bool may_be_stale = application && now_ms < known->fresh_until + kStaleMaxMs;
  return anew || !may_be_stale ? anew : client_of(*application);
}

oidc::Outcome<oidc::Client> OidcRegistry::read_anew(const pools::Pool& pool, std::string_view address,
                                                    bool is_new, const oidc::Context& context) {
  const ClientDocuments::Metadata found = TRY(documents_.metadata(address));
  if (found.body.empty()) return oidc::Error{Kind::kInvalidClient, "nothing could be read at client_id"};
  oidc::Outcome<oidc::ClientMetadata> read = oidc::read_client_document(found.body, address);
  if (!read) return wrong_document(read.error());
  const oidc::ClientMetadata& metadata = *read;
  const bool is_admitted = is_new && has_references(metadata);
  if (is_admitted) TRY(admit(pool, std::nullopt, context));
  if (const auto sector = check_sector(documents_, metadata, ClientDocuments::kPauseMs); !sector)
    return wrong_document(sector.error());
  const std::optional<Picture> logo = logo_of(documents_, metadata);
  const std::int64_t now_ms = in_.clock.now_ms(), until = fresh_until(found.fresh_ms, now_ms);
  applications::Settings settings = settings_of(metadata, dynamic_clients::kDocument);
  settings.client_id = address;
  settings.logo = logo_address(logo, context.issuer, pool.id);
  const std::string name = name_of(metadata, authority_of(address));
  const auto keep = [&](db::Tx& tx) -> Result<Application> {
    const auto known = TRY(dynamic_clients::by_document(tx, pool.id, address));
    if (!known) {
      const dynamic_clients::NewClient wanted{.pool = pool,
                                              .name = name,
                                              .metadata = metadata.json,
                                              .settings = settings,
                                              .client_ip = context.client_ip,
                                              .fresh_until = until,
                                              .is_admitted = is_admitted};
      Application made = TRY(dynamic_clients::create(tx, *in_.sealer, wanted, now_ms)).application;
      if (logo) TRY(keep_logo(tx, made, logo, now_ms));
      TRY(record(tx, made, "readClientDocument", context.client_ip, now_ms));
      return made;
    }
    Application changed = TRY(applications::load(tx, *in_.sealer, pool.id, known->app_id));
    changed.name = name;
    changed.settings = settings;
    TRY(dynamic_clients::replace(tx, changed, metadata.json, until, now_ms));
    TRY(keep_logo(tx, changed, logo, now_ms));
    return changed;
  };
  return client_of(TRY(outcome_of(in_.database->write(keep), Kind::kInvalidClient)));
}

void note_use(Installation& in, const Application& application) {
  if (!application.is_stranger()) return;
  const std::int64_t now_ms = in.clock.now_ms();
  const auto noted = in.database->write([&](db::Tx& tx) -> Result<void> {
    return dynamic_clients::note_use(tx, TRY(pools::find(tx, application.pool_id)), application.id, now_ms);
  });
  if (!noted) log::warn("dynamic_clients.use_not_noted", {{"why", noted.error().detail()}});
}

}  // namespace genauth::app
