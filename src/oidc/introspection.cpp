// RFC 7662. A caller learns of its own tokens only; everything else is simply not active (§2.2).
#include "base/encoding.h"
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kInactive = R"({"active":false})";

std::string active(const Standing& standing, std::string_view token_type) {
  std::string json = R"({"active":true,"sub":)" + json_quote(standing.sub);
  json += R"(,"client_id":)" + json_quote(standing.client_id);
  json += R"(,"scope":)" + json_quote(standing.scope);
  json += R"(,"token_type":)" + json_quote(token_type);
  json += R"(,"exp":)" + std::to_string(standing.expires_at_s);
  if (standing.issued_at_s > 0) json += R"(,"iat":)" + std::to_string(standing.issued_at_s);
  if (!standing.issuer.empty()) json += R"(,"iss":)" + json_quote(standing.issuer);
  if (!standing.token_id.empty()) json += R"(,"jti":)" + json_quote(standing.token_id);
  return json += '}';
}

// token_type_hint is not needed: a refresh token of this server never looks like a JWT, so there is no order
// to optimise.
Outcome<std::string> introspect(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports.clients, &Client::introspection_auth));
  const std::string token = TRY(parameter(request, "token"));
  if (token.empty()) return Error{Kind::kInvalidRequest, "token is missing"};
  Outcome<Standing> access = ports.tokens.access_token(token, client.id);
  if (access) {
    return access->client_id == client.id ? active(*access, "Bearer") : std::string(kInactive);
  }
  if (access.error().kind != Kind::kInvalidToken) return access.error();
  const std::optional<Standing> refresh = TRY(ports.tokens.refresh_token(client, token));
  return refresh ? active(*refresh, "refresh_token") : std::string(kInactive);
}

}  // namespace

Response introspection(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<std::string> body = introspect(request, ports);
  if (!body) return client_error_answer(request, body.error());
  return json_answer(std::move(*body), true);
}

}  // namespace genauth::oidc
