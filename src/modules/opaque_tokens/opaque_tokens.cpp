#include "modules/opaque_tokens/opaque_tokens.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/sql/opaque_tokens.h"

namespace genauth::opaque_tokens {
namespace {

constexpr std::size_t kBytes = 20;

}  // namespace

std::string generate() {
  return hex(crypto::random_bytes(kBytes));
}

bool has_form(std::string_view text) {
  return text.size() == 2 * kBytes &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> insert(db::Tx& tx, std::string_view text, const Token& token) {
  const std::string hash = crypto::sha256(text);
  TRY(tx.post(sql::insert_opaque_token,
              {token.pool_id, db::Blob{hash}, token.app_id, token.user_id, token.session_id, token.scope,
               token.issuer, token.tenant_id, token.bound_to, token.issued_at, token.expires_at}));
  return {};
}

// The digest of 160 random bits is looked up, so no comparison tells how much of a guess was right.
Result<std::optional<Token>> find(db::Session& session, std::string_view text, std::int64_t now_ms) {
  if (!has_form(text)) return std::optional<Token>();
  const std::string hash = crypto::sha256(text);
  const db::Rows rows = TRY(session.query(sql::find_opaque_token, {db::Blob{hash}, now_ms}));
  if (rows.empty()) return std::optional<Token>();
  const db::Row row = rows.front();
  return std::optional(Token{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                             row.text(6), row.text(7), row.integer(8), row.integer(9)});
}

Result<void> erase(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view text) {
  const std::string hash = crypto::sha256(text);
  TRY(tx.post(sql::erase_opaque_token, {pool_id, db::Blob{hash}, app_id}));
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_opaque_tokens, {now_ms, limit});
}

}  // namespace genauth::opaque_tokens
