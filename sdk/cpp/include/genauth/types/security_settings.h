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
  // Whether update-email needs a code of the present address too
  bool verifyOldEmail = false;
};

struct ChangePhoneStrategyDto {
  // Whether update-phone needs a code of the present number too
  bool verifyOldPhone = false;
};

struct CookieSettingsDto {
  // How long our cookies stay in a browser, in seconds
  std::int64_t cookieExpiresIn = 0;
  // Whether they end with the browser instead
  bool cookieExpiresOnBrowserSession = false;
};

struct LoginFailCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  // Within how many seconds
  std::int64_t timeInterval = 0;
  // The unit in which consoles show the time; it does not change the seconds
  std::optional<std::string> unit = {};
};

struct LoginPassowrdFailCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  // Within how many seconds
  std::int64_t timeInterval = 0;
  // The unit in which consoles show the time; it does not change the seconds
  std::optional<std::string> unit = {};
};

struct LoginIpWhitelistCheckConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Addresses and networks, separated by white space or commas
  std::optional<std::string> ipWhitelist = {};
};

struct LoginAnomalyDetectionConfigDto {
  // What loginFailCheck and loginPasswordFailCheck lead to: a picture code, or a lock
  std::string loginFailStrategy = {};
  // When a sign-in by password needs a picture code
  std::string robotVerify = {};
  // Whether an account waits after too many wrong passwords: disable, or condition_set for
  // accountLockLoginPasswordFailCheck
  std::string accountLock = {};
  // The older rule for failed sign-ins of any kind from one address; loginFailStrategy says what follows
  LoginFailCheckConfigDto loginFailCheck = {};
  // The older rule for wrong passwords of one account; loginFailStrategy says what follows
  LoginPassowrdFailCheckConfigDto loginPasswordFailCheck = {};
  // After how many wrong passwords of an account within how long it is locked, until that time is over
  std::optional<LoginPassowrdFailCheckConfigDto> accountLockLoginPasswordFailCheck = {};
  // With condition_set: after so many wrong passwords of an account a picture code is needed
  LoginPassowrdFailCheckConfigDto robotVerifyLoginPasswordFailCheck = {};
  // With condition_set: addresses outside of the list need a picture code
  LoginIpWhitelistCheckConfigDto robotVerifyLoginIpWhitelistCheck = {};
  // With condition_set: whether a picture code is needed outside of the listed times
  bool robotVerifyLoginTimeCheckEnable = false;
  // Times without a picture code: days of the week (1 is Monday), hours, and the distance from UTC
  std::vector<std::string> robotVerifyloginWeekStartEndTime = {};
};

struct QrcodeLoginStrategyDto {
  // How long a QR code can be scanned and confirmed, in seconds
  std::int64_t qrcodeExpiresIn = 0;
  // The unit in which consoles show that time
  std::optional<std::string> qrcodeExpiresInUnit = {};
  // How long the ticket of a confirmed QR code is good, in seconds
  std::int64_t ticketExpiresIn = 0;
  // The unit in which consoles show that time
  std::optional<std::string> ticketExpiresInUnit = {};
  // Whether a page may trade the ticket of a QR code for tokens itself, without its server
  bool allowExchangeUserInfoFromBrowser = false;
  // Whether check-qrcode-status shows the whole profile of who confirmed
  bool returnFullUserInfo = false;
};

struct RegisterAnomalyDetectionConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // Entries on a page
  std::int64_t limit = 0;
  // Within how many seconds
  std::int64_t timeInterval = 0;
};

struct SelfUnlockAccountConfigDto {
  // Whether it is switched on
  bool enabled = false;
  // captcha: a code to the bound phone or e-mail address; password-captcha: the password too
  std::string strategy = {};
};

struct SecuritySettingsDto {
  // Pages whose scripts may call every application of the pool: origins, one a line
  std::optional<std::string> allowedOrigins = {};
  // The same as genauthTokenExpiresIn, under its older name
  std::int64_t authingTokenExpiresIn = 0;
  // Digits of codes by SMS and e-mail, and characters of picture codes
  std::int64_t verifyCodeLength = 0;
  // Wrong tries after which a code is void
  std::int64_t verifyCodeMaxAttempts = 0;
  // What changing an e-mail address takes
  ChangeEmailStrategyDto changeEmailStrategy = {};
  // What changing a phone number takes
  ChangePhoneStrategyDto changePhoneStrategy = {};
  // How long cookies stay
  std::optional<CookieSettingsDto> cookieSettings = {};
  // Whether nobody may register themselves
  bool registerDisabled = false;
  // How many accounts one address may make within how long
  RegisterAnomalyDetectionConfigDto registerAnomalyDetection = {};
  // Whether who registered with a code must set a password at the first sign-in (1639)
  bool completePasswordAfterPassCodeLogin = false;
  // When a sign-in needs a picture code, and when an account is locked
  LoginAnomalyDetectionConfigDto loginAnomalyDetection = {};
  // Whether who signs in with an e-mail address and a password must have verified the address
  bool loginRequireEmailVerified = false;
  // How people unlock their own accounts
  SelfUnlockAccountConfigDto selfUnlockAccount = {};
  // Whether the sign-in page offers the accounts that a browser remembers; no effect at the API itself
  bool enableLoginAccountSwitch = false;
  // How QR codes for signing in behave
  QrcodeLoginStrategyDto qrcodeLoginStrategy = {};
  // The most seconds that a user's access or ID token lives, whatever the application says
  double genauthTokenExpiresIn = 0;
};

struct UpdateSecuritySettingsDto {
  // Pages whose scripts may call every application of the pool: scheme, host and port
  std::optional<std::vector<std::string>> allowedOrigins = {};
  // The same as genauthTokenExpiresIn, under its older name
  std::optional<std::int64_t> authingTokenExpiresIn = {};
  // Digits of codes by SMS and e-mail, and characters of picture codes
  std::optional<std::int64_t> verifyCodeLength = {};
  // Wrong tries after which a code is void
  std::optional<std::int64_t> verifyCodeMaxAttempts = {};
  // What changing an e-mail address takes
  std::optional<ChangeEmailStrategyDto> changeEmailStrategy = {};
  // What changing a phone number takes
  std::optional<ChangePhoneStrategyDto> changePhoneStrategy = {};
  // How long cookies stay
  std::optional<CookieSettingsDto> cookieSettings = {};
  // Whether nobody may register themselves
  std::optional<bool> registerDisabled = {};
  // How many accounts one address may make within how long
  std::optional<RegisterAnomalyDetectionConfigDto> registerAnomalyDetection = {};
  // Whether who registered with a code must set a password at the first sign-in (1639)
  std::optional<bool> completePasswordAfterPassCodeLogin = {};
  // When a sign-in needs a picture code, and when an account is locked
  std::optional<LoginAnomalyDetectionConfigDto> loginAnomalyDetection = {};
  // Whether who signs in with an e-mail address and a password must have verified the address
  std::optional<bool> loginRequireEmailVerified = {};
  // How people unlock their own accounts
  std::optional<SelfUnlockAccountConfigDto> selfUnlockAccount = {};
  // Whether the sign-in page offers the accounts that a browser remembers; no effect at the API itself
  std::optional<bool> enableLoginAccountSwitch = {};
  // How QR codes for signing in behave
  std::optional<QrcodeLoginStrategyDto> qrcodeLoginStrategy = {};
  // The most seconds that a user's access or ID token lives, whatever the application says
  std::optional<double> genauthTokenExpiresIn = {};
};

}  // namespace genauth
