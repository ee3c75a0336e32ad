"""A passkey authenticator and its browser in software, over the `cryptography` package: what the server must accept,
written without any of the server's code. Flags, counters and statements can be bent, to see them refused."""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80
ES256, EDDSA, RS256 = -7, -8, -257


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _head(major, number):
    for info, size, limit in ((None, 0, 24), (24, 1, 1 << 8), (25, 2, 1 << 16), (26, 4, 1 << 32), (27, 8, 1 << 64)):
        if number < limit:
            first = number if info is None else info
            return bytes([major << 5 | first]) + (number.to_bytes(size, "big") if size else b"")
    raise ValueError(number)


def cbor(value):
    """RFC 8949 as CTAP2 writes it; the keys of maps stay in the order given."""
    if value is True or value is False or value is None:
        return {True: b"\xf5", False: b"\xf4", None: b"\xf6"}[value]
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, (list, tuple)):
        return _head(4, len(value)) + b"".join(cbor(item) for item in value)
    return _head(5, len(value)) + b"".join(cbor(key) + cbor(item) for key, item in value.items())


class Key:
    """A key pair of one of the three algorithms, its COSE form and its signatures."""

    def __init__(self, algorithm=ES256):
        self.algorithm = algorithm
        if algorithm == ES256:
            self.private = ec.generate_private_key(ec.SECP256R1())
        elif algorithm == EDDSA:
            self.private = ed25519.Ed25519PrivateKey.generate()
        else:
            self.private = rsa.generate_private_key(65537, 2048)

    def cose(self):
        public = self.private.public_key()
        if self.algorithm == ES256:
            numbers = public.public_numbers()
            return cbor({1: 2, 3: ES256, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        if self.algorithm == EDDSA:
            return cbor({1: 1, 3: EDDSA, -1: 6, -2: public.public_bytes_raw()})
        numbers = public.public_numbers()
        return cbor({1: 3, 3: RS256, -1: numbers.n.to_bytes(256, "big"), -2: b"\x01\x00\x01"})

    def sign(self, data):
        if self.algorithm == ES256:
            return self.private.sign(data, ec.ECDSA(hashes.SHA256()))
        if self.algorithm == EDDSA:
            return self.private.sign(data)
        return self.private.sign(data, padding.PKCS1v15(), hashes.SHA256())


class Credential:
    def __init__(self, rp_id, user_handle, algorithm=ES256):
        self.id = os.urandom(32)
        self.rp_id, self.user_handle = rp_id, user_handle
        self.key = Key(algorithm)
        self.counter = 0


class Authenticator:
    """`uv`: it verifies its user. `backup`: a synced passkey (BE and BS). `counts`: its counter grows."""

    def __init__(self, origin, uv=True, backup=False, counts=True, algorithm=ES256, attestation="none"):
        self.origin, self.uv, self.backup, self.counts = origin, uv, backup, counts
        self.algorithm, self.attestation = algorithm, attestation
        self.credentials = []
        self.aaguid = bytes(16)

    def client_data(self, kind, challenge, **more):
        data = {"type": "webauthn." + kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False, **more}
        return json.dumps(data, separators=(",", ":")).encode()

    def flags(self):
        return UP | (UV if self.uv else 0) | (BE | BS if self.backup else 0)

    def data(self, credential, flags, attested=b""):
        if self.counts:
            credential.counter += 1
        return (hashlib.sha256(credential.rp_id.encode()).digest() + bytes([flags])
                + struct.pack(">I", credential.counter) + attested)

    def statement(self, credential, data, client_data_hash):
        if self.attestation == "none":
            return {}
        return {"alg": credential.key.algorithm, "sig": credential.key.sign(data + client_data_hash)}

    def create(self, options, flags=None, client_data=None, transports=("internal",)):
        """navigator.credentials.create(): the answer as the server takes it."""
        credential = Credential(options["rp"]["id"], unb64(options["user"]["id"]), self.algorithm)
        client_data = client_data or self.client_data("create", options["challenge"])
        attested = self.aaguid + struct.pack(">H", len(credential.id)) + credential.id + credential.key.cose()
        data = self.data(credential, (self.flags() if flags is None else flags) | AT, attested)
        statement = self.statement(credential, data, hashlib.sha256(client_data).digest())
        name = "none" if self.attestation == "none" else "packed"
        self.credentials.append(credential)
        return {"id": b64(credential.id), "rawId": b64(credential.id), "type": "public-key",
                "transports": list(transports),
                "response": {"clientDataJSON": b64(client_data),
                             "attestationObject": b64(cbor({"fmt": name, "attStmt": statement, "authData": data}))}}

    def get(self, options, credential=None, flags=None, client_data=None, handle=True):
        """navigator.credentials.get(): with one of allowCredentials, or the last discoverable one."""
        if credential is None:
            allowed = {entry["id"] for entry in options.get("allowCredentials", [])}
            fitting = [one for one in self.credentials if not allowed or b64(one.id) in allowed]
            credential = fitting[-1]
        client_data = client_data or self.client_data("get", options["challenge"])
        data = self.data(credential, self.flags() if flags is None else flags)
        signature = credential.key.sign(data + hashlib.sha256(client_data).digest())
        return {"id": b64(credential.id), "rawId": b64(credential.id), "type": "public-key",
                "response": {"clientDataJSON": b64(client_data), "authenticatorData": b64(data),
                             "signature": b64(signature),
                             "userHandle": b64(credential.user_handle) if handle else None}}
