"""bind-email, unbind-email, and replacing the e-mail address and the phone number, on both engines."""

import concurrent.futures

import pytest
from account import MINUTES_15, Person, is_alive, notices
from scenes import assert_ok, assert_refused, email_code, new_email, new_number, try_passcode, wrong


def verify_email(person, new, code, **old):
    return person.post("verify-update-email-request", {
        "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {"newEmail": new, "newEmailPassCode": code, **old}})


def verify_phone(person, new, code, **old):
    return person.post("verify-update-phone-request", {
        "verifyMethod": "PHONE_PASSCODE",
        "phonePassCodePayload": {"newPhoneNumber": new, "newPhonePassCode": code, **old}})


def email_token(person, new):
    old = {"oldEmail": person.email, "oldEmailPassCode": person.email_code("CHANNEL_UPDATE_EMAIL")} \
        if person.email else {}
    answer = assert_ok(verify_email(person, new, person.email_code("CHANNEL_UPDATE_EMAIL", new), **old))
    assert answer["tokenExpiresIn"] == 60
    return answer["updateEmailToken"]


def phone_token(person, new):
    old = {"oldPhoneNumber": person.number, "oldPhonePassCode": person.sms_code("CHANNEL_UNBIND_PHONE")} \
        if person.number else {}
    answer = assert_ok(verify_phone(person, new, person.sms_code("CHANNEL_BIND_PHONE", new), **old))
    assert answer["tokenExpiresIn"] == 60
    return answer["updatePhoneToken"]


# --- who may ask -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path,body", [("bind-email", {"email": "a@example.com", "passCode": "1"}),
                                       ("update-phone", {"updatePhoneToken": "x"})])
def test_refuses_who_is_not_signed_in(server, path, body):
    assert_refused(server.post(path, body), 401, 2020)
    assert_refused(server.post(path, body, token="not.a.token"), 401, 2021)
    person = Person(server)
    headers = {"x-authing-app-id": server.other_application()["appId"]}
    assert_refused(server.post(path, body, token=person.token, app=False, headers=headers), 401, 2021)
    headers = {"x-authing-app-id": "0" * 24}
    assert_refused(server.post(path, body, token=person.token, app=False, headers=headers), 404, 2011)
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Suspended"}))
    assert_refused(server.post(path, body, token=person.token), 403, 2120008)
    late = Person(server)
    server.advance(7_200_001)
    assert_refused(server.post(path, body, token=late.token), 401, 2206)


def test_a_disabled_application_is_refused(server):
    other = server.other_application()
    server.command("application", "update", other["appId"], "--status", "disabled")
    for path, body in (("update-email", {"updateEmailToken": "x"}),
                       ("reset-password", {"password": "mu9 Kettle", "passwordResetToken": "x"})):
        answer = server.post(path, body, token=Person(server).token, app=False,
                             headers={"x-authing-app-id": other["appId"]})
        assert_refused(answer, 403)


# --- bind-email, unbind-email ------------------------------------------------------------------------------------
def test_binds_an_address_and_takes_it_off_again(server):
    person, email = Person(server), new_email()
    code = person.email_code("CHANNEL_BIND_EMAIL", email)
    assert_refused(person.post("bind-email", {"email": email, "passCode": wrong(code)}), 400, 2001)
    assert_ok(person.post("bind-email", {"email": email.upper(), "passCode": code}))
    profile = person.profile()
    assert (profile["email"], profile["emailVerified"]) == (email, True)
    assert len(notices(server, email)) == 1

    assert_refused(person.post("bind-email", {"email": new_email(), "passCode": "1"}), 422, 2225)
    code = person.email_code("CHANNEL_UNBIND_EMAIL", email)
    assert_refused(person.post("unbind-email", {"passCode": wrong(code)}), 400, 2001)
    assert_ok(person.post("unbind-email", {"passCode": code}))
    assert "email" not in person.profile() or person.profile()["email"] is None
    assert_refused(person.post("unbind-email", {"passCode": "1"}), 422, 2219)
    assert len(notices(server, email)) == 2


def test_refuses_an_address_of_somebody_else_and_what_is_none(server):
    owner, person = Person(server, email=True), Person(server)
    code = person.email_code("CHANNEL_BIND_EMAIL", owner.email)
    assert_refused(person.post("bind-email", {"email": owner.email, "passCode": code}), 409, 2200)
    assert_refused(person.post("bind-email", {"email": "no address", "passCode": code}), 400, 2003)


