"""No way around information completion: also not by consent, passkey, identity source, password grant, or behind a
second factor. On both engines."""

import pytest
import requests
from completion_scene import COMPANY, answer, ask, asked, complete, named
from passkey_scenes import Person as PasskeyPerson
from passkey_scenes import sign_in as by_passkey
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, try_passcode, user_of
from second_factor import demanded, person_with_otp, v2, works
from test_no_way_around import by_fastpass, by_push, by_qrcode
from test_public_accounts import desk, switch  # noqa: F401


def finished(server, refused):
    """The tokens after the form; the refusal had none."""
    assert_refused(refused, 303, 1642)
    assert "access_token" not in str(refused) and named(refused["data"]) == ["company"]
    tokens = assert_ok(complete(server, refused["data"], company="Engines"))
    assert works(server, tokens["access_token"])
    return tokens


@pytest.mark.parametrize("way", [by_qrcode, by_push, by_fastpass])
def test_no_way_around_by_consent(server, way):
    name = new_name()
    token = server.person(name)
    with ask(server, COMPANY):
        finished(server, way(server, name, token))


def test_no_way_around_by_code(server):
    number = new_number()
    user_of(server, username=new_name(), phone=number)
    with ask(server, COMPANY):
        finished(server, try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))


def test_no_way_around_by_passkey(server):
    person = PasskeyPerson(server)
    person.register()
    with ask(server, COMPANY):
        finished(server, by_passkey(server, person))


def test_no_way_around_by_the_password_grant(server):
    name = new_name()
    server.sign_up(name)
    with ask(server, COMPANY):
        reply = requests.post(server.base + "/oidc/token", timeout=30, data={
            "grant_type": "password", "username": name, "password": PASSWORD, "scope": "openid", **server.client()})
        body = reply.json()
        assert reply.status_code == 400 and body["error"] == "interaction_required" and body["apiCode"] == 1642
        assert "access_token" not in body
        finished(server, {"statusCode": 303, "apiCode": 1642, "data": body["data"]})


def test_behind_a_second_factor_both_are_asked_for_in_turn(server):
    name, app, _, _ = person_with_otp(server)
    with ask(server, COMPANY):
        token = demanded(server, name, 1635, scope="openid offline_access")["mfaToken"]
        refused = v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token)
        tokens = finished(server, refused)
        assert tokens["refresh_token"]
        assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token), 401, 2021)


def test_a_form_does_not_stand_for_the_second_factor(server):
    """What waits for the second factor is no handle, and what waits for information was given after it."""
    name, _, _, _ = person_with_otp(server)
    with ask(server, COMPANY):
        data = demanded(server, name, 1635)
        assert_refused(complete(server, {"flowHandle": data["mfaToken"][:255]}, company="Engines"), 400)


def test_filling_in_a_form_is_no_fresh_proof(server):
    name = new_name()
    token = server.person(name)
    with ask(server, COMPANY):
        server.advance(14 * 60_000)
        refused = by_qrcode(server, name, token)
        server.advance(2 * 60_000)
        fresh = finished(server, refused)["access_token"]
    assert_refused(server.post("webauthn/registration/initialize", {}, token=fresh), 403)


def test_the_sign_in_is_as_old_as_its_proof(server):
    name = user_of(server, username=new_name())["username"]
    with ask(server, COMPANY):
        data = asked(server, name)
        server.advance(9 * 60_000)
        token = assert_ok(complete(server, data, company="Engines"))["access_token"]
        assert_ok(server.post("webauthn/registration/initialize", {}, token=token))
        server.advance(7 * 60_000)
        assert_refused(server.post("webauthn/registration/initialize", {}, token=token), 403)


def test_whoever_goes_on_as_a_public_account_does_not_fill_it_in(server, desk):  # noqa: F811
    """A number of the person's own would open the account to them for ever."""
    with ask(server, {"name": "phone", "required": True}):
        assert_ok(switch(desk, desk.account_id))


def test_back_from_a_public_account_one_is_asked_like_everywhere(server, desk):  # noqa: F811
    as_desk = assert_ok(switch(desk, desk.account_id))["access_token"]
    with ask(server, COMPANY):
        finished(server, switch(desk, desk.id, as_desk))


def test_values_of_no_array_are_refused(server):
    name, email = new_name(), new_email()
    user_of(server, username=name, email=email)
    with ask(server, COMPANY):
        refused = answer(server, asked(server, name), {"name": "company"})
        assert_refused(refused, 400)
