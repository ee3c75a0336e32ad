"""What the protocol endpoints refuse across applications and pools, on both engines."""

import json

import genauth
import jwt
import pytest
from oidc import Oidc, assert_error
from scenes import PASSWORD, assert_ok, new_name, user_of


@pytest.fixture(scope="module", params=genauth.engines())
def two(request):
    """A server with a second pool, whose application is `other`."""
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url) as server:
        server.stop()
        made = json.loads(server.command("pool", "create", "Other", "--identifier", "other").stdout)
        server.command("application", "update", made["appId"], "--set", "password_grant=true")
        server.start()
        user_of(server, username="ada")
        yield Oidc(server), Oidc.of(server, made), made


def test_a_refresh_token_of_another_application_is_refused(two):
    ours, other, _ = two
    token = ours.by_password("ada")["refresh_token"]
    assert_error(other.refresh(token), 400, "invalid_grant")
    assert ours.refresh(token).status_code == 200


def test_introspection_shows_an_application_its_own_tokens_only(two):
    ours, other, _ = two
    tokens = ours.by_password("ada")
    for name in ("access_token", "refresh_token"):
        assert ours.introspect(tokens[name])["active"] is True
        assert other.introspect(tokens[name]) == {"active": False}


def test_revocation_ends_an_applications_own_tokens_only(two):
    ours, other, _ = two
    tokens = ours.by_password("ada")
    for name in ("access_token", "refresh_token"):
        assert other.revoke(tokens[name]).status_code == 200
        assert ours.introspect(tokens[name])["active"] is True


def test_userinfo_at_another_applications_address_is_refused(two):
    ours, other, _ = two
    token = ours.by_password("ada")["access_token"]
    headers = {"authorization": "Bearer " + token}
    assert ours.get("me", base=f"{ours.server.base}/{other.app_id}", headers=headers).status_code == 401
    assert ours.get("me", base=f"{ours.server.base}/{ours.app_id}", headers=headers).status_code == 200


def test_a_machine_key_is_refused_at_an_application_of_another_pool(two):
    ours, other, made = two
    form = {"grant_type": "client_credentials", "client_id": made["accessKeyId"],
            "client_secret": made["accessKeySecret"]}
    base = ours.server.base
    assert other.post("token", form, base=f"{base}/{other.app_id}").status_code == 200
    assert_error(ours.post("token", form, base=f"{base}/{ours.app_id}"), 401, "invalid_client")


def test_people_of_one_pool_cannot_sign_in_to_another(two):
    _, other, _ = two
    response = other.ask("token", grant_type="password", username="ada", password="correct horse battery")
    assert_error(response, 400, "invalid_grant")


def test_each_pool_has_its_own_keys(two):
    ours, other, _ = two
    base = ours.server.base
    sets = [ours.get(".well-known/jwks.json", base=f"{base}/{each.app_id}").json()["keys"] for each in (ours, other)]
    assert not {key["kid"] for key in sets[0]} & {key["kid"] for key in sets[1]}


# --- the bare address ---------------------------------------------------------------------------------------
def test_the_bare_address_is_the_issuer_of_the_first_pool_alone(two):
    ours, other, made = two
    server, bare = ours.server, Oidc(ours.server, made["appId"], made["appSecret"])
    form = {"grant_type": "password", "username": "ada", "password": PASSWORD}
    named = {"x-authing-app-id": other.app_id}
    for headers in ({}, named):
        refused = bare.post("token", {**form, "client_id": bare.app_id, "client_secret": bare.secret}, headers)
        assert_error(refused, 401, "invalid_client")
        shown = bare.get("auth", params={"client_id": bare.app_id, "response_type": "code", "scope": "openid",
                                         "redirect_uri": "https://app.example/cb"}, headers=headers,
                         allow_redirects=False)
        assert "location" not in shown.headers and "not the application of this address" in shown.text
        machine = {"grant_type": "client_credentials", "client_id": made["accessKeyId"],
                   "client_secret": made["accessKeySecret"]}
        assert_error(bare.post("token", machine, headers), 401, "invalid_client")
    ours_kids, theirs = ({key["kid"] for key in each.get(".well-known/jwks.json").json()["keys"]}
                         for each in (ours, other))
    by_header = {key["kid"] for key in bare.get(".well-known/jwks.json", headers=named).json()["keys"]}
    assert by_header == ours_kids and not by_header & theirs
    assert other.ask("token", **form).json()["error"] == "invalid_grant"  # at its own address it is served


def test_whoever_signs_in_at_the_bare_address_has_an_issuer_that_serves_them(two):
    ours, other, made = two
    server, name = ours.server, new_name("theirs")
    management = server.management_token(made["accessKeyId"], made["accessKeySecret"])
    person = {"username": name, "password": PASSWORD, "status": "Activated"}
    assert_ok(server.call("POST", "/api/v3/create-user", person, token=management, app=False))
    user_of(server, username=name)
    for app, issuer in ((ours, f"{server.base}/oidc"), (other, f"{server.base}/{other.app_id}/oidc")):
        body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD},
                "client_id": app.app_id, "client_secret": app.secret, "options": {"scope": "openid offline_access"}}
        data = assert_ok(server.post("signin", body, app=False, headers={"x-authing-app-id": app.app_id}))
        assert jwt.decode(data["access_token"], options={"verify_signature": False})["iss"] == issuer
        assert app.refresh(data["refresh_token"]).status_code == 200
    elsewhere = Oidc(server, other.app_id, other.secret)
    assert_error(elsewhere.refresh(data["refresh_token"]), 401, "invalid_client")
