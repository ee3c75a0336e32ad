// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AppDto;
struct ListArchivedUsersRespDto;
struct ArchivedUsersListPagingDto;
struct CheckSessionStatusDataDto;
struct CheckSessionStatusDto;
struct CreateIdentityDto;
struct CreateUserOtpDto;
struct CreateUserInfoDto;
struct CreateUserOptionsDto;
struct CreateUserBatchReqDto;
struct CreateUserReqDto;
struct DeleteUserSyncRelationReqDto;
struct DeleteUsersBatchOptionsDto;
struct DeleteUsersBatchDto;
struct GetUserEncryptPasswordBatchDataDto;
struct GetUserEncryptPasswordBatchDto;
struct GetUserPasswordCiphertextDataDto;
struct GetUserPasswordCiphertextDto;
struct HasAnyRoleDto;
struct HasAnyRoleOptionsDto;
struct HasRoleRolesDto;
struct HasAnyRoleReqDto;
struct ImportOtpItemDataDto;
struct ImportOtpItemDto;
struct ImportOtpReqDto;
struct IsUserExistsDto;
struct IsUserExistsReqDto;
struct LinkIdentityDataDto;
struct LinkIdentityDto;
struct ListUsersAdvancedFilterItemDto;
struct ListUsersOptionsDto;
struct ListUsersRequestDto;
struct OtpSecretRespDto;
struct PrincipalAuthenticationInfoDto;
struct PrincipalAuthenticationInfoPagingDto;
struct ResetUserPrincipalAuthenticationInfoOptionsDto;
struct ResetUserPrincipalAuthenticationInfoDto;
struct ResignUserReqDto;
struct SendUserResetPasswordEmailLinkDto;
struct SendUserResetPasswordEmailLinkBatchDto;
struct UnlinkIdentity;
struct UnlinkIdentityDataDto;
struct UpdateUserBatchOptionsDto;
struct UpdateUserInfoDto;
struct UpdateUserBatchReqDto;
struct UpdateUserOptionsDto;
struct UpdateUserReqDto;
struct UserFieldDecryptReqItemDto;
struct UserFieldDecryptReqDto;
struct UserFieldDecryptRespItemDto;
struct UserLoggedInAppsDto;
struct UserLoggedInIdentitiesDto;
struct UserLoginHistoryDto;
struct UserLoginHistoryPagingDto;

struct AppDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
  std::string appDefaultLoginStrategy = {};
};

struct ListArchivedUsersRespDto {
  // Id of the user
  std::string userId = {};
  std::string archivedAt = {};
};

struct ArchivedUsersListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ListArchivedUsersRespDto> list = {};
};

struct CheckSessionStatusDataDto {
  // Whether the user has a session in it
  bool active = false;
};

struct CheckSessionStatusDto {
  // Id of the application
  std::string appId = {};
  // Id of the user
  std::string userId = {};
};

