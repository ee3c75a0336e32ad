#include "modules/application_settings/change.h"

#include <algorithm>

#include "css/css.h"
#include "gen/errors/form.h"
#include "json/value.h"
#include "modules/application_settings/oidc_change.h"
#include "modules/applications/addresses.h"

namespace genauth::application_settings {
namespace {

using applications::Application;
using applications::Settings;
using Words = std::vector<std::string>;

constexpr std::size_t kFreeMax = 16 * 1024;

Error bad_format(std::string field, std::string form) {
  return Error(errors::kBadFormat).with_field(std::move(field)).with_arg(std::move(form));
}

template <class T, class U>
void set_if(const std::optional<T>& wanted, U& member) {
  if (wanted) member = *wanted;
}

// Free-form objects are kept as they were given.
Result<void> keep(const json::Raw& given, std::string field, json::Raw& kept) {
  if (given.empty()) return {};
  if (given.text.size() > kFreeMax)
    return Error(errors::kTooLong).with_field(std::move(field)).with_arg(std::to_string(kFreeMax));
  kept = given;
  return {};
}

bool is_way(std::string_view method, std::string_view connection) {
  if (connection == "PASSCODE") return method.ends_with("_CODE");
  if (connection == "QRCODE") return method == "SELF_BUILT_APP_QRCODE";
  return method.ends_with("_PASSWORD");
}

// The page cannot begin with what the application does not allow. Directories and other people's QR codes
// are no basic methods.
Result<void> check_first(const Settings& settings) {
  if (!settings.default_method || !settings.enabled_methods || settings.enabled_methods->empty()) return {};
  const dto::StoredDefaultMethod& first = *settings.default_method;
  if (first.connection == "LDAP" || first.connection == "AD") return {};
  if (first.connection == "QRCODE" && first.qrcode != "SELF_BUILT_APP") return {};
  const bool is_open = std::ranges::any_of(
      *settings.enabled_methods, [&](const std::string& each) { return is_way(each, first.connection); });
  if (is_open) return {};
  return bad_format("loginConfig.defaultLoginMethod.connectionType",
                    "one of the ways that enabledBasicLoginMethods opens");
}

template <class Dto>
Result<void> apply_login(const Dto& change, Settings& settings) {
  set_if(change.mergeLoginAndRegisterPage, settings.merge_login_and_register);
  set_if(change.enabledBasicLoginMethods, settings.enabled_methods);
  if (change.defaultLoginMethod) {
    const dto::ApplicationDefaultLoginMethodInput& first = *change.defaultLoginMethod;
    settings.default_method =
        dto::StoredDefaultMethod{first.connectionType, first.qrcodeType.value_or("SELF_BUILT_APP"),
                                 first.qrcodeExtIdpConnId.value_or(""), first.adExtIdpConnId.value_or(""),
                                 first.ldapExtIdpConnId.value_or("")};
  }
  settings.show_authorization_page = change.showAuthorizationPage;
  return check_first(settings);
}

bool is_colour(std::string_view text) {
  return text.size() >= 4 && text.size() <= 9 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

Result<void> apply_branding(const dto::ApplicationBrandingConfigInputDto& change, Settings& settings) {
  if (change.customLoadingImage)
    TRY(applications::check_picture(*change.customLoadingImage, "brandingConfig.customLoadingImage"));
  if (change.customBackground && !is_colour(*change.customBackground))
    TRY(applications::check_picture(*change.customBackground, "brandingConfig.customBackground"));
  dto::StoredBranding branding = settings.branding.value_or(dto::StoredBranding());
  set_if(change.customCSSEnabled, branding.css_enabled);
  if (change.customCSS && !css::clean(*change.customCSS))
    return Error(errors::kBadFormat).with_field("brandingConfig.customCSS").with_arg("a style sheet");
  set_if(change.customCSS, branding.css);
  set_if(change.guardVersion, branding.style);
  set_if(change.customLoadingImage, branding.loading_image);
  set_if(change.customBackground, branding.background);
  set_if(change.showChangeLanguageButton, branding.language_button);
  set_if(change.defaultLanguage, branding.language);
  set_if(change.showForgetPasswordButton, branding.forgotten_password_button);
  set_if(change.showEnterpriseConnections, branding.enterprise_connections);
  set_if(change.showSocialConnections, branding.social_connections);
  settings.branding = std::move(branding);
  return {};
}

template <class Dto>
Result<void> apply_addresses(const Dto& change, Settings& settings) {
  if (change.redirectUris)
    TRY(applications::check_redirects(*change.redirectUris, settings.native, "redirectUris"));
  if (change.logoutRedirectUris)
    TRY(applications::check_redirects(*change.logoutRedirectUris, settings.native, "logoutRedirectUris"));
  if (change.initLoginUri) TRY(applications::check_page(*change.initLoginUri, "initLoginUri"));
  if (change.appLogo) TRY(applications::check_picture(*change.appLogo, "appLogo"));
  set_if(change.redirectUris, settings.redirect_uris);
  set_if(change.logoutRedirectUris, settings.logout_redirect_uris);
  set_if(change.initLoginUri, settings.init_login_uri);
  set_if(change.appLogo, settings.logo);
  return {};
}

template <class Dto>
Result<void> apply_protocols(const Dto& change, Application& application) {
  Settings& settings = application.settings;
  set_if(change.defaultProtocol, settings.default_protocol);
  if (change.oidcConfig) TRY(apply(*change.oidcConfig, application));
  TRY(keep(change.samlConfig, "samlConfig", settings.saml_config));
  TRY(keep(change.oauthConfig, "oauthConfig", settings.oauth_config));
  TRY(keep(change.casConfig, "casConfig", settings.cas_config));
  set_if(change.samlProviderEnabled, settings.saml_provider);
  set_if(change.oauthProviderEnabled, settings.oauth_provider);
  set_if(change.casProviderEnabled, settings.cas_provider);
  return {};
}

// What both requests have.
template <class Dto>
Result<void> apply_common(const Dto& change, Application& application, std::int64_t now_ms) {
  Settings& settings = application.settings;
  set_if(change.appDescription, settings.description);
  TRY(apply_addresses(change, settings));
  TRY(apply_protocols(change, application));
  if (settings.subject_type == "pairwise")
    TRY(applications::check_sector(settings.redirect_uris.value_or(Words()), settings.sector_identifier_uri));
  if (change.ssoEnabled && *change.ssoEnabled != settings.sso_enabled) settings.sso_enabled_at = now_ms;
  set_if(change.ssoEnabled, settings.sso_enabled);
  if (change.loginConfig) TRY(apply_login(*change.loginConfig, settings));
  if (change.registerConfig) {
    settings.register_methods = change.registerConfig->enabledBasicRegisterMethods;
    settings.default_register_method = change.registerConfig->defaultRegisterMethod;
  }
  if (change.brandingConfig) TRY(apply_branding(*change.brandingConfig, settings));
  return {};
}

struct TabName {
  std::string_view tab, method;
};
constexpr TabName kPasswordTab[] = {{"username-password", "USERNAME_PASSWORD"},
                                    {"email-password", "EMAIL_PASSWORD"},
                                    {"phone-password", "PHONE_PASSWORD"}};
constexpr TabName kCodeTab[] = {{"phone-code", "PHONE_CODE"}, {"email-code", "EMAIL_CODE"}};

// Replaces the methods of one tab by those that the tab's enabledLoginMethods names; without the member
// nothing changes.
Result<void> apply_tab(const json::Raw& tab, const std::string& field, std::span<const TabName> names,
                       Words& methods) {
  if (tab.empty()) return {};
  const json::Value document = TRY(json::Value::parse(tab.text));
  const json::Value* named = document.find("enabledLoginMethods");
  if (named == nullptr) return {};
  const std::string member = field + ".enabledLoginMethods";
  if (named->array() == nullptr) return Error(errors::kMustBeArray).with_field(member);
  for (const TabName& each : names) std::erase(methods, each.method);
  for (const json::Value& each : *named->array()) {
    const auto known = std::ranges::find_if(
        names, [&](const TabName& name) { return each.string() != nullptr && *each.string() == name.tab; });
    if (known == names.end()) {
      std::string list;
      for (const TabName& name : names) list.append(list.empty() ? "" : ", ").append(name.tab);
      return Error(errors::kMustBeOneOf).with_field(member).with_arg(std::move(list));
    }
    if (std::ranges::find(methods, known->method) == methods.end()) methods.emplace_back(known->method);
  }
  return {};
}

Result<void> apply_tabs(const dto::UpdateLoginConfig& page, Settings& settings) {
  const bool named = settings.enabled_methods && !settings.enabled_methods->empty();
  const Words before = named ? *settings.enabled_methods
                             : Words{"PHONE_CODE",     "EMAIL_CODE",        "PHONE_PASSWORD",
                                     "EMAIL_PASSWORD", "USERNAME_PASSWORD", "SELF_BUILT_APP_QRCODE"};
  Words methods = before;
  TRY(apply_tab(page.passwordTabConfig, "update.passwordTabConfig", kPasswordTab, methods));
  TRY(apply_tab(page.verifyCodeTabConfig, "update.verifyCodeTabConfig", kCodeTab, methods));
  if (methods.empty())
    return bad_format("update", "settings that leave a way to sign in");  // an empty list would mean all
  if (methods != before) settings.enabled_methods = std::move(methods);
  return {};
}

}  // namespace

Result<Application> wanted(const dto::CreateApplicationDto& request, std::int64_t now_ms) {
  Application application;
  application.name = request.appName;
  Settings& settings = application.settings;
  set_if(request.appType, settings.type);
  settings.native = settings.type == "native";
  settings.sso_enabled_at = now_ms;
  if (is_public_type(settings.type))
    settings.token_auth_method = settings.introspection_auth_method = settings.revocation_auth_method =
        "none";
  set_if(request.template_, settings.template_);
  if (request.templateData) settings.template_data = json::Raw{json::Value(*request.templateData).text()};
  TRY(apply_common(request, application, now_ms));
  return application;
}

Result<void> apply(const dto::UpdateApplicationDto& change, Application& application, std::int64_t now_ms) {
  set_if(change.appName, application.name);
  TRY(keep(change.templateData, "templateData", application.settings.template_data));
  set_if(change.ssoShowLaunchpad, application.settings.sso_show_launchpad);
  return apply_common(change, application, now_ms);
}

Result<void> apply(const dto::UpdateLoginConfig& page, Settings& settings) {
  TRY(apply_tabs(page, settings));
  dto::StoredLoginPage kept = settings.login_page.value_or(dto::StoredLoginPage());
  TRY(keep(page.tabMethodsSortConfig, "update.tabMethodsSortConfig", kept.tabs));
  TRY(keep(page.qrCodeSortConfig, "update.qrCodeSortConfig", kept.qrcodes));
  TRY(keep(page.ssoPageCustomizationSettings, "update.ssoPageCustomizationSettings", kept.page));
  TRY(keep(page.passwordTabConfig, "update.passwordTabConfig", kept.password_tab));
  TRY(keep(page.verifyCodeTabConfig, "update.verifyCodeTabConfig", kept.code_tab));
  TRY(keep(page.config.global, "update.config.global", kept.languages));
  kept.create_tenant = page.enableCreateTenant;
  kept.create_tenant_scenes = page.createTenantScenes;
  kept.join_tenant = page.enableJoinTenant;
  kept.join_tenant_scenes = page.joinTenantScenes;
  kept.verify_domain = page.enableVerifyDomain;
  kept.verify_domain_scenes = page.verifyDomainScenes;
  kept.connect_tenant_app = page.enableAutoConnectTenantApp;
  settings.login_page = std::move(kept);
  return {};
}

}  // namespace genauth::application_settings
