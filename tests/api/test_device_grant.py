"""Devices without a browser (RFC 8628): the device polls, the person types its code at a page (interaction-device)."""

import concurrent.futures
import time

import jwt
import pytest
import requests
from hosted import Visitor, step_of
from jose_keys import Key
from oidc import Oidc, assert_error
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
ON = {"device_grant": True}


@pytest.fixture(scope="module")
def person(server):
    name = new_name("device")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def enabled(server):
    with server.with_settings(app=ON):
        yield


class Device:
    """A television."""

    def __init__(self, server, scope="openid profile offline_access"):
        self.server, self.app = server, Oidc(server)
        credentials, _ = self.app._credentials()
        answer = self.app.post("device/auth", {**credentials, "scope": scope}, {"user-agent": "Telly/1.0"})
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store", answer.text
        self.told = answer.json()

    def poll(self, **form):
        return self.app.ask("token", grant_type=GRANT, device_code=self.told["device_code"], **form)

    def waits(self):
        """Asks no sooner than it may."""
        self.server.advance(6_000)
        return self.poll()


def open_page(server, address=None):
    """The person's browser at the page for codes."""
    visitor = Visitor(server)
    path = (address or f"{server.base}/{server.app_id}/oidc/device").removeprefix(server.base)
    visitor.note(visitor.browser.get(path, unchecked=True))
    assert visitor.id
    return visitor


def type_code(visitor, code):
    return visitor.answer("device", userCode=code)


def agree(visitor, person, device, allow=True):
    """From the code to the person's answer; returns the last state."""
    assert step_of(type_code(visitor, device.told["user_code"])) == "done"
    visitor.resume()
    if step_of(visitor.state()) == "login":
        assert_refused(visitor.password(person), 303, 1600)
        visitor.resume()
    state = visitor.state()
    assert step_of(state) == "consent", state
    consent = state["data"]["consent"]
    assert consent["device"] == {"name": "Telly", "address": "127.0.0.1", "userCode": device.told["user_code"]}, consent
    assert step_of(visitor.answer("consent", allow=allow)) == "done"
    visitor.resume()
    return visitor.state()


def test_a_device_gets_what_its_person_agrees_to(server, person):
    device = Device(server)
    told = device.told
    assert (told["expires_in"], told["interval"]) == (600, 5)
    assert told["verification_uri"] == f"{server.base}/{server.app_id}/oidc/device"
    assert told["verification_uri_complete"] == f"{told['verification_uri']}?user_code={told['user_code']}"
    assert_error(device.poll(), 400, "authorization_pending")
    assert step_of(agree(open_page(server), person, device)) == "device-done"
    tokens = device.poll()
    assert tokens.status_code == 200, tokens.text
    claims = jwt.decode(tokens.json()["id_token"], options={"verify_signature": False})
    assert claims["amr"] == ["pwd"] and claims["iss"] == f"{server.base}/oidc"
    assert device.app.me(tokens.json()["access_token"]).status_code == 200
    assert device.app.refresh(tokens.json()["refresh_token"]).status_code == 200
    assert_error(device.poll(), 400, "invalid_grant")


def test_the_code_in_the_address_is_shown_and_never_taken_unseen(server, person):
    device = Device(server)
    visitor = open_page(server, device.told["verification_uri_complete"])
    state = visitor.state()
    assert step_of(state) == "device" and state["data"]["userCode"] == device.told["user_code"]
    assert_error(device.poll(), 400, "authorization_pending")
    assert step_of(agree(visitor, person, device)) == "device-done"
    assert "userCode" not in open_page(server, device.told["verification_uri"] + "?user_code=<b>").state()["data"]


def test_codes_are_read_as_people_type_them(server):
    device = Device(server)
    typed = device.told["user_code"].lower().replace("-", " ")
    assert step_of(type_code(open_page(server), typed)) == "done"


