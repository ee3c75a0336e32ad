// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ChangeExtIdpAssociationStateDto;
struct ChangeExtIdpConnStateDto;
struct ChangeUserPoolTenantExtIdpConnDto;
struct CreateExtIdpConnDto;
struct CreateExtIdpDto;
struct DeleteExtIdpConnDto;
struct DeleteExtIdpDto;
struct ExtIdpConnDetail;
struct ExtIdpDetail;
struct ExtIdpDto;
struct ExtIdpListPagingDto;
struct UpdateExtIdpConnDto;
struct UpdateExtIdpDto;

struct ChangeExtIdpAssociationStateDto {
  std::string id = {};
  bool association = false;
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct ChangeExtIdpConnStateDto {
  std::string id = {};
  // Whether it is switched on
  bool enabled = false;
  // Id of the application
  std::string appId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::vector<std::string>> appIds = {};
};

struct ChangeUserPoolTenantExtIdpConnDto {
  // Whether it is switched on
  bool enabled = false;
  std::vector<std::string> connIds = {};
};

struct CreateExtIdpConnDto {
  // Id of the identity source
  std::string extIdpId = {};
  // Its kind
  std::string type = {};
  std::string identifier = {};
  std::string displayName = {};
  Json fields = {};
  std::optional<bool> loginOnly = {};
  std::optional<std::string> logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct CreateExtIdpDto {
  // Its name
  std::string name = {};
  // Its kind
  std::string type = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DeleteExtIdpConnDto {
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DeleteExtIdpDto {
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct ExtIdpConnDetail {
  std::string id = {};
  // Its kind
  std::string type = {};
  // Id of the identity source
  std::string extIdpId = {};
  std::string logo = {};
  std::optional<std::string> identifier = {};
  std::optional<std::string> displayName = {};
  bool loginOnly = false;
  std::string associationMode = {};
  std::vector<std::string> challengeBindingMethods = {};
};

struct ExtIdpDetail {
  std::string id = {};
  // Its name
  std::string name = {};
  std::string logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Its kind
  std::string type = {};
  Json connections = {};
  bool autoJoin = false;
};

struct ExtIdpDto {
  std::string id = {};
  // Its name
  std::string name = {};
  std::string logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Its kind
  std::string type = {};
};

struct ExtIdpListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ExtIdpDto> list = {};
};

struct UpdateExtIdpConnDto {
  std::string id = {};
  std::string displayName = {};
  Json fields = {};
  std::optional<std::string> logo = {};
  std::optional<bool> loginOnly = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct UpdateExtIdpDto {
  // Its name
  std::string name = {};
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of ext_idp_conn_state_by_apps.
struct ExtIdpConnStateByAppsQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  std::string id = {};
  // Its kind
  std::optional<std::string> type = {};
};

// Parameters of get_ext_idp.
struct GetExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  std::string id = {};
  // Its kind
  std::optional<std::string> type = {};
};

// Parameters of list_ext_idp.
struct ListExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
};

// Parameters of list_tenant_ext_idp.
struct ListTenantExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Its kind
  std::optional<std::string> type = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
