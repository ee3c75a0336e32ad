"""Every known way to be somebody else at a SAML service provider: replay, unsolicited answers, wrong facts, broken
signatures, signature wrapping, comment truncation, DTDs."""

import concurrent.futures
import copy

import pytest
from lxml import etree
from saml_scene import (ACS, Trip, connect, one_connection, one_provider, one_server, refused,  # noqa: F401
                        saml_idp, subject)
from scenes import assert_ok, assert_refused, new_name

A, DS, NAMES, P, instant, new_id = (saml_idp.A, saml_idp.DS, saml_idp.NAMES, saml_idp.P, saml_idp.instant,
                                    saml_idp.new_id)


def test_replay_an_answer_signs_in_once(server, idp, connection):
    trip = Trip(server, connection)
    root = idp.good(trip.request)
    trip.post(root)
    assert_ok(trip.tokens())
    assert_refused(trip.post(root), 400)
    assert_refused(trip.browser.get(trip.handle_url).json(), 400)
    other = Trip(server, connection)  # with the state of another attempt
    assert other.post(root)["error"] == "source_answer_invalid"


def test_one_answer_64_times_at_once_signs_in_once(server, idp, connection):
    trip = Trip(server, connection)
    form = idp.form(trip.request, idp.good(trip.request))
    kept = [trip.browser.send("POST", ACS, cross_site=True, data=form).headers["location"] for _ in range(64)]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(trip.browser.get, kept))
    assert sorted(answer.status_code for answer in answers).count(303) == 1


def test_unsolicited_answers_are_refused(server, idp, connection):
    trip = Trip(server, connection)
    for state in ("", "x", "A" * 75):
        form = {**idp.form(trip.request, idp.good(trip.request)), "RelayState": state}
        assert_refused(trip.post(None, form), 400)
    for where in ("both", "response", "assertion"):
        def attack(request, where=where):
            assertion = idp.assertion(request, **({} if where == "response" else {"in_response_to": ""}))
            more = {} if where == "assertion" else {"in_response_to": ""}
            return idp.response(request, idp.sign(assertion), **more)
        assert refused(server, idp, connection, attack) == "source_answer_invalid"


WRONG_FACTS = {
    "audience": {"audience": "https://other.example.com"},
    "recipient": {"recipient": "https://other.example.com/acs"},
    "in_response_to": {"in_response_to": "_another"},
    "issuer": {"issuer": "https://evil.example.com"},
    "not_before": {"not_before": instant(3600)},
    "not_on_or_after": {"not_on_or_after": instant(-600)},
    "confirmation_over": {"confirmed_until": instant(-600)},
    "session_over": {"session_until": instant(-600)},
    "issued_in_the_future": {"issued": instant(3600)},
    "not_bearer": {"method": "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"},
    "no_time": {"not_on_or_after": "tomorrow"},
    "unknown_condition": {"extra": "<saml:Condition/>"},
    "second_audience": {"extra": "<saml:AudienceRestriction><saml:Audience>x</saml:Audience>"
                                 "</saml:AudienceRestriction>"},
    "transient": {"format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"},
    "no_name": {"name_id": ""},
}


@pytest.mark.parametrize("what", WRONG_FACTS)
def test_a_signed_assertion_must_be_for_us_now_and_in_answer(server, idp, connection, what):
    assert refused(server, idp, connection, lambda request: idp.good(request, **WRONG_FACTS[what])) == \
        "source_answer_invalid"


@pytest.mark.parametrize("facts", [{"not_before": instant(60)}, {"not_on_or_after": instant(-60),
                                                                  "confirmed_until": instant(-60)}])
def test_clocks_may_differ_by_two_minutes(server, idp, connection, facts):
    assert refused(server, idp, connection, lambda request: idp.good(request, **facts)) is None


@pytest.mark.parametrize("facts", [{"destination": "https://other.example.com"}, {"issuer": "https://evil.example.com"},
                                   {"in_response_to": "_another"}])
def test_the_envelope_must_be_for_us(server, idp, connection, facts):
    assert refused(server, idp, connection, lambda request: idp.response(
        request, idp.sign(idp.assertion(request)), **facts)) == "source_answer_invalid"


def unsigned(idp, request):
    return idp.response(request, idp.assertion(request))


def other_key(idp, request):
    return saml_idp.Idp().good(request)


