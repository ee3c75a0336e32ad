// Access tokens of /oauth: 40 hexadecimal digits that say nothing by themselves (RFC 6749 §1.4). The row
// keeps their digest and what they stand for; the session that they came out of is the caller's question.
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::opaque_tokens {

struct Token {
  std::string pool_id, app_id, user_id;
  std::string session_id;  // empty: of a machine
  std::string scope, issuer, tenant_id, bound_to;
  std::int64_t issued_at = 0, expires_at = 0;
};

// 160 random bits. Whether a text could be one.
std::string generate();
bool has_form(std::string_view text);

Result<void> insert(db::Tx& tx, std::string_view text, const Token& token);
// Nothing if it is unknown, erased or over.
Result<std::optional<Token>> find(db::Session& session, std::string_view text, std::int64_t now_ms);
// Does nothing to another application's.
Result<void> erase(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view text);

// Deletes what is over, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::opaque_tokens
