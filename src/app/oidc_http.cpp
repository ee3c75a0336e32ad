#include "app/oidc_http.h"

#include <algorithm>
#include <iterator>

#include "app/account_pages.h"
#include "app/browser_cookies.h"
#include "app/check_session.h"
#include "app/hosted_login.h"
#include "app/oidc_errors.h"
#include "app/sign_out.h"
#include "app/single_sign_on.h"
#include "app/track_session.h"
#include "base/encoding.h"
#include "net/form.h"
#include "oidc/client_lookup.h"
#include "oidc/endpoints.h"

namespace genauth::app {
namespace {

bool is_form(const net::Request& request) {
  return request.header("content-type").value_or("").find("application/x-www-form-urlencoded") !=
         std::string_view::npos;
}

// Where browsers come by themselves: no page may read it, so no CORS.
struct BrowserDoor {
  std::string_view path, operation;
  bool joins;  // asks who is signed in, so that single sign-on comes first
  net::Response (*answer)(const api::Incoming&, oidc::Request, Installation&, oidc::Ports&);
};
constexpr BrowserDoor kBrowserDoors[] = {
    {"/oidc/auth", "oidc-authorization", true, answer_authorization},
    {"/oauth/auth", "oauth-authorization", true, answer_authorization},
    {"/oidc/device", "oidc-device-page", true, answer_device_page},
    {kEndSession, "oidc-end-session", true, answer_sign_out},
    {kProfileLogout, "profile-logout", true, answer_sign_out},
    {kCasLogout, "cas-logout", true, answer_sign_out},
    {kAccountPage, "account-centre", true, answer_account},
    {kAccountSignIn, "account-sign-in", true, answer_account_sign_in},
    {kAccountPassword, "account-password", true, answer_account_password},
    {kChangePassword, "change-password", false, answer_change_password},
    {kTrackSession, "track-session", false, answer_track_session},
    {kJoinSession, "oidc-session-join", false, answer_join},
    {kShareSession, "oidc-session-share", false, answer_share},
    {kCheckSession, "oidc-check-session", false, answer_check_session},
    {kCheckSessionScript, "oidc-check-session", false, answer_check_session_script}};

const BrowserDoor* door_for_browsers(std::string_view path) {
  const auto* found = std::ranges::find(kBrowserDoors, path, &BrowserDoor::path);
  return found == std::end(kBrowserDoors) ? nullptr : found;
}

struct Endpoint {
  std::string_view path, operation;
  bool get, post;
  oidc::Response (*answer)(const oidc::Request& request, oidc::Ports& ports);
};

constexpr std::string_view kRegistration = "/oidc/reg";
constexpr Endpoint kEndpoints[] = {
    {"/oidc/token", "oidc-token", false, true, oidc::token},
    {"/oidc/me", "oidc-userinfo", true, true, oidc::userinfo},
    {"/oidc/token/introspection", "oidc-introspection", false, true, oidc::introspection},
    {"/oidc/token/revocation", "oidc-revocation", false, true, oidc::revocation},
    {"/oidc/par", "oidc-par", false, true, oidc::pushed_authorization},
    {"/oidc/device/auth", "oidc-device", false, true, oidc::device_authorization},
    {"/oidc/bc-authorize", "oidc-backchannel", false, true, oidc::backchannel_authentication},
    {"/oauth/token", "oauth-token", false, true, oidc::token},
    {"/oauth/me", "oauth-userinfo", true, true, oidc::userinfo},
    {"/oauth/token/introspection", "oauth-introspection", false, true, oidc::introspection},
    {"/oauth/token/revocation", "oauth-revocation", false, true, oidc::revocation},
    {kRegistration, "oidc-registration", false, true, oidc::registration},
    {"/oidc/.well-known/openid-configuration", "oidc-discovery", true, false, oidc::discovery},
    {"/oidc/.well-known/oauth-authorization-server", "oidc-discovery", true, false, oidc::discovery},
    {"/oidc/.well-known/oauth-protected-resource", "oidc-resource", true, false, oidc::protected_resource},
    {"/oidc/.well-known/jwks.json", "oidc-jwks", true, false, oidc::jwks},
    {"/api/oidc/validate_token", "oidc-validate-token", true, false, oidc::validate_token},
    {"/api/v2/oidc/validate_token", "oidc-validate-token", true, false, oidc::validate_token},
};

// RFC 7592: a client's own place, with more methods than the others have.
constexpr std::string_view kClients = "/oidc/reg/", kClientOperation = "oidc-client-configuration";

const Endpoint* endpoint_of(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);  // the Java SDK asks /oidc/me/
  const auto* found = std::ranges::find(kEndpoints, path, &Endpoint::path);
  return found == std::end(kEndpoints) ? nullptr : found;
}

oidc::Response dispatch(std::string_view path, const oidc::Request& request, oidc::Ports& ports) {
  if (path.starts_with(kClients)) return oidc::client_configuration(request, ports);
  const Endpoint* endpoint = endpoint_of(path);
  if (endpoint == nullptr) {
    oidc::Response response = oidc::json_answer(R"({"error":"not_found"})", false);
    response.status = 404;
    return response;
  }
  if ((request.method == "GET" && endpoint->get) || (request.method == "POST" && endpoint->post))
    return endpoint->answer(request, ports);
  if (endpoint->get && endpoint->post) return oidc::method_not_allowed("GET, POST");
  return oidc::method_not_allowed(endpoint->get ? "GET" : "POST");
}

std::string application_of(const api::Incoming& incoming, api::Directory& directory) {
  if (!incoming.path_app_id.empty()) return incoming.path_app_id;
  const net::Request& request = incoming.exchange->request();
  for (const std::string_view name : {"x-authing-app-id", "x-genauth-app-id"})
    if (const auto value = request.header(name); value && !value->empty()) return std::string(*value);
  const std::string_view host = request.host();
  const auto place = directory.by_host(host.substr(0, host.rfind(':')));
  return place ? place->app_id : std::string();
}

// Neither path nor host: such an address is the issuer of the installation's first pool.
bool names_nobody(const api::Incoming& incoming, const Installation& in, api::Directory& directory) {
  if (!incoming.path_app_id.empty()) return false;
  const std::string_view host = host_of(incoming.envelope.base_url);
  if (!in.own_hosts->covers(host)) return true;
  const auto place = directory.by_host(host);
  return !place || place->app_id.empty();
}

oidc::Outcome<void> limit_bare(oidc::Request& request, const api::Incoming& incoming, Installation& in,
                               api::Directory& directory) {
  if (!names_nobody(incoming, in, directory)) return {};
  request.realm = TRY(outcome_of(in.first_pool->id(), oidc::Kind::kNotFound));
  if (request.client_id.empty()) return {};
  // What a header names counts where it is served.
  const Result<applications::Handle> named = in.applications->find(request.client_id);
  if (named && (*named)->pool_id != request.realm) request.client_id.clear();
  return {};
}

net::Response at_door(const api::Incoming& incoming, const BrowserDoor& door, oidc::Request request,
                      Installation& in, oidc::Ports& ports) {
  if (!door.joins || request.method != "GET") return door.answer(incoming, std::move(request), in, ports);
  Result<Arrival> arrival = arrive(incoming, request, in, ports);
  if (!arrival) return replied(api::error_page(incoming.envelope, arrival.error()));
  if (arrival->elsewhere) return *std::move(arrival->elsewhere);
  if (arrival->session.empty()) return door.answer(incoming, std::move(request), in, ports);
  api::Incoming here = incoming;
  here.brought_session = arrival->session;
  net::Response response = door.answer(here, std::move(request), in, ports);
  // Signing out takes the cookie away, and keeps it so.
  const bool is_set = std::ranges::any_of(response.headers, [&](const auto& header) {
    return header.second.starts_with(session_cookie(arrival->pool_id) + "=");
  });
  if (is_set) return response;
  const Result<void> kept = keep_session(response, in, arrival->pool_id, std::move(arrival->session));
  return kept ? std::move(response) : replied(api::error_page(incoming.envelope, kept.error()));
}

// Whether these parameters may need what stands at an address of the client's. Names may come escaped.
bool names_client_document(std::string_view text) {
  constexpr std::string_view kNames[] = {"client_assertion", "request_uri", "request"};
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decode(pair.substr(0, equals), true);
    if (!name) continue;  // no form: refused
    if (std::ranges::find(kNames, *name) != std::end(kNames)) return true;
    if (*name != "client_id" || equals == pair.size()) continue;
    const auto id = percent_decode(pair.substr(equals + 1), true);
    if (id && oidc::is_document_id(*id)) return true;
  }
  return false;
}

