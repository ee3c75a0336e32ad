// mydevices/list, unbind, revoke-session: a person's own devices.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/ops/devices.h"
#include "modules/audit/of_call.h"
#include "modules/devices/devices.h"

namespace genauth::ops {
Result<std::vector<dto::TerminalSessionDto>> mydevices_list(api::Call& call, const dto::ListQuery& query) {
  const std::vector<devices::Device> found = TRY(call.read([&](db::Session& session) {
    return devices::list(session, call.pool_id, call.caller.user_id, query.page, query.limit, call.now_ms);
  }));
  std::vector<dto::TerminalSessionDto> data;
  for (const devices::Device& device : found) {
    dto::TerminalSessionDto shown;
    shown.device.deviceId = device.id;
    shown.device.type = device.type;
    shown.device.name = device.name;
    if (!device.os.empty()) shown.device.os = device.os;
    if (!device.version.empty()) shown.device.version = device.version;
    shown.device.status = "activated";
    shown.device.userAgent = device.user_agent;
    shown.lastLoginTime = iso8601_ms(device.last_login_at);
    shown.lastIp = device.last_ip;
    shown.online = device.online;
    data.push_back(std::move(shown));
  }
  return data;
}

Result<void> mydevices_unbind(api::Call& call, const dto::UnbindDeviceDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(devices::remove(tx, call.pool_id, call.caller.user_id, req.deviceId, call.now_ms));
    return audit::record_own(tx, call, "unbindDevice", call.caller.user_id, req.deviceId);
  });
}

Result<void> mydevices_revoke_session(api::Call& call, const dto::RevokeDeviceSessionDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(devices::sign_out(tx, call.pool_id, call.caller.user_id, req.deviceId, call.now_ms));
    return audit::record_own(tx, call, "signOutDevice", call.caller.user_id, req.deviceId);
  });
}

}  // namespace genauth::ops
