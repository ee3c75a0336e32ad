"""No way around a second factor, and what an mfaToken is good for: rules of issue size, each with its own test."""

import base64
import json
import sqlite3
import subprocess

import pytest
import requests
from scenes import assert_ok, assert_refused, new_email, new_name, new_number, try_passcode, user_of
from second_factor import (Authenticator, demanded, enable, enroll_email, now_ms, person_with_otp, policies, sign_in,
                           v2, works)

V2_CALLS = {
    "mfa-authenticator": ("GET", "mfa/authenticator", None),
    "mfa-totp-associate": ("POST", "mfa/totp/associate", {}),
    "mfa-totp-confirm": ("POST", "mfa/totp/associate/confirm", {"totp": "123456"}),
    "mfa-totp-verify-v2": ("POST", "mfa/totp/verify", {"totp": "123456"}),
    "mfa-totp-recovery": ("POST", "mfa/totp/recovery", {"recoveryCode": "a"}),
    "mfa-application-check": ("POST", "applications/mfa/check", {"phone": "1"}),
    "mfa-application-totp-verify": ("POST", "applications/mfa/totp/verify", {"totp": "123456"}),
    "mfa-application-sms-send": ("POST", "applications/mfa/sms/send", {}),
    "mfa-application-email-send": ("POST", "applications/mfa/email/send", {}),
    "mfa-application-sms-verify": ("POST", "applications/mfa/sms/verify", {"code": "123456"}),
    "mfa-application-email-verify": ("POST", "applications/mfa/email/verify", {"code": "123456"}),
    "mfa-application-face-verify": ("POST", "applications/mfa/face/verify", {"photo": "x"}),
    "mfa-face-associate": ("POST", "mfa/face/associate", {"photoA": "x", "photoB": "y"}),
}
BOTH_TOKENS = ("mfa/authenticator", "mfa/totp/associate", "mfa/totp/associate/confirm", "mfa/face/associate")


# --- what the token is -------------------------------------------------------------------------------------------
def parts_of(token):
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def test_an_mfa_token_has_its_own_type_audience_and_six_minutes(server):
    name, _, _, _ = person_with_otp(server)
    head, claims = parts_of(demanded(server, name, 1635)["mfaToken"])
    assert (head["alg"], head["typ"]) == ("HS256", "mfa+jwt")
    assert claims["aud"] == "genauth:mfa" and claims["app"] == server.app_id and claims["pool"] == server.pool_id
    assert claims["exp"] - claims["iat"] == 360 and abs(claims["iat"] * 1000 - now_ms(server)) < 10_000


def test_an_mfa_token_is_accepted_nowhere_else(server):
    name, _, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(server.get("get-profile", token=token), 401, 2021)
    assert_refused(server.get("list-enrolled-factors", token=token), 401, 2021)
    assert_refused(server.call("GET", "/api/v3/get-global-mfa-settings", token=token, app=False), 401, 2021)
    body = {"factorType": "OTP", "profile": {}}
    assert_refused(server.post("send-enroll-factor-request", body, token=token), 401, 2020)
    bearer = {"authorization": "Bearer " + token}
    assert requests.get(server.base + "/oidc/me", headers=bearer, timeout=10).status_code == 401
    answer = requests.post(server.base + "/oidc/token", timeout=10, data={
        "grant_type": "refresh_token", "refresh_token": token, **server.client()})
    assert answer.status_code == 400
    answer = requests.post(server.base + "/oidc/token/introspection", timeout=10,
                           data={"token": token, **server.client()})
    assert answer.json() == {"active": False}


@pytest.mark.parametrize("method,path,body", V2_CALLS.values(), ids=V2_CALLS)
def test_other_tokens_are_no_mfa_token(server, method, path, body):
    name = new_name()
    server.sign_up(name)
    tokens = server.sign_in(name, scope="openid offline_access")
    strange = ["not.a.token", tokens["id_token"], tokens["refresh_token"], server.management_token()]
    if path not in BOTH_TOKENS:
        strange.append(tokens["access_token"])
    for token in strange:
        assert_refused(v2(server, path, body, token, method=method), 401, 2021)


