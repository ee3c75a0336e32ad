"""Registering passkeys: options, answers, and everything that is refused. On both engines."""

import concurrent.futures
import json

import authenticator
import pytest
from authenticator import AT, BE, BS, EDDSA, ES256, RS256, UP, UV, b64, unb64
from passkey_scenes import REGISTRATIONS, Person
from scenes import assert_ok, assert_refused

ORIGIN = "https://shop.example.com"


def start_any(person, path):
    """Starts what `path` ends: (started, send)."""
    server = person.server
    if "admin" in path:
        body = {"userId": person.user_id, "appId": server.app_id}
        started = assert_ok(server.manage("POST", "webauthn/admin/initialize", body))
        return started, lambda body: server.manage("POST", path, body)
    return person.start(), lambda body: server.post(path, body, token=person.token)


def send(person, path, member, bend=None, **create):
    """A whole registration over one of the three spellings, with the answer bent."""
    started, post = start_any(person, path)
    answer = person.authenticator.create(started["registrationOptions"], **create)
    if bend:
        bend(answer)
    return post({"ticket": started["ticket"], member: answer})


@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256])
def test_registers_and_lists_a_passkey_of_each_algorithm(server, algorithm):
    person = Person(server, algorithm=algorithm, backup=True)
    made = person.register(name="My phone", authenticatorCode="face")
    assert (made["name"], made["authenticatorCode"], made["algorithm"]) == ("My phone", "face", algorithm)
    assert (made["backupEligible"], made["backedUp"], made["userVerified"]) == (True, True, True)
    assert made["rpId"] == "localhost" and made["appId"] == server.app_id and made["transports"] == ["internal"]
    assert made["attestationFormat"] == "none" and not made["attestationTrusted"]
    assert person.passkeys() == [made]


def test_the_options_are_those_of_the_specification(server):
    person = Person(server)
    options = person.start({"residentKey": "required", "authenticatorAttachment": "platform"})["registrationOptions"]
    assert options["timeout"] == 60000 and options["attestation"] == "none"
    assert options["rp"] == {"id": "localhost", "name": "Demo application"}
    assert unb64(options["user"]["id"]).decode() == person.user_id and options["user"]["name"] == person.name
    assert [row["alg"] for row in options["pubKeyCredParams"]] == [ES256, EDDSA, RS256]
    assert options["authenticatorSelection"] == {"residentKey": "required", "requireResidentKey": True,
                                                 "userVerification": "preferred",
                                                 "authenticatorAttachment": "platform"}
    assert len(unb64(options["challenge"])) == 32 and options["excludeCredentials"] == []


def test_what_the_account_has_is_excluded_with_its_transports(server):
    person = Person(server)
    started = person.start()
    answer = person.authenticator.create(started["registrationOptions"], transports=("usb", "nfc", "Bad Word", "ble"))
    made = assert_ok(person.finish(started, answer))
    options = assert_ok(server.get("webauthn/registration", token=person.token))["registrationOptions"]
    assert options["excludeCredentials"] == [
        {"id": made["credentialId"], "type": "public-key", "transports": ["usb", "nfc", "ble"]}]


@pytest.mark.parametrize("path,member", REGISTRATIONS)
def test_every_spelling_registers(server, path, member):
    person = Person(server)
    assert_ok(send(person, path, member))
    person.sign_in()  # an administrator's change ends the person's sessions
    assert [row["userId"] for row in person.passkeys()] == [person.user_id]


def test_self_attestation_is_checked(server):
    person = Person(server, attestation="packed")
    assert person.register()["attestationType"] == "self"
    person.authenticator.statement = lambda *_: {"alg": ES256, "sig": b"0" * 70}
    assert_refused(send(person, *REGISTRATIONS[0]), 400)


# --- webauthn: challenge, ticket, origin, user and purpose bound together and single use --------------------------
@pytest.mark.parametrize("path,member", REGISTRATIONS)
def test_a_ticket_works_once_also_when_the_answer_was_bad(server, path, member):
    person = Person(server)
    started, post = start_any(person, path)
    answer = person.authenticator.create(started["registrationOptions"])
    bad = {**answer, "id": "AAAA"}
    assert_refused(post({"ticket": started["ticket"], member: bad}), 400)
    answer = post({"ticket": started["ticket"], member: answer})
    assert_refused(answer, 400)
    assert "one-time token" in answer["message"] and person.passkeys() == []


