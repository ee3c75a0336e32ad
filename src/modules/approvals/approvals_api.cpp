// applications-permission-applicable, roles-permission-applicable, approval, get-approval, approval-batch,
// approval-initiated-list.
#include <cmath>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/dto/approvals.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/ops/approvals.h"
#include "modules/approvals/approvals.h"
#include "modules/audit/audit.h"
#include "modules/roles/roles.h"

namespace genauth::ops {
namespace {

// The contract has two structs for one thing.
template <class Dto>
Dto to_dto(const approvals::Approval& approval) {
  Dto shown;
  shown.approvalId = static_cast<double>(approval.id);
  shown.number = approval.number;
  shown.status = approval.status;
  shown.submitTime = iso8601_ms(approval.submitted_at);
  if (approval.closed_at) shown.closedTime = iso8601_ms(*approval.closed_at);
  shown.objectType = approval.object_type;
  shown.approvalObjectList.text = approval.object;
  if (approval.window == roles::Window{}) return shown;
  dto::ExtraParams extra;
  if (approval.window.enable_at) extra.enableTime = static_cast<double>(*approval.window.enable_at);
  if (approval.window.end_at) extra.endTime = static_cast<double>(*approval.window.end_at);
  shown.extraParams = extra;
  return shown;
}

Result<std::optional<std::int64_t>> to_time(const std::optional<double>& wanted, const char* field) {
  if (!wanted) return std::optional<std::int64_t>();
  constexpr double kLatest = 253402300800000;  // the year 10000
  if (!(*wanted >= 0 && *wanted < kLatest))
    return Error(errors::kBadFormat).with_field(field).with_arg("milliseconds since 1970");
  return std::optional(static_cast<std::int64_t>(*wanted));
}

Result<roles::Window> window_of(const std::optional<dto::ExtraParams>& wanted) {
  roles::Window window;
  if (!wanted) return window;
  window.enable_at = TRY(to_time(wanted->enableTime, "extraParams.enableTime"));
  window.end_at = TRY(to_time(wanted->endTime, "extraParams.endTime"));
  if (window.end_at && *window.end_at <= window.enable_at.value_or(0))
    return Error(errors::kBadFormat).with_field("extraParams.endTime").with_arg("after enableTime");
  return window;
}

Result<approvals::Approval> ask(db::Tx& tx, const api::Call& call, const std::string& object_type,
                                const std::string& object_id, const roles::Window& window) {
  auto made = TRY(
      approvals::ask(tx, call.pool_id, {call.caller.user_id, object_type, object_id, window}, call.now_ms));
  TRY(audit::record(tx,
                    {.pool_id = call.pool_id,
                     .type = "createApproval",
                     .app_id = call.app_id,
                     .user_id = call.caller.user_id,
                     .actor = call.caller.user_id,
                     .client_ip = call.envelope.client_ip,
                     .detail = made.number},
                    call.now_ms));
  return made;
}

}  // namespace

Result<dto::EnablePermissionApplyApplicationList> applications_permission_applicable(
    api::Call& call, const dto::GetEnablePermissionApplyApplicationListQuery& query) {
  const auto found = TRY(call.read([&](db::Session& session) {
    return approvals::applicable(session, call.pool_id, query.appName.value_or(""));
  }));
  dto::EnablePermissionApplyApplicationList answer;
  for (const approvals::Application& application : found) {
    dto::EnablePermissionApplyApplication& shown = answer.list.emplace_back();
    shown.appId = application.id;
    shown.appName = application.name;
    shown.appType = "web";
  }
  return answer;
}

// Roles are the pool's; `appId` says for which application the person asks and must be one of the pool.
Result<dto::EnablePermissionApplyRolePageList> roles_permission_applicable(
    api::Call& call, const dto::GetEnablePermissionApplyRoleListQuery& query) {
  const roles::Page page = TRY(call.read([&](db::Session& session) {
    return roles::list_applicable(session, call.pool_id, query.keyword.value_or(""), query.page, query.limit,
                                  call.now_ms);
  }));
  dto::EnablePermissionApplyRolePageList answer;
  answer.totalCount = static_cast<double>(page.total);
  for (const roles::Role& role : page.list) {
    dto::EnablePermissionApplyRole& shown = answer.list.emplace_back();
    shown.roleId = role.id;
    shown.code = role.code;
    shown.name = role.name;
    shown.description = role.description;
  }
  return answer;
}

Result<dto::CreateApprovalDto> create_approval(api::Call& call, const dto::CreateApprovalReq& req) {
  const roles::Window window = TRY(window_of(req.extraParams));
  const approvals::Approval made =
      TRY(call.write([&](db::Tx& tx) { return ask(tx, call, req.objectType, req.objectId, window); }));
  dto::CreateApprovalDto answer;
  answer.approvalId = static_cast<double>(made.id);
  answer.number = made.number;
  return answer;
}

// All of them or none.
Result<dto::IsSuccessDto> approval_batch(api::Call& call, const dto::BatchCreateApprovalReq& req) {
  const roles::Window window = TRY(window_of(req.extraParams));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    for (const std::string& object_id : req.objectIds) TRY(ask(tx, call, req.objectType, object_id, window));
    return {};
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

// One's own only: a number is no secret.
Result<dto::ApprovalDetailDto> get_approval(api::Call& call, const dto::GetDetailQuery& query) {
  const auto found = TRY(
      call.read([&](db::Session& session) { return approvals::find(session, call.pool_id, query.number); }));
  if (!found || found->user_id != call.caller.user_id)
    return Error(errors::kObjectNotFound).with_field("number").with_arg(query.number);
  return to_dto<dto::ApprovalDetailDto>(*found);
}

Result<dto::InitiatedApprovalPageList> approval_initiated_list(api::Call& call,
                                                               const dto::InitiatedListQuery& query) {
  const approvals::Page page = TRY(call.read([&](db::Session& session) {
    return approvals::asked_by(session, call.pool_id, call.caller.user_id, query.objectType.value_or(""),
                               query.keyword.value_or(""), query.pageNo, query.pageSize);
  }));
  dto::InitiatedApprovalPageList answer;
  answer.totalCount = static_cast<double>(page.total);
  for (const approvals::Approval& approval : page.list)
    answer.list.push_back(to_dto<dto::InitiatedApproval>(approval));
  return answer;
}

}  // namespace genauth::ops
