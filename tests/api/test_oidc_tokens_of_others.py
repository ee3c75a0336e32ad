"""What the protocol endpoints refuse across applications and pools, on both engines."""

import json

import genauth
import pytest
from oidc import Oidc, assert_error
from scenes import user_of


@pytest.fixture(scope="module", params=genauth.engines())
def two(request):
    """A server with a second pool, whose application is `other`."""
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url) as server:
        server.stop()
        made = json.loads(server.command("pool", "create", "Other", "--identifier", "other").stdout)
        server.command("application", "update", made["appId"], "--set", "password_grant=true")
        server.start()
        user_of(server, username="ada")
        yield Oidc(server), Oidc(server, made["appId"], made["appSecret"]), made


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