def test_codes_are_void_after_five_wrong_tries(server):
    person, email = Person(server, email=True), new_email()
    fresh = Person(server)
    for call in (lambda code: fresh.post("bind-email", {"email": email, "passCode": code}),
                 lambda code: person.post("unbind-email", {"passCode": code})):
        who, to, channel = (fresh, email, "CHANNEL_BIND_EMAIL") if email else (person, None, "CHANNEL_UNBIND_EMAIL")
        code = who.email_code(channel, to)
        answers = [call(wrong(code)) for _ in range(5)]
        assert "no longer works" in answers[-1]["message"]
        assert_refused(call(code), 400, 2001)
        email = None


def test_never_leaves_an_account_without_a_way_to_sign_in(server):
    email = new_email()
    code = email_code(server, "CHANNEL_LOGIN", email)
    token = assert_ok(try_passcode(server, code, {"autoRegister": True}, email=email))["access_token"]
    server.post("send-email", {"channel": "CHANNEL_UNBIND_EMAIL", "email": email}, token=token)
    answer = server.post("unbind-email", {"passCode": server.last_code(email)}, token=token)
    assert_refused(answer, 422, 2217)


def test_concurrent_unlink_of_the_last_two_ways_leaves_one(server):
    email, number = new_email(), new_number()
    made = assert_ok(server.manage("POST", "create-user", {"status": "Activated", "email": email, "phone": number}))
    code = email_code(server, "CHANNEL_LOGIN", email)
    token = assert_ok(try_passcode(server, code, email=email))["access_token"]
    mail_code = email_code(server, "CHANNEL_UNBIND_EMAIL", email, token=token)
    sms_code = server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)
    calls = [("unbind-email", mail_code), ("unbind-phone", sms_code)] * 8
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda call: server.post(call[0], {"passCode": call[1]}, token=token), calls))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    left = assert_ok(server.manage("GET", "get-user?userId=" + made["userId"]))
    assert bool(left.get("email")) != bool(left.get("phone"))


# --- update-email, update-phone ----------------------------------------------------------------------------------
def test_replaces_the_address_tells_both_and_ends_other_sessions_and_refresh_tokens(server):
    person, new = Person(server, email=True), new_email()
    other = person.other_session()
    token = email_token(person, new)
    assert person.profile()["email"] == person.email  # nothing has changed yet
    assert_ok(person.post("update-email", {"updateEmailToken": token}))
    assert (person.profile()["email"], person.profile()["emailVerified"]) == (new, True)
    assert len(notices(server, person.email)) == 1 and len(notices(server, new)) == 1
    assert is_alive(server, person.token) and not is_alive(server, other["access_token"])
    assert_refused(person.post("update-email", {"updateEmailToken": token}), 400)


def test_replaces_the_number_tells_both_and_ends_other_sessions(server):
    person, new = Person(server, phone=True), new_number()
    other = person.other_session()
    assert_ok(person.post("update-phone", {"updatePhoneToken": phone_token(person, new)}))
    assert (person.profile()["phone"], person.profile()["phoneVerified"]) == (new, True)
    assert len(notices(server, "+86" + person.number)) == 1 and len(notices(server, "+86" + new)) == 1
    assert is_alive(server, person.token) and not is_alive(server, other["access_token"])


def test_sets_a_first_address_and_number_whatever_the_age_of_the_sign_in(server):
    person, email, number = Person(server), new_email(), new_number()
    server.advance(MINUTES_15 + 1)
    assert_ok(person.post("update-email", {"updateEmailToken": email_token(person, email)}))
    assert_ok(person.post("update-phone", {"updatePhoneToken": phone_token(person, number)}))
    assert (person.profile()["email"], person.profile()["phone"]) == (email, number)


def test_an_update_token_is_good_for_60_seconds_and_for_its_user_alone(server):
    person, stranger = Person(server, email=True, phone=True), Person(server)
    mail, phone = email_token(person, new_email()), phone_token(person, new_number())
    assert_refused(stranger.post("update-email", {"updateEmailToken": mail}), 400)
    assert_refused(person.post("update-phone", {"updatePhoneToken": mail}), 400)  # another purpose
    server.advance(60_001)
    assert_refused(person.post("update-email", {"updateEmailToken": mail}), 400)
    assert_refused(person.post("update-phone", {"updatePhoneToken": phone}), 400)


