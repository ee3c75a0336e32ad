// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ActionAuth;
struct AuthEnvParams;
struct Option;
struct Config;
struct ExtendField;
struct BatchCreateDnefReq;
struct CheckExternalUserPermissionsRespDto;
struct CheckExternalUserPermissionDataDto;
struct CheckExternalUserPermissionDto;
struct CheckParamsDataPolicyRespDto;
struct CheckParamsDataResourceRespDto;
struct CheckPermissionsRespDto;
struct CheckPermissionDataDto;
struct CheckPermissionDto;
struct CheckUserSameLevelPermissionRespDto;
struct CheckUserSameLevelPermissionDataDto;
struct CheckUserSameLevelPermissionDto;
struct CreateArrayDataResourceDto;
struct CreateArrayDataResourceRespDto;
struct SubjectDto;
struct CreateAuthorizeDataPolicyDto;
struct DataStatementPermissionDto;
struct CreateDataPolicyDto;
struct CreateDataPolicyRespDto;
struct CreateDataResourceDto;
struct CreateDataResourceRespDto;
struct CreateDnefReq;
struct CreateStringDataResourceDto;
struct CreateStringDataResourceRespDto;
struct DataResourceTreeStructs;
struct CreateTreeDataResourceDto;
struct CreateTreeDataResourceRespDto;
struct DataResourceSimpleRespDto;
struct SubjectRespDto;
struct ListDataPoliciesRespDto;
struct DataPoliciesPaginatedRespDto;
struct ListSimpleDataPoliciesRespDto;
struct DataPoliciesSimplePaginatedRespDto;
struct ListDataResourcesRespDto;
struct DataResourcesPaginatedRespDto;
struct DataSubjectRespDto;
struct DeleteAuthorizeDataPolicyDto;
struct DeleteDataPolicyDto;
struct DeleteDataResourceDto;
struct DeleteDnefReq;
struct DnefPaginatedRespDto;
struct GetDataPolicyRespDto;
struct GetDataResourceRespDto;
struct GetExternalUserResourceStructDataDto;
struct GetExternalUserResourceStructDto;
struct UserPermissionListDto;
struct GetUserPermissionListDataDto;
struct GetUserPermissionListDto;
struct GetUserResourcePermissionList;
struct GetUserResourcePermissionListDataDto;
struct GetUserResourcePermissionListDto;
struct GetUserResourceStructDataDto;
struct GetUserResourceStructDto;
struct GroupBo;
struct ListDataPolicySubjectPageDto;
struct ListPermissionViewDto;
struct PolicyBo;
struct RoleBo;
struct NodeBo;
struct ListPermissionViewRespDto;
struct ListPermissionViewPaginatedRespDto;
struct ListResourceTargetsDtoResp;
struct ListResourceTargetsDataDto;
struct ListResourceTargetsDto;
struct UpdateDataPolicyDto;
struct UpdateDataPolicyRespDto;
struct UpdateDataResourceDto;
struct UpdateDataResourceRespDto;
struct UpdateDnefReq;

struct ActionAuth {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::string action = {};
};

struct AuthEnvParams {
  std::optional<std::string> ip = {};
  // City
  std::optional<std::string> city = {};
  // Province
  std::optional<std::string> province = {};
  // Country
  std::optional<std::string> country = {};
  std::optional<std::string> deviceType = {};
  std::optional<std::string> systemType = {};
  std::optional<std::string> browserType = {};
  std::optional<std::string> requestDate = {};
};

struct Option {
  std::string value = {};
};

struct Config {
  // Further options
  std::vector<Option> options = {};
};

struct ExtendField {
  std::string key = {};
  std::string valueType = {};
  std::optional<std::string> description = {};
  std::string label = {};
  std::optional<Config> config = {};
};

struct BatchCreateDnefReq {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::vector<ExtendField> fieldList = {};
};

