// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AddDepartmentMembersReqDto;
struct CreateDepartmentReqDto;
struct UserInfoDto;
struct CreateDepartmentTreeReqDto;
struct OrganizationNameI18nDto;
struct CreateOrganizationReqDto;
struct DeleteDepartmentReqDto;
struct DeleteDepartmentSyncRelationReqDto;
struct DeleteOrganizationReqDto;
struct DepartmentDto;
struct DepartmentPagingDto;
struct DepartmentSortingDto;
struct GetDepartmentByIdReqDto;
struct IsUserInDepartmentDataDto;
struct OrganizationDto;
struct OrganizationPagingDto;
struct RemoveDepartmentMembersReqDto;
struct Result;
struct SearchDepartmentsFilterItemDto;
struct SearchDepartmentsListReqDto;
struct SearchDepartmentsReqDto;
struct UpdateDepartmentReqDto;
struct UpdateDepartmentStatusReqDto;
struct UpdateOrganizationReqDto;
struct UpdateOrganizationStatusReqDto;

struct AddDepartmentMembersReqDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct CreateDepartmentReqDto {
  std::string organizationCode = {};
  // Its name
  std::string name = {};
  std::string parentDepartmentId = {};
  Json metadata = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  std::optional<std::string> description = {};
  std::optional<std::string> code = {};
  // Whether it only groups others
  std::optional<bool> isVirtualNode = {};
  std::optional<DepartmentI18nDto> i18n = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct UserInfoDto {
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Its name
  std::optional<std::string> name = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // Country
  std::optional<std::string> country = {};
  // Province
  std::optional<std::string> province = {};
  // City
  std::optional<std::string> city = {};
};

struct CreateDepartmentTreeReqDto {
  // Its name
  std::string name = {};
  std::optional<std::vector<std::string>> children = {};
  std::optional<UserInfoDto> members = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct OrganizationNameI18nDto {
  LangObject organizationName = {};
};

struct CreateOrganizationReqDto {
  Json metadata = {};
  std::string organizationName = {};
  std::string organizationCode = {};
  std::optional<std::string> description = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  std::optional<OrganizationNameI18nDto> i18n = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
};

struct DeleteDepartmentReqDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DeleteDepartmentSyncRelationReqDto {
  // Kind of the identity source
  std::string provider = {};
  // Id of the department
  std::string departmentId = {};
  std::string organizationCode = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
};

struct DeleteOrganizationReqDto {
  std::string organizationCode = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DepartmentDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::optional<std::string> updatedAt = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  // Its name
  std::string name = {};
  std::optional<std::vector<std::string>> leaderUserIds = {};
  std::optional<std::string> description = {};
  std::string parentDepartmentId = {};
  std::optional<std::string> code = {};
  std::string parentDepartmentCode = {};
  std::int64_t membersCount = 0;
  bool hasChildren = false;
  // Whether it only groups others
  std::optional<bool> isVirtualNode = {};
  std::optional<DepartmentI18nDto> i18n = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  std::optional<std::vector<std::string>> posts = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // The state it is in
  std::optional<bool> status = {};
  std::optional<std::string> allow = {};
};

struct DepartmentPagingDto {
  // Entries that match, on all pages
  bool totalCount = false;
  // The page's entries
  std::vector<DepartmentDto> list = {};
};

struct DepartmentSortingDto {
  // Field that it is about
  std::string field = {};
  // desc for greatest first, asc for smallest first
  std::string order = {};
};

struct GetDepartmentByIdReqDto {
  // Id of the department
  std::string departmentId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::vector<std::string>> appTypeList = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

struct IsUserInDepartmentDataDto {
  bool inDepartment = false;
};

struct OrganizationDto {
  std::string organizationCode = {};
  std::string organizationName = {};
  std::optional<std::string> description = {};
  // When it was created
  std::optional<std::string> createdAt = {};
  // When it was last changed
  std::optional<std::string> updatedAt = {};
  // Id of the department
  std::string departmentId = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  bool hasChildren = false;
  std::optional<std::vector<std::string>> leaderUserIds = {};
  std::int64_t membersCount = 0;
  // Whether it only groups others
  bool isVirtualNode = false;
  std::optional<OrganizationNameI18nDto> i18n = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // The state it is in
  std::optional<std::string> status = {};
  std::optional<std::string> allow = {};
};

struct OrganizationPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<OrganizationDto> list = {};
};

struct RemoveDepartmentMembersReqDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct Result {
  std::int64_t addUser = 0;
  std::int64_t updateUser = 0;
  std::int64_t addDepartment = 0;
  std::int64_t updateDepartment = 0;
};

struct SearchDepartmentsFilterItemDto {
  // Field that it is about
  std::string field = {};
  // How the field is compared with the value
  std::string operator_ = {};
  Json value = {};
};

struct SearchDepartmentsListReqDto {
  std::string organizationCode = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Conditions that must all hold
  std::optional<std::vector<SearchDepartmentsFilterItemDto>> advancedFilter = {};
  std::optional<std::string> sortBy = {};
  std::optional<std::string> orderBy = {};
  // Order of the list; later entries decide between equals
  std::optional<std::vector<DepartmentSortingDto>> sort = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct SearchDepartmentsReqDto {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::string keywords = {};
  std::string organizationCode = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct UpdateDepartmentReqDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  Json metadata = {};
  std::optional<std::vector<std::string>> leaderUserIds = {};
  std::optional<std::string> description = {};
  std::optional<std::string> code = {};
  std::optional<DepartmentI18nDto> i18n = {};
  // The state it is in
  std::optional<bool> status = {};
  // Its name
  std::optional<std::string> name = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<std::string> parentDepartmentId = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct UpdateDepartmentStatusReqDto {
  // The state it is in
  bool status = false;
  // Id of the department
  std::string departmentId = {};
};

struct UpdateOrganizationReqDto {
  std::string organizationCode = {};
  std::optional<std::string> description = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  std::optional<std::vector<std::string>> leaderUserIds = {};
  std::optional<OrganizationNameI18nDto> i18n = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::string> organizationNewCode = {};
  std::optional<std::string> organizationName = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
};

struct UpdateOrganizationStatusReqDto {
  std::string rootNodeId = {};
  // The state it is in
  std::optional<std::string> status = {};
  std::optional<std::string> state = {};
};

// Parameters of get_all_departments.
struct GetAllDepartmentsQuery {
  std::string organizationCode = {};
  // Id of the department
  std::optional<std::string> departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_department.
struct GetDepartmentQuery {
  std::optional<std::string> organizationCode = {};
  // Id of the department
  std::optional<std::string> departmentId = {};
  std::optional<std::string> departmentCode = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of get_department_by_id.
struct GetDepartmentByIdQuery {
  // Id of the department
  std::string departmentId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::vector<std::string>> appTypeList = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_department_sync_relations.
struct GetDepartmentSyncRelationsQuery {
  std::string organizationCode = {};
  // Id of the department
  std::optional<std::string> departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of get_organization.
struct GetOrganizationQuery {
  std::string organizationCode = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of get_organizations_batch.
struct GetOrganizationsBatchQuery {
  std::vector<std::string> organizationCodeList = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of get_parent_department.
struct GetParentDepartmentQuery {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of is_user_in_department.
struct IsUserInDepartmentQuery {
  // Id of the user
  std::string userId = {};
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<bool> includeChildrenDepartments = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of list_children_departments.
struct ListChildrenDepartmentsQuery {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // The state it is in
  std::optional<bool> status = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<bool> excludeVirtualNode = {};
  std::optional<bool> onlyVirtualNode = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of list_department_member_ids.
struct ListDepartmentMemberIdsQuery {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of list_department_members.
struct ListDepartmentMembersQuery {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  std::optional<std::string> sortBy = {};
  std::optional<std::string> orderBy = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<bool> includeChildrenDepartments = {};
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
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of list_organizations.
struct ListOrganizationsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> fetchAll = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // The state it is in
  std::optional<bool> status = {};
};

// Parameters of search_department_members.
struct SearchDepartmentMembersQuery {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::string keywords = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<bool> includeChildrenDepartments = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of search_organizations.
struct SearchOrganizationsQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::string keywords = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

}  // namespace genauth
