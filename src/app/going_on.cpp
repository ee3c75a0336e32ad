#include "app/going_on.h"

namespace genauth::app {

Result<bool> may_go_on(db::Session& session, Installation& in, const applications::Handle& application,
                       users::User user, const sessions::Browser& browser, const Caller& caller) {
  authentication::Attempt attempt{.facts = {}, .application = application, .user = std::move(user)};
  attempt.now_ms = in.clock.now_ms();
  attempt.facts.pool_id = application->pool_id;
  attempt.facts.app_id = application->id;
  attempt.facts.user_id = browser.user_id;
  attempt.facts.origin_user_id = browser.origin_user_id;
  attempt.facts.tenant_id = browser.tenant_id;
  attempt.facts.client_ip = caller.client_ip;
  attempt.facts.user_agent = caller.user_agent;
  attempt.facts.device_id = caller.device_id;
  attempt.facts.amr = browser.amr;
  attempt.facts.channels = browser.channels;
  attempt.facts.satisfied = browser.satisfied;
  attempt.facts.multi_factor = attempt.satisfied(authentication::kMultiFactor);
  attempt.facts.started_at = browser.auth_time;
  return in.login->may_go_on(session, std::move(attempt));
}

}  // namespace genauth::app
