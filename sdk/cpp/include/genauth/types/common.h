// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/json.h"

namespace genauth {

struct ApplicationDefaultLoginMethod;
struct ApplicationEnabledExtIdpConnDto;
struct ApplicationLoginConfigDto;
struct ArrResourceAuthAction;
struct ArrayAuthorize;
struct PolicyCondition;
struct AuthorizedResourceDto;
struct AuthorizedResourcePagingDto;
struct CreatePostDto;
struct LangUnit;
struct LangObject;
struct CustomFieldI18n;
struct DepartmentI18nDto;
struct DeviceInfo;
struct EmailTemplateDto;
struct FactorDto;
struct GeoIpLocation;
struct GeoIp;
struct GetWechatAccessTokenDataDto;
struct GetWechatAccessTokenDto;
struct IdentityDto;
struct UserDto;
struct GroupDto;
struct ResGroupDto;
struct GroupPagingDto;
struct IsSuccessDto;
struct LanguageCoinfigDto;
struct ParsedUserAgent;
struct LoginHistoryDto;
struct LoginTokenResponseDataDto;
struct StrAuthorize;
struct TreeAuthBo;
struct TreeAuthorize;
struct OpenResource;
struct PaginationDto;
struct PasskeyDto;
struct ResignUserBatchReqDto;
struct ResignUserDataDto;
struct RoleDto;
struct RolePagingDto;
struct SendCreateAccountNotificationDto;
struct SendResetPasswordNotificationDto;
struct SetUserDepartmentDto;
struct SetUserDepartmentsOptionsDto;
struct SetUserDepartmentsDto;
struct SignInOptionsDto;
struct SortingDto;
struct StrResourceAuthAction;
struct TerminalSessionDto;
struct TreeStructs;
struct TreeResourceAuthAction;
struct UpdateEmailTemplateDto;
struct UpdateLoginConfig;
struct UserConnectionPostDto;
struct UserDepartmentRespDto;
struct UserDepartmentPagingDto;
struct UserPagingDto;
struct UserSyncRelationDto;
struct UserTenantListDto;

struct ApplicationDefaultLoginMethod {
  // PASSCODE: a code by SMS or e-mail. LDAP and AD are kept and shown, the login pages begin with the
  // password then
  std::string connectionType = {};
  // Whose QR code, where connectionType is QRCODE
  std::string qrcodeType = {};
  // The connection of that QR code
  std::string qrcodeExtIdpConnId = {};
  // The connection of the directory, where connectionType is AD
  std::string adExtIdpConnId = {};
  // The connection of the directory, where connectionType is LDAP
  std::string ldapExtIdpConnId = {};
};

struct ApplicationEnabledExtIdpConnDto {
  // Whether the source is a social network
  bool isSocial = false;
  // Id of the identity source
  std::string extIdpId = {};
  // Whether people or an organization keep the accounts
  std::string extIdpType = {};
  // Id of the connection
  std::string extIdpConnId = {};
  // Kind of the connection
  std::string extIdpConnType = {};
  // Identifier of the connection
  std::string extIdpConnIdentifier = {};
  // What people call the connection
  std::string extIdpConnDisplayName = {};
  // Address of its picture
  std::string extIdpConnLogo = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct ApplicationLoginConfigDto {
  // Whether the page makes an account for who has none
  bool mergeLoginAndRegisterPage = false;
  // By which ways people may sign in; an empty list means every way. SELF_BUILT_APP_QRCODE is the QR code
  // that the operator's own app scans
  std::vector<std::string> enabledBasicLoginMethods = {};
  // What the login page shows first
  ApplicationDefaultLoginMethod defaultLoginMethod = {};
  // The connections of identity sources through which people may come
  std::vector<ApplicationEnabledExtIdpConnDto> enabledExtIdpConns = {};
  // Whether people are asked for consent before the application learns something. An application that the
  // operator does not vouch for always asks
  bool showAuthorizationPage = false;
};

struct ArrResourceAuthAction {
  // The entries of the list
  std::optional<std::vector<std::string>> values = {};
  // What may be done with the list
  std::optional<std::vector<std::string>> actions = {};
};

struct ArrayAuthorize {
  // The entries of the list
  std::vector<std::string> values = {};
  // What may be done with the list
  std::vector<std::string> actions = {};
};

struct PolicyCondition {
  // What is compared
  std::string param = {};
  // How the field is compared with the value
  std::string operator_ = {};
  // What it is compared with
  std::string value = {};
};

struct AuthorizedResourceDto {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // What the resource is
  std::optional<std::string> description = {};
  // When it holds; absent: always
  std::optional<std::vector<PolicyCondition>> condition = {};
  // What kind of resource it is
  std::string resourceType = {};
  // Address of the API that the resource stands for; empty for other types
  std::string apiIdentifier = {};
  // What may, or may not, be done with it
  std::vector<std::string> actions = {};
  // Whether the actions are allowed or denied
  std::string effect = {};
};

struct AuthorizedResourcePagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<AuthorizedResourceDto> list = {};
};

struct CreatePostDto {
  std::string code = {};
  // Its name
  std::string name = {};
  std::optional<std::string> id = {};
  std::optional<std::string> description = {};
  std::optional<std::string> departmentIdList = {};
};

struct LangUnit {
  // Whether this language is shown
  bool enabled = false;
  // The text
  std::string value = {};
};

struct LangObject {
  // In simplified Chinese
  LangUnit zh_CN = {};
  // In English
  LangUnit en_US = {};
  // In traditional Chinese
  LangUnit zh_TW = {};
  // In Japanese
  LangUnit ja_JP = {};
};

struct CustomFieldI18n {
  // What the field is called, by language
  LangObject label = {};
};

struct DepartmentI18nDto {
  // Its name
  LangObject name = {};
};

struct DeviceInfo {
  // Id of the device
  std::string deviceId = {};
  // What one may call it
  std::optional<std::string> name = {};
  // Version of its system
  std::optional<std::string> version = {};
  // A browser, or a program of its own on a phone or a computer
  std::string type = {};
  // Model of the device
  std::optional<std::string> mod = {};
  // Its system
  std::optional<std::string> os = {};
  // Whether it may be used
  std::optional<std::string> status = {};
  // What the program there says of itself
  std::optional<std::string> userAgent = {};
};

struct EmailTemplateDto {
  // Whether the pool's own words are sent
  bool customizeEnabled = false;
  // Which e-mail
  std::string type = {};
  // What the e-mail is called in consoles
  std::string name = {};
  // The subject, which may name variables
  std::string subject = {};
  // The sender's name, which may name variables
  std::string sender = {};
  // The text as HTML, which may name variables
  std::string content = {};
  // How long a code in it is good, in seconds; where it is left out, as the pool has it
  std::optional<std::int64_t> expiresIn = {};
  // Where pages lead that the e-mail links to; kept and shown
  std::optional<std::string> redirectTo = {};
  // How variables are written
  std::optional<std::string> tplEngine = {};
};

struct FactorDto {
  // Id of the second factor
  std::string factorId = {};
  // Which kind of second factor: a code of an authenticator app (OTP), by SMS or by e-mail, or a face
  std::string factorType = {};
  // The number or address that codes go to; empty for OTP and FACE
  Json profile = {};
};

struct GeoIpLocation {
  // Longitude, east of Greenwich
  std::int64_t lon = 0;
  // Latitude, north of the equator
  std::int64_t lat = 0;
};

struct GeoIp {
  // Where it is, in whole degrees
  GeoIpLocation location = {};
  // Country, in English
  std::string country_name = {};
  // Country, two letters (ISO 3166)
  std::string country_code2 = {};
  // Country, three letters (ISO 3166)
  std::string country_code3 = {};
  // Region, in English
  std::string region_name = {};
  // Code of the region within the country
  std::string region_code = {};
  // City, in English; empty if it is not known
  std::string city_name = {};
  // Continent, two letters
  std::string continent_code = {};
  // Time zone (IANA)
  std::string timezone = {};
};

struct GetWechatAccessTokenDataDto {
  // Access token of the identity source
  std::string accessToken = {};
  // When it ends
  std::string expiresAt = {};
};

struct GetWechatAccessTokenDto {
  // Id of the application
  std::string appId = {};
  // AppSecret of the mini program or official account
  std::string appSecret = {};
};

struct IdentityDto {
  // Id of the link
  std::string identityId = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Kind of the identity source
  std::string provider = {};
  // Kind of the external account within its identity source, for example the open id of one app or the union
  // id of all
  std::string type = {};
  // Id of the account at the identity source
  std::string userIdInIdp = {};
  // What the identity source says of the account
  Json userInfoInIdp = {};
  // Access token of the identity source
  std::optional<std::string> accessToken = {};
  // Refresh token of the identity source
  std::optional<std::string> refreshToken = {};
  // Ids of the connections through which the account was linked
  std::vector<std::string> originConnIds = {};
};

struct UserDto {
  // Id of the user
  std::string userId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  // State of the account. Suspended, Resigned, Archived and Deactivated accounts cannot sign in
  std::string status = {};
  // Whether the user is employed at present
  std::string workStatus = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Full name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // How often the user has signed in
  std::optional<std::int64_t> loginsCount = {};
  // When the user last signed in
  std::optional<std::string> lastLogin = {};
  // Address from which the user last signed in
  std::optional<std::string> lastIp = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::string gender = {};
  // Whether the user has proved to own the e-mail address
  bool emailVerified = false;
  // Whether the user has proved to own the phone number
  bool phoneVerified = false;
  // When the password was last set
  std::optional<std::string> passwordLastSetAt = {};
  // Date of birth
  std::optional<std::string> birthdate = {};
  // Country
  std::optional<std::string> country = {};
  // Province
  std::optional<std::string> province = {};
  // City
  std::optional<std::string> city = {};
  // Address in one line
  std::optional<std::string> address = {};
  // Street and house
  std::optional<std::string> streetAddress = {};
  // Postal code
  std::optional<std::string> postalCode = {};
  // Company
  std::optional<std::string> company = {};
  // Browser that the user had at registration
  std::optional<std::string> browser = {};
  // Device that the user had at registration
  std::optional<std::string> device = {};
  // Given name
  std::optional<std::string> givenName = {};
  // Family name
  std::optional<std::string> familyName = {};
  // Middle name
  std::optional<std::string> middleName = {};
  // Address of a page about the user
  std::optional<std::string> profile = {};
  // The name by which the user would like to be addressed in lists
  std::optional<std::string> preferredUsername = {};
  // Address of the user's own website
  std::optional<std::string> website = {};
  // Time zone, as a name of the tz database
  std::optional<std::string> zoneinfo = {};
  // Language and region, as a BCP 47 tag
  std::optional<std::string> locale = {};
  // The whole postal address as it is written on a letter
  std::optional<std::string> formatted = {};
  // State or region of the postal address
  std::optional<std::string> region = {};
  // How the user came to be here
  std::string userSourceType = {};
  // What brought the user here: the id of the application, administrator or synchronisation task
  std::optional<std::string> userSourceId = {};
  // Id of the application that the user last signed in to
  std::optional<std::string> lastLoginApp = {};
  // Id of the user's main department
  std::optional<std::string> mainDepartmentId = {};
  // When the user last passed a second factor
  std::optional<std::string> lastMfaTime = {};
  // How strong the password was when it was set: 1 low, 2 middle, 3 high
  std::optional<std::int64_t> passwordSecurityLevel = {};
  // Whether the user has to set a new password at the next sign-in
  std::optional<bool> resetPasswordOnNextLogin = {};
  // Ways in which the account was registered
  std::optional<std::vector<std::string>> registerSource = {};
  // Ids of the departments
  std::optional<std::vector<std::string>> departmentIds = {};
  // External accounts that are linked to the user
  std::optional<std::vector<IdentityDto>> identities = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Where values came from, by field, for users that other systems feed
  Json metadataSource = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // When the state of the account last changed
  std::optional<std::string> statusChangedAt = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // When the user registered
  std::optional<std::string> signedUp = {};
  // Ids of the tenants
  std::optional<std::vector<std::string>> tenantIds = {};
};

struct GroupDto {
  // Id of the group
  std::string id = {};
  // Code of the group, unique in the user pool
  std::string code = {};
  // What people call the group
  std::string name = {};
  // What the group is for
  std::string description = {};
  // static, or dynamic where its members follow rules
  std::string type = {};
  // Where values came from, by field, for users that other systems feed
  std::vector<std::string> metadataSource = {};
  // The people in it, where the operation shows them
  std::vector<UserDto> members = {};
};

struct ResGroupDto {
  std::string id = {};
  std::string code = {};
  // Its name
  std::string name = {};
  std::string description = {};
  // Its kind
  std::string type = {};
  // Where values came from, by field, for users that other systems feed
  std::vector<std::string> metadataSource = {};
  std::vector<UserDto> members = {};
};

struct GroupPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ResGroupDto> list = {};
};

