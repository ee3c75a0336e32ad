#include "app/device_interaction.h"

#include "api/reply.h"
#include "app/browser_cookies.h"
#include "gen/errors/device_codes.h"
#include "modules/consents/consents.h"
#include "modules/device_codes/device_codes.h"

namespace genauth::app {
namespace {

// The person's answer reaches the device, and the page says so. A device that waits no more is asked for
// anew.
Result<net::Response> end_device(const Scene& scene, interactions::Open open,
                                 const std::optional<oidc::BrowserSession>& session) {
  const std::string& pool_id = scene.application->pool_id;
  const std::int64_t now_ms = scene.in.clock.now_ms();
  std::string cookie;
  TRY(scene.in.database->write([&](db::Tx& tx) -> Result<void> {
    interactions::Facts& facts = open.facts;
    Result<void> told;
    if (session) {
      told = device_codes::approve(
          tx, pool_id, facts.device_id,
          {session->sub, session->tenant_id, session->amr, session->auth_time_s, session->id}, now_ms);
      if (told) TRY(consents::grant(tx, pool_id, facts.user_id, scene.application->id, facts.scope, now_ms));
    } else if (!facts.device_id.empty()) {
      told = device_codes::deny(tx, pool_id, facts.device_id, now_ms);
    }
    if (!told && told.error().code() != errors::kDeviceCodeUnknown) return told;
    facts.step = told ? "device_done" : "device";
    if (!told) facts.device_id = facts.user_code = "";
    if (!told) facts.consented = facts.denied = false;
    cookie = TRY(arm(tx, scene, facts));
    return interactions::keep(tx, *scene.in.tickets, pool_id, open);
  }));
  net::Response response = replied(api::redirect(page_of(scene.application->id, scene.id)));
  TRY(set_session_cookie(response, scene, cookie));
  return response;
}

}  // namespace

Result<net::Response> resume_device(const Scene& scene, interactions::Open open) {
  if (open.facts.step == "device_done")
    return replied(api::redirect(page_of(scene.application->id, scene.id)));
  if (open.facts.denied) return end_device(scene, std::move(open), std::nullopt);
  if (open.facts.device_id.empty()) return replied(api::redirect(page_of(scene.application->id, scene.id)));
  const std::optional<oidc::BrowserSession> session = TRY(session_of(scene, open.facts)).session;
  oidc::Interaction next;
  next.ui_locales = open.facts.ui_locales;
  next.scope = open.facts.scope;
  if (!session) {
    next.step = oidc::Interaction::Step::kLogin;
    return ask(scene, std::move(open), next, session);
  }
  if (!open.facts.consented || session->sub != open.facts.user_id) {
    next.step = oidc::Interaction::Step::kConsent;
    return ask(scene, std::move(open), next, session);
  }
  return end_device(scene, std::move(open), session);
}

}  // namespace genauth::app
