"""What the OpenID Foundation's conformance suite asks of an OP in its Dynamic and third-party-initiated login plans, by
clients that register themselves: docs/conformance.md lists it."""

import json
import re
import time
import urllib.parse

import contract
import genauth
import jwt
import pytest
import requests
from hosted import challenge_of, step_of
from jose_keys import ASSERTION_TYPE, Key, assertion_claims, unsigned
from oidc import Oidc, assert_error
from pictures import png
from relying_party import half_hash
from scenes import assert_ok, new_name, user_of
from sources import query_of
from stranger_scene import CALLBACK, Stranger, configure, open_server, register, registered

PLACE = {}  # path -> (status, text or bytes): what clients publish


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with open_server(request.param, lambda path: PLACE.get(path, (404, ""))) as running:
        yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("dynamic")
    user_of(server, username=name, name="Ada")
    return name


def key_set(server):
    return {key["kid"]: key for key in Oidc(server).get(".well-known/jwks.json").json()["keys"]}


def verified(server, token, client_id, **options):
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256"
    return jwt.decode(token, jwt.PyJWK(key_set(server)[header["kid"]]).key, algorithms=["RS256"], audience=client_id,
                      issuer=f"{server.base}/oidc", options={"verify_iat": False, "verify_exp": False, **options})


def publish(server, what, status=200, at=None):
    path = urllib.parse.urlsplit(at).path if at else f"/{new_name('p')}"
    PLACE[path] = (status, what if isinstance(what, str | bytes) else json.dumps(what))
    return server.place.url + path


def asserted(server, client_id, key):
    """A client that proves itself by its key, as of the server's clock, which tests move."""
    claims = assertion_claims(client_id, f"{server.base}/oidc", exp=int(time.time()) + 200)
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": key.sign(claims)}


def by_key(server, client, person, key, **form):
    """A whole sign-in of a client that has a key; returns the response of the token endpoint."""
    visitor = Stranger(server, client["client_id"])
    code = visitor.consent(person)["code"]
    return Oidc(server).post("token", {
        "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": visitor.verifier,
        **asserted(server, client["client_id"], key), **form})


# --- sign-in ------------------------------------------------------------------------------------------------
def test_conformance_a_client_that_registered_itself_signs_people_in_and_everything_verifies(server, person):
    endpoint = Oidc(server).get(".well-known/openid-configuration").json()["registration_endpoint"]
    client = requests.post(endpoint, timeout=10, json={"client_name": "Suite", "redirect_uris": [CALLBACK]}).json()
    app = Oidc(server, client["client_id"], client["client_secret"], client["token_endpoint_auth_method"])
    assert app.method == "client_secret_basic"  # RFC 7591: what comes of saying nothing
    visitor = Stranger(server, client["client_id"])
    answer = visitor.consent(person, nonce="n-7")
    assert answer["iss"] == f"{server.base}/oidc" and answer["state"] == "s"
    issued = visitor.redeem_at(app, answer["code"])
    claims = verified(server, issued["id_token"], client["client_id"], require=["exp", "iat", "sub"])
    assert claims["nonce"] == "n-7" and claims["at_hash"] == half_hash(issued["access_token"])
    assert app.me(issued["access_token"]).json()["sub"] == claims["sub"]


def test_conformance_userinfo_is_signed_for_a_client_that_registered_an_alg(server, person):
    client = registered(server, userinfo_signed_response_alg="RS256")
    tokens = Stranger(server, client["client_id"]).tokens(person)
    answer = Oidc(server).me(tokens["access_token"])
    assert answer.headers["content-type"].startswith("application/jwt")
    claims = verified(server, answer.text, client["client_id"])
    assert claims["sub"] == verified(server, tokens["id_token"], client["client_id"])["sub"]
    plain = Stranger(server, registered(server)["client_id"]).tokens(person)
    assert Oidc(server).me(plain["access_token"]).headers["content-type"].startswith("application/json")


# --- addresses ----------------------------------------------------------------------------------------------
def test_conformance_an_address_with_a_fragment_cannot_be_registered(server):
    for uri in (CALLBACK + "#x", CALLBACK + "#", CALLBACK + "?a=b#x"):
        assert_error(register(server, redirect_uris=[uri]), 400, "invalid_redirect_uri")
        assert_error(register(server, redirect_uris=[CALLBACK, uri]), 400, "invalid_redirect_uri")
        assert_error(register(server, post_logout_redirect_uris=[uri]), 400, "invalid_redirect_uri")


