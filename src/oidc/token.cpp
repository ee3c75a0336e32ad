// The token endpoint: grant_type picks a row, the row says who must authenticate and what happens.
#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "oidc/addresses.h"
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"
#include "oidc/pkce.h"

namespace genauth::oidc {
namespace {

// `client` has authenticated itself as it must, which may be not at all; nullptr: nobody has.
Context context_of(const Request& request, const Client* client) {
  const bool believed = client != nullptr && client->token_auth != AuthMethod::kNone;
  const bool speaks = believed && !request.person_ip.empty();
  return {request.issuer, speaks ? request.person_ip : request.client_ip, request.user_agent};
}

Outcome<std::string> required(const Request& request, std::string_view name) {
  std::string value = TRY(parameter(request, name));
  if (value.empty()) return Error{Kind::kInvalidRequest, std::string(name) + " is missing"};
  return value;
}

Error invalid_grant(std::string why) {
  return {Kind::kInvalidGrant, std::move(why)};
}

// RFC 7636 §4.6.
Outcome<void> check_verifier(const CodeGrant& grant, std::string_view verifier) {
  if (grant.code_challenge.empty()) {
    if (verifier.empty()) return {};
    // Whoever takes a challenge out of the address on its way must not profit by it (RFC 9700 §4.8.2).
    return invalid_grant(
        "code_verifier was sent, but the authorization request had no code_challenge: some SDKs leave it out "
        "of the address that they build; add code_challenge and code_challenge_method=S256 to it");
  }
  if (verifier.empty()) return invalid_grant("code_verifier is missing");
  if (!answers_challenge(verifier, grant.code_challenge, grant.code_challenge_method)) {
    return invalid_grant("code_verifier does not answer the code_challenge");
  }
  return {};
}

// RFC 6749 §4.1.3: due if the authorization request had it, and the same.
Outcome<void> check_redirect(const CodeGrant& grant, std::string_view redirect_uri) {
  if (redirect_uri.empty() && !grant.redirect_uri_given) return {};
  if (redirect_uri.empty()) return invalid_grant("redirect_uri is missing");
  if (redirect_uri != grant.redirect_uri) {
    return invalid_grant("redirect_uri is not that of the authorization request");
  }
  return {};
}

// RFC 8707 §2.2: of the resources that were agreed to, all or some.
Outcome<void> narrow_resources(const Request& request, CodeGrant& grant) {
  std::vector<std::string> wanted;
  for (const Pairs* pairs : {&request.form, &request.query}) {
    for (const auto& [key, value] : *pairs) {
      if (key == "resource" && !value.empty()) wanted.push_back(value);
    }
  }
  for (const std::string& each : wanted) {
    const bool is_granted =
        std::find(grant.resources.begin(), grant.resources.end(), each) != grant.resources.end();
    if (!is_resource(each) || !is_granted) {
      return Error{Kind::kInvalidTarget, "resource is not one of the authorization request"};
    }
  }
  if (!wanted.empty()) grant.resources = std::move(wanted);
  return {};
}

// RFC 6749 §4.1.3. A call that fails here does not use the code up: it is still good for the client that
// began.
Outcome<Tokens> authorization_code(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports.clients, &Client::token_auth));
  if (!client.code_grant && !client.hybrid_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type authorization_code"};
  }
  const std::string code = TRY(required(request, "code"));
  CodeGrant grant = TRY(ports.grants.look_code(client, code));
  if (grant.client_id != client.id) return invalid_grant("the code is not valid");
  // RFC 9207: mixing up issuers must not pay, so each redeems its own codes only.
  if (grant.issuer != request.issuer) return invalid_grant("the code was issued by another issuer");
  TRY(check_redirect(grant, TRY(parameter(request, "redirect_uri"))));
  TRY(check_verifier(grant, TRY(parameter(request, "code_verifier"))));
  TRY(narrow_resources(request, grant));
  return ports.grants.redeem_code(client, code, grant, context_of(request, &client));
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
  return ports.issuer.by_password(client, username, secret, scope, context_of(request, &client));
}

// RFC 6749 §6
Outcome<Tokens> refresh_token(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports.clients, &Client::token_auth));
  if (!client.refresh_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type refresh_token"};
  }
  const std::string presented = TRY(required(request, "refresh_token"));
  const std::string scope = TRY(parameter(request, "scope"));
  return ports.issuer.by_refresh_token(client, presented, scope, context_of(request, &client));
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
    return ports.issuer.by_machine_key(nullptr, id, secret, scope, context_of(request, nullptr));
  }
  const Client client = TRY(ports.clients.find(request.client_id));
  return ports.issuer.by_machine_key(&client, id, secret, scope, context_of(request, nullptr));
}

struct GrantType {
  std::string_view name;
  Outcome<Tokens> (*issue)(const Request&, Ports&);
};
constexpr std::array<GrantType, 4> kGrantTypes = {{{"authorization_code", authorization_code},
                                                   {"refresh_token", refresh_token},
                                                   {"client_credentials", client_credentials},
                                                   {"password", password}}};

Outcome<Tokens> issue(const Request& request, Ports& ports) {
  const std::string name = TRY(required(request, "grant_type"));
  for (const GrantType& type : kGrantTypes) {
    if (type.name == name) return type.issue(request, ports);
  }
  return Error{Kind::kUnsupportedGrantType, "there is no such grant_type"};
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
