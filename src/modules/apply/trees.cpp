// Organizations with their departments, and tenants, of a file.
#include "modules/applications/applications.h"
#include "modules/apply/steps.h"
#include "modules/departments/departments.h"
#include "modules/tenants/tenants.h"

namespace genauth::apply {
namespace {

using Members = std::optional<std::vector<dto::ApplyMember>>;

Result<void> apply_members(Work& work, const std::string& department_id, const std::string& shown,
                           const Members& members) {
  for (const dto::ApplyMember& member : members.value_or(std::vector<dto::ApplyMember>())) {
    if (member.admin) return wrong("only members of tenants may be admin");
    const std::string user_id = TRY(user_id_of(work, member.user));
    const auto found = TRY(departments::find_member(work.tx, work.pool_id, department_id, user_id));
    departments::Role role = found.value_or(departments::Role{});
    Difference difference;
    difference.take("leader", role.is_leader, member.leader);
    difference.take("main", role.is_main, member.main);
    if (found && difference.empty()) continue;
    TRY(departments::put_member(work.tx, work.pool_id, department_id, user_id, role, work.now_ms));
    const std::string line = "member " + member.user + " of " + shown;
    if (found)
      work.change(line + ": " + difference.text());
    else
      work.add(line);
  }
  return {};
}

Result<void> apply_department(Work& work, const departments::Department& root,
                              const dto::ApplyDepartment& wanted) {
  const std::string shown = "department " + root.organization_code + "/" + wanted.code;
  std::string parent_id = root.id;
  if (wanted.parent) parent_id = TRY(department_id_of(work, root.organization_code + "/" + *wanted.parent));
  auto found = TRY(departments::find_by_code(work.tx, work.pool_id, root.id, wanted.code));
  if (!found) {
    departments::Department fresh;
    fresh.parent_id = parent_id;
    fresh.code = wanted.code;
    fresh.name = wanted.name.value_or(wanted.code);
    fresh.description = wanted.description.value_or("");
    fresh.open_department_id = wanted.open_department_id;
    fresh.is_virtual = wanted.virtual_.value_or(false);
    if (!wanted.custom_data.empty()) fresh.custom_data = wanted.custom_data.text;
    found = TRY(departments::insert(work.tx, work.pool_id, std::move(fresh), work.now_ms));
    work.add(shown);
    return apply_members(work, found->id, shown, wanted.members);
  }
  if (found->parent_id != parent_id) {
    TRY(departments::move(work.tx, work.pool_id, found->id, parent_id, work.now_ms));
    work.change(shown + ": moved below " + wanted.parent.value_or("the root"));
  }
  Difference difference;
  difference.take("name", found->name, wanted.name);
  difference.take("description", found->description, wanted.description);
  difference.take("open_department_id", found->open_department_id, wanted.open_department_id);
  difference.take("virtual", found->is_virtual, wanted.virtual_);
  if (!wanted.custom_data.empty())
    difference.take("custom_data", found->custom_data, std::optional(wanted.custom_data.text));
  if (!difference.empty()) {
    work.change(shown + ": " + difference.text());
    TRY(departments::update(work.tx, work.pool_id, *found, work.now_ms));
  }
  return apply_members(work, found->id, shown, wanted.members);
}

Result<departments::Department> apply_root(Work& work, const dto::ApplyOrganization& wanted,
                                           const std::string& shown) {
  auto found = TRY(departments::find_organization(work.tx, work.pool_id, wanted.code));
  if (!found) {
    departments::Organization fresh;
    fresh.code = wanted.code;
    fresh.root.name = wanted.name.value_or(wanted.code);
    fresh.root.description = wanted.description.value_or("");
    work.add(shown);
    return departments::insert_organization(work.tx, work.pool_id, std::move(fresh), work.now_ms);
  }
  Difference difference;
  difference.take("name", found->name, wanted.name);
  difference.take("description", found->description, wanted.description);
  if (!difference.empty()) {
    work.change(shown + ": " + difference.text());
    TRY(departments::update(work.tx, work.pool_id, *found, work.now_ms));
  }
  return *std::move(found);
}

Result<void> apply_organization(Work& work, const dto::ApplyOrganization& wanted) {
  const std::string shown = "organization " + wanted.code;
  const departments::Department root = TRY(apply_root(work, wanted, shown));
  TRY(apply_members(work, root.id, shown, wanted.members));
  for (const auto& department : wanted.departments.value_or(std::vector<dto::ApplyDepartment>()))
    TRY(apply_department(work, root, department));
  return {};
}

Result<void> apply_tenant_member(Work& work, const tenants::Tenant& tenant, const std::string& shown,
                                 const dto::ApplyMember& member) {
  if (member.leader || member.main) return wrong("only members of departments may be leader or main");
  const std::string user_id = TRY(user_id_of(work, member.user));
  const auto found = TRY(tenants::find_member(work.tx, work.pool_id, tenant.id, user_id));
  bool is_admin = found && found->is_admin;
  Difference difference;
  difference.take("admin", is_admin, member.admin);
  if (found && difference.empty()) return {};
  TRY(tenants::put_member(work.tx, work.pool_id, tenant, user_id, is_admin, work.now_ms));
  const std::string line = "member " + member.user + " of " + shown;
  if (found)
    work.change(line + ": " + difference.text());
  else
    work.add(line);
  return {};
}

Result<tenants::Tenant> put_tenant(Work& work, const dto::ApplyTenant& wanted, const std::string& shown) {
  auto found = TRY(tenants::find_by_code(work.tx, work.pool_id, wanted.code));
  tenants::Tenant tenant = found.value_or(tenants::Tenant{});
  Difference difference;
  difference.take("name", tenant.name, wanted.name);
  difference.take("description", tenant.description, wanted.description);
  difference.take("enabled", tenant.enabled, wanted.enabled);
  difference.take("expires_at", tenant.expires_at, wanted.expires_at);
  difference.take("member_max", tenant.member_max, wanted.member_max);
  if (!found) {
    tenant.code = wanted.code;
    if (tenant.name.empty()) tenant.name = wanted.code;
    work.add(shown);
    return tenants::insert(work.tx, work.pool_id, std::move(tenant), work.now_ms);
  }
  if (!difference.empty()) {
    work.change(shown + ": " + difference.text());
    TRY(tenants::update(work.tx, work.pool_id, tenant, work.now_ms));
  }
  return tenant;
}

Result<void> apply_tenant(Work& work, const dto::ApplyTenant& wanted) {
  const std::string shown = "tenant " + wanted.code;
  const tenants::Tenant tenant = TRY(put_tenant(work, wanted, shown));
  for (const std::string& app_id : wanted.applications.value_or(std::vector<std::string>())) {
    if (!TRY(applications::belongs(work.tx, work.pool_id, app_id))) return not_found("application " + app_id);
    if (TRY(tenants::add_application(work.tx, work.pool_id, tenant.id, app_id, work.now_ms)))
      work.add("application " + app_id + " of " + shown);
  }
  for (const auto& member : wanted.members.value_or(std::vector<dto::ApplyMember>()))
    TRY(apply_tenant_member(work, tenant, shown, member));
  return {};
}

}  // namespace

void add_trees(Steps& steps, const dto::ApplyPool& wanted) {
  add_each(steps, "organizations", wanted.organizations, apply_organization);
  add_each(steps, "tenants", wanted.tenants, apply_tenant);
}

}  // namespace genauth::apply
