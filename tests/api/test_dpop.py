"""Tokens that are bound to a key (RFC 9449): they count with its proof, and only with it."""

import concurrent.futures
import time

import jwt
import pytest
import requests
from hosted import CALLBACK, Visitor
from jose_keys import Key
from oidc import SCOPE, Oidc, assert_error
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of

PROFILE = "/api/v3/get-profile"


@pytest.fixture(scope="module")
def person(server):
    name = new_name("dpop")
    user_of(server, username=name)
    return name


class Bound:
    """The application with a key, and what it gets with it."""

    def __init__(self, server, method="client_secret_post", key=None):
        self.server, self.key, self.oidc = server, key or Key(), Oidc(server, method=method)
        self.issuer = f"{server.base}/oidc"

    def ask(self, path="token", proof=None, **form):
        credentials, headers = self.oidc._credentials()
        proof = proof or self.key.proof("POST", f"{self.issuer}/{path}")
        return self.oidc.post(path, {**credentials, **form}, {**headers, "dpop": proof})

    def sign_in(self, person, **more):
        return self.ask(grant_type="password", username=person, password=PASSWORD, scope=SCOPE, **more)

    def tokens(self, person):
        response = self.sign_in(person)
        assert response.status_code == 200, response.text
        return response.json()

    def me(self, token, key=None, scheme="DPoP", method="GET", proof=None):
        proof = proof or (key or self.key).proof(method, f"{self.issuer}/me", token)
        return requests.request(method, f"{self.issuer}/me", timeout=30,
                                headers={"authorization": f"{scheme} {token}", "dpop": proof})

    def call(self, token, scheme="DPoP ", proof=None, path=PROFILE):
        headers = {"dpop": proof or self.key.proof("GET", self.server.base + path, token)}
        return self.server.call("GET", path, token=scheme + token, headers=headers)


@pytest.fixture(params=["client_secret_post", "none"])
def app(request, server):
    with server.with_settings(app={"token_auth_method": request.param}):
        yield Bound(server, request.param)


def test_bound_tokens_serve_their_key_everywhere(app, person):
    tokens = app.tokens(person)
    token = tokens["access_token"]
    assert tokens["token_type"] == "DPoP"
    assert jwt.decode(token, options={"verify_signature": False})["cnf"] == {"jkt": app.key.thumbprint()}
    assert app.me(token).json()["username"] == app.me(token, method="POST").json()["username"] == person
    assert_ok(app.call(token))
    active = Oidc(app.server).introspect(token)
    assert active["token_type"] == "DPoP" and active["cnf"] == {"jkt": app.key.thumbprint()}, active
    renewed = app.ask(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert renewed.status_code == 200 and renewed.json()["token_type"] == "DPoP", renewed.text
    assert app.me(renewed.json()["access_token"]).status_code == 200


def test_a_code_gives_bound_tokens_and_dpop_jkt_binds_the_code(server, person):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        app, visitor = Bound(server), Visitor(server)
        code = visitor.sign_in(person, dpop_jkt=app.key.thumbprint())["code"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
                "code_verifier": visitor.verifier}
        assert_error(app.oidc.ask("token", **form), 400, "invalid_grant")
        assert_error(Bound(server).ask(**form), 400, "invalid_grant")
        tokens = app.ask(**form)
        assert tokens.status_code == 200 and tokens.json()["token_type"] == "DPoP", tokens.text
        assert app.me(tokens.json()["access_token"]).status_code == 200


def test_machines_get_bound_tokens_too(server):
    key = Key("EdDSA")
    form = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
    proof = key.proof("POST", f"{server.base}/oidc/token")
    answer = Oidc(server).post("token", form, {"dpop": proof}).json()
    claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
    assert answer["token_type"] == "DPoP" and claims["cnf"] == {"jkt": key.thumbprint()}
    assert_error(Oidc(server).post("token", form, {"dpop": proof}), 400, "invalid_dpop_proof")


def test_an_application_may_be_held_to_it(server, person):
    with server.with_settings(app={"dpop_bound_access_tokens": True, "implicit_grant": True}):
        app = Bound(server, key=Key("RS256"))
        assert_error(app.oidc.ask("token", grant_type="password", username=person, password=PASSWORD), 400,
                     "invalid_dpop_proof")
        signin = {"connection": "PASSWORD", **server.client(),
                  "passwordPayload": {"username": person, "password": PASSWORD}}
        assert_refused(server.post("signin", signin), 403)
        assert app.me(app.tokens(person)["access_token"]).status_code == 200


def test_discovery_names_the_algorithms(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["dpop_signing_alg_values_supported"] == ["RS256", "ES256", "EdDSA"]


# --- attacks ------------------------------------------------------------------------------------------------
def test_bound_token_without_its_proof_is_nothing(server, person):
    app, stranger = Bound(server), Key()
    token = app.tokens(person)["access_token"]
    assert app.oidc.me(token).status_code == 401
    assert Oidc(server).get("me", params={"access_token": token}).status_code == 401
    for answer in (app.me(token, scheme="Bearer"), app.me(token, key=stranger)):
        assert answer.status_code == 401 and answer.json()["error"] == "invalid_token", answer.text
    for scheme in ("", "Bearer "):
        assert_refused(server.get("get-profile", token=scheme + token), 401, 2021)
        assert_refused(app.call(token, scheme=scheme), 401, 2021)
    assert_refused(server.get("get-profile", token="DPoP " + token), 401, 2021)
    assert_refused(app.call(token, proof=stranger.proof("GET", server.base + PROFILE, token)), 401, 2021)


def test_a_token_that_is_not_bound_is_no_bound_one(server, person):
    app = Bound(server)
    token = app.oidc.by_password(person)["access_token"]
    assert app.me(token).status_code == 401
    assert_refused(app.call(token), 401, 2021)
    assert_ok(server.get("get-profile", token=token))


def test_dpop_proof_replay(server, person):
    app = Bound(server)
    proof = app.key.proof("POST", f"{app.issuer}/token")
    token = app.sign_in(person, proof=proof).json()["access_token"]
    assert_error(app.sign_in(person, proof=proof), 400, "invalid_dpop_proof")
    at_me = app.key.proof("GET", f"{app.issuer}/me", token)
    assert app.me(token, proof=at_me).status_code == 200
    answer = app.me(token, proof=at_me)
    assert answer.status_code == 401 and 'error="invalid_dpop_proof"' in answer.headers["www-authenticate"]
    at_profile = app.key.proof("GET", server.base + PROFILE, token)
    assert_ok(app.call(token, proof=at_profile))
    assert_refused(app.call(token, proof=at_profile), 401, 2021)


def test_of_64_calls_with_the_same_proof_one_counts(server, person):
    app = Bound(server)
    token = app.tokens(person)["access_token"]
    proof = app.key.proof("GET", f"{app.issuer}/me", token)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: app.me(token, proof=proof).status_code, range(64)))
    assert sorted(answers) == [200] + [401] * 63


