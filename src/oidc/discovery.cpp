// OpenID Connect Discovery 1.0 §3, RFC 8414 §2: only what this server does at this moment. The authorization
// endpoint appears with the hosted login; until then no response type is supported and the document says so.
#include <initializer_list>

#include "base/encoding.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

template <class Words>
void list(std::string& json, std::string_view name, const Words& words) {
  json.append(",\"").append(name).append("\":[");
  bool first = true;
  for (const std::string_view word : words) {
    if (!first) json += ',';
    first = false;
    json += json_quote(word);
  }
  json += ']';
}

using Words = std::initializer_list<std::string_view>;

}  // namespace

Response discovery(const Request& request) {
  if (request.method != "GET") return method_not_allowed("GET");
  std::string json = R"({"issuer":)" + json_quote(request.issuer);
  const auto endpoint = [&](std::string_view name, std::string_view path) {
    json.append(",\"").append(name).append("\":").append(json_quote(request.issuer + std::string(path)));
  };
  endpoint("token_endpoint", "/token");
  endpoint("userinfo_endpoint", "/me");
  endpoint("jwks_uri", "/.well-known/jwks.json");
  endpoint("introspection_endpoint", "/token/introspection");
  endpoint("revocation_endpoint", "/token/revocation");
  const Words auth_methods = {"client_secret_post", "client_secret_basic", "none"};
  list(json, "scopes_supported", supported_scopes());
  list(json, "claims_supported", supported_claims());
  list(json, "response_types_supported", Words{});
  list(json, "grant_types_supported", Words{"password", "refresh_token", "client_credentials"});
  list(json, "subject_types_supported", Words{"public"});
  list(json, "claim_types_supported", Words{"normal"});
  list(json, "id_token_signing_alg_values_supported", Words{"RS256", "ES256", "EdDSA", "HS256"});
  list(json, "token_endpoint_auth_methods_supported", auth_methods);
  list(json, "introspection_endpoint_auth_methods_supported", auth_methods);
  list(json, "revocation_endpoint_auth_methods_supported", auth_methods);
  json += R"(,"claims_parameter_supported":false,"request_parameter_supported":false)";
  json += R"(,"request_uri_parameter_supported":false})";
  return json_answer(std::move(json), false);
}

Response jwks(const Request& request, Ports& ports) {
  if (request.method != "GET") return method_not_allowed("GET");
  Outcome<std::shared_ptr<const std::string>> keys = ports.keys.jwks(request.client_id);
  if (!keys) return error_answer(keys.error());
  Response response = json_answer(**keys, false);
  // Long enough to spare us repeated fetches, short enough that a rotation is noticed soon.
  response.headers.emplace_back("Cache-Control", "public, max-age=300");
  return response;
}

}  // namespace genauth::oidc