struct CreateIdentityDto {
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

struct CreateUserOtpDto {
  // Secret of the authenticator app, in base32
  std::string secret = {};
  // Code with which the user can sign in when the device is lost
  std::optional<std::string> recoveryCode = {};
};

struct CreateUserInfoDto {
  // State of the account. Suspended, Resigned, Archived and Deactivated accounts cannot sign in
  std::optional<std::string> status = {};
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // Full name
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
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Salt of a password that was hashed elsewhere and is imported with keepPassword
  std::optional<std::string> salt = {};
  // Ids of the tenants
  std::optional<std::vector<std::string>> tenantIds = {};
  // Authenticator app to set up for the user
  std::optional<CreateUserOtpDto> otp = {};
  // Departments that the user will belong to, named in the way that options.departmentIdType says
  std::optional<std::vector<std::string>> departmentIds = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Where values came from, by field, for users that other systems feed
  Json metadataSource = {};
  // External accounts that are linked to the user
  std::optional<std::vector<CreateIdentityDto>> identities = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
};

struct CreateUserOptionsDto {
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

struct CreateUserBatchReqDto {
  // The users to create
  std::vector<CreateUserInfoDto> list = {};
  // Further options
  std::optional<CreateUserOptionsDto> options = {};
};

struct CreateUserReqDto {
  // State of the account. Suspended, Resigned, Archived and Deactivated accounts cannot sign in
  std::optional<std::string> status = {};
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // Full name
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
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // Salt of a password that was hashed elsewhere and is imported with keepPassword
  std::optional<std::string> salt = {};
  // Ids of the tenants
  std::optional<std::vector<std::string>> tenantIds = {};
  // Authenticator app to set up for the user
  std::optional<CreateUserOtpDto> otp = {};
  // Departments that the user will belong to, named in the way that options.departmentIdType says
  std::optional<std::vector<std::string>> departmentIds = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Where values came from, by field, for users that other systems feed
  Json metadataSource = {};
  // External accounts that are linked to the user
  std::optional<std::vector<CreateIdentityDto>> identities = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Further options
  std::optional<CreateUserOptionsDto> options = {};
};

struct DeleteUserSyncRelationReqDto {
  // Kind of the identity source
  std::string provider = {};
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct DeleteUsersBatchOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct DeleteUsersBatchDto {
  // The users to delete, named in the way that options.userIdType says
  std::vector<std::string> userIds = {};
  // Further options
  std::optional<DeleteUsersBatchOptionsDto> options = {};
};

struct GetUserEncryptPasswordBatchDataDto {
  // Id of the user
  std::string userId = {};
  std::string encryptedPassword = {};
};

struct GetUserEncryptPasswordBatchDto {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
};

struct GetUserPasswordCiphertextDataDto {
  std::string ciphertext = {};
};

struct GetUserPasswordCiphertextDto {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct HasAnyRoleDto {
  bool hasAnyRole = false;
};

struct HasAnyRoleOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct HasRoleRolesDto {
  std::optional<std::string> namespace_ = {};
  std::string code = {};
};

struct HasAnyRoleReqDto {
  std::vector<HasRoleRolesDto> roles = {};
  // Id of the user
  std::string userId = {};
  // Further options
  std::optional<HasAnyRoleOptionsDto> options = {};
};

struct ImportOtpItemDataDto {
  std::string secret = {};
  // Code with which the user can sign in when the device is lost
  std::optional<std::string> recoveryCode = {};
};

struct ImportOtpItemDto {
  // Id of the user
  std::string userId = {};
  // Authenticator app to set up for the user
  ImportOtpItemDataDto otp = {};
};

struct ImportOtpReqDto {
  // The page's entries
  std::vector<ImportOtpItemDto> list = {};
};

struct IsUserExistsDto {
  // Whether it exists
  bool exists = false;
};

struct IsUserExistsReqDto {
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
};

struct LinkIdentityDataDto {
  // Whether it was done
  bool success = false;
};

struct LinkIdentityDto {
  // Id of the account at the identity source
  std::string userIdInIdp = {};
  // Id of the user
  std::string userId = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Its kind
  std::optional<std::string> type = {};
  // Whether the source is a social network
  std::optional<bool> isSocial = {};
  // What the identity source says of the account
  Json userInfoInIdp = {};
};

struct ListUsersAdvancedFilterItemDto {
  // Field that it is about
  std::string field = {};
  // How the field is compared with the value
  std::string operator_ = {};
  // What to compare with: one value, or a list for IN and BETWEEN
  Json value = {};
};

struct ListUsersOptionsDto {
  // Which page
  std::optional<PaginationDto> pagination = {};
  // Order of the list; later entries decide between equals
  std::optional<std::vector<SortingDto>> sort = {};
  // Fields in which keywords are looked for; the identifiers and names if left out
  std::optional<std::vector<std::string>> fuzzySearchOn = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  // Whether to include tenantIds
  std::optional<bool> withTenantIds = {};
};

struct ListUsersRequestDto {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Conditions that must all hold
  std::optional<std::vector<ListUsersAdvancedFilterItemDto>> advancedFilter = {};
  // A condition in the form of a search tree, for callers that compose their own
  Json searchQuery = {};
  // Further options
  std::optional<ListUsersOptionsDto> options = {};
};

struct OtpSecretRespDto {
  std::string secret = {};
};

struct PrincipalAuthenticationInfoDto {
  bool authenticated = false;
  std::string principalType = {};
  std::string principalCode = {};
  std::string principalName = {};
  std::string authenticatedAt = {};
};

struct PrincipalAuthenticationInfoPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PrincipalAuthenticationInfoDto> list = {};
};

struct ResetUserPrincipalAuthenticationInfoOptionsDto {
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct ResetUserPrincipalAuthenticationInfoDto {
  // Id of the user
  std::string userId = {};
  // Further options
  std::optional<ResetUserPrincipalAuthenticationInfoOptionsDto> options = {};
};

struct ResignUserReqDto {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct SendUserResetPasswordEmailLinkDto {
  // Id of the user
  std::optional<std::string> userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct SendUserResetPasswordEmailLinkBatchDto {
  std::optional<std::vector<SendUserResetPasswordEmailLinkDto>> users = {};
};

struct UnlinkIdentity {
  // Id of the user
  std::string userId = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Its kind
  std::optional<std::string> type = {};
  // Whether the source is a social network
  std::optional<bool> isSocial = {};
};

struct UnlinkIdentityDataDto {
  // Whether it was done
  bool success = false;
};

struct UpdateUserBatchOptionsDto {
  // Whether the user has to set a new password at the next sign-in
  std::optional<bool> resetPasswordOnNextLogin = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
  // Whether to generate a password
  std::optional<bool> autoGeneratePassword = {};
  // Messages about the new password
  std::optional<SendResetPasswordNotificationDto> sendPasswordResetedNotification = {};
};

struct UpdateUserInfoDto {
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
  Json metadata = {};
};

struct UpdateUserBatchReqDto {
  // The page's entries
  std::vector<UpdateUserInfoDto> list = {};
  // Further options
  std::optional<UpdateUserBatchOptionsDto> options = {};
};

struct UpdateUserOptionsDto {
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

struct UpdateUserReqDto {
  // The user, named in the way that options.userIdType says
  std::string userId = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Full name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // State of the account. Suspended, Resigned, Archived and Deactivated accounts cannot sign in
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
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
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
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Free data of your own that stays with the user
  Json metadata = {};
  // Further options
  std::optional<UpdateUserOptionsDto> options = {};
};

struct UserFieldDecryptReqItemDto {
  // Id of the user
  std::optional<std::string> userId = {};
  std::optional<std::string> fieldName = {};
  std::string encryptedContent = {};
};

struct UserFieldDecryptReqDto {
  std::vector<UserFieldDecryptReqItemDto> data = {};
  std::string privateKey = {};
};

struct UserFieldDecryptRespItemDto {
  // Id of the user
  std::optional<std::string> userId = {};
  std::optional<std::string> fieldName = {};
  std::string decryptedContent = {};
};

struct UserLoggedInAppsDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
};

struct UserLoggedInIdentitiesDto {
  // Id of the link
  std::string identityId = {};
  std::string idpName = {};
  std::string idpNameEn = {};
  std::string idpLogo = {};
  std::string idpId = {};
};

struct UserLoginHistoryDto {
  // Id of the application
  std::string appId = {};
  // What people call the application
  std::string appName = {};
  // Address of its picture; empty if it has none
  std::string appLogo = {};
  // Where people sign in to the application
  std::string appLoginUrl = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::string clientIp = {};
  std::optional<std::string> userAgent = {};
  std::string time = {};
};

struct UserLoginHistoryPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<UserLoginHistoryDto> list = {};
};

// Parameters of get_otp_secret_by_user.
struct GetOtpSecretByUserQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user.
struct GetUserQuery {
  // The user, named in the way that userIdType says
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Whether to include tenantIds
  std::optional<bool> withTenantIds = {};
};

// Parameters of get_user_accessible_apps.
struct GetUserAccessibleAppsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_authorized_apps.
struct GetUserAuthorizedAppsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_authorized_resources.
struct GetUserAuthorizedResourcesQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  std::optional<std::string> namespace_ = {};
  std::optional<std::string> resourceType = {};
};

// Parameters of get_user_batch.
struct GetUserBatchQuery {
  // The users, named in the way that userIdType says
  std::vector<std::string> userIds = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether custom data stands beside the other members instead of under customData
  std::optional<bool> flatCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Whether to include tenantIds
  std::optional<bool> withTenantIds = {};
};

// Parameters of get_user_departments.
struct GetUserDepartmentsQuery {
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

// Parameters of get_user_groups.
struct GetUserGroupsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_identities.
struct GetUserIdentitiesQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_loggedin_apps.
struct GetUserLoggedinAppsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_loggedin_identities.
struct GetUserLoggedinIdentitiesQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_login_history.
struct GetUserLoginHistoryQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  std::optional<std::int64_t> start = {};
  std::optional<std::int64_t> end = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of get_user_principal_authentication_info.
struct GetUserPrincipalAuthenticationInfoQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_roles.
struct GetUserRolesQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
  std::optional<std::string> namespace_ = {};
};

// Parameters of get_user_sync_relations.
struct GetUserSyncRelationsQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of list_archived_users.
struct ListArchivedUsersQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> startAt = {};
};

// Parameters of list_users_legacy.
struct ListUsersLegacyQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Only users in this state
  std::optional<std::string> status = {};
  // Only users changed at this time or later, in epoch milliseconds
  std::optional<std::int64_t> updatedAtStart = {};
  // Only users changed at this time or earlier, in epoch milliseconds
  std::optional<std::int64_t> updatedAtEnd = {};
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include postIdList
  std::optional<bool> withPost = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
  // Whether to include when the password expires
  std::optional<bool> withUserPasswordExpireTime = {};
};

}  // namespace genauth
