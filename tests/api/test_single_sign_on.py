"""One session over several hosts: applications at hosts of their own, the pool's session host, and every way in which a
handle between them could be given to somebody else."""

import json
import re
import urllib.parse

import pytest
import requests
from application_scene import identifier
from hosted import CALLBACK, challenge_of
from scenes import PASSWORD, new_name, user_of
from sources import query_of

VERIFIER = "v" * 43


@pytest.fixture(scope="module")
def person(server):
    name = new_name("single")
    user_of(server, username=name)
    return name


class App:
    def __init__(self, server, pool_id=None, **settings):
        self.server, self.identifier = server, identifier()
        made = json.loads(server.command("application", "create", pool_id or server.pool_id, "One", "--identifier",
                                         self.identifier).stdout)
        self.id, self.secret, self.host = made["appId"], made["appSecret"], f"{self.identifier}.localhost"
        self.base = f"http://{self.host}:{server.port}"
        self.set(**settings)

    def set(self, **settings):
        settings = {"redirect_uris": [CALLBACK], "logout_redirect_uris": [CALLBACK], **settings}
        self.server.command("application", "update", self.id, "--set",
                            *(f"{name}={json.dumps(value)}" for name, value in settings.items()))

    def link(self, at=None, **params):
        asked = {"client_id": self.id, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid",
                 "state": "s", "nonce": "n", "code_challenge": challenge_of(VERIFIER),
                 "code_challenge_method": "S256", **params}
        return f"{at or self.base}/oidc/auth?{urllib.parse.urlencode(asked)}"


class Browser:
    """Cookies by host, as __Host- wants them; every host of the test is this machine."""

    def __init__(self, server):
        self.server, self.jars = server, {}

    def jar(self, host):
        return self.jars.setdefault(host, {})

    def send(self, method, url, **more):
        parts = urllib.parse.urlsplit(url)
        jar, headers = self.jar(parts.hostname), {**more.pop("headers", {}), "host": parts.netloc}
        if jar:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        here = urllib.parse.urlunsplit(parts._replace(netloc=f"127.0.0.1:{self.server.port}"))
        answer = requests.request(method, here, headers=headers, allow_redirects=False, timeout=30, **more)
        for line in answer.raw.headers.getlist("set-cookie"):
            assert line.startswith("__Host-") and "Domain" not in line, line
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0]
            jar.pop(name, None)
            if value:
                jar[name] = value
        return answer

    def follow(self, url, stop=lambda url: False):
        """Goes on until a page or the application's callback; the addresses on the way, the last one first."""
        way = [url]
        while len(way) < 12:
            if way[0].startswith(CALLBACK) or stop(way[0]):
                return way
            answer = self.send("GET", way[0])
            if answer.status_code != 303 and answer.status_code != 302:
                self.page = answer
                return way
            way.insert(0, urllib.parse.urljoin(way[0], answer.headers["location"]))
        raise AssertionError(f"a circle: {way}")

    def sign_in(self, app, name, at=None, **params):
        """From the link to the callback; the addresses of the way back."""
        page = self.follow(app.link(at, **params))[0]
        assert "/login/" in page, page
        return self.prove(app, name, page)

    def prove(self, app, name, page):
        parts = urllib.parse.urlsplit(page)
        signed = self.send("POST", f"{parts.scheme}://{parts.netloc}/{app.id}/api/v3/signin", json={
            "connection": "PASSWORD", "passwordPayload": {"account": name, "password": PASSWORD}}, headers={
            "x-genauth-interaction": re.search(r"/login/([0-9a-f]{24})", page)[1]}).json()
        assert signed.get("apiCode") == 1600, signed
        return self.follow(page.partition("?")[0] + "/resume")

    def asks_to_sign_in(self, app, at=None, **params):
        last = self.follow(app.link(at, **params))[0]
        assert last.startswith(CALLBACK) or "/login/" in last, last
        return not last.startswith(CALLBACK)


def session_cookie(browser, app):
    return browser.jar(app.host).get(f"__Host-genauth-session-{app.server.pool_id}")


# --- the way that works ----------------------------------------------------------------------------------------
def test_who_signed_in_at_one_applications_host_is_known_at_the_other(server, person):
    one, two, browser = App(server), App(server), Browser(server)
    answer = query_of(browser.sign_in(one, person)[0])
    assert answer["code"] and answer["iss"] == f"{one.base}/oidc"
    way = browser.follow(two.link())
    assert query_of(way[0])["iss"] == f"{two.base}/oidc" and query_of(way[0])["code"], way
    # Once there, it is known without a detour, and the address bar shows no handle to the application.
    assert len(browser.follow(two.link(prompt="none"))) == 2
    assert "genauth_sso" not in way[0]


