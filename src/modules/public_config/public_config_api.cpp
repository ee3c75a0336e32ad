// What login pages have to know of an application before anybody signs in. Everybody reads it: what is added
// here must be neither a secret nor about people.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/ops/public_config.h"
#include "modules/applications/applications.h"
#include "modules/applications/tab_methods.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/pools/pools.h"
#include "modules/system/transport_keys.h"

namespace genauth::ops {
namespace {

using applications::Application;
using Words = std::vector<std::string>;
using Connections = std::vector<identity_sources::Connection>;

const json::Raw kNull{"null"}, kNone{"{}"};

std::string tab_of(std::string_view connection) {
  if (connection == "PASSCODE") return "phone-code";
  if (connection == "QRCODE") return "app-qrcode";
  return connection == "LDAP" ? "ldap" : connection == "AD" ? "ad" : "password";
}

Words methods_in(const Application& application, std::string_view tab) {
  Words methods;
  for (const applications::TabMethod& each : applications::kTabMethods)
    if (each.tab == tab && application.allows(each.stored)) methods.emplace_back(each.shown);
  return methods;
}

void put_first(Words& words, const std::string& word) {
  std::ranges::stable_partition(words, [&](const std::string& each) { return each == word; });
}

dto::PublicTabsDto tabs(Words list, const std::string& first) {
  put_first(list, first);
  dto::PublicTabsDto shown;
  shown.default_ = shown.defaultV2 = list.empty() ? "" : list.front();
  shown.list = std::move(list);
  shown.title = kNone;
  return shown;
}

dto::PublicTabsDto login_tabs(const Application& application) {
  Words list;
  for (const std::string_view tab : {"password", "phone-code", "app-qrcode"})
    if (!methods_in(application, tab).empty()) list.emplace_back(tab);
  const auto& first = application.settings.default_method;
  return tabs(std::move(list), first ? tab_of(first->connection) : "password");
}

dto::PublicTabsDto register_tabs(const Application& application) {
  Words list;
  if (application.registers_by("PHONE_CODE")) list.emplace_back("phone");
  if (application.registers_by("EMAIL_PASSWORD")) list.emplace_back("email");
  if (application.registers_by("EMAIL_CODE")) list.emplace_back("emailCode");
  const bool by_password = application.settings.default_register_method == "PASSWORD";
  return tabs(std::move(list), by_password ? "email" : "phone");
}

dto::PublicOidcConfigDto oidc_config(const Application& application) {
  const applications::Settings& settings = application.settings;
  dto::PublicOidcConfigDto shown;
  shown.client_id = application.id;
  if (settings.code_grant || settings.hybrid_grant) shown.grant_types.emplace_back("authorization_code");
  if (settings.implicit_grant || settings.hybrid_grant) shown.grant_types.emplace_back("implicit");
  if (settings.refresh_grant) shown.grant_types.emplace_back("refresh_token");
  if (settings.password_grant) shown.grant_types.emplace_back("password");
  shown.redirect_uris = settings.redirect_uris.value_or(Words());
  shown.scope =
      settings.refresh_grant ? "openid profile email phone offline_access" : "openid profile email phone";
  if (settings.code_grant) shown.response_types.emplace_back("code");
  if (settings.implicit_grant)
    for (const std::string_view type : {"id_token", "token", "id_token token"})
      shown.response_types.emplace_back(type);
  if (settings.hybrid_grant)
    for (const std::string_view type : {"code id_token", "code token", "code id_token token"})
      shown.response_types.emplace_back(type);
  return shown;
}

std::vector<dto::PublicConnectionDto> connections_of(const Connections& offered, std::string_view kind) {
  std::vector<dto::PublicConnectionDto> shown;
  for (const identity_sources::Connection& each : offered)
    if (identity_sources::kind_of(each.type) == kind)
      shown.push_back({each.id, each.type, each.identifier, each.display_name, each.logo});
  return shown;
}

dto::PublicFieldDto field_of(const dto::StoredCompletionField& field) {
  dto::PublicFieldDto shown;
  shown.type = field.type;
  shown.name = field.name;
  shown.label = field.label;
  shown.inputType = field.input;
  shown.required = field.required;
  if (field.options)
    for (const auto& option : *field.options) shown.options.push_back({option.value, option.label});
  if (field.rules)
    for (const auto& rule : *field.rules)
      shown.validateRules.push_back({rule.type, rule.content, rule.message});
  return shown;
}

std::string labels_of(const std::vector<dto::PublicFieldDto>& fields,
                      const std::vector<dto::StoredCompletionField>& stored) {
  std::string json = "{";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    json.append(i > 0 ? "," : "").append(json_quote(fields[i].name));
    json.append(R"(:{"zh-CN":)").append(json_quote(stored[i].label_zh_cn));
    json.append(R"(,"zh-TW":)").append(json_quote(stored[i].label_zh_tw));
    json.append(R"(,"en-US":)").append(json_quote(stored[i].label_en));
    json.append(R"(,"ja-JP":)").append(json_quote(stored[i].label_ja)).append("}");
  }
  return json += '}';
}

void add_agreements(dto::PublicConfigDto& shown, const applications::Settings& settings) {
  for (const auto& each : settings.agreements.value_or(std::vector<dto::StoredAgreement>())) {
    Words places = each.places.value_or(Words());
    if (places.empty()) places.emplace_back("login");
    for (const dto::StoredAgreementText& text : each.texts)
      shown.agreements.push_back(
          {each.id, each.version, text.title, text.language, each.required, places, text.content, text.url});
  }
  shown.agreementEnabled = !shown.agreements.empty();
}

void add_completion(dto::PublicConfigDto& shown, const applications::Settings& settings) {
  const auto stored = settings.completion_fields.value_or(std::vector<dto::StoredCompletionField>());
  shown.complateFiledsPlace = settings.completion_places.value_or(Words());
  shown.extendsFieldsEnabled = !shown.complateFiledsPlace.empty() && !stored.empty();
  for (const dto::StoredCompletionField& field : stored) shown.extendsFields.push_back(field_of(field));
  shown.extendsFieldsI18n = json::Raw{labels_of(shown.extendsFields, stored)};
  shown.skipComplateFileds = settings.completion_skippable;
}

dto::PublicComponentsDto components(const Application& application, const pools::Settings& pool,
                                    const dto::StoredBranding& branding) {
  const bool registers = !pool.registration_disabled;
  dto::PublicComponentsDto shown;
  shown.loginByUserPasswordTab = !methods_in(application, "password").empty();
  shown.loginByPhoneCodeTab = application.allows("PHONE_CODE");
  shown.loginByEmailCodeTab = application.allows("EMAIL_CODE");
  shown.loginByAppQrcodeTab = application.allows("SELF_BUILT_APP_QRCODE");
  shown.registerBtn = registers && !application.settings.merge_login_and_register;
  shown.registerByPhoneTab = registers && application.registers_by("PHONE_CODE");
  shown.registerByEmailTab = registers && application.registers_by("EMAIL_PASSWORD");
  shown.registerByEmailCodeTab = registers && application.registers_by("EMAIL_CODE");
  shown.forgetPasswordBtn = branding.forgotten_password_button;
  shown.idpBtns = branding.enterprise_connections;
  shown.socialLoginBtns = branding.social_connections;
  shown.autoRegisterThenLoginHintInfo = application.settings.merge_login_and_register;
  shown.changeLanguageBtn = branding.language_button;
  return shown;
}

void add_security(dto::PublicConfigDto& shown, const applications::Settings& settings,
                  const pools::Settings& pool) {
  shown.passwordStrength = pool.password_level_min;
  const auto rules = pool.password_rules.value_or(std::vector<dto::StoredPasswordRule>());
  for (const dto::StoredPasswordRule& rule : rules)
    shown.regexRules.push_back(
        {rule.pattern, rule.message_zh_cn.empty() ? rule.message_en : rule.message_zh_cn});
  shown.customPasswordStrength = kNull;
  if (!shown.regexRules.empty())
    shown.customPasswordStrength =
        json::Raw{R"({"regex":)" + json_quote(shown.regexRules.front().regex) + R"(,"message":)" +
                  json_quote(shown.regexRules.front().message) + '}'};
  shown.verifyCodeLength = pool.code_length;
  shown.selfUnlockStrategy =
      settings.custom_security ? settings.self_unlock_strategy : pool.self_unlock_strategy;
  shown.mfa = {pool.face_score_min};
  shown.customSecurityEnabled = settings.custom_security;
  shown.appRobotVerify = settings.captcha_mode;
  shown.userpoolRobotVerify = pool.captcha_mode;
  shown.registerSmsConfig = shown.loginSmsConfig = {"disable"};
  shown.passkeyEnabled = true;
  shown.internationalSmsConfig.countries = pool.sms_countries.value_or(Words());
  shown.internationalSmsConfig.enabled = !shown.internationalSmsConfig.countries.empty();
  shown.deviceFuncEnabled = pool.device_limit != "disable";
}

void add_page(dto::PublicConfigDto& shown, const Application& application, const pools::Settings& pool,
              const dto::StoredBranding& branding) {
  const auto page = application.settings.login_page.value_or(dto::StoredLoginPage());
  if (branding.css_enabled) shown.css = branding.css;
  shown.customLoading = branding.loading_image;
  shown.defaultLanguageConfig = branding.language;
  shown.loginTabs = login_tabs(application);
  shown.registerTabs = register_tabs(application);
  shown.passwordTabConfig.enabledLoginMethods = methods_in(application, "password");
  shown.verifyCodeTabConfig.enabledLoginMethods = methods_in(application, "phone-code");
  shown.registerTabsConfig = kNone;
  shown.qrcodeTabsSettings = shown.qrCodeSortConfig = page.qrcodes.empty() ? kNone : page.qrcodes;
  shown.tabMethodsSortConfig = page.tabs.empty() ? kNone : page.tabs;
  shown.ssoPageComponentDisplay = components(application, pool, branding);
  shown.enableLoginAccountSwitch = pool.account_switch;
  shown.enableCompletePassword = pool.complete_password_after_code;
  shown.enableCreateTenant = page.create_tenant;
  shown.enableJoinTenant = page.join_tenant;
  shown.enableVerifyDomainInJoinTenant = page.verify_domain;
}

dto::StoredBranding branding_of(const Application& application) {
  return application.settings.branding.value_or(dto::StoredBranding());
}

Result<applications::Handle> enabled(api::Call& call, const std::string& app_id) {
  applications::Handle application = TRY(call.service<applications::Directory>().find(app_id));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return application;
}

}  // namespace

