#include "oidc/claims.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace genauth::oidc {
namespace {

constexpr std::array<std::string_view, 13> kScopes = {
    "openid", "profile", "username",    "email",           "phone",     "address",    "roles",
    "role",   "unionid", "external_id", "extended_fields", "tenant_id", "userpool_id"};
constexpr std::string_view kOffline = "offline_access";

constexpr auto kSupportedScopes = [] {
  std::array<std::string_view, kScopes.size() + 1> all{};
  std::copy(kScopes.begin(), kScopes.end(), all.begin());
  all.back() = kOffline;
  return all;
}();

// Calls `visit` with each word until it returns false.
template <class Visit>
void each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0 && !visit(text.substr(0, end))) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void member(std::string& out, std::string_view name, std::string_view json) {
  out.append(",\"").append(name).append("\":").append(json);
}

void text(std::string& out, std::string_view name, const std::optional<std::string>& value) {
  if (value && !value->empty()) member(out, name, json_quote(*value));
}

void address(std::string& out, std::string_view name, const Profile& p) {
  const Address& a = p.address;
  std::string inner;
  text(inner, "formatted", a.formatted);
  text(inner, "street_address", a.street_address);
  text(inner, "locality", a.locality);
  text(inner, "region", a.region);
  text(inner, "postal_code", a.postal_code);
  text(inner, "country", a.country);
  if (!inner.empty()) member(out, name, "{" + inner.substr(1) + "}");
}

void roles(std::string& out, std::string_view name, const Profile& p) {
  std::string list = "[";
  for (const std::string& role : p.realm.roles) {
    if (list.size() > 1) list += ',';
    list += json_quote(role);
  }
  member(out, name, list + "]");
}

void unionid(std::string& out, std::string_view name, const Profile& p) {
  text(out, name, p.realm.unionid);
}

template <std::optional<std::string> Profile::*Member>
void text(std::string& out, std::string_view name, const Profile& p) {
  text(out, name, p.*Member);
}

// Says nothing of an address that is not there.
template <std::optional<std::string> Profile::*Member, bool Profile::*IsVerified>
void verified(std::string& out, std::string_view name, const Profile& p) {
  if (p.*Member && !(p.*Member)->empty()) member(out, name, p.*IsVerified ? "true" : "false");
}

void updated_at(std::string& out, std::string_view name, const Profile& p) {
  if (p.updated_at_s > 0) member(out, name, std::to_string(p.updated_at_s));
}

void extended_fields(std::string& out, std::string_view name, const Profile& p) {
  if (!p.extended_fields_json.empty()) member(out, name, p.extended_fields_json);
}

void userpool_id(std::string& out, std::string_view name, const Profile& p) {
  if (!p.userpool_id.empty()) text(out, name, p.userpool_id);
}

struct Row {
  std::string_view claim, scope;
  void (*append)(std::string& out, std::string_view name, const Profile& profile);
};

constexpr std::array<Row, 26> kRows = {{
    {"name", "profile", text<&Profile::name>},
    {"nickname", "profile", text<&Profile::nickname>},
    {"given_name", "profile", text<&Profile::given_name>},
    {"middle_name", "profile", text<&Profile::middle_name>},
    {"family_name", "profile", text<&Profile::family_name>},
    {"preferred_username", "profile", text<&Profile::preferred_username>},
    {"profile", "profile", text<&Profile::profile>},
    {"picture", "profile", text<&Profile::picture>},
    {"website", "profile", text<&Profile::website>},
    {"gender", "profile", text<&Profile::gender>},
    {"birthdate", "profile", text<&Profile::birthdate>},
    {"zoneinfo", "profile", text<&Profile::zoneinfo>},
    {"locale", "profile", text<&Profile::locale>},
    {"updated_at", "profile", updated_at},
    {"username", "username", text<&Profile::username>},
    {"email", "email", text<&Profile::email>},
    {"email_verified", "email", verified<&Profile::email, &Profile::email_verified>},
    {"phone_number", "phone", text<&Profile::phone_number>},
    {"phone_number_verified", "phone", verified<&Profile::phone_number, &Profile::phone_number_verified>},
    {"address", "address", address},
    {"roles", "roles", roles},
    {"unionid", "unionid", unionid},
    {"external_id", "external_id", text<&Profile::external_id>},
    {"extended_fields", "extended_fields", extended_fields},
    {"tenant_id", "tenant_id", text<&Profile::tenant_id>},
    {"userpool_id", "userpool_id", userpool_id},
}};

