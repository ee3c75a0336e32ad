"""signup, through HTTP, on both engines: the four ways to an account, and the rules of names and passwords."""

import concurrent.futures

import genauth
import pytest
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_passcode,
                    try_password, user_of, wrong)
from transport import encrypt_rsa, encrypt_sm2


def by_password(server, password=PASSWORD, **more):
    payload = {"password": password, **{key: more.pop(key) for key in ("username", "email") if key in more}}
    return server.post("signup", {"connection": "PASSWORD", "passwordPayload": payload, **more})


def by_code(server, code, **more):
    names = ("phone", "email", "phoneCountryCode")
    payload = {"passCode": code, **{key: more.pop(key) for key in names if key in more}}
    return server.post("signup", {"connection": "PASSCODE", "passCodePayload": payload, **more})


# --- what is asked for -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("connection,member", [("PASSWORD", "passwordPayload"), ("PASSCODE", "passCodePayload")])
def test_refuses_a_connection_without_its_payload(server, connection, member):
    answer = server.post("signup", {"connection": connection})
    assert_refused(answer, 400)
    assert answer["message"] == f"{member} should not be empty"


@pytest.mark.parametrize("names", [{}, {"username": "both", "email": "both@example.com"}])
def test_refuses_no_and_two_names(server, names):
    assert_refused(by_password(server, **names), 400, 2028)


@pytest.mark.parametrize("names", [{}, {"phone": "13800138000", "email": "both@example.com"}])
def test_refuses_a_code_for_no_and_two_recipients(server, names):
    assert_refused(by_code(server, "123456", **names), 400, 2028)


def test_refuses_without_and_with_an_unknown_application(server):
    body = {"connection": "PASSWORD", "passwordPayload": {"username": new_name(), "password": PASSWORD}}
    assert_refused(server.post("signup", body, app=False), 400, 2010)
    assert_refused(server.post("signup", body, app=False, headers={"x-authing-app-id": "0" * 24}), 404, 2011)


@pytest.mark.parametrize("method,names", [
    ("USERNAME_PASSWORD", {"username": "fresh.name"}), ("EMAIL_PASSWORD", {"email": "fresh@example.com"}),
    ("EMAIL_CODE", {"email": "fresh@example.com"}), ("PHONE_CODE", {"phone": "13800138000"})])
def test_refuses_a_method_that_the_application_does_not_enable(server, method, names):
    with server.with_settings(app={"enabled_methods": ["PHONE_PASSWORD"]}):
        answer = by_password(server, **names) if "PASSWORD" in method else by_code(server, "123456", **names)
        assert_refused(answer, 403, 2130010)
        assert method in answer["message"]


def test_refuses_where_registration_is_closed(server):
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(by_password(server, username=new_name()), 403, 2031)
        number = new_number()
        assert_refused(by_code(server, server.sms_code("CHANNEL_REGISTER", number), phone=number), 403, 2031)


# --- names -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("username", ["two words", "tab\there", "new\nline", "bell\u0007", "zero\u200bwidth",
                                      "right\u202eleft", "no\u00a0break", "x" * 65, "ada@example.com",
                                      "13800138000", "+86 138-0013-8000"])
def test_refuses_a_user_name_that_could_mislead(server, username):
    answer = by_password(server, username=username)
    assert answer["statusCode"] == 400 and "user name" in answer["message"].lower(), answer


@pytest.mark.parametrize("username", ["x" * 64, "张三丰", "ñandú", "a.b-c_d", "007", "🦊", "Zoë"])
def test_takes_any_printable_user_name(server, username):
    assert assert_ok(by_password(server, username=username))["username"] == username
    assert_ok(try_password(server, username=username))


@pytest.mark.parametrize("email", ["no-at-sign", "@example.com", "a@", "a@b", "a..b@example.com", ".a@example.com",
                                   "a@-example.com", "a b@example.com", "a@exa mple.com", "a@example.com\r\nBcc: b@c.d",
                                   "x" * 65 + "@example.com", '"quoted"@example.com', "a@[127.0.0.1]", "ä@example.com"])
