// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct BindByAccountIdInputApi;
struct BindByAccountInputApi;
struct BindByAccountsInputApi;
struct BindByEmailCodeInputApi;
struct BindByPhoneCodeInputApi;
struct BindByRegiserInputApi;
struct DecryptDouyinMiniProgramDataDto;
struct DecryptWechatMiniProgramDataDto;
struct GetWechatAccessTokenDataDto;
struct GetWechatAccessTokenDto;
struct WechatLoginTokenRespDto;
struct WechatMobileAuthByCodeIdentityInput;

struct BindByAccountIdInputApi {
  std::string key = {};
  std::string action = {};
  std::string accountId = {};
};

struct BindByAccountInputApi {
  std::string key = {};
  std::string action = {};
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
};

struct BindByAccountsInputApi {
  std::string key = {};
  std::string action = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
};

struct BindByEmailCodeInputApi {
  std::string key = {};
  std::string action = {};
  std::string code = {};
  // E-mail address
  std::string email = {};
};

struct BindByPhoneCodeInputApi {
  std::string key = {};
  std::string action = {};
  std::string code = {};
  // Phone number in its national form, without the country code
  std::string phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct BindByRegiserInputApi {
  std::string key = {};
  std::string action = {};
};

struct DecryptDouyinMiniProgramDataDto {
  std::string code = {};
  std::string iv = {};
  std::string encryptedData = {};
  std::string extIdpConnidentifier = {};
};

struct DecryptWechatMiniProgramDataDto {
  std::string code = {};
  std::string iv = {};
  std::string encryptedData = {};
  std::string extIdpConnidentifier = {};
};

struct GetWechatAccessTokenDataDto {
  // Access token of the identity source
  std::string accessToken = {};
  std::string expiresAt = {};
};

struct GetWechatAccessTokenDto {
  // Id of the application
  std::string appId = {};
  std::string appSecret = {};
};

struct WechatLoginTokenRespDto {
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
  std::string code = {};
  // Id of the application
  std::optional<std::string> appId = {};
  std::optional<std::string> connId = {};
  // Further options
  std::optional<SignInOptionsDto> options = {};
};

}  // namespace genauth
