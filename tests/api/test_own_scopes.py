"""Scopes and claims that a user pool defines beside those of OpenID Connect, and the roles in tokens."""

import json

import jwt
import pytest
from directory import apply
from hosted import CALLBACK, Visitor, step_of
from oidc import Oidc
from scenes import assert_ok, new_name, user_of

SCOPES = [{"name": "work", "description": "Where you work", "claims": ["company", "https://example.com/team", "email"]},
          {"name": "org:read", "claims": ["boss", "roles"]}]
CLAIMS = [{"name": "company", "source": "company"}, {"name": "https://example.com/team", "source": "customData.team"},
          {"name": "boss", "source": "customData.chain.boss"}, {"name": "nothing", "source": "customData.nothing"}]


@pytest.fixture(scope="module")
def person(server):
    name = new_name("own")
    user = user_of(server, username=name, email=f"{name}@example.com")
    # customData takes the members that the pool has declared.
    assert_ok(server.manage("POST", "update-user", {
        "userId": user["userId"], "company": "Acme",
        "customData": {"team": {"id": 7, "name": "North"}, "chain": {"boss": "Grace \"Amazing\""}}}))
    apply(server, {"roles": [{"code": "editor", "name": "Editor"}, {"code": "unused", "name": "Unused"}],
                   "assignments": [{"role": "editor", "to": {"user": name}}]})
    return name


@pytest.fixture(autouse=True)
def settings(server):
    with server.with_settings(pool={"oidc_scopes": SCOPES, "oidc_claims": CLAIMS}, app={"redirect_uris": [CALLBACK]}):
        yield


def tokens_of(server, person, scope):
    visitor = Visitor(server)
    return visitor.redeem(visitor.sign_in(person, scope=scope)["code"], Oidc(server)).json()


def told(server, tokens):
    """What the ID token and userinfo say: the same, but for what a token says of itself."""
    info = Oidc(server).me(tokens["access_token"]).json()
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert {name: claims.get(name) for name in info} == info
    return claims


def test_a_scope_opens_the_claims_that_it_names_and_no_others(server, person):
    tokens = tokens_of(server, person, "openid work")
    assert tokens["scope"] == "openid work"
    claims = told(server, tokens)
    assert claims["company"] == "Acme" and claims["https://example.com/team"] == {"id": 7, "name": "North"}
    assert claims["email"] == f"{person}@example.com"
    assert not {"boss", "roles", "nothing", "email_verified"} & set(claims)


def test_a_claim_from_inside_an_extended_field_and_the_roles(server, person):
    claims = told(server, tokens_of(server, person, "openid org:read"))
    assert claims["boss"] == "Grace \"Amazing\"" and claims["roles"] == ["editor"]
    assert "company" not in claims


def test_the_scope_roles_lists_the_codes_of_what_the_person_holds(server, person):
    assert told(server, tokens_of(server, person, "openid roles"))["roles"] == ["editor"]
    visitor = Visitor(server)
    code = visitor.sign_in(person, scope="openid", claims='{"id_token":{"roles":null}}')["code"]
    tokens = visitor.redeem(code, Oidc(server)).json()
    assert jwt.decode(tokens["id_token"], options={"verify_signature": False})["roles"] == ["editor"]


def test_a_single_claim_of_the_pool_is_asked_for_by_its_name(server, person):
    wanted = {"id_token": {"company": None, "nothing": None}, "userinfo": {"boss": {"essential": True}}}
    visitor = Visitor(server)
    code = visitor.sign_in(person, scope="openid", claims=json.dumps(wanted))["code"]
    tokens = visitor.redeem(code, Oidc(server)).json()
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert claims["company"] == "Acme" and "boss" not in claims
    info = Oidc(server).me(tokens["access_token"]).json()
    assert info["boss"] == "Grace \"Amazing\"" and "company" not in info
    # `nothing` is opened by no scope, so nobody could agree to it.
    assert "nothing" not in claims and tokens["scope"] == "openid"
    with server.with_settings(app={"show_authorization_page": True}):
        asked = Visitor(server)
        asked.authorize(scope="openid", claims=json.dumps(wanted))
        asked.password(person)
        asked.resume()
        state = asked.state()
        assert step_of(state) == "consent"
        assert set(state["data"]["consent"]["scopes"]) == {"openid", "work", "org:read"}, state


def test_the_scope_unionid_tells_the_one_name_of_a_source(server):
    name = new_name("union")
    identities = [{"extIdpId": "0" * 24, "provider": "wechat", "type": kind, "userIdInIdp": value,
                   "originConnIds": ["c"], "userInfoInIdp": {"name": name}}
                  for kind, value in (("openid", f"o-{name}"), ("unionid", f"u-{name}"))]
    user_of(server, username=name, identities=identities)
    assert told(server, tokens_of(server, name, "openid unionid"))["unionid"] == f"u-{name}"
    assert "unionid" not in told(server, tokens_of(server, name, "openid profile email"))
    document = Oidc(server).get(".well-known/openid-configuration").json()
    assert "unionid" in document["scopes_supported"] and "unionid" in document["claims_supported"]


def test_a_refresh_says_what_stands_then(server, person):
    tokens = tokens_of(server, person, "openid work offline_access")
    user = assert_ok(server.manage("GET", f"get-user?userId={person}&userIdType=username"))
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "company": "Globex"}))
    try:
        renewed = Oidc(server).refresh(tokens["refresh_token"]).json()
        assert told(server, renewed)["company"] == "Globex"
    finally:
        assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "company": "Acme"}))


def test_the_direct_sign_in_and_discovery_know_them(server, person):
    issued = server.post("signin", {
        "connection": "PASSWORD", **server.client(), "options": {"scope": "openid work"},
        "passwordPayload": {"username": person, "password": "correct horse battery"}})
    assert told(server, assert_ok(issued))["company"] == "Acme"
    found = Oidc(server).get(".well-known/openid-configuration", base=f"{server.base}/{server.app_id}").json()
    assert "work" in found["scopes_supported"] and "boss" in found["claims_supported"], found


def test_a_scope_that_was_taken_away_is_ignored(server, person):
    tokens = tokens_of(server, person, "openid work offline_access")
    server.command("pool", "update", server.pool_id, "--set", "oidc_scopes=[]")
    renewed = Oidc(server).refresh(tokens["refresh_token"]).json()
    assert renewed["scope"] == "openid offline_access" and "company" not in told(server, renewed)


def test_people_read_what_a_scope_means_before_they_agree(server, person):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "show_authorization_page": True}):
        visitor = Visitor(server)
        visitor.authorize(scope="openid work")
        visitor.password(person)
        visitor.resume()
        state = visitor.state()
        assert step_of(state) == "consent"
        assert state["data"]["consent"]["descriptions"] == [{"name": "work", "description": "Where you work"}], state


@pytest.mark.parametrize(("name", "value", "part"), [
    ("oidc_claims", [{"name": "iss", "source": "company"}], "iss"),
    ("oidc_scopes", [{"name": "openid", "claims": []}], "openid"),
    ("oidc_scopes", [{"name": "x", "claims": ["unheard"]}], "unheard"),
])
def test_settings_that_would_take_the_place_of_the_standard_are_refused(server, name, value, part):
    done = server.command("pool", "update", server.pool_id, "--set", f"{name}={json.dumps(value)}", check=False)
    assert done.returncode != 0 and part in done.stderr, done
