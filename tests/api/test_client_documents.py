"""Clients whose client_id is the address of a document that says what they are, on both engines."""

import concurrent.futures
import json
import time
import urllib.parse

import genauth
import jwt
import pytest
import requests
from hosted import request_of
from jose_keys import ASSERTION_TYPE, Key, assertion_claims
from oidc import Oidc, assert_error
from pictures import png
from published import Published
from scenes import assert_ok, new_name, user_of
from stranger_scene import CALLBACK, OPEN, Documents, Stranger, open_server, register, registered

DOCUMENTS = Documents()


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with open_server(request.param, DOCUMENTS) as running:
        yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("doc")
    user_of(server, username=name, name="Ada")
    return name


def is_taken(server, client_id, **params):
    return "/login/" in Stranger(server, client_id).authorize(**params).headers.get("location", "")


# --- the way through ----------------------------------------------------------------------------------------
def test_a_document_is_read_and_its_client_gets_tokens(server, person):
    address = DOCUMENTS.publish(server.place)
    visitor = Stranger(server, address)
    tokens = visitor.tokens(person, scope="openid profile offline_access")
    access, identity = (jwt.decode(tokens[name], options={"verify_signature": False})
                        for name in ("access_token", "id_token"))
    assert access["client_id"] == access["aud"] == identity["aud"] == address
    assert Oidc(server).me(tokens["access_token"]).json()["name"] == "Ada"
    renewed = visitor.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert renewed.status_code == 200, renewed.text
    shown = Oidc(server).post("token/introspection", {"client_id": address, "token": tokens["access_token"]}).json()
    assert shown["active"] and shown["client_id"] == shown["aud"] == address
    assert Oidc(server).post("token/revocation", {"client_id": address,
                                                  "token": tokens["access_token"]}).status_code == 200
    assert Oidc(server).me(tokens["access_token"]).status_code == 401


def test_a_client_signs_with_the_key_of_its_document(server, person):
    key = Key()
    address = DOCUMENTS.publish(server.place, token_endpoint_auth_method="private_key_jwt", jwks=key.jwks())
    visitor = Stranger(server, address)
    form = {"grant_type": "authorization_code", "code": visitor.consent(person)["code"], "redirect_uri": CALLBACK,
            "code_verifier": visitor.verifier, "client_id": address}
    assert_error(Oidc(server).post("token", form), 401, "invalid_client")
    signed = key.sign(assertion_claims(address, f"{server.base}/oidc"))
    tokens = Oidc(server).post("token", {**form, "client_assertion_type": ASSERTION_TYPE, "client_assertion": signed})
    assert tokens.status_code == 200, tokens.text


def test_consent_shows_the_host_and_that_nobody_vouches_for_it(server, person):
    address = DOCUMENTS.publish(server.place, client_name="Harbour Bank")
    visitor = Stranger(server, address)
    visitor.authorize()
    visitor.password(person)
    visitor.resume()
    state = assert_ok(visitor.state())
    host = address.split("/")[2]
    assert state["step"] == "consent" and state["application"]["verified"] is False
    assert state["application"]["host"] == host and state["consent"]["host"] == "client.example"


def test_a_person_signs_out_of_such_a_client(server, person):
    address = DOCUMENTS.publish(server.place, post_logout_redirect_uris=["https://client.example/bye"])
    visitor = Stranger(server, address)
    tokens = visitor.tokens(person)
    answer = visitor.browser.get("/oidc/session/end", unchecked=True, params={
        "id_token_hint": tokens["id_token"], "post_logout_redirect_uri": "https://client.example/bye"})
    assert answer.headers["location"] == "https://client.example/bye"
    assert Oidc(server).me(tokens["access_token"]).status_code == 401


def test_each_pool_has_its_own(server, person):
    address = DOCUMENTS.publish(server.place)
    token = Stranger(server, address, f"/{server.app_id}").tokens(person)["access_token"]
    assert token
    other = server.other_pool()
    assert "location" not in Stranger(server, address, f"/{other['appId']}").authorize().headers
    server.command("pool", "update", other["userPoolId"], "--set", "client_id_documents=true")
    assert "/login/" in Stranger(server, address, f"/{other['appId']}").authorize().headers["location"]
    assert Oidc(server).get("me", base=f"{server.base}/{other['appId']}",
                            headers={"authorization": "Bearer " + token}).status_code == 401


