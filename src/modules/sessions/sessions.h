// Sessions and the tokens that stand for them: issued, verified on every request, renewed, ended.
//
// Signing takes a third of a millisecond and must not sit inside a unit of work, so issuing has two steps:
//
//   Draft draft = TRY(sessions::draft(ring, sealer, grant));                      // signs, outside
//   TRY(call.write([&](db::Tx& tx) { return sessions::save(tx, draft); }));       // rows, inside
//   ... draft.tokens ...
//
// Free functions are thread-safe. Times are epoch milliseconds unless a name says otherwise.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "oidc/claims.h"

namespace genauth::applications {
struct Application;
}
namespace genauth::crypto {
class Sealer;
}
namespace genauth::keys {
class KeyRing;
}
namespace genauth::users {
struct User;
}

namespace genauth::sessions {

// --- issuing -----------------------------------------------------------------------------------------

// What a refresh token stands for; see inspect_refresh_token().
struct Renewal {
  std::string token;  // as presented
  std::string token_id, session_id, user_id, app_id, scope, tenant_id;
  std::string issuer = {};                  // where the grant began; empty: before that was kept
  std::vector<std::string> amr = {};        // how the user signed in then
  std::string bound_to;                     // in the words of oidc/binding.h; empty: to nothing
  std::string claims;                       // the claims parameter of its grant (Core §5.5)
  std::vector<std::string> resources = {};  // what its grant is for (RFC 8707)
  std::int64_t created_at = 0, expires_at = 0, auth_time_ms = 0;
  std::int64_t family_expires_at = 0;  // the end of it and all successors, however often they are used
  bool replaced = false;  // it has a successor: no longer good, but redeem() may forgive a repetition
};

// What tokens are for (RFC 8707), and the words of scope that are known there, beside the usual ones.
struct Audience {
  std::vector<std::string> resources, scopes;
};

// Who is to get tokens, and for what. References must outlive draft().
struct Grant {
  std::string pool_id;
  const applications::Application& application;
  const users::User& user;
  std::string scope = {};   // requested, separated by spaces; empty means "openid profile"
  std::string issuer = {};  // the `iss` of every token
  std::string client_ip = {}, user_agent = {};
  std::string nonce = {};  // goes into the ID token
  std::int64_t now_ms = 0;
  std::string session_id = {};        // a session to go on with; empty: a new one
  std::int64_t auth_time_ms = 0;      // when the user proved who they are; 0: now
  std::vector<std::string> amr = {};  // RFC 8176: "pwd", "otp", "sms"
  std::string tenant_id = {};
  std::string device_id = {};  // what the client calls its device
  std::string bound_to = {};   // the key that tokens are bound to: `cnf`; a public client's refresh token too
  std::string claims = {};     // the claims parameter, compact (Core §5.5)
  std::string browser_id = {};  // the browser that a new session comes out of: modules/sessions/browser.h
  // Of all that was granted, and of this access token; no resources: the application itself.
  Audience granted_for = {}, token_for = {};
  std::string id_token_members = {};  // further claims of the ID token: `"c_hash":"…"`
  // Of a token that was exchanged (RFC 8693): for whom, and further claims of it, `"act":{…}`.
  std::string exchanged_by = {}, access_token_members = {};
  bool refreshable = true;           // offline_access gives a refresh token; never where a browser carries it
  bool carries_access_token = true;  // the answer; an ID token alone has no at_hash
  oidc::RealmClaims realm = {};      // what the pool's own scopes open (modules/claims)
  std::int64_t ttl_max_s = 0;        // no token lives longer, whatever the application says; 0: no limit
  // A refresh token that is being redeemed: session, tenant, amr and sign-in time come from it, and the scope
  // too unless `scope` narrows it.
  const Renewal* renewal = nullptr;
};

struct TokenSet {
  std::string access_token;
  std::string id_token;       // only if `openid` was granted
  std::string refresh_token;  // "<id>.<secret>"; only with offline_access
  std::string scope;          // granted
  std::string token_type = "Bearer";
  std::int64_t expires_in_s = 0;
};

// Signed tokens and the rows that make them valid.
struct Draft {
  TokenSet tokens;
  std::string pool_id, session_id, user_id, app_id, client_ip, user_agent, tenant_id, device_id, browser_id;
  std::string subject;  // of its tokens: subject_of()
  bool new_session = false;
  bool notifies = false;  // its application wants to hear of the session's end
  std::int64_t now_ms = 0, session_expires_at = 0, auth_time_ms = 0;
  // The refresh token to be stored; empty id: none.
  std::string refresh_id, refresh_secret_hash, refresh_scope, refresh_bound_to, refresh_claims;
  std::vector<std::string> refresh_resources;
  std::int64_t refresh_expires_at = 0, family_expires_at = 0;
  std::string issuer;
  std::string opaque_bound_to;  // the key that an opaque access token is bound to
  std::vector<std::string> amr;
  // A redeemed refresh token and, if it is replaced, its successor, sealed.
  std::optional<Renewal> renewal;
  bool rotates = false;
  std::string sealed_successor;
};

// Whom the tokens of the application name, `sub`: the user's id, or where its subject_type is pairwise a name
// that no other sector knows (OpenID Connect Core §8).
Result<std::string> subject_of(keys::KeyRing& ring, const applications::Application& application,
                               std::string_view user_id);

// Signs. Unknown scopes are dropped. kInternal if the application's algorithm or secret cannot sign.
Result<Draft> draft(keys::KeyRing& ring, const crypto::Sealer& sealer, const Grant& grant);
// A session without tokens yet, for a browser that signs in: its tokens come with the code. Signs nothing.
Draft draft_session(const Grant& grant, std::int64_t expires_at);
// For a fresh grant (no renewal): writes the session and refresh token. kTokenInvalid if a session that was
// to go on has ended meanwhile.
Result<void> save(db::Tx& tx, const Draft& draft);

// --- renewing ----------------------------------------------------------------------------------------
//
//   Renewal renewal = TRY(inspect_refresh_token(session, pool, app, token, now));   // a read
//   Draft draft = TRY(sessions::draft(ring, sealer, {…, .renewal = &renewal}));     // signs
//   TokenSet tokens = TRY(write([&](Tx& tx) { return redeem(tx, sealer, draft); }));
//
// Rotation (RFC 9700 §4.14.2) is for public clients (token_auth_method none) and for applications that want
// it (rotate_refresh_tokens): each use replaces the token, a repetition within 10 s by the same client gets
// the same successor, any later use of a replaced token ends its whole family and the session. Others keep
// their token. A family lasts refresh_token_ttl_s from sign-in, and where refresh_token_idle_s is set, no
// token of it lies unused for longer than that.

// kTokenInvalid if it is malformed, unknown, wrong (compared in constant time), ended, or another
// application's; kTokenExpired. A replaced token passes here: redeem() judges it under the row's lock.
Result<Renewal> inspect_refresh_token(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                      std::string_view token, std::int64_t now_ms);
// Whether it may be renewed here: a grant stays at the issuer where it began.
bool began_at(const Renewal& renewal, std::string_view issuer);
Result<TokenSet> redeem(db::Tx& tx, const crypto::Sealer& sealer, const Draft& draft);

// --- verifying ---------------------------------------------------------------------------------------

// What an access token says, before anything is known of its author: for look-ups only, prove it with
// verify().
struct Hint {
  std::string app_id, scoped_pool_id;  // whose it is; the pool claim of a management token
};
Hint peek(std::string_view token);

struct Verified {
  // client_id: as the application is called on the wire.
  std::string pool_id, app_id, client_id, user_id, session_id, scope, token_id, issuer, tenant_id;
  std::string bound_to;                // the key or certificate (oidc/binding.h) that it counts with alone
  std::string claims;                  // what userinfo was asked for by name, as a claims parameter
  std::string exchanged_by;            // the application that got it in exchange for another (RFC 8693)
  std::string subject;                 // as the token has it; user_id is empty where it is pairwise
  std::vector<std::string> resources;  // its audience, where that is not the application (RFC 8707)
  std::int64_t issued_at = 0, expires_at = 0;
};
// Signature and expiry of a user access token. The caller compares app_id with the application that was
// called, and asks speaks_here() where only tokens for the application itself count. kTokenInvalid (also for
// ID tokens, management tokens, another pool's tokens), kTokenExpired. Access tokens of machines pass with an
// empty session_id and never pass check_alive().
Result<Verified> verify(keys::KeyRing& ring, std::string_view pool_id, std::string_view token,
                        std::int64_t now_ms);
// The first-party boundary: whether the token speaks for the person at this server, and not at other services
// only. False for tokens of applications that nobody vouches for, for tokens with another audience (a
// resource, a machine, whoever it was exchanged for).
bool speaks_here(const Verified& token, const applications::Application& application);
// On every request, never remembered: one query. kTokenInvalid if the session ended, expired or is gone, the
// token was revoked, the user deleted, or a member of the session's tenant no more (also where the tenant is
// gone, disabled or over); kUserDisabled unless the user is Activated.
Result<void> check_alive(db::Session& session, const Verified& token, std::int64_t now_ms);
// The same, and says whose token it is where that stands in the session alone: fills in user_id.
Result<void> identify(db::Session& session, Verified& token, std::int64_t now_ms);

// When the session's person proved who they are, epoch ms; 0 if there is no such session.
Result<std::int64_t> auth_time(db::Session& session, std::string_view pool_id, std::string_view session_id);

// --- looking -----------------------------------------------------------------------------------------

struct Live {
  std::string id, app_id, device_id, client_ip, user_agent;
  std::int64_t created_at = 0, expires_at = 0;
  std::string browser_id = {};  // empty: of a program
};
// The sessions of a user that stand, newest first.
Result<std::vector<Live>> live_of_user(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::int64_t now_ms);

struct ActiveUsers {
  std::vector<std::string> ids;  // by id
  std::int64_t total = 0;
};
struct Slice {
  std::int64_t limit = 0, offset = 0;
};
// Those with a session in the application that stands.
Result<ActiveUsers> active_users(db::Session& session, std::string_view pool_id, std::string_view app_id,
                                 std::int64_t now_ms, const Slice& slice);

// --- ending ------------------------------------------------------------------------------------------

// Access and refresh tokens of the session stop working with the next request. Unknown sessions are no error.
Result<void> end_session(db::Tx& tx, std::string_view pool_id, std::string_view session_id,
                         std::int64_t now_ms);
Result<void> end_sessions_of_user(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms);
// At most `limit` sessions of the application, with their refresh tokens; returns how many. Call again while
// it returns `limit`.
Result<std::int64_t> end_sessions_of_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                                         std::int64_t now_ms, std::int64_t limit);
// As end_sessions_of_user(), but the session `keep_id` and its tokens go on: after a change that its user
// made.
Result<void> end_other_sessions(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::string_view keep_id, std::int64_t now_ms);
// What the person wants who signs out everywhere else: the browser of session `keep_id` goes on with all its
// applications, and so does that session.
Result<void> end_sessions_elsewhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::string_view keep_id, std::int64_t now_ms);
// Until `expires_at`, when the token dies by itself.
Result<void> revoke_access_token(db::Tx& tx, std::string_view pool_id, std::string_view token_id,
                                 std::int64_t expires_at);
