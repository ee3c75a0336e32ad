"""private_key_jwt and client_secret_jwt at every endpoint that takes credentials, and what must not work."""

import concurrent.futures
import hmac
import json
import threading

import genauth
import jwt
import pytest
from hosted import CALLBACK
from jose_keys import ASSERTION_TYPE, Key, assertion_claims, b64, unsigned
from oidc import SCOPE, Oidc, assert_error
from published import Published
from scenes import PASSWORD, new_name, user_of

WAYS = ("token_auth_method", "introspection_auth_method", "revocation_auth_method")
KEY = Key()
PLACE = {"answer": (404, "")}  # what the client publishes, whatever is asked for
ASKED, MAY_ANSWER = threading.Event(), threading.Event()


def published(_):
    ASKED.set()
    assert MAY_ANSWER.wait(30)
    return PLACE["answer"]


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    MAY_ANSWER.set()
    with Published(published) as place, genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=place.settings) as running:
            running.place = place
            yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("assert")
    user_of(server, username=name)
    return name


@pytest.fixture
def registered(server):
    settings = {**dict.fromkeys(WAYS, "private_key_jwt"), "jwks": json.dumps(KEY.jwks()), "redirect_uris": [CALLBACK]}
    with server.with_settings(app=settings):
        yield Asserting(server)


class Asserting:
    """The application with a key of its own."""

    def __init__(self, server):
        self.server, self.app_id, self.issuer = server, server.app_id, f"{server.base}/oidc"

    def claims(self, **changes):
        return assertion_claims(self.app_id, self.issuer, **changes)

    def ask(self, path, assertion=None, **form):
        return Oidc(self.server).post(path, {"client_assertion_type": ASSERTION_TYPE,
                                             "client_assertion": assertion or KEY.sign(self.claims()), **form})

    def sign_in(self, person, assertion=None, **form):
        return self.ask("token", assertion, grant_type="password", username=person, password=PASSWORD, scope=SCOPE,
                        **form)

    def ask_together(self, many, **claims):
        with concurrent.futures.ThreadPoolExecutor(many) as pool:
            signed = [KEY.sign(self.claims(**claims)) for _ in range(many)]
            return list(pool.map(lambda one: self.ask("token/introspection", one, token="x").status_code, signed))

    def refuses(self, person, assertion):
        assert_error(self.sign_in(person, assertion), 401, "invalid_client")


def test_a_client_signs_its_way_through_every_endpoint(registered, person):
    tokens = registered.sign_in(person)
    assert tokens.status_code == 200, tokens.text
    token = tokens.json()["access_token"]
    for audience in (f"{registered.issuer}/token/introspection", registered.issuer):
        active = registered.ask("token/introspection", KEY.sign(registered.claims(aud=audience)), token=token)
        assert active.json()["active"] is True
    pushed = registered.ask("par", response_type="code", redirect_uri=CALLBACK, scope="openid")
    assert pushed.status_code == 201, pushed.text
    renewed = registered.ask("token", grant_type="refresh_token", refresh_token=tokens.json()["refresh_token"])
    assert renewed.status_code == 200
    assert registered.ask("token/revocation", token=token).status_code == 200
    assert registered.ask("token/introspection", token=token).json() == {"active": False}
    assert registered.sign_in(person, client_id=registered.app_id).status_code == 200


def test_a_secret_signs_too(server, person):
    with server.with_settings(app={"token_auth_method": "client_secret_jwt"}):
        app = Asserting(server)
        signed = jwt.encode(app.claims(), server.app_secret, algorithm="HS256")
        assert app.sign_in(person, signed).status_code == 200
        app.refuses(person, signed)
        app.refuses(person, jwt.encode(app.claims(), "0" * 32, algorithm="HS256"))
        app.refuses(person, KEY.sign(app.claims()))


def test_discovery_names_the_ways(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    for name in ("token", "introspection", "revocation"):
        assert {"private_key_jwt", "client_secret_jwt"} <= set(found[f"{name}_endpoint_auth_methods_supported"])
        assert "ES256" in found[f"{name}_endpoint_auth_signing_alg_values_supported"]


# --- attacks ------------------------------------------------------------------------------------------------
def test_replayed_client_assertion(registered, person):
    assertion = KEY.sign(registered.claims())
    assert registered.sign_in(person, assertion).status_code == 200
    registered.refuses(person, assertion)
    assert_error(registered.ask("token/introspection", assertion, token="x"), 401, "invalid_client")


def test_of_64_who_bring_the_same_assertion_one_is_the_client(registered, person):
    assertion = KEY.sign(registered.claims())
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: registered.ask("token/introspection", assertion, token="x").status_code,
                                range(64)))
    assert sorted(answers) == [200] + [401] * 63


def test_an_assertion_that_failed_uses_nothing_up(registered, person):
    """The jti counts as used only when the client is proved: a stranger cannot spend it ahead."""
    claims = registered.claims()
    registered.refuses(person, Key().sign(claims))
    assert registered.sign_in(person, KEY.sign(claims)).status_code == 200


def test_assertion_for_another_audience(registered, person):
    for audience in ("https://evil.example/oidc", f"{registered.issuer}/token.evil", registered.app_id, []):
        registered.refuses(person, KEY.sign(registered.claims(aud=audience)))


def test_assertion_of_another_client_or_without_bounds(registered, person):
    other = registered.server.other_application()["appId"]
    long = registered.claims()["exp"] + 7200
    for changes in ({"iss": other}, {"sub": other}, {"exp": 1}, {"exp": long}, {"exp": None}, {"jti": None},
                    {"jti": "j" * 300}, {"nbf": long}):
        registered.refuses(person, KEY.sign(registered.claims(**changes)))


