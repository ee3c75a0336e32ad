"""What the tests of profile and account security share: people with addresses, and the notices that they get."""

import re
from contextlib import nullcontext

from scenes import PASSWORD, assert_ok, email_code, new_email, new_name, new_number, user_of

MINUTES_15 = 15 * 60_000


class Person:
    """Somebody with a user name and a password, signed in; e-mail address and number on request."""

    def __init__(self, server, email=False, phone=False, **profile):
        self.server, self.name = server, new_name()
        self.email = new_email() if email else None
        self.number = new_number() if phone else None
        made = user_of(server, username=self.name, **({"email": self.email} if email else {}),
                       **({"phone": self.number} if phone else {}), **profile)
        self.id = made["userId"]
        # Somebody with an authenticator app is let in by the first factor alone, for this once.
        skipping = server.with_settings(app={"direct_api_skips_mfa": True}) if "otp" in profile else nullcontext()
        with skipping:
            self.tokens = server.sign_in(self.name, scope="openid profile offline_access")
        self.token = self.tokens["access_token"]

    def post(self, path, body=None):
        return self.server.post(path, body, token=self.token)

    def profile(self):
        return assert_ok(self.server.get("get-profile", token=self.token))

    def email_code(self, channel, email=None):
        return email_code(self.server, channel, email or self.email, token=self.token)

    def sms_code(self, channel, number=None):
        return self.server.sms_code(channel, number or self.number, token=self.token)

    def other_session(self):
        return self.server.sign_in(self.name, scope="openid profile offline_access")

    def signs_in(self, password=PASSWORD):
        return self.server.post("signin", {"connection": "PASSWORD", **self.server.client(),
                                           "passwordPayload": {"username": self.name, "password": password}})


def is_alive(server, token):
    return server.get("get-profile", token=token)["statusCode"] == 200


def notices(server, to):
    """Texts of the notices about changes that went to an address, newest first."""
    return [item["text"] for item in server.messages(to) if item["channel"] == "ACCOUNT_CHANGED"]


def link_in(text):
    return re.search(r"(http\S+/account/not-me)\?token=(\S+)", text).groups()
