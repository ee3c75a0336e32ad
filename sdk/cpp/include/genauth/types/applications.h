// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ApplicationAgreementDto;
struct ApplicationBrandingConfig;
struct ApplicationBrandingConfigInputDto;
struct ApplicationDefaultLoginMethodInput;
struct ApplicationRegisterConfig;
struct ApplicationDto;
struct ApplicationEnabledExtIdpConnInputDto;
struct ApplicationLoginConfigInputDto;
struct ApplicationPaginatedDataDto;
struct ApplicationPermissionRecordItem;
struct ApplicationRegisterConfigInputDto;
struct ApplicationSimpleInfoDto;
struct ApplicationSimpleInfoPaginatedDataDto;
struct AuthorizeApplicationAccessDto;
struct CheckDomainAvailable;
struct CheckDomainAvailableDataDto;
struct CreateApplicationDto;
struct CreateApplicationRespDataDto;
struct DeleteApplicationDto;
struct DeleteApplicationPermissionRecordItem;
struct GetApplicationPermissionStrategyDataDto;
struct GetApplicationSecretDataDto;
struct GetSubjectAuthDataDto;
struct ListApplicationActiveUsersOptionsDto;
struct ListApplicationActiveUsersDto;
struct ListApplicationAuthDataDto;
struct ListApplicationAuthDto;
struct ListApplicationAuthPaginatedDataDto;
struct ListApplicationSubjectDataDto;
struct ListApplicationSubjectDataListDto;
struct ListAuthSubjectDto;
struct RefreshApplicationSecretDataDto;
struct RefreshApplicationSecretDto;
struct RevokeApplicationAccessDto;
struct UpdateApplicationLoginConfigInputDto;
struct UpdateApplicationDto;
struct UpdateApplicationPermissionStrategyDataDto;
struct UpdateAuthEnabledDto;
struct UpdateLoginConfigDto;

struct ApplicationAgreementDto {
  std::vector<std::string> displayAt = {};
  bool isRequired = false;
  std::string lang = {};
  std::string content = {};
};

struct ApplicationBrandingConfig {
  bool customCSSEnabled = false;
  std::optional<std::string> customCSS = {};
  std::string guardVersion = {};
  std::optional<std::string> customLoadingImage = {};
  std::optional<std::string> customBackground = {};
  bool showChangeLanguageButton = false;
  std::string defaultLanguage = {};
  bool showForgetPasswordButton = false;
  bool showEnterpriseConnections = false;
  bool showSocialConnections = false;
  bool showAgreement = false;
  std::vector<ApplicationAgreementDto> agreements = {};
};

struct ApplicationBrandingConfigInputDto {
  std::optional<bool> customCSSEnabled = {};
  std::optional<std::string> customCSS = {};
  std::optional<std::string> guardVersion = {};
  std::optional<std::string> customLoadingImage = {};
  std::optional<std::string> customBackground = {};
  std::optional<bool> showChangeLanguageButton = {};
  std::optional<std::string> defaultLanguage = {};
  std::optional<bool> showForgetPasswordButton = {};
  std::optional<bool> showEnterpriseConnections = {};
  std::optional<bool> showSocialConnections = {};
};

struct ApplicationDefaultLoginMethodInput {
  std::string connectionType = {};
  std::optional<std::string> qrcodeType = {};
  std::optional<std::string> qrcodeExtIdpConnId = {};
  std::optional<std::string> adExtIdpConnId = {};
  std::optional<std::string> ldapExtIdpConnId = {};
};

struct ApplicationRegisterConfig {
  std::vector<std::string> enabledBasicRegisterMethods = {};
  std::string defaultRegisterMethod = {};
};

struct ApplicationDto {
  // Id of the application
  std::string appId = {};
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  std::optional<std::string> appDescription = {};
  std::string appType = {};
  // Id of the user pool
  std::string userPoolId = {};
  bool isIntegrateApp = false;
  std::string defaultProtocol = {};
  std::vector<std::string> redirectUris = {};
  std::vector<std::string> logoutRedirectUris = {};
  std::string initLoginUri = {};
  bool ssoEnabled = false;
  std::optional<std::string> ssoEnabledAt = {};
  ApplicationLoginConfigDto loginConfig = {};
  ApplicationRegisterConfig registerConfig = {};
  ApplicationBrandingConfig brandingConfig = {};
  Json oidcConfig = {};
  bool samlProviderEnabled = false;
  Json samlConfig = {};
  bool oauthProviderEnabled = false;
  Json oauthConfig = {};
  bool casProviderEnabled = false;
  Json casConfig = {};
  bool customBrandingEnabled = false;
  bool customSecurityEnabled = false;
  std::optional<std::string> template_ = {};
};

struct ApplicationEnabledExtIdpConnInputDto {
  std::string extIdpConnId = {};
};

