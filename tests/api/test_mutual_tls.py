"""Mutual TLS from end to end: Debian's Apache ends it and passes the certificate on (RFC 8705)."""

import json

import genauth
import jwt
import pytest
import requests
from certificates import ClientCertificate
from ports import free_port
from scenes import PASSWORD, new_name, user_of
from tls_proxy import TlsProxy


class Connected:
    """A client whose connections have these files, or none."""

    def __init__(self, proxy, server, files=None):
        self.proxy, self.server, self.files = proxy, server, files

    def sign_in(self, person, headers=None):
        form = {"grant_type": "password", "client_id": self.server.app_id, "username": person, "password": PASSWORD,
                "scope": "openid profile username"}
        return requests.post(f"{self.proxy.base}/oidc/token", data=form, cert=self.files, verify=self.proxy.ca,
                             headers=headers, timeout=30)

    def get(self, path, token):
        headers = {"authorization": f"Bearer {token}", "x-authing-app-id": self.server.app_id}
        return requests.get(self.proxy.base + path, headers=headers, cert=self.files, verify=self.proxy.ca, timeout=30)


@pytest.fixture(scope="module")
def authority():
    return ClientCertificate("Clients' authority", is_authority=True)


@pytest.fixture(scope="module", params=genauth.engines())
def scene(request, authority):
    port = free_port()
    settings = {"GENAUTH_SERVER_CLIENT_CERTIFICATE_HEADER": "X-Client-Cert",
                "GENAUTH_SERVER_CLIENT_CERTIFICATE_VERIFIED_HEADER": "X-Client-Verify",
                "GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1",
                "GENAUTH_SERVER_PUBLIC_URL": f"https://localhost:{port}"}
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url, settings=settings) as server:
        with TlsProxy(server.port, authority, port) as proxy:
            name = new_name("tls")
            user_of(server, username=name)
            yield server, proxy, name


def test_a_client_signs_in_with_its_certificate_and_its_tokens_are_bound_to_it(scene, authority):
    server, proxy, person = scene
    mine, thief = (ClientCertificate(name, authority, dns=f"{name}.example") for name in ("mine", "thief"))
    client = Connected(proxy, server, mine.files(proxy.folder, "mine"))
    other = Connected(proxy, server, thief.files(proxy.folder, "thief"))
    with server.with_settings(app={"token_auth_method": "tls_client_auth", "tls_client_auth_san_dns": "mine.example",
                                   "tls_client_certificate_bound_access_tokens": True}):
        answer = client.sign_in(person)
        assert answer.status_code == 200, answer.text + proxy.log()
        token = answer.json()["access_token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        assert (claims["iss"], claims["cnf"]) == (f"{proxy.base}/oidc", {"x5t#S256": mine.thumbprint()})
        assert client.get("/oidc/me", token).json()["username"] == person
        assert client.get("/api/v3/get-profile", token).json()["statusCode"] == 200
        for stranger in (other, Connected(proxy, server)):
            assert stranger.sign_in(person).json()["error"] == "invalid_client"
            assert stranger.get("/oidc/me", token).status_code == 401
            assert stranger.get("/api/v3/get-profile", token).json()["statusCode"] == 401


def test_a_certificate_that_nobody_vouches_for_is_no_subject_but_may_be_registered(scene):
    server, proxy, person = scene
    own = ClientCertificate("mine", dns="mine.example")
    client = Connected(proxy, server, own.files(proxy.folder, "own"))
    with server.with_settings(app={"token_auth_method": "tls_client_auth", "tls_client_auth_san_dns": "mine.example"}):
        assert client.sign_in(person).json()["error"] == "invalid_client"
    with server.with_settings(app={"token_auth_method": "self_signed_tls_client_auth",
                                   "jwks": json.dumps(own.jwks())}):
        assert client.sign_in(person).status_code == 200


def test_the_proxy_takes_the_header_of_a_caller_away(scene, authority):
    server, proxy, person = scene
    mine = ClientCertificate("mine", authority, dns="mine.example")
    headers = {"X-Client-Cert": mine.pem.replace("\n", " "), "X-Client-Verify": "SUCCESS"}
    with server.with_settings(app={"token_auth_method": "tls_client_auth", "tls_client_auth_san_dns": "mine.example"}):
        answer = Connected(proxy, server).sign_in(person, headers)
        assert answer.json()["error"] == "invalid_client", answer.text
