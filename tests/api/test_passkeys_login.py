"""Signing in with passkeys: with and without an account name, and everything that is refused. On both engines."""

import concurrent.futures
import json

import contract
import pytest
import requests
import timing
from authenticator import BE, UP, UV, Authenticator, Credential, b64, unb64
from passkey_scenes import LOGINS, Person, begin, finish, sign_in
from scenes import assert_ok, assert_refused, new_email, new_name, two_processes

ORIGIN = "https://shop.example.com"


@pytest.fixture(name="person", scope="module")
def person_with_passkey(server):
    person = Person(server)
    person.register()
    return person


def send(server, started, answer, path, member):
    return server.post(path, {"ticket": started["ticket"], member: answer})


def test_signs_in_without_an_account_name(server, person):
    data = assert_ok(sign_in(server, person))
    assert assert_ok(server.get("get-profile", token=data["access_token"]))["username"] == person.name
    assert data["token_type"] == "Bearer" and data["id_token"] and "refresh_token" not in data


def test_signs_in_with_an_account_name_and_a_key_that_keeps_no_account(server, person):
    started = begin(server, person.name)
    allowed = started["authenticationOptions"]["allowCredentials"]
    assert [row["id"] for row in allowed] == [b64(person.authenticator.credentials[0].id)]
    answer = person.authenticator.get(started["authenticationOptions"], handle=False)
    assert_ok(finish(server, started, answer))


def test_the_short_spelling_signs_in_too(server, person):
    started = assert_ok(server.get("webauthn/authentication"))
    options = started["authenticationOptions"]
    assert (options["rpId"], options["timeout"], options["userVerification"]) == ("localhost", 60000, "preferred")
    answer = person.authenticator.get(options)
    body = {"ticket": started["ticket"], "authenticationCredential": answer,
            "options": {"scope": "openid offline_access"}}
    data = assert_ok(server.post("webauthn/authentication", body))
    assert data["verified"] is True and data["tokenSet"]["refresh_token"]


def test_the_use_is_noted(server):
    person = Person(server, backup=True)
    assert "lastUsedAt" not in person.register()
    assert_ok(sign_in(server, person))
    row = person.passkeys()[0]
    assert row["signCount"] == 2 and row["lastUsedAt"] and not row["suspectedCopy"]


def test_authenticators_without_a_counter_sign_in_again_and_again(server):
    person = Person(server, counts=False)
    person.register()
    for _ in range(3):
        assert_ok(sign_in(server, person))


# --- webauthn: challenge, ticket, origin, user and purpose bound together and single use --------------------------
@pytest.mark.parametrize("path,member", LOGINS)
def test_a_ticket_works_once_also_when_the_answer_was_bad(server, person, path, member):
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"])
    bad = {**answer, "response": {**answer["response"], "signature": b64(b"0" * 70)}}
    assert_refused(send(server, started, bad, path, member), 403)
    assert_refused(send(server, started, answer, path, member), 400)


def test_64_racers_with_one_answer_get_one_session(server, person):
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"])
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: finish(server, started, answer), range(64)))
    assert sum(one["statusCode"] == 200 for one in answers) == 1


def test_two_processes_on_one_database_give_one_session():
    with two_processes() as both:
        person = Person(both[0])
        person.register()
        started = begin(both[0])
        answer = person.authenticator.get(started["authenticationOptions"])
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: finish(both[i % 2], started, answer), range(64)))
        assert sum(one["statusCode"] == 200 for one in answers) == 1


def test_an_answer_to_another_challenge_is_refused(server, person):
    first, second = begin(server), begin(server)
    answer = person.authenticator.get(first["authenticationOptions"])
    assert_refused(finish(server, second, answer), 403)


def test_a_ticket_of_another_application_pool_or_purpose_is_refused(server, person):
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"])
    for app in (server.other_application(), server.other_pool()):
        where = {"app": False, "headers": {"x-authing-app-id": app["appId"]}}
        assert_refused(finish(server, started, answer, **where), 400)
    assert_refused(finish(server, {"ticket": person.start()["ticket"]}, answer), 400)
    server.advance(300_001)
    assert_refused(finish(server, started, answer), 400)


def test_a_passkey_of_another_pool_does_not_exist_here(server, person):
    where = {"app": False, "headers": {"x-authing-app-id": server.other_pool()["appId"]}}
    started = begin(server, **where)
    answer = person.authenticator.get(started["authenticationOptions"])
    assert_refused(finish(server, started, answer, **where), 403)


def test_a_passkey_of_another_relying_party_is_refused(server, person):
    with server.with_settings(app={"passkey_rp_id": "example.com", "passkey_origins": [ORIGIN]}):
        assert_refused(sign_in(server, person), 403)


