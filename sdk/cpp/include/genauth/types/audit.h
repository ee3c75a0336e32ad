// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AdminAuditLogDto;
struct AdminAuditLogRespData;
struct ListWebhooksDto;
struct GetAdminAuditLogsDto;
struct GetUserActionLogsDto;
struct UserActionLogDto;
struct UserActionLogRespData;

struct AdminAuditLogDto {
  std::string adminUserId = {};
  std::string adminUserAvatar = {};
  std::string adminUserDisplayName = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  std::string operationType = {};
  std::string resourceType = {};
  std::optional<std::string> eventDetails = {};
  std::optional<std::string> operationParam = {};
  std::optional<std::string> originValue = {};
  std::optional<std::string> targetValue = {};
  // Whether it was done
  bool success = false;
  std::string userAgent = {};
  ParsedUserAgent ua = {};
  GeoIp geoip = {};
  std::string timestamp = {};
  std::string requestId = {};
  std::optional<std::string> eventDetail = {};
  std::optional<ParsedUserAgent> parsedUserAgent = {};
};

struct AdminAuditLogRespData {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<AdminAuditLogDto> list = {};
};

struct ListWebhooksDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

struct GetAdminAuditLogsDto {
  std::optional<std::string> requestId = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  std::optional<std::string> operationType = {};
  std::optional<std::string> resourceType = {};
  // Id of the user
  std::optional<std::string> userId = {};
  // Whether it was done
  std::optional<bool> success = {};
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  // Which page
  std::optional<ListWebhooksDto> pagination = {};
};

struct GetUserActionLogsDto {
  std::optional<std::string> requestId = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Code of the event, APP.NAME
  std::optional<std::string> eventType = {};
  // Id of the user
  std::optional<std::string> userId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  // Whether it was done
  std::optional<bool> success = {};
  // Which page
  std::optional<ListWebhooksDto> pagination = {};
};

struct UserActionLogDto {
  // Id of the user
  std::string userId = {};
  std::string userAvatar = {};
  std::string userDisplayName = {};
  std::int64_t userLoginsCount = 0;
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Code of the event, APP.NAME
  std::string eventType = {};
  std::optional<std::string> eventDetail = {};
  // Whether it was done
  bool success = false;
  // Where people sign in to the application
  std::string appLoginUrl = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  std::string userAgent = {};
  ParsedUserAgent parsedUserAgent = {};
  GeoIp geoip = {};
  std::string timestamp = {};
  std::string requestId = {};
};

struct UserActionLogRespData {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<UserActionLogDto> list = {};
};

}  // namespace genauth
