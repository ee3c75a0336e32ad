// The token endpoint: grant_type picks a row, the row says who must authenticate and what happens.
#include <array>

#include "base/encoding.h"
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

Context context_of(const Request& request) {
  return {request.issuer, request.client_ip, request.user_agent};
}

Outcome<std::string> required(const Request& request, std::string_view name) {
  std::string value = TRY(parameter(request, name));
  if (value.empty()) return Error{Kind::kInvalidRequest, std::string(name) + " is missing"};
  return value;
}

// RFC 6749 §4.3
Outcome<Tokens> password(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports.clients, &Client::token_auth));
  if (!client.password_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type password"};
  }
  const std::string username = TRY(required(request, "username"));
  const std::string secret = TRY(required(request, "password"));
  const std::string scope = TRY(parameter(request, "scope"));
  return ports.issuer.by_password(client, username, secret, scope, context_of(request));
}

// RFC 6749 §6
Outcome<Tokens> refresh_token(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports.clients, &Client::token_auth));
  const std::string presented = TRY(required(request, "refresh_token"));
  const std::string scope = TRY(parameter(request, "scope"));
  return ports.issuer.by_refresh_token(client, presented, scope, context_of(request));
}

// RFC 6749 §4.4. The client is an access key, not an application. Its credentials travel in the body, and win
// over a Basic header, in which the Node SDK sends the application's at the same time.
Outcome<Tokens> client_credentials(const Request& request, Ports& ports) {
  std::string id = TRY(parameter(request, "client_id"));
  std::string secret = TRY(parameter(request, "client_secret"));
  if (secret.empty()) {
    const std::optional<Credentials> basic = TRY(basic_credentials(request.authorization));
    if (!basic)
      return Error{Kind::kInvalidClient, "client_id and client_secret of an access key are missing"};
    if (!id.empty() && id != basic->id) return Error{Kind::kInvalidClient, "client_id and Basic differ"};
    id = basic->id;
    secret = basic->secret;
  }
  const std::string scope = TRY(parameter(request, "scope"));
  if (request.client_id.empty()) {
    return ports.issuer.by_machine_key(nullptr, id, secret, scope, context_of(request));
  }
  const Client client = TRY(ports.clients.find(request.client_id));
  return ports.issuer.by_machine_key(&client, id, secret, scope, context_of(request));
}

struct GrantType {
  std::string_view name;
  Outcome<Tokens> (*issue)(const Request&, Ports&);
};
constexpr std::array<GrantType, 3> kGrantTypes = {
    {{"password", password}, {"refresh_token", refresh_token}, {"client_credentials", client_credentials}}};

Outcome<Tokens> issue(const Request& request, Ports& ports) {
  const std::string name = TRY(required(request, "grant_type"));
  for (const GrantType& type : kGrantTypes) {
    if (type.name == name) return type.issue(request, ports);
  }
  return Error{Kind::kUnsupportedGrantType,
               "grant_type must be one of password, refresh_token, client_credentials"};
}

std::string body_of(const Tokens& tokens) {
  std::string json = R"({"access_token":)" + json_quote(tokens.access_token) + R"(,"token_type":"Bearer")" +
                     R"(,"expires_in":)" + std::to_string(tokens.expires_in_s) + R"(,"scope":)" +
                     json_quote(tokens.scope);
  if (!tokens.id_token.empty()) json += R"(,"id_token":)" + json_quote(tokens.id_token);
  if (!tokens.refresh_token.empty()) json += R"(,"refresh_token":)" + json_quote(tokens.refresh_token);
  if (!tokens.rejected_scope.empty()) json += R"(,"rejected_scope":)" + json_quote(tokens.rejected_scope);
  return json += '}';
}

}  // namespace

Response token(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<Tokens> tokens = issue(request, ports);
  if (!tokens) return client_error_answer(request, tokens.error());
  return json_answer(body_of(*tokens), true);
}

}  // namespace genauth::oidc
