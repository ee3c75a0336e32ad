#include "app/hosted_login.h"

#include <algorithm>

#include "app/browser_cookies.h"
#include "app/login_pages.h"
#include "app/oidc_http.h"
#include "base/encoding.h"
#include "base/id.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/device_codes.h"
#include "gen/errors/interactions.h"
#include "locale/language.h"
#include "modules/consents/consents.h"
#include "modules/device_codes/device_codes.h"
#include "modules/interactions/interactions.h"
#include "modules/pools/pools.h"
#include "modules/sessions/browser.h"
#include "modules/users/users.h"
#include "oidc/authorization.h"

namespace genauth::app {
namespace {

using interactions::Open;

constexpr std::size_t kAddressMax = 8000;  // RFC 9110 §4.1: what everybody takes

net::Response failed(const api::Incoming& incoming, const Error& error) {
  return replied(api::error_page(incoming.envelope, error));
}

std::string page_of(std::string_view app_id, std::string_view interaction_id) {
  return "/" + std::string(app_id) + "/login/" + std::string(interaction_id);
}

std::string_view step_name(oidc::Interaction::Step step) {
  switch (step) {
    case oidc::Interaction::Step::kLogin: return "login";
    case oidc::Interaction::Step::kSelectAccount: return "select_account";
    case oidc::Interaction::Step::kConsent: return "consent";
  }
  return "login";
}

void describe(interactions::Facts& facts, const oidc::Interaction& next) {
  facts.step = step_name(next.step);
  facts.login_hint = next.login_hint;
  facts.ui_locales = next.ui_locales;
  facts.scope = next.scope;
}

void keep_parameters(interactions::Facts& facts, const oidc::Pairs& parameters) {
  facts.parameters.clear();
  for (const auto& [name, value] : parameters)
    if (!name.empty() && !value.empty()) facts.parameters.push_back({name, value});  // RFC 6749 §3.1
}

interactions::Facts facts_of(const oidc::Interaction& next) {
  interactions::Facts facts;
  facts.issuer = next.issuer;
  keep_parameters(facts, next.parameters);
  describe(facts, next);
  return facts;
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

// A new interaction, and the redirect to its page, or to what comes `behind` it.
Result<net::Response> begin(const api::Incoming& incoming, Installation& in,
                            const applications::Application& application, interactions::Facts facts,
                            const std::optional<oidc::BrowserSession>& browser,
                            std::string_view behind = {}) {
  const std::int64_t now_ms = in.clock.now_ms();
  facts.app_id = application.id;
  facts.started_at = now_ms;
  if (browser) {
    facts.browser_id = browser->id;
    facts.user_id = browser->sub;
  }
  const std::string token = TRY(in.database->write(
      [&](db::Tx& tx) { return interactions::begin(tx, *in.tickets, application.pool_id, facts, now_ms); }));
  const std::size_t dot = token.find('.');
  const std::string page = page_of(application.id, token.substr(0, dot));
  net::Response response = replied(api::redirect(page + std::string(behind)));
  set_cookie(response, {.name = api::interaction_cookie(token.substr(0, dot)),
                        .value = token.substr(dot + 1),
                        .max_age_s = interactions::kLifeMs / 1000});
  forget_oldest(response, cookies_of(incoming));
  return response;
}

// --- going on ----------------------------------------------------------------------------------------

struct Scene {
  const api::Incoming& incoming;
  Installation& in;
  applications::Handle application;
  std::string id, token;  // of the interaction
};

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

// Whoever signed in here is proved by the interaction's own cookie; everybody else by the session's.
Result<std::optional<oidc::BrowserSession>> session_of(const Scene& scene, const interactions::Facts& facts) {
  if (!facts.signed_in) return session_for(scene.incoming, scene.in, scene.application);
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  return scene.in.database->read([&](db::Session& session) -> Result<std::optional<oidc::BrowserSession>> {
    const auto browser = TRY(sessions::load_browser(session, pool_id, facts.browser_id, now_ms));
    return signed_in(session, pool_id, browser);
  });
}

// A browser that has just signed in gets a secret that nobody has seen before.
Result<std::string> arm(db::Tx& tx, const Scene& scene, const interactions::Facts& facts) {
  if (!facts.signed_in || !scene.application->settings.sso_enabled) return std::string();
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  // Somebody else may have signed in since, in another tab: then nothing is left to open.
  if (!TRY(sessions::load_browser(tx, pool_id, facts.browser_id, now_ms))) return std::string();
  // Two tabs may have begun before anybody was signed in: what the other one has signed in ends with its
  // cookie.
  if (const auto cookie = api::find_cookie(cookies_of(scene.incoming), session_cookie(pool_id))) {
    const auto other = TRY(sessions::find_browser(tx, pool_id, *cookie, now_ms));
    if (other && other->id != facts.browser_id) TRY(sessions::end_browser(tx, pool_id, other->id, now_ms));
  }
  return sessions::arm_browser(tx, pool_id, facts.browser_id, now_ms);
}

Result<void> set_session_cookie(net::Response& response, const Scene& scene, std::string value) {
  if (value.empty()) return {};
  const std::string& pool_id = scene.application->pool_id;
  const auto pool =
      TRY(scene.in.database->read([&](db::Session& session) { return pools::find(session, pool_id); }));
  set_cookie(response, {.name = session_cookie(pool_id),
                        .value = std::move(value),
                        .max_age_s = pools::cookie_age_s(pool.settings)});
  return {};
}

// The application's answer. Of racing requests one gets it: what the others made is not handed out.
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
  TRY(set_session_cookie(response, scene, std::move(cookie)));
  return response;
}

Result<net::Response> ask(const Scene& scene, Open open, const oidc::Interaction& next,
                          const std::optional<oidc::BrowserSession>& session) {
  std::string cookie;
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    cookie = TRY(arm(tx, scene, open.facts));
    // Who has to sign in once more has not done so yet, and what is asked now has not been answered.
    if (next.step == oidc::Interaction::Step::kLogin) open.facts.signed_in = false;
    open.facts.user_id = session ? session->sub : "";
    open.facts.browser_id = session ? session->id : "";
    open.facts.consented = false;
    if (next.step != oidc::Interaction::Step::kConsent) open.facts.selected = false;
    describe(open.facts, next);
    return interactions::keep(tx, *scene.in.tickets, scene.application->pool_id, open);
  }));
  net::Response response = replied(api::redirect(page_of(scene.application->id, scene.id)));
  TRY(set_session_cookie(response, scene, std::move(cookie)));
  return response;
}

