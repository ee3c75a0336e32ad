"""Who may not call the operations of QR codes, push and devices: the same for all of them, so in one place."""

import pytest
from scenes import assert_ok, assert_refused, new_name

# What a signed-in person calls: method, path, body.
SIGNED_IN = [
    ("POST", "set-qrcode-status", {"qrcodeId": "x", "action": "SCAN"}),
    ("POST", "change-qrcode-status", {"qrcodeId": "x", "action": "SCAN"}),
    ("GET", "get-qrcode-info?qrcodeId=x", None),
    ("POST", "gene-fastpass-qrcode-info", {}),
    ("POST", "set-pushcode-status", {"pushCodeId": "x", "action": "CANCEL"}),
    ("POST", "change-pushcode-status", {"pushCodeId": "x", "action": "CANCEL"}),
    ("POST", "get-pushlogin-relation-apps", {"pushCodeId": "x", "appId": "x"}),
    ("GET", "get-pending-push", None),
    ("GET", "mydevices/list", None),
    ("POST", "mydevices/unbind", {"deviceId": "x"}),
    ("POST", "mydevices/revoke-session", {"deviceId": "x"}),
]
PUBLIC = [
    ("POST", "gene-qrcode", {"type": "MOBILE_APP"}),
    ("GET", "get-qrcode-status?qrcodeId=x", None),
    ("GET", "check-qrcode-status?qrcodeId=x", None),
    ("GET", "get-qrcode-picture?qrcodeId=x", None),
    ("POST", "exchange-tokenset-with-qrcode-ticket", {"ticket": "x"}),
    ("GET", "get-fastpass-client-apps?qrcodeId=x&appId=x", None),
    ("GET", "get-app-login-qrcode-status?qrcodeId=x", None),
    ("POST", "signin-by-push", {"account": "nobody"}),
    ("GET", "check-pushcode-status?pushCodeId=x", None),
    ("POST", "qrcode-app-login", {"action": "APP_LOGIN", "qrcodeId": "x"}),
]


def ask(server, call, **more):
    method, path, body = call
    return server.call(method, "/api/v3/" + path, body, **more)


@pytest.mark.parametrize("call", SIGNED_IN + PUBLIC, ids=lambda call: call[1].partition("?")[0])
def test_an_unknown_application_is_refused(server, call):
    assert_refused(ask(server, call, app=False, headers={"x-authing-app-id": "0" * 24}), 404, 2011)


@pytest.mark.parametrize("call", PUBLIC, ids=lambda call: call[1].partition("?")[0])
def test_an_application_must_be_named(server, call):
    assert_refused(ask(server, call, app=False), 400, 2010)


def test_a_disabled_application_takes_no_calls(server):
    token = server.person(new_name())
    server.command("application", "update", server.app_id, "--status", "disabled")
    try:
        for call in SIGNED_IN + PUBLIC:
            answer = ask(server, call, token=token)
            assert answer["statusCode"] == 403 and "disabled" in answer["message"], (call, answer)
    finally:
        server.command("application", "update", server.app_id, "--status", "enabled")


@pytest.mark.parametrize("call", SIGNED_IN, ids=lambda call: call[1].partition("?")[0])
def test_nobody_acts_without_a_token_that_stands(server, call):
    assert_refused(ask(server, call), 401, 2020)
    assert_refused(ask(server, call, token="not.a.token"), 401, 2021)
    token = server.person(new_name())
    other = {"x-authing-app-id": server.other_application()["appId"]}
    assert_refused(ask(server, call, token=token, headers=other), 401, 2021)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(ask(server, call, token=token), 403, 2120008)
    token = server.person(new_name())
    server.advance(7_200_001)
    assert_refused(ask(server, call, token=token), 401, 2206)
