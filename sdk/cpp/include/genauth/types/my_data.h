// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AccessibleAppsDto;
struct ListPublicAccountDataDto;
struct GetUserSelectLoginPublicAccountsOriginUserDto;
struct GetUserSelectLoginPublicAccountsDataDto;
struct LoggedInAppsDto;
struct LoginHistoryDto;
struct LoginHistoryPaginatedRespDto;
struct UserTenantListDto;

struct AccessibleAppsDto {
  // Id of the application
  std::string appId = {};
  std::string appName = {};
  std::string appLoginUrl = {};
  std::string appLogo = {};
  bool active = false;
};

struct ListPublicAccountDataDto {
  // Id of the user
  std::string userId = {};
  // Address of the user's picture
  std::optional<std::string> avatar = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  std::optional<std::string> usertype = {};
};

struct GetUserSelectLoginPublicAccountsOriginUserDto {
  // Id of the user
  std::string userId = {};
  // Address of the user's picture
  std::optional<std::string> avatar = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  std::optional<std::string> usertype = {};
};

struct GetUserSelectLoginPublicAccountsDataDto {
  std::vector<ListPublicAccountDataDto> publicAccounts = {};
  std::optional<GetUserSelectLoginPublicAccountsOriginUserDto> originUser = {};
};

struct LoggedInAppsDto {
  // Id of the application
  std::string appId = {};
  std::string appName = {};
  std::string appLoginUrl = {};
  std::string appLogo = {};
  bool active = false;
};

struct LoginHistoryDto {
  // Id of the user
  std::string userId = {};
  // Id of the application
  std::string appId = {};
  std::string appName = {};
  std::string appLoginUrl = {};
  std::string appLogo = {};
  std::string loginAt = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::string clientIp = {};
  // Whether it was done
  bool success = false;
  std::optional<std::string> errorMessage = {};
  std::string userAgent = {};
  ParsedUserAgent parsedUserAgent = {};
  std::string loginMethod = {};
  GeoIp geoip = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct LoginHistoryPaginatedRespDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<LoginHistoryDto> list = {};
};

struct UserTenantListDto {
  // Id of the tenant
  std::string tenantId = {};
  std::string tenantName = {};
  std::string joinAt = {};
};

// Parameters of get_authorized_resources.
struct GetAuthorizedResourcesQuery {
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> resourceType = {};
};

// Parameters of get_department_list.
struct GetDepartmentListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  std::optional<std::string> sortBy = {};
  std::optional<std::string> orderBy = {};
};

// Parameters of get_login_history.
struct GetLoginHistoryQuery {
  // Id of the application
  std::optional<std::string> appId = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Whether it was done
  std::optional<bool> success = {};
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of get_role_list.
struct GetRoleListQuery {
  std::optional<std::string> namespace_ = {};
};

// Parameters of list_public_accounts_for_switch_logged_in.
struct ListPublicAccountsForSwitchLoggedInQuery {
  std::optional<bool> withOriginUser = {};
};

}  // namespace genauth
