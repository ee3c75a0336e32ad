#include "modules/claims/claims.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "gen/errors/form.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/roles/roles.h"
#include "modules/users/user_dto.h"

namespace genauth::claims {
namespace {

// What tokens say of themselves (RFC 7519 §4.1, Core §2, RFC 9068, RFC 8693, RFC 9449, logout): no field of a
// user must pass for it.
constexpr std::string_view kReserved[] = {"iss",     "sub",       "aud",     "exp",    "nbf",   "iat",
                                          "jti",     "auth_time", "nonce",   "acr",    "amr",   "azp",
                                          "at_hash", "c_hash",    "s_hash",  "sid",    "scope", "client_id",
                                          "cnf",     "act",       "may_act", "events", "typ"};

template <class Range>
bool contains(const Range& range, std::string_view word) {
  return std::ranges::find(range, word) != std::end(range);
}

// RFC 6749 §3.3 scope-token.
bool is_scope_token(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

Error wrong(const char* setting, std::string what) {
  return Error(errors::kBadFormat).with_field(setting).with_arg(std::move(what));
}

// The value at "customData.team.name" in an object; nothing where the way ends early.
std::optional<std::string> value_at(std::string_view object, std::string_view path) {
  const auto document = json::Document::parse(object);
  if (!document) return std::nullopt;
  const std::size_t dot = path.find('.');
  for (const json::Document::Member& member : document->members()) {
    if (member.key != path.substr(0, dot)) continue;
    if (dot != std::string_view::npos) return value_at(member.raw, path.substr(dot + 1));
    if (member.kind == json::ValueKind::kNull) return std::nullopt;
    return std::string(member.raw);
  }
  return std::nullopt;
}

// By the scope of its name, by the claims parameter, or by a scope of the pool's own.
bool opens(const pools::Settings& settings, std::string_view scope, std::string_view claims_json,
           const std::string& claim) {
  if (oidc::has_scope(scope, claim)) return true;
  if (claims_json.find('"' + claim + '"') != std::string_view::npos) return true;
  const auto scopes = settings.oidc_scopes.value_or(std::vector<dto::StoredOidcScope>());
  return std::ranges::any_of(scopes, [&](const dto::StoredOidcScope& each) {
    return oidc::has_scope(scope, each.name) && contains(each.claims, claim);
  });
}

// Of several sources that have such a name the one that was linked first.
Result<std::optional<std::string>> unionid_of(db::Session& session, const users::User& user) {
  for (const users::Identity& each : TRY(users::identities(session, user.pool_id, user.id)))
    if (each.type == "unionid") return std::optional(each.user_id_in_idp);
  return std::optional<std::string>();
}

}  // namespace

Result<void> check(const pools::Settings& settings) {
  const auto claims = settings.oidc_claims.value_or(std::vector<dto::StoredOidcClaim>());
  std::vector<std::string> names;
  for (const dto::StoredOidcClaim& claim : claims) {
    if (contains(kReserved, claim.name) || contains(oidc::supported_claims(), claim.name))
      return wrong("oidc_claims", claim.name + " under another name: it has a meaning of its own");
    if (contains(names, claim.name)) return wrong("oidc_claims", claim.name + " once only");
    // Applications with pairwise subjects must not learn the account's id by another way (Core §8.1).
    if (claim.source == "userId") return wrong("oidc_claims", "without userId: sub says who it is");
    names.push_back(claim.name);
  }
  std::vector<std::string> seen;
  for (const dto::StoredOidcScope& scope :
       settings.oidc_scopes.value_or(std::vector<dto::StoredOidcScope>())) {
    if (!is_scope_token(scope.name))
      return wrong("oidc_scopes", "named in ASCII without spaces, quotes and backslashes");
    if (contains(oidc::supported_scopes(), scope.name) || contains(seen, scope.name))
      return wrong("oidc_scopes", scope.name + " under another name: there is one");
    seen.push_back(scope.name);
    for (const std::string& claim : scope.claims)
      if (claim == "sub" || (!contains(names, claim) && !contains(oidc::supported_claims(), claim)))
        return wrong("oidc_scopes", scope.name + " without " + claim + ", which oidc_claims does not have");
  }
  return {};
}

std::vector<oidc::RealmScope> scopes_of(const pools::Settings& settings) {
  std::vector<oidc::RealmScope> scopes;
  for (const dto::StoredOidcScope& scope : settings.oidc_scopes.value_or(std::vector<dto::StoredOidcScope>()))
    scopes.push_back({scope.name, scope.description, scope.claims});
  return scopes;
}

Result<oidc::RealmClaims> about(db::Session& session, const pools::Settings& settings,
                                const users::User& user, std::string_view scope, std::string_view claims_json,
                                std::int64_t now_ms) {
  oidc::RealmClaims found;
  if (oidc::has_scope(scope, "role") || opens(settings, scope, claims_json, "roles"))
    for (const roles::Role& role : TRY(roles::held_by(session, user.pool_id, user.id, now_ms)))
      found.roles.push_back(role.code);
  if (opens(settings, scope, claims_json, "unionid")) found.unionid = TRY(unionid_of(session, user));
  found.scopes = scopes_of(settings);
  if (!settings.oidc_claims || settings.oidc_claims->empty()) return found;
  const std::string shown = json::encode(users::to_dto(user, {.custom_data = true}));
  for (const dto::StoredOidcClaim& claim : *settings.oidc_claims)
    if (auto value = value_at(shown, claim.source)) found.values.push_back({claim.name, *std::move(value)});
  return found;
}

}  // namespace genauth::claims
