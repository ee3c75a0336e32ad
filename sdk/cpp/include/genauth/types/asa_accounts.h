// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AsaAccountDto;
struct AsaAccountPaginatedDataDto;
struct AsaAccountTargetDto;
struct AssignAsaAccountItem;
struct AssignAsaAccountsDto;
struct CreateAsaAccountDto;
struct CreateAsaAccountsBatchItemDto;
struct CreateAsaAccountsBatchDto;
struct DeleteAsaAccountBatchDto;
struct DeleteAsaAccountDto;
struct GetAsaAccountAssignedTargetDataDto;
struct GetAsaAccountBatchDto;
struct UpdateAsaAccountDto;

struct AsaAccountDto {
  // Id of the application
  std::string appId = {};
  // One of the accounts that came with the key
  std::string accountId = {};
  Json accountInfo = {};
};

struct AsaAccountPaginatedDataDto {
  // The page's entries
  std::vector<AsaAccountDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct AsaAccountTargetDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
};

struct AssignAsaAccountItem {
  std::string targetType = {};
  std::vector<std::string> targetIdentifiers = {};
};

struct AssignAsaAccountsDto {
  // Id of the application
  std::string appId = {};
  // One of the accounts that came with the key
  std::string accountId = {};
  std::vector<AssignAsaAccountItem> targets = {};
};

struct CreateAsaAccountDto {
  Json accountInfo = {};
  // Id of the application
  std::string appId = {};
};

struct CreateAsaAccountsBatchItemDto {
  Json accountInfo = {};
};

struct CreateAsaAccountsBatchDto {
  // The page's entries
  std::vector<CreateAsaAccountsBatchItemDto> list = {};
  // Id of the application
  std::string appId = {};
};

struct DeleteAsaAccountBatchDto {
  std::vector<std::string> accountIds = {};
  // Id of the application
  std::string appId = {};
};

struct DeleteAsaAccountDto {
  // One of the accounts that came with the key
  std::string accountId = {};
  // Id of the application
  std::string appId = {};
};

struct GetAsaAccountAssignedTargetDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<AsaAccountTargetDto> list = {};
};

struct GetAsaAccountBatchDto {
  std::vector<std::string> accountIds = {};
  // Id of the application
  std::string appId = {};
};

struct UpdateAsaAccountDto {
  Json accountInfo = {};
  // One of the accounts that came with the key
  std::string accountId = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of get_asa_account.
struct GetAsaAccountQuery {
  // Id of the application
  std::string appId = {};
  // One of the accounts that came with the key
  std::string accountId = {};
};

// Parameters of get_asa_account_assigned_targets.
struct GetAsaAccountAssignedTargetsQuery {
  // Id of the application
  std::string appId = {};
  // One of the accounts that came with the key
  std::string accountId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of get_assigned_account.
struct GetAssignedAccountQuery {
  // Id of the application
  std::string appId = {};
  std::string targetType = {};
  std::string targetIdentifier = {};
};

// Parameters of list_asa_account.
struct ListAsaAccountQuery {
  // Id of the application
  std::string appId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
