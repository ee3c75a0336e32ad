#include "app/front.h"

#include "api/envelope.h"
#include "app/asked_language.h"
#include "app/branding.h"
#include "app/client_certificate.h"
#include "app/docs_http.h"
#include "app/event_sockets.h"
#include "app/hosted_login.h"
#include "app/login_pages.h"
#include "app/oidc_http.h"
#include "app/setup_page.h"
#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/core.h"
#include "modules/applications/applications.h"
#include "net/form.h"

namespace genauth::app {
namespace {

// "localhost" of "localhost:3000", "[::1]" of "[::1]:3000".
std::string_view without_port(std::string_view host) {
  const auto colon = host.rfind(':');
  if (colon == std::string_view::npos || host.find(']', colon) != std::string_view::npos) return host;
  return host.substr(0, colon);
}

bool is_loopback_name(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host.ends_with(".localhost");
}

net::Response json_answer(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/json; charset=utf-8";
  response.body = std::move(body);
  return response;
}

net::Response throttled(const api::Envelope& envelope, std::int64_t wait_s) {
  const std::string seconds = std::to_string(wait_s);
  net::Response response =
      json_answer(429, api::failure_body(envelope, Error(errors::kThrottled).with_arg(seconds)));
  response.headers.emplace_back("Retry-After", seconds);
  return response;
}

// What a client calls its device; longer than any SDK's is nobody's.
std::string_view device_header(const net::Request& request) {
  constexpr std::size_t kLengthMax = 128;
  std::string_view value = request.header("x-authing-device-id").value_or("");
  if (value.empty()) value = request.header("x-genauth-device-id").value_or("");
  return value.size() <= kLengthMax ? value : std::string_view();
}

}  // namespace

Front::Front(const FrontParts& parts, net::TrustedProxies trusted, int port)
    : parts_(parts), trusted_(std::move(trusted)) {
  public_base_ = parts.installation.config.server.public_url;
  if (public_base_.empty()) public_base_ = "http://localhost:" + std::to_string(port);
  while (public_base_.ends_with('/')) public_base_.pop_back();
}

// RFC 8414 §3.1, RFC 9728 §3.1: what describes an address with a path stands before that path. Behind it is
// where we keep it: "/.well-known/oauth-authorization-server/{appId}/oidc" is that of "{appId}/oidc".
std::string with_description_behind(std::string path) {
  constexpr std::string_view kPlace = "/.well-known/";
  struct Described {
    std::string_view name, path;
  };
  static constexpr Described kAll[] = {{"openid-configuration", "/oidc"},
                                       {"oauth-authorization-server", "/oidc"},
                                       {"oauth-protected-resource", "/oidc/me"}};
  if (!path.starts_with(kPlace)) return path;
  for (const Described& each : kAll) {
    const std::string_view rest = std::string_view(path).substr(kPlace.size());
    if (!rest.starts_with(each.name) || !rest.ends_with(each.path)) continue;
    const std::size_t between = rest.size() - each.name.size();
    if (between < each.path.size()) continue;
    const std::string_view application = rest.substr(each.name.size(), between - each.path.size());
    const bool is_one = application.empty() || (application[0] == '/' && is_id(application.substr(1)));
    if (!is_one) continue;
    return std::string(application).append("/oidc").append(kPlace).append(each.name);
  }
  return path;
}

std::optional<Front::Address> Front::address_of(std::string_view raw_path) {
  auto path = percent_decode(raw_path, false);
  if (!path || !is_utf8(*path) || path->find('\0') != std::string::npos) return std::nullopt;
  Address address{with_description_behind(*std::move(path)), ""};
  const auto slash = address.path.find('/', 1);
  if (slash == 25 && is_id(std::string_view(address.path).substr(1, 24))) {
    address.app_id = address.path.substr(1, 24);
    address.path.erase(0, 25);
  }
  return address;
}

// A host that is not ours never gets into an issuer or a link, nor do a scheme or port that are not ours.
void Front::set_base(api::Envelope& envelope, const net::Client& client, const Address& address) const {
  const Installation& in = parts_.installation;
  const std::string_view name = without_port(client.host), base = public_base_;
  const std::string asked = client.scheme + "://" + client.host;
  const std::string prefix = address.app_id.empty() ? "" : "/" + address.app_id;
  // RFC 8705 §5: another door of the same issuer.
  const bool is_for_certificates = asked == in.config.server.client_certificate.public_url;
  const bool is_ours = asked == base || (in.config.dev && is_loopback_name(name) && !is_for_certificates);
  envelope.base_url = (is_ours ? asked : public_base_) + prefix;
  if (is_ours || is_for_certificates || !in.own_hosts->covers(name)) return;
  // What is under a custom domain is its application's alone, and has one name.
  const std::string_view owner = in.own_hosts->app_with(name);
  if (!owner.empty() && !address.app_id.empty() && address.app_id != owner) return;
  const std::string_view host = base.substr(base.find("://") + 3);
  envelope.claimed_host = owner.empty() ? std::string(name) : to_lower_ascii(name);
  envelope.claimed_base_url = base.substr(0, base.size() - host.size());
  envelope.claimed_base_url.append(envelope.claimed_host)
      .append(host.substr(without_port(host).size()))
      .append(prefix);
}

api::Envelope Front::envelope_of(const net::Request& request, const net::Client& client,
                                 const Address& address) const {
  api::Envelope envelope;
  envelope.request_id = new_uuid();
  envelope.client_ip = client.address;
  envelope.person_ip = net::claimed_address(request, trusted_);
  envelope.user_agent = request.header("user-agent").value_or("");
  envelope.device_id = device_header(request);
  envelope.origin = request.header("origin").value_or("");
  set_base(envelope, client, address);
  const ClientCertificate certificate = certificate_of(request, parts_.installation.config, trusted_);
  envelope.certificate = certificate.der;
  envelope.certificate_is_verified = certificate.is_verified;
  envelope.language =
      locale::negotiate(language_header(request), request.header("accept-language").value_or(""));
  return envelope;
}

void Front::handle(std::shared_ptr<net::Exchange> exchange) {
  api::Incoming incoming;
  incoming.arrived_ns = Clock::steady_ns();
  const net::Request& request = exchange->request();
  const auto address = address_of(request.path());
  if (!address) return exchange->respond(refused({400, "the path is not valid", request.peer(), &request}));
  const net::Client client = net::resolve_client(request, trusted_);
  incoming.envelope = envelope_of(request, client, *address);
  incoming.is_private =
      client.scheme == "https" || client.address.starts_with("127.") || client.address == "::1";
  incoming.exchange = std::move(exchange);
  incoming.path = address->path;
  incoming.path_app_id = address->app_id;
  const Door door = door_of(request.method(), incoming.path);
  if (door == Door::kCalls) return parts_.pipeline.handle(std::move(incoming));
  enter(door, std::move(incoming));
}

Front::Door Front::door_of(std::string_view method, std::string_view path) const {
  // Before the preflights: no other origin may read development's pages.
  if (parts_.dev != nullptr && (path == "/" || path.starts_with("/dev/"))) return Door::kDev;
  if (method == "OPTIONS") return Door::kPreflight;
  if (path == "/setup") return Door::kSetup;
  if (is_oidc_path(path)) return Door::kOidc;
  if (path.starts_with("/login/") || path == kInvitationPage || path.starts_with(kBrandingPrefix))
    return Door::kLogin;
  if (is_login_asset_path(path)) return Door::kAssets;
  if (is_event_path(path)) return Door::kEvents;
  return is_docs_path(path) ? Door::kDocs : Door::kCalls;
}

std::string_view Front::operation_of(Door door, std::string_view path) {
  switch (door) {
    case Door::kPreflight: return "preflight";
    case Door::kSetup: return "setup";
    case Door::kOidc: return oidc_operation(path);
    case Door::kLogin: return hosted_operation(path);
    case Door::kAssets: return "login-assets";
    case Door::kEvents: return "event-subscribe";
    case Door::kDocs: return "docs";
    case Door::kDev: return "dev";
    case Door::kCalls: break;
  }
  return "unmatched";
}

std::int64_t Front::wait_s(std::string_view client_ip) const {
  return parts_.limiter.wait_s(client_ip, parts_.installation.clock.now_ms());
}

void Front::enter(Door door, api::Incoming incoming) {
  const std::string_view operation = operation_of(door, incoming.path);
  if (const std::int64_t wait = wait_s(incoming.envelope.client_ip); wait > 0)
    return finish(incoming, operation,
                  door == Door::kOidc ? oidc_throttled(wait) : throttled(incoming.envelope, wait),
                  incoming.path_app_id);
  switch (door) {
    case Door::kPreflight:
      return on_worker(std::move(incoming), operation,
                       [this](const api::Incoming& in) { return answer_preflight(in); });
    case Door::kDocs:
      return finish(incoming, operation, answer_docs(incoming.exchange->request(), incoming.path), "");
    case Door::kOidc: return oidc_call(std::move(incoming));
    case Door::kLogin: return login_call(std::move(incoming));
    case Door::kAssets: return finish(incoming, operation, asset(incoming), "");
    case Door::kSetup:
      return on_worker(std::move(incoming), operation,
                       [this](const api::Incoming& in) { return setup_page(parts_.installation, in); });
    case Door::kEvents:
      return on_worker(std::move(incoming), operation, [this](const api::Incoming& in) {
        return answer_event_socket(parts_.installation, parts_.directory, in);
      });
    case Door::kDev:
      return on_worker(std::move(incoming), operation,
                       [this](const api::Incoming& in) { return parts_.dev->answer(in); });
    case Door::kCalls: return parts_.pipeline.handle(std::move(incoming));
  }
}

void Front::finish(const api::Incoming& incoming, std::string_view operation, net::Response&& response,
                   std::string_view app_id) const {
  const int status = response.status;
  incoming.exchange->respond(std::move(response));
  note(operation, status, incoming.arrived_ns, incoming.envelope, app_id);
}

void Front::note(std::string_view operation, int status, std::int64_t arrived_ns,
                 const api::Envelope& envelope, std::string_view app_id) const {
  const std::int64_t micros = (Clock::steady_ns() - arrived_ns) / 1000;
  parts_.metrics.record(operation, status, micros);
  const log::Level level = status >= 500 ? log::Level::kError : log::Level::kInfo;
  if (log::level() > log::Level::kInfo) return;
  if (!is_id(app_id)) {  // what a header claims may be anything
    return log::write(level, "call",
                      {{"operation", operation},
                       {"status", status},
                       {"us", micros},
                       {"request_id", envelope.request_id},
                       {"ip", envelope.client_ip}});
  }
  log::write(level, "call",
             {{"operation", operation},
              {"status", status},
              {"us", micros},
              {"request_id", envelope.request_id},
              {"ip", envelope.client_ip},
              {"app", app_id}});
}

std::uint64_t Front::body_limit(std::string_view method, std::string_view path) const {
  const auto address = address_of(path);
  if (!address) return 0;
  return static_cast<std::uint64_t>(parts_.pipeline.body_limit(method, address->path));
}

// The envelope's own rule (HTTP 200 for business errors) is for requests that were understood; here the
// caller is no SDK, and proxies need the true status. A body that is too large is understood.
net::Response Front::refused(const net::Refusal& refusal) const {
  const std::int64_t arrived_ns = Clock::steady_ns();
  const net::Request* request = refusal.request;
  api::Envelope envelope;
  envelope.request_id = new_uuid();
  envelope.client_ip = refusal.peer;
  if (request != nullptr) {
    envelope.client_ip = net::resolve_client(*request, trusted_).address;
    envelope.language = locale::negotiate(language_header(*request), "");
  }
  // Our own fault: net has logged it, and the request itself has been counted where it was answered.
  if (refusal.status >= 500)
    return json_answer(refusal.status, api::failure_body(envelope, Error(errors::kInternal)));
  if (const std::int64_t wait = wait_s(envelope.client_ip); wait > 0) {
    note("refused", 429, arrived_ns, envelope, "");
    return throttled(envelope, wait);
  }
  note("refused", refusal.status, arrived_ns, envelope, "");
  if (refusal.status != 413)
    return json_answer(
        refusal.status,
        api::failure_body(envelope, Error(errors::kBadHttp).with_arg(std::string(refusal.reason))));
  const std::uint64_t limit = request != nullptr ? body_limit(request->method(), request->path()) : 0;
  return json_answer(
      200, api::failure_body(envelope, Error(errors::kBodyTooLarge).with_arg(std::to_string(limit))));
}

// Which application asks is known only from host or path: a preflight has no header of ours.
net::Response Front::answer_preflight(const api::Incoming& incoming) const {
  const net::Request& request = incoming.exchange->request();
  std::string app_id = incoming.path_app_id;
  if (app_id.empty())
    if (const auto place = parts_.directory.by_host(without_port(request.host()))) app_id = place->app_id;
  const std::string_view method = request.header("access-control-request-method").value_or("");
  return preflight(readers_of(method, incoming.path), request, app_id, parts_.directory);
}

Readers Front::readers_of(std::string_view method, std::string_view path) const {
  const Door door = door_of(method, path);
  if (door == Door::kOidc) return readers_of_oidc(path);
  if (door == Door::kCalls && parts_.pipeline.is_public_document(method, path)) return Readers::kEveryone;
  const bool is_open = door == Door::kCalls && parts_.pipeline.is_cross_origin(method, path);
  return is_open ? Readers::kApplicationPages : Readers::kOwnPages;
}

net::Response Front::asset(const api::Incoming& incoming) {
  auto file = login_asset(incoming.exchange->request(), incoming.path);
  if (file) return *std::move(file);
  return json_answer(
      404, api::failure_body(incoming.envelope, Error(errors::kRouteNotFound).with_arg(incoming.path)));
}

void Front::on_worker(api::Incoming incoming, std::string_view operation,
                      std::function<net::Response(const api::Incoming&)> page) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto work = [this, shared, operation, page = std::move(page)] {
    api::believe_host(shared->envelope, parts_.directory);
    finish(*shared, operation, page(*shared), shared->path_app_id);
  };
  if (!parts_.workers.post(work))
    finish(*shared, operation, json_answer(503, api::failure_body(shared->envelope, errors::kBusy)), "");
}

