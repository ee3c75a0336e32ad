"""Sign-ins that need a second factor: what is demanded, and the legacy calls that end in the tokens of the sign-in."""

import concurrent.futures

import requests
from scenes import (PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, try_passcode, two_processes,
                    user_of, wrong)
from second_factor import (Authenticator, demanded, enable, enroll_email, enroll_sms, person_with_otp, policies,
                           sign_in, v2, works)


def verify(server, code, token, path="mfa/totp/verify"):
    return v2(server, path, {"totp": code}, token)


def test_who_has_an_authenticator_is_asked_for_it_and_gets_the_tokens_of_the_sign_in(server):
    name, app, _, _ = person_with_otp(server)
    data = demanded(server, name, 1635, scope="openid profile offline_access")
    assert policies(data) == ["OTP"] and data["totpMfaEnabled"] is True and data["faceMfaEnabled"] is False
    assert data["username"] == name
    passed = assert_ok(verify(server, app.next_code(), data["mfaToken"]))
    assert passed["username"] == name and passed["token"] == passed["access_token"]
    assert set(passed["scope"].split()) == {"openid", "profile", "offline_access"}
    assert passed["id_token"] and passed["refresh_token"] and works(server, passed["access_token"])


def test_who_has_none_signs_in_as_before(server):
    name = new_name()
    server.sign_up(name)
    assert sign_in(server, name)["statusCode"] == 200


def test_a_code_is_good_once_also_at_another_sign_in(server):
    name, app, _, token = person_with_otp(server)
    code = app.next_code()
    assert_ok(verify(server, code, demanded(server, name, 1635)["mfaToken"]))
    again = demanded(server, name, 1635)["mfaToken"]
    assert_refused(verify(server, code, again), 400, 6001)
    answer = assert_ok(server.post("mfa-totp-verify", {"totp": code}, token=token))
    assert answer == {"verified": False}
    assert_ok(verify(server, app.next_code(), again))


def test_the_code_that_set_up_the_authenticator_is_used_up_by_it(server):
    name, app, _, _ = person_with_otp(server)
    assert_refused(verify(server, app.code(), demanded(server, name, 1635)["mfaToken"]), 400, 6001)


def test_a_clock_that_is_half_a_minute_off_is_forgiven_a_minute_is_not(server):
    name, app, _, _ = person_with_otp(server)
    server.advance(120_000)
    assert_refused(verify(server, app.code(-2), demanded(server, name, 1635)["mfaToken"]), 400, 6001)
    assert_refused(verify(server, app.code(2), demanded(server, name, 1635)["mfaToken"]), 400, 6001)
    assert_ok(verify(server, app.code(-1), demanded(server, name, 1635)["mfaToken"]))
    assert_ok(verify(server, app.code(1), demanded(server, name, 1635)["mfaToken"]))
    # Steps before the last one accepted are gone.
    assert_refused(verify(server, app.code(0), demanded(server, name, 1635)["mfaToken"]), 400, 6001)


def test_one_code_64_times_at_once_gives_one_sign_in(server):
    name, app, _, _ = person_with_otp(server)
    tokens = [demanded(server, name, 1635)["mfaToken"] for _ in range(64)]
    code = app.next_code()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda token: verify(server, code, token), tokens))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert {answer["apiCode"] for answer in answers if answer["statusCode"] != 200} == {6001}


def test_one_mfa_token_64_times_at_once_gives_one_sign_in(server):
    name, app, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    code = app.next_code()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: verify(server, code, token), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_two_processes_on_one_database_accept_one_code_once():
    with two_processes() as both:
        name, app, _, _ = person_with_otp(both[0])
        tokens = [demanded(both[0], name, 1635)["mfaToken"] for _ in range(32)]
        code = app.code(1)
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            answers = list(pool.map(lambda i: verify(both[i % 2], code, tokens[i]), range(32)))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_the_mfa_token_expires_after_six_minutes(server):
    name, app, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    server.advance(300_000)
    other = demanded(server, name, 1635)["mfaToken"]
    assert_refused(verify(server, "000000", token), 400, 6001)
    server.advance(60_000)
    assert_refused(verify(server, app.code(), token), 401, 2021)
    assert_ok(verify(server, app.code(), other))
    assert_refused(verify(server, app.next_code(), other), 401, 2021)  # used up


