"""Authorization requests that are pushed ahead (RFC 9126) or signed (RFC 9101), and signed answers (JARM)."""

import concurrent.futures
import json
import time

import genauth
import jwt
import pytest
import requests
from hosted import CALLBACK, Visitor, challenge_of, fragment_of, request_of
from jose_keys import Key, b64, unsigned
from oidc import Oidc, assert_error
from published import Published
from scenes import new_name, user_of
from sources import query_of

KEY = Key()
PLACE = {"answer": (404, "")}  # what the client publishes, whatever is asked for


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with Published(lambda _: PLACE["answer"]) as place, genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=place.settings) as running:
            running.place = place
            yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("pushed")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def registered(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "jwks": json.dumps(KEY.jwks())}):
        yield


def whole(visitor, **params):
    return request_of(visitor.server, visitor.app_id, code_challenge=challenge_of(visitor.verifier),
                      code_challenge_method="S256", **params)


def push(visitor, app=None, **params):
    return (app or Oidc(visitor.server)).ask("par", **whole(visitor, **params))


def pushed(visitor, **params):
    answer = push(visitor, **params)
    assert answer.status_code == 201, answer.text
    assert answer.json()["expires_in"] == 60 and answer.headers["cache-control"] == "no-store"
    return answer.json()["request_uri"]


def go(visitor, **params):
    """To the authorization endpoint with nothing but these."""
    return visitor.note(visitor.browser.get("/oidc/auth", params={"client_id": visitor.app_id, **params},
                                            unchecked=True))


def ends(visitor, person):
    """Signs in where an interaction has begun; what the application gets."""
    assert visitor.id, "nobody was asked to sign in"
    assert visitor.password(person)["apiCode"] == 1600
    return query_of(visitor.resume().headers["location"])


def signed(visitor, **changes):
    """A request object; None takes a claim away."""
    claims = {**whole(visitor), "iss": visitor.app_id, "aud": f"{visitor.server.base}/oidc",
              "exp": int(time.time()) + 300, **changes}
    return {name: value for name, value in claims.items() if value is not None}


def refused(answer, error):
    """At the application's only address; nobody was asked to sign in."""
    assert answer.headers["location"].startswith(CALLBACK + "?"), answer.headers
    assert query_of(answer.headers["location"])["error"] == error, answer.headers


# --- pushed -------------------------------------------------------------------------------------------------
def test_a_pushed_request_signs_in(server, person):
    visitor = Visitor(server)
    go(visitor, request_uri=pushed(visitor, scope="openid profile offline_access"))
    answer = ends(visitor, person)
    assert answer["state"] == "of-the-app" and answer["iss"] == f"{server.base}/oidc"
    assert visitor.redeem(answer["code"], Oidc(server)).json()["refresh_token"]


def test_discovery_names_what_there_is(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["pushed_authorization_request_endpoint"] == f"{server.base}/oidc/par"
    assert found["request_parameter_supported"] and found["request_uri_parameter_supported"]
    assert found["require_request_uri_registration"]
    assert {"jwt", "query.jwt", "fragment.jwt", "form_post.jwt"} <= set(found["response_modes_supported"])
    assert "ES256" in found["authorization_signing_alg_values_supported"]
    assert Oidc(server).get("par").status_code == 405


def test_what_is_wrong_is_refused_while_nobody_was_sent_anywhere(server):
    visitor = Visitor(server)
    assert_error(push(visitor, Oidc(server, secret="0" * 32)), 401, "invalid_client")
    assert_error(push(visitor, redirect_uri="https://evil.example/"), 400, "invalid_request")
    assert_error(push(visitor, request_uri="urn:ietf:params:oauth:request_uri:x"), 400, "invalid_request")
    assert_error(push(visitor, prompt="none login"), 400, "invalid_request")


def test_an_application_may_be_held_to_pushing(server, person):
    with server.with_settings(app={"require_pushed_authorization_requests": True}):
        visitor = Visitor(server)
        assert query_of(visitor.authorize().headers["location"])["error"] == "invalid_request"
        refused(go(visitor, request=KEY.sign(signed(visitor))), "invalid_request")
        go(visitor, request_uri=pushed(visitor))
        assert ends(visitor, person)["code"]


def test_par_request_uri_of_another_client(server):
    visitor, other = Visitor(server), server.other_application()["appId"]
    mine = pushed(visitor)
    server.command("application", "update", other, "--set", f'redirect_uris=["{CALLBACK}"]')
    thief = Visitor(server, other)
    refused(go(thief, request_uri=mine), "invalid_request_uri")
    assert thief.id is None
    go(visitor, request_uri=mine)  # still good for its own client
    assert visitor.id


def test_par_request_uri_used_twice(server):
    visitor, second = Visitor(server), Visitor(server)
    uri = pushed(visitor)
    go(visitor, request_uri=uri)
    assert visitor.id
    refused(go(second, request_uri=uri), "invalid_request_uri")
    assert second.id is None


def test_of_64_browsers_with_the_same_request_uri_one_goes_on(server):
    uri = pushed(Visitor(server))
    ask = {"client_id": server.app_id, "request_uri": uri}
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: requests.get(f"{server.base}/oidc/auth", params=ask, timeout=60,
                                                       allow_redirects=False).headers["location"], range(64)))
    assert sum("/login/" in each for each in answers) == 1
    assert sum("error=invalid_request_uri" in each for each in answers) == 63


