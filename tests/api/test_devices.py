"""On what people are signed in: their list, signing out, the limit of devices and addresses, kick-users."""

import concurrent.futures

import pytest
import requests
from directory import apply
from scenes import PASSWORD, assert_ok, assert_refused, new_name, try_password, two_processes

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36"
RULE = "update-device-exclusive-rule-settings"
SCOPE = "device-exclusive-valid-scope-settings"
EXEMPT = "save-device-exclusive-white-list-settings"
NOT_EXEMPT = "remove-device-exclusive-white-list-settings"
EXEMPT_NOW = "get-device-exclusive-white-list-settings"


def sign_in(server, name, device=None, agent=None, app=None, scope="openid profile", ip=None):
    headers = {**({"x-authing-device-id": device} if device else {}), **({"user-agent": agent} if agent else {}),
               **({"x-authing-app-id": app["appId"]} if app else {})}
    client = {"client_id": app["appId"], "client_secret": app["appSecret"]} if app else None
    options = {"scope": scope, **({"clientIp": ip} if ip else {})}
    return assert_ok(try_password(server, username=name, headers=headers, client=client, options=options))


def is_alive(server, tokens, app=None):
    headers = {"x-authing-app-id": app["appId"]} if app else None
    return server.get("get-profile", token=tokens["access_token"], headers=headers)["statusCode"] == 200


