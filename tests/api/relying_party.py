"""A relying party that believes nothing: every answer of the authorization endpoint by the way it must take, and every
ID token checked by a JOSE library under the published keys."""

import base64
import hashlib
import html
import re
import time
import urllib.parse

import jwt
from hosted import CALLBACK, Visitor
from oidc import Oidc
from sources import query_of

TYPES = ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"]
MODES = [None, "form_post"]
SETTINGS = {"redirect_uris": [CALLBACK], "implicit_grant": True, "hybrid_grant": True,
            "token_auth_method": "client_secret_basic"}


def half_hash(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def posted(page):
    """What a page of Form Post Response Mode sends, and where."""
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html"), page.text
    action = html.unescape(re.search(r'<form method="post" action="([^"]*)"', page.text)[1])
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
    return action, {name: html.unescape(value) for name, value in fields}


class RelyingParty:
    def __init__(self, server, type="code", mode=None, visitor=None, method="client_secret_basic"):
        self.server, self.type, self.mode = server, type, mode
        self.visitor = visitor or Visitor(server)
        self.oidc = Oidc(server, method=method)
        self.issuer = f"{server.base}/oidc"

    def again(self, **changes):
        """Another request from the same browser."""
        return RelyingParty(self.server, changes.pop("type", self.type), changes.pop("mode", self.mode), self.visitor)

    def ask(self, person=None, **params):
        """The parameters of the answer. `person` signs in where a page asks; without one no page may ask."""
        asked = {"response_type": self.type, "response_mode": self.mode, "code_challenge": None,
                 "code_challenge_method": None, "redirect_uri": CALLBACK, **params}
        reply = self.visitor.authorize(**asked)
        self.asked = "/login/" in reply.headers.get("location", "")
        if self.asked:
            assert person, "a page asks who that is"
            signed = self.visitor.password(person)
            assert (signed["statusCode"], signed["apiCode"]) == (303, 1600), signed
            reply = self.visitor.resume()
        answer = self.read(reply, asked["redirect_uri"])
        assert answer["iss"] == self.issuer and answer["state"] == "of-the-app", answer
        assert answer["session_state"], answer
        return answer

    def read(self, reply, redirect_uri=CALLBACK):
        if self.mode == "form_post":
            action, answer = posted(reply)
            assert action == redirect_uri
            return answer
        url = reply.headers["location"]
        assert url.startswith(redirect_uri), url
        fragment = urllib.parse.urlsplit(url).fragment
        if self.type != "code":
            assert fragment and urllib.parse.urlsplit(url).query == urllib.parse.urlsplit(redirect_uri).query, url
            return dict(urllib.parse.parse_qsl(fragment, keep_blank_values=True))
        assert not fragment, url
        return query_of(url)

    def check(self, token, nonce="n-1", code=None, access_token=None):
        """Core §3.1.3.7, §3.2.2.11, §3.3.2.12: the claims."""
        header = jwt.get_unverified_header(token)
        assert header["alg"] == "RS256" and header["kid"], header
        keys = {key["kid"]: key for key in self.oidc.get(".well-known/jwks.json").json()["keys"]}
        claims = jwt.decode(token, jwt.PyJWK(keys[header["kid"]]).key, algorithms=["RS256"],
                            audience=self.server.app_id, issuer=self.issuer,
                            options={"require": ["exp", "iat", "sub", "auth_time"], "verify_exp": False,
                                     "verify_iat": False})
        assert claims.get("nonce") == nonce and claims["exp"] > claims["iat"] >= claims["auth_time"], claims
        assert abs(claims["iat"] - time.time()) < 90_000 and 0 < len(claims["sub"]) <= 255, claims
        assert claims.get("azp", self.server.app_id) == self.server.app_id
        assert claims.get("c_hash") == (half_hash(code) if code else None), claims
        assert claims.get("at_hash") == (half_hash(access_token) if access_token else None), claims
        return claims

    def redeem(self, answer, **form):
        return self.oidc.ask("token", grant_type="authorization_code", code=answer["code"], redirect_uri=CALLBACK,
                             **form)

    def tokens(self, answer):
        response = self.redeem(answer)
        assert response.status_code == 200, response.text
        assert response.headers["cache-control"] == "no-store"
        issued = response.json()
        assert issued["token_type"] == "Bearer" and issued["expires_in"] > 0
        return issued

    def whole(self, person=None, nonce="n-1", **params):
        """The claims of one sign-in, and an access token if there is any."""
        answer = self.ask(person, nonce=nonce, **params)
        parts = {"code": "code" in self.type.split(), "id_token": "id_token" in self.type.split(),
                 "access_token": "token" in self.type.split()}
        for name, is_due in parts.items():
            assert (name in answer) == is_due, answer
        assert "refresh_token" not in answer
        claims = None
        if parts["id_token"]:
            claims = self.check(answer["id_token"], nonce, answer.get("code"), answer.get("access_token"))
        access_token = answer.get("access_token")
        if parts["code"]:
            issued = self.tokens(answer)
            access_token = issued["access_token"]
            second = self.check(issued["id_token"], nonce, None, access_token)
            assert claims is None or (second["sub"], second["iss"]) == (claims["sub"], claims["iss"])
            claims = second
        return claims, access_token
