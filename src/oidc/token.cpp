// The token endpoint: grant_type picks a row, the row says who must authenticate and what happens.
#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "oidc/binding.h"
#include "oidc/client_auth.h"
#include "oidc/dpop.h"
#include "oidc/endpoints.h"
#include "oidc/resources.h"
#include "oidc/token_call.h"

namespace genauth::oidc {
namespace {

Error no_resources() {
  return {Kind::kInvalidTarget, "tokens for a resource come with a code or a device code"};
}

// RFC 6749 §4.3
Outcome<Tokens> password(const TokenCall& call) {
  const Request& request = call.request;
  Ports& ports = call.ports;
  const Client client = TRY(client_of(call));
  if (!client.password_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type password"};
  }
  if (!call.resources.empty()) {
    return no_resources();
  }
  const std::string username = TRY(required(request, "username"));
  const std::string secret = TRY(required(request, "password"));
  const std::string scope = TRY(parameter(request, "scope"));
  return ports.issuer.by_password(client, username, secret, scope, call.context(&client));
}

// RFC 6749 §6
Outcome<Tokens> refresh_token(const TokenCall& call) {
  const Request& request = call.request;
  Ports& ports = call.ports;
  const Client client = TRY(client_of(call));
  if (!client.refresh_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type refresh_token"};
  }
  const std::string presented = TRY(required(request, "refresh_token"));
  const std::string scope = TRY(parameter(request, "scope"));
  return ports.issuer.by_refresh_token(client, presented, scope, call.context(&client));
}

// RFC 8705 §3.4.
Outcome<void> check_certificate(const TokenCall& call, const Client& client) {
  if (!client.require_certificate) return {};
  if (call.certificate.empty()) {
    return Error{Kind::kInvalidRequest, "the application must present its certificate"};
  }
  if (call.proof) {
    return Error{Kind::kInvalidDpopProof, "tokens of the application are bound to its certificate"};
  }
  return {};
}

// A machine has no settings: those of the application count whose address it calls, beside what its realm
// demands, which the port knows.
Outcome<Context> machine_context(const TokenCall& call, const std::optional<Client>& client) {
  Context context = call.context(nullptr);
  if (!client) return context;
  TRY(check_certificate(call, *client));
  const bool by_certificate = client->token_auth == AuthMethod::kCertificate ||
                              client->token_auth == AuthMethod::kSelfSignedCertificate;
  if (client->require_certificate || (by_certificate && !call.proof)) context.bound_to = call.certificate;
  return context;
}

// RFC 6749 §4.4. The client is an access key, not an application. Its credentials travel in the body, and win
// over a Basic header, in which the Node SDK sends the application's at the same time.
Outcome<Tokens> client_credentials(const TokenCall& call) {
  const Request& request = call.request;
  Ports& ports = call.ports;
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
  std::optional<Client> client;
  if (!request.client_id.empty()) client = TRY(ports.clients.find(request.client_id));
  const Context context = TRY(machine_context(call, client));
  Tokens tokens = TRY(ports.issuer.by_machine_key(client ? &*client : nullptr, id, secret, scope, context));
  if (call.proof) TRY(use_up(*call.proof, "", *ports.replays));
  return tokens;
}

// The product's own grant of old: a token of the person's account at this application, for tokens of a scope.
Outcome<Tokens> account_token(const TokenCall& call) {
  const Client client = TRY(client_of(call));
  if (!client.account_token_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow this grant_type"};
  }
  if (!call.resources.empty()) return no_resources();
  const std::string token = TRY(required(call.request, "token"));
  const std::string scope = TRY(parameter(call.request, "scope"));
  return call.ports.issuer.by_account_token(client, token, scope, call.context(&client));
}

struct GrantType {
  std::string_view name;
  Outcome<Tokens> (*issue)(const TokenCall& call);
  bool is_plain = false;  // plain OAuth has it too
};
constexpr std::array<GrantType, 9> kGrantTypes = {
    {{"authorization_code", authorization_code, true},
     {"refresh_token", refresh_token, true},
     {"client_credentials", client_credentials, true},
     {"password", password, true},
     {"http://genauth.ai/oidc/grant_type/genauth_token", account_token},
     {"http://authing.cn/oidc/grant_type/authing_token", account_token},
     {"urn:ietf:params:oauth:grant-type:device_code", device_code},
     {"urn:openid:params:grant-type:ciba", ciba},
     {"urn:ietf:params:oauth:grant-type:token-exchange", token_exchange}}};

Outcome<Tokens> issue(const Request& request, Ports& ports) {
  const std::string name = TRY(required(request, "grant_type"));
  Pairs parameters = request.form;
  parameters.insert(parameters.end(), request.query.begin(), request.query.end());
  const TokenCall call{request, ports, TRY(presented_proof(request, "/token", "", ports)),
                       TRY(read_resources(parameters)), bound_to_certificate(request.certificate)};
  if (is_plain_oauth(request.issuer) && !call.resources.empty()) {
    return Error{Kind::kInvalidTarget, "plain OAuth knows no resources"};
  }
  for (const GrantType& type : kGrantTypes) {
    if (type.name == name && (type.is_plain || !is_plain_oauth(request.issuer))) return type.issue(call);
  }
  return Error{Kind::kUnsupportedGrantType, "there is no such grant_type"};
}

std::string body_of(const Tokens& tokens) {
  std::string json = R"({"access_token":)" + json_quote(tokens.access_token) + R"(,"token_type":)" +
                     (tokens.is_dpop_bound ? R"("DPoP")" : R"("Bearer")") + R"(,"expires_in":)" +
                     std::to_string(tokens.expires_in_s) + R"(,"scope":)" + json_quote(tokens.scope);
  if (!tokens.issued_token_type.empty()) {
    json += R"(,"issued_token_type":)" + json_quote(tokens.issued_token_type);
  }
  if (!tokens.id_token.empty()) json += R"(,"id_token":)" + json_quote(tokens.id_token);
  if (!tokens.refresh_token.empty()) json += R"(,"refresh_token":)" + json_quote(tokens.refresh_token);
  if (!tokens.rejected_scope.empty()) json += R"(,"rejected_scope":)" + json_quote(tokens.rejected_scope);
  return json += '}';
}

}  // namespace

Context TokenCall::context(const Client* client) const {
  const bool is_believed = client != nullptr && !client->is_public();
  const bool speaks = is_believed && !request.person_ip.empty();
  // What certificates tokens are bound to is the client's to say, not the connection's.
  const bool to_certificate = client != nullptr && client->require_certificate;
  return {request.issuer,     speaks ? request.person_ip : request.client_ip,
          request.user_agent, to_certificate ? std::string_view(certificate) : key(),
          certificate,        resources,
          request.realm};
}

Outcome<Client> client_of(const TokenCall& call) {
  Client client = TRY(authenticate(call.request, call.ports, &Client::token_auth));
  if (is_plain_oauth(call.request.issuer) && !client.plain_oauth) return no_plain_oauth();
  if (client.require_dpop && !call.proof) {
    return Error{Kind::kInvalidDpopProof, "the application must send a DPoP proof"};
  }
  TRY(check_certificate(call, client));
  if (call.proof) TRY(use_up(*call.proof, client.realm, *call.ports.replays));
  return client;
}

Outcome<std::string> required(const Request& request, std::string_view name) {
  std::string value = TRY(parameter(request, name));
  if (value.empty()) return Error{Kind::kInvalidRequest, std::string(name) + " is missing"};
  return value;
}

std::vector<std::string> values_of(const Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const Pairs* pairs : {&request.form, &request.query}) {
    for (const auto& [key, value] : *pairs) {
      const bool is_new = std::find(values.begin(), values.end(), value) == values.end();
      if (key == name && !value.empty() && is_new) values.push_back(value);
    }
  }
  return values;
}

Response token(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<Tokens> tokens = issue(request, ports);
  if (!tokens) return client_error_answer(request, tokens.error());
  return json_answer(body_of(*tokens), true);
}

}  // namespace genauth::oidc
