"""Token calls, and the SDK's own verification of what the server signs."""

import base64
import json

import jwt
import pytest
import requests
from conftest import client_of


def payload_of(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def test_the_sdk_verifies_an_access_token_by_the_jwks(server, person):
    claims = person.client.introspect_token_offline(person.tokens["access_token"])
    assert claims["aud"] == server.app_id and claims["iss"] == server.base + "/oidc"
    assert "phone" in claims["scope"].split()


def test_the_sdk_verifies_an_id_token_by_the_jwks(server, person):
    claims = person.client.introspect_token_offline(person.tokens["id_token"])
    assert claims["aud"] == server.app_id and claims["sub"] == payload_of(person.tokens["access_token"])["sub"]


def test_the_sdk_refuses_an_altered_token(person):
    head, payload, signature = person.tokens["access_token"].split(".")
    altered = ("A" if signature[0] != "A" else "B") + signature[1:]
    with pytest.raises(jwt.InvalidSignatureError):
        person.client.introspect_token_offline(f"{head}.{payload}.{altered}")


def test_tells_who_the_token_belongs_to(person):
    info = person.client.get_user_info_by_access_token(person.tokens["access_token"])
    assert info["sub"] == payload_of(person.tokens["id_token"])["sub"] and info["username"] == person.username


def test_a_refresh_token_gives_a_new_access_token(person):
    client = person.client
    fresh = client.get_new_access_token_by_refresh_token(person.tokens["refresh_token"])
    assert fresh["token_type"] == "Bearer" and fresh["expires_in"] > 0 and fresh["id_token"]
    assert client.introspect_token_offline(fresh["access_token"])["sub"]


def test_without_offline_access_there_is_no_refresh_token(person):
    tokens = person.client.sign_in_by_username_password(person.username, "correct horse battery",
                                                        {"scope": "openid profile"})["data"]
    assert "refresh_token" not in tokens


def test_introspects_and_revokes(server, person):
    client, token = person.client, person.tokens["access_token"]
    seen = client.introspect_token(token)
    assert seen["active"] is True and seen["client_id"] == server.app_id and seen["sub"] == payload_of(token)["sub"]
    assert client.revoke_token(token) is True
    assert client.introspect_token(token) == {"active": False}
    assert person.client.get_profile()["statusCode"] == 401


def test_revokes_a_refresh_token(person):
    refresh_token = person.tokens["refresh_token"]
    assert person.client.introspect_token(refresh_token)["active"] is True
    assert person.client.revoke_token(refresh_token) is True
    assert person.client.introspect_token(refresh_token) == {"active": False}
    assert person.client.get_new_access_token_by_refresh_token(refresh_token)["error"] == "invalid_grant"


def test_a_client_that_authenticates_otherwise_than_configured_is_refused(server, person):
    """The application of a new installation is client_secret_post."""
    basic = {name: "client_secret_basic" for name in (
        "token_endpoint_auth_method", "introspection_endpoint_auth_method", "revocation_endpoint_auth_method")}
    client = client_of(server, **basic)
    assert client.introspect_token(person.tokens["access_token"])["error"] == "invalid_client"
    answer = client.get_new_access_token_by_refresh_token(person.tokens["refresh_token"])
    assert answer["error"] == "invalid_client"


def test_introspection_knows_nothing_of_rubbish(stranger):
    assert stranger.client.introspect_token("rubbish") == {"active": False}


def test_client_credentials_give_a_machine_its_token(server, stranger):
    answer = stranger.client.get_access_token_by_client_credentials("user:read", server.key_id, server.key_secret)
    assert answer["token_type"] == "Bearer" and answer["expires_in"] > 0
    assert payload_of(answer["access_token"])["sub"] == server.key_id
    wrong = stranger.client.get_access_token_by_client_credentials("user:read", server.key_id, "0" * 32)
    assert wrong["error"] == "invalid_client", wrong


def test_discovery_names_the_endpoints_that_the_sdk_calls(server):
    facts = requests.get(server.base + "/oidc/.well-known/openid-configuration", timeout=10).json()
    paths = {"token_endpoint": "/oidc/token", "userinfo_endpoint": "/oidc/me",
             "introspection_endpoint": "/oidc/token/introspection",
             "revocation_endpoint": "/oidc/token/revocation", "jwks_uri": "/oidc/.well-known/jwks.json"}
    assert {key: facts[key] for key in paths} == {key: server.base + path for key, path in paths.items()}
