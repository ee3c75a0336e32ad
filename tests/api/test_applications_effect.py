"""What the settings of an application do: each changed by an operation, and its effect seen where it acts."""

import json
import re
import urllib.parse

import jwt
import pytest
import requests
from application_scene import CALLBACK, create, identifier, secret_of, shown, sign_in, update
from hosted import Visitor, fragment_of, step_of
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_email, new_name, new_number, user_of
from sources import query_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("effect")
    user_of(server, username=name, email=f"{name}@example.com")
    return name


def as_client(server, app, **more):
    return Oidc(server, app["appId"], app["secret"], **more)


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def code_for(server, app, person, **params):
    """(visitor, what the application gets) of a whole sign-in at the pages."""
    visitor = Visitor(server, app["appId"])
    return visitor, visitor.sign_in(person, **params)


# --- grants -----------------------------------------------------------------------------------------------------
def test_the_password_grant_is_off_until_it_is_named(server, person):
    app = create(server)
    form = {"grant_type": "password", "username": person, "password": "correct horse battery"}
    assert_error(as_client(server, app).ask("token", **form), 400, "unauthorized_client")
    update(server, app["appId"], oidcConfig={"grant_types": ["authorization_code", "refresh_token", "password"]})
    assert as_client(server, app).ask("token", **form).status_code == 200
    made = server.other_application()
    assert_error(Oidc(server, made["appId"], made["appSecret"]).ask("token", **form), 400, "unauthorized_client")


def test_response_types_are_open_as_they_are_named(server):
    app = create(server, redirectUris=[CALLBACK])

    def opens(response_type):
        answer = Visitor(server, app["appId"]).authorize(response_type=response_type).headers["location"]
        if "/login/" in answer:
            return True
        told = {**query_of(answer), **fragment_of(answer)}
        assert told["error"] == "unauthorized_client", answer
        return False

    everything = ["code", "id_token", "token", "id_token token", "code id_token", "code token", "code id_token token"]
    assert [each for each in everything if opens(each)] == ["code"]
    both = ["authorization_code", "implicit"]
    update(server, app["appId"], oidcConfig={"grant_types": both})
    assert all(opens(each) for each in everything)
    assert shown(server, app["appId"])["oidcConfig"]["response_types"] == everything
    update(server, app["appId"], oidcConfig={"response_types": ["code", "code id_token"]})
    assert [each for each in everything if opens(each)] == ["code", "code id_token"] and opens("id_token code")
    update(server, app["appId"], oidcConfig={"response_types": ["id_token"]})
    assert [each for each in everything if opens(each)] == ["id_token"]


def test_the_refresh_grant_can_be_closed(server, person):
    app = create(server)
    token = assert_ok(sign_in(server, app, person))["refresh_token"]
    update(server, app["appId"], oidcConfig={"grant_types": ["authorization_code"]})
    assert_error(as_client(server, app).refresh(token), 400, "unauthorized_client")


# --- addresses --------------------------------------------------------------------------------------------------
def test_redirect_addresses_count_from_the_next_request_on(server, person):
    app = create(server)
    answer = Visitor(server, app["appId"]).authorize()
    assert "location" not in answer.headers and answer.status_code == 400
    update(server, app["appId"], redirectUris=[CALLBACK])
    visitor, told = code_for(server, app, person)
    update(server, app["appId"], redirectUris=[CALLBACK + "/other"])
    assert "location" not in Visitor(server, app["appId"]).authorize().headers
    assert visitor.redeem(told["code"], as_client(server, app)).status_code in (200, 400)


def test_pages_of_redirect_addresses_may_call_the_application(server):
    app = create(server)
    headers = {"origin": "https://app.example.com", "x-authing-app-id": app["appId"]}

    def allowed():
        answer = requests.get(server.base + "/api/v3/system", headers=headers, timeout=10)
        return answer.headers.get("access-control-allow-origin")

    assert allowed() is None
    update(server, app["appId"], redirectUris=[CALLBACK])
    assert allowed() == "https://app.example.com"


