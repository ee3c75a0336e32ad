// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ResourceItemDto;
struct AuthorizeResourceItem;
struct AuthorizeResourcesDto;
struct CheckPermissionArrayResourceDto;
struct CheckPermissionNamespaceExistsDto;
struct CheckPermissionNamespaceExistsRespDto;
struct CheckPermissionStringResourceDto;
struct CheckPermissionTreeResourceDto;
struct CheckResourcePermissionRespDto;
struct CheckResourcePermissionDataDto;
struct CreateNamespaceDto;
struct CreateNamespacesBatchItemDto;
struct CreateNamespacesBatchDto;
struct CreatePermissionNamespaceDto;
struct CreatePermissionNamespaceRespDto;
struct CreatePermissionNamespacesBatchItemDto;
struct CreatePermissionNamespacesBatchDto;
struct DeleteNamespaceDto;
struct DeleteNamespacesBatchDto;
struct DeletePermissionNamespaceDto;
struct DeletePermissionNamespacesBatchDto;
struct GetPermissionNamespaceRespDto;
struct ResourceAuthorizedTargetDto;
struct GetResourceAuthorizedTargetDataDto;
struct GetResourceAuthorizedTargetsDto;
struct UserAuthResourceListDto;
struct GetUserAuthResourceListDataDto;
struct GetUserAuthResourcePermissionList;
struct GetUserAuthResourcePermissionListDataDto;
struct GetUserAuthResourcePermissionListDto;
struct GetUserAuthResourceStructDataDto;
struct GetUserAuthResourceStructDto;
struct IsActionAllowedDataDto;
struct IsActionAllowedDto;
struct NamespaceDto;
struct NamespacesListRespDto;
struct NamespaceListPagingDto;
struct NamespaceRolesListRespDto;
struct PermissionNamespacesListRespDto;
struct PermissionNamespaceListPagingDto;
struct PermissionNamespaceRolesListRespDto;
struct PermissionNamespaceRolesListPagingDto;
struct SubjectAuthDto;
struct SubjectAuthPagingDto;
struct UpdateNamespaceDto;
struct UpdatePermissionNamespaceDto;
struct UpdatePermissionNamespaceRespDto;

struct ResourceItemDto {
  std::string code = {};
  std::vector<std::string> actions = {};
  std::string resourceType = {};
};

struct AuthorizeResourceItem {
  std::string targetType = {};
  std::vector<std::string> targetIdentifiers = {};
  std::vector<ResourceItemDto> resources = {};
};

struct AuthorizeResourcesDto {
  // The page's entries
  std::vector<AuthorizeResourceItem> list = {};
  std::optional<std::string> namespace_ = {};
};

struct CheckPermissionArrayResourceDto {
  // Codes of list resources
  std::vector<std::string> resources = {};
  // What is to be done
  std::string action = {};
};

struct CheckPermissionNamespaceExistsDto {
  std::optional<std::string> code = {};
  // Its name
  std::optional<std::string> name = {};
};

struct CheckPermissionNamespaceExistsRespDto {
  // Whether the code is right
  bool isValid = false;
  std::optional<std::string> message = {};
};

struct CheckPermissionStringResourceDto {
  // Codes of plain resources
  std::vector<std::string> resources = {};
  // What is to be done
  std::string action = {};
};

struct CheckPermissionTreeResourceDto {
  // Paths of nodes: the resource's code, then codes of nodes, with slashes between
  std::vector<std::string> resources = {};
  // What is to be done
  std::string action = {};
};

struct CheckResourcePermissionRespDto {
  // Code of the namespace
  std::string namespaceCode = {};
  // What was asked
  std::string action = {};
  // The resource as it was asked about
  std::string resource = {};
  // Whether it is switched on
  bool enabled = false;
};

struct CheckResourcePermissionDataDto {
  // An answer for each resource that was asked about, in the same order
  std::vector<CheckResourcePermissionRespDto> checkResultList = {};
};

struct CreateNamespaceDto {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};
};

struct CreateNamespacesBatchItemDto {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};
};

struct CreateNamespacesBatchDto {
  // The page's entries
  std::vector<CreateNamespacesBatchItemDto> list = {};
};

struct CreatePermissionNamespaceDto {
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
};

