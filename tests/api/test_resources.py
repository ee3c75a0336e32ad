"""Tokens for a resource of their own (RFC 8707), and what they are worth at this server: nothing, on both engines."""

import json
import re

import genauth
import jwt
import pytest
import requests
from hosted import CALLBACK, Visitor
from jose_keys import Key
from oidc import Oidc, assert_error
from scenes import assert_ok, new_name, user_of
from sources import query_of
from stranger_scene import OPEN, OTHER, RESOURCE, Stranger, registered

MCP, API = RESOURCE["identifier"], OTHER["identifier"]
OWN = "https://orders.example.com/"  # of the operator's own applications
NAMED = "https://named.example.com/"
SETTINGS = {**OPEN, "protected_resources": [RESOURCE, OTHER, {"identifier": OWN, "scopes": ["order"]}]}
APPLICATION = {"redirect_uris": [CALLBACK], "device_grant": True, "token_exchange_grant": True}


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url) as running:
        running._set(SETTINGS, APPLICATION)
        yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("res")
    user_of(server, username=name)
    return name


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def tokens_of(server, person, resource=MCP, form=None, scope="openid profile tools offline_access"):
    visitor = Visitor(server)
    code = visitor.sign_in(person, scope=scope, resource=resource)["code"]
    answer = visitor.redeem(code, Oidc(server), **(form or {}))
    assert answer.status_code == 200, answer.text
    return answer.json()


# --- what they are for --------------------------------------------------------------------------------------
def test_the_audience_of_the_token_is_the_resource(server, person):
    tokens = tokens_of(server, person)
    access = claims_of(tokens["access_token"])
    assert access["aud"] == MCP and access["client_id"] == server.app_id
    assert "tools" in access["scope"].split() and "tools" in tokens["scope"].split()
    assert claims_of(tokens["id_token"])["aud"] == server.app_id
    shown = Oidc(server).introspect(tokens["access_token"])
    assert shown["active"] and shown["aud"] == MCP
    keys = {key["kid"]: key for key in Oidc(server).get(".well-known/jwks.json").json()["keys"]}
    key = jwt.PyJWK(keys[jwt.get_unverified_header(tokens["access_token"])["kid"]]).key
    assert jwt.decode(tokens["access_token"], key, algorithms=["RS256"], audience=MCP, issuer=f"{server.base}/oidc")


def test_a_code_for_two_resources_gives_tokens_for_one_or_both(server, person):
    both = tokens_of(server, person, [MCP, API], scope="openid tools read offline_access")
    assert claims_of(both["access_token"])["aud"] == [MCP, API]
    one = tokens_of(server, person, [MCP, API], {"resource": API}, "openid tools read offline_access")
    assert claims_of(one["access_token"])["aud"] == API
    assert set(one["scope"].split()) == {"openid", "read", "offline_access"}
    other = Oidc(server).refresh(one["refresh_token"], resource=MCP)  # what was granted stays granted
    assert claims_of(other.json()["access_token"])["aud"] == MCP
    assert "tools" in other.json()["scope"].split()


def test_a_refresh_keeps_or_narrows(server, person):
    app, tokens = Oidc(server), tokens_of(server, person, [MCP, API], scope="openid tools read offline_access")
    for asked, audience in ((None, [MCP, API]), (API, API), ([API, MCP], [API, MCP])):
        renewed = app.refresh(tokens["refresh_token"], **({"resource": asked} if asked else {}))
        assert claims_of(renewed.json()["access_token"])["aud"] == audience
    assert_error(app.refresh(tokens["refresh_token"], resource=OWN), 400, "invalid_target")
    plain = tokens_of(server, person, None)
    assert claims_of(plain["access_token"])["aud"] == server.app_id
    assert_error(app.refresh(plain["refresh_token"], resource=MCP), 400, "invalid_target")


def test_rotation_keeps_the_resources(server, person):
    with server.with_settings(app={"rotate_refresh_tokens": True}):
        tokens = tokens_of(server, person)
        for _ in range(2):
            tokens = Oidc(server).refresh(tokens["refresh_token"]).json()
            assert claims_of(tokens["access_token"])["aud"] == MCP


