// Brings applications what they are owed, in the background (app/courier.h): what is due is claimed, sent,
// and settled when it was taken or has been tried often enough; else its claim made it due again later.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/courier.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/database.h"
#include "gen/errors/codes.h"
#include "net/http_client.h"

namespace genauth::app {

// Posts once, without following anybody elsewhere: 200 or 204 is taken, whatever else is said with it.
// errors::kProviderRefused for any other answer, errors::kProviderUnreachable for none.
Result<void> post_to(const net::HttpClient& http, const std::string& url,
                     std::vector<std::pair<std::string, std::string>> headers, std::string body);

// Runs from construction to destruction, on threads of its own. An Owed says its `app_id` and its `tries`
// before this one.
template <class Owed>
class Deliveries {
 public:
  // The functions are called on several threads; those that get a Tx may run twice.
  struct Kind {
    std::string_view name;  // in the log
    std::int64_t tries_max = 0;
    // Oldest first, without those of the applications in `busy` (",a,b,").
    std::function<Result<std::vector<Owed>>(db::Session&, const std::string& busy, std::int64_t now_ms,
                                            std::int64_t limit)>
        due;
    // True for the one caller who is to send it now.
    std::function<Result<bool>(db::Tx&, const Owed&, std::int64_t now_ms)> claim;
    std::function<Result<void>(const Owed&, std::int64_t now_ms)> send;
    std::function<void(const Owed&, const Error&)> not_sent;  // for the log
    std::function<Result<void>(db::Tx&, const Owed&)> settle;
  };

  Deliveries(db::Database& database, const Clock& clock, Kind kind)
      : database_(database),
        clock_(clock),
        kind_(std::move(kind)),
        courier_([this](const std::string& busy) { return due(busy); }) {}

 private:
  static constexpr std::int64_t kRead = 50;

  std::vector<Courier::Errand> due(const std::string& busy) {
    auto all = database_.read(
        [&](db::Session& session) { return kind_.due(session, busy, clock_.now_ms(), kRead); });
    if (!all) warn(".not_read", all.error());
    std::vector<Courier::Errand> errands;
    if (!all) return errands;
    for (Owed& owed : *all) {
      const std::string receiver = owed.app_id;
      errands.push_back({receiver, [this, owed = std::move(owed)] { return deliver(owed); }});
    }
    return errands;
  }

  Courier::Ended deliver(const Owed& owed) {
    const std::int64_t now_ms = clock_.now_ms();
    const auto mine = database_.write([&](db::Tx& tx) { return kind_.claim(tx, owed, now_ms); });
    if (!mine || !*mine) return Courier::Ended::kUntouched;
    const Result<void> sent = kind_.send(owed, now_ms);
    if (!sent) kind_.not_sent(owed, sent.error());
    if (sent || owed.tries + 1 >= kind_.tries_max) {
      const auto settled = database_.write([&](db::Tx& tx) { return kind_.settle(tx, owed); });
      if (!settled) warn(".not_settled", settled.error());
    }
    const bool is_there = sent || sent.error().code() != errors::kProviderUnreachable;
    return is_there ? Courier::Ended::kDone : Courier::Ended::kNoAnswer;
  }

  void warn(const char* what, const Error& why) const {
    log::warn(std::string(kind_.name) + what, {{"why", why.detail()}});
  }

  db::Database& database_;
  const Clock& clock_;
  Kind kind_;
  Courier courier_;  // last: its threads use the others
};

}  // namespace genauth::app
