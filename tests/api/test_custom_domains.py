"""Applications with a domain of their own: it is their issuer, joins single sign-on, and is nobody else's."""

import json
import re
import urllib.parse

import genauth
import jwt
import pytest
import requests
from hosted import CALLBACK
from oidc import assert_error
from scenes import PASSWORD, new_name, user_of
from sources import query_of
from test_single_sign_on import VERIFIER, App, Browser

SHOP, BANK, FOREIGN = "login.shop.example", "id.bank.example", "login.foreign.example"
WELL_KNOWN = ("/oidc/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/oidc")


class AtDomain(App):
    """An application, called by its domain."""

    def take(self, domain):
        self.identifier_base = self.base
        self.host, self.base = domain, f"http://{domain}:{self.server.port}"
        return self


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url) as running:
            shop, bank = AtDomain(running), AtDomain(running)
            foreign = AtDomain(running, pool_id=running.other_pool()["userPoolId"])
            running.stop()
            running.settings["GENAUTH_SERVER_CUSTOM_DOMAINS"] = (
                f"{SHOP}={shop.id},{BANK.upper()}={bank.id},{FOREIGN}={foreign.id}")
            running.start()
            running.shop, running.bank, running.foreign = shop.take(SHOP), bank.take(BANK), foreign.take(FOREIGN)
            yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("domain")
    user_of(server, username=name)
    return name


def at(server, host, path, method="GET", **more):
    """The same machine, called by that name."""
    headers = {**more.pop("headers", {}), "host": f"{host}:{server.port}"}
    return requests.request(method, f"http://127.0.0.1:{server.port}{path}", headers=headers, timeout=30,
                            allow_redirects=False, **more)


def redeem(server, app, host, code, **changes):
    form = {"grant_type": "authorization_code", "code": code, "client_id": app.id, "client_secret": app.secret,
            "redirect_uri": CALLBACK, "code_verifier": VERIFIER, **changes}
    return at(server, host, "/oidc/token", "POST", data=form)


def code_of(server, app, person):
    return query_of(Browser(server).sign_in(app, person)[0])


# --- the way that works ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", WELL_KNOWN)
def test_the_domain_is_the_issuer_and_all_endpoints_are_below_it(server, path):
    found = at(server, SHOP, path)
    assert found.status_code == 200, found.text
    metadata = found.json()
    assert metadata["issuer"] == f"{server.shop.base}/oidc"
    places = {name: value for name, value in metadata.items() if name.endswith("_endpoint") or name == "jwks_uri"}
    assert len(places) > 5 and all(value.startswith(metadata["issuer"] + "/") for value in places.values()), places
    assert at(server, SHOP, urllib.parse.urlsplit(metadata["jwks_uri"]).path).json()["keys"]


def test_a_grant_names_the_domain_from_its_first_answer_to_its_tokens(server, person):
    app = server.shop
    answer = code_of(server, app, person)
    assert answer["iss"] == f"{app.base}/oidc"
    tokens = redeem(server, app, SHOP, answer["code"])
    assert tokens.status_code == 200, tokens.text
    for name in ("id_token", "access_token"):
        assert jwt.decode(tokens.json()[name], options={"verify_signature": False})["iss"] == answer["iss"]
    me = at(server, SHOP, "/oidc/me", headers={"authorization": "Bearer " + tokens.json()["access_token"]})
    assert me.status_code == 200, me.text
    checked = at(server, SHOP, "/api/v2/oidc/validate_token", params={"id_token": tokens.json()["id_token"]})
    assert checked.status_code == 200, checked.text


def test_who_signed_in_at_a_domain_is_known_at_every_host_of_the_pool(server, person):
    one, browser = App(server), Browser(server)
    browser.sign_in(server.shop, person)
    for app, base in ((one, one.base), (server.bank, server.bank.base), (server.shop, server.shop.identifier_base),
                      (server.bank, server.base)):
        assert not browser.asks_to_sign_in(app, at=base), base
    assert browser.asks_to_sign_in(server.foreign)


def test_who_signed_in_elsewhere_is_known_at_the_domain(server, person):
    one, browser = App(server), Browser(server)
    browser.sign_in(one, person)
    way = browser.follow(server.shop.link())
    assert query_of(way[0])["iss"] == f"{server.shop.base}/oidc", way
    assert len(browser.follow(server.shop.link(prompt="none"))) == 2  # from now on without a detour


def password(browser, app, person, **headers):
    """The page's own call, with what a browser says of where it comes from."""
    page = browser.follow(app.link())[0]
    return browser.send("POST", f"{app.base}/{app.id}/api/v3/signin", json={
        "connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}}, headers={
        "x-genauth-interaction": re.search(r"/login/([0-9a-f]{24})", page)[1], **headers}).json()


