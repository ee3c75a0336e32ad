"""/.well-known/change-password (W3C, A Well-Known URL for Changing Passwords): where programs that keep passwords send
people whose password ought to be changed."""

import json
import urllib.parse

import pytest
import requests
from account_scene import Account
from hosted import CALLBACK
from scenes import new_name, user_of
from test_single_sign_on import App, Browser

WELL_KNOWN = "/.well-known/change-password"
# §3 of the text: a server that answers this one with success says nothing with the other.
NOT_THERE = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"


@pytest.fixture(scope="module")
def person(server):
    name = new_name("change")
    user_of(server, username=name)
    return name


def asked(server, path, **more):
    return requests.get(server.base + path, allow_redirects=False, timeout=30, **more)


def test_it_leads_to_the_page_where_the_password_is_changed_by_path(server, person):
    for prefix in ("", f"/{server.app_id}"):
        answer = asked(server, prefix + WELL_KNOWN)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{server.base}/{server.app_id}/account/password"


def test_it_leads_to_the_page_of_an_application_at_a_host_of_its_own(server, person):
    app, browser = App(server), Browser(server)
    first = browser.send("GET", app.base + WELL_KNOWN)
    assert (first.status_code, first.headers["location"]) == (303, f"{app.base}/account/password")
    page = browser.follow(first.headers["location"])[0]
    assert page.startswith(f"{app.base}/{app.id}/login/"), page
    way = browser.prove(app, person, page)
    assert f"{app.base}/account#password" in way, way
    # Who is signed in is there at once.
    assert browser.send("GET", f"{app.base}/account/password").headers["location"] == f"{app.base}/account#password"


def test_it_leads_through_the_sign_in_and_back_to_the_section(server, person):
    account = Account(server)
    begun = account.browser.get(f"/{server.app_id}/account/password", unchecked=True)
    account.note(begun)
    assert begun.status_code == 303 and account.id
    assert account.password(person)["apiCode"] == 1600
    back = account.resume()
    assert back.headers["location"] == f"{server.base}/{server.app_id}/account#password"
    here = account.browser.get(f"/{server.app_id}/account/password", unchecked=True)
    assert here.headers["location"] == f"{server.base}/{server.app_id}/account#password"


def test_an_application_is_named_by_the_address_too(server):
    app = App(server)
    answer = asked(server, WELL_KNOWN, params={"client_id": app.id})
    assert answer.headers["location"] == f"{server.base}/{app.id}/account/password"


def test_without_an_application_it_is_one_of_the_pool_whose_people_sign_in_here(server):
    other = server.other_pool()
    name = new_name("change")
    user_of(server, username=name)
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        account = Account(server)
        account.sign_in(name)
        where = account.browser.get(WELL_KNOWN, unchecked=True).headers["location"]
        assert where == f"{server.base}/{server.app_id}/account/password"
        # A cookie that proves nothing leads nowhere else.
        account.browser.cookies = {f"__Host-genauth-session-{other['userPoolId']}": "made.up"}
        where = account.browser.get(WELL_KNOWN, unchecked=True).headers["location"]
        assert where == f"{server.base}/{server.app_id}/account/password"


def test_applications_without_an_account_centre_have_no_such_page(server):
    for settings in ({"first_party": False}, {"sso_enabled": False}):
        app = App(server, **settings)
        assert asked(server, f"/{app.id}{WELL_KNOWN}").status_code == 404
        assert asked(server, f"/{app.id}/account/password").status_code == 404
        assert requests.get(f"http://127.0.0.1:{server.port}{WELL_KNOWN}", headers={"host": urllib.parse.urlsplit(
            app.base).netloc}, allow_redirects=False, timeout=30).status_code == 404
    assert asked(server, f"/{'0' * 24}{WELL_KNOWN}").status_code == 404


def test_only_reading_is_answered(server):
    assert requests.post(server.base + WELL_KNOWN, timeout=30).status_code == 405


def test_what_should_not_exist_does_not(server):
    for prefix in ("", f"/{server.app_id}"):
        assert asked(server, prefix + NOT_THERE).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:1"])
def test_host_header_injection_leads_nobody_elsewhere(server, host):
    answer = requests.get(f"http://127.0.0.1:{server.port}/{server.app_id}{WELL_KNOWN}", headers={"host": host},
                          allow_redirects=False, timeout=30)
    assert "evil.example" not in json.dumps(dict(answer.headers))


def test_open_redirect_parameters_lead_nobody_elsewhere(server):
    for name in ("redirect_uri", "return_to", "next", "genauth_sso"):
        answer = asked(server, f"/{server.app_id}{WELL_KNOWN}", params={name: "https://evil.example/"})
        assert answer.headers["location"] == f"{server.base}/{server.app_id}/account/password"
