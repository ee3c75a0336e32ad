"""Calls that could tell whether an account exists, and names that somebody has beside names that nobody has. For the
test that both take the same way through the server, and for the bench that weighs them."""

import itertools

PASSWORD = "correct horse battery"


class People:
    """Names, numbers and addresses that somebody has, and as many that nobody has, in one form."""

    def __init__(self, server, count):
        self.server = server
        self.known = itertools.cycle(range(count))
        self.unknown = itertools.cycle(range(count))
        for start in range(0, count, 50):
            server.manage("POST", "create-users-batch", {"list": [
                {"username": f"known{i:06}", "phone": f"139{i:08}", "email": f"known{i:06}@example.com",
                 "password": PASSWORD, "status": "Activated"} for i in range(start, min(start + 50, count))]})

    def pair(self, call):
        """`call` for the next one that is known, and for the next one that is not."""
        def known():
            i = next(self.known)
            return call(f"known{i:06}", f"139{i:08}", f"known{i:06}@example.com")

        def unknown():
            i = next(self.unknown)
            return call(f"nobdy{i:06}", f"137{i:08}", f"nobdy{i:06}@example.com")
        return known, unknown


def calls(server):
    """What tells of accounts: (operation, what is asked)."""
    client = server.client()

    def by_password(name, _number, _email):
        return server.post("signin", {"connection": "PASSWORD", **client,
                                      "passwordPayload": {"username": name, "password": "wrong one"}})

    def by_code(_name, number, _email):
        return server.post("signin", {"connection": "PASSCODE", **client,
                                      "passCodePayload": {"phone": number, "passCode": "000000"}})

    def reset(_name, number, _email):
        return server.post("verify-reset-password-request", {
            "verifyMethod": "PHONE_PASSCODE", "phonePassCodePayload": {"phoneNumber": number, "passCode": "000000"}})

    def check(_name, number, _email):
        return server.post("pre-check-code", {"codeType": "SMS", "smsCodePayload": {
            "phone": number, "passCode": "000000", "channel": "CHANNEL_LOGIN"}})
    return {
        "signin by password": by_password,
        "signin by code": by_code,
        "send-sms": lambda _name, number, _email: server.send_sms("CHANNEL_LOGIN", number),
        "send-email": lambda _name, _number, email: server.post("send-email", {"channel": "CHANNEL_LOGIN",
                                                                               "email": email}),
        "verify-reset-password-request": reset,
        "pre-check-code": check,
        "get-captcha-code": lambda *_: server.get("get-captcha-code"),
        "gene-qrcode": lambda *_: server.post("gene-qrcode", {"type": "MOBILE_APP"}),
        "signin-by-push": lambda name, _number, _email: server.post("signin-by-push", {"account": name}),
        "webauthn/login/initialize": lambda name, _number, _email: server.post("webauthn/login/initialize",
                                                                               {"account": name}),
    }
