"""A passkey as the second factor of a sign-in, and what follows a change of passkeys. On both engines."""

import concurrent.futures

from authenticator import UP, b64
from passkey_scenes import Person, sign_in
from scenes import assert_ok, assert_refused, email_code, new_email, new_name, try_password, user_of
from second_factor import Authenticator, demanded, enable, enroll_otp, person_with_otp, policies, v2, works

VERIFY = "applications/mfa/passkey/verify"  # mfa-application-passkey-verify


def as_bearer(token):
    return {"authorization": "Bearer " + token}


def verify_options(server, mfa_token):
    return server.post("webauthn/mfa-verify/initialize", {}, headers=as_bearer(mfa_token))


def show(server, person, mfa_token, **bent):
    started = assert_ok(verify_options(server, mfa_token))
    answer = person.authenticator.get(started["authenticationOptions"], **bent)
    return v2(server, VERIFY, {"ticket": started["ticket"], "credential": answer}, mfa_token)


def test_a_passkey_is_the_second_factor_of_a_sign_in_and_ends_in_its_tokens(server):
    person = Person(server)
    person.register()
    with enable(server, "PASSKEY"):
        data = demanded(server, person.name, scope="openid profile offline_access")
        assert policies(data) == ["PASSKEY"]
        passed = assert_ok(show(server, person, data["mfaToken"]))
        assert passed["username"] == person.name and works(server, passed["access_token"])
        assert set(passed["scope"].split()) == {"openid", "profile", "offline_access"} and passed["refresh_token"]
        assert_refused(verify_options(server, data["mfaToken"]), 401, 2021)


def test_only_a_passkey_of_the_person_is_asked_for(server):
    person, other = Person(server), Person(server)
    person.register()
    other.register()
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        started = assert_ok(verify_options(server, mfa_token))
        allowed = started["authenticationOptions"]["allowCredentials"]
        assert [row["id"] for row in allowed] == [b64(person.authenticator.credentials[0].id)]
        stranger = other.authenticator.get({**started["authenticationOptions"], "allowCredentials": []})
        body = {"ticket": started["ticket"], "credential": stranger}
        assert_refused(v2(server, VERIFY, body, mfa_token), 403)
        assert_ok(show(server, person, mfa_token))


def test_five_bad_answers_void_the_mfa_token(server):
    person = Person(server)
    person.register()
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        for _ in range(5):
            bad = person.authenticator.client_data("get", "AAAA")
            assert_refused(show(server, person, mfa_token, client_data=bad), 403)
        assert_refused(verify_options(server, mfa_token), 401, 2021)
        assert_ok(show(server, person, demanded(server, person.name)["mfaToken"]))


def test_a_copied_key_is_no_second_factor(server):
    person = Person(server)
    person.register()
    credential = person.authenticator.credentials[0]
    with enable(server, "PASSKEY"):
        assert_ok(show(server, person, demanded(server, person.name)["mfaToken"]))
        credential.counter -= 2  # a copy from before
        refused = show(server, person, demanded(server, person.name)["mfaToken"])
        assert_refused(refused, 403)
        assert "counter" in refused["message"]


def test_user_verification_is_demanded_of_a_second_factor_too(server):
    person = Person(server)
    person.register()
    with server.with_settings(pool={"passkey_user_verification": "required"}), enable(server, "PASSKEY"):
        refused = show(server, person, demanded(server, person.name)["mfaToken"], flags=UP)
        assert_refused(refused, 403)
        assert "fingerprint" in refused["message"]


def test_32_racers_with_one_answer_get_one_session(server):
    person = Person(server)
    person.register()
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        started = assert_ok(verify_options(server, mfa_token))
        body = {"ticket": started["ticket"],
                "credential": person.authenticator.get(started["authenticationOptions"])}
        with concurrent.futures.ThreadPoolExecutor(32) as racers:
            answers = list(racers.map(lambda _: v2(server, VERIFY, body, mfa_token), range(32)))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_a_passkey_without_user_verification_is_not_asked_for_again(server):
    """It was the first factor; what it cannot be as well is the second."""
    person = Person(server, uv=False)
    person.register()
    with enable(server, "PASSKEY", "OTP"):
        started = assert_ok(server.post("webauthn/login/initialize", {}))
        answer = person.authenticator.get(started["authenticationOptions"])
        data = server.post("webauthn/login/finalize", {"ticket": started["ticket"], "credential": answer})
        assert (data["statusCode"], data["apiCode"]) == (303, 1636)
        assert "PASSKEY" not in policies(data["data"])
        assert_refused(verify_options(server, data["data"]["mfaToken"]), 403)


def test_a_stolen_key_that_was_given_a_pin_is_one_factor(server):
    """What verified nobody when it was set up proves no second factor by verifying somebody now."""
    person = Person(server, uv=False)
    person.register()
    person.authenticator.uv = True
    with enable(server, "OTP"):
        for _ in range(2):
            started = assert_ok(server.post("webauthn/login/initialize", {}))
            answer = person.authenticator.get(started["authenticationOptions"])
            data = server.post("webauthn/login/finalize", {"ticket": started["ticket"], "credential": answer})
            assert (data["statusCode"], data["apiCode"]) == (303, 1636)
    verified = Person(server)
    verified.register()
    with enable(server, "OTP"):
        assert_ok(sign_in(server, verified))


