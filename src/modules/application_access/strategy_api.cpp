// Changing who may enter: get- and update-application-permission-strategy, authorize-application-access,
// revoke-application-access, update-auth-enabled, batch-applications-auth.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/objects.h"
#include "gen/ops/application_access.h"
#include "modules/application_access/application_access.h"
#include "modules/application_access/targets.h"
#include "modules/audit/audit.h"

namespace genauth::ops {
namespace {

using application_access::Rule;
using applications::Application;

constexpr std::string_view kAllow = "ALLOW";

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type, std::string_view app_id,
                    std::string_view detail = "") {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = app_id,
                        .actor = call.caller.access_key_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = detail},
                       call.now_ms);
}

Result<Application> load(db::Session& session, const api::Call& call, std::string_view app_id) {
  return applications::load(session, call.service<const crypto::Sealer>(), call.pool_id, app_id);
}

// Sign-ins ask for rules only where the application says that it has some.
Result<void> note_rules(db::Tx& tx, const api::Call& call, const std::string& app_id) {
  Application application = TRY(load(tx, call, app_id));
  const bool has = TRY(application_access::has_rules(tx, call.pool_id, app_id));
  if (has == application.has_access_rules) return {};
  application.has_access_rules = has;
  return applications::set_access(tx, application, call.now_ms);
}

// Those that there are; others are skipped.
template <class Item>
Result<std::vector<roles::Target>> targets_of(db::Session& session, const api::Call& call, const Item& item) {
  std::vector<roles::Target> found;
  for (const std::string& named : item.targetIdentifier)
    if (auto known = TRY(application_access::find_target(session, call.pool_id, item.targetType,
                                                         item.namespaceCode.value_or(""), named)))
      found.push_back(std::move(known->target));
  return found;
}

// authIds=a,b and authIds=a&authIds=b alike.
std::vector<std::string> ids_in(const api::Call& call) {
  std::vector<std::string> ids;
  for (const auto& [name, value] : call.query_params()) {
    if (name != "authIds" && name != "authIds[]") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      if (comma > 0) ids.emplace_back(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return ids;
}

}  // namespace

Result<dto::GetApplicationPermissionStrategyDataDto> get_application_permission_strategy(
    api::Call& call, const dto::GetApplicationPermissionStrategyQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::GetApplicationPermissionStrategyDataDto> {
    const Application application = TRY(load(session, call, query.appId));
    return dto::GetApplicationPermissionStrategyDataDto{
        std::string(application.denies_by_default ? applications::kDenyAll : applications::kAllowAll)};
  });
}

Result<dto::IsSuccessDto> update_application_permission_strategy(
    api::Call& call, const dto::UpdateApplicationPermissionStrategyDataDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    Application application = TRY(load(tx, call, req.appId));
    application.denies_by_default = req.permissionStrategy == applications::kDenyAll;
    TRY(applications::set_access(tx, application, call.now_ms));
    TRY(record(tx, call, "updateApplicationPermissionStrategy", application.id, req.permissionStrategy));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> authorize_application_access(api::Call& call,
                                                       const dto::AuthorizeApplicationAccessDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    TRY(load(tx, call, req.appId));
    for (const dto::ApplicationPermissionRecordItem& item : req.list) {
      Rule rule{.id = {}, .app_id = req.appId, .target = {}};
      rule.allows = item.effect == kAllow;
      rule.inherits = item.inheritByChildren.value_or(false);
      for (roles::Target& target : TRY(targets_of(tx, call, item))) {
        rule.target = std::move(target);
        TRY(application_access::put(tx, call.pool_id, rule, call.now_ms));
      }
    }
    TRY(note_rules(tx, call, req.appId));
    TRY(record(tx, call, "authorizeApplicationAccess", req.appId));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> revoke_application_access(api::Call& call,
                                                    const dto::RevokeApplicationAccessDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    TRY(load(tx, call, req.appId));
    for (const dto::DeleteApplicationPermissionRecordItem& item : req.list)
      for (const roles::Target& target : TRY(targets_of(tx, call, item)))
        TRY(application_access::remove(tx, call.pool_id, req.appId, target));
    TRY(note_rules(tx, call, req.appId));
    TRY(record(tx, call, "revokeApplicationAccess", req.appId));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> update_auth_enabled(api::Call& call, const dto::UpdateAuthEnabledDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const auto app_id = TRY(application_access::enable(tx, call.pool_id, req.id, req.enabled));
    if (!app_id) return Error(errors::kObjectNotFound).with_field("id").with_arg(req.id);
    TRY(record(tx, call, "updateApplicationAccess", *app_id, req.id));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> batch_applications_auth(api::Call& call, const dto::DeleteAuthQuery&) {
  const std::vector<std::string> ids = ids_in(call);
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    for (const std::string& id : ids) {
      const auto app_id = TRY(application_access::remove_by_id(tx, call.pool_id, id));
      if (!app_id) continue;
      TRY(note_rules(tx, call, *app_id));
      TRY(record(tx, call, "revokeApplicationAccess", *app_id, id));
    }
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
