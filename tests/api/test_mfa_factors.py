"""The second factors of a signed-in person: the eight operations of the V3 client, on both engines."""

import concurrent.futures
import contextlib
import json
import re
import subprocess
import zlib
from base64 import b64decode

import genauth
import pytest
from scenes import assert_ok, assert_refused, new_email, new_name, new_number, user_of, wrong
from second_factor import (Authenticator, demanded, enable, enroll_email, enroll_otp, enroll_sms, person_with_otp, v2)
from test_providers import REFUSED, with_services
from test_running import production

USER_CALLS = [("POST", "enroll-factor", {"factorType": "OTP", "enrollmentToken": "x", "enrollmentData": {}}),
              ("POST", "reset-factor", {"factorId": "0" * 24}), ("GET", "list-enrolled-factors", None),
              ("GET", "get-factor?factorId=" + "0" * 24, None), ("GET", "list-factors-to-enroll", None),
              ("POST", "mfa-totp-verify", {"totp": "123456"})]


def begin(server, token, factor="OTP", **profile):
    return server.post("send-enroll-factor-request", {"factorType": factor, "profile": profile}, token=token)


def finish(server, token, enrollment_token, code, factor="OTP"):
    data = {} if code is None else {"passCode": code}
    return server.post("enroll-factor", {"factorType": factor, "enrollmentToken": enrollment_token,
                                         "enrollmentData": data}, token=token)


def listed(server, token):
    return assert_ok(server.get("list-enrolled-factors", token=token))


def possible(server, token):
    return [each["factorType"] for each in assert_ok(server.get("list-factors-to-enroll", token=token))]


# --- setting up --------------------------------------------------------------------------------------------------
def test_an_authenticator_app_is_set_up_in_two_steps(server):
    token = server.person(new_name())
    assert possible(server, token) == ["OTP", "SMS", "EMAIL"] and listed(server, token) == []
    begun = assert_ok(begin(server, token))
    otp = begun["otpData"]
    assert re.fullmatch(r"([0-9a-f]{4}-){5}[0-9a-f]{4}", otp["recoveryCode"])
    assert otp["qrCodeUri"].startswith("otpauth://totp/") and "digits=6&period=30" in otp["qrCodeUri"]
    assert listed(server, token) == []  # nothing yet
    code = Authenticator.of_uri(server, otp["qrCodeUri"]).code()
    answer = finish(server, token, begun["enrollmentToken"], code)
    assert_ok(answer)
    assert "data" not in answer
    factors = listed(server, token)
    assert [(each["factorType"], each["profile"]) for each in factors] == [("OTP", {})]
    assert assert_ok(server.get("get-factor?factorId=" + factors[0]["factorId"], token=token)) == factors[0]
    assert possible(server, token) == ["SMS", "EMAIL"]


