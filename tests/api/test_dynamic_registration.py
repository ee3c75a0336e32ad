"""Clients that register themselves (RFC 7591) and look after themselves (RFC 7592), on both engines."""

import concurrent.futures
import json
import secrets

import genauth
import jwt
import pytest
import requests
from sources import query_of
from jose_keys import ASSERTION_TYPE, Key, assertion_claims
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_name, try_password, two_processes, user_of
from stranger_scene import CALLBACK, METADATA, OPEN, Stranger, configure, register, registered


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url) as running:
        running._set(OPEN, None)
        yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("dcr")
    user_of(server, username=name, name="Ada")
    return name


# --- the way through ----------------------------------------------------------------------------------------
def test_a_client_registers_and_its_person_signs_in_and_agrees(server, person):
    client = registered(server)
    assert client["registration_client_uri"] == f"{server.base}/oidc/reg/{client['client_id']}"
    assert "client_secret" not in client and client["client_name"] == "Harbour Bank"
    visitor = Stranger(server, client["client_id"])
    tokens = visitor.tokens(person, scope="openid profile offline_access")
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert claims["aud"] == client["client_id"]
    assert Oidc(server).me(tokens["access_token"]).json()["name"] == "Ada"
    renewed = visitor.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert renewed.status_code == 200
    assert renewed.json()["refresh_token"] != tokens["refresh_token"]  # always rotated


def test_what_a_client_has_not_registered_it_does_not_get_by_a_claim_s_name(server):
    name = new_name("claims")
    user_of(server, username=name, name="Ada", email=f"{name}@example.com")
    client = registered(server, scope="openid profile")
    visitor = Stranger(server, client["client_id"])
    wanted = {place: {"email": None, "name": None} for place in ("id_token", "userinfo")}
    tokens = visitor.tokens(name, scope="openid", claims=json.dumps(wanted))
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    for told in (claims, Oidc(server).me(tokens["access_token"]).json()):
        assert told["name"] == "Ada" and not {"email", "email_verified"} & set(told)
    # A client that has registered it gets it the same way.
    other = Stranger(server, registered(server, scope="openid email")["client_id"])
    tokens = other.tokens(name, scope="openid", claims=json.dumps(wanted))
    told = Oidc(server).me(tokens["access_token"]).json()
    assert told["email"] == f"{name}@example.com" and "name" not in told


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_confidential_client_gets_a_secret_of_256_bits(server, person, method):
    client = registered(server, token_endpoint_auth_method=method)
    assert len(client["client_secret"]) == 64 and client["client_secret_expires_at"] == 0
    visitor = Stranger(server, client["client_id"])
    form = {"grant_type": "authorization_code", "code": visitor.consent(person)["code"], "redirect_uri": CALLBACK,
            "code_verifier": visitor.verifier}
    app = Oidc(server, client["client_id"], client["client_secret"], method)
    assert_error(Oidc(server).post("token", {**form, "client_id": client["client_id"]}), 401, "invalid_client")
    tokens = app.ask("token", **form)
    assert tokens.status_code == 200, tokens.text
    assert app.introspect(tokens.json()["access_token"])["aud"] == client["client_id"]
    assert app.revoke(tokens.json()["access_token"]).status_code == 200
    assert app.introspect(tokens.json()["access_token"]) == {"active": False}


def test_a_client_signs_with_a_key_of_its_own(server, person):
    key = Key()
    client = registered(server, token_endpoint_auth_method="private_key_jwt", jwks=key.jwks())
    assert "client_secret" not in client and client["jwks"]["keys"]
    visitor = Stranger(server, client["client_id"])
    code = visitor.consent(person)["code"]
    signed = key.sign(assertion_claims(client["client_id"], f"{server.base}/oidc"))
    tokens = Oidc(server).post("token", {
        "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": visitor.verifier,
        "client_assertion_type": ASSERTION_TYPE, "client_assertion": signed})
    assert tokens.status_code == 200, tokens.text


