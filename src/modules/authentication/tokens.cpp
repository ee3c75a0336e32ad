#include "modules/authentication/tokens.h"

#include "crypto/seal.h"
#include "gen/errors/access.h"
#include "modules/audit/audit.h"
#include "modules/keys/keys.h"
#include "modules/sessions/sessions.h"

namespace genauth::authentication {

Result<applications::Handle> application_of(api::Call& call) {
  if (call.app_id.empty()) return errors::kAppRequired;
  applications::Handle application = TRY(call.service<applications::Directory>().find(call.app_id));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return application;
}

std::string issuer_of(const api::Call& call) {
  return call.envelope.base_url + "/oidc";
}

Result<dto::LoginTokenResponseDataDto> sign_in_user(api::Call& call,
                                                    const applications::Application& application,
                                                    const users::User& user, std::string_view scope,
                                                    std::string_view method,
                                                    const std::function<Result<void>(db::Tx&)>& proof) {
  sessions::Grant grant{.pool_id = call.pool_id,
                        .application = application,
                        .user = user,
                        .scope = scope.empty() ? "openid profile" : std::string(scope),
                        .issuer = issuer_of(call),
                        .client_ip = call.envelope.client_ip,
                        .user_agent = std::string(call.envelope.user_agent)};
  grant.now_ms = call.now_ms;
  grant.amr = {std::string(method)};
  const sessions::Draft draft =
      TRY(sessions::draft(call.service<keys::KeyRing>(), call.service<const crypto::Sealer>(), grant));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(proof(tx));
    TRY(sessions::save(tx, draft));
    TRY(users::record_login(tx, call.pool_id, user.id, application.id, call.envelope.client_ip, call.now_ms));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "login",
                          .app_id = application.id,
                          .user_id = user.id,
                          .client_ip = call.envelope.client_ip,
                          .detail = method},
                         call.now_ms);
  }));
  dto::LoginTokenResponseDataDto data;
  data.access_token = draft.tokens.access_token;
  if (!draft.tokens.id_token.empty()) data.id_token = draft.tokens.id_token;
  if (!draft.tokens.refresh_token.empty()) data.refresh_token = draft.tokens.refresh_token;
  data.scope = draft.tokens.scope;
  data.token_type = draft.tokens.token_type;
  data.expire_in = draft.tokens.expires_in_s;
  return data;
}

}  // namespace genauth::authentication
