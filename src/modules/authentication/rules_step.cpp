#include "modules/authentication/rules_step.h"

#include "modules/authentication/password_tries.h"
#include "modules/codes/throttle.h"
#include "net/address.h"

namespace genauth::authentication {
namespace {

constexpr std::string_view kScope = "address_failures";

codes::Limit limit_of(const dto::StoredFailureCheck& check) {
  return {kScope, check.limit, check.window_ms};
}

}  // namespace

Result<void> RulesStep::signed_in(db::Tx& tx, const Attempt& attempt, const sessions::Draft&) const {
  return forget_failures_in_a_row(tx, attempt.user);
}

Result<void> RulesStep::failed(db::Tx& tx, const Failure& failure) const {
  if (failure.proved) return {};
  const auto check = TRY(pools::find(tx, failure.pool_id)).settings.login_fail_check;
  if (!check || !check->enabled) return {};
  TRY(codes::count_event(tx, failure.pool_id, limit_of(*check), net::address_prefix(failure.client_ip),
                         failure.now_ms));
  return {};
}

Result<AddressRule> address_rule(db::Session& session, const pools::Settings& rules, std::string_view pool_id,
                                 std::string_view client_ip, std::int64_t now_ms) {
  const auto& check = rules.login_fail_check;
  if (!check || !check->enabled) return AddressRule::kNothing;
  const std::int64_t failures =
      TRY(codes::events_so_far(session, pool_id, limit_of(*check), net::address_prefix(client_ip), now_ms));
  if (failures < check->limit) return AddressRule::kNothing;
  return rules.login_fail_strategy == "captcha" ? AddressRule::kCaptcha : AddressRule::kWait;
}

}  // namespace genauth::authentication
