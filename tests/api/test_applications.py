"""Applications: made, shown, listed, changed and deleted by administrators; what cannot work is refused."""

import concurrent.futures

import pytest
from application_scene import CALLBACK, create, identifier, secret_of, shown, sign_in, update
from scenes import assert_ok, assert_refused, new_name, user_of

NOBODY = "0" * 24
WAYS = ["PHONE_CODE", "EMAIL_CODE", "PHONE_PASSWORD", "EMAIL_PASSWORD", "USERNAME_PASSWORD", "SELF_BUILT_APP_QRCODE"]


def refused(server, field, path="create-application", **body):
    """The members of an error in the form of a request; `field` is the member that it names."""
    body = {"appName": "An application", **body} if path == "create-application" else body
    answer = server.manage("POST", path, body)
    assert answer["statusCode"] == 400 and answer["message"].startswith(field + " "), answer
    return answer


# --- made and shown ----------------------------------------------------------------------------------------------
def test_a_new_application_is_open_to_codes_and_to_nothing_that_is_advised_against(server):
    made = assert_ok(server.manage("POST", "create-application", {"appName": "Portal"}))
    assert made == shown(server, made["appId"])
    assert (made["appName"], made["userPoolId"], made["appType"]) == ("Portal", server.pool_id, "web")
    assert made["appIdentifier"].startswith("app-") and made["redirectUris"] == [] and made["ssoEnabled"] is True
    config = made["oidcConfig"]
    assert config["grant_types"] == ["authorization_code", "refresh_token"] and config["response_types"] == ["code"]
    assert config["token_endpoint_auth_method"] == "client_secret_post"
    assert config["id_token_signed_response_alg"] == "RS256" and config["allow_plain_pkce"] is False
    assert made["loginConfig"]["enabledBasicLoginMethods"] == WAYS
    assert made["loginConfig"]["showAuthorizationPage"] is False and made["isIntegrateApp"] is False
    assert "secret" not in str(made).replace("client_secret_post", "")
    assert len(secret_of(server, made["appId"])) == 64


def test_every_setting_comes_back_as_it_was_given(server):
    name = identifier()
    wanted = {
        "appName": "Orders", "appIdentifier": name, "appLogo": "https://example.com/logo.png", "appDescription": "d",
        "appType": "web", "defaultProtocol": "saml", "template": "shop", "templateData": "{}",
        "redirectUris": [CALLBACK, "http://localhost:3000/cb"], "logoutRedirectUris": ["https://app.example.com/"],
        "initLoginUri": "https://app.example.com/login", "ssoEnabled": False,
        "oidcConfig": {
            "grant_types": ["authorization_code", "implicit", "password"],
            "response_types": ["code", "code id_token"], "id_token_signed_response_alg": "HS256",
            "access_token_signing_alg": "ES256", "token_endpoint_auth_method": "client_secret_basic",
            "introspection_endpoint_auth_method": "none",
            "revocation_endpoint_auth_method": "client_secret_basic", "authorization_code_expire": 60,
            "access_token_expire": 600, "id_token_expire": 700, "refresh_token_expire": 800,
            "refresh_token_idle_expire": 90, "default_max_age": 900,
            "require_auth_time": True, "allow_plain_pkce": True, "rotate_refresh_token": True,
            "subject_type": "public", "sector_identifier_uri": ""},
        "samlProviderEnabled": True, "samlConfig": {"acsList": ["https://sp.example.com/acs"]},
        "oauthProviderEnabled": True, "oauthConfig": {"scopes": ["user"]},
        "casProviderEnabled": True, "casConfig": {"serviceUrl": "https://app.example.com"},
        "registerConfig": {"enabledBasicRegisterMethods": ["EMAIL_CODE"], "defaultRegisterMethod": "PASSCODE"},
        "brandingConfig": {"customCSSEnabled": True, "customCSS": "body {}", "guardVersion": "Classical",
                           "customLoadingImage": "https://example.com/l.png", "customBackground": "#fafafa",
                           "showChangeLanguageButton": False, "defaultLanguage": "ja-JP",
                           "showForgetPasswordButton": False, "showEnterpriseConnections": False,
                           "showSocialConnections": False}}
    login = {"mergeLoginAndRegisterPage": True, "enabledBasicLoginMethods": ["EMAIL_CODE", "SELF_BUILT_APP_QRCODE"],
             "showAuthorizationPage": True}
    first = {"connectionType": "QRCODE", "qrcodeType": "SELF_BUILT_APP", "qrcodeExtIdpConnId": "q",
             "adExtIdpConnId": "a", "ldapExtIdpConnId": "l"}
    made = assert_ok(server.manage("POST", "create-application", {
        **wanted, "loginConfig": {**login, "defaultLoginMethod": first}}))
    assert made == shown(server, made["appId"])
    wanted.pop("templateData")
    branding = made.pop("brandingConfig")
    for member, value in wanted.pop("brandingConfig").items():
        assert branding[member] == value, member
    assert branding["showAgreement"] is False and branding["agreements"] == []
    assert made.pop("loginConfig") == {**login, "defaultLoginMethod": first, "enabledExtIdpConns": []}
    for member, value in wanted.items():
        assert made[member] == value, member
    assert made["customBrandingEnabled"] is True and "ssoEnabledAt" not in made


