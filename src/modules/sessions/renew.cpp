// Refresh tokens: presented, judged, replaced.
#include "base/id.h"
#include "base/log.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/sessions/refresh_token.h"
#include "modules/sessions/sessions.h"
#include "modules/sessions/sessions_store.h"

namespace genauth::sessions {
namespace {

// How long a client that did not hear our answer may ask again with the token that it has.
constexpr std::int64_t kRepeatMs = 10'000;

Error invalid(const char* why) {
  return Error(errors::kTokenInvalid, why);
}

// The caller hands out tokens of this session: it must be alive, and stay so as long as they.
Result<void> keep_session(db::Tx& tx, const Draft& draft) {
  if (TRY(store::extend_session(tx, draft.pool_id, draft.session_id, draft.session_expires_at,
                                draft.now_ms))) {
    return {};
  }
  return invalid("the session has ended");
}

// The token was replaced before. Either the client did not get our answer and repeats itself, or somebody has
// a copy: then the family and the session end, and stay ended although the caller gets an error.
Result<TokenSet> replaced_before(db::Tx& tx, const crypto::Sealer& sealer, const Draft& draft,
                                 const store::RefreshToken& row) {
  if (draft.now_ms - *row.replaced_at > kRepeatMs) {
    TRY(end_session(tx, draft.pool_id, draft.session_id, draft.now_ms));
    tx.on_commit([pool_id = draft.pool_id, session_id = draft.session_id, client_ip = draft.client_ip] {
      log::warn("sessions.refresh_token_reused",
                {{"pool", pool_id}, {"session", session_id}, {"client_ip", client_ip}});
    });
    return tx.refuse(invalid("a replaced refresh token was used again; its session is ended"));
  }
  TRY(keep_session(tx, draft));
  TRY(insert_opaque_token(tx, draft));
  TokenSet tokens = draft.tokens;
  tokens.refresh_token =
      TRY(sealer.open(row.successor, successor_place(draft.pool_id, draft.renewal->token_id)));
  return tokens;
}

}  // namespace

crypto::Place successor_place(std::string_view pool_id, std::string_view token_id) {
  return {pool_id, "refresh_tokens", "successor", token_id};
}

Result<void> insert_refresh_token(db::Tx& tx, const Draft& draft) {
  return store::insert_refresh_token(tx, {.pool_id = draft.pool_id,
                                          .id = draft.refresh_id,
                                          .secret_hash = draft.refresh_secret_hash,
                                          .session_id = draft.session_id,
                                          .user_id = draft.user_id,
                                          .app_id = draft.app_id,
                                          .scope = draft.refresh_scope,
                                          .issuer = draft.issuer,
                                          .bound_to = draft.refresh_bound_to,
                                          .claims = draft.refresh_claims,
                                          .resources = draft.refresh_resources,
                                          .amr = draft.amr,
                                          .created_at = draft.now_ms,
                                          .expires_at = draft.refresh_expires_at,
                                          .family_expires_at = draft.family_expires_at});
}

Result<Renewal> inspect_refresh_token(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                      std::string_view token, std::int64_t now_ms) {
  const std::size_t dot = token.find('.');
  const std::string_view id = token.substr(0, dot);
  if (dot == std::string_view::npos || !is_id(id)) return invalid("malformed refresh token");
  const auto row = TRY(store::find_refresh_token(session, pool_id, id));
  if (!row) return invalid("unknown refresh token");
  if (!crypto::equal_constant_time(crypto::sha256(token.substr(dot + 1)), row->secret_hash)) {
    return invalid("wrong secret of a refresh token");
  }
  if (row->app_id != app_id) return invalid("refresh token of another application");
  if (row->ended) return invalid("refresh token has ended");
  if (now_ms >= row->tenant_until.value_or(0)) return invalid("the tenant lets the session stand no more");
  if (now_ms >= row->expires_at) return errors::kTokenExpired;
  return Renewal{.token = std::string(token),
                 .token_id = std::string(id),
                 .session_id = row->session_id,
                 .user_id = row->user_id,
                 .app_id = row->app_id,
                 .scope = row->scope,
                 .tenant_id = row->tenant_id,
                 .issuer = row->issuer,
                 .amr = row->amr,
                 .bound_to = row->bound_to,
                 .claims = row->claims,
                 .resources = row->resources,
                 .created_at = row->created_at,
                 .expires_at = row->expires_at,
                 .auth_time_ms = row->auth_time,
                 .family_expires_at = row->family_expires_at,
                 .replaced = row->replaced_at.has_value()};
}

bool began_at(const Renewal& renewal, std::string_view issuer) {
  return renewal.issuer.empty() || renewal.issuer == issuer;
}

Result<TokenSet> redeem(db::Tx& tx, const crypto::Sealer& sealer, const Draft& draft) {
  if (!draft.renewal) return Error(errors::kInternal, "a fresh grant is saved by save()");
  const std::string& id = draft.renewal->token_id;
  if (draft.rotates &&
      TRY(store::replace_refresh_token(tx, draft.pool_id, id, draft.sealed_successor, draft.now_ms))) {
    TRY(keep_session(tx, draft));
    TRY(insert_refresh_token(tx, draft));
    TRY(insert_opaque_token(tx, draft));
    return draft.tokens;
  }
  // Not the first, or not one that replaces: what counts is the row as it is now, not as it was when it was
  // inspected.
  const auto row = TRY(store::find_refresh_token(tx, draft.pool_id, id));
  if (!row || row->ended) return invalid("refresh token has ended");
  if (draft.now_ms >= row->expires_at) return errors::kTokenExpired;
  if (row->replaced_at) return replaced_before(tx, sealer, draft, *row);
  TRY(keep_session(tx, draft));
  if (draft.refresh_expires_at > row->expires_at) {
    TRY(store::prolong_refresh_token(tx, draft.pool_id, id, draft.refresh_expires_at));
  }
  TRY(insert_opaque_token(tx, draft));
  return draft.tokens;
}

}  // namespace genauth::sessions