def test_a_pushed_request_lives_a_minute_and_is_hard_to_guess(server):
    visitor = Visitor(server)
    uri = pushed(visitor)
    refused(go(visitor, request_uri=uri[:-1] + ("A" if uri[-1] != "A" else "B")), "invalid_request_uri")
    server.advance(61_000)
    refused(go(visitor, request_uri=uri), "invalid_request_uri")


def test_parameters_beside_a_pushed_request_count_for_nothing(server, person):
    visitor = Visitor(server)
    go(visitor, request_uri=pushed(visitor), scope="openid phone", state="thief", redirect_uri="https://evil.example")
    answer = ends(visitor, person)
    assert answer["state"] == "of-the-app"
    assert visitor.redeem(answer["code"], Oidc(server)).json()["scope"] == "openid profile"


# --- signed requests ----------------------------------------------------------------------------------------
def test_a_signed_request_by_value_and_pushed(server, person):
    with server.with_settings(app={"require_signed_request_object": True}):
        visitor = Visitor(server)
        assert query_of(visitor.authorize().headers["location"])["error"] == "invalid_request"
        assert_error(push(visitor), 400, "invalid_request")
        go(visitor, request=KEY.sign(signed(visitor)), scope="openid phone")
        assert ends(visitor, person)["state"] == "of-the-app"
        again = Visitor(server)
        uri = Oidc(server).ask("par", request=KEY.sign(signed(again))).json()["request_uri"]
        go(again, request_uri=uri)
        assert ends(again, person)["code"]


def test_a_signed_request_at_a_registered_address(server, person):
    visitor, place = Visitor(server), server.place
    address = f"{place.url}/{new_name('r')}.jwt"
    PLACE["answer"] = (200, KEY.sign(signed(visitor)))
    with server.with_settings(app={"request_uris": [address]}):
        go(visitor, request_uri=address)
        assert ends(visitor, person)["code"]
        before = place.count
        for other in (address + "?x=1", f"{place.url}/other.jwt", "http://localhost:1/x", "https://169.254.169.254/"):
            refused(go(visitor, request_uri=other), "invalid_request_uri")
        assert place.count == before


def test_an_unsigned_request_at_a_registered_address(server, person):
    """Core section 6.2: the address is the client's own, so that its https vouches for what stands there."""
    visitor = Visitor(server)
    address = f"{server.place.url}/{new_name('r')}.jwt"
    PLACE["answer"] = (200, unsigned(signed(visitor)))
    with server.with_settings(app={"request_uris": [address]}):
        go(visitor, request_uri=address)
        assert ends(visitor, person)["state"] == "of-the-app"
    for settings in ({"request_object_signing_alg": "ES256"}, {"require_signed_request_object": True}):
        server.advance(6_000)  # documents are read anew
        with server.with_settings(app={"request_uris": [address], **settings}):
            refused(go(Visitor(server), request_uri=address), "request_not_supported")


@pytest.mark.parametrize("what", ["elsewhere", "too large", "gone"])
def test_what_a_registered_address_must_not_answer(server, what):
    visitor, place = Visitor(server), server.place
    address = f"{place.url}/{new_name('r')}.jwt"
    good = KEY.sign(signed(visitor))
    PLACE["answer"] = {"elsewhere": (302, good), "too large": (200, good + " " * 70_000), "gone": (404, good)}[what]
    place.headers = {"location": f"{place.url}/other.jwt"}
    with server.with_settings(app={"request_uris": [address]}):
        refused(go(visitor, request_uri=address), "invalid_request_uri")
    assert visitor.id is None


def test_request_object_with_alg_none(server):
    visitor = Visitor(server)
    refused(go(visitor, request=unsigned(signed(visitor))), "request_not_supported")
    assert_error(Oidc(server).ask("par", request=unsigned(signed(visitor))), 400, "request_not_supported")


