#include "modules/security_settings/security_settings.h"

#include "gen/errors/form.h"
#include "modules/authentication/sign_in_rules.h"
#include "net/address.h"

namespace genauth::security_settings {
namespace {

constexpr std::int64_t kSecondMs = 1000;
using Check = dto::StoredFailureCheck;

std::optional<std::string> unit_of(const std::string& unit) {
  return unit.empty() ? std::nullopt : std::optional(unit);
}

template <class Wire>
Wire wire_check(const Check& check) {
  Wire wire;
  wire.enabled = check.enabled;
  wire.limit = check.limit;
  wire.timeInterval = check.window_ms / kSecondMs;
  if constexpr (requires { wire.unit; }) wire.unit = unit_of(check.unit);
  return wire;
}

template <class Wire>
Check stored_check(const Wire& wire) {
  Check check{wire.enabled, wire.limit, wire.timeInterval * kSecondMs, ""};
  if constexpr (requires { wire.unit; }) check.unit = wire.unit.value_or("");
  return check;
}

dto::LoginAnomalyDetectionConfigDto shown_rules(const pools::Settings& settings) {
  using PasswordCheck = dto::LoginPassowrdFailCheckConfigDto;
  dto::LoginAnomalyDetectionConfigDto rules;
  rules.loginFailStrategy = settings.login_fail_strategy;
  rules.robotVerify = settings.captcha_mode;
  rules.accountLock = settings.lock_enabled ? "condition_set" : "disable";
  rules.loginFailCheck =
      wire_check<dto::LoginFailCheckConfigDto>(settings.login_fail_check.value_or(Check()));
  rules.loginPasswordFailCheck =
      wire_check<PasswordCheck>(settings.login_password_fail_check.value_or(Check()));
  rules.accountLockLoginPasswordFailCheck =
      wire_check<PasswordCheck>({settings.lock_failures_enabled, settings.lock_after_failures,
                                 settings.failure_window_ms, settings.lock_unit});
  rules.robotVerifyLoginPasswordFailCheck =
      wire_check<PasswordCheck>({settings.captcha_failures_enabled, settings.captcha_after_failures,
                                 settings.captcha_window_ms, settings.captcha_unit});
  rules.robotVerifyLoginIpWhitelistCheck = {settings.captcha_addresses_enabled, settings.captcha_addresses};
  rules.robotVerifyLoginTimeCheckEnable = settings.captcha_times_enabled;
  rules.robotVerifyloginWeekStartEndTime = settings.captcha_times.value_or(std::vector<std::string>());
  return rules;
}

// Scheme, host and port, as browsers send it; nothing behind.
bool is_origin(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos || scheme == 0) return false;
  const std::string_view host = text.substr(scheme + 3);
  return !host.empty() && host.find_first_of("/?#@* \t\r\n\"\\") == std::string_view::npos;
}

Error bad_format(std::string member, std::string form) {
  return Error(errors::kBadFormat).with_field(std::move(member)).with_arg(std::move(form));
}

Result<void> apply_rules(const dto::LoginAnomalyDetectionConfigDto& rules, pools::Settings& settings) {
  const auto& addresses = rules.robotVerifyLoginIpWhitelistCheck;
  if (!net::parse_networks(addresses.ipWhitelist.value_or("")))
    return bad_format("loginAnomalyDetection.robotVerifyLoginIpWhitelistCheck.ipWhitelist",
                      "192.0.2.0/24, 2001:db8::/32");
  for (const std::string& time : rules.robotVerifyloginWeekStartEndTime)
    if (!authentication::is_time_window(time))
      return bad_format("loginAnomalyDetection.robotVerifyloginWeekStartEndTime", "1-5 09:00-18:00+08:00");
  settings.login_fail_strategy = rules.loginFailStrategy;
  settings.captcha_mode = rules.robotVerify;
  settings.lock_enabled = rules.accountLock == "condition_set";
  settings.login_fail_check = stored_check(rules.loginFailCheck);
  settings.login_password_fail_check = stored_check(rules.loginPasswordFailCheck);
  if (rules.accountLockLoginPasswordFailCheck) {
    const Check lock = stored_check(*rules.accountLockLoginPasswordFailCheck);
    settings.lock_failures_enabled = lock.enabled;
    settings.lock_after_failures = lock.limit;
    settings.failure_window_ms = lock.window_ms;
    settings.lock_unit = lock.unit;
  }
  const Check captcha = stored_check(rules.robotVerifyLoginPasswordFailCheck);
  settings.captcha_failures_enabled = captcha.enabled;
  settings.captcha_after_failures = captcha.limit;
  settings.captcha_window_ms = captcha.window_ms;
  settings.captcha_unit = captcha.unit;
  settings.captcha_addresses_enabled = addresses.enabled;
  settings.captcha_addresses = addresses.ipWhitelist.value_or("");
  settings.captcha_times_enabled = rules.robotVerifyLoginTimeCheckEnable;
  settings.captcha_times = rules.robotVerifyloginWeekStartEndTime;
  return {};
}

void apply_qrcode(const dto::QrcodeLoginStrategyDto& strategy, pools::Settings& settings) {
  settings.qrcode_ttl_ms = strategy.qrcodeExpiresIn * kSecondMs;
  settings.qrcode_unit = strategy.qrcodeExpiresInUnit.value_or("");
  settings.qrcode_ticket_ttl_ms = strategy.ticketExpiresIn * kSecondMs;
  settings.qrcode_ticket_unit = strategy.ticketExpiresInUnit.value_or("");
  settings.qrcode_exchange_from_browser = strategy.allowExchangeUserInfoFromBrowser;
  settings.qrcode_full_user_info = strategy.returnFullUserInfo;
}

template <class T, class U>
void set_if(const std::optional<T>& wanted, U& member) {
  if (wanted) member = static_cast<U>(*wanted);
}

}  // namespace

