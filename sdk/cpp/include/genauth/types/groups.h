// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AddGroupMembersReqDto;
struct CreateGroupReqDto;
struct CreateGroupBatchReqDto;
struct CreateOrUpdateGroupDataDto;
struct CreateOrUpdateGroupReqDto;
struct DeleteGroupsReqDto;
struct RemoveGroupMembersReqDto;
struct UpdateGroupReqDto;

struct AddGroupMembersReqDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::string code = {};
};

struct CreateGroupReqDto {
  // Its kind
  std::string type = {};
  std::string description = {};
  // Its name
  std::string name = {};
  std::string code = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
};

struct CreateGroupBatchReqDto {
  // The page's entries
  std::vector<CreateGroupReqDto> list = {};
};

struct CreateOrUpdateGroupDataDto {
  bool created = false;
  GroupDto data = {};
};

struct CreateOrUpdateGroupReqDto {
  // Its kind
  std::string type = {};
  std::string description = {};
  // Its name
  std::string name = {};
  std::string code = {};
};

struct DeleteGroupsReqDto {
  std::vector<std::string> codeList = {};
};

struct RemoveGroupMembersReqDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  std::string code = {};
};

struct UpdateGroupReqDto {
  std::string description = {};
  std::string code = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> newCode = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
};

// Parameters of get_all_groups.
struct GetAllGroupsQuery {
  std::optional<bool> fetchMembers = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_group.
struct GetGroupQuery {
  std::string code = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
};

// Parameters of get_group_authorized_resources.
struct GetGroupAuthorizedResourcesQuery {
  std::string code = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> resourceType = {};
};

// Parameters of list_group_members.
struct ListGroupMembersQuery {
  std::string code = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
};

// Parameters of list_groups.
struct ListGroupsQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> withMetadata = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
};

}  // namespace genauth
