// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AddInvitationPolicyUserAttributionDto;
struct InvitationPolicyUserAttributionListDto;
struct AddInvitationPolicyUserAttributionsBatchDto;
struct ErrMsgI18nDto;
struct AppValidateRuleDto;
struct ApprovalUniversalInvitationApplicantDto;
struct BatchBindPolicy;
struct BatchUnbindPolicy;
struct CombineFilterItemDto;
struct CombineFiltersBaseDto;
struct CommonUserDto;
struct CopyInvitationPolicyDto;
struct InvitationLinkConfigDto;
struct DefaultPasswordConfigDto;
struct CreateInvitationPolicyDto;
struct CreateInvitationRosterDto;
struct DeleteInvitationPolicyByIdsDto;
struct DeleteInvitationRosterBatchDto;
struct DeleteInvitationRosterDto;
struct DeleteRosterUsersDto;
struct EmailTemplateQueryDto;
struct ExportUsersDto;
struct ExtendsFieldDto;
struct GenerateInvitationLinkDto;
struct InviteeContextDto;
struct GenerateInviteeTokenDto;
struct GetExtendsFieldsDto;
struct GetInvitationPolicyDto;
struct InvitationConfigDto;
struct GetUniversalInvitationDto;
struct ImportExportTemplateRespDto;
struct ImportInviteeDto;
struct ImportUsersDto;
struct InvitationDepartmentRespDto;
struct InvitationLinkDto;
struct InvitationRosterDto;
struct InvitationRosterPaginationDto;
struct InvitationUserDto;
struct InvitationUserPaginationDto;
struct InviteeProfileDto;
struct InviterDetailDto;
struct ListInvitationRosterByPolicyIdDto;
struct ListInvitationRosterDto;
struct ListInvitationUserDto;
struct PaginationInvitationPolicyDataDto;
struct PaginationInvitationPolicyQueryDto;
struct UniversalInvitationApplicantData;
struct PaginationUniversalInvitationApplicantDataDto;
struct PaginationUniversalInvitationApplicantQueryDto;
struct UpdateExtendsFieldDto;
struct PolicyExtendsFieldsDto;
struct PolicyInviteJoinedOptionsDto;
struct PolicyInviteeJoinedDto;
struct QuickFilterInvitationUserDto;
struct QuickFilterInviteeRecordDto;
struct QuickFilterInviteePaginationDto;
struct RemoveInvitationPolicyUserAttributionDto;
struct RemoveInvitationPolicyUserAttributionMainDepartmentDto;
struct RemoveInvitationPolicyUserAttributionsBatchDto;
struct RevertRosterInvitationBatchDto;
struct RevertRosterInvitationDto;
struct SendRosterInvitationBatchDto;
struct SendRosterInvitationDto;
struct SetInvitationPolicyUserAttributionMainDepartmentDto;
struct UniversalInvitationJoinRespDto;
struct UserPoolPublicConfigDto;
struct UniversalInvitationPublicConfigDto;
struct UniversalInviteeProfileDto;
struct UniversalInvitationUserJoinDto;
struct UpdateInvitationPolicyDto;
struct UpdateInvitationRosterDto;
struct UpdateUniversalInvitationDto;
struct UserAttributionDto;
struct UserAttributionMainDepartmentDto;
struct UserAttributionPaginationDto;
struct VerifyInviteCodeDto;

struct AddInvitationPolicyUserAttributionDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::string policyId = {};
  std::optional<std::string> namespace_ = {};
};

struct InvitationPolicyUserAttributionListDto {
  std::vector<std::string> targetIdentifiers = {};
  std::optional<std::string> namespace_ = {};
  std::string targetType = {};
};

struct AddInvitationPolicyUserAttributionsBatchDto {
  std::vector<InvitationPolicyUserAttributionListDto> targets = {};
  std::string policyId = {};
};

struct ErrMsgI18nDto {
  // The text by language
  std::optional<LangUnit> errorMessage = {};
};