def test_a_resource_that_is_gone_gets_no_more_tokens(server, person):
    tokens = tokens_of(server, person, [MCP, API])
    server._set({"protected_resources": [OTHER]}, None)
    assert_error(Oidc(server).refresh(tokens["refresh_token"]), 400, "invalid_target")
    assert Oidc(server).refresh(tokens["refresh_token"], resource=API).status_code == 200
    server._set(SETTINGS, None)


def test_pushed_requests_and_devices_name_resources_too(server, person):
    app = Oidc(server)
    pushed = app.ask("par", response_type="code", redirect_uri=CALLBACK, scope="openid", resource="https://no.example/")
    assert_error(pushed, 400, "invalid_target")
    assert app.ask("par", response_type="code", redirect_uri=CALLBACK, scope="openid", resource=MCP).status_code == 201
    assert_error(app.ask("device/auth", scope="openid", resource="https://no.example/"), 400, "invalid_target")
    told = app.ask("device/auth", scope="openid tools", resource=MCP).json()
    visitor = Visitor(server)
    visitor.note(visitor.browser.get(told["verification_uri_complete"].removeprefix(server.base), unchecked=True))
    assert_ok(visitor.answer("device", userCode=told["user_code"]))
    visitor.resume()
    visitor.password(person)
    visitor.resume()
    assert MCP in assert_ok(visitor.state())["consent"]["scopes"]
    assert_ok(visitor.answer("consent", allow=True))
    visitor.resume()
    server.advance(6_000)
    grant = {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": told["device_code"]}
    assert_error(app.ask("token", **grant, resource=API), 400, "invalid_target")
    tokens = app.ask("token", **grant).json()
    assert claims_of(tokens["access_token"])["aud"] == MCP and "tools" in tokens["scope"]


def test_a_machine_gets_a_token_for_a_resource(server):
    form = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
    token = Oidc(server).post("token", {**form, "resource": MCP}).json()["access_token"]
    assert claims_of(token)["aud"] == MCP and claims_of(token)["sub"] == server.key_id
    assert_error(Oidc(server).post("token", {**form, "resource": "https://no.example/"}), 400, "invalid_target")


def test_userinfo_is_a_resource_too(server, person):
    own = f"{server.base}/oidc/me"
    tokens = tokens_of(server, person, own)
    assert claims_of(tokens["access_token"])["aud"] == own
    assert Oidc(server).me(tokens["access_token"]).status_code == 200


# --- who may have them --------------------------------------------------------------------------------------
def test_invalid_target_for_what_is_not_there_or_not_for_the_application(server):
    for resource in ("https://no.example/", MCP + "/", MCP.upper(), "no-uri", MCP + "#x", ["https://no.example/", MCP]):
        answer = query_of(Visitor(server).authorize(resource=resource).headers["location"])
        assert answer["error"] == "invalid_target" and answer["state"] == "of-the-app", resource


def test_a_resource_may_be_for_some_applications_only(server, person):
    other = server.other_application()
    settings = {"protected_resources": [{"identifier": NAMED, "applications": [other["appId"]]}]}
    with server.with_settings(pool=settings):
        answer = query_of(Visitor(server).authorize(resource=NAMED).headers["location"])
        assert answer["error"] == "invalid_target"
        server.command("application", "update", other["appId"], "--set", f"redirect_uris={json.dumps([CALLBACK])}")
        code = Visitor(server, other["appId"]).sign_in(person, resource=NAMED)["code"]
        assert code
        form = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
        assert_error(Oidc(server).post("token", {**form, "resource": NAMED}), 400, "invalid_target")
    server._set(SETTINGS, None)


def test_dynamic_clients_get_only_what_is_open_to_them(server, person):
    client = registered(server)["client_id"]
    answer = query_of(Stranger(server, client).authorize(resource=OWN).headers["location"])
    assert answer["error"] == "invalid_target"
    visitor = Stranger(server, client)
    tokens = visitor.tokens(person, scope="tools", resource=MCP)
    assert claims_of(tokens["access_token"])["aud"] == MCP and "id_token" not in tokens


def test_whoever_names_no_scope_agrees_to_those_of_the_resource(server, person):
    client = registered(server)["client_id"]
    visitor = Stranger(server, client)
    visitor.authorize(scope=None, resource=MCP)
    visitor.password(person)
    visitor.resume()
    assert assert_ok(visitor.state())["consent"]["scopes"] == ["tools", MCP]


def test_a_password_gives_no_token_for_a_resource(server, person):
    answer = Oidc(server).ask("token", grant_type="password", username=person, password="correct horse battery",
                              resource=MCP)
    assert_error(answer, 400, "invalid_target")


# --- the first-party boundary -------------------------------------------------------------------------------
def operations():
    """Every live operation of signed-in people, from the contract."""
    document = json.loads(open(genauth.contract.OPENAPI, encoding="utf-8").read())
    return [(method.upper(), path) for path, row in document["paths"].items() for method, operation in row.items()
            if isinstance(operation, dict) and operation.get("x-audience") == "user"
            and operation.get("x-status") == "live"]


def foreign_tokens(server, person):
    """What is a good token of this server, and not for its own operations."""
    app = Oidc(server)
    stranger = Stranger(server, registered(server)["client_id"])
    of_stranger = stranger.tokens(person, scope="openid profile")["access_token"]
    machine = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
    good = app.by_password(person)["access_token"]
    exchanged = app.ask("token", grant_type="urn:ietf:params:oauth:grant-type:token-exchange", subject_token=good,
                        subject_token_type="urn:ietf:params:oauth:token-type:access_token").json()["access_token"]
    other = server.other_application()
    server.command("application", "update", other["appId"], "--set", "password_grant=true")
    key = Key()
    credentials, _ = app._credentials()
    bound = app.post("token", {**credentials, "grant_type": "password", "username": person, "scope": "openid",
                               "password": "correct horse battery"},
                     {"dpop": key.proof("POST", f"{server.base}/oidc/token")}).json()["access_token"]
    return {
        "of a dynamic client": (of_stranger, "Bearer"),
        "for a resource": (tokens_of(server, person)["access_token"], "Bearer"),
        "for two resources": (tokens_of(server, person, [MCP, API])["access_token"], "Bearer"),
        "for a resource, of a dynamic client": (
            Stranger(server, registered(server)["client_id"]).tokens(person, resource=MCP)["access_token"], "Bearer"),
        "for userinfo": (tokens_of(server, person, f"{server.base}/oidc/me")["access_token"], "Bearer"),
        "of a machine": (app.post("token", machine).json()["access_token"], "Bearer"),
        "of a machine, for a resource": (
            app.post("token", {**machine, "resource": MCP}).json()["access_token"], "Bearer"),
        "of another application": (Oidc(server, other["appId"], other["appSecret"]).by_password(person)["access_token"],
                                   "Bearer"),
        "exchanged": (exchanged, "Bearer"),
        "bound to a key, without its proof": (bound, "DPoP"),
        "bound to a key, as a bearer token": (bound, "Bearer"),
    }


def test_first_party_boundary_of_every_operation_of_signed_in_people(server, person):
    """Not a sample: whatever the contract has. With the application named, and (but for the other one's) without."""
    all_of_them = operations()
    assert len(all_of_them) > 60
    wrong = []
    with requests.Session() as session:
        for what, (token, scheme) in foreign_tokens(server, person).items():
            for headers in ({"x-authing-app-id": server.app_id}, {}):
                if not headers and what == "of another application":
                    continue  # at its own application it is a good one
                for method, path in all_of_them:
                    answer = session.request(method, server.base + re.sub(r"\{\w+\}", "0" * 24, path), timeout=30,
                                             json={} if method == "POST" else None,
                                             headers={**headers, "authorization": f"{scheme} {token}"}).json()
                    if answer["statusCode"] != 401:
                        wrong.append((what, bool(headers), method, path, answer))
    assert not wrong, wrong[:5]


def test_userinfo_takes_tokens_for_itself_alone(server, person):
    app, tokens = Oidc(server), foreign_tokens(server, person)
    for what in ("for a resource", "for two resources", "of a machine", "of a machine, for a resource",
                 "for a resource, of a dynamic client", "bound to a key, without its proof"):
        assert app.me(tokens[what][0]).status_code == 401, what
    for what in ("of a dynamic client", "for userinfo"):
        assert app.me(tokens[what][0]).status_code == 200, what


def test_a_token_for_a_resource_becomes_nothing_else(server, person):
    token = tokens_of(server, person)["access_token"]
    answer = Oidc(server).ask("token", grant_type="urn:ietf:params:oauth:grant-type:token-exchange",
                              subject_token=token,
                              subject_token_type="urn:ietf:params:oauth:token-type:access_token")
    assert_error(answer, 400, "invalid_request")
