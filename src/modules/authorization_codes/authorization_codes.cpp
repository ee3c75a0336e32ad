#include "modules/authorization_codes/authorization_codes.h"

#include "base/encoding.h"
#include "base/id.h"
#include "base/log.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/sql/authorization_codes.h"
#include "json/codec.h"
#include "modules/sessions/sessions.h"

namespace genauth::authorization_codes {
namespace {

constexpr std::size_t kIdBytes = 12, kSaltBytes = 16, kHeadBytes = kIdBytes + kSaltBytes;
// What is longer is none of ours, and not worth decoding: an address that began it had 8000 at most.
constexpr std::size_t kCodeMax = 32 * 1024;
// The clocks of two processes may differ.
constexpr std::int64_t kSweepAfterMs = 600'000;
// A key seals one code, so that its nonce need not differ.
const std::string kNonce(crypto::kAeadNonceSize, '\0');

Error invalid(const char* why) {
  return Error(errors::kTokenInvalid, why);
}

// Ids have no such byte.
std::string associated(std::string_view head, std::string_view pool_id, std::string_view app_id) {
  std::string text(head);
  return text.append(pool_id).append("\n").append(app_id);
}

// The code was used before: either the client repeats itself, or somebody has a copy (RFC 6749 §4.1.2, RFC
// 9700 §2.1.1). What came from it ends, although the caller gets an error.
Result<void> used_before(db::Tx& tx, std::string_view pool_id, std::string_view code_id,
                         std::int64_t now_ms) {
  const db::Rows rows = TRY(tx.query(sql::find_session_of_code, {pool_id, code_id}));
  const std::string session_id = rows.empty() ? std::string() : rows.front().text(0);
  if (session_id.empty()) return invalid("the code was used before, and nothing came from it");
  TRY(sessions::end_session(tx, pool_id, session_id, now_ms));
  tx.on_commit([pool_id = std::string(pool_id), session_id] {
    log::warn("authorization_codes.reused", {{"pool", pool_id}, {"session", session_id}});
  });
  return tx.refuse(invalid("the code was used before; the session that came from it is ended"));
}

}  // namespace

Codes::Codes(const crypto::Sealer& sealer) : keys_(sealer.derive_all("authorization-codes")) {}

std::string Codes::issue(std::string_view pool_id, std::string_view app_id, const Grant& grant,
                         std::int64_t now_ms, std::int64_t life_ms) const {
  dto::StoredCode code;
  code.expires_at = now_ms + life_ms;
  code.grant = grant;
  const std::string salt = crypto::random_bytes(kSaltBytes);
  const std::string head = unhex(new_id(now_ms)).value_or("") + salt;
  return base64url(head + crypto::aead_seal(crypto::hmac_sha256(keys_.front(), salt), kNonce,
                                            associated(head, pool_id, app_id), json::encode(code)));
}

Result<Code> Codes::look(std::string_view pool_id, std::string_view app_id, std::string_view code,
                         std::int64_t now_ms) const {
  const auto bytes = code.size() <= kCodeMax ? unbase64url(code) : std::nullopt;
  if (!bytes || bytes->size() < kHeadBytes + crypto::kAeadTagSize)
    return invalid("malformed authorization code");
  const std::string_view whole = *bytes, head = whole.substr(0, kHeadBytes);
  for (const std::string& key : keys_) {
    const auto text = crypto::aead_open(crypto::hmac_sha256(key, head.substr(kIdBytes)), kNonce,
                                        associated(head, pool_id, app_id), whole.substr(kHeadBytes));
    if (!text) continue;
    const json::Document document = TRY(json::Document::parse(*text));
    auto stored = TRY(json::decode<dto::StoredCode>(document));
    if (now_ms >= stored.expires_at) return errors::kTokenExpired;
    return Code{hex(head.substr(0, kIdBytes)), stored.expires_at, std::move(stored.grant)};
  }
  return invalid("no authorization code of this server for this application");
}

Result<void> spend(db::Tx& tx, std::string_view pool_id, std::string_view code_id, std::int64_t expires_at,
                   std::string_view session_id, std::int64_t now_ms) {
  if (TRY(tx.changes_one(sql::insert_spent_code, {pool_id, code_id, session_id, expires_at}))) return {};
  return used_before(tx, pool_id, code_id, now_ms);
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_codes, {now_ms - kSweepAfterMs, limit});
}

}  // namespace genauth::authorization_codes
