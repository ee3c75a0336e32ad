"""Every sign-up and sign-in of the SDK, and the calls a signed-in person makes."""

import pytest
from conftest import PASSWORD, client_of, ok, refused

import encrypt


# --- signing up ------------------------------------------------------------------------------------------------
def test_signs_up_by_username_and_password(stranger):
    profile = {"nickname": "Nick", "gender": "F", "birthdate": "1990-01-31"}
    user = ok(stranger.client.sign_up_by_username_password(stranger.username, PASSWORD, profile))
    assert (user["username"], user["nickname"], user["gender"]) == (stranger.username, "Nick", "F")
    refused(stranger.client.sign_up_by_username_password(stranger.username, PASSWORD), 409, 2034)


def test_signs_up_by_email_and_password(stranger):
    user = ok(stranger.client.sign_up_by_email_password(stranger.email, PASSWORD))
    assert (user["email"], user["emailVerified"]) == (stranger.email, False)


def test_signs_up_by_email_and_code(stranger):
    code = stranger.email_code("CHANNEL_REGISTER")
    user = ok(stranger.client.sign_up_by_email_passcode(stranger.email, code))
    assert (user["email"], user["emailVerified"]) == (stranger.email, True)


def test_signs_up_by_phone_and_code(stranger):
    code = stranger.code("CHANNEL_REGISTER")
    user = ok(stranger.client.sign_up_by_phone_passcode(stranger.number, code, "+86"))
    assert (user["phone"], user["phoneVerified"]) == (stranger.number, True)


def test_refuses_a_wrong_code_at_sign_up(stranger):
    refused(stranger.client.sign_up_by_phone_passcode(stranger.number, "000000"), 400, 2001)


# --- signing in ------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def known(server):
    """An account with user name, e-mail address and phone number."""
    names = {"username": "everything", "email": "everything@example.com", "phone": "13700000001"}
    answer = server.manage("POST", "create-user", {**names, "password": PASSWORD, "emailVerified": True,
                                                   "phoneCountryCode": "+86", "phoneVerified": True})
    ok(answer)
    return names


@pytest.mark.parametrize("method,name", [
    ("username", "username"), ("email", "email"), ("phone", "phone"),
    ("account", "username"), ("account", "email"), ("account", "phone")])
def test_signs_in_by_password(server, known, method, name):
    client = client_of(server)
    sign_in = getattr(client, f"sign_in_by_{method}_password")
    tokens = ok(sign_in(known[name], PASSWORD, {"scope": "openid profile"}))
    assert tokens["token_type"] == "Bearer" and tokens["expire_in"] > 0 and tokens["scope"] == "openid profile"
    client.set_access_token(tokens["access_token"])
    assert ok(client.get_profile())["username"] == "everything"
    refused(sign_in(known[name], "wrong " + PASSWORD), 403, 2333)


def test_signs_in_by_a_code_by_sms(server, known):
    client = client_of(server)
    ok(client.send_sms("CHANNEL_LOGIN", known["phone"]))
    code = server.last_code("+86" + known["phone"])
    tokens = ok(client.sign_in_by_phone_passcode(known["phone"], code, "+86"))
    assert tokens["access_token"] and tokens["id_token"]
    refused(client.sign_in_by_phone_passcode(known["phone"], code), 400, 2001)


def test_signs_in_by_a_code_by_email(server, known):
    client = client_of(server)
    ok(client.send_email("CHANNEL_LOGIN", known["email"]))
    ok(client.sign_in_by_email_passcode(known["email"], server.last_code(known["email"])))


def test_auto_register_makes_the_account_at_the_first_sign_in(stranger):
    client = stranger.client
    code = stranger.code("CHANNEL_LOGIN")
    client.set_access_token(ok(client.sign_in_by_phone_passcode(stranger.number, code, None,
                                                                {"autoRegister": True}))["access_token"])
    assert ok(client.get_profile())["phone"] == stranger.number


