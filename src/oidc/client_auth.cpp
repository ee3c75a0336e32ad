#include "oidc/client_auth.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "oidc/client_certificate.h"
#include "oidc/client_jwt.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kBasic = "basic ";

bool is_basic(std::string_view authorization) {
  return to_lower_ascii(authorization.substr(0, kBasic.size())) == kBasic;
}

Error refused(std::string description) {
  return {Kind::kInvalidClient, std::move(description)};
}

// Who the caller says to be: for look-up only.
Outcome<std::string> claimed_id(const Request& request, const std::optional<Credentials>& basic,
                                const std::string& body_id, const std::string& assertion) {
  std::string id = !body_id.empty()     ? body_id
                   : basic              ? basic->id
                   : !assertion.empty() ? claimed_subject(assertion)
                                        : request.client_id;
  if (id.empty()) return refused("client_id is missing");
  return id;
}

Outcome<std::string> presented_assertion(const Request& request) {
  std::string assertion = TRY(parameter(request, "client_assertion"));
  const std::string type = TRY(parameter(request, "client_assertion_type"));
  if (!assertion.empty() && type != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
    return refused("client_assertion_type must be urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  }
  return assertion;
}

}  // namespace

Outcome<std::optional<Credentials>> basic_credentials(std::string_view authorization) {
  if (!is_basic(authorization)) return std::optional<Credentials>();
  const std::optional<std::string> pair = unbase64(trim(authorization.substr(kBasic.size())));
  const std::size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return refused("the Basic authorization cannot be read");
  // The parts are taken as they are. RFC 6749 has them form-encoded, but the SDKs do not encode, and the ids
  // and secrets of this server are hex digits, which no encoding changes.
  return std::optional(Credentials{pair->substr(0, colon), pair->substr(colon + 1)});
}

Outcome<Client> authenticate(const Request& request, Ports& ports, AuthMethod Client::*method, Fetch fetch) {
  const std::optional<Credentials> basic = TRY(basic_credentials(request.authorization));
  const std::string body_id = TRY(parameter(request, "client_id"));
  const std::string body_secret = TRY(parameter(request, "client_secret"));
  const std::string assertion = TRY(presented_assertion(request));
  const std::string id = TRY(claimed_id(request, basic, body_id, assertion));
  Client client = TRY(find_client(request, id, ports, fetch));
  switch (client.*method) {
    case AuthMethod::kNone: return client;
    case AuthMethod::kPost:
      // A Basic header beside complete body credentials is not looked at: the Node SDK adds it to every
      // protocol address as soon as one of them wants it.
      if (body_secret.empty()) return refused("client_secret is missing in the body (client_secret_post)");
      if (!crypto::equal_constant_time(body_secret, client.secret)) return refused("client_secret is wrong");
      return client;
    case AuthMethod::kBasic:
      if (!basic) return refused("the application must authenticate by HTTP Basic (client_secret_basic)");
      if (basic->id != client.id) return refused("client_id and the Basic authorization differ");
      if (!crypto::equal_constant_time(basic->secret, client.secret))
        return refused("client_secret is wrong");
      return client;
    case AuthMethod::kSecretJwt:
    case AuthMethod::kPrivateKeyJwt:
      TRY(check_assertion(request, client, client.*method == AuthMethod::kSecretJwt, assertion, ports));
      return client;
    case AuthMethod::kCertificate: TRY(check_subject(request, client)); return client;
    case AuthMethod::kSelfSignedCertificate: TRY(check_self_signed(request, client, ports)); return client;
  }
  return refused("the application has no way to authenticate");
}

Response client_error_answer(const Request& request, const Error& error) {
  Response response = error_answer(error);
  if (error.kind == Kind::kInvalidClient && is_basic(request.authorization)) {
    response.headers.emplace_back("WWW-Authenticate", R"(Basic realm="genauth", charset="UTF-8")");
  }
  return response;
}

Error no_plain_oauth() {
  return {Kind::kUnauthorizedClient, "plain OAuth is not enabled for the application (oauthProviderEnabled)"};
}

}  // namespace genauth::oidc