// Begins among the common workers; what may have to wait for an application's own server goes on elsewhere.
void Front::login_call(api::Incoming incoming) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto busy = [this, shared] {
    finish(*shared, hosted_operation(shared->path),
           json_answer(503, api::failure_body(shared->envelope, errors::kBusy)), "");
  };
  const auto answer = [this, shared](bool may_wait) {
    const applications::OneCall call;
    auto response = answer_hosted_login(*shared, parts_.installation, parts_.oidc, may_wait);
    if (response) finish(*shared, hosted_operation(shared->path), *std::move(response), shared->path_app_id);
    return response.has_value();
  };
  const auto begin = [this, shared, busy, answer] {
    api::believe_host(shared->envelope, parts_.directory);
    if (!answer(false) && !parts_.outbound.post([answer] { answer(true); })) busy();
  };
  if (!parts_.workers.post(begin)) busy();
}

void Front::oidc_call(api::Incoming incoming) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto work = [this, shared] {
    const applications::OneCall call;
    api::believe_host(shared->envelope, parts_.directory);
    OidcAnswer answer = answer_oidc(*shared, parts_.installation, parts_.oidc, parts_.directory);
    finish(*shared, oidc_operation(shared->path), std::move(answer.response), answer.app_id);
  };
  // As operations that read a row do (api/pipeline.cpp): to hand it over would take longer than to answer.
  if (is_oidc_document(shared->path) && parts_.installation.database->engine() == db::Engine::kSqlite)
    return work();
  // Its certificate may have to be compared with one that the client publishes.
  const bool may_wait =
      may_ask_client(shared->path, shared->exchange->request()) || !shared->envelope.certificate.empty();
  net::Workers& lane = may_wait ? parts_.outbound : parts_.workers;
  if (!lane.post(work)) finish(*shared, oidc_operation(shared->path), oidc_busy(), "");
}

}  // namespace genauth::app