def test_five_wrong_codes_void_the_token_not_the_authenticator(server):
    name, app, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    for _ in range(5):
        assert_refused(verify(server, app.wrong_code(), token), 400, 6001)
    assert_refused(verify(server, app.next_code(), token), 401, 2021)
    assert_ok(verify(server, app.next_code(), demanded(server, name, 1635)["mfaToken"]))


def test_a_hundred_wrong_codes_in_a_row_lock_the_authenticator_until_an_administrator_opens_it(server):
    name, app, recovery, token = person_with_otp(server)
    bad = app.wrong_code()
    for _ in range(100):
        assert assert_ok(server.post("mfa-totp-verify", {"totp": bad}, token=token)) == {"verified": False}
    mfa_token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(verify(server, app.next_code(), mfa_token), 403)
    assert_refused(server.post("mfa-totp-verify", {"totp": app.code()}, token=token), 403)
    # Another way in stays open: nobody else can lock that one by guessing.
    assert_ok(v2(server, "mfa/totp/recovery", {"recoveryCode": recovery}, mfa_token))
    user_id = server.get("get-profile", token=token)["data"]["userId"]
    nothing = {"mfaToken": "-", "applicationMfa": []}
    assert_ok(server.manage("POST", "set-mfa-status", {"userId": user_id, "mfaTriggerData": nothing}))
    assert_ok(verify(server, app.next_code(), demanded(server, name, 1635)["mfaToken"]))


def test_a_right_code_starts_the_count_of_failures_anew(server):
    _, app, _, token = person_with_otp(server)
    for _ in range(2):
        bad = app.wrong_code()
        for _ in range(60):
            server.post("mfa-totp-verify", {"totp": bad}, token=token)
        answer = server.post("mfa-totp-verify", {"totp": app.next_code()}, token=token)
        assert assert_ok(answer) == {"verified": True}


def test_the_recovery_code_works_once_and_is_replaced(server):
    name, app, recovery, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(v2(server, "mfa/totp/recovery", {}, token), 400, 6004)
    assert_refused(v2(server, "mfa/totp/recovery", {"recoveryCode": "0000-0000-0000-0000-0000-0000"}, token), 400, 6002)
    passed = assert_ok(v2(server, "mfa/totp/recovery", {"recoveryCode": recovery.upper().replace("-", " ")}, token))
    assert works(server, passed["access_token"]) and passed["recoveryCode"] != recovery
    token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(v2(server, "mfa/totp/recovery", {"recoveryCode": recovery}, token), 400, 6002)
    assert_ok(v2(server, "mfa/totp/recovery", {"recoveryCode": passed["recoveryCode"]}, token))
    assert_ok(verify(server, app.next_code(), demanded(server, name, 1635)["mfaToken"]))  # the app is still there


def test_a_recovery_code_64_times_at_once_gives_one_sign_in(server):
    name, _, recovery, _ = person_with_otp(server)
    tokens = [demanded(server, name, 1635)["mfaToken"] for _ in range(64)]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(
            lambda token: v2(server, "mfa/totp/recovery", {"recoveryCode": recovery}, token), tokens))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_no_code_at_all_has_an_answer_of_its_own(server):
    name, _, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(v2(server, "mfa/totp/verify", {}, token), 400, 6003)
    assert_refused(v2(server, "applications/mfa/totp/verify", {"totp": ""}, token), 400, 6003)


def test_the_password_grant_issues_no_token_but_the_same_demand(server):
    name, app, _, _ = person_with_otp(server)
    answer = requests.post(server.base + "/oidc/token", timeout=30, data={
        "grant_type": "password", "username": name, "password": PASSWORD, "scope": "openid", **server.client()})
    body = answer.json()
    assert answer.status_code == 400 and body["error"] == "interaction_required" and body["apiCode"] == 1635
    assert "access_token" not in body
    passed = assert_ok(verify(server, app.next_code(), body["data"]["mfaToken"]))
    assert works(server, passed["access_token"])


