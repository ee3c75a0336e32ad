#include "modules/push_login/push_login.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/core.h"
#include "gen/errors/push.h"
#include "gen/sql/push_login.h"
#include "modules/codes/throttle.h"
#include "modules/push_login/pings.h"
#include "modules/users/users.h"

namespace genauth::push_login {
namespace {

constexpr std::size_t kIdBytes = 16, kSecretBytes = 24;
constexpr std::size_t kTokenMax = 128;
constexpr std::size_t kChoices = 3;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kKeptMs = 600'000;
constexpr std::string_view kTurn = "push-turn";
constexpr std::string_view kBackground = "ciba";

Error not_found(const char* why) {
  return Error(errors::kPushNotFound, why);
}

// The name that was typed, in the spelling that all of its spellings have; it says nothing of the account.
std::string subject_of(const NewPush& wanted) {
  return "?" + hex(crypto::sha256(users::account_key(wanted.account))).substr(0, 32);
}

// One question of the account at a time, by whatever name it was asked for. Whoever is refused here would
// learn that two names are one person, so nobody is told: the question then goes to nobody. For names that
// nobody has the same statements run.
Result<bool> is_free(db::Tx& tx, const NewPush& wanted, std::string_view subject, std::int64_t now_ms) {
  const std::string account = wanted.user_id.empty() ? std::string(subject) + "#" : wanted.user_id;
  const std::int64_t wait_ms =
      TRY(codes::claim_turn(tx, wanted.pool_id, kTurn, account, wanted.ttl_ms, now_ms));
  const codes::Limit limit{"push-hour", wanted.per_hour, kHourMs};
  const std::int64_t count = TRY(codes::count_event(tx, wanted.pool_id, limit, account, now_ms));
  return wait_ms <= 0 && (limit.limit <= 0 || count <= limit.limit);
}

struct Row {
  Push push;
  std::string secret_hash;
};

Result<Row> load(db::Session& session, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  if (id.empty() || id.size() > kTokenMax) return not_found("not the form of an id");
  const db::Rows rows = TRY(session.query(sql::find_push, {pool_id, id}));
  if (rows.empty()) return not_found("no such push");
  const db::Row row = rows.front();
  Row found{.push = {.id = std::string(id),
                     .app_id = row.text(0),
                     .user_id = row.text(3),
                     .subject = row.text(2),
                     .number = row.text(4),
                     .scope = row.text(6),
                     .custom_data = row.text(12),
                     .client_ip = row.text(7),
                     .user_agent = row.text(8),
                     .session_id = row.text(11),
                     .status = row.text(5),
                     .issuer = row.text(14),
                     .binding_message = row.text(15),
                     .kind = row.view(13) == kBackground ? Kind::kBackchannel : Kind::kPage,
                     .redeemed = false,
                     .interval_s = row.integer(16),
                     .polled_at = row.integer(17),
                     .created_at = row.integer(9),
                     .expires_at = row.integer(10)},
            .secret_hash = row.text(1)};
  Push& push = found.push;
  push.redeemed = push.status == "REDEEMED";
  if (push.redeemed) push.status = "AUTHORIZED";
  if (push.expires_at <= now_ms && push.status != "CANCELLED") push.status = "EXPIRED";
  return found;
}

Error wrong_state(const Push& push) {
  return Error(errors::kPushState).with_arg(push.status);
}

}  // namespace

Result<Begun> begin(db::Tx& tx, const NewPush& wanted, std::int64_t now_ms) {
  const std::string subject = subject_of(wanted);
  const std::int64_t wait_ms =
      TRY(codes::claim_turn(tx, wanted.pool_id, kTurn, subject, wanted.ttl_ms, now_ms));
  if (wait_ms > 0) return Error(errors::kPushPending).with_arg(std::to_string((wait_ms + 999) / 1000));
  const codes::Limit limit{"push-hour", wanted.per_hour, kHourMs};
  const std::int64_t count = TRY(codes::count_event(tx, wanted.pool_id, limit, subject, now_ms));
  if (limit.limit > 0 && count > limit.limit)
    return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
  const bool asks = TRY(is_free(tx, wanted, subject, now_ms)) && !wanted.user_id.empty();
  const std::string id = crypto::random_token(kIdBytes), secret = crypto::random_token(kSecretBytes);
  const std::string number = crypto::random_digits(2), hash = crypto::sha256(secret);
  TRY(tx.post(
      sql::insert_push,
      {wanted.pool_id, id, wanted.app_id, db::Blob{hash}, subject, asks ? wanted.user_id : std::string(),
       number, wanted.scope, wanted.client_ip, wanted.user_agent, now_ms, now_ms + wanted.ttl_ms,
       wanted.custom_data, wanted.kind == Kind::kPage ? std::string_view("page") : kBackground, wanted.issuer,
       wanted.binding_message, wanted.kind == Kind::kPage ? std::int64_t{0} : kIntervalS}));
  return Begun{id + "." + secret, number};
}

std::string_view id_of(std::string_view push_code_id) {
  return push_code_id.substr(0, push_code_id.find('.'));
}

Result<Push> find(db::Session& session, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  return std::move(TRY(load(session, pool_id, id, now_ms)).push);
}

namespace {

// By the whole of what its holder got. That of a page opens nothing for a client, nor the other way.
Result<Push> opened(db::Session& session, std::string_view pool_id, std::string_view push_code_id, Kind kind,
                    std::int64_t now_ms) {
  const std::string_view id = id_of(push_code_id);
  if (id.size() == push_code_id.size() || push_code_id.size() > kTokenMax) return not_found("no secret");
  Row row = TRY(load(session, pool_id, id, now_ms));
  if (!crypto::equal_constant_time(crypto::sha256(push_code_id.substr(id.size() + 1)), row.secret_hash))
    return not_found("wrong secret");
  if (row.push.kind != kind) return not_found("of another kind");
  return std::move(row.push);
}

}  // namespace

Result<Push> open(db::Session& session, std::string_view pool_id, std::string_view push_code_id,
                  std::int64_t now_ms) {
  return opened(session, pool_id, push_code_id, Kind::kPage, now_ms);
}

Result<Push> poll(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view auth_req_id,
                  std::int64_t now_ms) {
  Push push = TRY(opened(tx, pool_id, auth_req_id, Kind::kBackchannel, now_ms));
  if (push.app_id != app_id) return not_found("another application's");
  if (push.status != "PUSHED") return push;
  const bool is_early = push.polled_at > 0 && now_ms - push.polled_at < push.interval_s * 1000;
  const std::int64_t next_s = is_early ? push.interval_s + kIntervalS : push.interval_s;
  TRY(tx.execute(sql::note_push_poll, {pool_id, push.id, now_ms, next_s}));
  if (is_early) return tx.refuse(Error(errors::kThrottled).with_arg(std::to_string(next_s)));
  return push;
}

Result<std::optional<Push>> waiting(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::find_waiting_push, {pool_id, user_id, now_ms}));
  if (rows.empty()) return std::optional<Push>();
  return std::optional(TRY(find(session, pool_id, rows.front().view(0), now_ms)));
}

