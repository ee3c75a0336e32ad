"""Clients that nobody has made: registered by themselves, or known by a document at their own address."""

import contextlib
import json
import secrets

import genauth
import requests
from hosted import Visitor, challenge_of
from oidc import Oidc
from published import Published
from scenes import assert_ok
from sources import query_of

CALLBACK = "https://client.example/cb"
METADATA = {"client_name": "Harbour Bank", "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none",
            "grant_types": ["authorization_code", "refresh_token"]}
RESOURCE = {"identifier": "https://mcp.example.com/mcp", "scopes": ["tools"], "dynamic_clients": True}
OTHER = {"identifier": "https://api.example.com/", "scopes": ["read"], "dynamic_clients": True}
OPEN = {"dynamic_registration": "open", "client_id_documents": True, "dynamic_clients_per_address": 10_000,
        "dynamic_clients_per_hour": 10_000, "protected_resources": [RESOURCE, OTHER]}


@contextlib.contextmanager
def open_server(engine, documents):
    """A server whose pool lets such clients in, and `server.place`, where their documents stand."""
    with Published(documents, {"content-type": "application/json"}) as place, genauth.fresh_database(engine) as url:
        with genauth.Server(database=url, settings=place.settings) as running:
            running._set(OPEN, None)
            running.place = place
            yield running


def register(server, base=None, token=None, **changes):
    """POST /oidc/reg; returns the response."""
    metadata = {name: value for name, value in {**METADATA, **changes}.items() if value is not None}
    headers = {"authorization": "Bearer " + token} if token else {}
    return requests.post(f"{base or server.base}/oidc/reg", json=metadata, headers=headers, timeout=30)


def registered(server, **changes):
    made = register(server, **changes)
    assert made.status_code == 201, made.text
    return made.json()


def configure(server, client, method="GET", token=None, **changes):
    """The client's own place (RFC 7592)."""
    return requests.request(method, client["registration_client_uri"], json=changes or None, timeout=30,
                            headers={"authorization": "Bearer " + (token or client["registration_access_token"])})


class Stranger(Visitor):
    """Somebody in a browser whom such a client has sent here."""

    def __init__(self, server, client_id, base=""):
        super().__init__(server, client_id)
        self.client_id, self.at = client_id, base

    def authorize(self, **params):
        asked = {"client_id": self.client_id, "redirect_uri": CALLBACK, "response_type": "code",
                 "scope": "openid profile", "state": "s", "code_challenge": challenge_of(self.verifier),
                 "code_challenge_method": "S256", **params}
        answer = self.browser.get(f"{self.at}/oidc/auth", unchecked=True,
                                  params={name: value for name, value in asked.items() if value is not None})
        where = answer.headers.get("location", "")
        if "/login/" in where:
            self.app_id = where.split("/")[-3]
        return self.note(answer)

    def consent(self, name, **params):
        """Through sign-in and consent to the application's answer."""
        assert "/login/" in self.authorize(**params).headers["location"]
        self.password(name)
        self.resume()
        assert assert_ok(self.state())["step"] == "consent"
        assert_ok(self.answer("consent", allow=True))
        return query_of(self.resume().headers["location"])

    def token(self, **form):
        return Oidc(self.server).post("token", {"client_id": self.client_id, **form},
                                      base=self.server.base + self.at)

    def redeem_at(self, app, code):
        """What the client gets for its code, with the credentials of `app` (oidc.Oidc)."""
        answer = app.ask("token", grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
                         code_verifier=self.verifier)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def tokens(self, name, form=None, **params):
        code = self.consent(name, **params)["code"]
        answer = self.token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
                            code_verifier=self.verifier, **(form or {}))
        assert answer.status_code == 200, answer.text
        return answer.json()


class Documents:
    """What clients publish: path -> (status, text or bytes). For Published."""

    def __init__(self):
        self.texts = {}

    def __call__(self, path):
        return self.texts.get(path, (404, ""))

    @staticmethod
    def path(ending):
        return f"/{secrets.token_hex(6)}.{ending}"

    def publish(self, place, path=None, status=200, **changes):
        """A document that is good, but for the changes; returns its address, the client_id."""
        path = path or self.path("json")
        document = {**METADATA, "client_id": place.url + path, **changes}
        self.texts[path] = (status, json.dumps({name: each for name, each in document.items() if each is not None}))
        return place.url + path
