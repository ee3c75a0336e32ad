"""Certificates of clients (RFC 8705), as a proxy in front passes them on: credentials, and what tokens are bound to."""

import json
import urllib.parse

import genauth
import jwt
import pytest
import requests
from certificates import ClientCertificate
from event_scene import address, define
from hosted import CALLBACK, Visitor
from jose_keys import Key
from oidc import SCOPE, Oidc, assert_error
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of
from signing import Signer
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

HEADERS = {"GENAUTH_SERVER_CLIENT_CERTIFICATE_HEADER": "x-client-cert",
           "GENAUTH_SERVER_CLIENT_CERTIFICATE_VERIFIED_HEADER": "x-client-verify",
           "GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1"}
BOUND = {"tls_client_certificate_bound_access_tokens": True}


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=HEADERS) as running:
            yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("mtls")
    user_of(server, username=name)
    return name


def shown(certificate, verified="SUCCESS"):
    """What the proxy says of a connection."""
    if certificate is None:
        return {}
    said = {"x-client-cert": urllib.parse.quote(certificate.pem, safe="")}
    return {**said, "x-client-verify": verified} if verified else said


class AtProxy(Oidc):
    """The application, whose connections have a certificate."""

    def __init__(self, server, certificate, verified="SUCCESS", **more):
        super().__init__(server, **more)
        self.certificate, self.verified = certificate, verified

    def post(self, path, form=None, headers=None, **more):
        return super().post(path, form, {**(headers or {}), **shown(self.certificate, self.verified)}, **more)

    def sign_in(self, person, **more):
        return self.ask("token", grant_type="password", username=person, password=PASSWORD, scope=SCOPE, **more)

    def me(self, token, scheme="Bearer", **headers):
        return self.get("me", headers={"authorization": f"{scheme} {token}", **shown(self.certificate), **headers})

    def profile(self, token):
        return self.server.get("get-profile", token=token, headers=shown(self.certificate))


def confirmation(token):
    return jwt.decode(token, options={"verify_signature": False}).get("cnf")


@pytest.mark.parametrize("method", ["client_secret_post", "none"])
def test_bound_tokens_serve_their_certificate_everywhere(server, person, method):
    certificate = ClientCertificate()
    with server.with_settings(app={**BOUND, "token_auth_method": method}):
        app = AtProxy(server, certificate, method=method)
        tokens = app.sign_in(person).json()
        token = tokens["access_token"]
        assert tokens["token_type"] == "Bearer" and confirmation(token) == {"x5t#S256": certificate.thumbprint()}
        assert app.me(token).json()["username"] == person
        assert_ok(app.profile(token))
        active = Oidc(server).introspect(token)
        assert active["token_type"] == "Bearer" and active["cnf"] == {"x5t#S256": certificate.thumbprint()}, active
        renewed = app.refresh(tokens["refresh_token"])
        assert renewed.status_code == 200, renewed.text
        assert app.me(renewed.json()["access_token"]).status_code == 200


def test_a_code_gives_bound_tokens(server, person):
    certificate = ClientCertificate()
    with server.with_settings(app={**BOUND, "redirect_uris": [CALLBACK], "implicit_grant": True}):
        app, visitor = AtProxy(server, certificate), Visitor(server)
        code = visitor.sign_in(person)["code"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
                "code_verifier": visitor.verifier}
        assert_error(Oidc(server).ask("token", **form), 400, "invalid_request")
        tokens = app.ask("token", **form)
        assert tokens.status_code == 200, tokens.text
        assert confirmation(tokens.json()["access_token"]) == {"x5t#S256": certificate.thumbprint()}


def test_a_device_code_gives_bound_tokens_and_opaque_ones_are_bound_too(server, person):
    certificate = ClientCertificate()
    with server.with_settings(app={**BOUND, "oauth_provider": True}):
        app = AtProxy(server, certificate)
        form = {"grant_type": "password", "username": person, "password": PASSWORD, "client_id": server.app_id,
                "client_secret": server.app_secret}
        url = f"{server.base}/oauth"
        opaque = requests.post(f"{url}/token", data=form, headers=shown(certificate), timeout=30).json()["access_token"]
        headers = {"authorization": f"Bearer {opaque}"}
        assert requests.get(f"{url}/me", headers={**headers, **shown(certificate)}, timeout=30).status_code == 200
        assert requests.get(f"{url}/me", headers=headers, timeout=30).status_code == 401
        assert app.sign_in(person).status_code == 200


