#include "app/ping_notifier.h"

#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/access.h"
#include "gen/errors/codes.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kRead = 50;
constexpr int kTimeoutMs = 5000;

// CIBA Core §10.2: 204, or 200; what else it says does not matter, and no redirect is followed.
Result<void> post(const net::HttpClient& http, const std::string& url, const push_login::Ping& ping) {
  net::HttpCall call;
  call.method = "POST";
  call.url = url;
  call.headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + ping.token}};
  call.body = R"({"auth_req_id":)" + json_quote(ping.auth_req_id) + "}";
  call.timeout_ms = kTimeoutMs;
  const net::HttpAnswer answer = TRY(http.send(call));
  if (answer.status == 200 || answer.status == 204) return {};
  return Error(errors::kProviderRefused, "status " + std::to_string(answer.status));
}

}  // namespace

PingNotifier::PingNotifier(Installation& installation, net::HttpClient::Options http)
    : in_(installation),
      http_(std::move(http)),
      courier_([this](const std::string& busy) { return due(busy); }) {}

std::vector<Courier::Errand> PingNotifier::due(const std::string& busy) {
  auto pings = in_.database->read([&](db::Session& session) {
    return push_login::due_pings(session, *in_.sealer, busy, in_.clock.now_ms(), kRead);
  });
  if (!pings) log::warn("pings.not_read", {{"why", pings.error().detail()}});
  std::vector<Courier::Errand> errands;
  if (!pings) return errands;
  for (push_login::Ping& ping : *pings) {
    const std::string receiver = ping.app_id;
    errands.push_back({receiver, [this, ping = std::move(ping)] { return deliver(ping); }});
  }
  return errands;
}

Courier::Ended PingNotifier::deliver(const push_login::Ping& ping) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const auto mine = in_.database->write([&](db::Tx& tx) { return push_login::claim_ping(tx, ping, now_ms); });
  if (!mine || !*mine) return Courier::Ended::kUntouched;
  const Result<void> sent = send(ping);
  if (!sent)
    log::warn("pings.not_sent",
              {{"app", ping.app_id}, {"tries", ping.tries + 1}, {"why", sent.error().detail()}});
  if (sent || ping.tries + 1 >= push_login::kPingTriesMax) {
    const auto settled = in_.database->write([&](db::Tx& tx) { return push_login::settle_ping(tx, ping); });
    if (!settled) log::warn("pings.not_settled", {{"why", settled.error().detail()}});
  }
  const bool is_there = sent || sent.error().code() != errors::kProviderUnreachable;
  return is_there ? Courier::Ended::kDone : Courier::Ended::kNoAnswer;
}

// An application that is gone, or polls by now, is owed nothing.
Result<void> PingNotifier::send(const push_login::Ping& ping) {
  const auto application = in_.applications->find(ping.app_id);
  if (!application && application.error().code() == errors::kAppNotFound) return {};
  if (!application) return application.error().clone();
  const applications::Settings& settings = (*application)->settings;
  if (settings.backchannel_token_delivery_mode != "ping" ||
      settings.backchannel_client_notification_endpoint.empty())
    return {};
  return post(http_, settings.backchannel_client_notification_endpoint, ping);
}

}  // namespace genauth::app
