"""What a thief of a session or of an old password cannot do, on both engines."""

import concurrent.futures

import passkey_scenes
from account import Person, is_alive, link_in, notices
from directory import apply
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, user_of
from second_factor import demanded, enable, enroll_otp, person_with_otp, v2
from test_account_reset import HOURS_72, NEW, ask, by_email, by_phone, changed_address, email_token, press, reset


def bind_phone(person, number):
    code = person.sms_code("CHANNEL_BIND_PHONE", number)
    assert_ok(person.post("bind-phone", {"phoneNumber": number, "passCode": code}))


def bind_email(person, email):
    assert_ok(person.post("bind-email", {"email": email, "passCode": person.email_code("CHANNEL_BIND_EMAIL", email)}))


def changed_number(person, old, new):
    payload = {"newPhoneNumber": new, "newPhonePassCode": person.sms_code("CHANNEL_BIND_PHONE", new),
               "oldPhonePassCode": person.sms_code("CHANNEL_UNBIND_PHONE", old)}
    token = assert_ok(person.post("verify-update-phone-request", {
        "verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": payload}))["updatePhoneToken"]
    assert_ok(person.post("update-phone", {"updatePhoneToken": token}))


def changed_password(person, new=NEW, old=PASSWORD):
    answer = {"statusCode": 429}
    while answer["statusCode"] == 429:  # others keep the gate busy
        answer = person.post("update-password", {"newPassword": new, "oldPassword": old})
    assert_ok(answer)


def account_of(server, person):
    return assert_ok(server.manage("GET", "get-user?userId=" + person.id))


# --- links for thieves ---------------------------------------------------------------------------------------------
def test_a_number_that_a_thief_bound_gets_no_link_that_restores_it(server):
    person, first, second = Person(server), new_number(), new_number()
    bind_phone(person, first)
    server.advance(60_000)
    changed_number(person, first, second)
    told = notices(server, "+86" + first)
    assert "not-me" not in told[0] and "not-me" in told[1]  # the second one could only take the number off
    press(server, told[1])
    assert account_of(server, person)["phone"] == second
    assert_refused(by_phone(server, second, server.sms_code("CHANNEL_RESET_PASSWORD", second)), 403)
    assert_ok(person.signs_in())


def test_an_address_that_a_thief_bound_gets_no_link_and_resets_nothing_for_72_hours(server):
    person, first, second = Person(server), new_email(), new_email()
    bind_email(person, first)
    server.advance(60_000)
    person.email = first
    changed_address(server, person, second)
    assert "not-me" not in notices(server, first)[0]
    assert_refused(by_email(server, second, email_code(server, "CHANNEL_RESET_PASSWORD", second)), 403)
    changed_password(person)
    assert "not-me" not in notices(server, second)[0]
    server.advance(HOURS_72)
    assert_ok(by_email(server, second, email_code(server, "CHANNEL_RESET_PASSWORD", second)))


def test_two_new_addresses_of_a_thief_are_no_proof_together(server):
    person, number, email = Person(server), new_number(), new_email()
    bind_phone(person, number)
    bind_email(person, email)
    mail = {"email": email, "passCode": email_code(server, "CHANNEL_RESET_PASSWORD", email)}
    code = server.sms_code("CHANNEL_RESET_PASSWORD", number)
    assert_refused(by_phone(server, number, code, emailPassCodePayload=mail), 403)
    server.advance(HOURS_72)
    assert_ok(by_phone(server, number, server.sms_code("CHANNEL_RESET_PASSWORD", number)))


def test_an_address_that_an_administrator_changed_is_as_fresh(server):
    person, email = Person(server, email=True), new_email()
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "email": email}))
    assert_refused(by_email(server, email, email_code(server, "CHANNEL_RESET_PASSWORD", email)), 403)


def test_a_denial_voids_the_links_of_everything_that_a_thief_did_until_then(server):
    person, thief, number = Person(server, email=True, phone=True), new_email(), new_number()
    changed_address(server, person, thief)
    server.advance(60_000)
    changed_number(person, person.number, number)
    server.advance(60_000)
    press(server, notices(server, person.email)[0])
    assert account_of(server, person)["email"] == person.email
    token = link_in(notices(server, "+86" + person.number)[0])[1]
    for method in ("GET", "POST"):
        assert_refused(ask(server, method, "/account/not-me", token).json(), 400)
    token = assert_ok(by_email(server, person.email, server.last_code(person.email)))["passwordResetToken"]
    server.advance(1_000)
    assert_ok(reset(server, token))
    assert press(server, notices(server, person.email)[0]).status_code == 200  # what comes later is a new question


def test_of_two_denials_the_one_of_the_earlier_change_wins(server):
    person, thief, number = Person(server, email=True, phone=True), new_email(), new_number()
    changed_address(server, person, thief)
    server.advance(60_000)
    changed_number(person, person.number, number)
    later, earlier = notices(server, "+86" + person.number)[0], notices(server, person.email)[0]
    server.advance(60_000)
    assert press(server, later).status_code == 200
    assert press(server, earlier).status_code == 200
    back = account_of(server, person)
    assert (back["email"], back["phone"]) == (person.email, person.number)


def test_a_thief_who_denies_the_change_at_the_new_address_voids_nothing_of_the_owner(server):
    person, thief = Person(server, email=True), new_email()
    changed_address(server, person, thief)
    server.advance(60_000)
    press(server, notices(server, thief)[0])
    assert press(server, notices(server, person.email)[0]).status_code == 200
    assert account_of(server, person)["email"] == person.email