def test_an_update_changes_what_it_names_and_nothing_else(server):
    app_id = create(server, redirectUris=[CALLBACK], appDescription="before")["appId"]
    before = shown(server, app_id)
    update(server, app_id)
    assert shown(server, app_id) == before
    update(server, app_id, appName="New name", oidcConfig={"access_token_expire": 60}, ssoShowLaunchpad=True,
           templateData={"a": 1}, brandingConfig={"customCSS": "b {}"})
    after = shown(server, app_id)
    assert after["appName"] == "New name" and after["brandingConfig"]["customCSS"] == "b {}"
    assert after["oidcConfig"] == {**before["oidcConfig"], "access_token_expire": 60}
    assert {**after, "appName": 0, "oidcConfig": 0, "brandingConfig": 0, "customBrandingEnabled": 0} == {
        **before, "appName": 0, "oidcConfig": 0, "brandingConfig": 0, "customBrandingEnabled": 0}
    update(server, app_id, redirectUris=[], oidcConfig={"default_max_age": 5})
    assert shown(server, app_id)["redirectUris"] == []
    assert shown(server, app_id)["oidcConfig"]["default_max_age"] == 5
    update(server, app_id, oidcConfig={"default_max_age": -1})
    assert "default_max_age" not in shown(server, app_id)["oidcConfig"]
    update(server, app_id, ssoEnabled=False)
    assert "ssoEnabledAt" not in shown(server, app_id)
    update(server, app_id, ssoEnabled=True)
    assert shown(server, app_id)["ssoEnabledAt"] >= before["ssoEnabledAt"]


def test_two_administrators_do_not_undo_one_another(server):
    app_id = create(server)["appId"]
    changes = [{"appName": "together"}, {"appDescription": "d"}, {"redirectUris": [CALLBACK]}, {"ssoEnabled": False},
               {"initLoginUri": "https://app.example.com/l"}, {"appLogo": "https://example.com/i.png"},
               {"oidcConfig": {"id_token_expire": 61}}, {"oidcConfig": {"access_token_expire": 62}}]
    server.manage("GET", f"get-application?appId={app_id}")  # has the token made
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for done in pool.map(lambda change: update(server, app_id, **change), changes):
            assert done == {"success": True}
    after = shown(server, app_id)
    assert (after["appName"], after["appDescription"], after["ssoEnabled"]) == ("together", "d", False)
    assert after["redirectUris"] == [CALLBACK] and after["appLogo"] and after["initLoginUri"]
    assert (after["oidcConfig"]["id_token_expire"], after["oidcConfig"]["access_token_expire"]) == (61, 62)


def test_settings_that_could_not_be_read_back_are_refused(server):
    app_id = create(server)["appId"]
    wanted = [f"https://app.example.com/{i}/" + "x" * 1000 for i in range(100)]
    answer = server.manage("POST", "update-application", {"appId": app_id, "redirectUris": wanted})
    assert answer["statusCode"] == 400, answer
    assert shown(server, app_id)["redirectUris"] == []