struct IsSuccessDto {
  // Whether it was done
  bool success = false;
};

struct LanguageCoinfigDto {
  // Of the whole page
  Json global = {};
};

struct ParsedUserAgent {
  // Desktop, Mobile, Tablet, Bot or Unknown
  std::string device = {};
  // The program and its version
  std::string name = {};
  // The system
  std::string os = {};
  // The program
  std::optional<std::string> browser = {};
};

struct LoginHistoryDto {
  // Id of the user
  std::string userId = {};
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // When it was
  std::string loginAt = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::string clientIp = {};
  // Whether it was done
  bool success = false;
  // Why the sign-in failed, in the caller's language; absent for a success
  std::optional<std::string> errorMessage = {};
  // The User-Agent header
  std::string userAgent = {};
  // What the browser says of itself, for people
  ParsedUserAgent parsedUserAgent = {};
  // What was proved: PASSWORD, SMS, EMAIL, OTP, PASSKEY, QRCODE, PUSH, EXTIDP or SWITCH; several with +
  // between
  std::string loginMethod = {};
  // Where the client address is; members are empty if that is not known
  GeoIp geoip = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct LoginTokenResponseDataDto {
  // What the tokens may be used for, words separated by spaces; offline_access adds a refresh token
  std::optional<std::string> scope = {};
  // Access token, a JWT
  std::optional<std::string> access_token = {};
  // Id token, a JWT
  std::optional<std::string> id_token = {};
  // Refresh token, present where scope has offline_access
  std::optional<std::string> refresh_token = {};
  // Kind of the access token, always Bearer
  std::string token_type = {};
  // Seconds until the access token expires
  std::int64_t expire_in = 0;
};

struct StrAuthorize {
  // The text
  std::string value = {};
  // What may be done with it
  std::vector<std::string> actions = {};
};

struct TreeAuthBo {
  // Codes of the nodes from the top, with slashes
  std::string nodePath = {};
  // What people call the node
  std::string nodeName = {};
  // What may be done with the node
  std::vector<std::string> nodeActions = {};
  // Value of the node
  std::optional<std::string> nodeValue = {};
  // Values of extra fields of the node
  Json nodeExtendFieldValue = {};
};

struct TreeAuthorize {
  // The nodes that were granted
  std::vector<TreeAuthBo> authList = {};
};

struct OpenResource {
  // Code of the resource, unique in its namespace
  std::string resourceCode = {};
  // What kind of value the data resource has
  std::string resourceType = {};
  // The text and what may be done with it
  std::optional<StrAuthorize> strAuthorize = {};
  // The list and what may be done with it
  std::optional<ArrayAuthorize> arrAuthorize = {};
  // The nodes and what may be done with them
  std::optional<TreeAuthorize> treeAuthorize = {};
};

struct PaginationDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

struct PasskeyDto {
  // Id of the credential, in base64url
  std::string credentialId = {};
  // Id of the user
  std::string userId = {};
  // What its owner calls it
  std::string name = {};
  // How its owner unlocks it
  std::string authenticatorCode = {};
  // The relying party that it was made for; browsers offer it on pages of this host and its subdomains only
  std::string rpId = {};
  // The application through which it was registered
  std::string appId = {};
  // COSE algorithm of its key: -7 ES256, -8 EdDSA, -257 RS256
  std::int64_t algorithm = 0;
  // How a browser reaches it: internal, hybrid, usb, nfc, ble
  std::vector<std::string> transports = {};
  // Model of the authenticator; zeros where it does not say
  std::string aaguid = {};
  // Format of the statement that came with it: none, packed, tpm, android-key, apple, fido-u2f
  std::string attestationFormat = {};
  // What the statement is worth: none, self, basic, attca, anonca
  std::string attestationType = {};
  // Whether the statement leads to a trust anchor of the user pool
  bool attestationTrusted = false;
  // Whether it checked its user when it was registered
  bool userVerified = false;
  // Whether it may be copied to other devices of its owner
  bool backupEligible = false;
  // Whether it has been, as it last said
  bool backedUp = false;
  // Its signature counter; 0 where it has none
  std::int64_t signCount = 0;
  // Its counter went back once: there may be two of it
  bool suspectedCopy = false;
  // When it was registered
  std::string createdAt = {};
  // When it was last used; absent if never
  std::optional<std::string> lastUsedAt = {};
};

struct ResignUserBatchReqDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct ResignUserDataDto {
  // Whether it was done
  bool success = false;
};

struct RoleDto {
  // Id of the role
  std::string id = {};
  // Code of the role, unique in its namespace
  std::string code = {};
  // What people call the role
  std::string name = {};
  // What the role is for
  std::string description = {};
  // Code of its namespace
  std::string namespace_ = {};
  // What people call its namespace
  std::string namespaceName = {};
  // ENABLE or DISABLE
  std::optional<std::string> status = {};
  // When it will be disabled, in milliseconds since 1970
  std::optional<std::int64_t> disableTime = {};
  // Whether people may ask for it
  std::optional<bool> enablePermissionApply = {};
};

struct RolePagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<RoleDto> list = {};
};

