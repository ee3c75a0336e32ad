// RFC 9126: a request that a client hands in ahead, authenticated, and then names in the browser.
#include "base/encoding.h"
#include "oidc/authorization_request.h"
#include "oidc/client_auth.h"
#include "oidc/dpop.h"
#include "oidc/endpoints.h"
#include "oidc/parameters.h"
#include "oidc/request_object.h"

namespace genauth::oidc {
namespace {

constexpr std::int64_t kLifetimeS = 60;
constexpr std::string_view kCredentials[] = {"client_secret", "client_assertion", "client_assertion_type"};

// §2.1: all but what proves the client.
Pairs without_credentials(const Request& request, const Client& client) {
  Pairs pairs;
  for (const auto& pair : request.form) {
    if (std::ranges::find(kCredentials, pair.first) == std::end(kCredentials)) pairs.push_back(pair);
  }
  if (std::ranges::find(pairs, "client_id", &Pairs::value_type::first) == pairs.end()) {
    pairs.emplace_back("client_id", client.id);
  }
  return pairs;
}

// RFC 9449 §10.1: a proof here binds the code as dpop_jkt does.
Outcome<void> bind_key(Pairs& parameters, const std::string& key) {
  const std::string named = TRY(single(parameters, "dpop_jkt", 64));
  if (named.empty()) parameters.emplace_back("dpop_jkt", key);
  if (!named.empty() && named != key) return Error{Kind::kInvalidRequest, "dpop_jkt is not the key proved"};
  return {};
}

Outcome<std::string> push(const Request& request, Ports& ports) {
  if (!ports.pushed) return Error{Kind::kNotFound, "requests cannot be pushed"};
  const Client client = TRY(authenticate(request, ports, &Client::token_auth, Fetch::kIfNeeded));
  Pairs parameters = TRY(pushed_parameters(request, client, without_credentials(request, client), ports));
  if (const std::optional<Proof> proof = TRY(presented_proof(request, "/par", "", ports))) {
    TRY(use_up(*proof, client.realm, *ports.replays));
    TRY(bind_key(parameters, proof->thumbprint));
  }
  // §2.1: refused here as it would be there, while nobody has been sent anywhere yet.
  const Target target = TRY(read_target(request, parameters, ports));
  if (target.client.id != client.id) return Error{Kind::kInvalidRequest, "client_id is another client's"};
  (void)TRY(read_authorization(parameters, target, ports));
  const std::string handle = TRY(ports.pushed->push(client, parameters, kLifetimeS));
  return R"({"request_uri":)" + json_quote(std::string(kPushedPrefix) + handle) + R"(,"expires_in":)" +
         std::to_string(kLifetimeS) + "}";
}

}  // namespace

Response pushed_authorization(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<std::string> body = push(request, ports);
  if (!body) return client_error_answer(request, body.error());
  Response response = json_answer(*std::move(body), true);
  response.status = 201;
  return response;
}

}  // namespace genauth::oidc
