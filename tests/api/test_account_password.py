"""update-password, validate-password, get-security-info, and deleting one's own account, on both engines."""

import concurrent.futures
import os

import pytest
import requests
import second_factor
from account import MINUTES_15, Person, is_alive, notices
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_passcode, wrong

NEW = "mu9 Kettle of Fish"


def update(person, new=NEW, **more):
    return person.post("update-password", {"newPassword": new, **more})


# --- get-security-info -------------------------------------------------------------------------------------------
def test_the_score_counts_password_addresses_and_factors(server):
    bare = Person(server)
    info = assert_ok(server.get("get-security-info", token=bare.token))
    assert info == {"passwordSecurityLevel": 2, "mfaEnrolled": False, "passwordSet": True, "emailBinded": False,
                    "phoneBinded": False, "securityScore": 20}
    full = Person(server, email=True, phone=True, emailVerified=True, phoneVerified=True,
                  otp={"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"})
    info = assert_ok(server.get("get-security-info", token=full.token))
    assert (info["mfaEnrolled"], info["securityScore"]) == (True, 20 + 20 + 20 + 30)


# --- update-password ---------------------------------------------------------------------------------------------
def test_changes_the_password_tells_the_owner_and_ends_other_sessions(server):
    person = Person(server, email=True)
    other = person.other_session()
    assert_ok(update(person, oldPassword=PASSWORD))
    assert is_alive(server, person.token) and not is_alive(server, other["access_token"])
    assert len(notices(server, person.email)) == 1
    assert_refused(person.signs_in(), 403, 2333)
    assert_ok(person.signs_in(NEW))


def test_the_old_password_is_asked_for_and_counted_like_a_sign_in(server):
    person = Person(server)
    assert_refused(update(person), 400, 2201)
    with server.with_settings(pool={"lock_after_failures": 3}):
        assert_refused(update(person, oldPassword="not it"), 403, 2203)
        assert_refused(update(person, oldPassword="not it"), 403, 2203)
        assert_refused(update(person, oldPassword="not it"), 403, 2057)
        assert_refused(update(person, oldPassword=PASSWORD), 403, 2005)
        assert_refused(person.signs_in(), 403, 2005)
    server.advance(300_001)
    assert_ok(person.signs_in())


def test_a_first_password_needs_a_recent_sign_in(server):
    email = new_email()
    assert_ok(server.manage("POST", "create-user", {"status": "Activated", "email": email}))
    token = assert_ok(by_code(server, email))["access_token"]
    server.advance(MINUTES_15 + 1)
    assert_refused(server.post("update-password", {"newPassword": NEW}, token=token), 403)
    with server.with_settings(pool={"step_up_minutes": 60}):
        assert_ok(server.post("update-password", {"newPassword": NEW}, token=token))


def test_64_racing_changes_give_one_new_password(server):
    person = Person(server)
    with server.with_settings(pool={"lock_enabled": False}), concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda i: update(person, f"{NEW} {i}", oldPassword=PASSWORD), range(16)))
    good = [i for i, answer in enumerate(answers) if answer["statusCode"] == 200]
    assert len(good) == 1, answers
    assert_ok(person.signs_in(f"{NEW} {good[0]}"))


def test_a_password_that_cannot_be_decrypted_is_refused(server):
    person = Person(server)
    assert_refused(update(person, "rubbish", passwordEncryptType="rsa"), 400, 2016)
    rubbish = {"password": "rubbish", "passwordEncryptType": "rsa"}
    assert_refused(person.post("validate-password", rubbish), 400, 2016)
    how = {"verifyMethod": "PASSWORD", "passwordPayload": rubbish}
    assert_refused(person.post("verify-delete-account-request", how), 400, 2016)
    assert_refused(server.post("reset-password", {**rubbish, "passwordResetToken": "x"}), 400, 2016)


# --- validate-password -------------------------------------------------------------------------------------------
def test_says_whether_it_is_the_password_of_this_user(server):
    person, other = Person(server, email=True, phone=True), Person(server)

    def valid(**body):
        return assert_ok(person.post("validate-password", body))["valid"]

    assert valid(password=PASSWORD) and not valid(password="not it")
    assert valid(password=PASSWORD, username=person.name, email=person.email.upper(), phone=person.number)
    assert not valid(password=PASSWORD, username=other.name)
    assert not valid(password=PASSWORD, email=new_email())
    assert not valid(password=PASSWORD, phone=new_number())


