// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AlipayAuthInfoDataDto;
struct SignInByAdPayloadDto;
struct SignInByAlipayPayloadDto;
struct SignInByAmazonPayloadDto;
struct SignInByApplePayloadDto;
struct SignInByBaiduPayloadDto;
struct SignInByDingTalkPayloadDto;
struct SignInByDouyinMiniProgramCodePayloadDto;
struct SignInByDouyinMiniProgramPhoneInfoPayloadDto;
struct SignInByDouyinMiniProgramCodeAndPhonePayloadDto;
struct SignInByDouyinPayloadDto;
struct SignInByFacebookPayloadDto;
struct SignInByGiteePayloadDto;
struct SignInByGithubPayloadDto;
struct SignInByGitlabPayloadDto;
struct SignInByGooglePayloadDto;
struct SignInByHuaweiPayloadDto;
struct SignInByKuaishouPayloadDto;
struct SignInByLarkBlockPayloadDto;
struct SignInByLarkInternalPayloadDto;
struct SignInByLarkPublicPayloadDto;
struct SignInByLdapPayloadDto;
struct SignInByLinePayloadDto;
struct SignInByLinkedInPayloadDto;
struct SignInByMobileOptionsDto;
struct SignInByOPPOPayloadDto;
struct SignInByPassCodePayloadDto;
struct SignInByPasswordPayloadDto;
struct SignInByQQPayloadDto;
struct SignInBySlackPayloadDto;
struct SignInByWechatMiniProgramCodePayloadDto;
struct SignInByWechatMiniProgramPhoneInfoPayloadDto;
struct SignInByWechatMiniProgramCodeAndPhonePayloadDto;
struct SignInByWechatMiniProgramPhonePayloadDto;
struct SignInByWechatPayloadDto;
struct SignInByWechatworkAgencyPayloadDto;
struct SignInByWechatworkDto;
struct SignInByWeiboPayloadDto;
struct SignInByXiaomiPayloadDto;
struct SignInByYidunPayloadDto;
struct SignUpByPassCodeDto;
struct SignUpByPasswordDto;
struct SignUpProfileDto;
struct SignUpOptionsDto;
struct SignUpDto;
struct SigninByCredentialsDto;
struct SigninByMobileDto;

struct AlipayAuthInfoDataDto {
  std::string authInfo = {};
};

struct SignInByAdPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // Account name in the directory
  std::string sAMAccountName = {};
};

struct SignInByAlipayPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByAmazonPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByApplePayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByBaiduPayloadDto {
  std::optional<std::string> code = {};
  // Access token, a JWT
  std::optional<std::string> access_token = {};
};

struct SignInByDingTalkPayloadDto {
  std::string code = {};
  std::optional<bool> isSnsCode = {};
};

struct SignInByDouyinMiniProgramCodePayloadDto {
  std::optional<std::string> encryptedData = {};
  std::optional<std::string> iv = {};
  std::string code = {};
};

struct SignInByDouyinMiniProgramPhoneInfoPayloadDto {
  std::optional<std::string> iv = {};
  std::optional<std::string> encryptedData = {};
};

struct SignInByDouyinMiniProgramCodeAndPhonePayloadDto {
  SignInByDouyinMiniProgramCodePayloadDto loginParams = {};
  SignInByDouyinMiniProgramPhoneInfoPayloadDto phoneParams = {};
};

struct SignInByDouyinPayloadDto {
  std::string code = {};
};

struct SignInByFacebookPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByGiteePayloadDto {
  std::string code = {};
};

struct SignInByGithubPayloadDto {
  std::string code = {};
};

struct SignInByGitlabPayloadDto {
  std::string code = {};
};

struct SignInByGooglePayloadDto {
  std::string code = {};
};

struct SignInByHuaweiPayloadDto {
  std::string code = {};
};

struct SignInByKuaishouPayloadDto {
  std::string code = {};
};

struct SignInByLarkBlockPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByLarkInternalPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByLarkPublicPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByLdapPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // Account name in the directory
  std::string sAMAccountName = {};
};

struct SignInByLinePayloadDto {
  // Access token, a JWT
  std::string access_token = {};
  // Id token, a JWT
  std::optional<std::string> id_token = {};
};

struct SignInByLinkedInPayloadDto {
  std::string code = {};
};

struct SignInByMobileOptionsDto {
  std::optional<std::string> scope = {};
  // Free data of your own that goes with the call into events and pipelines
  Json context = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
};

struct SignInByOPPOPayloadDto {
  std::string code = {};
};

struct SignInByPassCodePayloadDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct SignInByPasswordPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::optional<std::string> account = {};
  // E-mail address
  std::optional<std::string> email = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
};

struct SignInByQQPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInBySlackPayloadDto {
  std::string code = {};
};

struct SignInByWechatMiniProgramCodePayloadDto {
  std::optional<std::string> encryptedData = {};
  std::optional<std::string> iv = {};
  std::string code = {};
};

struct SignInByWechatMiniProgramPhoneInfoPayloadDto {
  std::string code = {};
};

struct SignInByWechatMiniProgramCodeAndPhonePayloadDto {
  SignInByWechatMiniProgramCodePayloadDto wxLoginInfo = {};
  SignInByWechatMiniProgramPhoneInfoPayloadDto wxPhoneInfo = {};
};

struct SignInByWechatMiniProgramPhonePayloadDto {
  std::string encryptedData = {};
  std::string iv = {};
  std::string code = {};
};

