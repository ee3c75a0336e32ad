"""Encrypts passwords as clients do, with the keys of /api/v3/system."""

import base64
import pathlib
import subprocess
import tempfile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding

# SubjectPublicKeyInfo of an uncompressed point on the curve SM2 (GB/T 32918.5-2017; RFC 5480 §2).
SM2_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def encrypt_rsa(pem, text):
    key = serialization.load_pem_public_key(pem.encode())
    return base64.b64encode(key.encrypt(text.encode(), padding.PKCS1v15())).decode()


def encrypt_sm2(point_hex, text):
    """Hex of C1 | C3 | C2; OpenSSL encrypts, and gives a DER sequence of x, y, hash and ciphertext."""
    with tempfile.TemporaryDirectory() as folder:
        key = pathlib.Path(folder) / "key.der"
        key.write_bytes(SM2_PREFIX + bytes.fromhex(point_hex))
        der = subprocess.run(["openssl", "pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", str(key)],
                             input=text.encode(), capture_output=True, check=True).stdout
    _, sequence, _ = _element(der)
    _, x, rest = _element(sequence)
    _, y, rest = _element(rest)
    _, digest, rest = _element(rest)
    _, cipher, _ = _element(rest)
    point = (x.lstrip(b"\0").rjust(32, b"\0") + y.lstrip(b"\0").rjust(32, b"\0")).hex()
    return "04" + point + digest.hex() + cipher.hex()


def _element(der):
    """Tag, content and what follows of the first DER element (X.690 §8.1)."""
    length, at = der[1], 2
    if length & 0x80:
        count = length & 0x7F
        length, at = int.from_bytes(der[2:2 + count], "big"), 2 + count
    return der[0], der[at:at + length], der[at + length:]
