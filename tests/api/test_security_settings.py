"""The security settings of a user pool: each changed through the operation, and what it does seen."""

import base64
import json

import pytest
import requests
from account import Person
from scenes import (assert_ok, assert_refused, email_code, new_email, new_name, new_number, solved_captcha,
                    try_passcode, try_password, two_processes, user_of, wrong)
from security_scene import DEFAULTS, as_it_was, change, rules  # noqa: F401

def claims(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


# --- the document ------------------------------------------------------------------------------------------------
def test_shows_what_holds_and_changes_only_what_is_named(server):
    assert assert_ok(server.manage("GET", "get-security-settings")) == DEFAULTS
    after = change(server, verifyCodeLength=8, enableLoginAccountSwitch=True, completePasswordAfterPassCodeLogin=True)
    assert after == {**DEFAULTS, "verifyCodeLength": 8, "enableLoginAccountSwitch": True,
                     "completePasswordAfterPassCodeLogin": True}
    assert assert_ok(server.manage("GET", "get-security-settings")) == after
    assert change(server) == after


def test_who_registers_by_a_code_is_asked_for_a_password_where_the_pool_wants_one(server):
    """completePasswordAfterPassCodeLogin."""
    change(server, completePasswordAfterPassCodeLogin=True)
    number = new_number()
    first = try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), {"autoRegister": True}, phone=number)
    assert_refused(first, 303, 1639)
    assert "access_token" not in str(first)
    server.advance(61_000)
    again = try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number)
    assert_refused(again, 303, 1639)  # until there is one
    body = {"passwordResetToken": again["data"]["passwordResetToken"], "password": "a horse of my own"}
    assert_ok(server.post("reset-password", body))
    assert_ok(try_password(server, "a horse of my own", phone=number))
    # Accounts that others made, or that came in before, are left alone.
    email = new_email()
    assert_ok(server.manage("POST", "create-user", {"status": "Activated", "email": email}))
    assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email))
    change(server, completePasswordAfterPassCodeLogin=False)
    number = new_number()
    assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), {"autoRegister": True}, phone=number))
    change(server, completePasswordAfterPassCodeLogin=True)
    server.advance(61_000)
    assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))


def test_keeps_the_units_that_consoles_show(server):
    check = {"enabled": True, "limit": 3, "timeInterval": 120, "unit": "minute"}
    after = rules(server, accountLockLoginPasswordFailCheck=check, loginFailCheck={**check, "enabled": False})
    assert after["loginAnomalyDetection"]["accountLockLoginPasswordFailCheck"] == check
    assert after["loginAnomalyDetection"]["loginFailCheck"]["unit"] == "minute"
    strategy = {**DEFAULTS["qrcodeLoginStrategy"], "qrcodeExpiresInUnit": "second", "ticketExpiresInUnit": "minute"}
    assert change(server, qrcodeLoginStrategy=strategy)["qrcodeLoginStrategy"] == strategy


@pytest.mark.parametrize("origin", ["app.example.com", "https://", "https://a.example.com/path",
                                    "https://*.example.com", "https://a.example.com?x",
                                    "https://a b.example.com", "https://u@a.example.com"])
def test_refuses_what_is_no_origin(server, origin):
    assert_refused(server.manage("POST", "update-security-settings", {"allowedOrigins": [origin]}), 400)


@pytest.mark.parametrize("member", [
    {"robotVerifyLoginIpWhitelistCheck": {"enabled": True, "ipWhitelist": "192.0.2.0/33"}},
    {"robotVerifyloginWeekStartEndTime": ["1-5 18:00-09:00"]}])
def test_refuses_lists_that_mean_nothing_and_changes_nothing(server, member):
    body = {"loginAnomalyDetection": {**DEFAULTS["loginAnomalyDetection"], **member}, "verifyCodeLength": 7}
    assert_refused(server.manage("POST", "update-security-settings", body), 400)
    assert assert_ok(server.manage("GET", "get-security-settings")) == DEFAULTS


def test_another_pool_keeps_its_own(server):
    other = server.other_pool()
    token = server.management_token(other["accessKeyId"], other["accessKeySecret"])
    change(server, registerDisabled=True)
    answer = server.call("GET", "/api/v3/get-security-settings", token=token, app=False)
    assert assert_ok(answer)["registerDisabled"] is False


def test_a_change_holds_on_the_next_request_of_every_process():
    with two_processes() as (first, second):
        for switch in (True, False):
            change(first, registerDisabled=switch)
            answer = second.post("signup", {"connection": "PASSWORD", "passwordPayload": {
                "username": new_name(), "password": "correct horse battery"}})
            assert answer["statusCode"] == (403 if switch else 200), answer