def test_the_session_host_and_its_paths_take_part(server, person):
    one, two, browser = App(server), App(server), Browser(server)
    browser.sign_in(one, person, at=f"{server.base}/{one.id}")
    for at in (f"{server.base}/{two.id}", server.base, two.base, one.base):
        assert not browser.asks_to_sign_in(two if at != one.base else one, at=at), at
    other = Browser(server)
    other.sign_in(one, person)
    assert not other.asks_to_sign_in(two, at=f"{server.base}/{two.id}")


def test_prompt_none_at_a_host_that_nobody_signed_in_at(server):
    one, browser = App(server), Browser(server)
    answer = query_of(browser.follow(one.link(prompt="none"))[0])
    assert answer["error"] == "login_required" and answer["state"] == "s"


def test_a_new_sign_in_changes_the_session_at_every_host(server, person):
    one, two, browser = App(server), App(server), Browser(server)
    browser.sign_in(one, person)
    browser.follow(two.link())
    before = session_cookie(browser, two)
    browser.sign_in(one, person, prompt="login")
    assert not browser.asks_to_sign_in(two)  # it joins anew
    assert session_cookie(browser, two) != before
    thief = Browser(server)
    thief.jar(two.host)[f"__Host-genauth-session-{server.pool_id}"] = before
    assert thief.asks_to_sign_in(two)


def test_another_person_in_the_browser_ends_the_session_of_the_first_everywhere(server, person):
    other = new_name("single")
    user_of(server, username=other)
    one, two, browser = App(server), App(server), Browser(server)
    browser.sign_in(one, person)
    browser.follow(two.link())
    left = dict(browser.jar(two.host))
    browser.sign_in(one, other, prompt="login")
    first = Browser(server)
    first.jars[two.host] = left
    assert first.asks_to_sign_in(two)


def test_signing_out_at_one_host_signs_out_at_all(server, person):
    one, two, browser = App(server), App(server), Browser(server)
    browser.sign_in(one, person)
    browser.follow(two.link())
    # Without an ID token the page asks, at a host that had nobody signed in before, too.
    three = App(server)
    asked = f"{three.base}/login/profile/logout?redirect_uri={CALLBACK}&client_id={three.id}"
    browser.follow(asked)
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', browser.page.text))
    answer = browser.send("POST", f"{three.base}/oidc/session/end", data={**form, "confirmed": "yes"},
                          headers={"origin": three.base})
    assert answer.status_code in (200, 303), answer.text
    for app in (one, two, three):
        assert browser.asks_to_sign_in(app)
    assert browser.asks_to_sign_in(one, at=server.base)


def test_an_application_without_single_sign_on_neither_takes_nor_leaves_a_session(server, person):
    alone, one, browser = App(server, sso_enabled=False), App(server), Browser(server)
    browser.sign_in(one, person)
    assert browser.asks_to_sign_in(alone)
    browser = Browser(server)
    browser.sign_in(alone, person)
    assert not any("session" in name for jar in browser.jars.values() for name in jar)
    assert browser.asks_to_sign_in(one)


def test_two_tabs_sign_in_at_two_hosts_at_once(server, person):
    one, two, browser = App(server), App(server), Browser(server)
    first, second = browser.follow(one.link())[0], browser.follow(two.link())[0]
    assert query_of(browser.prove(one, person, first)[0])["code"]
    assert query_of(browser.prove(two, person, second)[0])["code"]
    assert not browser.asks_to_sign_in(one) and not browser.asks_to_sign_in(two)


# --- attacks ---------------------------------------------------------------------------------------------------
def handle_of(address):
    return query_of(address).get("genauth_sso", "")


def test_session_fixation_a_handle_counts_only_in_the_browser_that_asked_for_it(server, person):
    """The attacker's own session is sent to a victim, and a victim's handle that leaked to the attacker."""
    one, two, attacker = App(server), App(server), Browser(server)
    attacker.sign_in(one, person)
    way = attacker.follow(two.link(), stop=handle_of)
    assert handle_of(way[0]) not in ("", "none")
    victim = Browser(server)
    assert victim.asks_to_sign_in(two, genauth_sso=handle_of(way[0]))
    victim.follow(two.link())  # has a cookie of its own now
    assert victim.asks_to_sign_in(two, genauth_sso=handle_of(way[0]))
    # It was not used up by that, and counts once where it belongs.
    last = attacker.follow(way[0])[0]
    assert query_of(last)["code"]
    attacker.jar(two.host).pop(f"__Host-genauth-session-{server.pool_id}")
    assert "/login/" in attacker.follow(way[0])[0]