# --- what is fetched ----------------------------------------------------------------------------------------
def test_documents_are_off_until_the_pool_says_otherwise(server):
    address, before = DOCUMENTS.publish(server.place), server.place.count
    with server.with_settings(pool={"client_id_documents": False}):
        assert not is_taken(server, address)
    server._set(OPEN, None)
    assert server.place.count == before
    assert is_taken(server, address)


def test_a_document_counts_as_long_as_http_says_within_bounds(server):
    place = server.place
    for header, lives_s in (("max-age=600", 600), ("no-store", 60), (None, 3600), ("max-age=99999999", 86_400)):
        place.headers = {"content-type": "application/json", **({"cache-control": header} if header else {})}
        address, before = DOCUMENTS.publish(place), place.count
        assert is_taken(server, address) and is_taken(server, address) and place.count == before + 1
        server.advance((lives_s - 1) * 1000)
        assert is_taken(server, address) and place.count == before + 1, header
        server.advance(2_000)
        assert is_taken(server, address) and place.count == before + 2, header
    place.headers = {"content-type": "application/json"}


def test_a_changed_document_changes_the_client(server):
    address = DOCUMENTS.publish(server.place)
    assert is_taken(server, address)
    DOCUMENTS.publish(server.place, urllib.parse.urlsplit(address).path, redirect_uris=["https://client.example/new"])
    server.advance(3_601_000)
    assert not is_taken(server, address)
    assert is_taken(server, address, redirect_uri="https://client.example/new")


def test_what_was_good_stays_good_for_a_day_while_its_server_is_away(server):
    address = DOCUMENTS.publish(server.place)
    assert is_taken(server, address)
    DOCUMENTS.texts[urllib.parse.urlsplit(address).path] = (500, "")
    server.advance(3_601_000)
    assert is_taken(server, address)
    server.advance(86_401_000)
    assert not is_taken(server, address)


BAD = {"another client_id": {"client_id": "https://client.example/x"}, "no client_id": {"client_id": None},
       "a secret": {"client_secret": "s"}, "a secret's method": {"token_endpoint_auth_method": "client_secret_basic"},
       "a plain address": {"redirect_uris": ["http://client.example/cb"]}, "no address": {"redirect_uris": []},
       "HS256": {"id_token_signed_response_alg": "HS256"}, "elsewhere": {"status": 302}, "gone": {"status": 404},
       "too large": {"client_uri_note": "x" * 70_000}}


@pytest.mark.parametrize("what", BAD)
def test_a_document_that_is_bad_makes_no_client(server, what):
    address = DOCUMENTS.publish(server.place, **BAD[what])
    server.place.headers = {"content-type": "application/json", "location": server.place.url + "/other.json"}
    before = server.place.count
    answer = Stranger(server, address).authorize()
    assert "location" not in answer.headers and answer.status_code == 400
    assert not is_taken(server, address) and server.place.count == before + 1  # remembered for a minute
    server.place.headers = {"content-type": "application/json"}


def test_a_page_is_no_document(server):
    address = DOCUMENTS.publish(server.place)
    server.place.headers = {"content-type": "text/html"}
    assert not is_taken(server, address)
    server.place.headers = {"content-type": "application/json"}


def test_private_addresses_and_odd_ones_are_not_asked(server):
    port = server.place.url.rsplit(":", 1)[1]
    before = server.place.count
    for address in ("https://169.254.169.254/latest/meta-data", "https://127.0.0.1:1/x.json", "http://localhost/x.json",
                    f"https://localhost:{port}/a/../x.json", f"https://localhost:{port}/%2e%2e/x.json",
                    f"https://localhost:{port}", f"https://localhost:{port}/", f"https://u@localhost:{port}/x.json",
                    "file:///etc/passwd"):
        assert not is_taken(server, address), address
    assert server.place.count == before


