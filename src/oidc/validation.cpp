// The online check of a token (no standard has one): what it says if it is good at this moment, HTTP 200 and
// {code, message} if it is not. It asks for no client: whoever holds a token can read it anyway.
#include "base/encoding.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kTokenBytesMax = 16 * 1024;

// Of a JWT whose signature was verified before, its own claims; an opaque token has none to decode.
std::string claims_of_access(std::string_view token, const Standing& standing) {
  const std::size_t first = token.find('.'), second = token.rfind('.');
  if (first != second) return unbase64url(token.substr(first + 1, second - first - 1)).value_or("{}");
  return R"({"sub":)" + json_quote(standing.sub) + R"(,"aud":)" + json_quote(standing.client_id) +
         R"(,"iss":)" + json_quote(standing.issuer) + R"(,"scope":)" + json_quote(standing.scope) +
         R"(,"iat":)" + std::to_string(standing.issued_at_s) + R"(,"exp":)" +
         std::to_string(standing.expires_at_s) + '}';
}

// An application of another realm is none of the address's business, whichever kind the token is.
Outcome<void> check_realm(const Request& request, std::string_view realm, Ports& ports) {
  if (request.client_id.empty()) return {};
  const Client client = TRY(ports.clients.find(request.client_id));
  if (client.realm == realm) return {};
  return Error{Kind::kInvalidToken, "the token belongs to another user pool"};
}

Outcome<std::string> claims_of(const Request& request, Ports& ports) {
  const std::string access = TRY(parameter(request, "access_token")),
                    id = TRY(parameter(request, "id_token"));
  if (access.empty() == id.empty())
    return Error{Kind::kInvalidRequest, "send either access_token or id_token"};
  if (access.size() > kTokenBytesMax || id.size() > kTokenBytesMax)
    return Error{Kind::kInvalidToken, "the token is too long"};
  if (!access.empty()) {
    const Standing standing = TRY(ports.tokens.access_token(access, ""));
    TRY(check_realm(request, standing.realm, ports));
    return claims_of_access(access, standing);
  }
  if (ports.id_tokens == nullptr) return Error{Kind::kInvalidRequest, "ID tokens are not checked here"};
  const IdToken token = TRY(ports.id_tokens->check(id, request.issuer));
  TRY(check_realm(request, token.realm, ports));
  return token.claims_json;
}

}  // namespace

Response validate_token(const Request& request, Ports& ports) {
  if (request.method != "GET") return method_not_allowed("GET");
  Outcome<std::string> claims = claims_of(request, ports);
  if (claims) return json_answer(*std::move(claims), true);
  const Error& error = claims.error();
  if (status_of(error.kind) >= 500 || error.kind == Kind::kThrottled) return error_answer(error);
  return json_answer(R"({"code":400,"message":)" + json_quote(error.description) + '}', true);
}

}  // namespace genauth::oidc