def read_qr(data_url, tmp_path):
    """What a phone would read: the picture, through a decoder of another maker."""
    png = b64decode(data_url.removeprefix("data:image/png;base64,"))
    side = int.from_bytes(png[16:20], "big")
    packed, at = b"", 8
    while at < len(png):
        length = int.from_bytes(png[at:at + 4], "big")
        if png[at + 4:at + 8] == b"IDAT":
            packed += png[at + 8:at + 8 + length]
        at += 12 + length
    lines, stride = zlib.decompress(packed), (side + 7) // 8 + 1
    grey = bytes(255 if lines[y * stride + 1 + x // 8] & (128 >> x % 8) else 0
                 for y in range(side) for x in range(side))
    (tmp_path / "grey").write_bytes(grey)
    script = """
      const jsQR = require('jsqr'), grey = require('fs').readFileSync(process.argv[1]), side = Number(process.argv[2]);
      const pixels = new Uint8ClampedArray(grey.length * 4);
      grey.forEach((level, i) => pixels.set([level, level, level, 255], i * 4));
      console.log(JSON.stringify((jsQR(pixels, side, side) || {}).data || null));
    """
    modules = genauth.ROOT / "build/node_modules"
    done = subprocess.run([str(modules / ".bin/node"), "-e", script, str(tmp_path / "grey"), str(side)], text=True,
                          capture_output=True, check=True, cwd=modules, timeout=60)
    return json.loads(done.stdout)


def test_the_picture_says_what_the_address_says(server, tmp_path):
    token = server.person(new_name())
    otp = assert_ok(begin(server, token))["otpData"]
    assert read_qr(otp["qrCodeDataUrl"], tmp_path) == otp["qrCodeUri"]


def test_a_number_is_set_up_with_the_code_that_it_got(server):
    token, number = server.person(new_name()), new_number()
    assert_ok(enroll_sms(server, token, number))
    [factor] = listed(server, token)
    assert factor["profile"] == {"phoneNumber": number, "phoneCountryCode": "+86"}
    assert "phone" not in assert_ok(server.get("get-profile", token=token))  # it is no way to sign in


def test_an_address_is_set_up_with_the_code_that_it_got(server):
    token, email = server.person(new_name()), new_email()
    assert_ok(enroll_email(server, token, email.upper()))
    assert listed(server, token)[0]["profile"] == {"email": email}


def test_an_enrollment_token_serves_once_one_person_one_factor_and_one_minute(server):
    token = server.person(new_name())
    begun = assert_ok(begin(server, token))
    app = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"])
    assert_refused(finish(server, server.person(new_name()), begun["enrollmentToken"], app.code()), 400)
    assert_refused(finish(server, token, begun["enrollmentToken"], app.code(), "SMS"), 400)
    assert_refused(finish(server, token, begun["enrollmentToken"] + "x", app.code()), 400)
    server.advance(60_000)
    assert_refused(finish(server, token, begun["enrollmentToken"], app.code()), 400)
    begun = assert_ok(begin(server, token))
    app = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"])
    assert_ok(finish(server, token, begun["enrollmentToken"], app.code()))
    assert_refused(finish(server, token, begun["enrollmentToken"], app.code(1)), 400)


def test_an_enrollment_token_64_times_at_once_serves_once(server):
    token = server.person(new_name())
    begun = assert_ok(begin(server, token))
    code = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"]).code()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: finish(server, token, begun["enrollmentToken"], code), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1 and len(listed(server, token)) == 1


def test_wrong_and_missing_codes_set_nothing_up_and_five_end_it(server):
    token = server.person(new_name())
    begun = assert_ok(begin(server, token))
    app = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"])
    assert_refused(finish(server, token, begun["enrollmentToken"], None), 400, 6003)
    for _ in range(5):
        assert_refused(finish(server, token, begun["enrollmentToken"], app.wrong_code()), 400, 6001)
    assert_refused(finish(server, token, begun["enrollmentToken"], app.code()), 400)
    assert listed(server, token) == []


def test_a_wrong_code_of_a_message_sets_nothing_up_and_too_many_void_it(server):
    token, number = server.person(new_name()), new_number()
    begun = assert_ok(begin(server, token, "SMS", phoneNumber=number))
    code = server.last_code("+86" + number)
    assert_refused(finish(server, token, begun["enrollmentToken"], None, "SMS"), 400)
    for _ in range(4):
        assert_refused(finish(server, token, begun["enrollmentToken"], wrong(code), "SMS"), 400, 2001)
    answer = finish(server, token, begun["enrollmentToken"], wrong(code), "SMS")
    assert_refused(answer, 400, 2001)
    assert "no longer works" in answer["message"] and listed(server, token) == []


def test_a_second_factor_of_one_type_is_refused_at_both_steps(server):
    token = server.person(new_name())
    first, second = assert_ok(begin(server, token)), assert_ok(begin(server, token))
    apps = [Authenticator.of_uri(server, each["otpData"]["qrCodeUri"]) for each in (first, second)]
    assert_ok(finish(server, token, first["enrollmentToken"], apps[0].code()))
    assert_refused(finish(server, token, second["enrollmentToken"], apps[1].code()), 409)
    assert_refused(begin(server, token), 409)
    assert_refused(v2(server, "mfa/totp/associate", {}, token), 409)


@pytest.mark.parametrize("factor,profile,status,api_code", [
    ("SMS", {}, 400, None), ("EMAIL", {}, 400, None), ("SMS", {"phoneNumber": "12345"}, 400, None),
    ("SMS", {"phoneNumber": "13800138000", "phoneCountryCode": "+999"}, 400, None),
    ("SMS", {"phoneNumber": "2025550123", "phoneCountryCode": "+1"}, 422, None),
    ("EMAIL", {"email": "nobody"}, 400, 2003), ("FACE", {}, 422, None)])
def test_what_cannot_be_set_up_is_refused_at_once(server, factor, profile, status, api_code):
    assert_refused(begin(server, server.person(new_name()), factor, **profile), status, api_code)


def test_a_stranger_and_a_caller_of_no_application_begin_nothing(server):
    assert_refused(begin(server, None), 401, 2020)
    body = {"factorType": "OTP", "profile": {}}
    assert_refused(server.post("send-enroll-factor-request", body, app=False), 400, 2010)
    unknown = {"x-authing-app-id": "0" * 24}
    assert_refused(server.post("send-enroll-factor-request", body, app=False, headers=unknown), 404, 2011)


def test_messages_of_enrolments_keep_to_the_limits_of_all_messages(server):
    token, email, number = server.person(new_name()), new_email(), new_number()
    assert_ok(begin(server, token, "EMAIL", email=email))
    assert_refused(begin(server, token, "EMAIL", email=email), 429, 2080)
    assert_ok(begin(server, token, "SMS", phoneNumber=number))
    assert_refused(begin(server, token, "SMS", phoneNumber=number), 429)


def test_a_message_that_is_refused_begins_nothing():
    with with_services() as server:
        assert_refused(begin(server, server.person(new_name()), "SMS", phoneNumber=REFUSED), 502)


def test_the_daily_number_of_messages_holds_here_too():
    limits = {"GENAUTH_CODES_RECIPIENT_PER_DAY": "1", "GENAUTH_CODES_RESEND_MS": "0"}
    with genauth.Server(settings=limits) as server:
        token, number = server.person(new_name()), new_number()
        assert_ok(begin(server, token, "SMS", phoneNumber=number))
        assert_refused(begin(server, token, "SMS", phoneNumber=number), 429)


def test_without_message_services_only_the_authenticator_app_is_possible(tmp_path):
    with production(tmp_path) as server:
        server.app_id, server.app_secret = server.pool["appId"], server.pool["appSecret"]
        token = server.person(new_name())
        assert possible(server, token) == ["OTP"]
        assert_refused(begin(server, token, "SMS", phoneNumber=new_number()), 422)
        assert_refused(begin(server, token, "EMAIL", email=new_email()), 422, 3014)
        assert_ok(begin(server, token))


# --- checking and removing ---------------------------------------------------------------------------------------
def test_a_code_can_be_checked_at_any_step_and_only_once(server):
    _, app, _, token = person_with_otp(server)
    code = app.next_code()
    assert assert_ok(server.post("mfa-totp-verify", {"totp": code}, token=token)) == {"verified": True}
    assert assert_ok(server.post("mfa-totp-verify", {"totp": code}, token=token)) == {"verified": False}
    profile = assert_ok(server.manage("GET", "get-user?userId=" + listed_user(server, token)))
    assert profile["lastMfaTime"]


def listed_user(server, token):
    return assert_ok(server.get("get-profile", token=token))["userId"]


def test_a_code_checked_64_times_at_once_is_right_once(server):
    _, app, _, token = person_with_otp(server)
    code = app.next_code()
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: server.post("mfa-totp-verify", {"totp": code}, token=token), range(64)))
    assert sum(assert_ok(answer)["verified"] for answer in answers) == 1


