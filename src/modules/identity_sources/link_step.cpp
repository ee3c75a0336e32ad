#include "modules/identity_sources/link_step.h"

#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/identity_sources/flow.h"

namespace genauth::identity_sources {

json::Raw pending_link(const Connection& connection, const Profile& profile) {
  return {json::encode(dto::StoredPendingLink{connection.id, profile})};
}

Result<void> LinkStep::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                                 const sessions::Draft&) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (facts.link.empty()) return {};
  const auto wanted = TRY(opened<dto::StoredPendingLink>(facts.link.text));
  const auto connection = TRY(connections_.find(tx, facts.pool_id, wanted.connection_id));
  if (!connection) return {};
  TRY(link(tx, sealer_, *connection, wanted.profile, facts.user_id, attempt.now_ms));
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
