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
struct DeviceRuleDto;
struct DeviceStatusResponseDataDto;
struct IPRuleDto;
struct GetDeviceExclusiveRuleDataDto;
struct GetDeviceExclusiveValidScopeDataDto;
struct GetDeviceExclusiveWhiteListDataDto;
struct KickUsersOptionsDto;
struct KickUsersDto;
struct QueryTerminalAppsDto;
struct RevokeDeviceSessionDto;
struct SaveDeviceExclusiveValidScopeSettingsDto;
struct SuspendTerminalUserDto;
struct TerminalBaseDto;
struct TerminalInfoDto;
struct UnbindDeviceDto;
struct UpdateDeviceExclusiveRuleDto;
struct UpdateTerminalUserDto;

struct CreateTerminalDto {
  // Values of the user pool's custom fields, by field; 64 KiB at most
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
  // Its name
  std::optional<std::string> appName = {};
  // Address of its logo
  std::optional<std::string> appLogo = {};
  // Whether it is the default application
  std::optional<std::string> isDefault = {};
};

struct DeviceRuleDto {
  // On how many devices a user may be online
  double maxOnlineDevices = 0;
};

struct DeviceStatusResponseDataDto {
  // The state it is in
  std::string status = {};
  std::optional<std::int64_t> diffTime = {};
};

struct IPRuleDto {
  // From how many addresses a user may be online
  double maxOnlineIPs = 0;
};

struct GetDeviceExclusiveRuleDataDto {
  // What is counted, if anything
  std::string rule = {};
  // For condition:device
  std::optional<DeviceRuleDto> deviceRule = {};
  // For condition:ip
  std::optional<IPRuleDto> ipRule = {};
};

struct GetDeviceExclusiveValidScopeDataDto {
  // Id of the application
  std::string appId = {};
  // Its name
  std::optional<std::string> appName = {};
  // Address of its logo
  std::optional<std::string> appLogo = {};
  // When it was added
  std::string createdAt = {};
  // Whether it is the default application
  std::optional<bool> isDefault = {};
};

struct GetDeviceExclusiveWhiteListDataDto {
  // Name of the user, group or role
  std::optional<std::string> name = {};
  // Name with the names above it
  std::optional<std::string> namePath = {};
  // What the id stands for
  std::string targetType = {};
  // Id of the user, group or role
  std::string targetId = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // Since when
  std::string createdAt = {};
};

struct KickUsersOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct KickUsersDto {
  // Ids of the applications
  std::vector<std::string> appIds = {};
  // Id of the user
  std::string userId = {};
  // Further options
  std::optional<KickUsersOptionsDto> options = {};
};

struct QueryTerminalAppsDto {
  std::vector<std::string> deviceIds = {};
  // Id of the user
  std::optional<std::string> userId = {};
};

struct RevokeDeviceSessionDto {
  // Id of the device
  std::string deviceId = {};
};

struct SaveDeviceExclusiveValidScopeSettingsDto {
  // Ids of the applications
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

struct UnbindDeviceDto {
  // Id of the device
  std::string deviceId = {};
};

struct UpdateDeviceExclusiveRuleDto {
  // What is counted, if anything
  std::string rule = {};
  // For condition:device
  std::optional<DeviceRuleDto> deviceRule = {};
  // For condition:ip
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