def test_a_session_spares_the_password_and_not_the_consent(server, person):
    visitor = open_page(server)
    agree(visitor, person, Device(server))
    device = Device(server)
    visitor.note(visitor.browser.get(f"/{server.app_id}/oidc/device", unchecked=True))
    assert step_of(type_code(visitor, device.told["user_code"])) == "done"
    visitor.resume()
    assert step_of(visitor.state()) == "consent"


def test_what_a_device_has_outlives_the_browser_and_not_the_account(server):
    name = new_name("device")
    user_id = user_of(server, username=name)["userId"]
    device, visitor = Device(server), open_page(server)
    agree(visitor, name, device)
    tokens = device.poll().json()
    state = visitor.browser.get("/oidc/session/end", unchecked=True)
    assert state.status_code in (200, 303)
    assert device.app.refresh(tokens["refresh_token"]).status_code == 200
    assert_ok(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": user_id}))
    assert_error(device.app.refresh(tokens["refresh_token"]), 400, "invalid_grant")


@pytest.mark.parametrize("end", ["password", "everywhere", "here"])
def test_an_approval_ends_with_the_browser_that_gave_it(server, end):
    """Whoever waits with a code that was approved gets nothing any more."""
    name = server_person(server)
    user = server.manage("GET", f"get-user?userId={name}&userIdType=username")["data"]["userId"]
    device, visitor = Device(server), open_page(server)
    agree(visitor, name, device)
    if end == "password":
        assert_ok(server.manage("POST", "update-user", {"userId": user, "password": "another fine password"}))
    elif end == "everywhere":
        assert_ok(server.manage("POST", "kick-users", {"userId": user, "appIds": [server.app_id]}))
    else:
        visitor.browser.send("POST", "/oidc/session/end", data={"confirmed": "yes", "client_id": server.app_id},
                             headers={"origin": server.base}, unchecked=True)
    assert_error(device.waits(), 400, "invalid_grant")


def test_discovery_names_it(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["device_authorization_endpoint"] == f"{server.base}/oidc/device/auth"
    assert GRANT in found["grant_types_supported"]


# --- polling ------------------------------------------------------------------------------------------------
def test_polling_too_fast_slows_down(server, person):
    device = Device(server)
    assert_error(device.poll(), 400, "authorization_pending")
    assert_error(device.poll(), 400, "slow_down")
    assert_error(device.waits(), 400, "slow_down")  # the interval has grown to ten seconds
    server.advance(16_000)
    assert_error(device.poll(), 400, "authorization_pending")
    agree(open_page(server), person, device)
    assert device.poll().status_code == 200


def test_a_refusal_reaches_the_device(server, person):
    device = Device(server)
    assert step_of(agree(open_page(server), person, device, allow=False)) == "device-denied"
    assert_error(device.poll(), 400, "access_denied")
    other, visitor = Device(server), open_page(server)
    type_code(visitor, other.told["user_code"])
    assert step_of(visitor.answer("cancel")) == "done"
    visitor.resume()
    assert step_of(visitor.state()) == "device-denied"
    assert_error(other.poll(), 400, "access_denied")


def test_a_device_waits_ten_minutes(server, person):
    device, visitor = Device(server), open_page(server)
    type_code(visitor, device.told["user_code"])
    visitor.resume()
    visitor.password(person)
    visitor.resume()
    server.advance(601_000)
    assert_error(device.poll(), 400, "expired_token")
    visitor.answer("consent", allow=True)
    visitor.resume()
    assert step_of(visitor.state()) == "device"  # its code is over: another one is asked for
    assert_refused(type_code(open_page(server), device.told["user_code"]), 404)


def test_of_64_polls_of_a_device_one_gets_tokens(server, person):
    device = Device(server)
    agree(open_page(server), person, device)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: device.poll().status_code, range(64)))
    assert sorted(answers) == [200] + [400] * 63


def test_of_two_people_with_the_same_code_one_answers(server, person):
    device, first, second = Device(server), open_page(server), open_page(server)
    agree(first, person, device)
    assert_refused(type_code(second, device.told["user_code"]), 404)