struct SignInByWechatPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByWechatworkAgencyPayloadDto {
  std::optional<std::string> code = {};
};

struct SignInByWechatworkDto {
  std::optional<std::string> code = {};
};

struct SignInByWeiboPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByXiaomiPayloadDto {
  std::string code = {};
};

struct SignInByYidunPayloadDto {
  std::optional<std::string> token = {};
  // Access token of the identity source
  std::optional<std::string> accessToken = {};
};

struct SignUpByPassCodeDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct SignUpByPasswordDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
};

struct SignUpProfileDto {
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Company
  std::optional<std::string> company = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // Device that the user had at registration
  std::optional<std::string> device = {};
  // Browser that the user had at registration
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
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
};

struct SignUpOptionsDto {
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Code that proves the phone number in profile, sent for CHANNEL_COMPLETE_PHONE
  std::optional<std::string> phonePassCodeForInformationCompletion = {};
  // Code that proves the e-mail address in profile, sent for CHANNEL_COMPLETE_EMAIL
  std::optional<std::string> emailPassCodeForInformationCompletion = {};
  // Password to set on an account that is created with a code
  std::optional<std::string> passwordForPhonePassCode = {};
  // Free data of your own that goes with the call into events and pipelines
  Json context = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct SignUpDto {
  // How the user proves who they are; decides which payload is read
  std::string connection = {};
  // Account and password, with connection PASSWORD
  std::optional<SignUpByPasswordDto> passwordPayload = {};
  // Recipient and one-time code, with connection PASSCODE
  std::optional<SignUpByPassCodeDto> passCodePayload = {};
  // What else is known of the new user
  std::optional<SignUpProfileDto> profile = {};
  // Further options
  std::optional<SignUpOptionsDto> options = {};
};

struct SigninByCredentialsDto {
  // How the user proves who they are; decides which payload is read
  std::string connection = {};
  // Account and password, with connection PASSWORD
  std::optional<SignInByPasswordPayloadDto> passwordPayload = {};
  // Recipient and one-time code, with connection PASSCODE
  std::optional<SignInByPassCodePayloadDto> passCodePayload = {};
  // Account of an Active Directory, with connection AD
  std::optional<SignInByAdPayloadDto> adPayload = {};
  // Account of an LDAP directory, with connection LDAP
  std::optional<SignInByLdapPayloadDto> ldapPayload = {};
  // Further options
  std::optional<SignInOptionsDto> options = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

struct SigninByMobileDto {
  std::string extIdpConnidentifier = {};
  std::string connection = {};
  std::optional<SignInByWechatPayloadDto> wechatPayload = {};
  std::optional<SignInByApplePayloadDto> applePayload = {};
  std::optional<SignInByAlipayPayloadDto> alipayPayload = {};
  std::optional<SignInByWechatworkDto> wechatworkPayload = {};
  std::optional<SignInByWechatworkAgencyPayloadDto> wechatworkAgencyPayload = {};
  std::optional<SignInByLarkPublicPayloadDto> larkPublicPayload = {};
  std::optional<SignInByLarkInternalPayloadDto> larkInternalPayload = {};
  std::optional<SignInByLarkBlockPayloadDto> larkBlockPayload = {};
  std::optional<SignInByYidunPayloadDto> yidunPayload = {};
  std::optional<SignInByWechatMiniProgramCodePayloadDto> wechatMiniProgramCodePayload = {};
  std::optional<SignInByWechatMiniProgramPhonePayloadDto> wechatMiniProgramPhonePayload = {};
  std::optional<SignInByWechatMiniProgramCodeAndPhonePayloadDto> wechatMiniProgramCodeAndPhonePayload = {};
  std::optional<SignInByDouyinMiniProgramCodePayloadDto> douyinMiniProgramCodePayload = {};
  std::optional<SignInByDouyinMiniProgramCodeAndPhonePayloadDto> douyinMiniProgramCodeAndPhonePayload = {};
  std::optional<SignInByGooglePayloadDto> googlePayload = {};
  std::optional<SignInByFacebookPayloadDto> facebookPayload = {};
  std::optional<SignInByQQPayloadDto> qqPayload = {};
  std::optional<SignInByWeiboPayloadDto> weiboPayload = {};
  std::optional<SignInByBaiduPayloadDto> baiduPayload = {};
  std::optional<SignInByLinkedInPayloadDto> linkedInPayload = {};
  std::optional<SignInByDingTalkPayloadDto> dingTalkPayload = {};
  std::optional<SignInByGithubPayloadDto> githubPayload = {};
  std::optional<SignInByGiteePayloadDto> giteePayload = {};
  std::optional<SignInByGitlabPayloadDto> gitlabPayload = {};
  std::optional<SignInByDouyinPayloadDto> douyinPayload = {};
  std::optional<SignInByKuaishouPayloadDto> kuaishouPayload = {};
  std::optional<SignInByXiaomiPayloadDto> xiaomiPayload = {};
  std::optional<SignInByLinePayloadDto> linePayload = {};
  std::optional<SignInBySlackPayloadDto> slackPayload = {};
  std::optional<SignInByOPPOPayloadDto> oppoPayload = {};
  std::optional<SignInByHuaweiPayloadDto> huaweiPayload = {};
  std::optional<SignInByAmazonPayloadDto> amazonPayload = {};
  // Further options
  std::optional<SignInByMobileOptionsDto> options = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

// Parameters of get_alipay_auth_info.
struct GetAlipayAuthInfoQuery {
  std::string extIdpConnidentifier = {};
};

}  // namespace genauth
