#include "modules/consents/consents.h"

#include "gen/sql/consents.h"

namespace genauth::consents {
namespace {

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (words.substr(0, space) == word) return true;
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
  return false;
}

std::string united(std::string known, std::string_view more) {
  while (!more.empty()) {
    const std::size_t space = more.find(' ');
    const std::string_view word = more.substr(0, space);
    if (!word.empty() && !has_word(known, word)) known.append(known.empty() ? "" : " ").append(word);
    more = space == std::string_view::npos ? std::string_view() : more.substr(space + 1);
  }
  return known;
}

}  // namespace

Result<std::string> granted_scope(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::find_consent, {pool_id, user_id, app_id}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

Result<void> grant(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id,
                   std::string_view scope, std::int64_t now_ms) {
  const std::string all = united(TRY(granted_scope(tx, pool_id, user_id, app_id)), scope);
  TRY(tx.execute(sql::put_consent, {pool_id, user_id, app_id, all, now_ms}));
  return {};
}

Result<void> revoke(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id) {
  TRY(tx.post(sql::drop_consent, {pool_id, user_id, app_id}));
  return {};
}

}  // namespace genauth::consents
