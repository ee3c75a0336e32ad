// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AddTenantDepartmentMembersReqDto;
struct AddTenantUsersDto;
struct AssociateTenantResourceDto;
struct CreateMultipleTenantAdminDto;
struct CreateTenantCooperatorDto;
struct CreateTenantDto;
struct CreateTenantEnterpriseCertificationBodyDto;
struct CreateTenantUserOptionsDto;
struct CreateTenantUserReqDto;
struct DeleteTenantDto;
struct GenerateInviteTenantUserLink;
struct GetTenantUserDto;
struct ImportTenantDataDto;
struct ImportTenantDto;
struct ImportTenantHistoryDataDto;
struct ImportTenantNotifyUseDataDto;
struct InviteTenantUserRecord;
struct InviteTenantUserRecordListDto;
struct errorEmailMsg;
struct InviteTenantUsersDto;
struct ListTenantAdminDto;
struct ListTenantUsersOptionsDto;
struct ListTenantUserDto;
struct MultipleTenantAdminDto;
struct MultipleTenantAdminListPagingDto;
struct RemoveTenantDepartmentMembersReqDto;
struct RemoveTenantUsersDto;
struct ReviewTenantEnterpriseCertificationBodyDto;
struct SendEmailBatchDataDto;
struct SendTenantEmailDto;
struct SendManyTenantEmailDto;
struct SendTenantSmsDto;
struct SendManyTenantSmsDto;
struct SendSmsBatchDataDto;
struct TenantApplicationDto;
struct TenantApplicationListPagingDto;
struct TenantUserDto;
struct TenantCooperatorDto;
struct TenantCooperatorListPagingDto;
struct TenantCooperatorSingleDto;
struct TenantDto;
struct TenantEnterpriseCertificationRespDto;
struct TenantRespDto;
struct TenantListPagingDto;
struct TenantUserListPagingDto;
struct UpdateTenantAppqrcodeState;
struct UpdateTenantDto;
struct UpdateTenantUserDto;
struct UpdateUserPoolTenantLoginConfigDto;
struct UserPoolTenantConfigDto;

struct AddTenantDepartmentMembersReqDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<std::vector<std::string>> linkUserIds = {};
  std::optional<std::vector<std::string>> memberIds = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct AddTenantUsersDto {
  std::vector<std::string> linkUserIds = {};
  // Id of the tenant
  std::string tenantId = {};
};