def test_a_confirmation_that_was_refused_as_busy_costs_no_try(server):
    person = Person(server)
    at_work = 8 + 5 * (os.cpu_count() or 1)  # as many count at once as there are threads for calls
    limits = {"captcha_after_failures": at_work, "lock_after_failures": at_work}
    with server.with_settings(pool=limits), concurrent.futures.ThreadPoolExecutor(48) as clients:
        answers = list(clients.map(lambda _: person.post("validate-password", {"password": PASSWORD}), range(96)))
    assert {answer["statusCode"] for answer in answers} == {200, 429}
    assert assert_ok(person.post("validate-password", {"password": PASSWORD})) == {"valid": True}


def test_validating_counts_wrong_passwords_up_to_the_lock(server):
    person = Person(server)
    with server.with_settings(pool={"lock_after_failures": 2}):
        assert_ok(person.post("validate-password", {"password": "not it"}))
        assert_refused(person.post("validate-password", {"password": "not it"}), 403, 2057)
        assert_refused(person.post("validate-password", {"password": PASSWORD}), 403, 2005)
        assert_refused(person.post("verify-delete-account-request", {
            "verifyMethod": "PASSWORD", "passwordPayload": {"password": PASSWORD}}), 403, 2005)


# --- deleting ----------------------------------------------------------------------------------------------------
def delete_token(person, **how):
    answer = assert_ok(person.post("verify-delete-account-request", how))
    assert answer["tokenExpiresIn"] == 60
    return answer["deleteAccountToken"]


def test_deletes_the_account_by_a_code_and_tells_its_addresses(server):
    person = Person(server, email=True, phone=True)
    code = person.email_code("CHANNEL_DELETE_ACCOUNT")
    token = delete_token(person, verifyMethod="EMAIL_PASSCODE",
                         emailPassCodePayload={"email": person.email, "passCode": code})
    assert is_alive(server, person.token)
    assert_ok(person.post("delete-account", {"deleteAccountToken": token}))
    assert not is_alive(server, person.token)
    assert_refused(person.signs_in(), 403, 2333)
    assert len(notices(server, person.email)) == 1 and len(notices(server, "+86" + person.number)) == 1
    assert "not-me" not in notices(server, person.email)[0]


def test_deletes_by_the_code_of_the_phone_alone(server):
    person = Person(server, phone=True)
    code = person.sms_code("CHANNEL_DELETE_ACCOUNT")
    how = {"verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": {"phoneNumber": new_number(), "passCode": code}}
    assert_refused(person.post("verify-delete-account-request", how), 400, 2001)
    how["phonePassCodePayload"] = {"phoneNumber": person.number, "passCode": wrong(code)}
    answers = [person.post("verify-delete-account-request", how) for _ in range(5)]
    assert_refused(answers[0], 400, 2001)
    assert "no longer works" in answers[-1]["message"]
    server.advance(60_001)
    how["phonePassCodePayload"]["passCode"] = person.sms_code("CHANNEL_DELETE_ACCOUNT")
    assert_ok(person.post("delete-account", {"deleteAccountToken": delete_token(person, **how)}))


def test_the_password_deletes_only_accounts_without_an_address(server):
    reachable, alone = Person(server, email=True), Person(server)
    how = {"verifyMethod": "PASSWORD", "passwordPayload": {"password": PASSWORD}}
    assert_refused(reachable.post("verify-delete-account-request", how), 422)
    bad = {"verifyMethod": "PASSWORD", "passwordPayload": {"password": "not it"}}
    assert_refused(alone.post("verify-delete-account-request", bad), 403, 2333)
    for method in ("PASSWORD", "PHONE_PASSCODE", "EMAIL_PASSCODE"):
        assert_refused(alone.post("verify-delete-account-request", {"verifyMethod": method}), 400)
    assert_ok(alone.post("delete-account", {"deleteAccountToken": delete_token(alone, **how)}))
    with server.with_settings(pool={"lock_after_failures": 1}):
        last = Person(server)
        assert_refused(last.post("verify-delete-account-request", bad), 403, 2057)


def test_a_delete_token_is_good_for_60_seconds_once_and_for_its_user(server):
    person, other = Person(server), Person(server)
    how = {"verifyMethod": "PASSWORD", "passwordPayload": {"password": PASSWORD}}
    token = delete_token(person, **how)
    assert_refused(other.post("delete-account", {"deleteAccountToken": token}), 400)
    server.advance(60_001)
    assert_refused(person.post("delete-account", {"deleteAccountToken": token}), 400)
    token = delete_token(person, **how)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: person.post("delete-account", {"deleteAccountToken": token}), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


