// add/list/delete-whitelist, of the pool and of an application.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/ops/whitelists.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/whitelists/whitelists.h"

namespace genauth::ops {
namespace {

using whitelists::Which;

Result<void> check_application(const api::Call& call, const std::string& app_id) {
  const auto application = TRY(call.service<applications::Directory>().find(app_id));
  if (application->pool_id != call.pool_id) return errors::kAppNotFound;
  return {};
}

Result<std::vector<std::string>> values_of(const std::string& type,
                                           const std::optional<std::vector<std::string>>& list) {
  if (!list || list->empty()) return Error(errors::kRequired).with_field("list");
  std::vector<std::string> values;
  for (const std::string& value : *list) values.push_back(TRY(whitelists::normal_value(type, value)));
  return values;
}

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type, const Which& which) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = which.app_id,
                        .actor = call.caller.access_key_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = which.type},
                       call.now_ms);
}

// `first` stands in the members that clients know; empty: the list's own first value.
dto::WhitelistRespDto shown(const std::vector<whitelists::Entry>& entries, const std::string& first = "") {
  dto::WhitelistRespDto answer;
  for (const whitelists::Entry& entry : entries) {
    dto::WhitelistEntryDto each;
    each.value = entry.value;
    each.createdAt = iso8601_ms(entry.created_at);
    if (answer.value.empty() && (first.empty() || entry.value == first)) {
      answer.value = each.value;
      answer.createdAt = each.createdAt;
    }
    answer.list.push_back(std::move(each));
  }
  return answer;
}

Result<dto::WhitelistRespDto> add_values(api::Call& call, const Which& which,
                                         const std::optional<std::vector<std::string>>& list) {
  const std::vector<std::string> values = TRY(values_of(std::string(which.type), list));
  return call.write([&](db::Tx& tx) -> Result<dto::WhitelistRespDto> {
    TRY(whitelists::add(tx, which, values, call.now_ms));
    TRY(record(tx, call, "addWhitelist", which));
    return shown(TRY(whitelists::list(tx, which)), values.front());
  });
}

// Values that cannot be on a list are not on it: no error.
Result<dto::IsSuccessDto> delete_values(api::Call& call, const Which& which,
                                        const std::optional<std::vector<std::string>>& list) {
  std::vector<std::string> values;
  for (const std::string& value : list.value_or(std::vector<std::string>{}))
    if (auto normal = whitelists::normal_value(which.type, value)) values.push_back(*std::move(normal));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(whitelists::remove(tx, which, values));
    return record(tx, call, "deleteWhitelist", which);
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

Result<dto::WhitelistRespDto> list_values(api::Call& call, const Which& which) {
  return call.read([&](db::Session& session) -> Result<dto::WhitelistRespDto> {
    return shown(TRY(whitelists::list(session, which)));
  });
}

}  // namespace

Result<dto::WhitelistRespDto> add_whitelist(api::Call& call, const dto::AddWhitelistDto& req) {
  return add_values(call, {call.pool_id, "", req.type}, req.list);
}

Result<dto::WhitelistRespDto> list_whitelist(api::Call& call, const dto::ListWhitelistsQuery& query) {
  return list_values(call, {call.pool_id, "", query.type});
}

Result<dto::IsSuccessDto> delete_whitelist(api::Call& call, const dto::DeleteWhitelistDto& req) {
  return delete_values(call, {call.pool_id, "", req.type}, req.list);
}

Result<dto::WhitelistRespDto> add_whitelist_of_app(api::Call& call, const dto::AddWhitelistOfAppDto& req) {
  TRY(check_application(call, req.appId));
  return add_values(call, {call.pool_id, req.appId, req.type}, req.list);
}

Result<dto::WhitelistRespDto> list_whitelist_of_app(api::Call& call,
                                                    const dto::ListWhitelistsOfAppQuery& query) {
  TRY(check_application(call, query.appId));
  return list_values(call, {call.pool_id, query.appId, query.type});
}

Result<dto::IsSuccessDto> delete_whitelist_of_app(api::Call& call, const dto::DeleteWhitelistOfAppDto& req) {
  TRY(check_application(call, req.appId));
  return delete_values(call, {call.pool_id, req.appId, req.type}, req.list);
}

}  // namespace genauth::ops