// Likewise of a registration, which is JSON: there a letter of a name may be written as \u and its number.
bool names_reference(std::string_view json) {
  constexpr std::string_view kNames[] = {"sector_identifier_uri", "logo_uri", "\\u"};
  return std::ranges::any_of(
      kNames, [&](std::string_view name) { return json.find(name) != std::string_view::npos; });
}

}  // namespace

net::Response to_net(oidc::Response response) {
  net::Response answer;
  answer.status = response.status;
  answer.body = std::move(response.body);
  answer.headers = std::move(response.headers);
  return answer;
}

bool is_oidc_path(std::string_view path) {
  return path.starts_with("/oidc/") || door_for_browsers(path) != nullptr || endpoint_of(path) != nullptr;
}

bool is_oidc_document(std::string_view path) {
  const Endpoint* endpoint = endpoint_of(path);
  return endpoint != nullptr && path.find("/.well-known/") != std::string_view::npos;
}

std::string_view oidc_operation(std::string_view path) {
  if (const BrowserDoor* door = door_for_browsers(path)) return door->operation;
  if (path.starts_with(kClients)) return kClientOperation;
  const Endpoint* endpoint = endpoint_of(path);
  return endpoint == nullptr ? "unmatched" : endpoint->operation;
}

// Discovery and keys are public documents; browser programs redeem, end and use their tokens themselves.
// Nobody knows the origin of a program that is about to register.
Readers readers_of_oidc(std::string_view path) {
  if (path.starts_with("/oidc/.well-known/")) return Readers::kEveryone;
  const Endpoint* endpoint = endpoint_of(path);
  if (endpoint == nullptr) return Readers::kOwnPages;
  if (endpoint->answer == oidc::registration) return Readers::kEveryone;
  const bool for_pages = endpoint->answer == oidc::token || endpoint->answer == oidc::userinfo ||
                         endpoint->answer == oidc::revocation;
  return for_pages ? Readers::kApplicationPages : Readers::kOwnPages;
}