def own_key_in_key_info(idp, request):
    key, certificate = saml_idp.new_key()
    return idp.response(request, idp.sign(idp.assertion(request), key, certificate))


def sha1(idp, request):
    from signxml import XMLSigner, SignatureMethod, DigestAlgorithm

    class Old(XMLSigner):
        def check_deprecated_methods(self):
            pass

    assertion = idp.assertion(request)
    signer = Old(signature_algorithm=SignatureMethod.RSA_SHA1, digest_algorithm=DigestAlgorithm.SHA1,
                 c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
    return idp.response(request, signer.sign(assertion, key=idp.key, cert=idp.certificate,
                                             reference_uri="#" + assertion.get("ID")))


def hmac_with_the_certificate(idp, request):
    root = idp.good(request)
    method = root.find(".//ds:SignatureMethod", NAMES)
    method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    return root


def changed_name(idp, request):
    root = idp.good(request)
    root.find(".//saml:NameID", NAMES).text = "admin@example.com"
    return root


def removed_signature(idp, request):
    root = idp.good(request)
    signature = root.find(".//ds:Signature", NAMES)
    signature.getparent().remove(signature)
    return root


def empty_signed_info(idp, request):
    root = idp.good(request)
    info = root.find(".//ds:SignedInfo", NAMES)
    info.remove(info.find("ds:Reference", NAMES))
    return root


def two_references(idp, request):
    root = idp.good(request)
    info = root.find(".//ds:SignedInfo", NAMES)
    info.append(copy.deepcopy(info.find("ds:Reference", NAMES)))
    return root


def reference_to_the_whole_document(idp, request):
    root = idp.good(request)
    root.find(".//ds:Reference", NAMES).set("URI", "")
    return root


def reference_from_outside(idp, request):
    root = idp.good(request)
    root.find(".//ds:Reference", NAMES).set("URI", "http://127.0.0.1/x")
    return root


def an_xpath_transform(idp, request):
    root = idp.good(request)
    transforms = root.find(".//ds:Transforms", NAMES)
    etree.SubElement(transforms, f"{{{DS}}}Transform", Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116")
    return root


BROKEN = [unsigned, other_key, own_key_in_key_info, sha1, hmac_with_the_certificate, changed_name, removed_signature,
          empty_signed_info, two_references, reference_to_the_whole_document, reference_from_outside,
          an_xpath_transform]


@pytest.mark.parametrize("attack", BROKEN)
def test_a_signature_that_does_not_hold_signs_nobody_in(server, idp, connection, attack):
    assert refused(server, idp, connection, lambda request: attack(idp, request)) == "source_answer_invalid"


# "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky et al., 2012): the eight ways to wrap a signed element.
def forged(idp, request):
    return idp.assertion(request, "admin@example.com", id=new_id())


def parts(idp, request):
    """A response with a good assertion; (root, assertion, its signature)."""
    root = idp.good(request, name_id="attacker@example.com")
    assertion = root.find("saml:Assertion", NAMES)
    return root, assertion, assertion.find("ds:Signature", NAMES)


def xsw1(idp, request):
    root = idp.sign(idp.response(request, idp.assertion(request)))
    signature = root.find("ds:Signature", NAMES)
    original = copy.deepcopy(root)
    original.remove(original.find("ds:Signature", NAMES))
    root.set("ID", new_id())
    root.find(".//saml:NameID", NAMES).text = "admin@example.com"
    signature.append(original)
    return root


def xsw2(idp, request):
    root = xsw1(idp, request)
    signature = root.find("ds:Signature", NAMES)
    root.insert(0, signature[-1])
    return root


def xsw3(idp, request):
    root, assertion, _ = parts(idp, request)
    root.insert(list(root).index(assertion), forged(idp, request))
    return root


def xsw4(idp, request):
    root, assertion, _ = parts(idp, request)
    evil = forged(idp, request)
    evil.append(assertion)
    root.append(evil)
    return root


def xsw5(idp, request):
    root, assertion, signature = parts(idp, request)
    original = copy.deepcopy(assertion)
    original.remove(original.find("ds:Signature", NAMES))
    assertion.set("ID", new_id())
    assertion.find(".//saml:NameID", NAMES).text = "admin@example.com"
    assert signature is not None
    root.append(original)
    return root


def xsw6(idp, request):
    root = xsw5(idp, request)
    root.find("saml:Assertion/ds:Signature", NAMES).append(root[-1])
    return root


def xsw7(idp, request):
    root, assertion, _ = parts(idp, request)
    extensions = etree.SubElement(root, f"{{{P}}}Extensions")
    root.insert(list(root).index(assertion), extensions)
    extensions.append(forged(idp, request))
    return root


def xsw8(idp, request):
    root, assertion, signature = parts(idp, request)
    original = copy.deepcopy(assertion)
    original.remove(original.find("ds:Signature", NAMES))
    assertion.set("ID", new_id())
    assertion.find(".//saml:NameID", NAMES).text = "admin@example.com"
    etree.SubElement(signature, f"{{{DS}}}Object").append(original)
    return root


def same_id_twice(idp, request):
    root, assertion, _ = parts(idp, request)
    evil = idp.assertion(request, "admin@example.com", id=assertion.get("ID"))
    etree.SubElement(root, f"{{{P}}}Extensions").append(etree.Element("x", ID=assertion.get("ID")))
    root.replace(assertion, evil)
    evil.append(assertion.find("ds:Signature", NAMES))
    return root


def xml_id(idp, request):
    root, assertion, signature = parts(idp, request)
    evil = idp.assertion(request, "admin@example.com", id=new_id())
    evil.set("{http://www.w3.org/XML/1998/namespace}id", assertion.get("ID"))
    evil.append(signature)
    root.replace(assertion, evil)
    return root


def assertion_of_another_namespace(idp, request):
    root, assertion, _ = parts(idp, request)
    text = etree.tostring(forged(idp, request)).replace(A.encode(), b"urn:evil")
    root.insert(list(root).index(assertion), etree.fromstring(text))
    root.remove(assertion)
    return root


WRAPPED = [xsw1, xsw2, xsw3, xsw4, xsw5, xsw6, xsw7, xsw8, same_id_twice, xml_id, assertion_of_another_namespace]


@pytest.mark.parametrize("attack", WRAPPED)
def test_signature_wrapping_signs_nobody_in(server, idp, connection, attack):
    assert refused(server, idp, connection, lambda request: attack(idp, request)) == "source_answer_invalid"


def test_comment_truncation_a_comment_does_not_end_the_name(server, idp, connection):
    name = new_name("admin") + "@example.com"
    trip = Trip(server, connection)
    root = idp.good(trip.request, name_id=name + ".evil.example.org")
    node = root.find(".//saml:NameID", NAMES)
    node.text = name
    node.append(etree.Comment("x"))
    node[0].tail = ".evil.example.org"
    assert "error" not in trip.post(root)  # exclusive canonical XML leaves comments out, so the signature holds
    assert subject(server, assert_ok(trip.tokens())) == name + ".evil.example.org"


DTDS = {"xxe": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        "parameter": b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:1/x"> %e;]>',
        "billion_laughs": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "empty": b"<!DOCTYPE x>"}


@pytest.mark.parametrize("kind", DTDS)
def test_xxe_a_document_with_a_dtd_is_not_read(server, idp, connection, kind):
    assert refused(server, idp, connection,
                   lambda request: DTDS[kind] + etree.tostring(idp.good(request))) == "source_answer_invalid"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_xxe_not_in_another_encoding_either(server, idp, connection, encoding):
    text = DTDS["xxe"].decode() + "<a>&e;</a>"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + text
    assert refused(server, idp, connection, lambda request: declared.encode(encoding)) == "source_answer_invalid"


@pytest.mark.parametrize("text", [b"no xml", b"<a/>", b"<" * 1000, b"<a>" * 5000, b"\xff\xfe"])
def test_what_is_no_response_is_refused(server, idp, connection, text):
    assert refused(server, idp, connection, lambda request: text) in ("source_answer_invalid", "source_refused")


def test_two_assertions_and_encrypted_ones_are_refused(server, idp, connection):
    def two(request):
        return idp.response(request, idp.sign(idp.assertion(request)), idp.sign(idp.assertion(request)))

    def encrypted(request):
        root = idp.good(request)
        etree.SubElement(root, f"{{{A}}}EncryptedAssertion")
        return root

    for attack in (two, encrypted, lambda request: idp.sign(idp.response(request))):
        assert refused(server, idp, connection, attack) == "source_answer_invalid"