def test_discovery_and_pages_of_any_origin(server):
    document = Oidc(server).get(".well-known/openid-configuration").json()
    assert document["registration_endpoint"] == f"{server.base}/oidc/reg"
    assert document["client_id_metadata_document_supported"] is True
    answer = requests.options(f"{server.base}/oidc/reg", timeout=10, headers={
        "origin": "https://inspector.example", "access-control-request-method": "POST",
        "access-control-request-headers": "content-type"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert register(server).headers["access-control-allow-origin"] == "*"


# --- management (RFC 7592) ----------------------------------------------------------------------------------
def test_a_client_looks_after_itself_with_its_token_alone(server, person):
    client = registered(server)
    assert configure(server, client).json() == client
    other = registered(server)["registration_access_token"]
    for method in ("GET", "PUT", "DELETE"):
        for token in (other, "wrong", client["client_id"], server.management_token()):
            assert_error(configure(server, client, method, token), 401, "invalid_token")
    changed = configure(server, client, "PUT", client_id=client["client_id"], client_name="New",
                        redirect_uris=["https://client.example/new"], token_endpoint_auth_method="none")
    assert changed.status_code == 200, changed.text
    assert changed.json()["redirect_uris"] == ["https://client.example/new"]
    assert changed.json()["grant_types"] == ["authorization_code"]  # what is not said is as if never said
    visitor = Stranger(server, client["client_id"])
    assert "location" not in visitor.authorize().headers  # the old address is nobody's now
    assert "/login/" in visitor.authorize(redirect_uri="https://client.example/new").headers["location"]


def test_a_client_that_removes_itself_takes_its_tokens_along(server, person):
    client = registered(server)
    tokens = Stranger(server, client["client_id"]).tokens(person)
    assert configure(server, client, "DELETE").status_code == 204
    assert Oidc(server).me(tokens["access_token"]).status_code == 401
    assert_error(configure(server, client), 401, "invalid_token")
    assert_error(configure(server, client, "DELETE"), 401, "invalid_token")
    assert "location" not in Stranger(server, client["client_id"]).authorize().headers


def test_the_token_of_an_operators_application_is_nobodys(server):
    client = {"registration_client_uri": f"{server.base}/oidc/reg/{server.app_id}", "registration_access_token": "x"}
    assert_error(configure(server, client), 401, "invalid_token")
    assert_error(configure(server, client, token=server.app_secret), 401, "invalid_token")


def test_what_an_operator_has_taken_over_is_the_operators(server, person):
    client = registered(server)
    server.command("application", "update", client["client_id"], "--set", "origin=operator")
    assert_error(configure(server, client), 401, "invalid_token")
    tokens = Stranger(server, client["client_id"]).tokens(person)
    headers = {"x-authing-app-id": client["client_id"]}
    assert_ok(server.get("get-profile", token=tokens["access_token"], headers=headers))


def test_an_operator_sees_and_deletes_them(server):
    client = registered(server)
    shown = assert_ok(server.manage("GET", f"get-application?appId={client['client_id']}"))
    assert shown["appName"] == "Harbour Bank"
    assert_ok(server.manage("POST", "delete-application", {"appId": client["client_id"]}))
    assert_error(configure(server, client), 401, "invalid_token")


# --- who may ------------------------------------------------------------------------------------------------
def test_registration_is_off_until_the_pool_says_otherwise(server):
    with server.with_settings(pool={"dynamic_registration": "disabled", "client_id_documents": False}):
        assert_error(register(server), 404, "invalid_request")
        document = Oidc(server).get(".well-known/openid-configuration").json()
        assert "registration_endpoint" not in document
        assert document["client_id_metadata_document_supported"] is False
    server._set(OPEN, None)


def test_another_pool_stays_shut(server):
    other = server.other_pool()
    assert_error(register(server, base=f"{server.base}/{other['appId']}"), 404, "invalid_request")


def test_a_client_of_a_pool_lives_at_the_addresses_of_its_applications(server, person):
    base = f"{server.base}/{server.app_id}"
    client = register(server, base=base).json()
    assert client["registration_client_uri"].startswith(f"{base}/oidc/reg/")
    visitor = Stranger(server, client["client_id"], f"/{server.app_id}")
    tokens = visitor.tokens(person)
    assert jwt.decode(tokens["access_token"], options={"verify_signature": False})["iss"] == f"{base}/oidc"
    assert Oidc(server).get("me", base=base, headers={
        "authorization": "Bearer " + tokens["access_token"]}).status_code == 200
    other = server.other_pool()
    strange = Stranger(server, client["client_id"], f"/{other['appId']}")
    assert "location" not in strange.authorize().headers
    assert Oidc(server).get("me", base=f"{server.base}/{other['appId']}", headers={
        "authorization": "Bearer " + tokens["access_token"]}).status_code == 401


def test_an_initial_access_token_is_good_once(server):
    with server.with_settings(pool={"dynamic_registration": "token"}):
        token = server.command("pool", "registration-token", server.pool_id).stdout.strip()
        for wrong in (None, "x", token[:-1] + ("A" if token[-1] != "A" else "B")):
            assert_error(register(server, token=wrong), 401, "invalid_token")
        assert register(server, token=token).status_code == 201
        assert_error(register(server, token=token), 401, "invalid_token")
        late = server.command("pool", "registration-token", server.pool_id).stdout.strip()
        server.advance(7 * 86_400_000 + 1)
        assert_error(register(server, token=late), 401, "invalid_token")
    server._set(OPEN, None)


def raced(servers, pool_id):
    servers[0].command("pool", "update", pool_id, "--set", "dynamic_registration=token",
                       "dynamic_clients_per_address=1000", "dynamic_clients_per_hour=1000")
    token = servers[0].command("pool", "registration-token", pool_id).stdout.strip()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda i: register(servers[i % len(servers)], token=token).status_code, range(64)))
    assert answers.count(201) == 1 and set(answers) <= {201, 401, 429}, answers


