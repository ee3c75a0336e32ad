// Organisations and the trees of departments under them, with their members. An organisation is its root
// department and has its id. The public door of the module: every function takes the pool first and never
// looks beyond it; functions that take a db::Session read, those that take a db::Tx write. Times are epoch
// milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::departments {

struct Department {
  std::string id, organization_id, organization_code;
  std::string parent_id;  // empty: the root of its organisation
  std::string name, description;
  std::optional<std::string> code, open_department_id;  // absent, never empty
  bool is_virtual = false, enabled = true;
  std::int64_t position = 0;
  std::optional<std::string> i18n;  // compact JSON, as the two below
  std::string metadata = "{}", custom_data = "{}";
  std::int64_t created_at = 0, updated_at = 0;

  bool is_root() const { return parent_id.empty(); }
};

struct Organization {
  std::string code, tenant_id;
  Department root;  // id, name, description and the rest
};

struct Role {
  bool is_leader = false, is_main = false;
  bool operator==(const Role&) const = default;
};

// One step on the way from the root of an organisation.
struct Step {
  std::string id, name;
  std::optional<std::string> code;
};

struct Membership {
  Department department;
  Role role;
  std::int64_t joined_at = 0;
  std::vector<Step> path;  // from the root to the department itself
};

Result<std::optional<Department>> find(db::Session& session, std::string_view pool_id,
                                       std::string_view department_id);
Result<std::optional<Department>> find_by_code(db::Session& session, std::string_view pool_id,
                                               std::string_view organization_id, std::string_view code);
// The id of the department that an administrator means. `type`: department_id, open_department_id or code;
// nothing is found by any other. kObjectNotFound, also for a code that two organisations have.
Result<std::string> find_id_as(db::Session& session, std::string_view pool_id, std::string_view type,
                               std::string_view named);
// nullopt: no such organisation. Its root.
Result<std::optional<Department>> find_organization(db::Session& session, std::string_view pool_id,
                                                    std::string_view code);

// The organisation and its root. Fills ids and times. kConflict if the code is taken.
Result<Department> insert_organization(db::Tx& tx, std::string_view pool_id, Organization wanted,
                                       std::int64_t now_ms);
// Below wanted.parent_id. kObjectNotFound if there is no such parent, kConflict if the code is taken in the
// organisation or the openDepartmentId in the pool.
Result<Department> insert(db::Tx& tx, std::string_view pool_id, Department wanted, std::int64_t now_ms);
// Name, description, codes, flags, position and free data. kConflict as above.
Result<void> update(db::Tx& tx, std::string_view pool_id, const Department& changed, std::int64_t now_ms);
// With everything below it. kInvalidOperation for a root, and for a parent in the moved branch or in another
// organisation; kObjectNotFound.
Result<void> move(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                  std::string_view parent_id, std::int64_t now_ms);
// kInvalidOperation if there is something below it; a root takes its organisation along.
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view department_id);

// nullopt: not a member.
Result<std::optional<Role>> find_member(db::Session& session, std::string_view pool_id,
                                        std::string_view department_id, std::string_view user_id);
// Makes the user a member, or changes what a member is. A user has one main department: the last one wins.
Result<void> put_member(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                        std::string_view user_id, const Role& role, std::int64_t now_ms);
Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view department_id,
                           std::string_view user_id);
// In the order of joining.
Result<std::vector<std::string>> ids_of_user(db::Session& session, std::string_view pool_id,
                                             std::string_view user_id);
// In the order of joining; one statement.
Result<std::vector<Membership>> of_user(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id);

}  // namespace genauth::departments
