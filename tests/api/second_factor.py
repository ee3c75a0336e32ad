"""What the tests of second factors share: an authenticator app, and people who have set one up."""

import base64
import hashlib
import hmac
import re

import requests
from scenes import PASSWORD, assert_ok, new_name



def now_ms(server):
    answer = requests.post(server.base + "/dev/clock", json={"advanceMs": 0}, headers=server.dev_headers, timeout=10)
    return answer.json()["nowMs"]


def hotp(secret, counter):
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.new(base64.b32decode(padded), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(int.from_bytes(digest[offset:offset + 4], 'big') & 0x7fffffff) % 1_000_000:06d}"


class Authenticator:
    """An app that shows codes by the server's clock; next_code() never shows the same one twice."""

    def __init__(self, server, secret):
        self.server, self.secret = server, secret

    @classmethod
    def of_uri(cls, server, uri):
        return cls(server, re.search(r"[?&]secret=([A-Z2-7]+)", uri)[1])

    def code(self, steps=0):
        return hotp(self.secret, now_ms(self.server) // 30_000 + steps)

    def next_code(self):
        self.server.advance(30_000)
        return self.code()

    def wrong_code(self):
        good = {self.code(steps) for steps in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
                    if code not in good)


def enroll_otp(server, token):
    """(authenticator, recovery code) of a signed-in person."""
    begun = assert_ok(server.post("send-enroll-factor-request", {"factorType": "OTP", "profile": {}}, token=token))
    app = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"])
    assert_ok(server.post("enroll-factor", {
        "factorType": "OTP", "enrollmentToken": begun["enrollmentToken"],
        "enrollmentData": {"passCode": app.code()}}, token=token))
    return app, begun["otpData"]["recoveryCode"]


def enroll_sms(server, token, number):
    begun = assert_ok(server.post("send-enroll-factor-request", {
        "factorType": "SMS", "profile": {"phoneNumber": number, "phoneCountryCode": "+86"}}, token=token))
    return server.post("enroll-factor", {
        "factorType": "SMS", "enrollmentToken": begun["enrollmentToken"],
        "enrollmentData": {"passCode": server.last_code("+86" + number)}}, token=token)


def enroll_email(server, token, email):
    begun = assert_ok(server.post("send-enroll-factor-request", {
        "factorType": "EMAIL", "profile": {"email": email}}, token=token))
    return server.post("enroll-factor", {
        "factorType": "EMAIL", "enrollmentToken": begun["enrollmentToken"],
        "enrollmentData": {"passCode": server.last_code(email.lower())}}, token=token)


def sign_in(server, username, scope=None, headers=None):
    """The whole answer: tokens, or what is demanded."""
    body = {"connection": "PASSWORD", **server.client(),
            "passwordPayload": {"username": username, "password": PASSWORD}}
    if scope:
        body["options"] = {"scope": scope}
    return server.post("signin", body, headers=headers)


def demanded(server, username, api_code=1636, **more):
    """The data of a sign-in that demands a second factor."""
    answer = sign_in(server, username, **more)
    assert (answer["statusCode"], answer.get("apiCode")) == (303, api_code), answer
    assert "access_token" not in answer["data"]
    return answer["data"]


def v2(server, path, body=None, token=None, method="POST", **more):
    answer = server.call(method, "/api/v2/" + path, body if body is not None or method != "POST" else {},
                         headers={"authorization": "Bearer " + token} if token else None, **more)
    assert answer["uniqueId"] == answer["requestId"]
    assert answer["code"] == (200 if answer["statusCode"] == 200 else answer.get("apiCode", answer["statusCode"]))
    return answer


def policies(data):
    return [each["mfaPolicy"] for each in data["applicationMfa"]]


def enable(server, *factors):
    """For the demo application; the server's with_settings() takes it back."""
    return server.with_settings(app={"mfa_factors": list(factors)})


def person_with_otp(server, name=None):
    """(user name, authenticator, recovery code, access token)."""
    name = name or new_name("twofactor")
    token = server.person(name)
    app, recovery = enroll_otp(server, token)
    return name, app, recovery, token


def works(server, access_token):
    return server.get("get-profile", token=access_token)["statusCode"] == 200


