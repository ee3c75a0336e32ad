"""Accounts from elsewhere at the hosted pages: the browser goes to the source (interaction-source) and comes back into
its interaction. On both engines."""

import contract
import requests
from completion_scene import COMPANY, ask
from hosted import Visitor, query_of, step_of
from scenes import PASSWORD, assert_ok, assert_refused, new_name
from source_scene import connect, nobody_complains, one_server, one_standin  # noqa: F401
from sources import Browser, Visit, disabled_app, new_connection, new_source, switch


def begun(server):
    visitor = Visitor(server)
    visitor.authorize()
    return visitor


def source_of(visitor, connection):
    """As the page shows it."""
    [shown] = [each for each in assert_ok(visitor.state())["sources"] if each["identifier"] == connection["identifier"]]
    return shown


def enter(visitor, connection, browser=None):
    """Through the door of the page."""
    return door(browser or visitor.browser, source_of(visitor, connection)["url"])


def door(browser, url):
    answer = browser.get(url, unchecked=True)
    contract.check_reply("GET", url[url.index("/interaction/"):], answer)
    return answer


def through(visitor, connection, **more):
    """To the source and back: where the browser is sent in the end."""
    sent = enter(visitor, connection)
    assert sent.status_code == 303, sent.text
    back = requests.get(sent.headers["location"], params=more or None, allow_redirects=False, timeout=30)
    return visitor.browser.get(back.headers["location"], unchecked=True).headers["location"]


def page_of(visitor):
    return f"/{visitor.app_id}/login/{visitor.id}"


def test_a_person_comes_back_signed_in(server, vendors):
    connection = connect(server, vendors, "github")
    for _ in range(2):
        visitor = begun(server)
        assert source_of(visitor, connection)["name"] == "A source"
        assert through(visitor, connection) == page_of(visitor) + "/resume"
        assert "code" in query_of(visitor.resume().headers["location"])


def test_what_is_demanded_afterwards_stands_on_the_page(server, vendors):
    connection = connect(server, vendors, "github")
    with ask(server, COMPANY):
        visitor = begun(server)
        assert through(visitor, connection) == page_of(visitor)
        assert assert_ok(visitor.state())["demand"]["apiCode"] == 1642


def challenged(server, vendors):
    """(visitor, the demand) of a newcomer who is asked whose account this is."""
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    visitor = begun(server)
    assert through(visitor, connection) == page_of(visitor)
    return visitor, assert_ok(visitor.state())["demand"]


def answer(visitor, demand, action, **data):
    return visitor.call("POST", "/interaction/authFlow", {
        "action": action, "flowHandle": demand["data"]["flowHandle"], "data": data})


def test_a_newcomers_question_is_asked_at_every_reload_and_answered_once(server, vendors):
    visitor, demand = challenged(server, vendors)
    assert demand["apiCode"] == 1641 and demand["data"]["canCreate"] and "password" in demand["data"]["methods"]
    assert assert_ok(visitor.state())["demand"] == demand
    assert_refused(answer(visitor, demand, "create-federation-account"), 303, 1600)
    assert step_of(visitor.state()) == "done"
    assert_refused(answer(visitor, demand, "create-federation-account"), 400)


def test_an_account_that_is_here_is_proved(server, vendors):
    name = new_name()
    server.sign_up(name)
    visitor, demand = challenged(server, vendors)
    assert_refused(answer(visitor, demand, "bind-identity-by-password", account=name, password="wrong one"), 403, 2333)
    assert assert_ok(visitor.state())["demand"] == demand
    assert_refused(answer(visitor, demand, "bind-identity-by-password", account=name, password=PASSWORD), 303, 1600)