struct AssociateTenantResourceDto {
  std::string code = {};
  // Whether signed-in people may link an account of this connection themselves
  bool association = false;
  // Id of the application
  std::string appId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct CreateMultipleTenantAdminDto {
  // Ids of the tenants
  std::vector<std::string> tenantIds = {};
  // Id of the user
  std::string userId = {};
  std::optional<bool> apiAuthorized = {};
  // Whether to tell the user by SMS
  std::optional<bool> sendPhoneNotification = {};
  // Whether to tell the user by e-mail
  std::optional<bool> sendEmailNotification = {};
};

struct CreateTenantCooperatorDto {
  std::vector<std::string> policies = {};
  // Id of the user
  std::string userId = {};
  std::optional<bool> apiAuthorized = {};
  // Whether to tell the user by SMS
  std::optional<bool> sendPhoneNotification = {};
  // Whether to tell the user by e-mail
  std::optional<bool> sendEmailNotification = {};
};

struct CreateTenantDto {
  // Its name
  std::string name = {};
  // Ids of further applications
  std::vector<std::string> appIds = {};
  // Address of a picture
  std::optional<std::vector<std::string>> logo = {};
  std::optional<std::string> description = {};
  std::optional<std::string> rejectHint = {};
  std::optional<std::string> sourceAppId = {};
  std::optional<std::vector<std::string>> enterpriseDomains = {};
  std::optional<std::string> expireTime = {};
  std::optional<std::int64_t> mauAmount = {};
  std::optional<std::int64_t> memberAmount = {};
  std::optional<std::int64_t> adminAmount = {};
};

struct CreateTenantEnterpriseCertificationBodyDto {
  std::string businessName = {};
  std::string businessLicense = {};
  std::string businessRegistrationName = {};
  std::string unifiedSocialCredit = {};
  std::string legalRepresentativeName = {};
  std::string nationalIdentificationNumber = {};
  std::string personalBankCardNumber = {};
  std::string bankReservedPhone = {};
  // Id of the tenant
  std::string tenantId = {};
};

struct CreateTenantUserOptionsDto {
  // Whether the password is given as the hash of another system and must be kept as it is
  std::optional<bool> keepPassword = {};
  // Whether to generate a password
  std::optional<bool> autoGeneratePassword = {};
  // Whether the user has to set a new password at the first sign-in
  std::optional<bool> resetPasswordOnFirstLogin = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct CreateTenantUserReqDto {
  // Id of the tenant
  std::string tenantId = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::string gender = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Its name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
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
  // Given name
  std::optional<std::string> givenName = {};
  // Family name
  std::optional<std::string> familyName = {};
  // Middle name
  std::optional<std::string> middleName = {};
  // The name by which the user would like to be addressed in lists
  std::optional<std::string> preferredUsername = {};
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Salt of a password that was hashed elsewhere and is imported with keepPassword
  std::optional<std::string> salt = {};
  // Further options
  std::optional<CreateTenantUserOptionsDto> options = {};
};

struct DeleteTenantDto {
  // Id of the tenant
  std::string tenantId = {};
};

struct GenerateInviteTenantUserLink {
  std::string validityTerm = {};
  std::vector<std::string> emails = {};
  // Id of the application
  std::string appId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct GetTenantUserDto {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  std::optional<std::string> linkUserId = {};
  std::optional<std::string> memberId = {};
};

struct ImportTenantDataDto {
  // Whether it was done
  bool success = false;
};

struct ImportTenantDto {
  std::string excelUrl = {};
};

struct ImportTenantHistoryDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<Json> list = {};
};

struct ImportTenantNotifyUseDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<Json> list = {};
};

struct InviteTenantUserRecord {
  std::int64_t recordId = 0;
  std::string inviteAccount = {};
  std::string verifiedStatus = {};
  std::string inviteLink = {};
  // When it was created
  std::string createdAt = {};
  std::string activatedAt = {};
};

struct InviteTenantUserRecordListDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<InviteTenantUserRecord> list = {};
};

struct errorEmailMsg {
  // E-mail address
  std::string email = {};
  std::string message = {};
};

struct InviteTenantUsersDto {
  std::vector<errorEmailMsg> errMsgs = {};
  // The page's entries
  std::vector<InviteTenantUserRecord> list = {};
};

struct ListTenantAdminDto {
  // Id of the tenant
  std::string tenantId = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
};

struct ListTenantUsersOptionsDto {
  // Which page
  std::optional<PaginationDto> pagination = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

struct ListTenantUserDto {
  // Id of the tenant
  std::string tenantId = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Further options
  std::optional<ListTenantUsersOptionsDto> options = {};
};

struct MultipleTenantAdminDto {
  // Id of the user
  std::string userId = {};
  // Its name
  std::string name = {};
  // Phone number in its national form, without the country code
  std::string phone = {};
  // E-mail address
  std::string email = {};
  std::optional<bool> apiAuthorized = {};
  // When the user last signed in
  std::string lastLogin = {};
};

struct MultipleTenantAdminListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<MultipleTenantAdminDto> list = {};
};

struct RemoveTenantDepartmentMembersReqDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  std::optional<std::vector<std::string>> linkUserIds = {};
  std::optional<std::vector<std::string>> memberIds = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct RemoveTenantUsersDto {
  // Id of the tenant
  std::string tenantId = {};
  std::optional<std::vector<std::string>> linkUserIds = {};
  std::optional<std::vector<std::string>> memberIds = {};
};

struct ReviewTenantEnterpriseCertificationBodyDto {
  // Id of the tenant
  std::string tenantId = {};
  Json enterpriseCertificationStatus = {};
  std::string reviewReason = {};
};

struct SendEmailBatchDataDto {
  // Whether it was done
  bool success = false;
};

struct SendTenantEmailDto {
  std::string adminName = {};
  std::string userName = {};
  // E-mail address
  std::string email = {};
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::string identifier = {};
  // Id of the tenant
  std::string tenantId = {};
  std::string tenantName = {};
};

struct SendManyTenantEmailDto {
  std::string adminName = {};
  std::int64_t importId = 0;
  std::vector<SendTenantEmailDto> users = {};
};

