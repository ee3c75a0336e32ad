"""Listing, checking, renaming and removing passkeys, by their owners and by administrators. On both engines."""

import concurrent.futures

import pytest
from authenticator import Authenticator
from passkey_scenes import Person, sign_in
from scenes import assert_ok, assert_refused, new_name
from second_factor import enable

SOMETHING = "AAAAAAAAAAAAAAAAAAAAAA"
RENAME, SUCCESS = {"name": "New name"}, {"success": True}
# Every operation with a person's token, and a body that its schema accepts.
CREDENTIAL = {"id": SOMETHING, "rawId": SOMETHING, "type": "public-key",
              "response": {"attestationObject": "oA", "clientDataJSON": "e30"}}
USER_CALLS = [
    ("GET", "webauthn/registration", None),
    ("POST", "webauthn/registration", {"ticket": "x.y", "registrationCredential": CREDENTIAL}),
    ("POST", "webauthn/registration/initialize", {}),
    ("POST", "webauthn/page-authenticator-device", {}),
    ("POST", "webauthn/check-valid-credentials-by-credIds", {"credentialIds": []}),
    ("POST", "webauthn/remove-credentials-by-authenticator-code", {"authenticatorCode": "face"}),
    ("POST", "webauthn/remove-credential/" + SOMETHING, {}),
    ("GET", "webauthn/person/credentials?userId=" + "0" * 24, None),
    ("GET", "webauthn/credentials", None),
    ("PUT", "webauthn/credentials/" + SOMETHING, RENAME),
    ("DELETE", "webauthn/credentials/" + SOMETHING, None),
]
# Those that take the mfaToken of a sign-in as well: what is neither is no good mfaToken.
ANY_TOKEN_CALLS = [
    ("POST", "webauthn/registration/finalize", {"ticket": "x.y", "credential": CREDENTIAL}),
    ("POST", "webauthn/mfa-bind/initialize", None),
    ("POST", "webauthn/mfa-verify/initialize", None),
]
# Ways to remove one's own passkey.
REMOVALS = [lambda one, row: one.server.post(f"webauthn/remove-credential/{row['credentialId']}", token=one.token),
            lambda one, row: one.server.call("DELETE", f"/api/v3/webauthn/credentials/{row['credentialId']}",
                                             token=one.token),
            lambda one, row: one.server.post("webauthn/remove-credentials-by-authenticator-code",
                                             {"authenticatorCode": row["authenticatorCode"]}, token=one.token)]


def ask(server, method, path, body, **more):
    return server.call(method, "/api/v3/" + path, body, **more)


@pytest.mark.parametrize("method,path,body", USER_CALLS)
def test_no_bad_foreign_and_expired_tokens_are_refused(server, method, path, body):
    person = Person(server)
    assert_refused(ask(server, method, path, body), 401, 2020)
    assert_refused(ask(server, method, path, body, token="not.a.token"), 401, 2021)
    assert_refused(ask(server, method, path, body, token=server.management_token()), 401, 2021)
    second = server.other_application()["appId"]
    elsewhere = {"app": False, "headers": {"x-authing-app-id": second}}
    answer = ask(server, method, path, body, token=person.token, **elsewhere)
    assert_refused(answer, 401, 2021)
    assert "another application" in answer["message"]
    unknown = {"app": False, "headers": {"x-authing-app-id": "0" * 24}}
    assert_refused(ask(server, method, path, body, token=person.token, **unknown), 404, 2011)
    server.command("application", "update", second, "--status", "disabled")
    assert_refused(ask(server, method, path, body, token=person.token, **elsewhere), 403)
    server.advance(7_200_001)
    assert_refused(ask(server, method, path, body, token=person.token), 401, 2206)


@pytest.mark.parametrize("method,path,body", ANY_TOKEN_CALLS)
def test_calls_for_people_on_their_way_refuse_other_tokens_too(server, method, path, body):
    person = Person(server)
    assert_refused(ask(server, method, path, body), 401, 2020)
    elsewhere = {"app": False, "headers": {"x-authing-app-id": server.other_application()["appId"]}}
    assert_refused(ask(server, method, path, body, token=person.token, **elsewhere), 401, 2021)
    for token in ("not.a.token", server.management_token()):
        assert_refused(ask(server, method, path, body, token=token), 401, 2021)
    assert_ok(server.manage("POST", "update-user", {"userId": person.user_id, "status": "Suspended"}))
    assert_refused(ask(server, method, path, body, token=person.token), 401, 2021)