# --- password rules, wherever a password is set ------------------------------------------------------------------
def everywhere(server):
    """What sets a password, by name: signup, admin creation and change, the owner's own change."""
    person = Person(server)
    return {
        "signup": lambda p, name: server.post("signup", {"connection": "PASSWORD",
                                                         "passwordPayload": {"username": name, "password": p}}),
        "signin": lambda p, name: server.post("signin", {
            "connection": "PASSWORD", **server.client(), "options": {"autoRegister": True},
            "passwordPayload": {"username": name, "password": p}}),
        "create-user": lambda p, name: server.manage("POST", "create-user", {"username": name, "password": p}),
        "create-users-batch": lambda p, name: server.manage("POST", "create-users-batch", {
            "list": [{"username": name, "password": p}]}),
        "update-user": lambda p, name: server.manage("POST", "update-user", {"userId": person.id, "username": name,
                                                                             "password": p}),
        "update-password": lambda p, name: update(person, p, oldPassword=PASSWORD),
    }


@pytest.mark.parametrize("settings,password,word", [
    ({}, "iloveyou", "guess"), ({}, "12345", "at least 6"), ({}, "x" * 100 + "y" * 29, "at most 128"),
    ({"password_level_min": 3}, "mu9Kettle", "mix at least 3"),
    ({"password_rules": [{"pattern": "^\\p{Lu}", "message_en": "begin with a capital"}]}, "mu9 Kettle", "a capital")])
def test_one_rule_holds_wherever_a_password_is_set(server, settings, password, word):
    ways = everywhere(server)  # made before the setting, which the fixed password may break
    with server.with_settings(pool=settings):
        for name, set_password in ways.items():
            answer = set_password(password, new_name())
            assert answer["statusCode"] == 400 and word in answer["message"], (name, answer)


def test_a_rule_of_the_pool_speaks_the_language_of_the_caller(server):
    words = {"en-US": "Begin with a capital", "zh-CN": "请以大写字母开头", "zh-TW": "請以大寫字母開頭",
             "ja-JP": "大文字で始めてください"}
    rule = {"pattern": "^\\p{Lu}", "message_en": words["en-US"], "message_zh_cn": words["zh-CN"],
            "message_zh_tw": words["zh-TW"], "message_ja": words["ja-JP"]}

    def said(language):
        answer = server.post("signup", {"connection": "PASSWORD", "passwordPayload": {
            "username": new_name(), "password": "mu9 kettle"}}, headers={"x-authing-lang": language})
        assert_refused(answer, 400)
        return answer["message"]
    with server.with_settings(pool={"password_rules": [rule]}):
        for language, text in words.items():
            assert text in said(language), language
    with server.with_settings(pool={"password_rules": [{"pattern": "^\\p{Lu}", "message_zh_cn": words["zh-CN"]}]}):
        for language in words:
            assert words["zh-CN"] in said(language)  # the only words that there are


def test_the_users_own_names_are_refused_even_at_level_0_and_the_list_can_be_switched_off(server):
    name = new_name("lovelace")
    answer = server.post("signup", {"connection": "PASSWORD",
                                    "passwordPayload": {"username": name, "password": name + "!"}})
    assert answer["statusCode"] == 400 and "own user name" in answer["message"]
    with server.with_settings(pool={"password_blocklist": False}):
        assert_ok(server.post("signup", {"connection": "PASSWORD",
                                         "passwordPayload": {"username": name, "password": "iloveyou"}}))


def test_two_ways_of_typing_an_accent_are_one_password_and_128_code_points_count(server):
    person = Person(server)
    assert_ok(update(person, "\u00e9toile de mer", oldPassword=PASSWORD))
    assert_ok(person.signs_in("e\u0301toile de mer"))
    long_one = "\u5bc6\u7801" * 63 + "ab"  # 128 code points
    assert_ok(update(person, long_one, oldPassword="e\u0301toile de mer"))
    assert_ok(person.signs_in(long_one))
    assert_refused(person.signs_in(long_one[:-1] + "c"), 403, 2333)  # nothing is cut off


