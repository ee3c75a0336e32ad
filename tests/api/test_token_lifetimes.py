"""How long the tokens of an application live, as the application says. On both engines."""

import base64
import json

import pytest
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_name, try_password

SCOPE = "openid profile offline_access"
USUAL = {"access_token_ttl_s": 7200, "id_token_ttl_s": 7200, "refresh_token_ttl_s": 2_592_000}


@pytest.fixture(scope="module")
def name(server):
    made = new_name()
    server.sign_up(made)
    return made


def claims(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def seconds(token):
    found = claims(token)
    return found["exp"] - found["iat"]


def by_signin(server, name):
    return assert_ok(try_password(server, username=name, options={"scope": SCOPE}))


def by_grant(server, name):
    return Oidc(server).by_password(name)


def test_every_way_to_tokens_gives_them_the_usual_lives(server, name):
    for tokens in (by_signin(server, name), by_grant(server, name)):
        assert [seconds(tokens[kind]) for kind in ("access_token", "id_token")] == [7200, 7200]


@pytest.mark.parametrize("way", [by_signin, by_grant])
@pytest.mark.parametrize("setting,kind", [("access_token_ttl_s", "access_token"), ("id_token_ttl_s", "id_token")])
def test_a_token_lives_as_long_as_the_application_says(server, name, way, setting, kind):
    with server.with_settings(app={setting: 90}):
        tokens = way(server, name)
        lives = {one: seconds(tokens[one]) for one in ("access_token", "id_token")}
        assert lives == {"access_token": 7200, "id_token": 7200, kind: 90}
        renewed = Oidc(server).refresh(tokens["refresh_token"]).json()
        assert seconds(renewed[kind]) == 90


def test_an_access_token_ends_with_its_life(server, name):
    with server.with_settings(app={"access_token_ttl_s": 90}):
        tokens = by_signin(server, name)
        assert tokens["expire_in"] == 90
    token = tokens["access_token"]  # what was promised holds, whatever the application says later
    server.advance(45_000)
    assert_ok(server.get("get-profile", token=token))
    assert Oidc(server).me(token).status_code == 200
    server.advance(45_001)
    assert_refused(server.get("get-profile", token=token), 401, 2206)
    assert Oidc(server).me(token).status_code == 401


def test_a_refresh_token_ends_with_its_life_and_renewing_does_not_lengthen_it(server, name):
    app = Oidc(server)
    with server.with_settings(app={"refresh_token_ttl_s": 300}):
        tokens = by_signin(server, name)
        server.advance(200_000)
        assert app.refresh(tokens["refresh_token"]).status_code == 200
        server.advance(101_000)
        assert_error(app.refresh(tokens["refresh_token"]), 400, "invalid_grant")
    longer = by_signin(server, name)
    server.advance(301_000)
    assert app.refresh(longer["refresh_token"]).status_code == 200
    server.advance((USUAL["refresh_token_ttl_s"] - 300) * 1000)
    assert_error(app.refresh(longer["refresh_token"]), 400, "invalid_grant")
