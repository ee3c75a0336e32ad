"""Second factors with the SDK: set up, listed, checked, removed; what administrators demand."""

import base64
import hashlib
import hmac
import pathlib
import re
import sys

import pytest
import requests
from conftest import PASSWORD, Person, client_of, genauth, ok, refused

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "standins"))
import faces  # noqa: E402


def now_ms(server, advance_ms=0):
    return requests.post(server.base + "/dev/clock", json={"advanceMs": advance_ms}, headers=server.dev_headers,
                         timeout=10).json()["nowMs"]


def code_of(server, uri, advance_ms=0):
    """What an authenticator app shows that has read the QR code."""
    secret = re.search(r"secret=([A-Z2-7]+)", uri)[1]
    step = (now_ms(server, advance_ms) // 30_000).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7fffffff) % 1_000_000:06d}"


def enroll_otp(server, client):
    begun = ok(client.send_enroll_factor_request({}, "OTP"))
    uri = begun["otpData"]["qrCodeUri"]
    answer = client.enroll_factor({"passCode": code_of(server, uri)}, begun["enrollmentToken"], "OTP")
    assert answer["statusCode"] == 200, answer
    return uri


def test_sets_up_checks_and_removes_an_authenticator(server, person):
    client = person.client
    assert {"factorType": "OTP"} in ok(client.list_factors_to_enroll())
    uri = enroll_otp(server, client)
    [factor] = ok(client.list_enrolled_factors())
    assert ok(client.get_factor(factor["factorId"])) == factor
    assert ok(client.mfa_otp_verify(code_of(server, uri, 30_000))) == {"verified": True}
    assert ok(client.mfa_otp_verify(code_of(server, uri))) == {"verified": False}
    refused(client.sign_in_by_username_password(person.username, PASSWORD), 303, 1635)
    assert client.reset_factor(factor["factorId"])["statusCode"] == 200
    assert ok(client.list_enrolled_factors()) == []


@pytest.mark.parametrize("factor,to,profile", [
    ("SMS", "number", lambda person: {"phoneNumber": person.number, "phoneCountryCode": "+86"}),
    ("EMAIL", "email", lambda person: {"email": person.email})])
def test_sets_up_codes_that_are_sent(server, person, factor, to, profile):
    begun = ok(person.client.send_enroll_factor_request(profile(person), factor))
    code = server.last_code(("+86" if factor == "SMS" else "") + getattr(person, to))
    answer = person.client.enroll_factor({"passCode": code}, begun["enrollmentToken"], factor)
    assert answer["statusCode"] == 200, answer


def test_sets_up_and_removes_a_face():
    with faces.running() as service:
        settings = {"GENAUTH_FACE_PROVIDER": "webhook", "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                    "GENAUTH_FACE_SETTINGS": f"url={service.url},secret={faces.SECRET.decode()}"}
        with genauth.Server(settings=settings) as server:
            person = Person(server).sign_up().sign_in()
            begun = ok(person.client.send_enroll_factor_request({}, "FACE"))
            answer = person.client.enroll_factor({"photo": faces.photo("ada"), "isExternalPhoto": True},
                                                 begun["enrollmentToken"], "FACE")
            assert answer["statusCode"] == 200, answer
            [factor] = ok(person.client.list_enrolled_factors())
            refused(person.client.sign_in_by_username_password(person.username, PASSWORD), 303, 1636)
            assert person.client.reset_factor(factor["factorId"])["statusCode"] == 200
            assert service.kept == {} and service.complaints == []


def test_an_open_token_is_not_active_and_a_passed_one_is(server, management, person):
    uri = enroll_otp(server, person.client)
    user_id = ok(person.client.get_profile())["userId"]
    token = ok(management.get_mfa_trigger_data(server.app_id, user_id))["mfaToken"]
    asking = client_of(server)
    asking.set_access_token(token)  # this SDK sends no body, so the token travels as a user's would
    assert asking.verify_mfa_token(token) == {"active": False}
    headers = {"authorization": "Bearer " + token, "x-authing-app-id": server.app_id}
    answer = requests.post(server.base + "/api/v2/mfa/totp/verify", json={"totp": code_of(server, uri, 30_000)},
                           headers=headers, timeout=10).json()
    assert answer["code"] == 200 and asking.verify_mfa_token(token)["active"] is True


def test_administrators_demand(server, management, person):
    user_id = ok(person.client.get_profile())["userId"]
    assert ok(management.update_global_mfa_settings(["EMAIL"])) == {"enabledFactors": ["EMAIL"]}
    assert ok(management.get_global_mfa_settings()) == {"enabledFactors": ["EMAIL"]}
    refused(person.client.sign_in_by_username_password(person.username, PASSWORD), 303, 1636)
    ok(management.update_global_mfa_settings([]))
    assert ok(management.update_application_mfa_settings(server.app_id, ["SMS"], [])) == {"enabledFactors": ["SMS"]}
    refused(person.client.sign_in_by_username_password(person.username, PASSWORD), 303, 1636)
    assert ok(management.update_application_mfa_settings(server.app_id, [], ["SMS"])) == {"enabledFactors": []}
    demand = {"mfaToken": "-", "applicationMfa": [{"mfaPolicy": "OTP", "status": 1, "sort": 1}]}
    assert ok(management.set_users_mfa_status(demand, user_id)) == {"success": True}
    status = ok(management.get_user_mfa_status(user_id))
    assert [each["mfaPolicy"] for each in status["applicationMfa"]] == ["OTP"]
    assert ok(management.get_user_mfa_info(user_id))["totpStatus"] == "DISABLED"
