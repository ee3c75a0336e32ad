// OpenID Connect Discovery 1.0 §3, RFC 8414 §2: only what this server does. What an application has not
// enabled is listed too: the document is the same for all that share the issuer.
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

// Only the document of an application that has enabled it speaks of `plain`.
bool allows_plain(const Request& request, Ports& ports) {
  if (request.client_id.empty()) return false;
  const Outcome<Client> client = ports.clients.find(request.client_id);
  return client && client->allow_plain_pkce;
}

void browser_members(std::string& json, const Request& request, Ports& ports) {
  list(json, "response_types_supported",
       Words{"code", "id_token", "token", "id_token token", "code id_token", "code token",
             "code id_token token", "none"});
  list(json, "response_modes_supported", Words{"query", "fragment", "form_post"});
  list(json, "grant_types_supported",
       Words{"authorization_code", "implicit", "refresh_token", "client_credentials", "password"});
  std::vector<std::string_view> challenge_methods = {"S256"};
  if (allows_plain(request, ports)) challenge_methods.emplace_back("plain");
  list(json, "code_challenge_methods_supported", challenge_methods);
  list(json, "prompt_values_supported", Words{"none", "login", "consent", "select_account"});
  json += R"(,"claims_parameter_supported":true,"authorization_response_iss_parameter_supported":true)";
}

}  // namespace

Response discovery(const Request& request, Ports& ports) {
  if (request.method != "GET") return method_not_allowed("GET");
  std::string json = R"({"issuer":)" + json_quote(request.issuer);
  const auto endpoint = [&](std::string_view name, std::string_view path) {
    json.append(",\"").append(name).append("\":").append(json_quote(request.issuer + std::string(path)));
  };
  if (ports.serves_browsers) endpoint("authorization_endpoint", "/auth");
  endpoint("token_endpoint", "/token");
  endpoint("userinfo_endpoint", "/me");
  endpoint("jwks_uri", "/.well-known/jwks.json");
  endpoint("introspection_endpoint", "/token/introspection");
  endpoint("revocation_endpoint", "/token/revocation");
  const Words auth_methods = {"client_secret_post", "client_secret_basic", "none"};
  list(json, "scopes_supported", supported_scopes());
  list(json, "claims_supported", supported_claims());
  if (ports.serves_browsers) {
    browser_members(json, request, ports);
  } else {
    list(json, "response_types_supported", Words{});
    list(json, "grant_types_supported", Words{"refresh_token", "client_credentials", "password"});
  }
  list(json, "subject_types_supported", Words{"public"});
  list(json, "claim_types_supported", Words{"normal"});
  list(json, "id_token_signing_alg_values_supported", Words{"RS256", "ES256", "EdDSA", "HS256"});
  list(json, "id_token_encryption_alg_values_supported", Words{});
  list(json, "id_token_encryption_enc_values_supported", Words{});
  list(json, "userinfo_signing_alg_values_supported", Words{});
  list(json, "userinfo_encryption_alg_values_supported", Words{});
  list(json, "userinfo_encryption_enc_values_supported", Words{});
  list(json, "token_endpoint_auth_methods_supported", auth_methods);
  list(json, "introspection_endpoint_auth_methods_supported", auth_methods);
  list(json, "revocation_endpoint_auth_methods_supported", auth_methods);
  json += R"(,"request_parameter_supported":false,"request_uri_parameter_supported":false})";
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
