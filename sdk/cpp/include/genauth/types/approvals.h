// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ApprovalBatchProcessReq;
struct ExtraParams;
struct ApprovalDetailDto;
struct ApprovalPageList;
struct ApprovalProcessReq;
struct BatchCreateApprovalReq;
struct CreateApprovalDto;
struct CreateApprovalReq;
struct EnablePermissionApplyApplication;
struct EnablePermissionApplyApplicationList;
struct EnablePermissionApplyRole;
struct EnablePermissionApplyRolePageList;
struct InitiatedApproval;
struct InitiatedApprovalPageList;

struct ApprovalBatchProcessReq {
  std::vector<double> numbers = {};
  std::optional<bool> isAgreed = {};
};

struct ExtraParams {
  std::optional<double> endTime = {};
  std::optional<double> enableTime = {};
};

struct ApprovalDetailDto {
  double approvalId = 0;
  std::string number = {};
  // The state it is in
  std::string status = {};
  std::string submitTime = {};
  std::optional<std::string> closedTime = {};
  std::string objectType = {};
  Json approvalObjectList = {};
  std::optional<ExtraParams> extraParams = {};
};

struct ApprovalPageList {
  // The page's entries
  std::vector<ApprovalDetailDto> list = {};
  // Entries that match, on all pages
  double totalCount = 0;
};

struct ApprovalProcessReq {
  std::string number = {};
  std::optional<bool> isAgreed = {};
};

struct BatchCreateApprovalReq {
  std::string objectType = {};
  std::vector<std::string> objectIds = {};
  std::optional<ExtraParams> extraParams = {};
};

struct CreateApprovalDto {
  double approvalId = 0;
  std::string number = {};
};

struct CreateApprovalReq {
  std::string objectType = {};
  std::string objectId = {};
  std::optional<ExtraParams> extraParams = {};
};

struct EnablePermissionApplyApplication {
  // Id of the application
  std::string appId = {};
  std::string appName = {};
  // Address of a picture
  std::string logo = {};
  std::string appType = {};
  std::optional<std::string> template_ = {};
};

struct EnablePermissionApplyApplicationList {
  // The page's entries
  std::vector<EnablePermissionApplyApplication> list = {};
};

struct EnablePermissionApplyRole {
  std::string roleId = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
};

struct EnablePermissionApplyRolePageList {
  // The page's entries
  std::vector<EnablePermissionApplyRole> list = {};
  // Entries that match, on all pages
  double totalCount = 0;
};

struct InitiatedApproval {
  double approvalId = 0;
  std::string number = {};
  // The state it is in
  std::string status = {};
  std::string submitTime = {};
  std::optional<std::string> closedTime = {};
  std::string objectType = {};
  Json approvalObjectList = {};
  std::optional<ExtraParams> extraParams = {};
};

struct InitiatedApprovalPageList {
  // The page's entries
  std::vector<InitiatedApproval> list = {};
  // Entries that match, on all pages
  double totalCount = 0;
};

// Parameters of applications_permission_applicable.
struct GetEnablePermissionApplyApplicationListQuery {
  std::optional<std::string> appName = {};
};

// Parameters of approval_closed_list.
struct ClosedListQuery {
  std::optional<double> pageNo = {};
  std::optional<double> pageSize = {};
  std::optional<std::string> objectType = {};
  std::optional<std::string> keyword = {};
};

// Parameters of approval_initiated_list.
struct InitiatedListQuery {
  std::optional<double> pageNo = {};
  std::optional<double> pageSize = {};
  std::optional<std::string> objectType = {};
  std::optional<std::string> keyword = {};
};

// Parameters of approval_log_list.
struct LogListQuery {
  std::optional<double> pageNo = {};
  std::optional<double> pageSize = {};
  std::optional<std::string> objectType = {};
  std::optional<std::string> keyword = {};
};

// Parameters of approval_pending_list.
struct PendListQuery {
  std::optional<double> pageNo = {};
  std::optional<double> pageSize = {};
  std::optional<std::string> objectType = {};
  std::optional<std::string> keyword = {};
};

// Parameters of get_approval.
struct GetDetailQuery {
  std::string number = {};
};

// Parameters of roles_permission_applicable.
struct GetEnablePermissionApplyRoleListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> keyword = {};
  // Id of the application
  std::string appId = {};
};

}  // namespace genauth
