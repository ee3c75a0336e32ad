#include "modules/users/lookup.h"

#include "gen/sql/users.h"
#include "modules/users/list_query.h"
#include "modules/users/users_store.h"

namespace genauth::users {
namespace {

Found find_by_custom_field(db::Session& session, std::string_view pool_id, std::string_view key,
                           std::string_view value) {
  ListQuery query(session.engine(), pool_id);
  query.add_custom_field(key, value);
  const std::vector<std::string> ids = TRY(query.ids(session, 1, 0));
  return ids.empty() ? Found(std::nullopt) : find(session, pool_id, ids.front());
}

Result<std::string> find_id_by_account(db::Session& session, std::string_view pool_id,
                                       std::string_view account) {
  const bool is_email = check_email(account).has_value();
  if (!is_email && looks_like_phone(account)) {
    const auto user = TRY(find_by_phone_text(session, pool_id, account));
    return user ? user->id : std::string();
  }
  const auto id =
      is_email
          ? TRY(store::find_id(session, sql::find_user_id_by_email, {pool_id, normal_email(account)}))
          : TRY(store::find_id(session, sql::find_user_id_by_username, {pool_id, normal_username(account)}));
  return id.value_or("");
}

}  // namespace

Result<std::string> find_active_id(db::Session& session, std::string_view pool_id, std::string_view account) {
  const std::string id = TRY(find_id_by_account(session, pool_id, account));
  return TRY(state(session, pool_id, id)) == Status::kActivated ? id : std::string();
}

Found find_as(db::Session& session, std::string_view pool_id, std::string_view type, std::string_view id) {
  if (type == "user_id") return find(session, pool_id, id);
  if (type == "username") return find_by_username(session, pool_id, id);
  if (type == "email") return find_by_email(session, pool_id, id);
  if (type == "external_id") return find_by_external_id(session, pool_id, id);
  if (type == "phone") return find_by_phone_text(session, pool_id, id);
  const std::size_t colon = id.find(':');
  if (colon == std::string_view::npos) return Found(std::nullopt);
  const std::string_view before = id.substr(0, colon), after = id.substr(colon + 1);
  // An empty half would mean "any" to find_by_identity().
  if (before.empty() || after.empty()) return Found(std::nullopt);
  if (type == "identity") return find_by_identity(session, pool_id, before, "", after);
  if (type == "sync_relation") return find_by_identity(session, pool_id, "", before, after);
  if (type == "custom_field") return find_by_custom_field(session, pool_id, before, after);
  return Found(std::nullopt);
}

}  // namespace genauth::users
