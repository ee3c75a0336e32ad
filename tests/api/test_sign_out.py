"""Signing out at each of the three addresses: who is asked, where the browser goes, what ends."""

import re

import pytest
from hosted import CALLBACK, Visitor
from oidc import Oidc
from scenes import new_name, user_of
from sources import query_of

AFTER = "https://app.example.com/bye"
PATHS = (("/oidc/session/end", "post_logout_redirect_uri"), ("/login/profile/logout", "redirect_uri"),
         ("/cas-idp/logout", "url"))


@pytest.fixture(scope="module")
def person(server):
    name = new_name("leaving")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def addresses(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER]}):
        yield


@pytest.fixture
def signed_in(server, person):
    visitor = Visitor(server)
    code = visitor.sign_in(person, scope="openid profile offline_access")["code"]
    visitor.tokens = visitor.redeem(code, Oidc(server)).json()
    return visitor


def is_signed_in(visitor):
    return "code" in query_of(visitor.authorize(prompt="none").headers["location"])


def leave(visitor, path="/oidc/session/end", **params):
    return visitor.browser.get(path, params=params, unchecked=True)


def press(visitor, page, origin=None):
    form = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.text))
    headers = {"origin": origin or visitor.server.base}
    return visitor.browser.send("POST", "/oidc/session/end", data=form, headers=headers, unchecked=True)


def test_with_an_id_token_hint_the_browser_is_signed_out_and_sent_back(server, signed_in):
    app = Oidc(server)
    answer = leave(signed_in, id_token_hint=signed_in.tokens["id_token"], post_logout_redirect_uri=AFTER, state="s1")
    assert answer.status_code == 303 and answer.headers["location"] == AFTER + "?state=s1"
    assert not is_signed_in(signed_in)
    assert app.me(signed_in.tokens["access_token"]).status_code == 401
    assert app.refresh(signed_in.tokens["refresh_token"]).status_code == 400


def test_csrf_on_logout_a_bare_link_asks_and_ends_nothing(server, signed_in):
    for path, name in PATHS:
        page = leave(signed_in, path, client_id=server.app_id, **{name: AFTER})
        assert page.status_code == 200 and "Sign out" in page.text, page.text
        assert is_signed_in(signed_in)
    forged = press(signed_in, page, origin="https://evil.example")
    assert forged.status_code == 303 and is_signed_in(signed_in)
    done = press(signed_in, page)
    assert done.headers["location"] == AFTER and not is_signed_in(signed_in)


@pytest.mark.parametrize("path,name", PATHS)
def test_each_address_signs_out_and_leads_to_the_registered_one(server, signed_in, path, name):
    answer = leave(signed_in, path, id_token_hint=signed_in.tokens["id_token"], **{name: AFTER})
    assert answer.status_code == 303 and answer.headers["location"] == AFTER
    assert not is_signed_in(signed_in)


def test_without_an_address_a_page_says_that_it_is_done(signed_in):
    answer = leave(signed_in, id_token_hint=signed_in.tokens["id_token"])
    assert answer.status_code == 200 and "You are signed out" in answer.text
    assert not is_signed_in(signed_in)


def test_an_application_without_single_sign_on_signs_out_what_its_id_token_names(server, person):
    settings = {"redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER], "sso_enabled": False}
    with server.with_settings(app=settings):
        visitor, app = Visitor(server), Oidc(server)
        code = visitor.sign_in(person, scope="openid profile offline_access")["code"]
        tokens = visitor.redeem(code, app).json()
        assert not [name for name in visitor.browser.cookies if "session" in name]
        assert leave(visitor, id_token_hint=tokens["id_token"]).status_code == 200
        assert app.me(tokens["access_token"]).status_code == 401
        assert app.refresh(tokens["refresh_token"]).status_code == 400


def test_open_redirect_an_address_that_is_not_registered_is_a_page(server, signed_in):
    for path, name in PATHS:
        for address in (AFTER + "/", AFTER + "?x=1", AFTER.upper(), AFTER + "#x", "https://evil.example/bye", CALLBACK):
            params = {name: address, "id_token_hint": signed_in.tokens["id_token"]}
            answer = leave(signed_in, path, **params)
            assert answer.status_code == 400 and "location" not in answer.headers, address
    assert is_signed_in(signed_in)


def test_the_hint_of_another_person_does_not_sign_this_one_out(server, signed_in):
    other = new_name("leaving")
    user_of(server, username=other)
    stranger = Visitor(server)
    tokens = stranger.redeem(stranger.sign_in(other)["code"], Oidc(server)).json()
    assert "Sign out" in leave(signed_in, id_token_hint=tokens["id_token"]).text
    assert is_signed_in(signed_in)


def test_the_question_repeats_what_was_asked_without_running_it(server, signed_in):
    state = '"><script>alert(1)</script>'
    page = leave(signed_in, client_id=server.app_id, post_logout_redirect_uri=AFTER, state=state)
    assert "<script>" not in page.text and page.status_code == 200
