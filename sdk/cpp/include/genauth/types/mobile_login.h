// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AlipayAuthInfoDataDto;
struct BindByAccountIdInputApi;
struct BindByAccountInputApi;
struct BindByAccountsInputApi;
struct BindByEmailCodeInputApi;
struct BindByPhoneCodeInputApi;
struct BindByRegiserInputApi;
struct DecryptDouyinMiniProgramDataDto;
struct DecryptWechatMiniProgramDataDto;
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
struct SignInByLinePayloadDto;
struct SignInByLinkedInPayloadDto;
struct SignInByMobileOptionsDto;
struct SignInByOPPOPayloadDto;
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
struct SigninByMobileDto;
struct WechatLoginTokenRespDto;
struct WechatMobileAuthByCodeIdentityInput;

struct AlipayAuthInfoDataDto {
  // Text for the SDK of Alipay, signed
  std::string authInfo = {};
};

struct BindByAccountIdInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
  // One of the accounts that came with the key
  std::string accountId = {};
};

struct BindByAccountInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
};

struct BindByAccountsInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
};

struct BindByEmailCodeInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
  // The one-time code
  std::string code = {};
  // E-mail address
  std::string email = {};
};

struct BindByPhoneCodeInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
  // The one-time code
  std::string code = {};
  // Phone number in its national form, without the country code
  std::string phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct BindByRegiserInputApi {
  // The key that came with the question
  std::string key = {};
  // Name of the step in the notation of the mobile SDKs; the path decides
  std::string action = {};
};

struct DecryptDouyinMiniProgramDataDto {
  // Code of the sign-in under whose session the data were encrypted
  std::string code = {};
  // The initial value that came with the encrypted data, base64
  std::string iv = {};
  // The data that the platform encrypted for the mini program, base64
  std::string encryptedData = {};
  // Identifier of the connection
  std::string extIdpConnidentifier = {};
};

struct DecryptWechatMiniProgramDataDto {
  // Code of the sign-in under whose session the data were encrypted
  std::string code = {};
  // The initial value that came with the encrypted data, base64
  std::string iv = {};
  // The data that the platform encrypted for the mini program, base64
  std::string encryptedData = {};
  // Identifier of the connection
  std::string extIdpConnidentifier = {};
};

struct SignInByAlipayPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByAmazonPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByApplePayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByBaiduPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
  // Access token, a JWT
  std::optional<std::string> access_token = {};
};

struct SignInByDingTalkPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
  // The code is one of the older sign-in (getuserinfo_bycode)
  std::optional<bool> isSnsCode = {};
};

