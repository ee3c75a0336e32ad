// Token exchange (RFC 8693): an access token of ours becomes another, never one that may do more or live
// longer. What a client may reach with it is for the port to say.
#include "oidc/addresses.h"
#include "oidc/claims.h"
#include "oidc/token_call.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kAccessToken = "urn:ietf:params:oauth:token-type:access_token";
constexpr std::string_view kJwt = "urn:ietf:params:oauth:token-type:jwt";

bool is_access_token(std::string_view type) {
  return type == kAccessToken || type == kJwt;
}

// §2.1: a live access token of the client's realm. One that is bound to a key counts only with it.
Outcome<Standing> standing_of(const TokenCall& call, const Client& client, std::string_view name) {
  const std::string type_name = std::string(name) + "_type";
  const std::string token = TRY(required(call.request, name));
  if (!is_access_token(TRY(required(call.request, type_name)))) {
    return Error{Kind::kInvalidRequest, type_name + " must be that of an access token"};
  }
  Outcome<Standing> standing = call.ports.tokens.access_token(token, "");
  if (!standing && standing.error().kind != Kind::kInvalidToken) return standing.error();
  // Chains would end with nobody knowing who acts for whom.
  // What is for a resource must not become something for another party.
  // And what is nobody's is no person's.
  const bool is_good = standing && !standing->is_machine && standing->realm == client.realm &&
                       standing->exchanged_by.empty() && !is_plain_oauth(standing->issuer) &&
                       standing->resources.empty() && call.holds(standing->bound_to);
  if (!is_good) return Error{Kind::kInvalidRequest, std::string(name) + " is not valid"};
  return standing;
}

// Absent: that of the subject's token. A refresh token must not come out of an access token.
Outcome<std::string> scope_of(const Request& request, const Standing& subject) {
  const std::string asked = TRY(parameter(request, "scope"));
  if (!is_subset(asked, subject.scope)) {
    return Error{Kind::kInvalidScope, "the scope goes beyond that of the subject_token"};
  }
  return without_word(asked.empty() ? subject.scope : asked, "offline_access");
}

Outcome<ExchangeRequest> read_exchange(const TokenCall& call, const Client& client) {
  const Standing subject = TRY(standing_of(call, client, "subject_token"));
  ExchangeRequest wanted;
  wanted.subject_sub = subject.sub;
  wanted.subject_tenant_id = subject.tenant_id;
  wanted.subject_client_id = subject.client_id;
  wanted.subject_scope = subject.scope;
  wanted.subject_token_id = subject.token_id;
  wanted.subject_session_id = subject.session_id;
  wanted.subject_expires_at_s = subject.expires_at_s;
  const bool has_actor = !TRY(parameter(call.request, "actor_token")).empty();
  if (has_actor) wanted.actor_sub = TRY(standing_of(call, client, "actor_token")).sub;
  if (!has_actor && !TRY(parameter(call.request, "actor_token_type")).empty()) {
    return Error{Kind::kInvalidRequest, "actor_token_type is given without an actor_token"};
  }
  wanted.scope = TRY(scope_of(call.request, subject));
  wanted.audiences = values_of(call.request, "audience");
  wanted.resources = values_of(call.request, "resource");
  for (const std::string& each : wanted.resources) {
    if (!is_resource(each)) {
      return Error{Kind::kInvalidTarget, "resource must be an absolute URI without a fragment"};
    }
  }
  return wanted;
}

}  // namespace

Outcome<Tokens> token_exchange(const TokenCall& call) {
  if (!call.ports.exchanges) return Error{Kind::kUnsupportedGrantType, "there is no token exchange"};
  const Client client = TRY(client_of(call));
  if (!client.exchange_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow token exchange"};
  }
  // Whoever knows a public client's name could exchange any token that leaked (§5).
  if (client.is_public()) return Error{Kind::kUnauthorizedClient, "token exchange needs a secret"};
  const std::string type = TRY(parameter(call.request, "requested_token_type"));
  if (!type.empty() && !is_access_token(type)) {
    return Error{Kind::kInvalidRequest, "requested_token_type must be that of an access token"};
  }
  Tokens tokens =
      TRY(call.ports.exchanges->exchange(client, TRY(read_exchange(call, client)), call.context(&client)));
  tokens.issued_token_type = kAccessToken;
  return tokens;
}

}  // namespace genauth::oidc
