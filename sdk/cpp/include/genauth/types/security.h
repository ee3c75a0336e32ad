// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ChangeEmailStrategyDto;
struct ChangePhoneStrategyDto;
struct CookieSettingsDto;
struct LoginFailCheckConfigDto;
struct LoginPassowrdFailCheckConfigDto;
struct LoginIpWhitelistCheckConfigDto;
struct LoginAnomalyDetectionConfigDto;
struct QrcodeLoginStrategyDto;
struct RegisterAnomalyDetectionConfigDto;
struct SelfUnlockAccountConfigDto;
struct SecuritySettingsDto;
struct UpdateSecuritySettingsDto;

struct ChangeEmailStrategyDto {
  bool verifyOldEmail = false;
};

struct ChangePhoneStrategyDto {
  bool verifyOldPhone = false;
};

struct CookieSettingsDto {
  std::int64_t cookieExpiresIn = 0;
  bool cookieExpiresOnBrowserSession = false;
};

struct LoginFailCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  std::int64_t timeInterval = 0;
  std::optional<std::string> unit = {};
};

struct LoginPassowrdFailCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  std::int64_t timeInterval = 0;
  std::optional<std::string> unit = {};
};

struct LoginIpWhitelistCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  std::string ipWhitelist = {};
};

struct LoginAnomalyDetectionConfigDto {
  std::string loginFailStrategy = {};
  std::string robotVerify = {};
  std::string accountLock = {};
  LoginFailCheckConfigDto loginFailCheck = {};
  LoginPassowrdFailCheckConfigDto loginPasswordFailCheck = {};
  std::optional<LoginPassowrdFailCheckConfigDto> accountLockLoginPasswordFailCheck = {};
  LoginPassowrdFailCheckConfigDto robotVerifyLoginPasswordFailCheck = {};
  LoginIpWhitelistCheckConfigDto robotVerifyLoginIpWhitelistCheck = {};
  bool robotVerifyLoginTimeCheckEnable = false;
  std::vector<std::string> robotVerifyloginWeekStartEndTime = {};
};

struct QrcodeLoginStrategyDto {
  std::int64_t qrcodeExpiresIn = 0;
  std::optional<std::string> qrcodeExpiresInUnit = {};
  std::int64_t ticketExpiresIn = 0;
  std::optional<std::string> ticketExpiresInUnit = {};
  bool allowExchangeUserInfoFromBrowser = false;
  bool returnFullUserInfo = false;
};

struct RegisterAnomalyDetectionConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  std::int64_t timeInterval = 0;
};

struct SelfUnlockAccountConfigDto {
  // Whether it is switched on
  bool enabled = false;
  std::string strategy = {};
};

struct SecuritySettingsDto {
  std::optional<std::string> allowedOrigins = {};
  std::int64_t authingTokenExpiresIn = 0;
  std::int64_t verifyCodeLength = 0;
  std::int64_t verifyCodeMaxAttempts = 0;
  ChangeEmailStrategyDto changeEmailStrategy = {};
  ChangePhoneStrategyDto changePhoneStrategy = {};
  std::optional<CookieSettingsDto> cookieSettings = {};
  bool registerDisabled = false;
  RegisterAnomalyDetectionConfigDto registerAnomalyDetection = {};
  bool completePasswordAfterPassCodeLogin = false;
  LoginAnomalyDetectionConfigDto loginAnomalyDetection = {};
  bool loginRequireEmailVerified = false;
  SelfUnlockAccountConfigDto selfUnlockAccount = {};
  bool enableLoginAccountSwitch = false;
  QrcodeLoginStrategyDto qrcodeLoginStrategy = {};
  double genauthTokenExpiresIn = 0;
};

struct UpdateSecuritySettingsDto {
  std::optional<std::vector<std::string>> allowedOrigins = {};
  std::optional<std::int64_t> authingTokenExpiresIn = {};
  std::optional<std::int64_t> verifyCodeLength = {};
  std::optional<std::int64_t> verifyCodeMaxAttempts = {};
  std::optional<ChangeEmailStrategyDto> changeEmailStrategy = {};
  std::optional<ChangePhoneStrategyDto> changePhoneStrategy = {};
  std::optional<CookieSettingsDto> cookieSettings = {};
  std::optional<bool> registerDisabled = {};
  std::optional<RegisterAnomalyDetectionConfigDto> registerAnomalyDetection = {};
  std::optional<bool> completePasswordAfterPassCodeLogin = {};
  std::optional<LoginAnomalyDetectionConfigDto> loginAnomalyDetection = {};
  std::optional<bool> loginRequireEmailVerified = {};
  std::optional<SelfUnlockAccountConfigDto> selfUnlockAccount = {};
  std::optional<bool> enableLoginAccountSwitch = {};
  std::optional<QrcodeLoginStrategyDto> qrcodeLoginStrategy = {};
  std::optional<double> genauthTokenExpiresIn = {};
};

}  // namespace genauth