struct CheckExternalUserPermissionsRespDto {
  // Code of the namespace
  std::string namespaceCode = {};
  std::string action = {};
  std::string resource = {};
  // Whether it is switched on
  bool enabled = false;
};

struct CheckExternalUserPermissionDataDto {
  std::vector<CheckExternalUserPermissionsRespDto> checkResultList = {};
};

struct CheckExternalUserPermissionDto {
  std::vector<std::string> resources = {};
  std::string action = {};
  // The user's id in a system of your own; unique in the user pool
  std::string externalId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<bool> judgeConditionEnabled = {};
  std::optional<AuthEnvParams> authEnvParams = {};
};

struct CheckParamsDataPolicyRespDto {
  // Whether the code is right
  bool isValid = false;
  std::optional<std::string> message = {};
};

struct CheckParamsDataResourceRespDto {
  // Whether the code is right
  bool isValid = false;
  std::optional<std::string> message = {};
};

struct CheckPermissionsRespDto {
  // Code of the namespace
  std::string namespaceCode = {};
  std::string action = {};
  std::string resource = {};
  // Whether it is switched on
  bool enabled = false;
};

struct CheckPermissionDataDto {
  std::vector<CheckPermissionsRespDto> checkResultList = {};
};

struct CheckPermissionDto {
  std::vector<std::string> resources = {};
  std::string action = {};
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<bool> judgeConditionEnabled = {};
  std::optional<AuthEnvParams> authEnvParams = {};
};

struct CheckUserSameLevelPermissionRespDto {
  std::string action = {};
  std::string resourceNodeCode = {};
  // Whether it is switched on
  bool enabled = false;
};

struct CheckUserSameLevelPermissionDataDto {
  std::vector<CheckUserSameLevelPermissionRespDto> checkLevelResultList = {};
};

struct CheckUserSameLevelPermissionDto {
  std::vector<std::string> resourceNodeCodes = {};
  std::string resource = {};
  std::string action = {};
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<bool> judgeConditionEnabled = {};
  std::optional<AuthEnvParams> authEnvParams = {};
};

struct CreateArrayDataResourceDto {
  std::vector<std::string> actions = {};
  std::vector<std::string> struct_ = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceName = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> description = {};
};

struct CreateArrayDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  std::vector<std::string> struct_ = {};
  std::vector<std::string> actions = {};
};

struct SubjectDto {
  std::string id = {};
  // Its kind
  std::string type = {};
  // Its name
  std::optional<std::string> name = {};
};

struct CreateAuthorizeDataPolicyDto {
  std::vector<SubjectDto> targetList = {};
  std::vector<std::string> policyIds = {};
};

struct DataStatementPermissionDto {
  std::string effect = {};
  std::vector<std::string> permissions = {};
};

struct CreateDataPolicyDto {
  std::vector<DataStatementPermissionDto> statementList = {};
  std::string policyName = {};
  std::optional<std::string> description = {};
};

struct CreateDataPolicyRespDto {
  std::string policyId = {};
  std::string policyName = {};
  std::optional<std::string> description = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct CreateDataResourceDto {
  std::vector<std::string> actions = {};
  Json struct_ = {};
  // Its kind
  std::string type = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceName = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> description = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
};

struct CreateDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  Json struct_ = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
  std::vector<std::string> actions = {};
};

struct CreateDnefReq {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::string label = {};
  std::string valueType = {};
  std::string key = {};
  std::optional<std::string> description = {};
  std::optional<Config> config = {};
};

struct CreateStringDataResourceDto {
  std::vector<std::string> actions = {};
  std::string struct_ = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceName = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> description = {};
};

struct CreateStringDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  std::string struct_ = {};
  std::vector<std::string> actions = {};
};

struct DataResourceTreeStructs {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> value = {};
  std::optional<std::vector<Json>> children = {};
  Json extendFieldValue = {};
};

struct CreateTreeDataResourceDto {
  std::vector<std::string> actions = {};
  std::vector<DataResourceTreeStructs> struct_ = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceName = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> description = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
};