def test_somebody_elses_passkey_is_refused_for_a_named_account(server, person):
    other = Person(server)
    other.register()
    started = begin(server, other.name)
    answer = person.authenticator.get(started["authenticationOptions"], credential=person.authenticator.credentials[0])
    assert_refused(finish(server, started, answer), 403)


def test_a_user_handle_of_somebody_else_or_none_is_refused(server, person):
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"])
    answer["response"]["userHandle"] = b64(b"0" * 24)
    assert_refused(finish(server, started, answer), 403)
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"], handle=False)
    assert_refused(finish(server, started, answer), 403)


@pytest.mark.parametrize("change", [
    {"origin": "https://evil.example"}, {"type": "webauthn.create"}, {"crossOrigin": True},
    {"topOrigin": "https://evil.example"}])
def test_client_data_of_elsewhere_is_refused(server, person, change):
    started = begin(server)
    data = json.loads(person.authenticator.client_data("get", started["authenticationOptions"]["challenge"]))
    answer = person.authenticator.get(started["authenticationOptions"],
                                      client_data=json.dumps(data | change).encode())
    assert_refused(finish(server, started, answer), 403)


def test_a_page_of_another_origin_is_told_at_once(server):
    headers = {"origin": "https://evil.example"}
    assert_refused(server.post("webauthn/login/initialize", headers=headers), 403)
    assert_refused(server.get("webauthn/authentication", headers=headers), 403)


@pytest.mark.parametrize("flags", [UV, UP | UV | BE])
def test_an_absent_user_and_an_eligibility_that_changed_are_refused(server, person, flags):
    assert_refused(sign_in(server, person, flags=flags), 403)


@pytest.mark.parametrize("path,member", LOGINS)
def test_user_verification_is_demanded_where_the_pool_says_so(server, person, path, member):
    with server.with_settings(pool={"passkey_user_verification": "required"}):
        started = begin(server)
        assert started["authenticationOptions"]["userVerification"] == "required"
        answer = person.authenticator.get(started["authenticationOptions"], flags=UP)
        refused = send(server, started, answer, path, member)
        assert_refused(refused, 403)
        assert "fingerprint" in refused["message"]
        assert_ok(sign_in(server, person))


def test_a_stolen_list_of_passkeys_tells_nobody_which_of_them_are_real(server, person):
    """Where user verification is demanded, an answer without it is no other than one with a wrong signature."""
    with server.with_settings(pool={"passkey_user_verification": "required"}):
        answers = []
        for account in (person.name, new_name()):
            started = begin(server, account)
            options = started["authenticationOptions"]
            guess = Credential(options["rpId"], b"")
            guess.id = unb64(options["allowCredentials"][0]["id"])
            forged = Authenticator(server.base).get(options, credential=guess, flags=UP, handle=False)
            answers.append({**finish(server, started, forged), "requestId": ""})
        assert answers[0] == answers[1] and answers[0]["statusCode"] == 403


# --- webauthn: regressed counters -----------------------------------------------------------------------------------
@pytest.mark.parametrize("path,member", LOGINS)
def test_a_counter_that_went_back_is_refused_and_noted(server, path, member):
    person = Person(server)
    person.register()
    credential = person.authenticator.credentials[0]
    assert_ok(sign_in(server, person))
    credential.counter -= 2  # a copy from before
    started = begin(server)
    refused = send(server, started, person.authenticator.get(started["authenticationOptions"]), path, member)
    assert_refused(refused, 403)
    assert "counter" in refused["message"] and person.passkeys()[0]["suspectedCopy"] is True
    credential.counter += 5
    assert_ok(sign_in(server, person))


@pytest.mark.parametrize("path,member", LOGINS)
def test_a_suspended_account_is_refused(server, path, member):
    person = Person(server)
    person.register()
    assert_ok(server.manage("POST", "update-user", {"userId": person.user_id, "status": "Suspended"}))
    started = begin(server)
    answer = person.authenticator.get(started["authenticationOptions"])
    assert_refused(send(server, started, answer, path, member), 403, 2120008)


def test_a_deleted_account_takes_its_passkeys_along(server):
    person = Person(server)
    person.register()
    started = begin(server)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person.user_id]}))
    answer = person.authenticator.get(started["authenticationOptions"])
    assert_refused(finish(server, started, answer), 403)