# --- attacks ------------------------------------------------------------------------------------------------
def test_user_codes_cannot_be_tried_out(server):
    """Five wrong ones end the interaction, twenty from one address in ten minutes are all."""
    wrong = 0
    start_window(server)
    for _ in range(4):
        visitor = open_page(server)
        for _ in range(5):
            assert_refused(type_code(visitor, "BBBB-BBBB"), 404)
            wrong += 1
        if wrong < 20:
            assert_refused(type_code(visitor, Device(server).told["user_code"]), 404, 1699)
    device = Device(server)
    assert type_code(open_page(server), device.told["user_code"])["statusCode"] == 429
    server.advance(600_000)
    assert step_of(type_code(open_page(server), Device(server).told["user_code"])) == "done"


def test_a_device_code_of_another_application_or_issuer(server):
    device = Device(server)
    other = server.other_application()
    server.command("application", "update", other["appId"], "--set", "device_grant=true")
    thief = Oidc(server, other["appId"], other["appSecret"])
    form = {"grant_type": GRANT, "device_code": device.told["device_code"]}
    assert_error(thief.ask("token", **form), 400, "invalid_grant")
    stranger = Visitor(server, other["appId"])
    stranger.note(stranger.browser.get(f"/{other['appId']}/oidc/device", unchecked=True))
    assert_refused(type_code(stranger, device.told["user_code"]), 404)
    elsewhere = requests.post(f"{server.base}/{server.app_id}/oidc/token", timeout=30,
                              data={**form, **server.client()})
    assert_error(elsewhere, 400, "invalid_grant")
    for code in ("x", "0" * 24 + ".x", device.told["device_code"] + "x"):
        assert_error(device.app.ask("token", grant_type=GRANT, device_code=code), 400, "invalid_grant")


def test_applications_without_devices_have_none(server):
    with server.with_settings(app={"device_grant": False}):
        assert_error(Oidc(server).ask("device/auth", scope="openid"), 400, "unauthorized_client")
        assert_error(Oidc(server).ask("token", grant_type=GRANT, device_code="x"), 400, "unauthorized_client")
        page = Visitor(server).browser.get(f"/{server.app_id}/oidc/device", unchecked=True)
        assert page.status_code == 400
    with server.with_settings(app=ON):
        assert_error(Oidc(server).ask("device/auth", scope="banana"), 400, "invalid_scope")
        assert_error(Oidc(server, secret="0" * 32).ask("device/auth", scope="openid"), 401, "invalid_client")


def test_a_page_of_devices_is_at_its_step(server):
    visitor = open_page(server)
    assert_refused(visitor.answer("consent", allow=True), 409)
    assert_refused(visitor.answer("select"), 409)
    ordinary = Visitor(server)
    with server.with_settings(app={"redirect_uris": ["https://app.example.com/callback"]}):
        ordinary.authorize()
        assert_refused(type_code(ordinary, "BBBB-BBBB"), 409)


def test_a_device_binds_its_tokens_to_its_key(server, person):
    key, device = Key(), Device(server)
    agree(open_page(server), person, device)
    credentials, _ = device.app._credentials()
    form = {**credentials, "grant_type": GRANT, "device_code": device.told["device_code"]}
    proof = key.proof("POST", f"{server.base}/oidc/token", iat=int(time.time()) + moved(server))
    answer = device.app.post("token", form, {"dpop": proof}).json()
    assert answer["token_type"] == "DPoP", answer


def start_window(server):
    """Counts go by windows of ten minutes: the next one begins now."""
    server.advance(600_000 - int((time.time() + moved(server)) * 1000) % 600_000 + 2_000)


def moved(server):
    """Seconds that tests have moved the server's clock."""
    token = server.sign_in(server_person(server))["access_token"]
    return jwt.decode(token, options={"verify_signature": False})["iat"] - int(time.time())


def server_person(server):
    name = new_name("device")
    user_of(server, username=name, password=PASSWORD)
    return name
