#include "modules/numbers/numbers.h"

#include "gen/sql/numbers.h"

namespace genauth::numbers {

Result<std::int64_t> next(db::Tx& tx, std::string_view pool_id, std::string_view name) {
  const db::Rows rows = TRY(tx.query(sql::next_number, {pool_id, name}));
  return rows.front().integer(0);
}

}  // namespace genauth::numbers