@pytest.mark.parametrize("method,path,body", V2_CALLS.values(), ids=V2_CALLS)
def test_an_mfa_token_is_bound_to_its_application_and_pool(server, method, path, body):
    name, _, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    for app_id in (server.other_application()["appId"], server.other_pool()["appId"]):
        answer = server.call(
            method, "/api/v2/" + path, body, app=False,
            headers={"x-authing-app-id": app_id, "authorization": "Bearer " + token})
        assert_refused(answer, 401, 2021)


@pytest.mark.parametrize("method,path,body", V2_CALLS.values(), ids=V2_CALLS)
def test_a_changed_mfa_token_is_none(server, method, path, body):
    name, _, _, _ = person_with_otp(server)
    head, payload, signature = demanded(server, name, 1635)["mfaToken"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    other = base64.urlsafe_b64encode(json.dumps({**claims, "exp": claims["exp"] + 1}).encode()).decode().rstrip("=")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"mfa+jwt"}').decode().rstrip("=")
    for token in (f"{head}.{other}.{signature}", f"{none}.{payload}.", f"{head}.{payload}.{'A' * 43}"):
        assert_refused(v2(server, path, body, token, method=method), 401, 2021)


def test_the_application_is_found_by_the_token_where_no_header_names_it(server):
    name, app, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token, app=False))


def test_a_suspended_person_and_a_disabled_application_go_no_further(server):
    name, app, _, access = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    user_id = assert_ok(server.get("get-profile", token=access))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token), 403, 2120008)
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Activated"}))
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token))
    server.command("application", "update", server.app_id, "--status", "disabled")
    try:
        assert_refused(v2(server, "mfa/totp/verify", {"totp": "123456"}, token), 403)
    finally:
        server.command("application", "update", server.app_id, "--status", "enabled")


def test_changes_of_factors_need_a_sign_in_of_the_last_minutes(server):
    name, _, _, access = person_with_otp(server)
    other = server.person(new_name())
    [factor] = assert_ok(server.get("list-enrolled-factors", token=access))
    server.advance(16 * 60_000)
    reset = {"factorId": factor["factorId"]}
    enroll = {"factorType": "OTP", "enrollmentToken": "x", "enrollmentData": {"passCode": "123456"}}
    answers = [server.post("reset-factor", reset, token=access), server.post("enroll-factor", enroll, token=access),
               v2(server, "mfa/totp/associate", token=access, method="DELETE"),
               v2(server, "mfa/totp/associate", {}, other),
               v2(server, "mfa/totp/associate/confirm", {"totp": "123456"}, other)]
    assert len({(answer["statusCode"], answer.get("apiCode"), answer["message"]) for answer in answers}) == 1
    assert answers[0]["statusCode"] != 200 and "15" in answers[0]["message"]
    assert server.get("list-enrolled-factors", token=access)["data"] == [factor]
    demanded(server, name, 1635)


# --- no way around -----------------------------------------------------------------------------------------------
def test_the_channel_of_the_first_factor_is_not_offered_as_second(server):
    number, email = new_number(), new_email()
    user_of(server, username=new_name(), phone=number, email=email)
    with enable(server, "SMS", "EMAIL"):
        answer = try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number)
        assert_refused(answer, 303, 1636)
        token = answer["data"]["mfaToken"]
        assert policies(answer["data"]) == ["EMAIL"]
        assert_refused(v2(server, "applications/mfa/sms/send", {}, token), 403)
        assert_refused(v2(server, "applications/mfa/sms/verify", {"code": "123456"}, token), 403)


def test_a_sign_in_after_which_nothing_can_be_asked_for_is_refused(server):
    number = new_number()
    user_of(server, username=new_name(), phone=number)
    with enable(server, "SMS"):
        answer = try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number)
        assert_refused(answer, 403)


def test_a_password_alone_sets_nothing_up_where_a_factor_exists(server):
    name, _, _, _ = person_with_otp(server)
    number = new_number()
    with enable(server, "SMS"):  # which this person has not
        token = demanded(server, name)["mfaToken"]
        assert_refused(v2(server, "mfa/totp/associate", {}, token), 403)
        assert_refused(v2(server, "mfa/totp/associate/confirm", {"totp": "123456"}, token), 403)
        assert_refused(v2(server, "applications/mfa/sms/send", {"phone": number}, token), 403)
        server.sms_code("CHANNEL_VERIFY_MFA", number)
        sent = {"phone": number, "code": server.last_code("+86" + number)}
        assert_refused(v2(server, "applications/mfa/sms/verify", sent, token), 403)
        assert v2(server, "applications/mfa/check", {"phone": number}, token)["data"] is False


