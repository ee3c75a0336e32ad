// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct GetPostByIdListDto;
struct ListPostBatchDto;
struct PostDto;
struct PostInfoDto;
struct PostItemDto;
struct PostPagingDto;
struct RemovePostDto;
struct SetUserPostsDto;

struct GetPostByIdListDto {
  std::optional<std::string> idList = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

struct ListPostBatchDto {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<bool> skipCount = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> withMetadata = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  std::optional<bool> metadataNoFieldId = {};
  std::optional<double> createdAfter = {};
  std::optional<double> createdBefore = {};
  std::optional<double> updatedAfter = {};
  std::optional<double> updatedBefore = {};
  std::optional<std::vector<std::string>> postCodes = {};
};

struct PostDto {
  std::optional<std::string> id = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

struct PostInfoDto {
  std::optional<std::string> id = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
  std::vector<std::string> departmentIdList = {};
};

struct PostItemDto {
  std::optional<std::string> id = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
  std::int64_t userCount = 0;
  std::int64_t departmentCount = 0;
  // Where values came from, by field, for users that other systems feed
  std::vector<std::string> metadataSource = {};
};

struct PostPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PostItemDto> list = {};
};

struct RemovePostDto {
  std::string code = {};
};

struct SetUserPostsDto {
  std::vector<std::string> postIds = {};
  // Id of the user
  std::string userId = {};
};

// Parameters of get_post.
struct GetPostQuery {
  std::string code = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_user_post.
struct GetUserPostQuery {
  // Id of the user
  std::string userId = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_user_posts.
struct GetUserPostsQuery {
  // Id of the user
  std::string userId = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of post_list.
struct PostListQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<bool> skipCount = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> withMetadata = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  std::optional<bool> metadataNoFieldId = {};
  std::optional<std::int64_t> createdAfter = {};
  std::optional<std::int64_t> createdBefore = {};
  std::optional<double> updatedAfter = {};
  std::optional<double> updatedBefore = {};
};

}  // namespace genauth
