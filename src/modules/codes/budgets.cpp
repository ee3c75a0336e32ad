#include "modules/codes/budgets.h"

#include "gen/errors/codes.h"
#include "gen/errors/core.h"
#include "gen/sql/codes.h"
#include "modules/codes/throttle.h"

namespace genauth::codes {
namespace {

constexpr Limit kHour{"", 0, 3'600'000}, kDay{"", 0, 86'400'000};
constexpr std::size_t kRangeDigits = 4;  // of a number, what may differ within a range

}  // namespace

std::string number_range(std::string_view e164) {
  return std::string(e164.substr(0, e164.size() > kRangeDigits ? e164.size() - kRangeDigits : 0));
}

void SendMeter::render(std::string& out) const {
  constexpr std::array<std::string_view, kReasons> kNames = {"hour", "day", "turn", "country", "captcha"};
  const auto row = [&](std::string_view name, std::string_view label,
                       const std::atomic<std::uint64_t>& count) {
    out.append(name).append("{").append(label).append("\"} ");
    out.append(std::to_string(count.load(std::memory_order_relaxed))).append("\n");
  };
  out.append("# TYPE genauth_codes_sent_total counter\n");
  row("genauth_codes_sent_total", "kind=\"sms", sms_);
  row("genauth_codes_sent_total", "kind=\"email", email_);
  out.append("# TYPE genauth_codes_refused_total counter\n");
  for (std::size_t i = 0; i < kReasons; ++i)
    row("genauth_codes_refused_total", "limit=\"" + std::string(kNames[i]), refused_[i]);
}

Result<void> pay(db::Tx& tx, std::string_view pool_id, const SendLimits& limits, const Bill& bill,
                 std::int64_t now_ms) {
  const std::int64_t hour = window_start(kHour, now_ms), day = window_start(kDay, now_ms);
  const auto& who = bill.subjects;
  const db::Rows rows =
      TRY(tx.query(sql::count_send, {pool_id, who[0], who[1], who[2], who[3], who[4], who[5], who[6], who[7],
                                     hour, hour + kHour.window_ms, day, day + kDay.window_ms}));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // "send_3d": the device, by the day.
    const std::string_view scope = rows[i].view(0);
    const auto payer = static_cast<std::size_t>(scope[5] - '0');
    const bool by_day = scope[6] == 'd';
    const std::int64_t limit = by_day ? limits.per_day[payer] : limits.per_hour[payer];
    if (limit == 0 || who[payer].empty() || rows[i].integer(1) <= limit) continue;
    if (by_day) return errors::kSmsDailyCap;
    return Error(errors::kThrottled).with_arg(std::to_string(seconds_left(kHour, now_ms)));
  }
  return {};
}

}  // namespace genauth::codes
