#include "app/oidc_standing.h"

#include "gen/errors/access.h"
#include "modules/access_keys/access_keys.h"
#include "modules/application_access/application_access.h"
#include "modules/opaque_tokens/opaque_tokens.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

// A machine's token goes with its key.
Result<oidc::Standing> standing_of_machine(Installation& in, oidc::Standing standing) {
  const access_keys::KeySecret key = TRY(in.database->read([&](db::Session& session) {
    return access_keys::open_secret(session, *in.sealer, standing.client_id);
  }));
  if (!key.enabled || key.pool_id != standing.realm) return errors::kTokenInvalid;
  standing.is_machine = true;
  return standing;
}

// A JWT of a machine names its key, which says whose signature proves it.
Result<oidc::Standing> signed_machine_standing(Installation& in, std::string_view token,
                                               const std::string& key_id) {
  const access_keys::KeySecret key = TRY(in.database->read(
      [&](db::Session& session) { return access_keys::open_secret(session, *in.sealer, key_id); }));
  sessions::Verified verified = TRY(sessions::verify(*in.keys, key.pool_id, token, in.clock.now_ms()));
  if (!verified.session_id.empty() || verified.client_id != key_id) return errors::kTokenInvalid;
  oidc::Standing standing{.client_id = key_id,
                          .realm = key.pool_id,
                          .sub = key_id,
                          .scope = verified.scope,
                          .issuer = verified.issuer,
                          .token_id = verified.token_id,
                          .issued_at_s = verified.issued_at / 1000,
                          .expires_at_s = verified.expires_at / 1000};
  standing.bound_to = verified.bound_to;
  standing.resources = verified.resources;
  return standing_of_machine(in, std::move(standing));
}

// Clients that nobody vouches for have no address of their own: those of their pool's applications serve
// them.
Result<bool> is_served_at(Installation& in, const applications::Application& application,
                          std::string_view place) {
  if (!application.is_stranger()) return false;
  return TRY(in.applications->find(place))->pool_id == application.pool_id;
}

// What an access token of /oauth stands for, as of now.
Result<oidc::Standing> opaque_standing(Installation& in, std::string_view text, std::string_view client_id) {
  const std::int64_t now_ms = in.clock.now_ms();
  const auto token = TRY(
      in.database->read([&](db::Session& session) { return opaque_tokens::find(session, text, now_ms); }));
  if (!token) return errors::kTokenInvalid;
  oidc::Standing standing{.client_id = token->app_id,
                          .realm = token->pool_id,
                          .sub = token->user_id,
                          .scope = token->scope,
                          .issuer = token->issuer,
                          .token_id = {},
                          .issued_at_s = token->issued_at / 1000,
                          .expires_at_s = token->expires_at / 1000,
                          .tenant_id = token->tenant_id,
                          .bound_to = token->bound_to,
                          .session_id = token->session_id};
  if (token->session_id.empty()) return standing_of_machine(in, std::move(standing));
  if (!client_id.empty() && client_id != token->app_id) return errors::kTokenOfOtherApp;
  const applications::Handle application = TRY(in.applications->find(token->app_id));
  if (!application->is_enabled()) return errors::kTokenInvalid;
  sessions::Verified verified;
  verified.pool_id = token->pool_id;
  verified.user_id = token->user_id;
  verified.session_id = token->session_id;
  TRY(in.database->read([&](db::Session& session) -> Result<void> {
    TRY(sessions::check_alive(session, verified, now_ms));
    return application_access::check_token(session, *application, {token->user_id, token->session_id},
                                           now_ms);
  }));
  standing.pairwise_sub = TRY(sessions::subject_of(*in.keys, *application, token->user_id));
  return standing;
}

}  // namespace

Result<oidc::Standing> standing_of(Installation& in, std::string_view token, std::string_view client_id) {
  if (opaque_tokens::has_form(token)) return opaque_standing(in, token, client_id);
  const std::string app_id = sessions::peek(token).app_id;  // for the look-up; the signature proves it below
  if (app_id.empty()) return errors::kTokenInvalid;
  Result<applications::Handle> found = in.applications->find(app_id);
  if (!found && found.error().code() == errors::kAppNotFound)
    return signed_machine_standing(in, token, app_id);
  const applications::Handle application = TRY(std::move(found));
  if (!application->is_enabled()) return errors::kTokenInvalid;
  if (!client_id.empty() && client_id != app_id && !TRY(is_served_at(in, *application, client_id)))
    return errors::kTokenOfOtherApp;
  const std::int64_t now_ms = in.clock.now_ms();
  sessions::Verified verified = TRY(sessions::verify(*in.keys, application->pool_id, token, now_ms));
  TRY(in.database->read([&](db::Session& session) -> Result<void> {
    TRY(sessions::identify(session, verified, now_ms));
    return application_access::check_token(session, *application, {verified.user_id, verified.session_id},
                                           now_ms);
  }));
  return oidc::Standing{.client_id = verified.client_id,
                        .realm = verified.pool_id,
                        .sub = verified.user_id,
                        .scope = verified.scope,
                        .issuer = verified.issuer,
                        .token_id = verified.token_id,
                        .issued_at_s = verified.issued_at / 1000,
                        .expires_at_s = verified.expires_at / 1000,
                        .tenant_id = verified.tenant_id,
                        .bound_to = verified.bound_to,
                        .claims_json = verified.claims,
                        .session_id = verified.session_id,
                        .exchanged_by = verified.exchanged_by,
                        .pairwise_sub = verified.subject,
                        .resources = verified.resources};
}

Result<std::optional<oidc::Standing>> refresh_standing(db::Session& session, const oidc::Client& client,
                                                       std::string_view token, std::int64_t now_ms) {
  const Result<sessions::Renewal> known =
      sessions::inspect_refresh_token(session, client.realm, client.ref, token, now_ms);
  if (!known) {
    const Code code = known.error().code();
    if (code != errors::kTokenInvalid && code != errors::kTokenExpired) return known.error().clone();
    return std::optional<oidc::Standing>();
  }
  const auto status = TRY(users::state(session, client.realm, known->user_id));
  if (known->replaced || status != users::Status::kActivated) return std::optional<oidc::Standing>();
  return std::optional(oidc::Standing{.client_id = client.id,
                                      .realm = client.realm,
                                      .sub = known->user_id,
                                      .scope = known->scope,
                                      .issuer = known->issuer,
                                      .token_id = "",
                                      .issued_at_s = known->created_at / 1000,
                                      .expires_at_s = known->expires_at / 1000,
                                      .tenant_id = known->tenant_id,
                                      .bound_to = known->bound_to,
                                      .resources = known->resources});
}

}  // namespace genauth::app