def test_refuses_what_is_no_email_address(server, email):
    assert_refused(by_password(server, email=email), 400, 2003)


def test_keeps_an_email_address_in_lower_case_and_unverified(server):
    email = new_email()
    user = assert_ok(by_password(server, email=email.upper()))
    assert user["email"] == email and user["emailVerified"] is False
    assert user["registerSource"] == ["basic:email"] and user["userSourceType"] == "register"


@pytest.mark.parametrize("number,code", [("12345", "+86"), ("23800138000", "+86"), ("2025550", "+1"),
                                         ("13800138000", "+999"), ("13800138000", "86 "), ("letters", "+86")])
def test_refuses_what_is_no_phone_number(server, number, code):
    answer = by_code(server, "123456", phone=number, phoneCountryCode=code)
    assert answer["statusCode"] == 400, answer


def test_user_names_are_unique_and_know_upper_and_lower_case(server):
    name = new_name("ada")
    assert_ok(by_password(server, username=name))
    assert_refused(by_password(server, username=name), 409, 2034)
    assert_ok(by_password(server, username=name.upper()))


def test_email_addresses_are_unique_in_any_case(server):
    email = new_email()
    assert_ok(by_password(server, email=email))
    assert_refused(by_password(server, email=email.upper()), 409, 2200)
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(by_code(server, code, email=email), 409, 2200)


def test_phone_numbers_are_unique_and_a_clash_keeps_the_code(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_REGISTER", number)
    assert_refused(by_code(server, code, phone=number), 409, 2035)
    assert_refused(by_code(server, code, phone=number), 409, 2035)  # not spent


def test_a_name_of_another_pool_is_free_here(server):
    name = new_name()
    other = server.other_pool()
    assert_ok(by_password(server, username=name))
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}}
    assert_ok(server.post("signup", body, app=False, headers={"x-authing-app-id": other["appId"]}))


def test_32_sign_ups_racing_for_one_name_give_one_account(server):
    name = new_name("wanted")
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: by_password(server, username=name), range(32)))
    codes = [answer["statusCode"] for answer in answers]
    assert codes.count(200) == 1 and set(codes) <= {200, 409, 429}, codes  # 429: the hash gate was full
    found = assert_ok(server.manage("POST", "list-users", {"keywords": name}))
    assert found["totalCount"] == 1


def test_racing_sign_ups_with_one_code_give_one_account(server):
    number = new_number()
    code = server.sms_code("CHANNEL_REGISTER", number)
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: by_code(server, code, phone=number), range(32)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


# --- passwords ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("password", ["12345", "五个字符啊", "🦊🦊🦊🦊🦊"])
def test_refuses_five_characters_of_any_script(server, password):
    assert_refused(by_password(server, password, username=new_name()), 400, 2029)


@pytest.mark.parametrize("password", ["x" * 129, "长" * 129])
def test_refuses_129_characters(server, password):
    assert_refused(by_password(server, password, username=new_name()), 400)


@pytest.mark.parametrize("password", ["123456", "六个字符的啊", "🦊" * 6, "x" * 128, "长" * 128, "🦊" * 128, " spaces ",
                                      "quote'\"\\", "\u0000zero inside"])
def test_takes_six_to_128_characters_of_any_script_and_never_cuts_them(server, password):
    name = new_name()
    with server.with_settings(pool={"password_blocklist": False}):  # the length is what counts here
        assert_ok(by_password(server, password, username=name))
    assert_ok(try_password(server, password, username=name))
    assert_refused(try_password(server, password[:-1], username=name), 403, 2333)
    assert_refused(try_password(server, password + "x", username=name), 403, 2333)