def test_logout_addresses_count(server, person):
    app = create(server, redirectUris=[CALLBACK])
    visitor, told = code_for(server, app, person)
    tokens = visitor.redeem(told["code"], as_client(server, app)).json()
    there = "https://app.example.com/bye"
    end = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": there}
    assert visitor.browser.get("/oidc/session/end", params=end, unchecked=True).status_code == 400
    update(server, app["appId"], logoutRedirectUris=[there])
    answer = visitor.browser.get("/oidc/session/end", params=end, unchecked=True)
    assert answer.headers["location"] == there


def test_a_login_page_that_expired_leads_to_the_address_that_starts_anew(server):
    app = create(server, initLoginUri="https://app.example.com/start")
    page = requests.get(f"{server.base}/{app['appId']}/login/{'0' * 24}", timeout=10).text
    assert "https://app.example.com/start" in page


@pytest.mark.parametrize("address,mark", [
    ("https://app.example.com/start", "?"), ("https://app.example.com/start?a=b", "&")])
def test_third_party_initiated_login_begins_at_the_application_with_the_issuer(server, person, address, mark):
    app = create(server, initLoginUri=address, redirectUris=[CALLBACK])
    page = requests.get(f"{server.base}/{app['appId']}/login/{'0' * 24}", timeout=10).text
    link = json.loads(re.search(r'"initLoginUri":("[^"]*")', page)[1])
    issuer = f"{server.base}/{app['appId']}/oidc"
    assert link == f"{address}{mark}iss={urllib.parse.quote(issuer, safe='')}"
    # What the application does then: look whether it knows the issuer, and begin there.
    found = requests.get(issuer + "/.well-known/openid-configuration", timeout=10).json()
    assert found["issuer"] == issuer and found["authorization_endpoint"].startswith(issuer)
    visitor = Visitor(server, app["appId"])
    asked = {"client_id": app["appId"], "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid"}
    visitor.note(visitor.browser.get(found["authorization_endpoint"], params=asked, unchecked=True))
    assert visitor.password(person)["apiCode"] == 1600
    assert query_of(visitor.resume().headers["location"])["iss"] == issuer


# --- lives ------------------------------------------------------------------------------------------------------
def test_tokens_and_codes_live_as_long_as_the_application_says(server, person):
    app = create(server, redirectUris=[CALLBACK], oidcConfig={
        "access_token_expire": 61, "id_token_expire": 62, "refresh_token_expire": 120, "authorization_code_expire": 30})
    client = as_client(server, app)
    visitor, told = code_for(server, app, person, scope="openid offline_access")
    tokens = visitor.redeem(told["code"], client).json()
    assert tokens["expires_in"] == 61
    access, identity = claims_of(tokens["access_token"]), claims_of(tokens["id_token"])
    assert access["exp"] - access["iat"] == 61 and identity["exp"] - identity["iat"] == 62
    assert client.refresh(tokens["refresh_token"]).status_code == 200
    late, told = code_for(server, app, person)
    server.advance(31_000)
    assert_error(late.redeem(told["code"], client), 400, "invalid_grant")
    server.advance(120_000)
    assert_error(client.refresh(tokens["refresh_token"]), 400, "invalid_grant")


def test_a_client_with_a_secret_rotates_refresh_tokens_where_it_wants_to(server, person):
    app = create(server)
    client = as_client(server, app)
    kept = assert_ok(sign_in(server, app, person))["refresh_token"]
    assert client.refresh(kept).json()["refresh_token"] == kept
    update(server, app["appId"], oidcConfig={"rotate_refresh_token": True})
    first = assert_ok(sign_in(server, app, person))["refresh_token"]
    second = client.refresh(first).json()["refresh_token"]
    assert second != first
    server.advance(11_000)
    assert_error(client.refresh(first), 400, "invalid_grant")  # used again: the family ends
    assert_error(client.refresh(second), 400, "invalid_grant")