def test_the_token_endpoint_fetches_nothing_for_strangers(server):
    address, before = DOCUMENTS.publish(server.place), server.place.count
    for path in ("token", "token/introspection", "token/revocation"):
        answer = Oidc(server).post(path, {"client_id": address, "grant_type": "authorization_code", "code": "x",
                                          "token": "x"})
        assert_error(answer, 401, "invalid_client")
    assert server.place.count == before


def test_new_documents_are_limited_by_address(server):
    server.advance(3_600_000)
    with server.with_settings(pool={"dynamic_clients_per_address": 1}):
        known = DOCUMENTS.publish(server.place)
        assert is_taken(server, known)
        refused = Stranger(server, DOCUMENTS.publish(server.place)).authorize()
        assert "location" not in refused.headers
        assert is_taken(server, known)
    server._set(OPEN, None)


# --- what a document refers to ------------------------------------------------------------------------------
def test_the_subjects_of_a_document_are_those_of_its_sector(server, person):
    path = DOCUMENTS.path("json")
    said = {"subject_type": "pairwise", "sector_identifier_uri": server.place.url + path}
    other = "https://other.example/cb"
    for listed in ([other], None):
        DOCUMENTS.texts[path] = (200, json.dumps(listed)) if listed else (404, "")
        assert not is_taken(server, DOCUMENTS.publish(server.place, **said))
        server.advance(60_000)
    several = DOCUMENTS.publish(server.place, subject_type="pairwise", redirect_uris=[CALLBACK, other])
    assert not is_taken(server, several)
    DOCUMENTS.texts[path] = (200, json.dumps([CALLBACK, other]))
    one, two = (DOCUMENTS.publish(server.place, **said) for _ in range(2))
    subs = {jwt.decode(Stranger(server, address).tokens(person)["id_token"], options={"verify_signature": False})["sub"]
            for address in (one, two)}
    assert len(subs) == 1 and len(subs.pop()) == 43


def test_a_list_that_names_an_address_no_more_is_read_once_a_minute_and_refuses_the_document(server):
    path = DOCUMENTS.path("json")
    DOCUMENTS.texts[path] = (200, json.dumps([CALLBACK]))
    address = DOCUMENTS.publish(server.place, sector_identifier_uri=server.place.url + path)
    assert is_taken(server, address)
    DOCUMENTS.texts[path] = (200, "[]")
    server.advance(3_601_000)
    before = server.place.count
    for _ in range(3):
        assert is_taken(server, address)  # what was good is good for a day
    assert server.place.count == before + 2
    server.advance(86_401_000)
    assert not is_taken(server, address)


def logo_of(server, address, person):
    visitor = Stranger(server, address)
    visitor.authorize()
    visitor.password(person)
    visitor.resume()
    return assert_ok(visitor.state())["consent"].get("logo")


def test_the_logo_of_a_document_is_shown_from_here_until_it_is_gone(server, person):
    path = DOCUMENTS.path("png")
    DOCUMENTS.texts[path] = (200, png())
    address = DOCUMENTS.publish(server.place, logo_uri=server.place.url + path)
    shown = logo_of(server, address, person)
    assert requests.get(server.base + shown, timeout=10).content.startswith(b"\x89PNG")
    DOCUMENTS.texts[path] = (200, "no picture")
    server.advance(3_601_000)
    assert logo_of(server, address, person) is None
    assert requests.get(server.base + shown, timeout=10).json()["statusCode"] == 404


def test_nothing_is_fetched_in_the_name_of_whoever_may_not_register(server):
    said = {"sector_identifier_uri": server.place.url + "/none", "logo_uri": server.place.url + "/none.png"}
    server.advance(3_600_000)
    before = server.place.count
    with server.with_settings(pool={"dynamic_registration": "token"}):
        assert_error(register(server, token="x", **said), 401, "invalid_token")
        assert server.place.count == before
        good = server.command("pool", "registration-token", server.pool_id).stdout.strip()
        assert_error(register(server, token=good, **said), 400, "invalid_client_metadata")
        assert register(server, token=good).status_code == 201
    server._set(OPEN, None)
    server.advance(3_600_000)
    before = server.place.count
    with server.with_settings(pool={"dynamic_clients_per_address": 1}):
        assert_error(register(server, **said), 400, "invalid_client_metadata")
        assert server.place.count == before + 1
        assert register(server, **said).status_code == 429
        assert not is_taken(server, DOCUMENTS.publish(server.place, **said))
        assert server.place.count == before + 2  # the document alone
    server._set(OPEN, None)


