#include "modules/approvals/approvals.h"

#include "base/encoding.h"
#include "gen/errors/approvals.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "gen/sql/approvals.h"
#include "json/value.h"
#include "modules/numbers/numbers.h"

namespace genauth::approvals {
namespace {

constexpr std::size_t kNumberDigits = 8;

Approval to_approval(const db::Row& row) {
  Approval found;
  found.id = row.integer(0);
  found.number = row.text(1);
  found.user_id = row.text(2);
  found.object_type = row.text(3);
  found.object_id = row.text(4);
  found.object = row.text(5);
  found.status = row.text(6);
  found.window = {row.maybe_integer(7), row.maybe_integer(8)};
  found.submitted_at = row.integer(9);
  found.closed_at = row.maybe_integer(10);
  found.decided_by = row.text(11);
  return found;
}

std::string anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : to_lower_ascii(text)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Error not_applicable(const std::string& object_id) {
  return Error(errors::kApprovalNotApplicable).with_field("objectId").with_arg(object_id);
}

// What answers show of the object: RolePermissionApplyApprovalObject,
// ApplicationPermissionApplyApprovalObject.
Result<std::string> describe(db::Session& session, std::string_view pool_id, const Wanted& wanted,
                             std::int64_t now_ms) {
  json::Value object;
  object.set("objectId", wanted.object_id);
  if (wanted.object_type == kRole) {
    const auto role = TRY(roles::find_by_id(session, pool_id, wanted.object_id));
    const bool is_open =
        role && role->enabled && role->permission_apply && role->disable_at.value_or(now_ms + 1) > now_ms;
    if (!is_open) return not_applicable(wanted.object_id);
    object.set("objectName", role->name);
    object.set("roleCode", role->code);
    object.set("namespaceId", role->namespace_number);
    object.set("namespaceCode", role->namespace_code);
    return object.text();
  }
  const db::Rows rows = TRY(session.query(sql::find_applicable_application, {pool_id, wanted.object_id}));
  if (rows.empty()) return not_applicable(wanted.object_id);
  object.set("objectName", rows.front().text(1));
  object.set("logo", "");
  return object.text();
}

std::string number_of(std::int64_t id) {
  const std::string digits = std::to_string(id);
  return "AP" + std::string(digits.size() < kNumberDigits ? kNumberDigits - digits.size() : 0, '0') + digits;
}

}  // namespace

Result<bool> open_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                              std::int64_t now_ms) {
  return tx.try_insert(sql::insert_approval_application, {pool_id, app_id, now_ms});
}

Result<bool> close_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  return TRY(tx.execute(sql::delete_approval_application, {pool_id, app_id})) == 1;
}

Result<std::vector<Application>> applicable(db::Session& session, std::string_view pool_id,
                                            std::string_view name_part) {
  const std::string pattern = anywhere(name_part);
  const db::Rows rows = TRY(session.query(sql::list_applicable_applications, {pool_id, pattern}));
  std::vector<Application> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({rows[i].text(0), rows[i].text(1)});
  return found;
}

Result<Approval> ask(db::Tx& tx, std::string_view pool_id, const Wanted& wanted, std::int64_t now_ms) {
  const std::string object = TRY(describe(tx, pool_id, wanted, now_ms));
  const std::string open_key = wanted.user_id + " " + wanted.object_type + " " + wanted.object_id;
  const std::int64_t id = TRY(numbers::next(tx, pool_id, "approval"));
  const std::string number = number_of(id);
  if (!TRY(tx.try_insert(sql::insert_approval,
                         {pool_id, id, number, wanted.user_id, wanted.object_type, wanted.object_id, object,
                          wanted.window.enable_at, wanted.window.end_at, open_key, now_ms})))
    return Error(errors::kApprovalPending).with_field("objectId").with_arg(wanted.object_id);
  auto made = TRY(find(tx, pool_id, number));
  if (!made) return Error(errors::kInternal, "the new approval is not there");
  return *std::move(made);
}

Result<std::optional<Approval>> find(db::Session& session, std::string_view pool_id,
                                     std::string_view number) {
  const db::Rows rows = TRY(session.query(sql::find_approval, {pool_id, number}));
  return rows.empty() ? std::optional<Approval>() : std::optional(to_approval(rows.front()));
}

Result<Page> asked_by(db::Session& session, std::string_view pool_id, std::string_view user_id,
                      std::string_view object_type, std::string_view keyword, std::int64_t page,
                      std::int64_t limit) {
  const std::string pattern = anywhere(keyword);
  Page found;
  const db::Rows rows = TRY(session.query(
      sql::list_approvals_of_user, {pool_id, user_id, object_type, pattern, limit, (page - 1) * limit}));
  for (std::size_t i = 0; i < rows.size(); ++i) found.list.push_back(to_approval(rows[i]));
  const db::Rows counted =
      TRY(session.query(sql::count_approvals_of_user, {pool_id, user_id, object_type, pattern}));
  found.total = counted.front().integer(0);
  return found;
}

Result<void> decide(db::Tx& tx, std::string_view pool_id, std::string_view number, bool agreed,
                    std::string_view decided_by, std::int64_t now_ms) {
  const auto found = TRY(find(tx, pool_id, number));
  const std::string shown(number);
  if (!found) return Error(errors::kObjectNotFound).with_field("number").with_arg(shown);
  if (TRY(tx.execute(sql::decide_approval,
                     {pool_id, number, agreed ? kAgreed : kRefused, now_ms, decided_by})) != 1)
    return Error(errors::kInvalidOperation, "decided already").with_field("number").with_arg(shown);
  if (!agreed || found->object_type != kRole) return {};
  return roles::assign(tx, pool_id, found->object_id, {"USER", found->user_id}, found->window, now_ms);
}

}  // namespace genauth::approvals