def refreshes(server, tokens):
    return requests.post(server.base + "/oidc/token", timeout=10, data={
        "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], **server.client()}).status_code == 200


def member(server):
    name = new_name()
    server.sign_up(name)
    return name


def listed(server, tokens, **params):
    return assert_ok(server.get("mydevices/list", params=params or None, token=tokens["access_token"]))


@pytest.fixture
def rule(server):
    """Sets the limit, and takes it back after the test."""
    def set_rule(name, devices=None, addresses=None):
        body = {"rule": name}
        if devices:
            body["deviceRule"] = {"maxOnlineDevices": devices}
        if addresses:
            body["ipRule"] = {"maxOnlineIPs": addresses}
        return assert_ok(server.manage("POST", RULE, body))
    yield set_rule
    assert_ok(server.manage("POST", RULE, {"rule": "disable"}))


def test_a_sign_in_leaves_a_device(server):
    name = member(server)
    tokens = sign_in(server, name, agent=CHROME)
    phone = sign_in(server, name, device="pixel", agent="Shop/2.1 (Linux; Android 15)")
    devices = {each["device"]["deviceId"]: each for each in listed(server, tokens)}
    assert len(devices) == 2 and all(each["online"] for each in devices.values())
    assert devices["pixel"]["device"]["type"] == "Mobile" and devices["pixel"]["device"]["os"] == "Android"
    browser = next(each for key, each in devices.items() if key != "pixel")
    assert browser["device"]["name"] == "Chrome on Windows" and browser["device"]["type"] == "Browser"
    assert browser["lastIp"] in ("127.0.0.1", "::1") and browser["lastLoginTime"].endswith("Z")
    server.advance(1000)
    sign_in(server, name, agent=CHROME)  # no third device, and now the latest
    assert [each["device"]["deviceId"] == "pixel" for each in listed(server, phone)] == [False, True]
    assert len(listed(server, phone, page=2, limit=1)) == 1


def test_signing_a_device_out_acts_on_the_next_request(server):
    name = member(server)
    here = sign_in(server, name, device="here")
    there = sign_in(server, name, device="there", scope="openid offline_access")
    other = sign_in(server, member(server), device="there")
    assert_ok(server.post("mydevices/revoke-session", {"deviceId": "there"}, token=here["access_token"]))
    assert not is_alive(server, there) and not refreshes(server, there)
    assert is_alive(server, here) and is_alive(server, other)
    online = {each["device"]["deviceId"]: each["online"] for each in listed(server, here)}
    assert online == {"here": True, "there": False}
    assert_ok(server.post("mydevices/revoke-session", {"deviceId": "there"}, token=here["access_token"]))


def test_unbinding_forgets_the_device(server):
    name = member(server)
    here, there = sign_in(server, name, device="here"), sign_in(server, name, device="there")
    assert_ok(server.post("mydevices/unbind", {"deviceId": "there"}, token=here["access_token"]))
    assert not is_alive(server, there)
    assert [each["device"]["deviceId"] for each in listed(server, here)] == ["here"]
    for call in ("unbind", "revoke-session"):
        assert_refused(server.post("mydevices/" + call, {"deviceId": "there"}, token=here["access_token"]), 404)


def test_the_rule_is_kept(server, rule):
    assert rule("condition:device", devices=3)["deviceRule"] == {"maxOnlineDevices": 3}
    kept = assert_ok(server.manage("GET", "get-device-exclusive-rule-settings"))
    assert kept["rule"] == "condition:device" and kept["deviceRule"] == {"maxOnlineDevices": 3}
    for bad in (0, 1.5, 20_000):
        answer = server.manage("POST", RULE, {"rule": "disable", "deviceRule": {"maxOnlineDevices": bad}})
        assert answer["statusCode"] == 400, answer
        answer = server.manage("POST", RULE, {"rule": "disable", "ipRule": {"maxOnlineIPs": bad}})
        assert answer["statusCode"] == 400, answer
    assert assert_ok(server.manage("GET", "get-device-exclusive-rule-settings"))["rule"] == "condition:device"


def test_the_oldest_devices_are_signed_out(server, rule):
    rule("condition:device", devices=2)
    name = member(server)
    first = sign_in(server, name, device="one", scope="openid offline_access")
    again = sign_in(server, name, device="one")
    second = sign_in(server, name, device="two")
    assert is_alive(server, first) and is_alive(server, again)
    third = sign_in(server, name, device="three")
    assert not is_alive(server, first) and not is_alive(server, again) and not refreshes(server, first)
    assert is_alive(server, second) and is_alive(server, third)


def test_addresses_are_counted_where_the_rule_says_so(server, rule):
    rule("condition:ip", addresses=2)
    name = member(server)
    first = sign_in(server, name, device="one", ip="203.0.113.1")
    same = sign_in(server, name, device="two", ip="203.0.113.1")
    second = sign_in(server, name, device="three", ip="203.0.113.2")
    assert all(is_alive(server, each) for each in (first, same, second))
    sign_in(server, name, device="one", ip="203.0.113.3")
    assert not is_alive(server, first) and not is_alive(server, same) and is_alive(server, second)


def test_only_the_chosen_applications_count(server, rule):
    rule("condition:device", devices=1)
    other = server.other_application()
    assert_ok(server.manage("POST", "save-" + SCOPE, {"appIds": [server.app_id]}))
    try:
        scope = assert_ok(server.manage("GET", "get-" + SCOPE))
        assert [each["appId"] for each in scope] == [server.app_id] and scope[0]["appName"]
        name = member(server)
        outside = sign_in(server, name, device="tv", app=other)
        first = sign_in(server, name, device="one")
        outside_too = sign_in(server, name, device="radio", app=other)
        assert is_alive(server, first)
        sign_in(server, name, device="two")
        assert not is_alive(server, first)
        assert is_alive(server, outside, other) and is_alive(server, outside_too, other)
    finally:
        for _ in range(2):
            assert_ok(server.manage("POST", "remove-" + SCOPE, {"appId": server.app_id}))
    assert assert_ok(server.manage("GET", "get-" + SCOPE)) == []
    found = assert_ok(server.manage("GET", "get-supported-device-exclusive-apps", params={"keyword": "SECOND"}))
    assert other["appId"] in [each["appId"] for each in found] and server.app_id not in [
        each["appId"] for each in found]
    assert_refused(server.manage("POST", "save-" + SCOPE, {"appIds": ["0" * 24]}), 404, 2011)


def test_exempt_users_are_not_limited(server, rule):
    rule("condition:device", devices=1)
    name = member(server)
    first = sign_in(server, name, device="one")
    user_id = assert_ok(server.get("get-profile", token=first["access_token"]))["userId"]
    subjects = {"list": [{"targetType": "USER", "targetId": user_id}]}
    assert_ok(server.manage("POST", EXEMPT, subjects))
    shown = assert_ok(server.manage("GET", EXEMPT_NOW))
    assert [(each["targetType"], each["targetId"], each["name"]) for each in shown] == [("USER", user_id, name)]
    sign_in(server, name, device="two")
    assert is_alive(server, first)
    assert_ok(server.manage("POST", NOT_EXEMPT, subjects))
    sign_in(server, name, device="three")
    assert not is_alive(server, first)
    nobody = {"list": [{"targetType": "USER", "targetId": "0" * 24}]}
    assert_refused(server.manage("POST", EXEMPT, nobody), 404, 2004)


def test_groups_and_roles_exempt_who_is_in_them(server, rule):
    rule("condition:device", devices=1)
    for kind in ("GROUP", "ROLE"):
        name, code = member(server), new_name("exempt")
        if kind == "GROUP":
            apply(server, {"groups": [{"code": code, "name": "Night shift", "members": [name]}]})
        else:
            apply(server, {"roles": [{"code": code, "name": "Night shift"}],
                           "assignments": [{"role": code, "to": {"user": name}}]})
        first = sign_in(server, name, device="one")
        mine = assert_ok(server.get(f"get-my-{kind.lower()}-list",
                                    token=first["access_token"]))
        subjects = {"list": [{"targetType": kind, "targetId": mine[0]["id"]}]}
        assert_ok(server.manage("POST", EXEMPT, subjects))
        assert [each["name"] for each in assert_ok(server.manage("GET", EXEMPT_NOW))] == ["Night shift"]
        sign_in(server, name, device="two")
        assert is_alive(server, first)
        assert_ok(server.manage("POST", NOT_EXEMPT, subjects))
        sign_in(server, name, device="three")
        assert not is_alive(server, first)
        assert_refused(server.manage("POST", EXEMPT, {"list": [{"targetType": kind, "targetId": "0" * 24}]}), 404)


def test_64_sign_ins_race_and_the_limit_holds(server, rule):
    rule("condition:device", devices=3)
    name = member(server)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda i: try_password(server, username=name, password=PASSWORD,
                                                       headers={"x-authing-device-id": f"d{i}"}), range(64)))
    tokens = [answer["data"] for answer in answers if answer["statusCode"] == 200]
    assert tokens and sum(is_alive(server, each) for each in tokens) == min(3, len(tokens))


