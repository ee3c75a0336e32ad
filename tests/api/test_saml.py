"""Signing in at a SAML 2.0 identity provider (connections-saml-init, connections-saml-callback,
connections-saml-metadata): the way there and back, and the settings."""

import base64

import pytest
from lxml import etree
from saml_scene import (ACS, DOOR, Trip, connect, fields_of, me, one_connection, one_provider, one_server,  # noqa: F401
                        refused, saml_idp, subject)
from scenes import assert_ok, assert_refused, new_email, new_name, user_of
from sources import CALLBACK, Browser, disabled_app, new_connection, new_source, query_of


@pytest.mark.parametrize("signed", ["assertion", "response", "both"])
def test_a_person_signs_in_twice_and_is_the_same(server, idp, connection, signed):
    name, seen = new_name("saml"), []
    for _ in range(2):
        trip = Trip(server, connection)
        assertion = idp.assertion(trip.request, name, {"mail": new_email(), "displayName": "Ann Example"})
        root = idp.response(trip.request, assertion if signed == "response" else idp.sign(assertion))
        back = trip.post(root if signed == "assertion" else idp.sign(root))
        assert "error" not in back, back
        tokens = assert_ok(trip.tokens())
        seen.append(me(server, tokens)["userId"])
    assert seen[0] == seen[1] and subject(server, tokens) == name
    assert me(server, tokens)["name"] == "Ann Example"


def test_attributes_may_be_mapped_and_vouched_for(server, idp):
    email = new_email()
    user = user_of(server, email=email, emailVerified=True)["userId"]
    uri = "urn:oid:0.9.2342.19200300.100.1.3"
    trusted = connect(server, idp, {"associationMode": "field", "authoritativeDomains": ["example.com"],
                                    "mapping": [{"field": "email", "path": "user." + uri}]})
    trip = Trip(server, trusted)
    assert "error" not in trip.post(idp.good(trip.request, name_id=new_name(), attributes={uri: email}))
    assert me(server, assert_ok(trip.tokens()))["userId"] == user
    asked = Trip(server, connect(server, idp, {"associationMode": "field"}))
    asked.post(idp.good(asked.request, name_id=new_name(), attributes={"mail": email}))
    assert_refused(asked.read(), 303, 1666)


def test_requests_are_signed_where_the_administrator_wants_it_and_metadata_say_so(server, idp):
    key, certificate = saml_idp.new_key()
    signing = connect(server, idp, {"samlSpKey": saml_idp.pem(key), "samlSpCert": certificate, "signSamlRequest": True})
    trip = Trip(server, signing, certificate)
    assert "error" not in trip.post(idp.good(trip.request))
    answer = Browser(server).get("/connections/saml/metadata", params={"identifier": signing["identifier"],
                                                                       "app_id": server.app_id})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/samlmetadata+xml")
    root = etree.fromstring(answer.content)
    assert root.get("entityID") == trip.request["issuer"]
    [place] = root.iter("{urn:oasis:names:tc:SAML:2.0:metadata}AssertionConsumerService")
    assert place.get("Location") == trip.request["acs"] == server.base + ACS
    shown = {each.text for each in root.iter(f"{{{saml_idp.DS}}}X509Certificate")}
    assert shown == {"".join(certificate.split("\n")[1:-2])}
    assert "PRIVATE" not in answer.text


def test_several_certificates_stand_side_by_side_and_bare_ones_are_read(server, idp):
    other = saml_idp.Idp()
    both = connect(server, idp, {"samlIdpCert": other.certificate + idp.certificate})
    for provider in (idp, other):
        trip = Trip(server, both)
        assert "error" not in trip.post(provider.good(trip.request))
    bare = "".join(idp.certificate.strip().split("\n")[1:-1])
    trip = Trip(server, connect(server, idp, {"samlIdpCert": bare}))
    assert "error" not in trip.post(idp.good(trip.request))


def test_the_answer_counts_in_the_browser_that_began(server, idp, connection):
    trip = Trip(server, connection)
    kept = trip.browser.send("POST", ACS, cross_site=True, data=idp.form(trip.request, idp.good(trip.request)))
    assert kept.status_code == 303 and kept.headers["location"].startswith("/connections/continue?handle=")
    assert_refused(Browser(server).get(kept.headers["location"]).json(), 400)


def test_a_status_of_failure_goes_to_the_application(server, idp, connection):
    assert refused(server, idp, connection,
                   lambda request: idp.response(request, status="AuthnFailed")) == "source_refused"


def test_base64_may_come_in_lines(server, idp, connection):
    trip = Trip(server, connection)
    form = idp.form(trip.request, idp.good(trip.request))
    form["SAMLResponse"] = base64.encodebytes(base64.b64decode(form["SAMLResponse"])).decode().replace("\n", "\r\n")
    assert "error" not in trip.post(None, form)
    trip = Trip(server, connection)
    assert trip.post(None, {**form, "SAMLResponse": "%%%", "RelayState": trip.request["relay_state"]})["error"] == \
        "source_answer_invalid"


