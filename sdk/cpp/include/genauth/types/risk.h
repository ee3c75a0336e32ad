// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct IpListCreateDto;
struct IpListRespDto;
struct IpListPagingDto;
struct RiskListItemDto;
struct RiskListPolicyCreateDto;
struct RiskListPolicyRespDto;
struct RiskListPolicyPagingDto;
struct UserListCreateDto;
struct UserListPagingDto;

struct IpListCreateDto {
  std::string expireAt = {};
  std::vector<std::string> limitList = {};
  std::string removeType = {};
  std::string addType = {};
  std::string ipType = {};
  std::string ips = {};
};

struct IpListRespDto {
  std::string id = {};
  std::string ip = {};
  std::string ipType = {};
  std::string addType = {};
  std::string removeType = {};
  std::vector<std::string> limitList = {};
};

struct IpListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<IpListRespDto> list = {};
};

struct RiskListItemDto {
  std::string id = {};
  // Id of the user
  std::string userId = {};
  std::string addType = {};
  std::string userListType = {};
  std::string removeType = {};
  std::vector<std::string> limitList = {};
  std::string addAt = {};
};

struct RiskListPolicyCreateDto {
  std::string limitList = {};
  std::string action = {};
  std::string removeType = {};
  std::string eventStateType = {};
  std::int64_t countThr = 0;
  std::int64_t timeRange = 0;
  std::string userCond = {};
  std::string ipCond = {};
  std::string userRange = {};
  std::string ipRange = {};
  std::string optObject = {};
};

struct RiskListPolicyRespDto {
  std::string id = {};
  std::string optObject = {};
  std::string ipRange = {};
  std::string userRange = {};
  std::string ipCond = {};
  std::string userCond = {};
  std::int64_t timeRange = 0;
  std::int64_t countThr = 0;
  std::string eventStateType = {};
  std::string removeType = {};
  std::string action = {};
  std::string limitList = {};
  // When it was created
  std::string createdAt = {};
};

struct RiskListPolicyPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<RiskListPolicyRespDto> list = {};
};

struct UserListCreateDto {
  std::int64_t expireAt = 0;
  std::vector<std::string> limitList = {};
  std::string removeType = {};
  std::string addType = {};
  std::string userListType = {};
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
};

struct UserListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<RiskListItemDto> list = {};
};

// Parameters of delete_by_id.
struct DeleteByIdQuery {
  std::string id = {};
};

// Parameters of delete_risk_list_policy_by_id.
struct DeleteRiskListPolicyByIdQuery {
  std::string id = {};
};

// Parameters of delete_user_list_by_id.
struct DeleteUserListByIdQuery {
  std::string id = {};
};

// Parameters of find_ip_list.
struct FindIpListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string ipType = {};
};

// Parameters of find_risk_list_policy.
struct FindRiskListPolicyQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string optObject = {};
};

// Parameters of find_user_list.
struct FindUserListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string userListType = {};
};

}  // namespace genauth
