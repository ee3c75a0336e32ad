"""Clients that nobody has made, at hosts of applications: single sign-on, and the scope that they registered."""

import re
import urllib.parse

import genauth
import pytest
from hosted import challenge_of
from oidc import Oidc, assert_error
from scenes import PASSWORD, assert_ok, new_name, user_of
from sources import query_of
from stranger_scene import CALLBACK, Documents, Stranger, configure, open_server, registered
from test_single_sign_on import VERIFIER, App, Browser

DOCUMENTS = Documents()


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with open_server(request.param, DOCUMENTS) as running:
        yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("stranger")
    user_of(server, username=name)
    return name


@pytest.fixture(params=["registered", "document"])
def client_id(request, server):
    if request.param == "registered":
        return registered(server)["client_id"]
    return DOCUMENTS.publish(server.place)


def link(base, client_id, **params):
    asked = {"client_id": client_id, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid", "state": "s",
             "code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256", **params}
    return f"{base}/oidc/auth?{urllib.parse.urlencode(asked)}"


def page_at(browser, url):
    """What the person sees at the end of the way."""
    last = browser.follow(url, stop=lambda each: each.startswith(CALLBACK))[0]
    if last.startswith(CALLBACK):
        return query_of(last)
    parts = urllib.parse.urlsplit(last)
    found = re.search(r"/([0-9a-f]{24})/login/([0-9a-f]{24})", last)
    state = browser.send("GET", f"{parts.scheme}://{parts.netloc}/{found[1]}/interaction/{found[2]}/state",
                         headers={"x-genauth-interaction": found[2]}).json()
    return assert_ok(state)["step"]


def test_a_person_who_is_known_at_another_host_agrees_and_signs_in_nowhere(server, person, client_id):
    """Never without consent: that is asked for, and nothing else is."""
    one, two, browser = App(server), App(server), Browser(server)
    browser.sign_in(one, person)
    for base in (two.base, server.base, f"{server.base}/{two.id}", one.base):
        assert page_at(browser, link(base, client_id)) == "consent", base
    assert page_at(browser, link(two.base, client_id, prompt="none"))["error"] in ("consent_required",
                                                                                    "interaction_required")


def test_who_signs_in_for_such_a_client_is_known_to_applications(server, person, client_id):
    one, two, browser = App(server), App(server), Browser(server)
    page = browser.follow(link(two.base, client_id))[0]
    parts, found = urllib.parse.urlsplit(page), re.search(r"/([0-9a-f]{24})/login/([0-9a-f]{24})", page)
    signed = browser.send("POST", f"{parts.scheme}://{parts.netloc}/{found[1]}/api/v3/signin", json={
        "connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}},
        headers={"x-genauth-interaction": found[2]}).json()
    assert signed["apiCode"] == 1600, signed
    browser.follow(page.partition("?")[0] + "/resume")
    assert not browser.asks_to_sign_in(one) and not browser.asks_to_sign_in(one, at=server.base)


def test_a_person_who_is_known_nowhere_signs_in(server, client_id):
    assert page_at(Browser(server), link(App(server).base, client_id)) == "login"


def test_a_client_of_another_pool_is_not_joined(server, person):
    other = server.other_pool()
    foreign, browser = App(server, pool_id=other["userPoolId"]), Browser(server)
    browser.sign_in(App(server), person)
    answer = browser.send("GET", link(foreign.base, registered(server)["client_id"]))
    assert answer.status_code >= 400 and "location" not in answer.headers


# --- the scope that was registered ----------------------------------------------------------------------------
def test_a_client_gets_no_scope_but_those_it_registered(server, person):
    client = registered(server, scope="openid profile offline_access")
    assert client["scope"] == "openid profile offline_access"
    visitor = Stranger(server, client["client_id"])
    tokens = visitor.tokens(person, scope="openid profile email phone offline_access")
    assert tokens["scope"] == "openid profile offline_access"
    assert "email" not in Oidc(server).me(tokens["access_token"]).json()
    answer = Stranger(server, client["client_id"]).authorize(scope="email phone")
    assert "error=invalid_scope" in answer.headers["location"]


def test_a_client_that_registered_less_since_renews_less(server, person):
    client = registered(server, scope="openid profile offline_access")
    visitor = Stranger(server, client["client_id"])
    tokens = visitor.tokens(person, scope="openid profile offline_access")
    said = {name: client[name] for name in ("client_id", "client_name", "redirect_uris", "token_endpoint_auth_method",
                                            "grant_types")}
    assert configure(server, client, "PUT", **said, scope="openid offline_access").status_code == 200
    renewed = visitor.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert renewed.status_code == 200 and renewed.json()["scope"] == "openid offline_access", renewed.text
    assert_error(visitor.token(grant_type="refresh_token", refresh_token=renewed.json()["refresh_token"],
                               scope="email"), 400, "invalid_scope")


def test_a_document_s_scope_counts_alike(server, person):
    address = DOCUMENTS.publish(server.place, scope="openid")
    tokens = Stranger(server, address).tokens(person, scope="openid profile offline_access")
    assert tokens["scope"] == "openid" and "refresh_token" not in tokens


def test_a_client_that_registered_none_asks_as_before(server, person):
    client = registered(server)
    assert Stranger(server, client["client_id"]).tokens(person, scope="openid email")["scope"] == "openid email"
