// The limit of devices, for administrators: the rule, the applications it applies to, and who is exempt.
#include <cmath>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/users.h"
#include "gen/ops/devices.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/devices/devices.h"
#include "modules/groups/groups.h"
#include "modules/roles/roles.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

constexpr double kPlacesMax = 10'000;

dto::IsSuccessDto success() {
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

Result<void> note(db::Tx& tx, const api::Call& call, std::string_view detail) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = "updateDeviceLimit",
                        .actor = call.caller.access_key_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = detail},
                       call.now_ms);
}

dto::GetDeviceExclusiveRuleDataDto shown(const pools::Settings& settings) {
  dto::GetDeviceExclusiveRuleDataDto data;
  data.rule = settings.device_limit;
  data.deviceRule.emplace().maxOnlineDevices = static_cast<double>(settings.devices_online_max);
  data.ipRule.emplace().maxOnlineIPs = static_cast<double>(settings.addresses_online_max);
  return data;
}

// The contract's number is a JSON number; half a device is none.
Result<std::int64_t> whole(double given, const char* field) {
  if (given < 1) return Error(errors::kTooSmall).with_field(field).with_arg("1");
  if (given > kPlacesMax) return Error(errors::kTooGreat).with_field(field).with_arg("10000");
  if (given != std::floor(given)) return Error(errors::kMustBeInteger).with_field(field);
  return static_cast<std::int64_t>(given);
}

// The applications of the pool, by id.
Result<std::vector<applications::Listed>> known_apps(db::Session& session, const api::Call& call) {
  return applications::list(session, call.pool_id);
}

const applications::Listed* find_app(const std::vector<applications::Listed>& apps, std::string_view id) {
  for (const applications::Listed& app : apps)
    if (app.id == id) return &app;
  return nullptr;
}

// What people call it. A group or role that is gone has no name left.
Result<void> describe(db::Session& session, const api::Call& call,
                      dto::GetDeviceExclusiveWhiteListDataDto& one) {
  if (one.targetType == "USER") {
    const auto user = TRY(users::find(session, call.pool_id, one.targetId));
    if (user) one.name = user->name ? user->name : user->username;
    if (user) one.photo = user->photo;
  } else if (one.targetType == "GROUP") {
    if (const auto group = TRY(groups::find_by_id(session, call.pool_id, one.targetId)))
      one.name = group->name;
  } else if (const auto role = TRY(roles::find_by_id(session, call.pool_id, one.targetId))) {
    one.name = role->name.empty() ? role->code : role->name;
  }
  return {};
}

Result<void> must_exist(db::Session& session, const api::Call& call,
                        const dto::DeviceExclusiveWhiteListSubjectDto& one) {
  if (one.targetType == "USER") {
    if (!TRY(users::find(session, call.pool_id, one.targetId))) return errors::kUserNotFound;
    return {};
  }
  const bool exists = one.targetType == "GROUP"
                          ? TRY(groups::find_by_id(session, call.pool_id, one.targetId)).has_value()
                          : TRY(roles::find_by_id(session, call.pool_id, one.targetId)).has_value();
  if (exists) return {};
  return Error(errors::kObjectNotFound).with_field("targetId").with_arg(one.targetId);
}

}  // namespace

Result<dto::GetDeviceExclusiveRuleDataDto> get_device_exclusive_rule_settings(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<dto::GetDeviceExclusiveRuleDataDto> {
    return shown(TRY(pools::find(session, call.pool_id)).settings);
  });
}

Result<dto::GetDeviceExclusiveRuleDataDto> update_device_exclusive_rule_settings(
    api::Call& call, const dto::UpdateDeviceExclusiveRuleDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::GetDeviceExclusiveRuleDataDto> {
    pools::Settings settings = TRY(pools::find(tx, call.pool_id)).settings;
    settings.device_limit = req.rule;
    if (req.deviceRule)
      settings.devices_online_max =
          TRY(whole(req.deviceRule->maxOnlineDevices, "deviceRule.maxOnlineDevices"));
    if (req.ipRule)
      settings.addresses_online_max = TRY(whole(req.ipRule->maxOnlineIPs, "ipRule.maxOnlineIPs"));
    TRY(pools::update_settings(tx, call.pool_id, settings));
    TRY(note(tx, call, req.rule));
    return shown(settings);
  });
}

