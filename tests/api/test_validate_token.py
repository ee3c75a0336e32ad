"""The online check of tokens: what it says of good ones, and everything that it has to refuse."""

import base64
import hashlib
import hmac
import json

import pytest
import requests
from oidc import Oidc
from scenes import assert_ok, new_name, user_of

PATHS = ("/api/oidc/validate_token", "/api/v2/oidc/validate_token")


def encoded(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(token, part=1):
    text = token.split(".")[part]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def hs256(header, claims, secret):
    signed = encoded(header) + "." + encoded(claims)
    return signed + "." + encoded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())


@pytest.fixture(scope="module")
def app(server):
    return Oidc(server)


@pytest.fixture
def person(server):
    name = new_name("checked")
    return {"name": name, "id": user_of(server, username=name)["userId"]}


def ask(server, path=PATHS[0], base=None, **query):
    answer = requests.get((base or server.base) + path, params=query, timeout=30)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store" and "access-control-allow-origin" not in answer.headers
    return answer.json()


def is_refused(answer):
    assert set(answer) == {"code", "message"} and answer["code"] == 400 and answer["message"], answer
    return True


def test_a_good_token_is_shown_decoded_at_both_paths(server, app, person):
    tokens = app.by_password(person["name"])
    for path in PATHS:
        for base in (server.base, f"{server.base}/{app.app_id}"):
            for kind in ("access_token", "id_token"):
                assert ask(server, path, base, **{kind: tokens[kind]}) == decoded(tokens[kind])


def test_what_is_asked_without_a_token_or_with_two_is_refused(server, app, person):
    tokens = app.by_password(person["name"])
    assert is_refused(ask(server))
    assert is_refused(ask(server, access_token=tokens["access_token"], id_token=tokens["id_token"]))
    assert requests.post(server.base + PATHS[0], data={"access_token": tokens["access_token"]},
                         timeout=30).status_code == 405


def test_token_substitution_no_kind_passes_for_another(server, app, person):
    tokens = app.by_password(person["name"])
    assert is_refused(ask(server, access_token=tokens["id_token"]))
    assert is_refused(ask(server, id_token=tokens["access_token"]))
    for kind in ("access_token", "id_token"):
        assert is_refused(ask(server, **{kind: tokens["refresh_token"]}))
        assert is_refused(ask(server, **{kind: server.management_token()}))
        assert is_refused(ask(server, **{kind: "garbage"}))


def test_the_end_of_a_session_ends_both_tokens(server, app, person):
    tokens = app.by_password(person["name"])
    assert app.revoke(tokens["access_token"]).status_code == 200
    assert is_refused(ask(server, access_token=tokens["access_token"]))
    assert "sub" in ask(server, id_token=tokens["id_token"])  # the session goes on
    assert_ok(server.manage("POST", "kick-users", {"appIds": [app.app_id], "userId": person["id"]}))
    assert is_refused(ask(server, id_token=tokens["id_token"]))
    fresh = app.by_password(person["name"])
    assert "sub" in ask(server, access_token=fresh["access_token"])
    assert_ok(server.manage("POST", "update-user", {"userId": person["id"], "status": "Suspended"}))
    for kind in ("access_token", "id_token"):
        assert is_refused(ask(server, **{kind: fresh[kind]}))


def test_expired_tokens_are_refused(server, app, person):
    with server.with_settings(app={"id_token_ttl_s": 60, "access_token_ttl_s": 60}):
        tokens = app.by_password(person["name"])
        assert "sub" in ask(server, id_token=tokens["id_token"])
        server.advance(61_000)
        for kind in ("access_token", "id_token"):
            assert is_refused(ask(server, **{kind: tokens[kind]}))


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA", "HS256"])
def test_id_tokens_in_every_algorithm(server, app, person, algorithm):
    with server.with_settings(app={"id_token_algorithm": algorithm}):
        token = app.by_password(person["name"])["id_token"]
        assert decoded(token, 0)["alg"] == algorithm
        assert ask(server, id_token=token) == decoded(token)
        head, claims, signature = token.split(".")
        forged = encoded({**decoded(token), "sub": "0" * 24})
        assert is_refused(ask(server, id_token=f"{head}.{forged}.{signature}"))


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_access_tokens_in_the_algorithm_of_the_application(server, app, person, algorithm):
    """RS256 is for the SDKs; an application may opt out, and everything takes its tokens all the same."""
    with server.with_settings(app={"access_token_algorithm": algorithm}):
        tokens = app.by_password(person["name"], scope="openid offline_access")
        for token in (tokens, app.refresh(tokens["refresh_token"]).json()):
            access = token["access_token"]
            assert decoded(access, 0)["alg"] == algorithm and decoded(token["id_token"], 0)["alg"] == "RS256"
            assert ask(server, access_token=access) == decoded(access)
            assert app.me(access).json()["sub"] == person["id"]
            assert assert_ok(server.get("get-profile", token=access))["userId"] == person["id"]
            assert app.introspect(access)["active"] is True
            head, _, signature = access.split(".")
            forged = f"{head}.{encoded({**decoded(access), 'sub': '0' * 24})}.{signature}"
            assert is_refused(ask(server, access_token=forged)) and app.me(forged).status_code == 401


