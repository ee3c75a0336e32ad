#include "modules/authentication/register.h"

#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "modules/applications/of_call.h"
#include "modules/audit/audit.h"
#include "modules/authentication/welcome.h"
#include "modules/codes/throttle.h"
#include "modules/pools/pools.h"
#include "modules/users/password.h"
#include "net/address.h"

namespace genauth::authentication {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

std::string_view source_of(const users::User& user) {
  if (user.phone) return R"(["basic:phone"])";
  if (user.email) return R"(["basic:email"])";
  return R"(["basic:username"])";
}

Result<void> check_names(const users::User& user) {
  if (user.username) TRY(users::check_username(*user.username));
  if (user.email) TRY(users::check_email(*user.email));
  return {};
}

// The pool's own rule about one address, beside the installation's.
Result<void> check_anomaly(db::Tx& tx, const pools::Settings& settings, std::string_view pool_id,
                           std::string_view client_ip, std::int64_t now_ms) {
  const auto& check = settings.register_check;
  if (!check || !check->enabled) return {};
  const codes::Limit limit{"register_address", check->limit, check->window_ms};
  if (TRY(codes::count_event(tx, pool_id, limit, net::address_prefix(client_ip), now_ms)) <= limit.limit)
    return {};
  return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
}

}  // namespace

Result<void> ask_registration_rules(db::Session& session, const api::Call& call,
                                    const RegistrationScene& scene) {
  for (const RegistrationRule* rule : call.service<const RegistrationRules>().rules)
    TRY(rule->check(session, scene));
  return {};
}

Result<users::User> register_user(api::Call& call, Registration wanted) {
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  if (pool.settings.registration_disabled) return errors::kRegistrationDisabled;
  users::User& user = wanted.user;
  TRY(check_names(user));
  user.pool_id = call.pool_id;
  if (user.email) user.email = users::normal_email(*user.email);
  if (user.username) user.username = users::normal_username(*user.username);
  user.source_type = "register";
  user.register_source = wanted.source.empty() ? std::string(source_of(user)) : "[\"" + wanted.source + "\"]";
  if (wanted.password) {
    TRY(users::check_new_password(call, pool.settings, user, *wanted.password));
    user.password_hash = TRY(users::hash_password(call, *wanted.password));
    user.password_set_at = call.now_ms;
    user.password_level = users::password_level(*wanted.password);
  }
  applications::Settings application;
  if (!call.app_id.empty()) application = TRY(applications::of(call))->settings;
  const codes::Limit limit{"register_address_hour", call.service<const RegisterLimits>().address_per_hour,
                           kHourMs};
  return call.write([&](db::Tx& tx) -> Result<users::User> {
    if (limit.limit != 0 &&
        TRY(codes::count_event(tx, call.pool_id, limit, wanted.client_ip, call.now_ms)) > limit.limit)
      return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, call.now_ms)));
    TRY(check_anomaly(tx, pool.settings, call.pool_id, wanted.client_ip, call.now_ms));
    TRY(ask_registration_rules(
        tx, call, {user, pool.settings, application, call.app_id, wanted.client_ip, call.now_ms}));
    if (wanted.proof) TRY(wanted.proof(tx));
    users::User made = TRY(users::insert(tx, user, call.now_ms));
    if (wanted.afterwards) TRY(wanted.afterwards(tx, made));
    TRY(welcome(tx, call, pool.settings, made));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "register",
                       .app_id = call.app_id,
                       .user_id = made.id,
                       .client_ip = wanted.client_ip},
                      call.now_ms));
    return made;
  });
}

}  // namespace genauth::authentication