struct CreateTreeDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  std::vector<DataResourceTreeStructs> struct_ = {};
  std::vector<std::string> actions = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
};

struct DataResourceSimpleRespDto {
  std::string resourceId = {};
  std::string resourceName = {};
};

struct SubjectRespDto {
  std::string id = {};
  // Its kind
  std::string type = {};
  // Its name
  std::string name = {};
};

struct ListDataPoliciesRespDto {
  std::string policyName = {};
  std::optional<std::string> description = {};
  std::vector<DataResourceSimpleRespDto> resourceList = {};
  std::string policyId = {};
  std::vector<SubjectRespDto> targetList = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct DataPoliciesPaginatedRespDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ListDataPoliciesRespDto> list = {};
};

struct ListSimpleDataPoliciesRespDto {
  std::string policyId = {};
  std::string policyName = {};
  std::optional<std::string> description = {};
};

struct DataPoliciesSimplePaginatedRespDto {
  // Entries that match, on all pages
  std::optional<std::int64_t> totalCount = {};
  // The page's entries
  std::vector<ListSimpleDataPoliciesRespDto> list = {};
};

struct ListDataResourcesRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::string namespaceName = {};
  std::int64_t authorizationNum = 0;
  // When it was last changed
  std::string updatedAt = {};
};

struct DataResourcesPaginatedRespDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ListDataResourcesRespDto> list = {};
};

struct DataSubjectRespDto {
  std::string targetIdentifier = {};
  std::string targetType = {};
  std::string targetName = {};
  std::string authorizationTime = {};
};

struct DeleteAuthorizeDataPolicyDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::string policyId = {};
};

struct DeleteDataPolicyDto {
  std::string policyId = {};
};

struct DeleteDataResourceDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct DeleteDnefReq {
  std::string key = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct DnefPaginatedRespDto {
  double nextStartIndex = 0;
  bool truncated = false;
  // The page's entries
  std::vector<ExtendField> list = {};
};

struct GetDataPolicyRespDto {
  std::string policyId = {};
  std::string policyName = {};
  std::optional<std::string> description = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct GetDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  Json struct_ = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::vector<std::string> actions = {};
};

struct GetExternalUserResourceStructDataDto {
  // Code of the namespace
  std::string namespaceCode = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceType = {};
  std::optional<StrResourceAuthAction> strResourceAuthAction = {};
  std::optional<ArrResourceAuthAction> arrResourceAuthAction = {};
  std::optional<TreeResourceAuthAction> treeResourceAuthAction = {};
};

struct GetExternalUserResourceStructDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // The user's id in a system of your own; unique in the user pool
  std::string externalId = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct UserPermissionListDto {
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::vector<OpenResource>> resourceList = {};
};

struct GetUserPermissionListDataDto {
  std::vector<UserPermissionListDto> userPermissionList = {};
};

struct GetUserPermissionListDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::optional<std::vector<std::string>> namespaceCodes = {};
};

struct GetUserResourcePermissionList {
  // Code of the namespace
  std::string namespaceCode = {};
  std::vector<std::string> actions = {};
  std::string resource = {};
};

struct GetUserResourcePermissionListDataDto {
  std::vector<GetUserResourcePermissionList> permissionList = {};
};

struct GetUserResourcePermissionListDto {
  std::vector<std::string> resources = {};
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct GetUserResourceStructDataDto {
  // Code of the namespace
  std::string namespaceCode = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  std::string resourceType = {};
  std::optional<StrResourceAuthAction> strResourceAuthAction = {};
  std::optional<ArrResourceAuthAction> arrResourceAuthAction = {};
  std::optional<TreeResourceAuthAction> treeResourceAuthAction = {};
};

struct GetUserResourceStructDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Id of the user
  std::string userId = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct GroupBo {
  std::string groupId = {};
  std::string groupName = {};
  std::string groupCode = {};
};

struct ListDataPolicySubjectPageDto {
  // Entries that match, on all pages
  std::optional<std::int64_t> totalCount = {};
  // The page's entries
  std::vector<DataSubjectRespDto> list = {};
};

struct ListPermissionViewDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> keyword = {};
};

