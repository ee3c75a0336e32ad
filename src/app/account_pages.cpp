#include "app/account_pages.h"

#include <algorithm>

#include "api/reply.h"
#include "app/browser_cookies.h"
#include "app/login_pages.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "locale/language.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kSittingMs = 8 * 3'600'000LL;  // how long the page works without being loaded again

net::Response failed(const api::Incoming& incoming, const Error& error) {
  return replied(api::error_page(incoming.envelope, error));
}

Result<applications::Handle> application_for(const oidc::Request& request, Installation& in) {
  if (request.method != "GET") return Error(errors::kMethodNotAllowed).with_arg(std::string(request.method));
  if (request.client_id.empty()) return errors::kAppRequired;
  applications::Handle application = TRY(in.applications->find(request.client_id));
  if (!application->is_enabled()) return errors::kAppDisabled;
  if (!has_account_centre(*application)) return errors::kAppNotFound;
  return application;
}

std::string first_of(std::initializer_list<const std::optional<std::string>*> names) {
  for (const auto* name : names)
    if (*name && !(*name)->empty()) return **name;
  return {};
}

// The application's session out of this browser goes on, or begins: the operations that the page calls want
// one.
Result<void> open_session(const api::Incoming& incoming, Installation& in,
                          const applications::Application& application, const sessions::Browser& browser,
                          const users::User& user) {
  const std::int64_t now_ms = in.clock.now_ms();
  return in.database->write([&](db::Tx& tx) -> Result<void> {
    // Whoever signed out meanwhile gets no session that nothing would end.
    const auto standing = TRY(sessions::load_browser(tx, application.pool_id, browser.id, now_ms));
    if (!standing) return Error(errors::kTokenInvalid, "the browser's session is over");
    sessions::Grant grant{.pool_id = application.pool_id, .application = application, .user = user};
    grant.issuer = incoming.envelope.base_url + "/oidc";
    grant.client_ip = incoming.envelope.client_ip;
    grant.user_agent = incoming.envelope.user_agent;
    grant.now_ms = now_ms;
    grant.auth_time_ms = browser.auth_time;
    grant.amr = browser.amr;
    grant.tenant_id = browser.tenant_id;
    grant.browser_id = browser.id;
    grant.session_id = TRY(sessions::session_of_browser(tx, application.pool_id, browser.user_id,
                                                        application.id, browser.id, now_ms));
    return sessions::save(
        tx, sessions::draft_session(grant, std::min(now_ms + kSittingMs, standing->expires_at)));
  });
}

// What the page begins with (Shell in web/account/account.ts).
std::string shell_of(const applications::Application& application, const users::User& user,
                     std::int64_t signed_in_ago_ms, std::int64_t step_up_minutes) {
  const std::string name = first_of({&user.nickname, &user.name, &user.username, &user.email, &user.phone});
  std::string json = R"({"application":{"id":)" + json_quote(application.id) + R"(,"name":)" +
                     json_quote(application.name) + R"(},"account":{"id":)" + json_quote(user.id) +
                     R"(,"name":)" + json_quote(name.empty() ? user.id : name);
  if (user.photo) json += R"(,"photo":)" + json_quote(*user.photo);
  return json + R"(},"signIn":{"ageS":)" + std::to_string(signed_in_ago_ms / 1000) + R"(,"stepUpMinutes":)" +
         std::to_string(step_up_minutes) + "}}";
}

struct Visit {
  sessions::Browser browser;
  users::User user;
  std::int64_t step_up_minutes = 0;
};
Result<std::optional<Visit>> visit_of(const api::Incoming& incoming, Installation& in,
                                      const applications::Handle& application) {
  if (!TRY(session_for(incoming, in, application)).session) return std::optional<Visit>();
  return in.database->read([&](db::Session& session) -> Result<std::optional<Visit>> {
    auto browser = TRY(browser_of(session, incoming, in, application->pool_id));
    if (!browser) return std::optional<Visit>();
    auto user = TRY(users::find(session, application->pool_id, browser->user_id));
    if (!user) return std::optional<Visit>();
    const pools::Pool pool = TRY(pools::find(session, application->pool_id));
    return std::optional(Visit{*std::move(browser), *std::move(user), pool.settings.step_up_minutes});
  });
}

Result<net::Response> sign_in_first(const api::Incoming& incoming, Installation& in,
                                    const applications::Application& application,
                                    const std::optional<Visit>& visit, std::string_view section = {}) {
  interactions::Facts facts;
  facts.issuer = incoming.envelope.base_url + "/oidc";
  facts.to_account = true;
  facts.account_section = section;
  std::optional<oidc::BrowserSession> known;
  if (visit) {
    const users::User& user = visit->user;
    facts.login_hint = first_of({&user.username, &user.email, &user.phone});
    known.emplace();
    known->id = visit->browser.id;
    known->sub = visit->browser.user_id;
  }
  return begin_interaction(incoming, in, application, std::move(facts), known);
}