def test_an_update_token_works_once_for_64_racing_clients(server):
    person = Person(server, email=True)
    token = email_token(person, new_email())
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: person.post("update-email", {"updateEmailToken": token}), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_an_address_that_was_taken_meanwhile_is_refused(server):
    person, mail, number = Person(server, email=True, phone=True), new_email(), new_number()
    by_mail, by_phone = email_token(person, mail), phone_token(person, number)
    other = Person(server)
    assert_ok(server.manage("POST", "update-user", {"userId": other.id, "email": mail, "phone": number}))
    assert_refused(person.post("update-email", {"updateEmailToken": by_mail}), 409, 2200)
    assert_refused(person.post("update-phone", {"updatePhoneToken": by_phone}), 409, 2035)
    server.advance(60_001)
    code = person.email_code("CHANNEL_UPDATE_EMAIL", mail)
    old = {"oldEmailPassCode": person.email_code("CHANNEL_UPDATE_EMAIL")}
    assert_refused(verify_email(person, mail, code, **old), 409, 2200)
    code = person.sms_code("CHANNEL_BIND_PHONE", number)
    old = {"oldPhonePassCode": person.sms_code("CHANNEL_UNBIND_PHONE")}
    assert_refused(verify_phone(person, number, code, **old), 409, 2035)


def test_a_change_that_starts_from_an_address_that_is_gone_is_refused(server):
    person = Person(server, email=True, phone=True)
    mail, phone = email_token(person, new_email()), phone_token(person, new_number())
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "email": new_email(), "phone": new_number()}))
    assert_refused(person.post("update-email", {"updateEmailToken": mail}), 400)
    assert_refused(person.post("update-phone", {"updatePhoneToken": phone}), 400)


def test_the_old_address_must_be_proved_and_be_the_right_one(server):
    person, new = Person(server, email=True), new_email()
    code = person.email_code("CHANNEL_UPDATE_EMAIL", new)
    assert_refused(verify_email(person, new, code), 422, 2227)
    assert_refused(verify_email(person, new, code, oldEmail=new_email(), oldEmailPassCode="1"), 422, 2037)
    old = person.email_code("CHANNEL_UPDATE_EMAIL")
    answers = [verify_email(person, new, code, oldEmailPassCode=wrong(old)) for _ in range(5)]
    assert_refused(answers[0], 400, 2001)
    assert "no longer works" in answers[-1]["message"]
    server.advance(60_001)  # the code of the new address is still good: a slip spends nothing else
    assert_ok(verify_email(person, new, code, oldEmailPassCode=person.email_code("CHANNEL_UPDATE_EMAIL")))
    assert_refused(verify_email(person, person.email, code), 422, 2229)
    assert_refused(verify_email(person, "no address", code), 400, 2003)


def test_the_old_number_must_be_proved_and_be_the_right_one(server):
    person, new = Person(server, phone=True), new_number()
    code = person.sms_code("CHANNEL_BIND_PHONE", new)
    assert_refused(verify_phone(person, new, code), 422)
    assert_refused(verify_phone(person, new, code, oldPhoneNumber=new_number(), oldPhonePassCode="1"), 422, 2038)
    old = person.sms_code("CHANNEL_UNBIND_PHONE")
    answers = [verify_phone(person, new, code, oldPhonePassCode=wrong(old)) for _ in range(5)]
    assert_refused(answers[0], 400, 2001)
    assert "no longer works" in answers[-1]["message"]
    assert_refused(verify_phone(person, person.number, code), 422, 2230)
    assert_refused(verify_phone(person, "12345", code), 400)
    assert_refused(verify_phone(person, "13800138000", code, newPhoneCountryCode="+999"), 400)


def test_without_a_code_of_the_old_address_the_sign_in_must_be_recent(server):
    person = Person(server, email=True, phone=True)
    mail, number = new_email(), new_number()
    with server.with_settings(pool={"verify_old_email": False, "verify_old_phone": False}):
        assert_ok(verify_email(person, mail, person.email_code("CHANNEL_UPDATE_EMAIL", mail)))
        assert_ok(verify_phone(person, number, person.sms_code("CHANNEL_BIND_PHONE", number)))
        server.advance(MINUTES_15 + 1)
        assert_refused(verify_email(person, mail, person.email_code("CHANNEL_UPDATE_EMAIL", mail)), 403)
        assert_refused(verify_phone(person, number, person.sms_code("CHANNEL_BIND_PHONE", number)), 403)
    with server.with_settings(pool={"verify_old_email": False, "step_up_minutes": 0}):
        server.advance(60_001)
        assert_ok(verify_email(person, mail, person.email_code("CHANNEL_UPDATE_EMAIL", mail)))