// RFC 7009: the refresh tokens of the same session go with it. Unknown or foreign tokens are no error.
Result<void> revoke_refresh_token(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                                  std::string_view token, std::int64_t now_ms);
// Deletes up to `limit` expired rows of each table; returns how many went. Call again while it returns
// `limit` or more.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

// --- machines ----------------------------------------------------------------------------------------

struct MachineToken {
  std::string access_token;
  std::int64_t expires_in_s = 0;
};
// get-management-token: a JWT with the claim scoped_userpool_id, sub = the access key. Its payload segment
// holds neither
// '-' nor '_', because the Python SDK decodes it with the standard alphabet.
Result<MachineToken> draft_management_token(keys::KeyRing& ring, std::string_view pool_id,
                                            std::string_view access_key_id, std::int64_t now_ms,
                                            std::int64_t ttl_s = 7200, std::string_view bound_to = {});
struct VerifiedManagement {
  std::string pool_id, access_key_id;
  std::int64_t expires_at = 0;
  std::string bound_to = {};  // the certificate (oidc/binding.h) that it counts with alone
};
// The pool is the one that the token names, proven by that pool's key. kTokenInvalid (also for user tokens),
// kTokenExpired. Whether the access key still exists and is enabled is the caller's question.
Result<VerifiedManagement> verify_management_token(keys::KeyRing& ring, std::string_view token,
                                                   std::int64_t now_ms);

// client_credentials: an access token whose sub, azp and aud are the access key, bound to a key of the
// machine's own if `bound_to` names it. No user, no session.
Result<MachineToken> draft_client_credentials_token(keys::KeyRing& ring, std::string_view pool_id,
                                                    std::string_view access_key_id, std::string_view scope,
                                                    std::string_view issuer, std::int64_t now_ms,
                                                    std::int64_t ttl_s = 7200, std::string_view bound_to = {},
                                                    const std::vector<std::string>& resources = {});

}  // namespace genauth::sessions