def test_an_application_demands_what_its_users_then_set_up_during_the_sign_in(server):
    name = new_name()
    server.sign_up(name)
    with enable(server, "OTP"):
        data = demanded(server, name)
        assert policies(data) == ["OTP"] and data["totpMfaEnabled"] is False
        token = data["mfaToken"]
        assert assert_ok(v2(server, "mfa/authenticator", token=token, method="GET")) == []
        asked = {"authenticator_type": "totp", "source": "APPLICATION"}
        made = assert_ok(v2(server, "mfa/totp/associate", asked, token))
        assert made["authenticator_type"] == "totp" and made["secret"] in made["qrcode_uri"]
        assert made["qrcode_data_url"].startswith("data:image/png;base64,")
        app = Authenticator(server, made["secret"])
        assert_refused(v2(server, "mfa/totp/associate/confirm", {}, token), 400, 6003)
        assert_refused(v2(server, "mfa/totp/associate/confirm", {"totp": app.wrong_code()}, token), 400, 6001)
        passed = assert_ok(v2(server, "mfa/totp/associate/confirm", {"totp": app.code()}, token))
        assert works(server, passed["access_token"])
        listed = assert_ok(v2(server, "mfa/authenticator", token=passed["access_token"], method="GET"))
        assert [each["enable"] for each in listed] == [True]
        assert_ok(verify(server, app.next_code(), demanded(server, name)["mfaToken"], "applications/mfa/totp/verify"))
        token = demanded(server, name)["mfaToken"]
        assert_ok(v2(server, "mfa/totp/recovery", {"recoveryCode": made["recovery_code"]}, token))


def test_a_secret_that_is_not_confirmed_in_time_is_worth_nothing(server):
    token = server.person(new_name())
    made = assert_ok(v2(server, "mfa/totp/associate", {}, token))
    server.advance(600_000)
    code = Authenticator(server, made["secret"]).code()
    assert_refused(v2(server, "mfa/totp/associate/confirm", {"totp": code}, token), 404)


def test_the_pool_demands_a_code_by_sms_to_the_masked_number(server):
    number = new_number()
    user = user_of(server, username=new_name(), phone=number)
    with server.with_settings(pool={"mfa_factors": ["SMS"]}):
        data = demanded(server, user["username"])
        assert policies(data) == ["SMS"] and data["phone"] == number[:3] + "****" + number[-4:]
        token = data["mfaToken"]
        assert_ok(v2(server, "applications/mfa/sms/send", {"phone": data["phone"]}, token))
        code = server.last_code("+86" + number)
        assert_refused(v2(server, "applications/mfa/sms/verify", {"code": wrong(code)}, token), 400, 2001)
        passed = assert_ok(v2(server, "applications/mfa/sms/verify", {"phone": data["phone"], "code": code}, token))
        assert works(server, passed["access_token"])


def test_a_code_of_send_sms_for_this_purpose_serves_too(server):
    number = new_number()
    user = user_of(server, username=new_name(), phone=number)
    with enable(server, "SMS"):
        token = demanded(server, user["username"])["mfaToken"]
        code = server.sms_code("CHANNEL_VERIFY_MFA", number)
        assert_ok(v2(server, "applications/mfa/sms/verify",
                     {"phone": number, "phoneCountryCode": "+86", "code": code}, token))


def test_a_code_by_email_to_the_masked_address(server):
    email = new_email()
    user = user_of(server, username=new_name(), email=email)
    with enable(server, "EMAIL"):
        data = demanded(server, user["username"])
        assert data["email"] == "p***@example.com"
        assert_ok(v2(server, "applications/mfa/email/send", {}, data["mfaToken"]))
        code = server.last_code(email)
        assert_refused(v2(server, "applications/mfa/email/send", {"email": data["email"]}, data["mfaToken"]), 429, 2080)
        assert_refused(v2(server, "applications/mfa/email/verify", {"code": wrong(code)}, data["mfaToken"]), 400, 2001)
        assert_ok(v2(server, "applications/mfa/email/verify", {"email": data["email"], "code": code}, data["mfaToken"]))


