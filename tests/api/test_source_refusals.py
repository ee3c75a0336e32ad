"""What the doors of identity sources and the operations around them refuse."""

import pytest
from scenes import PASSWORD, assert_ok, assert_refused, new_name
from source_scene import OURS, connect, me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import CALLBACK, Browser, Visit, disabled_app, new_connection, new_source, query_of

DOORS = {"connections-social-identifier": None, "connections-oidc-init": "/connections/oidc/init",
         "connections-oauth2-init": "/connections/oauth2/init",
         "connections-azure-ad-init": "/connections/azure-ad/init"}
CALLBACKS = {"come-back-from-oidc": ("GET", "oidc/callback"), "come-back-from-oidc-by-post": ("POST", "oidc/callback"),
             "connections-oauth2-callback": ("GET", "oauth2/callback"),
             "come-back-from-social": ("GET", "social/callback"),
             "come-back-from-social-by-post": ("POST", "social/callback")}
NOWHERE = "0" * 24


def issuers_that_say_nothing(vendors):
    return (vendors.origin + "/nothing", "source_answer_invalid"), ("http://127.0.0.1:1", "provider_unreachable")


@pytest.mark.parametrize("name", DOORS)
def test_a_door_refuses(server, vendors, name):
    door = DOORS[name]
    connection = connect(server, vendors, "github")

    def ask(identifier=connection["identifier"], **params):
        visit = Visit(server, identifier, door=door, **params)
        visit.start()
        return visit.answer.json()

    assert_refused(ask(app_id=""), 400, 2010)
    assert_refused(ask(app_id=NOWHERE), 404, 2011)
    assert_refused(ask(app_id=disabled_app(server)), 403)
    assert_refused(ask("nothing"), 403)
    assert_refused(ask(redirect_uri="https://evil.example.com"), 400)
    with server.with_settings(app={"token_auth_method": "none"}):
        assert_refused(ask(code_challenge=""), 400)
    for issuer, error in issuers_that_say_nothing(vendors):
        oidc = new_connection(server, new_source(server, "oidc"), "oidc", {**OURS, "issuer": issuer})
        visit = Visit(server, oidc["identifier"], door=door)
        visit.start()
        assert visit.landed()["error"] == error
    vendors.complaints.clear()


def test_the_link_door_refuses(server, vendors):
    connection = connect(server, vendors, "github")
    server.sign_up(name := new_name())
    tokens = server.sign_in(name)

    def handle(identifier):
        url = assert_ok(server.get("generate-link-extidp-url", params={
            "ext_idp_conn_identifier": identifier, "app_id": server.app_id, "id_token": tokens["id_token"]}))["url"]
        return url.rpartition("handle=")[2]

    def ask(of=connection["identifier"], **params):
        return Browser(server).get("/api/v3/link-extidp", params={
            "app_id": server.app_id, "handle": handle(of), **params}).json()

    assert_refused(ask(app_id=""), 400, 2010)
    assert_refused(ask(app_id=NOWHERE), 404, 2011)
    assert_refused(ask(app_id=disabled_app(server)), 403)
    assert_refused(ask(handle="x.y"), 400)
    for issuer, error in issuers_that_say_nothing(vendors):
        oidc = new_connection(server, new_source(server, "oidc"), "oidc", {**OURS, "issuer": issuer})
        answer = Browser(server).get("/api/v3/link-extidp", params={
            "app_id": server.app_id, "handle": handle(oidc["identifier"])})
        assert answer.headers["location"].startswith(CALLBACK)
        assert query_of(answer.headers["location"])["error"] == error
    mine = handle(connection["identifier"])
    assert_ok(server.manage("POST", "delete-ext-idp-conn", {"id": connection["id"]}))
    late = {"app_id": server.app_id, "handle": mine}
    assert_refused(Browser(server).get("/api/v3/link-extidp", params=late).json(), 403)
    vendors.complaints.clear()


def test_the_other_callbacks_want_a_state_too(server):
    browser, nothing = Browser(server), {"state": "0" * 112, "code": "x"}
    for method, path in CALLBACKS.values():
        sent = {"params" if method == "GET" else "data": nothing}
        assert_refused(browser.send(method, "/connections/" + path, **sent).json(), 400)
    # connections-continue
    assert_refused(browser.get("/connections/continue", params={"handle": "0" * 112}).json(), 400)


def test_operations_around_it_want_an_application(server, vendors):
    """interaction-token, interaction-auth-flow and the list of connections."""
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    visit.finish()
    disabled = disabled_app(server)
    body = {"action": "finish", "flowHandle": visit.handle}
    for method, path, sent in (("GET", f"/interaction/{visit.handle}", None), ("POST", "/interaction/authFlow", body),
                               ("GET", "/api/v3/get-application-enabled-extidps", None)):
        assert_refused(server.call(method, path, sent, app=False), 400, 2010)
        assert_refused(server.call(method, path, sent, headers={"x-authing-app-id": NOWHERE}), 404, 2011)
        assert_refused(server.call(method, path, sent, headers={"x-authing-app-id": disabled}), 403)
    link = {"ext_idp_conn_identifier": "x", "id_token": "x"}
    for app_id, expected in ((NOWHERE, (404, 2011)), (disabled, (403, None))):
        answer = server.call("GET", "/api/v3/generate-link-extidp-url", params={**link, "app_id": app_id},
                             headers={"x-authing-app-id": app_id})
        assert_refused(answer, *expected)


def test_answers_to_a_question_are_refused_as_everywhere_else(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    first, second = Visit(server, connection["identifier"]), Visit(server, connection["identifier"])
    first.finish()
    second.finish()
    bad = {"phone": "12", "passCode": "1"}
    assert_refused(first.act("bind-identity-by-phone-code", bad), 400)
    assert_refused(first.act("bind-identity-by-email-code", {"email": "no", "passCode": "1"}), 400, 2003)
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(first.act("create-federation-account"), 403, 2031)
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        answer = first.act("bind-identity-by-password", {"account": "nobody", "password": PASSWORD})
        assert_refused(answer, 400, 2000)
    assert_ok(first.act("create-federation-account"))
    assert_refused(second.act("create-federation-account"), 409, 2215)


@pytest.mark.parametrize("method,path,body", [("GET", "/api/v3/get-identities", None),
                                              ("POST", "/api/v3/unlink-extidp", {"extIdpId": NOWHERE}),
                                              ("POST", "/interaction/link", {"flowHandle": "x.y"})])
def test_a_user_must_be_signed_in_here(server, method, path, body):
    """Also interaction-link."""
    server.sign_up(name := new_name())
    token = server.sign_in(name)["access_token"]
    assert_refused(server.call(method, path, body), 401, 2020)
    assert_refused(server.call(method, path, body, token="x"), 401, 2021)
    other = server.other_application()["appId"]
    assert_refused(server.call(method, path, body, token=token, headers={"x-authing-app-id": other}), 401, 2021)
    user = me(server, {"access_token": token})["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(server.call(method, path, body, token=token), 403, 2120008)
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Activated"}))
    token = server.sign_in(name)["access_token"]
    server.advance(3 * 3_600_000)
    assert_refused(server.call(method, path, body, token=token), 401, 2206)
