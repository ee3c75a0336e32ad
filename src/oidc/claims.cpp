#include "oidc/claims.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace genauth::oidc {
namespace {

constexpr std::array<std::string_view, 12> kScopes = {
    "openid", "profile", "username",    "email",           "phone",     "address",
    "roles",  "role",    "external_id", "extended_fields", "tenant_id", "userpool_id"};
constexpr std::string_view kOffline = "offline_access";

constexpr auto kSupportedScopes = [] {
  std::array<std::string_view, kScopes.size() + 1> all{};
  std::copy(kScopes.begin(), kScopes.end(), all.begin());
  all.back() = kOffline;
  return all;
}();

constexpr std::array<std::string_view, 26> kClaims = {
    "sub",        "birthdate",      "family_name",        "gender",
    "given_name", "locale",         "middle_name",        "name",
    "nickname",   "picture",        "preferred_username", "profile",
    "updated_at", "website",        "zoneinfo",           "username",
    "email",      "email_verified", "phone_number",       "phone_number_verified",
    "address",    "roles",          "external_id",        "extended_fields",
    "tenant_id",  "userpool_id"};

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

void profile_claims(std::string& out, const Profile& p) {
  text(out, "name", p.name);
  text(out, "nickname", p.nickname);
  text(out, "given_name", p.given_name);
  text(out, "middle_name", p.middle_name);
  text(out, "family_name", p.family_name);
  text(out, "preferred_username", p.preferred_username);
  text(out, "profile", p.profile);
  text(out, "picture", p.picture);
  text(out, "website", p.website);
  text(out, "gender", p.gender);
  text(out, "birthdate", p.birthdate);
  text(out, "zoneinfo", p.zoneinfo);
  text(out, "locale", p.locale);
  if (p.updated_at_s > 0) member(out, "updated_at", std::to_string(p.updated_at_s));
}

void address_claim(std::string& out, const Address& a) {
  std::string inner;
  text(inner, "formatted", a.formatted);
  text(inner, "street_address", a.street_address);
  text(inner, "locality", a.locality);
  text(inner, "region", a.region);
  text(inner, "postal_code", a.postal_code);
  text(inner, "country", a.country);
  if (!inner.empty()) member(out, "address", "{" + inner.substr(1) + "}");
}

void roles_claim(std::string& out, const std::vector<std::string>& roles) {
  std::string list = "[";
  for (const std::string& role : roles) {
    if (list.size() > 1) list += ',';
    list += json_quote(role);
  }
  member(out, "roles", list + "]");
}

void verified(std::string& out, std::string_view name, const std::optional<std::string>& value,
              bool is_verified) {
  if (value && !value->empty()) member(out, name, is_verified ? "true" : "false");
}

}  // namespace

std::span<const std::string_view> supported_scopes() {
  return kSupportedScopes;
}
std::span<const std::string_view> supported_claims() {
  return kClaims;
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

std::string granted_scope(std::string_view requested) {
  std::string granted;
  each_word(requested, [&](std::string_view word) {
    const bool known =
        std::find(kSupportedScopes.begin(), kSupportedScopes.end(), word) != kSupportedScopes.end();
    if (known && !has_scope(granted, word)) granted.append(granted.empty() ? "" : " ").append(word);
    return true;
  });
  return granted;
}

void append_claims(std::string& out, const Profile& p, std::string_view scope) {
  if (has_scope(scope, "profile")) profile_claims(out, p);
  if (has_scope(scope, "username")) text(out, "username", p.username);
  if (has_scope(scope, "email")) {
    text(out, "email", p.email);
    verified(out, "email_verified", p.email, p.email_verified);
  }
  if (has_scope(scope, "phone")) {
    text(out, "phone_number", p.phone_number);
    verified(out, "phone_number_verified", p.phone_number, p.phone_number_verified);
  }
  if (has_scope(scope, "address")) address_claim(out, p.address);
  if (has_scope(scope, "roles") || has_scope(scope, "role")) roles_claim(out, p.roles);
  if (has_scope(scope, "external_id")) text(out, "external_id", p.external_id);
  if (has_scope(scope, "extended_fields") && !p.extended_fields_json.empty()) {
    member(out, "extended_fields", p.extended_fields_json);
  }
  if (has_scope(scope, "tenant_id")) text(out, "tenant_id", p.tenant_id);
  if (has_scope(scope, "userpool_id") && !p.userpool_id.empty()) text(out, "userpool_id", p.userpool_id);
}

}  // namespace genauth::oidc
