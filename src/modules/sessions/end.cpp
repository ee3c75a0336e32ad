// Ending: sessions, single tokens, and rows that time has ended; and what there is to end.
#include "gen/errors/access.h"
#include "modules/sessions/sessions.h"
#include "modules/sessions/sessions_store.h"

namespace genauth::sessions {

Result<void> end_session(db::Tx& tx, std::string_view pool_id, std::string_view session_id,
                         std::int64_t now_ms) {
  TRY(store::end_session(tx, pool_id, session_id, now_ms));
  return store::end_refresh_tokens_of_session(tx, pool_id, session_id, now_ms);
}

Result<void> end_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms) {
  TRY(store::end_refresh_tokens_of_user(tx, pool_id, user_id, now_ms));
  return store::end_sessions_of_user(tx, pool_id, user_id, now_ms);
}

Result<std::int64_t> end_sessions_of_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                                         std::int64_t now_ms, std::int64_t limit) {
  const std::vector<std::string> ids = TRY(store::open_sessions_of_app(tx, pool_id, app_id, limit));
  for (const std::string& id : ids) TRY(end_session(tx, pool_id, id, now_ms));
  return static_cast<std::int64_t>(ids.size());
}

Result<void> end_other_sessions(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::string_view keep_id, std::int64_t now_ms) {
  return store::end_other_sessions_of_user(tx, pool_id, user_id, keep_id, now_ms);
}

Result<void> end_sessions_elsewhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::string_view keep_id, std::int64_t now_ms) {
  return store::end_sessions_elsewhere(tx, pool_id, user_id, keep_id, now_ms);
}

Result<void> revoke_access_token(db::Tx& tx, std::string_view pool_id, std::string_view token_id,
                                 std::int64_t expires_at) {
  return store::insert_revoked_token(tx, pool_id, token_id, expires_at);
}

Result<void> revoke_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                                  std::string_view token, std::int64_t now_ms) {
  const Result<Renewal> known = inspect_refresh_token(tx, pool_id, app_id, token, now_ms);
  if (known) return store::end_refresh_tokens_of_session(tx, pool_id, known->session_id, now_ms);
  const Code code = known.error().code();
  if (code == errors::kTokenInvalid || code == errors::kTokenExpired) return {};
  return known.error().clone();
}

Result<std::vector<Live>> live_of_user(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::int64_t now_ms) {
  return store::live_of_user(session, pool_id, user_id, now_ms);
}

Result<ActiveUsers> active_users(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                 std::int64_t now_ms, const Slice& slice) {
  return store::active_users(session, pool_id, app_id, now_ms, slice);
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return store::sweep(tx, now_ms, limit);
}

}  // namespace genauth::sessions