# --- slow addresses -----------------------------------------------------------------------------------------
class Slow:
    """Answers after a while; by the path's first word."""

    def __call__(self, path):
        time.sleep(2)
        return (404, "")


# Fewer threads for calls, those at the hash gate included, than clients' addresses may keep waiting.
FEW = {"GENAUTH_WORKERS_THREADS": "1", "GENAUTH_HASH_GATE_WIDTH": "1", "GENAUTH_HASH_GATE_QUEUE_PER_CORE": "1",
       "GENAUTH_WORKERS_OUTBOUND_THREADS": "12"}


def assert_others_are_served(server):
    for _ in range(10):
        began = time.monotonic()
        assert requests.get(f"{server.base}/oidc/.well-known/jwks.json", timeout=10).status_code == 200
        assert server.get("get-captcha-code")["statusCode"] == 200
        assert time.monotonic() - began < 1.5


def test_slow_addresses_of_clients_hold_up_nobody_else():
    """Neither by a name that is escaped, nor by a posted request that goes on later, nor by their number."""
    with Published(Slow()) as place, genauth.Server(settings={**place.settings, **FEW}) as server:
        server._set(OPEN, {"request_uris": [f"{place.url}/{i}" for i in range(30)], "redirect_uris": [CALLBACK]})

        def escaped(i):
            return requests.get(f"{server.base}/oidc/auth?client_id={server.app_id}&request%5Furi={place.url}/{i}",
                                allow_redirects=False, timeout=30)

        def posted(i):
            form = {**request_of(server, redirect_uri=CALLBACK), "request_uri": f"{place.url}/{i}", "x": "y" * 9000}
            session = requests.Session()
            there = session.post(f"{server.base}/oidc/auth", data=form, allow_redirects=False, timeout=30)
            where = there.headers["location"]
            name, value = there.headers["set-cookie"].split(";")[0].split("=", 1)
            return session.get(server.base + where, headers={"cookie": f"{name}={value}"}, allow_redirects=False,
                               timeout=30)

        def document(i):
            return requests.get(f"{server.base}/oidc/auth", allow_redirects=False, timeout=30, params={
                "client_id": f"{place.url}/{i}.json", "redirect_uri": CALLBACK, "response_type": "code"})

        with concurrent.futures.ThreadPoolExecutor(30) as pool:
            waiting = [pool.submit(way, i) for i in range(10) for way in (escaped, posted, document)]
            time.sleep(0.7)
            assert_others_are_served(server)
            answers = [each.result() for each in waiting]
        # No more than so many wait at once; the others come back.
        assert any("temporarily_unavailable" in answer.headers.get("location", "") for answer in answers)


@pytest.mark.parametrize("name", ["sector_identifier_uri", "logo_uri", "sector\\u005fidentifier_uri", "logo\\u005furi"])
def test_slow_addresses_in_registrations_hold_up_nobody_else(name):
    """However the member is spelt, at both methods that take it."""
    with Published(Slow()) as place, genauth.Server(settings={**place.settings, **FEW}) as server:
        server._set(OPEN, None)
        client = registered(server)

        def body(i, more=""):
            return f'{{{more}"redirect_uris": ["{CALLBACK}"], "{name}": "{place.url}/{i}"}}'

        def registering(i):
            return requests.post(f"{server.base}/oidc/reg", data=body(i), timeout=30)

        def changing(i):
            return requests.put(client["registration_client_uri"], timeout=30,
                                data=body(i, f'"client_id": "{client["client_id"]}", '),
                                headers={"authorization": "Bearer " + client["registration_access_token"]})

        for way in (registering, changing):
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                waiting = [pool.submit(way, f"{way.__name__}{i}") for i in range(8)]
                time.sleep(0.5)
                assert_others_are_served(server)
                assert {each.result().status_code for each in waiting} <= {200, 201, 400}
        assert place.count == 16
