"""Encrypts a password as the vendor's browser packages do, for passwordEncryptType rsa and sm2."""

import base64
import os
import subprocess
import tempfile

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_public_key

# SubjectPublicKeyInfo of a key on the curve SM2, up to the point (RFC 5480 section 2).
_SM2_KEY_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def rsa(public_key_pem, password):
    key = load_pem_public_key(public_key_pem.encode())
    return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode()


def _elements(der):
    """The contents of the elements that stand one after another; all are shorter than 64 KB."""
    while der:
        length, head = der[1], 2
        if length & 0x80:
            head += length & 0x7F
            length = int.from_bytes(der[2:head], "big")
        yield der[head:head + length]
        der = der[head + length:]


def sm2(public_key_hex, password):
    """C1 C3 C2 in hex, C1 without its leading 04. OpenSSL answers SEQUENCE { x, y, C3, C2 }."""
    key = base64.b64encode(_SM2_KEY_HEAD + bytes.fromhex(public_key_hex)).decode()
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(f"-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n")
    try:
        done = subprocess.run(["openssl", "pkeyutl", "-encrypt", "-pubin", "-inkey", file.name],
                              input=password.encode(), capture_output=True, check=True)
    finally:
        os.unlink(file.name)
    x, y, digest, cipher = _elements(next(_elements(done.stdout)))
    point = b"".join(int.from_bytes(part, "big").to_bytes(32, "big") for part in (x, y))
    return (point + digest + cipher).hex()
