// How a file names what exists: users, departments, roles.
#include "base/encoding.h"
#include "gen/errors/objects.h"
#include "modules/apply/steps.h"
#include "modules/departments/departments.h"
#include "modules/groups/groups.h"
#include "modules/users/users.h"

namespace genauth::apply {

std::string Difference::show(const std::string& text) {
  return json_quote(text);
}

Error not_found(const std::string& what) {
  return Error(errors::kObjectNotFound, "there is no " + what);
}

Error wrong(const std::string& why) {
  return Error(errors::kInvalidOperation, why);
}

Name split_name(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return {std::string(roles::kDefaultNamespace), text};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

Result<std::string> user_id_of(Work& work, const std::string& text) {
  if (TRY(users::state(work.tx, work.pool_id, text))) return text;
  const auto found = TRY(users::find_by_account(work.tx, work.pool_id, text));
  if (!found) return not_found("user " + text);
  return found->id;
}

Result<std::string> department_id_of(Work& work, const std::string& text) {
  const std::size_t slash = text.find('/');
  const auto root = TRY(departments::find_organization(work.tx, work.pool_id, text.substr(0, slash)));
  if (!root) return not_found("organization " + text.substr(0, slash));
  if (slash == std::string::npos) return root->id;
  const auto found = TRY(departments::find_by_code(work.tx, work.pool_id, root->id, text.substr(slash + 1)));
  if (!found) return not_found("department " + text);
  return found->id;
}

Result<roles::Role> role_of(Work& work, const std::string& text) {
  const Name name = split_name(text);
  auto found = TRY(roles::find(work.tx, work.pool_id, name.space, name.code));
  if (!found) return not_found("role " + text);
  return *std::move(found);
}

Result<roles::Target> target_of(Work& work, const dto::ApplyTarget& wanted) {
  const int count =
      (wanted.user ? 1 : 0) + (wanted.group ? 1 : 0) + (wanted.department ? 1 : 0) + (wanted.role ? 1 : 0);
  if (count != 1) return wrong("name exactly one of user, group, department and role");
  if (wanted.user) return roles::Target{"USER", TRY(user_id_of(work, *wanted.user))};
  if (wanted.department) return roles::Target{"DEPARTMENT", TRY(department_id_of(work, *wanted.department))};
  if (wanted.role) return roles::Target{"ROLE", TRY(role_of(work, *wanted.role)).id};
  const auto group = TRY(groups::find(work.tx, work.pool_id, *wanted.group));
  if (!group) return not_found("group " + *wanted.group);
  return roles::Target{"GROUP", group->id};
}

std::string show(const dto::ApplyTarget& target) {
  if (target.user) return "user " + *target.user;
  if (target.group) return "group " + *target.group;
  if (target.department) return "department " + *target.department;
  return "role " + target.role.value_or("");
}

}  // namespace genauth::apply
