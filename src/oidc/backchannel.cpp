// OpenID Connect Client-Initiated Backchannel Authentication Core 1.0, with answers by polling and by ping.
#include <algorithm>

#include "base/encoding.h"
#include "oidc/client_auth.h"
#include "oidc/dpop.h"
#include "oidc/endpoints.h"
#include "oidc/parameters.h"
#include "oidc/resources.h"
#include "oidc/token_call.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxMessage = 64, kMaxHint = 320;
constexpr std::size_t kMinNotificationToken = 22, kMaxNotificationToken = 1024;  // 128 bits in base64url
constexpr std::int64_t kMaxExpiryS = 600;

Error not_enabled() {
  return {Kind::kUnauthorizedClient, "the application does not allow authentication in the background"};
}

Error invalid(std::string why) {
  return {Kind::kInvalidRequest, std::move(why)};
}

// §7.1: short, and nothing that a screen shows otherwise than it was meant.
Outcome<std::string> binding_message(const Request& request) {
  std::string message = TRY(parameter(request, "binding_message"));
  if (message.size() <= kMaxMessage && is_plain_line(message)) return message;
  return Error{Kind::kInvalidBindingMessage, "binding_message is a line of at most 64 bytes"};
}

// RFC 6750 §2.1 b64token.
bool is_bearer_token(std::string_view text) {
  constexpr std::string_view kMarks = "-._~+/";
  const std::string_view body = text.substr(0, text.find_last_not_of('=') + 1);
  return !body.empty() && std::ranges::all_of(body, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

// §7.1: of clients that are told, and of no others.
Outcome<void> check_notification_token(const std::string& token, const Client& client) {
  if (!client.ciba_ping) {
    if (token.empty()) return {};
    return invalid("client_notification_token is for applications that are told by ping; this one polls");
  }
  const bool is_good = token.size() >= kMinNotificationToken && token.size() <= kMaxNotificationToken &&
                       is_bearer_token(token);
  if (is_good) return {};
  return invalid("client_notification_token must be a bearer token of 22 to 1024 characters");
}

Outcome<std::int64_t> requested_expiry(const Request& request) {
  const std::string text = TRY(parameter(request, "requested_expiry"));
  if (text.empty()) return 0;
  const auto seconds = parse_int(text);
  if (!seconds || *seconds <= 0) return invalid("requested_expiry must be a number of seconds");
  return std::min(*seconds, kMaxExpiryS);
}

// Whom the client means: exactly one hint (§7.1).
Outcome<void> read_hint(const Request& request, const Client& client, Ports& ports,
                        BackchannelRequest& wanted) {
  if (!TRY(parameter(request, "login_hint_token")).empty()) {
    return invalid("login_hint_token is not supported");
  }
  wanted.login_hint = TRY(parameter(request, "login_hint"));
  const std::string id_token = TRY(parameter(request, "id_token_hint"));
  if (wanted.login_hint.empty() == id_token.empty()) {
    return invalid("there must be either login_hint or id_token_hint");
  }
  if (wanted.login_hint.size() > kMaxHint) return invalid("login_hint is too long");
  if (id_token.empty()) return {};
  Hint hint = TRY(ports.hints.read_hint(client.realm, id_token));
  if (hint.client_id != client.id) return invalid("id_token_hint is another application's");
  wanted.hinted_sub = std::move(hint.sub);
  wanted.hinted_sid = std::move(hint.sid);
  return {};
}

std::string body_of(const BackchannelAnswer& answer) {
  return R"({"auth_req_id":)" + json_quote(answer.auth_req_id) + R"(,"expires_in":)" +
         std::to_string(answer.expires_in_s) + R"(,"interval":)" + std::to_string(answer.interval_s) +
         R"(,"match_number":)" + json_quote(answer.match_number) + "}";
}

// §7.1, §7.2. Signed requests and user codes are refused by name: who sends them counts on them.
Outcome<std::string> begin(const Request& request, Ports& ports) {
  if (!ports.backchannel) return Error{Kind::kNotFound, "there is no authentication in the background"};
  const Client client = TRY(authenticate(request, ports, &Client::token_auth));
  // §7.1: of clients that prove themselves.
  if (!client.ciba_grant || client.is_public() || client.is_stranger()) return not_enabled();
  for (const std::string_view name : {"request", "user_code"}) {
    if (!TRY(parameter(request, name)).empty()) return invalid(std::string(name) + " is not supported");
  }
  if (!TRY(read_resources(request.form)).empty()) {
    return Error{Kind::kInvalidTarget, "tokens for a resource come with a code or a device code"};
  }
  BackchannelRequest wanted;
  wanted.issuer = request.issuer;
  wanted.scope = scope_for(client, TRY(parameter(request, "scope")), TRY(ports.clients.scopes(client)), {},
                           client.refresh_grant);
  if (!has_scope(wanted.scope, "openid")) {
    return Error{Kind::kInvalidScope, "the scope must have openid"};
  }
  wanted.binding_message = TRY(binding_message(request));
  wanted.requested_expiry_s = TRY(requested_expiry(request));
  wanted.notification_token = TRY(parameter(request, "client_notification_token"));
  TRY(check_notification_token(wanted.notification_token, client));
  TRY(read_hint(request, client, ports, wanted));
  return body_of(
      TRY(ports.backchannel->begin(client, wanted, TokenCall{request, ports, {}}.context(&client))));
}

}  // namespace

Response backchannel_authentication(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<std::string> body = begin(request, ports);
  if (!body) return client_error_answer(request, body.error());
  return json_answer(*std::move(body), true);
}

// §10.1, §11.
Outcome<Tokens> ciba(const TokenCall& call) {
  if (!call.ports.backchannel) {
    return Error{Kind::kUnsupportedGrantType, "there is no authentication in the background"};
  }
  const Client client = TRY(client_of(call));
  if (!client.ciba_grant || client.is_public() || client.is_stranger()) return not_enabled();
  if (!call.resources.empty()) {
    return Error{Kind::kInvalidTarget, "tokens for a resource come with a code or a device code"};
  }
  const std::string id = TRY(required(call.request, "auth_req_id"));
  return call.ports.backchannel->poll(client, id, call.context(&client));
}

}  // namespace genauth::oidc