# --- codes -------------------------------------------------------------------------------------------------------
def test_codes_are_as_long_as_the_pool_says(server):
    assert len(server.sms_code("CHANNEL_LOGIN", new_number())) == 6
    change(server, verifyCodeLength=8)
    assert len(server.sms_code("CHANNEL_LOGIN", new_number())) == 8
    assert len(email_code(server, "CHANNEL_LOGIN", new_email())) == 8
    assert len(solved_captcha(server)["captchaCode"]) == 8
    change(server, verifyCodeLength=4)
    assert len(solved_captcha(server)["captchaCode"]) == 4


def test_a_code_is_void_after_as_many_wrong_tries_as_the_pool_says(server):
    number = new_number()
    user_of(server, phone=number)
    change(server, verifyCodeMaxAttempts=2)
    code = server.sms_code("CHANNEL_LOGIN", number)
    for _ in range(2):
        assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)


# --- addresses of an account -------------------------------------------------------------------------------------
def test_the_old_address_is_asked_for_as_the_pool_says(server):
    person, new = Person(server, email=True), new_email()

    def verify():
        code = person.email_code("CHANNEL_UPDATE_EMAIL", new)
        return person.post("verify-update-email-request", {"verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {
            "newEmail": new, "newEmailPassCode": code}})
    assert_refused(verify(), 422, 2227)
    change(server, changeEmailStrategy={"verifyOldEmail": False})
    server.advance(60_001)
    assert_ok(verify())


def test_the_old_number_is_asked_for_as_the_pool_says(server):
    person, new = Person(server, phone=True), new_number()

    def verify():
        code = person.sms_code("CHANNEL_BIND_PHONE", new)
        return person.post("verify-update-phone-request", {"verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": {
            "newPhoneNumber": new, "newPhonePassCode": code}})
    assert verify()["statusCode"] == 422
    change(server, changePhoneStrategy={"verifyOldPhone": False})
    server.advance(60_001)
    assert_ok(verify())


# --- registration ------------------------------------------------------------------------------------------------
def sign_up(server, name=None):
    return server.post("signup", {"connection": "PASSWORD", "passwordPayload": {
        "username": name or new_name(), "password": "correct horse battery"}})


def test_registration_closes_and_opens(server):
    change(server, registerDisabled=True)
    assert_refused(sign_up(server), 403, 2031)
    change(server, registerDisabled=False)
    assert_ok(sign_up(server))


def test_one_address_registers_as_many_accounts_as_the_pool_says(server):
    server.advance(300_001)
    change(server, registerAnomalyDetection={"enabled": True, "limit": 2, "timeInterval": 300})
    assert_ok(sign_up(server))
    assert_ok(sign_up(server))
    assert_refused(sign_up(server), 429)
    server.advance(300_001)
    assert_ok(sign_up(server))


def test_an_unverified_address_is_refused_as_the_pool_says(server):
    email = new_email()
    user_of(server, email=email)
    change(server, loginRequireEmailVerified=True)
    assert_refused(try_password(server, email=email), 403, 2042)
    assert_refused(try_password(server, email=email), 403, 2042)
    assert len(server.messages(email)) == 1  # the way in, once a minute
    # By whatever member it comes, and with the account made just now.
    assert_refused(try_password(server, account=email), 403, 2042)
    fresh = new_email()
    assert_refused(try_password(server, email=fresh, options={"autoRegister": True}), 403, 2042)
    change(server, loginRequireEmailVerified=False)
    assert_ok(try_password(server, email=email))
    change(server, loginRequireEmailVerified=True)
    assert_ok(try_passcode(server, server.last_code(email), email=email))
    assert_ok(try_password(server, email=email))


