#include "app/hosted_login.h"

#include <algorithm>

#include "app/account_pages.h"
#include "app/asked_language.h"
#include "app/branding.h"
#include "app/browser_cookies.h"
#include "app/device_interaction.h"
#include "app/interaction_scene.h"
#include "app/login_pages.h"
#include "app/oidc_client.h"
#include "app/oidc_http.h"
#include "app/single_sign_on.h"
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

using Resumed = Result<std::optional<net::Response>>;

Resumed go_on(const Scene& scene, Open open, oidc::Ports& ports, bool may_wait) {
  if (!open.facts.denied)
    if (auto detour = TRY(share(scene, open))) return *std::move(detour);
  if (open.facts.to_account) return TRY(resume_account(scene, std::move(open)));
  if (!open.facts.device_id.empty() || open.facts.step.starts_with("device"))
    return TRY(resume_device(scene, std::move(open)));
  // What was posted may refer to what stands elsewhere, and has not been looked at yet.
  if (open.facts.as_posted && !may_wait) return std::optional<net::Response>();
  const oidc::Request request = request_of(scene, open.facts);
  if (open.facts.denied) {
    const oidc::Error denied{oidc::Kind::kAccessDenied, "the person refused or gave up"};
    const Known known = TRY(session_of(scene, open.facts));
    const auto shown = shown_state(scene.in, *scene.application, known.browser_id);
    return TRY(finish(scene, open.facts, oidc::refuse_authorization(request, denied, shown, ports), false));
  }
  oidc::BrowserState state;
  Known known = TRY(session_of(scene, open.facts));
  state.browser_state = shown_state(scene.in, *scene.application, known.browser_id);
  state.session = std::move(known.session);
  // Consent is of the person who gave it, and of nobody who signed in since.
  const bool is_same = state.session && state.session->sub == open.facts.user_id;
  // What was posted has not been judged yet: whether it had to be signed or pushed, and what its object says.
  state.interaction_started_s = open.facts.as_posted ? 0 : open.facts.started_at / 1000;
  state.consented = is_same && open.facts.consented;
  state.selected = is_same && open.facts.selected;
  oidc::Authorization next = oidc::authorize(request, state, ports);
  if (auto* answer = std::get_if<oidc::Response>(&next))
    return TRY(finish(scene, open.facts, std::move(*answer), state.consented));
  if (open.facts.as_posted) keep_parameters(open.facts, std::get<oidc::Interaction>(next).parameters);
  open.facts.as_posted = false;
  return TRY(ask(scene, std::move(open), std::get<oidc::Interaction>(next), state.session));
}

Resumed resume(const Scene& scene, oidc::Ports& ports, bool may_wait) {
  Open open = TRY(scene.in.database->read([&](db::Session& session) {
    return interactions::look(session, *scene.in.tickets, scene.application->pool_id, scene.application->id,
                              scene.token, scene.in.clock.now_ms());
  }));
  const std::optional<api::Cookie> accounts = TRY(remember_account(scene, open.facts));
  auto response = TRY(go_on(scene, std::move(open), ports, may_wait));
  if (response && accounts) set_cookie(*response, *accounts);
  return response;
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

// OpenID Connect Core §4: where the application begins a sign-in that somebody else wants, and with whom.
std::string start_at(const api::Incoming& incoming, const Installation& in,
                     const std::string& init_login_uri) {
  if (init_login_uri.empty()) return {};
  const bool is_named_by_host = !own_host(incoming, in).empty();
  const std::string issuer =
      (is_named_by_host ? origin_of(incoming.envelope.base_url) : incoming.envelope.base_url) + "/oidc";
  const std::string_view mark = init_login_uri.find('?') == std::string::npos ? "?" : "&";
  return std::string(init_login_uri).append(mark).append("iss=").append(percent_encode(issuer));
}

// What an application calls itself is nothing to go by where nobody vouches for it.
std::string shown_name(const applications::Application& application) {
  return application.is_stranger() ? std::string() : application.name;
}

// The browser's wish, else the application's.
std::string_view language_for(const api::Incoming& incoming, const applications::Application& application) {
  const auto& branding = application.settings.branding;
  if (!branding || asked_language(incoming.exchange->request()))
    return locale::tag(incoming.envelope.language);
  return branding->language;
}

// The page before it has asked anything; it says itself what became of an interaction that is gone.
net::Response page_for(const api::Incoming& incoming, Installation& in) {
  const Result<applications::Handle> application = in.applications->find(incoming.path_app_id);
  if (!application)
    return login_page(
        {.language = locale::tag(incoming.envelope.language), .application = "", .style = "", .data = ""});
  const std::string data = R"({"application":{"id":)" + json_quote((*application)->id) + R"(,"name":)" +
                           json_quote(shown_name(**application)) + R"(,"initLoginUri":)" +
                           json_quote(start_at(incoming, in, (*application)->settings.init_login_uri)) + "}}";
  const std::string style = style_address(**application);
  return login_page({.language = language_for(incoming, **application),
                     .application = shown_name(**application),
                     .style = style,
                     .data = data});
}

Result<applications::Handle> application_of(const oidc::Request& request, const oidc::Pairs& parameters,
                                            Installation& in, oidc::Ports& ports) {
  const auto named = std::ranges::find(parameters, "client_id", &oidc::Pairs::value_type::first);
  if (named == parameters.end()) return errors::kAppNotFound;
  return application_named(request, named->second, in, ports, oidc::Fetch::kIfNeeded);
}

// Cookies come along with a navigation from another site only if it is a GET, so a POST becomes one: of its
// own parameters, or, where no server would take that many in an address, of an interaction that has them.
net::Response answer_posted(const api::Incoming& incoming, const oidc::Request& request, Installation& in,
                            oidc::Ports& ports) {
  net::Response short_one = as_get(incoming, incoming.path, request.form);
  const auto application = application_of(request, request.form, in, ports);
  if (!application || !(*application)->is_enabled() || short_one.headers.front().second.size() <= kAddressMax)
    return short_one;
  interactions::Facts asked;
  asked.issuer = request.issuer;
  asked.as_posted = true;
  keep_parameters(asked, request.form);
  Result<net::Response> begun =
      begin_interaction(incoming, in, **application, std::move(asked), std::nullopt, "/resume");
  return begun ? *std::move(begun) : failed(incoming, begun.error());
}

}  // namespace

