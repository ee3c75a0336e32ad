#include "modules/application_settings/application_dto.h"

#include "base/encoding.h"

namespace genauth::application_settings {
namespace {

using applications::Application;
using applications::Settings;
using Words = std::vector<std::string>;

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// Who names none offers all.
Words or_all(const std::optional<Words>& named, Words all) {
  return named && !named->empty() ? *named : all;
}

dto::ApplicationLoginConfigDto login_config(const Settings& settings) {
  dto::ApplicationLoginConfigDto shown;
  shown.mergeLoginAndRegisterPage = settings.merge_login_and_register;
  shown.enabledBasicLoginMethods =
      or_all(settings.enabled_methods, {"PHONE_CODE", "EMAIL_CODE", "PHONE_PASSWORD", "EMAIL_PASSWORD",
                                        "USERNAME_PASSWORD", "SELF_BUILT_APP_QRCODE"});
  const dto::StoredDefaultMethod first = settings.default_method.value_or(dto::StoredDefaultMethod());
  shown.defaultLoginMethod = {first.connection, first.qrcode, first.qrcode_connection_id,
                              first.ad_connection_id, first.ldap_connection_id};
  shown.showAuthorizationPage = settings.show_authorization_page;
  return shown;
}

// One for each language. What stands elsewhere is told by its title and its address.
std::vector<dto::ApplicationAgreementDto> agreements_of(const Settings& settings) {
  std::vector<dto::ApplicationAgreementDto> list;
  for (const auto& each : settings.agreements.value_or(std::vector<dto::StoredAgreement>())) {
    const Words asked = each.places.value_or(Words());
    Words places;
    if (asked.empty()) places.emplace_back("LoginPage");
    for (const std::string& place : asked)
      places.emplace_back(place == "register" ? "RegisterPage" : "LoginPage");
    for (const dto::StoredAgreementText& text : each.texts) {
      dto::ApplicationAgreementDto& one = list.emplace_back();
      one.displayAt = places;
      one.isRequired = each.required;
      one.lang = text.language;
      one.content = text.content.empty() ? text.title + " " + text.url : text.content;
    }
  }
  return list;
}

dto::ApplicationBrandingConfig branding_config(const Settings& settings) {
  const dto::StoredBranding branding = settings.branding.value_or(dto::StoredBranding());
  dto::ApplicationBrandingConfig shown;
  shown.customCSSEnabled = branding.css_enabled;
  shown.customCSS = if_any(branding.css);
  shown.guardVersion = branding.style;
  shown.customLoadingImage = if_any(branding.loading_image);
  shown.customBackground = if_any(branding.background);
  shown.showChangeLanguageButton = branding.language_button;
  shown.defaultLanguage = branding.language;
  shown.showForgetPasswordButton = branding.forgotten_password_button;
  shown.showEnterpriseConnections = branding.enterprise_connections;
  shown.showSocialConnections = branding.social_connections;
  shown.agreements = agreements_of(settings);
  shown.showAgreement = !shown.agreements.empty();
  return shown;
}

dto::OIDCConfig oidc_config(const Settings& settings) {
  dto::OIDCConfig shown;
  shown.grant_types = grant_types(settings);
  shown.response_types = response_types(settings);
  shown.id_token_signed_response_alg = settings.id_token_algorithm;
  shown.access_token_signing_alg = settings.access_token_algorithm;
  shown.token_endpoint_auth_method = settings.token_auth_method;
  shown.introspection_endpoint_auth_method = settings.introspection_auth_method;
  shown.revocation_endpoint_auth_method = settings.revocation_auth_method;
  shown.authorization_code_expire = settings.code_ttl_s;
  shown.access_token_expire = settings.access_token_ttl_s;
  shown.id_token_expire = settings.id_token_ttl_s;
  shown.refresh_token_expire = settings.refresh_token_ttl_s;
  shown.refresh_token_idle_expire = settings.refresh_token_idle_s;
  shown.default_max_age = settings.default_max_age_s;
  shown.require_auth_time = settings.require_auth_time;
  shown.allow_plain_pkce = settings.plain_pkce;
  shown.subject_type = settings.subject_type;
  shown.sector_identifier_uri = settings.sector_identifier_uri;
  shown.rotate_refresh_token = settings.rotate_refresh_tokens || settings.token_auth_method == "none";
  return shown;
}

}  // namespace

Words grant_types(const Settings& settings) {
  Words types;
  if (settings.code_grant || settings.hybrid_grant) types.emplace_back("authorization_code");
  if (settings.implicit_grant || settings.hybrid_grant) types.emplace_back("implicit");
  if (settings.refresh_grant) types.emplace_back("refresh_token");
  if (settings.password_grant) types.emplace_back("password");
  if (settings.device_grant) types.emplace_back(kDeviceGrant);
  if (settings.token_exchange_grant) types.emplace_back(kExchangeGrant);
  return types;
}

Words response_types(const Settings& settings) {
  if (settings.response_types && !settings.response_types->empty()) return *settings.response_types;
  Words types;
  if (settings.code_grant) types.emplace_back("code");
  if (settings.implicit_grant) types.insert(types.end(), {"id_token", "token", "id_token token"});
  if (settings.hybrid_grant)
    types.insert(types.end(), {"code id_token", "code token", "code id_token token"});
  return types;
}

dto::ApplicationDto to_dto(const Application& application) {
  const Settings& settings = application.settings;
  dto::ApplicationDto shown;
  shown.appId = application.id;
  shown.appIdentifier = application.identifier;
  shown.appName = application.name;
  shown.appLogo = settings.logo;
  shown.appDescription = if_any(settings.description);
  shown.appType = settings.type;
  shown.userPoolId = application.pool_id;
  shown.defaultProtocol = settings.default_protocol;
  shown.redirectUris = settings.redirect_uris.value_or(Words());
  shown.logoutRedirectUris = settings.logout_redirect_uris.value_or(Words());
  shown.initLoginUri = settings.init_login_uri;
  shown.ssoEnabled = settings.sso_enabled;
  if (settings.sso_enabled)
    shown.ssoEnabledAt =
        iso8601_ms(settings.sso_enabled_at > 0 ? settings.sso_enabled_at : application.created_at);
  shown.loginConfig = login_config(settings);
  shown.registerConfig = {or_all(settings.register_methods, {"PHONE_CODE", "EMAIL_CODE", "EMAIL_PASSWORD"}),
                          settings.default_register_method};
  shown.brandingConfig = branding_config(settings);
  shown.oidcConfig = oidc_config(settings);
  shown.samlProviderEnabled = settings.saml_provider;
  shown.samlConfig = settings.saml_config;
  shown.oauthProviderEnabled = settings.oauth_provider;
  shown.oauthConfig = settings.oauth_config;
  shown.casProviderEnabled = settings.cas_provider;
  shown.casConfig = settings.cas_config;
  shown.customBrandingEnabled = settings.branding.has_value();
  shown.customSecurityEnabled = settings.custom_security;
  shown.template_ = if_any(settings.template_);
  return shown;
}

dto::CreateApplicationRespDataDto to_created(dto::ApplicationDto shown) {
  dto::CreateApplicationRespDataDto made;
  made.appId = std::move(shown.appId);
  made.appIdentifier = std::move(shown.appIdentifier);
  made.appName = std::move(shown.appName);
  made.appLogo = std::move(shown.appLogo);
  made.appDescription = std::move(shown.appDescription);
  made.appType = std::move(shown.appType);
  made.userPoolId = std::move(shown.userPoolId);
  made.isIntegrateApp = shown.isIntegrateApp;
  made.defaultProtocol = std::move(shown.defaultProtocol);
  made.redirectUris = std::move(shown.redirectUris);
  made.logoutRedirectUris = std::move(shown.logoutRedirectUris);
  made.initLoginUri = std::move(shown.initLoginUri);
  made.ssoEnabled = shown.ssoEnabled;
  made.ssoEnabledAt = std::move(shown.ssoEnabledAt);
  made.loginConfig = std::move(shown.loginConfig);
  made.registerConfig = std::move(shown.registerConfig);
  made.brandingConfig = std::move(shown.brandingConfig);
  made.oidcConfig = std::move(shown.oidcConfig);
  made.samlProviderEnabled = shown.samlProviderEnabled;
  made.samlConfig = std::move(shown.samlConfig);
  made.oauthProviderEnabled = shown.oauthProviderEnabled;
  made.oauthConfig = std::move(shown.oauthConfig);
  made.casProviderEnabled = shown.casProviderEnabled;
  made.casConfig = std::move(shown.casConfig);
  made.customBrandingEnabled = shown.customBrandingEnabled;
  made.customSecurityEnabled = shown.customSecurityEnabled;
  made.template_ = std::move(shown.template_);
  return made;
}

dto::ApplicationSimpleInfoDto to_simple(const Application& application) {
  dto::ApplicationSimpleInfoDto shown;
  shown.appId = application.id;
  shown.appIdentifier = application.identifier;
  shown.appName = application.name;
  shown.appLogo = application.settings.logo;
  shown.appDescription = if_any(application.settings.description);
  shown.appType = application.settings.type;
  return shown;
}

}  // namespace genauth::application_settings
