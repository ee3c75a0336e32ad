#include "app/event_sockets.h"

#include "api/directory.h"
#include "api/envelope.h"
#include "api/signature.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/error_table.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "modules/access_keys/access_keys.h"
#include "modules/events/events.h"
#include "modules/events/hub.h"
#include "modules/sessions/sessions.h"
#include "net/form.h"

namespace genauth::app {
namespace {

constexpr std::string_view kForUsers = "/events/v1/authentication/sub";
constexpr std::string_view kForServers = "/events/v1/management/sub";
// What every client signs, whenever: it proves the key and nothing more (contract facts, protocols.md §10).
constexpr std::string_view kSignedText = "websocket\n";

using Query = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Query& query, std::string_view name) {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return {};
}

std::string_view bare_token(std::string_view authorization) {
  const std::size_t space = authorization.find(' ');
  return space == std::string_view::npos ? authorization : trim(authorization.substr(space + 1));
}

Result<events::Subscription> for_user(Installation& in, const std::string& token) {
  if (token.empty()) return errors::kNotSignedIn;
  const std::int64_t now_ms = in.clock.now_ms();
  const std::string app_id = sessions::peek(token).app_id;
  if (app_id.empty()) return errors::kTokenInvalid;
  const applications::Handle application = TRY(in.applications->find(app_id));
  sessions::Verified verified = TRY(sessions::verify(*in.keys, application->pool_id, token, now_ms));
  // A browser's socket carries no headers, hence no proof; and what is for other services counts there alone.
  if (!verified.bound_to.empty() || !sessions::speaks_here(verified, *application))
    return errors::kTokenInvalid;
  if (verified.user_id.empty())
    TRY(in.database->read(
        [&](db::Session& session) { return sessions::identify(session, verified, now_ms); }));
  events::Subscription wants;
  wants.pool_id = verified.pool_id;
  wants.user_id = verified.user_id;
  wants.expires_at = verified.expires_at;
  wants.owner = app_id + ' ' + verified.user_id;
  wants.check = [&in, verified](db::Session& session, std::int64_t at_ms) -> Result<void> {
    TRY(sessions::check_alive(session, verified, at_ms));
    const auto now = TRY(applications::load(session, *in.sealer, verified.pool_id, verified.app_id));
    return application_access::check_token(session, now, {verified.user_id, verified.session_id}, at_ms);
  };
  if (!application->is_enabled()) return errors::kAppDisabled;
  return wants;
}

Result<events::Subscription> for_server(Installation& in, api::Directory& directory,
                                        std::string_view authorization, std::string_view certificate) {
  if (authorization.empty()) return errors::kCredentialRequired;
  std::string key_id, pool_id;
  std::int64_t expires_at = 0;  // a signature proves the key, which has no end of its own
  if (const auto header = api::parse_signature_header(authorization)) {
    const api::KeySecret key = TRY(directory.access_key(header->key_id));
    const std::string expected = base64(crypto::hmac_sha1(key.secret, kSignedText));
    if (!crypto::equal_constant_time(expected, header->signature)) return errors::kSignatureMismatch;
    key_id = header->key_id;
    pool_id = key.pool_id;
  } else {
    const auto caller =
        TRY(directory.management_token(bare_token(authorization), certificate, in.clock.now_ms()));
    key_id = caller.access_key_id;
    pool_id = caller.pool_id;
    expires_at = caller.expires_at;
  }
  events::Subscription wants;
  wants.pool_id = pool_id;
  wants.expires_at = expires_at;
  wants.check = [&in, key_id](db::Session& session, std::int64_t) -> Result<void> {
    const auto key = TRY(access_keys::open_secret(session, *in.sealer, key_id));
    if (!key.enabled) return errors::kAccessKeyInvalid;
    return {};
  };
  return wants;
}

Result<void> check_code(Installation& in, const events::Subscription& wants) {
  if (wants.code.empty()) return Error(errors::kRequired).with_field("code");
  if (events::is_public(wants.code)) return {};
  const bool defined = TRY(in.database->read(
      [&](db::Session& session) { return events::is_defined(session, wants.pool_id, wants.code); }));
  if (!defined) return Error(errors::kObjectNotFound).with_field("code").with_arg(wants.code);
  return {};
}

Result<events::Subscription> subscription_of(Installation& in, api::Directory& directory,
                                             const api::Incoming& incoming) {
  const net::Request& request = incoming.exchange->request();
  const auto query = net::parse_form(request.query());
  if (!query) return errors::kBodyNotForm;
  events::Subscription wants =
      TRY(incoming.path == kForUsers ? for_user(in, value_of(*query, "token"))
                                     : for_server(in, directory, request.header("authorization").value_or(""),
                                                  incoming.envelope.certificate));
  if (wants.check)
    TRY(in.database->read([&](db::Session& session) { return wants.check(session, in.clock.now_ms()); }));
  wants.code = value_of(*query, "code");
  TRY(check_code(in, wants));
  if (const std::string since = value_of(*query, "since"); !since.empty()) {
    wants.since = parse_int(since);
    if (!wants.since || *wants.since < 0) return Error(errors::kMustBeInteger).with_field("since");
  }
  return wants;
}

Result<std::shared_ptr<net::WebSocketListener>> listener_of(Installation& in, api::Directory& directory,
                                                            const api::Incoming& incoming) {
  return in.hub->listener(TRY(subscription_of(in, directory, incoming)));
}

// Websocket clients show nothing of a body; the status is what they have.
int status_of(const Error& error) {
  const int status = error_row(error.code()).status_code;
  return status >= 400 && status <= 599 ? status : 400;
}

}  // namespace

bool is_event_path(std::string_view path) {
  return path == kForUsers || path == kForServers;
}

net::Response answer_event_socket(Installation& installation, api::Directory& directory,
                                  const api::Incoming& incoming) {
  const net::Request& request = incoming.exchange->request();
  net::Response response;
  if (!net::asks_for_websocket(request)) {
    response = net::accept_websocket(request, nullptr);  // says what is missing
  } else if (auto listener = listener_of(installation, directory, incoming)) {
    response = net::accept_websocket(request, *std::move(listener));
  } else {
    response.status = status_of(listener.error());
    response.content_type = "application/json; charset=utf-8";
    response.body = api::failure_body(incoming.envelope, listener.error());
  }
  return response;
}

}  // namespace genauth::app
