// Devices without a browser (RFC 8628): the person agrees on another one, and the device asks until then.
#include "base/encoding.h"
#include "oidc/client_auth.h"
#include "oidc/endpoints.h"
#include "oidc/resources.h"
#include "oidc/token_call.h"

namespace genauth::oidc {
namespace {

Error not_enabled() {
  return {Kind::kUnauthorizedClient, "the application does not allow the device grant"};
}

std::string body_of(const DeviceAnswer& answer) {
  std::string json = R"({"device_code":)" + json_quote(answer.device_code) + R"(,"user_code":)" +
                     json_quote(answer.user_code) + R"(,"verification_uri":)" +
                     json_quote(answer.verification_uri);
  if (!answer.verification_uri_complete.empty()) {
    json += R"(,"verification_uri_complete":)" + json_quote(answer.verification_uri_complete);
  }
  return json + R"(,"expires_in":)" + std::to_string(answer.expires_in_s) + R"(,"interval":)" +
         std::to_string(answer.interval_s) + "}";
}

// §3.1, §3.2.
Outcome<std::string> begin(const Request& request, Ports& ports) {
  if (!ports.devices) return Error{Kind::kNotFound, "there is no device grant"};
  const Client client = TRY(authenticate(request, ports, &Client::token_auth, Fetch::kIfNeeded));
  if (!client.device_grant) return not_enabled();
  const std::string asked = TRY(parameter(request, "scope"));
  const std::vector<RealmScope> realm = TRY(ports.clients.scopes(client));
  const std::vector<std::string> resources = TRY(read_resources(request.form));
  const std::vector<Resource> found = TRY(find_resources(client, request.issuer, resources, ports.resources));
  const DeviceRequest wanted = {scope_for(client, asked, realm, found, client.refresh_grant), request.issuer,
                                resources};
  return body_of(TRY(ports.devices->begin(client, wanted, TokenCall{request, ports, {}}.context(&client))));
}

}  // namespace

Response device_authorization(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<std::string> body = begin(request, ports);
  if (!body) return client_error_answer(request, body.error());
  return json_answer(*std::move(body), true);
}

Outcome<Tokens> device_code(const TokenCall& call) {
  if (!call.ports.devices) return Error{Kind::kUnsupportedGrantType, "there is no device grant"};
  const Client client = TRY(client_of(call));
  if (!client.device_grant) return not_enabled();
  const std::string code = TRY(required(call.request, "device_code"));
  return call.ports.devices->poll(client, code, call.context(&client));
}

}  // namespace genauth::oidc
