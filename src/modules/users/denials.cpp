#include "modules/users/denials.h"

#include "gen/sql/users.h"

namespace genauth::users {

Result<std::optional<Denial>> last_denial(db::Session& session, std::string_view pool_id,
                                          std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_user_denial, {pool_id, user_id}));
  if (rows.empty()) return std::optional<Denial>();
  return std::optional(Denial{rows.front().integer(0), rows.front().integer(1)});
}

Result<void> note_denial(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         const Denial& denial) {
  TRY(tx.post(sql::note_user_denial, {pool_id, user_id, denial.from, denial.at}));
  return {};
}

}  // namespace genauth::users