def test_request_object_by_another_key_or_for_somebody_else(server):
    visitor, app = Visitor(server), Oidc(server)
    thief = Key()
    for header in ({}, {"jwk": thief.jwk}, {"jku": server.place.url + "/jwks"}, {"kid": None}):
        assert_error(app.ask("par", request=thief.sign(signed(visitor), **header)), 400, "invalid_request_object")
    for changes in ({"iss": "0" * 24}, {"client_id": "0" * 24}, {"aud": "https://evil.example"}, {"exp": 1},
                    {"sub": server.app_id}, {"request_uri": "https://evil.example"}, {"aud": None}, {"exp": None},
                    {"exp": int(time.time()) + 7200}):
        assert_error(app.ask("par", request=KEY.sign(signed(visitor, **changes))), 400, "invalid_request_object")
    with server.with_settings(app={"request_object_signing_alg": "EdDSA"}):
        assert_error(app.ask("par", request=KEY.sign(signed(visitor))), 400, "invalid_request_object")


def test_oversized_and_nested_request_objects(server):
    visitor, app = Visitor(server), Oidc(server)
    assert app.ask("par", request=KEY.sign(signed(visitor, more="x" * 30_000))).status_code == 400
    deep = json.loads("[" * 60 + "]" * 60)
    assert_error(app.ask("par", request=KEY.sign(signed(visitor, more=deep))), 400, "invalid_request_object")
    inner = KEY.sign(signed(visitor))
    nested = b64(json.dumps({"alg": "ES256", "kid": "k1", "cty": "JWT"}).encode()) + "." + b64(inner.encode())
    assert_error(app.ask("par", request=nested + "." + inner.split(".")[2]), 400, "invalid_request_object")


# --- signed answers -----------------------------------------------------------------------------------------
def opened(server, response, alg):
    """The claims of a signed answer, by the keys that the server publishes."""
    keys = Oidc(server).get(".well-known/jwks.json").json()
    header = jwt.get_unverified_header(response)
    assert header["alg"] == alg
    key = next(each for each in keys["keys"] if each["kid"] == header["kid"])
    return jwt.decode(response, jwt.PyJWK(key).key, [alg], audience=server.app_id, issuer=f"{server.base}/oidc",
                      options={"verify_exp": False})


@pytest.mark.parametrize("mode", ["jwt", "query.jwt", "fragment.jwt"])
def test_answers_in_a_signed_parameter(server, person, mode):
    visitor = Visitor(server)
    visitor.authorize(response_mode=mode)
    visitor.password(person)
    location = visitor.resume().headers["location"]
    answer = fragment_of(location) if mode == "fragment.jwt" else query_of(location)
    assert set(answer) == {"response"}
    claims = opened(server, answer["response"], "RS256")
    assert claims["state"] == "of-the-app"
    assert visitor.redeem(claims["code"], Oidc(server)).status_code == 200


def test_errors_and_forms_are_signed_too(server):
    visitor = Visitor(server)
    with server.with_settings(app={"authorization_signed_response_alg": "EdDSA"}):
        refused = query_of(visitor.authorize(response_mode="jwt", prompt="none").headers["location"])
        assert opened(server, refused["response"], "EdDSA")["error"] == "login_required"
        page = visitor.authorize(response_mode="form_post.jwt", prompt="none")
        assert page.status_code == 200 and 'name="response"' in page.text


def test_a_signed_answer_is_no_id_token(server, person):
    """It is signed with the same keys: as a hint it must name nobody."""
    visitor = Visitor(server)
    visitor.sign_in(person)
    response = query_of(visitor.authorize(response_mode="jwt").headers["location"])["response"]
    answer = query_of(visitor.authorize(id_token_hint=response).headers["location"])
    assert answer["error"] == "invalid_request"


# --- the long way in ----------------------------------------------------------------------------------------
def test_a_long_post_is_judged_like_any_other_request(server, person):
    """What is too long for an address waits in an interaction: it is not taken for judged because of that."""
    long = {"login_hint": "x" * 1500, "acr_values": "y" * 2000, "ui_locales": "z" * 200, "claims": "{}" + " " * 3000,
            "unknown": "w" * 3000}

    def post(**params):
        visitor = Visitor(server)
        answer = visitor.browser.send("POST", "/oidc/auth", data={**whole(visitor), **long, **params}, unchecked=True)
        assert answer.headers["location"].endswith("/resume"), answer.headers
        visitor.note(visitor.browser.get(answer.headers["location"], unchecked=True))
        return visitor, visitor.browser.get(answer.headers["location"], unchecked=True)

    for settings in ({"require_pushed_authorization_requests": True}, {"require_signed_request_object": True}):
        with server.with_settings(app=settings):
            assert post()[0].id is None
    visitor = Visitor(server)
    thief = Key().sign(signed(visitor))
    assert post(request=thief)[0].id is None
    visitor, _ = post()
    assert ends(visitor, person)["code"]