struct SendCreateAccountNotificationDto {
  // Whether to tell the user by e-mail
  std::optional<bool> sendEmailNotification = {};
  // Whether to tell the user by SMS
  std::optional<bool> sendPhoneNotification = {};
  // Application whose address and name stand in the message
  std::optional<std::string> appId = {};
};

struct SendResetPasswordNotificationDto {
  // Whether to send the message to the user's e-mail address
  std::optional<bool> sendDefaultEmailNotification = {};
  // Whether to send the message to the user's phone number
  std::optional<bool> sendDefaultPhoneNotification = {};
  // Another e-mail address to send the message to
  std::optional<std::string> inputSendEmailNotification = {};
  // Another phone number to send the message to
  std::optional<std::string> inputSendPhoneNotification = {};
  // Application whose address and name stand in the message
  std::optional<std::string> appId = {};
};

struct SetUserDepartmentDto {
  // Id of the department
  std::string departmentId = {};
  // Whether the user leads it
  std::optional<bool> isLeader = {};
  // Whether it is the user's main department
  std::optional<bool> isMainDepartment = {};
};

struct SetUserDepartmentsOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct SetUserDepartmentsDto {
  // Id of the user
  std::string userId = {};
  std::vector<SetUserDepartmentDto> departments = {};
  // Further options
  std::optional<SetUserDepartmentsOptionsDto> options = {};
};

