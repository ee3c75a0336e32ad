"""The rule about brute force: a hundred failures in a row, however they are spread, and an owner who still gets in."""

import concurrent.futures

import passkey_scenes
import pytest
from account import Person
from scenes import (assert_ok, assert_refused, new_name, new_number, try_passcode, try_password, two_processes, user_of,
                    wrong)
from security_scene import as_it_was, change, rules  # noqa: F401

MAX = 100
HOME = {"x-authing-device-id": "the-owners-own-phone"}
OFF = {"robotVerify": "disable", "accountLock": "disable"}


@pytest.fixture(autouse=True)
def _many_tries(server):
    change(server, verifyCodeMaxAttempts=50)
    server.advance(86_400_001)


def guess_code(server, number, code, times, **more):
    for _ in range(times):
        assert_refused(try_passcode(server, wrong(code), phone=number, **more), 400, 2001)


def owner_at_home(server, number=None):
    """Somebody who has signed in on a device of theirs."""
    name = new_name()
    user_of(server, username=name, **({"phone": number} if number else {}))
    assert_ok(try_password(server, username=name, headers=HOME))
    return name


# --- codes -------------------------------------------------------------------------------------------------------
def test_brute_force_a_hundred_wrong_codes_in_a_row_end_all_codes_of_a_number(server):
    number = new_number()
    user_of(server, phone=number)
    for _ in range(3):  # a new code does not start the count anew
        guess_code(server, number, server.sms_code("CHANNEL_LOGIN", number), 33)
        server.advance(60_001)
    code = server.sms_code("CHANNEL_LOGIN", number)
    guess_code(server, number, code, 1)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)
    server.advance(60_001)
    fresh = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(try_passcode(server, fresh, phone=number), 400, 2001)
    server.advance(30 * 86_400_000)
    fresh = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(try_passcode(server, fresh, phone=number), 400, 2001)


def test_brute_force_channels_are_counted_together(server):
    number = new_number()
    user_of(server, phone=number)
    login = server.sms_code("CHANNEL_LOGIN", number)
    reset = server.sms_code("CHANNEL_RESET_PASSWORD", number)
    guess_code(server, number, login, 49)
    for _ in range(49):
        answer = server.post("verify-reset-password-request", {
            "verifyMethod": "PHONE_PASSCODE",
            "phonePassCodePayload": {"phoneNumber": number, "passCode": wrong(reset)}})
        assert_refused(answer, 400, 2001)
    payload = {"phone": number, "passCode": wrong(reset), "channel": "CHANNEL_RESET_PASSWORD"}
    guess_code(server, number, login, 1)
    assert assert_ok(server.post("pre-check-code", {"codeType": "SMS", "smsCodePayload": payload}))["isValid"] is False
    server.advance(60_001)
    assert_refused(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number), 400, 2001)


def test_brute_force_a_right_code_starts_the_count_anew(server):
    number = new_number()
    user_of(server, phone=number)
    for _ in range(3):
        code = server.sms_code("CHANNEL_LOGIN", number)
        guess_code(server, number, code, 49)
        assert_ok(try_passcode(server, code, phone=number))
        server.advance(60_001)


def exhaust(server, number):
    for _ in range(3):
        guess_code(server, number, server.sms_code("CHANNEL_LOGIN", number), 34 if _ < 2 else 32)
        server.advance(60_001)


def test_brute_force_the_owner_still_gets_in_by_a_code_on_a_known_device(server):
    number = new_number()
    owner_at_home(server, number)
    exhaust(server, number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)
    body = {"connection": "PASSCODE", "passCodePayload": {"passCode": code, "phone": number}, **server.client()}
    assert_refused(server.post("signin", body, headers={"x-authing-device-id": "a-stranger"}), 400, 2001)
    assert_ok(server.post("signin", body, headers=HOME))


def test_brute_force_a_password_reopens_codes(server):
    number = new_number()
    name = owner_at_home(server, number)
    exhaust(server, number)
    assert_ok(try_password(server, username=name))
    assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))


