"""Signing in at a CAS server (connections-cas-init, connections-cas-callback) in its three protocols, against one that
is as strict as the specification."""

import pathlib
import sys

import genauth
import pytest
import requests
from scenes import assert_ok, assert_refused, new_email, new_name, user_of
from sources import CALLBACK, Browser, Visit, disabled_app, new_connection, new_source, query_of

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "standins"))
import cas as standin  # noqa: E402

DOOR = "/connections/cas/init"


@pytest.fixture(name="cas", scope="module")
def one_standin():
    with standin.running() as running:
        yield running


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as running:
            running.engine = request.param
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


@pytest.fixture(autouse=True)
def nobody_complains(cas):
    cas.user, cas.attributes, cas.answer = new_name("cas"), {}, None
    cas.complaints.clear()
    yield
    assert cas.complaints == []


def connect(server, cas, fields=None, **more):
    return new_connection(server, new_source(server, "cas"), "cas", {"casUrl": cas.url, **(fields or {})}, **more)


def visit(server, connection, **more):
    return Visit(server, connection["identifier"], door=DOOR, **more)


def me(server, tokens):
    return assert_ok(server.get("get-profile", token=tokens["access_token"]))


@pytest.mark.parametrize("protocol", ["CAS1", "CAS2", "CAS3", None])
def test_a_person_signs_in_twice_and_is_the_same(server, cas, protocol):
    connection = connect(server, cas, {"casProtocol": protocol} if protocol else {})
    seen = []
    for _ in range(2):
        going = visit(server, connection)
        assert "error" not in going.finish(), going.answer.headers["location"]
        tokens = assert_ok(going.tokens())
        seen.append(me(server, tokens)["userId"])
    assert seen[0] == seen[1]
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    assert (identity["type"], identity["userIdInIdp"]) == ("user", cas.user)
    assert cas.asked[-1] == {"CAS1": "/cas/validate", "CAS2": "/cas/serviceValidate"}.get(
        protocol, "/cas/p3/serviceValidate")


def test_attributes_fill_the_profile_and_may_be_mapped(server, cas):
    email = new_email()
    cas.attributes = {"displayName": "Ann & <Example>", "mail": email, "position": ["Chief", "Cook"], "group": "staff"}
    connection = connect(server, cas, {"mapping": [{"field": "nickname", "path": "user.position"},
                                                   {"field": "email_verified", "path": "user.group=staff"}]})
    going = visit(server, connection)
    going.finish()
    profile = me(server, assert_ok(going.tokens()))
    assert (profile["name"], profile["nickname"], profile["email"]) == ("Ann & <Example>", "Chief", email)


def test_a_verified_address_is_the_same_person_and_an_unverified_one_must_prove_it(server, cas):
    email = new_email()
    user = user_of(server, email=email, emailVerified=True)["userId"]
    cas.attributes = {"mail": email}
    asked = visit(server, connect(server, cas, {"associationMode": "field"}))
    asked.finish()
    assert_refused(asked.read(), 303, 1666)
    trusted = connect(server, cas, {"associationMode": "field", "authoritativeDomains": ["example.com"]})
    going = visit(server, trusted)
    going.finish()
    assert me(server, assert_ok(going.tokens()))["userId"] == user


def test_login_only_lets_nobody_new_in(server, cas):
    assert visit(server, connect(server, cas, loginOnly=True)).finish()["error"] == "source_login_only"


def test_the_ticket_is_good_once_and_in_the_browser_that_began(server, cas):
    connection = connect(server, cas)
    going = visit(server, connection)
    callback = going.at_source()
    assert_refused(Browser(server).get(callback).json(), 400)
    going.answer = going.browser.get(callback)
    assert "error" not in going.landed()
    assert_refused(going.browser.get(callback).json(), 400)
    stolen = query_of(callback)["ticket"]
    other = visit(server, connection)
    state = query_of(other.at_source())["state"]
    other.answer = other.browser.get("/connections/cas/callback", params={"state": state, "ticket": stolen})
    assert other.landed()["error"] == "source_refused"


@pytest.mark.parametrize("ticket", ["", "PT-1", "ST-" + "x" * 600, "ST-x&service=evil"])
def test_what_is_no_ticket_is_not_asked_about_or_refused(server, cas, ticket):
    going = visit(server, connect(server, cas))
    state = query_of(going.at_source())["state"]
    going.answer = going.browser.get("/connections/cas/callback", params={"state": state, "ticket": ticket})
    assert going.landed()["error"] in ("source_refused", "source_answer_invalid")


SUCCESS = ('<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>{}'
           "</cas:authenticationSuccess></cas:serviceResponse>")