dto::SecuritySettingsDto shown(const pools::Settings& settings) {
  dto::SecuritySettingsDto data;
  std::string origins;
  for (const std::string& origin : settings.allowed_origins.value_or(std::vector<std::string>()))
    origins.append(origins.empty() ? "" : "\n").append(origin);
  data.allowedOrigins = std::move(origins);
  data.authingTokenExpiresIn = settings.token_ttl_s;
  data.genauthTokenExpiresIn = static_cast<double>(settings.token_ttl_s);
  data.verifyCodeLength = settings.code_length;
  data.verifyCodeMaxAttempts = settings.code_attempts_max;
  data.changeEmailStrategy.verifyOldEmail = settings.verify_old_email;
  data.changePhoneStrategy.verifyOldPhone = settings.verify_old_phone;
  data.cookieSettings = {settings.cookie_ttl_s, settings.cookie_browser_session};
  data.registerDisabled = settings.registration_disabled;
  data.registerAnomalyDetection =
      wire_check<dto::RegisterAnomalyDetectionConfigDto>(settings.register_check.value_or(Check()));
  data.completePasswordAfterPassCodeLogin = settings.complete_password_after_code;
  data.loginAnomalyDetection = shown_rules(settings);
  data.loginRequireEmailVerified = settings.login_requires_verified_email;
  data.selfUnlockAccount = {settings.self_unlock, settings.self_unlock_strategy};
  data.enableLoginAccountSwitch = settings.account_switch;
  dto::QrcodeLoginStrategyDto& qrcode = data.qrcodeLoginStrategy;
  qrcode.qrcodeExpiresIn = settings.qrcode_ttl_ms / kSecondMs;
  qrcode.qrcodeExpiresInUnit = unit_of(settings.qrcode_unit);
  qrcode.ticketExpiresIn = settings.qrcode_ticket_ttl_ms / kSecondMs;
  qrcode.ticketExpiresInUnit = unit_of(settings.qrcode_ticket_unit);
  qrcode.allowExchangeUserInfoFromBrowser = settings.qrcode_exchange_from_browser;
  qrcode.returnFullUserInfo = settings.qrcode_full_user_info;
  return data;
}

Result<void> apply(const dto::UpdateSecuritySettingsDto& change, pools::Settings& settings) {
  if (change.allowedOrigins) {
    for (const std::string& origin : *change.allowedOrigins)
      if (!is_origin(origin)) return bad_format("allowedOrigins", "https://app.example.com:8443");
    settings.allowed_origins = *change.allowedOrigins;
  }
  set_if(change.authingTokenExpiresIn, settings.token_ttl_s);
  set_if(change.genauthTokenExpiresIn, settings.token_ttl_s);  // the newer name decides
  set_if(change.verifyCodeLength, settings.code_length);
  set_if(change.verifyCodeMaxAttempts, settings.code_attempts_max);
  if (change.changeEmailStrategy) settings.verify_old_email = change.changeEmailStrategy->verifyOldEmail;
  if (change.changePhoneStrategy) settings.verify_old_phone = change.changePhoneStrategy->verifyOldPhone;
  if (change.cookieSettings) {
    settings.cookie_ttl_s = change.cookieSettings->cookieExpiresIn;
    settings.cookie_browser_session = change.cookieSettings->cookieExpiresOnBrowserSession;
  }
  set_if(change.registerDisabled, settings.registration_disabled);
  if (change.registerAnomalyDetection)
    settings.register_check = stored_check(*change.registerAnomalyDetection);
  set_if(change.completePasswordAfterPassCodeLogin, settings.complete_password_after_code);
  if (change.loginAnomalyDetection) TRY(apply_rules(*change.loginAnomalyDetection, settings));
  set_if(change.loginRequireEmailVerified, settings.login_requires_verified_email);
  if (change.selfUnlockAccount) {
    settings.self_unlock = change.selfUnlockAccount->enabled;
    settings.self_unlock_strategy = change.selfUnlockAccount->strategy;
  }
  set_if(change.enableLoginAccountSwitch, settings.account_switch);
  if (change.qrcodeLoginStrategy) apply_qrcode(*change.qrcodeLoginStrategy, settings);
  return {};
}

}  // namespace genauth::security_settings
