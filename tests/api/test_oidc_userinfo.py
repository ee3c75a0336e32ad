"""/oidc/me, introspection and revocation, on both engines."""

import pytest
import requests
from oidc import Oidc, assert_error
from scenes import assert_ok, new_name, user_of


@pytest.fixture(scope="module")
def person(server):
    return user_of(server, username=new_name("info"), name="Ada")


@pytest.fixture
def tokens(server, person):
    return Oidc(server).by_password(person["username"])


# --- userinfo -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["me", "me/"])
def test_takes_the_token_in_query_form_and_header(server, person, tokens, path):
    app, token = Oidc(server), tokens["access_token"]
    answers = [app.get(path, params={"access_token": token}), app.post(path, {"access_token": token}),
               app.get(path, headers={"authorization": "Bearer " + token}),
               app.post(path, headers={"authorization": "bearer " + token}),
               app.get(path, headers={"authorization": token})]
    for answer in answers:
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store", answer.text
        assert answer.json()["sub"] == person["userId"] and answer.json()["name"] == "Ada"


def test_a_post_with_an_empty_json_object_and_the_token_in_the_query(server, tokens):
    url = f"{server.base}/oidc/me/?access_token={tokens['access_token']}"
    assert requests.post(url, json={}, timeout=10).status_code == 200


def test_without_a_token_the_challenge_names_no_error(server):
    response = Oidc(server).get("me")
    assert response.status_code == 401
    where = f"{server.base}/.well-known/oauth-protected-resource/oidc/me"
    assert response.headers["www-authenticate"] == f'Bearer realm="genauth", resource_metadata="{where}"'


def test_a_bad_token_is_challenged_with_the_error(server):
    response = Oidc(server).me("a.b.c")
    assert_error(response, 401, "invalid_token")
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


def test_a_token_without_openid_is_not_enough(server, person):
    token = Oidc(server).by_password(person["username"], scope="profile")["access_token"]
    response = Oidc(server).me(token)
    assert_error(response, 403, "insufficient_scope")
    assert 'scope="openid"' in response.headers["www-authenticate"]


def test_two_different_tokens_are_refused(server, person, tokens):
    other = Oidc(server).by_password(person["username"])["access_token"]
    response = Oidc(server).get("me", params={"access_token": other},
                                headers={"authorization": "Bearer " + tokens["access_token"]})
    assert_error(response, 400, "invalid_request")


def test_an_expired_token_is_refused(server, tokens):
    server.advance(7_200_001)
    server._management_token = None
    assert Oidc(server).me(tokens["access_token"]).status_code == 401
    assert Oidc(server).introspect(tokens["access_token"]) == {"active": False}


def test_a_deleted_user_has_no_userinfo(server):
    user = user_of(server, username=new_name("gone"))
    token = Oidc(server).by_password(user["username"])["access_token"]
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user["userId"]]}))
    assert Oidc(server).me(token).status_code == 401


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_not_allowed(server, method):
    response = getattr(requests, method)(server.base + "/oidc/me", timeout=10)
    assert response.status_code == 405 and response.headers["allow"] == "GET, POST"


# --- introspection (RFC 7662) -------------------------------------------------------------------------------
def test_introspection_describes_an_access_token(server, person, tokens):
    answer = Oidc(server).introspect(tokens["access_token"])
    assert answer["active"] is True and answer["sub"] == person["userId"]
    assert answer["client_id"] == server.app_id and answer["token_type"] == "Bearer"
    assert answer["exp"] - answer["iat"] == 7200 and answer["iss"] == server.base + "/oidc" and answer["jti"]


@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "nonsense"])
def test_introspection_needs_no_hint_and_bears_a_wrong_one(server, tokens, hint):
    more = {"token_type_hint": hint} if hint else {}
    for name in ("access_token", "refresh_token"):
        assert Oidc(server).introspect(tokens[name], **more)["active"] is True


@pytest.mark.parametrize("token", ["x", "a.b.c", "0" * 24 + ".secret", "中文", "x" * 10_000])
def test_an_unknown_token_is_not_active(server, token):
    assert Oidc(server).introspect(token) == {"active": False}


@pytest.mark.parametrize("path", ["token/introspection", "token/revocation"])
def test_the_token_and_the_clients_credentials_are_required(server, tokens, path):
    assert_error(Oidc(server).ask(path), 400, "invalid_request")
    assert_error(Oidc(server, secret="0" * 32).ask(path, token=tokens["access_token"]), 401, "invalid_client")
    assert_error(Oidc(server).post(path, {"token": tokens["access_token"]}), 401, "invalid_client")
    assert Oidc(server).introspect(tokens["access_token"])["active"] is True


@pytest.mark.parametrize("method", ["client_secret_basic", "none"])
def test_both_endpoints_have_their_own_way_to_authenticate(server, person, method):
    with server.with_settings(app={"introspection_auth_method": method, "revocation_auth_method": method}):
        token = Oidc(server).by_password(person["username"])["access_token"]
        app = Oidc(server, method=method)
        assert app.introspect(token)["active"] is True
        assert app.revoke(token).status_code == 200
        assert app.introspect(token) == {"active": False}


# --- revocation (RFC 7009) ----------------------------------------------------------------------------------
def test_a_revoked_access_token_is_refused_at_once(server, tokens):
    response = Oidc(server).revoke(tokens["access_token"])
    assert response.status_code == 200 and response.text == ""
    assert Oidc(server).me(tokens["access_token"]).status_code == 401
    assert server.get("get-profile", token=tokens["access_token"])["statusCode"] == 401
    assert Oidc(server).introspect(tokens["access_token"]) == {"active": False}
    assert Oidc(server).refresh(tokens["refresh_token"]).status_code == 200


def test_a_revoked_refresh_token_gives_nothing_more(server, tokens):
    assert Oidc(server).revoke(tokens["refresh_token"]).status_code == 200
    assert_error(Oidc(server).refresh(tokens["refresh_token"]), 400, "invalid_grant")
    assert Oidc(server).introspect(tokens["refresh_token"]) == {"active": False}


@pytest.mark.parametrize("token", ["x", "a.b.c", "0" * 24 + ".secret"])
def test_revoking_an_unknown_token_is_no_error(server, token):
    assert Oidc(server).revoke(token).status_code == 200
