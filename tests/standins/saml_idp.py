"""A SAML 2.0 identity provider: reads our requests as strictly as saml-bindings describes, and signs answers with
signxml, which shares no code with the server's verification. Tests take its answers apart to attack with them.
"""

import base64
import datetime
import secrets
import urllib.parse
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml import CanonicalizationMethod, XMLSigner

P, A = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
DS = "http://www.w3.org/2000/09/xmldsig#"
NAMES = {"samlp": P, "saml": A, "ds": DS}
ENTITY = "https://idp.example.com/metadata"
SIGN_IN = "https://idp.example.com/sso"


def new_key():
    """(key, certificate in PEM)"""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2)).sign(key, hashes.SHA256()))
    return key, made.public_bytes(serialization.Encoding.PEM).decode()


def pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                             serialization.NoEncryption()).decode()


def instant(seconds=0):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def new_id():
    return "_" + secrets.token_hex(16)


def read_request(url, certificate=None, digest="sha256"):
    """What the browser was sent with; checked. `certificate`: the request must be signed by it, with this digest."""
    address, _, query = url.partition("?")
    fields = dict(urllib.parse.parse_qsl(query))
    assert address == SIGN_IN and len(fields["RelayState"]) <= 80, url
    root = etree.fromstring(zlib.decompress(base64.b64decode(fields["SAMLRequest"]), -15))
    assert root.tag == f"{{{P}}}AuthnRequest" and root.get("Version") == "2.0" and root.get("Destination") == SIGN_IN
    assert root.get("ProtocolBinding").endswith(":HTTP-POST") and root.get("ID")[0] in "_abcdefghijklmnopqrstuvwxyz"
    if certificate:
        signed = query.partition("&Signature=")[0]
        assert fields["SigAlg"] == f"http://www.w3.org/2001/04/xmldsig-more#rsa-{digest}"
        assert signed.startswith("SAMLRequest=")
        x509.load_pem_x509_certificate(certificate.encode()).public_key().verify(
            base64.b64decode(fields["Signature"]), signed.encode(), padding.PKCS1v15(),
            getattr(hashes, digest.upper())())
    else:
        assert "Signature" not in fields
    return {"id": root.get("ID"), "acs": root.get("AssertionConsumerServiceURL"),
            "issuer": root.findtext(f"{{{A}}}Issuer"), "relay_state": fields["RelayState"]}


class Idp:
    def __init__(self):
        self.key, self.certificate = new_key()

    def assertion(self, request, name_id="ann@example.com", attributes=None, **facts):
        """One assertion, unsigned. `facts` replace what is right: issuer, audience, recipient, in_response_to,
        not_before, not_on_or_after, confirmed_until, session_until, method, format, extra (XML of a condition)."""
        say = {"issuer": ENTITY, "audience": request["issuer"], "recipient": request["acs"],
               "in_response_to": request["id"], "not_before": instant(-30), "not_on_or_after": instant(300),
               "confirmed_until": instant(300), "session_until": instant(3600), "issued": instant(),
               "method": "urn:oasis:names:tc:SAML:2.0:cm:bearer", "extra": "", "id": new_id(),
               "format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", **facts}
        listed = "".join(f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue>'
                         "</saml:Attribute>" for name, value in (attributes or {}).items())
        reply = f' InResponseTo="{say["in_response_to"]}"' if say["in_response_to"] else ""
        return etree.fromstring(
            f'<saml:Assertion xmlns:saml="{A}" ID="{say["id"]}" Version="2.0" IssueInstant="{say["issued"]}">'
            f'<saml:Issuer>{say["issuer"]}</saml:Issuer>'
            f'<saml:Subject><saml:NameID Format="{say["format"]}">{name_id}</saml:NameID>'
            f'<saml:SubjectConfirmation Method="{say["method"]}"><saml:SubjectConfirmationData{reply} '
            f'NotOnOrAfter="{say["confirmed_until"]}" Recipient="{say["recipient"]}"/></saml:SubjectConfirmation>'
            f'</saml:Subject><saml:Conditions NotBefore="{say["not_before"]}" '
            f'NotOnOrAfter="{say["not_on_or_after"]}"><saml:AudienceRestriction><saml:Audience>{say["audience"]}'
            f'</saml:Audience></saml:AudienceRestriction>{say["extra"]}</saml:Conditions>'
            f'<saml:AuthnStatement AuthnInstant="{instant(-5)}" SessionNotOnOrAfter="{say["session_until"]}">'
            "<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"<saml:AttributeStatement>{listed}</saml:AttributeStatement></saml:Assertion>")

    def response(self, request, *assertions, **facts):
        say = {"destination": request["acs"], "in_response_to": request["id"], "issuer": ENTITY,
               "status": "Success", **facts}
        reply = f' InResponseTo="{say["in_response_to"]}"' if say["in_response_to"] else ""
        root = etree.fromstring(
            f'<samlp:Response xmlns:samlp="{P}" xmlns:saml="{A}" ID="{new_id()}" Version="2.0" '
            f'IssueInstant="{instant()}" Destination="{say["destination"]}"{reply}>'
            f'<saml:Issuer>{say["issuer"]}</saml:Issuer><samlp:Status><samlp:StatusCode '
            f'Value="urn:oasis:names:tc:SAML:2.0:status:{say["status"]}"/></samlp:Status></samlp:Response>')
        root.extend(assertions)
        return root

    def sign(self, element, key=None, certificate=None, **how):
        how = {"signature_algorithm": "rsa-sha256", "digest_algorithm": "sha256",
               "c14n_algorithm": CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0, **how}
        return XMLSigner(**how).sign(element, key=key or self.key, cert=certificate or self.certificate,
                                     reference_uri="#" + element.get("ID"))

    def good(self, request, **facts):
        """A response with a signed assertion, which holds unless `facts` say otherwise."""
        return self.response(request, self.sign(self.assertion(request, **facts)))

    @staticmethod
    def form(request, root):
        text = root if isinstance(root, bytes) else etree.tostring(root)
        return {"SAMLResponse": base64.b64encode(text).decode(), "RelayState": request["relay_state"]}


XENC = "http://www.w3.org/2001/04/xmlenc#"


def encrypt(assertion, certificate, text=None, method="aes256-gcm", wrapping="rsa-oaep-mgf1p"):
    """The assertion (or another text in its place) as an EncryptedAssertion, for the owner of the certificate."""
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    public = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    wrapped = public.encrypt(key, padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None))
    secret = nonce + AESGCM(key).encrypt(nonce, text if text is not None else etree.tostring(assertion), None)

    def value(data):
        text = base64.b64encode(data).decode()
        return f"<xenc:CipherData><xenc:CipherValue>{text}</xenc:CipherValue></xenc:CipherData>"

    return etree.fromstring(
        f'<saml:EncryptedAssertion xmlns:saml="{A}"><xenc:EncryptedData xmlns:xenc="{XENC}" '
        f'Type="{XENC}Element"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#{method}"/>'
        f'<ds:KeyInfo xmlns:ds="{DS}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{XENC}{wrapping}"/>'
        f'<ds:KeyInfo><ds:KeyName>ours</ds:KeyName></ds:KeyInfo>{value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>'
        f"{value(secret)}</xenc:EncryptedData></saml:EncryptedAssertion>")
