#include "modules/users/own_names.h"

#include "gen/sql/users.h"

namespace genauth::users {
namespace {

constexpr std::int64_t kUsername = 1, kExternalId = 2;

std::int64_t with(std::int64_t names, std::int64_t name, bool by_owner) {
  return by_owner ? names | name : names & ~name;
}

Result<std::int64_t> stored(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_own_names, {pool_id, user_id}));
  return rows.empty() ? kUsername | kExternalId : rows.front().integer(0);
}

}  // namespace

Result<OwnNames> own_names(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const std::int64_t names = TRY(stored(session, pool_id, user_id));
  return OwnNames{(names & kUsername) != 0, (names & kExternalId) != 0};
}

Result<void> note_names(db::Tx& tx, const User& before, const User& after, bool by_owner) {
  if (before.username == after.username && before.external_id == after.external_id) return {};
  const std::int64_t was = TRY(stored(tx, after.pool_id, after.id));
  std::int64_t names = was;
  if (before.username != after.username) names = with(names, kUsername, by_owner);
  if (before.external_id != after.external_id) names = with(names, kExternalId, by_owner);
  if (names != was) TRY(tx.post(sql::set_own_names, {after.pool_id, after.id, names}));
  return {};
}

}  // namespace genauth::users
