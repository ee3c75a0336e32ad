// Which claims a scope opens (OpenID Connect Core §5.4, and the scopes of this product), over a neutral
// description of a person. Pure functions, thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oidc/claims_request.h"

namespace genauth::oidc {

struct Address {
  std::optional<std::string> country, formatted, postal_code, region, locality, street_address;
};

// What a realm has beside the standard: a scope with the claims that it opens, of the standard or its own;
// and about one person, the values of its own claims as JSON, and the roles, where a scope opens them.
struct RealmScope {
  std::string name, description;
  std::vector<std::string> claims;
};
struct RealmClaims {
  std::vector<std::string> roles;
  std::optional<std::string> unionid;  // one name at an identity source for all of its applications
  std::vector<RealmScope> scopes;
  std::vector<std::pair<std::string, std::string>> values;
};

// A person, as far as tokens may speak of them. What is absent is left out of every answer (Core §5.3.2).
struct Profile {
  std::string sub;
  std::optional<std::string> name, nickname, given_name, middle_name, family_name, preferred_username,
      profile, picture, website, gender, birthdate, zoneinfo, locale;
  std::int64_t updated_at_s = 0;  // 0: unknown
  std::optional<std::string> username, email, phone_number, external_id, tenant_id;
  bool email_verified = false, phone_number_verified = false;
  Address address;
  std::string extended_fields_json;  // a JSON object, or empty
  std::string userpool_id;
  RealmClaims realm;
};

// Every scope that can be granted, and every claim that some scope opens: what discovery lists.
std::span<const std::string_view> supported_scopes();
std::span<const std::string_view> supported_claims();

// Scopes are sets written as words separated by spaces (RFC 6749 §3.3).
bool has_scope(std::string_view scope, std::string_view word);
bool is_subset(std::string_view wanted, std::string_view granted);
// The known words of `requested`, each once, in their order; those of the realm beside the standard's.
std::string granted_scope(std::string_view requested, const std::vector<RealmScope>& realm = {});

// Likewise; offline_access only if there can be a refresh token.
std::string grantable_scope(std::string_view requested, const std::vector<RealmScope>& realm,
                            bool with_offline_access);
// What plain OAuth grants: `user`, also for nothing, and words of the realm.
inline constexpr std::string_view kAccountScope = "user";
std::string account_scope(std::string_view requested, const std::vector<RealmScope>& realm = {});
std::string without_word(std::string_view scope, std::string_view word);

// The scope that opens a claim, the standard's before the realm's own; empty for `sub` and for what nobody
// knows.
std::string_view scope_of_claim(std::string_view claim, const std::vector<RealmScope>& realm = {});
// Whether `scope` opens a claim. What no scope opens is open.
bool is_open(std::string_view scope, std::string_view claim, const std::vector<RealmScope>& realm = {});

// Appends the claims that `scope` opens to the members of a JSON object: `,"name":"Ann"` for each. `sub` is
// not among them, since every answer begins with it.
void append_claims(std::string& members, const Profile& profile, std::string_view scope);

// Likewise the known ones of the claims parameter (Core §5.5), the realm's own among them, but for those that
// `scope` has opened already.
void append_wanted_claims(std::string& members, const Profile& profile, std::string_view scope,
                          const std::vector<WantedClaim>& wanted);

}  // namespace genauth::oidc
