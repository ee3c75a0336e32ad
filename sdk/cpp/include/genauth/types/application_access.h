// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ApplicationPermissionRecordItem;
struct AuthorizeApplicationAccessDto;
struct DeleteApplicationPermissionRecordItem;
struct GetApplicationPermissionStrategyDataDto;
struct GetSubjectAuthDataDto;
struct ListApplicationAuthDataDto;
struct ListApplicationAuthDto;
struct ListApplicationAuthPaginatedDataDto;
struct ListApplicationSubjectDataDto;
struct ListApplicationSubjectDataListDto;
struct ListAuthSubjectDto;
struct RevokeApplicationAccessDto;
struct UpdateApplicationPermissionStrategyDataDto;
struct UpdateAuthEnabledDto;

struct ApplicationPermissionRecordItem {
  // What the identifiers name
  std::string targetType = {};
  // Namespace of the roles; left out, the default one
  std::optional<std::string> namespaceCode = {};
  // Of a department: whether the rule is also about the people of all departments below it; left out, it is
  // not
  std::optional<bool> inheritByChildren = {};
  // Fifty at most: ids; of groups, roles and organisations also codes. Unknown ones are skipped
  std::vector<std::string> targetIdentifier = {};
  // Whether it lets in or keeps out
  std::string effect = {};
};

struct AuthorizeApplicationAccessDto {
  // Id of the application
  std::string appId = {};
  // Fifty records at most
  std::vector<ApplicationPermissionRecordItem> list = {};
};

struct DeleteApplicationPermissionRecordItem {
  // What the identifiers name
  std::string targetType = {};
  // Namespace of the roles; left out, the default one
  std::optional<std::string> namespaceCode = {};
  // Fifty at most: ids; of groups, roles and organisations also codes. Unknown ones are skipped
  std::vector<std::string> targetIdentifier = {};
};

struct GetApplicationPermissionStrategyDataDto {
  // Whom the application lets in where no rule speaks
  std::string permissionStrategy = {};
};

struct GetSubjectAuthDataDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Id of the target that was asked about
  std::string reqTargetId = {};
  // Its name
  std::string reqTargetName = {};
  // Its type
  std::string reqTargetType = {};
  // What the rule that decides is about
  std::string targetType = {};
  // The name of what it is about
  std::string targetName = {};
  // SELF: a rule about the target itself; SUBJECT: about what it belongs to; DEFAULT: no rule, the permission
  // strategy. ALL does not occur here
  std::string authType = {};
};

struct ListApplicationAuthDataDto {
  // Id of the rule
  std::string id = {};
  // Id of whom the rule is about
  std::string targetId = {};
  // Name of whom the rule is about
  std::string targetName = {};
  // What the rule is about
  std::string targetType = {};
  // Whether it lets in or keeps out
  std::string effect = {};
  // Whether it is switched on
  bool enabled = false;
  // SUBJECT: a rule about somebody. What holds for all is the permission strategy
  std::string permissionType = {};
};

struct ListApplicationAuthDto {
  // Id of the application
  std::string appId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // A part of the name of what rules are about
  std::optional<std::string> targetName = {};
  // USER, GROUP, ROLE, ORG; any, where it is empty
  std::optional<std::vector<std::string>> targetTypeList = {};
  // Only those with this effect
  std::optional<std::string> effect = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct ListApplicationAuthPaginatedDataDto {
  // The page's entries
  std::vector<ListApplicationAuthDataDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct ListApplicationSubjectDataDto {
  // Id of the application
  std::string appId = {};
  // Its picture
  std::string logo = {};
  // What people call the application
  std::string ext = {};
  // Name of the template that a console made it from
  std::string template_ = {};
  // SELFBUILT: there are no others here
  std::string appType = {};
  // What comes of the rules
  std::string effect = {};
};

struct ListApplicationSubjectDataListDto {
  // The page's entries
  std::vector<ListApplicationSubjectDataDto> list = {};
};

struct ListAuthSubjectDto {
  // What targetId names. AK_SK finds nothing: no rule is about access keys
  std::string targetType = {};
  // Id of the person, group, role or department; of groups, roles of the default namespace and organisations
  // also the code
  std::string targetId = {};
  // A part of the name
  std::optional<std::string> appName = {};
  // Kinds of applications; any, where it is empty
  std::optional<std::vector<std::string>> appTypeList = {};
  // ALLOW, DENY; any, where it is empty
  std::optional<std::vector<std::string>> effect = {};
  // Whether rules count that are switched on (left out, too) or those that are switched off
  std::optional<bool> enabled = {};
};

struct RevokeApplicationAccessDto {
  // Id of the application
  std::string appId = {};
  // Fifty records at most
  std::vector<DeleteApplicationPermissionRecordItem> list = {};
};

struct UpdateApplicationPermissionStrategyDataDto {
  // Whom the application lets in where no rule speaks
  std::string permissionStrategy = {};
  // Id of the application
  std::string appId = {};
};

struct UpdateAuthEnabledDto {
  // Whether it is switched on
  bool enabled = false;
  // Id of the rule, from list-applications-auth
  std::string id = {};
};

// Parameters of delete_auth.
struct DeleteAuthQuery {
  // Ids of rules, from list-applications-auth, separated by commas
  std::string authIds = {};
};

// Parameters of detail_auth_subject.
struct DetailAuthSubjectQuery {
  // Id of the person, group, role or department; of groups, roles of the default namespace and organisations
  // also the code
  std::string targetId = {};
  // What targetId names. AK_SK finds nothing: no rule is about access keys
  std::string targetType = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of get_application_permission_strategy.
struct GetApplicationPermissionStrategyQuery {
  // Id of the application
  std::string appId = {};
};

}  // namespace genauth
