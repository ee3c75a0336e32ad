#include "app/directory.h"

#include <algorithm>

#include "app/account_pages.h"
#include "app/browser_cookies.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/sql/app.h"
#include "modules/access_keys/access_keys.h"
#include "modules/application_access/application_access.h"
#include "modules/mfa/attempts.h"
#include "modules/pools/pools.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/sessions.h"
#include "oidc/binding.h"
#include "oidc/dpop.h"

namespace genauth::app {
namespace {

api::Place place_of(const applications::Application& application) {
  return {application.pool_id, application.id};
}

Result<api::Place> enabled(Result<applications::Handle> found) {
  const applications::Handle application = TRY(std::move(found));
  if (!application->is_enabled()) return errors::kAppDisabled;
  api::Place place = place_of(*application);
  place.application = application;
  return place;
}

bool lists_origin(const applications::Settings& settings, std::string_view origin) {
  for (const std::string& allowed : settings.allowed_origins.value_or(std::vector<std::string>{}))
    if (allowed == origin) return true;
  for (const std::string& uri : settings.redirect_uris.value_or(std::vector<std::string>{}))
    if (origin_of(uri) == origin) return true;
  return false;
}

// Every application of such a pool may be called by the page.
bool lists_origin(const pools::Settings& settings, std::string_view origin) {
  const std::vector<std::string> allowed = settings.allowed_origins.value_or(std::vector<std::string>());
  return std::ranges::find(allowed, origin) != allowed.end();
}

Error bound_error(const oidc::Error& error) {
  const bool is_ours = error.kind == oidc::Kind::kServerError;
  return Error(is_ours ? errors::kInternal : errors::kTokenInvalid, error.description);
}

}  // namespace

Result<api::Place> Directory::by_app(std::string_view app_id) {
  return enabled(in_.applications->find(app_id));
}

Result<api::Place> Directory::by_host(std::string_view host) {
  const std::string_view app_id = in_.own_hosts->app_with(host), name = in_.own_hosts->identifier_of(host);
  if (app_id.empty() && name.empty()) return api::Place{};
  const applications::Handle application =
      TRY(app_id.empty() ? in_.applications->find_by_identifier(name) : in_.applications->find(app_id));
  if (application->is_stranger()) return api::Place{};  // what nobody vouches for has no host here
  return enabled(application);
}

std::string Directory::app_of_token(std::string_view token) {
  const std::string of_second_factor = mfa::peek_app(token);
  return of_second_factor.empty() ? sessions::peek(token).app_id : of_second_factor;
}

Result<api::Caller> Directory::user(const api::Place& place, std::string_view token,
                                    const api::TokenProof& proof, std::int64_t now_ms) {
  sessions::Verified verified = TRY(sessions::verify(*in_.keys, place.pool_id, token, now_ms));
  if (verified.app_id != place.app_id) return errors::kTokenOfOtherApp;
  // Read here only where the call's look-up has not done so.
  auto application = std::static_pointer_cast<const applications::Application>(place.application);
  if (!application) application = TRY(in_.applications->find(place.app_id));
  // Such a token speaks for the person at other services, not for the person's account.
  if (!sessions::speaks_here(verified, *application))
    return Error(errors::kTokenInvalid, "a token for others than this server's own applications");
  const oidc::Outcome<void> bound = oidc::check_bound({proof.is_dpop,
                                                       proof.header,
                                                       proof.certificate,
                                                       verified.bound_to,
                                                       place.pool_id,
                                                       {proof.method, proof.address, token, now_ms / 1000}},
                                                      &proofs_);
  if (!bound) return bound_error(bound.error());
  TRY(in_.database->read([&](db::Session& session) -> Result<void> {
    TRY(sessions::identify(session, verified, now_ms));
    return application_access::check_token(session, *application, {verified.user_id, verified.session_id},
                                           now_ms);
  }));
  api::Caller caller;
  caller.user_id = verified.user_id;
  caller.session_id = verified.session_id;
  caller.scope = verified.scope;
  return caller;
}

// The application's session is there: the page itself made sure of it, by the rules of the application.
Result<api::Caller> Directory::browser(const api::Place& place, std::string_view cookies,
                                       std::string_view base_url, std::int64_t now_ms) {
  auto application = std::static_pointer_cast<const applications::Application>(place.application);
  if (!application) application = TRY(in_.applications->find(place.app_id));
  if (!has_account_centre(*application)) return errors::kNotSignedIn;
  return in_.database->read([&](db::Session& session) -> Result<api::Caller> {
    const auto browser = TRY(browser_of(session, in_, place.pool_id, cookies, base_url));
    if (!browser) return errors::kNotSignedIn;
    sessions::Verified named;
    named.pool_id = place.pool_id;
    named.user_id = browser->user_id;
    named.session_id = TRY(sessions::session_of_browser(session, place.pool_id, browser->user_id,
                                                        place.app_id, browser->id, now_ms));
    if (named.session_id.empty()) return errors::kNotSignedIn;
    TRY(sessions::check_alive(session, named, now_ms));
    TRY(application_access::check_token(session, *application, {named.user_id, named.session_id}, now_ms));
    api::Caller caller;
    caller.user_id = named.user_id;
    caller.session_id = named.session_id;
    caller.signed_in_at = browser->auth_time;
    return caller;
  });
}

Result<api::KeySecret> Directory::access_key(std::string_view access_key_id) {
  const access_keys::KeySecret key = TRY(in_.database->read(
      [&](db::Session& session) { return access_keys::open_secret(session, *in_.sealer, access_key_id); }));
  if (!key.enabled) return errors::kAccessKeyInvalid;
  return api::KeySecret{key.pool_id, key.secret, key.permissions};
}

Result<api::ManagementCaller> Directory::management_token(std::string_view token,
                                                          std::string_view certificate, std::int64_t now_ms) {
  const sessions::VerifiedManagement verified =
      TRY(sessions::verify_management_token(*in_.keys, token, now_ms));
  if (!verified.bound_to.empty() && oidc::bound_to_certificate(certificate) != verified.bound_to)
    return Error(errors::kTokenInvalid, "the token is bound to another client certificate");
  // The key may have been disabled or deleted since the token was issued.
  const api::KeySecret key = TRY(access_key(verified.access_key_id));
  if (key.pool_id != verified.pool_id) return errors::kTokenInvalid;
  return api::ManagementCaller{verified.pool_id, verified.access_key_id, verified.expires_at,
                               key.permissions};
}

Result<bool> Directory::claim_nonce(const api::NonceUse& use) {
  return in_.nonces->claim(use, in_.clock.real_ms());
}

Result<bool> Directory::allows_origin(std::string_view app_id, std::string_view origin) {
  if (origin.empty() || origin == "null") return false;
  if (!app_id.empty()) {
    const applications::Handle application = TRY(in_.applications->find(app_id));
    if (lists_origin(application->settings, origin)) return true;
    return in_.database->read([&](db::Session& session) -> Result<bool> {
      return lists_origin(TRY(pools::find(session, application->pool_id)).settings, origin);
    });
  }
  // A preflight names no application by a header; the candidates are those whose settings contain the text at
  // all.
  const db::Rows rows = TRY(in_.database->read([&](db::Session& session) -> Result<db::Rows> {
    return session.query(sql::find_applications_mentioning, {origin});
  }));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto application = in_.applications->find(rows[i].view(0));
    if (application && (*application)->is_enabled() && lists_origin((*application)->settings, origin))
      return true;
  }
  const std::vector<pools::Settings> pools = TRY(
      in_.database->read([&](db::Session& session) { return pools::settings_mentioning(session, origin); }));
  return std::ranges::any_of(pools,
                             [&](const pools::Settings& settings) { return lists_origin(settings, origin); });
}

}  // namespace genauth::app