def test_conformance_the_query_of_an_address_that_a_client_registered_stays_and_must_match(server, person):
    client = registered(server, redirect_uris=[CALLBACK + "?from=suite"])
    visitor = Stranger(server, client["client_id"])
    answer = visitor.consent(person, redirect_uri=CALLBACK + "?from=suite")
    assert answer["from"] == "suite" and answer["code"]
    for wrong in (CALLBACK, CALLBACK + "?from=elsewhere", CALLBACK + "?from=suite&more=1", None):
        shown = Stranger(server, client["client_id"]).authorize(redirect_uri=wrong)
        assert "location" not in shown.headers and shown.status_code == 400, wrong


# --- what a client says of itself ---------------------------------------------------------------------------
def public_config(server, client):
    return assert_ok(server.call("GET", f"/api/v2/applications/{client['client_id']}/public-config", app=False))


PAGES = ("logo_uri", "policy_uri", "tos_uri", "client_uri")


def test_conformance_logo_policy_and_terms_are_kept_and_given_back(server):
    said = {name: f"https://client.example/{name}" for name in PAGES}
    client = registered(server, **said)
    assert {name: client[name] for name in PAGES} == said
    assert {name: configure(server, client).json()[name] for name in PAGES} == said
    for name in PAGES:
        for wrong in ("http://client.example/x", "javascript:alert(1)", "data:image/png;base64,AA==", "x", 7):
            assert_error(register(server, **{name: wrong}), 400, "invalid_client_metadata")


def test_conformance_nothing_of_a_stranger_is_shown_before_its_host(server, person):
    client = registered(server, **{**{name: f"https://client.example/{name}" for name in PAGES},
                                   "logo_uri": publish(server, png())})
    visitor = Stranger(server, client["client_id"])
    page = visitor.browser.get(visitor.authorize().headers["location"], unchecked=True).text
    assert not any(name in page for name in PAGES)
    for before in (visitor.state(), public_config(server, client)):
        assert not any(word in json.dumps(before) for word in (*PAGES, "application-pictures")), before
    visitor.password(person)
    visitor.resume()
    state = visitor.state()
    assert step_of(state) == "consent" and state["data"]["consent"]["host"] == "client.example"
    # Where the host is said, and nowhere else; the picture's own address nowhere.
    said = state["data"].pop("consent")
    assert not any(word in json.dumps(state) for word in (*PAGES, "application-pictures"))
    assert client["logo_uri"] not in json.dumps(said) and "client_uri" not in json.dumps(said)


def consent_of(server, client, person):
    visitor = Stranger(server, client["client_id"])
    visitor.authorize()
    visitor.password(person)
    visitor.resume()
    return assert_ok(visitor.state())["consent"]


def picture(server, path):
    answer = requests.get(server.base + path, timeout=30)
    contract.check_reply("GET", path, answer)
    return answer


def test_conformance_policy_and_terms_stand_on_the_page_of_consent(server, person):
    client = registered(server, policy_uri="https://client.example/policy", tos_uri="https://law.example/terms")
    shown = consent_of(server, client, person)
    assert (shown["policyUri"], shown["tosUri"]) == ("https://client.example/policy", "https://law.example/terms")
    assert not {"policyUri", "tosUri", "logo"} & consent_of(server, registered(server), person).keys()


def test_conformance_a_logo_is_shown_from_here_and_written_anew(server, person):
    client = registered(server, logo_uri=publish(server, png()))
    path = consent_of(server, client, person)["logo"]
    assert re.fullmatch(rf"/application-pictures/{server.pool_id}/[\w-]+", path)
    shown = picture(server, path)
    assert shown.headers["content-type"] == "image/png" and shown.content.startswith(b"\x89PNG")
    assert b"secret place" not in shown.content
    # Its client says something else of itself, and then nothing (RFC 7592).
    where = publish(server, png(5, 5))
    said = {"client_id": client["client_id"], "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none"}
    assert configure(server, client, "PUT", **said, logo_uri=where).json()["logo_uri"] == where
    other = consent_of(server, client, person)["logo"]
    assert picture(server, path).json()["statusCode"] == 404 and picture(server, other).status_code == 200
    assert configure(server, client, "PUT", **said).status_code == 200
    assert "logo" not in consent_of(server, client, person)
    assert picture(server, other).json()["statusCode"] == 404


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0L8 8z"/></svg>'


@pytest.mark.parametrize("file", [
    (404, ""), (302, png()), (200, "<html>"), (200, SVG), (200, png()[:-20]), (200, png(1025, 1)),
    (200, png(text=b"x" * 66_000))], ids=["gone", "elsewhere", "page", "drawing", "broken", "wide", "large"])
def test_conformance_a_client_registers_without_a_picture_that_is_not_to_be_had(server, person, file):
    where = publish(server, file[1], file[0])
    server.place.headers = {"location": publish(server, png())}
    before = server.place.count
    client = registered(server, logo_uri=where)
    assert client["logo_uri"] == where and server.place.count == before + 1
    server.place.headers = {}
    assert "logo" not in consent_of(server, client, person)