def test_pages_of_the_domain_call_and_those_of_others_do_not(server, person):
    app = server.shop
    own = {"origin": app.base, "sec-fetch-site": "same-origin"}
    assert password(Browser(server), app, person, **own).get("apiCode") == 1600
    for other in ({"origin": server.base}, {"origin": server.bank.base}, {"origin": "https://evil.example"},
                  {**own, "sec-fetch-site": "same-site"}):
        assert password(Browser(server), app, person, **other).get("apiCode") != 1600, other


def test_a_domain_is_found_however_it_is_written(server):
    assert at(server, BANK.upper(), WELL_KNOWN[0]).status_code == 200
    assert at(server, BANK, WELL_KNOWN[0]).json()["issuer"] == f"{server.bank.base}/oidc"


# --- attacks ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("host", ["evil.example", f"{SHOP}.evil.example", f"x{SHOP}", f"a.{SHOP}", "shop.example"])
def test_host_header_issuer_an_unlisted_host_is_nobody_s(server, host):
    found = at(server, host, WELL_KNOWN[0]).json()
    assert found["issuer"] == f"{server.base}/oidc" and host not in json.dumps(found)


def test_host_header_issuer_a_forwarded_host_from_anybody_is_nothing(server):
    found = at(server, "localhost", WELL_KNOWN[0], headers={"x-forwarded-host": SHOP}).json()
    assert found["issuer"] == f"{server.base}/oidc"


def test_mix_up_a_code_of_one_issuer_is_worth_nothing_at_another(server, person):
    app = server.shop
    answer = code_of(server, app, person)
    own_host = urllib.parse.urlsplit(app.identifier_base).hostname
    for host in ("localhost", own_host):
        assert_error(redeem(server, app, host, answer["code"]), 400, "invalid_grant")
    for host in (BANK, FOREIGN):
        assert_error(redeem(server, app, host, answer["code"]), 401, "invalid_client")
    assert redeem(server, app, SHOP, answer["code"]).status_code == 200


def test_under_a_domain_there_is_no_other_application(server, person):
    app, browser = server.bank, Browser(server)
    for other in (app, server.foreign):
        way = browser.follow(other.link(at=server.shop.base))
        assert browser.page.status_code >= 400 and not any(CALLBACK == each.partition("?")[0] for each in way), way
    found = at(server, SHOP, f"/{server.foreign.id}{WELL_KNOWN[0]}").json()
    assert found["issuer"] == f"{server.base}/{server.foreign.id}/oidc"  # and never the shop's


def test_a_disabled_application_s_domain_is_an_issuer_no_more(server):
    server.command("application", "update", server.bank.id, "--status", "disabled")
    try:
        assert BANK not in at(server, BANK, WELL_KNOWN[0]).text
    finally:
        server.command("application", "update", server.bank.id, "--status", "enabled")


def test_open_redirect_the_session_host_leads_to_domains_of_the_pool_alone(server, person):
    browser = Browser(server)
    browser.sign_in(server.shop, person)
    good = {"app_id": server.shop.id, "host": SHOP, "binding": "b" * 43, "to": "/oidc/auth?client_id=x"}
    answer = browser.send("GET", f"{server.base}/oidc/session/join", params=good)
    assert answer.headers["location"].startswith(f"{server.shop.base}/oidc/auth")
    for host in (FOREIGN, "evil.example", f"{SHOP}.evil.example"):
        assert browser.send("GET", f"{server.base}/oidc/session/join", params={**good, "host": host}).status_code == 404


def test_a_cookie_of_a_domain_is_worth_nothing_at_another(server, person):
    browser, thief = Browser(server), Browser(server)
    browser.sign_in(server.shop, person)
    name = f"__Host-genauth-session-{server.pool_id}"
    thief.jar(BANK)[name] = thief.jar("localhost")[name] = browser.jar(SHOP)[name]
    assert thief.asks_to_sign_in(server.bank) and thief.asks_to_sign_in(server.shop, at=server.base)


@pytest.mark.parametrize("wrong", ["login.shop.example", "=0123456789abcdef01234567", "login.shop.example=shop",
                                   "shop.localhost=0123456789abcdef01234567", "localhost=0123456789abcdef01234567",
                                   "*.shop.example=0123456789abcdef01234567",
                                   "https://login.shop.example=0123456789abcdef01234567"])
def test_the_server_does_not_start_with_a_domain_that_cannot_be(wrong):
    with pytest.raises(RuntimeError, match="server.custom_domains"):
        with genauth.Server(settings={"GENAUTH_SERVER_CUSTOM_DOMAINS": wrong}):
            pass