struct SendTenantSmsDto {
  std::string adminName = {};
  std::string userName = {};
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::string identifier = {};
  // Phone number in its national form, without the country code
  std::string phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::string phoneCountryCode = {};
  // Id of the tenant
  std::string tenantId = {};
  std::string tenantName = {};
};

struct SendManyTenantSmsDto {
  std::string adminName = {};
  std::int64_t importId = 0;
  std::vector<SendTenantSmsDto> users = {};
};

struct SendSmsBatchDataDto {
  // Whether it was done
  bool success = false;
};

struct TenantApplicationDto {
  // Id of the user pool
  std::string userPoolId = {};
  std::string tenantAppId = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
  // Address of a picture
  std::string logo = {};
  std::string applicationType = {};
  // Whether the application takes part in single sign-on: people who are signed in in this browser enter
  // without a page
  bool ssoEnabled = false;
  // Id of the application
  std::string appId = {};
};

struct TenantApplicationListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<TenantApplicationDto> list = {};
};

struct TenantUserDto {
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Its name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // How often the user has signed in
  std::optional<std::int64_t> loginsCount = {};
  // Address from which the user last signed in
  std::optional<std::string> lastIp = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::string gender = {};
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
  // Given name
  std::optional<std::string> givenName = {};
  // Family name
  std::optional<std::string> familyName = {};
  // Middle name
  std::optional<std::string> middleName = {};
  // The name by which the user would like to be addressed in lists
  std::optional<std::string> preferredUsername = {};
  // Id of the application that the user last signed in to
  std::optional<std::string> lastLoginApp = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Id of the tenant
  std::string tenantId = {};
  std::string memberId = {};
  std::string linkUserId = {};
  bool isTenantAdmin = false;
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Salt of a password that was hashed elsewhere and is imported with keepPassword
  std::optional<std::string> salt = {};
  // Ids of the departments
  std::optional<std::vector<std::string>> departmentIds = {};
};

struct TenantCooperatorDto {
  // Id of the user
  std::string userId = {};
  // Its kind
  std::string type = {};
  bool external = false;
  UserDto user = {};
  std::optional<TenantUserDto> tenantUser = {};
};

struct TenantCooperatorListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<TenantCooperatorDto> list = {};
};

struct TenantCooperatorSingleDto {
  // The page's entries
  std::vector<std::string> list = {};
  std::vector<std::string> authorizedPoliciesCode = {};
};

struct TenantDto {
  // Id of the tenant
  std::string tenantId = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
  // Address of a picture
  std::string logo = {};
  std::optional<std::string> rejectHint = {};
  // Ids of further applications
  std::vector<std::string> appIds = {};
  std::string creator = {};
  std::string sourceAppId = {};
  std::string source = {};
  std::string code = {};
  std::string host = {};
  std::vector<std::string> enterpriseDomains = {};
};

struct TenantEnterpriseCertificationRespDto {
  std::optional<std::string> businessName = {};
  std::optional<std::string> businessLicense = {};
  // When it was last changed
  std::optional<std::string> updatedAt = {};
  std::optional<std::string> businessRegistrationName = {};
  std::optional<std::string> unifiedSocialCredit = {};
  std::optional<std::string> legalRepresentativeName = {};
  std::optional<std::string> nationalIdentificationNumber = {};
  std::optional<std::string> personalBankCardNumber = {};
  std::optional<std::string> bankReservedPhone = {};
  std::optional<std::string> reviewReason = {};
  Json enterpriseCertificationStatus = {};
};

struct TenantRespDto {
  // Id of the tenant
  std::string tenantId = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Its name
  std::string name = {};
  std::optional<std::string> description = {};
  // Address of a picture
  std::string logo = {};
  std::optional<std::string> rejectHint = {};
  // Ids of further applications
  std::vector<std::string> appIds = {};
  std::string creator = {};
  std::string sourceAppId = {};
  std::string source = {};
  std::string code = {};
  std::string host = {};
  std::vector<std::string> enterpriseDomains = {};
  Json creatorDetail = {};
  Json sourceAppDetail = {};
  std::optional<std::int64_t> membersCount = {};
};

struct TenantListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<TenantRespDto> list = {};
};

struct TenantUserListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<TenantUserDto> list = {};
};

struct UpdateTenantAppqrcodeState {
  // Whether it is switched on
  bool enabled = false;
};