struct SignInOptionsDto {
  // What the tokens may be used for, words separated by spaces; offline_access adds a refresh token
  std::optional<std::string> scope = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Values of custom fields; the account that signs in, or is made, keeps those that it does not have yet
  Json customData = {};
  // Whether to create the account if the code is right and nobody has the recipient
  std::optional<bool> autoRegister = {};
  // The characters in the picture
  std::optional<std::string> captchaCode = {};
  // Ties the answer to its picture: send it back as it came
  std::optional<std::string> captchaToken = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct SortingDto {
  // Field to sort by
  std::string field = {};
  // desc for greatest first, asc for smallest first
  std::string order = {};
};

struct StrResourceAuthAction {
  // The text
  std::optional<std::string> value = {};
  // What may be done with it
  std::optional<std::vector<std::string>> actions = {};
};

struct TerminalSessionDto {
  // The device
  DeviceInfo device = {};
  // When the user last signed in there
  std::string lastLoginTime = {};
  // From which address
  std::optional<std::string> lastIp = {};
  // Whether a session of it stands
  bool online = false;
};

struct TreeStructs {
  // Code of the node, unique among its siblings
  std::string code = {};
  // What people call the node
  std::string name = {};
  // Value of the node
  std::optional<std::string> value = {};
  // What may be done with the node
  std::optional<std::vector<std::string>> actions = {};
  // The nodes below
  std::optional<std::vector<TreeStructs>> children = {};
  // Values of extra fields of the node
  Json extendFieldValue = {};
};

struct TreeResourceAuthAction {
  // The nodes with what may be done with each; those above a granted one have no actions
  std::optional<std::vector<TreeStructs>> nodeAuthActionList = {};
};

struct UpdateEmailTemplateDto {
  // Which e-mail
  std::string type = {};
  // Whether the pool's own words are sent
  bool customizeEnabled = false;
  // What the e-mail is called in consoles
  std::string name = {};
  // The subject, which may name variables
  std::string subject = {};
  // The sender's name, which may name variables
  std::string sender = {};
  // The text as HTML, which may name variables
  std::string content = {};
  // How long a code in it is good, in seconds; where it is left out, as the pool has it
  std::optional<std::int64_t> expiresIn = {};
  // Where pages lead that the e-mail links to; kept and shown
  std::optional<std::string> redirectTo = {};
  // How variables are written
  std::optional<std::string> tplEngine = {};
};

struct UpdateLoginConfig {
  // Order of the tabs, as {loginMethodsSort: [names]}: password, username-password, email-password,
  // phone-password, phone-code, email-code, app-qrcode. Other forms are kept and shown alone
  Json tabMethodsSortConfig = {};
  // Order of the QR codes. Kept and shown; the hosted pages have one
  Json qrCodeSortConfig = {};
  // What the page shows. Kept and shown; this server does not act on it yet
  Json ssoPageCustomizationSettings = {};
  // The tab for passwords; its enabledLoginMethods decide by which names people may sign in
  Json passwordTabConfig = {};
  // The tab for codes; its enabledLoginMethods decide by which codes people may sign in
  Json verifyCodeTabConfig = {};
  // Words of the page. Kept and shown; this server does not act on it yet
  LanguageCoinfigDto config = {};
  // Whether people may make themselves a tenant when the application asks for one at sign-in
  bool enableCreateTenant = false;
  // When they are asked. Kept and shown; this server does not act on it yet
  std::vector<std::string> createTenantScenes = {};
  // Whether people may join a tenant by its code when the application asks for one at sign-in
  bool enableJoinTenant = false;
  // When they are asked. Kept and shown; this server does not act on it yet
  std::vector<std::string> joinTenantScenes = {};
  // Whether only people with a verified e-mail address of the tenant's domain join it
  bool enableVerifyDomain = false;
  // Whether a new tenant gets this application. Kept and shown; this server does not act on it yet
  bool enableAutoConnectTenantApp = false;
  // When it must be. Kept and shown; this server does not act on it yet
  std::vector<std::string> verifyDomainScenes = {};
};

struct UserConnectionPostDto {
  // Id of the user
  std::string userId = {};
  std::string postId = {};
};

struct UserDepartmentRespDto {
  // Code of the organization
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // Whether it is the root of its organization
  bool isRoot = false;
  // When it was created
  std::string createdAt = {};
  // What people call the department
  std::string name = {};
  // What the department does
  std::string description = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  // Whether the user leads it
  bool isLeader = false;
  // Code of the department; empty if it has none
  std::string code = {};
  // Whether it is the user's main department
  bool isMainDepartment = false;
  // When the user became a member
  std::string joinedAt = {};
  // Whether it only groups others
  bool isVirtualNode = false;
  // Names in other languages
  std::optional<DepartmentI18nDto> i18n = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Ids from the root to the department
  std::optional<std::vector<std::string>> departmentIdPath = {};
  // Codes from the root to the department
  std::optional<std::vector<std::string>> departmentCodePath = {};
  // Names from the root to the department
  std::optional<std::vector<std::string>> departmentNamePath = {};
};

struct UserDepartmentPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<UserDepartmentRespDto> list = {};
};

struct UserPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's users
  std::vector<UserDto> list = {};
};

struct UserSyncRelationDto {
  // Kind of the identity source
  std::string provider = {};
  // Id of the account at the identity source
  std::string userIdInIdp = {};
  // What the identity source says of the account
  Json userInfoInIdp = {};
};

struct UserTenantListDto {
  // Id of the tenant
  std::string tenantId = {};
  // What people call the tenant
  std::string tenantName = {};
  // When the user became a member
  std::string joinAt = {};
};

}  // namespace genauth
