"""Signs management requests as authing-node-sdk and genauth-node-sdk do, and sends them.

The rules are written from the description of those clients, not from the server: this is the other side.
"""

import base64
import email.utils
import hashlib
import hmac
import json
import secrets
import time
import urllib.parse

import requests

import contract

BRANDS = {"authing": ("authing", "x-authing-"), "genauth": ("GenAuth", "x-genauth-")}
_ABSENT = object()  # for a header that shall not be sent


def stringify(value):
    """JSON.stringify of JavaScript."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _value(value):
    return value if isinstance(value, str) else stringify(value)


def string_to_sign(method, path, headers, params, prefix="x-authing-"):
    """`params`: None where the operation has no parameter object; members that are _ABSENT were undefined."""
    text = method + "\n"
    for name in sorted(name for name in headers if name.startswith(prefix) or name == "date"):
        value = headers[name].translate(str.maketrans("\t\n\r\f", "    ")).strip()
        text += f"{name}:{value}\n"
    text += path
    if params is not None and (params or method == "GET"):
        # A GET whose members are all undefined signs a dangling question mark.
        text += "?" + "&".join(f"{key}={_value(params[key])}" for key in sorted(params))
    return text


def signature(secret, text):
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()


def query_text(params):
    """Arrays as k[]=a&k[]=b with the brackets as they are, null left out, booleans in lower case."""
    pairs = []
    for key, value in params.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                name = key + "[]" if isinstance(value, list) else key
                pairs.append(name + "=" + urllib.parse.quote(_value(each), safe=""))
    return "&".join(pairs)


class Signer:
    """A management client of one access key. `headers` replace what would be sent; None leaves one out."""

    def __init__(self, server, key_id=None, secret=None, brand="authing"):
        self.server, self.brand = server, brand
        self.key_id, self.secret = key_id or server.key_id, secret or server.key_secret
        self.scheme, self.prefix = BRANDS[brand]

    def headers(self, changes=None):
        sent = {"date": email.utils.formatdate(usegmt=True), self.prefix + "lang": "en-US",
                self.prefix + "sdk-version": "authing-node-sdk:4.0.2", self.prefix + "signature-method": "HMAC-SHA1",
                self.prefix + "signature-version": "1.0", self.prefix + "signature-nonce": secrets.token_hex(16)}
        sent.update(changes or {})
        return {name: value for name, value in sent.items() if value is not None}

    def sign(self, method, path, params=None, changes=None, signed=_ABSENT):
        """Headers of a request; `signed` are the parameters that the signature covers, if not those sent."""
        sent = self.headers(changes)
        covered = params if signed is _ABSENT else signed
        if method == "GET" and covered is not None:
            covered = {key: value for key, value in covered.items() if value is not None}
        text = string_to_sign(method, path, sent, covered, self.prefix)
        sent["authorization"] = f"{self.scheme} {self.key_id}:{signature(self.secret, text)}"
        return sent

    def send(self, method, path, params=None, headers=None, server=None):
        """The request with these headers; returns the checked answer."""
        url, body = (server or self.server).base + path, None
        if method == "GET":
            url += "?" + query_text(params) if params and query_text(params) else ""
        elif params is not None:
            headers, body = {**headers, "content-type": "application/json"}, stringify(params).encode()
        else:
            headers = {**headers, "content-type": "application/x-www-form-urlencoded"}
        answer = requests.request(method, url, data=body, headers=headers, timeout=30).json()
        contract.check(method, path, answer)
        return answer

    def call(self, method, path, params=None, changes=None, signed=_ABSENT):
        path = path if path.startswith("/") else "/api/v3/" + path
        return self.send(method, path, params, self.sign(method, path, params, changes, signed))


def date_in(seconds):
    return email.utils.formatdate(time.time() + seconds, usegmt=True)