def test_a_passkey_of_another_host_neither_serves_nor_shuts_out(server):
    person = Person(server)
    person.register()
    with server.with_settings(app={"mfa_factors": ["PASSKEY", "OTP"], "passkey_rp_id": "login.example.com"}):
        data = demanded(server, person.name)
        assert policies(data) == ["PASSKEY", "OTP"]
        made = assert_ok(v2(server, "mfa/totp/associate", {}, data["mfaToken"]))
        code = Authenticator(server, made["secret"]).code()
        passed = assert_ok(v2(server, "mfa/totp/associate/confirm", {"totp": code}, data["mfaToken"]))
        assert works(server, passed["access_token"])
    with enable(server, "PASSKEY"):
        assert policies(demanded(server, person.name)) == ["PASSKEY", "OTP"]


def bind(server, person, mfa_token):
    started = assert_ok(server.post("webauthn/mfa-bind/initialize", {}, headers=as_bearer(mfa_token)))
    answer = person.authenticator.create(started["registrationOptions"])
    return server.post("webauthn/registration/finalize", {"ticket": started["ticket"], "credential": answer},
                       headers=as_bearer(mfa_token))


def test_who_has_no_second_factor_sets_up_a_passkey_on_the_way(server):
    person = Person(server)
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        assert assert_ok(bind(server, person, mfa_token))["name"] == "Passkey"
        assert_ok(show(server, person, mfa_token))


def test_nothing_is_set_up_around_a_factor_that_is_there(server):
    person = Person(server)
    person.register()
    with enable(server, "PASSKEY", "OTP"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        assert_refused(server.post("webauthn/mfa-bind/initialize", {}, headers=as_bearer(mfa_token)), 403)
        assert_refused(v2(server, "mfa/totp/associate", {}, mfa_token), 403)
    name, _, _, _ = person_with_otp(server)
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, name)["mfaToken"]
        assert_refused(server.post("webauthn/mfa-bind/initialize", {}, headers=as_bearer(mfa_token)), 403)
        assert_refused(server.post("webauthn/mfa-verify/initialize", {}, headers=as_bearer(mfa_token)), 403)


def test_of_two_passkeys_set_up_at_once_on_the_way_one_counts(server):
    person = Person(server)
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        bodies = []
        for _ in range(8):
            started = assert_ok(server.post("webauthn/mfa-bind/initialize", {}, headers=as_bearer(mfa_token)))
            bodies.append({"ticket": started["ticket"],
                           "credential": person.authenticator.create(started["registrationOptions"])})
        with concurrent.futures.ThreadPoolExecutor(8) as racers:
            answers = list(racers.map(lambda body: server.post("webauthn/registration/finalize", body,
                                                               headers=as_bearer(mfa_token)), bodies))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_a_ticket_of_the_first_factor_is_none_of_the_second(server):
    person = Person(server)
    person.register()
    with enable(server, "PASSKEY"):
        mfa_token = demanded(server, person.name)["mfaToken"]
        started = assert_ok(server.post("webauthn/login/initialize", {"account": person.name}))
        body = {"ticket": started["ticket"],
                "credential": person.authenticator.get(started["authenticationOptions"])}
        assert_refused(v2(server, VERIFY, body, mfa_token), 400)
        started = assert_ok(verify_options(server, mfa_token))
        body = {"ticket": started["ticket"],
                "credential": person.authenticator.get(started["authenticationOptions"])}
        assert_refused(server.post("webauthn/login/finalize", body), 400)


def session(server, email):
    return assert_ok(try_password(server, email=email))["access_token"]


# --- step-up and recovery: each change notifies, and ends other sessions -----------------------------------------
def test_a_new_passkey_is_told_and_ends_other_sessions(server):
    email = new_email()
    user_of(server, email=email)
    person, other = Person(server, session(server, email)), session(server, email)
    person.register()
    assert "not-me?token=" in server.messages(email, 1)[0]["text"]
    assert works(server, person.token) and not works(server, other)


def test_a_passkey_that_goes_is_told_and_ends_other_sessions(server):
    email = new_email()
    user_of(server, email=email)
    person = Person(server, session(server, email))
    made = person.register()
    other = session(server, email)
    told = len(server.messages(email))
    assert_ok(server.call("DELETE", "/api/v3/webauthn/credentials/" + made["credentialId"], token=person.token))
    assert len(server.messages(email)) == told + 1
    assert works(server, person.token) and not works(server, other)


def test_a_second_factor_that_is_set_up_ends_other_sessions(server):
    name = new_name()
    token, other = server.person(name), server.sign_in(name)["access_token"]
    enroll_otp(server, token)
    assert works(server, token) and not works(server, other)


def test_a_passkey_is_a_way_in_so_the_last_address_may_go(server):
    email = new_email()
    user_of(server, email=email)
    person = Person(server, session(server, email))
    body = {"passCode": email_code(server, "CHANNEL_UNBIND_EMAIL", email, person.token)}
    assert_refused(server.post("unbind-email", body, token=person.token), 422, 2217)
    person.register()
    assert_ok(server.post("unbind-email", body, token=person.token))