def test_algorithm_confusion_and_none(server, app, person):
    token = app.by_password(person["name"])["id_token"]
    header, claims = decoded(token, 0), decoded(token)
    keys = app.get(".well-known/jwks.json").json()["keys"]
    signed = token.rsplit(".", 1)[0]
    assert is_refused(ask(server, id_token=encoded({**header, "alg": "none"}) + "." + encoded(claims) + "."))
    assert is_refused(ask(server, id_token=signed + "."))
    # Signed with what everybody knows of the RSA key, and with the application's secret though it signs by RSA.
    for secret in (keys[0]["n"].encode(), json.dumps(keys[0]).encode(), app.secret.encode()):
        assert is_refused(ask(server, id_token=hs256({**header, "alg": "HS256"}, claims, secret)))
    # A key that the token brings along.
    brought = {**header, "jwk": keys[0], "alg": "RS256"}
    assert is_refused(ask(server, id_token=encoded(brought) + "." + encoded(claims) + "." + token.rsplit(".", 1)[1]))


def test_an_id_token_by_a_secret_that_was_replaced_is_refused(server, person):
    made = server.other_application()
    server.command("application", "update", made["appId"], "--set", "id_token_algorithm=HS256", "password_grant=true")
    app = Oidc(server, made["appId"], made["appSecret"])
    token = app.by_password(person["name"])["id_token"]
    assert ask(server, id_token=token) == decoded(token)
    # The application itself knows the secret: what it signs must at least name an issuer of its own.
    claims = decoded(token)
    assert "sub" in ask(server, id_token=hs256(decoded(token, 0), claims, app.secret.encode()))
    other_issuer = {**claims, "iss": "https://evil.example/oidc"}
    assert is_refused(ask(server, id_token=hs256(decoded(token, 0), other_issuer, app.secret.encode())))
    without_session = {name: value for name, value in claims.items() if name != "sid"}
    assert is_refused(ask(server, id_token=hs256(decoded(token, 0), without_session, app.secret.encode())))
    assert_ok(server.manage("POST", "refresh-application-secret", {"appId": made["appId"]}))
    assert is_refused(ask(server, id_token=token))


def test_another_pools_address_says_nothing(server, app, person):
    tokens = app.by_password(person["name"])
    other = server.other_pool()
    for kind in ("access_token", "id_token"):
        assert is_refused(ask(server, base=f"{server.base}/{other['appId']}", **{kind: tokens[kind]}))
        assert is_refused(ask(server, base=f"{server.base}/{'0' * 24}", **{kind: tokens[kind]}))
        second = server.other_application()
        assert "sub" in ask(server, base=f"{server.base}/{second['appId']}", **{kind: tokens[kind]})


def test_oversized_and_nested_jwts(server, app, person):
    tokens = app.by_password(person["name"])
    header = decoded(tokens["id_token"], 0)
    deep = "[" * 400 + "]" * 400
    for made in ("a" * 20_000, "." * 2_000, "e30." * 500, tokens["id_token"] + "." + tokens["id_token"],
                 encoded({**header, "cty": "JWT"}) + "." + encoded(tokens["id_token"].encode()) + ".c2ln",
                 encoded({**header, "crit": ["b64"], "b64": False}) + "." + encoded({"aud": app.app_id}) + ".c2ln",
                 encoded(header) + "." + encoded(deep.encode()) + ".c2ln",
                 encoded(deep.encode()) + "." + encoded({"aud": app.app_id}) + ".c2ln",
                 ".".join(["e30"] * 5)):  # an encrypted one has five parts
        for kind in ("access_token", "id_token"):
            answer = requests.get(server.base + PATHS[1], params={kind: made}, timeout=30)
            # Longer than any head: refused before it is read.
            assert answer.status_code in (200, 400, 414, 431), answer.status_code
            assert answer.json().get("code", 400) == 400, answer.text


def test_tokens_never_reach_the_log(server, app, person):
    tokens = app.by_password(person["name"])
    for kind in ("access_token", "id_token"):
        ask(server, **{kind: tokens[kind]})
        ask(server, **{kind: tokens[kind] + "x"})
    log = (server.data / "server.log").read_text(encoding="utf-8")
    assert "oidc-validate-token" in log
    for token in (tokens["access_token"], tokens["id_token"]):
        assert token not in log and token.rsplit(".", 1)[1] not in log