@pytest.mark.parametrize("method,path,body", USER_CALLS)
def test_suspended_people_are_refused(server, method, path, body):
    person = Person(server)
    assert_ok(server.manage("POST", "update-user", {"userId": person.user_id, "status": "Suspended"}))
    assert_refused(ask(server, method, path, body, token=person.token), 403, 2120008)


def test_lists_page_by_page_and_by_application_and_kind(server):
    person = Person(server)
    made = [person.register(authenticatorCode=code, name=code) for code in ("face", "fingerprint", "face")]
    newest_first = [row["credentialId"] for row in reversed(made)]

    def ids(answer):
        return [row["credentialId"] for row in answer["list"]]

    assert sorted(ids(assert_ok(server.get("webauthn/credentials", token=person.token)))) == sorted(newest_first)
    page = assert_ok(server.get("webauthn/credentials?page=2&limit=2", token=person.token))
    assert page["totalCount"] == 3 and len(page["list"]) == 1
    assert assert_ok(server.get("webauthn/credentials?page=2000000000&limit=50", token=person.token))["list"] == []
    own = f"webauthn/person/credentials?userId={person.user_id}"
    assert len(assert_ok(server.get(own, token=person.token))["list"]) == 3
    assert assert_ok(server.get(own + f"&appId={'0' * 24}", token=person.token))["list"] == []
    bare = server.post("webauthn/page-authenticator-device", {"authenticatorCode": "face"}, token=person.token)
    assert bare["totalCount"] == 2 and {row["name"] for row in bare["list"]} == {"face"}


def test_nobody_lists_somebody_elses_passkeys(server):
    person, other = Person(server), Person(server)
    answer = server.get(f"webauthn/person/credentials?userId={other.user_id}", token=person.token)
    assert_refused(answer, 403, 1001)


def test_checks_which_passkeys_the_account_has(server):
    person, other = Person(server), Person(server)
    mine, theirs = person.register()["credentialId"], other.register()["credentialId"]
    answer = assert_ok(server.post("webauthn/check-valid-credentials-by-credIds",
                                   {"credentialIds": [mine, theirs, SOMETHING]}, token=person.token))
    assert answer == [{"credentialId": mine, "valid": True}, {"credentialId": theirs, "valid": False},
                      {"credentialId": SOMETHING, "valid": False}]


def test_renames_ones_own_passkey_only(server):
    person, other = Person(server), Person(server)
    row = person.register()
    path = f"/api/v3/webauthn/credentials/{row['credentialId']}"
    assert assert_ok(server.call("PUT", path, RENAME, token=person.token)) == SUCCESS
    assert person.passkeys()[0]["name"] == "New name"
    assert_refused(server.call("PUT", path, {"name": "Mine now"}, token=other.token), 404)
    assert_refused(server.call("PUT", path, {"name": ""}, token=person.token), 400)
    assert person.passkeys()[0]["name"] == "New name"


@pytest.mark.parametrize("remove", REMOVALS)
def test_removes_ones_own_passkey_only(server, remove):
    person, other = Person(server), Person(server)
    row, theirs = person.register(), other.register()
    if remove is not REMOVALS[2]:
        assert_refused(remove(person, theirs), 404)
        assert_refused(remove(person, {"credentialId": SOMETHING}), 404)
    assert assert_ok(remove(person, row)) == SUCCESS
    assert person.passkeys() == [] and len(other.passkeys()) == 1
    assert_refused(sign_in(server, person), 403)


# --- step-up ----------------------------------------------------------------------------------------------------
def test_an_old_sign_in_neither_adds_nor_removes_passkeys(server):
    person = Person(server)
    row, started = person.register(), person.start()
    answer = person.authenticator.create(started["registrationOptions"])
    server.advance(16 * 60_000)
    again = {"ticket": "x.y", "credential": answer, "registrationCredential": answer}
    for refused in [remove(person, row) for remove in REMOVALS] + [
            person.finish(started, answer), server.post("webauthn/registration", again, token=person.token),
            server.get("webauthn/registration", token=person.token),
            server.post("webauthn/mfa-bind/initialize", token=person.token),
            server.post("webauthn/registration/initialize", token=person.token)]:
        assert refused["statusCode"] != 200 and "sign in" in refused["message"].lower(), refused
    assert len(person.passkeys()) == 1
    person.authenticator.credentials.pop()  # the one that was not let in
    person.token = assert_ok(sign_in(server, person))["access_token"]
    assert assert_ok(REMOVALS[0](person, row)) == SUCCESS