def test_algorithm_confusion_and_none(registered, person):
    claims = registered.claims()
    registered.refuses(person, unsigned(claims))
    registered.refuses(person, unsigned(claims) + "AAAA")
    registered.refuses(person, jwt.encode(claims, registered.server.app_secret, algorithm="HS256"))
    head = b64(b'{"alg":"HS256","kid":"k1"}') + "." + b64(json.dumps(claims).encode())  # jwt refuses such a secret
    for secret in (KEY.jwk["x"], json.dumps(KEY.jwk), json.dumps(KEY.jwks())):
        registered.refuses(person, head + "." + b64(hmac.digest(secret.encode(), head.encode(), "sha256")))
    with registered.server.with_settings(app={"token_endpoint_auth_signing_alg": "RS256"}):
        registered.refuses(person, KEY.sign(claims))


def test_jku_and_jwk_header_injection(registered, person):
    """Keys come from the registration alone: nothing is fetched or believed because a header says so."""
    thief, place = Key(), registered.server.place
    PLACE["answer"], before = (200, json.dumps(thief.jwks())), place.count
    for header in ({"jwk": thief.jwk}, {"jku": place.url + "/jwks"}, {"x5u": place.url + "/x"},
                   {"jwk": thief.jwk, "kid": None}):
        registered.refuses(person, thief.sign(registered.claims(), **header))
    assert place.count == before


def test_oversized_and_nested_jwt(registered, person):
    registered.refuses(person, KEY.sign(registered.claims(extra="x" * 40_000)))
    deep = json.loads("[" * 60 + "]" * 60)
    registered.refuses(person, KEY.sign(registered.claims(extra=deep)))
    inner = KEY.sign(registered.claims())
    nested = b64(json.dumps({"alg": "ES256", "kid": "k1", "cty": "JWT"}).encode()) + "." + b64(inner.encode())
    registered.refuses(person, nested + "." + inner.split(".")[2])


# --- keys at an address -------------------------------------------------------------------------------------
def test_keys_at_an_address_are_fetched_once_a_minute(server, person):
    """Names of keys that nobody knows ask for the set anew, at most once in 60 s, and together."""
    new, place = Key(kid="k2"), server.place
    PLACE["answer"], before = (200, json.dumps(KEY.jwks())), place.count
    address = f"{place.url}/{new_name('k')}"
    with server.with_settings(app={**dict.fromkeys(WAYS, "private_key_jwt"), "jwks_uri": address}):
        app = Asserting(server)
        assert set(app.ask_together(8)) == {200}
        assert place.count == before + 1
        PLACE["answer"] = (200, json.dumps(new.jwks()))
        for _ in range(5):
            app.refuses(person, new.sign(app.claims()))
        assert place.count == before + 1
        server.advance(61_000)
        later = {"exp": app.claims()["exp"] + 61}
        assert app.sign_in(person, new.sign(app.claims(**later))).status_code == 200
        for _ in range(5):
            app.refuses(person, Key(kid="k3").sign(app.claims(**later)))
        assert place.count == before + 2


BAD = {"too large": (200, json.dumps({**KEY.jwks(), "more": "x" * 70_000})), "elsewhere": (302, json.dumps(KEY.jwks())),
       "gone": (404, json.dumps(KEY.jwks())), "no set": (200, "[]"), "no keys": (200, '{"keys":1}'),
       "too many keys": (200, json.dumps({"keys": KEY.jwks()["keys"] * 101}))}


@pytest.mark.parametrize("what", BAD)
def test_a_set_that_is_too_large_or_elsewhere_or_none(server, person, what):
    PLACE["answer"], place = BAD[what], server.place
    place.headers, before = {"location": place.url + "/other"}, place.count
    with server.with_settings(app={"token_auth_method": "private_key_jwt", "jwks_uri": f"{place.url}/{new_name('k')}"}):
        Asserting(server).refuses(person, KEY.sign(Asserting(server).claims(exp=later())))
        assert place.count == before + 1


def later(more_s=0):
    """As of a clock that tests have moved."""
    return assertion_claims("", "")["exp"] + 61 + more_s


def test_private_addresses_are_not_asked(server, person):
    for address in ("https://127.0.0.1:1/jwks", "https://169.254.169.254/jwks", "file:///etc/passwd"):
        with server.with_settings(app={"token_auth_method": "private_key_jwt", "jwks_uri": address}):
            Asserting(server).refuses(person, KEY.sign(Asserting(server).claims(exp=later())))


def test_nobody_waits_while_a_set_is_fetched_again(server):
    """A busy client's keys become old every ten minutes: its calls go on with them while one of them looks."""
    place = server.place
    PLACE["answer"], before = (200, json.dumps(KEY.jwks())), place.count
    ways = dict.fromkeys(WAYS, "private_key_jwt")
    with server.with_settings(app={**ways, "jwks_uri": f"{place.url}/{new_name('k')}"}):
        app = Asserting(server)
        assert app.ask_together(1, exp=later()) == [200]
        server.advance(601_000)
        ASKED.clear()
        MAY_ANSWER.clear()
        try:
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                looks = pool.submit(app.ask_together, 1, exp=later(601))
                assert ASKED.wait(30)
                assert set(app.ask_together(16, exp=later(601))) == {200}
                MAY_ANSWER.set()
                assert looks.result() == [200]
        finally:
            MAY_ANSWER.set()
        assert place.count == before + 2
