// switch-login-by-user.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/public_accounts.h"
#include "gen/errors/users.h"
#include "gen/ops/public_accounts.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

struct Target {
  users::User user;
  std::string person;          // who uses it
  std::int64_t auth_time = 0;  // when that person proved who they are
};

// A public account that is open to the person, or the person's own account again.
Result<Target> find_target(db::Session& session, const api::Call& call, const std::string& wanted) {
  const auto origin = TRY(public_accounts::origin_of(session, call.pool_id, call.caller.session_id));
  Target target;
  target.person = origin ? *origin : call.caller.user_id;
  const auto person = TRY(users::find(session, call.pool_id, target.person));
  if (!person) return errors::kUserDisabled;
  TRY(users::may_sign_in(*person));
  const auto choices = TRY(public_accounts::open_to(session, call.pool_id, target.person, call.now_ms));
  const bool is_open = std::ranges::any_of(choices, [&](const auto& c) { return c.user_id == wanted; });
  const bool is_back = origin && wanted == target.person;
  if (wanted == call.caller.user_id || (!is_open && !is_back)) return errors::kPublicAccountNotOpen;
  auto user = TRY(users::find(session, call.pool_id, wanted));
  if (!user) return errors::kPublicAccountNotOpen;
  target.user = *std::move(user);
  target.auth_time =
      TRY(public_accounts::auth_time_of(session, call.pool_id, call.caller.session_id)).value_or(0);
  return target;
}

}  // namespace

// The new session is as old as the proof behind it: going on as somebody else is no fresh sign-in.
Result<dto::LoginTokenResponseDataDto> switch_login_by_user(api::Call& call,
                                                            const dto::PublicAccountSwitchLoginDto& req) {
  Target target =
      TRY(call.read([&](db::Session& session) { return find_target(session, call, req.targetUserId); }));
  auto application = TRY(authentication::application_of(call));
  authentication::Attempt attempt =
      authentication::attempt_of(call, std::move(application), std::move(target.user));
  attempt.facts.origin_user_id = target.person;
  attempt.facts.auth_time = target.auth_time;
  if (req.options) {
    attempt.facts.scope = req.options->scope.value_or("");
    attempt.facts.custom_data = req.options->customData;
  }
  const sessions::TokenSet tokens = TRY(
      call.service<const authentication::Login>().complete(std::move(attempt), {"", "SWITCH", false, {}}));
  return authentication::token_response(tokens);
}

}  // namespace genauth::ops
