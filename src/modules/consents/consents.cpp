#include "modules/consents/consents.h"

#include "base/words.h"
#include "gen/sql/consents.h"

namespace genauth::consents {
Result<std::string> granted_scope(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::find_consent, {pool_id, user_id, app_id}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

Result<void> grant(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id,
                   std::string_view scope, std::int64_t now_ms) {
  const std::string all = with_words(TRY(granted_scope(tx, pool_id, user_id, app_id)), scope);
  TRY(tx.execute(sql::put_consent, {pool_id, user_id, app_id, all, now_ms}));
  return {};
}

Result<std::vector<Consent>> list(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_consents, {pool_id, user_id}));
  std::vector<Consent> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].integer(2), rows[i].integer(3)});
  return found;
}

Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.post(sql::forget_application, {pool_id, app_id}));
  return {};
}

Result<void> revoke(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id) {
  TRY(tx.post(sql::drop_consent, {pool_id, user_id, app_id}));
  return {};
}

}  // namespace genauth::consents
