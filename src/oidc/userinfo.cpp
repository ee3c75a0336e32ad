#include "base/encoding.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kBearer = "bearer ";

// RFC 6750 §2 allows a token in one place only. The official SDKs send the signed-in user's token bare in the
// header of every call, also beside the token that is asked about in query or form: there the explicit one
// counts. A proper Bearer header beside another token is refused.
Outcome<std::string> presented_token(const Request& request) {
  std::string explicit_token = TRY(parameter(request, "access_token"));
  const std::string_view header = trim(request.authorization);
  const bool bearer = to_lower_ascii(header.substr(0, kBearer.size())) == kBearer;
  const std::string_view in_header = bearer ? trim(header.substr(kBearer.size())) : header;
  if (explicit_token.empty()) return std::string(in_header);
  if (bearer && in_header != explicit_token) {
    return Error{Kind::kInvalidRequest, "two different access tokens were sent"};
  }
  return explicit_token;
}

Outcome<std::string> claims_of(const Request& request, Ports& ports, const std::string& token) {
  const Standing standing = TRY(ports.tokens.access_token(token, request.client_id));
  if (!has_scope(standing.scope, "openid")) {
    return Error{Kind::kInsufficientScope, "the token was not granted the scope openid"};
  }
  const Profile profile = TRY(ports.subjects.profile(standing));
  std::string json = R"({"sub":)" + json_quote(profile.sub);
  append_claims(json, profile, standing.scope);
  const ClaimsRequest wanted = TRY(parse_claims(standing.claims_json));
  append_wanted_claims(json, profile, standing.scope, wanted.userinfo);
  return json += '}';
}

// RFC 6750 §3: a challenge on every 401 and 403, and no error code in it for a call that brought no token.
Response challenge(const Error& error, bool had_token) {
  Response response = error_answer(error);
  std::string value = R"(Bearer realm="genauth")";
  if (had_token) {
    value.append(R"(, error=")").append(code_of(error.kind));
    value.append(R"(", error_description=")").append(error.description).append("\"");
  }
  if (error.kind == Kind::kInsufficientScope) value += R"(, scope="openid")";
  if (response.status == 401 || response.status == 403) {
    response.headers.emplace_back("WWW-Authenticate", std::move(value));
  }
  return response;
}

}  // namespace

Response userinfo(const Request& request, Ports& ports) {
  if (request.method != "GET" && request.method != "POST") return method_not_allowed("GET, POST");
  Outcome<std::string> token = presented_token(request);
  if (!token) return error_answer(token.error());
  if (token->empty()) return challenge({Kind::kInvalidToken, "an access token is required"}, false);
  Outcome<std::string> claims = claims_of(request, ports, *token);
  if (!claims) return challenge(claims.error(), true);
  return json_answer(std::move(*claims), true);
}

}  // namespace genauth::oidc
