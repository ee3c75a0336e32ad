"""Debian's Apache with mod_auth_openidc as the relying party: sign-in, single sign-on, sign-out."""

import pytest
import requests
from apache import Apache
from apache_scene import AtApache
from scenes import PASSWORD, new_name, user_of
from sources import query_of


@pytest.fixture(scope="module")
def site(server):
    with Apache(f"{server.base}/{server.app_id}/oidc", server.app_id, server.app_secret) as site:
        settings = {"redirect_uris": [site.callback], "logout_redirect_uris": [site.base + "/bye.html"]}
        with server.with_settings(app=settings):
            yield site


@pytest.fixture
def person(server):
    return user_of(server, username=new_name("apache"), password=PASSWORD)


def test_apache_signs_people_in(server, site, person):
    visitor = AtApache(server, site)
    page = visitor.sign_in_at(person["username"])
    assert page.text == "the protected page"
    assert (page.headers["x-user"], page.headers["x-sub"]) == (person["username"], person["userId"])
    again = AtApache(server, site)  # another site's session is gone, GenAuth's is not
    again.browser = visitor.browser
    sent = again.visit()
    assert again.come_back(visitor.browser.get(sent.headers["location"], unchecked=True)).text == page.text


def test_apache_refuses_an_answer_to_nobodys_question(server, site, person):
    visitor = AtApache(server, site)
    visitor.sign_in_at(person["username"])
    stranger = AtApache(server, site)
    sent = stranger.visit()
    answer = visitor.browser.get(sent.headers["location"], unchecked=True)
    thief = requests.get(answer.headers["location"], allow_redirects=False, timeout=20)  # without the state's cookie
    assert thief.status_code >= 400 and "the protected page" not in thief.text


def test_apache_signs_people_out_here_too(server, site, person):
    visitor = AtApache(server, site)
    visitor.sign_in_at(person["username"])
    sent = visitor.visit(f"{site.callback}?logout={site.base}/bye.html")
    assert sent.headers["location"].startswith(server.base), sent.headers["location"]
    done = visitor.browser.get(sent.headers["location"], unchecked=True)
    assert done.headers["location"].startswith(site.base + "/bye.html")
    sent = visitor.visit()
    assert sent.status_code == 302  # the site asks again, and so do we
    asked = visitor.note(visitor.browser.get(sent.headers["location"], unchecked=True))
    assert "/login/" in asked.headers["location"] and "code" not in query_of(asked.headers["location"])
