#include "gen/sql/codes.h"
#include "modules/codes/codes.h"

namespace genauth::codes {

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  std::int64_t gone = 0;
  for (const db::Sql* statement : {&sql::sweep_codes, &sql::sweep_counters, &sql::sweep_captchas})
    gone += TRY(tx.execute(*statement, {now_ms, limit}));
  return gone;
}

}  // namespace genauth::codes
