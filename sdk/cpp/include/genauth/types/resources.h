// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ResourceAction;
struct CommonResourceDto;
struct CommonResourcePagingDto;
struct CreateResourceBatchItemDto;
struct CreateResourceDto;
struct CreateResourcesBatchDto;
struct DeleteCommonResourcesBatchDto;
struct DeleteResourceDto;
struct DeleteResourcesBatchDto;
struct ResourceDto;
struct ResourcePagingDto;
struct UpdateResourceDto;

struct ResourceAction {
  // Its name
  std::string name = {};
  std::string description = {};
};

struct CommonResourceDto {
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  // Its kind
  std::string type = {};
  std::optional<std::vector<ResourceAction>> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::optional<std::string> apiIdentifier = {};
  std::optional<std::string> namespace_ = {};
  std::optional<bool> linkedToTenant = {};
  std::string id = {};
  std::int64_t namespaceId = 0;
  std::string namespaceName = {};
  // Id of the user pool
  std::string userPoolId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct CommonResourcePagingDto {
  std::int64_t statusCode = 0;
  std::string message = {};
  std::optional<std::int64_t> apiCode = {};
  std::optional<std::string> requestId = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<CommonResourceDto> list = {};
};

struct CreateResourceBatchItemDto {
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  // Its kind
  std::string type = {};
  std::optional<std::vector<ResourceAction>> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::optional<std::string> apiIdentifier = {};
};

struct CreateResourceDto {
  // Its kind
  std::string type = {};
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::vector<ResourceAction>> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::optional<std::string> apiIdentifier = {};
  std::optional<std::string> namespace_ = {};
};

struct CreateResourcesBatchDto {
  // The page's entries
  std::vector<CreateResourceBatchItemDto> list = {};
  std::optional<std::string> namespace_ = {};
};

struct DeleteCommonResourcesBatchDto {
  std::vector<std::string> ids = {};
};

struct DeleteResourceDto {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

struct DeleteResourcesBatchDto {
  std::optional<std::string> namespace_ = {};
  std::optional<std::vector<std::string>> codeList = {};
  std::optional<std::vector<std::string>> ids = {};
};

struct ResourceDto {
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  // Its kind
  std::string type = {};
  std::optional<std::vector<ResourceAction>> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::optional<std::string> apiIdentifier = {};
  std::optional<std::string> namespace_ = {};
  std::optional<bool> linkedToTenant = {};
};

struct ResourcePagingDto {
  std::int64_t statusCode = 0;
  std::string message = {};
  std::optional<std::int64_t> apiCode = {};
  std::optional<std::string> requestId = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ResourceDto> list = {};
};

struct UpdateResourceDto {
  std::string code = {};
  std::optional<std::string> description = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::vector<ResourceAction>> actions = {};
  // Address of the API that the resource stands for; empty for other types
  std::optional<std::string> apiIdentifier = {};
  std::optional<std::string> namespace_ = {};
  // Its kind
  std::optional<std::string> type = {};
};

// Parameters of get_resource.
struct GetResourceQuery {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of get_resources_batch.
struct GetResourcesBatchQuery {
  std::optional<std::string> namespace_ = {};
  std::vector<std::string> codeList = {};
};

// Parameters of list_common_resource.
struct ListCommonResourceQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> keyword = {};
  std::optional<std::string> namespaceCodeList = {};
};

// Parameters of list_resources.
struct ListResourcesQuery {
  std::optional<std::string> namespace_ = {};
  // Its kind
  std::optional<std::string> type = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