def test_an_application_may_be_held_to_it(server, person):
    with server.with_settings(app={**BOUND, "implicit_grant": True, "redirect_uris": [CALLBACK]}):
        assert_error(Oidc(server).ask("token", grant_type="password", username=person, password=PASSWORD), 400,
                     "invalid_request")
        signin = {"connection": "PASSWORD", **server.client(),
                  "passwordPayload": {"username": person, "password": PASSWORD}}
        assert_refused(server.post("signin", signin), 403)
        assert_refused(server.post("signin", signin, headers=shown(ClientCertificate())), 403)
        answer = Visitor(server).authorize(response_type="id_token token", nonce="n")
        assert "error=invalid_request" in answer.headers["location"], answer.headers
        proof = Key().proof("POST", f"{server.base}/oidc/token")
        app = AtProxy(server, ClientCertificate())
        credentials, _ = app._credentials()
        answer = app.post("token", {**credentials, "grant_type": "password", "username": person, "password": PASSWORD},
                          {"dpop": proof})
        assert_error(answer, 400, "invalid_dpop_proof")


@pytest.mark.parametrize("subject", [{"tls_client_auth_subject_dn": "CN=client"},
                                     {"tls_client_auth_san_dns": "client.example"}])
def test_tls_client_auth_is_the_subject_of_a_verified_certificate(server, person, subject):
    certificate = ClientCertificate()
    with server.with_settings(app={"token_auth_method": "tls_client_auth", **subject}):
        assert AtProxy(server, certificate, method="none").sign_in(person).status_code == 200
        for other in (AtProxy(server, certificate, verified="GENEROUS", method="none"),
                      AtProxy(server, certificate, verified="FAILED:unable to get issuer", method="none"),
                      AtProxy(server, certificate, verified=None, method="none"),
                      AtProxy(server, ClientCertificate("other", dns="other.example"), method="none"),
                      AtProxy(server, None, method="none"), Oidc(server)):
            answer = other.ask("token", grant_type="password", username=person, password=PASSWORD)
            assert_error(answer, 401, "invalid_client")


def test_self_signed_tls_client_auth_is_one_certificate(server, person):
    certificate = ClientCertificate()
    settings = {"token_auth_method": "self_signed_tls_client_auth", "jwks": json.dumps(certificate.jwks())}
    with server.with_settings(app=settings):
        assert AtProxy(server, certificate, verified="GENEROUS", method="none").sign_in(person).status_code == 200
        # The same name under another key, however well it is vouched for.
        assert_error(AtProxy(server, ClientCertificate(), method="none").sign_in(person), 401, "invalid_client")
        assert_error(AtProxy(server, None).sign_in(person), 401, "invalid_client")


