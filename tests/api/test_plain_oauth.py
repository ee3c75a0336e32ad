"""OAuth 2.0 without OpenID Connect: /oauth, with opaque tokens; and the product's own grant of old."""

import re
import urllib.parse

import jwt
import pytest
import requests
from hosted import CALLBACK, Visitor, challenge_of, request_of
from oidc import Oidc, assert_error
from scenes import assert_refused, new_name, user_of
from sources import query_of

TOKEN = re.compile(r"[0-9a-f]{40}")


@pytest.fixture(scope="module")
def person(server):
    name = new_name("plain")
    user_of(server, username=name, email=f"{name}@example.com", name="Ada")
    return name


@pytest.fixture(autouse=True)
def settings(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "oauth_provider": True, "password_grant": True}):
        yield


class Plain(Visitor):
    def authorize(self, **params):
        asked = {"code_challenge": challenge_of(self.verifier), "code_challenge_method": "S256", "scope": "user",
                 "nonce": None, **params}
        return self.note(self.browser.get("/oauth/auth", unchecked=True,
                                          params=request_of(self.server, self.app_id, **asked)))


def ask(server, path, base=None, **form):
    return requests.post(f"{base or server.base}/oauth/{path}", timeout=30, data={
        "client_id": server.app_id, "client_secret": server.app_secret, **form})


def by_code(server, person, **params):
    visitor = Plain(server)
    answer = visitor.sign_in(person, **params)
    assert answer["iss"] == f"{server.base}/oauth", answer
    return visitor, answer["code"]


def redeem(server, visitor, code, **more):
    return ask(server, "token", grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
               code_verifier=visitor.verifier, **more)


def me(server, token):
    return requests.get(f"{server.base}/oauth/me", params={"access_token": token}, timeout=30)


def tokens_of(server, person):
    visitor, code = by_code(server, person)
    issued = redeem(server, visitor, code)
    assert issued.status_code == 200, issued.text
    return issued.json()


def test_the_code_flow_gives_opaque_tokens_that_open_the_account(server, person):
    tokens = tokens_of(server, person)
    assert TOKEN.fullmatch(tokens["access_token"]) and tokens["scope"] == "user" and tokens["refresh_token"]
    assert "id_token" not in tokens and tokens["token_type"] == "Bearer"
    shown = me(server, tokens["access_token"]).json()
    assert shown["username"] == person and shown["name"] == "Ada" and shown["id"] == shown["sub"] == shown["userId"]
    assert "argon2" not in str(shown) and "password" not in shown and "salt" not in shown, shown
    state = ask(server, "token/introspection", token=tokens["access_token"]).json()
    assert state["active"] and state["sub"] == shown["id"] and state["client_id"] == server.app_id, state
    assert state["iss"] == f"{server.base}/oauth" and state["scope"] == "user" and state["exp"] > state["iat"]


def test_no_token_stands_in_the_database(server, person):
    """A stolen copy of the database opens nothing."""
    tokens = tokens_of(server, person)
    if server.engine == "sqlite":
        for file in server.data.glob("genauth.db*"):
            assert tokens["access_token"].encode() not in file.read_bytes()


def test_password_refresh_and_implicit(server, person):
    tokens = ask(server, "token", grant_type="password", username=person, password="correct horse battery").json()
    assert TOKEN.fullmatch(tokens["access_token"]) and tokens["scope"] == "user", tokens
    renewed = ask(server, "token", grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
    assert TOKEN.fullmatch(renewed["access_token"]) and renewed["access_token"] != tokens["access_token"]
    assert me(server, renewed["access_token"]).json()["username"] == person
    refused = query_of(Plain(server).authorize(response_type="token").headers["location"].replace("#", "?"))
    assert refused["error"] == "unauthorized_client"
    with server.with_settings(app={"redirect_uris": [CALLBACK], "oauth_provider": True, "implicit_grant": True}):
        visitor = Plain(server)
        visitor.authorize(response_type="token", code_challenge=None, code_challenge_method=None)
        visitor.password(person)
        got = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(visitor.resume().headers["location"]).fragment))
        assert TOKEN.fullmatch(got["access_token"]) and "refresh_token" not in got, got
        assert me(server, got["access_token"]).status_code == 200


def test_response_types_with_an_id_token_are_for_openid_connect(server):
    for response_type in ("id_token", "code id_token", "code token", "none"):
        location = Plain(server).authorize(response_type=response_type).headers["location"].replace("#", "?")
        assert query_of(location)["error"] in ("unsupported_response_type", "unauthorized_client"), location


