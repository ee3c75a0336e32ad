"""Picture codes, locks, self-unlock and anomalies at sign-in, as pool and application say. On both engines."""

import pytest
from account import Person
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, solved_captcha,
                    try_passcode, try_password, user_of, wrong)
from second_factor import now_ms
from security_scene import as_it_was, change, rules, sign_in_with_captcha  # noqa: F401

MINUTE = 60_000
OFF = {"robotVerify": "disable", "accountLock": "disable"}


@pytest.fixture(autouse=True)
def _fresh_window(server):
    server.advance(30 * MINUTE + 1)


def someone(server, **more):
    name = new_name()
    user_of(server, username=name, **more)
    return name


def check(limit, seconds=300, enabled=True):
    return {"enabled": enabled, "limit": limit, "timeInterval": seconds}


def fail(server, name, times=1, api_code=2333):
    for _ in range(times):
        assert_refused(try_password(server, "wrong one", username=name), 403, api_code)


# --- picture codes -----------------------------------------------------------------------------------------------
def test_a_picture_code_is_asked_for_always_or_never_as_the_pool_says(server):
    name = someone(server)
    rules(server, robotVerify="always_enable")
    assert_refused(try_password(server, username=name), 400, 2000)
    assert_ok(sign_in_with_captcha(server, username=name))
    rules(server, **OFF)
    fail(server, name, 8)
    assert_ok(try_password(server, username=name))


def test_a_picture_code_is_asked_for_after_as_many_failures_as_the_pool_says(server):
    name = someone(server)
    month = 2_592_000
    rules(server, robotVerifyLoginPasswordFailCheck=check(2, month))
    fail(server, name, 2)
    assert_refused(try_password(server, username=name), 400, 2000)
    server.advance(5 * MINUTE)  # the lock's time is over, that of the picture code is not
    assert_refused(try_password(server, username=name), 400, 2000)
    server.advance(month * 1000)
    assert_ok(try_password(server, username=name))
    rules(server, robotVerifyLoginPasswordFailCheck=check(2, month, enabled=False))
    fail(server, name, 4)
    assert_ok(try_password(server, username=name))


def test_a_picture_code_is_asked_for_outside_of_listed_addresses(server):
    name = someone(server)
    rules(server, robotVerifyLoginIpWhitelistCheck={"enabled": True, "ipWhitelist": "192.0.2.0/24"})
    assert_refused(try_password(server, username=name), 400, 2000)
    assert_ok(try_password(server, username=name, options={"clientIp": "192.0.2.7"}))
    with server.with_settings(app={"token_auth_method": "none"}):  # nobody proves anything, so nobody is believed
        answer = try_password(server, username=name, client={}, options={"clientIp": "192.0.2.7"})
        assert_refused(answer, 400, 2000)
    rules(server, robotVerifyLoginIpWhitelistCheck={"enabled": True, "ipWhitelist": "192.0.2.0/24 127.0.0.0/8"})
    assert_ok(try_password(server, username=name))


def test_a_picture_code_is_asked_for_outside_of_listed_times(server):
    name = someone(server)
    rules(server, robotVerifyLoginTimeCheckEnable=True, robotVerifyloginWeekStartEndTime=[])
    assert_refused(try_password(server, username=name), 400, 2000)
    rules(server, robotVerifyLoginTimeCheckEnable=True, robotVerifyloginWeekStartEndTime=["1-7 00:00-24:00"])
    assert_ok(try_password(server, username=name))


# --- locks -------------------------------------------------------------------------------------------------------
def test_an_account_is_locked_after_as_many_failures_as_the_pool_says(server):
    name = someone(server)
    rules(server, robotVerify="disable", accountLockLoginPasswordFailCheck=check(2, 120))
    fail(server, name)
    fail(server, name, api_code=2057)
    assert_refused(try_password(server, username=name), 403, 2005)
    server.advance(2 * MINUTE)
    assert_ok(try_password(server, username=name))
    rules(server, robotVerify="disable", accountLock="disable")
    fail(server, name, 4)
    assert_ok(try_password(server, username=name))
    rules(server, robotVerify="disable", accountLockLoginPasswordFailCheck=check(2, 120, enabled=False))
    fail(server, name, 4)
    assert_ok(try_password(server, username=name))


@pytest.mark.parametrize("strategy,refusal", [("captcha", (400, 2000)), ("block-account", (403, 2005))])
def test_the_older_rule_for_accounts_asks_or_locks(server, strategy, refusal):
    name = someone(server)
    rules(server, **OFF, loginFailStrategy=strategy, loginPasswordFailCheck=check(2))
    fail(server, name)
    fail(server, name, api_code=2333 if strategy == "captcha" else 2057)
    assert_refused(try_password(server, username=name), *refusal)
    server.advance(5 * MINUTE)
    assert_ok(try_password(server, username=name))