def test_of_64_who_bring_the_same_initial_token_one_registers(server):
    raced([server], server.pool_id)
    server._set(OPEN, None)


def test_of_64_at_two_processes_one_registers():
    with two_processes() as both:
        raced(both, both[0].pool_id)


# --- limits -------------------------------------------------------------------------------------------------
def test_registrations_are_limited_by_address_and_by_pool(server):
    server.advance(3_600_000)
    with server.with_settings(pool={"dynamic_clients_per_address": 2}):
        assert [register(server).status_code for _ in range(4)] == [201, 201, 429, 429]
        limited = register(server)
        assert int(limited.headers["retry-after"]) > 0 and limited.json()["error"] == "temporarily_unavailable"
    server._set(OPEN, None)
    server.advance(3_600_000)
    with server.with_settings(pool={"dynamic_clients_per_hour": 1}):
        assert [register(server).status_code for _ in range(2)] == [201, 429]
    server._set(OPEN, None)


def test_a_pool_has_only_so_many_clients():
    settings = {**OPEN, "dynamic_clients_max": 2}
    with genauth.Server() as server:
        server._set(settings, None)
        first = registered(server)
        registered(server)
        assert register(server).status_code == 429
        assert configure(server, first, "DELETE").status_code == 204
        assert register(server).status_code == 201


def test_clients_that_nobody_uses_go(server, person):
    unused, used = registered(server), registered(server)
    server.advance(29 * 86_400_000)
    visitor = Stranger(server, used["client_id"])
    visitor.tokens(person)
    server.advance(2 * 86_400_000)
    eventually(lambda: configure(server, unused).status_code == 401)
    assert configure(server, used).status_code == 200


def eventually(holds, seconds=30):
    import time
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.5)


