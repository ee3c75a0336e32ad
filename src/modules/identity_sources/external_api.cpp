// generate-link-extidp-url, unlink-extidp, get-identities, get-application-enabled-extidps.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "crypto/jws.h"
#include "gen/errors/access.h"
#include "gen/errors/account.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "gen/ops/identity_sources.h"
#include "json/codec.h"
#include "json/value.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/protocols.h"
#include "modules/keys/keys.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"
#include "modules/users/identities.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

using identity_sources::Connection;
using identity_sources::Connections;

constexpr std::int64_t kLinkMs = 600'000, kMinuteMs = 60'000;

// The claims of an ID token of ours: signed by the pool's key or, as HS256, with the application's secret.
Result<std::string> proved_claims(api::Call& call, const applications::Application& application,
                                  const std::string& id_token) {
  if (application.settings.id_token_algorithm != "HS256")
    return call.service<keys::KeyRing>().verify(call.pool_id, "JWT", id_token);
  crypto::Jws jws = TRY(crypto::parse_jws(id_token));
  TRY(crypto::verify_hs256(jws, application.secret));
  return std::move(jws.payload);
}

std::string text_of(const json::Value& claims, std::string_view name) {
  const json::Value* found = claims.find(name);
  return found != nullptr && found->string() != nullptr ? *found->string() : std::string();
}

std::int64_t milliseconds(const json::Value& claims, std::string_view name) {
  const json::Value* found = claims.find(name);
  return found != nullptr && found->integer() != nullptr ? *found->integer() * 1000 : 0;
}

// Who the ID token is of. It must be of this application, alive, and of a sign-in of the last minutes: an old
// one, found somewhere, links nothing. Neither does one whose session has ended.
Result<sessions::Verified> owner_of_token(api::Call& call, const applications::Application& application,
                                          const std::string& id_token) {
  const auto claims = json::Value::parse(TRY(proved_claims(call, application, id_token)));
  if (!claims) return errors::kTokenInvalid;
  if (text_of(*claims, "aud") != application.id) return Error(errors::kTokenInvalid, "another application's");
  std::int64_t signed_in_at = milliseconds(*claims, "auth_time");
  if (signed_in_at == 0) signed_in_at = milliseconds(*claims, "iat");
  if (milliseconds(*claims, "exp") <= call.now_ms) return Error(errors::kTokenInvalid, "expired");
  const std::int64_t minutes = TRY(call.read([&](db::Session& session) {
                                 return pools::find(session, call.pool_id);
                               })).settings.step_up_minutes;
  if (minutes != 0 && signed_in_at + minutes * kMinuteMs < call.now_ms)
    return Error(errors::kStepUpRequired).with_arg(std::to_string(minutes));
  sessions::Verified owner;
  owner.pool_id = call.pool_id;
  owner.user_id = text_of(*claims, "sub");
  owner.session_id = text_of(*claims, "sid");
  TRY(call.read([&](db::Session& session) { return sessions::check_alive(session, owner, call.now_ms); }));
  return owner;
}

// The ID token says whose account gets the link; the page of the account centre has none and needs none.
Result<sessions::Verified> owner_of(api::Call& call, const applications::Application& application,
                                    const std::optional<std::string>& id_token) {
  if (id_token) return owner_of_token(call, application, *id_token);
  if (!call.envelope.account_page || call.caller.user_id.empty())
    return Error(errors::kRequired).with_field("id_token");
  TRY(call.read([&](db::Session& session) {
    return authentication::require_step_up(session, call, authentication::Evidence::kNone);
  }));
  sessions::Verified owner;
  owner.user_id = call.caller.user_id;
  owner.session_id = call.caller.session_id;
  return owner;
}

Result<std::string> target_of(const api::Call& call, const applications::Application& application,
                              const std::optional<std::string>& wanted) {
  const bool is_own_page = wanted && call.envelope.account_page && !call.caller.user_id.empty() &&
                           *wanted == call.envelope.base_url + "/account";
  if (is_own_page) return *wanted;
  const auto& known = application.settings.redirect_uris;
  if (!wanted && known && !known->empty()) return known->front();
  if (wanted && known && std::ranges::find(*known, *wanted) != known->end()) return *wanted;
  return Error(errors::kRedirectNotAllowed).with_field("target_url");
}

// Where the browser enters; a directory has no page, and its name and password go to signin.
std::string front_door_of(const Connection& connection) {
  if (identity_sources::is_directory(connection.type)) return "/api/v3/signin?";
  std::string door(identity_sources::door_of(connection.type));
  if (door == "social") return "/connections/social/" + connection.identifier + "?";
  if (connection.type == "azure-ad") door = connection.type;
  return "/connections/" + door + "/init?identifier=" + connection.identifier + "&";
}

}  // namespace

