#include "modules/mfa/remembered.h"

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/sql/mfa.h"

namespace genauth::mfa {

Result<std::string> remember(db::Tx& tx, const NewRemembered& wanted) {
  const std::string id = new_id(wanted.now_ms), secret = crypto::random_token(32);
  TRY(tx.post(sql::delete_old_remembered, {wanted.pool_id, wanted.user_id, wanted.now_ms}));
  TRY(tx.execute(sql::insert_remembered,
                 {wanted.pool_id, wanted.user_id, id, db::Blob{crypto::sha256(secret)}, wanted.browser,
                  wanted.client_ip, wanted.now_ms, wanted.expires_at}));
  return id + "." + secret;
}

Result<bool> is_remembered(db::Session& session, const users::User& user, std::string_view cookie,
                           std::int64_t now_ms) {
  const std::size_t dot = cookie.find('.');
  if (dot == std::string_view::npos || !is_id(cookie.substr(0, dot))) return false;
  const db::Rows rows =
      TRY(session.query(sql::find_remembered, {user.pool_id, user.id, cookie.substr(0, dot), now_ms}));
  if (rows.empty()) return false;
  // Whoever has changed the password may have lost the old one together with the browser.
  if (rows.front().integer(1) < user.password_set_at.value_or(0)) return false;
  return crypto::equal_constant_time(rows.front().view(0), crypto::sha256(cookie.substr(dot + 1)));
}

Result<std::vector<Remembered>> list_remembered(db::Session& session, std::string_view pool_id,
                                                std::string_view user_id, std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::list_remembered, {pool_id, user_id, now_ms}));
  std::vector<Remembered> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back(
        {rows[i].text(0), rows[i].text(1), rows[i].text(2), rows[i].integer(3), rows[i].integer(4)});
  return found;
}

Result<bool> forget_remembered(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                               std::string_view id) {
  return TRY(tx.execute(sql::delete_remembered, {pool_id, user_id, id})) == 1;
}

Result<void> forget_all_remembered(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return tx.post(sql::delete_all_remembered, {pool_id, user_id});
}

}  // namespace genauth::mfa