def test_a_code_that_was_sent_works_for_one_of_64_racing_sign_ins(server):
    number = new_number()
    user = user_of(server, username=new_name(), phone=number)
    with enable(server, "SMS"):
        tokens = [demanded(server, user["username"])["mfaToken"] for _ in range(64)]
        assert_ok(v2(server, "applications/mfa/sms/send", {}, tokens[0]))
        code = server.last_code("+86" + number)
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(
                lambda token: v2(server, "applications/mfa/sms/verify", {"code": code}, token), tokens))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_a_number_of_ones_own_is_bound_by_the_first_code(server):
    name, number = new_name(), new_number()
    server.sign_up(name)
    taken = new_number()
    user_of(server, username=new_name(), phone=taken)
    with enable(server, "SMS"):
        token = demanded(server, name)["mfaToken"]
        assert assert_ok(v2(server, "applications/mfa/check", {"phone": number}, token)) is True
        assert assert_ok(v2(server, "applications/mfa/check", {"phone": taken}, token)) is False
        assert_refused(v2(server, "applications/mfa/check", {"phone": "12"}, token), 400)
        assert_refused(v2(server, "applications/mfa/check", {}, token), 400, 2028)
        assert assert_ok(v2(server, "applications/mfa/check", {"email": new_email()}, token)) is False  # not offered
        assert_refused(v2(server, "applications/mfa/sms/send", {"phone": taken}, token), 409, 2035)
        assert_ok(v2(server, "applications/mfa/sms/send", {"phone": number}, token))
        code = server.last_code("+86" + number)
        passed = assert_ok(v2(server, "applications/mfa/sms/verify", {"phone": number, "code": code}, token))
        profile = assert_ok(server.get("get-profile", token=passed["access_token"]))
        assert (profile["phone"], profile["phoneVerified"]) == (number, True)
        assert policies(demanded(server, name)) == ["SMS"]


def test_an_address_of_ones_own_is_bound_by_the_first_code(server):
    name, email = new_name(), new_email()
    server.sign_up(name)
    taken = user_of(server, username=new_name(), email=new_email())["email"]
    with enable(server, "EMAIL"):
        token = demanded(server, name)["mfaToken"]
        assert assert_ok(v2(server, "applications/mfa/check", {"email": email}, token)) is True
        assert_refused(v2(server, "applications/mfa/check", {"email": "nothing"}, token), 400, 2003)
        assert_refused(v2(server, "applications/mfa/email/send", {"email": taken}, token), 409, 2200)
        assert_ok(v2(server, "applications/mfa/email/send", {"email": email}, token))
        passed = assert_ok(v2(server, "applications/mfa/email/verify",
                              {"email": email, "code": server.last_code(email)}, token))
        profile = assert_ok(server.get("get-profile", token=passed["access_token"]))
        assert (profile["email"], profile["emailVerified"]) == (email, True)


def test_enrolled_numbers_and_addresses_are_asked_for_without_any_setting(server):
    name, number, email = new_name(), new_number(), new_email()
    token = server.person(name)
    assert_ok(enroll_sms(server, token, number))
    data = demanded(server, name)
    assert policies(data) == ["SMS"] and data["mfaPhone"] == number[:3] + "****" + number[-4:]
    server.advance(61_000)
    assert_ok(v2(server, "applications/mfa/sms/send", {}, data["mfaToken"]))
    code = server.last_code("+86" + number)
    token = assert_ok(v2(server, "applications/mfa/sms/verify", {"code": code}, data["mfaToken"]))["access_token"]
    assert_ok(enroll_email(server, token, email))
    data = demanded(server, name)
    assert sorted(policies(data)) == ["EMAIL", "SMS"] and data["mfaEmail"] == "p***@example.com"


def test_a_face_needs_a_service_and_says_so(server):
    name, _, _, token = person_with_otp(server)
    mfa_token = demanded(server, name, 1635)["mfaToken"]
    photo = {"photo": "https://example.com/face.png"}
    assert_refused(v2(server, "applications/mfa/face/verify", {}, mfa_token), 400, 1700)
    assert_refused(v2(server, "applications/mfa/face/verify", photo, mfa_token), 422)
    assert_refused(v2(server, "mfa/face/associate", {}, token), 400, 1700)
    assert_refused(v2(server, "mfa/face/associate", {"photoA": "a"}, token), 400, 1701)
    assert_refused(v2(server, "mfa/face/associate", {"photoA": "a", "photoB": "b"}, token), 422)
    answer = server.post("send-enroll-factor-request", {"factorType": "FACE", "profile": {}}, token=token)
    assert_refused(answer, 422)


def test_a_sign_in_by_code_is_stopped_too(server):
    email = new_email()
    user_of(server, username=new_name(), email=email, otp={"secret": "GEZDGNBVGY3TQOJQ"})
    assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": email}))
    answer = try_passcode(server, server.last_code(email), email=email)
    assert_refused(answer, 303, 1635)
    app = Authenticator(server, "GEZDGNBVGY3TQOJQ")  # imported by the administrator
    assert_ok(verify(server, app.code(), answer["data"]["mfaToken"]))