# --- tokens, cookies, pages --------------------------------------------------------------------------------------
@pytest.mark.parametrize("member", ["authingTokenExpiresIn", "genauthTokenExpiresIn"])
def test_no_token_lives_longer_than_the_pool_says(server, member):
    name = new_name()
    server.sign_up(name)
    assert server.sign_in(name)["expire_in"] == 7200
    change(server, **{member: 90})
    tokens = server.sign_in(name, scope="openid profile offline_access")
    assert tokens["expire_in"] == 90
    for token in (tokens["access_token"], tokens["id_token"]):
        assert claims(token)["exp"] - claims(token)["iat"] == 90
    renewed = requests.post(server.base + "/oidc/token", timeout=10, data={
        "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], **server.client()}).json()
    assert renewed["expires_in"] == 90
    server.advance(90_001)
    assert_refused(server.get("get-profile", token=renewed["access_token"]), 401, 2206)


def test_cookies_stay_as_long_as_the_pool_says(server):
    def line():
        answer = requests.post(server.base + "/api/v3/gene-qrcode", json={"type": "MOBILE_APP"}, timeout=10, headers={
            "x-authing-app-id": server.app_id, "origin": "https://shop.example.com", "sec-fetch-site": "same-origin"})
        return answer.headers["set-cookie"]
    assert "Max-Age=1209600" in line()
    change(server, cookieSettings={"cookieExpiresIn": 3600, "cookieExpiresOnBrowserSession": False})
    assert "Max-Age=3600" in line()
    change(server, cookieSettings={"cookieExpiresIn": 3600, "cookieExpiresOnBrowserSession": True})
    assert "Max-Age" not in line()


def test_pages_of_allowed_origins_may_call_every_application_of_the_pool(server):
    origin = "https://portal.example.com:8443"
    other = server.other_application()["appId"]

    def allowed(app_id, method="GET"):
        headers = {"origin": origin, "x-authing-app-id": app_id, "access-control-request-method": "GET"}
        return requests.request(method, server.base + "/api/v3/get-captcha-code", headers=headers,
                                timeout=10).headers.get("access-control-allow-origin")
    assert allowed(server.app_id) is None and allowed(other) is None and allowed("", "OPTIONS") is None
    assert change(server, allowedOrigins=["https://a.example.com", origin])["allowedOrigins"] == \
        "https://a.example.com\n" + origin
    assert allowed(server.app_id) == allowed(other) == allowed("", "OPTIONS") == origin
    assert allowed(server.other_pool()["appId"]) is None
    change(server, allowedOrigins=["https://portal.example.com"])
    assert allowed(server.app_id) is None  # the port is part of it


# --- QR codes ----------------------------------------------------------------------------------------------------
def qrcode(server):
    return assert_ok(server.post("gene-qrcode", {"type": "MOBILE_APP"}))["qrcodeId"]


def qr_status(server, qrcode_id):
    return assert_ok(server.get("get-qrcode-status", params={"qrcodeId": qrcode_id}))


def qr_confirm(server, token, qrcode_id):
    for action in ("SCAN", "CONFIRM"):
        assert_ok(server.post("set-qrcode-status", {"qrcodeId": qrcode_id.partition(".")[0], "action": action},
                              token=token))


def test_qr_codes_and_their_tickets_live_as_long_as_the_pool_says(server):
    strategy = DEFAULTS["qrcodeLoginStrategy"]
    change(server, qrcodeLoginStrategy={**strategy, "qrcodeExpiresIn": 10, "ticketExpiresIn": 20})
    token = server.person(new_name())
    late, code = qrcode(server), qrcode(server)
    qr_confirm(server, token, code)
    ticket = qr_status(server, code)["ticket"]
    server.advance(10_001)
    assert qr_status(server, late)["status"] == "EXPIRED"
    server.advance(10_000)
    answer = server.post("exchange-tokenset-with-qrcode-ticket", {"ticket": ticket, **server.client()})
    assert answer["statusCode"] != 200, answer


def test_a_confirmed_qr_code_shows_the_whole_profile_as_the_pool_says(server):
    token = server.person(new_name())
    code = qrcode(server)
    qr_confirm(server, token, code)
    brief = qr_status(server, code)
    change(server, qrcodeLoginStrategy={**DEFAULTS["qrcodeLoginStrategy"], "returnFullUserInfo": True})
    assert "tokenSet" not in brief and qr_status(server, code)["tokenSet"]["access_token"]


def test_a_page_redeems_the_ticket_of_a_qr_code_as_the_pool_says(server):
    token = server.person(new_name())
    body = {"client_id": server.app_id}
    browser = {"origin": "https://shop.example.com", "sec-fetch-site": "same-origin"}

    def exchange():
        answer = requests.post(server.base + "/api/v3/gene-qrcode", json={"type": "MOBILE_APP"}, timeout=10,
                               headers={"x-authing-app-id": server.app_id, **browser})
        mine = {**browser, "cookie": answer.headers["set-cookie"].partition(";")[0]}
        code = answer.json()["data"]["qrcodeId"]
        qr_confirm(server, token, code)
        status = server.get("get-qrcode-status", params={"qrcodeId": code}, headers=mine)["data"]
        return server.post("exchange-tokenset-with-qrcode-ticket", {"ticket": status["ticket"], **body}, headers=mine)
    with server.with_settings(app={"token_auth_method": "none"}):
        assert exchange()["statusCode"] != 200
        change(server, qrcodeLoginStrategy={**DEFAULTS["qrcodeLoginStrategy"],
                                            "allowExchangeUserInfoFromBrowser": True})
        assert_ok(exchange())
