// RFC 7662. A caller learns of its own tokens only; everything else is simply not active (§2.2).
#include "base/encoding.h"
#include "oidc/binding.h"
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kInactive = R"({"active":false})";

std::string audience_of(const Standing& standing) {
  if (standing.resources.empty()) return json_quote(standing.client_id);
  if (standing.resources.size() == 1) return json_quote(standing.resources[0]);
  std::string list;
  for (const std::string& each : standing.resources)
    list.append(list.empty() ? "[" : ",").append(json_quote(each));
  return list += ']';
}

std::string active(const Standing& standing, std::string_view token_type) {
  std::string json = R"({"active":true,"sub":)" + json_quote(standing.subject());
  json += R"(,"client_id":)" + json_quote(standing.client_id);
  json += R"(,"aud":)" + audience_of(standing);
  json += R"(,"scope":)" + json_quote(standing.scope);
  json += R"(,"token_type":)" + json_quote(token_type);
  json += R"(,"exp":)" + std::to_string(standing.expires_at_s);
  if (standing.issued_at_s > 0) json += R"(,"iat":)" + std::to_string(standing.issued_at_s);
  if (!standing.issuer.empty()) json += R"(,"iss":)" + json_quote(standing.issuer);
  // RFC 9449 §6.2, RFC 8705 §3.2: whoever asks compares it with what the caller has shown.
  if (!standing.bound_to.empty()) json += R"(,"cnf":)" + confirmation_of(standing.bound_to);
  if (!standing.token_id.empty()) json += R"(,"jti":)" + json_quote(standing.token_id);
  return json += '}';
}

// token_type_hint is not needed: a refresh token of this server never looks like a JWT, so there is no order
// to optimise.
Outcome<std::string> introspect(const Request& request, const Client& client, Ports& ports) {
  const std::string token = TRY(parameter(request, "token"));
  if (token.empty()) return Error{Kind::kInvalidRequest, "token is missing"};
  Outcome<Standing> access = ports.tokens.access_token(token, "");
  if (access) {
    if (is_plain_oauth(access->issuer) != is_plain_oauth(request.issuer)) return std::string(kInactive);
    // What a machine brings to a resource server says nothing by itself.
    const bool may_know = access->is_machine ? access->realm == client.realm : access->client_id == client.id;
    return may_know ? active(*access, token_type_of(access->bound_to)) : std::string(kInactive);
  }
  if (access.error().kind != Kind::kInvalidToken) return access.error();
  const std::optional<Standing> refresh = TRY(ports.tokens.refresh_token(client, token));
  if (refresh && is_plain_oauth(refresh->issuer) != is_plain_oauth(request.issuer))
    return std::string(kInactive);
  return refresh ? active(*refresh, "refresh_token") : std::string(kInactive);
}

// RFC 9701 §4: only who names the type gets a JWT.
bool wants_jwt(const Request& request) {
  return request.accept.find("application/token-introspection+jwt") != std::string_view::npos;
}

// RFC 9701 §5: for the one who asks, so that it can be kept as evidence, and typed so that it is no token.
Outcome<Response> signed_answer(const Request& request, const Client& client, const std::string& body,
                                Ports& ports) {
  const std::string claims =
      R"({"iss":)" + json_quote(request.issuer) + R"(,"aud":)" + json_quote(client.id) + R"(,"iat":)" +
      std::to_string(ports.clock.now_ms() / 1000) + R"(,"token_introspection":)" + body + '}';
  Response response = json_answer(
      TRY(ports.signer->sign(client, client.introspection_alg, "token-introspection+jwt", claims)), true);
  response.headers[0].second = "application/token-introspection+jwt";
  return response;
}

Outcome<Response> answer_of(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports, &Client::introspection_auth));
  std::string body = TRY(introspect(request, client, ports));
  if (ports.signer && wants_jwt(request)) return signed_answer(request, client, body, ports);
  return json_answer(std::move(body), true);
}

}  // namespace

Response introspection(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<Response> answer = answer_of(request, ports);
  if (!answer) return client_error_answer(request, answer.error());
  return *std::move(answer);
}

}  // namespace genauth::oidc