# --- the secret -------------------------------------------------------------------------------------------------
def test_a_new_secret_works_at_once_and_the_old_one_no_more(server, person):
    app = create(server)
    token = assert_ok(sign_in(server, app, person))["refresh_token"]
    fresh = assert_ok(server.manage("POST", "refresh-application-secret", {"appId": app["appId"]}))["secret"]
    assert fresh != app["secret"] and fresh == secret_of(server, app["appId"])
    assert_error(as_client(server, app).refresh(token), 401, "invalid_client")
    assert sign_in(server, app, person)["statusCode"] == 401
    renewed = {**app, "secret": fresh}
    assert as_client(server, renewed).refresh(token).status_code == 200
    assert_ok(sign_in(server, renewed, person))


def test_the_old_secret_still_tells_its_id_tokens_at_logout(server, person):
    app = create(server, redirectUris=[CALLBACK], logoutRedirectUris=["https://app.example.com/"],
                 oidcConfig={"id_token_signed_response_alg": "HS256"})

    def signed_out(secret):
        visitor, told = code_for(server, app, person)
        tokens = visitor.redeem(told["code"], as_client(server, {**app, "secret": secret})).json()
        jwt.decode(tokens["id_token"], secret, algorithms=["HS256"], audience=app["appId"],
                   options={"verify_exp": False, "verify_iat": False})
        return visitor, tokens["id_token"]

    def leave(visitor, hint):
        return visitor.browser.get("/oidc/session/end", params={
            "id_token_hint": hint, "post_logout_redirect_uri": "https://app.example.com/"}, unchecked=True)

    def refresh():
        return assert_ok(server.manage("POST", "refresh-application-secret", {"appId": app["appId"]}))["secret"]

    visitor, hint = signed_out(app["secret"])
    second = refresh()
    assert leave(visitor, hint).headers["location"] == "https://app.example.com/"
    third = refresh()
    assert leave(visitor, hint).status_code == 400  # the one before the last is forgotten
    visitor, hint = signed_out(third)
    assert leave(visitor, hint).headers["location"] == "https://app.example.com/" and second != third


def test_secrets_are_sealed_where_they_are_kept(server):
    app = create(server)
    fresh = assert_ok(server.manage("POST", "refresh-application-secret", {"appId": app["appId"]}))["secret"]
    if server.engine == "sqlite":
        stored = b"".join(path.read_bytes() for path in server.data.glob("genauth.db*"))
        assert app["secret"].encode() not in stored and fresh.encode() not in stored
    log = (server.data / "server.log").read_text()
    assert app["secret"] not in log and fresh not in log


# --- signing in -------------------------------------------------------------------------------------------------
def test_methods_that_are_not_named_are_closed(server, person):
    login = {"showAuthorizationPage": False, "enabledBasicLoginMethods": ["EMAIL_CODE"]}
    app = create(server, loginConfig=login, redirectUris=[CALLBACK])
    assert_refused(sign_in(server, app, person), 403, 2130010)
    qrcode = server.call("POST", "/api/v3/gene-qrcode", {"type": "MOBILE_APP"}, app=False,
                         headers={"x-authing-app-id": app["appId"]})
    assert_refused(qrcode, 403, 2130010)
    visitor = Visitor(server, app["appId"])
    visitor.authorize()
    assert assert_ok(visitor.state())["methods"] == ["EMAIL_CODE", "PASSKEY"]
    update(server, app["appId"], loginConfig={**login, "enabledBasicLoginMethods": []})
    assert_ok(sign_in(server, app, person))
    assert "QRCODE" in assert_ok(visitor.state())["methods"]


def test_the_page_begins_with_what_the_application_says(server):
    app = create(server, redirectUris=[CALLBACK], loginConfig={
        "showAuthorizationPage": False, "defaultLoginMethod": {"connectionType": "QRCODE"}})
    visitor = Visitor(server, app["appId"])
    visitor.authorize()
    assert assert_ok(visitor.state())["methods"][0] == "QRCODE"
    for kind, first in (("PASSCODE", "PHONE_CODE"), ("PASSWORD", "PASSWORD")):
        update(server, app["appId"], loginConfig={"showAuthorizationPage": False,
                                                  "defaultLoginMethod": {"connectionType": kind}})
        assert assert_ok(visitor.state())["methods"][0] == first


