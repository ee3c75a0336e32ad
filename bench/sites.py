"""Three OpenID providers that are asked the same: ours, oidc-provider and glewlwyd. Each has somebody who is signed in
in a browser, a machine, an application, one that keeps people signed in (`keeper`), and one whose access tokens are not
under RS256 (`reader`): opaque at oidc-provider, under EdDSA here."""

import re
import secrets
import urllib.parse

import genauth
import load
from hosted import CALLBACK, challenge_of

VERIFIER = secrets.token_urlsafe(48)
PERSON, PASSWORD = "bench", "correct horse battery"
SECRET = "bench-secret"
TOKENS = 16  # so many different ones are shown in turn
GAP = "@"


class Site:
    """One provider; its subclasses say where things are and how somebody signs in."""

    paths = {}  # auth, token, me, introspection, discovery
    clients = {name: (name, SECRET) for name in ("bench", "web", "keeper", "reader")}
    scopes = {"web": "openid", "keeper": "openid", "reader": "openid"}
    machine = {}  # what a machine says beside its name
    extra = {}  # what an authorization request says beside
    shown = "keeper"  # whose access tokens userinfo and introspection are asked about

    def __init__(self, name, port, pids):
        self.name, self.port, self.pids = name, port, pids
        self.base = f"http://localhost:{port}"
        self.session = genauth.requests.Session()

    def send(self, method, path, cookies=None, **more):
        """As a browser that shows `cookies` and keeps what it is given there."""
        url = path if path.startswith("http") else self.base + path
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
        answer = self.session.request(method, url, headers={**headers, **more.pop("headers", {})},
                                      allow_redirects=False, timeout=30, **more)
        self.session.cookies.clear()
        for line in answer.raw.headers.getlist("set-cookie") if cookies is not None else ():
            name, _, rest = line.partition("=")
            cookies[name] = rest.partition(";")[0]
            if not cookies[name]:
                del cookies[name]
        return answer

    def where(self, client="web"):
        """Where an application sends a browser."""
        return self.paths["auth"] + "?" + urllib.parse.urlencode({
            "client_id": self.clients[client][0], "redirect_uri": CALLBACK, "response_type": "code", "state": "s",
            "nonce": "n-1", "scope": self.scopes[client], "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256", **self.extra})

    def credentials(self, client):
        name, secret = self.clients[client]
        return {"client_id": name, "client_secret": secret}

    def exchange(self, code, client="web"):
        return {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
                "code_verifier": VERIFIER, **self.credentials(client)}

    def code(self, answer):
        found = re.search(r"[?&]code=([^&]+)", answer.headers.get("location", ""))
        if not found:
            raise RuntimeError(f"{self.name}: no code, {answer.status_code} {answer.headers} {answer.text[:500]}")
        return found[1]

    def tokens(self, code, client="web"):
        answer = self.send("POST", self.paths["token"], data=self.exchange(code, client))
        if answer.status_code != 200 or "id_token" not in answer.json():
            raise RuntimeError(f"{self.name}: {answer.status_code} {answer.text}")
        return answer.json()

    def enter(self):
        """Somebody signs in; a code for `web`, and the browser's cookies."""
        raise NotImplementedError

    # --- what is measured, as bytes ---------------------------------------------------------------------------
    def get(self, path, **headers):
        return load.request("GET", path, headers=headers.items(), host=f"localhost:{self.port}")

    def form(self, what, fields):
        return load.request("POST", self.paths[what], urllib.parse.urlencode(fields, safe=GAP),
                            host=f"localhost:{self.port}")

    def renewal(self, tokens, client):
        return self.form("token", {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"],
                                   **self.credentials(client)})

    def requests(self):
        """name -> requests; those of a code flow are in pairs."""
        code, cookies = self.enter()
        self.tokens(code)
        kept = {client: [self.tokens(self.code(self.send("GET", self.where(client), cookies)), client)
                         for _ in range(TOKENS)] for client in ("keeper", "reader")}
        shown = [each["access_token"] for each in kept[self.shown]]
        # All codes of a server are as long as its first.
        step = self.get(self.where(), Cookie="; ".join(map("=".join, cookies.items())))
        return {
            "client_credentials": [self.form("token", {"grant_type": "client_credentials",
                                                       **self.credentials("bench"), **self.machine})],
            "refresh": [self.renewal(each, "keeper") for each in kept["keeper"]],
            "refresh, ID token alone under RS256": [self.renewal(each, "reader") for each in kept["reader"]],
            "userinfo": [self.get(self.paths["me"], Authorization="Bearer " + token) for token in shown],
            "introspection": [self.form("introspection", {"token": token, **self.credentials(self.shown)})
                              for token in shown],
            "discovery": [self.get(self.paths["discovery"])],
            "code flow from a live session": [step, self.form("token", self.exchange(GAP * len(code)))],
        }


class Ours(Site):
    paths = {what: "/oidc/" + path for what, path in {
        "auth": "auth", "token": "token", "me": "me", "introspection": "token/introspection",
        "discovery": ".well-known/openid-configuration"}.items()}
    scopes = {"web": "openid", "keeper": "openid offline_access", "reader": "openid offline_access"}

    def __init__(self, server):
        super().__init__("GenAuth", server.port, [server.process.pid])
        application = (server.app_id, server.app_secret)
        self.server = server
        other = server.other_application()
        self.clients = {"bench": (server.key_id, server.key_secret), "web": application, "keeper": application,
                        "reader": (other["appId"], other["appSecret"])}
        for app_id, more in ((server.app_id, ()), (other["appId"], ("access_token_algorithm=EdDSA",))):
            server.command("application", "update", app_id, "--set", f'redirect_uris=["{CALLBACK}"]', *more)

    def enter(self):
        cookies = {}
        shown = self.send("GET", self.where(), cookies).headers["location"]
        interaction = shown.rpartition("/")[2]
        own = f"/{self.server.app_id}"
        account = {"connection": "PASSWORD", "passwordPayload": {"account": PERSON, "password": PASSWORD}}
        answer = self.send("POST", own + "/api/v3/signin", cookies, json=account,
                           headers={"x-genauth-interaction": interaction})
        if answer.json()["statusCode"] != 303:
            raise RuntimeError(f"sign-in: {answer.text}")
        return self.code(self.send("GET", f"{own}/login/{interaction}/resume", cookies)), cookies


class OidcProvider(Site):
    paths = {"auth": "/auth", "token": "/token", "me": "/me", "introspection": "/token/introspection",
             "discovery": "/.well-known/openid-configuration"}
    shown = "reader"

    def enter(self):
        cookies = {}
        shown = self.send("GET", self.where(), cookies).headers["location"]
        answer = self.send("POST", shown, cookies, data={"account": PERSON, "password": PASSWORD})
        return self.code(self.send("GET", answer.text, cookies)), cookies


class Glewlwyd(Site):
    paths = {what: "/api/oidc/" + path for what, path in {
        "auth": "auth", "token": "token", "me": "userinfo", "introspection": "introspect",
        "discovery": ".well-known/openid-configuration"}.items()}
    machine = {"scope": "bench"}
    extra = {"g_continue": ""}

    def enter(self):
        cookies = {}
        self.send("POST", "/api/auth/", cookies, json={"username": PERSON, "password": PASSWORD})
        return self.code(self.send("GET", self.where(), cookies)), cookies