struct AppValidateRuleDto {
  // Its kind
  std::string type = {};
  // What the rule compares with
  std::string content = {};
  // What to say when the rule is broken
  std::optional<std::string> errorMessage = {};
  // The same text in other languages
  std::optional<ErrMsgI18nDto> i18n = {};
};

struct ApprovalUniversalInvitationApplicantDto {
  std::vector<std::string> applicantIds = {};
};

struct BatchBindPolicy {
  std::vector<std::string> rosterIds = {};
  std::string policyId = {};
};

struct BatchUnbindPolicy {
  std::vector<std::string> rosterIds = {};
  std::string policyId = {};
};

struct CombineFilterItemDto {
  // Its kind
  std::string type = {};
  // How the field is compared with the value
  std::string operator_ = {};
  Json value = {};
};

struct CombineFiltersBaseDto {
  // Its kind
  std::string type = {};
  std::vector<CombineFilterItemDto> filters = {};
};

struct CommonUserDto {
  std::string id = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
};

struct CopyInvitationPolicyDto {
  std::string policyId = {};
};

struct InvitationLinkConfigDto {
  std::string inviteLinkDisuseRule = {};
  std::string linkExpiredTimeUnit = {};
  double linkExpiredTimeOfSecond = 0;
  std::string pageExpiredTimeUnit = {};
  double pageExpiredTimeOfSecond = 0;
};

struct DefaultPasswordConfigDto {
  // Its kind
  std::string type = {};
  std::optional<std::string> custom = {};
};

struct CreateInvitationPolicyDto {
  // Its name
  std::string name = {};
  std::optional<std::string> inviteMethod = {};
  std::optional<InvitationLinkConfigDto> inviteLinkConfig = {};
  std::optional<DefaultPasswordConfigDto> defaultPasswordConfig = {};
  std::optional<bool> showPasswordInInviteEmail = {};
  std::optional<bool> enabledIdentifierVerify = {};
  std::optional<std::string> sendVerifyCodeMethod = {};
  std::optional<bool> enabledInfoFill = {};
  std::optional<std::string> registerInfoFillMsg = {};
  std::optional<bool> enabledExtIdp = {};
  std::optional<bool> allowSkipBindExtIdp = {};
  std::optional<std::string> extIdpBindMsg = {};
  std::optional<std::vector<std::string>> extIdpConnIds = {};
  std::optional<std::vector<std::string>> extendsFields = {};
};

struct CreateInvitationRosterDto {
  // Its name
  std::string name = {};
};

struct DeleteInvitationPolicyByIdsDto {
  std::vector<std::string> policyIds = {};
};

struct DeleteInvitationRosterBatchDto {
  std::vector<std::string> ids = {};
};

struct DeleteInvitationRosterDto {
  std::string id = {};
};

struct DeleteRosterUsersDto {
  std::vector<std::string> inviteeIds = {};
  std::string rosterId = {};
};

struct EmailTemplateQueryDto {
  std::string scene = {};
  std::string policyId = {};
  std::optional<std::string> rosterId = {};
  std::optional<std::string> templateType = {};
};

struct ExportUsersDto {
  std::string rosterId = {};
};

struct ExtendsFieldDto {
  // Its kind
  std::string type = {};
  // Id of the field
  std::string id = {};
  // Name of the member that it fills
  std::string name = {};
  // What the field is called
  std::string label = {};
  // Whether it is shown
  bool show = false;
  // Whether the guest may change what is filled in
  bool allowRewrite = false;
  // How the field is asked for
  std::string inputType = {};
  // Whether it must be filled in
  std::optional<bool> required = {};
  // What its value must satisfy
  std::optional<AppValidateRuleDto> validateRules = {};
  // Who defined the field
  std::string source = {};
  // What the field is called in other languages
  std::optional<CustomFieldI18n> i18n = {};
};

struct GenerateInvitationLinkDto {
  // The link to hand on; it contains the invitation and is shown once
  std::string link = {};
};