std::vector<std::string> choices(const Push& push) {
  std::vector<std::string> numbers{push.number};
  // The others come from the id, so that asking again does not show which one stays.
  const std::string noise = crypto::sha256("numbers of " + push.id);
  for (std::size_t i = 0; numbers.size() < kChoices && i < noise.size(); ++i) {
    const int value = static_cast<unsigned char>(noise[i]) % 100;
    std::string other{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
    if (std::ranges::find(numbers, other) == numbers.end()) numbers.push_back(std::move(other));
  }
  std::ranges::sort(numbers);
  return numbers;
}

Result<bool> settle(db::Tx& tx, const Answer& answer) {
  const Push push = TRY(find(tx, answer.pool_id, answer.id, answer.now_ms));
  if (push.user_id != answer.user_id) return not_found("another user's");
  if (push.status == "EXPIRED") return errors::kPushExpired;
  const std::string_view wanted = answer.consents ? "AUTHORIZED" : "CANCELLED";
  if (push.status == wanted) return false;
  if (push.status != "PUSHED") return wrong_state(push);
  if (answer.consents && !answer.number && answer.number_required) return errors::kPushNumberRequired;
  const bool is_wrong =
      answer.consents && answer.number && !crypto::equal_constant_time(*answer.number, push.number);
  const std::string_view status = is_wrong ? std::string_view("CANCELLED") : wanted;
  const bool settled = TRY(tx.execute(sql::settle_push, {answer.pool_id, answer.id, status, answer.now_ms,
                                                         answer.session_id})) == 1;
  if (!settled) return wrong_state(push);
  // The next question may be asked now.
  TRY(codes::forget_events(tx, answer.pool_id, kTurn, push.subject));
  TRY(codes::forget_events(tx, answer.pool_id, kTurn, push.user_id));
  if (push.kind == Kind::kBackchannel) TRY(call_ping(tx, answer.pool_id, answer.id, answer.now_ms));
  if (is_wrong) return tx.refuse(errors::kPushNumberWrong);
  return true;
}

Result<bool> redeem(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  return TRY(tx.execute(sql::redeem_push, {pool_id, id, now_ms})) == 1;
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  TRY(tx.execute(sql::sweep_pings, {now_ms, limit}));
  return tx.execute(sql::sweep_push, {now_ms - kKeptMs, limit});
}

}  // namespace genauth::push_login