# --- nobody is left without a way to sign in ------------------------------------------------------------------------
def only_passkeys(server, count):
    """An account without a password, for which an administrator registers the first passkey."""
    person = Person.__new__(Person)
    person.server, person.name, person.authenticator = server, new_name(), Authenticator(server.base)
    user = assert_ok(server.manage("POST", "create-user", {"username": person.name}))
    body = {"userId": user["userId"], "appId": server.app_id}
    started = assert_ok(server.manage("POST", "webauthn/admin/initialize", body))
    answer = person.authenticator.create(started["registrationOptions"])
    body = {"ticket": started["ticket"], "credential": answer}
    first = assert_ok(server.manage("POST", "webauthn/admin/registration/finalize", body))
    person.token = assert_ok(sign_in(server, person))["access_token"]
    return person, [first] + [person.register() for _ in range(count - 1)]


@pytest.mark.parametrize("remove", REMOVALS)
def test_the_last_way_in_is_never_removed(server, remove):
    person, (row,) = only_passkeys(server, 1)
    assert_refused(remove(person, row), 422, 2217)
    assert len(person.passkeys()) == 1


def test_64_racing_removals_leave_one_way_in(server):
    person, rows = only_passkeys(server, 4)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        list(pool.map(lambda i: REMOVALS[i % 2](person, rows[i % 4]), range(64)))
    assert len(person.passkeys()) == 1


@pytest.mark.parametrize("remove", REMOVALS)
def test_the_last_second_factor_stays_while_one_is_demanded(server, remove):
    person = Person(server)
    row, spare = person.register(authenticatorCode="face"), person.register(authenticatorCode="fingerprint")
    with enable(server, "PASSKEY"):
        assert assert_ok(remove(person, spare)) == SUCCESS
        assert_refused(remove(person, row), 422)
        assert len(person.passkeys()) == 1
    assert assert_ok(remove(person, row)) == SUCCESS


# --- administrators -----------------------------------------------------------------------------------------------
ADMIN_CALLS = [("POST", "webauthn/admin/initialize", {"userId": "0" * 24, "appId": "0" * 24}),
               ("POST", "webauthn/admin/registration/finalize", {"ticket": "x.y", "credential": CREDENTIAL}),
               ("PUT", f"webauthn/admin/credentials/{SOMETHING}", RENAME),
               ("DELETE", f"webauthn/admin/credentials/{SOMETHING}/{'0' * 24}/{'0' * 24}", None)]


@pytest.mark.parametrize("method,path,body", ADMIN_CALLS)
def test_administration_needs_a_management_credential(server, method, path, body):
    assert_refused(ask(server, method, path, body), 401)
    assert_refused(ask(server, method, path, body, token=Person(server).token), 401, 2021)


def test_an_administrator_renames_and_removes(server):
    person = Person(server)
    row = person.register()
    path = f"webauthn/admin/credentials/{row['credentialId']}"
    assert assert_ok(server.manage("PUT", path, RENAME)) == SUCCESS
    assert person.passkeys()[0]["name"] == "New name"
    assert_refused(server.manage("PUT", f"webauthn/admin/credentials/{SOMETHING}", RENAME), 404)
    for wrong in (f"{'0' * 24}/{server.app_id}", f"{person.user_id}/{'0' * 24}"):
        assert_refused(server.manage("DELETE", f"{path}/{wrong}"), 404)
    assert assert_ok(server.manage("DELETE", f"{path}/{person.user_id}/{server.app_id}")) == SUCCESS
    person.sign_in()  # sessions end with a change of passkeys
    assert person.passkeys() == []


def test_an_administrator_of_another_pool_finds_nothing(server):
    row, other = Person(server).register(), server.other_pool()
    token = server.management_token(other["accessKeyId"], other["accessKeySecret"])
    path = f"/api/v3/webauthn/admin/credentials/{row['credentialId']}"
    assert_refused(server.call("PUT", path, RENAME, token=token, app=False), 404)


def test_paths_with_literal_braces_are_refused_cleanly(server):
    token = Person(server).token
    for method, path in (("PUT", "credentials/{credentialId}"), ("DELETE", "credentials/{credentialId}"),
                         ("POST", "remove-credential/{credentialID}")):
        answer = server.call(method, "/api/v3/webauthn/" + path, RENAME, token=token)
        assert answer["statusCode"] == 400 and "{" in answer["message"], answer
