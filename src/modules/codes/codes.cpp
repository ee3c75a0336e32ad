#include "modules/codes/codes.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/codes.h"
#include "gen/sql/codes.h"
#include "modules/codes/budgets.h"
#include "modules/codes/throttle.h"

namespace genauth::codes {
namespace {

// Length-prefixed, so that no two purposes give one text.
void append_part(std::string& text, std::string_view part) {
  text.append(std::to_string(part.size())).append(":").append(part);
}

Limit failure_limit() {
  return {kFailureScope, kFailuresMax, kForeverMs};
}

// Strangers share one count; what they do does not reach a device that the account knows.
std::string failure_subject(const Purpose& purpose) {
  if (purpose.known_device.empty()) return purpose.recipient;
  return purpose.recipient + "@" + purpose.known_device;
}

}  // namespace

struct Codes::Found {
  bool exists = false;
  std::string user_id;  // of the row: the caller's, or empty
  std::string code_hmac;
  std::int64_t attempts = 0, attempts_max = 0, expires_at = 0;
  std::int64_t failures = 0;  // in a row, of the recipient

  // Nothing to do with the digits: why it opens nothing any more.
  std::optional<Code> obstacle(std::int64_t now_ms) const {
    if (!exists || expires_at <= now_ms) return errors::kCodeWrong;
    if (attempts >= attempts_max || failures >= kFailuresMax) return errors::kCodeVoid;
    return std::nullopt;
  }
};

Codes::Codes(const crypto::Sealer& sealer) : key_(sealer.derive("verification-codes")) {}

std::string Codes::mac(const Purpose& purpose, std::string_view code) const {
  std::string text;
  for (std::string_view part : {std::string_view(purpose.pool_id), std::string_view(purpose.channel),
                                std::string_view(purpose.recipient), std::string_view(purpose.user_id), code})
    append_part(text, part);
  return crypto::hmac_sha256(key_, text);
}

Result<std::string> Codes::issue(db::Tx& tx, const Purpose& purpose, const Policy& policy,
                                 std::int64_t now_ms) const {
  std::string code = crypto::random_digits(static_cast<std::size_t>(policy.length));
  const std::string hmac = mac(purpose, code);
  TRY(tx.post(sql::put_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id,
                              db::Blob{hmac}, policy.attempts_max, now_ms, now_ms + policy.ttl_ms}));
  return code;
}

Result<Codes::Found> Codes::find(db::Session& session, const Purpose& purpose, std::int64_t now_ms) const {
  const db::Rows rows = TRY(session.query(
      sql::find_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id, kFailureScope,
                       failure_subject(purpose), window_start(failure_limit(), now_ms)}));
  if (rows.empty()) return Found{};
  const db::Row row = rows.front();  // the user's own code stands before the one sent to nobody in particular
  return Found{true,
               row.text(0),
               row.text(1),
               row.integer(2),
               row.integer(3),
               row.integer(4),
               row.maybe_integer(5).value_or(0)};
}

void Codes::expect(db::Session& session, const Purpose& purpose, std::int64_t now_ms) const {
  session.expect(sql::find_code,
                 {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id, kFailureScope,
                  failure_subject(purpose), window_start(failure_limit(), now_ms)});
}

Result<Peeked> Codes::peek(db::Session& session, const Purpose& purpose, std::string_view code,
                           std::int64_t now_ms) const {
  const Found found = TRY(find(session, purpose, now_ms));
  Purpose stored = purpose;
  stored.user_id = found.user_id;
  const bool equal = crypto::equal_constant_time(mac(stored, code), found.code_hmac);
  return Peeked{equal && !found.obstacle(now_ms), found.user_id, found.failures};
}

// One more against this code, and one more in a row against its recipient.
Result<void> Codes::wrong(db::Tx& tx, const Purpose& stored, const Found& found, std::int64_t now_ms) const {
  TRY(tx.post(sql::count_wrong_try, {stored.pool_id, stored.channel, stored.recipient, stored.user_id}));
  TRY(count_event(tx, stored.pool_id, failure_limit(), failure_subject(stored), now_ms));
  return tx.refuse(found.attempts + 1 >= found.attempts_max ? errors::kCodeVoid : errors::kCodeWrong);
}

Result<Codes::Found> Codes::look(db::Tx& tx, const Purpose& purpose, std::string_view code,
                                 std::int64_t now_ms) const {
  Found found = TRY(find(tx, purpose, now_ms));
  if (const auto obstacle = found.obstacle(now_ms)) return tx.refuse(*obstacle);
  Purpose stored = purpose;
  stored.user_id = found.user_id;
  if (!crypto::equal_constant_time(mac(stored, code), found.code_hmac)) TRY(wrong(tx, stored, found, now_ms));
  return found;
}

Result<void> Codes::check(db::Tx& tx, const Purpose& purpose, std::string_view code,
                          std::int64_t now_ms) const {
  TRY(look(tx, purpose, code, now_ms));
  return {};
}

Result<void> Codes::consume(db::Tx& tx, const Purpose& purpose, std::string_view code,
                            std::int64_t now_ms) const {
  const Found found = TRY(look(tx, purpose, code, now_ms));
  // The row may have gone between the look and the delete (PostgreSQL); the delete decides who was first. The
  // comparison in SQL is of a keyed digest that nobody outside can choose, so its timing tells nothing.
  const std::int64_t taken =
      TRY(tx.execute(sql::take_code, {purpose.pool_id, purpose.channel, purpose.recipient, found.user_id,
                                      db::Blob{found.code_hmac}, now_ms}));
  if (taken != 1) return Error(errors::kCodeWrong, "the code was spent by another request");
  return this->taken(tx, purpose, found.failures);
}

Result<void> Codes::taken(db::Tx& tx, const Purpose& purpose, std::int64_t failures) const {
  if (purpose.recipient.starts_with('+'))
    tx.on_commit([this, pool_id = purpose.pool_id, range = number_range(purpose.recipient)] {
      conversions_.came_back(pool_id, range);
    });
  if (failures == 0) return {};
  return forget_events(tx, purpose.pool_id, kFailureScope, failure_subject(purpose));
}

// All that look() asks is asked again by the statement; where it finds that something has changed, look()
// says what.
Result<void> Codes::take(db::Tx& tx, const Purpose& purpose, const Peeked& peeked, std::string_view code,
                         std::int64_t now_ms) const {
  Purpose stored = purpose;
  stored.user_id = peeked.user_id;
  const std::string hmac = mac(stored, code);
  const bool was_there = TRY(tx.changes_one(
      sql::take_code_unless_void,
      {stored.pool_id, stored.channel, stored.recipient, stored.user_id, db::Blob{hmac}, now_ms,
       kFailureScope, failure_subject(purpose), window_start(failure_limit(), now_ms), kFailuresMax}));
  return was_there ? taken(tx, purpose, peeked.failures) : consume(tx, purpose, code, now_ms);
}

Result<void> Codes::discard(db::Tx& tx, const Purpose& purpose) const {
  TRY(tx.post(sql::drop_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id}));
  return {};
}

}  // namespace genauth::codes