def test_64_racers_with_one_answer_make_one_passkey(server):
    person = Person(server)
    started = person.start()
    answer = person.authenticator.create(started["registrationOptions"])
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: person.finish(started, answer), range(64)))
    assert sum(one["statusCode"] == 200 for one in answers) == 1 and len(person.passkeys()) == 1


def test_a_ticket_of_another_person_or_purpose_or_one_that_expired_is_refused(server):
    person, other = Person(server), Person(server)
    started = person.start()
    answer = person.authenticator.create(started["registrationOptions"])
    assert_refused(other.finish(started, answer), 400)
    body = {"ticket": started["ticket"], "credential": answer}
    assert_refused(server.manage("POST", "webauthn/admin/registration/finalize", body), 400)
    login = assert_ok(server.post("webauthn/login/initialize"))
    assert_refused(person.finish({"ticket": login["ticket"]}, answer), 400)
    server.advance(300_001)
    assert_refused(person.finish(started, answer), 400)


def test_an_answer_to_another_challenge_is_refused(server):
    person = Person(server)
    first, second = person.start(), person.start()
    answer = person.authenticator.create(first["registrationOptions"])
    refused = person.finish(second, answer)
    assert_refused(refused, 400)
    assert "challenge" in refused["message"]


@pytest.mark.parametrize("change,word", [
    ({"origin": "https://evil.example"}, "origin"), ({"type": "webauthn.get"}, "type"),
    ({"crossOrigin": True}, "origin"), ({"crossOrigin": True, "topOrigin": "https://evil.example"}, "origin")])
def test_client_data_of_elsewhere_is_refused(server, change, word):
    person = Person(server)
    started = person.start()
    data = json.loads(person.authenticator.client_data("create", started["registrationOptions"]["challenge"]))
    answer = person.authenticator.create(started["registrationOptions"], client_data=json.dumps(data | change).encode())
    refused = person.finish(started, answer)
    assert_refused(refused, 400)
    assert f"({word})" in refused["message"]


def test_a_page_of_another_origin_is_told_at_once(server):
    person = Person(server)
    headers = {"origin": "https://evil.example"}
    for call in (lambda: server.post("webauthn/mfa-bind/initialize", token=person.token, headers=headers),
                 lambda: server.post("webauthn/registration/initialize", token=person.token, headers=headers),
                 lambda: server.get("webauthn/registration", token=person.token, headers=headers)):
        refused = call()
        assert_refused(refused, 403)
        assert "https://evil.example" in refused["message"]


def test_the_answer_must_come_from_the_page_that_asked(server):
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        person = Person(server)
        started = person.start(headers={"origin": ORIGIN})
        answer = person.authenticator.create(started["registrationOptions"])  # a page of the server's own host
        assert_refused(person.finish(started, answer), 400)
        person.authenticator.origin = ORIGIN
        started = person.start(headers={"origin": ORIGIN})
        assert_ok(person.finish(started, person.authenticator.create(started["registrationOptions"])))


@pytest.mark.parametrize("rp_id", ["example.com", "shop.example.com"])
def test_rp_id_may_be_a_parent_domain_or_another_host(server, rp_id):
    with server.with_settings(app={"passkey_rp_id": rp_id, "passkey_origins": [ORIGIN]}):
        person = Person(server)
        person.authenticator.origin = ORIGIN
        assert person.register()["rpId"] == rp_id
        started = person.start()
        options = {**started["registrationOptions"], "rp": {"id": "evil.example"}}
        refused = person.finish(started, person.authenticator.create(options))
        assert_refused(refused, 400)
        assert "rp.id" in refused["message"]


@pytest.mark.parametrize("path,member", REGISTRATIONS)
@pytest.mark.parametrize("flags,word", [(UV, "user presence"), (UP | BS, "backup flags")])
def test_flags_that_contradict_each_other_are_refused(server, path, member, flags, word):
    refused = send(Person(server), path, member, flags=flags)
    assert_refused(refused, 400)
    assert word in refused["message"]


@pytest.mark.parametrize("path,member", REGISTRATIONS)
def test_user_verification_is_demanded_where_the_pool_says_so(server, path, member):
    with server.with_settings(pool={"passkey_user_verification": "required"}):
        person = Person(server, uv=False)
        refused = send(person, path, member)
        assert_refused(refused, 403)
        assert "fingerprint" in refused["message"]
        person.authenticator.uv = True
        assert_ok(send(person, path, member))


