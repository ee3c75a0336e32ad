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
struct LoginHistoryPaginatedRespDto;

struct AccessibleAppsDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // Whether the user has a session in it
  bool active = false;
};

struct ListPublicAccountDataDto {
  // Id of the user
  std::string userId = {};
  // Address of the user's picture
  std::optional<std::string> avatar = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  // 1: a person, 2: a public account
  std::optional<std::string> usertype = {};
};

struct GetUserSelectLoginPublicAccountsOriginUserDto {
  // Id of the user
  std::string userId = {};
  // Address of the user's picture
  std::optional<std::string> avatar = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  // 1: a person, 2: a public account
  std::optional<std::string> usertype = {};
};

struct GetUserSelectLoginPublicAccountsDataDto {
  // The accounts that are open to the person
  std::vector<ListPublicAccountDataDto> publicAccounts = {};
  // The person, if it was asked for
  std::optional<GetUserSelectLoginPublicAccountsOriginUserDto> originUser = {};
};

struct LoggedInAppsDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // Whether the user has a session in it
  bool active = false;
};

struct LoginHistoryPaginatedRespDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<LoginHistoryDto> list = {};
};

// Parameters of get_authorized_resources.
struct GetAuthorizedResourcesQuery {
  // Only resources of this namespace
  std::optional<std::string> namespace_ = {};
  // Only resources of this kind
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
  // By what they are sorted
  std::optional<std::string> sortBy = {};
  // Upwards or downwards
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
  // Not before this time, in milliseconds since 1970
  std::optional<std::int64_t> start = {};
  // Not after this time, in milliseconds since 1970
  std::optional<std::int64_t> end = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of get_role_list.
struct GetRoleListQuery {
  // Only roles of this namespace
  std::optional<std::string> namespace_ = {};
};

// Parameters of list_public_accounts_for_switch_logged_in.
struct ListPublicAccountsForSwitchLoggedInQuery {
  // Whether to answer the person too
  std::optional<bool> withOriginUser = {};
};

}  // namespace genauth