def test_conformance_no_picture_is_fetched_from_within(server, person):
    for where in ("https://169.254.169.254/logo.png", "https://10.0.0.1/logo.png", "https://127.0.0.1:1/logo.png"):
        assert "logo" not in consent_of(server, registered(server, logo_uri=where), person)


# --- keys ---------------------------------------------------------------------------------------------------
def test_conformance_a_client_registers_where_its_keys_are_and_proves_itself_by_them(server, person):
    key, other = Key(), Key(kid="k1")
    client = registered(server, token_endpoint_auth_method="private_key_jwt", jwks_uri=publish(server, key.jwks()))
    assert client["jwks_uri"] and "client_secret" not in client and "jwks" not in client
    assert by_key(server, client, person, key).status_code == 200
    assert_error(by_key(server, client, person, other), 401, "invalid_client")
    assert_error(register(server, token_endpoint_auth_method="private_key_jwt"), 400, "invalid_client_metadata")
    assert_error(register(server, token_endpoint_auth_method="private_key_jwt", jwks_uri="http://client.example/keys"),
                 400, "invalid_client_metadata")


def test_conformance_a_client_renews_by_a_new_key_that_it_has_published_since(server, person):
    key, new = Key(), Key(kid="k2")
    where = publish(server, key.jwks())
    client = registered(server, token_endpoint_auth_method="private_key_jwt", jwks_uri=where)
    visitor = Stranger(server, client["client_id"])
    code = visitor.consent(person, scope="openid offline_access")["code"]
    issued = Oidc(server).post("token", {
        "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": visitor.verifier,
        **asserted(server, client["client_id"], key)}).json()
    publish(server, new.jwks(), at=where)
    server.advance(61_000)

    def renew(by):
        return Oidc(server).post("token", {"grant_type": "refresh_token", "refresh_token": issued["refresh_token"],
                                           **asserted(server, client["client_id"], by)})

    renewed = renew(new)
    assert renewed.status_code == 200, renewed.text
    assert_error(renew(key), 401, "invalid_client")  # which is published no longer


# --- requests at addresses of the client --------------------------------------------------------------------
def test_conformance_a_request_object_at_an_address_that_the_client_registered(server, person):
    key = Key("RS256")
    client_id = None
    for of in (key.sign, unsigned):
        where = publish(server, "")
        client = registered(server, request_uris=[where], jwks=key.jwks(), token_endpoint_auth_method="none")
        client_id = client["client_id"]
        visitor = Stranger(server, client_id)
        said = {"iss": client_id, "aud": f"{server.base}/oidc", "client_id": client_id, "redirect_uri": CALLBACK,
                "response_type": "code", "scope": "openid", "state": "of-the-object",
                "code_challenge": challenge_of(visitor.verifier), "code_challenge_method": "S256",
                "exp": int(time.time()) + 300}
        publish(server, of(said), at=where)
        answer = visitor.consent(person, request_uri=where, state="of-the-query")
        assert answer["state"] == "of-the-object"
    elsewhere = publish(server, key.sign({"client_id": client_id}))
    refused = Stranger(server, client_id).authorize(request_uri=elsewhere)
    assert query_of(refused.headers["location"])["error"] == "invalid_request_uri"


# --- sectors ------------------------------------------------------------------------------------------------
OTHER = "https://other.example/cb"


def sub_of(server, client, person, uri=CALLBACK):
    visitor = Stranger(server, client["client_id"])
    issued = visitor.token(grant_type="authorization_code", code=visitor.consent(person, redirect_uri=uri)["code"],
                           redirect_uri=uri, code_verifier=visitor.verifier).json()
    sub = verified(server, issued["id_token"], client["client_id"])["sub"]
    assert Oidc(server).me(issued["access_token"]).json()["sub"] == sub
    return sub


def test_conformance_a_client_registers_the_list_of_its_sector(server, person):
    where = publish(server, [CALLBACK, OTHER])
    said = {"subject_type": "pairwise", "sector_identifier_uri": where}
    one, two = (registered(server, redirect_uris=[uri], **said) for uri in (CALLBACK, OTHER))
    assert {name: one[name] for name in said} == {name: configure(server, one).json()[name] for name in said} == said
    sub = sub_of(server, one, person)
    assert re.fullmatch(r"[\w-]{43}", sub) and sub == sub_of(server, two, person, OTHER)
    # By its own host another name; public clients know the account.
    alone = registered(server, subject_type="pairwise")
    again = registered(server, subject_type="pairwise")
    assert sub_of(server, alone, person) == sub_of(server, again, person) != sub
    assert re.fullmatch("[0-9a-f]{24}", sub_of(server, registered(server), person))