USER = "<cas:user>ann</cas:user>"
BAD_ANSWERS = {
    "xxe": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + SUCCESS.format("<cas:user>&e;</cas:user>"),
    "dtd": "<!DOCTYPE x>" + SUCCESS.format(USER),
    "billion_laughs": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
                      + SUCCESS.format("<cas:user>&b;</cas:user>"),
    "no_namespace": SUCCESS.format(USER).replace("http://www.yale.edu/tp/cas", "http://evil.example.com"),
    "two_users": SUCCESS.format(USER + "<cas:user>admin</cas:user>"),
    "nested_user": SUCCESS.format("<cas:user><b>ann</b></cas:user>"),
    "empty_user": SUCCESS.format("<cas:user> </cas:user>"),
    "proxy": SUCCESS.format(USER + "<cas:proxies><cas:proxy>https://x</cas:proxy></cas:proxies>"),
    "two_answers": SUCCESS.format(USER).replace("</cas:serviceResponse>",
                                                "<cas:authenticationFailure/></cas:serviceResponse>"),
    "no_xml": "yes\nann\n", "empty": "", "cut": SUCCESS.format(USER)[:-5],
    "large": SUCCESS.format(USER) + " " * 300_000,
}


@pytest.mark.parametrize("kind", BAD_ANSWERS)
def test_an_answer_that_is_none_signs_nobody_in(server, cas, kind):
    going = visit(server, connect(server, cas))
    callback = going.at_source()
    cas.answer = BAD_ANSWERS[kind]
    going.answer = going.browser.get(callback)
    assert going.landed()["error"] in ("source_answer_invalid", "provider_unreachable")


def test_comment_truncation_a_comment_does_not_end_the_name(server, cas):
    going = visit(server, connect(server, cas))
    callback = going.at_source()
    cas.answer = SUCCESS.format("<cas:user>admin<!-- -->.evil</cas:user>")
    going.answer = going.browser.get(callback)
    going.landed()
    [identity] = assert_ok(server.get("get-identities", token=assert_ok(going.tokens())["access_token"]))
    assert identity["userIdInIdp"] == "admin.evil"


@pytest.mark.parametrize("answer", ["maybe", "yes\n", "yes\nann\nadmin\n", "no\n\n", "yes\n\x01\n"])
def test_the_first_protocol_says_yes_and_a_name_or_nothing(server, cas, answer):
    going = visit(server, connect(server, cas, {"casProtocol": "CAS1"}))
    callback = going.at_source()
    cas.answer = answer
    going.answer = going.browser.get(callback)
    assert going.landed()["error"] in ("source_answer_invalid", "source_refused")


def test_private_addresses_are_not_asked_unless_allowed(cas):
    with genauth.Server() as closed, closed.with_settings(app={"redirect_uris": [CALLBACK]}):
        assert visit(closed, connect(closed, cas)).finish()["error"] == "provider_unreachable"


def test_settings_and_doors_are_checked(server, cas):
    source = new_source(server, "cas")
    for wrong in ({}, {"casUrl": ""}, {"casUrl": "ftp://x"}, {"casUrl": "https://x/cas?y=1"}):
        assert_refused(server.manage("POST", "create-ext-idp-conn", {
            "extIdpId": source, "type": "cas", "identifier": new_name("c"), "displayName": "C", "fields": wrong}), 400)
    connection, other = connect(server, cas), new_connection(server, new_source(server))
    for change, code in (({"redirect_uri": "https://evil.example.com/"}, 400), ({"app_id": "0" * 24}, 404),
                         ({"identifier": "unknown"}, 403), ({"identifier": other["identifier"]}, 403),
                         ({"app_id": disabled_app(server)}, 403)):
        going = visit(server, connection)
        going.params.update(change)
        going.start()
        assert_refused(going.answer.json(), code, 2011 if code == 404 else None)
    answer = server.call("GET", DOOR, app=False, params={"identifier": connection["identifier"]})
    assert_refused(answer, 400, 2010)
    with server.with_settings(app={"token_auth_method": "none"}):
        going = visit(server, connection, code_challenge="")
        going.start()
        assert_refused(going.answer.json(), 400)
    rows = assert_ok(server.get("get-application-enabled-extidps"))
    [row] = [each for each in rows if each["identifier"] == connection["identifier"]]
    assert row["extIdpType"] == "enterprise" and DOOR in row["bindUrl"]


def test_a_signed_in_person_links_an_account(server, cas):
    connection = connect(server, cas)
    name = new_name()
    server.sign_up(name)
    tokens = server.sign_in(name)
    browser = Browser(server)
    made = browser.get("/api/v3/generate-link-extidp-url", headers={"x-authing-app-id": server.app_id}, params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id,
        "id_token": tokens["id_token"]}, unchecked=True).json()
    at_cas = browser.get(assert_ok(made)["url"]).headers["location"]
    back = requests.get(at_cas, allow_redirects=False, timeout=30).headers["location"]
    landed = browser.get(back).headers["location"]
    assert query_of(landed) == {"result": "linked"}
    going = visit(server, connection)
    going.finish()
    assert me(server, assert_ok(going.tokens()))["username"] == name
