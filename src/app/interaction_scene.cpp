#include "app/interaction_scene.h"

#include <algorithm>

#include "app/browser_cookies.h"
#include "base/id.h"
#include "gen/errors/access.h"
#include "gen/errors/interactions.h"
#include "modules/consents/consents.h"
#include "modules/interactions/accounts.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/sessions/browser.h"

namespace genauth::app {
namespace {

using interactions::Open;

std::string_view step_name(oidc::Interaction::Step step) {
  switch (step) {
    case oidc::Interaction::Step::kLogin: return "login";
    case oidc::Interaction::Step::kSelectAccount: return "select_account";
    case oidc::Interaction::Step::kConsent: return "consent";
  }
  return "login";
}

// A browser keeps the newest interactions alone: a page that sends it here again and again must not make its
// Cookie header grow until no server takes it. Ids sort by time.
void forget_oldest(net::Response& response, std::string_view cookies) {
  constexpr std::size_t kKept = 8, kIdSize = 24;
  const std::string prefix = api::interaction_cookie("");
  std::vector<std::string> known;
  for (std::size_t at = cookies.find(prefix); at != std::string_view::npos;
       at = cookies.find(prefix, at + 1)) {
    const std::string_view id = cookies.substr(at + prefix.size(), kIdSize);
    if (is_id(id)) known.emplace_back(id);
  }
  if (known.size() < kKept) return;
  std::ranges::sort(known);
  for (std::size_t i = 0; i <= known.size() - kKept; ++i)
    set_cookie(response, {.name = api::interaction_cookie(known[i]), .value = "", .max_age_s = 0});
}

}  // namespace

Result<net::Response> begin_interaction(const api::Incoming& incoming, Installation& in,
                                        const applications::Application& application,
                                        interactions::Facts facts,
                                        const std::optional<oidc::BrowserSession>& browser,
                                        std::string_view behind) {
  const std::int64_t now_ms = in.clock.now_ms();
  facts.app_id = application.id;
  facts.started_at = now_ms;
  if (browser) {
    facts.browser_id = browser->id;
    facts.user_id = browser->sub;
  }
  const std::string token = TRY(in.database->write(
      [&](db::Tx& tx) { return interactions::begin(tx, *in.tickets, application.pool_id, facts, now_ms); }));
  const std::string_view shown = token;
  const std::string_view id = shown.substr(0, shown.find('.'));
  const std::string page = page_of(application.id, id);
  net::Response response = replied(api::redirect(page + std::string(behind)));
  set_cookie(response, {.name = api::interaction_cookie(id),
                        .value = token.substr(id.size() + 1),
                        .max_age_s = interactions::kLifeMs / 1000});
  forget_oldest(response, cookies_of(incoming));
  return response;
}

std::string page_of(std::string_view app_id, std::string_view interaction_id) {
  return "/" + std::string(app_id) + "/login/" + std::string(interaction_id);
}

void describe(interactions::Facts& facts, const oidc::Interaction& next) {
  facts.step = step_name(next.step);
  facts.login_hint = next.login_hint;
  facts.ui_locales = next.ui_locales;
  facts.scope = next.scope;
}

Result<Scene> scene_of(const api::Incoming& incoming, Installation& in, std::string_view id) {
  if (incoming.path_app_id.empty()) return errors::kInteractionGone;
  const auto secret = api::find_cookie(cookies_of(incoming), api::interaction_cookie(id));
  if (!secret) return errors::kInteractionGone;
  applications::Handle application = TRY(in.applications->find(incoming.path_app_id));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return Scene{incoming, in, std::move(application), std::string(id),
               std::string(id).append(".").append(*secret)};
}

oidc::Request request_of(const Scene& scene, const interactions::Facts& facts) {
  oidc::Request request;
  request.method = "GET";
  for (const dto::StoredParameter& each : facts.parameters) request.query.emplace_back(each.name, each.value);
  request.issuer = facts.issuer;
  request.client_id = facts.app_id;
  request.client_ip = scene.incoming.envelope.client_ip;
  request.user_agent = scene.incoming.envelope.user_agent;
  return request;
}

std::optional<std::string> shown_state(const Installation& in, const applications::Application& application,
                                       std::string_view browser_id) {
  if (!application.settings.sso_enabled) return std::nullopt;
  return browser_state(in, application.pool_id, browser_id);
}

Result<Known> session_of(const Scene& scene, const interactions::Facts& facts) {
  if (!facts.signed_in) return session_for(scene.incoming, scene.in, scene.application);
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  return scene.in.database->read([&](db::Session& session) -> Result<Known> {
    const auto browser = TRY(sessions::load_browser(session, pool_id, facts.browser_id, now_ms));
    return Known{TRY(signed_in(session, pool_id, browser)), browser ? browser->id : ""};
  });
}

Result<std::string> arm(db::Tx& tx, const Scene& scene, const interactions::Facts& facts) {
  if (!facts.signed_in || facts.shared || !scene.application->settings.sso_enabled) return std::string();
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  // Somebody else may have signed in since, in another tab: then nothing is left to open.
  if (!TRY(sessions::load_browser(tx, pool_id, facts.browser_id, now_ms))) return std::string();
  // Two tabs may have begun before anybody was signed in: what the other one has signed in ends with its
  // cookie.
  const auto other = TRY(browser_of(tx, scene.incoming, scene.in, pool_id));
  if (other && other->id != facts.browser_id) TRY(sessions::end_browser(tx, pool_id, other->id, now_ms));
  return sessions::arm_browser(tx, pool_id, facts.browser_id, now_ms);
}

Result<void> set_session_cookie(net::Response& response, const Scene& scene, const std::string& value) {
  if (value.empty()) return {};
  const std::string& pool_id = scene.application->pool_id;
  const std::string host = own_host(scene.incoming, scene.in);
  return keep_session(response, scene.in, pool_id,
                      host.empty() ? value : sessions::host_cookie(*scene.in.sealer, pool_id, value, host));
}

// A public account is nobody's own: who uses it signs in as themselves.
Result<std::optional<api::Cookie>> remember_account(const Scene& scene, const interactions::Facts& facts) {
  if (!facts.signed_in || facts.denied || facts.shared) return std::optional<api::Cookie>();
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  const auto browser =
      TRY(scene.in.database->read([&](db::Session& session) -> Result<std::optional<sessions::Browser>> {
        if (!TRY(pools::find(session, pool_id)).settings.account_switch ||
            TRY(public_accounts::is_public(session, pool_id, facts.user_id)))
          return std::optional<sessions::Browser>();
        return sessions::load_browser(session, pool_id, facts.browser_id, now_ms);
      }));
  if (!browser) return std::optional<api::Cookie>();
  const auto value = api::find_cookie(cookies_of(scene.incoming), interactions::accounts_cookie(pool_id));
  const auto known = interactions::open_accounts(*scene.in.sealer, pool_id, value.value_or(""), now_ms);
  const auto now = interactions::with_account(known, browser->user_id, browser->channels, now_ms);
  return std::optional(interactions::cookie_of(*scene.in.sealer, pool_id, now));
}

Result<net::Response> finish(const Scene& scene, const interactions::Facts& facts, oidc::Response answer,
                             bool consented) {
  std::string cookie;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    TRY(interactions::finish(tx, *scene.in.tickets, scene.application->pool_id, scene.application->id,
                             scene.token, now_ms));
    if (consented)
      TRY(consents::grant(tx, scene.application->pool_id, facts.user_id, scene.application->id, facts.scope,
                          now_ms));
    cookie = TRY(arm(tx, scene, facts));
    return {};
  }));
  net::Response response = answered(scene.incoming, std::move(answer));
  set_cookie(response, {.name = api::interaction_cookie(scene.id), .value = "", .max_age_s = 0});
  TRY(set_session_cookie(response, scene, cookie));
  return response;
}

Result<net::Response> ask(const Scene& scene, Open open, const oidc::Interaction& next,
                          const std::optional<oidc::BrowserSession>& session) {
  std::string cookie;
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    cookie = TRY(arm(tx, scene, open.facts));
    // Who has to sign in once more has not done so yet, and what is asked now has not been answered.
    if (next.step == oidc::Interaction::Step::kLogin) open.facts.signed_in = open.facts.shared = false;
    open.facts.user_id = session ? session->sub : "";
    open.facts.browser_id = session ? session->id : "";
    open.facts.consented = false;
    open.facts.recovery.reset();
    if (next.step != oidc::Interaction::Step::kConsent) open.facts.selected = false;
    describe(open.facts, next);
    return interactions::keep(tx, *scene.in.tickets, scene.application->pool_id, open);
  }));
  net::Response response = replied(api::redirect(page_of(scene.application->id, scene.id)));
  TRY(set_session_cookie(response, scene, cookie));
  return response;
}

}  // namespace genauth::app
