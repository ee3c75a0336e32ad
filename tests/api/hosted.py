"""The way of an authorization request through a browser, without one: requests, cookies and calls of the pages."""

import base64
import hashlib
import re
import secrets
import urllib.parse

import contract
from scenes import PASSWORD, assert_ok
from sources import Browser, query_of

CALLBACK = "https://app.example.com/callback"


def challenge_of(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def request_of(server, app_id=None, **params):
    asked = {"client_id": app_id or server.app_id, "redirect_uri": CALLBACK, "response_type": "code",
             "scope": "openid profile", "state": "of-the-app", "nonce": "n-1", **params}
    return {name: value for name, value in asked.items() if value is not None}


class Visitor:
    """Somebody in a browser at the hosted pages. `prefix` is the application's path, if it is called there."""

    def __init__(self, server, app_id=None, prefix=""):
        self.server, self.app_id, self.prefix = server, app_id or server.app_id, prefix
        self.browser = Browser(server)
        self.verifier = secrets.token_urlsafe(48)
        self.id = None

    def authorize(self, **params):
        asked = {"code_challenge": challenge_of(self.verifier), "code_challenge_method": "S256", **params}
        asked = request_of(self.server, self.app_id, **asked)
        return self.note(self.browser.get(f"{self.prefix}/oidc/auth", params=asked, unchecked=True))

    def note(self, answer):
        """Remembers the interaction that an answer leads to."""
        found = re.search(r"/login/([0-9a-f]{24})$", answer.headers.get("location", ""))
        if found:
            self.id = found[1]
        return answer

    def call(self, method, path, body=None, headers=None):
        answer = self.browser.send(method, f"/{self.app_id}{path}", json=body, headers={
            "x-genauth-interaction": self.id, "x-genauth-lang": "en-US", **(headers or {})}, unchecked=True).json()
        contract.check(method, path, answer)
        return answer

    def state(self):
        """interaction-state"""
        return self.call("GET", f"/interaction/{self.id}/state")

    def answer(self, what, **body):
        """interaction-select, interaction-consent or interaction-cancel"""
        return self.call("POST", f"/interaction/{self.id}/{what}", body)

    def password(self, name, password=PASSWORD):
        return self.call("POST", "/api/v3/signin", {
            "connection": "PASSWORD", "passwordPayload": {"account": name, "password": password}})

    def resume(self):
        return self.note(self.browser.get(f"/{self.app_id}/login/{self.id}/resume", unchecked=True))

    def sign_in(self, name, **params):
        """From the application's link to the answer that the application gets."""
        answer = self.authorize(**params)
        assert "/login/" in answer.headers["location"], answer.headers["location"]
        signed = self.password(name)
        assert (signed["statusCode"], signed["apiCode"]) == (303, 1600), signed
        return query_of(self.resume().headers["location"])

    def redeem(self, code, app=None, **form):
        return app.ask("token", grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
                       code_verifier=self.verifier, **form)


def fragment_of(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).fragment, keep_blank_values=True))


def step_of(answer):
    return assert_ok(answer)["step"]
