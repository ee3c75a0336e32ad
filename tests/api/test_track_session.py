"""GET /cas/session: whether somebody is signed in in this browser, and that nobody but our own pages hears it."""

import pytest
import requests
from hosted import CALLBACK
from scenes import assert_ok, new_name, user_of
from test_single_sign_on import App, Browser

NOBODY = {"session": None, "userInfo": None}


@pytest.fixture(scope="module")
def person(server):
    name = new_name("tracked")
    return {"name": name, "id": user_of(server, username=name, nickname="Ada", email=f"{name}@example.com")["userId"]}


def ask(browser, base, headers=None, **params):
    answer = browser.send("GET", f"{base}/cas/session", params=params, headers=headers or {})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not any(name.startswith("access-control") for name in answer.headers), answer.headers
    assert "set-cookie" not in answer.headers
    return answer.json()


def test_a_browser_hears_who_is_signed_in(server, person):
    app, browser = App(server), Browser(server)
    assert ask(browser, app.base) == NOBODY
    browser.sign_in(app, person["name"])
    known = {"session": {"appId": app.id, "type": "oidc", "userId": person["id"]},
             "userInfo": {"id": person["id"], "username": person["name"], "nickname": "Ada", "name": None,
                          "email": person["name"] + "@example.com", "photo": None}}
    # At the application's own host; at the session host the application is named, by path or parameter.
    assert ask(browser, app.base) == known
    assert ask(browser, f"{server.base}/{app.id}") == known
    assert ask(browser, server.base, app_id=app.id) == known
    assert ask(browser, server.base)["code"] == 400
    assert ask(browser, server.base, app_id="0" * 24) == NOBODY
    assert ask(Browser(server), app.base) == NOBODY


def test_other_applications_of_single_sign_on_share_it_and_others_do_not(server, person):
    one, two, alone = App(server), App(server), App(server, sso_enabled=False)
    browser = Browser(server)
    browser.sign_in(one, person["name"], at=f"{server.base}/{one.id}")
    assert ask(browser, f"{server.base}/{two.id}")["session"]["appId"] == two.id
    assert ask(browser, f"{server.base}/{alone.id}") == NOBODY
    strict = App(server, mfa_factors=["OTP"])
    assert ask(browser, f"{server.base}/{strict.id}") == NOBODY
    foreign = App(server, pool_id=server.other_pool()["userPoolId"])
    assert ask(browser, f"{server.base}/{foreign.id}") == NOBODY


def test_it_ends_with_the_session_and_its_person(server):
    app = App(server)
    for status in ("Suspended", None):
        name = new_name("tracked")
        user_id = user_of(server, username=name)["userId"]
        browser = Browser(server)
        browser.sign_in(app, name)
        assert ask(browser, app.base)["session"]["userId"] == user_id
        if status:
            assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": status}))
        else:
            assert_ok(server.manage("POST", "update-user", {"userId": user_id, "password": "another good battery"}))
        assert ask(browser, app.base) == NOBODY


def test_cross_origin_pages_learn_nothing(server, person):
    """Cookies of ours come along from neighbouring hosts and other ports, which are the same site."""
    app, browser = App(server), Browser(server)
    browser.sign_in(app, person["name"])
    neighbour = App(server)
    assert ask(browser, app.base, {"origin": app.base, "sec-fetch-site": "same-origin"})["session"]
    assert ask(browser, app.base, {"sec-fetch-site": "none"})["session"]
    for headers in ({"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
                    {"origin": neighbour.base, "sec-fetch-site": "same-site"}, {"origin": "null"},
                    {"origin": f"http://{app.host}:1"}, {"origin": f"https://{app.host}:{server.port}"},
                    {"origin": app.base + ".evil.example"}, {"origin": CALLBACK.rsplit("/", 1)[0]},
                    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "x"}):
        assert ask(browser, app.base, headers) == NOBODY, headers
    # No preflight lets a page send anything of its own, and a form of another site brings no answer.
    asked = requests.options(f"http://127.0.0.1:{server.port}/cas/session", timeout=30, headers={
        "host": f"{app.host}:{server.port}", "origin": CALLBACK.rsplit("/", 1)[0],
        "access-control-request-method": "GET"})
    assert not any(name.startswith("access-control-allow") for name in asked.headers), asked.headers
    assert browser.send("POST", f"{app.base}/cas/session").status_code == 405


def test_a_stolen_id_of_a_session_is_no_cookie(server, person):
    app, browser, thief = App(server), Browser(server), Browser(server)
    browser.sign_in(app, person["name"])
    name = f"__Host-genauth-session-{server.pool_id}"
    cookie = browser.jar(app.host)[name]
    for wrong in (cookie.split(".")[0], cookie.split(".")[0] + ".", cookie[:-1], "", "x"):
        thief.jar(app.host)[name] = wrong
        assert ask(thief, app.base) == NOBODY