def test_a_proof_is_used_up_by_its_client_alone(server, person):
    """Stored only when the client is authenticated: whoever has no secret fills no store and spends nothing."""
    app = Bound(server)
    proof = app.key.proof("POST", f"{app.issuer}/token")
    form = {"grant_type": "password", "username": person, "password": PASSWORD, "client_id": server.app_id}
    stranger = Oidc(server).post("token", {**form, "client_secret": "0" * 32}, {"dpop": proof})
    assert_error(stranger, 401, "invalid_client")
    assert app.sign_in(person, proof=proof).status_code == 200


def test_proof_of_another_key_renews_nothing(server, person):
    """RFC 9449 §5: a public client's refresh token is bound; so is the successor that a retry gets."""
    with server.with_settings(app={"token_auth_method": "none"}):
        app = Bound(server, "none")
        refresh = app.tokens(person)["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": refresh}
        for thief in (Bound(server, "none").ask(**form), app.oidc.ask("token", **form)):
            assert_error(thief, 400, "invalid_grant")
        first = app.ask(**form)
        assert first.status_code == 200
        assert_error(Bound(server, "none").ask(**form), 400, "invalid_grant")
        assert app.ask(**form).json()["refresh_token"] == first.json()["refresh_token"]
        assert_error(Bound(server, "none").ask(grant_type="refresh_token",
                                               refresh_token=first.json()["refresh_token"]), 400, "invalid_grant")


def test_proof_for_another_method_address_time_or_token(server, person):
    app = Bound(server)
    token, other = app.tokens(person)["access_token"], app.tokens(person)["access_token"]
    me, key, now = f"{app.issuer}/me", app.key, int(time.time())
    for proof in (key.proof("POST", me, token), key.proof("GET", f"{app.issuer}/token", token), key.proof("GET", me),
                  key.proof("GET", "https://evil.example/oidc/me", token), key.proof("GET", me, other),
                  key.proof("GET", me, token, iat=now - 600), key.proof("GET", me, token, iat=now + 600), "x",
                  key.proof("GET", me, token) + "," + key.proof("GET", me, token)):
        assert app.me(token, proof=proof).status_code in (400, 401)
    assert_refused(app.call(token, proof=key.proof("GET", server.base + "/api/v3/get-security-info", token)), 401, 2021)


def test_proof_with_a_borrowed_or_no_signature(server, person):
    app, thief = Bound(server), Key()
    said = {"jti": new_name("j"), "htm": "POST", "htu": f"{app.issuer}/token", "iat": int(time.time())}
    for proof in (thief.sign(said, typ="dpop+jwt", jwk=app.key.jwk, kid=None),
                  app.key.sign(said, typ="JWT", jwk=app.key.jwk, kid=None),
                  app.key.sign(said, typ="dpop+jwt", kid=None),
                  jwt.encode(said, "0" * 32, algorithm="HS256", headers={"typ": "dpop+jwt", "jwk": app.key.jwk})):
        assert_error(app.sign_in(person, proof=proof), 400, "invalid_dpop_proof")


def test_bound_tokens_subscribe_to_nothing_without_a_proof(server, person):
    token = Bound(server).tokens(person)["access_token"]
    answer = requests.get(f"{server.base}/events/v1/authentication/sub", params={"code": "x", "token": token},
                          timeout=30, headers={"connection": "Upgrade", "upgrade": "websocket",
                                               "sec-websocket-version": "13", "sec-websocket-key": "A" * 22 + "=="})
    assert answer.status_code != 101 and answer.json()["statusCode"] == 401, answer.text