def test_the_pool_may_demand_longer_passwords(server):
    with server.with_settings(pool={"password_length_min": 10}):
        answer = by_password(server, "sea-horse", username=new_name())
        assert_refused(answer, 400, 2029)
        assert "10" in answer["message"]
        assert_ok(by_password(server, "sea-horses", username=new_name()))


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_takes_encrypted_passwords_and_refuses_garbage(server, kind):
    name, options = new_name(), {"passwordEncryptType": kind}
    keys = server.get("system", app=False)
    encrypt = {"rsa": encrypt_rsa, "sm2": encrypt_sm2}[kind]
    assert_refused(by_password(server, "garbage", username=name, options=options), 400, 2016)
    short, good = (encrypt(keys[kind]["publicKey"], text) for text in ("12345", PASSWORD))
    assert_refused(by_password(server, short, username=name, options=options), 400, 2029)  # the rule is for the text
    assert_ok(by_password(server, good, username=name, options=options))
    assert_ok(try_password(server, username=name))


# --- codes -------------------------------------------------------------------------------------------------------
def test_signs_up_by_sms_code_once(server):
    number = new_number()
    code = server.sms_code("CHANNEL_REGISTER", number)
    assert_refused(by_code(server, wrong(code), phone=number), 400, 2001)
    user = assert_ok(by_code(server, code, phone=number))
    assert (user["phone"], user["phoneCountryCode"], user["phoneVerified"]) == (number, "+86", True)
    assert user["registerSource"] == ["basic:phone"]
    assert_refused(by_code(server, code, phone=number), 400, 2001)


def test_signs_up_by_email_code_once(server):
    email = new_email()
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(by_code(server, wrong(code), email=email), 400, 2001)
    user = assert_ok(by_code(server, code, email=email.upper()))
    assert (user["email"], user["emailVerified"]) == (email, True)


def test_refuses_codes_of_other_channels_and_recipients(server):
    number, email = new_number(), new_email()
    assert_refused(by_code(server, server.sms_code("CHANNEL_LOGIN", number), phone=number), 400, 2001)
    assert_refused(by_code(server, email_code(server, "CHANNEL_LOGIN", email), email=email), 400, 2001)
    assert_refused(by_code(server, server.sms_code("CHANNEL_REGISTER", number), phone=new_number()), 400, 2001)


def test_too_many_wrong_codes_void_it(server):
    number = new_number()
    code = server.sms_code("CHANNEL_REGISTER", number)
    answers = [by_code(server, wrong(code), phone=number) for _ in range(5)]
    assert "no longer works" in answers[-1]["message"]
    assert_refused(by_code(server, code, phone=number), 400, 2001)


def test_a_code_and_a_password_may_come_together(server):
    number = new_number()
    code = server.sms_code("CHANNEL_REGISTER", number)
    refused = by_code(server, code, phone=number, options={"passwordForPhonePassCode": "short"})
    assert_refused(refused, 400, 2029)
    assert_ok(by_code(server, code, phone=number, options={"passwordForPhonePassCode": PASSWORD}))
    assert_ok(try_password(server, phone=number))


# --- the rest of the account -------------------------------------------------------------------------------------
def test_keeps_the_profile_and_custom_data(server):
    profile = {"nickname": "Ada", "company": "Engines", "gender": "F", "name": "Ada L.", "givenName": "Ada",
               "familyName": "Lovelace", "birthdate": "1815-12-10", "website": "https://example.com",
               "locality": "London", "country": "GB", "customData": {"notes": ["first", {"n": 1}]}}
    user = assert_ok(by_password(server, username=new_name(), profile=profile))
    assert user["city"] == profile.pop("locality")
    assert {key: user[key] for key in profile} == profile


@pytest.mark.parametrize("profile,member", [
    ({"phone": "13800138000"}, "phonePassCodeForInformationCompletion"),
    ({"email": "unproved@example.com"}, "emailPassCodeForInformationCompletion")])