struct CreatePermissionNamespaceRespDto {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

struct CreatePermissionNamespacesBatchItemDto {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

struct CreatePermissionNamespacesBatchDto {
  // The page's entries
  std::vector<CreatePermissionNamespacesBatchItemDto> list = {};
};

struct DeleteNamespaceDto {
  std::string code = {};
};

struct DeleteNamespacesBatchDto {
  std::vector<std::string> codeList = {};
};

struct DeletePermissionNamespaceDto {
  std::string code = {};
};

struct DeletePermissionNamespacesBatchDto {
  std::vector<std::string> codes = {};
};

struct GetPermissionNamespaceRespDto {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

struct ResourceAuthorizedTargetDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::vector<std::string> actions = {};
};

struct GetResourceAuthorizedTargetDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ResourceAuthorizedTargetDto> list = {};
};

struct GetResourceAuthorizedTargetsDto {
  std::string resource = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> targetType = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

struct UserAuthResourceListDto {
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  // What was granted in the namespace
  std::optional<std::vector<OpenResource>> resourceList = {};
};

struct GetUserAuthResourceListDataDto {
  // What was granted, by namespace
  std::vector<UserAuthResourceListDto> userPermissionList = {};
};

struct GetUserAuthResourcePermissionList {
  // Code of the namespace
  std::string namespaceCode = {};
  // What the user may do with it
  std::vector<std::string> actions = {};
  // The resource as it was asked about
  std::string resource = {};
};

struct GetUserAuthResourcePermissionListDataDto {
  // An entry for each resource of which something is granted
  std::vector<GetUserAuthResourcePermissionList> permissionList = {};
};

struct GetUserAuthResourcePermissionListDto {
  // Codes of data resources; of trees also paths of nodes
  std::vector<std::string> resources = {};
};

struct GetUserAuthResourceStructDataDto {
  // Code of the namespace
  std::string namespaceCode = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // What kind of value the data resource has
  std::string resourceType = {};
  // The text, of a plain resource
  std::optional<StrResourceAuthAction> strResourceAuthAction = {};
  // The list, of a list resource
  std::optional<ArrResourceAuthAction> arrResourceAuthAction = {};
  // The nodes, of a tree resource
  std::optional<TreeResourceAuthAction> treeResourceAuthAction = {};
};

struct GetUserAuthResourceStructDto {
  // Code of the data resource, alone or behind that of its namespace and a slash
  std::string resource = {};
};

struct IsActionAllowedDataDto {
  bool allowed = false;
};

struct IsActionAllowedDto {
  // Id of the user
  std::string userId = {};
  std::string action = {};
  std::string resource = {};
  std::optional<std::string> namespace_ = {};
};

struct NamespaceDto {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};
};

struct NamespacesListRespDto {
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
  // The state it is in
  std::optional<std::int64_t> status = {};
};

struct NamespaceListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<NamespacesListRespDto> list = {};
};

struct NamespaceRolesListRespDto {
  std::string id = {};
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
  std::string namespace_ = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct PermissionNamespacesListRespDto {
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
  // The state it is in
  std::optional<std::int64_t> status = {};
};

struct PermissionNamespaceListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PermissionNamespacesListRespDto> list = {};
};

struct PermissionNamespaceRolesListRespDto {
  // Its name
  std::string name = {};
  std::string code = {};
  std::optional<std::string> description = {};
  std::string namespace_ = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct PermissionNamespaceRolesListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PermissionNamespaceRolesListRespDto> list = {};
};

struct SubjectAuthDto {
  // Id of the application
  std::string appId = {};
  // Who the entry is about
  std::string subjectType = {};
  // Id of the user
  std::string subjectId = {};
  // Whether the person may enter
  std::string effect = {};
  // Whether the entry counts
  bool enabled = false;
};

struct SubjectAuthPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<SubjectAuthDto> list = {};
};

struct UpdateNamespaceDto {
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> newCode = {};
};

struct UpdatePermissionNamespaceDto {
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> newCode = {};
  std::optional<std::string> description = {};
};

struct UpdatePermissionNamespaceRespDto {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

// Parameters of get_authorized_resources.
struct ManagementGetAuthorizedResourcesQuery {
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> resourceType = {};
  std::optional<std::vector<std::string>> resourceList = {};
  std::optional<bool> withDenied = {};
};

// Parameters of get_namespace.
struct GetNamespaceQuery {
  std::string code = {};
};

// Parameters of get_namespaces_batch.
struct GetNamespacesBatchQuery {
  std::vector<std::string> codeList = {};
};

// Parameters of get_permission_namespace.
struct GetPermissionNamespaceQuery {
  std::string code = {};
};

// Parameters of get_permission_namespaces_batch.
struct GetPermissionNamespacesBatchQuery {
  std::vector<std::string> codes = {};
};

// Parameters of list_namespace_roles.
struct ListNamespaceRolesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string code = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
};

// Parameters of list_namespaces.
struct ListNamespacesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
};

// Parameters of list_permission_namespace_roles.
struct ListPermissionNamespaceRolesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string code = {};
  std::optional<std::string> query = {};
};

// Parameters of list_permission_namespaces.
struct ListPermissionNamespacesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
};

}  // namespace genauth