Result<net::Response> page_for(const api::Incoming& incoming, const oidc::Request& request,
                               Installation& in) {
  const applications::Handle application = TRY(application_for(request, in));
  const std::optional<Visit> visit = TRY(visit_of(incoming, in, application));
  if (!visit) return sign_in_first(incoming, in, *application, visit);
  TRY(open_session(incoming, in, *application, visit->browser, visit->user));
  const std::string data = shell_of(*application, visit->user, in.clock.now_ms() - visit->browser.auth_time,
                                    visit->step_up_minutes);
  return account_page({.language = locale::tag(incoming.envelope.language),
                       .application = application->name,
                       .style = "",
                       .data = data});
}

Result<net::Response> sign_in_again(const api::Incoming& incoming, const oidc::Request& request,
                                    Installation& in) {
  const applications::Handle application = TRY(application_for(request, in));
  return sign_in_first(incoming, in, *application, TRY(visit_of(incoming, in, application)));
}

constexpr std::string_view kPasswordSection = "password";

Result<net::Response> password_page(const api::Incoming& incoming, const oidc::Request& request,
                                    Installation& in) {
  const applications::Handle application = TRY(application_for(request, in));
  const std::optional<Visit> visit = TRY(visit_of(incoming, in, application));
  if (!visit) return sign_in_first(incoming, in, *application, visit, kPasswordSection);
  return replied(api::redirect(
      std::string(incoming.envelope.base_url).append(kAccountPage).append("#").append(kPasswordSection)));
}

// Passwords are kept by origin, and several applications may stand at ours: whoever is signed in here, or
// would be first, says whose. Kept is one password for all of a pool's applications.
Result<std::string> some_application(const api::Incoming& incoming, Installation& in) {
  std::string pool_id = TRY(pool_of_any_session(incoming, in));
  if (pool_id.empty())
    pool_id = TRY(in.database->read([](db::Session& session) { return pools::find_first(session); })).id;
  const auto listed =
      TRY(in.database->read([&](db::Session& read) { return applications::list(read, pool_id); }));
  for (const applications::Listed& each : listed)
    if (each.is_enabled && has_account_centre(*TRY(in.applications->find(each.id)))) return each.id;
  return errors::kAppNotFound;
}

Result<net::Response> way_to_password(const api::Incoming& incoming, oidc::Request request,
                                      Installation& in) {
  const bool is_named = !request.client_id.empty();
  const auto named = oidc::parameter(request, "client_id");
  if (!is_named && named) request.client_id = named.value();
  if (request.client_id.empty()) request.client_id = TRY(some_application(incoming, in));
  const applications::Handle application = TRY(application_for(request, in));
  const std::string prefix = is_named ? "" : "/" + application->id;
  return replied(api::redirect(incoming.envelope.base_url + prefix + std::string(kAccountPassword)));
}

}  // namespace

bool has_account_centre(const applications::Application& application) {
  return application.settings.first_party && application.settings.sso_enabled;
}

net::Response answer_account(const api::Incoming& incoming, oidc::Request request, Installation& in,
                             oidc::Ports&) {
  Result<net::Response> answer = page_for(incoming, request, in);
  return answer ? *std::move(answer) : failed(incoming, answer.error());
}

net::Response answer_account_sign_in(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                     oidc::Ports&) {
  Result<net::Response> answer = sign_in_again(incoming, request, in);
  return answer ? *std::move(answer) : failed(incoming, answer.error());
}

net::Response answer_account_password(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                      oidc::Ports&) {
  Result<net::Response> answer = password_page(incoming, request, in);
  return answer ? *std::move(answer) : failed(incoming, answer.error());
}

net::Response answer_change_password(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                     oidc::Ports&) {
  Result<net::Response> answer = way_to_password(incoming, std::move(request), in);
  return answer ? *std::move(answer) : failed(incoming, answer.error());
}

// Who gave up goes back to where the application begins, or to the account as it was.
Result<net::Response> resume_account(const Scene& scene, interactions::Open open) {
  const std::string base =
      open.facts.issuer.substr(0, open.facts.issuer.size() - std::string_view("/oidc").size());
  std::string target = base + std::string(kAccountPage);
  if (!open.facts.account_section.empty()) target += "#" + open.facts.account_section;
  if (open.facts.denied) {
    const std::string& start = scene.application->settings.init_login_uri;
    if (open.facts.browser_id.empty() && !start.empty()) target = start;
  } else if (!open.facts.signed_in || !TRY(session_of(scene, open.facts)).session) {
    oidc::Interaction next;
    next.step = oidc::Interaction::Step::kLogin;
    next.login_hint = open.facts.login_hint;
    return ask(scene, std::move(open), next, std::nullopt);
  }
  return finish(scene, open.facts, {.status = 303, .headers = {{"Location", target}}, .body = ""}, false);
}

}  // namespace genauth::app
