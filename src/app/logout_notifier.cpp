#include "app/logout_notifier.h"

#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/access.h"

namespace genauth::app {

LogoutNotifier::LogoutNotifier(Installation& installation, net::HttpClient::Options http)
    : in_(installation), http_(std::move(http)), deliveries_(*in_.database, in_.clock, kind()) {}

Deliveries<sessions::LogoutNotice>::Kind LogoutNotifier::kind() {
  return {.name = "logout_notices",
          .tries_max = sessions::kNoticeTriesMax,
          .due = sessions::due_notices,
          .claim = sessions::claim_notice,
          .send = [this](const sessions::LogoutNotice& notice,
                         std::int64_t now_ms) { return send(notice, now_ms); },
          .not_sent =
              [](const sessions::LogoutNotice& notice, const Error& why) {
                log::warn("logout_notices.not_sent", {{"app", notice.app_id},
                                                      {"session", notice.session_id},
                                                      {"tries", notice.tries + 1},
                                                      {"why", why.detail()}});
              },
          .settle = sessions::settle_notice};
}

// Back-Channel Logout 1.0 §2.5 and §2.8: 200, or 204 of some frameworks; 400 where the application could not.
// An application that is gone or wants to hear no more is owed nothing.
Result<void> LogoutNotifier::send(const sessions::LogoutNotice& notice, std::int64_t now_ms) {
  const auto application = in_.applications->find(notice.app_id);
  if (!application && application.error().code() == errors::kAppNotFound) return {};
  if (!application) return application.error().clone();
  const std::string& url = (*application)->settings.backchannel_logout_uri;
  if (url.empty()) return {};
  const std::string token = TRY(sessions::logout_token(*in_.keys, **application, notice, now_ms));
  return post_to(http_, url, {{"Content-Type", "application/x-www-form-urlencoded"}},
                 "logout_token=" + percent_encode(token));
}

}  // namespace genauth::app
