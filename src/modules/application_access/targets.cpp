#include "modules/application_access/targets.h"

#include "modules/departments/departments.h"
#include "modules/groups/groups.h"
#include "modules/users/users.h"

namespace genauth::application_access {
namespace {

constexpr std::string_view kOrg = "ORG", kDepartment = "DEPARTMENT";

std::string name_of(const users::User& user) {
  for (const auto* name : {&user.name, &user.nickname, &user.username, &user.email, &user.phone})
    if (*name) return **name;
  return user.id;
}

using Found = Result<std::optional<Known>>;

Found find_group(db::Session& session, std::string_view pool_id, std::string_view named) {
  auto group = TRY(groups::find_by_id(session, pool_id, named));
  if (!group) group = TRY(groups::find(session, pool_id, named));
  return group ? std::optional(Known{{"GROUP", group->id}, group->name}) : std::nullopt;
}

Found find_role(db::Session& session, std::string_view pool_id, std::string_view namespace_code,
                std::string_view named) {
  auto role = TRY(roles::find_by_id(session, pool_id, named));
  if (!role) role = TRY(roles::find(session, pool_id, namespace_code, named));
  return role ? std::optional(Known{{"ROLE", role->id}, role->name}) : std::nullopt;
}

Found find_department(db::Session& session, std::string_view pool_id, std::string_view named) {
  auto department = TRY(departments::find(session, pool_id, named));
  if (!department) department = TRY(departments::find_organization(session, pool_id, named));
  return department ? std::optional(Known{{std::string(kDepartment), department->id}, department->name})
                    : std::nullopt;
}

}  // namespace

Found find_target(db::Session& session, std::string_view pool_id, std::string_view wire_type,
                  std::string_view namespace_code, std::string_view named) {
  if (wire_type == "GROUP") return find_group(session, pool_id, named);
  if (wire_type == "ROLE")
    return find_role(session, pool_id, namespace_code.empty() ? roles::kDefaultNamespace : namespace_code,
                     named);
  if (wire_type == kOrg) return find_department(session, pool_id, named);
  if (wire_type != "USER") return std::optional<Known>();
  const auto user = TRY(users::find(session, pool_id, named));
  return user ? std::optional(Known{{"USER", user->id}, name_of(*user)}) : std::nullopt;
}

std::string stored_type(std::string_view wire_type) {
  return std::string(wire_type == kOrg ? kDepartment : wire_type);
}

std::string wire_type(std::string_view stored_type) {
  return std::string(stored_type == kDepartment ? kOrg : stored_type);
}

}  // namespace genauth::application_access
