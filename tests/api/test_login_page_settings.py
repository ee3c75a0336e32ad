"""What an application says of its hosted login page: the order of the ways to sign in, and the language."""

import re

from application_scene import CALLBACK, create, update
from hosted import Visitor
from scenes import assert_ok

PAGE = {"tabMethodsSortConfig": {}, "qrCodeSortConfig": {}, "ssoPageCustomizationSettings": {},
        "passwordTabConfig": {}, "verifyCodeTabConfig": {}, "config": {"global": {}}, "enableCreateTenant": False,
        "createTenantScenes": [], "enableJoinTenant": False, "joinTenantScenes": [], "enableVerifyDomain": False,
        "enableAutoConnectTenantApp": False, "verifyDomainScenes": []}


def test_the_page_orders_ways_as_its_tabs(server):
    app = create(server, redirectUris=[CALLBACK])
    visitor = Visitor(server, app["appId"])
    visitor.authorize()

    def methods(tabs):
        assert_ok(server.manage("POST", "update-login-page-config", {
            "appId": app["appId"], "update": {**PAGE, "tabMethodsSortConfig": tabs}}))
        return assert_ok(visitor.state())["methods"]

    usual = ["PASSWORD", "PHONE_CODE", "EMAIL_CODE", "QRCODE", "PASSKEY"]
    for nothing in ({}, {"loginMethodsSort": []}, {"loginMethodsSort": "app-qrcode"}, {"loginMethodsSort": None},
                    {"loginMethodsSort": [1, {}, "carrier-pigeon"]}, {"order": ["app-qrcode"]}):
        assert methods(nothing) == usual, nothing
    # Codes by e-mail stand in the tab phone-code, unless they are named; who is not named comes last.
    for names, order in ((["app-qrcode", "phone-code"], ["QRCODE", "PHONE_CODE", "EMAIL_CODE", "PASSWORD", "PASSKEY"]),
                         (["email-code", "x", "password", "phone-code"],
                          ["EMAIL_CODE", "PASSWORD", "PHONE_CODE", "QRCODE", "PASSKEY"]),
                         (["phone-code", "username-password", "email-code"],
                          ["PHONE_CODE", "PASSWORD", "EMAIL_CODE", "QRCODE", "PASSKEY"])):
        assert methods({"loginMethodsSort": names}) == order, names
    tabs = {"loginMethodsSort": ["app-qrcode", "username-password", "email-code", "password"]}
    assert methods(tabs) == ["QRCODE", "PASSWORD", "EMAIL_CODE", "PHONE_CODE", "PASSKEY"]
    # Nothing that is switched off comes back, or has a place; among those not named, the application's order is kept.
    update(server, app["appId"], loginConfig={"showAuthorizationPage": False, "enabledBasicLoginMethods": [
        "PHONE_CODE", "EMAIL_CODE", "EMAIL_PASSWORD"]})
    assert methods(tabs) == ["EMAIL_CODE", "PASSWORD", "PHONE_CODE", "PASSKEY"]
    assert methods({"loginMethodsSort": ["app-qrcode", "password"]}) == ["PASSWORD", "PHONE_CODE", "EMAIL_CODE",
                                                                         "PASSKEY"]
    # What the page is to begin with is before all.
    update(server, app["appId"], loginConfig={"showAuthorizationPage": False, "defaultLoginMethod": {
        "connectionType": "PASSCODE"}})
    assert methods({"loginMethodsSort": ["password", "email-code"]}) == ["EMAIL_CODE", "PHONE_CODE", "PASSWORD",
                                                                         "PASSKEY"]


def test_the_page_speaks_the_applications_language_where_the_browser_asks_for_none(server):
    app = create(server, redirectUris=[CALLBACK], brandingConfig={"defaultLanguage": "ja-JP"})
    plain = create(server, redirectUris=[CALLBACK])

    def language_of(one, accepted, **params):
        visitor = Visitor(server, one["appId"])
        visitor.authorize(**params)
        page = visitor.browser.get(f"/{one['appId']}/login/{visitor.id}", headers={"accept-language": accepted},
                                   unchecked=True)
        shown = re.search(r'<html lang="([^"]*)"', page.text)[1]
        # The page speaks to the server as it was sent, and is told what the application asked for.
        return shown, assert_ok(visitor.call("GET", f"/interaction/{visitor.id}/state",
                                             headers={"x-genauth-lang": shown}))["language"]

    for accepted in ("", "fr-FR, de;q=0.5", "en;q=0"):
        assert language_of(app, accepted) == ("ja-JP", "ja-JP"), accepted
        assert language_of(plain, accepted) == ("zh-CN", "zh-CN"), accepted
    for accepted, shown in (("zh-CN", "zh-CN"), ("fr, zh-Hant;q=0.1", "zh-TW"), ("en-GB", "en-US")):
        assert language_of(app, accepted) == (shown, shown), accepted
    assert language_of(app, "zh-TW", ui_locales="fr en ja")[1] == "en-US"
    assert language_of(app, "zh-TW", ui_locales="fr")[1] == "zh-TW"
    assert language_of(app, "fr", ui_locales="fr")[1] == "ja-JP"