struct InviteeContextDto {
  // Whether the guest must prove the address by a code
  bool enabledIdentifierVerify = false;
  // Which address gets the code first
  std::string sendVerifyCodeMethod = {};
  // Whether the guest is asked for more
  bool enabledInfoFill = false;
  // What to say above the questions
  std::optional<std::string> registerInfoFillMsg = {};
  // What the guest is asked for
  std::vector<ExtendsFieldDto> extendsFields = {};
  // Names of these fields in other languages
  Json extendsFieldsI18n = {};
  // Choices of these fields
  std::vector<Json> extendsFieldsOptions = {};
  // E-mail address
  std::string email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Name of the person invited
  std::optional<std::string> inviteeName = {};
  // How many wrong codes are forgiven
  double verifyCodeMaxErrCount = 0;
};

struct GenerateInviteeTokenDto {
  // With which the invited person goes on; valid for as long as the policy says
  std::optional<std::string> token = {};
  // What the invitation promises and demands; only if it was asked for
  std::optional<InviteeContextDto> invitationContext = {};
};

struct GetExtendsFieldsDto {
  std::optional<std::vector<ExtendsFieldDto>> extendsFields = {};
};

struct GetInvitationPolicyDto {
  Json policyId = {};
  Json rosterId = {};
  Json withCreatorDetail = {};
};

struct InvitationConfigDto {
  double expiredTimeOfDay = 0;
  bool joinSameDepartment = false;
  // Ids of the departments
  std::optional<std::vector<std::string>> departmentIds = {};
  std::optional<bool> enabledAdminConsent = {};
};

struct GetUniversalInvitationDto {
  std::optional<InvitationConfigDto> adminInvitationConfig = {};
  std::optional<InvitationConfigDto> memberInvitationConfig = {};
  std::optional<bool> enabledMemberInvitation = {};
};

struct ImportExportTemplateRespDto {
  std::string key = {};
  std::string url = {};
};

struct ImportInviteeDto {
  // Whether it was done
  bool success = false;
  std::optional<bool> msg = {};
  std::optional<std::vector<Json>> failed = {};
  std::optional<std::vector<Json>> insertRes = {};
};

struct ImportUsersDto {
  std::string rosterId = {};
  std::string file = {};
};

struct InvitationDepartmentRespDto {
  std::string organizationCode = {};
  // Id of the department
  std::string departmentId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::optional<std::string> updatedAt = {};
  // Id of the department in another system
  std::optional<std::string> openDepartmentId = {};
  // Its name
  std::string name = {};
  std::optional<std::vector<std::string>> leaderUserIds = {};
  std::optional<std::string> description = {};
  std::string parentDepartmentId = {};
  std::optional<std::string> code = {};
  std::string parentDepartmentCode = {};
  double membersCount = 0;
  bool hasChildren = false;
  // Whether it only groups others
  std::optional<bool> isVirtualNode = {};
  std::optional<DepartmentI18nDto> i18n = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  std::optional<std::vector<std::string>> posts = {};
  // Ids of the posts that the user holds
  std::optional<std::vector<std::string>> postIdList = {};
  // The state it is in
  std::optional<bool> status = {};
  std::optional<std::string> allow = {};
  std::string id = {};
  std::optional<std::vector<std::string>> idPath = {};
  std::optional<std::vector<std::string>> namePath = {};
  std::optional<std::string> codePath = {};
};

struct InvitationLinkDto {
  // The secret of the link: the part behind the dot
  std::string signature = {};
  // Which invitation: the part of the link in front of the dot
  std::string identifier = {};
  // Whether to answer whom it is for
  std::optional<bool> withInviteeInfo = {};
  // Whether to answer what the invitation demands
  std::optional<bool> withInvitationSettings = {};
};

