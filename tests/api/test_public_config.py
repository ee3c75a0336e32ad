"""What everybody may read of an application: every member that login pages know, from real settings, and no secret."""

import json
import re

import pytest
import requests
from scenes import assert_ok, assert_refused
from sources import new_connection, new_source, switch
from test_single_sign_on import App

MEMBERS = set("""
id name logo userPoolId rootUserPoolId publicKey css customLoading redirectUris protocol oidcConfig registerDisabled
loginTabs registerTabs passwordTabConfig verifyCodeTabConfig registerTabsConfig qrcodeTabsSettings qrCodeSortConfig
tabMethodsSortConfig socialConnections identityProviders complateFiledsPlace extendsFieldsEnabled extendsFields
extendsFieldsI18n skipComplateFileds ssoPageComponentDisplay agreementEnabled agreements passwordStrength
customPasswordStrength verifyCodeLength websocket welcomeMessage selfUnlockStrategy defaultLanguageConfig
enableLoginAccountSwitch enableCompletePassword regexRules isTenantConsole tenantInfo mfa mfaBindConfigs
customSecurityEnabled appRobotVerify userpoolRobotVerify registerSmsConfig loginSmsConfig passkeyEnabled
internationalSmsConfig deviceFuncEnabled enableCreateTenant enableJoinTenant enableVerifyDomainInJoinTenant
defaultAppId corsWhitelist allowedOrigins""".split())


def path_of(app_id, guard=False):
    return f"/api/v2/applications/{app_id}/" + ("components-public-config/guard" if guard else "public-config")


def config(server, app_id, guard=False):
    """application-public-config and application-guard-config"""
    return server.call("GET", path_of(app_id, guard), app=False)


@pytest.fixture(scope="module")
def app(server):
    return App(server)


def test_every_member_that_login_pages_know_is_there(server, app):
    answer = config(server, app.id)
    assert answer["code"] == 200
    shown = assert_ok(answer)
    assert set(shown) == MEMBERS
    assert shown["oidcConfig"] == {"client_id": app.id, "grant_types": ["authorization_code", "refresh_token"],
                                   "redirect_uris": shown["redirectUris"], "response_types": ["code"],
                                   "scope": "openid profile email phone offline_access"}
    assert (shown["id"], shown["userPoolId"], shown["name"]) == (app.id, server.pool_id, "One")
    assert shown["loginTabs"]["list"] == ["password", "phone-code", "app-qrcode"]
    assert shown["passwordTabConfig"]["enabledLoginMethods"] == ["username-password", "email-password",
                                                                 "phone-password"]
    assert shown["verifyCodeTabConfig"]["enabledLoginMethods"] == ["phone-code", "email-code"]
    assert shown["publicKey"].startswith("-----BEGIN PUBLIC KEY-----")
    # What has no setting here.
    assert [shown[name] for name in ("rootUserPoolId", "tenantInfo", "defaultAppId", "customPasswordStrength")] == [
        None] * 4
    assert (shown["agreementEnabled"], shown["agreements"], shown["websocket"]) == (False, [], "")


def test_the_settings_of_the_application_are_shown(server):
    other = App(server, enabled_methods=["EMAIL_CODE", "SELF_BUILT_APP_QRCODE"], password_grant=True, code_grant=False,
                hybrid_grant=True, default_method={"connection": "QRCODE"}, register_methods=["EMAIL_CODE"],
                merge_login_and_register=True, logo="https://files.example.com/l.png", custom_security=True,
                branding={"css_enabled": True, "css": "body{}", "language": "ja-JP", "language_button": False,
                          "social_connections": False}, allowed_origins=["https://app.example.com"],
                completion_places=["login"], completion_skippable=True, completion_fields=[
                    {"name": "nickname", "label": "Nick", "label_en": "Nickname", "required": True, "input": "text",
                     "rules": [{"type": "regExp", "content": "^a"}]}],
                login_page={"join_tenant": True, "tabs": {"order": [1]}})
    shown = assert_ok(config(server, other.id))
    assert shown["loginTabs"]["list"] == ["app-qrcode", "phone-code"] and shown["loginTabs"]["default"] == "app-qrcode"
    assert shown["passwordTabConfig"]["enabledLoginMethods"] == []
    assert shown["registerTabs"]["list"] == ["emailCode"]
    assert shown["oidcConfig"]["grant_types"] == ["authorization_code", "implicit", "refresh_token", "password"]
    assert shown["oidcConfig"]["response_types"] == ["code id_token", "code token", "code id_token token"]
    assert (shown["css"], shown["logo"], shown["defaultLanguageConfig"]) == (
        "body{}", "https://files.example.com/l.png", "ja-JP")
    assert shown["allowedOrigins"] == ["https://app.example.com"] and shown["customSecurityEnabled"]
    assert shown["complateFiledsPlace"] == ["login"] and shown["extendsFieldsEnabled"] and shown["skipComplateFileds"]
    assert shown["extendsFields"] == [{"type": "internal", "name": "nickname", "label": "Nick", "inputType": "text",
                                       "required": True, "options": [],
                                       "validateRules": [{"type": "regExp", "content": "^a", "error": ""}]}]
    assert shown["extendsFieldsI18n"]["nickname"]["en-US"] == "Nickname"
    assert shown["enableJoinTenant"] and not shown["enableCreateTenant"]
    assert shown["tabMethodsSortConfig"] == {"order": [1]}
    parts = shown["ssoPageComponentDisplay"]
    assert not parts["socialLoginBtns"] and parts["idpBtns"] and not parts["loginByUserPasswordTab"]
    assert parts["loginByEmailCodeTab"] and not parts["registerBtn"] and not parts["changeLanguageBtn"]
    assert assert_ok(config(server, other.id, guard=True)) == {
        "global": {"showChangeLanguage": False, "defaultLanguage": "ja-JP"}}


