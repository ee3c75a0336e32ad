// Devices without a browser that wait for a person (RFC 8628): the device polls with its code, the person
// types another one on a page of ours and agrees or refuses.
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::device_codes {

inline constexpr std::int64_t kLifeMs = 600'000, kIntervalS = 5;

struct Request {
  std::string_view pool_id, app_id, scope, issuer, client_ip, user_agent;
  std::vector<std::string> resources = {};  // RFC 8707
};
struct Begun {
  std::string device_code;  // "<id>.<secret>", 256 bits
  std::string user_code;    // "BCDF-GHJK": eight of twenty letters that make no words (§6.1)
};
Result<Begun> begin(db::Tx& tx, const crypto::Sealer& sealer, const Request& request, std::int64_t now_ms);

enum class Status : std::uint8_t { kPending, kApproved, kDenied, kRedeemed };

struct Approval {
  std::string user_id, tenant_id;
  std::vector<std::string> amr;
  std::int64_t auth_time_s = 0;
  std::string browser_id = {};  // where it was given: an approval counts while that browser is signed in
};
struct Device {
  std::string id, app_id, scope, issuer, client_ip, user_agent;
  std::vector<std::string> resources;
  Status status = Status::kPending;
  Approval approval;
  std::int64_t expires_at = 0;
};

// What people type, in one form: "bcdf ghjk" is "BCDF-GHJK"; empty if it can be no code.
std::string normalized(std::string_view typed);

// By what a person typed. kDeviceCodeUnknown if there is none that still waits at this application.
Result<Device> find(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                    std::string_view app_id, std::string_view typed, std::int64_t now_ms);

// The person's answer, once. kDeviceCodeUnknown if the device does not wait any more.
Result<void> approve(db::Tx& tx, std::string_view pool_id, std::string_view id, const Approval& approval,
                     std::int64_t now_ms);
Result<void> deny(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);

// What a device hears. kTokenInvalid for a code that is unknown, wrong (compared in constant time), another
// application's or redeemed; kTokenExpired. While it waits, kThrottled for one that asks before its interval
// is over: that grows by five seconds then (§3.5).
Result<Device> poll(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                    std::string_view device_code, std::int64_t now_ms);
// In the unit that writes the session: exactly one of any number of racing callers passes; kTokenInvalid.
Result<void> redeem(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::device_codes
