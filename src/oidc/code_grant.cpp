// Codes at the token endpoint (RFC 6749 §4.1.3).
#include <algorithm>

#include "oidc/pkce.h"
#include "oidc/token_call.h"

namespace genauth::oidc {
namespace {

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
Outcome<void> check_resources(const Context& context, const CodeGrant& grant) {
  for (const std::string& each : context.resources) {
    if (std::find(grant.resources.begin(), grant.resources.end(), each) == grant.resources.end()) {
      return Error{Kind::kInvalidTarget, "resource is not one of the authorization request"};
    }
  }
  return {};
}

}  // namespace

// RFC 6749 §4.1.3. A call that fails here does not use the code up: it is still good for the client that
// began.
Outcome<Tokens> authorization_code(const TokenCall& call) {
  const Request& request = call.request;
  Ports& ports = call.ports;
  const Client client = TRY(client_of(call));
  if (!client.code_grant && !client.hybrid_grant) {
    return Error{Kind::kUnauthorizedClient, "the application does not allow grant_type authorization_code"};
  }
  const std::string code = TRY(required(request, "code"));
  const CodeGrant grant = TRY(ports.grants.look_code(client, code));
  if (grant.client_id != client.id) return invalid_grant("the code is not valid");
  // RFC 9207: mixing up issuers must not pay, so each redeems its own codes only.
  if (grant.issuer != request.issuer) return invalid_grant("the code was issued by another issuer");
  TRY(check_redirect(grant, TRY(parameter(request, "redirect_uri"))));
  TRY(check_verifier(grant, TRY(parameter(request, "code_verifier"))));
  // RFC 9449 §10.
  if (!grant.dpop_jkt.empty() && grant.dpop_jkt != call.key()) {
    return invalid_grant("the code is bound to another DPoP key");
  }
  const Context context = call.context(&client);
  TRY(check_resources(context, grant));
  return ports.grants.redeem_code(client, code, grant, context);
}

}  // namespace genauth::oidc
