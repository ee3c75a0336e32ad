// What sending codes may cost, against toll fraud: how many messages go to one recipient, number range and
// country, and how many one client address, its network, a device, an application and a user pool may ask
// for, by the hour and by the day. Counted in rows, so that the limits hold in all processes, before any
// vendor is called.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::codes {

// What a budget is about.
enum class Payer : std::uint8_t {
  kRecipient,
  kAddress,
  kNetwork,
  kDevice,
  kApplication,
  kPool,
  kCountry,
  kRange
};
inline constexpr std::size_t kPayers = 8;

// Ceilings on sending; 0 is no limit. From the configuration (codes.*, rate.message_per_minute).
struct SendLimits {
  std::int64_t resend_ms = 60'000;                                // between two messages to one recipient
  std::int64_t address_per_minute = 10;                           // of one client address
  std::array<std::int64_t, kPayers> per_hour = {}, per_day = {};  // by Payer
  // Where so many messages went to a number range within the hour and fewer than so many of a hundred codes
  // came back, a picture code is asked for; 0 is never.
  std::int64_t conversion_sends = 0, conversion_percent = 10;
};

// Who pays for one message, by Payer; empty: nobody does.
struct Bill {
  std::array<std::string, kPayers> subjects;
  std::string& operator[](Payer payer) { return subjects[static_cast<std::size_t>(payer)]; }
  const std::string& operator[](Payer payer) const { return subjects[static_cast<std::size_t>(payer)]; }
};

// A block of ten thousand numbers or so: what is bought at once. "+861390001" of "+8613900012345".
std::string number_range(std::string_view e164);

// What was sent and what was refused, for /metrics. Thread-safe.
class SendMeter {
 public:
  enum class Refused : std::uint8_t { kHour, kDay, kTurn, kCountry, kCaptcha };
  static constexpr std::size_t kReasons = 5;
  void sent(std::string_view kind) {
    (kind == "sms" ? sms_ : email_).fetch_add(1, std::memory_order_relaxed);
  }
  void refused(Refused why) {
    refused_[static_cast<std::size_t>(why)].fetch_add(1, std::memory_order_relaxed);
  }
  // Appends the exposition in the Prometheus text format.
  void render(std::string& out) const;

 private:
  std::atomic<std::uint64_t> sms_{0}, email_{0};
  std::array<std::atomic<std::uint64_t>, kReasons> refused_{};
};

// Counts the message on every bill of it. kThrottled (arg: seconds), kSmsDailyCap; the unit must roll back
// then.
Result<void> pay(db::Tx& tx, std::string_view pool_id, const SendLimits& limits, const Bill& bill,
                 std::int64_t now_ms);

}  // namespace genauth::codes
