"""Assertions that a SAML provider encrypts for us: read with our key, and then no more trusted than plain ones."""

import pytest
from lxml import etree
from saml_scene import Trip, connect, one_provider, one_server, refused, saml_idp, subject  # noqa: F401
from scenes import assert_ok, new_name


@pytest.fixture(name="ours", scope="module")
def our_key():
    return saml_idp.new_key()


@pytest.fixture(name="connection", scope="module")
def one_connection(server, idp, ours):
    key, certificate = ours
    return connect(server, idp, {"samlSpKey": saml_idp.pem(key), "samlSpCert": certificate})


@pytest.mark.parametrize("signed", ["inside", "outside", "both"])
def test_an_encrypted_assertion_is_read(server, idp, ours, connection, signed):
    name = new_name("secret")
    trip = Trip(server, connection)
    assertion = idp.assertion(trip.request, name)
    if signed != "outside":
        assertion = idp.sign(assertion)
    root = idp.response(trip.request, saml_idp.encrypt(assertion, ours[1]))
    back = trip.post(root if signed == "inside" else idp.sign(root))
    assert "error" not in back, back
    assert subject(server, assert_ok(trip.tokens())) == name


def attacks(idp, certificate):
    """{name: how the response is made}"""
    def response(request, *parts):
        return idp.response(request, *parts)

    def good(request, **more):
        return idp.sign(idp.assertion(request, **more))

    def encrypted(request, **more):
        return saml_idp.encrypt(good(request), certificate, **more)

    def changed(request):
        root = response(request, encrypted(request))
        value = list(root.iter(f"{{{saml_idp.XENC}}}CipherValue"))[-1]
        value.text = ("A" if value.text[20] != "A" else "B").join((value.text[:20], value.text[21:]))
        return root

    def reference(request):
        root = response(request, encrypted(request))
        data = list(root.iter(f"{{{saml_idp.XENC}}}CipherData"))[-1]
        data.clear()
        etree.SubElement(data, f"{{{saml_idp.XENC}}}CipherReference", URI="http://127.0.0.1:1/")
        return root

    def beside(request):
        return response(request, good(request), encrypted(request))

    return {
        "unsigned": lambda r: response(r, saml_idp.encrypt(idp.assertion(r), certificate)),
        "for_somebody_else": lambda r: response(r, saml_idp.encrypt(good(r), saml_idp.new_key()[1])),
        "cbc": lambda r: response(r, encrypted(r, method="aes256-cbc")),
        "pkcs1": lambda r: response(r, encrypted(r, wrapping="rsa-1_5")),
        "xxe_inside": lambda r: response(r, encrypted(r, text=b"<!DOCTYPE x><x/>")),
        "two_inside": lambda r: response(r, encrypted(r, text=b"<x>" + etree.tostring(good(r)) * 2 + b"</x>")),
        "no_xml_inside": lambda r: response(r, encrypted(r, text=b"text")),
        "another_audience": lambda r: response(r, saml_idp.encrypt(good(r, audience="https://x"), certificate)),
        "changed": changed, "reference": reference, "beside_a_plain_one": beside,
    }


KINDS = ["unsigned", "for_somebody_else", "cbc", "pkcs1", "xxe_inside", "two_inside", "no_xml_inside",
         "another_audience", "changed", "reference", "beside_a_plain_one"]


@pytest.mark.parametrize("kind", KINDS)
def test_encryption_hides_no_attack(server, idp, ours, connection, kind):
    assert refused(server, idp, connection, attacks(idp, ours[1])[kind]) == "source_answer_invalid"


def test_without_a_key_nothing_encrypted_is_read(server, idp, ours):
    plain = connect(server, idp)
    assert refused(server, idp, plain, lambda r: idp.response(
        r, saml_idp.encrypt(idp.sign(idp.assertion(r)), ours[1]))) == "source_answer_invalid"
