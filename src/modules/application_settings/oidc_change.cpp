#include "modules/application_settings/oidc_change.h"

#include <algorithm>

#include "gen/errors/form.h"
#include "modules/application_settings/application_dto.h"
#include "modules/applications/addresses.h"

namespace genauth::application_settings {
namespace {

using applications::Application;
using applications::Settings;
using Words = std::vector<std::string>;

constexpr std::string_view kNone = "none", kHs256 = "HS256", kPrivateKey = "private_key_jwt";

Error bad_format(std::string_view member, std::string form) {
  return Error(errors::kBadFormat)
      .with_field(std::string("oidcConfig.").append(member))
      .with_arg(std::move(form));
}

bool has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_hybrid(const std::string& response_type) {
  return response_type.starts_with("code ");
}

// OpenID Connect Dynamic Client Registration §2: which response types a grant type opens.
Result<void> apply_grants(const dto::OIDCConfig& change, Settings& settings) {
  if (!change.grant_types && !change.response_types) return {};
  const Words grants = change.grant_types.value_or(grant_types(settings));
  if (change.response_types) settings.response_types = change.response_types;
  const Words named = settings.response_types.value_or(Words());
  settings.code_grant = has(grants, "authorization_code");
  settings.implicit_grant = has(grants, "implicit");
  settings.refresh_grant = has(grants, "refresh_token");
  settings.password_grant = has(grants, "password");
  settings.device_grant = has(grants, kDeviceGrant);
  settings.token_exchange_grant = has(grants, kExchangeGrant);
  const bool both = settings.code_grant && settings.implicit_grant;
  settings.hybrid_grant = both && (named.empty() || std::ranges::any_of(named, is_hybrid));
  for (const std::string& type : named) {
    const bool is_open = is_hybrid(type)  ? both
                         : type == "code" ? settings.code_grant
                                          : settings.implicit_grant;
    if (!is_open)
      return bad_format("response_types", "among those that grant_types opens, which " + type + " is not");
  }
  return {};
}

// RFC 8252 §8.5, RFC 6749 §2.1: what is handed to everybody is no secret.
Result<void> apply_method(const std::optional<std::string>& wanted, std::string_view member,
                          const Settings& settings, std::string& method) {
  const bool is_public = is_public_type(settings.type);
  if (wanted && is_public && *wanted != kNone)
    return bad_format(member, "none, since programs of this appType keep no secret");
  if (wanted && *wanted == kPrivateKey && settings.jwks.empty() && settings.jwks_uri.empty())
    return bad_format(member, "another method, since the application has no keys to sign with yet");
  if (wanted) method = *wanted;
  return {};
}

Result<void> check_algorithm(const Application& application) {
  const Settings& settings = application.settings;
  if (settings.id_token_algorithm != kHs256) return {};
  if (settings.token_auth_method == kNone || is_public_type(settings.type))
    return bad_format("id_token_signed_response_alg",
                      "RS256, ES256 or EdDSA, since the application has no secret to sign with");
  if (!application.secret.empty() && application.secret.size() < applications::kSecretHexMin)
    return bad_format("id_token_signed_response_alg",
                      "RS256, ES256 or EdDSA, since the secret is too short: refresh it first");
  return {};
}

template <class T, class U>
void set_if(const std::optional<T>& wanted, U& member) {
  if (wanted) member = *wanted;
}

}  // namespace

bool is_public_type(std::string_view type) {
  return type == "spa" || type == "native";
}

Result<void> apply(const dto::OIDCConfig& change, Application& application) {
  Settings& settings = application.settings;
  TRY(apply_grants(change, settings));
  TRY(apply_method(change.token_endpoint_auth_method, "token_endpoint_auth_method", settings,
                   settings.token_auth_method));
  TRY(apply_method(change.introspection_endpoint_auth_method, "introspection_endpoint_auth_method", settings,
                   settings.introspection_auth_method));
  TRY(apply_method(change.revocation_endpoint_auth_method, "revocation_endpoint_auth_method", settings,
                   settings.revocation_auth_method));
  set_if(change.id_token_signed_response_alg, settings.id_token_algorithm);
  TRY(check_algorithm(application));
  set_if(change.access_token_signing_alg, settings.access_token_algorithm);
  set_if(change.authorization_code_expire, settings.code_ttl_s);
  set_if(change.access_token_expire, settings.access_token_ttl_s);
  set_if(change.id_token_expire, settings.id_token_ttl_s);
  set_if(change.refresh_token_expire, settings.refresh_token_ttl_s);
  set_if(change.refresh_token_idle_expire, settings.refresh_token_idle_s);
  set_if(change.require_auth_time, settings.require_auth_time);
  set_if(change.allow_plain_pkce, settings.plain_pkce);
  set_if(change.rotate_refresh_token, settings.rotate_refresh_tokens);
  if (change.sector_identifier_uri)
    TRY(applications::check_page(*change.sector_identifier_uri, "oidcConfig.sector_identifier_uri"));
  set_if(change.sector_identifier_uri, settings.sector_identifier_uri);
  set_if(change.subject_type, settings.subject_type);
  if (change.default_max_age)
    settings.default_max_age_s = *change.default_max_age < 0 ? std::nullopt : change.default_max_age;
  return {};
}

}  // namespace genauth::application_settings
