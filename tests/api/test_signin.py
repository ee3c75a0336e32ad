"""signin with a password, through HTTP, on both engines: every way in, and every reason to be kept out."""

import base64
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, solved_captcha,
                    try_passcode, try_password, user_of)
from timing import same_time
from transport import encrypt_rsa, encrypt_sm2


def basic(name, secret):
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


# --- who: the identifiers of a password sign-in ------------------------------------------------------------------
@pytest.mark.parametrize("identifier", [{}, {"username": "a", "email": "a@example.com"},
                                        {"account": "a", "phone": "13800138000"}])
def test_refuses_no_and_two_identifiers(server, identifier):
    assert_refused(try_password(server, **identifier), 400, 2028)


@pytest.mark.parametrize("connection,member", [("PASSWORD", "passwordPayload"), ("PASSCODE", "passCodePayload")])
def test_refuses_a_connection_without_its_payload(server, connection, member):
    answer = server.post("signin", {"connection": connection, **server.client()})
    assert_refused(answer, 400)
    assert answer["message"] == f"{member} should not be empty"


@pytest.mark.parametrize("connection,payload", [
    ("LDAP", {"ldapPayload": {"sAMAccountName": "a", "password": "b"}}),
    ("AD", {"adPayload": {"sAMAccountName": "a", "password": "b"}})])
def test_a_directory_that_the_application_does_not_offer_signs_nobody_in(server, connection, payload):
    answer = server.post("signin", {"connection": connection, **payload, **server.client()})
    assert_refused(answer, 403)
    assert connection in answer["message"]


def test_signs_in_by_user_name_which_knows_upper_and_lower_case(server):
    name = new_name("Ada")
    server.sign_up(name)
    assert_ok(try_password(server, username=name))
    assert_refused(try_password(server, username=name.lower()), 403, 2333)


def test_signs_in_by_email_in_any_case(server):
    email = new_email()
    user_of(server, email=email)
    assert_ok(try_password(server, email=email))
    assert_ok(try_password(server, email=email.upper()))


def test_signs_in_by_phone_with_and_without_its_country_code(server):
    number = new_number()
    user_of(server, phone=number)
    for written in (number, "+86" + number, f"+86 {number[:3]}-{number[3:7]}-{number[7:]}"):
        assert_ok(try_password(server, phone=written))


def test_account_is_any_of_the_three(server):
    name, email, number = new_name(), new_email(), new_number()
    user_of(server, username=name, email=email, phone=number)
    for written in (name, email, email.upper(), number):
        assert_ok(try_password(server, account=written))


def test_one_identifier_does_not_stand_for_another(server):
    name, email, number = new_name(), new_email(), new_number()
    user_of(server, username=name, email=email, phone=number)
    for identifier in ({"username": email}, {"email": name}, {"phone": name}, {"email": number}, {"username": number}):
        assert_refused(try_password(server, **identifier), 403, 2333)


@pytest.mark.parametrize("method,identifier", [("USERNAME_PASSWORD", "username"), ("EMAIL_PASSWORD", "email"),
                                               ("PHONE_PASSWORD", "phone")])
def test_a_method_that_the_application_does_not_enable_is_refused(server, method, identifier):
    user = {"username": new_name(), "email": new_email(), "phone": new_number()}
    user_of(server, **user)
    with server.with_settings(app={"enabled_methods": [method]}):
        for other in user:
            answer = try_password(server, **{other: user[other]})
            assert_ok(answer) if other == identifier else assert_refused(answer, 403, 2130010)
        assert_refused(try_passcode(server, "123456", phone=user["phone"]), 403, 2130010)
        assert_refused(try_passcode(server, "123456", email=user["email"]), 403, 2130010)
    with server.with_settings(app={"enabled_methods": ["PHONE_CODE"]}):
        assert_refused(try_password(server, account=user["username"]), 403, 2130010)