def test_auto_register_by_email(stranger):
    code = stranger.email_code("CHANNEL_LOGIN")
    ok(stranger.client.sign_in_by_email_passcode(stranger.email, code, {"autoRegister": True}))


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_takes_passwords_encrypted_as_the_browser_packages_do(stranger, kind):
    client = stranger.client
    key = client.get_system_info()[kind]["publicKey"]
    hidden = getattr(encrypt, kind)
    options = {"passwordEncryptType": kind}
    ok(client.sign_up_by_username_password(stranger.username, hidden(key, PASSWORD), None, options))
    ok(client.sign_in_by_username_password(stranger.username, hidden(key, PASSWORD), options))
    ok(client.sign_in_by_username_password(stranger.username, PASSWORD))
    refused(client.sign_in_by_username_password(stranger.username, hidden(key, "wrong"), options), 403, 2333)


def test_refuses_a_client_with_another_secret(server, person):
    impostor = client_of(server)
    impostor.app_secret = "0" * 32
    answer = impostor.sign_in_by_username_password(person.username, PASSWORD)
    assert answer["statusCode"] in (400, 401, 403) and "data" not in answer, answer


def test_directories_that_are_not_there_are_refused_cleanly(stranger):
    for sign_in in (stranger.client.sign_in_by_ldap, stranger.client.sign_in_by_ad):
        answer = sign_in("cn", PASSWORD)
        assert answer["statusCode"] != 200 and answer["message"] and answer["requestId"], answer


# --- signed in -------------------------------------------------------------------------------------------------
def test_updates_the_profile(person):
    changed = {"name": "张三", "nickname": "三", "gender": "M", "birthdate": "1991-02-03", "city": "北京",
               "company": "Example"}
    ok(person.client.update_profile(**changed))
    profile = ok(person.client.get_profile())
    assert {key: profile[key] for key in changed} == changed


def test_get_profile_takes_booleans_as_python_spells_them(person):
    """The SDK sends True and False, capitalised."""
    full = ok(person.client.get_profile(with_custom_data=True, with_identities=True, with_department_ids=True))
    assert full["customData"] == {} and full["identities"] == [] and full["departmentIds"] == []
    short = ok(person.client.get_profile(with_custom_data=False, with_identities=False))
    assert "customData" not in short and "identities" not in short


def test_pre_check_code_does_not_spend_the_code(person):
    code = person.code("CHANNEL_BIND_PHONE")
    payload = {"phone": person.number, "passCode": code, "channel": "CHANNEL_BIND_PHONE"}
    for _ in range(2):
        assert ok(person.client.pre_check_code("SMS", sms_code_payload=payload))["isValid"] is True
    ok(person.client.bind_phone(code, person.number))
    assert ok(person.client.pre_check_code("SMS", sms_code_payload=payload))["isValid"] is False


def test_pre_check_code_of_an_email(stranger):
    code = stranger.email_code("CHANNEL_REGISTER")
    payload = {"email": stranger.email, "passCode": code, "channel": "CHANNEL_REGISTER"}
    assert ok(stranger.client.pre_check_code("EMAIL", email_code_payload=payload))["isValid"] is True


def test_tells_system_facts_and_countries(stranger):
    system = stranger.client.get_system_info()
    assert "statusCode" not in system and {"rsa", "sm2", "version", "publicIps"} <= set(system)
    countries = ok(stranger.client.get_country_list())
    assert any(country["phoneCountryCode"] == "+86" for country in countries) and len(countries) > 200


def test_answers_in_the_language_of_the_client(server):
    english = client_of(server, lang="en-US").sign_in_by_username_password("nobody.here", PASSWORD)
    chinese = client_of(server, lang="zh-CN").sign_in_by_username_password("nobody.here", PASSWORD)
    assert english["statusCode"] == chinese["statusCode"] and english["message"].isascii()
    assert not chinese["message"].isascii()


def test_draws_a_captcha(server):
    """This SDK has no method for GET /api/v3/get-captcha-code, the Node one has."""
    first, second = (ok(server.get("get-captcha-code")) for _ in range(2))
    assert first["captchaCodeSvg"].startswith("<svg") and first != second