def test_contacts_in_the_profile_need_their_codes(server, profile, member):
    answer = by_password(server, username=new_name(), profile=profile)
    assert_refused(answer, 400)
    assert answer["message"] == f"options.{member} should not be empty"


def test_codes_complete_the_contacts_of_the_profile(server):
    number, email, name = new_number(), new_email(), new_name()
    options = {"phonePassCodeForInformationCompletion": server.sms_code("CHANNEL_COMPLETE_PHONE", number),
               "emailPassCodeForInformationCompletion": email_code(server, "CHANNEL_COMPLETE_EMAIL", email)}
    profile = {"phone": number, "email": email}
    for key, code in options.items():
        refused = by_password(server, username=name, profile=profile, options={**options, key: wrong(code)})
        assert_refused(refused, 400, 2001)
    user = assert_ok(by_password(server, username=name, profile=profile, options=options))
    assert (user["phone"], user["phoneVerified"], user["email"], user["emailVerified"]) == (number, True, email, True)


def test_one_wrong_completion_code_leaves_the_other_code_unspent(server):
    number, code_number = new_number(), new_number()
    first, second = server.sms_code("CHANNEL_REGISTER", number), email_code(server, "CHANNEL_COMPLETE_EMAIL",
                                                                           email := new_email())
    more = {"phone": number, "profile": {"email": email}}
    refused = by_code(server, first, options={"emailPassCodeForInformationCompletion": wrong(second)}, **dict(more))
    assert_refused(refused, 400, 2001)
    assert_ok(by_code(server, first, options={"emailPassCodeForInformationCompletion": second}, **dict(more)))
    assert code_number != number


def test_a_sign_up_does_not_sign_in(server):
    number = new_number()
    user = assert_ok(by_code(server, server.sms_code("CHANNEL_REGISTER", number), phone=number))
    assert not {"access_token", "id_token", "password"} & set(user) and user["loginsCount"] == 0
    assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))


# --- how many ----------------------------------------------------------------------------------------------------
def test_an_address_may_make_so_many_accounts_an_hour():
    with genauth.Server(settings={"GENAUTH_RATE_SIGNUP_PER_HOUR": "3"}) as server:
        for _ in range(3):
            assert_ok(by_password(server, username=new_name()))
        assert_refused(by_password(server, username=new_name()), 429)
        assert_refused(try_password(server, options={"autoRegister": True}, username=new_name()), 429)
        for address in ("203.0.113.1", "2001:db8::1"):  # whoever claims to be another
            body = {"connection": "PASSWORD", "passwordPayload": {"username": new_name(), "password": PASSWORD},
                    "options": {"clientIp": address}}
            assert_refused(server.post("signup", body, headers={"x-forwarded-for": address}), 429)
        server.advance(3_600_000)
        assert_ok(by_password(server, username=new_name()))


# --- names that look alike ---------------------------------------------------------------------------------------
def test_unicode_confusables_an_accent_typed_in_two_ways_is_one_name(server):
    stem = new_name()
    composed, taken_apart = stem + "Zo\u00eb", stem + "Zoe\u0308"
    assert assert_ok(by_password(server, username=taken_apart))["username"] == composed
    assert_refused(by_password(server, username=composed), 409, 2034)
    for spelling in (composed, taken_apart):
        assert_ok(try_password(server, username=spelling))
        assert_ok(try_password(server, account=spelling))


@pytest.mark.parametrize("name", ["p\u0430ypal", "adm\u03b9n", "wang\u0661" "1"])
def test_unicode_confusables_letters_of_scripts_that_no_language_mixes_are_refused(server, name):
    assert_refused(by_password(server, username=name), 400)


@pytest.mark.parametrize("name", ["\u738b\u5c0f\u660e", "wang\u738b", "\u0418\u0432\u0430\u043d", "\ud55c\uae00kim"])
def test_unicode_confusables_names_of_one_language_are_names(server, name):
    assert_ok(by_password(server, username=name))
