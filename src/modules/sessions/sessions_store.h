// Rows of sessions, refresh_tokens and revoked_tokens. Nobody else knows the tables.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.h"
#include "modules/sessions/sessions.h"

namespace genauth::sessions::store {

struct NewSession {
  std::string_view pool_id, id, user_id, app_id, client_ip, user_agent, tenant_id, device_id, browser_id;
  std::int64_t created_at = 0, expires_at = 0, auth_time = 0;
  std::optional<std::string_view> notify_issuer = {};
};
Result<void> insert_session(db::Tx& tx, const NewSession& session);
// False if it has ended, has expired or is gone.
Result<bool> extend_session(db::Tx& tx, std::string_view pool_id, std::string_view id,
                            std::int64_t expires_at, std::int64_t now_ms);
// Its application is owed a notice of the end, as an issuer that it knows.
Result<void> owe_notice(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view issuer);
Result<void> end_session(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);
Result<void> end_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms);

// Sessions and refresh tokens of the user, but those of `keep_id`.
Result<void> end_other_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                        std::string_view keep_id, std::int64_t now_ms);

// The same, but those of its browser go on, too.
Result<void> end_sessions_elsewhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::string_view keep_id, std::int64_t now_ms);

struct TokenStanding {
  std::string user_id;
  std::int64_t expires_at = 0;
  bool ended = false, revoked = false;
  std::optional<std::string> user_status;  // absent: the user is gone
  // Absent: the session's tenant does not let it stand any more.
  std::optional<std::int64_t> tenant_until;
};
Result<std::optional<TokenStanding>> standing(db::Session& session, std::string_view pool_id,
                                              std::string_view session_id, std::string_view token_id);

Result<std::vector<Live>> live_of_user(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::int64_t now_ms);

Result<ActiveUsers> active_users(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                 std::int64_t now_ms, const Slice& slice);
Result<std::vector<std::string>> open_sessions_of_app(db::Session& session, std::string_view pool_id,
                                                      std::string_view app_id, std::int64_t limit);

struct NewRefreshToken {
  std::string_view pool_id, id, secret_hash, session_id, user_id, app_id, scope, issuer, bound_to, claims;
  std::vector<std::string> resources = {}, amr = {};
  std::int64_t created_at = 0, expires_at = 0, family_expires_at = 0;
};
Result<void> insert_refresh_token(db::Tx& tx, const NewRefreshToken& token);

struct RefreshToken {
  std::string secret_hash, session_id, user_id, app_id, scope, tenant_id, issuer, bound_to, claims;
  std::vector<std::string> resources, amr;
  std::string successor;  // sealed; empty if it was not replaced
  std::int64_t created_at = 0, expires_at = 0, family_expires_at = 0, auth_time = 0;
  bool ended = false;
  std::optional<std::int64_t> replaced_at;
  std::optional<std::int64_t> tenant_until;  // as of TokenStanding
};
Result<std::optional<RefreshToken>> find_refresh_token(db::Session& session, std::string_view pool_id,
                                                       std::string_view id);
// A token that is kept and was used lasts longer.
Result<void> prolong_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                   std::int64_t expires_at);
// True for the one caller that replaced it.
Result<bool> replace_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                   std::string_view sealed_successor, std::int64_t now_ms);
Result<void> end_refresh_tokens_of_session(db::Tx& tx, std::string_view pool_id, std::string_view session_id,
                                           std::int64_t now_ms);
Result<void> end_refresh_tokens_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                        std::int64_t now_ms);

// 0 if there is no such session.
Result<std::int64_t> auth_time(db::Session& session, std::string_view pool_id, std::string_view id);
Result<void> insert_revoked_token(db::Tx& tx, std::string_view pool_id, std::string_view token_id,
                                  std::int64_t expires_at);
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::sessions::store
