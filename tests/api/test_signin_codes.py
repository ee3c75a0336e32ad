"""signin with a one-time code, and signing in that registers, through HTTP, on both engines."""

import concurrent.futures

import pytest
import second_factor
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_passcode,
                    try_password, two_processes, user_of, wrong)


# --- signing in that registers -----------------------------------------------------------------------------------
def test_auto_register_makes_the_missing_account(server):
    for identifier in ({"username": new_name()}, {"email": new_email()}, {"phone": new_number()}):
        assert_refused(try_password(server, **identifier), 403, 2333)
        options = {"autoRegister": True, "customData": {"team": "blue"}}
        token = assert_ok(try_password(server, options=options, **identifier))["access_token"]
        profile = assert_ok(server.get("get-profile?withCustomData=true", token=token))
        member, value = next(iter(identifier.items()))
        assert profile[member] == value and profile["customData"] == {"team": "blue"}
        assert profile["userSourceType"] == "register"
        assert not profile["phoneVerified"] and not profile["emailVerified"]  # nothing was proved
        assert_ok(try_password(server, **identifier))


def test_auto_register_does_not_open_an_account_that_exists(server):
    name = new_name()
    server.sign_up(name)
    assert_refused(try_password(server, "wrong one", {"autoRegister": True}, username=name), 403, 2333)


def test_auto_register_is_not_for_the_generic_account(server):
    assert_refused(try_password(server, options={"autoRegister": True}, account=new_name()), 403, 2333)


@pytest.mark.parametrize("identifier,status,api_code", [
    ({"username": "two words"}, 400, None), ({"email": "not an address"}, 400, 2003), ({"phone": "12345"}, 400, None)])
def test_auto_register_keeps_the_rules_of_names(server, identifier, status, api_code):
    assert_refused(try_password(server, options={"autoRegister": True}, **identifier), status, api_code)


def test_auto_register_keeps_the_rules_of_passwords(server):
    assert_refused(try_password(server, "short", {"autoRegister": True}, username=new_name()), 400, 2029)
    assert_refused(try_password(server, "x" * 129, {"autoRegister": True}, username=new_name()), 400)


def test_nobody_is_registered_where_registration_is_closed(server):
    number = new_number()
    with server.with_settings(pool={"registration_disabled": True}):
        options = {"autoRegister": True}
        assert_refused(try_password(server, options=options, username=new_name()), 403, 2031)
        code = server.sms_code("CHANNEL_LOGIN", number)
        assert_refused(try_passcode(server, code, options, phone=number), 403, 2031)


# --- one-time codes ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("where", [{}, {"phone": "13800138000", "email": "a@example.com"}])
def test_a_code_goes_with_one_recipient(server, where):
    assert_refused(try_passcode(server, "123456", **where), 400, 2028)


@pytest.mark.parametrize("where,status,api_code", [
    ({"phone": "12345"}, 400, None), ({"phone": "13800138000", "phoneCountryCode": "+999"}, 400, None),
    ({"email": "not an address"}, 400, 2003)])
def test_a_code_for_an_impossible_recipient_is_refused(server, where, status, api_code):
    assert_refused(try_passcode(server, "123456", **where), status, api_code)


def test_signs_in_by_sms_code_once(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
    token = assert_ok(try_passcode(server, code, phone=number))["access_token"]
    assert assert_ok(server.get("get-profile", token=token))["phoneVerified"] is True
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)


def test_64_who_race_with_one_code_give_one_sign_in_on_two_processes():
    with two_processes() as both:
        number = new_number()
        user_of(both[0], phone=number)
        code = both[0].sms_code("CHANNEL_LOGIN", number)
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: try_passcode(both[i % 2], code, phone=number), range(64)))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1
        assert all(answer["statusCode"] in (200, 400, 403) for answer in answers)


def test_a_right_code_beside_racing_guesses_is_taken_before_the_last_of_them_or_never(server):
    for _ in range(3):
        number = new_number()
        user_of(server, phone=number)
        code = server.sms_code("CHANNEL_LOGIN", number)
        guesses = [wrong(code)] * 12 + [code] + [wrong(code)] * 12
        with concurrent.futures.ThreadPoolExecutor(25) as pool:
            answers = list(pool.map(lambda guess: try_passcode(server, guess, phone=number), guesses))
        assert sum(answer["statusCode"] == 200 for answer in answers) <= 1
        assert try_passcode(server, code, phone=number)["statusCode"] != 200  # spent, or void by the guesses