def test_a_former_password_may_not_come_back(server):
    person = Person(server)
    with server.with_settings(pool={"password_history_count": 2}):
        answer = update(person, PASSWORD, oldPassword=PASSWORD)
        assert answer["statusCode"] == 400 and "before" in answer["message"]
        assert_ok(update(person, NEW, oldPassword=PASSWORD))
        assert update(person, PASSWORD, oldPassword=NEW)["statusCode"] == 400
        answer = server.manage("POST", "update-user", {"userId": person.id, "password": PASSWORD})
        assert answer["statusCode"] == 400 and "before" in answer["message"]
        assert_ok(update(person, NEW + "2", oldPassword=NEW))
        assert_ok(update(person, PASSWORD, oldPassword=NEW + "2"))  # two others stand between
    with server.with_settings(pool={"password_history_days": 30}):
        assert update(person, NEW, oldPassword=PASSWORD)["statusCode"] == 400


# --- what a sign-in may demand -----------------------------------------------------------------------------------
def by_code(server, email):
    server.advance(60_001)  # one message a minute
    return try_passcode(server, email_code(server, "CHANNEL_LOGIN", email), email=email)


def test_a_first_sign_in_must_set_a_new_password_whatever_the_way_in(server):
    name, email = new_name(), new_email()
    assert_ok(server.manage("POST", "create-user", {"status": "Activated", "username": name,
                                                    "email": email, "password": PASSWORD,
                                                    "options": {"resetPasswordOnFirstLogin": True}}))
    assert_refused(by_code(server, email), 303, 1639)
    body = {"connection": "PASSWORD", **server.client(), "passwordPayload": {"username": name, "password": PASSWORD}}
    answer = server.post("signin", body)
    assert_refused(answer, 303, 1639)
    assert "access_token" not in str(answer)
    token = answer["data"]["passwordResetToken"]
    assert server.post("reset-password", {"password": "iloveyou", "passwordResetToken": token})["statusCode"] == 400
    assert_ok(server.post("reset-password", {"password": NEW, "passwordResetToken": token}))
    body["passwordPayload"]["password"] = NEW
    assert_ok(server.post("signin", body))
    # The password grant asks the same steps.
    form = {"grant_type": "password", "username": name, "password": NEW, **server.client()}
    assert requests.post(server.base + "/oidc/token", data=form, timeout=20).status_code == 200
    assert_ok(server.manage("POST", "update-user", {"userId": name, "options": {
        "userIdType": "username", "resetPasswordOnFirstLogin": True}}))
    assert requests.post(server.base + "/oidc/token", data=form, timeout=20).status_code != 200


def test_an_expired_password_must_be_changed_by_who_knows_it(server):
    person = Person(server, email=True)
    with server.with_settings(pool={"password_days_max": 30}):
        server.advance(30 * 86_400_000)
        answer = person.signs_in()
        assert_refused(answer, 303, 2058)
        assert "data" not in by_code(server, person.email)  # a code alone proves no old password
        token = answer["data"]["passwordResetToken"]
        assert_ok(server.post("reset-password", {"password": NEW, "passwordResetToken": token}))
        assert_ok(person.signs_in(NEW))
    again = {"userId": person.id, "options": {"resetPasswordOnNextLogin": True}}
    assert_ok(server.manage("POST", "update-user", again))
    assert_refused(person.signs_in(NEW), 303, 2058)


def test_a_password_that_breaks_todays_rules_must_be_changed_if_the_pool_checks(server):
    person = Person(server)
    with server.with_settings(pool={"password_level_min": 3}):
        assert_ok(person.signs_in())
    with server.with_settings(pool={"password_level_min": 3, "password_check_at_login": True}):
        answer = person.signs_in()
        assert_refused(answer, 303, 2071)
        token = answer["data"]["passwordResetToken"]
        assert_ok(server.post("reset-password", {"password": "mu9!Kettle", "passwordResetToken": token}))
        assert_ok(person.signs_in("mu9!Kettle"))


def test_the_second_factor_does_not_hide_that_the_password_breaks_todays_rules(server):
    name, app, _, _ = second_factor.person_with_otp(server)
    with server.with_settings(pool={"password_level_min": 3, "password_check_at_login": True}):
        mfa_token = second_factor.demanded(server, name, 1635)["mfaToken"]
        answer = second_factor.v2(server, "mfa/totp/verify", {"totp": app.next_code()}, mfa_token)
        assert_refused(answer, 303, 2071)
        assert answer["data"]["passwordResetToken"]
