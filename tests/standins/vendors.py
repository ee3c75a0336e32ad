"""Stand-ins of identity sources: one server that plays every vendor of the connector table, by the host that stands
first in the path (/api.github.com/user). Each checks what it is asked as strictly as the vendor documents: method,
where parameters stand, their names, the client's secret, the redirect address, single use of codes, PKCE where the
vendor has it, signatures. What it objects to is answered as that vendor answers, and kept in `complaints`.
"""

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import secrets
import threading
import time
import urllib.parse

import vendor_apps
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

CLIENT, SECRET = "client-of-ours", "secret-of-ours"


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Refused(Exception):
    pass


class Person:
    """Who signs in, as the test wants it."""

    def __init__(self, **facts):
        self.id = facts.get("id", "1001")
        self.name = facts.get("name", "Ann Example")
        self.login = facts.get("login", "ann")
        self.email = facts.get("email", "ann@example.org")
        self.verified = facts.get("verified", True)
        self.unionid = facts.get("unionid", "u-" + self.id)
        self.phone = facts.get("phone", "13912345678")


class Vendors:
    def __init__(self):
        self.person, self.complaints, self.codes, self.tokens, self.asked = Person(), [], {}, {}, []
        self.lock = threading.Lock()
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid, self.id_token_changes = "key-1", {}
        self.apple_key = ec.generate_private_key(ec.SECP256R1())
        self.our_alipay_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.userinfo_subject = None  # somebody else than the ID token names
        self.break_answer = None  # host whose answers are forged
        self.session_key, self.one_taps = vendor_apps.new_session_key(), {}  # of mini programs; of carriers
        self.phone_program = CLIENT  # whose watermark a phone number carries

    # --- keys ----------------------------------------------------------------------------------------------
    @staticmethod
    def pem(key):
        return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                 serialization.NoEncryption()).decode()

    @staticmethod
    def public_pem(key):
        return key.public_key().public_bytes(serialization.Encoding.PEM,
                                             serialization.PublicFormat.SubjectPublicKeyInfo).decode()

    def rotate(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = "key-" + secrets.token_hex(4)

    def jwks(self):
        numbers = self.key.public_key().public_numbers()
        return {"keys": [{"kty": "RSA", "kid": self.kid, "alg": "RS256", "use": "sig",
                          "n": b64u(numbers.n.to_bytes(256, "big")), "e": "AQAB"}]}

    def id_token(self, issuer, nonce, access_token, **more):
        now = int(time.time())
        claims = {"iss": issuer, "sub": self.person.id, "aud": CLIENT, "iat": now, "exp": now + 300,
                  "email": self.person.email, "email_verified": self.person.verified, "name": self.person.name,
                  "at_hash": b64u(hashlib.sha256(access_token.encode()).digest()[:16]), **more}
        if nonce:
            claims["nonce"] = nonce
        claims.update(self.id_token_changes)
        head = b64u(json.dumps({"alg": "RS256", "kid": self.kid}).encode())
        text = head + "." + b64u(json.dumps({k: v for k, v in claims.items() if v is not None}).encode())
        return text + "." + b64u(self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))

    # --- shared checks -------------------------------------------------------------------------------------
    def must(self, holds, what):
        if not holds:
            self.complaints.append(what)
            raise Refused(what)

    def new_code(self, host, query):
        code = secrets.token_hex(8)
        self.codes[code] = {"host": host, "query": query}
        return code

    def redeem(self, given, redirect=True, pkce=False):
        """A code is good once, for the same address, and with the verifier of its challenge."""
        with self.lock:
            known = self.codes.pop(given.get("code", ""), None)
        self.must(known is not None, "unknown or used code")
        query = known["query"]
        if redirect:
            self.must(given.get("redirect_uri") == query.get("redirect_uri"), "another redirect_uri")
        if pkce and query.get("code_challenge"):
            made = b64u(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
            self.must(made == query["code_challenge"], "wrong code_verifier")
        return query

    def client(self, given, id_name="client_id", secret_name="client_secret", secret=SECRET):
        self.must(given.get(id_name) == CLIENT, f"{id_name} is not ours")
        if secret_name:
            self.must(given.get(secret_name) == secret, f"{secret_name} is not ours")

    def token(self, **more):
        made = secrets.token_hex(12)
        self.tokens[made] = more
        return made

    def bearer(self, request):
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        self.must(scheme == "Bearer" and token in self.tokens, "no bearer token of ours")
        return token

    def query_token(self, given, name="access_token"):
        self.must(given.get(name) in self.tokens, f"no {name} of ours")
        return given[name]

    # --- dispatch ------------------------------------------------------------------------------------------
    def answer(self, request):
        url = urllib.parse.urlsplit(request.path)
        _, host, path = url.path.split("/", 2)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        size = int(request.headers.get("content-length") or 0)
        raw = request.rfile.read(size).decode()
        kind = request.headers.get("content-type", "")
        form = dict(urllib.parse.parse_qsl(raw, keep_blank_values=True)) if "form" in kind else {}
        body = json.loads(raw) if "json" in kind else {}
        self.asked.append((request.command, host + "/" + path, query, form, body))
        import vendor_pages  # noqa: PLC0415
        return vendor_pages.answer(self, request, host, "/" + path, query, form, body)


def ecdsa_verify(key, text, signature):
    half = len(signature) // 2
    r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
    key.public_key().verify(encode_dss_signature(r, s), text, ec.ECDSA(hashes.SHA256()))


def facebook_proof(token):
    return hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


@contextlib.contextmanager
def running():
    """A Vendors object with `origin`, answering until the end of the block."""
    vendors = Vendors()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def _serve(self):
            status, headers, text = 500, {}, ""
            try:
                status, headers, text = vendors.answer(self)
            except Refused as refused:
                status, text = 400, json.dumps({"error": "invalid_request", "error_description": str(refused)})
            except Exception as broken:  # noqa: BLE001
                vendors.complaints.append(repr(broken))
                text = json.dumps({"error": repr(broken)})
            data = text if isinstance(text, bytes) else text.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _serve

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    vendors.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield vendors
    finally:
        server.shutdown()
        server.server_close()