struct PolicyBo {
  std::string dataPolicyId = {};
  std::string dataPolicyName = {};
};

struct RoleBo {
  std::string roleId = {};
  std::string roleName = {};
  std::string roleCode = {};
};

struct NodeBo {
  std::string nodeId = {};
  std::string nodeName = {};
  std::string nodeCode = {};
};

struct ListPermissionViewRespDto {
  // Id of the user
  std::string userId = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  std::string namespaceId = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::string namespaceName = {};
  std::string dataResourceId = {};
  std::string dataResourceCode = {};
  std::string dataResourceName = {};
  std::vector<PolicyBo> dataPolicyList = {};
  std::vector<RoleBo> roleList = {};
  std::vector<GroupBo> groupList = {};
  std::vector<NodeBo> nodeList = {};
};

struct ListPermissionViewPaginatedRespDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ListPermissionViewRespDto> list = {};
};

struct ListResourceTargetsDtoResp {
  std::string resource = {};
  std::vector<ActionAuth> actionAuthList = {};
};

struct ListResourceTargetsDataDto {
  std::vector<ListResourceTargetsDtoResp> authUserList = {};
};

struct ListResourceTargetsDto {
  std::vector<std::string> resources = {};
  std::vector<std::string> actions = {};
  // Code of the namespace
  std::string namespaceCode = {};
};

struct UpdateDataPolicyDto {
  std::string policyId = {};
  std::optional<std::string> policyName = {};
  std::optional<std::string> description = {};
  std::optional<std::vector<DataStatementPermissionDto>> statementList = {};
};

struct UpdateDataPolicyRespDto {
  std::string policyId = {};
  std::string policyName = {};
  std::optional<std::string> description = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct UpdateDataResourceDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> resourceName = {};
  std::optional<std::string> description = {};
  Json struct_ = {};
  std::optional<std::vector<std::string>> actions = {};
};

struct UpdateDataResourceRespDto {
  std::string resourceName = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> description = {};
  Json struct_ = {};
  std::optional<std::vector<ExtendField>> extendFieldList = {};
  std::vector<std::string> actions = {};
};

struct UpdateDnefReq {
  std::string key = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> description = {};
  std::optional<std::string> label = {};
  std::optional<Config> config = {};
};

// Parameters of check_data_policy_exists.
struct CheckDataPolicyExistsQuery {
  std::string policyName = {};
};

// Parameters of check_data_resource_exists.
struct CheckDataResourceExistsQuery {
  // Code of the namespace
  std::string namespaceCode = {};
  std::optional<std::string> resourceName = {};
  // Code of the resource, unique in its namespace
  std::optional<std::string> resourceCode = {};
};

// Parameters of get_data_policy.
struct GetDataPolicyQuery {
  std::string policyId = {};
};

// Parameters of get_data_resource.
struct GetDataResourceQuery {
  // Code of the namespace
  std::string namespaceCode = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
};

// Parameters of list_data_polices.
struct ListDataPolicesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
};

// Parameters of list_data_policy_targets.
struct ListDataPolicyTargetsQuery {
  std::string policyId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
  std::optional<std::vector<std::string>> targetType = {};
};

// Parameters of list_data_resources.
struct ListDataResourcesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
  std::optional<std::vector<std::string>> namespaceCodes = {};
};

// Parameters of list_dnef.
struct ListDnefQuery {
  std::optional<std::int64_t> startIndex = {};
  std::optional<std::int64_t> maxSize = {};
  std::optional<std::string> query = {};
  // Code of the namespace
  std::string namespaceCode = {};
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
};

// Parameters of list_simple_data_polices.
struct ListSimpleDataPolicesQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> query = {};
};

}  // namespace genauth
