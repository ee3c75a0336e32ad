#include "app/front.h"

#include "api/envelope.h"
#include "app/docs_http.h"
#include "app/event_sockets.h"
#include "app/oidc_http.h"
#include "app/setup_page.h"
#include "base/encoding.h"
#include "gen/errors/core.h"
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

std::string_view language_header(const net::Request& request) {
  if (const auto value = request.header("x-authing-lang")) return *value;
  return request.header("x-genauth-lang").value_or("");
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

std::optional<Front::Address> Front::address_of(std::string_view raw_path) {
  auto path = percent_decode(raw_path, false);
  if (!path || !is_utf8(*path) || path->find('\0') != std::string::npos) return std::nullopt;
  Address address{*std::move(path), ""};
  const auto slash = address.path.find('/', 1);
  if (slash == 25 && is_id(std::string_view(address.path).substr(1, 24))) {
    address.app_id = address.path.substr(1, 24);
    address.path.erase(0, 25);
  }
  return address;
}

// A host that is not ours never gets into an issuer or a link.
std::string Front::base_of(const net::Client& client) const {
  const Installation& in = parts_.installation;
  const std::string_view name = without_port(client.host);
  const std::string asked = client.scheme + "://" + client.host;
  const bool is_application_host = name.size() > in.config.server.base_domain.size() + 1 &&
                                   name.ends_with("." + in.config.server.base_domain);
  if (asked == public_base_ || is_application_host) return asked;
  if (in.config.dev && is_loopback_name(name)) return asked;
  return public_base_;
}

api::Envelope Front::envelope_of(const net::Request& request, const Address& address) const {
  const net::Client client = net::resolve_client(request, trusted_);
  api::Envelope envelope;
  envelope.request_id = new_uuid();
  envelope.client_ip = client.address;
  envelope.user_agent = request.header("user-agent").value_or("");
  envelope.device_id = device_header(request);
  envelope.origin = request.header("origin").value_or("");
  envelope.base_url = base_of(client);
  if (!address.app_id.empty()) envelope.base_url += "/" + address.app_id;
  envelope.language =
      locale::negotiate(language_header(request), request.header("accept-language").value_or(""));
  return envelope;
}

void Front::handle(std::shared_ptr<net::Exchange> exchange) {
  api::Incoming incoming;
  incoming.arrived_ns = Clock::steady_ns();
  const net::Request& request = exchange->request();
  const auto address = address_of(request.path());
  if (!address) return exchange->respond(error_response(400, "the path is not valid", &request));
  incoming.envelope = envelope_of(request, *address);
  incoming.exchange = std::move(exchange);
  incoming.path = address->path;
  incoming.path_app_id = address->app_id;

  if (request.method() == "OPTIONS") return preflight(std::move(incoming));
  if (incoming.path == "/setup")
    return on_worker(std::move(incoming),
                     [this](const api::Incoming& in) { return setup_page(parts_.installation, in); });
  if (incoming.path.starts_with("/oidc/")) return oidc_call(std::move(incoming));
  if (is_event_path(incoming.path)) return event_socket(std::move(incoming));
  if (is_docs_path(incoming.path)) return incoming.exchange->respond(answer_docs(request, incoming.path));
  if (parts_.dev != nullptr && (incoming.path == "/" || incoming.path.starts_with("/dev/")))
    return parts_.dev->handle(std::move(incoming));
  parts_.pipeline.handle(std::move(incoming));
}

std::uint64_t Front::body_limit(std::string_view method, std::string_view path) const {
  const auto address = address_of(path);
  if (!address) return 0;
  return static_cast<std::uint64_t>(parts_.pipeline.body_limit(method, address->path));
}

net::Response Front::error_response(int status, std::string_view reason, const net::Request* request) const {
  api::Envelope envelope;
  envelope.request_id = new_uuid();
  if (request != nullptr) envelope.language = locale::negotiate(language_header(*request), "");
  Error error(errors::kInternal, std::string(reason));
  if (status == 413) {
    const std::uint64_t limit = request != nullptr ? body_limit(request->method(), request->path()) : 0;
    error = Error(errors::kBodyTooLarge).with_arg(std::to_string(limit));
  } else if (status < 500) {
    error = Error(errors::kBadHttp).with_arg(std::string(reason));
  }
  // The envelope's own rule (HTTP 200 for business errors) is for requests that were understood; here the
  // caller is no SDK, and proxies need the true status. A body that is too large is understood.
  return json_answer(status == 413 ? 200 : status, api::failure_body(envelope, error));
}

// WHATWG Fetch, CORS preflight. Which application asks is known only from host or path.
void Front::preflight(api::Incoming incoming) {
  const net::Request& request = incoming.exchange->request();
  const std::string origin(request.header("origin").value_or(""));
  std::string app_id = incoming.path_app_id;
  if (app_id.empty())
    if (const auto place = parts_.directory.by_host(without_port(request.host()))) app_id = place->app_id;
  const auto allowed = parts_.directory.allows_origin(app_id, origin);
  net::Response response;
  response.status = 204;
  response.headers.emplace_back("Vary", "Origin");
  if (allowed && *allowed) {
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    // Names, not a star: the star does not cover authorization.
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  std::string(request.header("access-control-request-headers").value_or("")));
    response.headers.emplace_back("Access-Control-Max-Age", "600");
  }
  incoming.exchange->respond(std::move(response));
}

void Front::on_worker(api::Incoming incoming, std::function<net::Response(const api::Incoming&)> page) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto work = [shared, page = std::move(page)] { shared->exchange->respond(page(*shared)); };
  if (!parts_.workers.post(work)) shared->exchange->respond(json_answer(503, "{}"));
}

void Front::event_socket(api::Incoming incoming) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto work = [this, shared] { answer_event_socket(parts_.installation, parts_.directory, *shared); };
  if (!parts_.workers.post(work)) shared->exchange->respond(json_answer(503, "{}"));
}

void Front::oidc_call(api::Incoming incoming) {
  auto shared = std::make_shared<api::Incoming>(std::move(incoming));
  const auto work = [this, shared] { answer_oidc(*shared, parts_.oidc, parts_.directory); };
  if (!parts_.workers.post(work)) {
    api::Incoming& refused = *shared;
    refused.exchange->respond(json_answer(503, R"({"error":"temporarily_unavailable"})"));
  }
}

}  // namespace genauth::app