def test_login_only_lets_nobody_new_in(server, idp):
    closed = connect(server, idp, loginOnly=True)
    assert refused(server, idp, closed, lambda request: idp.good(request)) == "source_login_only"


@pytest.mark.parametrize("fields,digest", [
    ({"signatureAlgorithm": "rsa-sha512"}, "sha512"), ({"digestAlgorithm": "sha384"}, "sha384"),
    ({"signatureAlgorithm": "rsa-sha384", "digestAlgorithm": "sha384"}, "sha384"),
    ({"protocolBinding": "HTTP-Redirect", "signOutEndPoint": ""}, "sha256")])
def test_requests_are_signed_by_the_algorithm_that_the_administrator_chose(server, idp, fields, digest):
    key, certificate = saml_idp.new_key()
    signing = connect(server, idp, {"samlSpKey": saml_idp.pem(key), "signSamlRequest": True, **fields})
    trip = Trip(server, signing, certificate, digest)
    assert "error" not in trip.post(idp.good(trip.request))


@pytest.mark.parametrize("fields,code", [
    ({"signatureAlgorithm": "rsa-sha1"}, 400), ({"digestAlgorithm": "sha1"}, 400),
    ({"signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha512"}, 400), ({"protocolBinding": "HTTP-POST"}, 400),
    ({"signOutEndPoint": "https://idp.example.com/slo"}, 501)])
def test_settings_without_an_effect_are_refused(server, idp, fields, code):
    connection = connect(server, idp)
    [name] = list(fields)[-1:]
    for operation, more in (("create-ext-idp-conn", {"extIdpId": new_source(server, "saml"), "type": "saml",
                                                     "identifier": new_name("s")}),
                            ("update-ext-idp-conn", {"id": connection["id"]})):
        answer = server.manage("POST", operation, {**more, "displayName": "S", "fields": fields_of(idp, **fields)})
        assert answer["statusCode"] == code and name in answer["message"], answer


def test_settings_and_doors_are_checked(server, idp):
    source = new_source(server, "saml")
    key, _ = saml_idp.new_key()
    for wrong in ({"issuer": ""}, {"signInEndPoint": ""}, {"samlIdpCert": ""}, {"samlIdpCert": "no certificate"},
                  {"signInEndPoint": "javascript:x"}, {"signSamlRequest": True},
                  {"signSamlRequest": True, "samlSpKey": "no key"}):
        assert_refused(server.manage("POST", "create-ext-idp-conn", {
            "extIdpId": source, "type": "saml", "identifier": new_name("s"), "displayName": "S",
            "fields": fields_of(idp, **wrong)}), 400)
    connection = connect(server, idp, {"samlSpKey": saml_idp.pem(key), "signSamlRequest": True})
    assert_ok(server.manage("POST", "update-ext-idp-conn", {  # the key stays
        "id": connection["id"], "displayName": "S", "fields": fields_of(idp, signSamlRequest=True)}))
    other = new_connection(server, new_source(server))
    for door in (DOOR, "/connections/saml/metadata"):
        params = {"identifier": connection["identifier"], "app_id": server.app_id, "redirect_uri": CALLBACK,
                  "code_challenge": "x" * 43}
        for change, code, api in (({"app_id": "0" * 24}, 404, 2011), ({"identifier": "unknown"}, 403, None),
                                  ({"identifier": other["identifier"]}, 403, None),
                                  ({"app_id": disabled_app(server)}, 403, None)):
            sent = {**params, **change}
            if door != DOOR:
                sent = {name: sent[name] for name in ("identifier", "app_id")}
            assert_refused(server.call("GET", door, app=False, params=sent), code, api)
        assert_refused(server.call("GET", door, app=False, params={"identifier": connection["identifier"]}), 400, 2010)
    assert_refused(server.call("GET", DOOR, params={"identifier": connection["identifier"],
                                                    "redirect_uri": "https://evil.example.com"}), 400)
    with server.with_settings(app={"token_auth_method": "none"}):
        assert_refused(server.call("GET", DOOR, params={"identifier": connection["identifier"],
                                                        "redirect_uri": CALLBACK}), 400)


def test_a_signed_in_person_links_an_account(server, idp, connection):
    name = new_name()
    server.sign_up(name)
    tokens = server.sign_in(name)
    browser = Browser(server)
    made = browser.get("/api/v3/generate-link-extidp-url", headers={"x-authing-app-id": server.app_id}, params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id,
        "id_token": tokens["id_token"]}, unchecked=True).json()
    request = saml_idp.read_request(browser.get(assert_ok(made)["url"]).headers["location"])
    kept = browser.send("POST", ACS, cross_site=True, data=idp.form(request, idp.good(request, name_id=new_name())))
    landed = browser.get(kept.headers["location"]).headers["location"]
    assert query_of(landed) == {"result": "linked"}