struct UpdateTenantDto {
  // Id of the tenant
  std::string tenantId = {};
  // Its name
  std::optional<std::string> name = {};
  // Ids of further applications
  std::optional<std::vector<std::string>> appIds = {};
  // Address of a picture
  std::optional<std::vector<std::string>> logo = {};
  std::optional<std::string> description = {};
  std::optional<std::string> rejectHint = {};
  std::optional<std::string> sourceAppId = {};
};

struct UpdateTenantUserDto {
  Json updates = {};
  // Id of the tenant
  std::string tenantId = {};
  std::optional<std::string> linkUserId = {};
  std::optional<std::string> memberId = {};
};

struct UpdateUserPoolTenantLoginConfigDto {
  UpdateLoginConfig update = {};
};

struct UserPoolTenantConfigDto {
  // Id of the user pool
  std::string userPoolId = {};
  bool isUserPoolAsTenant = false;
  std::string enableSwitchType = {};
  std::string css = {};
  bool cssEnabled = false;
  std::string customLoading = {};
  bool enableGuardVersionSwitch = false;
  // Which of the two styles the login page has
  std::string guardVersion = {};
  std::string loadingBackground = {};
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
  // When it must be. Kept and shown; this server does not act on it yet
  std::vector<std::string> verifyDomainScenes = {};
  // What the page shows. Kept and shown; this server does not act on it yet
  Json ssoPageCustomizationSettings = {};
  bool enableMultipleTenantPortal = false;
  // How people sign in
  ApplicationLoginConfigDto loginConfig = {};
};

// Parameters of get_multiple_tenant_admin.
struct GetMultipleTenantAdminQuery {
  // Id of the user
  std::string userId = {};
};

// Parameters of get_tenant.
struct GetTenantQuery {
  // Id of the tenant
  std::string tenantId = {};
  std::optional<bool> withMembersCount = {};
  std::optional<bool> withAppDetail = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withSourceAppDetail = {};
};

// Parameters of get_tenant_by_code.
struct GetTenantByCodeQuery {
  std::string code = {};
};

// Parameters of get_tenant_cooperator.
struct GetTenantCooperatorQuery {
  // Id of the user
  std::string userId = {};
};

// Parameters of get_tenant_cooperator_menu.
struct GetTenantCooperatorMenuQuery {
  // Id of the user
  std::string userId = {};
};

// Parameters of get_tenant_enterprise_certification.
struct GetTenantEnterpriseCertificationQuery {
  std::string tenant_id = {};
};

// Parameters of get_tenant_little_info.
struct GetTenantLittleInfoQuery {
  // Id of the tenant
  std::string tenantId = {};
  std::optional<bool> withMembersCount = {};
  std::optional<bool> withAppDetail = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withSourceAppDetail = {};
};

// Parameters of get_tenant_user.
struct GetTenantUserQuery {
  // Id of the tenant
  std::string tenantId = {};
  std::optional<std::string> linkUserId = {};
  std::optional<std::string> memberId = {};
};

// Parameters of import_tenant_history.
struct ImportTenantHistoryQuery {
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
};

// Parameters of import_tenant_notify_user.
struct ImportTenantNotifyUserQuery {
  std::string importId = {};
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
};

// Parameters of list_invite_tennat_user_records.
struct ListInviteTennatUserRecordsQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::string keywords = {};
  // Number of the page, from 1
  std::string page = {};
  // Entries on a page
  std::string limit = {};
};

// Parameters of list_multiple_tenant_admin.
struct ListMultipleTenantAdminQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
};

// Parameters of list_tenant_applications.
struct ListTenantApplicationsQuery {
  // Number of the page, from 1
  std::string page = {};
  // Entries on a page
  std::string limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::string keywords = {};
  bool sso_enabled = false;
};

// Parameters of list_tenant_cooperators.
struct ListTenantCooperatorsQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<bool> external = {};
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
};

// Parameters of list_tenants.
struct ListTenantsQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<bool> withMembersCount = {};
  std::optional<bool> withAppDetail = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withSourceAppDetail = {};
  // Number of the page, from 1
  std::optional<std::string> page = {};
  // Entries on a page
  std::optional<std::string> limit = {};
  Json source = {};
};

}  // namespace genauth
