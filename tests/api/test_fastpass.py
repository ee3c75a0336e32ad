"""Fast pass: a page on which somebody is signed in takes the session into a mobile app by a QR code."""

import concurrent.futures

from scenes import assert_ok, assert_refused, new_name


def made(server, token, **options):
    return assert_ok(server.post("gene-fastpass-qrcode-info", {"options": options}, token=token))


def apps(server, code, **more):
    return server.get("get-fastpass-client-apps", params={"qrcodeId": code["qrcodeId"], "appId": code["appId"]}, **more)


def status(server, code, **more):
    return server.get("get-app-login-qrcode-status", params={"qrcodeId": code["qrcodeId"]}, **more)


def login(server, code, **more):
    return server.post("qrcode-app-login", {"action": "APP_LOGIN", "qrcodeId": code["qrcodeId"]}, **more)


def test_the_app_is_signed_in_as_the_person_on_the_page(server):
    username = new_name()
    token = server.person(username)
    code = made(server, token, scope="openid offline_access")
    assert code["user"]["displayName"] == username and code["userpool"]["id"] == server.pool_id
    assert (code["scene"], code["appId"], code["apiHost"]) == ("APP_LOGIN", server.app_id, server.base)
    assert assert_ok(status(server, code)) == {"status": "PENDING"}
    assert server.app_id in [app["id"] for app in assert_ok(apps(server, code))["relationApps"]]
    assert assert_ok(status(server, code)) == {"status": "SCANNED"}
    tokens = assert_ok(login(server, code))
    assert tokens["refresh_token"] and tokens["scope"].split() == ["openid", "offline_access"]
    assert assert_ok(server.get("get-profile", token=tokens["access_token"]))["username"] == username
    assert assert_ok(status(server, code)) == {"status": "AUTHORIZED"}
    assert_refused(login(server, code), 422)
    assert_refused(apps(server, code), 422)


def test_step_up_the_session_in_the_app_is_as_old_as_that_of_the_page(server):
    token = server.person(new_name())
    server.advance(20 * 60_000)
    fresh = assert_ok(login(server, made(server, token)))["access_token"]
    assert_refused(server.post("webauthn/registration/initialize", {}, token=fresh), 403)


def test_another_application_of_the_pool_is_signed_in(server):
    token = server.person(new_name())
    other = server.other_application()
    code = made(server, token)
    theirs = {"x-authing-app-id": other["appId"]}
    listed = assert_ok(apps(server, code, headers=theirs))["relationApps"]
    assert {"id": other["appId"], "name": "Second"} in listed
    tokens = assert_ok(login(server, code, headers=theirs))
    assert_ok(server.get("get-profile", token=tokens["access_token"], headers=theirs))


def test_a_device_that_scanned_holds_the_code(server):
    code = made(server, server.person(new_name()))
    mine, thief = {"x-authing-device-id": "phone-1"}, {"x-authing-device-id": "phone-2"}
    assert_ok(apps(server, code, headers=mine))
    assert_ok(apps(server, code, headers=mine))
    assert_refused(apps(server, code, headers=thief), 409)
    for headers in (thief, {}):
        assert_refused(login(server, code, headers=headers), 409)
    assert_ok(login(server, code, headers=mine))


def test_a_code_ends_with_its_time_and_with_the_session_that_made_it(server):
    token = server.person(new_name())
    late = made(server, token)
    server.advance(120_001)
    assert assert_ok(status(server, late)) == {"status": "EXPIRED"}
    assert_refused(login(server, late), 400)
    assert_refused(apps(server, late), 400)
    username = new_name()
    token = server.person(username)
    code = made(server, token)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "password": "another long password"}))
    assert_refused(login(server, code), 400)
    assert_refused(apps(server, code), 400)


def test_a_suspended_user_gets_into_no_app(server):
    token = server.person(new_name())
    code = made(server, token)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(login(server, code), 403, 2120008)
    assert assert_ok(status(server, code)) == {"status": "ERROR"}


def test_refuses_codes_that_are_none(server):
    code = made(server, server.person(new_name()))
    for guess in ("x", code["qrcodeId"].partition(".")[0], code["qrcodeId"][:-3] + "AAA"):
        bad = {**code, "qrcodeId": guess}
        assert_refused(login(server, bad), 404)
        assert_refused(apps(server, bad), 404)
        assert_refused(status(server, bad), 404)
    assert_refused(apps(server, {**code, "appId": "0" * 24}), 404)
    page = assert_ok(server.post("gene-qrcode", {"type": "MOBILE_APP"}))
    assert_refused(login(server, page), 404)  # a code of the other kind
    theirs = {"x-authing-app-id": server.other_pool()["appId"]}
    assert_refused(login(server, code, headers=theirs), 404)


def test_64_racing_apps_and_one_is_signed_in(server):
    code = made(server, server.person(new_name()))
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: login(server, code), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
