#include "modules/authentication/step_up.h"

#include "api/call.h"
#include "gen/errors/account.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"

namespace genauth::authentication {

Result<void> require_step_up(db::Session& session, const api::Call& call, Evidence evidence) {
  constexpr std::int64_t kMinuteMs = 60'000;
  if (evidence == Evidence::kExistingFactor) return {};
  const std::int64_t minutes = TRY(pools::find(session, call.pool_id)).settings.step_up_minutes;
  if (minutes == 0) return {};
  const std::int64_t signed_in =
      call.caller.signed_in_at > 0 ? call.caller.signed_in_at
                                   : TRY(sessions::auth_time(session, call.pool_id, call.caller.session_id));
  if (call.now_ms - signed_in <= minutes * kMinuteMs) return {};
  const std::string arg = std::to_string(minutes);
  return Error(errors::kStepUpRequired).with_arg(arg).with_data(R"({"stepUpMinutes":)" + arg + "}");
}

}  // namespace genauth::authentication
