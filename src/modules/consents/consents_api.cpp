// get-my-consents and revoke-my-consent: what a person has allowed applications, and taking it back.
#include "api/call.h"
#include "base/encoding.h"
#include "base/words.h"
#include "gen/ops/consents.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/consents/consents.h"
#include "modules/sessions/sessions.h"

namespace genauth::ops {

Result<std::vector<dto::MyConsentDto>> get_my_consents(api::Call& call) {
  const std::vector<consents::Consent> found = TRY(call.read(
      [&](db::Session& session) { return consents::list(session, call.pool_id, call.caller.user_id); }));
  std::vector<dto::MyConsentDto> data;
  for (const consents::Consent& consent : found) {
    dto::MyConsentDto shown;
    shown.appId = consent.app_id;
    const auto application = call.service<applications::Directory>().find(consent.app_id);
    if (application) shown.appName = (*application)->name;
    shown.scopes = split_words(consent.scope);
    shown.createdAt = iso8601_ms(consent.created_at);
    shown.updatedAt = iso8601_ms(consent.updated_at);
    data.push_back(std::move(shown));
  }
  return data;
}

// What the application got by the consent ends with it: it must not go on with an old refresh token.
Result<void> revoke_my_consent(api::Call& call, const dto::RevokeMyConsentDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    const std::string& user_id = call.caller.user_id;
    TRY(consents::revoke(tx, call.pool_id, user_id, req.appId));
    for (const sessions::Live& live : TRY(sessions::live_of_user(tx, call.pool_id, user_id, call.now_ms)))
      if (live.app_id == req.appId) TRY(sessions::end_session(tx, call.pool_id, live.id, call.now_ms));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "revokeConsent",
                          .app_id = call.app_id,
                          .user_id = user_id,
                          .actor = user_id,
                          .client_ip = call.envelope.client_ip,
                          .detail = req.appId},
                         call.now_ms);
  });
}

}  // namespace genauth::ops
