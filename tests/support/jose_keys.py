"""Keys of clients, and what they sign with them: assertions, request objects, proofs of possession."""

import base64
import hashlib
import json
import time
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MADE = {"ES256": lambda: ec.generate_private_key(ec.SECP256R1()), "EdDSA": ed25519.Ed25519PrivateKey.generate,
        "RS256": lambda: rsa.generate_private_key(65537, 2048)}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """One key pair, with the name under which its owner publishes it."""

    def __init__(self, alg="ES256", kid="k1"):
        self.alg, self.kid, self.private = alg, kid, MADE[alg]()
        codec = jwt.get_algorithm_by_name(alg)
        public = json.loads(codec.to_jwk(self.private.public_key()))
        self.jwk = {name: public[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in public}

    def jwks(self):
        return {"keys": [{**self.jwk, "kid": self.kid, "use": "sig", "alg": self.alg}]}

    def thumbprint(self):
        """RFC 7638"""
        wanted = {name: value for name, value in self.jwk.items() if name in ("kty", "crv", "x", "y", "n", "e")}
        return b64(hashlib.sha256(json.dumps(wanted, sort_keys=True, separators=(",", ":")).encode()).digest())

    def sign(self, claims, **header):
        """`header` replaces members; None takes one away."""
        full = {"kid": self.kid, **header}
        return jwt.encode(claims, self.private, algorithm=self.alg,
                          headers={name: value for name, value in full.items() if value is not None})

    def proof(self, method, url, token=None, **claims):
        """RFC 9449 §4.2"""
        said = {"jti": uuid.uuid4().hex, "htm": method, "htu": url, "iat": int(time.time()), **claims}
        if token is not None:
            said["ath"] = b64(hashlib.sha256(token.encode()).digest())
        return self.sign(said, typ="dpop+jwt", jwk=self.jwk, kid=None)


def assertion_claims(app_id, audience, **changes):
    """RFC 7523 §3; None takes a claim away."""
    claims = {"iss": app_id, "sub": app_id, "aud": audience, "jti": uuid.uuid4().hex, "exp": int(time.time()) + 60,
              **changes}
    return {name: value for name, value in claims.items() if value is not None}


def unsigned(claims):
    return b64(b'{"alg":"none"}') + "." + b64(json.dumps(claims).encode()) + "."