bool may_ask_client(std::string_view path, const net::Request& request) {
  if (path.starts_with(kRegistration) && names_reference(request.body())) return true;
  return names_client_document(request.query()) || names_client_document(request.body());
}

OidcAnswer answer_oidc(const api::Incoming& incoming, Installation& installation, oidc::Ports& ports,
                       api::Directory& directory) {
  const net::Request& http = incoming.exchange->request();
  auto query = net::parse_form(http.query());
  auto form = is_form(http) ? net::parse_form(http.body()) : net::Form{};
  if (!query || !form)
    return {to_net(oidc::error_answer({oidc::Kind::kInvalidRequest, "the parameters are no form"})), ""};
  oidc::Request request;
  request.method = http.method();
  request.authorization = http.header("authorization").value_or("");
  request.query = *std::move(query);
  request.form = *std::move(form);
  request.issuer = incoming.envelope.base_url + (incoming.path.starts_with("/oauth/") ? "/oauth" : "/oidc");
  request.client_id = application_of(incoming, directory);
  const oidc::Outcome<void> limited = limit_bare(request, incoming, installation, directory);
  if (!limited) return {to_net(oidc::error_answer(limited.error())), ""};
  request.client_ip = incoming.envelope.client_ip;
  request.user_agent = incoming.envelope.user_agent;
  request.person_ip = incoming.envelope.person_ip;
  request.dpop = http.header("dpop").value_or("");
  request.certificate = incoming.envelope.certificate;
  request.certificate_is_verified = incoming.envelope.certificate_is_verified;
  request.accept = http.header("accept").value_or("");
  request.body = http.body();
  if (incoming.path.starts_with(kClients))
    request.subject = std::string_view(incoming.path).substr(kClients.size());

  if (const auto browsers = door_for_browsers(incoming.path)) {
    std::string client_id = request.client_id;
    return {at_door(incoming, *browsers, std::move(request), installation, ports), std::move(client_id)};
  }
  net::Response answer = to_net(dispatch(incoming.path, request, ports));
  let_read(answer, readers_of_oidc(incoming.path), http, request.client_id, directory);
  return {std::move(answer), std::move(request.client_id)};
}

net::Response oidc_throttled(std::int64_t wait_s) {
  return to_net(oidc::error_answer({oidc::Kind::kThrottled, "too many requests", wait_s}));
}

net::Response oidc_busy() {
  oidc::Response response = oidc::error_answer({oidc::Kind::kThrottled, "the server is busy"});
  response.status = 503;
  return to_net(std::move(response));
}

}  // namespace genauth::app
