"""Applications, and who may enter them, through the official SDK. It has no update-application: Node's has."""

import itertools

import pytest
from authing import AuthenticationClient
from conftest import PASSWORD, ok

_count = itertools.count(1)
PAGE = {"tabMethodsSortConfig": {}, "qrCodeSortConfig": {}, "ssoPageCustomizationSettings": {},
        "passwordTabConfig": {"enabledLoginMethods": ["username-password"]}, "verifyCodeTabConfig": {},
        "config": {"global": {}}, "enableCreateTenant": False, "createTenantScenes": [], "enableJoinTenant": False,
        "joinTenantScenes": [], "enableVerifyDomain": False, "enableAutoConnectTenantApp": False,
        "verifyDomainScenes": []}


@pytest.fixture()
def app(management):
    made = ok(management.create_application("From the SDK", app_identifier=f"sdk-python-{next(_count)}",
                                            redirect_uris=["https://app.example.com/callback"],
                                            oidc_config={"access_token_expire": 600}))
    yield {**made, "secret": ok(management.get_application_secret(made["appId"]))["secret"]}
    management.delete_application(made["appId"])


def sign_in(server, app, username):
    client = AuthenticationClient(app_host=server.base, app_id=app["appId"], app_secret=app["secret"])
    return client.sign_in_by_username_password(username, PASSWORD)


def test_shows_and_lists_applications(management, app):
    app_id = app["appId"]
    shown = ok(management.get_application(app_id))
    assert shown["appName"] == "From the SDK" and shown["oidcConfig"]["access_token_expire"] == 600
    assert ok(management.get_application_simple_info(app_id))["appIdentifier"] == app["appIdentifier"]
    for listed in (management.list_applications(keywords=app_id), management.list_application_simple_info(
            keywords=app_id), management.list_applications(page=1, limit=50, all=True)):
        assert app_id in [each["appId"] for each in ok(listed)["list"]]
    assert ok(management.get_verify_config_app(app_id))["appId"] == app_id
    assert ok(management.check_domain_available(app["appIdentifier"])) == {"available": False}


def test_a_new_secret_signs_in(server, management, app, person):
    assert sign_in(server, app, person.username)["statusCode"] == 200
    active = ok(management.list_application_active_users(app["appId"], {"pagination": {"page": 1, "limit": 10}}))
    assert [each["username"] for each in active["list"]] == [person.username]
    fresh = ok(management.refresh_application_secret(app["appId"]))["secret"]
    assert sign_in(server, app, person.username)["statusCode"] == 401
    assert sign_in(server, {**app, "secret": fresh}, person.username)["statusCode"] == 200


def test_login_pages_are_of_an_application_that_the_sdk_does_not_name(management, app):
    answer = management.update_login_page_config(PAGE)
    assert (answer["statusCode"], answer["apiCode"]) == (400, 2010)
    ok(management.delete_application(app["appId"]))
    ok(management.update_login_page_config({**PAGE, "passwordTabConfig": {}}))  # the demo application alone


def test_lets_people_in_and_keeps_them_out(server, management, app, person):
    app_id = app["appId"]
    user_id = ok(management.get_user(person.username, user_id_type="username"))["userId"]
    assert ok(management.get_application_permission_strategy(app_id)) == {"permissionStrategy": "ALLOW_ALL"}
    ok(management.update_application_permission_strategy("DENY_ALL", app_id))
    assert sign_in(server, app, person.username)["apiCode"] == 1576
    about = {"targetType": "USER", "targetIdentifier": [user_id]}
    ok(management.authorize_application_access(app_id, [{**about, "effect": "ALLOW"}]))
    assert sign_in(server, app, person.username)["statusCode"] == 200
    [rule] = ok(management.list_auth_application(app_id))["list"]
    assert (rule["targetId"], rule["effect"]) == (user_id, "ALLOW")
    assert ok(management.detail_auth_subject(user_id, "USER", app_id))["authType"] == "SELF"
    assert [each["appId"] for each in ok(management.list_auth_subject("USER", user_id))["list"]] == [app_id]
    ok(management.enabled_auth(False, rule["id"]))
    assert sign_in(server, app, person.username)["apiCode"] == 1576
    ok(management.revoke_application_access(app_id, [about]))
    ok(management.authorize_application_access(app_id, [{**about, "effect": "ALLOW"}]))
    [rule] = ok(management.list_auth_application(app_id))["list"]
    ok(management.delete_auth(rule["id"]))
    assert ok(management.list_auth_application(app_id))["totalCount"] == 0
