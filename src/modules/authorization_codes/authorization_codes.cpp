#include "modules/authorization_codes/authorization_codes.h"

#include "base/id.h"
#include "base/log.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/sql/authorization_codes.h"
#include "json/codec.h"
#include "modules/sessions/sessions.h"

namespace genauth::authorization_codes {
namespace {

constexpr std::size_t kSecretBytes = 32;

Error invalid(const char* why) {
  return Error(errors::kTokenInvalid, why);
}

// The code was used before: either the client repeats itself, or somebody has a copy (RFC 6749 §4.1.2, RFC
// 9700 §2.1.1). What came from it ends, although the caller gets an error.
Result<void> used_before(db::Tx& tx, std::string_view pool_id, std::string_view code_id,
                         std::int64_t now_ms) {
  const db::Rows rows = TRY(tx.query(sql::find_session_of_code, {pool_id, code_id}));
  const std::string session_id = rows.empty() ? std::string() : rows.front().text(0);
  if (session_id.empty()) return invalid("the code has expired");
  TRY(sessions::end_session(tx, pool_id, session_id, now_ms));
  tx.on_commit([pool_id = std::string(pool_id), session_id] {
    log::warn("authorization_codes.reused", {{"pool", pool_id}, {"session", session_id}});
  });
  return tx.refuse(invalid("the code was used before; the session that came from it is ended"));
}

}  // namespace

Result<std::string> issue(db::Tx& tx, std::string_view pool_id, std::string_view app_id, const Grant& grant,
                          std::int64_t now_ms, std::int64_t life_ms) {
  const std::string id = new_id(now_ms);
  const std::string secret = crypto::random_token(kSecretBytes);
  const std::string hash = crypto::sha256(secret), request = json::encode(grant);
  TRY(tx.post(sql::insert_code, {pool_id, id, db::Blob{hash}, app_id, request, now_ms, now_ms + life_ms}));
  return id + "." + secret;
}

Result<Code> look(db::Session& session, std::string_view pool_id, std::string_view app_id,
                  std::string_view code, std::int64_t now_ms) {
  const std::size_t dot = code.find('.');
  const std::string_view id = code.substr(0, dot);
  if (dot == std::string_view::npos || !is_id(id)) return invalid("malformed authorization code");
  const db::Rows rows = TRY(session.query(sql::find_code, {pool_id, id}));
  if (rows.empty()) return invalid("unknown authorization code");
  const db::Row row = rows.front();
  if (!crypto::equal_constant_time(crypto::sha256(code.substr(dot + 1)), row.view(0)))
    return invalid("wrong secret of an authorization code");
  if (row.view(1) != app_id) return invalid("authorization code of another application");
  if (now_ms >= row.integer(3)) return errors::kTokenExpired;
  const auto document = json::Document::parse(row.view(2));
  if (!document) return Error(errors::kInternal, "the request of a code is no JSON");
  return Code{.id = std::string(id),
              .session_id = row.text(5),
              .used = !row.is_null(4),
              .grant = TRY(json::decode<Grant>(*document))};
}

Result<void> spend(db::Tx& tx, std::string_view pool_id, std::string_view code_id,
                   std::string_view session_id, std::int64_t now_ms) {
  if (TRY(tx.execute(sql::spend_code, {pool_id, code_id, now_ms, session_id})) == 1) return {};
  return used_before(tx, pool_id, code_id, now_ms);
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_codes, {now_ms, limit});
}

}  // namespace genauth::authorization_codes
