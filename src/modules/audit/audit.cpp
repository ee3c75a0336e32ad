#include "modules/audit/audit.h"

#include "base/id.h"
#include "gen/sql/audit.h"

namespace genauth::audit {

Result<void> record(db::Tx& tx, const Event& event, std::int64_t now_ms) {
  const std::string id = new_id(now_ms);
  TRY(tx.execute(sql::insert_event, {event.pool_id, id, event.type, event.app_id, event.user_id, event.actor,
                                     event.client_ip, event.success, event.detail, now_ms}));
  return {};
}

}  // namespace genauth::audit
