#include "modules/codes/codes.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/codes.h"
#include "gen/sql/codes.h"

namespace genauth::codes {
namespace {

// Length-prefixed, so that no two purposes give one text.
void append_part(std::string& text, std::string_view part) {
  text.append(std::to_string(part.size())).append(":").append(part);
}

}  // namespace

struct Codes::Found {
  bool exists = false;
  std::string user_id;  // of the row: the caller's, or empty
  std::string code_hmac;
  std::int64_t attempts = 0, attempts_max = 0, expires_at = 0;
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
  TRY(tx.execute(sql::put_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id,
                                 db::Blob{hmac}, policy.attempts_max, now_ms, now_ms + policy.ttl_ms}));
  return code;
}

Result<Codes::Found> Codes::find(db::Session& session, const Purpose& purpose) const {
  const db::Rows rows = TRY(
      session.query(sql::find_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id}));
  if (rows.empty()) return Found{};
  const db::Row row = rows.front();  // the user's own code stands before the one sent to nobody in particular
  return Found{true, row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4)};
}

Result<bool> Codes::peek(db::Session& session, const Purpose& purpose, std::string_view code,
                         std::int64_t now_ms) const {
  const Found found = TRY(find(session, purpose));
  Purpose stored = purpose;
  stored.user_id = found.user_id;
  const bool equal = crypto::equal_constant_time(mac(stored, code), found.code_hmac);
  return found.exists && equal && found.expires_at > now_ms && found.attempts < found.attempts_max;
}

Result<void> Codes::check(db::Tx& tx, const Purpose& purpose, std::string_view code,
                          std::int64_t now_ms) const {
  const Found found = TRY(find(tx, purpose));
  if (!found.exists || found.expires_at <= now_ms) return tx.refuse(errors::kCodeWrong);
  if (found.attempts >= found.attempts_max) return tx.refuse(errors::kCodeVoid);
  Purpose stored = purpose;
  stored.user_id = found.user_id;
  if (crypto::equal_constant_time(mac(stored, code), found.code_hmac)) return {};
  TRY(tx.execute(sql::count_wrong_try, {stored.pool_id, stored.channel, stored.recipient, stored.user_id}));
  return tx.refuse(found.attempts + 1 >= found.attempts_max ? errors::kCodeVoid : errors::kCodeWrong);
}

Result<void> Codes::consume(db::Tx& tx, const Purpose& purpose, std::string_view code,
                            std::int64_t now_ms) const {
  TRY(check(tx, purpose, code, now_ms));
  // The row may have gone between the look and the delete (PostgreSQL); the delete decides who was first. The
  // comparison in SQL is of a keyed digest that nobody outside can choose, so its timing tells nothing.
  for (const std::string& user_id : {purpose.user_id, std::string()}) {
    Purpose stored = purpose;
    stored.user_id = user_id;
    const std::string hmac = mac(stored, code);
    const std::int64_t taken = TRY(tx.execute(
        sql::take_code, {stored.pool_id, stored.channel, stored.recipient, user_id, db::Blob{hmac}, now_ms}));
    if (taken == 1) return {};
  }
  return Error(errors::kCodeWrong, "the code was spent by another request");
}

Result<void> Codes::discard(db::Tx& tx, const Purpose& purpose) const {
  TRY(tx.execute(sql::drop_code, {purpose.pool_id, purpose.channel, purpose.recipient, purpose.user_id}));
  return {};
}

}  // namespace genauth::codes