struct InvitationRosterDto {
  std::string rosterId = {};
  // Its name
  std::string name = {};
  std::optional<std::string> policyId = {};
  // The state it is in
  std::string status = {};
  std::string creatorId = {};
  std::optional<CommonUserDto> creatorDetail = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  double userCount = 0;
  GetInvitationPolicyDto assignedPolicy = {};
};

struct InvitationRosterPaginationDto {
  // Entries that match, on all pages
  std::optional<double> totalCount = {};
  // The page's entries
  std::vector<InvitationRosterDto> list = {};
};

struct InvitationUserDto {
  std::string rosterId = {};
  std::string inviteeId = {};
  // Its name
  std::string name = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // E-mail address
  std::string email = {};
  // The state it is in
  std::string status = {};
  std::string source = {};
  std::string creatorId = {};
  std::optional<CommonUserDto> creatorDetail = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct InvitationUserPaginationDto {
  // Entries that match, on all pages
  std::optional<double> totalCount = {};
  // The page's entries
  std::vector<InvitationUserDto> list = {};
};

struct InviteeProfileDto {
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Company
  std::optional<std::string> company = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // Device of the person
  std::optional<std::string> device = {};
  // Browser of the person
  std::optional<std::string> browser = {};
  // Full name
  std::optional<std::string> name = {};
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
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // Date of birth
  std::optional<std::string> birthdate = {};
  // Time zone, as a name of the tz database
  std::optional<std::string> zoneinfo = {};
  // Language and region, as a BCP 47 tag
  std::optional<std::string> locale = {};
  // Address in one line
  std::optional<std::string> address = {};
  // The whole postal address as it is written on a letter
  std::optional<std::string> formatted = {};
  // Street and house
  std::optional<std::string> streetAddress = {};
  // City or town of the postal address
  std::optional<std::string> locality = {};
  // State or region of the postal address
  std::optional<std::string> region = {};
  // Postal code
  std::optional<std::string> postalCode = {};
  // Country
  std::optional<std::string> country = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
};

struct InviterDetailDto {
  // What people read on the button
  std::string displayName = {};
};

struct ListInvitationRosterByPolicyIdDto {
  std::string policyId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withUserCount = {};
  std::optional<bool> withAssignedPolicy = {};
};

struct ListInvitationRosterDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withUserCount = {};
  std::optional<bool> withAssignedPolicy = {};
};

struct ListInvitationUserDto {
  std::string rosterId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
  std::optional<bool> withCreatorDetail = {};
};

struct PaginationInvitationPolicyDataDto {
  // Entries that match, on all pages
  double totalCount = 0;
  // The page's entries
  std::vector<GetInvitationPolicyDto> list = {};
};

struct PaginationInvitationPolicyQueryDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
  std::optional<bool> withCreatorDetail = {};
};

struct UniversalInvitationApplicantData {
  std::string id = {};
  std::string applicant = {};
  // E-mail address
  std::string email = {};
  std::string inviterId = {};
  std::optional<std::string> operatorId = {};
  // The state it is in
  std::string status = {};
  // What the code is for. A code opens only what it was sent for
  std::string channel = {};
  std::optional<CommonUserDto> inviterDetail = {};
  std::optional<CommonUserDto> operatorDetail = {};
};

struct PaginationUniversalInvitationApplicantDataDto {
  // Entries that match, on all pages
  double totalCount = 0;
  // The page's entries
  std::vector<UniversalInvitationApplicantData> list = {};
};

struct PaginationUniversalInvitationApplicantQueryDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
  std::optional<bool> withInvitorDetail = {};
  std::optional<bool> withOperatorDetail = {};
};

struct UpdateExtendsFieldDto {
  // Its kind
  std::string type = {};
  std::string id = {};
  // Its name
  std::string name = {};
  std::string label = {};
  bool show = false;
  bool allowRewrite = false;
  std::string inputType = {};
  std::optional<bool> required = {};
  std::optional<AppValidateRuleDto> validateRules = {};
  std::optional<CustomFieldI18n> i18n = {};
};