def test_a_token_from_before_the_first_factor_was_set_up_sets_up_no_other(server):
    name = new_name()
    access = server.person(name)
    with enable(server, "OTP", "EMAIL"):
        token = demanded(server, name)["mfaToken"]
        made = assert_ok(v2(server, "mfa/totp/associate", {}, token))
        assert_ok(enroll_email(server, access, new_email()))  # the owner is quicker
        code = Authenticator(server, made["secret"]).code()
        assert_refused(v2(server, "mfa/totp/associate/confirm", {"totp": code}, token), 403)


def test_an_mfa_token_removes_nothing(server):
    name, _, _, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    assert_refused(v2(server, "mfa/totp/associate", token=token, method="DELETE"), 401, 2020)


def test_registering_on_the_way_does_not_go_around_the_demand_either(server):
    with enable(server, "EMAIL"):
        body = {"connection": "PASSWORD", **server.client(), "options": {"autoRegister": True},
                "passwordPayload": {"username": new_name(), "password": "correct horse battery"}}
        assert_refused(server.post("signin", body), 303, 1636)


def test_a_refresh_token_from_before_the_demand_is_still_the_same_sign_in(server):
    name = new_name()
    server.sign_up(name)
    tokens = server.sign_in(name, scope="openid offline_access")
    with enable(server, "EMAIL"):
        answer = requests.post(server.base + "/oidc/token", timeout=10, data={
            "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], **server.client()})
        assert answer.status_code == 200 and works(server, answer.json()["access_token"])


def test_the_legacy_setting_skips_the_second_factor_and_leaves_a_trace(server):
    name, _, _, access = person_with_otp(server)
    demanded(server, name, 1635)  # off by default
    with server.with_settings(app={"direct_api_skips_mfa": True}):
        assert sign_in(server, name)["statusCode"] == 200
    demanded(server, name, 1635)
    user_id = assert_ok(server.get("get-profile", token=access))["userId"]
    assert [row for row in audit(server, user_id) if row == "skipMfa"] == ["skipMfa"]


def audit(server, user_id):
    """Types of what was written down about this person: no operation shows them yet, so the store is asked."""
    question = f"select type from audit_events where user_id = '{user_id}' order by id"
    if server.database:
        done = subprocess.run(["psql", "-Atq", server.database, "-c", question], capture_output=True, text=True,
                              check=True)
        return done.stdout.split()
    with sqlite3.connect(f"file:{server.data}/genauth.db?mode=ro", uri=True) as store:
        return [row[0] for row in store.execute(question)]


def test_what_happens_to_factors_is_written_down(server):
    name, app, _, access = person_with_otp(server)
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, demanded(server, name, 1635)["mfaToken"]))
    assert_ok(v2(server, "mfa/totp/associate", token=access, method="DELETE"))
    user_id = assert_ok(server.get("get-profile", token=access))["userId"]
    types = audit(server, user_id)
    assert [each for each in types if "fa" in each.lower()] == ["bindMfa", "verifyMfa", "unbindMFA"]


def test_no_secret_and_no_token_reaches_the_log(server):
    name, app, recovery, _ = person_with_otp(server)
    token = demanded(server, name, 1635)["mfaToken"]
    code = app.next_code()
    assert_ok(v2(server, "mfa/totp/verify", {"totp": code}, token))
    log = (server.data / "server.log").read_text()
    assert app.secret not in log and recovery not in log and token not in log and f'"{code}"' not in log


def test_secrets_are_sealed_and_recovery_codes_are_digests_at_rest(server):
    if server.database:
        pytest.skip("reads SQLite's own file; PostgreSQL holds the same bytes")
    _, app, recovery, _ = person_with_otp(server)
    raw = b"".join(path.read_bytes() for path in server.data.glob("genauth.db*"))
    for secret in (app.secret, recovery, recovery.replace("-", "")):
        assert secret.encode() not in raw
