"""Resetting a forgotten password, and the links in notices ("this was not me"), on both engines."""

import concurrent.futures

import contract
import passkey_scenes
import pytest
import requests
from account import MINUTES_15, Person, is_alive, link_in, notices
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_number, wrong

NEW = "mu9 Kettle of Fish"
HOURS_72 = 72 * 3_600_000


def by_email(server, email, code):
    return server.post("verify-reset-password-request", {
        "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {"email": email, "passCode": code}})


def by_phone(server, number, code, **more):
    return server.post("verify-reset-password-request", {
        "verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": {"phoneNumber": number, "passCode": code}, **more})


def reset(server, token, password=NEW):
    return server.post("reset-password", {"password": password, "passwordResetToken": token})


def email_token(server, person):
    answer = assert_ok(by_email(server, person.email, email_code(server, "CHANNEL_RESET_PASSWORD", person.email)))
    assert answer["tokenExpiresIn"] == 60
    return answer["passwordResetToken"]


# --- verify, then reset ------------------------------------------------------------------------------------------
def test_resets_by_a_code_of_the_address_ends_all_sessions_and_tells_the_owner(server):
    person = Person(server, email=True)
    token = email_token(server, person)
    assert_ok(reset(server, token))
    assert not is_alive(server, person.token)
    assert_refused(person.signs_in(), 403, 2333)
    assert_ok(person.signs_in(NEW))
    assert len(notices(server, person.email)) == 1
    assert_refused(reset(server, token), 400)


def test_resets_by_a_code_of_the_number(server):
    person = Person(server, phone=True)
    code = server.sms_code("CHANNEL_RESET_PASSWORD", person.number)
    assert_refused(by_phone(server, person.number, wrong(code)), 400, 2001)
    token = assert_ok(by_phone(server, person.number, code))["passwordResetToken"]
    assert_ok(reset(server, token))
    assert_ok(person.signs_in(NEW))


def test_a_reset_token_is_good_for_60_seconds_and_for_its_application(server):
    person = Person(server, email=True)
    token = email_token(server, person)
    other = {"x-authing-app-id": server.other_application()["appId"]}
    answer = server.post("reset-password", {"password": NEW, "passwordResetToken": token}, app=False, headers=other)
    assert_refused(answer, 400)
    server.advance(60_001)
    assert_refused(reset(server, token), 400)
    assert_ok(person.signs_in())


def test_a_reset_token_works_once_for_64_racing_clients(server):
    person = Person(server, email=True)
    token = email_token(server, person)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda i: reset(server, token, f"{NEW} {i}"), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert all(answer["statusCode"] in (200, 400, 429) for answer in answers)


def test_a_reset_token_is_void_once_the_password_changed(server):
    person = Person(server, email=True)
    token = email_token(server, person)
    server.advance(10)
    assert_ok(person.post("update-password", {"newPassword": NEW, "oldPassword": PASSWORD}))
    assert_refused(reset(server, token, NEW + "2"), 400)


def test_a_refused_password_leaves_the_token_good(server):
    person = Person(server, email=True)
    with server.with_settings(pool={"password_history_count": 3}):
        token = email_token(server, person)
        for bad, word in (("12345", "at least"), ("iloveyou", "guess"), (PASSWORD, "before")):
            answer = reset(server, token, bad)
            assert answer["statusCode"] == 400 and word in answer["message"], answer
        assert_ok(reset(server, token))


def test_a_reset_forgets_failed_sign_ins(server):
    person = Person(server, email=True)
    with server.with_settings(pool={"lock_after_failures": 1}):
        assert_refused(person.signs_in("not it"), 403, 2057)
        assert_refused(person.signs_in(), 403, 2005)
        assert_ok(reset(server, email_token(server, person)))
        assert_ok(person.signs_in(NEW))


def test_a_token_stands_for_the_old_password_of_who_is_signed_in(server):
    person, other = Person(server, email=True), Person(server)
    token = email_token(server, person)
    body = {"newPassword": NEW, "passwordResetToken": token}
    assert_refused(other.post("update-password", body), 400)
    assert_ok(person.post("update-password", body))
    assert is_alive(server, person.token)
    assert_refused(person.post("update-password", body), 400)


def test_nobody_behind_an_address_looks_like_a_wrong_code(server):
    person, nobody = Person(server, email=True, phone=True), new_email()
    code = email_code(server, "CHANNEL_RESET_PASSWORD", nobody)
    known = by_email(server, person.email, "000000")
    for tried in ("000000", code, wrong(code)):
        assert {**by_email(server, nobody, tried), "requestId": ""} == {**known, "requestId": ""}
    assert_refused(by_phone(server, new_number(), "000000"), 400, 2001)


def test_refuses_what_is_no_address_and_voids_codes_after_five_wrong_tries(server):
    assert_refused(by_email(server, "no address", "1"), 400, 2003)
    assert_refused(by_phone(server, "12345", "1"), 400)
    abroad = {"phoneNumber": "13800138000", "phoneCountryCode": "+999", "passCode": "1"}
    assert_refused(server.post("verify-reset-password-request", {
        "verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": abroad}), 400)
    assert_refused(server.post("verify-reset-password-request", {
        "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {"passCode": "1"}}), 400, 2028)
    for method in ("EMAIL_PASSCODE", "PHONE_PASSCODE"):
        assert_refused(server.post("verify-reset-password-request", {"verifyMethod": method}), 400)
    answer = server.post("verify-reset-password-request", {"verifyMethod": "EMAIL_PASSCODE"}, app=False)
    assert_refused(answer, 400, 2010)
    person = Person(server, email=True)
    code = email_code(server, "CHANNEL_RESET_PASSWORD", person.email)
    answers = [by_email(server, person.email, wrong(code)) for _ in range(5)]
    assert "no longer works" in answers[-1]["message"]
    assert_refused(by_email(server, person.email, code), 400, 2001)


# --- how much a phone is worth -----------------------------------------------------------------------------------
def test_a_phone_changed_within_72_hours_is_not_sole_proof(server):
    person, number = Person(server, email=True), new_number()
    code = person.sms_code("CHANNEL_BIND_PHONE", number)
    assert_ok(person.post("bind-phone", {"phoneNumber": number, "passCode": code}))
    code = server.sms_code("CHANNEL_RESET_PASSWORD", number)
    assert_refused(by_phone(server, number, code), 403)
    stranger = new_email()
    foreign = {"email": stranger, "passCode": email_code(server, "CHANNEL_RESET_PASSWORD", stranger)}
    assert_refused(by_phone(server, number, code, emailPassCodePayload=foreign), 400, 2001)
    mail = {"email": person.email, "passCode": email_code(server, "CHANNEL_RESET_PASSWORD", person.email)}
    assert_ok(by_phone(server, number, code, emailPassCodePayload=mail))
    server.advance(HOURS_72)
    assert_ok(by_phone(server, number, server.sms_code("CHANNEL_RESET_PASSWORD", number)))


def test_a_phone_that_an_administrator_changed_is_as_fresh(server):
    person, number = Person(server, phone=True), new_number()
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "phone": number}))
    assert_refused(by_phone(server, number, server.sms_code("CHANNEL_RESET_PASSWORD", number)), 403)


def test_sms_is_never_the_only_recovery_of_an_account_with_totp_and_reset_keeps_it(server):
    person = Person(server, email=True, phone=True, otp={"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"})
    assert_refused(by_phone(server, person.number, server.sms_code("CHANNEL_RESET_PASSWORD", person.number)), 403)
    assert_ok(reset(server, email_token(server, person)))
    answer = person.signs_in(NEW)  # the new password is right, and the second factor is still asked for
    assert (answer["statusCode"], answer["apiCode"]) == (303, 1635)


def test_sms_is_never_the_only_recovery_of_an_account_with_a_passkey_and_reset_keeps_it(server):
    person = Person(server, email=True, phone=True)
    holder = passkey_scenes.Person(server, token=person.token)
    made = holder.register()
    assert_refused(by_phone(server, person.number, server.sms_code("CHANNEL_RESET_PASSWORD", person.number)), 403)
    assert_ok(reset(server, email_token(server, person)))
    holder.token = assert_ok(person.signs_in(NEW))["access_token"]
    assert [passkey["credentialId"] for passkey in holder.passkeys()] == [made["credentialId"]]


# --- this was not me: show-not-me asks, confirm-not-me acts --------------------------------------------------------
def ask(server, method, path, token, **more):
    where = f"{server.base}/{server.app_id}{path}"
    sent = {"params": {"token": token}} if method == "GET" else {"data": {"token": token}}
    response = requests.request(method, where, timeout=20, headers={"x-authing-lang": "en-US"}, **sent, **more)
    contract.check_reply(method, path, response)
    return response


def press(server, text):
    base, token = link_in(text)
    assert base == f"{server.base}/{server.app_id}/account/not-me"
    return ask(server, "POST", "/account/not-me", token)


def changed_address(server, person, new):
    old = email_code(server, "CHANNEL_UPDATE_EMAIL", person.email, token=person.token)
    code = email_code(server, "CHANNEL_UPDATE_EMAIL", new, token=person.token)
    payload = {"newEmail": new, "newEmailPassCode": code, "oldEmailPassCode": old}
    token = assert_ok(person.post("verify-update-email-request", {
        "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": payload}))["updateEmailToken"]
    assert_ok(person.post("update-email", {"updateEmailToken": token}))


def test_opening_the_link_changes_nothing_and_its_button_works_once(server):
    person = Person(server, email=True)
    assert_ok(person.post("update-password", {"newPassword": NEW, "oldPassword": PASSWORD}))
    text = notices(server, person.email)[0]
    token = link_in(text)[1]
    for _ in range(3):
        page = ask(server, "GET", "/account/not-me", token)
        assert page.status_code == 200 and "<form" in page.text and "no-store" in page.headers["cache-control"]
    assert is_alive(server, person.token)
    assert_ok(person.signs_in(NEW))
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        pages = list(pool.map(lambda _: press(server, text), range(64)))
    assert sum(page.headers["content-type"].startswith("text/html") for page in pages) == 1
    assert not is_alive(server, person.token)
    assert_refused(person.signs_in(NEW), 403, 2333)
    token = assert_ok(by_email(server, person.email, server.last_code(person.email)))["passwordResetToken"]
    assert_ok(reset(server, token, PASSWORD))
    assert_ok(person.signs_in())


def test_the_old_address_comes_back_to_who_reads_mail_there(server):
    person, thief = Person(server, email=True), new_email()
    changed_address(server, person, thief)
    assert press(server, notices(server, person.email)[0]).status_code == 200
    back = assert_ok(server.manage("GET", "get-user?userId=" + person.id))
    assert back["email"] == person.email
    assert not is_alive(server, person.token)
    assert_refused(person.signs_in(), 403, 2333)


def test_the_old_number_comes_back_and_is_good_for_a_reset_at_once(server):
    person, thief = Person(server, phone=True), new_number()
    old = person.sms_code("CHANNEL_UNBIND_PHONE")
    code = person.sms_code("CHANNEL_BIND_PHONE", thief)
    payload = {"newPhoneNumber": thief, "newPhonePassCode": code, "oldPhonePassCode": old}
    token = assert_ok(person.post("verify-update-phone-request", {
        "verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": payload}))["updatePhoneToken"]
    assert_ok(person.post("update-phone", {"updatePhoneToken": token}))
    press(server, notices(server, "+86" + person.number)[0])
    token = assert_ok(by_phone(server, person.number, server.last_code("+86" + person.number)))["passwordResetToken"]
    assert_ok(reset(server, token))
    assert_ok(person.signs_in(NEW))


def test_the_new_address_can_only_take_itself_off(server):
    person, other = Person(server), new_email()
    code = person.email_code("CHANNEL_BIND_EMAIL", other)
    assert_ok(person.post("bind-email", {"email": other, "passCode": code}))
    press(server, notices(server, other)[0])
    assert not assert_ok(server.manage("GET", "get-user?userId=" + person.id)).get("email")
    assert_ok(person.signs_in())  # the password still works


def test_the_phone_of_the_account_undoes_a_first_address(server):
    person, thief = Person(server, phone=True), new_email()
    assert_ok(person.post("bind-email", {"email": thief, "passCode": person.email_code("CHANNEL_BIND_EMAIL", thief)}))
    press(server, notices(server, "+86" + person.number)[0])
    assert not assert_ok(server.manage("GET", "get-user?userId=" + person.id)).get("email")
    assert_refused(person.signs_in(), 403, 2333)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refuses_links_that_are_wrong_expired_of_another_application_or_purpose(server, method):
    person = Person(server, email=True)
    reset_token = email_token(server, person)
    assert_ok(person.post("update-password", {"newPassword": NEW, "oldPassword": PASSWORD}))
    token = link_in(notices(server, person.email)[0])[1]
    for bad in ("x", reset_token, token[:-1] + ("A" if token[-1] != "A" else "B")):
        assert_refused(ask(server, method, "/account/not-me", bad).json(), 400)
    assert_refused(reset(server, token), 400)
    app_id, server.app_id = server.app_id, server.other_application()["appId"]
    assert_refused(ask(server, method, "/account/not-me", token).json(), 400)
    server.app_id = app_id
    server.advance(HOURS_72)
    assert_refused(ask(server, method, "/account/not-me", token).json(), 400)


def test_the_link_begins_with_the_configured_origin_whatever_the_host_says(server):
    person = Person(server, email=True)
    body = {"newPassword": NEW, "oldPassword": PASSWORD}
    assert_ok(server.post("update-password", body, token=person.token, headers={"host": "evil.example"}))
    assert link_in(notices(server, person.email)[0])[0].startswith(server.base + "/")


def test_step_up_is_asked_of_old_sign_ins_only(server):
    person = Person(server, email=True)
    server.advance(MINUTES_15 + 1)
    assert_ok(person.post("update-password", {"newPassword": NEW, "oldPassword": PASSWORD}))  # proof of a factor
