// How a directory is asked, and who its entry is.
#include "ldap/escape.h"
#include "modules/identity_sources/attributes.h"
#include "modules/identity_sources/directories.h"

namespace genauth::identity_sources {
namespace {

constexpr std::string_view kLdapFilter = "(uid={login})";
constexpr std::string_view kAdFilter =
    "(&(objectCategory=person)(objectClass=user)(|(sAMAccountName={login})(userPrincipalName={login})))";

std::string_view id_attribute(const Connection& connection) {
  return connection.type == "ad" ? "objectGUID" : "entryUUID";
}

// Where the accounts live: the host, whatever its port and way of encryption are.
std::string issuer_of(const Connection& connection) {
  const auto& fields = connection.fields;
  if (fields.issuer && !fields.issuer->empty()) return *fields.issuer;
  const auto place = ldap::parse_place(fields.ldapUrl.value_or(""));
  return place ? "ldap://" + place->host : std::string();
}

}  // namespace

ldap::Settings directory_settings(const Connection& connection) {
  const Fields& fields = connection.fields;
  ldap::Settings settings;
  settings.kind = connection.type == "ad" ? ldap::Kind::kActiveDirectory : ldap::Kind::kLdap;
  settings.url = fields.ldapUrl.value_or("");
  settings.ca_pem = fields.caCertificate.value_or("");
  settings.bind_dn = fields.bindDn.value_or("");
  settings.bind_password = fields.bindPassword.value_or("");
  settings.base_dn = fields.baseDn.value_or("");
  settings.filter = fields.filter.value_or("");
  if (settings.filter.empty()) settings.filter = connection.type == "ad" ? kAdFilter : kLdapFilter;
  settings.user_dn = fields.userDn.value_or("");
  settings.attributes = wanted_attributes(connection);
  settings.attributes.emplace_back(id_attribute(connection));
  return settings;
}

Result<social::Profile> profile_of(const Connection& connection, const ldap::Entry& entry) {
  std::string id = entry.first(id_attribute(connection));
  if (connection.type == "ad") id = ldap::guid_text(id).value_or("");
  return profile_of(connection, entry.values, {std::string(id_attribute(connection)), std::move(id)},
                    issuer_of(connection));
}

}  // namespace genauth::identity_sources
