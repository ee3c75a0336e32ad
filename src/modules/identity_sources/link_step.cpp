#include "modules/identity_sources/link_step.h"

#include "json/codec.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/identity_sources/flow.h"

namespace genauth::identity_sources {

json::Raw pending_link(const Connection& connection, const Profile& profile) {
  return {json::encode(dto::StoredPendingLink{connection.id, profile})};
}

Result<void> LinkStep::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                                 const sessions::Draft& draft) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (facts.link.empty()) return {};
  const auto wanted = TRY(opened<dto::StoredPendingLink>(facts.link.text));
  const auto connection = TRY(connections_.find(tx, facts.pool_id, wanted.connection_id));
  if (!connection) return {};
  const std::string made = TRY(link(tx, sealer_, *connection, wanted.profile, facts.user_id, attempt.now_ms));
  const auto user = TRY(users::find(tx, facts.pool_id, facts.user_id));
  if (made.empty() || !user) return {};
  account_security::Scene scene{services_, facts.pool_id, facts.app_id};
  scene.language = locale::parse_tag(facts.language).value_or(scene.language);
  scene.user_id = draft.user_id;
  scene.session_id = draft.session_id;
  scene.now_ms = attempt.now_ms;
  TRY(account_security::settle_identity(scene, tx, *user, made));
  return audit::record(tx,
                       {.pool_id = facts.pool_id,
                        .type = "link_identity",
                        .app_id = facts.app_id,
                        .user_id = facts.user_id,
                        .client_ip = facts.client_ip,
                        .detail = connection->source_id},
                       attempt.now_ms);
}

}  // namespace genauth::identity_sources