def test_a_handle_counts_in_its_own_interaction_alone(server, vendors):
    visitor, demand = challenged(server, vendors)
    other = begun(server)
    assert_refused(answer(other, demand, "create-federation-account"), 400)
    assert_refused(server.call("POST", "/interaction/authFlow", {
        "action": "create-federation-account", "flowHandle": demand["data"]["flowHandle"], **server.client()}), 400)
    # Nor does a handle of an application's own in somebody's interaction: it would sign them in as its maker.
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    visit.finish()
    assert_refused(other.call("POST", "/interaction/authFlow", {
        "action": "finish", "flowHandle": visit.handle, "code_verifier": visit.verifier}), 400)
    assert_ok(visit.tokens())


def test_what_went_wrong_at_the_source_stands_on_the_page_until_the_next_try(server, vendors):
    connection = connect(server, vendors, "github")
    visitor, name = begun(server), new_name()
    server.sign_up(name)
    sent = enter(visitor, connection)
    state = query_of(sent.headers["location"])["state"]
    refused = visitor.browser.get("/connections/social/callback", unchecked=True,
                                  params={"state": state, "error": "access_denied"})
    assert refused.headers["location"] == page_of(visitor)
    told = assert_ok(visitor.state())
    assert told["step"] == "login" and "access_denied" in told["notice"]["message"]
    assert_refused(visitor.password(name), 303, 1600)
    assert "notice" not in assert_ok(visitor.state())


def test_another_browser_comes_back_to_nothing(server, vendors):
    connection = connect(server, vendors, "github")
    visitor = begun(server)
    assert enter(visitor, connection, Browser(server)).headers["location"] == page_of(visitor)
    # Login CSRF: the attacker's callback in the browser of somebody who has an interaction of their own.
    attacker = begun(server)
    sent = enter(attacker, connection)
    back = requests.get(sent.headers["location"], allow_redirects=False, timeout=30).headers["location"]
    assert_refused(visitor.browser.get(back, unchecked=True).json(), 400)
    assert step_of(visitor.state()) == "login"


def test_an_interaction_that_ended_meanwhile_is_told_of_by_its_page(server, vendors):
    connection = connect(server, vendors, "github")
    visitor, name = begun(server), new_name()
    server.sign_up(name)
    sent = enter(visitor, connection)
    visitor.password(name)
    visitor.resume()
    back = requests.get(sent.headers["location"], allow_redirects=False, timeout=30).headers["location"]
    assert visitor.browser.get(back, unchecked=True).headers["location"] == page_of(visitor)
    assert_refused(visitor.state(), 404, 1699)


def test_the_door_is_for_what_the_application_offers(server, vendors):
    connection = connect(server, vendors, "github")
    visitor = begun(server)
    url = source_of(visitor, connection)["url"]
    switch(server, connection["id"], enabled=False)
    assert all(each["identifier"] != connection["identifier"] for each in assert_ok(visitor.state())["sources"])
    assert_refused(door(visitor.browser, url).json(), 403)
    path = f"/interaction/{visitor.id}/source/{connection['identifier']}"
    assert_refused(door(visitor.browser, path).json(), 400, 2010)
    assert_refused(door(visitor.browser, f"/{'0' * 24}{path}").json(), 404, 2011)
    assert_refused(door(visitor.browser, f"/{disabled_app(server)}{path}").json(), 403)


def test_an_application_shows_what_it_wants_to_and_domains_of_companies(server, vendors):
    company = connect(server, vendors, "oidc", fields={
        "issuer": vendors.origin + "/op.example.com", "authoritativeDomains": ["Engines.Example"]})
    friend = connect(server, vendors, "github")
    app = new_connection(server, new_source(server), "github:mobile")

    def shown():
        return {each["identifier"]: each for each in assert_ok(begun(server).state())["sources"]}
    every = shown()
    assert every[company["identifier"]]["domains"] == ["engines.example"]
    assert "domains" not in every[friend["identifier"]]
    assert app["identifier"] not in every
    with server.with_settings(app={"branding": {"enterprise_connections": False}}):
        assert company["identifier"] not in shown() and friend["identifier"] in shown()
    with server.with_settings(app={"branding": {"social_connections": False}}):
        assert company["identifier"] in shown() and friend["identifier"] not in shown()