struct PolicyExtendsFieldsDto {
  UpdateExtendsFieldDto extendsField = {};
  std::string action = {};
  std::string policyId = {};
  std::optional<std::vector<std::string>> newOrder = {};
};

struct PolicyInviteJoinedOptionsDto {
  // Code that proves the phone number in profile, sent for CHANNEL_COMPLETE_PHONE
  std::optional<std::string> phonePassCodeForInformationCompletion = {};
  // Code that proves the e-mail address in profile, sent for CHANNEL_COMPLETE_EMAIL
  std::optional<std::string> emailPassCodeForInformationCompletion = {};
};

struct PolicyInviteeJoinedDto {
  // What generate-policy-invitation-token gave
  std::string token = {};
  // The one-time code that proves the address
  std::optional<std::string> code = {};
  // Where the code went
  std::optional<std::string> receiverType = {};
  // Address of a page about the user
  std::optional<InviteeProfileDto> profile = {};
  // Further options
  std::optional<PolicyInviteJoinedOptionsDto> options = {};
};

struct QuickFilterInvitationUserDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<CombineFiltersBaseDto> filter = {};
};

struct QuickFilterInviteeRecordDto {
  std::string rosterId = {};
  std::string rosterName = {};
  std::string inviteeId = {};
  std::string inviteeName = {};
  std::optional<std::string> inviteePhoneCountryCode = {};
  std::optional<std::string> inviteePhone = {};
  std::string inviteeEmail = {};
  std::string inviteeStatus = {};
  std::string inviteeSource = {};
};

struct QuickFilterInviteePaginationDto {
  // Entries that match, on all pages
  std::optional<double> totalCount = {};
  // The page's entries
  std::vector<QuickFilterInviteeRecordDto> list = {};
};

struct RemoveInvitationPolicyUserAttributionDto {
  std::string targetType = {};
  std::string targetIdentifier = {};
  std::string policyId = {};
  std::optional<std::string> namespace_ = {};
};

struct RemoveInvitationPolicyUserAttributionMainDepartmentDto {
  std::string policyId = {};
};

struct RemoveInvitationPolicyUserAttributionsBatchDto {
  std::vector<InvitationPolicyUserAttributionListDto> targets = {};
  std::string policyId = {};
};

struct RevertRosterInvitationBatchDto {
  std::vector<std::string> inviteeIds = {};
};

struct RevertRosterInvitationDto {
  std::string inviteeId = {};
  std::string rosterId = {};
};

struct SendRosterInvitationBatchDto {
  std::vector<std::string> inviteeIds = {};
  std::string rosterId = {};
};

struct SendRosterInvitationDto {
  std::string rosterId = {};
};

struct SetInvitationPolicyUserAttributionMainDepartmentDto {
  std::string policyId = {};
  // Id of the department
  std::string departmentId = {};
};

struct UniversalInvitationJoinRespDto {
  // The state it is in
  std::string status = {};
};

struct UserPoolPublicConfigDto {
  // What people call the user pool
  std::optional<std::string> name = {};
  // Address of its picture
  std::optional<std::string> logo = {};
  // What the user pool is for
  std::optional<std::string> description = {};
};

struct UniversalInvitationPublicConfigDto {
  // Where the invitation leads
  UserPoolPublicConfigDto userPool = {};
  // Who invites
  std::optional<InviterDetailDto> inviter = {};
};

struct UniversalInviteeProfileDto {
  // Full name
  std::string name = {};
  // E-mail address
  std::string email = {};
};

struct UniversalInvitationUserJoinDto {
  // The one-time code that proves the e-mail address
  std::string emailCode = {};
  // What the link carries
  std::string identifier = {};
  // Address of a page about the user
  std::optional<UniversalInviteeProfileDto> profile = {};
};