def test_lists_pages_and_finds(server):
    stem = identifier()
    ids = [create(server, appName=f"{stem} {i}", ssoEnabled=i != 1)["appId"] for i in range(3)]

    def listed(query, path="list-applications"):
        page = assert_ok(server.manage("GET", f"{path}?{query}"))
        return [each["appId"] for each in page["list"]], page["totalCount"]

    for path in ("list-applications", "list-application-simple-info"):
        assert listed(f"keywords={stem.upper()}", path) == (ids, 3)
        assert listed(f"keywords={stem}&page=2&limit=2", path) == (ids[2:], 3)
        assert listed(f"keywords={stem}&page=9&limit=50", path) == ([], 3)
        assert listed(f"keywords={stem}&ssoEnabled=true", path) == ([ids[0], ids[2]], 2)
        assert listed(f"keywords={stem}&isIntegrateApp=true", path) == ([], 0)
        assert listed(f"keywords={stem}&isSelfBuiltApp=true", path) == (ids, 3)
        assert listed(f"keywords={ids[1]}", path) == ([ids[1]], 1)
        assert listed("keywords=%25", path) == ([], 0)
    everything, total = listed("all=true&limit=1")
    assert len(everything) == total and set(ids) <= set(everything) and server.app_id in everything


def test_the_simple_form_has_no_settings(server):
    made = create(server, appName="Simple", appType="spa")
    assert assert_ok(server.manage("GET", f"get-application-simple-info?appId={made['appId']}")) == {
        "appId": made["appId"], "appIdentifier": made["appIdentifier"], "appName": "Simple", "appLogo": "",
        "appType": "spa", "isIntegrateApp": False}


def test_finds_the_application_that_a_console_means(server):
    name = identifier()
    made = create(server, appName=f"Console {name}", appIdentifier=name)
    assert assert_ok(server.manage("GET", f"verify-config-app?keywords={name}"))["appId"] == made["appId"]
    assert assert_ok(server.manage("GET", "verify-config-app"))["appId"] == server.app_id
    assert_refused(server.manage("GET", "verify-config-app?keywords=no-such-thing"), 404, 2011)


# --- what cannot work -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("uri", [
    "http://app.example.com/cb", "https://app.example.com/#f", "app.example.com/cb", "javascript:alert(1)",
    "https://me@app.example.com/", "https://*.example.com/", "com.example.app:/cb", "https://a b.example/"])
def test_addresses_that_nobody_should_be_sent_to_are_refused_by_their_place(server, uri):
    refused(server, "redirectUris.1", redirectUris=[CALLBACK, uri])
    refused(server, "logoutRedirectUris.0", logoutRedirectUris=[uri])
    app_id = create(server)["appId"]
    refused(server, "redirectUris.0", "update-application", appId=app_id, redirectUris=[uri])
    refused(server, "initLoginUri", "update-application", appId=app_id, initLoginUri=uri)


def test_native_programs_have_schemes_of_their_own(server):
    made = create(server, appType="native", redirectUris=["com.example.app:/cb", "http://127.0.0.1/cb"])
    assert made["oidcConfig"]["token_endpoint_auth_method"] == "none"
    refused(server, "redirectUris.0", appType="native", redirectUris=["myapp:/cb"])


def test_numbers_and_lengths_are_bounded(server):
    refused(server, "redirectUris", redirectUris=[CALLBACK] * 101)
    refused(server, "redirectUris.0", redirectUris=["https://app.example.com/" + "a" * 2048])
    refused(server, "samlConfig", samlConfig={"a": "x" * 16384})
    refused(server, "appLogo", appLogo="data:text/html,x")
    refused(server, "brandingConfig.customBackground", brandingConfig={"customBackground": "red"})


@pytest.mark.parametrize(("config", "member"), [
    ({"grant_types": ["implicit"], "response_types": ["code"]}, "response_types"),
    ({"grant_types": ["authorization_code"], "response_types": ["code id_token"]}, "response_types"),
    ({"response_types": ["id_token"]}, "response_types"),
    ({"token_endpoint_auth_method": "none", "id_token_signed_response_alg": "HS256"}, "id_token_signed_response_alg"),
])
def test_combinations_that_cannot_work_are_refused_by_their_member(server, config, member):
    refused(server, f"oidcConfig.{member}", oidcConfig=config)


