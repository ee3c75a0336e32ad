#include "modules/applications/released.h"

#include "gen/sql/applications.h"

namespace genauth::applications {

Result<void> release(db::Tx& tx, std::string_view pool_id, std::string_view identifier, std::int64_t now_ms) {
  TRY(tx.post(sql::release_identifier, {pool_id, identifier, now_ms}));
  return {};
}

Result<bool> is_quarantined(db::Session& session, std::string_view pool_id, std::string_view identifier,
                            std::int64_t now_ms) {
  const db::Rows rows =
      TRY(session.query(sql::find_released_identifier, {pool_id, identifier, now_ms - kQuarantineMs}));
  return !rows.empty();
}

Result<std::int64_t> sweep_released(db::Tx& tx, std::int64_t now_ms, int limit) {
  return tx.execute(sql::sweep_released_identifiers, {now_ms - kQuarantineMs, limit});
}

}  // namespace genauth::applications