Result<dto::PublicConfigDto> application_public_config(api::Call& call,
                                                       const dto::GetApplicationPublicConfigQuery& query) {
  const applications::Handle application = TRY(enabled(call, query.appId));
  Connections offered;
  const pools::Pool pool = TRY(call.read([&](db::Session& session) -> Result<pools::Pool> {
    offered = TRY(call.service<const identity_sources::Connections>().of_app(session, application->pool_id,
                                                                             application->id));
    return pools::find(session, application->pool_id);
  }));
  dto::PublicConfigDto shown;
  shown.id = application->id;
  shown.name = application->name;
  // Of a client that nobody vouches for the picture is for the page of consent alone.
  if (!application->is_stranger()) shown.logo = application->settings.logo;
  shown.userPoolId = application->pool_id;
  shown.rootUserPoolId = shown.tenantInfo = shown.defaultAppId = kNull;
  shown.publicKey = call.service<const system::TransportKeys>().rsa_public_pem();
  shown.redirectUris = application->settings.redirect_uris.value_or(Words());
  shown.protocol = application->settings.default_protocol;
  shown.oidcConfig = oidc_config(*application);
  shown.registerDisabled = pool.settings.registration_disabled;
  shown.socialConnections = connections_of(offered, "social");
  shown.identityProviders = connections_of(offered, "enterprise");
  shown.corsWhitelist = pool.settings.allowed_origins.value_or(Words());
  shown.allowedOrigins = application->settings.allowed_origins.value_or(Words());
  add_agreements(shown, application->settings);
  add_completion(shown, application->settings);
  add_security(shown, application->settings, pool.settings);
  add_page(shown, *application, pool.settings, branding_of(*application));
  return shown;
}

Result<dto::GuardConfigDto> application_guard_config(api::Call& call,
                                                     const dto::GetGuardPublicConfigQuery& query) {
  const dto::StoredBranding branding = branding_of(*TRY(enabled(call, query.appId)));
  dto::GuardConfigDto shown;
  shown.global = {branding.language_button, branding.language};
  return shown;
}

}  // namespace genauth::ops