struct SignInByDouyinMiniProgramCodePayloadDto {
  // The data that the platform encrypted for the mini program, base64
  std::optional<std::string> encryptedData = {};
  // The initial value that came with the encrypted data, base64
  std::optional<std::string> iv = {};
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByDouyinMiniProgramPhoneInfoPayloadDto {
  // The initial value that came with the encrypted data, base64
  std::optional<std::string> iv = {};
  // The data that the platform encrypted for the mini program, base64
  std::optional<std::string> encryptedData = {};
};

struct SignInByDouyinMiniProgramCodeAndPhonePayloadDto {
  // What tt.login and, if wanted, tt.getUserProfile gave
  SignInByDouyinMiniProgramCodePayloadDto loginParams = {};
  // What the button for the phone number gave
  SignInByDouyinMiniProgramPhoneInfoPayloadDto phoneParams = {};
};

struct SignInByDouyinPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByFacebookPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByGiteePayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByGithubPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByGitlabPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByGooglePayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByHuaweiPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByKuaishouPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByLarkBlockPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByLarkInternalPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByLarkPublicPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByLinePayloadDto {
  // Access token, a JWT
  std::string access_token = {};
  // Id token, a JWT
  std::optional<std::string> id_token = {};
};

struct SignInByLinkedInPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByMobileOptionsDto {
  // What the tokens are to hold, separated by spaces
  std::optional<std::string> scope = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Values of custom fields; the account that signs in keeps those that it does not have yet
  Json customData = {};
};

struct SignInByOPPOPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByQQPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInBySlackPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByWechatMiniProgramCodePayloadDto {
  // The data that the platform encrypted for the mini program, base64
  std::optional<std::string> encryptedData = {};
  // The initial value that came with the encrypted data, base64
  std::optional<std::string> iv = {};
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByWechatMiniProgramPhoneInfoPayloadDto {
  // The code for the phone number, not the one of the sign-in
  std::string code = {};
};

struct SignInByWechatMiniProgramCodeAndPhonePayloadDto {
  // What wx.login and, if wanted, wx.getUserProfile gave
  SignInByWechatMiniProgramCodePayloadDto wxLoginInfo = {};
  // What the button for the phone number gave
  SignInByWechatMiniProgramPhoneInfoPayloadDto wxPhoneInfo = {};
};

struct SignInByWechatMiniProgramPhonePayloadDto {
  // The data that the platform encrypted for the mini program, base64
  std::string encryptedData = {};
  // The initial value that came with the encrypted data, base64
  std::string iv = {};
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByWechatPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByWechatworkAgencyPayloadDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByWechatworkDto {
  // What the SDK on the phone gave; good once
  std::optional<std::string> code = {};
};

struct SignInByWeiboPayloadDto {
  // Access token, a JWT
  std::string access_token = {};
};

struct SignInByXiaomiPayloadDto {
  // What the SDK on the phone gave; good once
  std::string code = {};
};

struct SignInByYidunPayloadDto {
  // Token of Yidun
  std::optional<std::string> token = {};
  // Access token of the identity source
  std::optional<std::string> accessToken = {};
};

struct SigninByMobileDto {
  // Identifier of the connection
  std::string extIdpConnidentifier = {};
  // Which payload comes, and whose it is
  std::string connection = {};
  // What the app got from WeChat; with that connection only
  std::optional<SignInByWechatPayloadDto> wechatPayload = {};
  // What the app got from Apple; with that connection only
  std::optional<SignInByApplePayloadDto> applePayload = {};
  // What the app got from Alipay; with that connection only
  std::optional<SignInByAlipayPayloadDto> alipayPayload = {};
  // What the app got from WeCom; with that connection only
  std::optional<SignInByWechatworkDto> wechatworkPayload = {};
  // What the app got from WeCom, for an application that a provider developed; with that connection only
  std::optional<SignInByWechatworkAgencyPayloadDto> wechatworkAgencyPayload = {};
  // What the app got from Lark, for a store application; with that connection only
  std::optional<SignInByLarkPublicPayloadDto> larkPublicPayload = {};
  // What the app got from Lark, for an application of one organization; with that connection only
  std::optional<SignInByLarkInternalPayloadDto> larkInternalPayload = {};
  // What the app got from a Lark block; with that connection only
  std::optional<SignInByLarkBlockPayloadDto> larkBlockPayload = {};
  // What the app got from Yidun one-tap sign-in; with that connection only
  std::optional<SignInByYidunPayloadDto> yidunPayload = {};
  // What the app got from a WeChat mini program, by its sign-in code; with that connection only
  std::optional<SignInByWechatMiniProgramCodePayloadDto> wechatMiniProgramCodePayload = {};
  // What the app got from a WeChat mini program, with an encrypted phone number; with that connection only
  std::optional<SignInByWechatMiniProgramPhonePayloadDto> wechatMiniProgramPhonePayload = {};
  // What the app got from a WeChat mini program, with a code for the phone number; with that connection only
  std::optional<SignInByWechatMiniProgramCodeAndPhonePayloadDto> wechatMiniProgramCodeAndPhonePayload = {};
  // What the app got from a Douyin mini program, by its sign-in code; with that connection only
  std::optional<SignInByDouyinMiniProgramCodePayloadDto> douyinMiniProgramCodePayload = {};
  // What the app got from a Douyin mini program, with an encrypted phone number; with that connection only
  std::optional<SignInByDouyinMiniProgramCodeAndPhonePayloadDto> douyinMiniProgramCodeAndPhonePayload = {};
  // What the app got from Google; with that connection only
  std::optional<SignInByGooglePayloadDto> googlePayload = {};
  // What the app got from Facebook; with that connection only
  std::optional<SignInByFacebookPayloadDto> facebookPayload = {};
  // What the app got from QQ; with that connection only
  std::optional<SignInByQQPayloadDto> qqPayload = {};
  // What the app got from Weibo; with that connection only
  std::optional<SignInByWeiboPayloadDto> weiboPayload = {};
  // What the app got from Baidu; with that connection only
  std::optional<SignInByBaiduPayloadDto> baiduPayload = {};
  // What the app got from LinkedIn; with that connection only
  std::optional<SignInByLinkedInPayloadDto> linkedInPayload = {};
  // What the app got from DingTalk; with that connection only
  std::optional<SignInByDingTalkPayloadDto> dingTalkPayload = {};
  // What the app got from GitHub; with that connection only
  std::optional<SignInByGithubPayloadDto> githubPayload = {};
  // What the app got from Gitee; with that connection only
  std::optional<SignInByGiteePayloadDto> giteePayload = {};
  // What the app got from GitLab; with that connection only
  std::optional<SignInByGitlabPayloadDto> gitlabPayload = {};
  // What the app got from Douyin; with that connection only
  std::optional<SignInByDouyinPayloadDto> douyinPayload = {};
  // What the app got from Kuaishou; with that connection only
  std::optional<SignInByKuaishouPayloadDto> kuaishouPayload = {};
  // What the app got from Xiaomi; with that connection only
  std::optional<SignInByXiaomiPayloadDto> xiaomiPayload = {};
  // What the app got from LINE; with that connection only
  std::optional<SignInByLinePayloadDto> linePayload = {};
  // What the app got from Slack; with that connection only
  std::optional<SignInBySlackPayloadDto> slackPayload = {};
  // What the app got from OPPO; with that connection only
  std::optional<SignInByOPPOPayloadDto> oppoPayload = {};
  // What the app got from Huawei; with that connection only
  std::optional<SignInByHuaweiPayloadDto> huaweiPayload = {};
  // What the app got from Amazon; with that connection only
  std::optional<SignInByAmazonPayloadDto> amazonPayload = {};
  // Further options
  std::optional<SignInByMobileOptionsDto> options = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

struct WechatLoginTokenRespDto {
  // What the tokens hold
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

struct WechatMobileAuthByCodeIdentityInput {
  // What the SDK of WeChat gave
  std::string code = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Id or identifier of the connection; left out, the first one of WeChat on mobile that the application
  // offers
  std::optional<std::string> connId = {};
  // Further options
  std::optional<SignInOptionsDto> options = {};
};

// Parameters of get_alipay_auth_info.
struct GetAlipayAuthInfoQuery {
  // Identifier of the connection
  std::string extIdpConnidentifier = {};
};

}  // namespace genauth
