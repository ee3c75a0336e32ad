#include "app/logout_notifier.h"

#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/access.h"
#include "gen/errors/codes.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kRead = 50;
constexpr int kTimeoutMs = 5000;

// Back-Channel Logout 1.0 §2.5 and §2.8: 200, or 204 of some frameworks; 400 where the application could not.
Result<void> post(const net::HttpClient& http, const std::string& url, const std::string& token) {
  net::HttpCall call;
  call.method = "POST";
  call.url = url;
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  call.body = "logout_token=" + percent_encode(token);
  call.timeout_ms = kTimeoutMs;
  const net::HttpAnswer answer = TRY(http.send(call));
  if (answer.status == 200 || answer.status == 204) return {};
  return Error(errors::kProviderRefused, "status " + std::to_string(answer.status));
}

}  // namespace

LogoutNotifier::LogoutNotifier(Installation& installation, net::HttpClient::Options http)
    : in_(installation),
      http_(std::move(http)),
      courier_([this](const std::string& busy) { return due(busy); }) {}

std::vector<Courier::Errand> LogoutNotifier::due(const std::string& busy) {
  auto notices = in_.database->read(
      [&](db::Session& session) { return sessions::due_notices(session, busy, in_.clock.now_ms(), kRead); });
  if (!notices) log::warn("logout_notices.not_read", {{"why", notices.error().detail()}});
  std::vector<Courier::Errand> errands;
  if (!notices) return errands;
  for (sessions::LogoutNotice& notice : *notices) {
    const std::string receiver = notice.app_id;
    errands.push_back({receiver, [this, notice = std::move(notice)] { return deliver(notice); }});
  }
  return errands;
}

Courier::Ended LogoutNotifier::deliver(const sessions::LogoutNotice& notice) {
  const std::int64_t now_ms = in_.clock.now_ms();
  const auto mine =
      in_.database->write([&](db::Tx& tx) { return sessions::claim_notice(tx, notice, now_ms); });
  if (!mine || !*mine) return Courier::Ended::kUntouched;
  const Result<void> sent = send(notice, now_ms);
  if (!sent)
    log::warn("logout_notices.not_sent", {{"app", notice.app_id},
                                          {"session", notice.session_id},
                                          {"tries", notice.tries + 1},
                                          {"why", sent.error().detail()}});
  if (sent || notice.tries + 1 >= sessions::kNoticeTriesMax) {
    const auto settled = in_.database->write([&](db::Tx& tx) { return sessions::settle_notice(tx, notice); });
    if (!settled) log::warn("logout_notices.not_settled", {{"why", settled.error().detail()}});
  }
  const bool is_there = sent || sent.error().code() != errors::kProviderUnreachable;
  return is_there ? Courier::Ended::kDone : Courier::Ended::kNoAnswer;
}

// An application that is gone or wants to hear no more is owed nothing.
Result<void> LogoutNotifier::send(const sessions::LogoutNotice& notice, std::int64_t now_ms) {
  const auto application = in_.applications->find(notice.app_id);
  if (!application && application.error().code() == errors::kAppNotFound) return {};
  if (!application) return application.error().clone();
  const std::string& url = (*application)->settings.backchannel_logout_uri;
  if (url.empty()) return {};
  return post(http_, url, TRY(sessions::logout_token(*in_.keys, **application, notice, now_ms)));
}

}  // namespace genauth::app