# --- a person who is signed in proves it anew -----------------------------------------------------------------------
def test_a_passkey_renews_an_old_sign_in(server):
    person, other = Person(server), Person(server)
    row = person.register()
    path = f"/api/v3/webauthn/credentials/{row['credentialId']}"
    other.register()
    server.advance(16 * 60_000)
    started = assert_ok(server.post("webauthn/mfa-verify/initialize", token=person.token))
    options = started["authenticationOptions"]
    assert [one["id"] for one in options["allowCredentials"]] == [row["credentialId"]]
    answer = person.authenticator.get(options, handle=False)
    assert_refused(finish(server, started, answer), 400)  # without the access token
    assert_refused(finish(server, started, answer, token=other.token), 400)
    assert server.call("DELETE", path, token=person.token)["statusCode"] == 403
    token = assert_ok(finish(server, started, answer, token=person.token))["access_token"]
    assert_refused(finish(server, started, answer, token=person.token), 400)
    assert_ok(server.call("DELETE", path, token=token))
    assert_refused(server.post("webauthn/mfa-verify/initialize", token=token), 404)


def test_somebody_elses_passkey_renews_nothing(server, person):
    other = Person(server)
    other.register()
    started = assert_ok(server.post("webauthn/mfa-verify/initialize", token=other.token))
    answer = person.authenticator.get(started["authenticationOptions"], credential=person.authenticator.credentials[0])
    assert_refused(finish(server, started, answer, token=other.token), 403)
    headers = {"origin": "https://evil.example"}
    assert_refused(server.post("webauthn/mfa-verify/initialize", token=other.token, headers=headers), 403)


# --- enumeration: unknown accounts get plausible, stable allowCredentials ---------------------------------------
def allowed(server, account):
    return begin(server, account)["authenticationOptions"]["allowCredentials"]


def test_unknown_accounts_get_plausible_and_stable_credentials(server):
    bare = new_name()
    server.sign_up(bare)  # has an account, and no passkey
    for account in (new_name(), new_email(), "13912345678", bare):
        first = allowed(server, account)
        assert first and first == allowed(server, account)
        assert all(row["type"] == "public-key" and row["transports"] and len(row["id"]) >= 22 for row in first)
    assert allowed(server, "Nobody@Example.com") == allowed(server, "nobody@example.com")
    assert allowed(server, "139 1234 5678") == allowed(server, "+8613912345678")
    assert allowed(server, "someone1") != allowed(server, "someone2")


def test_known_and_unknown_accounts_cost_the_same(server, person):
    bare, strangers = new_name(), (new_name() for _ in range(10_000))
    server.sign_up(bare)

    def ask(account):
        return server.post("webauthn/login/initialize", {"account": account})

    for other in (lambda: ask(next(strangers)), lambda: ask(bare)):
        assert timing.same_cpu(server.process.pid, lambda: ask(person.name), other)


def test_nobody_signs_in_as_an_account_that_does_not_exist(server, person):
    started = begin(server, new_name())
    answer = person.authenticator.get(started["authenticationOptions"], credential=person.authenticator.credentials[0])
    assert_refused(finish(server, started, answer), 403)


def test_answers_for_known_and_unknown_accounts_have_one_form(server, person):
    known, unknown = begin(server, person.name), begin(server, new_name())
    assert set(known) == set(unknown)
    assert set(known["authenticationOptions"]) == set(unknown["authenticationOptions"])


# --- the application ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method,path", [("GET", "webauthn/authentication"), ("POST", "webauthn/login/initialize")]
                         + [("POST", path) for path, _ in LOGINS])
def test_the_application_must_be_named_known_and_enabled(server, person, method, path):
    body = None
    if method == "POST" and path != "webauthn/login/initialize":
        answer = person.authenticator.get({"challenge": "AAAA"})
        body = {"ticket": "x.y", "credential": answer, "authenticationCredential": answer}
    ask = lambda app, **more: server.call(method, "/api/v3/" + path, body, app=False,
                                          headers={"x-authing-app-id": app} if app else {}, **more)
    assert_refused(ask(None), 400, 2010)
    assert_refused(ask("0" * 24), 404, 2011)
    disabled = server.other_application()["appId"]
    server.command("application", "update", disabled, "--status", "disabled")
    assert_refused(ask(disabled), 403)


def test_related_origins_are_listed_for_browsers(server):
    """webauthn-related-origins."""
    path = "/.well-known/webauthn"

    def ask(headers):
        response = requests.get(server.base + path, headers=headers, timeout=10)
        contract.check_reply("GET", path, response)
        return response

    with server.with_settings(app={"passkey_origins": [ORIGIN, "android:apk-key-hash:abc"]}):
        response = ask({"x-authing-app-id": server.app_id})
        assert response.json() == {"origins": [ORIGIN]}
        assert response.headers["content-type"] == "application/json"
    assert_refused(ask({"x-authing-lang": "en-US"}).json(), 400, 2010)
    assert_refused(ask({"x-authing-app-id": "0" * 24}).json(), 404, 2011)
    disabled = server.other_application()["appId"]
    server.command("application", "update", disabled, "--status", "disabled")
    assert_refused(ask({"x-authing-app-id": disabled}).json(), 403)