# --- which application, and its proof ----------------------------------------------------------------------------
def test_refuses_without_an_application(server):
    payload = {"username": "a", "password": PASSWORD}
    answer = server.post("signin", {"connection": "PASSWORD", "passwordPayload": payload}, app=False)
    assert answer["statusCode"] in (400, 404), answer


def test_the_application_may_stand_in_the_body_alone(server):
    name = new_name()
    server.sign_up(name)
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}, **server.client()}
    assert_ok(server.post("signin", body, app=False))


@pytest.mark.parametrize("change", [{"client_secret": None}, {"client_id": None}, {"client_secret": ""},
                                    {"client_secret": "0" * 32}, {"client_id": "0" * 24}])
def test_refuses_a_wrong_or_missing_client_secret(server, change):
    client = {key: value for key, value in {**server.client(), **change}.items() if value is not None}
    assert_refused(try_password(server, username="nobody", client=client), 401)


def test_client_secret_post_ignores_a_basic_header(server):
    right = basic(server.app_id, server.app_secret)
    assert_refused(try_password(server, username="nobody", client={}, headers=right), 401)


def test_client_secret_basic_takes_the_header_alone(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(app={"token_auth_method": "client_secret_basic"}):
        assert_ok(try_password(server, username=name, client={}, headers=basic(server.app_id, server.app_secret)))
        assert_refused(try_password(server, username=name), 401)  # in the body only
        for headers in (basic(server.app_id, "0" * 32), basic("0" * 24, server.app_secret), basic("", ""),
                        {"authorization": "Basic !!!"}, {"authorization": "Basic"}):
            assert_refused(try_password(server, username=name, client={}, headers=headers), 401)


def test_no_client_authentication_asks_for_nothing(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(app={"token_auth_method": "none"}):
        assert_ok(try_password(server, username=name, client={}))
        assert_ok(try_password(server, username=name, client={"client_id": server.app_id, "client_secret": "wrong"}))


@pytest.mark.parametrize("authorization", ["nonsense", "Bearer not.a.token", "a.b.c"])
def test_an_authorization_header_that_is_not_basic_is_ignored(server, authorization):
    name = new_name()
    server.sign_up(name)
    assert_ok(try_password(server, username=name, headers={"authorization": authorization}))


# --- what comes back ---------------------------------------------------------------------------------------------
def test_the_default_scope_gives_no_refresh_token(server):
    name = new_name()
    server.sign_up(name)
    data = assert_ok(try_password(server, username=name))
    assert data["scope"] == "openid profile" and data["token_type"] == "Bearer" and data["expire_in"] == 7200
    assert data["id_token"] and "refresh_token" not in data


def test_offline_access_gives_a_refresh_token(server):
    name = new_name()
    server.sign_up(name)
    data = assert_ok(try_password(server, username=name, options={"scope": "openid profile offline_access"}))
    assert data["refresh_token"] and "offline_access" in data["scope"].split()


def test_without_openid_there_is_no_id_token(server):
    name = new_name()
    server.sign_up(name)
    data = assert_ok(try_password(server, username=name, options={"scope": "profile"}))
    assert data["access_token"] and "id_token" not in data


def test_the_profile_remembers_the_sign_in(server):
    name = new_name()
    token = server.person(name)
    profile = assert_ok(server.get("get-profile", token=token))
    assert profile["loginsCount"] == 1 and profile["lastIp"] == "127.0.0.1" and profile["lastLogin"]


# --- passwords that travel encrypted -----------------------------------------------------------------------------
def encrypted(server, kind, text):
    keys = server.get("system", app=False)
    if kind == "rsa":
        return encrypt_rsa(keys["rsa"]["publicKey"], text)
    return encrypt_sm2(keys["sm2"]["publicKey"], text)


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_refuses_what_does_not_decrypt(server, kind):
    name = new_name()
    server.sign_up(name)
    for garbage in ("not encrypted at all", "AAAA", "00" * 200, "04" + "ab" * 120):
        assert_refused(try_password(server, garbage, {"passwordEncryptType": kind}, username=name), 400, 2016)


@pytest.mark.parametrize("kind,other", [("rsa", "sm2"), ("sm2", "rsa")])
def test_refuses_a_password_under_the_other_key(server, kind, other):
    name = new_name()
    server.sign_up(name)
    sent = encrypted(server, other, PASSWORD)
    assert_refused(try_password(server, sent, {"passwordEncryptType": kind}, username=name), 400, 2016)


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_signs_in_with_an_encrypted_password(server, kind):
    name = new_name()
    server.sign_up(name)
    options = {"passwordEncryptType": kind}
    assert_ok(try_password(server, encrypted(server, kind, PASSWORD), options, username=name))
    assert_refused(try_password(server, encrypted(server, kind, "wrong one"), options, username=name), 403, 2333)


# --- wrong passwords ---------------------------------------------------------------------------------------------
def test_a_wrong_password_tells_how_many_tries_are_left(server):
    name = new_name()
    server.sign_up(name)
    for left in (19, 18, 17):
        answer = try_password(server, "wrong one", username=name)
        assert_refused(answer, 403, 2333)
        assert answer["data"] == {"remainCount": left}
    assert_ok(try_password(server, username=name))
    assert try_password(server, "wrong one", username=name)["data"] == {"remainCount": 19}  # forgotten by success


def test_an_unknown_account_answers_as_a_wrong_password_does(server):
    name = new_name()
    server.sign_up(name)
    known, unknown = (try_password(server, "wrong one", username=who) for who in (name, new_name("nobody")))
    known.pop("requestId"), unknown.pop("requestId")
    assert known == unknown


def test_an_unknown_account_takes_as_long_as_a_wrong_password(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(pool={"captcha_mode": "disable", "lock_enabled": False}):
        assert same_time(lambda: assert_refused(try_password(server, "wrong one", username=name), 403, 2333),
                         lambda: assert_refused(try_password(server, "wrong one", username=new_name("no")), 403, 2333))


def test_an_account_without_a_password_answers_as_a_wrong_password_does(server):
    number = new_number()
    user_of(server, phone=number, password=None)
    assert_refused(try_password(server, phone=number), 403, 2333)


def test_a_picture_code_is_demanded_after_five_failures(server):
    name = new_name()
    server.sign_up(name)
    for _ in range(5):
        assert_refused(try_password(server, "wrong one", username=name), 403, 2333)
    answer = try_password(server, username=name)  # right, and yet
    assert_refused(answer, 400, 2000)
    assert "first" in answer["message"]
    wrong_answer = {**solved_captcha(server), "captchaCode": "????"}
    assert_refused(try_password(server, username=name, options=wrong_answer), 400, 2000)
    assert_ok(try_password(server, username=name, options=solved_captcha(server)))
    assert_ok(try_password(server, username=name))  # failures are forgotten


def test_a_picture_code_is_read_without_case_and_serves_once(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        solved = solved_captcha(server)
        solved["captchaCode"] = solved["captchaCode"].swapcase()
        assert_ok(try_password(server, username=name, options=solved))
        assert_refused(try_password(server, username=name, options=solved), 400, 2000)


def test_a_wrong_guess_spends_the_picture(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        solved = solved_captcha(server)
        assert_refused(try_password(server, username=name, options={**solved, "captchaCode": "????"}), 400, 2000)
        assert_refused(try_password(server, username=name, options=solved), 400, 2000)


def test_a_picture_code_expires(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        solved = solved_captcha(server)
        server.advance(300_001)
        assert_refused(try_password(server, username=name, options=solved), 400, 2000)


def test_the_last_failure_locks_until_the_window_ends_also_after_a_restart(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(pool={"lock_after_failures": 3, "captcha_mode": "disable"}):
        for left in (2, 1):
            assert try_password(server, "wrong one", username=name)["data"] == {"remainCount": left}
        assert_refused(try_password(server, "wrong one", username=name), 403, 2057)
        assert_refused(try_password(server, username=name), 403, 2005)  # the right one, too
        server.stop(signal.SIGKILL)
        server.start()
        assert_refused(try_password(server, username=name), 403, 2005)
        server.advance(300_001)
        assert_ok(try_password(server, username=name))


def test_the_lock_holds_for_the_account_by_whatever_name(server):
    name, email = new_name(), new_email()
    user_of(server, username=name, email=email)
    with server.with_settings(pool={"lock_after_failures": 2, "captcha_mode": "disable"}):
        assert_refused(try_password(server, "wrong one", username=name), 403, 2333)
        assert_refused(try_password(server, "wrong one", email=email), 403, 2057)
        assert_refused(try_password(server, account=name), 403, 2005)


def test_an_unknown_account_locks_like_a_known_one(server):
    name = new_name("nobody")
    with server.with_settings(pool={"lock_after_failures": 2, "captcha_mode": "disable"}):
        assert_refused(try_password(server, "wrong one", username=name), 403, 2333)
        assert_refused(try_password(server, "wrong one", username=name), 403, 2057)
        assert_refused(try_password(server, "wrong one", username=name), 403, 2005)


# --- the state of the account ------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["Suspended", "Deactivated", "Resigned", "Archived"])
def test_only_an_activated_user_may_sign_in(server, status):
    name, number = new_name(), new_number()
    user = user_of(server, username=name, phone=number)
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": status}))
    assert_refused(try_password(server, username=name), 403, 2120008)
    assert_refused(try_password(server, "wrong one", username=name), 403, 2333)  # who does not know learns nothing
    assert_refused(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number), 403, 2120008)


def test_a_deleted_user_is_unknown(server):
    name = new_name()
    user = user_of(server, username=name)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user["userId"]]}))
    assert_refused(try_password(server, username=name), 403, 2333)


def test_who_must_reset_the_password_first_is_told_so(server):
    name = new_name()
    user_of(server, username=name, options={"resetPasswordOnFirstLogin": True})
    assert_refused(try_password(server, "wrong one", username=name), 403, 2333)
    assert_refused(try_password(server, username=name), 303, 1639)


def test_an_unverified_email_is_refused_where_the_pool_demands_it(server):
    email = new_email()
    user_of(server, email=email)
    assert_ok(try_password(server, email=email))
    with server.with_settings(pool={"login_requires_verified_email": True}):
        assert_refused(try_password(server, email=email), 403, 2042)
        assert_ok(try_passcode(server, server.last_code(email), email=email))
        assert_ok(try_password(server, email=email))  # the code has proved the address


# --- more at once than the machine can hash ------------------------------------------------------------------------
def test_being_refused_as_busy_costs_no_try(server):
    """Neither the picture code nor the lock comes closer for who was never heard.

    A try counts from its place in the gate until its sign-in is committed, so as many count at once as there are
    threads for calls.
    """
    at_work = 8 + 5 * (os.cpu_count() or 1)  # workers.threads; hashing and waiting for the gate
    name = new_name()
    server.sign_up(name)
    limits = {"captcha_after_failures": at_work, "lock_after_failures": at_work}
    with server.with_settings(pool=limits), ThreadPoolExecutor(48) as clients:
        answers = list(clients.map(lambda _: try_password(server, username=name), range(96)))
    statuses = {answer["statusCode"] for answer in answers}
    assert statuses == {200, 429}, statuses
    assert_ok(try_password(server, username=name))


def test_enumeration_spellings_of_one_account_count_together_whether_it_exists_or_not(server):
    known, unknown = new_number(), new_number()
    user_of(server, phone=known)
    for number in (known, unknown):
        left = [try_password(server, "wrong", phone=spelling)["data"]["remainCount"]
                for spelling in (number, "+86" + number, "+86 " + number)]
        assert left[0] - left[1] == left[1] - left[2] == 1, (number, left)
