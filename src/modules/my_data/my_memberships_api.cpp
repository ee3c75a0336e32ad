// get-my-tenant-list, get-my-role-list, get-my-group-list, get-my-department-list,
// get-my-authorized-resources, get-user-select-login-public-accounts.
#include <algorithm>
#include <map>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/dto/my_data.h"
#include "gen/ops/my_data.h"
#include "json/codec.h"
#include "modules/departments/departments.h"
#include "modules/groups/groups.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/resources/resources.h"
#include "modules/roles/roles.h"
#include "modules/tenants/tenants.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

constexpr std::string_view kPerson = "1", kPublic = "2";

dto::RoleDto to_dto(const roles::Role& role) {
  dto::RoleDto shown;
  shown.id = role.id;
  shown.code = role.code;
  shown.name = role.name;
  shown.description = role.description;
  shown.namespace_ = role.namespace_code;
  shown.namespaceName = role.namespace_name;
  shown.status = role.enabled ? "ENABLE" : "DISABLE";
  shown.disableTime = role.disable_at;
  shown.enablePermissionApply = role.permission_apply;
  return shown;
}

Result<dto::UserDepartmentRespDto> to_dto(const departments::Membership& membership, bool with_custom_data) {
  const departments::Department& department = membership.department;
  dto::UserDepartmentRespDto shown;
  shown.organizationCode = department.organization_code;
  shown.departmentId = department.id;
  shown.openDepartmentId = department.open_department_id;
  shown.isRoot = department.is_root();
  shown.createdAt = iso8601_ms(department.created_at);
  shown.name = department.name;
  shown.description = department.description;
  shown.code = department.code.value_or("");
  shown.isLeader = membership.role.is_leader;
  shown.isMainDepartment = membership.role.is_main;
  shown.joinedAt = iso8601_ms(membership.joined_at);
  shown.isVirtualNode = department.is_virtual;
  if (with_custom_data) shown.customData.text = department.custom_data;
  if (department.i18n) {
    const json::Document document = TRY(json::Document::parse(*department.i18n));
    shown.i18n = TRY(json::decode<dto::DepartmentI18nDto>(document));
  }
  std::vector<std::string> ids, names, codes;
  for (const departments::Step& step : membership.path) {
    ids.push_back(step.id);
    names.push_back(step.name);
    codes.push_back(step.code.value_or(""));
  }
  shown.departmentIdPath = std::move(ids);
  shown.departmentNamePath = std::move(names);
  shown.departmentCodePath = std::move(codes);
  return shown;
}

// A person is in few departments, so they are sorted here and not by four more statements.
void sort(std::vector<departments::Membership>& memberships, const std::string& by,
          const std::string& order) {
  const auto less = [&](const departments::Membership& a, const departments::Membership& b) {
    if (by == "DepartmentCreatedAt") return a.department.created_at < b.department.created_at;
    if (by == "DepartmentName") return a.department.name < b.department.name;
    if (by == "DepartmemtCode") return a.department.code.value_or("") < b.department.code.value_or("");
    return a.joined_at < b.joined_at;
  };
  std::ranges::stable_sort(memberships, less);
  if (order == "Desc") std::ranges::reverse(memberships);
}

void add_once(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& item : from)
    if (std::ranges::find(to, item) == to.end()) to.push_back(item);
}

template <class Dto>
Dto to_account(const public_accounts::Choice& choice, std::string_view type) {
  Dto shown;
  shown.userId = choice.user_id;
  shown.avatar = choice.photo;
  shown.displayName = choice.display_name;
  shown.usertype = std::string(type);
  return shown;
}

}  // namespace

Result<std::vector<dto::UserTenantListDto>> get_my_tenant_list(api::Call& call) {
  const auto memberships = TRY(call.read([&](db::Session& session) {
    return tenants::of_user(session, call.pool_id, call.caller.user_id, call.now_ms);
  }));
  std::vector<dto::UserTenantListDto> shown;
  for (const tenants::Membership& membership : memberships)
    shown.push_back({membership.tenant_id, membership.tenant_name, iso8601_ms(membership.joined_at)});
  return shown;
}

Result<std::vector<dto::RoleDto>> get_my_role_list(api::Call& call, const dto::GetRoleListQuery& query) {
  const auto held = TRY(call.read([&](db::Session& session) {
    return roles::held_by(session, call.pool_id, call.caller.user_id, call.now_ms);
  }));
  std::vector<dto::RoleDto> shown;
  shown.reserve(held.size());
  for (const roles::Role& role : held)
    if (!query.namespace_ || *query.namespace_ == role.namespace_code) shown.push_back(to_dto(role));
  return shown;
}

