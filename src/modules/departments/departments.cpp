#include "modules/departments/departments.h"

#include "base/id.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "gen/sql/departments.h"

namespace genauth::departments {
namespace {

Department to_department(const db::Row& row) {
  Department found;
  found.id = row.text(0);
  found.organization_id = row.text(1);
  found.organization_code = row.text(2);
  found.parent_id = row.text(3);
  found.name = row.text(4);
  found.description = row.text(5);
  found.code = row.maybe_text(6);
  found.open_department_id = row.maybe_text(7);
  found.is_virtual = row.boolean(8);
  found.enabled = row.boolean(9);
  found.position = row.integer(10);
  found.i18n = row.maybe_text(11);
  found.metadata = row.text(12);
  found.custom_data = row.text(13);
  found.created_at = row.integer(14);
  found.updated_at = row.integer(15);
  return found;
}

std::optional<Department> first_department(const db::Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(to_department(rows.front()));
}

Error taken(const std::string& code) {
  return Error(errors::kConflict, "the department or organisation " + code + " exists already")
      .with_field("code")
      .with_arg(code);
}

Error no_such(std::string_view department_id) {
  return Error(errors::kObjectNotFound, "there is no department " + std::string(department_id))
      .with_field("departmentId")
      .with_arg(std::string(department_id));
}

Error impossible(const char* why) {
  return Error(errors::kInvalidOperation, why).with_field("departmentId").with_arg(why);
}

Result<bool> insert_row(db::Tx& tx, std::string_view pool_id, const Department& row) {
  return tx.try_insert(sql::insert_department,
                       {pool_id, row.id, row.organization_id, row.parent_id, row.code, row.name,
                        row.description, row.open_department_id, row.is_virtual, row.enabled, row.position,
                        row.i18n, row.metadata, row.custom_data, row.created_at});
}

}  // namespace

Result<std::optional<Department>> find(db::Session& session, std::string_view pool_id,
                                       std::string_view department_id) {
  return first_department(TRY(session.query(sql::find_department, {pool_id, department_id})));
}

Result<std::optional<Department>> find_by_code(db::Session& session, std::string_view pool_id,
                                               std::string_view organization_id, std::string_view code) {
  return first_department(TRY(session.query(sql::find_department_by_code, {pool_id, organization_id, code})));
}

Result<std::string> find_id_as(db::Session& session, std::string_view pool_id, std::string_view type,
                               std::string_view named) {
  db::Rows rows;
  if (type == "department_id") rows = TRY(session.query(sql::find_department, {pool_id, named}));
  if (type == "open_department_id")
    rows = TRY(session.query(sql::find_department_id_by_open_id, {pool_id, named}));
  if (type == "code") rows = TRY(session.query(sql::list_department_ids_by_code, {pool_id, named}));
  if (rows.size() != 1) return no_such(named);
  return rows.front().text(0);
}

Result<std::optional<Department>> find_organization(db::Session& session, std::string_view pool_id,
                                                    std::string_view code) {
  return first_department(TRY(session.query(sql::find_organization, {pool_id, code})));
}

Result<Department> insert_organization(db::Tx& tx, std::string_view pool_id, Organization wanted,
                                       std::int64_t now_ms) {
  Department root = std::move(wanted.root);
  root.id = root.organization_id = new_id(now_ms);
  root.organization_code = wanted.code;
  root.parent_id.clear();
  root.created_at = root.updated_at = now_ms;
  if (!TRY(
          tx.try_insert(sql::insert_organization, {pool_id, root.id, wanted.code, wanted.tenant_id, now_ms})))
    return taken(wanted.code);
  if (!TRY(insert_row(tx, pool_id, root))) return taken(root.code.value_or(wanted.code));
  TRY(tx.post(sql::insert_self_as_ancestor, {pool_id, root.id}));
  return root;
}

Result<Department> insert(db::Tx& tx, std::string_view pool_id, Department wanted, std::int64_t now_ms) {
  const auto parent = TRY(find(tx, pool_id, wanted.parent_id));
  if (!parent) return no_such(wanted.parent_id);
  wanted.id = new_id(now_ms);
  wanted.organization_id = parent->organization_id;
  wanted.organization_code = parent->organization_code;
  wanted.created_at = wanted.updated_at = now_ms;
  if (!TRY(insert_row(tx, pool_id, wanted)))
    return taken(wanted.code.value_or(wanted.open_department_id.value_or("")));
  TRY(tx.post(sql::insert_ancestors, {pool_id, wanted.id, parent->id}));
  TRY(tx.post(sql::insert_self_as_ancestor, {pool_id, wanted.id}));
  return wanted;
}

Result<void> update(db::Tx& tx, std::string_view pool_id, const Department& changed, std::int64_t now_ms) {
  if (changed.code) {
    const db::Rows clashes =
        TRY(tx.query(sql::count_code_clashes, {pool_id, changed.id, changed.organization_id, *changed.code}));
    if (clashes.front().integer(0) > 0) return taken(*changed.code);
  }
  if (changed.open_department_id) {
    const db::Rows clashes =
        TRY(tx.query(sql::count_open_id_clashes, {pool_id, changed.id, *changed.open_department_id}));
    if (clashes.front().integer(0) > 0) return taken(*changed.open_department_id);
  }
  TRY(tx.post(sql::update_department,
              {pool_id, changed.id, changed.code, changed.name, changed.description,
               changed.open_department_id, changed.is_virtual, changed.enabled, changed.position,
               changed.i18n, changed.metadata, changed.custom_data, now_ms}));
  return {};
}

Result<void> move(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                  std::string_view parent_id, std::int64_t now_ms) {
  const auto moved = TRY(find(tx, pool_id, department_id));
  if (!moved) return no_such(department_id);
  const auto parent = TRY(find(tx, pool_id, parent_id));
  if (!parent) return no_such(parent_id);
  if (moved->is_root()) return impossible("an organisation cannot be moved");
  if (moved->organization_id != parent->organization_id)
    return impossible("a department stays in its organisation");
  const db::Rows below = TRY(tx.query(sql::is_ancestor, {pool_id, parent_id, department_id}));
  if (!below.empty()) return impossible("a department cannot be moved below itself");
  TRY(tx.post(sql::delete_ancestors_above, {pool_id, department_id}));
  TRY(tx.post(sql::insert_ancestors_of_branch, {pool_id, department_id, parent_id}));
  TRY(tx.post(sql::set_department_parent, {pool_id, department_id, parent_id, now_ms}));
  return {};
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view department_id) {
  const auto found = TRY(find(tx, pool_id, department_id));
  if (!found) return no_such(department_id);
  const db::Rows children = TRY(tx.query(sql::find_child, {pool_id, department_id}));
  if (!children.empty()) return impossible("there are departments below it");
  const db::Sql& statement = found->is_root() ? sql::delete_organization : sql::delete_department;
  TRY(tx.post(statement, {pool_id, department_id}));
  return {};
}

Result<std::optional<Role>> find_member(db::Session& session, std::string_view pool_id,
                                        std::string_view department_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_department_member, {pool_id, department_id, user_id}));
  if (rows.empty()) return std::optional<Role>();
  return std::optional(Role{rows.front().boolean(0), rows.front().boolean(1)});
}

Result<void> put_member(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                        std::string_view user_id, const Role& role, std::int64_t now_ms) {
  if (role.is_main) TRY(tx.post(sql::clear_main_department, {pool_id, user_id}));
  TRY(tx.post(sql::put_department_member,
              {pool_id, department_id, user_id, role.is_leader, role.is_main, now_ms}));
  return {};
}

Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                           std::string_view user_id) {
  return TRY(tx.execute(sql::delete_department_member, {pool_id, department_id, user_id})) == 1;
}

Result<std::vector<std::string>> ids_of_user(db::Session& session, std::string_view pool_id,
                                             std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_department_ids_of_user, {pool_id, user_id}));
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(rows[i].text(0));
  return ids;
}

Result<std::vector<Membership>> of_user(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_departments_of_user, {pool_id, user_id}));
  std::vector<Membership> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    if (found.empty() || found.back().department.id != row.view(0))
      found.push_back({to_department(row), {row.boolean(16), row.boolean(17)}, row.integer(18), {}});
    found.back().path.push_back({row.text(19), row.text(20), row.maybe_text(21)});
  }
  return found;
}

}  // namespace genauth::departments
