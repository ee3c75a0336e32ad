#include "modules/administrators/administrators.h"

#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/codes.h"
#include "gen/errors/objects.h"
#include "gen/sql/administrators.h"

namespace genauth::administrators {
namespace {

struct Token {
  std::string_view id, secret;
};

Token split(std::string_view token) {
  const auto dot = token.find('.');
  if (dot == std::string_view::npos) return {};
  return {token.substr(0, dot), token.substr(dot + 1)};
}

}  // namespace

Result<std::string> invite(db::Tx& tx, std::string_view email, std::int64_t now_ms) {
  const std::string secret = crypto::random_token(24);
  const std::string hash = crypto::sha256(secret);
  const db::Rows rows = TRY(tx.query(sql::put_administrator,
                                     {new_id(now_ms), email, db::Blob{hash}, now_ms + kSetupTtlMs, now_ms}));
  if (rows.empty()) return Error(errors::kConflict).with_arg(std::string(email));
  return rows.front().text(0) + "." + secret;
}

Result<bool> is_open(db::Session& session, std::string_view token, std::int64_t now_ms) {
  const Token parts = split(token);
  const db::Rows rows = TRY(session.query(sql::find_setup, {parts.id}));
  return !rows.empty() && rows.front().integer(1) > now_ms &&
         crypto::equal_constant_time(crypto::sha256(parts.secret), rows.front().view(0));
}

Result<void> accept(db::Tx& tx, std::string_view token, std::string_view password_hash, std::int64_t now_ms) {
  const Token parts = split(token);
  const std::string hash = crypto::sha256(parts.secret);
  if (TRY(tx.execute(sql::accept_setup, {parts.id, db::Blob{hash}, password_hash, now_ms})) != 1)
    return errors::kCodeWrong;
  return {};
}

}  // namespace genauth::administrators
