// kick-users: an administrator ends a user's sessions in given applications.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/users.h"
#include "gen/ops/devices.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/devices/devices.h"
#include "modules/sessions/browser.h"
#include "modules/users/lookup.h"

namespace genauth::ops {
namespace {

Result<void> check_apps(db::Session& session, const api::Call& call, const std::vector<std::string>& ids) {
  const auto apps = TRY(applications::list(session, call.pool_id));
  for (const std::string& id : ids)
    if (std::ranges::none_of(apps, [&](const applications::Listed& app) { return app.id == id; }))
      return errors::kAppNotFound;
  return {};
}

}  // namespace

// Access and refresh tokens of those sessions stop working with the next request.
Result<dto::IsSuccessDto> kick_users(api::Call& call, const dto::KickUsersDto& req) {
  const std::string type = req.options ? req.options->userIdType : "user_id";
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(check_apps(tx, call, req.appIds));
    const auto user = TRY(users::find_as(tx, call.pool_id, type, req.userId));
    if (!user) return errors::kUserNotFound;
    for (const sessions::Live& live : TRY(sessions::live_of_user(tx, call.pool_id, user->id, call.now_ms)))
      if (std::ranges::find(req.appIds, live.app_id) != req.appIds.end())
        TRY(sessions::sign_out(tx, call.pool_id, live.id, call.now_ms));
    for (const std::string& app_id : req.appIds)
      TRY(audit::record(tx,
                        {.pool_id = call.pool_id,
                         .type = "kick",
                         .app_id = app_id,
                         .user_id = user->id,
                         .actor = call.caller.access_key_id,
                         .client_ip = call.envelope.client_ip},
                        call.now_ms));
    return {};
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