# --- factors that a thief added -------------------------------------------------------------------------------------
def test_the_link_takes_off_the_passkey_that_a_thief_added_and_no_other(server):
    person = Person(server, email=True)
    owner = passkey_scenes.Person(server, token=person.token)
    owner.register()
    server.advance(60_000)
    thief = passkey_scenes.Person(server, token=person.token)
    thief.register()
    press(server, notices(server, person.email)[0])
    assert_refused(passkey_scenes.sign_in(server, thief), 403)
    assert_ok(passkey_scenes.sign_in(server, owner))


def test_the_link_takes_off_the_authenticator_app_that_a_thief_added(server):
    person = Person(server, email=True)
    enroll_otp(server, person.token)
    press(server, notices(server, person.email)[0])
    factors = assert_ok(server.manage("GET", "get-user-mfa-info?userId=" + person.id))
    assert factors["totpStatus"] == "DISABLED"
    token = assert_ok(by_email(server, person.email, server.last_code(person.email)))["passwordResetToken"]
    assert_ok(reset(server, token))
    assert_ok(person.signs_in(NEW))


def test_an_address_bound_on_the_way_is_told_to_the_number_that_was_there(server):
    person, thief = Person(server, phone=True), new_email()
    with enable(server, "EMAIL"):
        token = demanded(server, person.name)["mfaToken"]
        assert_ok(v2(server, "applications/mfa/email/send", {"email": thief}, token))
        code = server.last_code(thief)
        assert_ok(v2(server, "applications/mfa/email/verify", {"email": thief, "code": code}, token))
    assert "not-me" in notices(server, thief)[0]  # and it can take itself off
    press(server, notices(server, "+86" + person.number)[0])
    assert not account_of(server, person).get("email")


def test_a_number_bound_on_the_way_is_told_to_the_address_that_was_there(server):
    person, thief = Person(server, email=True), new_number()
    with enable(server, "SMS"):
        token = demanded(server, person.name)["mfaToken"]
        assert_ok(v2(server, "applications/mfa/sms/send", {"phone": thief}, token))
        code = server.last_code("+86" + thief)
        assert_ok(v2(server, "applications/mfa/sms/verify", {"phone": thief, "code": code}, token))
    press(server, notices(server, person.email)[0])
    assert not account_of(server, person).get("phone")


# --- old passwords ------------------------------------------------------------------------------------------------
def test_sign_ins_with_the_old_password_that_race_its_change_end_in_no_session(server):
    person = Person(server)
    with server.with_settings(pool={"lock_enabled": False, "captcha_mode": "disable"}), \
            concurrent.futures.ThreadPoolExecutor(9) as pool:
        for i in range(3):
            old, new = (PASSWORD, NEW) if i % 2 == 0 else (NEW, PASSWORD)
            thieves = [pool.submit(person.signs_in, old) for _ in range(4)]
            change = pool.submit(changed_password, person, new, old)
            thieves += [pool.submit(person.signs_in, old) for _ in range(4)]
            change.result()
            for answer in (each.result() for each in thieves):
                assert answer["statusCode"] in (200, 403, 429), answer
                assert answer["statusCode"] != 200 or not is_alive(server, answer["data"]["access_token"])
            assert is_alive(server, person.token)


def test_a_second_factor_shown_after_the_password_changed_signs_nobody_in(server):
    name, app, _, token = person_with_otp(server)
    before = demanded(server, name, 1635)["mfaToken"]
    assert_ok(server.post("update-password", {"newPassword": NEW, "oldPassword": PASSWORD}, token=token))
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, before), 401, 2021)


def test_a_second_factor_shown_after_an_administrator_changed_the_password_signs_nobody_in(server):
    name, app, _, token = person_with_otp(server)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    before = demanded(server, name, 1635)["mfaToken"]
    server.advance(1_000)
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "password": NEW}))
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, before), 401, 2021)


def test_a_reset_token_from_before_the_password_changed_changes_it_no_more(server):
    person = Person(server, email=True)
    token = email_token(server, person)
    server.advance(10)
    changed_password(person)
    assert_refused(person.post("update-password", {"newPassword": NEW + "2", "passwordResetToken": token}), 400)
    assert_ok(person.signs_in(NEW))


# --- sessions under public accounts ---------------------------------------------------------------------------------
def test_a_new_password_ends_what_a_thief_does_under_public_accounts(server):
    person = Person(server, email=True)
    account = user_of(server, username=new_name())
    apply(server, {"public_accounts": [{"user": account["username"], "open_to": [{"user": person.name}]}]})

    def goes_on(token):
        body = {"targetUserId": account["userId"]}
        return assert_ok(server.post("switch-login-by-user", body, token=token))["access_token"]

    thief = goes_on(person.other_session()["access_token"])
    changed_password(person)
    assert not is_alive(server, thief) and is_alive(server, person.token)
    thief = goes_on(person.token)
    server.advance(10)
    assert_ok(reset(server, email_token(server, person), PASSWORD))
    assert not is_alive(server, thief)
    person.token = server.sign_in(person.name)["access_token"]
    thief = goes_on(person.token)
    press(server, notices(server, person.email)[0])
    assert not is_alive(server, thief)
