"""The session's id changes with every sign-in, with the account and with a step-up: what was known before is worth
nothing afterwards. On both engines."""

import pytest
from hosted import CALLBACK, Visitor
from scenes import assert_ok, assert_refused, new_name, user_of
from sources import query_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("fixed")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def callback(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        yield


def session_of(visitor):
    [(name, value)] = [item for item in visitor.browser.cookies.items() if "-session-" in item[0]]
    return name, value


def is_worth_nothing(visitor, name, value):
    """What the browser had before, in a browser of somebody who saw it."""
    thief = Visitor(visitor.server)
    thief.browser.cookies = {name: value}
    return query_of(thief.authorize(prompt="none").headers["location"]).get("error") == "login_required"


def test_session_fixation_cookie_changes_with_the_sign_in(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    name = next(name for name in visitor.browser.cookies if "session" in name)
    before = visitor.browser.cookies[name]
    visitor.authorize(prompt="login")
    visitor.password(person)
    visitor.resume()
    assert visitor.browser.cookies[name] != before
    visitor.browser.cookies[name] = before
    assert query_of(visitor.authorize(prompt="none").headers["location"])["error"] == "login_required"


def test_session_fixation_cookie_changes_with_the_account(server, person):
    visitor, other = Visitor(server), new_name("fixed")
    user_of(server, username=other)
    visitor.sign_in(person)
    before = session_of(visitor)
    visitor.authorize(prompt="select_account")
    visitor.answer("select", other=True)
    visitor.password(other)
    assert "code" in query_of(visitor.resume().headers["location"])
    assert session_of(visitor)[0] == before[0] and session_of(visitor)[1] != before[1]
    assert is_worth_nothing(visitor, *before)


def test_session_fixation_cookie_changes_with_a_step_up(server):
    """Somebody is signed in by password; an application that demands more has them show it."""
    visitor, name = Visitor(server), new_name("fixed")
    email = f"{name}@example.com"
    user_of(server, username=name, email=email, emailVerified=True)
    visitor.sign_in(name)
    before = session_of(visitor)
    with server.with_settings(app={"redirect_uris": [CALLBACK], "mfa_factors": ["EMAIL"]}):
        visitor.authorize()
        sent = {"authorization": "Bearer " + visitor.password(name)["data"]["mfaToken"]}
        assert_ok(visitor.call("POST", "/api/v2/applications/mfa/email/send", {}, sent))
        passed = {"email": email, "code": server.last_code(email)}
        assert_refused(visitor.call("POST", "/api/v2/applications/mfa/email/verify", passed, sent), 303, 1600)
        assert "code" in query_of(visitor.resume().headers["location"])
        assert session_of(visitor)[1] != before[1]
        assert "code" in query_of(visitor.authorize(prompt="none").headers["location"])
        assert is_worth_nothing(visitor, *before)