def test_tabs_of_the_login_page_are_methods(server, person):
    app = create(server)
    page = {"tabMethodsSortConfig": {}, "qrCodeSortConfig": {}, "ssoPageCustomizationSettings": {},
            "passwordTabConfig": {"enabledLoginMethods": ["email-password"]}, "verifyCodeTabConfig": {},
            "config": {"global": {}}, "enableCreateTenant": False, "createTenantScenes": [], "enableJoinTenant": False,
            "joinTenantScenes": [], "enableVerifyDomain": False, "enableAutoConnectTenantApp": False,
            "verifyDomainScenes": []}

    def change(app_id=app["appId"], **more):
        return server.manage("POST", "update-login-page-config", {
            **({"appId": app_id} if app_id else {}), "update": {**page, **more}})

    assert_ok(change())
    assert shown(server, app["appId"])["loginConfig"]["enabledBasicLoginMethods"] == [
        "PHONE_CODE", "EMAIL_CODE", "SELF_BUILT_APP_QRCODE", "EMAIL_PASSWORD"]
    assert_refused(sign_in(server, app, person), 403, 2130010)
    assert_ok(sign_in(server, app, email=f"{person}@example.com"))
    wrong = change(passwordTabConfig={"enabledLoginMethods": ["carrier-pigeon"]})
    assert wrong["statusCode"] == 400 and "update.passwordTabConfig.enabledLoginMethods" in wrong["message"]
    wrong = change(passwordTabConfig={"enabledLoginMethods": "email-password"})
    assert wrong["statusCode"] == 400 and "update.passwordTabConfig.enabledLoginMethods" in wrong["message"]
    wrong = change(qrCodeSortConfig={"a": "x" * 16384})
    assert wrong["statusCode"] == 400 and "update.qrCodeSortConfig" in wrong["message"]
    assert_ok(change(passwordTabConfig={}, verifyCodeTabConfig={"enabledLoginMethods": []}))
    assert shown(server, app["appId"])["loginConfig"]["enabledBasicLoginMethods"] == [
        "SELF_BUILT_APP_QRCODE", "EMAIL_PASSWORD"]
    update(server, app["appId"], loginConfig={"showAuthorizationPage": False,
                                              "enabledBasicLoginMethods": ["PHONE_CODE"]})
    nothing = change(passwordTabConfig={}, verifyCodeTabConfig={"enabledLoginMethods": []})
    assert nothing["statusCode"] == 400 and nothing["message"].startswith("update "), nothing
    assert_refused(change(app_id="0" * 24), 404, 2011)
    assert_refused(change(app_id=None), 400, 2010)  # the pool has more than one


def test_people_register_by_the_ways_that_are_named(server):
    app = create(server, registerConfig={"enabledBasicRegisterMethods": ["EMAIL_CODE"],
                                         "defaultRegisterMethod": "PASSCODE"})
    headers = {"x-authing-app-id": app["appId"]}
    client = {"client_id": app["appId"], "client_secret": app["secret"]}

    def sign_up(connection, payload):
        name = "passwordPayload" if connection == "PASSWORD" else "passCodePayload"
        return server.call("POST", "/api/v3/signup", {"connection": connection, name: payload, **client},
                           headers=headers, app=False)

    def code(channel, **to):
        path = "send-email" if "email" in to else "send-sms"
        assert_ok(server.call("POST", f"/api/v3/{path}", {"channel": channel, **to}, headers=headers, app=False))
        return server.last_code(to.get("email") or "+86" + to["phoneNumber"])

    def arrive(pass_code, **to):
        return server.call("POST", "/api/v3/signin", {
            "connection": "PASSCODE", "passCodePayload": {"passCode": pass_code, **to}, **client,
            "options": {"autoRegister": True}}, headers=headers, app=False)

    name, email, number = new_name("reg"), new_email(), new_number()
    assert_refused(sign_up("PASSWORD", {"username": name, "password": "correct horse battery"}), 403, 2130010)
    assert_ok(sign_up("PASSCODE", {"email": email, "passCode": code("CHANNEL_REGISTER", email=email)}))
    second = new_email()
    assert_ok(arrive(code("CHANNEL_LOGIN", email=second), email=second))
    assert_refused(arrive(code("CHANNEL_LOGIN", phoneNumber=number), phone=number), 404, 2004)
    update(server, app["appId"], registerConfig={"enabledBasicRegisterMethods": [],
                                                 "defaultRegisterMethod": "PASSWORD"})
    assert_ok(sign_up("PASSWORD", {"username": name, "password": "correct horse battery"}))