BAD_LISTS = {"without ours": (200, [OTHER]), "a part": (200, [CALLBACK + "/", CALLBACK[:-1]]), "empty": (200, []),
             "no list": (200, {"redirect_uris": [CALLBACK]}), "a text": (200, f'"{CALLBACK}"'),
             "a page": (200, f"<p>{CALLBACK}</p>"),
             "numbers": (200, [1, CALLBACK]), "gone": (404, [CALLBACK]), "elsewhere": (302, [CALLBACK]),
             "too large": (200, json.dumps([CALLBACK]) + " " * 66_000)}


@pytest.mark.parametrize("what", BAD_LISTS)
def test_conformance_a_sector_identifier_that_does_not_name_the_address_is_refused(server, what):
    status, listed = BAD_LISTS[what]
    where = publish(server, listed, status)
    server.place.headers = {"location": publish(server, [CALLBACK])}
    client = registered(server)
    before = server.place.count
    for more in ({}, {"subject_type": "pairwise"}):
        assert_error(register(server, sector_identifier_uri=where, **more), 400, "invalid_client_metadata")
    # Each registration asks anew: whoever has mended its list need not wait.
    assert server.place.count == before + 2
    said = {"client_id": client["client_id"], "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none"}
    assert_error(configure(server, client, "PUT", **said, sector_identifier_uri=where), 400, "invalid_client_metadata")
    assert "sector_identifier_uri" not in configure(server, client).json()
    server.place.headers = {}
    publish(server, [CALLBACK], at=where)
    assert registered(server, sector_identifier_uri=where)


def test_conformance_an_address_that_the_list_does_not_name_is_refused_later_too(server):
    where = publish(server, [CALLBACK])
    client = registered(server, subject_type="pairwise", sector_identifier_uri=where)
    said = {"client_id": client["client_id"], "token_endpoint_auth_method": "none", "subject_type": "pairwise",
            "sector_identifier_uri": where, "redirect_uris": [CALLBACK, OTHER]}
    assert_error(configure(server, client, "PUT", **said), 400, "invalid_client_metadata")
    publish(server, [CALLBACK, OTHER], at=where)
    server.advance(61_000)
    assert configure(server, client, "PUT", **said).json()["redirect_uris"] == [CALLBACK, OTHER]


def test_conformance_hosts_without_a_list_are_no_sector(server):
    several = {"redirect_uris": [CALLBACK, OTHER]}
    assert_error(register(server, subject_type="pairwise", **several), 400, "invalid_client_metadata")
    client = registered(server, **several)
    said = {"client_id": client["client_id"], "token_endpoint_auth_method": "none", "subject_type": "pairwise"}
    assert_error(configure(server, client, "PUT", **said, **several), 400, "invalid_client_metadata")
    assert configure(server, client, "PUT", **said, redirect_uris=[CALLBACK]).json()["subject_type"] == "pairwise"
    assert_error(register(server, subject_type="private"), 400, "invalid_client_metadata")


def test_conformance_no_list_is_fetched_from_within(server):
    for where in ("https://169.254.169.254/list", "https://10.0.0.1/list", "https://127.0.0.1:1/list",
                  "http://client.example/list", "file:///etc/passwd", 7):
        assert_error(register(server, sector_identifier_uri=where), 400, "invalid_client_metadata")


# --- login that a third party begins ------------------------------------------------------------------------
def test_conformance_a_client_registers_where_a_login_of_it_begins(server, person):
    start = "https://client.example/start"
    client = registered(server, initiate_login_uri=start)
    assert client["initiate_login_uri"] == configure(server, client).json()["initiate_login_uri"] == start
    visitor = Stranger(server, client["client_id"])
    where = visitor.authorize().headers["location"]
    page = requests.get(f"{where.rpartition('/')[0]}/{'0' * 24}" if where.startswith("http")
                        else f"{server.base}{where.rpartition('/')[0]}/{'0' * 24}", timeout=10).text
    link = json.loads(re.search(r'"initLoginUri":("[^"]*")', page)[1])
    assert link.startswith(start + "?iss=")
    # What the client does then: it looks whether it knows the issuer, and begins there.
    issuer = urllib.parse.unquote(query_of(link)["iss"])
    found = requests.get(issuer + "/.well-known/openid-configuration", timeout=10).json()
    assert found["issuer"] == issuer
    begun = Stranger(server, client["client_id"], urllib.parse.urlsplit(issuer).path.removesuffix("/oidc"))
    assert begun.consent(person)["iss"] == issuer


def test_conformance_an_address_without_https_for_the_beginning_of_a_login_is_refused(server):
    for wrong in ("http://client.example/start", "javascript:alert(1)", "client.example/start", 7):
        assert_error(register(server, initiate_login_uri=wrong), 400, "invalid_client_metadata")