def test_signs_in_by_email_code_once_in_any_case(server):
    email = new_email()
    user_of(server, email=email)
    code = email_code(server, "CHANNEL_LOGIN", email.upper())
    token = assert_ok(try_passcode(server, code, email=email.title()))["access_token"]
    assert assert_ok(server.get("get-profile", token=token))["emailVerified"] is True
    assert_refused(try_passcode(server, code, email=email), 400, 2001)


def test_refuses_a_code_of_another_channel_or_recipient(server):
    number, other = new_number(), new_number()
    user_of(server, phone=number)
    assert_refused(try_passcode(server, server.sms_code("CHANNEL_REGISTER", number), phone=number), 400, 2001)
    assert_refused(try_passcode(server, server.sms_code("CHANNEL_LOGIN", other), phone=number), 400, 2001)


def test_too_many_wrong_codes_void_it(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    answers = [try_passcode(server, wrong(code), phone=number) for _ in range(5)]
    assert "no longer works" in answers[-1]["message"]
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)


def test_an_expired_code_is_wrong(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    server.advance(300_001)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)


def test_a_right_code_of_nobody_tells_that_the_account_is_missing(server):
    number = new_number()
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
    assert_refused(try_passcode(server, code, phone=number), 404, 2004)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)  # spent


def test_auto_register_with_a_code_verifies_what_it_proved(server):
    number, email = new_number(), new_email()
    codes = ((server.sms_code("CHANNEL_LOGIN", number), {"phone": number}),
             (email_code(server, "CHANNEL_LOGIN", email), {"email": email}))
    for code, where in codes:
        token = assert_ok(try_passcode(server, code, {"autoRegister": True}, **where))["access_token"]
        profile = assert_ok(server.get("get-profile", token=token))
        assert (profile["phoneVerified"], profile["emailVerified"]) == ("phone" in where, "email" in where)


def test_an_application_may_merge_signing_in_and_registering(server):
    number, name = new_number(), new_name()
    with server.with_settings(app={"merge_login_and_register": True}):
        assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))
        assert_refused(try_password(server, username=name), 403, 2333)  # codes only: a password proves nothing


def test_racing_auto_registrations_of_one_name_give_one_account(server):
    name = new_name()
    # Five at most: tries are counted before they are judged, and after five at once a picture code is asked for.
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(
            lambda _: try_password(server, options={"autoRegister": True}, username=name), range(5)))
    assert {answer["statusCode"] for answer in answers} <= {200, 429}  # 429: the hash gate was full
    ids = {server.get("get-profile", token=answer["data"]["access_token"])["data"]["userId"]
           for answer in answers if answer["statusCode"] == 200}
    assert len(ids) == 1


def test_pre_hijack_the_first_proof_of_an_address_ends_what_was_there_before(server):
    """Whoever registered somebody else's address waits for its owner in vain."""
    email = new_email()
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": email, "password": PASSWORD}}))
    attacker = assert_ok(try_password(server, email=email))["access_token"]
    second_factor.enroll_otp(server, attacker)
    owner = assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email))
    assert assert_ok(server.get("get-profile", token=owner["access_token"]))["emailVerified"]
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert try_password(server, email=email)["statusCode"] != 200


def test_pre_hijack_a_phone_that_the_maker_proved_does_not_keep_him_in(server):
    email, number = new_email(), new_number()
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": email, "password": PASSWORD}}))
    attacker = assert_ok(try_password(server, email=email))["access_token"]
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=attacker)
    assert_ok(server.post("bind-phone", {"phoneNumber": number, "passCode": code}, token=attacker))
    owner = assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email))
    profile = assert_ok(server.get("get-profile", token=owner["access_token"]))
    assert profile["emailVerified"] and not profile.get("phone"), profile
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert try_password(server, email=email)["statusCode"] != 200


def test_an_account_whose_address_was_proved_keeps_its_password(server):
    email = new_email()
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_ok(server.post("signup", {"connection": "PASSCODE", "passCodePayload": {"email": email, "passCode": code},
                                     "profile": {}}))
    token = assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email))["access_token"]
    assert_ok(server.post("update-password", {"newPassword": "mu9 Kettle of Fish"}, token=token))
    server.advance(61_000)
    assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email))
    assert_ok(try_password(server, "mu9 Kettle of Fish", email=email))
