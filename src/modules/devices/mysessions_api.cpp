// mysessions/list, revoke, revoke-others: where a person is signed in, browser by browser, program by
// program.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/objects.h"
#include "gen/ops/devices.h"
#include "modules/applications/applications.h"
#include "modules/audit/of_call.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/sessions.h"
#include "modules/users/sign_out.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

struct SignIns {
  std::vector<sessions::SignedIn> browsers;
  std::vector<sessions::Live> sessions;  // of browsers and of programs
};

Result<SignIns> sign_ins_of(const api::Call& call, db::Session& session) {
  const std::string& user_id = call.caller.user_id;
  SignIns found;
  found.browsers = TRY(sessions::browsers_of_user(session, call.pool_id, user_id, call.now_ms));
  found.sessions = TRY(sessions::live_of_user(session, call.pool_id, user_id, call.now_ms));
  return found;
}

void add_application(api::Call& call, dto::MySessionDto& shown, const std::string& app_id) {
  const bool is_there = std::ranges::any_of(
      shown.applications, [&](const dto::MySessionAppDto& each) { return each.appId == app_id; });
  if (is_there) return;
  const auto application = call.service<applications::Directory>().find(app_id);
  if (application) shown.applications.push_back({app_id, (*application)->name});
}

dto::MySessionDto shown_of(std::string id, const std::string& client_ip, const std::string& user_agent,
                           std::int64_t signed_in_at) {
  dto::MySessionDto shown;
  shown.sessionId = std::move(id);
  shown.deviceName = useragent::name_of(useragent::parse(user_agent));
  shown.clientIp = client_ip;
  shown.userAgent = user_agent;
  shown.signedInAt = iso8601_ms(signed_in_at);
  return shown;
}

}  // namespace

Result<std::vector<dto::MySessionDto>> mysessions_list(api::Call& call) {
  const SignIns found = TRY(call.read([&](db::Session& session) { return sign_ins_of(call, session); }));
  std::vector<dto::MySessionDto> data;
  for (const sessions::SignedIn& browser : found.browsers) {
    dto::MySessionDto shown = shown_of(browser.id, browser.client_ip, browser.user_agent, browser.auth_time);
    for (const sessions::Live& live : found.sessions) {
      if (live.browser_id != browser.id) continue;
      add_application(call, shown, live.app_id);
      shown.current = shown.current || live.id == call.caller.session_id;
    }
    data.push_back(std::move(shown));
  }
  for (const sessions::Live& live : found.sessions) {
    if (!live.browser_id.empty()) continue;
    dto::MySessionDto shown = shown_of(live.id, live.client_ip, live.user_agent, live.created_at);
    add_application(call, shown, live.app_id);
    shown.current = live.id == call.caller.session_id;
    data.push_back(std::move(shown));
  }
  std::ranges::stable_sort(data, [](const dto::MySessionDto& left, const dto::MySessionDto& right) {
    if (left.current != right.current) return left.current;
    return left.signedInAt > right.signedInAt;
  });
  return data;
}

Result<void> mysessions_revoke(api::Call& call, const dto::RevokeMySessionDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    const SignIns found = TRY(sign_ins_of(call, tx));
    if (std::ranges::find(found.browsers, req.sessionId, &sessions::SignedIn::id) != found.browsers.end())
      TRY(sessions::end_browser(tx, call.pool_id, req.sessionId, call.now_ms));
    else if (std::ranges::find(found.sessions, req.sessionId, &sessions::Live::id) != found.sessions.end())
      TRY(sessions::sign_out(tx, call.pool_id, req.sessionId, call.now_ms));
    else
      return Error(errors::kObjectNotFound).with_arg(req.sessionId);
    return audit::record_own(tx, call, "signOutSession", call.caller.user_id, req.sessionId);
  });
}

Result<void> mysessions_revoke_others(api::Call& call) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(call.service<const users::SignOut>().in_other_browsers(tx, call.pool_id, call.caller.user_id,
                                                               call.caller.session_id, call.now_ms));
    return audit::record_own(tx, call, "signOutElsewhere", call.caller.user_id);
  });
}

}  // namespace genauth::ops
