#include "modules/sessions/sessions_store.h"

#include "base/words.h"
#include "gen/sql/sessions.h"

namespace genauth::sessions::store {

Result<void> insert_session(db::Tx& tx, const NewSession& s) {
  TRY(tx.post(sql::insert_session,
              {s.pool_id, s.id, s.user_id, s.app_id, s.created_at, s.expires_at, s.client_ip, s.user_agent,
               s.tenant_id, s.auth_time, s.device_id, s.browser_id, s.notify_issuer}));
  return {};
}

Result<bool> extend_session(db::Tx& tx, std::string_view pool_id, std::string_view id,
                            std::int64_t expires_at, std::int64_t now_ms) {
  return TRY(tx.execute(sql::extend_session, {pool_id, id, expires_at, now_ms})) == 1;
}

Result<void> owe_notice(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view issuer) {
  TRY(tx.post(sql::set_notify_issuer, {pool_id, id, issuer}));
  return {};
}

Result<void> end_session(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  TRY(tx.post(sql::end_session, {pool_id, id, now_ms}));
  return {};
}

Result<void> end_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms) {
  TRY(tx.post(sql::end_browsers_of_user, {pool_id, user_id, now_ms}));
  TRY(tx.post(sql::end_sessions_of_user, {pool_id, user_id, now_ms}));
  return {};
}

Result<void> end_other_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                        std::string_view keep_id, std::int64_t now_ms) {
  TRY(tx.post(sql::end_refresh_tokens_of_other_sessions, {pool_id, user_id, keep_id, now_ms}));
  TRY(tx.post(sql::end_other_browsers_of_user, {pool_id, user_id, keep_id, now_ms}));
  TRY(tx.post(sql::end_other_sessions_of_user, {pool_id, user_id, keep_id, now_ms}));
  return {};
}

Result<void> end_sessions_elsewhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::string_view keep_id, std::int64_t now_ms) {
  TRY(tx.post(sql::end_refresh_tokens_elsewhere, {pool_id, user_id, keep_id, now_ms}));
  TRY(tx.post(sql::end_other_browsers_of_user, {pool_id, user_id, keep_id, now_ms}));
  TRY(tx.post(sql::end_sessions_elsewhere, {pool_id, user_id, keep_id, now_ms}));
  return {};
}

Result<std::optional<TokenStanding>> standing(db::Session& session, std::string_view pool_id,
                                              std::string_view session_id, std::string_view token_id) {
  const db::Rows rows = TRY(session.query(sql::standing_of_token, {pool_id, session_id, token_id}));
  if (rows.empty()) return std::optional<TokenStanding>();
  const db::Row row = rows.front();
  return std::optional(TokenStanding{.user_id = row.text(0),
                                     .expires_at = row.integer(1),
                                     .ended = !row.is_null(2),
                                     .revoked = !row.is_null(4),
                                     .user_status = row.maybe_text(3),
                                     .tenant_until = row.maybe_integer(5)});
}

Result<ActiveUsers> active_users(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                 std::int64_t now_ms, const Slice& slice) {
  ActiveUsers found;
  const db::Rows total = TRY(session.query(sql::count_active_users, {pool_id, app_id, now_ms}));
  found.total = total.front().integer(0);
  const db::Rows rows =
      TRY(session.query(sql::active_users, {pool_id, app_id, now_ms, slice.limit, slice.offset}));
  for (std::size_t i = 0; i < rows.size(); ++i) found.ids.push_back(rows[i].text(0));
  return found;
}

Result<std::vector<std::string>> open_sessions_of_app(db::Session& session, std::string_view pool_id,
                                                      std::string_view app_id, std::int64_t limit) {
  const db::Rows rows = TRY(session.query(sql::open_sessions_of_app, {pool_id, app_id, limit}));
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(rows[i].text(0));
  return ids;
}

Result<std::vector<Live>> live_of_user(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::live_sessions_of_user, {pool_id, user_id, now_ms}));
  std::vector<Live> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    found.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5),
                     row.integer(6), row.text(7)});
  }
  return found;
}

Result<void> insert_refresh_token(db::Tx& tx, const NewRefreshToken& t) {
  TRY(tx.post(sql::insert_refresh_token,
              {t.pool_id, t.id, db::Blob{t.secret_hash}, t.session_id, t.user_id, t.app_id, t.scope,
               t.created_at, t.expires_at, t.issuer, join_words(t.amr), t.family_expires_at, t.bound_to,
               t.claims, join_words(t.resources)}));
  return {};
}

Result<std::optional<RefreshToken>> find_refresh_token(db::Session& session, std::string_view pool_id,
                                                       std::string_view id) {
  const db::Rows rows = TRY(session.query(sql::find_refresh_token, {pool_id, id}));
  if (rows.empty()) return std::optional<RefreshToken>();
  const db::Row row = rows.front();
  RefreshToken token;
  token.secret_hash = row.text(0);
  token.session_id = row.text(1);
  token.user_id = row.text(2);
  token.app_id = row.text(3);
  token.scope = row.text(4);
  token.expires_at = row.integer(5);
  token.ended = !row.is_null(6);
  token.replaced_at = row.maybe_integer(7);
  token.successor = row.text(8);
  token.tenant_id = row.text(9);
  token.auth_time = row.integer(10);
  token.created_at = row.integer(11);
  token.tenant_until = row.maybe_integer(12);
  token.issuer = row.text(13);
  token.amr = split_words(row.view(14));
  token.family_expires_at = row.integer(15);
  token.bound_to = row.text(16);
  token.claims = row.text(17);
  token.resources = split_words(row.view(18));
  return std::optional(std::move(token));
}

Result<void> prolong_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                   std::int64_t expires_at) {
  TRY(tx.execute(sql::prolong_refresh_token, {pool_id, id, expires_at}));
  return {};
}

Result<bool> replace_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                   std::string_view sealed_successor, std::int64_t now_ms) {
  return TRY(tx.execute(sql::replace_refresh_token, {pool_id, id, now_ms, db::Blob{sealed_successor}})) == 1;
}

Result<void> end_refresh_tokens_of_session(db::Tx& tx, std::string_view pool_id, std::string_view session_id,
                                           std::int64_t now_ms) {
  TRY(tx.post(sql::end_refresh_tokens_of_session, {pool_id, session_id, now_ms}));
  return {};
}

Result<void> end_refresh_tokens_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                        std::int64_t now_ms) {
  TRY(tx.post(sql::end_refresh_tokens_of_user, {pool_id, user_id, now_ms}));
  return {};
}

Result<std::int64_t> auth_time(db::Session& session, std::string_view pool_id, std::string_view id) {
  const db::Rows rows = TRY(session.query(sql::find_auth_time, {pool_id, id}));
  return rows.empty() ? 0 : rows.front().integer(0);
}

Result<void> insert_revoked_token(db::Tx& tx, std::string_view pool_id, std::string_view token_id,
                                  std::int64_t expires_at) {
  TRY(tx.try_insert(sql::insert_revoked_token, {pool_id, token_id, expires_at}));
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  std::int64_t gone = 0;
  for (const db::Sql* sql :
       {&sql::sweep_refresh_tokens, &sql::sweep_revoked_tokens, &sql::sweep_sessions, &sql::sweep_browsers}) {
    gone += TRY(tx.execute(*sql, {now_ms, limit}));
  }
  return gone;
}

}  // namespace genauth::sessions::store
