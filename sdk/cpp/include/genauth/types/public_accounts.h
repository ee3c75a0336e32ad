// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CreatePublicAccountOtpDto;
struct CreatePublicAccountOptionsDto;
struct CreatePublicAccountReqDto;
struct CreatePublicAccountBatchReqDto;
struct CreatePublicAccountFromUserDto;
struct DeletePublicAccountsBatchOptionsDto;
struct DeletePublicAccountsBatchDto;
struct KickPublicAccountsOptionsDto;
struct KickPublicAccountsDto;
struct ListPublicAccountsAdvancedFilterItemDto;
struct ListPublicAccountsOptionsDto;
struct ListPublicAccountsRequestDto;
struct PublicAccountDto;
struct PublicAccountPagingDto;
struct SignInBySwitchOptionsDto;
struct PublicAccountSwitchLoginDto;
struct SetPublicAccountBatchReqDto;
struct SetUserGroupsDto;
struct SetUserOfPublicAccountBatchReqDto;
struct SetUserRolesDto;
struct UnbindPublicAccountBatchReqDto;
struct UpdatePublicAccountBatchOptionsDto;
struct UpdatePublicAccountInfoDto;
struct UpdatePublicAccountBatchReqDto;
struct UpdatePublicAccountOptionsDto;
struct UpdatePublicAccountReqDto;

struct CreatePublicAccountOtpDto {
  std::string secret = {};
  // Code with which the user can sign in when the device is lost
  std::optional<std::string> recoveryCode = {};
};

struct CreatePublicAccountOptionsDto {
  // Whether the password is given as the hash of another system and must be kept as it is
  std::optional<bool> keepPassword = {};
  // Whether to generate a password
  std::optional<bool> autoGeneratePassword = {};
  // Whether the user has to set a new password at the first sign-in
  std::optional<bool> resetPasswordOnFirstLogin = {};
  // In which way departmentIds names departments
  std::optional<std::string> departmentIdType = {};
  // Messages to send to the new user
  std::optional<SendCreateAccountNotificationDto> sendNotification = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct CreatePublicAccountReqDto {
  // The state it is in
  std::optional<std::string> status = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // Its name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // Whether the user has proved to own the e-mail address
  std::optional<bool> emailVerified = {};
  // Whether the user has proved to own the phone number
  std::optional<bool> phoneVerified = {};
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
  std::optional<std::string> browser = {};
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
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Salt of a password that was hashed elsewhere and is imported with keepPassword
  std::optional<std::string> salt = {};
  // Authenticator app to set up for the user
  std::optional<CreatePublicAccountOtpDto> otp = {};
  // Ids of the departments
  std::optional<std::vector<std::string>> departmentIds = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Further options
  std::optional<CreatePublicAccountOptionsDto> options = {};
};

struct CreatePublicAccountBatchReqDto {
  // The page's entries
  std::vector<CreatePublicAccountReqDto> list = {};
  // Further options
  std::optional<CreatePublicAccountOptionsDto> options = {};
};

struct CreatePublicAccountFromUserDto {
  // Id of the user
  std::string userId = {};
};

struct DeletePublicAccountsBatchOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct DeletePublicAccountsBatchDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  // Further options
  std::optional<DeletePublicAccountsBatchOptionsDto> options = {};
};

struct KickPublicAccountsOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct KickPublicAccountsDto {
  // Ids of further applications
  std::vector<std::string> appIds = {};
  // Id of the user
  std::string userId = {};
  // Further options
  std::optional<KickPublicAccountsOptionsDto> options = {};
};

struct ListPublicAccountsAdvancedFilterItemDto {
  // Field that it is about
  std::string field = {};
  // How the field is compared with the value
  std::string operator_ = {};
  Json value = {};
};