def test_checking_without_an_authenticator_says_so(server):
    assert_refused(server.post("mfa-totp-verify", {"totp": "123456"}, token=server.person(new_name())), 404)


def test_a_factor_is_removed_and_no_longer_asked_for(server):
    name, _, _, token = person_with_otp(server)
    [factor] = listed(server, token)
    assert_ok(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token))
    assert listed(server, token) == []
    assert_refused(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token), 404)
    assert_refused(server.get("get-factor?factorId=" + factor["factorId"], token=token), 404)
    assert server.sign_in(name)["access_token"]


def test_the_legacy_call_removes_the_authenticator_too(server):  # mfa-totp-dissociate
    _, _, _, token = person_with_otp(server)
    assert_ok(v2(server, "mfa/totp/associate", token=token, method="DELETE"))
    assert_refused(v2(server, "mfa/totp/associate", token=token, method="DELETE"), 404)
    assert_refused(v2(server, "mfa/totp/associate", method="DELETE"), 401, 2020)
    assert_refused(v2(server, "mfa/authenticator", method="GET"), 401, 2020)


def test_an_authenticator_may_be_set_up_by_the_legacy_calls_of_a_signed_in_person(server):
    name = new_name()
    token = server.person(name)
    made = assert_ok(v2(server, "mfa/totp/associate", {"authenticator_type": "totp", "source": "SELF"}, token))
    app = Authenticator(server, made["secret"])
    assert assert_ok(v2(server, "mfa/authenticator", token=token, method="GET")) == []
    answer = assert_ok(v2(server, "mfa/totp/associate/confirm", {"totp": app.code()}, token))
    assert set(answer) == {"id"}
    assert demanded(server, name, 1635)["totpMfaEnabled"] is True


