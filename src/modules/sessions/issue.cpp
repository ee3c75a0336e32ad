// Issuing: what a grant becomes. Nothing here touches the store but save().
#include <algorithm>

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "crypto/seal.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/applications/addresses.h"
#include "modules/applications/applications.h"
#include "modules/keys/keys.h"
#include "modules/opaque_tokens/opaque_tokens.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/profile.h"
#include "modules/sessions/refresh_token.h"
#include "modules/sessions/sessions.h"
#include "modules/sessions/sessions_store.h"
#include "modules/users/users.h"
#include "oidc/binding.h"
#include "oidc/http.h"

namespace genauth::sessions {
namespace {

constexpr std::string_view kDefaultScope = "openid profile";
constexpr std::size_t kTokenIdBytes = 16;

std::int64_t within_limit(const Grant& grant, std::int64_t ttl_s) {
  return grant.ttl_max_s > 0 ? std::min(ttl_s, grant.ttl_max_s) : ttl_s;
}

// What was asked for by name (Core §5.5); it was read before it was kept.
oidc::ClaimsRequest wanted_of(const Grant& grant) {
  const std::string& json = grant.renewal ? grant.renewal->claims : grant.claims;
  oidc::Outcome<oidc::ClaimsRequest> wanted = oidc::parse_claims(json);
  return wanted ? std::move(wanted).value() : oidc::ClaimsRequest();
}

// The names for userinfo, which has nothing but the token to know them from.
std::string userinfo_members(const oidc::ClaimsRequest& wanted) {
  if (wanted.userinfo.empty()) return {};
  std::string members = R"(,"claims":{"userinfo":{)";
  for (const oidc::WantedClaim& each : wanted.userinfo) members += json_quote(each.name) + ":null,";
  members.pop_back();
  return members + "}}";
}

std::string members_of_exchange(const Grant& grant) {
  if (grant.exchanged_by.empty()) return {};
  std::string members = ",\"exchanged_by\":" + json_quote(grant.exchanged_by);
  return grant.access_token_members.empty() ? members : members + "," + grant.access_token_members;
}

std::vector<std::string> audience_of(const Grant& grant) {
  if (!grant.token_for.resources.empty()) return grant.token_for.resources;
  return {grant.application.client_id()};
}

// Whose it is, where client_id is an address, which is known in many pools.
std::string_view id_beside(const applications::Application& application) {
  return application.client_id() == application.id ? std::string_view() : application.id;
}

Result<std::string> access_token(keys::KeyRing& ring, const Grant& grant, const Draft& draft) {
  const std::int64_t ttl_ms = draft.tokens.expires_in_s * 1000;
  std::string claims = ClaimsWriter()
                           .text("jti", crypto::random_token(kTokenIdBytes))
                           .text("iss", grant.issuer)
                           .text("sub", draft.subject)
                           .audience(audience_of(grant))
                           .text("client_id", grant.application.client_id())
                           .text_if_any("app_id", id_beside(grant.application))
                           .seconds("iat", grant.now_ms)
                           .seconds("exp", grant.now_ms + ttl_ms)
                           .text("scope", draft.tokens.scope)
                           .text("sid", draft.session_id)
                           .text_if_any("tenant_id", draft.tenant_id)
                           .confirmation(grant.bound_to)
                           .raw_members(userinfo_members(wanted_of(grant)))
                           .raw_members(members_of_exchange(grant))
                           .finish();
  const auto algorithm = keys::algorithm_of(grant.application.settings.access_token_algorithm);
  return ring.sign(grant.pool_id, algorithm.value_or(keys::Algorithm::kRs256), kAccessTokenType, claims);
}

// Core §3.1.3.6: the left half of the hash that goes with the ID token's algorithm; SHA-512 for Ed25519.
std::string at_hash(std::string_view algorithm, std::string_view access_token) {
  const std::string digest =
      algorithm == "EdDSA" ? crypto::sha512(access_token) : crypto::sha256(access_token);
  return base64url(std::string_view(digest).substr(0, digest.size() / 2));
}

std::string amr_members(const std::vector<std::string>& amr) {
  if (amr.empty()) return {};
  std::string members = ",\"amr\":[";
  for (const std::string& each : amr) members.append(json_quote(each)).append(",");
  members.back() = ']';
  return members;
}

Result<std::string> id_token(keys::KeyRing& ring, const Grant& grant, const Draft& draft) {
  const applications::Settings& settings = grant.application.settings;
  std::string more = amr_members(draft.amr);
  if (!grant.id_token_members.empty()) more.append(",").append(grant.id_token_members);
  oidc::Profile profile = profile_of(grant.user, draft.tenant_id);
  profile.realm = grant.realm;
  oidc::append_claims(more, profile, draft.tokens.scope);
  oidc::append_wanted_claims(more, profile, draft.tokens.scope, wanted_of(grant).id_token);
  const std::string claims =
      ClaimsWriter()
          .text("iss", grant.issuer)
          .text("sub", draft.subject)
          .text("aud", grant.application.client_id())
          .text_if_any("app_id", id_beside(grant.application))
          .seconds("iat", grant.now_ms)
          .seconds("exp", grant.now_ms + within_limit(grant, settings.id_token_ttl_s) * 1000)
          .seconds("auth_time", draft.auth_time_ms)
          .text_if_any("nonce", grant.nonce)
          .text_if_any("at_hash", grant.carries_access_token
                                      ? at_hash(settings.id_token_algorithm, draft.tokens.access_token)
                                      : "")
          .text("sid", draft.session_id)
          .raw_members(more)
          .finish();
  return sign_for_client(ring, grant.application, kIdTokenType, claims);
}

// Of a token that begins to lie unused now.
std::int64_t refresh_expiry(const Draft& draft, const Grant& grant) {
  const std::int64_t idle_s = grant.application.settings.refresh_token_idle_s;
  return idle_s > 0 ? std::min(draft.family_expires_at, draft.now_ms + idle_s * 1000)
                    : draft.family_expires_at;
}

void add_refresh_token(Draft& draft, const Grant& grant) {
  draft.refresh_id = new_id(draft.now_ms);
  const std::string secret = crypto::random_token(kRefreshSecretBytes);
  draft.refresh_secret_hash = crypto::sha256(secret);
  draft.refresh_expires_at = refresh_expiry(draft, grant);
  draft.tokens.refresh_token = draft.refresh_id + "." + secret;
}

// A public client's token is good for one use (RFC 9700 §4.14.2); others keep theirs unless they rotate too.
// The family's expiry stays.
void renew_refresh_token(Draft& draft, const Grant& grant, const crypto::Sealer& sealer) {
  draft.renewal = *grant.renewal;
  draft.family_expires_at = grant.renewal->family_expires_at;
  const applications::Settings& settings = grant.application.settings;
  draft.rotates = settings.token_auth_method == "none" || settings.rotate_refresh_tokens;
  if (!draft.rotates) {
    draft.refresh_expires_at = refresh_expiry(draft, grant);
    draft.tokens.refresh_token = grant.renewal->token;
    return;
  }
  add_refresh_token(draft, grant);
  // A confidential client proves itself anyway, and may change its key (RFC 9449 §5).
  if (settings.token_auth_method == "none") draft.refresh_bound_to = grant.bound_to;
  draft.refresh_claims = grant.renewal->claims;
  draft.refresh_resources = grant.renewal->resources;
  draft.refresh_scope = grant.renewal->scope;
  draft.sealed_successor =
      sealer.seal(draft.tokens.refresh_token, successor_place(draft.pool_id, grant.renewal->token_id));
}

// OpenID Connect has a scope for it (Core §11), plain OAuth has not.
bool may_refresh(const Grant& grant, std::string_view scope) {
  return oidc::is_plain_oauth(grant.issuer) ? grant.application.settings.refresh_grant
                                            : oidc::has_scope(scope, "offline_access");
}

// Words that are known for these tokens: the usual ones, the pool's own, and those of what they are for.
std::string known_scope(const Grant& grant, std::string_view scope, const std::vector<std::string>& words) {
  std::vector<oidc::RealmScope> known = grant.realm.scopes;
  for (const std::string& word : words) known.push_back({word, "", {}});
  return oidc::is_plain_oauth(grant.issuer) ? oidc::account_scope(scope, known)
                                            : oidc::granted_scope(scope, known);
}

Draft begin(const Grant& grant) {
  Draft draft;
  draft.pool_id = grant.pool_id;
  draft.user_id = grant.user.id;
  draft.app_id = grant.application.id;
  draft.client_ip = grant.client_ip;
  draft.user_agent = grant.user_agent;
  draft.device_id = grant.device_id;
  draft.browser_id = grant.browser_id;
  draft.issuer = grant.issuer;
  // An exchange goes on with the session of another application, which is owed its notice as its own issuer.
  draft.notifies = grant.exchanged_by.empty() && !grant.application.settings.backchannel_logout_uri.empty();
  draft.amr = grant.renewal ? grant.renewal->amr : grant.amr;
  draft.now_ms = grant.now_ms;
  draft.tokens.token_type = oidc::token_type_of(grant.bound_to);
  draft.tokens.expires_in_s = within_limit(grant, grant.application.settings.access_token_ttl_s);
  std::string_view scope = grant.scope;
  if (const Renewal* renewal = grant.renewal) {
    draft.session_id = renewal->session_id;
    draft.tenant_id = renewal->tenant_id;
    draft.auth_time_ms = renewal->auth_time_ms;
    if (scope.empty()) scope = renewal->scope;
  } else {
    draft.session_id = grant.session_id.empty() ? new_id(grant.now_ms) : grant.session_id;
    draft.new_session = grant.session_id.empty();
    draft.tenant_id = grant.tenant_id;
    draft.auth_time_ms = grant.auth_time_ms > 0 ? grant.auth_time_ms : grant.now_ms;
    if (scope.empty() && grant.granted_for.resources.empty()) scope = kDefaultScope;
  }
  draft.tokens.scope = known_scope(grant, scope, grant.token_for.scopes);
  draft.refresh_scope = known_scope(grant, scope, grant.granted_for.scopes);
  return draft;
}

}  // namespace

Result<std::string> sign_for_client(keys::KeyRing& ring, const applications::Application& application,
                                    std::string_view typ, std::string_view claims) {
  const std::string& name = application.settings.id_token_algorithm;
  if (name == "HS256") return crypto::sign_hs256(application.secret, "", claims, typ);
  const auto algorithm = keys::algorithm_of(name);
  if (!algorithm) return Error(errors::kInternal, "no such ID token algorithm: " + name);
  return ring.sign(application.pool_id, *algorithm, typ, claims);
}

Result<std::string> subject_of(keys::KeyRing& ring, const applications::Application& application,
                               std::string_view user_id) {
  if (application.settings.subject_type != "pairwise") return std::string(user_id);
  return ring.pairwise_subject(application.pool_id, applications::sector_of(application), user_id);
}

Result<Draft> draft(keys::KeyRing& ring, const crypto::Sealer& sealer, const Grant& grant) {
  Draft made = begin(grant);
  made.subject = TRY(subject_of(ring, grant.application, made.user_id));
  const bool is_opaque = oidc::is_plain_oauth(grant.issuer);
  if (is_opaque) {
    made.opaque_bound_to = grant.bound_to;
    made.tokens.access_token = opaque_tokens::generate();
  } else {
    made.tokens.access_token = TRY(access_token(ring, grant, made));
  }
  if (!is_opaque && oidc::has_scope(made.tokens.scope, "openid"))
    made.tokens.id_token = TRY(id_token(ring, grant, made));
  if (grant.renewal) {
    renew_refresh_token(made, grant, sealer);
  } else if (grant.refreshable && may_refresh(grant, made.tokens.scope)) {
    made.family_expires_at = grant.now_ms + grant.application.settings.refresh_token_ttl_s * 1000;
    add_refresh_token(made, grant);
    made.refresh_claims = grant.claims;
    made.refresh_resources = grant.granted_for.resources;
    // A confidential client proves itself anyway, and may change its key (RFC 9449 §5).
    if (grant.application.settings.token_auth_method == "none") made.refresh_bound_to = grant.bound_to;
  }
  // The session lasts as long as anything that was handed out for it.
  made.session_expires_at = std::max(grant.now_ms + made.tokens.expires_in_s * 1000, made.refresh_expires_at);
  return made;
}

Draft draft_session(const Grant& grant, std::int64_t expires_at) {
  Draft made = begin(grant);
  made.session_expires_at = expires_at;
  return made;
}

Result<void> save(db::Tx& tx, const Draft& draft) {
  if (draft.renewal) return Error(errors::kInternal, "a renewal is saved by redeem()");
  if (draft.new_session) {
    TRY(store::insert_session(
        tx,
        {.pool_id = draft.pool_id,
         .id = draft.session_id,
         .user_id = draft.user_id,
         .app_id = draft.app_id,
         .client_ip = draft.client_ip,
         .user_agent = draft.user_agent,
         .tenant_id = draft.tenant_id,
         .device_id = draft.device_id,
         .browser_id = draft.browser_id,
         .created_at = draft.now_ms,
         .expires_at = draft.session_expires_at,
         .auth_time = draft.auth_time_ms,
         .notify_issuer = draft.notifies ? std::optional<std::string_view>(draft.issuer) : std::nullopt}));
  } else if (!TRY(store::extend_session(tx, draft.pool_id, draft.session_id, draft.session_expires_at,
                                        draft.now_ms))) {
    return Error(errors::kTokenInvalid, "the session has ended");
  } else if (draft.notifies) {
    TRY(store::owe_notice(tx, draft.pool_id, draft.session_id, draft.issuer));
  }
  TRY(insert_opaque_token(tx, draft));
  return draft.refresh_id.empty() ? Result<void>() : insert_refresh_token(tx, draft);
}

Result<void> insert_opaque_token(db::Tx& tx, const Draft& draft) {
  if (!oidc::is_plain_oauth(draft.issuer) || draft.tokens.access_token.empty()) return {};
  return opaque_tokens::insert(tx, draft.tokens.access_token,
                               {.pool_id = draft.pool_id,
                                .app_id = draft.app_id,
                                .user_id = draft.user_id,
                                .session_id = draft.session_id,
                                .scope = draft.tokens.scope,
                                .issuer = draft.issuer,
                                .tenant_id = draft.tenant_id,
                                .bound_to = draft.opaque_bound_to,
                                .issued_at = draft.now_ms,
                                .expires_at = draft.now_ms + draft.tokens.expires_in_s * 1000});
}

}  // namespace genauth::sessions