def test_a_revoked_token_and_an_ended_session_are_over_at_once(server, person):
    tokens = tokens_of(server, person)
    assert ask(server, "token/revocation", token=tokens["access_token"]).status_code == 200
    assert me(server, tokens["access_token"]).status_code == 401
    assert ask(server, "token/introspection", token=tokens["access_token"]).json() == {"active": False}
    tokens = ask(server, "token", grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
    user_id = me(server, tokens["access_token"]).json()["id"]
    server.manage("POST", "kick-users", {"userId": user_id, "appIds": [server.app_id]})
    assert me(server, tokens["access_token"]).status_code == 401
    assert_error(ask(server, "token", grant_type="refresh_token", refresh_token=tokens["refresh_token"]), 400,
                 "invalid_grant")


def test_a_machine_gets_an_opaque_token_that_goes_with_its_key(server):
    tokens = requests.post(f"{server.base}/oauth/token", timeout=30, data={
        "grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}).json()
    assert TOKEN.fullmatch(tokens["access_token"]), tokens
    state = ask(server, "token/introspection", token=tokens["access_token"]).json()
    assert state["active"] and state["sub"] == server.key_id
    assert me(server, tokens["access_token"]).status_code == 401


def test_it_is_off_until_the_application_has_switched_it_on(server, person):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "oauth_provider": False}):
        assert_error(ask(server, "token", grant_type="refresh_token", refresh_token="x"), 400, "unauthorized_client")
        assert Plain(server).authorize().status_code in (400, 404, 403)


# --- attacks ------------------------------------------------------------------------------------------------
def test_token_substitution_between_oauth_and_openid_connect(server, person):
    """A code, token or refresh token of one is worth nothing at the other's endpoints, nor at the operations."""
    plain, app = tokens_of(server, person), Oidc(server)
    full = app.by_password(person, scope="openid profile offline_access")
    assert app.me(plain["access_token"]).status_code == 401
    assert me(server, full["access_token"]).status_code == 401
    assert app.introspect(plain["access_token"]) == {"active": False}
    assert ask(server, "token/introspection", token=full["access_token"]).json() == {"active": False}
    assert ask(server, "token/introspection", token=full["refresh_token"]).json() == {"active": False}
    assert_error(app.refresh(plain["refresh_token"]), 400, "invalid_grant")
    assert_error(ask(server, "token", grant_type="refresh_token", refresh_token=full["refresh_token"]), 400,
                 "invalid_grant")
    assert server.get("get-profile", token=plain["access_token"])["statusCode"] == 401
    visitor, code = by_code(server, person)
    assert_error(visitor.redeem(code, app), 400, "invalid_grant")
    assert_error(app.ask("token", grant_type="urn:ietf:params:oauth:grant-type:token-exchange",
                         subject_token=plain["access_token"],
                         subject_token_type="urn:ietf:params:oauth:token-type:access_token"), 400,
                 "unauthorized_client")


def test_a_token_of_another_application_is_not_told_of(server, person):
    tokens, other = tokens_of(server, person), server.other_application()
    asked = {"client_id": other["appId"], "client_secret": other["appSecret"], "token": tokens["access_token"]}
    assert requests.post(f"{server.base}/oauth/token/introspection", data=asked, timeout=30).json() == {
        "active": False}
    assert requests.post(f"{server.base}/oauth/token/revocation", data=asked, timeout=30).status_code == 200
    assert me(server, tokens["access_token"]).status_code == 200
    for token in ("0" * 40, tokens["access_token"].upper(), tokens["access_token"][:-1], "x" * 40, ""):
        assert me(server, token).status_code == 401, token


# --- the grant of old ---------------------------------------------------------------------------------------
LEGACY = ("http://genauth.ai/oidc/grant_type/genauth_token", "http://authing.cn/oidc/grant_type/authing_token")


@pytest.mark.parametrize("grant_type", LEGACY)
def test_a_token_of_the_account_becomes_tokens_of_a_scope(server, person, grant_type):
    app = Oidc(server)
    own = server.sign_in(person)["access_token"]
    assert_error(app.ask("token", grant_type=grant_type, token=own, scope="openid email"), 400, "unauthorized_client")
    with server.with_settings(app={"account_token_grant": True, "oauth_provider": True}):
        tokens = app.ask("token", grant_type=grant_type, token=own, scope="openid email").json()
        claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
        assert claims["email"] == f"{person}@example.com" and tokens["scope"] == "openid email"
        assert claims["sid"] == jwt.decode(own, options={"verify_signature": False})["sid"]
        plain = ask(server, "token", grant_type="client_credentials", client_id=server.key_id,
                    client_secret=server.key_secret).json()["access_token"]
        for wrong in (own[:-4] + "AAAA", "nonsense", plain, tokens["id_token"]):
            assert_error(app.ask("token", grant_type=grant_type, token=wrong, scope="openid"), 400, "invalid_grant")
        assert_error(ask(server, "token", grant_type=grant_type, token=own), 400, "unsupported_grant_type")
        app.revoke(own)
        assert_error(app.ask("token", grant_type=grant_type, token=own, scope="openid"), 400, "invalid_grant")
