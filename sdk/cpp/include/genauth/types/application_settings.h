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
struct OIDCConfig;
struct ApplicationDto;
struct ApplicationEnabledExtIdpConnInputDto;
struct ApplicationLoginConfigInputDto;
struct ApplicationPaginatedDataDto;
struct ApplicationRegisterConfigInputDto;
struct ApplicationSimpleInfoDto;
struct ApplicationSimpleInfoPaginatedDataDto;
struct CheckDomainAvailable;
struct CheckDomainAvailableDataDto;
struct CreateApplicationDto;
struct CreateApplicationRespDataDto;
struct DeleteApplicationDto;
struct GetApplicationSecretDataDto;
struct ListApplicationActiveUsersOptionsDto;
struct ListApplicationActiveUsersDto;
struct RefreshApplicationSecretDataDto;
struct RefreshApplicationSecretDto;
struct UpdateApplicationLoginConfigInputDto;
struct UpdateApplicationDto;
struct UpdateLoginConfigDto;

struct ApplicationAgreementDto {
  // Where it is shown
  std::vector<std::string> displayAt = {};
  // Whether nobody goes on without it
  bool isRequired = false;
  // The language that it is in
  std::string lang = {};
  // Its words
  std::string content = {};
};

struct ApplicationBrandingConfig {
  // Whether customCSS counts
  bool customCSSEnabled = false;
  // Style sheet of the login page, 64 KB at most
  std::optional<std::string> customCSS = {};
  // Which of the two styles the login page has
  std::string guardVersion = {};
  // Picture while the page loads: https or data:image
  std::optional<std::string> customLoadingImage = {};
  // Picture behind the page: https or data:image
  std::optional<std::string> customBackground = {};
  // Whether people may choose the language
  bool showChangeLanguageButton = false;
  // Language of the page where the browser asks for none
  std::string defaultLanguage = {};
  // Whether the page leads to a forgotten password's reset
  bool showForgetPasswordButton = false;
  // Whether it shows enterprise identity sources
  bool showEnterpriseConnections = false;
  // Whether it shows social networks
  bool showSocialConnections = false;
  // Whether people have to agree to something
  bool showAgreement = false;
  // What people have to agree to, once for each language
  std::vector<ApplicationAgreementDto> agreements = {};
};

struct ApplicationBrandingConfigInputDto {
  // Whether customCSS counts
  std::optional<bool> customCSSEnabled = {};
  // Style sheet of the login page, 64 KB at most
  std::optional<std::string> customCSS = {};
  // Which of the two styles the login page has
  std::optional<std::string> guardVersion = {};
  // Picture while the page loads: https or data:image
  std::optional<std::string> customLoadingImage = {};
  // Picture behind the page: https or data:image
  std::optional<std::string> customBackground = {};
  // Whether people may choose the language
  std::optional<bool> showChangeLanguageButton = {};
  // Language of the page where the browser asks for none
  std::optional<std::string> defaultLanguage = {};
  // Whether the page leads to a forgotten password's reset
  std::optional<bool> showForgetPasswordButton = {};
  // Whether it shows enterprise identity sources
  std::optional<bool> showEnterpriseConnections = {};
  // Whether it shows social networks
  std::optional<bool> showSocialConnections = {};
};

struct ApplicationDefaultLoginMethodInput {
  // PASSCODE: a code by SMS or e-mail. LDAP and AD are kept and shown, the login pages begin with the
  // password then
  std::string connectionType = {};
  // Whose QR code, where connectionType is QRCODE
  std::optional<std::string> qrcodeType = {};
  // The connection of that QR code
  std::optional<std::string> qrcodeExtIdpConnId = {};
  // The connection of the directory, where connectionType is AD
  std::optional<std::string> adExtIdpConnId = {};
  // The connection of the directory, where connectionType is LDAP
  std::optional<std::string> ldapExtIdpConnId = {};
};

struct ApplicationRegisterConfig {
  // By which ways people may make themselves an account; an empty list means every way, also with a user name
  // alone
  std::vector<std::string> enabledBasicRegisterMethods = {};
  // Which way the page shows first. Kept and shown; the login pages do not read it yet
  std::string defaultRegisterMethod = {};
};