std::string_view hosted_operation(std::string_view path) {
  if (path == kInvitationPage) return "hosted-invitation";
  if (path.starts_with(kBrandingPrefix)) return "hosted-branding";
  const Path parts = path_of(path);
  if (parts.rest.empty()) return "hosted-login";
  return parts.rest == "/resume" ? "hosted-resume" : "unmatched";
}

net::Response answer_authorization(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports& ports) {
  if (request.method == "POST") return answer_posted(incoming, request, in, ports);
  const Result<applications::Handle> application = application_of(request, request.query, in, ports);
  oidc::BrowserState state;
  std::string browser_id;
  if (application) {
    auto known = session_for(incoming, in, *application);
    if (!known) return failed(incoming, known.error());
    state.session = std::move(known->session);
    browser_id = std::move(known->browser_id);
    state.browser_state = shown_state(in, **application, browser_id);
  }
  oidc::Authorization next = oidc::authorize(request, state, ports);
  if (auto* answer = std::get_if<oidc::Response>(&next)) {
    net::Response response = answered(incoming, std::move(*answer));
    if (!state.browser_state) return response;
    const auto shown = follow_session(response, incoming, in, (*application)->pool_id, *state.browser_state);
    return shown ? std::move(response) : failed(incoming, shown.error());
  }
  // The library has found the one client that the request names.
  if (!application) return failed(incoming, application.error());
  Result<net::Response> begun = begin_interaction(incoming, in, **application,
                                                  facts_of(std::get<oidc::Interaction>(next)), state.session);
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
  Result<net::Response> begun =
      begin_interaction(incoming, in, **application, std::move(facts), known->session);
  return begun ? *std::move(begun) : failed(incoming, begun.error());
}

std::optional<net::Response> answer_hosted_login(const api::Incoming& incoming, Installation& in,
                                                 oidc::Ports& ports, bool may_wait) {
  if (incoming.path == kInvitationPage) return page_for(incoming, in);
  if (incoming.path.starts_with(kBrandingPrefix)) return answer_branding(incoming, in);
  const Path path = path_of(incoming.path);
  if (!is_id(path.id) || (!path.rest.empty() && path.rest != "/resume"))
    return failed(incoming, Error(errors::kRouteNotFound).with_arg(incoming.path));
  if (path.rest.empty()) return page_for(incoming, in);
  const Result<Scene> scene = scene_of(incoming, in, path.id);
  Resumed done = scene ? resume(*scene, ports, may_wait) : scene.error().clone();
  if (done) return *std::move(done);
  // The page says what became of it, and where to start again.
  if (done.error().code() == errors::kInteractionGone && !incoming.path_app_id.empty())
    return replied(api::redirect(page_of(incoming.path_app_id, path.id)));
  return failed(incoming, done.error());
}

}  // namespace genauth::app
