#include <algorithm>

#include "base/encoding.h"
#include "oidc/client_lookup.h"
#include "oidc/dpop.h"
#include "oidc/endpoints.h"
#include "oidc/resources.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kBearer = "bearer ", kDpop = "dpop ";

struct Presented {
  std::string token;
  bool is_dpop = false;  // by the scheme of RFC 9449 §7.1
};

// RFC 6750 §2 allows a token in one place only. The official SDKs send the signed-in user's token bare in the
// header of every call, also beside the token that is asked about in query or form: there the explicit one
// counts. A proper Bearer header beside another token is refused.
Outcome<Presented> presented_token(const Request& request) {
  std::string explicit_token = TRY(parameter(request, "access_token"));
  const std::string_view header = trim(request.authorization);
  const bool is_bearer = to_lower_ascii(header.substr(0, kBearer.size())) == kBearer;
  const bool is_dpop = to_lower_ascii(header.substr(0, kDpop.size())) == kDpop;
  const std::string_view in_header = is_bearer ? trim(header.substr(kBearer.size()))
                                     : is_dpop ? trim(header.substr(kDpop.size()))
                                               : header;
  if (explicit_token.empty()) return Presented{std::string(in_header), is_dpop};
  if ((is_bearer || is_dpop) && in_header != explicit_token) {
    return Error{Kind::kInvalidRequest, "two different access tokens were sent"};
  }
  return Presented{std::move(explicit_token), is_dpop};
}

// RFC 9449 §7, RFC 8705 §3: a bound token counts only with the proof of its key, or at the connection of its
// certificate.
Outcome<void> check_binding(const Request& request, const Presented& presented, const Standing& standing,
                            Ports& ports) {
  const std::string address = request.issuer + "/me";
  return check_bound({presented.is_dpop,
                      request.dpop,
                      request.certificate,
                      standing.bound_to,
                      standing.realm,
                      {request.method, address, presented.token, ports.clock.now_ms() / 1000}},
                     ports.replays);
}

Outcome<Response> answer_of(const Request& request, Ports& ports, const Presented& presented) {
  const Standing standing = TRY(ports.tokens.access_token(presented.token, request.client_id));
  // What is for another service opens nothing here (RFC 9068 §4).
  const bool is_for_us =
      standing.resources.empty() ||
      std::ranges::find(standing.resources, own_resource(request.issuer)) != standing.resources.end();
  if (!is_for_us) return Error{Kind::kInvalidToken, "the access token is for another resource"};
  TRY(check_binding(request, presented, standing, ports));
  if (is_plain_oauth(standing.issuer) != is_plain_oauth(request.issuer))
    return Error{Kind::kInvalidToken, "the access token is of another endpoint"};
  if (standing.is_machine) return Error{Kind::kInvalidToken, "the token of a machine stands for no user"};
  if (is_plain_oauth(request.issuer)) return json_answer(TRY(ports.subjects.account(standing)), true);
  if (!has_scope(standing.scope, "openid")) {
    return Error{Kind::kInsufficientScope, "the token was not granted the scope openid"};
  }
  const Profile profile = TRY(ports.subjects.profile(standing));
  std::string json = R"({"sub":)" + json_quote(standing.subject());
  append_claims(json, profile, standing.scope);
  const ClaimsRequest wanted = TRY(parse_claims(standing.claims_json));
  append_wanted_claims(json, profile, standing.scope, wanted.userinfo);
  if (!ports.signer) return json_answer(json + '}', true);
  const Client client = TRY(find_client(request, standing.client_id, ports));
  if (client.userinfo_alg.empty()) return json_answer(json + '}', true);
  // Core §5.3.2: signed, so with issuer and audience.
  json += R"(,"iss":)" + json_quote(standing.issuer) + R"(,"aud":)" + json_quote(client.id) + '}';
  Response response = json_answer(TRY(ports.signer->sign(client, client.userinfo_alg, "JWT", json)), true);
  response.headers[0].second = "application/jwt";
  return response;
}

// RFC 9728 §3.1: the well-known part stands before the path.
std::string metadata_address(const std::string& issuer) {
  std::string address = own_resource(issuer);
  const std::size_t scheme = address.find("://");
  const std::size_t path = address.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return address.insert(std::min(path, address.size()), "/.well-known/oauth-protected-resource");
}

// RFC 6750 §3: a challenge on every 401 and 403, and no error code in it for a call that brought no token.
// RFC 9449 §7.1: in the scheme that was tried.
// RFC 9728 §5.1: whoever has no token learns where they come from.
Response challenge(const Request& request, const Error& error, bool had_token, bool is_dpop) {
  Response response = error_answer(error);
  if (is_dpop && error.kind == Kind::kInvalidDpopProof) response.status = 401;
  std::string value = is_dpop ? R"(DPoP algs="RS256 ES256 EdDSA")" : R"(Bearer realm="genauth")";
  if (had_token) {
    value.append(R"(, error=")").append(code_of(error.kind));
    value.append(R"(", error_description=")").append(error.description).append("\"");
  }
  if (error.kind == Kind::kInsufficientScope) value += R"(, scope="openid")";
  value += R"(, resource_metadata=")" + metadata_address(request.issuer) + '"';
  if (response.status == 401 || response.status == 403) {
    response.headers.emplace_back("WWW-Authenticate", std::move(value));
  }
  return response;
}

}  // namespace

Response userinfo(const Request& request, Ports& ports) {
  if (request.method != "GET" && request.method != "POST") return method_not_allowed("GET, POST");
  const Outcome<Presented> presented = presented_token(request);
  if (!presented) return error_answer(presented.error());
  if (presented->token.empty()) {
    return challenge(request, {Kind::kInvalidToken, "an access token is required"}, false,
                     presented->is_dpop);
  }
  Outcome<Response> answer = answer_of(request, ports, *presented);
  if (!answer) return challenge(request, answer.error(), true, presented->is_dpop);
  return *std::move(answer);
}

}  // namespace genauth::oidc
