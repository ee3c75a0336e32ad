#include "modules/groups/groups.h"

#include "base/id.h"
#include "gen/errors/objects.h"
#include "gen/sql/groups.h"

namespace genauth::groups {
namespace {

Group to_group(const db::Row& row) {
  Group group;
  group.id = row.text(0);
  group.code = row.text(1);
  group.name = row.text(2);
  group.description = row.text(3);
  group.type = row.text(4);
  group.metadata_source = row.text(5);
  group.custom_data = row.text(6);
  group.created_at = row.integer(7);
  group.updated_at = row.integer(8);
  return group;
}

std::optional<Group> first_group(const db::Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(to_group(rows.front()));
}

}  // namespace

Result<std::optional<Group>> find(db::Session& session, std::string_view pool_id, std::string_view code) {
  return first_group(TRY(session.query(sql::find_group, {pool_id, code})));
}

Result<std::optional<Group>> find_by_id(db::Session& session, std::string_view pool_id,
                                        std::string_view group_id) {
  return first_group(TRY(session.query(sql::find_group_by_id, {pool_id, group_id})));
}

Result<Group> insert(db::Tx& tx, std::string_view pool_id, Group wanted, std::int64_t now_ms) {
  wanted.id = new_id(now_ms);
  wanted.created_at = wanted.updated_at = now_ms;
  if (!TRY(tx.try_insert(sql::insert_group,
                         {pool_id, wanted.id, wanted.code, wanted.name, wanted.description, wanted.type,
                          wanted.metadata_source, wanted.custom_data, now_ms})))
    return Error(errors::kConflict, "the group " + wanted.code + " exists already")
        .with_field("code")
        .with_arg(wanted.code);
  return wanted;
}

Result<void> update(db::Tx& tx, std::string_view pool_id, const Group& changed, std::int64_t now_ms) {
  TRY(tx.post(sql::update_group, {pool_id, changed.id, changed.name, changed.description, changed.type,
                                  changed.metadata_source, changed.custom_data, now_ms}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view group_id) {
  return TRY(tx.execute(sql::delete_group, {pool_id, group_id})) == 1;
}

Result<bool> add_member(db::Tx& tx, std::string_view pool_id, std::string_view group_id,
                        std::string_view user_id, std::int64_t now_ms) {
  return tx.try_insert(sql::insert_group_member, {pool_id, group_id, user_id, now_ms});
}

Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view group_id,
                           std::string_view user_id) {
  return TRY(tx.execute(sql::delete_group_member, {pool_id, group_id, user_id})) == 1;
}

Result<std::vector<Group>> of_user(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_groups_of_user, {pool_id, user_id}));
  std::vector<Group> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) groups.push_back(to_group(rows[i]));
  return groups;
}

}  // namespace genauth::groups
