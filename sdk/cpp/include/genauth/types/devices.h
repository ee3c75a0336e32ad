// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CreateTerminalDto;
struct DeleteDeviceExclusiveValidScopeSettingsByIdsDto;
struct DeleteTerminalUserDto;
struct DeviceExclusiveValidScopeAppDataDto;
struct DeviceInfo;
struct DeviceRuleDto;
struct DeviceStatusResponseDataDto;
struct IPRuleDto;
struct GetDeviceExclusiveRuleDataDto;
struct GetDeviceExclusiveValidScopeDataDto;
struct GetDeviceExclusiveWhiteListDataDto;
struct QueryTerminalAppsDto;
struct RevokeDeviceSessionDto;
struct SaveDeviceExclusiveValidScopeSettingsDto;
struct SuspendTerminalUserDto;
struct TerminalBaseDto;
struct TerminalInfoDto;
struct TerminalSessionDto;
struct UnbindDeviceDto;
struct UpdateDeviceExclusiveRuleDto;
struct UpdateTerminalUserDto;

struct CreateTerminalDto {
  // Values of the user pool's custom fields, by field
  Json customData = {};
  // Its kind
  std::string type = {};
  std::string deviceUniqueId = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> version = {};
  std::optional<std::string> hks = {};
  std::optional<std::string> fde = {};
  std::optional<bool> hor = {};
  std::optional<std::string> sn = {};
  std::optional<std::string> producer = {};
  std::optional<std::string> mod = {};
  std::optional<std::string> os = {};
  std::optional<std::string> imei = {};
  std::optional<std::string> meid = {};
  std::optional<std::string> description = {};
  std::optional<std::string> language = {};
  std::optional<bool> cookie = {};
  std::optional<std::string> userAgent = {};
};

struct DeleteDeviceExclusiveValidScopeSettingsByIdsDto {
  // Id of the application
  std::string appId = {};
};

struct DeleteTerminalUserDto {
  // Id of the user
  std::string userId = {};
  std::string id = {};
};

struct DeviceExclusiveValidScopeAppDataDto {
  // Id of the application
  std::string appId = {};
  std::optional<std::string> appName = {};
  std::optional<std::string> appLogo = {};
  std::optional<std::string> isDefault = {};
};

struct DeviceInfo {
  std::string deviceId = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> version = {};
  // Its kind
  std::string type = {};
  std::optional<std::string> mod = {};
  std::optional<std::string> os = {};
  // The state it is in
  std::optional<std::string> status = {};
  std::optional<std::string> userAgent = {};
};

struct DeviceRuleDto {
  double maxOnlineDevices = 0;
};

struct DeviceStatusResponseDataDto {
  // The state it is in
  std::string status = {};
  std::optional<std::int64_t> diffTime = {};
};

struct IPRuleDto {
  double maxOnlineIPs = 0;
};

struct GetDeviceExclusiveRuleDataDto {
  std::string rule = {};
  std::optional<DeviceRuleDto> deviceRule = {};
  std::optional<IPRuleDto> ipRule = {};
};

struct GetDeviceExclusiveValidScopeDataDto {
  // Id of the application
  std::string appId = {};
  std::optional<std::string> appName = {};
  std::optional<std::string> appLogo = {};
  // When it was created
  std::string createdAt = {};
  std::optional<bool> isDefault = {};
};

struct GetDeviceExclusiveWhiteListDataDto {
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> namePath = {};
  std::string targetType = {};
  std::string targetId = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // When it was created
  std::string createdAt = {};
};

struct QueryTerminalAppsDto {
  std::vector<std::string> deviceIds = {};
  // Id of the user
  std::optional<std::string> userId = {};
};

struct RevokeDeviceSessionDto {
  std::string deviceId = {};
};

struct SaveDeviceExclusiveValidScopeSettingsDto {
  // Ids of further applications
  std::vector<std::string> appIds = {};
};

struct SuspendTerminalUserDto {
  std::string endTime = {};
  // Id of the user
  std::string userId = {};
  std::string id = {};
};

struct TerminalBaseDto {
  std::string id = {};
};

struct TerminalInfoDto {
  std::string id = {};
  std::string deviceUniqueId = {};
};

struct TerminalSessionDto {
  DeviceInfo device = {};
  std::string lastLoginTime = {};
  // Address from which the user last signed in
  std::optional<std::string> lastIp = {};
  bool online = false;
};

struct UnbindDeviceDto {
  std::string deviceId = {};
};

struct UpdateDeviceExclusiveRuleDto {
  std::string rule = {};
  std::optional<DeviceRuleDto> deviceRule = {};
  std::optional<IPRuleDto> ipRule = {};
};

struct UpdateTerminalUserDto {
  std::string id = {};
  // Id of the user
  std::string userId = {};
};

// Parameters of get_supported_device_exclusive_apps.
struct FindAppListsQuery {
  std::string keyword = {};
};

// Parameters of list.
struct ListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