Result<std::vector<dto::GetDeviceExclusiveValidScopeDataDto>> get_device_exclusive_valid_scope_settings(
    api::Call& call) {
  return call.read(
      [&](db::Session& session) -> Result<std::vector<dto::GetDeviceExclusiveValidScopeDataDto>> {
        const auto apps = TRY(known_apps(session, call));
        std::vector<dto::GetDeviceExclusiveValidScopeDataDto> data;
        for (const devices::LimitedApp& limited : TRY(devices::limited_apps(session, call.pool_id))) {
          dto::GetDeviceExclusiveValidScopeDataDto one;
          one.appId = limited.app_id;
          if (const applications::Listed* app = find_app(apps, limited.app_id)) one.appName = app->name;
          one.createdAt = iso8601_ms(limited.created_at);
          one.isDefault = false;
          data.push_back(std::move(one));
        }
        return data;
      });
}

Result<std::vector<dto::DeviceExclusiveValidScopeAppDataDto>> get_supported_device_exclusive_apps(
    api::Call& call, const dto::FindAppListsQuery& query) {
  const std::string wanted = to_lower_ascii(query.keyword);
  return call.read(
      [&](db::Session& session) -> Result<std::vector<dto::DeviceExclusiveValidScopeAppDataDto>> {
        std::vector<dto::DeviceExclusiveValidScopeAppDataDto> data;
        for (const applications::Listed& app : TRY(known_apps(session, call))) {
          if (to_lower_ascii(app.name).find(wanted) == std::string::npos && app.id != wanted) continue;
          dto::DeviceExclusiveValidScopeAppDataDto one;
          one.appId = app.id;
          one.appName = app.name;
          data.push_back(std::move(one));
        }
        return data;
      });
}

Result<dto::IsSuccessDto> save_device_exclusive_valid_scope_settings(
    api::Call& call, const dto::SaveDeviceExclusiveValidScopeSettingsDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const auto apps = TRY(known_apps(tx, call));
    for (const std::string& id : req.appIds) {
      if (find_app(apps, id) == nullptr) return errors::kAppNotFound;
      TRY(devices::add_limited_app(tx, call.pool_id, id, call.now_ms));
    }
    TRY(note(tx, call, "applications"));
    return success();
  });
}

// Somebody who is gone already is no error, so that a repeated call succeeds.
Result<dto::IsSuccessDto> remove_device_exclusive_valid_scope_settings(
    api::Call& call, const dto::DeleteDeviceExclusiveValidScopeSettingsByIdsDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    TRY(devices::remove_limited_app(tx, call.pool_id, req.appId));
    TRY(note(tx, call, "applications"));
    return success();
  });
}

Result<std::vector<dto::GetDeviceExclusiveWhiteListDataDto>> get_device_exclusive_white_list_settings(
    api::Call& call) {
  return call.read([&](db::Session& session) -> Result<std::vector<dto::GetDeviceExclusiveWhiteListDataDto>> {
    std::vector<dto::GetDeviceExclusiveWhiteListDataDto> data;
    for (const devices::Exempt& subject : TRY(devices::exempt(session, call.pool_id))) {
      dto::GetDeviceExclusiveWhiteListDataDto one;
      one.targetType = subject.type;
      one.targetId = subject.id;
      one.createdAt = iso8601_ms(subject.created_at);
      TRY(describe(session, call, one));
      data.push_back(std::move(one));
    }
    return data;
  });
}

Result<dto::IsSuccessDto> save_device_exclusive_white_list_settings(
    api::Call& call, const dto::DeviceExclusiveWhiteListSubjectsDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    for (const dto::DeviceExclusiveWhiteListSubjectDto& one : req.list) {
      TRY(must_exist(tx, call, one));
      TRY(devices::add_exempt(tx, call.pool_id, {one.targetType, one.targetId, 0}, call.now_ms));
    }
    TRY(note(tx, call, "white list"));
    return success();
  });
}

Result<dto::IsSuccessDto> remove_device_exclusive_white_list_settings(
    api::Call& call, const dto::DeviceExclusiveWhiteListSubjectsDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    for (const dto::DeviceExclusiveWhiteListSubjectDto& one : req.list)
      TRY(devices::remove_exempt(tx, call.pool_id, one.targetType, one.targetId));
    TRY(note(tx, call, "white list"));
    return success();
  });
}

}  // namespace genauth::ops