struct OIDCConfig {
  // Ways to tokens that are open. implicit opens response types with tokens in the browser; with
  // authorization_code also the hybrid ones. implicit and password are open only if they are named
  std::optional<std::vector<std::string>> grant_types = {};
  // Response types that are open, each of them one that grant_types opens; left out: all that they open
  std::optional<std::vector<std::string>> response_types = {};
  // How ID tokens are signed. HS256 is signed with the secret, so it needs one of 256 bits: no application of
  // type spa or native has it, and one with a shorter secret refreshes it first
  std::optional<std::string> id_token_signed_response_alg = {};
  // How access tokens are signed. The official SDKs verify RS256 alone, so another one is for applications
  // that use none of them
  std::optional<std::string> access_token_signing_alg = {};
  // How the application authenticates at the token endpoint; none makes it a public client, which needs PKCE
  // and whose refresh tokens are good for one use
  std::optional<std::string> token_endpoint_auth_method = {};
  // The same at the introspection endpoint
  std::optional<std::string> introspection_endpoint_auth_method = {};
  // The same at the revocation endpoint
  std::optional<std::string> revocation_endpoint_auth_method = {};
  // Life of an authorization code, seconds
  std::optional<std::int64_t> authorization_code_expire = {};
  // Life of an access token, seconds; the pool's genauthTokenExpiresIn bounds it
  std::optional<std::int64_t> access_token_expire = {};
  // Life of an ID token, seconds; the pool's genauthTokenExpiresIn bounds it
  std::optional<std::int64_t> id_token_expire = {};
  // Life of a refresh token and all that follow it, seconds from the sign-in
  std::optional<std::int64_t> refresh_token_expire = {};
  // A refresh token that nobody uses for so many seconds ends; 0: only refresh_token_expire ends it
  std::optional<std::int64_t> refresh_token_idle_expire = {};
  // A sign-in older than so many seconds is asked for anew; -1: of any age
  std::optional<std::int64_t> default_max_age = {};
  // Whether ID tokens must tell when the person signed in
  std::optional<bool> require_auth_time = {};
  // Whether code_challenge_method plain is taken, for programs that cannot hash
  std::optional<bool> allow_plain_pkce = {};
  // Whether each use of a refresh token replaces it. Always so where the authentication method is none
  std::optional<bool> rotate_refresh_token = {};
  // public: tokens name people by their user id; pairwise: by a name that no application of another sector
  // knows
  std::optional<std::string> subject_type = {};
  // Of pairwise names: where a JSON list of the redirect URIs of all applications that share them stands.
  // Without it their one host is the sector
  std::optional<std::string> sector_identifier_uri = {};
};

struct ApplicationDto {
  // Id of the application
  std::string appId = {};
  // First label of the host name by which the application is called: 1 to 63 lower-case letters, digits and
  // hyphens. Unique in the installation; a random one where it is left out
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // What the application is for
  std::optional<std::string> appDescription = {};
  // What kind of program it is. spa and native hold no secret: their authentication method is none; native
  // may also have addresses with a scheme of its own
  std::string appType = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Whether it came from a catalogue of integrations; never on this server
  bool isIntegrateApp = false;
  // The protocol that consoles show first; it opens and closes nothing
  std::string defaultProtocol = {};
  // Where the browser may be sent with the answer to a sign-in, compared byte for byte (the port of a
  // loopback address may differ for appType native). Their origins may call the application by CORS
  std::vector<std::string> redirectUris = {};
  // Where the browser may be sent after signing out, compared byte for byte
  std::vector<std::string> logoutRedirectUris = {};
  // The application's page that starts a sign-in: where people go whose login page has expired. https, or
  // http on the same machine
  std::string initLoginUri = {};
  // Whether the application takes part in single sign-on: people who are signed in in this browser enter
  // without a page
  bool ssoEnabled = false;
  // Since when it takes part in single sign-on
  std::optional<std::string> ssoEnabledAt = {};
  // How people sign in
  ApplicationLoginConfigDto loginConfig = {};
  // How people make themselves an account
  ApplicationRegisterConfig registerConfig = {};
  // The application's own look of the login page. Kept and shown; the login pages do not read it yet
  ApplicationBrandingConfig brandingConfig = {};
  // OpenID Connect and OAuth 2.0, in the words of OpenID Connect Dynamic Client Registration
  OIDCConfig oidcConfig = {};
  // Whether the application signs its people in by SAML 2.0. Kept and shown; this server does not act on it
  // yet
  bool samlProviderEnabled = false;
  // Settings of SAML 2.0, 16 KB at most. Kept and shown; this server does not act on it yet
  Json samlConfig = {};
  // Whether the application uses the addresses below /oauth. Kept and shown; this server does not act on it
  // yet
  bool oauthProviderEnabled = false;
  // Settings of OAuth 2.0 below /oauth, 16 KB at most. Kept and shown; this server does not act on it yet
  Json oauthConfig = {};
  // Whether the application signs its people in by CAS. Kept and shown; this server does not act on it yet
  bool casProviderEnabled = false;
  // Settings of CAS, 16 KB at most. Kept and shown; this server does not act on it yet
  Json casConfig = {};
  // Whether it has a look of its own, brandingConfig
  bool customBrandingEnabled = false;
  // Whether it has security settings of its own beside the pool's
  bool customSecurityEnabled = false;
  // Name of the template that a console made it from
  std::optional<std::string> template_ = {};
};