// --- devices (RFC 8628 §3.3) -------------------------------------------------------------------------------

// The person's answer reaches the device, and the page says so. A device that waits no more is asked for
// anew.
Result<net::Response> end_device(const Scene& scene, Open open,
                                 const std::optional<oidc::BrowserSession>& session) {
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  std::string cookie;
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    interactions::Facts& facts = open.facts;
    Result<void> told;
    if (session) {
      told = device_codes::approve(
          tx, pool_id, facts.device_id,
          {session->sub, session->tenant_id, session->amr, session->auth_time_s, session->id}, now_ms);
      if (told) TRY(consents::grant(tx, pool_id, facts.user_id, scene.application->id, facts.scope, now_ms));
    } else if (!facts.device_id.empty()) {
      told = device_codes::deny(tx, pool_id, facts.device_id, now_ms);
    }
    if (!told && told.error().code() != errors::kDeviceCodeUnknown) return told;
    facts.step = told ? "device_done" : "device";
    if (!told) facts.device_id = facts.user_code = "";
    if (!told) facts.consented = facts.denied = false;
    cookie = TRY(arm(tx, scene, facts));
    return interactions::keep(tx, *scene.in.tickets, pool_id, open);
  }));
  net::Response response = replied(api::redirect(page_of(scene.application->id, scene.id)));
  TRY(set_session_cookie(response, scene, std::move(cookie)));
  return response;
}

