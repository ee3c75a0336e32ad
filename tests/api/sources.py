"""What the tests of identity sources share: sources, connections, and a browser that follows their redirects."""

import base64
import hashlib
import secrets
import urllib.parse

import contract
import requests
from scenes import assert_ok, new_name

GITHUB = {"clientId": "Iv1.github", "clientSecret": "github-secret"}
CALLBACK = "https://app.example.com/callback"


def new_source(server, kind="github", name="Our source", **more):
    return assert_ok(server.manage("POST", "create-ext-idp", {"name": name, "type": kind, **more}))["id"]


def new_connection(server, source_id, kind="github", fields=None, on=True, **more):
    """A connection of that type, switched on for the demo application; returns its document."""
    made = assert_ok(server.manage("POST", "create-ext-idp-conn", {
        "extIdpId": source_id, "type": kind, "identifier": new_name("conn"), "displayName": "A source",
        "fields": GITHUB if fields is None else fields, **more}))
    if on:
        switch(server, made["id"])
    return made


def switch(server, connection_id, enabled=True, **more):
    assert_ok(server.manage("POST", "change-ext-idp-conn-state", {
        "id": connection_id, "enabled": enabled, "appId": server.app_id, **more}))


def disabled_app(server):
    app_id = server.other_application()["appId"]
    server.command("application", "update", app_id, "--status", "disabled")
    return app_id


def challenge_of(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Browser:
    """Keeps cookies like one (also the secure ones, since loopback is trustworthy) and follows nothing by itself."""

    def __init__(self, server):
        self.server, self.cookies = server, {}

    def send(self, method, url, cross_site=False, unchecked=False, **more):
        if url.startswith("/"):
            url = self.server.base + url
        headers = {"accept-language": "en-US", **more.pop("headers", {})}
        # SameSite=Lax: a POST from another site brings no cookies.
        if self.cookies and not (cross_site and method == "POST"):
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = requests.request(method, url, headers=headers, allow_redirects=False, timeout=30, **more)
        for line in answer.raw.headers.getlist("set-cookie"):
            name, _, rest = line.partition("=")
            assert name.startswith("__Host-") and "; Secure" in line, line
            assert "; HttpOnly" in line or name.startswith("__Host-genauth-state-"), line  # a frame's script reads it
            self.cookies[name] = rest.partition(";")[0]
        path = urllib.parse.urlsplit(url).path
        if url.startswith(self.server.base) and not unchecked:
            contract.check_reply(method, path, answer)
        return answer

    def get(self, url, **more):
        return self.send("GET", url, **more)


def query_of(url):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query, keep_blank_values=True))


class Visit:
    """One sign-in through a connection, from the application's link to the interaction that it ends in."""

    def __init__(self, server, identifier, door=None, browser=None, **params):
        self.server, self.browser = server, browser or Browser(server)
        self.verifier = secrets.token_urlsafe(32)
        self.door = door or f"/connections/social/{identifier}"
        self.params = {"app_id": server.app_id, "redirect_uri": CALLBACK, "state": "of-the-app",
                       "code_challenge": challenge_of(self.verifier), "code_challenge_method": "S256", **params}
        if door:
            self.params["identifier"] = identifier

    def start(self):
        """Where the browser is sent."""
        answer = self.browser.get(self.door, params=self.params)
        self.answer = answer
        if answer.status_code != 303:
            return None
        self.authorize = answer.headers["location"]
        return self.authorize

    def at_source(self, **more):
        """The stand-in signs the person in and sends the browser back; returns the callback's address."""
        back = requests.get(self.start(), params=more or None, allow_redirects=False, timeout=30)
        assert back.status_code in (302, 303), back.text
        self.callback = back.headers["location"]
        return self.callback

    def finish(self, **more):
        """To the application: the handle of the interaction."""
        self.answer = self.browser.get(self.at_source(**more))
        return self.landed()

    def landed(self):
        assert self.answer.status_code == 303, self.answer.text
        location = self.answer.headers["location"]
        assert location.startswith(self.params["redirect_uri"] + "?"), location
        back = query_of(location)
        assert back.pop("state", None) == self.params["state"], back
        self.handle = back.get("interaction")
        return back

    def read(self):
        return self.server.call("GET", f"/interaction/{self.handle}")

    def act(self, action, data=None, **more):
        return self.server.call("POST", "/interaction/authFlow", {
            "action": action, "flowHandle": self.handle, "code_verifier": self.verifier, "data": data or {},
            **self.server.client(), **more})

    def tokens(self):
        return self.act("finish")