def test_relay_a_join_that_somebody_else_began_brings_nobody(server, person):
    """The attacker begins at the application and lets the victim's browser go to the session host."""
    one, two, victim, attacker = App(server), App(server), Browser(server), Browser(server)
    victim.sign_in(one, person)
    begun = attacker.follow(two.link(), stop=lambda url: "/oidc/session/join" in url)[0]
    last = victim.follow(begun)[0]
    assert "/login/" in last  # in the victim's own browser, and nobody is signed in at that host
    assert session_cookie(victim, two) is None and attacker.asks_to_sign_in(two)


def test_login_csrf_a_session_is_shared_in_the_browser_of_the_interaction_alone(server, person):
    one, attacker, victim = App(server), Browser(server), Browser(server)
    page = attacker.follow(one.link())[0]
    shared = lambda url: "/oidc/session/share" in url  # noqa: E731
    parts = urllib.parse.urlsplit(page)
    attacker.send("POST", f"{parts.scheme}://{parts.netloc}/{one.id}/api/v3/signin", json={
        "connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}}, headers={
        "x-genauth-interaction": re.search(r"/login/([0-9a-f]{24})", page)[1]})
    asked = attacker.follow(page + "/resume", stop=shared)[0]
    # The victim's browser says which it is, and comes back to an interaction that is not its own.
    victim.follow(asked)
    assert victim.page.status_code in (200, 404) and not victim.jar(one.host).get("session")
    keep = attacker.follow(attacker.follow(asked, stop=handle_of)[0],
                           stop=lambda url: shared(url) and handle_of(url))[0]
    assert shared(keep)
    victim.follow(keep)  # has a keeper's cookie, but another one
    assert f"__Host-genauth-session-{server.pool_id}" not in victim.jar("localhost")
    nobody = Browser(server)
    nobody.follow(keep)
    assert f"__Host-genauth-session-{server.pool_id}" not in nobody.jar("localhost")
    assert query_of(attacker.follow(keep)[0])["code"]
    assert f"__Host-genauth-session-{server.pool_id}" in attacker.jar("localhost")


def test_a_keepers_handle_of_another_interaction_is_not_taken(server, person):
    one, browser, other = App(server), Browser(server), Browser(server)
    mine = browser.follow(one.link())[0]
    foreign = other.follow(one.link())[0]
    asked = (f"{server.base}/oidc/session/share?app_id={one.id}&host={one.host}"
             f"&interaction={re.search(r'/login/([0-9a-f]{24})', foreign)[1]}")
    handle = handle_of(other.follow(asked, stop=handle_of)[0])
    parts = urllib.parse.urlsplit(mine)
    browser.send("POST", f"{parts.scheme}://{parts.netloc}/{one.id}/api/v3/signin", json={
        "connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}}, headers={
        "x-genauth-interaction": re.search(r"/login/([0-9a-f]{24})", mine)[1]})
    answer = browser.send("GET", f"{mine}/resume?genauth_sso={handle}")
    assert "/oidc/session/share" in answer.headers["location"] and not handle_of(answer.headers["location"])


def test_a_cookie_of_one_host_is_worth_nothing_at_another(server, person):
    one, two, browser, thief = App(server), App(server), Browser(server), Browser(server)
    browser.sign_in(one, person)
    for host, app, at in ((two.host, two, two.base), ("localhost", two, server.base)):
        thief.jar(host)[f"__Host-genauth-session-{server.pool_id}"] = session_cookie(browser, one)
        assert thief.asks_to_sign_in(app, at=at)
    thief.jar(one.host)[f"__Host-genauth-session-{server.pool_id}"] = (
        browser.jar("localhost")[f"__Host-genauth-session-{server.pool_id}"])
    assert thief.asks_to_sign_in(one)


def test_open_redirect_the_session_host_leads_to_nothing_but_our_own_pages(server, person):
    one, browser = App(server), Browser(server)
    browser.sign_in(one, person)
    foreign = App(server, pool_id=server.other_pool()["userPoolId"])
    good = {"app_id": one.id, "host": one.host, "binding": "b" * 43, "to": "/oidc/auth?client_id=x"}
    assert browser.send("GET", f"{server.base}/oidc/session/join", params=good).status_code == 303
    for wrong in ({"host": "evil.example"}, {"host": "localhost"}, {"host": "a.b.localhost"}, {"host": foreign.host},
                  {"host": f"{one.host}@evil.example"}, {"to": "//evil.example/oidc/auth"}, {"to": "@evil.example"},
                  {"to": "/api/v3/get-profile"}, {"to": ""}, {"app_id": foreign.id}, {"app_id": ""}):
        answer = browser.send("GET", f"{server.base}/oidc/session/join", params={**good, **wrong})
        assert answer.status_code == 404, (wrong, answer.status_code, answer.headers)
    # An own host has no session to give.
    assert browser.send("GET", f"{one.base}/oidc/session/join", params=good).status_code == 404
