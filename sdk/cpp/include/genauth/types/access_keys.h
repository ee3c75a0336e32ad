// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AccessTokenResDto;
struct CreateAccessKeyDto;
struct CreateAccessKeyRespDto;
struct DeleteAccessKeyDto;
struct GetAccessKeyRespDto;
struct GetManagementAccessTokenDto;
struct ListAccessKeyRespDto;
struct UpdateAccessKeyDto;

struct AccessTokenResDto {
  // Management token, a JWT, to be sent in the Authorization header
  std::string access_token = {};
  // Seconds until the token expires
  std::int64_t expires_in = 0;
};

struct CreateAccessKeyDto {
  // What the key is for, as a word; USER_POOL for a key of the whole user pool
  std::string type = {};
  // The collaborator that the key acts for; left out for a key of the user pool
  std::optional<std::string> userId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct CreateAccessKeyRespDto {
  // Id of the access key
  std::string accessKeyId = {};
  // Secret of the access key. Keep it: it is not shown again
  std::string accessKeySecret = {};
  // Id of the user
  std::string userId = {};
  // When it was created
  std::string createdAt = {};
  // State of the key: activated, or revoked where it is switched off
  std::string status = {};
  // When the key was last used; empty if never
  std::string lastDate = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Whether it is switched on
  bool enable = false;
};

struct DeleteAccessKeyDto {
  // Id of the access key
  std::string accessKeyId = {};
};

struct GetAccessKeyRespDto {
  // Id of the access key
  std::string accessKeyId = {};
  // Secret of the access key; shown when the key is created and masked ever after
  std::string accessKeySecret = {};
  // Id of the user
  std::string userId = {};
  // When it was created
  std::string createdAt = {};
  // State of the key: activated, or revoked where it is switched off
  std::string status = {};
  // When the key was last used; empty if never
  std::string lastDate = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Whether it is switched on
  bool enable = false;
};

struct GetManagementAccessTokenDto {
  // Id of the access key
  std::string accessKeyId = {};
  // Secret of the access key
  std::string accessKeySecret = {};
};

struct ListAccessKeyRespDto {
  // Id of the access key
  std::string accessKeyId = {};
  // Secret of the access key; shown when the key is created and masked ever after
  std::string accessKeySecret = {};
  // Id of the user
  std::string userId = {};
  // When it was created
  std::string createdAt = {};
  // State of the key: activated, or revoked where it is switched off
  std::string status = {};
  // When the key was last used; empty if never
  std::string lastDate = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Whether it is switched on
  bool enable = false;
};

struct UpdateAccessKeyDto {
  // Whether it is switched on
  bool enable = false;
  // Id of the access key
  std::string accessKeyId = {};
};

// Parameters of get_access_key.
struct GetAccessKeyQuery {
  // The collaborator that the key acts for
  std::string userId = {};
  // Id of the access key
  std::string accessKeyId = {};
};

// Parameters of get_access_key_list.
struct GetAccessKeyListQuery {
  // Only keys that act for this collaborator
  std::optional<std::string> userId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Only keys of this kind
  std::optional<std::string> type = {};
  // Only keys in one of these states
  std::optional<std::vector<std::string>> status = {};
};

}  // namespace genauth
