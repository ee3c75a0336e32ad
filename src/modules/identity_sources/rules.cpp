// What a connection of each type must and may hold, and how the engine is to see it.
#include <algorithm>

#include "connectors/social/engine.h"
#include "crypto/certificate.h"
#include "crypto/keys.h"
#include "gen/errors/form.h"
#include "gen/errors/identity_sources.h"
#include "json/codec.h"
#include "ldap/escape.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/identity_sources/settings.h"
#include "saml/saml.h"

namespace genauth::identity_sources {
namespace {

constexpr std::size_t kIdentifierMax = 32, kNameShown = 64;

// The kinds that have no row of their own.
struct Generic {
  std::string_view type, source;
  std::vector<std::string_view> needs;
};

const std::vector<Generic>& generic_kinds() {
  static const std::vector<Generic> kKinds = {
      {"oidc", "oidc", {"clientId", "issuer"}},
      {"oauth", "oauth2", {"clientId", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"}},
      {"azure-ad", "azure-ad", {"clientId", "clientSecret", "tenant"}},
      {"cas", "cas", {"casUrl"}},
      {"saml", "saml", {"issuer", "signInEndPoint", "samlIdpCert"}},
      {"ldap", "ldap", {"ldapUrl", "baseDn"}},
      {"ad", "ad", {"ldapUrl", "baseDn", "bindDn", "bindPassword"}}};
  return kKinds;
}

struct Need {
  std::string_view source;
  std::vector<std::string_view> needs;
};

std::optional<Need> need_of(std::string_view type) {
  for (const Generic& kind : generic_kinds())
    if (kind.type == type) return Need{kind.source, kind.needs};
  const social::MobileRow* mobile = social::find_mobile_row(type);
  const social::Row* row = social::find_row(mobile != nullptr ? mobile->base : type);
  if (row == nullptr) return std::nullopt;
  return Need{row->source, {row->needs.begin(), row->needs.end()}};
}

const std::optional<std::string>* member(const Fields& fields, std::string_view name) {
  const std::pair<std::string_view, const std::optional<std::string>*> kMembers[] = {
      {"clientId", &fields.clientId},
      {"clientSecret", &fields.clientSecret},
      {"issuer", &fields.issuer},
      {"authorizationEndpoint", &fields.authorizationEndpoint},
      {"tokenEndpoint", &fields.tokenEndpoint},
      {"userInfoEndpoint", &fields.userInfoEndpoint},
      {"tenant", &fields.tenant},
      {"corpId", &fields.corpId},
      {"agentId", &fields.agentId},
      {"businessId", &fields.businessId},
      {"teamId", &fields.teamId},
      {"keyId", &fields.keyId},
      {"privateKey", &fields.privateKey},
      {"publicKey", &fields.publicKey},
      {"ldapUrl", &fields.ldapUrl},
      {"baseDn", &fields.baseDn},
      {"bindDn", &fields.bindDn},
      {"bindPassword", &fields.bindPassword},
      {"casUrl", &fields.casUrl},
      {"signInEndPoint", &fields.signInEndPoint},
      {"samlIdpCert", &fields.samlIdpCert}};
  for (const auto& [known, value] : kMembers)
    if (known == name) return value;
  return nullptr;
}

Error malformed(std::string field, std::string rule) {
  return Error(errors::kBadFormat).with_field("fields." + std::move(field)).with_arg(std::move(rule));
}

Result<void> check_directory(const Fields& fields) {
  if (!ldap::parse_place(*fields.ldapUrl))
    return malformed("ldapUrl", "ldaps://host:port or ldap://host:port");
  if (fields.filter && !fields.filter->empty() && !ldap::is_filter_pattern(*fields.filter))
    return malformed("filter", "a filter in brackets with {login} in it");
  const auto& user_dn = fields.userDn;
  if (user_dn && !user_dn->empty() && user_dn->find(ldap::kLoginMark) == std::string::npos)
    return malformed("userDn", "a name with {login} in it");
  return {};
}

// An address that a query is added to.
bool is_web_address(std::string_view url, std::string_view never) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  return web && url.find_first_of(never) == std::string_view::npos &&
         std::ranges::none_of(url, [](char c) { return c <= ' ' || c == 0x7F; });
}

// What the official product has and this server does not do. Better said than kept without a word.
Result<void> check_served(const Fields& fields) {
  for (const auto& [name, value] :
       {std::pair{"signOutEndPoint", &fields.signOutEndPoint}, std::pair{"logoutUrl", &fields.logoutUrl}})
    if (*value && !(*value)->empty())
      return Error(errors::kConnectionSettingUnserved)
          .with_field(std::string("fields.") + name)
          .with_arg(name);
  return {};
}

// HTTP-Redirect signs one text, the query: there is one digest, that of the signature.
Result<void> check_algorithms(const Fields& fields) {
  const auto& digest = fields.digestAlgorithm;
  if (!digest || signature_algorithm(fields).ends_with(*digest)) return {};
  return malformed("digestAlgorithm", "the digest of signatureAlgorithm");
}

Result<void> check_saml(const Fields& fields) {
  TRY(check_algorithms(fields));
  if (!is_web_address(*fields.signInEndPoint, "#")) return malformed("signInEndPoint", "https://…");
  const std::vector<std::string> certificates = saml::pem_blocks(*fields.samlIdpCert);
  const bool readable = std::ranges::all_of(
      certificates, [](const std::string& each) { return crypto::Certificate::from_pem(each).has_value(); });
  if (certificates.empty() || !readable) return malformed("samlIdpCert", "a certificate in PEM or base64");
  if (!fields.signSamlRequest && !fields.samlSpKey) return {};
  const auto key = crypto::PrivateKey::from_pem(fields.samlSpKey.value_or(""));
  if (!key || key->type() != crypto::KeyType::kRsa) return malformed("samlSpKey", "a private RSA key in PEM");
  return {};
}

// Names count only where an organization gives them to its people.
Result<void> check_association(std::string_view type, const Fields& fields) {
  const auto wants = [&](std::string_view field) {
    const auto& all = fields.associationFields;
    return all && std::ranges::find(*all, field) != all->end();
  };
  if (wants("username") && !is_directory(type))
    return malformed("associationFields", "email or phone; username with LDAP and AD");
  if (wants("externalId") && type != "saml")
    return malformed("associationFields", "email or phone; externalId with SAML");
  return {};
}

Result<void> check_form(std::string_view type, const Fields& fields) {
  TRY(check_served(fields));
  TRY(check_association(type, fields));
  if (is_directory(type)) return check_directory(fields);
  if (type == "saml") return check_saml(fields);
  if (type == "cas" && !is_web_address(*fields.casUrl, "?#")) return malformed("casUrl", "https://host/path");
  return {};
}

}  // namespace

Result<void> check_identifier(std::string_view identifier) {
  bool good = !identifier.empty() && identifier.size() <= kIdentifierMax;
  for (const char c : identifier)
    good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (good && identifier != "callback") return {};  // its door would be the callback's address
  return Error(errors::kBadFormat)
      .with_field("identifier")
      .with_arg("at most 32 lower-case letters, digits and hyphens");
}

Result<void> check_fields(const Source& source, std::string_view type, const Fields& fields) {
  const std::optional<Need> need = need_of(type);
  if (!need) return Error(errors::kConnectionUnsupported).with_arg(std::string(type));
  if (need->source != source.type) return Error(errors::kConnectionTypeMismatch).with_arg(std::string(type));
  for (const std::string_view name : need->needs) {
    const std::optional<std::string>* value = member(fields, name);
    if (value == nullptr || !*value || (*value)->empty())
      return Error(errors::kRequired).with_field("fields." + std::string(name));
  }
  return check_form(type, fields);
}

std::string signature_algorithm(const Fields& fields) {
  if (fields.signatureAlgorithm) return *fields.signatureAlgorithm;
  return "rsa-" + fields.digestAlgorithm.value_or("sha256");
}

Result<void> refuse_unknown(const json::Document& sent) {
  const auto nodes = sent.nodes();
  const auto known = json::type_of<Fields>().members;
  for (std::uint32_t i = 1; i < nodes.size(); i = nodes[i].next) {
    if (!sent.key_is(nodes[i], "fields")) continue;
    for (std::uint32_t child = i + 1; child < nodes[i].next; child = nodes[child].next) {
      const auto is_it = [&](const json::Member& one) { return sent.key_is(nodes[child], one.name); };
      if (std::ranges::any_of(known, is_it)) continue;
      const std::string name = sent.key(nodes[child]).substr(0, kNameShown);
      return Error(errors::kConnectionSettingUnknown).with_field("fields." + name).with_arg(name);
    }
  }
  return {};
}

void keep_secrets(const Fields& before, Fields& after) {
  if (!after.clientSecret || after.clientSecret->empty()) after.clientSecret = before.clientSecret;
  if (!after.samlSpKey || after.samlSpKey->empty()) after.samlSpKey = before.samlSpKey;
  if (!after.bindPassword || after.bindPassword->empty()) after.bindPassword = before.bindPassword;
  if (!after.privateKey || after.privateKey->empty()) after.privateKey = before.privateKey;
}

social::Settings settings_of(const Connection& connection) {
  const Fields& fields = connection.fields;
  const social::MobileRow* mobile = social::find_mobile_row(connection.type);
  social::Settings settings{.type = mobile != nullptr ? std::string(mobile->base) : connection.type};
  const auto put = [&](std::string_view name, const std::optional<std::string>& value) {
    if (value && !value->empty()) settings.texts.emplace(name, *value);
  };
  put("client_id", fields.clientId);
  put("client_secret", fields.clientSecret);
  put("issuer", fields.issuer);
  put("scope", fields.scope);
  put("authorization_endpoint", fields.authorizationEndpoint);
  put("token_endpoint", fields.tokenEndpoint);
  put("user_info_endpoint", fields.userInfoEndpoint);
  put("token_auth", fields.tokenEndpointAuthMethod);
  put("base", fields.baseUrl);
  put("corp_id", fields.corpId);
  put("agent_id", fields.agentId);
  put("business_id", fields.businessId);
  put("partner_id", fields.partnerId);
  put("team_id", fields.teamId);
  put("key_id", fields.keyId);
  put("private_key", fields.privateKey);
  put("public_key", fields.publicKey);
  put("mode", fields.mode);
  put("user_info_place", fields.userInfoTokenPlace);
  if (connection.type == "azure-ad" && fields.tenant)
    settings.texts["issuer"] = "https://login.microsoftonline.com/" + *fields.tenant + "/v2.0";
  if (fields.mapping)
    for (const auto& each : *fields.mapping) settings.mapping.emplace_back(each.field, each.path);
  return settings;
}

}  // namespace genauth::identity_sources