def test_the_limit_holds_across_two_processes():
    with two_processes() as both:
        assert_ok(both[0].manage("POST", RULE, {"rule": "condition:device",
                                                "deviceRule": {"maxOnlineDevices": 2}}))
        both[0].sign_up("racer")
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda i: try_password(both[i % 2], username="racer", password=PASSWORD,
                                                           headers={"x-authing-device-id": f"d{i}"}), range(32)))
        tokens = [answer["data"] for answer in answers if answer["statusCode"] == 200]
        assert tokens and sum(is_alive(both[0], each) for each in tokens) == min(2, len(tokens))


def test_kick_users_ends_sessions_in_the_named_applications(server):
    other = server.other_application()
    name = member(server)
    here, there = sign_in(server, name, scope="openid profile offline_access"), sign_in(server, name, app=other)
    user_id = assert_ok(server.get("get-profile", token=here["access_token"]))["userId"]
    assert_ok(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": user_id}))
    assert not is_alive(server, here) and not refreshes(server, here)
    assert is_alive(server, there, other)
    by_name = {"appIds": [other["appId"]], "userId": name, "options": {"userIdType": "username"}}
    assert_ok(server.manage("POST", "kick-users", by_name))
    assert not is_alive(server, there, other)
    assert is_alive(server, sign_in(server, name))
    assert_refused(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": "0" * 24}), 404, 2004)
    assert_refused(server.manage("POST", "kick-users", {"appIds": ["0" * 24], "userId": user_id}), 404, 2011)
    foreign = server.other_pool()["appId"]
    assert_refused(server.manage("POST", "kick-users", {"appIds": [foreign], "userId": user_id}), 404, 2011)