// Sign in, then agree, always: whoever sent the code must not profit from an old consent (§5.4).
Result<net::Response> resume_device(const Scene& scene, Open open) {
  if (open.facts.step == "device_done")
    return replied(api::redirect(page_of(scene.application->id, scene.id)));
  if (open.facts.denied) return end_device(scene, std::move(open), std::nullopt);
  if (open.facts.device_id.empty()) return replied(api::redirect(page_of(scene.application->id, scene.id)));
  const std::optional<oidc::BrowserSession> session = TRY(session_of(scene, open.facts));
  oidc::Interaction next;
  next.ui_locales = open.facts.ui_locales;
  next.scope = open.facts.scope;
  if (!session) {
    next.step = oidc::Interaction::Step::kLogin;
    return ask(scene, std::move(open), next, session);
  }
  if (!open.facts.consented || session->sub != open.facts.user_id) {
    next.step = oidc::Interaction::Step::kConsent;
    return ask(scene, std::move(open), next, session);
  }
  return end_device(scene, std::move(open), session);
}

Result<net::Response> resume(const Scene& scene, oidc::Ports& ports) {
  Open open = TRY(scene.in.database->read([&](db::Session& session) {
    return interactions::look(session, *scene.in.tickets, scene.application->pool_id, scene.application->id,
                              scene.token, scene.in.clock.now_ms());
  }));
  if (!open.facts.device_id.empty() || open.facts.step.starts_with("device"))
    return resume_device(scene, std::move(open));
  const oidc::Request request = request_of(scene, open.facts);
  if (open.facts.denied) {
    const oidc::Error denied{oidc::Kind::kAccessDenied, "the person refused or gave up"};
    return finish(scene, open.facts, oidc::refuse_authorization(request, denied, ports), false);
  }
  oidc::BrowserState state;
  state.session = TRY(session_of(scene, open.facts));
  // Consent is of the person who gave it, and of nobody who signed in since.
  const bool is_same = state.session && state.session->sub == open.facts.user_id;
  // What was posted has not been judged yet: whether it had to be signed or pushed, and what its object says.
  state.interaction_started_s = open.facts.as_posted ? 0 : open.facts.started_at / 1000;
  state.consented = is_same && open.facts.consented;
  state.selected = is_same && open.facts.selected;
  oidc::Authorization next = oidc::authorize(request, state, ports);
  if (auto* answer = std::get_if<oidc::Response>(&next))
    return finish(scene, open.facts, std::move(*answer), state.consented);
  if (open.facts.as_posted) keep_parameters(open.facts, std::get<oidc::Interaction>(next).parameters);
  open.facts.as_posted = false;
  return ask(scene, std::move(open), std::get<oidc::Interaction>(next), state.session);
}

struct Path {
  std::string_view id, rest;
};

// "/login/{id}" and what follows.
Path path_of(std::string_view path) {
  path.remove_prefix(std::string_view("/login/").size());
  const std::size_t slash = path.find('/');
  return {path.substr(0, slash), slash == std::string_view::npos ? "" : path.substr(slash)};
}

// The page before it has asked anything; it says itself what became of an interaction that is gone.
net::Response page_for(const api::Incoming& incoming, Installation& in) {
  const Result<applications::Handle> application = in.applications->find(incoming.path_app_id);
  const std::string language(locale::tag(incoming.envelope.language));
  if (!application) return login_page({.language = language, .application = "", .style = "", .data = ""});
  const std::string data = R"({"application":{"id":)" + json_quote((*application)->id) + R"(,"name":)" +
                           json_quote((*application)->name) + R"(,"initLoginUri":)" +
                           json_quote((*application)->settings.init_login_uri) + "}}";
  return login_page({.language = language, .application = (*application)->name, .style = "", .data = data});
}