def test_every_endpoint_of_clients_takes_certificates(server, person):
    certificate = ClientCertificate()
    token = Oidc(server).by_password(person)["access_token"]
    method = "self_signed_tls_client_auth"
    of = {"token_auth_method": method, "introspection_auth_method": method, "revocation_auth_method": method,
          "jwks": json.dumps(certificate.jwks())}
    with server.with_settings(app=of):
        app, without = AtProxy(server, certificate, method="none"), AtProxy(server, None, method="none")
        assert app.introspect(token)["active"] is True
        assert_error(without.ask("token/introspection", token=token), 401, "invalid_client")
        assert_error(without.revoke(token), 401, "invalid_client")
        assert app.revoke(token).status_code == 200
        assert app.introspect(token)["active"] is False
        pushed = {"response_type": "code", "redirect_uri": CALLBACK, "code_challenge_method": "S256",
                  "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}
        with server.with_settings(app={"redirect_uris": [CALLBACK]}):
            assert app.ask("par", **pushed).status_code == 201
            assert_error(without.ask("par", **pushed), 401, "invalid_client")


def test_discovery_says_what_the_proxy_makes_possible(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["tls_client_certificate_bound_access_tokens"] is True
    assert {"tls_client_auth", "self_signed_tls_client_auth"} <= set(found["token_endpoint_auth_methods_supported"])
    resource = requests.get(f"{server.base}/.well-known/oauth-protected-resource/oidc/me", timeout=30).json()
    assert resource["tls_client_certificate_bound_access_tokens"] is True


# --- machines -----------------------------------------------------------------------------------------------
MACHINES_BOUND = {"tls_client_certificate_bound_machine_tokens": True}


def of_machine(server, certificate, base="", headers=None, **more):
    """client_credentials with the pool's own access key, at the bare address unless `base` says otherwise."""
    form = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
    return requests.post(f"{server.base}{base}/token", data={**form, **more},
                         headers={**shown(certificate), **(headers or {})}, timeout=30)


def management_token(server, certificate):
    key = {"accessKeyId": server.key_id, "accessKeySecret": server.key_secret}
    return server.post("get-management-token", key, app=False, headers=shown(certificate))


def keys(server, token, certificate):
    return server.get("list-access-key", token=token, app=False, headers=shown(certificate))


def test_tokens_of_machines_are_bound_where_their_pool_says_so(server):
    certificate = ClientCertificate()
    assert confirmation(of_machine(server, certificate, "/oidc").json()["access_token"]) is None
    with server.with_settings(pool=MACHINES_BOUND, app={"oauth_provider": True}):
        answer = of_machine(server, certificate, "/oidc").json()
        bound = {"x5t#S256": certificate.thumbprint()}
        assert answer["token_type"] == "Bearer" and confirmation(answer["access_token"]) == bound
        active = Oidc(server).introspect(answer["access_token"])
        assert active["active"] is True and active["cnf"] == bound and active["token_type"] == "Bearer", active
        opaque = of_machine(server, certificate, "/oauth").json()
        assert opaque["token_type"] == "Bearer"
        credentials, _ = Oidc(server)._credentials()
        active = requests.post(f"{server.base}/oauth/token/introspection", timeout=30,
                               data={**credentials, "token": opaque["access_token"]}).json()
        assert active["active"] is True and active["cnf"] == bound, active
        for base in ("/oidc", "/oauth"):
            assert_error(of_machine(server, None, base), 400, "invalid_request")
            # Whoever has no key learns nothing of the pool.
            assert_error(of_machine(server, None, base, client_secret="0" * 32), 401, "invalid_client")
        proof = {"dpop": Key().proof("POST", f"{server.base}/oidc/token")}
        assert_error(of_machine(server, certificate, "/oidc", proof), 400, "invalid_dpop_proof")


def test_tokens_of_machines_are_bound_as_the_application_is_whose_address_they_call(server):
    certificate, base = ClientCertificate(), f"/{server.app_id}/oidc"
    bound = {"x5t#S256": certificate.thumbprint()}
    with server.with_settings(app=BOUND):
        assert confirmation(of_machine(server, certificate, base).json()["access_token"]) == bound
        assert_error(of_machine(server, None, base), 400, "invalid_request")
        assert confirmation(of_machine(server, certificate, "/oidc").json()["access_token"]) is None
        proof = {"dpop": Key().proof("POST", f"{server.base}{base}/token")}
        assert_error(of_machine(server, certificate, base, proof), 400, "invalid_dpop_proof")
    with server.with_settings(app={"token_auth_method": "self_signed_tls_client_auth"}):
        assert confirmation(of_machine(server, certificate, base).json()["access_token"]) == bound
        assert of_machine(server, None, base).status_code == 200


def test_management_tokens_are_bound_where_their_pool_says_so(server):
    certificate, other = ClientCertificate(), ClientCertificate()
    free = assert_ok(management_token(server, certificate))["access_token"]
    assert confirmation(free) is None
    with server.with_settings(pool=MACHINES_BOUND):
        assert_refused(management_token(server, None), 403)
        token = assert_ok(management_token(server, certificate))["access_token"]
        assert confirmation(token) == {"x5t#S256": certificate.thumbprint()}
        assert_ok(keys(server, token, certificate))
        for wrong in (other, None):
            assert_refused(keys(server, token, wrong), 401, 2021)
        assert_ok(Signer(server).call("GET", "list-access-key", {}))
    assert_refused(keys(server, token, None), 401, 2021)  # what is bound stays so
    assert_ok(keys(server, free, None))


def test_a_bound_management_token_subscribes_with_its_certificate_alone(server):
    certificate = ClientCertificate()
    where = address(server, "management", code=define(server))
    with server.with_settings(pool=MACHINES_BOUND):
        token = assert_ok(management_token(server, certificate))["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    for wrong in ({}, shown(ClientCertificate())):
        with pytest.raises(InvalidStatus) as refused:
            connect(where, additional_headers={**headers, **wrong})
        assert refused.value.response.status_code == 401
    connect(where, additional_headers={**headers, **shown(certificate)}).close()


# --- a door of its own --------------------------------------------------------------------------------------
DOOR = "https://mtls.id.test"
AT_DOOR = {"host": "mtls.id.test", "x-forwarded-proto": "https"}


@pytest.mark.parametrize("engine", genauth.engines())
def test_certificates_may_have_a_door_of_their_own(engine):
    """RFC 8705 section 5: browsers are not asked for certificates, and the issuer is one."""
    settings = {**HEADERS, "GENAUTH_SERVER_CLIENT_CERTIFICATE_PUBLIC_URL": DOOR,
                "GENAUTH_SERVER_BASE_DOMAIN": "id.test"}
    with genauth.fresh_database(engine) as url, genauth.Server(database=url, settings=settings) as server:
        for prefix in ("", f"/{server.app_id}"):
            base = f"{server.base}{prefix}"
            found = Oidc(server).get(".well-known/openid-configuration", base=base).json()
            aliases = found["mtls_endpoint_aliases"]
            assert {name: found[name].replace(server.base, DOOR) for name in aliases} == aliases
            assert set(aliases) == {f"{each}_endpoint" for each in (
                "token", "userinfo", "introspection", "revocation", "pushed_authorization_request",
                "device_authorization", "backchannel_authentication")}
            there = Oidc(server).get(".well-known/openid-configuration", base=base, headers=AT_DOOR).json()
            assert there["issuer"] == found["issuer"] and there["mtls_endpoint_aliases"] == aliases
        # At a host of its own an application is known by that, and the door knows no such names; whoever calls
        # an application "mtls" does not get what comes to the door.
        for host in ("demo.id.test", f"127.0.0.1:{server.port}"):
            document = Oidc(server).get(".well-known/openid-configuration", headers={"host": host}).json()
            assert "mtls_endpoint_aliases" not in document, host
        name, certificate = new_name("door"), ClientCertificate()
        user_of(server, username=name)
        server.command("application", "create", server.pool_id, "Squatter", "--identifier", "mtls")
        with server.with_settings(app=BOUND):
            app = AtProxy(server, certificate)
            credentials, _ = app._credentials()
            form = {**credentials, "grant_type": "password", "username": name, "password": PASSWORD, "scope": SCOPE}
            tokens = app.post("token", form, AT_DOOR).json()
            claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
            assert claims["iss"] == f"{server.base}/oidc" and claims["cnf"] == {"x5t#S256": certificate.thumbprint()}
            me = {"authorization": f"Bearer {tokens['access_token']}", **AT_DOOR}
            assert app.get("me", headers={**me, **shown(certificate)}).json()["username"] == name
            assert app.get("me", headers=me).status_code == 401


def test_without_a_door_of_their_own_there_are_no_aliases(server):
    assert "mtls_endpoint_aliases" not in Oidc(server).get(".well-known/openid-configuration").json()


# --- attacks ------------------------------------------------------------------------------------------------
def test_a_stolen_bound_token_is_nothing_at_another_connection(server, person):
    with server.with_settings(app=BOUND):
        app, thief, nobody = (AtProxy(server, each) for each in (ClientCertificate(), ClientCertificate(), None))
        token = app.sign_in(person).json()["access_token"]
        for other in (thief, nobody):
            answer = other.me(token)
            assert answer.status_code == 401 and answer.json()["error"] == "invalid_token", answer.text
            assert_refused(other.profile(token), 401, 2021)
        proof = Key().proof("GET", f"{server.base}/oidc/me", token)
        assert app.me(token, scheme="DPoP", dpop=proof).status_code == 401


def test_a_public_client_s_refresh_token_is_bound_to_its_certificate(server, person):
    with server.with_settings(app={**BOUND, "token_auth_method": "none"}):
        app, thief = (AtProxy(server, ClientCertificate(), method="none") for _ in range(2))
        token = app.sign_in(person).json()["refresh_token"]
        assert_error(thief.refresh(token), 400, "invalid_grant")
        assert app.refresh(token).status_code == 200


def test_a_bound_token_is_exchanged_with_its_certificate_alone(server, person):
    with server.with_settings(app={**BOUND, "token_exchange_grant": True}):
        app, thief = AtProxy(server, ClientCertificate()), AtProxy(server, ClientCertificate())
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token": app.sign_in(person).json()["access_token"],
                "subject_token_type": "urn:ietf:params:oauth:token-type:access_token"}
        assert_error(thief.ask("token", **form), 400, "invalid_request")
        answer = app.ask("token", **form)
        assert answer.status_code == 200, answer.text
        assert confirmation(answer.json()["access_token"]) == {"x5t#S256": app.certificate.thumbprint()}


def test_a_certificate_header_sent_twice_is_nobody_s(server, person):
    """Of a caller who hopes that the proxy adds its own behind."""
    mine, other = (urllib.parse.quote(ClientCertificate().pem, safe="") for _ in range(2))
    settings = {"token_auth_method": "tls_client_auth", "tls_client_auth_san_dns": "client.example"}
    body = urllib.parse.urlencode({"grant_type": "password", "username": person, "password": PASSWORD,
                                   "client_id": server.app_id})
    with server.with_settings(app=settings):
        for twice in ([("x-client-cert", mine), ("X-Client-Cert", other), ("x-client-verify", "SUCCESS")],
                      [("x-client-cert", mine), ("x-client-verify", "NONE"), ("x-client-verify", "SUCCESS")]):
            assert raw_post(server, "/oidc/token", twice, body) == 401
        assert raw_post(server, "/oidc/token", [("x-client-cert", mine), ("x-client-verify", "SUCCESS")], body) == 200


def raw_post(server, path, headers, body):
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", path)
    for name, value in [*headers, ("content-type", "application/x-www-form-urlencoded"),
                        ("content-length", str(len(body)))]:
        connection.putheader(name, value)
    connection.endheaders(body.encode())
    return connection.getresponse().status


@pytest.mark.parametrize("engine", genauth.engines())
def test_a_certificate_header_counts_from_the_proxy_alone(engine):
    """The proxy is elsewhere, and somebody calls the server past it."""
    settings = {**HEADERS, "GENAUTH_SERVER_TRUSTED_PROXIES": "198.51.100.1"}
    with genauth.fresh_database(engine) as url, genauth.Server(database=url, settings=settings) as server:
        name, certificate = new_name("mtls"), ClientCertificate()
        user_of(server, username=name)
        with server.with_settings(app={**BOUND, "token_auth_method": "tls_client_auth",
                                       "tls_client_auth_san_dns": "client.example"}):
            assert_error(AtProxy(server, certificate, method="none").sign_in(name), 401, "invalid_client")
        with server.with_settings(app=BOUND):
            assert_error(AtProxy(server, certificate).sign_in(name), 400, "invalid_request")


def test_without_the_setting_certificates_are_nothing():
    with genauth.Server(settings={"GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1"}) as server:
        found = Oidc(server).get(".well-known/openid-configuration").json()
        assert "tls_client_certificate_bound_access_tokens" not in found
        assert "tls_client_auth" not in found["token_endpoint_auth_methods_supported"]
        name = new_name("mtls")
        user_of(server, username=name)
        with server.with_settings(app=BOUND):
            assert_error(AtProxy(server, ClientCertificate()).sign_in(name), 400, "invalid_request")
