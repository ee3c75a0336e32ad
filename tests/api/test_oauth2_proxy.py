"""oauth2-proxy as the relying party: sign-in, renewal by refresh token, an answer to nobody's question, sign-out."""

import re
import time
import urllib.parse

import pytest
import requests
from apache_scene import AtApache
from oauth2_proxy import PROGRAM, Oauth2Proxy
from scenes import PASSWORD, assert_ok, new_name, user_of

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="script/setup found no Go 1.26 to build it")


class AtProxy(AtApache):
    """Somebody whose browser is at the site behind oauth2-proxy and at GenAuth."""

    def visit(self, path="/page", allow_redirects=False):
        return super().visit(path, allow_redirects)


@pytest.fixture(scope="module")
def site(server):
    with Oauth2Proxy(f"{server.base}/{server.app_id}/oidc", server.app_id, server.app_secret) as site:
        with server.with_settings(app={"redirect_uris": [site.callback], "rotate_refresh_tokens": True,
                                       "logout_redirect_uris": [site.base + "/page"]}):
            yield site


@pytest.fixture
def person(server):
    name = new_name("proxied")
    return user_of(server, username=name, password=PASSWORD, email=f"{name}@example.com", emailVerified=True)


def told(visitor):
    answer = visitor.visit("/oauth2/auth")
    return answer.status_code, answer.headers.get("x-auth-request-user"), answer.headers.get("x-auth-request-email")


def test_oauth2_proxy_signs_people_in(server, site, person):
    visitor = AtProxy(server, site)
    assert visitor.visit("/oauth2/auth").status_code == 401
    page = visitor.sign_in_at(person["username"])
    assert page.text == "the protected page", site.log()
    assert told(visitor) == (202, person["userId"], person["email"])
    assert visitor.visit("/oauth2/userinfo").json()["user"] == person["userId"]


def eventually(holds):
    """It looks after a session when it is a second old or more, by a clock of its own."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def test_oauth2_proxy_renews_by_the_refresh_token_as_long_as_the_session_lives(server, site, person):
    visitor = AtProxy(server, site)
    visitor.sign_in_at(person["username"])
    for _ in range(2):
        before = visitor.session.cookies.get_dict()
        eventually(lambda: told(visitor)[0] == 202 and visitor.session.cookies.get_dict() != before)
    assert_ok(server.manage("POST", "update-user", {"userId": person["userId"], "status": "Suspended"}))
    eventually(lambda: told(visitor)[0] == 401)


def test_oauth2_proxy_refuses_an_answer_to_nobodys_question(server, site, person):
    visitor = AtProxy(server, site)
    visitor.sign_in_at(person["username"])
    stranger = AtProxy(server, site)
    sent = stranger.visit()
    answer = visitor.browser.get(sent.headers["location"], unchecked=True)
    thief = requests.get(answer.headers["location"], allow_redirects=False, timeout=20)  # without its cookie
    assert thief.status_code == 403 and "the protected page" not in thief.text


def test_oauth2_proxy_signs_people_out_here_too(server, site, person):
    visitor = AtProxy(server, site)
    visitor.sign_in_at(person["username"])
    here = f"{site.issuer}/session/end?client_id={server.app_id}&post_logout_redirect_uri={site.base}/page"
    left = visitor.visit("/oauth2/sign_out?rd=" + urllib.parse.quote(here, safe=""))
    assert left.headers["location"] == here, site.log()
    asked = visitor.browser.get(here, unchecked=True)  # no hint came along, so the person is asked
    form = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', asked.text))
    done = visitor.browser.send("POST", f"/{server.app_id}/oidc/session/end", data=form, unchecked=True,
                                headers={"origin": server.base})
    assert done.headers["location"] == site.base + "/page"
    sent = visitor.visit()
    assert sent.status_code == 302  # the proxy asks again, and so do we
    assert "/login/" in visitor.browser.get(sent.headers["location"], unchecked=True).headers["location"]
