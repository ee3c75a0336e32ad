// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct TargetDto;
struct RoleCodeDto;
struct AssignRoleBatchDto;
struct AssignRoleDto;
struct CheckRoleMutualExclusionReqDto;
struct CheckRoleMutualExclusionResultDto;
struct CheckRoleParamsDto;
struct CheckRoleParamsRespDto;
struct CreateAdminRoleDto;
struct CreateRoleDto;
struct RoleListItem;
struct CreateRolesBatch;
struct DeleteAdminRoleDto;
struct RoleCodeAndNamespaceDto;
struct DeleteRoleBatchDto;
struct DeleteRoleDto;
struct RevokeRoleBatchDto;
struct RevokeRoleDto;
struct RoleAuthorizedResourcesRespDto;
struct RoleAuthorizedResourcePagingDto;
struct RoleDepartmentRespDto;
struct RoleDepartmentListPagingDto;
struct RolePermissionListDto;
struct RoleListPageDto;
struct UpdateRoleDto;

struct TargetDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
};

struct RoleCodeDto {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

struct AssignRoleBatchDto {
  std::vector<TargetDto> targets = {};
  std::vector<RoleCodeDto> roles = {};
};

struct AssignRoleDto {
  std::vector<TargetDto> targets = {};
  std::string code = {};
  std::optional<std::int64_t> endTime = {};
  std::optional<std::int64_t> enableTime = {};
  std::optional<std::string> namespace_ = {};
};

struct CheckRoleMutualExclusionReqDto {
  std::vector<RoleCodeDto> roles = {};
};

struct CheckRoleMutualExclusionResultDto {
  bool existMutuallyExclusive = false;
};

struct CheckRoleParamsDto {
  std::string code = {};
  std::string namespace_ = {};
  // Its name
  std::optional<std::string> name = {};
};

struct CheckRoleParamsRespDto {
  // Whether the code is right
  bool isValid = false;
  bool message = false;
};

struct CreateAdminRoleDto {
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
};

struct CreateRoleDto {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> description = {};
  std::optional<std::string> disableTime = {};
};

struct RoleListItem {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};
  std::optional<std::string> namespace_ = {};
};

struct CreateRolesBatch {
  // The page's entries
  std::vector<RoleListItem> list = {};
};

struct DeleteAdminRoleDto {
  std::vector<std::string> codeList = {};
};

struct RoleCodeAndNamespaceDto {
  std::string code = {};
  std::string namespace_ = {};
};

struct DeleteRoleBatchDto {
  std::vector<RoleCodeAndNamespaceDto> roleList = {};
};

struct DeleteRoleDto {
  std::vector<std::string> codeList = {};
  std::optional<std::string> namespace_ = {};
};

struct RevokeRoleBatchDto {
  std::vector<TargetDto> targets = {};
  std::vector<RoleCodeDto> roles = {};
};

struct RevokeRoleDto {
  std::vector<TargetDto> targets = {};
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

struct RoleAuthorizedResourcesRespDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceType = {};
  std::vector<std::string> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::string apiIdentifier = {};
};

struct RoleAuthorizedResourcePagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<RoleAuthorizedResourcesRespDto> list = {};
};

struct RoleDepartmentRespDto {
  std::string id = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::string description = {};
};

struct RoleDepartmentListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<RoleDepartmentRespDto> list = {};
};

struct RolePermissionListDto {
  std::string roleId = {};
  // The state it is in
  std::string status = {};
  std::optional<std::int64_t> enableTime = {};
  std::optional<std::int64_t> endTime = {};
  // Id of the user pool
  std::string userPoolId = {};
  std::string roleName = {};
  std::string roleCode = {};
  std::optional<std::string> description = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct RoleListPageDto {
  // Entries that match, on all pages
  std::optional<std::int64_t> totalCount = {};
  std::vector<RolePermissionListDto> data = {};
};

struct UpdateRoleDto {
  // Its name
  std::string name = {};
  std::string newCode = {};
  std::string code = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> description = {};
  // The state it is in
  std::optional<std::string> status = {};
  std::optional<std::string> disableTime = {};
  // Whether people may ask to be let into the application (see the guide of approvals)
  std::optional<bool> enablePermissionApply = {};
};

// Parameters of get_role.
struct GetRoleQuery {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of get_role_authorized_resources.
struct GetRoleAuthorizedResourcesQuery {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> resourceType = {};
};

// Parameters of list_role_assignments.
struct ListRoleAssignmentsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
  std::string roleCode = {};
  // Code of the namespace
  std::optional<std::string> namespaceCode = {};
  std::optional<std::vector<std::string>> targetType = {};
};

// Parameters of list_role_departments.
struct ListRoleDepartmentsQuery {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of list_role_members.
struct ListRoleMembersQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of list_roles.
struct ListRolesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<std::string> namespace_ = {};
};

}  // namespace genauth
