// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CustomFieldSelectOption;
struct CustomFieldDto;
struct DeleteCustomFieldDto;
struct DeleteCustomFieldsReqDto;
struct ListCustomFieldsDto;
struct SetCustomDataDto;
struct SetCustomDataReqDto;
struct SetCustomFieldDto;
struct SetCustomFieldsReqDto;
struct SetUserBaseFieldDto;
struct SetUserBaseFieldsReqDto;

struct CustomFieldSelectOption {
  std::string value = {};
  std::string label = {};
};

struct CustomFieldDto {
  std::string targetType = {};
  // When it was created
  std::optional<std::string> createdAt = {};
  std::string dataType = {};
  std::string key = {};
  std::string label = {};
  std::optional<std::string> description = {};
  std::optional<bool> encrypted = {};
  bool isUnique = false;
  std::optional<bool> userEditable = {};
  bool visibleInAdminConsole = false;
  std::optional<bool> visibleInUserCenter = {};
  std::optional<CustomFieldI18n> i18n = {};
  // Further options
  std::optional<std::vector<CustomFieldSelectOption>> options = {};
};

struct DeleteCustomFieldDto {
  std::string targetType = {};
  std::string key = {};
};

struct DeleteCustomFieldsReqDto {
  // Id of the tenant
  std::string tenantId = {};
  // The page's entries
  std::vector<DeleteCustomFieldDto> list = {};
};

struct ListCustomFieldsDto {
  std::optional<std::string> targetType = {};
  std::optional<std::string> dataType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> userVisible = {};
  std::optional<bool> adminVisible = {};
  std::optional<bool> accessControl = {};
  std::optional<std::string> keyword = {};
  std::optional<std::string> lang = {};
};

struct SetCustomDataDto {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::string key = {};
  std::string value = {};
};

struct SetCustomDataReqDto {
  // The page's entries
  std::vector<SetCustomDataDto> list = {};
  std::string targetIdentifier = {};
  std::string targetType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::string> namespace_ = {};
};

struct SetCustomFieldDto {
  std::string targetType = {};
  std::string key = {};
  std::optional<std::string> dataType = {};
  std::optional<std::string> label = {};
  std::optional<std::string> description = {};
  std::optional<bool> encrypted = {};
  std::optional<bool> isUnique = {};
  std::optional<bool> userEditable = {};
  std::optional<bool> visibleInAdminConsole = {};
  std::optional<bool> visibleInUserCenter = {};
  Json validateRules = {};
  // Ids of further applications
  std::optional<std::vector<std::string>> appIds = {};
  std::optional<bool> desensitization = {};
  // Further options
  std::optional<std::vector<CustomFieldSelectOption>> options = {};
  std::optional<CustomFieldI18n> i18n = {};
};

struct SetCustomFieldsReqDto {
  // The page's entries
  std::vector<SetCustomFieldDto> list = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct SetUserBaseFieldDto {
  std::string key = {};
  std::optional<std::string> label = {};
  std::optional<std::string> description = {};
  std::optional<bool> userEditable = {};
  std::optional<bool> visibleInAdminConsole = {};
  std::optional<bool> visibleInUserCenter = {};
  std::optional<CustomFieldI18n> i18n = {};
};

struct SetUserBaseFieldsReqDto {
  // The page's entries
  std::vector<SetUserBaseFieldDto> list = {};
};

// Parameters of get_custom_data.
struct GetCustomDataQuery {
  // Id of the tenant
  std::string tenantId = {};
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of get_custom_fields.
struct GetCustomFieldsQuery {
  std::string targetType = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of list_cust_fields.
struct ListCustFieldsQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::string targetType = {};
  std::string dataType = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> userVisible = {};
  std::optional<bool> adminVisible = {};
  std::optional<bool> accessControl = {};
  std::optional<std::string> keyword = {};
  std::optional<std::string> lang = {};
};

// Parameters of list_user_base_fields.
struct ListUserBaseFieldsQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::string targetType = {};
  std::string dataType = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> userVisible = {};
  std::optional<bool> adminVisible = {};
  std::optional<bool> accessControl = {};
  std::optional<std::string> keyword = {};
  std::optional<std::string> lang = {};
};

}  // namespace genauth
