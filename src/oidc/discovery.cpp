// OpenID Connect Discovery 1.0 §3, RFC 8414 §2: only what this server does. What an application has not
// enabled is listed too: the document is the same for all that share the issuer.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <vector>

#include "base/encoding.h"
#include "oidc/endpoints.h"
#include "oidc/resources.h"

namespace genauth::oidc {
namespace {

// Views are of words of this file and of the library's own names, which need no escaping.
template <class Words>
void list(std::string& json, std::string_view name, const Words& words) {
  json.append(",\"").append(name).append("\":[");
  bool first = true;
  for (const auto& word : words) {
    if (!first) json += ',';
    first = false;
    if constexpr (std::is_same_v<std::decay_t<decltype(word)>, std::string_view>)
      json.append("\"").append(word).append("\"");
    else
      json += json_quote(word);
  }
  json += ']';
}

using Words = std::initializer_list<std::string_view>;
constexpr std::size_t kUsualSize = 6 * 1024;

// Only the document of an application that has enabled it speaks of `plain`.
bool allows_plain(const Request& request, Ports& ports) {
  if (request.client_id.empty()) return false;
  const Outcome<Client> client = ports.clients.find(request.client_id);
  return client && client->allow_plain_pkce;
}

std::vector<std::string_view> grant_types(const Ports& ports) {
  std::vector<std::string_view> types = {"refresh_token", "client_credentials", "password"};
  if (ports.serves_browsers) types.insert(types.begin(), {"authorization_code", "implicit"});
  if (ports.devices) types.emplace_back("urn:ietf:params:oauth:grant-type:device_code");
  if (ports.backchannel) types.emplace_back("urn:openid:params:grant-type:ciba");
  if (ports.exchanges) types.emplace_back("urn:ietf:params:oauth:grant-type:token-exchange");
  return types;
}

std::vector<std::string_view> auth_methods(const Ports& ports) {
  std::vector<std::string_view> methods = {"client_secret_post", "client_secret_basic", "none"};
  if (ports.replays) methods.insert(methods.end(), {"client_secret_jwt", "private_key_jwt"});
  if (ports.verifies_certificates) methods.emplace_back("tls_client_auth");
  if (ports.takes_certificates) methods.emplace_back("self_signed_tls_client_auth");
  return methods;
}

void flag(std::string& json, std::string_view name, bool value) {
  json.append(",\"").append(name).append("\":").append(value ? "true" : "false");
}

// The document of an application speaks of its realm's own scopes and claims too.
void realm_members(std::string& json, const Request& request, Ports& ports) {
  const std::span<const std::string_view> standard = supported_scopes(), known = supported_claims();
  std::vector<std::string> scopes(standard.begin(), standard.end()), claims(known.begin(), known.end());
  const Outcome<Client> client = ports.clients.find(request.client_id);
  const auto own = client ? ports.clients.scopes(*client) : client.error();
  if (own)
    for (const RealmScope& scope : *own) {
      scopes.push_back(scope.name);
      for (const std::string& claim : scope.claims)
        if (std::ranges::find(claims, claim) == claims.end()) claims.push_back(claim);
    }
  list(json, "scopes_supported", scopes);
  list(json, "claims_supported", claims);
}

void browser_members(std::string& json, const Request& request, Ports& ports) {
  std::vector<std::string_view> modes = {"query", "fragment", "form_post"};
  if (ports.signer) modes.insert(modes.end(), {"jwt", "query.jwt", "fragment.jwt", "form_post.jwt"});
  list(json, "response_types_supported",
       Words{"code", "id_token", "token", "id_token token", "code id_token", "code token",
             "code id_token token", "none"});
  list(json, "response_modes_supported", modes);
  std::vector<std::string_view> challenge_methods = {"S256"};
  if (allows_plain(request, ports)) challenge_methods.emplace_back("plain");
  list(json, "code_challenge_methods_supported", challenge_methods);
  list(json, "prompt_values_supported", Words{"none", "login", "consent", "select_account"});
  list(json, "request_object_signing_alg_values_supported",
       Words{"RS256", "ES256", "EdDSA", "HS256", "none"});
  flag(json, "claims_parameter_supported", true);
  flag(json, "authorization_response_iss_parameter_supported", true);
}

// Of extensions.h, each if it is there.
void extension_members(std::string& json, const Ports& ports) {
  const Words signing = {"RS256", "ES256", "EdDSA"};
  const Words with_secret = {"RS256", "ES256", "EdDSA", "HS256"};
  if (ports.signer) {
    list(json, "userinfo_signing_alg_values_supported", with_secret);
    list(json, "introspection_signing_alg_values_supported", with_secret);
    list(json, "authorization_signing_alg_values_supported", with_secret);
  } else {
    list(json, "userinfo_signing_alg_values_supported", Words{});
  }
  if (ports.replays) {
    for (const std::string_view name : {"token", "introspection", "revocation"})
      list(json, std::string(name) + "_endpoint_auth_signing_alg_values_supported", with_secret);
    list(json, "dpop_signing_alg_values_supported", signing);
  }
  if (ports.takes_certificates) flag(json, "tls_client_certificate_bound_access_tokens", true);  // RFC 8705
}

// RFC 8705 §5: what clients call by themselves, at the door that asks for certificates. An issuer at a host
// of its own has none: there the host says which application is meant.
void certificate_aliases(std::string& json, const Request& request, const Ports& ports) {
  if (ports.certificate_origin.empty() || !request.issuer.starts_with(ports.origin + "/")) return;
  const std::string issuer = ports.certificate_origin + request.issuer.substr(ports.origin.size());
  json += R"(,"mtls_endpoint_aliases":{"token_endpoint":)" + json_quote(issuer + "/token");
  const auto endpoint = [&](std::string_view name, std::string_view path) {
    json.append(",\"").append(name).append("\":").append(json_quote(issuer + std::string(path)));
  };
  endpoint("userinfo_endpoint", "/me");
  endpoint("introspection_endpoint", "/token/introspection");
  endpoint("revocation_endpoint", "/token/revocation");
  if (ports.pushed) endpoint("pushed_authorization_request_endpoint", "/par");
  if (ports.devices) endpoint("device_authorization_endpoint", "/device/auth");
  if (ports.backchannel) endpoint("backchannel_authentication_endpoint", "/bc-authorize");
  json += '}';
}

// Of clients that operators have not made, and of what they may ask for: as the realm allows.
void registry_members(std::string& json, const Request& request, Ports& ports) {
  if (!ports.registry) return;
  const Outcome<RegistryPolicy> policy = ports.registry->policy(request.client_id);
  if (!policy) return;
  if (policy->registers) {
    json.append(",\"registration_endpoint\":").append(json_quote(request.issuer + "/reg"));
  }
  flag(json, "client_id_metadata_document_supported", policy->documents);
  if (!policy->resources.empty()) list(json, "protected_resources", policy->resources);  // RFC 9728 §4
}

}  // namespace

Response discovery(const Request& request, Ports& ports) {
  if (request.method != "GET") return method_not_allowed("GET");
  std::string json;
  json.reserve(kUsualSize);
  const std::string issuer = json_quote(request.issuer);
  const std::string_view begun =
      std::string_view(issuer).substr(0, issuer.size() - 1);  // its end comes later
  json.append(R"({"issuer":)").append(issuer);
  const auto endpoint = [&](std::string_view name, std::string_view path) {
    json.append(",\"").append(name).append("\":").append(begun).append(path).append("\"");
  };
  if (ports.serves_browsers) endpoint("authorization_endpoint", "/auth");
  if (ports.serves_logout) {
    endpoint("end_session_endpoint", "/session/end");
    endpoint("check_session_iframe", "/session/check");
    for (const std::string_view channel : {"backchannel", "frontchannel"}) {
      flag(json, std::string(channel) + "_logout_supported", true);
      flag(json, std::string(channel) + "_logout_session_supported", true);
    }
  }
  endpoint("token_endpoint", "/token");
  endpoint("userinfo_endpoint", "/me");
  endpoint("jwks_uri", "/.well-known/jwks.json");
  endpoint("introspection_endpoint", "/token/introspection");
  endpoint("revocation_endpoint", "/token/revocation");
  if (ports.pushed) endpoint("pushed_authorization_request_endpoint", "/par");
  if (ports.devices) endpoint("device_authorization_endpoint", "/device/auth");
  if (ports.backchannel) {  // CIBA Core §4
    endpoint("backchannel_authentication_endpoint", "/bc-authorize");
    list(json, "backchannel_token_delivery_modes_supported", Words{"poll", "ping"});
    flag(json, "backchannel_user_code_parameter_supported", false);
  }
  certificate_aliases(json, request, ports);
  registry_members(json, request, ports);
  realm_members(json, request, ports);
  if (ports.serves_browsers) {
    browser_members(json, request, ports);
  } else {
    list(json, "response_types_supported", Words{});
  }
  extension_members(json, ports);
  list(json, "grant_types_supported", grant_types(ports));
  list(json, "subject_types_supported", Words{"public", "pairwise"});
  list(json, "claim_types_supported", Words{"normal"});
  list(json, "id_token_signing_alg_values_supported", Words{"RS256", "ES256", "EdDSA", "HS256"});
  list(json, "id_token_encryption_alg_values_supported", Words{});
  list(json, "id_token_encryption_enc_values_supported", Words{});
  list(json, "userinfo_encryption_alg_values_supported", Words{});
  list(json, "userinfo_encryption_enc_values_supported", Words{});
  list(json, "token_endpoint_auth_methods_supported", auth_methods(ports));
  list(json, "introspection_endpoint_auth_methods_supported", auth_methods(ports));
  list(json, "revocation_endpoint_auth_methods_supported", auth_methods(ports));
  flag(json, "request_parameter_supported", ports.serves_browsers);
  flag(json, "request_uri_parameter_supported", ports.serves_browsers && ports.documents != nullptr);
  if (ports.documents) flag(json, "require_request_uri_registration", true);
  json += '}';
  return json_answer(std::move(json), false);
}

// RFC 9728 §2: userinfo is the one resource that this server is itself.
Response protected_resource(const Request& request, Ports& ports) {
  if (request.method != "GET") return method_not_allowed("GET");
  std::string json = R"({"resource":)" + json_quote(own_resource(request.issuer));
  list(json, "authorization_servers", std::vector<std::string>{request.issuer});
  list(json, "scopes_supported", supported_scopes());
  list(json, "bearer_methods_supported", Words{"header", "body"});
  if (ports.replays) list(json, "dpop_signing_alg_values_supported", Words{"RS256", "ES256", "EdDSA"});
  if (ports.takes_certificates) flag(json, "tls_client_certificate_bound_access_tokens", true);
  json += '}';
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
