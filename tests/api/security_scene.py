"""What the tests of security settings share: the defaults, and changing them for one test."""

import pytest
from scenes import assert_ok, solved_captcha, try_password

COUNT = {"enabled": False, "limit": 10, "timeInterval": 300}
DEFAULTS = {
    "allowedOrigins": "", "authingTokenExpiresIn": 1296000, "genauthTokenExpiresIn": 1296000,
    "verifyCodeLength": 6, "verifyCodeMaxAttempts": 5,
    "changeEmailStrategy": {"verifyOldEmail": True}, "changePhoneStrategy": {"verifyOldPhone": True},
    "cookieSettings": {"cookieExpiresIn": 1209600, "cookieExpiresOnBrowserSession": False},
    "registerDisabled": False, "registerAnomalyDetection": COUNT, "completePasswordAfterPassCodeLogin": False,
    "loginAnomalyDetection": {
        "loginFailStrategy": "captcha", "robotVerify": "condition_set", "accountLock": "condition_set",
        "loginFailCheck": COUNT, "loginPasswordFailCheck": COUNT,
        "accountLockLoginPasswordFailCheck": {"enabled": True, "limit": 20, "timeInterval": 300},
        "robotVerifyLoginPasswordFailCheck": {"enabled": True, "limit": 5, "timeInterval": 300},
        "robotVerifyLoginIpWhitelistCheck": {"enabled": False, "ipWhitelist": ""},
        "robotVerifyLoginTimeCheckEnable": False, "robotVerifyloginWeekStartEndTime": []},
    "loginRequireEmailVerified": False, "selfUnlockAccount": {"enabled": False, "strategy": "captcha"},
    "enableLoginAccountSwitch": False,
    "qrcodeLoginStrategy": {"qrcodeExpiresIn": 120, "ticketExpiresIn": 300,
                            "allowExchangeUserInfoFromBrowser": False, "returnFullUserInfo": False}}


def change(server, **members):
    return assert_ok(server.manage("POST", "update-security-settings", members))


def rules(server, **members):
    """Login rules: the defaults but for these."""
    return change(server, loginAnomalyDetection={**DEFAULTS["loginAnomalyDetection"], **members})


@pytest.fixture(autouse=True)
def as_it_was(server):
    yield
    change(server, **{**DEFAULTS, "allowedOrigins": []})


def sign_in_with_captcha(server, password=None, **who):
    more = {} if password is None else {"password": password}
    return try_password(server, options=solved_captcha(server), **more, **who)