struct ApplicationEnabledExtIdpConnInputDto {
  // Id of the connection
  std::string extIdpConnId = {};
};

struct ApplicationLoginConfigInputDto {
  // Whether the page makes an account for who has none
  std::optional<bool> mergeLoginAndRegisterPage = {};
  // By which ways people may sign in; an empty list means every way. SELF_BUILT_APP_QRCODE is the QR code
  // that the operator's own app scans
  std::optional<std::vector<std::string>> enabledBasicLoginMethods = {};
  // What the login page shows first
  std::optional<ApplicationDefaultLoginMethodInput> defaultLoginMethod = {};
  // Connections of identity sources through which people may come, switched on for the new application
  std::optional<std::vector<ApplicationEnabledExtIdpConnInputDto>> enabledExtIdpConnIds = {};
  // Switches on every connection that the user pool has now
  std::optional<bool> enabledAllExtIdpConns = {};
  // Whether people are asked for consent before the application learns something. An application that the
  // operator does not vouch for always asks
  bool showAuthorizationPage = false;
};

struct ApplicationPaginatedDataDto {
  // The page's entries
  std::vector<ApplicationDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct ApplicationRegisterConfigInputDto {
  // By which ways people may make themselves an account; an empty list means every way, also with a user name
  // alone
  std::vector<std::string> enabledBasicRegisterMethods = {};
  // Which way the page shows first. Kept and shown; the login pages do not read it yet
  std::string defaultRegisterMethod = {};
};

struct ApplicationSimpleInfoDto {
  // Id of the application
  std::string appId = {};
  // First label of the host name by which the application is called: 1 to 63 lower-case letters, digits and
  // hyphens. Unique in the installation; a random one where it is left out
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // What the application is for
  std::optional<std::string> appDescription = {};
  // What kind of program it is. spa and native hold no secret: their authentication method is none; native
  // may also have addresses with a scheme of its own
  std::string appType = {};
  // Whether it came from a catalogue of integrations; never on this server
  bool isIntegrateApp = false;
};

struct ApplicationSimpleInfoPaginatedDataDto {
  // The page's entries
  std::vector<ApplicationSimpleInfoDto> list = {};
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
};

struct CheckDomainAvailable {
  // The identifier that an application is to have
  std::string domain = {};
};

struct CheckDomainAvailableDataDto {
  // Whether an application may have it
  bool available = false;
};

struct CreateApplicationDto {
  // What people call the application
  std::string appName = {};
  // Name of the template that a console made it from. Kept and shown
  std::optional<std::string> template_ = {};
  // What the template was filled in with, 16 KB at most. Kept for the console that wrote it
  std::optional<std::string> templateData = {};
  // First label of the host name by which the application is called: 1 to 63 lower-case letters, digits and
  // hyphens. Unique in the installation; a random one where it is left out
  std::optional<std::string> appIdentifier = {};
  // Address of its picture; empty if it has none
  std::optional<std::string> appLogo = {};
  // What the application is for
  std::optional<std::string> appDescription = {};
  // What kind of program it is. spa and native hold no secret: their authentication method is none; native
  // may also have addresses with a scheme of its own
  std::optional<std::string> appType = {};
  // The protocol that consoles show first; it opens and closes nothing
  std::optional<std::string> defaultProtocol = {};
  // Where the browser may be sent with the answer to a sign-in, compared byte for byte (the port of a
  // loopback address may differ for appType native). Their origins may call the application by CORS
  std::optional<std::vector<std::string>> redirectUris = {};
  // Where the browser may be sent after signing out, compared byte for byte
  std::optional<std::vector<std::string>> logoutRedirectUris = {};
  // The application's page that starts a sign-in: where people go whose login page has expired. https, or
  // http on the same machine
  std::optional<std::string> initLoginUri = {};
  // Whether the application takes part in single sign-on: people who are signed in in this browser enter
  // without a page
  std::optional<bool> ssoEnabled = {};
  // OpenID Connect and OAuth 2.0, in the words of OpenID Connect Dynamic Client Registration
  std::optional<OIDCConfig> oidcConfig = {};
  // Whether the application signs its people in by SAML 2.0. Kept and shown; this server does not act on it
  // yet
  std::optional<bool> samlProviderEnabled = {};
  // Settings of SAML 2.0, 16 KB at most. Kept and shown; this server does not act on it yet
  Json samlConfig = {};
  // Whether the application uses the addresses below /oauth. Kept and shown; this server does not act on it
  // yet
  std::optional<bool> oauthProviderEnabled = {};
  // Settings of OAuth 2.0 below /oauth, 16 KB at most. Kept and shown; this server does not act on it yet
  Json oauthConfig = {};
  // Whether the application signs its people in by CAS. Kept and shown; this server does not act on it yet
  std::optional<bool> casProviderEnabled = {};
  // Settings of CAS, 16 KB at most. Kept and shown; this server does not act on it yet
  Json casConfig = {};
  // How people sign in
  std::optional<ApplicationLoginConfigInputDto> loginConfig = {};
  // How people make themselves an account
  std::optional<ApplicationRegisterConfigInputDto> registerConfig = {};
  // The application's own look of the login page. Kept and shown; the login pages do not read it yet
  std::optional<ApplicationBrandingConfigInputDto> brandingConfig = {};
};

struct CreateApplicationRespDataDto {
  // Id of the application
  std::string appId = {};
  // First label of the host name by which the application is called: 1 to 63 lower-case letters, digits and
  // hyphens. Unique in the installation; a random one where it is left out
  std::string appIdentifier = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // What the application is for
  std::optional<std::string> appDescription = {};
  // What kind of program it is. spa and native hold no secret: their authentication method is none; native
  // may also have addresses with a scheme of its own
  std::string appType = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Whether it came from a catalogue of integrations; never on this server
  bool isIntegrateApp = false;
  // The protocol that consoles show first; it opens and closes nothing
  std::string defaultProtocol = {};
  // Where the browser may be sent with the answer to a sign-in, compared byte for byte (the port of a
  // loopback address may differ for appType native). Their origins may call the application by CORS
  std::vector<std::string> redirectUris = {};
  // Where the browser may be sent after signing out, compared byte for byte
  std::vector<std::string> logoutRedirectUris = {};
  // The application's page that starts a sign-in: where people go whose login page has expired. https, or
  // http on the same machine
  std::string initLoginUri = {};
  // Whether the application takes part in single sign-on: people who are signed in in this browser enter
  // without a page
  bool ssoEnabled = false;
  // Since when it takes part in single sign-on
  std::optional<std::string> ssoEnabledAt = {};
  // How people sign in
  ApplicationLoginConfigDto loginConfig = {};
  // How people make themselves an account
  ApplicationRegisterConfig registerConfig = {};
  // The application's own look of the login page. Kept and shown; the login pages do not read it yet
  ApplicationBrandingConfig brandingConfig = {};
  // OpenID Connect and OAuth 2.0, in the words of OpenID Connect Dynamic Client Registration
  OIDCConfig oidcConfig = {};
  // Whether the application signs its people in by SAML 2.0. Kept and shown; this server does not act on it
  // yet
  bool samlProviderEnabled = false;
  // Settings of SAML 2.0, 16 KB at most. Kept and shown; this server does not act on it yet
  Json samlConfig = {};
  // Whether the application uses the addresses below /oauth. Kept and shown; this server does not act on it
  // yet
  bool oauthProviderEnabled = false;
  // Settings of OAuth 2.0 below /oauth, 16 KB at most. Kept and shown; this server does not act on it yet
  Json oauthConfig = {};
  // Whether the application signs its people in by CAS. Kept and shown; this server does not act on it yet
  bool casProviderEnabled = false;
  // Settings of CAS, 16 KB at most. Kept and shown; this server does not act on it yet
  Json casConfig = {};
  // Whether it has a look of its own, brandingConfig
  bool customBrandingEnabled = false;
  // Whether it has security settings of its own beside the pool's
  bool customSecurityEnabled = false;
  // Name of the template that a console made it from
  std::optional<std::string> template_ = {};
};

struct DeleteApplicationDto {
  // Id of the application
  std::string appId = {};
};

struct GetApplicationSecretDataDto {
  // The secret. Whoever has it speaks for the application
  std::string secret = {};
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

struct RefreshApplicationSecretDataDto {
  // The new secret
  std::string secret = {};
};

struct RefreshApplicationSecretDto {
  // Id of the application
  std::string appId = {};
};

struct UpdateApplicationLoginConfigInputDto {
  // Whether the page makes an account for who has none
  std::optional<bool> mergeLoginAndRegisterPage = {};
  // By which ways people may sign in; an empty list means every way. SELF_BUILT_APP_QRCODE is the QR code
  // that the operator's own app scans
  std::optional<std::vector<std::string>> enabledBasicLoginMethods = {};
  // What the login page shows first
  std::optional<ApplicationDefaultLoginMethodInput> defaultLoginMethod = {};
  // Whether people are asked for consent before the application learns something. An application that the
  // operator does not vouch for always asks
  bool showAuthorizationPage = false;
};

struct UpdateApplicationDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::optional<std::string> appName = {};
  // What the template was filled in with, 16 KB at most. Kept for the console that wrote it
  Json templateData = {};
  // First label of the host name by which the application is called: 1 to 63 lower-case letters, digits and
  // hyphens. Unique in the installation; a random one where it is left out
  std::optional<std::string> appIdentifier = {};
  // Address of its picture; empty if it has none
  std::optional<std::string> appLogo = {};
  // What the application is for
  std::optional<std::string> appDescription = {};
  // The protocol that consoles show first; it opens and closes nothing
  std::optional<std::string> defaultProtocol = {};
  // Where the browser may be sent with the answer to a sign-in, compared byte for byte (the port of a
  // loopback address may differ for appType native). Their origins may call the application by CORS
  std::optional<std::vector<std::string>> redirectUris = {};
  // Where the browser may be sent after signing out, compared byte for byte
  std::optional<std::vector<std::string>> logoutRedirectUris = {};
  // The application's page that starts a sign-in: where people go whose login page has expired. https, or
  // http on the same machine
  std::optional<std::string> initLoginUri = {};
  // Whether the application takes part in single sign-on: people who are signed in in this browser enter
  // without a page
  std::optional<bool> ssoEnabled = {};
  // OpenID Connect and OAuth 2.0, in the words of OpenID Connect Dynamic Client Registration
  std::optional<OIDCConfig> oidcConfig = {};
  // Whether the application signs its people in by SAML 2.0. Kept and shown; this server does not act on it
  // yet
  std::optional<bool> samlProviderEnabled = {};
  // Settings of SAML 2.0, 16 KB at most. Kept and shown; this server does not act on it yet
  Json samlConfig = {};
  // Whether the application uses the addresses below /oauth. Kept and shown; this server does not act on it
  // yet
  std::optional<bool> oauthProviderEnabled = {};
  // Settings of OAuth 2.0 below /oauth, 16 KB at most. Kept and shown; this server does not act on it yet
  Json oauthConfig = {};
  // Whether the application signs its people in by CAS. Kept and shown; this server does not act on it yet
  std::optional<bool> casProviderEnabled = {};
  // Settings of CAS, 16 KB at most. Kept and shown; this server does not act on it yet
  Json casConfig = {};
  // How people sign in
  std::optional<UpdateApplicationLoginConfigInputDto> loginConfig = {};
  // How people make themselves an account
  std::optional<ApplicationRegisterConfigInputDto> registerConfig = {};
  // The application's own look of the login page. Kept and shown; the login pages do not read it yet
  std::optional<ApplicationBrandingConfigInputDto> brandingConfig = {};
  // Whether portals show the application. Kept and shown; this server does not act on it yet
  std::optional<bool> ssoShowLaunchpad = {};
  // Whether people may ask to be let into the application (see the guide of approvals)
  std::optional<bool> enablePermissionApply = {};
};

struct UpdateLoginConfigDto {
  // The application; left out: the only one of the user pool
  std::optional<std::string> appId = {};
  // All of it; members of tabs and pages are objects as consoles write them
  UpdateLoginConfig update = {};
};

// Parameters of get_application.
struct GetApplicationQuery {
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
  // A part of the name or identifier, or the whole id
  std::optional<std::string> keywords = {};
};

// Parameters of list_application_simple_info.
struct ListApplicationSimpleInfoQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Those that came from a catalogue of integrations: none
  std::optional<bool> isIntegrateApp = {};
  // Those that an operator made: all
  std::optional<bool> isSelfBuiltApp = {};
  // Only those that take part in single sign-on
  std::optional<bool> ssoEnabled = {};
  // A part of the name or identifier, or the whole id
  std::optional<std::string> keywords = {};
};

// Parameters of list_applications.
struct ListApplicationsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Those that came from a catalogue of integrations: none
  std::optional<bool> isIntegrateApp = {};
  // Those that an operator made: all
  std::optional<bool> isSelfBuiltApp = {};
  // Only those that take part in single sign-on
  std::optional<bool> ssoEnabled = {};
  // A part of the name or identifier, or the whole id
  std::optional<std::string> keywords = {};
  // All that are found, without pages
  std::optional<bool> all = {};
};

}  // namespace genauth