# --- attacks ------------------------------------------------------------------------------------------------
def test_consent_phishing_by_a_dynamic_client(server, person):
    """Its name is a claim: the page says host and 'unverified', and asks every time, also with single sign-on."""
    client = registered(server, client_name="Google", logo_uri="https://client.example/google.png")
    visitor = Stranger(server, client["client_id"])
    page = visitor.browser.get(visitor.authorize().headers["location"], unchecked=True).text
    assert "Google" not in page and "google.png" not in page
    visitor.password(person)
    visitor.resume()
    for _ in range(2):
        state = assert_ok(visitor.state())
        assert state["step"] == "consent"
        assert state["application"]["verified"] is False and state["application"]["host"] == "client.example"
        assert state["consent"]["host"] == "client.example" and "logo" not in state["application"]
        assert_ok(visitor.answer("consent", allow=True))
        assert "code" in query_of(visitor.resume().headers["location"])
        assert "/login/" in visitor.authorize().headers["location"]  # signed in, and agreed before
    answer = query_of(visitor.authorize(prompt="none").headers["location"])
    assert answer["error"] == "consent_required"


def test_a_dynamic_client_cannot_make_itself_a_first_party(server, person):
    client = registered(server, first_party=True, origin="operator", show_authorization_page=False,
                        settings={"first_party": True})
    assert not {"first_party", "origin", "settings"} & set(client)
    visitor = Stranger(server, client["client_id"])
    visitor.authorize(prompt="consent", scope="openid offline_access")
    visitor.password(person)
    visitor.resume()
    assert assert_ok(visitor.state())["step"] == "consent"


def test_nobody_signs_in_for_a_dynamic_client_but_at_the_hosted_pages(server, person):
    client = registered(server)
    headers = {"x-authing-app-id": client["client_id"]}
    answer = try_password(server, account=person, client={}, headers=headers)
    assert_refused(answer, 403)
    assert "hosted pages" in answer["message"]
    form = {"grant_type": "password", "username": person, "password": "correct horse battery",
            "client_id": client["client_id"]}
    assert_error(Oidc(server).post("token", form), 400, "unauthorized_client")


def test_what_a_client_may_not_register(server):
    for changes, error in (({"redirect_uris": ["http://client.example/cb"]}, "invalid_redirect_uri"),
                           ({"redirect_uris": ["https://*.example/cb"]}, "invalid_redirect_uri"),
                           ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
                           ({"redirect_uris": None}, "invalid_redirect_uri"),
                           ({"grant_types": ["password"]}, "invalid_client_metadata"),
                           ({"response_types": ["token"]}, "invalid_client_metadata"),
                           ({"id_token_signed_response_alg": "HS256"}, "invalid_client_metadata"),
                           ({"id_token_signed_response_alg": "none"}, "invalid_client_metadata"),
                           ({"token_endpoint_auth_method": "client_secret_jwt"}, "invalid_client_metadata"),
                           ({"sector_identifier_uri": "https://169.254.169.254/"}, "invalid_client_metadata"),
                           ({"jwks": {"keys": []}, "jwks_uri": "https://client.example/k"}, "invalid_client_metadata")):
        assert_error(register(server, **changes), 400, error)
    for body in ("", "[]", "{", '"x"', "null"):
        answer = requests.post(f"{server.base}/oidc/reg", data=body, timeout=10)
        assert answer.status_code == 400, body


def test_a_stolen_name_of_a_client_has_no_host_of_its_own(server):
    """IDENTIFIER.BASE is for applications that somebody vouches for."""
    client = registered(server)
    shown = assert_ok(server.manage("GET", f"get-application?appId={client['client_id']}"))
    headers = {"host": f"{shown['appIdentifier']}.localhost:{server.port}"}
    document = Oidc(server).get(".well-known/openid-configuration", headers=headers)
    assert_error(register(server, client_name=secrets.token_hex(200)), 400, "invalid_client_metadata")
    assert document.status_code == 200 and METADATA["client_name"] not in document.text


def test_pkce_downgrade_by_a_dynamic_client(server):
    client = registered(server)
    answer = Stranger(server, client["client_id"]).authorize(code_challenge=None, code_challenge_method=None)
    assert query_of(answer.headers["location"])["error"] == "invalid_request"
