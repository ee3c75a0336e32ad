#include "modules/invitations/guest.h"

#include "gen/errors/codes.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "modules/audit/audit.h"
#include "modules/authentication/register.h"
#include "modules/authentication/rightful_owner.h"
#include "modules/authentication/welcome.h"
#include "modules/codes/codes.h"
#include "modules/codes/throttle.h"
#include "modules/pools/pools.h"

namespace genauth::invitations {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

// Nothing that was there before the address's owner came opens the account.
Result<void> claim(db::Tx& tx, const api::Call& call, const users::User& user) {
  if (authentication::is_unclaimed(user, false))
    return authentication::claim_address(tx, call.service<const users::CredentialKeepers>(), call.pool_id,
                                         user.id, false, call.now_ms);
  return users::mark_email_verified(tx, call.pool_id, user.id, *user.email, call.now_ms);
}

}  // namespace

Result<void> count_guest(db::Tx& tx, const api::Call& call) {
  const codes::Limit limit{"register_address_hour",
                           call.service<const authentication::RegisterLimits>().address_per_hour, kHourMs};
  if (limit.limit != 0 &&
      TRY(codes::count_event(tx, call.pool_id, limit, call.envelope.client_ip, call.now_ms)) > limit.limit)
    return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, call.now_ms)));
  return {};
}

Result<void> prove_email(db::Tx& tx, const api::Call& call, const std::string& email,
                         const std::string& code) {
  return call.service<const codes::Codes>().consume(tx, {call.pool_id, "CHANNEL_REGISTER", email, ""}, code,
                                                    call.now_ms);
}

Result<users::User> let_in(db::Tx& tx, const api::Call& call, const applications::Application& application,
                           const Link& link, users::User wanted) {
  auto found = TRY(users::find_by_email(tx, call.pool_id, *wanted.email));
  if (found && !wanted.email_verified) return errors::kCodeWrong;
  if (found) {
    TRY(users::may_sign_in(*found));
    TRY(claim(tx, call, *found));
  }
  if (!found) {
    wanted.pool_id = call.pool_id;
    wanted.source_type = "register";
    wanted.register_source = R"(["basic:email"])";
    const pools::Pool pool = TRY(pools::find(tx, call.pool_id));
    TRY(authentication::ask_registration_rules(
        tx, call,
        {wanted, pool.settings, application.settings, call.app_id, call.envelope.client_ip, call.now_ms}));
    found = TRY(users::insert(tx, std::move(wanted), call.now_ms));
    TRY(authentication::welcome(tx, call, pool.settings, *found));
  }
  TRY(join(tx, call.pool_id, link, found->id, call.now_ms));
  TRY(audit::record(tx,
                    {.pool_id = call.pool_id,
                     .type = "joinByInvitation",
                     .app_id = call.app_id,
                     .user_id = found->id,
                     .actor = link.inviter_id,
                     .client_ip = call.envelope.client_ip,
                     .detail = link.id},
                    call.now_ms));
  return *std::move(found);
}

}  // namespace genauth::invitations
