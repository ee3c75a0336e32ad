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
  // Until when, in milliseconds since 1970; absent: for good
  std::optional<double> endTime = {};
  // From when, in milliseconds since 1970; absent: at once
  std::optional<double> enableTime = {};
};

struct ApprovalDetailDto {
  // Numeric id of the request
  double approvalId = 0;
  // Number of the request, which people see
  std::string number = {};
  // The state it is in
  std::string status = {};
  // When it was asked for
  std::string submitTime = {};
  // When it was decided; absent while it is pending
  std::optional<std::string> closedTime = {};
  // What kind of thing was asked for
  std::string objectType = {};
  // What was asked for: a role or an application, as it was called then
  Json approvalObjectList = {};
  // From when until when the right is wanted
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
  // What kind of thing is asked for
  std::string objectType = {};
  // Ids of roles or applications
  std::vector<std::string> objectIds = {};
  // From when until when the right is wanted
  std::optional<ExtraParams> extraParams = {};
};

struct CreateApprovalDto {
  // Numeric id of the request
  double approvalId = 0;
  // Number of the request, which people see
  std::string number = {};
};

struct CreateApprovalReq {
  // What kind of thing is asked for
  std::string objectType = {};
  // Id of the role or application
  std::string objectId = {};
  // From when until when the right is wanted
  std::optional<ExtraParams> extraParams = {};
};

struct EnablePermissionApplyApplication {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string logo = {};
  // What kind of application it is
  std::string appType = {};
  // The template that it was made from
  std::optional<std::string> template_ = {};
};

struct EnablePermissionApplyApplicationList {
  // The page's entries
  std::vector<EnablePermissionApplyApplication> list = {};
};

struct EnablePermissionApplyRole {
  // Id of the role
  std::string roleId = {};
  // Code of the role
  std::string code = {};
  // What people call the role
  std::string name = {};
  // What the role is for
  std::optional<std::string> description = {};
};

struct EnablePermissionApplyRolePageList {
  // The page's entries
  std::vector<EnablePermissionApplyRole> list = {};
  // Entries that match, on all pages
  double totalCount = 0;
};

struct InitiatedApproval {
  // Numeric id of the request
  double approvalId = 0;
  // Number of the request, which people see
  std::string number = {};
  // The state it is in
  std::string status = {};
  // When it was asked for
  std::string submitTime = {};
  // When it was decided; absent while it is pending
  std::optional<std::string> closedTime = {};
  // What kind of thing was asked for
  std::string objectType = {};
  // What was asked for: a role or an application, as it was called then
  Json approvalObjectList = {};
  // From when until when the right is wanted
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
  // Only applications whose name contains this
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
  // Which page, from 1
  std::optional<std::int64_t> pageNo = {};
  // How many a page holds
  std::optional<std::int64_t> pageSize = {};
  // Only requests for this kind of thing
  std::optional<std::string> objectType = {};
  // Only requests whose number or object contains this
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
  // Number of the request, which people see
  std::string number = {};
};

// Parameters of roles_permission_applicable.
struct GetEnablePermissionApplyRoleListQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Only roles whose code or name contains this
  std::optional<std::string> keyword = {};
  // Id of the application
  std::string appId = {};
};

}  // namespace genauth