struct UpdateInvitationPolicyDto {
  std::string policyId = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> inviteMethod = {};
  std::optional<InvitationLinkConfigDto> inviteLinkConfig = {};
  std::optional<DefaultPasswordConfigDto> defaultPasswordConfig = {};
  std::optional<bool> showPasswordInInviteEmail = {};
  std::optional<bool> enabledIdentifierVerify = {};
  std::optional<std::string> sendVerifyCodeMethod = {};
  std::optional<bool> enabledInfoFill = {};
  std::optional<std::string> registerInfoFillMsg = {};
  std::optional<bool> enabledExtIdp = {};
  std::optional<bool> allowSkipBindExtIdp = {};
  std::optional<std::string> extIdpBindMsg = {};
  std::optional<std::vector<std::string>> extIdpConnIds = {};
  std::optional<std::vector<std::string>> extendsFields = {};
  std::optional<std::string> inviteEmailTemplateType = {};
  std::optional<std::string> welcomeEmailTemplateType = {};
};

struct UpdateInvitationRosterDto {
  std::string rosterId = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> policyId = {};
};

struct UpdateUniversalInvitationDto {
  std::optional<bool> adminInvitationConfig = {};
  std::optional<bool> memberInvitationConfig = {};
  std::optional<bool> enabledMemberInvitation = {};
};

struct UserAttributionDto {
  std::string id = {};
  std::string policyId = {};
  std::string targetIdentifier = {};
  std::optional<std::string> namespace_ = {};
  std::string targetType = {};
  Json targetDetail = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct UserAttributionMainDepartmentDto {
  std::string policyId = {};
  // Id of the department
  std::string departmentId = {};
  std::optional<InvitationDepartmentRespDto> departmentDetail = {};
};

struct UserAttributionPaginationDto {
  // Entries that match, on all pages
  std::optional<double> totalCount = {};
  // The page's entries
  std::vector<UserAttributionDto> list = {};
};

struct VerifyInviteCodeDto {
  // Where the code went
  std::string receiverType = {};
  // The one-time code that proves the address
  std::string code = {};
  // What generate-policy-invitation-token gave
  std::string token = {};
};

// Parameters of get_invitation_policy.
struct GetPolicyDetailByIdQuery {
  std::string policyId = {};
  std::optional<std::string> rosterId = {};
  std::optional<bool> withCreatorDetail = {};
};

// Parameters of get_invitation_policy_user_attribution.
struct GetPolicyUserAttributionDetailQuery {
  std::string id = {};
  std::optional<bool> withTargetDetail = {};
  std::optional<bool> withDepartmentExtInfo = {};
};

// Parameters of get_invitation_policy_user_attribution_main_department.
struct GetUserAttributionMainDepartmentQuery {
  std::string policyId = {};
  std::optional<bool> withDepartmentDetail = {};
};

// Parameters of get_invitation_roster.
struct GetInvitationRosterQuery {
  std::string rosterId = {};
  std::optional<bool> withCreatorDetail = {};
  std::optional<bool> withUserCount = {};
  std::optional<bool> withAssignedPolicy = {};
};

// Parameters of get_policy_invitation_context.
struct GetInviteCodeContextQuery {
  // What generate-policy-invitation-token gave
  std::string token = {};
};

// Parameters of get_universal_invitation_public_config.
struct GetUniversalInvitationPublicConfigQuery {
  // What the link carries
  std::string identifier = {};
};

// Parameters of get_universal_invitation_settings.
struct GetUniversalInvitationQuery {
  std::optional<bool> withDepartmentDetail = {};
};

// Parameters of invitation_invitee_upload.
struct UploadQuery {
  std::optional<std::string> private_ = {};
};

// Parameters of list_invitation_policy_extends_fields.
struct ListRegisterExtendsFieldsQuery {
  std::string policyId = {};
  std::optional<std::string> rosterId = {};
};

// Parameters of list_invitation_policy_user_attributions.
struct ListPolicyUserAttributionDetailQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::string policyId = {};
  std::optional<bool> withTargetDetail = {};
  std::optional<bool> withDepartmentExtInfo = {};
  std::string targetType = {};
};

}  // namespace genauth