Result<applications::Handle> application_of(const oidc::Pairs& parameters, Installation& in) {
  const auto named = std::ranges::find(parameters, "client_id", &oidc::Pairs::value_type::first);
  return in.applications->find(named == parameters.end() ? std::string_view() : named->second);
}

// Cookies come along with a navigation from another site only if it is a GET, so a POST becomes one: of its
// own parameters, or, where no server would take that many in an address, of an interaction that has them.
net::Response answer_posted(const api::Incoming& incoming, const oidc::Request& request, Installation& in) {
  net::Response short_one = as_get(incoming, "/oidc/auth", request.form);
  const auto application = application_of(request.form, in);
  if (!application || !(*application)->is_enabled() || short_one.headers.front().second.size() <= kAddressMax)
    return short_one;
  interactions::Facts asked;
  asked.issuer = request.issuer;
  asked.as_posted = true;
  keep_parameters(asked, request.form);
  Result<net::Response> begun = begin(incoming, in, **application, std::move(asked), std::nullopt, "/resume");
  return begun ? *std::move(begun) : failed(incoming, begun.error());
}

}  // namespace

std::string_view hosted_operation(std::string_view path) {
  const Path parts = path_of(path);
  if (parts.rest.empty()) return "hosted-login";
  return parts.rest == "/resume" ? "hosted-resume" : "unmatched";
}

net::Response answer_authorization(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports& ports) {
  if (request.method == "POST") return answer_posted(incoming, request, in);
  const Result<applications::Handle> application = application_of(request.query, in);
  oidc::BrowserState state;
  if (application) {
    auto known = session_for(incoming, in, *application);
    if (!known) return failed(incoming, known.error());
    state.session = *std::move(known);
  }
  oidc::Authorization next = oidc::authorize(request, state, ports);
  if (auto* answer = std::get_if<oidc::Response>(&next)) return answered(incoming, std::move(*answer));
  // The library has found the one client that the request names.
  if (!application) return failed(incoming, application.error());
  Result<net::Response> begun =
      begin(incoming, in, **application, facts_of(std::get<oidc::Interaction>(next)), state.session);
  return begun ? *std::move(begun) : failed(incoming, begun.error());
}

net::Response answer_device_page(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                 oidc::Ports&) {
  const auto typed = std::ranges::find(request.query, "user_code", &oidc::Pairs::value_type::first);
  const Result<applications::Handle> application = in.applications->find(request.client_id);
  if (!application) return failed(incoming, application.error());
  if (!(*application)->is_enabled() || !(*application)->settings.device_grant)
    return failed(incoming,
                  Error(errors::kAuthorizationInvalid).with_arg("the application takes no devices"));
  const auto known = session_for(incoming, in, *application);
  if (!known) return failed(incoming, known.error());
  interactions::Facts facts;
  facts.issuer = request.issuer;
  facts.step = "device";
  if (typed != request.query.end()) facts.user_code = device_codes::normalized(typed->second);
  Result<net::Response> begun = begin(incoming, in, **application, std::move(facts), *known);
  return begun ? *std::move(begun) : failed(incoming, begun.error());
}

net::Response answer_hosted_login(const api::Incoming& incoming, Installation& in, oidc::Ports& ports) {
  const Path path = path_of(incoming.path);
  if (!is_id(path.id) || (!path.rest.empty() && path.rest != "/resume"))
    return failed(incoming, Error(errors::kRouteNotFound).with_arg(incoming.path));
  if (path.rest.empty()) return page_for(incoming, in);
  const Result<Scene> scene = scene_of(incoming, in, path.id);
  Result<net::Response> done = scene ? resume(*scene, ports) : scene.error().clone();
  if (done) return *std::move(done);
  // The page says what became of it, and where to start again.
  if (done.error().code() == errors::kInteractionGone && !incoming.path_app_id.empty())
    return replied(api::redirect(page_of(incoming.path_app_id, path.id)));
  return failed(incoming, done.error());
}

}  // namespace genauth::app
