#include "modules/users/given_names.h"

#include "gen/sql/users.h"

namespace genauth::users {
namespace {

constexpr std::int64_t kUsername = 1, kExternalId = 2;

std::int64_t with(std::int64_t given, std::int64_t name, bool by_owner) {
  return by_owner ? given & ~name : given | name;
}

Result<std::int64_t> stored(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_given_names, {pool_id, user_id}));
  return rows.empty() ? 0 : rows.front().integer(0);
}

}  // namespace

Result<GivenNames> given_names(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const std::int64_t given = TRY(stored(session, pool_id, user_id));
  return GivenNames{(given & kUsername) != 0, (given & kExternalId) != 0};
}

Result<void> note_names(db::Tx& tx, const User& before, const User& after, bool by_owner) {
  if (before.username == after.username && before.external_id == after.external_id) return {};
  const std::int64_t was = TRY(stored(tx, after.pool_id, after.id));
  std::int64_t given = was;
  if (before.username != after.username) given = with(given, kUsername, by_owner);
  if (before.external_id != after.external_id) given = with(given, kExternalId, by_owner);
  if (given != was) TRY(tx.post(sql::set_given_names, {after.pool_id, after.id, given}));
  return {};
}

}  // namespace genauth::users