@pytest.mark.parametrize("kind", ["spa", "native"])
def test_programs_without_a_secret_authenticate_by_none_and_sign_nothing_with_it(server, kind):
    for member in ("token", "introspection", "revocation"):
        refused(server, f"oidcConfig.{member}_endpoint_auth_method", appType=kind,
                oidcConfig={f"{member}_endpoint_auth_method": "client_secret_post"})
    refused(server, "oidcConfig.id_token_signed_response_alg", appType=kind,
            oidcConfig={"id_token_signed_response_alg": "HS256"})


def test_the_page_cannot_begin_with_what_is_closed(server):
    login = {"showAuthorizationPage": False, "enabledBasicLoginMethods": ["PHONE_CODE"]}
    refused(server, "loginConfig.defaultLoginMethod.connectionType",
            loginConfig={**login, "defaultLoginMethod": {"connectionType": "PASSWORD"}})
    create(server, loginConfig={**login, "defaultLoginMethod": {"connectionType": "PASSCODE"}})
    create(server, loginConfig={**login, "defaultLoginMethod": {"connectionType": "LDAP"}})


# --- identifiers ------------------------------------------------------------------------------------------------
def test_identifiers_are_unique_in_the_installation_and_some_are_reserved(server):
    name = identifier()

    def free(domain):
        return assert_ok(server.manage("POST", "check-domain-available", {"domain": domain}))["available"]

    assert free(name) and not free("www")
    app_id = create(server, appIdentifier=name)["appId"]
    assert not free(name)
    assert_refused(server.manage("POST", "create-application", {"appName": "x", "appIdentifier": name}), 409, 2039)
    assert_refused(server.manage("POST", "create-application", {"appName": "x", "appIdentifier": "www"}), 400, 2222)
    refused(server, "appIdentifier", appIdentifier="Not a label")
    refused(server, "domain", "check-domain-available", domain="Not a label")
    other = create(server)["appId"]
    assert_refused(server.manage("POST", "update-application", {"appId": other, "appIdentifier": name}), 409, 2039)
    assert_refused(server.manage("POST", "update-application", {"appId": other, "appIdentifier": "api"}), 400, 2222)
    renamed = identifier()
    update(server, app_id, appIdentifier=renamed)
    assert shown(server, app_id)["appIdentifier"] == renamed and free(name) and not free(renamed)
    update(server, app_id, appIdentifier=renamed)  # its own


def test_of_64_clients_that_want_one_identifier_one_gets_it(server):
    name = identifier()
    server.manage("GET", "list-applications")
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: server.manage(
            "POST", "create-application", {"appName": "x", "appIdentifier": name}), range(64)))
    assert sorted({answer["statusCode"] for answer in answers}) == [200, 409]
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1


# --- borders ----------------------------------------------------------------------------------------------------
def test_no_operation_reaches_an_application_of_another_pool_or_one_that_is_not_there(server):
    server_pool = server.other_pool()
    for app_id in (NOBODY, server_pool["appId"]):
        for path in ("get-application", "get-application-simple-info", "get-application-secret"):
            assert_refused(server.manage("GET", f"{path}?appId={app_id}"), 404, 2011)
        for path in ("update-application", "delete-application", "refresh-application-secret",
                     "list-application-active-users"):
            assert_refused(server.manage("POST", path, {"appId": app_id}), 404, 2011)
    ids = [each["appId"] for each in assert_ok(server.manage("GET", "list-applications?all=true"))["list"]]
    assert server_pool["appId"] not in ids


# --- who is in it -----------------------------------------------------------------------------------------------
def test_lists_the_people_who_have_a_session_that_stands(server):
    app = create(server)

    def active(**pagination):
        body = {"appId": app["appId"], "options": {"withCustomData": True, "pagination": pagination}}
        page = assert_ok(server.manage("POST", "list-application-active-users", body))
        return [each["userId"] for each in page["list"]], page["totalCount"]

    assert active() == ([], 0)
    people = [user_of(server, username=new_name("active")) for _ in range(3)]
    for person in people:
        for _ in range(2):
            assert_ok(sign_in(server, app, person["username"]))
    ids = sorted(person["userId"] for person in people)
    assert active() == (ids, 3)
    assert active(page=2, limit=2) == (ids[2:], 3)
    assert_ok(server.manage("POST", "kick-users", {"userId": ids[0], "appIds": [app["appId"]]}))
    assert active() == (ids[1:], 2)