def test_the_settings_of_the_user_pool_are_shown(server, app):
    pool = {"registration_disabled": True, "code_length": 8, "password_level_min": 2, "face_score_min": 90,
            "account_switch": True, "captcha_mode": "always_enable", "sms_countries": ["US"],
            "device_limit": "condition:device", "allowed_origins": ["https://pool.example.com"],
            "password_rules": [{"pattern": "[0-9]", "message_en": "A digit"}],
            "self_unlock_strategy": "password-captcha",
            "complete_password_after_code": True}
    with server.with_settings(pool=pool):
        shown = assert_ok(config(server, app.id))
    assert shown["registerDisabled"] and not shown["ssoPageComponentDisplay"]["registerBtn"]
    assert (shown["verifyCodeLength"], shown["passwordStrength"], shown["mfa"]) == (8, 2, {"faceScore": 90})
    assert shown["enableLoginAccountSwitch"] and shown["enableCompletePassword"] and shown["deviceFuncEnabled"]
    assert (shown["appRobotVerify"], shown["userpoolRobotVerify"]) == ("condition_set", "always_enable")
    assert shown["internationalSmsConfig"] == {"enabled": True, "countries": ["US"]}
    assert shown["corsWhitelist"] == ["https://pool.example.com"]
    assert shown["customPasswordStrength"] == {"regex": "[0-9]", "message": "A digit"} == shown["regexRules"][0]
    assert shown["selfUnlockStrategy"] == "password-captcha"


def test_connections_are_shown_without_their_settings_and_no_secret_ever_is(server, app):
    secret = "do-not-show-this-secret"
    made = new_connection(server, new_source(server), on=False, displayName="Hub", fields={
        "clientId": "client-of-hub", "clientSecret": secret})
    switch(server, made["id"], appId=app.id)
    answer = config(server, app.id)
    shown = assert_ok(answer)["socialConnections"]
    assert [(each["id"], each["type"], each["displayName"]) for each in shown] == [
        (made["id"], "github", "Hub")]
    text = json.dumps(answer)
    stored = assert_ok(server.manage("GET", f"get-application-secret?appId={app.id}"))["secret"]
    for hidden in (secret, "client-of-hub", stored):
        assert hidden not in text
    assert not re.search("secret|private", text, re.IGNORECASE)


def test_pages_of_every_origin_may_read_it_and_bring_no_cookies(server, app):
    for guard in (False, True):
        url = server.base + path_of(app.id, guard)
        for headers in ({}, {"origin": "https://anybody.example"}, {"origin": "null"}):
            answer = requests.get(url, headers=headers, timeout=30)
            assert answer.json()["statusCode"] == 200
            assert answer.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in answer.headers and "set-cookie" not in answer.headers
        asked = requests.options(url, timeout=30, headers={
            "origin": "https://anybody.example", "access-control-request-method": "GET",
            "access-control-request-headers": "x-authing-app-id,x-authing-lang,cookie"})
        assert asked.headers["access-control-allow-origin"] == "*"
        assert asked.headers["access-control-allow-headers"] == "x-authing-app-id,x-authing-lang"
        assert "access-control-allow-credentials" not in asked.headers
    # Nothing else is open because of it.
    for path in ("/api/v3/get-profile", "/cas/session", "/oauth/sso/mobile/trackSession"):
        answer = requests.get(server.base + path, headers={"origin": "https://anybody.example"}, timeout=30)
        assert "access-control-allow-origin" not in answer.headers


def test_an_application_that_is_not_there_or_disabled(server):
    other = App(server)
    for app_id in ("0" * 24, "x", "a" * 64):
        for guard in (False, True):
            assert_refused(config(server, app_id, guard), 404, 2011)
    server.command("application", "update", other.id, "--status", "disabled")
    for guard in (False, True):
        assert_refused(config(server, other.id, guard), 403)
