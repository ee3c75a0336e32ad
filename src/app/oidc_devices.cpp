#include "app/oidc_devices.h"

#include "app/oidc_errors.h"
#include "app/oidc_registry.h"
#include "app/oidc_resources.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/application_access/application_access.h"
#include "modules/claims/claims.h"
#include "modules/device_codes/device_codes.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/sessions/browser.h"
#include "oidc/claims.h"

namespace genauth::app {
namespace {

using device_codes::Device;
using device_codes::Status;
using oidc::Kind;

// The page knows the application by its address: "{issuer}/device", with the id in it where the issuer has
// none.
std::string page_of(std::string_view issuer, const std::string& app_id) {
  constexpr std::string_view kEnd = "/oidc";
  std::string base(issuer.substr(0, issuer.size() - kEnd.size()));
  if (!base.ends_with("/" + app_id)) base += "/" + app_id;
  return base + "/oidc/device";
}

oidc::Error refusal_of(const Error& error) {
  if (error.code() == errors::kThrottled) return {Kind::kSlowDown, "asked too soon: wait five seconds more"};
  return translated(error, error.code() == errors::kTokenExpired ? Kind::kExpiredToken : Kind::kInvalidGrant);
}

struct Person {
  users::User user;
  std::int64_t ttl_max_s = 0;
  oidc::RealmClaims realm = {};
};

Result<Person> person_of(db::Session& session, const applications::Application& application,
                         const std::string& user_id, std::string_view browser_id, std::string_view scope,
                         std::int64_t now_ms) {
  const std::string& pool_id = application.pool_id;
  auto user = TRY(users::find(session, pool_id, user_id));
  if (!user) return Error(errors::kTokenInvalid, "the user is gone");
  TRY(users::may_sign_in(*user));
  TRY(application_access::check(session, application, user_id, now_ms));
  const auto browser = TRY(sessions::load_browser(session, pool_id, browser_id, now_ms));
  if (browser && !browser->origin_user_id.empty())  // who approved it as a public account
    TRY(application_access::check(session, application, browser->origin_user_id, now_ms));
  const pools::Settings rules = TRY(pools::find(session, pool_id)).settings;
  Person person{*std::move(user), rules.token_ttl_s};
  person.realm = TRY(claims::about(session, rules, person.user, scope, "", now_ms));
  return person;
}

Result<oidc::Tokens> issue(Installation& in, const applications::Application& application,
                           const Device& device, const oidc::Context& context, Audiences audiences,
                           std::int64_t now_ms) {
  const std::string& pool_id = application.pool_id;
  const Person person = TRY(in.database->read([&](db::Session& session) {
    return person_of(session, application, device.approval.user_id, device.approval.browser_id, device.scope,
                     now_ms);
  }));
  sessions::Grant grant{.pool_id = pool_id, .application = application, .user = person.user};
  grant.scope = device.scope;
  grant.issuer = device.issuer;
  grant.client_ip = context.client_ip;
  grant.user_agent = context.user_agent;
  grant.now_ms = now_ms;
  grant.auth_time_ms = device.approval.auth_time_s * 1000;
  grant.amr = device.approval.amr;
  grant.tenant_id = device.approval.tenant_id;
  grant.bound_to = context.bound_to;
  grant.ttl_max_s = person.ttl_max_s;
  grant.realm = person.realm;
  grant.granted_for = std::move(audiences.granted);
  grant.token_for = std::move(audiences.token);
  const sessions::Draft draft = TRY(sessions::draft(*in.keys, *in.sealer, grant));
  TRY(in.database->write([&](db::Tx& tx) -> Result<void> {
    TRY(device_codes::redeem(tx, pool_id, device.id, now_ms));
    // Signed out everywhere or a new password meanwhile: what was approved before counts no more.
    const auto browser = TRY(sessions::load_browser(tx, pool_id, device.approval.browser_id, now_ms));
    if (!browser) return Error(errors::kTokenInvalid, "the browser that approved is signed out");
    TRY(public_accounts::remember(tx, draft, browser->origin_user_id));
    return sessions::save(tx, draft);
  }));
  return tokens_of(draft.tokens);
}

}  // namespace

oidc::Outcome<oidc::DeviceAnswer> OidcDevices::begin(const oidc::Client& client,
                                                     const oidc::DeviceRequest& request,
                                                     const oidc::Context& context) {
  if (request.scope.empty() && request.resources.empty())
    return oidc::Error{Kind::kInvalidScope, "name a scope that this server knows"};
  const auto begun = TRY(outcome_of(in_.database->write([&](db::Tx& tx) {
    return device_codes::begin(tx, *in_.sealer,
                               {client.realm, client.ref, request.scope, request.issuer, context.client_ip,
                                context.user_agent, request.resources},
                               in_.clock.now_ms());
  }),
                                    Kind::kServerError));
  oidc::DeviceAnswer answer;
  answer.device_code = begun.device_code;
  answer.user_code = begun.user_code;
  answer.verification_uri = page_of(request.issuer, client.ref);
  answer.verification_uri_complete = answer.verification_uri + "?user_code=" + begun.user_code;
  answer.expires_in_s = device_codes::kLifeMs / 1000;
  answer.interval_s = device_codes::kIntervalS;
  return answer;
}

oidc::Outcome<oidc::Tokens> OidcDevices::poll(const oidc::Client& client, std::string_view device_code,
                                              const oidc::Context& context) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const applications::Handle application =
      TRY(outcome_of(in_.applications->find(client.ref), Kind::kInvalidClient));
  const Result<Device> device = in_.database->write(
      [&](db::Tx& tx) { return device_codes::poll(tx, client.realm, client.ref, device_code, now_ms); });
  if (!device) return refusal_of(device.error());
  if (device->issuer != context.issuer)
    return oidc::Error{Kind::kInvalidGrant, "the device code was issued by another issuer"};
  if (device->status == Status::kPending)
    return oidc::Error{Kind::kAuthorizationPending, "the person has not answered yet"};
  if (device->status == Status::kDenied) return oidc::Error{Kind::kAccessDenied, "the person refused"};
  Audiences audiences = TRY(audiences_of(in_, client, device->issuer, device->resources, context.resources));
  oidc::Outcome<oidc::Tokens> tokens = outcome_of(
      issue(in_, *application, *device, context, std::move(audiences), now_ms), Kind::kInvalidGrant);
  if (tokens) note_use(in_, *application);
  return tokens;
}

}  // namespace genauth::app