// `members` stays empty: a group's members are its administrator's to see.
Result<std::vector<dto::GroupDto>> get_my_group_list(api::Call& call) {
  const auto found = TRY(call.read(
      [&](db::Session& session) { return groups::of_user(session, call.pool_id, call.caller.user_id); }));
  std::vector<dto::GroupDto> shown;
  for (const groups::Group& group : found) {
    dto::GroupDto one;
    one.id = group.id;
    one.code = group.code;
    one.name = group.name;
    one.description = group.description;
    one.type = group.type;
    one.metadataSource = users::strings_of(group.metadata_source);
    shown.push_back(std::move(one));
  }
  return shown;
}

Result<dto::UserDepartmentPagingDto> get_my_department_list(api::Call& call,
                                                            const dto::GetDepartmentListQuery& query) {
  auto memberships = TRY(call.read([&](db::Session& session) {
    return departments::of_user(session, call.pool_id, call.caller.user_id);
  }));
  sort(memberships, query.sortBy, query.orderBy);
  dto::UserDepartmentPagingDto answer;
  answer.totalCount = static_cast<std::int64_t>(memberships.size());
  for (std::int64_t i = (query.page - 1) * query.limit;
       i < std::min(answer.totalCount, query.page * query.limit); ++i)
    answer.list.push_back(TRY(to_dto(memberships[static_cast<std::size_t>(i)], query.withCustomData)));
  return answer;
}

// What several grants say of one resource comes together, what is allowed apart from what is denied.
Result<dto::AuthorizedResourcePagingDto> get_my_authorized_resources(
    api::Call& call, const dto::GetAuthorizedResourcesQuery& query) {
  const auto grants = TRY(call.read([&](db::Session& session) {
    return resources::granted_to(session, call.pool_id, call.caller.user_id, resources::kGeneral,
                                 call.now_ms);
  }));
  std::map<std::pair<std::string, bool>, std::size_t> places;
  dto::AuthorizedResourcePagingDto answer;
  answer.list.reserve(grants.size());
  for (const auto& [resource, grant] : grants) {
    if (query.namespace_ && *query.namespace_ != resource.namespace_code) continue;
    if (query.resourceType && *query.resourceType != resource.type) continue;
    const auto [place, is_new] = places.try_emplace({resource.id, grant.allow}, answer.list.size());
    if (is_new) {
      dto::AuthorizedResourceDto& fresh = answer.list.emplace_back();
      fresh.resourceCode = resource.code;
      fresh.description = resource.description;
      fresh.resourceType = resource.type;
      fresh.apiIdentifier = resource.api_identifier;
      fresh.effect = grant.allow ? "ALLOW" : "DENY";
    }
    const bool is_every = std::ranges::find(grant.actions, resources::kEveryAction) != grant.actions.end();
    add_once(answer.list[place->second].actions, is_every ? resources::actions_of(resource) : grant.actions);
  }
  answer.totalCount = static_cast<std::int64_t>(answer.list.size());
  return answer;
}

// Under a public account the answer is that of the person who uses it.
Result<std::vector<dto::GetUserSelectLoginPublicAccountsDataDto>> get_user_select_login_public_accounts(
    api::Call& call, const dto::ListPublicAccountsForSwitchLoggedInQuery& query) {
  return call.read(
      [&](db::Session& session) -> Result<std::vector<dto::GetUserSelectLoginPublicAccountsDataDto>> {
        const auto origin = TRY(public_accounts::origin_of(session, call.pool_id, call.caller.session_id));
        const std::string& person = origin ? *origin : call.caller.user_id;
        dto::GetUserSelectLoginPublicAccountsDataDto shown;
        for (const auto& choice : TRY(public_accounts::open_to(session, call.pool_id, person, call.now_ms)))
          shown.publicAccounts.push_back(to_account<dto::ListPublicAccountDataDto>(choice, kPublic));
        const auto self = query.withOriginUser
                              ? TRY(public_accounts::choice_of(session, call.pool_id, person))
                              : std::optional<public_accounts::Choice>();
        if (self)
          shown.originUser = to_account<dto::GetUserSelectLoginPublicAccountsOriginUserDto>(*self, kPerson);
        return std::vector{std::move(shown)};
      });
}

}  // namespace genauth::ops