Result<dto::GenerateBindExtIdpLinkDataDto> generate_link_extidp_url(
    api::Call& call, const dto::GenerateLinkExtIdpUrlQuery& query) {
  const auto application = TRY(identity_sources::application_at_door(call, query.app_id));
  const sessions::Verified owner = TRY(owner_of(call, *application, query.id_token));
  const Connection connection =
      TRY(identity_sources::offered(call, query.ext_idp_conn_identifier, application->id));
  if (!connection.user_linking) return errors::kLinkingDisabled;
  dto::StoredSourceFlow flow;
  flow.kind = "link";
  flow.user_id = owner.user_id;
  flow.session_id = owner.session_id;
  flow.connection_id = connection.id;
  flow.return_to = TRY(target_of(call, *application, query.target_url));
  // A server that asks for its user throws this cookie away; then the link is confirmed at its end.
  flow.browser = TRY(identity_sources::browser_of(call));
  const std::string handle = TRY(call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(
        tx, {call.pool_id, std::string(identity_sources::kLinkPurpose), application->id, ""},
        json::encode(flow), kLinkMs, call.now_ms);
  }));
  return dto::GenerateBindExtIdpLinkDataDto{identity_sources::with_params(
      call.envelope.base_url + "/api/v3/link-extidp",
      {{"app_id", application->id}, {"ext_idp_conn_identifier", connection.identifier}, {"handle", handle}})};
}

Result<void> unlink_extidp(api::Call& call, const dto::UnlinkExtIdpDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    const std::string& user_id = call.caller.user_id;
    const auto user = TRY(users::find(tx, call.pool_id, user_id));
    if (!user) return errors::kUserNotFound;
    TRY(authentication::require_step_up(tx, call, authentication::Evidence::kNone));
    if (TRY(users::remove_identities(tx, call.pool_id, user_id, req.extIdpId)) == 0)
      return errors::kIdentityNotBound;
    // Asked of what is left, in the unit that took the rest away: of two at once one sees the other's work.
    const bool others = !TRY(users::identities(tx, call.pool_id, user_id)).empty();
    const auto& keepers = call.service<const users::CredentialKeepers>();
    if (!others && !TRY(users::has_other_login_method(tx, keepers, *user, users::LoginMethod::kIdentity)))
      return errors::kLastLoginMethod;
    TRY(account_security::settle_identity(account_security::scene_of(call), tx, *user));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "unlink_identity",
                          .app_id = call.app_id,
                          .user_id = user_id,
                          .client_ip = call.envelope.client_ip,
                          .detail = req.extIdpId},
                         call.now_ms);
  });
}

Result<std::vector<dto::IdentityDto>> get_identities(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<std::vector<dto::IdentityDto>> {
    const auto user = TRY(users::find(session, call.pool_id, call.caller.user_id));
    if (!user) return std::vector<dto::IdentityDto>();
    dto::UserDto shown =
        TRY(users::show(session, call.service<const crypto::Sealer>(), *user, {.identities = true}));
    std::vector<dto::IdentityDto> identities = shown.identities.value_or(std::vector<dto::IdentityDto>());
    // What the source gave us to ask it with is nothing for the person's browser.
    for (dto::IdentityDto& each : identities) each.accessToken.reset(), each.refreshToken.reset();
    return identities;
  });
}

Result<std::vector<dto::ExtIdpInfoDto>> get_application_enabled_extidps(api::Call& call) {
  const auto application = TRY(authentication::application_of(call));
  return call.read([&](db::Session& session) -> Result<std::vector<dto::ExtIdpInfoDto>> {
    std::vector<dto::ExtIdpInfoDto> rows;
    for (const Connection& each :
         TRY(call.service<const Connections>().of_app(session, call.pool_id, application->id))) {
      const auto source = TRY(identity_sources::find_any(session, call.pool_id, each.source_id));
      dto::ExtIdpInfoDto& row = rows.emplace_back();
      row.identifier = each.identifier;
      row.extIdpId = each.source_id;
      row.type = source.type;
      row.extIdpType = identity_sources::kind_of(source.type);
      row.bindUrl = call.envelope.base_url + front_door_of(each) + "app_id=" + application->id;
      row.name = each.display_name;
      if (!each.logo.empty()) row.logo = each.logo;
    }
    return rows;
  });
}

}  // namespace genauth::ops
