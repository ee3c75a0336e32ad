#include "app/single_sign_on.h"

#include <algorithm>

#include "api/reply.h"
#include "app/account_pages.h"
#include "app/browser_cookies.h"
#include "app/oidc_client.h"
#include "app/sign_out.h"
#include "base/encoding.h"
#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/core.h"
#include "gen/errors/interactions.h"
#include "gen/errors/tickets.h"
#include "json/codec.h"
#include "modules/sessions/browser.h"
#include "net/form.h"

namespace genauth::app {
namespace {

constexpr std::string_view kJoinCookie = "__Host-genauth-join", kKeeperCookie = "__Host-genauth-keeper";
constexpr std::string_view kHandle = "genauth_sso", kNobody = "none";
constexpr std::int64_t kHandleLifeMs = 60'000, kJoinCookieLifeS = 600;
constexpr std::size_t kCookieBytes = 32, kAddressMax = 6000;

// The pages of an own host that ask who is signed in.
constexpr std::string_view kDoors[] = {"/oidc/auth",   "/oauth/auth", "/oidc/device", kEndSession,
                                       kProfileLogout, kAccountPage,  kAccountSignIn, kAccountPassword};

tickets::Binding binding(const applications::Application& application, const char* purpose) {
  return {application.pool_id, purpose, application.id, ""};
}

std::string digest(std::string_view cookie) {
  return base64url(crypto::sha256(cookie));
}

// Its digest stays here; a browser that has none yet gets one with the answer.
struct BrowserCookie {
  std::string value;
  bool is_new = false;
};
BrowserCookie browser_cookie(const api::Incoming& incoming, std::string_view name) {
  if (const auto known = api::find_cookie(cookies_of(incoming), name)) return {std::string(*known)};
  return {crypto::random_token(kCookieBytes), true};
}

template <class Document>
Result<Document> opened(const tickets::Ticket& ticket) {
  const auto document = json::Document::parse(ticket.payload);
  if (!document) return Error(errors::kInternal, "a handle of single sign-on is no JSON");
  return json::decode<Document>(*document);
}

// Takes the handle, if `counts` says so of what is in it; otherwise it stays for whom it is.
template <class Document, class Check>
Result<Document> take(Installation& in, const tickets::Binding& of, std::string_view handle,
                      const Check& counts) {
  const std::int64_t now_ms = in.clock.now_ms();
  return in.database->write([&](db::Tx& tx) -> Result<Document> {
    auto document = TRY(opened<Document>(TRY(in.tickets->consume(tx, of, handle, now_ms))));
    if (!counts(document)) return Error(errors::kTicketInvalid, "of another browser");
    return document;
  });
}

template <class Document>
Result<std::string> issue(Installation& in, const tickets::Binding& of, const Document& document) {
  const std::int64_t now_ms = in.clock.now_ms();
  return in.database->write(
      [&](db::Tx& tx) { return in.tickets->issue(tx, of, json::encode(document), kHandleLifeMs, now_ms); });
}

std::string session_host(const api::Incoming& incoming, const Installation& in) {
  return origin_at(incoming.envelope.base_url, host_of(in.public_origin.url));
}

// The application whose own host that is, if it is one of the pool's.
bool is_host_of_pool(Installation& in, std::string_view host, std::string_view pool_id) {
  const std::string_view app_id = in.own_hosts->app_with(host), name = in.own_hosts->identifier_of(host);
  if (app_id.empty() && name.empty()) return false;
  const auto application =
      app_id.empty() ? in.applications->find_by_identifier(name) : in.applications->find(app_id);
  return application && (*application)->is_enabled() && (*application)->pool_id == pool_id;
}

std::string text(const oidc::Pairs& query, std::string_view name) {
  const auto found = std::ranges::find(query, name, &oidc::Pairs::value_type::first);
  return found == query.end() ? std::string() : found->second;
}

// Takes part in single sign-on, or null.
applications::Handle participant(Result<applications::Handle> application) {
  const bool takes_part = application && (*application)->is_enabled() && (*application)->settings.sso_enabled;
  return takes_part ? *std::move(application) : nullptr;
}
applications::Handle participant(Installation& in, std::string_view app_id) {
  return participant(in.applications->find(app_id));
}

std::string with_handle(std::string_view address, std::string_view handle) {
  const std::string_view mark = address.find('?') == std::string_view::npos ? "?" : "&";
  return std::string(address).append(mark).append(kHandle).append("=").append(percent_encode(handle));
}

// "/{appId}/oidc/auth?…" or without the application: nothing but our own pages.
bool is_door(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  if (path.size() > 25 && path[25] == '/' && is_id(path.substr(1, 24))) path.remove_prefix(25);
  return std::ranges::find(kDoors, path) != std::end(kDoors);
}

net::Response refused(const api::Incoming& incoming) {
  return replied(api::error_page(incoming.envelope, Error(errors::kInteractionGone)));
}

Result<std::optional<net::Response>> join_elsewhere(const api::Incoming& incoming, Installation& in,
                                                    const applications::Application& application,
                                                    const std::string& host) {
  const net::Request& http = incoming.exchange->request();
  const std::string target = percent_encode(std::string(http.path()) + "?" + std::string(http.query()));
  if (target.size() > kAddressMax || !is_host_of_pool(in, host, application.pool_id))
    return std::optional<net::Response>();
  const BrowserCookie browser = browser_cookie(incoming, kJoinCookie);
  net::Response response = replied(
      api::redirect(session_host(incoming, in) + std::string(kJoinSession) + "?app_id=" + application.id +
                    "&host=" + percent_encode(host) + "&binding=" + digest(browser.value) + "&to=" + target));
  if (browser.is_new)
    set_cookie(response,
               {.name = std::string(kJoinCookie), .value = browser.value, .max_age_s = kJoinCookieLifeS});
  return std::optional(std::move(response));
}

}  // namespace

Result<Arrival> arrive(const api::Incoming& incoming, oidc::Request& request, Installation& in,
                       oidc::Ports& ports) {
  Arrival arrival;
  const std::string handle = text(request.query, kHandle), host = own_host(incoming, in);
  std::erase_if(request.query, [](const auto& pair) { return pair.first == kHandle; });
  if (host.empty()) return arrival;
  const std::string named = text(request.query, "client_id");
  // Clients that are known by a document may have to be read first: the page would do so next.
  const applications::Handle application = participant(application_named(
      request, named.empty() ? request.client_id : named, in, ports, oidc::Fetch::kIfNeeded));
  if (!application) return arrival;
  if (handle.empty()) {
    if (TRY(session_in(incoming, in, application->pool_id))) return arrival;
    arrival.elsewhere = TRY(join_elsewhere(incoming, in, *application, host));
    return arrival;
  }
  // A handle that is not this browser's brings nobody; the page then asks as if it had come without.
  const auto cookie = api::find_cookie(cookies_of(incoming), kJoinCookie);
  if (handle == kNobody || !cookie) return arrival;
  auto joined = take<dto::StoredSessionJoin>(
      in, binding(*application, "sso-join"), handle,
      [&](const auto& join) { return crypto::equal_constant_time(join.binding, digest(*cookie)); });
  if (!joined && joined.error().code() != errors::kTicketInvalid) return joined.error().clone();
  if (!joined) return arrival;
  arrival.pool_id = application->pool_id;
  arrival.session = std::move(joined->cookie);
  return arrival;
}

net::Response answer_join(const api::Incoming& incoming, oidc::Request request, Installation& in,
                          oidc::Ports&) {
  const std::string host = text(request.query, "host"), target = text(request.query, "to");
  const applications::Handle application = participant(in, text(request.query, "app_id"));
  if (!own_host(incoming, in).empty() || !application || !is_door(target) ||
      !is_host_of_pool(in, host, application->pool_id))
    return refused(incoming);
  const std::string back = origin_at(incoming.envelope.base_url, host) + target;
  const auto session = session_in(incoming, in, application->pool_id);
  if (!session) return replied(api::error_page(incoming.envelope, session.error()));
  if (!*session) return replied(api::redirect(with_handle(back, kNobody)));
  const auto cookie =
      api::find_cookie(cookies_of(incoming), session_cookie(application->pool_id)).value_or("");
  const dto::StoredSessionJoin join{sessions::host_cookie(*in.sealer, application->pool_id, cookie, host),
                                    text(request.query, "binding")};
  const auto handle = issue(in, binding(*application, "sso-join"), join);
  if (!handle) return replied(api::error_page(incoming.envelope, handle.error()));
  return replied(api::redirect(with_handle(back, *handle)));
}

namespace {

// Which browser this is here, for the interaction that asks at the own host.
Result<net::Response> name_keeper(const api::Incoming& incoming, const oidc::Request& request,
                                  Installation& in, const applications::Application& application) {
  const std::string host = text(request.query, "host"), interaction = text(request.query, "interaction");
  if (!is_id(interaction) || !is_host_of_pool(in, host, application.pool_id)) return refused(incoming);
  const BrowserCookie browser = browser_cookie(incoming, kKeeperCookie);
  const dto::StoredSessionKeeper keeper{interaction, digest(browser.value)};
  const std::string handle = TRY(issue(in, binding(application, "sso-keeper"), keeper));
  net::Response response = replied(api::redirect(with_handle(
      origin_at(incoming.envelope.base_url, host) + page_of(application.id, interaction) + "/resume",
      handle)));
  if (browser.is_new) set_cookie(response, {.name = std::string(kKeeperCookie), .value = browser.value});
  return response;
}

// Takes the session that began at the own host, in this browser and no other. What another person left here
// ends.
Result<net::Response> keep(const api::Incoming& incoming, std::string_view handle, Installation& in,
                           const applications::Application& application) {
  const auto cookie = api::find_cookie(cookies_of(incoming), kKeeperCookie);
  const std::string& pool_id = application.pool_id;
  if (!cookie) return refused(incoming);
  auto shared = take<dto::StoredSessionShare>(
      in, binding(application, "sso-share"), handle,
      [&](const auto& share) { return crypto::equal_constant_time(share.keeper, digest(*cookie)); });
  if (!shared && shared.error().code() == errors::kTicketInvalid) return refused(incoming);
  if (!shared) return shared.error().clone();
  const std::int64_t now_ms = in.clock.now_ms();
  TRY(in.database->write([&](db::Tx& tx) -> Result<void> {
    const auto other = TRY(browser_of(tx, incoming, in, pool_id));
    const bool is_same = other && shared->cookie.starts_with(other->id + ".");
    if (other && !is_same) return sessions::end_browser(tx, pool_id, other->id, now_ms);
    return {};
  }));
  net::Response response = replied(api::redirect(shared->back));
  TRY(keep_session(response, in, pool_id, std::move(shared->cookie)));
  return response;
}

}  // namespace

net::Response answer_share(const api::Incoming& incoming, oidc::Request request, Installation& in,
                           oidc::Ports&) {
  const applications::Handle application = participant(in, text(request.query, "app_id"));
  if (!own_host(incoming, in).empty() || !application) return refused(incoming);
  const std::string handle = text(request.query, kHandle);
  Result<net::Response> answer = handle.empty() ? name_keeper(incoming, request, in, *application)
                                                : keep(incoming, handle, in, *application);
  return answer ? *std::move(answer) : replied(api::error_page(incoming.envelope, answer.error()));
}

namespace {

// The browser leaves for the session host with the session that it is to keep there.
Result<std::optional<net::Response>> hand_over(const Scene& scene, interactions::Open& open,
                                               const std::string& there, std::string keeper) {
  const applications::Application& application = *scene.application;
  std::string cookie;
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    cookie = TRY(arm(tx, scene, open.facts));
    interactions::Open kept = open;
    kept.facts.shared = true;
    return interactions::keep(tx, *scene.in.tickets, application.pool_id, kept);
  }));
  open.facts.shared = true;
  if (cookie.empty()) return std::optional<net::Response>();
  const std::string back =
      origin_of(scene.incoming.envelope.base_url) + page_of(application.id, scene.id) + "/resume";
  const std::string handle = TRY(issue(scene.in, binding(application, "sso-share"),
                                       dto::StoredSessionShare{cookie, std::move(keeper), back}));
  net::Response response = replied(api::redirect(with_handle(there, handle)));
  TRY(set_session_cookie(response, scene, cookie));
  return std::optional(std::move(response));
}

}  // namespace

Result<std::optional<net::Response>> share(const Scene& scene, interactions::Open& open) {
  const applications::Application& application = *scene.application;
  const std::string host = own_host(scene.incoming, scene.in);
  if (host.empty() || !open.facts.signed_in || open.facts.shared || !application.settings.sso_enabled ||
      !is_host_of_pool(scene.in, host, application.pool_id))
    return std::optional<net::Response>();
  const std::string there =
      session_host(scene.incoming, scene.in) + std::string(kShareSession) + "?app_id=" + application.id;
  const auto query = net::parse_form(scene.incoming.exchange->request().query());
  const std::string handle = query ? text(*query, kHandle) : std::string();
  if (!handle.empty()) {
    auto keeper =
        take<dto::StoredSessionKeeper>(scene.in, binding(application, "sso-keeper"), handle,
                                       [&](const auto& named) { return named.interaction == scene.id; });
    if (keeper) return hand_over(scene, open, there, std::move(keeper->keeper));
    if (keeper.error().code() != errors::kTicketInvalid) return keeper.error().clone();
  }
  return std::optional(
      replied(api::redirect(there + "&host=" + percent_encode(host) + "&interaction=" + scene.id)));
}

}  // namespace genauth::app