constexpr auto kSupportedClaims = [] {
  std::array<std::string_view, kRows.size() + 1> all{"sub"};
  std::transform(kRows.begin(), kRows.end(), all.begin() + 1, [](const Row& row) { return row.claim; });
  return all;
}();

bool names(const RealmScope& scope, std::string_view claim) {
  return std::ranges::find(scope.claims, claim) != scope.claims.end();
}

// Whether one of the realm's own scopes does.
bool realm_opens(std::string_view scope, std::string_view claim, const std::vector<RealmScope>& realm) {
  return std::ranges::any_of(
      realm, [&](const RealmScope& each) { return has_scope(scope, each.name) && names(each, claim); });
}

void own_member(std::string& out, std::string_view name, std::string_view json) {
  out.append(",").append(json_quote(name)).append(":").append(json);
}

bool opens(std::string_view scope, const Row& row, const std::vector<RealmScope>& realm) {
  return has_scope(scope, row.scope) || (row.scope == "roles" && has_scope(scope, "role")) ||
         realm_opens(scope, row.claim, realm);
}

}  // namespace

std::span<const std::string_view> supported_scopes() {
  return kSupportedScopes;
}
std::span<const std::string_view> supported_claims() {
  return kSupportedClaims;
}

bool has_scope(std::string_view scope, std::string_view word) {
  bool found = false;
  each_word(scope, [&](std::string_view each) { return !(found = each == word); });
  return found;
}

bool is_subset(std::string_view wanted, std::string_view granted) {
  bool all = true;
  each_word(wanted, [&](std::string_view word) { return all = has_scope(granted, word); });
  return all;
}

std::string granted_scope(std::string_view requested, const std::vector<RealmScope>& realm) {
  return grantable_scope(requested, realm, true);
}

std::string grantable_scope(std::string_view requested, const std::vector<RealmScope>& realm,
                            bool with_offline_access) {
  std::string kept;
  each_word(requested, [&](std::string_view word) {
    const bool is_known = std::ranges::find(kSupportedScopes, word) != kSupportedScopes.end() ||
                          std::ranges::find(realm, word, &RealmScope::name) != realm.end();
    const bool is_wanted = word != kOffline || with_offline_access;
    if (is_known && is_wanted && !has_scope(kept, word)) kept.append(kept.empty() ? "" : " ").append(word);
    return true;
  });
  return kept;
}

std::string account_scope(std::string_view requested, const std::vector<RealmScope>& realm) {
  std::string kept(kAccountScope);
  each_word(requested, [&](std::string_view word) {
    if (std::ranges::find(realm, word, &RealmScope::name) != realm.end() && !has_scope(kept, word))
      kept.append(" ").append(word);
    return true;
  });
  return kept;
}

std::string without_word(std::string_view scope, std::string_view word) {
  std::string kept;
  each_word(scope, [&](std::string_view each) {
    if (each != word) kept.append(kept.empty() ? "" : " ").append(each);
    return true;
  });
  return kept;
}

std::string_view scope_of_claim(std::string_view claim, const std::vector<RealmScope>& realm) {
  const auto* row = std::ranges::find(kRows, claim, &Row::claim);
  if (row != kRows.end()) return row->scope;
  const auto own = std::ranges::find_if(realm, [&](const RealmScope& each) { return names(each, claim); });
  return own == realm.end() ? std::string_view() : own->name;
}

bool is_open(std::string_view scope, std::string_view claim, const std::vector<RealmScope>& realm) {
  const auto* row = std::ranges::find(kRows, claim, &Row::claim);
  if (row != kRows.end()) return opens(scope, *row, realm);
  return scope_of_claim(claim, realm).empty() || realm_opens(scope, claim, realm);
}

void append_claims(std::string& out, const Profile& p, std::string_view scope) {
  for (const Row& row : kRows) {
    if (opens(scope, row, p.realm.scopes)) row.append(out, row.claim, p);
  }
  for (const auto& [name, json] : p.realm.values) {
    if (realm_opens(scope, name, p.realm.scopes)) own_member(out, name, json);
  }
}

void append_wanted_claims(std::string& out, const Profile& p, std::string_view scope,
                          const std::vector<WantedClaim>& wanted) {
  for (const Row& row : kRows) {
    if (find_claim(wanted, row.claim) && !opens(scope, row, p.realm.scopes)) row.append(out, row.claim, p);
  }
  for (const auto& [name, json] : p.realm.values) {
    if (find_claim(wanted, name) && !is_open(scope, name, p.realm.scopes)) own_member(out, name, json);
  }
}

}  // namespace genauth::oidc