@pytest.mark.parametrize("strategy,refusal", [("captcha", (400, 2000)), ("block-account", (403, 2005))])
def test_the_older_rule_for_addresses_counts_failures_of_every_kind(server, strategy, refusal):
    number = new_number()
    name = someone(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    rules(server, **OFF, loginFailStrategy=strategy, loginFailCheck=check(3))
    fail(server, new_name("nobody"))
    fail(server, name)
    assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
    assert_refused(try_password(server, username=name), *refusal)
    assert_refused(try_passcode(server, code, phone=number), *refusal)
    assert_ok(try_password(server, username=name, options={"clientIp": "192.0.2.7"}))
    if strategy == "captcha":
        assert_ok(try_passcode(server, code, phone=number, options=solved_captcha(server)))
    server.advance(5 * MINUTE)
    assert_ok(try_password(server, username=name))


def test_an_application_has_rules_of_its_own(server):
    name = someone(server)
    own = {"custom_security": True, "captcha_mode": "disable", "lock_after_failures": 2}
    with server.with_settings(app=own):
        fail(server, name)
        fail(server, name, api_code=2057)
        assert_refused(try_password(server, username=name), 403, 2005)
    with server.with_settings(app={"custom_security": False, "lock_after_failures": 1}):
        assert_ok(try_password(server, username=name))  # the pool's: twenty


def test_an_application_says_for_how_long_failures_count(server):
    window = 10 * MINUTE  # the pool's is over after five
    rules_of = {(403, 2005): {"captcha_mode": "disable", "lock_after_failures": 1},
                (400, 2000): {"captcha_after_failures": 1}}
    for refusal, own in rules_of.items():
        name = someone(server)
        server.advance(window - now_ms(server) % window)  # windows begin by the clock
        with server.with_settings(app={"custom_security": True, "failure_window_ms": window, **own}):
            fail(server, name, api_code=2057 if refusal[0] == 403 else 2333)
            assert_refused(try_password(server, username=name), *refusal)
            server.advance(6 * MINUTE)
            assert_refused(try_password(server, username=name), *refusal)
            server.advance(4 * MINUTE)
            assert_ok(try_password(server, username=name))


def test_an_application_asks_for_picture_codes_and_locks_as_it_says(server):
    name = someone(server)
    with server.with_settings(app={"custom_security": True, "captcha_mode": "always_enable"}):
        assert_refused(try_password(server, username=name), 400, 2000)
        assert_ok(sign_in_with_captcha(server, username=name))
    with server.with_settings(app={"custom_security": True, "captcha_mode": "disable", "lock_after_failures": 1,
                                   "lock_enabled": False}):
        fail(server, name, 3)
        assert_ok(try_password(server, username=name))


def test_an_application_lets_people_unlock_themselves_as_it_says(server):
    email = new_email()
    name = someone(server, email=email)
    own = {"custom_security": True, "captcha_mode": "disable", "lock_after_failures": 1}
    with server.with_settings(app={**own, "self_unlock": False}):
        fail(server, name, api_code=2057)
        assert_refused(try_password(server, username=name), 403, 2005)
    for strategy in ("password-captcha", "captcha"):
        with server.with_settings(app={**own, "self_unlock": True, "self_unlock_strategy": strategy}):
            refused = try_password(server, username=name)
            assert_refused(refused, 303, 1643)
            assert refused["data"]["strategy"] == strategy
            handle = refused["data"]["flowHandle"]
            code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
            bare = unlock(server, handle, email, code=code)
            assert bare["statusCode"] == (400 if strategy == "password-captcha" else 200), bare
            server.advance(MINUTE)  # the next code may be sent


# --- unlocking oneself -------------------------------------------------------------------------------------------
def locked(server, strategy="captcha", **who):
    """The handle that the refused sign-in of a locked account gives."""
    rules(server, robotVerify="disable", accountLockLoginPasswordFailCheck=check(1))
    change(server, selfUnlockAccount={"enabled": True, "strategy": strategy})
    assert_refused(try_password(server, "wrong one", **who), 403, 2057)
    answer = try_password(server, **who)
    assert_refused(answer, 303, 1643)
    assert answer["data"]["strategy"] == strategy
    return answer["data"]["flowHandle"]


def unlock(server, handle, email=None, number=None, code="", **more):
    proof = {"emailPassCodePayload": {"email": email, "passCode": code}} if email else {
        "phonePassCodePayload": {"phoneNumber": number, "passCode": code}}
    return server.post("unlock-account", {"flowHandle": handle, **proof, **more})


def test_people_unlock_their_account_by_a_code_to_their_address(server):
    email = new_email()
    name = someone(server, email=email)
    handle = locked(server, username=name)
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
    assert_refused(unlock(server, handle, email, code=wrong(code)), 400, 2001)
    assert assert_ok(unlock(server, handle, email, code=code)) == {"success": True}
    assert_refused(unlock(server, handle, email, code=code), 400)  # the handle is spent
    assert_ok(try_password(server, username=name))


def test_people_unlock_their_account_by_a_code_to_their_number(server):
    number = new_number()
    handle = locked(server, username=someone(server, phone=number))
    code = server.sms_code("CHANNEL_IDENTITY_VERIFICATION", number)
    assert_ok(unlock(server, handle, number=number, code=code))


def test_where_the_pool_wants_it_the_password_is_asked_for_too(server):
    email = new_email()
    name = someone(server, email=email)
    handle = locked(server, "password-captcha", username=name)
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
    assert_refused(unlock(server, handle, email, code=code), 400)  # no password
    for _ in range(2):
        assert_refused(unlock(server, handle, email, code=code, password="wrong one"), 403, 2333)
    assert_refused(unlock(server, handle, email, code=code, password="x", passwordEncryptType="rsa"), 400, 2016)
    assert_ok(unlock(server, handle, email, code=code, password=PASSWORD))
    assert_ok(try_password(server, username=name))


def test_the_handle_ends_with_the_fifth_wrong_password(server):
    email = new_email()
    handle = locked(server, "password-captcha", username=someone(server, email=email))
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
    for _ in range(5):
        assert_refused(unlock(server, handle, email, code=code, password="wrong one"), 403, 2333)
    assert unlock(server, handle, email, code=code, password=PASSWORD)["statusCode"] != 200


def test_nobody_unlocks_the_account_of_somebody_else(server):
    mine, theirs = new_email(), new_email()
    someone(server, email=mine)
    name = someone(server, email=theirs)
    handle = locked(server, username=name)
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", mine)
    assert_refused(unlock(server, handle, mine, code=code), 400, 2001)
    assert_refused(try_password(server, username=name), 303, 1643)


def test_a_name_that_nobody_has_locks_with_a_handle_too(server):
    email = new_email()
    handle = locked(server, username=new_name("nobody"))
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
    assert_refused(unlock(server, handle, email, code=code), 400, 2001)


def test_unlock_account_refuses_what_is_no_proof(server):
    email = new_email()
    handle = locked(server, username=someone(server, email=email))
    both = {"emailPassCodePayload": {"email": email, "passCode": "1"},
            "phonePassCodePayload": {"phoneNumber": "13900000000", "passCode": "1"}}
    assert_refused(server.post("unlock-account", {"flowHandle": handle}), 400, 2028)
    assert_refused(server.post("unlock-account", {"flowHandle": handle, **both}), 400, 2028)
    assert_refused(server.post("unlock-account", {"flowHandle": handle, "emailPassCodePayload": {"passCode": "1"}}),
                   400, 2028)
    assert_refused(unlock(server, handle, "no address", code="1"), 400, 2003)
    assert unlock(server, handle, number="123", code="1")["statusCode"] == 400
    other = {"phonePassCodePayload": {"phoneNumber": "13900000000", "phoneCountryCode": "+999", "passCode": "1"}}
    assert_refused(server.post("unlock-account", {"flowHandle": handle, **other}), 400)
    assert unlock(server, "x.y", email, code="1")["statusCode"] != 200
    assert_refused(server.post("unlock-account", {"flowHandle": handle, **both}, app=False), 400, 2010)


def test_a_code_for_unlocking_is_void_after_too_many_wrong_tries(server):
    email = new_email()
    handle = locked(server, username=someone(server, email=email))
    code = email_code(server, "CHANNEL_UNLOCK_ACCOUNT", email)
    for _ in range(5):
        assert_refused(unlock(server, handle, email, code=wrong(code)), 400, 2001)
    answer = unlock(server, handle, email, code=code)
    assert_refused(answer, 400, 2001)
    assert "no longer works" in answer["message"]


# --- what histories hear -----------------------------------------------------------------------------------------
def failures(person):
    page = assert_ok(person.server.get("get-my-login-history?success=false", token=person.token))
    return [(entry["loginMethod"], entry["errorMessage"]) for entry in page["list"]]


def test_the_history_hears_of_wrong_codes(server):
    person = Person(server, email=True, phone=True)
    code = server.sms_code("CHANNEL_LOGIN", person.number)
    assert_refused(try_passcode(server, wrong(code), phone=person.number), 400, 2001)
    code = email_code(server, "CHANNEL_LOGIN", person.email)
    assert_refused(try_passcode(server, wrong(code), email=person.email), 400, 2001)
    assert [method for method, _ in failures(person)] == ["EMAIL", "SMS"]


def test_the_history_hears_of_sign_ins_that_the_account_may_not_make(server):
    person = Person(server, phone=True)
    code = server.sms_code("CHANNEL_LOGIN", person.number)
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Suspended"}))
    assert_refused(try_passcode(server, code, phone=person.number), 403, 2120008)
    assert_refused(try_password(server, username=person.name), 403, 2120008)
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Activated"}))
    again = server.sign_in(person.name)["access_token"]
    page = assert_ok(server.get("get-my-login-history?success=false", token=again))
    assert [entry["loginMethod"] for entry in page["list"]] == ["PASSWORD", "SMS"]
