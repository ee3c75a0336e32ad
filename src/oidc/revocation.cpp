// RFC 7009. An unknown, expired or foreign token is answered like a revoked one (§2.2): the caller's purpose
// is met, and nobody learns which tokens exist.
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

Outcome<void> revoke(const Request& request, Ports& ports) {
  const Client client = TRY(authenticate(request, ports, &Client::revocation_auth));
  const std::string token = TRY(parameter(request, "token"));
  if (token.empty()) return Error{Kind::kInvalidRequest, "token is missing"};
  return ports.tokens.revoke(client, token);
}

}  // namespace

Response revocation(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  const Outcome<void> done = revoke(request, ports);
  if (!done) return client_error_answer(request, done.error());
  return {200, {{"Cache-Control", "no-store"}}, ""};
}

}  // namespace genauth::oidc
