// get-security-settings, update-security-settings. Nothing of them is kept in a process: every call reads the
// pool's settings where it needs them, so a change holds from the next request on.
#include "api/call.h"
#include "gen/ops/security_settings.h"
#include "modules/audit/audit.h"
#include "modules/security_settings/security_settings.h"

namespace genauth::ops {

Result<dto::SecuritySettingsDto> get_security_settings(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<dto::SecuritySettingsDto> {
    return security_settings::shown(TRY(pools::find(session, call.pool_id)).settings);
  });
}

// Reads and writes in one unit, so that two administrators do not undo one another.
Result<dto::SecuritySettingsDto> update_security_settings(api::Call& call,
                                                          const dto::UpdateSecuritySettingsDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::SecuritySettingsDto> {
    pools::Settings settings = TRY(pools::find(tx, call.pool_id)).settings;
    TRY(security_settings::apply(req, settings));
    TRY(pools::update_settings(tx, call.pool_id, settings));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "updateSecuritySettings",
                       .actor = call.caller.access_key_id,
                       .client_ip = call.envelope.client_ip},
                      call.now_ms));
    return security_settings::shown(settings);
  });
}

}  // namespace genauth::ops