# --- passwords ---------------------------------------------------------------------------------------------------
def fail(server, name, times, **more):
    for _ in range(times):
        assert_refused(try_password(server, "wrong one", username=name, **more), 403, 2333)


def test_brute_force_a_hundred_wrong_passwords_in_a_row_lock_however_slowly_they_come(server):
    rules(server, **OFF)
    name = new_name()
    user_of(server, username=name)
    for _ in range(4):
        fail(server, name, 25)
        server.advance(7 * 86_400_000)
    assert_refused(try_password(server, username=name), 403, 2005)
    server.advance(365 * 86_400_000)
    assert_refused(try_password(server, username=name), 403, 2005)


def test_brute_force_a_right_password_starts_the_count_anew(server):
    rules(server, **OFF)
    name = new_name()
    user_of(server, username=name)
    for _ in range(2):
        fail(server, name, 99)
        assert_ok(try_password(server, username=name))


def test_brute_force_a_stranger_cannot_lock_the_owner_out_of_a_known_device(server):
    rules(server, robotVerify="disable",
          accountLockLoginPasswordFailCheck={"enabled": True, "limit": 3, "timeInterval": 300})
    name = owner_at_home(server)
    fail(server, name, 2)
    assert_refused(try_password(server, "wrong one", username=name), 403, 2057)
    assert_refused(try_password(server, username=name), 403, 2005)
    assert_refused(try_password(server, username=name, headers={"x-authing-device-id": "a-stranger"}), 403, 2005)
    assert_ok(try_password(server, username=name, headers=HOME))


def test_brute_force_a_stranger_cannot_lock_the_owner_out_of_a_passkey(server):
    person = passkey_scenes.Person(server)
    person.register()
    rules(server, robotVerify="disable",
          accountLockLoginPasswordFailCheck={"enabled": True, "limit": 2, "timeInterval": 300})
    fail(server, person.name, 1)
    assert_refused(try_password(server, "wrong one", username=person.name), 403, 2057)
    assert_refused(try_password(server, username=person.name), 403, 2005)
    assert_ok(passkey_scenes.sign_in(server, person))


def test_brute_force_a_known_device_has_a_limit_of_its_own(server):
    rules(server, robotVerify="disable",
          accountLockLoginPasswordFailCheck={"enabled": True, "limit": 3, "timeInterval": 300})
    name = owner_at_home(server)
    fail(server, name, 2, headers=HOME)
    assert_refused(try_password(server, "wrong one", username=name, headers=HOME), 403, 2057)
    assert_refused(try_password(server, username=name, headers=HOME), 403, 2005)
    assert_ok(try_password(server, username=name))


def test_brute_force_what_stands_for_a_browser_without_a_name_is_no_known_device(server):
    """Its key is made of the user agent, which anybody can guess."""
    rules(server, robotVerify="disable",
          accountLockLoginPasswordFailCheck={"enabled": True, "limit": 2, "timeInterval": 300})
    person = Person(server)
    listed = assert_ok(server.get("mydevices/list", token=person.token))
    keys = [each["device"]["deviceId"] for each in listed]
    fail(server, person.name, 1)
    assert_refused(try_password(server, "wrong one", username=person.name), 403, 2057)
    for key in keys:
        assert_refused(try_password(server, username=person.name, headers={"x-authing-device-id": key}), 403, 2005)


def test_brute_force_the_count_holds_in_two_processes_under_a_race():
    with two_processes() as servers:
        rules(servers[0], **OFF)
        name = new_name()
        user_of(servers[0], username=name)
        with concurrent.futures.ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(
                lambda i: try_password(servers[i % 2], "wrong one", username=name), range(160)))
        heard = [answer for answer in answers if answer.get("apiCode") == 2333]
        assert len(heard) <= MAX, len(heard)
        while try_password(servers[0], "wrong one", username=name).get("apiCode") != 2005:
            pass
        assert_refused(try_password(servers[1], username=name), 403, 2005)
