#include "app/oidc_http.h"

#include "base/log.h"
#include "net/form.h"
#include "oidc/endpoints.h"

namespace genauth::app {
namespace {

bool is_form(const net::Request& request) {
  return request.header("content-type").value_or("").find("application/x-www-form-urlencoded") !=
         std::string_view::npos;
}

// Discovery and keys are public documents; everything else answers only pages of the application's own
// origins.
bool is_public_document(std::string_view path) {
  return path.starts_with("/oidc/.well-known/");
}

oidc::Response dispatch(std::string_view path, const oidc::Request& request, oidc::Ports& ports) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);  // the Java SDK asks /oidc/me/
  const bool is_get = request.method == "GET", is_post = request.method == "POST";
  if (path == "/oidc/token") return is_post ? oidc::token(request, ports) : oidc::method_not_allowed("POST");
  if (path == "/oidc/me")
    return is_get || is_post ? oidc::userinfo(request, ports) : oidc::method_not_allowed("GET, POST");
  if (path == "/oidc/token/introspection")
    return is_post ? oidc::introspection(request, ports) : oidc::method_not_allowed("POST");
  if (path == "/oidc/token/revocation")
    return is_post ? oidc::revocation(request, ports) : oidc::method_not_allowed("POST");
  if (path == "/oidc/.well-known/openid-configuration")
    return is_get ? oidc::discovery(request) : oidc::method_not_allowed("GET");
  if (path == "/oidc/.well-known/jwks.json")
    return is_get ? oidc::jwks(request, ports) : oidc::method_not_allowed("GET");
  oidc::Response response = oidc::json_answer(R"({"error":"not_found"})", false);
  response.status = 404;
  return response;
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

}  // namespace

void answer_oidc(const api::Incoming& incoming, oidc::Ports& ports, api::Directory& directory) {
  const net::Request& http = incoming.exchange->request();
  auto query = net::parse_form(http.query());
  auto form = is_form(http) ? net::parse_form(http.body()) : net::Form{};
  net::Response answer;
  if (!query || !form) {
    answer = {.status = 400, .content_type = "application/json", .body = R"({"error":"invalid_request"})"};
    return incoming.exchange->respond(std::move(answer));
  }
  oidc::Request request;
  request.method = http.method();
  request.authorization = http.header("authorization").value_or("");
  request.query = *std::move(query);
  request.form = *std::move(form);
  request.issuer = incoming.envelope.base_url + "/oidc";
  request.client_id = application_of(incoming, directory);
  request.client_ip = incoming.envelope.client_ip;
  request.user_agent = incoming.envelope.user_agent;

  oidc::Response response = dispatch(incoming.path, request, ports);
  answer.status = response.status;
  answer.body = std::move(response.body);
  answer.headers = std::move(response.headers);
  if (is_public_document(incoming.path)) {
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  } else if (const auto origin = http.header("origin")) {
    answer.headers.emplace_back("Vary", "Origin");
    const auto allowed = directory.allows_origin(request.client_id, *origin);
    if (allowed && *allowed) answer.headers.emplace_back("Access-Control-Allow-Origin", std::string(*origin));
  }
  const std::int64_t micros = (Clock::steady_ns() - incoming.arrived_ns) / 1000;
  log::info("oidc", {{"path", incoming.path},
                     {"status", response.status},
                     {"us", micros},
                     {"request_id", incoming.envelope.request_id},
                     {"ip", incoming.envelope.client_ip},
                     {"app", request.client_id}});
  incoming.exchange->respond(std::move(answer));
}

}  // namespace genauth::app
