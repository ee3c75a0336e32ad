#include "modules/identity_sources/attributes.h"

#include "base/encoding.h"
#include "gen/errors/identity_sources.h"
#include "json/value.h"

namespace genauth::identity_sources {
namespace {

constexpr std::string_view kAttributePlace = "user.";
constexpr std::size_t kValueMax = 2048, kIdMax = 255;

// Of several for one field the first counts that is there. The long names are those of SAML providers.
struct Usual {
  std::string_view field, attribute;
};
constexpr Usual kUsual[] = {{"name", "displayName"},
                            {"name", "cn"},
                            {"name", "urn:oid:2.16.840.1.113730.3.1.241"},
                            {"name", "http://schemas.microsoft.com/identity/claims/displayname"},
                            {"given_name", "givenName"},
                            {"given_name", "firstname"},
                            {"given_name", "urn:oid:2.5.4.42"},
                            {"given_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"},
                            {"family_name", "sn"},
                            {"family_name", "lastname"},
                            {"family_name", "urn:oid:2.5.4.4"},
                            {"family_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"},
                            {"email", "mail"},
                            {"email", "email"},
                            {"email", "urn:oid:0.9.2342.19200300.100.1.3"},
                            {"email", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"},
                            {"phone", "mobile"},
                            {"phone", "telephoneNumber"},
                            {"username", "uid"},
                            {"username", "sAMAccountName"}};

// "user.department=Sales": the attribute, and the value that makes it true.
struct Mapped {
  std::string attribute;
  std::optional<std::string> equals;
};

std::optional<Mapped> mapped(std::string_view path) {
  if (!path.starts_with(kAttributePlace)) return std::nullopt;
  path.remove_prefix(kAttributePlace.size());
  const std::size_t equals = path.find('=');
  Mapped found{std::string(path.substr(0, equals)), std::nullopt};
  if (equals != std::string_view::npos) found.equals = path.substr(equals + 1);
  return found;
}

std::string first(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(to_lower_ascii(name));
  return found == attributes.end() || found->second.empty() ? std::string() : found->second.front();
}

void take(social::Profile& profile, const std::string& field, std::string value) {
  if (value.empty() || value.size() > kValueMax || !is_utf8(value)) return;
  if (field != "id:openid") {
    profile.fields.emplace(field, std::move(value));  // of several the first counts
  } else if (profile.subjects.empty() && value.size() <= kIdMax) {
    profile.subjects.push_back({"openid", std::move(value)});
  }
}

bool maps_the_id(const Connection& connection) {
  if (!connection.fields.mapping) return false;
  for (const auto& each : *connection.fields.mapping)
    if (each.field == "id:openid") return true;
  return false;
}

json::Value shown(const Attributes& attributes) {
  json::Value listed{json::Value::Object{}};
  for (const auto& [name, values] : attributes) {
    json::Value::Array list;
    for (const std::string& value : values)
      if (value.size() <= kValueMax && is_utf8(value)) list.emplace_back(value);
    if (!list.empty()) listed.set(name, list.size() == 1 ? list.front() : json::Value(std::move(list)));
  }
  json::Value all{json::Value::Object{}};
  all.set("user", std::move(listed));
  return all;
}

}  // namespace

Result<social::Profile> profile_of(const Connection& connection, const Attributes& attributes,
                                   social::Subject id, std::string issuer) {
  social::Profile profile;
  profile.issuer = std::move(issuer);
  if (connection.fields.mapping)
    for (const auto& each : *connection.fields.mapping) {
      const auto from = mapped(each.path);
      if (!from) continue;
      std::string value = first(attributes, from->attribute);
      if (from->equals) value = value == *from->equals ? "true" : "";
      take(profile, each.field, std::move(value));
    }
  const bool fits = !id.value.empty() && id.value.size() <= kIdMax && is_utf8(id.value);
  if (!maps_the_id(connection) && fits) profile.subjects.push_back(std::move(id));
  if (profile.subjects.empty()) return Error(errors::kSourceAnswerInvalid, "nothing says who it is");
  for (const Usual& usual : kUsual)
    take(profile, std::string(usual.field), first(attributes, usual.attribute));
  profile.email_verified = profile.field("email_verified") == "true";
  profile.phone_verified = profile.field("phone_verified") == "true";
  profile.raw = shown(attributes);
  return profile;
}

std::vector<std::string> wanted_attributes(const Connection& connection) {
  std::vector<std::string> wanted;
  for (const Usual& usual : kUsual)
    if (usual.attribute.find(':') == std::string_view::npos) wanted.emplace_back(usual.attribute);
  if (connection.fields.mapping)
    for (const auto& each : *connection.fields.mapping)
      if (auto from = mapped(each.path)) wanted.push_back(std::move(from->attribute));
  return wanted;
}

}  // namespace genauth::identity_sources