struct ListPublicAccountsOptionsDto {
  // Which page
  std::optional<PaginationDto> pagination = {};
  // Order of the list; later entries decide between equals
  std::optional<std::vector<SortingDto>> sort = {};
  // Fields in which keywords are looked for; the identifiers and names if left out
  std::optional<std::vector<std::string>> fuzzySearchOn = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

struct ListPublicAccountsRequestDto {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Conditions that must all hold
  std::optional<std::vector<ListPublicAccountsAdvancedFilterItemDto>> advancedFilter = {};
  // A condition in the form of a search tree, for callers that compose their own
  Json searchQuery = {};
  // Further options
  std::optional<ListPublicAccountsOptionsDto> options = {};
};

struct PublicAccountDto {
  // Id of the user
  std::string userId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  // The state it is in
  std::string status = {};
  // Whether the user is employed at present
  std::string workStatus = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
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
  std::optional<std::string> browser = {};
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
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // When the state of the account last changed
  std::optional<std::string> statusChangedAt = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct PublicAccountPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PublicAccountDto> list = {};
};

struct SignInBySwitchOptionsDto {
  // What the tokens are for
  std::optional<std::string> scope = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Values of custom fields; the account that signs in keeps those that it does not have yet
  Json customData = {};
};

struct PublicAccountSwitchLoginDto {
  // Id of the public account, or of the person to go back to
  std::string targetUserId = {};
  // Further options
  std::optional<SignInBySwitchOptionsDto> options = {};
};

struct SetPublicAccountBatchReqDto {
  std::string publicAccountId = {};
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
};

struct SetUserGroupsDto {
  std::vector<std::string> groupIds = {};
  // Id of the user
  std::string userId = {};
};

struct SetUserOfPublicAccountBatchReqDto {
  // Id of the user
  std::string userId = {};
  std::vector<std::string> publicAccountIds = {};
};

struct SetUserRolesDto {
  std::vector<std::string> roleIds = {};
  // Id of the user
  std::string userId = {};
};

struct UnbindPublicAccountBatchReqDto {
  // Id of the user
  std::string userId = {};
  std::string publicAccountId = {};
};

struct UpdatePublicAccountBatchOptionsDto {
  // Whether the user has to set a new password at the next sign-in
  std::optional<bool> resetPasswordOnNextLogin = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
  // Whether to generate a password
  std::optional<bool> autoGeneratePassword = {};
  // Messages about the new password
  std::optional<SendResetPasswordNotificationDto> sendPasswordResetedNotification = {};
};

struct UpdatePublicAccountInfoDto {
  // Id of the user
  std::string userId = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Its name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // The state it is in
  std::optional<std::string> status = {};
  // Whether the user has proved to own the e-mail address
  std::optional<bool> emailVerified = {};
  // Whether the user has proved to own the phone number
  std::optional<bool> phoneVerified = {};
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
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Company
  std::optional<std::string> company = {};
  std::optional<std::string> browser = {};
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
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
};

struct UpdatePublicAccountBatchReqDto {
  // The page's entries
  std::vector<UpdatePublicAccountInfoDto> list = {};
  // Further options
  std::optional<UpdatePublicAccountBatchOptionsDto> options = {};
};

struct UpdatePublicAccountOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Whether the user has to set a new password at the first sign-in
  std::optional<bool> resetPasswordOnFirstLogin = {};
  // Whether the user has to set a new password at the next sign-in
  std::optional<bool> resetPasswordOnNextLogin = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
  // Whether to generate a password
  std::optional<bool> autoGeneratePassword = {};
  // Messages about the new password
  std::optional<SendResetPasswordNotificationDto> sendPasswordResetedNotification = {};
};

struct UpdatePublicAccountReqDto {
  // Id of the user
  std::string userId = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Its name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // The state it is in
  std::optional<std::string> status = {};
  // Whether the user has proved to own the e-mail address
  std::optional<bool> emailVerified = {};
  // Whether the user has proved to own the phone number
  std::optional<bool> phoneVerified = {};
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
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Company
  std::optional<std::string> company = {};
  std::optional<std::string> browser = {};
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
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Further options
  std::optional<UpdatePublicAccountOptionsDto> options = {};
};

// Parameters of get_groups_of_public_account.
struct GetGroupsOfPublicAccountQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_post_of_public_user.
struct GetPostOfPublicUserQuery {
  // Id of the user
  std::string userId = {};
};

// Parameters of get_public_account.
struct GetPublicAccountQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

// Parameters of get_public_account_batch.
struct GetPublicAccountBatchQuery {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

// Parameters of get_public_account_departments.
struct GetPublicAccountDepartmentsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  std::optional<bool> withDepartmentPaths = {};
  std::optional<std::string> sortBy = {};
  std::optional<std::string> orderBy = {};
};

// Parameters of get_public_account_roles.
struct GetPublicAccountRolesQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of get_public_accounts_of_department.
struct GetPublicAccountsOfDepartmentQuery {
  // Id of the department
  std::string departmentId = {};
};

// Parameters of get_public_accounts_of_group.
struct GetPublicAccountsOfGroupQuery {
  std::string groupId = {};
};

// Parameters of get_public_accounts_of_post.
struct GetPublicAccountsOfPostQuery {
  std::string postId = {};
};

// Parameters of get_public_accounts_of_role.
struct GetPublicAccountsOfRoleQuery {
  std::string roleId = {};
};

// Parameters of get_public_accounts_of_user.
struct GetPublicAccountsOfUserQuery {
  // Id of the user
  std::string userId = {};
};

// Parameters of get_users_of_public_account.
struct GetUsersOfPublicAccountQuery {
  std::string publicAccountId = {};
};

}  // namespace genauth