struct ApplicationLoginConfigInputDto {
  std::optional<bool> mergeLoginAndRegisterPage = {};
  std::optional<std::vector<std::string>> enabledBasicLoginMethods = {};
  std::optional<ApplicationDefaultLoginMethodInput> defaultLoginMethod = {};
  std::optional<std::vector<ApplicationEnabledExtIdpConnInputDto>> enabledExtIdpConnIds = {};
  std::optional<bool> enabledAllExtIdpConns = {};
  bool showAuthorizationPage = false;
};

struct ApplicationPaginatedDataDto {
  // The page's entries
  std::vector<ApplicationDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct ApplicationPermissionRecordItem {
  std::string targetType = {};
  // Code of the namespace
  std::optional<std::string> namespaceCode = {};
  std::optional<bool> inheritByChildren = {};
  std::vector<std::string> targetIdentifier = {};
  std::string effect = {};
};

struct ApplicationRegisterConfigInputDto {
  std::vector<std::string> enabledBasicRegisterMethods = {};
  std::string defaultRegisterMethod = {};
};

struct ApplicationSimpleInfoDto {
  // Id of the application
  std::string appId = {};
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  std::optional<std::string> appDescription = {};
  std::string appType = {};
  bool isIntegrateApp = false;
};

struct ApplicationSimpleInfoPaginatedDataDto {
  // The page's entries
  std::vector<ApplicationSimpleInfoDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct AuthorizeApplicationAccessDto {
  // Id of the application
  std::string appId = {};
  // The page's entries
  std::vector<ApplicationPermissionRecordItem> list = {};
};

struct CheckDomainAvailable {
  std::string domain = {};
};

struct CheckDomainAvailableDataDto {
  bool available = false;
};

struct CreateApplicationDto {
  // What people call the application
  std::string appName = {};
  std::optional<std::string> template_ = {};
  std::optional<std::string> templateData = {};
  std::optional<std::string> appIdentifier = {};
  // Address of its picture; empty if it has none
  std::optional<std::string> appLogo = {};
  std::optional<std::string> appDescription = {};
  std::optional<std::string> appType = {};
  std::optional<std::string> defaultProtocol = {};
  std::optional<std::vector<std::string>> redirectUris = {};
  std::optional<std::vector<std::string>> logoutRedirectUris = {};
  std::optional<std::string> initLoginUri = {};
  std::optional<bool> ssoEnabled = {};
  Json oidcConfig = {};
  std::optional<bool> samlProviderEnabled = {};
  Json samlConfig = {};
  std::optional<bool> oauthProviderEnabled = {};
  Json oauthConfig = {};
  std::optional<bool> casProviderEnabled = {};
  Json casConfig = {};
  std::optional<ApplicationLoginConfigInputDto> loginConfig = {};
  std::optional<ApplicationRegisterConfigInputDto> registerConfig = {};
  std::optional<ApplicationBrandingConfigInputDto> brandingConfig = {};
};

struct CreateApplicationRespDataDto {
  // Id of the application
  std::string appId = {};
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  std::optional<std::string> appDescription = {};
  std::string appType = {};
  // Id of the user pool
  std::string userPoolId = {};
  bool isIntegrateApp = false;
  std::string defaultProtocol = {};
  std::vector<std::string> redirectUris = {};
  std::vector<std::string> logoutRedirectUris = {};
  std::string initLoginUri = {};
  bool ssoEnabled = false;
  std::optional<std::string> ssoEnabledAt = {};
  ApplicationLoginConfigDto loginConfig = {};
  ApplicationRegisterConfig registerConfig = {};
  ApplicationBrandingConfig brandingConfig = {};
  Json oidcConfig = {};
  bool samlProviderEnabled = false;
  Json samlConfig = {};
  bool oauthProviderEnabled = false;
  Json oauthConfig = {};
  bool casProviderEnabled = false;
  Json casConfig = {};
  bool customBrandingEnabled = false;
  bool customSecurityEnabled = false;
  std::optional<std::string> template_ = {};
};

struct DeleteApplicationDto {
  // Id of the application
  std::string appId = {};
};

struct DeleteApplicationPermissionRecordItem {
  std::string targetType = {};
  // Code of the namespace
  std::optional<std::string> namespaceCode = {};
  std::vector<std::string> targetIdentifier = {};
};

struct GetApplicationPermissionStrategyDataDto {
  std::string permissionStrategy = {};
};

struct GetApplicationSecretDataDto {
  std::string secret = {};
};

struct GetSubjectAuthDataDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  std::string reqTargetId = {};
  std::string reqTargetName = {};
  std::string reqTargetType = {};
  std::string targetType = {};
  std::string targetName = {};
  std::string authType = {};
};

struct ListApplicationActiveUsersOptionsDto {
  // Which page
  std::optional<PaginationDto> pagination = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

struct ListApplicationActiveUsersDto {
  // Id of the application
  std::string appId = {};
  // Further options
  std::optional<ListApplicationActiveUsersOptionsDto> options = {};
};

struct ListApplicationAuthDataDto {
  std::string id = {};
  std::string targetId = {};
  std::string targetName = {};
  std::string targetType = {};
  std::string effect = {};
  // Whether it is switched on
  bool enabled = false;
  std::string permissionType = {};
};

struct ListApplicationAuthDto {
  // Id of the application
  std::string appId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> targetName = {};
  std::optional<std::vector<std::string>> targetTypeList = {};
  std::optional<std::string> effect = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct ListApplicationAuthPaginatedDataDto {
  // The page's entries
  std::vector<ListApplicationAuthDataDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct ListApplicationSubjectDataDto {
  // Id of the application
  std::string appId = {};
  // Address of a picture
  std::string logo = {};
  std::string ext = {};
  std::string template_ = {};
  std::string appType = {};
  std::string effect = {};
};

struct ListApplicationSubjectDataListDto {
  // The page's entries
  std::vector<ListApplicationSubjectDataDto> list = {};
};

struct ListAuthSubjectDto {
  std::string targetType = {};
  std::string targetId = {};
  // What people call the application
  std::optional<std::string> appName = {};
  std::optional<std::vector<std::string>> appTypeList = {};
  std::optional<std::vector<std::string>> effect = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct RefreshApplicationSecretDataDto {
  std::string secret = {};
};

struct RefreshApplicationSecretDto {
  // Id of the application
  std::string appId = {};
};

struct RevokeApplicationAccessDto {
  // Id of the application
  std::string appId = {};
  // The page's entries
  std::vector<DeleteApplicationPermissionRecordItem> list = {};
};

struct UpdateApplicationLoginConfigInputDto {
  std::optional<bool> mergeLoginAndRegisterPage = {};
  std::optional<std::vector<std::string>> enabledBasicLoginMethods = {};
  std::optional<ApplicationDefaultLoginMethodInput> defaultLoginMethod = {};
  bool showAuthorizationPage = false;
};

struct UpdateApplicationDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::optional<std::string> appName = {};
  Json templateData = {};
  std::optional<std::string> appIdentifier = {};
  // Address of its picture; empty if it has none
  std::optional<std::string> appLogo = {};
  std::optional<std::string> appDescription = {};
  std::optional<std::string> defaultProtocol = {};
  std::optional<std::vector<std::string>> redirectUris = {};
  std::optional<std::vector<std::string>> logoutRedirectUris = {};
  std::optional<std::string> initLoginUri = {};
  std::optional<bool> ssoEnabled = {};
  Json oidcConfig = {};
  std::optional<bool> samlProviderEnabled = {};
  Json samlConfig = {};
  std::optional<bool> oauthProviderEnabled = {};
  Json oauthConfig = {};
  std::optional<bool> casProviderEnabled = {};
  Json casConfig = {};
  std::optional<UpdateApplicationLoginConfigInputDto> loginConfig = {};
  std::optional<ApplicationRegisterConfigInputDto> registerConfig = {};
  std::optional<ApplicationBrandingConfigInputDto> brandingConfig = {};
  std::optional<bool> ssoShowLaunchpad = {};
  std::optional<bool> enablePermissionApply = {};
};

struct UpdateApplicationPermissionStrategyDataDto {
  std::string permissionStrategy = {};
  // Id of the application
  std::string appId = {};
};

struct UpdateAuthEnabledDto {
  // Whether it is switched on
  bool enabled = false;
  std::string id = {};
};

struct UpdateLoginConfigDto {
  UpdateLoginConfig update = {};
};

// Parameters of delete_auth.
struct DeleteAuthQuery {
  std::optional<std::string> authIds = {};
};

// Parameters of detail_auth_subject.
struct DetailAuthSubjectQuery {
  std::string targetId = {};
  std::string targetType = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of get_application.
struct GetApplicationQuery {
  // Id of the application
  std::string appId = {};
};

// Parameters of get_application_permission_strategy.
struct GetApplicationPermissionStrategyQuery {
  // Id of the application
  std::string appId = {};
};

// Parameters of get_application_secret.
struct GetApplicationSecretQuery {
  // Id of the application
  std::string appId = {};
};

// Parameters of get_application_simple_info.
struct GetApplicationSimpleInfoQuery {
  // Id of the application
  std::string appId = {};
};

// Parameters of get_verify_config_app.
struct GetVerifyConfigAppQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
};

// Parameters of list_application_simple_info.
struct ListApplicationSimpleInfoQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> isIntegrateApp = {};
  std::optional<bool> isSelfBuiltApp = {};
  std::optional<bool> ssoEnabled = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
};

// Parameters of list_applications.
struct ListApplicationsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> isIntegrateApp = {};
  std::optional<bool> isSelfBuiltApp = {};
  std::optional<bool> ssoEnabled = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<bool> all = {};
};

}  // namespace genauth
