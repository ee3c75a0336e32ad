#include "app/ping_notifier.h"

#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/access.h"

namespace genauth::app {

PingNotifier::PingNotifier(Installation& installation, net::HttpClient::Options http)
    : in_(installation), http_(std::move(http)), deliveries_(*in_.database, in_.clock, kind()) {}

Deliveries<push_login::Ping>::Kind PingNotifier::kind() {
  return {.name = "pings",
          .tries_max = push_login::kPingTriesMax,
          .due =
              [this](db::Session& session, const std::string& busy, std::int64_t now_ms, std::int64_t limit) {
                return push_login::due_pings(session, *in_.sealer, busy, now_ms, limit);
              },
          .claim = push_login::claim_ping,
          .send = [this](const push_login::Ping& ping, std::int64_t) { return send(ping); },
          .not_sent =
              [](const push_login::Ping& ping, const Error& why) {
                log::warn("pings.not_sent",
                          {{"app", ping.app_id}, {"tries", ping.tries + 1}, {"why", why.detail()}});
              },
          .settle = push_login::settle_ping};
}

// CIBA Core §10.2. An application that is gone, or polls by now, is owed nothing.
Result<void> PingNotifier::send(const push_login::Ping& ping) {
  const auto application = in_.applications->find(ping.app_id);
  if (!application && application.error().code() == errors::kAppNotFound) return {};
  if (!application) return application.error().clone();
  const applications::Settings& settings = (*application)->settings;
  if (settings.backchannel_token_delivery_mode != "ping" ||
      settings.backchannel_client_notification_endpoint.empty())
    return {};
  return post_to(http_, settings.backchannel_client_notification_endpoint,
                 {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + ping.token}},
                 R"({"auth_req_id":)" + json_quote(ping.auth_req_id) + "}");
}

}  // namespace genauth::app