def test_single_sign_on_and_consent_are_as_the_application_says(server, person):
    first = create(server, redirectUris=[CALLBACK])
    second = create(server, redirectUris=[CALLBACK], ssoEnabled=False)
    visitor, _ = code_for(server, first, person)
    visitor.app_id = second["appId"]
    assert "/login/" in visitor.authorize().headers["location"]
    update(server, second["appId"], ssoEnabled=True)
    assert query_of(visitor.authorize().headers["location"])["code"]
    update(server, second["appId"], loginConfig={"showAuthorizationPage": True})
    assert "/login/" in visitor.authorize().headers["location"]
    assert step_of(visitor.state()) == "consent"


def test_an_identifier_is_a_host_name(server):
    name = identifier()
    app = create(server, appIdentifier=name)

    def at(host):
        return requests.get(f"http://127.0.0.1:{server.port}/api/v3/get-application-enabled-extidps", timeout=10,
                            headers={"host": f"{host}.localhost:{server.port}"}).json()

    assert_ok(at(name))
    renamed = identifier()
    update(server, app["appId"], appIdentifier=renamed)
    assert_ok(at(renamed))
    assert_refused(at(name), 404, 2011)


def test_people_may_ask_to_be_let_in_where_the_application_says_so(server):
    app = create(server)
    token = server.person(new_name("asks"))

    def applicable():
        listed = assert_ok(server.get("applications-permission-applicable", token=token))
        return [each["appId"] for each in listed["list"]]

    assert app["appId"] not in applicable()
    update(server, app["appId"], enablePermissionApply=True)
    assert app["appId"] in applicable()
    update(server, app["appId"], enablePermissionApply=False)
    assert app["appId"] not in applicable()


# --- connections ------------------------------------------------------------------------------------------------
def test_a_new_application_takes_the_connections_that_are_named_or_all(server):
    source = assert_ok(server.manage("POST", "create-ext-idp", {"name": "GitHub", "type": "github"}))
    connection = assert_ok(server.manage("POST", "create-ext-idp-conn", {
        "extIdpId": source["id"], "type": "github", "identifier": identifier(), "displayName": "GitHub",
        "fields": {"clientId": "id", "clientSecret": "secret"}}))
    login = {"showAuthorizationPage": False}
    for wish in ({"enabledExtIdpConnIds": [{"extIdpConnId": connection["id"]}]}, {"enabledAllExtIdpConns": True}):
        made = create(server, loginConfig={**login, **wish})
        [shown_one] = made["loginConfig"]["enabledExtIdpConns"]
        assert (shown_one["extIdpConnId"], shown_one["isSocial"]) == (connection["id"], True)
        assert shown_one["extIdpType"] == "github" and shown_one["extIdpConnDisplayName"] == "GitHub"
        assert_ok(server.manage("POST", "delete-application", {"appId": made["appId"]}))
    apps = assert_ok(server.manage("GET", f"ext-idp-conn-apps?id={connection['id']}"))
    assert apps["list"] == []
    unknown = {"enabledExtIdpConnIds": [{"extIdpConnId": "0" * 24}]}
    assert_refused(server.manage("POST", "create-application", {
        "appName": "x", "loginConfig": {**login, **unknown}}), 404)
