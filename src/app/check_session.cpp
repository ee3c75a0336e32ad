#include "app/check_session.h"

#include "api/reply.h"
#include "app/browser_cookies.h"
#include "app/oidc_http.h"
#include "modules/pools/pools.h"
#include "oidc/session_management.h"

namespace genauth::app {
namespace {

Result<std::string> pool_of(const oidc::Request& request, Installation& in) {
  if (!request.client_id.empty()) return TRY(in.applications->find(request.client_id))->pool_id;
  return TRY(in.database->read([](db::Session& session) { return pools::find_first(session); })).id;
}

}  // namespace

net::Response answer_check_session(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports&) {
  const Result<std::string> pool = pool_of(request, in);
  if (!pool) return replied(api::error_page(incoming.envelope, pool.error()));
  return to_net(oidc::check_session_frame(request, state_cookie(*pool)));
}

net::Response answer_check_session_script(const api::Incoming&, oidc::Request request, Installation&,
                                          oidc::Ports&) {
  return to_net(oidc::check_session_script(request));
}

}  // namespace genauth::app
