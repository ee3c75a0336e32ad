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
  // When a SCHEDULE entry ends, in ISO 8601 or as seconds or milliseconds since 1970; empty for MANUAL
  std::optional<std::string> expireAt = {};
  // What is forbidden: signing in, registering
  std::vector<std::string> limitList = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // How the entry came to be: MANUAL by an administrator, POLICY by a rule
  std::string addType = {};
  // Whether the addresses are blocked (BLACK) or trusted (WHITE)
  std::string ipType = {};
  // Addresses and networks, separated by commas or white space
  std::string ips = {};
};

struct IpListRespDto {
  // Id of the entry
  std::string id = {};
  // The address or network
  std::string ip = {};
  // Whether the addresses are blocked (BLACK) or trusted (WHITE)
  std::string ipType = {};
  // How the entry came to be: MANUAL by an administrator, POLICY by a rule
  std::string addType = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // What is forbidden: signing in, registering
  std::vector<std::string> limitList = {};
};

struct IpListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<IpListRespDto> list = {};
};

struct RiskListItemDto {
  // Id of the entry
  std::string id = {};
  // Id of the user
  std::string userId = {};
  // How the entry came to be: MANUAL by an administrator, POLICY by a rule
  std::string addType = {};
  // Whether the users are blocked (BLACK) or trusted (WHITE)
  std::string userListType = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // What is forbidden: signing in, registering
  std::vector<std::string> limitList = {};
  // When the entry was made
  std::string addAt = {};
};

struct RiskListPolicyCreateDto {
  // What the rule forbids to whom it blocks
  std::string limitList = {};
  // Whom the rule blocks
  std::string action = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // What counts: wrong passwords of known accounts, or tries at unknown ones
  std::string eventStateType = {};
  // The failure of that number blocks
  std::int64_t countThr = 0;
  // The window in which failures are counted, in minutes
  std::int64_t timeRange = 0;
  // Whether failures of one user are counted together (ONE) or those of all (NO_LIMIT)
  std::string userCond = {};
  // Whether failures of one address are counted together (ONE) or those of all (NO_LIMIT)
  std::string ipCond = {};
  // Which users it counts, all or those who are not trusted
  std::string userRange = {};
  // Which addresses it counts, all or those that are not trusted
  std::string ipRange = {};
  // The list that the rule is kept and shown under (IP, USER), and nothing more: whom it counts are ipCond
  // and userCond, whom it blocks is action
  std::string optObject = {};
};

struct RiskListPolicyRespDto {
  // Id of the rule
  std::string id = {};
  // The list that the rule is kept and shown under (IP, USER), and nothing more: whom it counts are ipCond
  // and userCond, whom it blocks is action
  std::string optObject = {};
  // Which addresses it counts, all or those that are not trusted
  std::string ipRange = {};
  // Which users it counts, all or those who are not trusted
  std::string userRange = {};
  // Whether failures of one address are counted together (ONE) or those of all (NO_LIMIT)
  std::string ipCond = {};
  // Whether failures of one user are counted together (ONE) or those of all (NO_LIMIT)
  std::string userCond = {};
  // The window in which failures are counted, in minutes
  std::int64_t timeRange = 0;
  // The failure of that number blocks
  std::int64_t countThr = 0;
  // What counts: wrong passwords of known accounts, or tries at unknown ones
  std::string eventStateType = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // Whom the rule blocks
  std::string action = {};
  // What the rule forbids to whom it blocks
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
  // When a SCHEDULE entry ends, in seconds since 1970; 0 for MANUAL
  std::optional<std::int64_t> expireAt = {};
  // What is forbidden: signing in, registering
  std::vector<std::string> limitList = {};
  // How the entry ends: MANUAL stays until it is deleted, SCHEDULE ends by itself
  std::string removeType = {};
  // How the entry came to be: MANUAL by an administrator, POLICY by a rule
  std::string addType = {};
  // Whether the users are blocked (BLACK) or trusted (WHITE)
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
  // Id of the entry
  std::string id = {};
};

// Parameters of delete_risk_list_policy_by_id.
struct DeleteRiskListPolicyByIdQuery {
  // Id of the rule
  std::string id = {};
};

// Parameters of delete_user_list_by_id.
struct DeleteUserListByIdQuery {
  // Id of the entry
  std::string id = {};
};

// Parameters of find_ip_list.
struct FindIpListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether the addresses are blocked (BLACK) or trusted (WHITE)
  std::string ipType = {};
};

// Parameters of find_risk_list_policy.
struct FindRiskListPolicyQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // The list that the rule is kept and shown under (IP, USER), and nothing more: whom it counts are ipCond
  // and userCond, whom it blocks is action
  std::string optObject = {};
};

// Parameters of find_user_list.
struct FindUserListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether the users are blocked (BLACK) or trusted (WHITE)
  std::string userListType = {};
};

}  // namespace genauth
