// Signing in by consent on the phone: a page names an account, the account's mobile app asks its user, and
// the page gets the tokens.
//
// The page holds "<id>.<secret>" (pushCodeId), the app only the id. Accounts that do not exist have rows too,
// which nobody is asked about, so that a page learns nothing from the answer or from its time.
//
//   PUSHED --confirm--> AUTHORIZED --first question of the page--> tokens
//         \--cancel, wrong number--> CANCELLED                   (and EXPIRED, by the clock)
//
// In place of a page a client may ask in the background (OpenID Connect CIBA): it holds the secret, and
// polls.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::push_login {

// Who asks, and so who may collect the answer.
enum class Kind : std::uint8_t { kPage, kBackchannel };
inline constexpr std::int64_t kIntervalS = 5;  // between two questions of such a client

struct Push {
  std::string id, app_id, user_id, subject, number, scope, custom_data, client_ip, user_agent;
  std::string session_id;               // of the person who consented
  std::string status;                   // as on the wire, EXPIRED included
  std::string issuer, binding_message;  // of a client in the background
  Kind kind = Kind::kPage;
  bool redeemed = false;
  std::int64_t interval_s = 0, polled_at = 0;
  std::int64_t created_at = 0, expires_at = 0;
};

struct NewPush {
  std::string pool_id, app_id;
  std::string account;  // as typed
  std::string user_id;  // empty: there is no such account
  std::string scope, client_ip, user_agent;
  std::string custom_data;  // a JSON object, or nothing
  std::int64_t ttl_ms = 0, per_hour = 0;
  Kind kind = Kind::kPage;
  std::string issuer = {}, binding_message = {};
};

struct Begun {
  std::string push_code_id, number;
};

// One question of a name at a time, and no more than `per_hour`: kPushPending (arg: seconds to wait),
// kThrottled. What is asked of one account by several names beyond that goes to nobody.
Result<Begun> begin(db::Tx& tx, const NewPush& wanted, std::int64_t now_ms);

std::string_view id_of(std::string_view push_code_id);

// For whoever knows only the id; for the page, which holds the secret. kPushNotFound.
Result<Push> find(db::Session& session, std::string_view pool_id, std::string_view id, std::int64_t now_ms);
Result<Push> open(db::Session& session, std::string_view pool_id, std::string_view push_code_id,
                  std::int64_t now_ms);
// For a client in the background, which holds the secret too. kPushNotFound, also for another application's;
// while nobody has answered, kThrottled for one that asks before its interval is over, which grows by five
// seconds then.
Result<Push> poll(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view auth_req_id,
                  std::int64_t now_ms);

// What waits for that user's answer.
Result<std::optional<Push>> waiting(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms);

// Three numbers in ascending order, the right one among them; always the same for one push.
std::vector<std::string> choices(const Push& push);

struct Answer {
  std::string_view pool_id, user_id, session_id, id;
  bool consents = false;
  std::optional<std::string> number;
  bool number_required = false;
  std::int64_t now_ms = 0;
};
//   kPushNotFound, kPushExpired, kPushState (arg: the present status), kPushNumberRequired,
//   kPushNumberWrong: the push is cancelled, and stays so
// Repeating the answer that stands is no error. True if this call decided.
Result<bool> settle(db::Tx& tx, const Answer& answer);

// True for the one caller who gets the tokens.
Result<bool> redeem(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);

// Deletes what expired ten minutes ago or earlier.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::push_login
