// Namespaces, roles and groups of a file.
#include "modules/apply/steps.h"
#include "modules/groups/groups.h"

namespace genauth::apply {
namespace {

Result<void> apply_namespace(Work& work, const dto::ApplyNamespace& wanted) {
  auto found = TRY(roles::find_namespace(work.tx, work.pool_id, wanted.code));
  const std::string shown = "namespace " + wanted.code;
  if (!found) {
    roles::Namespace fresh;
    fresh.code = wanted.code;
    fresh.name = wanted.name.value_or(wanted.code);
    fresh.description = wanted.description.value_or("");
    fresh.enabled = wanted.enabled.value_or(true);
    TRY(roles::insert_namespace(work.tx, work.pool_id, std::move(fresh), work.now_ms));
    work.add(shown);
    return {};
  }
  Difference difference;
  difference.take("name", found->name, wanted.name);
  difference.take("description", found->description, wanted.description);
  difference.take("enabled", found->enabled, wanted.enabled);
  if (difference.empty()) return {};
  work.change(shown + ": " + difference.text());
  return roles::update_namespace(work.tx, work.pool_id, *found, work.now_ms);
}

Result<void> apply_role(Work& work, const dto::ApplyRole& wanted) {
  const std::string shown = "role " + wanted.namespace_ + "/" + wanted.code;
  auto found = TRY(roles::find(work.tx, work.pool_id, wanted.namespace_, wanted.code));
  if (!found) {
    roles::Role fresh;
    fresh.namespace_id = TRY(roles::need_namespace(work.tx, work.pool_id, wanted.namespace_, work.now_ms)).id;
    fresh.code = wanted.code;
    fresh.name = wanted.name.value_or(wanted.code);
    fresh.description = wanted.description.value_or("");
    fresh.enabled = wanted.enabled.value_or(true);
    fresh.disable_at = wanted.disable_at;
    fresh.permission_apply = wanted.permission_apply.value_or(false);
    TRY(roles::insert(work.tx, work.pool_id, std::move(fresh), work.now_ms));
    work.add(shown);
    return {};
  }
  Difference difference;
  difference.take("name", found->name, wanted.name);
  difference.take("description", found->description, wanted.description);
  difference.take("enabled", found->enabled, wanted.enabled);
  difference.take("disable_at", found->disable_at, wanted.disable_at);
  difference.take("permission_apply", found->permission_apply, wanted.permission_apply);
  if (difference.empty()) return {};
  work.change(shown + ": " + difference.text());
  return roles::update(work.tx, work.pool_id, *found, work.now_ms);
}

Result<void> apply_group(Work& work, const dto::ApplyGroup& wanted) {
  const std::string shown = "group " + wanted.code;
  auto found = TRY(groups::find(work.tx, work.pool_id, wanted.code));
  if (!found) {
    groups::Group fresh;
    fresh.code = wanted.code;
    fresh.name = wanted.name.value_or(wanted.code);
    fresh.description = wanted.description.value_or("");
    found = TRY(groups::insert(work.tx, work.pool_id, std::move(fresh), work.now_ms));
    work.add(shown);
  } else {
    Difference difference;
    difference.take("name", found->name, wanted.name);
    difference.take("description", found->description, wanted.description);
    if (!difference.empty()) {
      work.change(shown + ": " + difference.text());
      TRY(groups::update(work.tx, work.pool_id, *found, work.now_ms));
    }
  }
  for (const std::string& member : wanted.members.value_or(std::vector<std::string>())) {
    const std::string user_id = TRY(user_id_of(work, member));
    if (TRY(groups::add_member(work.tx, work.pool_id, found->id, user_id, work.now_ms)))
      work.add("member " + member + " of " + shown);
  }
  return {};
}

}  // namespace

void add_people(Steps& steps, const dto::ApplyPool& wanted) {
  add_each(steps, "namespaces", wanted.namespaces, apply_namespace);
  add_each(steps, "roles", wanted.roles, apply_role);
  add_each(steps, "groups", wanted.groups, apply_group);
}

}  // namespace genauth::apply