def test_the_last_factor_stays_while_one_is_demanded(server):
    _, _, _, token = person_with_otp(server)
    [factor] = listed(server, token)
    with enable(server, "OTP", "EMAIL"):
        assert_refused(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token), 422)
        assert_refused(v2(server, "mfa/totp/associate", token=token, method="DELETE"), 422)
        assert_ok(enroll_email(server, token, new_email()))
        assert_ok(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token))
    with server.with_settings(pool={"mfa_factors": ["EMAIL"]}):
        [factor] = listed(server, token)
        assert_refused(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token), 422)


def test_a_factor_of_somebody_else_does_not_exist(server):
    _, _, _, token = person_with_otp(server)
    [factor] = listed(server, token)
    other = server.person(new_name())
    assert_refused(server.get("get-factor?factorId=" + factor["factorId"], token=other), 404)
    assert_refused(server.post("reset-factor", {"factorId": factor["factorId"]}, token=other), 404)
    assert listed(server, token) == [factor]


def test_each_change_is_told_to_the_person(server):
    email = new_email()
    name = user_of(server, username=new_name(), email=email)["username"]
    token = server.sign_in(name)["access_token"]
    enroll_otp(server, token)
    assert "second factor of your account was changed" in server.messages(email, 1)[0]["text"]
    before = len(server.messages(email))
    [factor] = listed(server, token)
    assert_ok(server.post("reset-factor", {"factorId": factor["factorId"]}, token=token))
    assert "not-me?token=" in server.messages(email, 1)[0]["text"] and len(server.messages(email)) == before + 1


# --- refusals that all of them share -----------------------------------------------------------------------------
@pytest.mark.parametrize("method,path,body", USER_CALLS)
def test_refuses_what_is_no_token_of_a_person_who_may_call(server, method, path, body):
    def ask(token, app=None):
        headers = {"x-authing-app-id": app} if app else None
        return server.call(method, "/api/v3/" + path, body, token=token, app=app is None, headers=headers)

    token = server.person(new_name())
    assert_refused(ask(None), 401, 2020)
    assert_refused(ask("not.a.token"), 401, 2021)
    assert_refused(ask(token, "0" * 24), 404, 2011)
    other = server.other_application()
    assert_refused(ask(token, other["appId"]), 401, 2021)
    server.command("application", "update", other["appId"], "--status", "disabled")
    assert_refused(ask(token, other["appId"]), 403)
    user_id = listed_user(server, token)
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(ask(token), 403, 2120008)
    token = server.person(new_name())
    server.advance(7_200_001)
    assert_refused(ask(token), 401, 2206)


def test_a_disabled_application_begins_no_enrolment(server):
    with disabled_application(server) as app_id:
        answer = server.post("send-enroll-factor-request", {"factorType": "OTP", "profile": {}}, app=False,
                             headers={"x-authing-app-id": app_id})
        assert_refused(answer, 403)


@contextlib.contextmanager
def disabled_application(server):
    app_id = server.other_application()["appId"]
    server.command("application", "update", app_id, "--status", "disabled")
    yield app_id