@pytest.mark.parametrize("path,member", REGISTRATIONS)
def test_only_known_makers_where_the_pool_says_so(server, path, member):
    with server.with_settings(pool={"passkey_trusted_only": True, "passkey_attestation": "direct",
                                    "passkey_anchors": ["not a certificate"]}):
        person = Person(server, attestation="packed")
        assert person.start()["registrationOptions"]["attestation"] == "direct"
        refused = send(person, path, member)
        assert_refused(refused, 403)
        assert "trusted" in refused["message"]


@pytest.mark.parametrize("path,member", REGISTRATIONS)
def test_a_credential_that_somebody_owns_is_refused(server, path, member):
    owner, thief = Person(server), Person(server)
    owner.register()
    mine = owner.authenticator.credentials[-1]

    started, post = start_any(thief, path)
    options = started["registrationOptions"]
    client_data = thief.authenticator.client_data("create", options["challenge"])
    attested = bytes(16) + len(mine.id).to_bytes(2, "big") + mine.id + mine.key.cose()
    data = owner.authenticator.data(mine, UP | UV | AT, attested)
    answer = {"id": b64(mine.id), "rawId": b64(mine.id), "type": "public-key",
              "response": {"clientDataJSON": b64(client_data), "attestationObject":
                           b64(authenticator.cbor({"fmt": "none", "attStmt": {}, "authData": data}))}}
    assert_refused(post({"ticket": started["ticket"], member: answer}), 409)
    assert thief.passkeys() == [] and len(owner.passkeys()) == 1


def test_an_account_has_at_most_20_passkeys(server):
    person = Person(server)
    late = [start_any(person, path) for path, _ in REGISTRATIONS]
    for _ in range(20):
        person.register()
    for (path, member), (started, post) in zip(REGISTRATIONS, late):
        answer = person.authenticator.create(started["registrationOptions"])
        assert_refused(post({"ticket": started["ticket"], member: answer}), 422)
    assert_refused(server.get("webauthn/registration", token=person.token), 422)
    assert_refused(server.post("webauthn/registration/initialize", token=person.token), 422)
    assert_refused(server.post("webauthn/mfa-bind/initialize", token=person.token), 422)
    body = {"userId": person.user_id, "appId": server.app_id}
    assert_refused(server.manage("POST", "webauthn/admin/initialize", body), 422)


@pytest.mark.parametrize("bend", [
    lambda answer: answer["response"].update(attestationObject="!!!"),
    lambda answer: answer["response"].update(clientDataJSON="e30="),
    lambda answer: answer["response"].update(clientDataJSON="e30"),
    lambda answer: answer["response"].update(attestationObject=b64(b"\xbf\xff")),
    lambda answer: answer["response"].update(attestationObject=answer["response"]["attestationObject"][:-4]),
    lambda answer: answer.update(rawId="AAAA")])
def test_broken_answers_are_refused(server, bend):
    assert_refused(send(Person(server), *REGISTRATIONS[0], bend=bend), 400)


def test_an_administrator_needs_a_person_and_an_application_of_the_pool(server):
    person, other = Person(server), server.other_pool()
    start = lambda **body: server.manage("POST", "webauthn/admin/initialize",
                                         {"userId": person.user_id, "appId": server.app_id, **body})
    assert_ok(start())
    assert_refused(start(userId="0" * 24), 404, 2004)
    assert_refused(start(appId="0" * 24), 404, 2011)
    assert_refused(start(appId=other["appId"]), 404, 2011)


def test_a_deleted_account_gets_no_passkey(server):
    person = Person(server)
    started, post = start_any(person, "webauthn/admin/registration/finalize")
    answer = person.authenticator.create(started["registrationOptions"])
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person.user_id]}))
    assert_refused(post({"ticket": started["ticket"], "credential": answer}), 400)


def test_a_second_factor_need_not_remember_the_account(server):
    person = Person(server)
    started = assert_ok(server.post("webauthn/mfa-bind/initialize", token=person.token))
    assert started["registrationOptions"]["authenticatorSelection"]["residentKey"] == "discouraged"
    answer = person.authenticator.create(started["registrationOptions"])
    assert_refused(Person(server).finish(started, answer), 400)
    made = assert_ok(person.finish(started, answer))
    assert person.passkeys() == [made]
    assert_refused(person.finish(started, answer), 400)


def test_eligible_for_backup_is_not_yet_backed_up(server):
    person = Person(server)
    started = person.start()
    answer = person.authenticator.create(started["registrationOptions"], flags=UP | UV | BE)
    made = assert_ok(person.finish(started, answer))
    assert (made["backupEligible"], made["backedUp"]) == (True, False)
