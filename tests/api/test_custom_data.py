"""customData of a sign-in: the account keeps what it does not have yet, whatever the way in. On both engines."""

import json
import pathlib

import pytest
import requests
import test_fastpass as fastpass
import test_push_login as push
from passkey_scenes import Person as PasskeyPerson
from passkey_scenes import begin
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, try_passcode, try_password
from scenes import user_of
from second_factor import person_with_otp, v2
from test_public_accounts import desk, switch  # noqa: F401

GIVEN = {"school": "Peking University", "year": 2026}
HERE = {"school": "Tsinghua"}  # what the account has already


def kept(server, token):
    return assert_ok(server.get("get-profile?withCustomData=true", token=token))["customData"]


def person(server):
    name = new_name()
    user_of(server, username=name, customData=HERE)
    return name, server.sign_in(name)["access_token"]


def by_password(server, name, _token):
    return assert_ok(try_password(server, PASSWORD, {"customData": GIVEN}, username=name))


def by_push(server, name, token):
    asked = assert_ok(push.start(server, name, customData=GIVEN))
    assert_ok(push.answer(server, token, "CONFIRM", asked))
    return assert_ok(push.status(server, asked))["tokenSet"]


def by_fastpass(server, _name, token):
    return assert_ok(fastpass.login(server, fastpass.made(server, token, customData=GIVEN)))


@pytest.mark.parametrize("way", [by_password, by_push, by_fastpass])
def test_the_account_keeps_what_it_does_not_have_yet(server, way):
    name, token = person(server)
    tokens = way(server, name, token)
    assert kept(server, tokens["access_token"]) == {"school": "Tsinghua", "year": 2026}


def test_by_passkey_in_both_spellings(server):
    person_ = PasskeyPerson(server)
    person_.register()
    for path, member, data in (("webauthn/login/finalize", "credential", {"year": 2026}),
                               ("webauthn/authentication", "authenticationCredential", {"class": "B"})):
        started = begin(server)
        answer = person_.authenticator.get(started["authenticationOptions"])
        assert_ok(server.post(path, {"ticket": started["ticket"], member: answer, "options": {"customData": data}}))
    assert kept(server, person_.token) == {"year": 2026, "class": "B"}


def test_by_code_also_for_the_account_that_it_makes(server):
    email = new_email()
    for data in ({"year": 2026}, {"year": 1, "class": "B"}):
        server.advance(61_000)
        tokens = assert_ok(try_passcode(server, email_code(server, "CHANNEL_LOGIN", email),
                                        {"autoRegister": True, "customData": data}, email=email))
    assert kept(server, tokens["access_token"]) == {"year": 2026, "class": "B"}


def test_by_going_on_as_a_public_account(server, desk):  # noqa: F811
    tokens = assert_ok(switch(desk, desk.account_id, customData=GIVEN))
    assert kept(server, tokens["access_token"]) == GIVEN


def test_it_waits_for_the_second_factor(server):
    name, app, _, token = person_with_otp(server)
    refused = try_password(server, PASSWORD, {"customData": GIVEN}, username=name)
    assert_refused(refused, 303, 1635)
    assert kept(server, token) == {}
    passed = v2(server, "mfa/totp/verify", {"totp": app.next_code()}, refused["data"]["mfaToken"])
    assert kept(server, assert_ok(passed)["access_token"]) == GIVEN


def test_the_tokens_tell_of_it(server):
    name, _ = person(server)
    tokens = assert_ok(try_password(server, PASSWORD, {"customData": GIVEN, "scope": "openid extended_fields"},
                                    username=name))
    shown = requests.get(server.base + "/oidc/me", timeout=10,
                         headers={"authorization": "Bearer " + tokens["access_token"]}).json()
    assert shown["extended_fields"] == {"school": "Tsinghua", "year": 2026}


def test_more_than_16_kib_is_refused_or_left_out(server):
    name, token = person(server)
    much = {"customData": {"x": "y" * 16_384}}
    assert_refused(push.start(server, name, **much), 400)
    assert_refused(server.post("gene-fastpass-qrcode-info", {"options": much}, token=token), 400)
    tokens = assert_ok(try_password(server, PASSWORD, much, username=name))
    assert kept(server, tokens["access_token"]) == HERE


def test_what_is_no_object_is_refused(server):
    name, _ = person(server)
    for data in ("text", [1], 7):
        assert_refused(try_password(server, PASSWORD, {"customData": data}, username=name), 400)


def test_the_reference_says_at_every_operation_that_context_is_read_by_pipelines_alone():
    root = pathlib.Path(__file__).resolve().parents[2]
    document = json.loads((root / "build/release/gen/openapi.json").read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    with_context = {name: schema["properties"]["context"] for name, schema in schemas.items()
                    if name.startswith(("SignIn", "SignUp", "GenerateQrcode"))
                    and "context" in schema.get("properties", {})}
    assert len(with_context) == 8, sorted(with_context)
    for name, member in with_context.items():
        assert "pipelines, which are not built yet" in member["description"], name
