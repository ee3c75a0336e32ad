// Browsers that need no second factor for a while: asked for at the end of a sign-in at a hosted page, listed
// and taken back by their owner.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/interactions.h"
#include "gen/errors/objects.h"
#include "gen/ops/mfa.h"
#include "modules/authentication/login.h"
#include "modules/interactions/accounts.h"
#include "modules/interactions/interactions.h"
#include "modules/mfa/passing.h"
#include "modules/mfa/remembered.h"
#include "modules/pools/pools.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

}  // namespace

Result<dto::IsSuccessDto> interaction_remember(api::Call& call, const dto::RememberBrowserQuery& query) {
  TRY(authentication::application_of(call));
  api::Cookie cookie{.name = authentication::remembered_cookie(call.pool_id), .value = ""};
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    interactions::Open open = TRY(interactions::look_of(call, tx, query.id));
    const std::int64_t days = TRY(pools::find(tx, call.pool_id)).settings.mfa_remember_days;
    // Once, and only by who has shown a second factor in this very sign-in.
    if (!open.facts.signed_in || !open.facts.second_factor || days == 0) return errors::kInteractionStep;
    const std::string browser = useragent::name_of(useragent::parse(call.envelope.user_agent));
    cookie.max_age_s = days * kDayMs / 1000;
    cookie.value = TRY(mfa::remember(tx, {.pool_id = call.pool_id,
                                          .user_id = open.facts.user_id,
                                          .browser = browser,
                                          .client_ip = call.envelope.client_ip,
                                          .now_ms = call.now_ms,
                                          .expires_at = call.now_ms + days * kDayMs}));
    open.facts.second_factor = false;
    TRY(interactions::keep(tx, call.service<const tickets::Tickets>(), call.pool_id, open));
    return mfa::record(tx, call, "rememberBrowser", open.facts.user_id, "");
  }));
  call.set_cookie(cookie);
  return dto::IsSuccessDto{true};
}

Result<std::vector<dto::RememberedBrowserDto>> list_remembered_browsers(api::Call& call) {
  const std::vector<mfa::Remembered> found = TRY(call.read([&](db::Session& session) {
    return mfa::list_remembered(session, call.pool_id, call.caller.user_id, call.now_ms);
  }));
  std::vector<dto::RememberedBrowserDto> shown;
  for (const mfa::Remembered& each : found)
    shown.push_back(
        {each.id, each.browser, each.client_ip, iso8601_ms(each.created_at), iso8601_ms(each.expires_at)});
  return shown;
}

Result<dto::IsSuccessDto> forget_remembered_browsers(api::Call& call, const dto::ForgetRememberedDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    if (!req.id) {
      TRY(mfa::forget_all_remembered(tx, call.pool_id, call.caller.user_id));
      TRY(interactions::forget_in_all_browsers(tx, call.pool_id, call.caller.user_id, call.now_ms));
    } else if (!TRY(mfa::forget_remembered(tx, call.pool_id, call.caller.user_id, *req.id))) {
      return Error(errors::kObjectNotFound).with_field("id");
    }
    TRY(mfa::record(tx, call, "forgetBrowser", call.caller.user_id, req.id.value_or("")));
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
