"""Discovery, keys, ID tokens and their algorithms, on both engines."""

import base64
import hashlib
import json

import genauth
import jwt
import pytest
import requests
from oidc import Oidc
from scenes import assert_refused, new_name, user_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("keys")
    user_of(server, username=name, name="Ada", email=name + "@example.com", emailVerified=True, phone="13900000001",
            gender="F", address="1 Main St", country="CN")
    return name


def keys(server):
    return {key["kid"]: key for key in Oidc(server).get(".well-known/jwks.json").json()["keys"]}


def verified(server, token, audience):
    header = jwt.get_unverified_header(token)
    key = jwt.PyJWK(keys(server)[header["kid"]]).key
    return jwt.decode(token, key, algorithms=[header["alg"]], audience=audience,
                      options={"verify_exp": False, "verify_iat": False})


# --- documents ----------------------------------------------------------------------------------------------
def test_the_issuer_is_the_address_that_was_asked(server):
    port, app = server.port, server.app_id
    host = server.facts["host"].split("//")[-1].split(":")[0]
    for base in (f"http://localhost:{port}", f"http://localhost:{port}/{app}", f"http://127.0.0.1:{port}"):
        document = Oidc(server).get(".well-known/openid-configuration", base=base).json()
        assert document["issuer"] == base + "/oidc"
        assert document["token_endpoint"] == base + "/oidc/token"
    headers = {"host": f"demo.localhost:{port}"}
    document = Oidc(server).get(".well-known/openid-configuration", headers=headers).json()
    assert document["issuer"] == f"http://demo.localhost:{port}/oidc", host


def test_a_foreign_host_never_gets_into_the_issuer(server):
    headers = {"host": "evil.example"}
    document = Oidc(server).get(".well-known/openid-configuration", headers=headers).json()
    assert document["issuer"] == f"http://localhost:{server.port}/oidc"


def test_host_header_issuer_only_hosts_that_an_application_has_count():
    settings = {"GENAUTH_SERVER_BASE_DOMAIN": "id.test", "GENAUTH_SERVER_PUBLIC_URL": "https://id.test:8443"}
    with genauth.Server(settings=settings) as server:
        for host, issuer in (("demo.id.test", "https://demo.id.test:8443/oidc"),
                             ("demo.id.test:9999", "https://demo.id.test:8443/oidc"),
                             ("nobody.id.test", "https://id.test:8443/oidc"),
                             ("a.demo.id.test", "https://id.test:8443/oidc"),
                             ("demo.id.test.evil.example", "https://id.test:8443/oidc")):
            headers = {"host": host, "x-authing-app-id": server.app_id}
            document = Oidc(server).get(".well-known/openid-configuration", headers=headers).json()
            assert document["issuer"] == issuer, host


def test_every_form_of_the_metadata_says_the_same(server):
    """OpenID Connect Discovery appends, RFC 8414 and RFC 9728 put the well-known part first; issuers byte-equal."""
    host = f"http://127.0.0.1:{server.port}"
    for base in (server.base, host):
        for prefix in ("", f"/{server.app_id}"):
            issuer, found = f"{base}{prefix}/oidc", []
            for name in ("openid-configuration", "oauth-authorization-server"):
                for address in (f"{issuer}/.well-known/{name}", f"{base}/.well-known/{name}{prefix}/oidc"):
                    answer = requests.get(address, timeout=10, headers={"origin": "https://anywhere.example"})
                    assert answer.headers["access-control-allow-origin"] == "*", address
                    assert answer.json()["issuer"] == issuer, address
                    found.append(answer.text)
            assert len(set(found)) == 1
            described = requests.get(f"{base}/.well-known/oauth-protected-resource{prefix}/oidc/me", timeout=10).json()
            assert described["resource"] == f"{issuer}/me" and described["authorization_servers"] == [issuer]
            refused = requests.get(f"{issuer}/me", timeout=10).headers["www-authenticate"]
            assert f'resource_metadata="{base}/.well-known/oauth-protected-resource{prefix}/oidc/me"' in refused


def test_what_is_no_such_metadata_is_not_found(server):
    for path in ("oauth-authorization-server", "oauth-authorization-server/", "oauth-authorization-server/oidc/x",
                 "oauth-authorization-server/nobody/oidc", "oauth-protected-resource/oidc",
                 "openid-configuration/x/oidc",
                 f"openid-configuration/{server.app_id}/{server.app_id}/oidc", "openid-configurationoidc"):
        assert requests.get(f"{server.base}/.well-known/{path}", timeout=10).status_code == 404, path


EXTENSIONS = {f"urn:ietf:params:oauth:grant-type:{name}" for name in ("device_code", "token-exchange")} | {
    "urn:openid:params:grant-type:ciba"}


def test_discovery_lists_only_what_answers(server):
    document = Oidc(server).get(".well-known/openid-configuration").json()
    assert document["authorization_endpoint"] == f"{document['issuer']}/auth"
    assert "code" in document["response_types_supported"] and "query" in document["response_modes_supported"]
    for name, url in document.items():
        if name.endswith("_endpoint") or name == "jwks_uri":
            assert requests.get(url, timeout=10).status_code != 404, name
    assert set(document["grant_types_supported"]) == {"authorization_code", "implicit", "password", "refresh_token",
                                                      "client_credentials", *EXTENSIONS}
    assert set(document["id_token_signing_alg_values_supported"]) == {"RS256", "ES256", "EdDSA", "HS256"}


def test_the_key_set_is_at_both_addresses_and_begins_with_rsa(server):
    bare = Oidc(server).get(".well-known/jwks.json").json()
    by_path = Oidc(server).get(".well-known/jwks.json", base=f"{server.base}/{server.app_id}").json()
    assert bare == by_path and bare["keys"][0]["kty"] == "RSA" and bare["keys"][0]["alg"] == "RS256"
    private = {"d", "p", "q", "dp", "dq", "qi", "k"}
    assert all(not private & set(key) for key in bare["keys"])


@pytest.mark.parametrize("path", [".well-known/openid-configuration", ".well-known/jwks.json"])
def test_public_documents_are_for_pages_of_any_origin_without_credentials(server, path):
    response = Oidc(server).get(path, headers={"origin": "https://anywhere.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


def test_other_endpoints_are_not_for_pages_of_any_origin(server):
    response = Oidc(server).get("me", headers={"origin": "https://anywhere.example"})
    assert "access-control-allow-origin" not in response.headers


# --- tokens -------------------------------------------------------------------------------------------------
def test_access_and_id_tokens_verify_under_the_published_keys(server, person):
    tokens = Oidc(server).by_password(person)
    access = verified(server, tokens["access_token"], server.app_id)
    assert jwt.get_unverified_header(tokens["access_token"])["alg"] == "RS256"
    assert access["iss"] == server.base + "/oidc" and access["exp"] - access["iat"] == 7200
    claims = verified(server, tokens["id_token"], server.app_id)
    digest = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert claims["sub"] == access["sub"] and claims["username"] == person


def test_the_issuer_of_a_token_is_the_address_that_gave_it(server, person):
    form = {"grant_type": "password", "username": person, "password": "correct horse battery", **server.client()}
    base = f"{server.base}/{server.app_id}"
    token = Oidc(server).post("token", form, base=base).json()["access_token"]
    assert verified(server, token, server.app_id)["iss"] == base + "/oidc"


@pytest.mark.parametrize("scope,claims", [
    ("openid", set()), ("openid username", {"username"}), ("openid email", {"email", "email_verified"}),
    ("openid phone", {"phone_number", "phone_number_verified"}), ("openid address", {"address"}),
    ("openid roles", {"roles"}), ("openid profile", {"name", "gender", "updated_at"}), ("openid nonsense", set())])
def test_a_scope_opens_its_claims_in_the_id_token_and_in_userinfo(server, person, scope, claims):
    everything = {"username", "email", "email_verified", "phone_number", "phone_number_verified", "address", "roles",
                  "name", "gender", "updated_at"}
    tokens = Oidc(server).by_password(person, scope=scope)
    for shown in (verified(server, tokens["id_token"], server.app_id), Oidc(server).me(tokens["access_token"]).json()):
        assert everything & set(shown) == claims


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA", "HS256"])
def test_id_tokens_are_signed_by_the_algorithm_of_the_application(server, person, algorithm):
    with server.with_settings(app={"id_token_algorithm": algorithm}):
        tokens = Oidc(server).by_password(person)
        assert jwt.get_unverified_header(tokens["id_token"])["alg"] == algorithm
        if algorithm == "HS256":
            claims = jwt.decode(tokens["id_token"], server.app_secret, algorithms=["HS256"], audience=server.app_id,
                                options={"verify_exp": False, "verify_iat": False})
        else:
            claims = verified(server, tokens["id_token"], server.app_id)
        assert claims["name"] == "Ada"
        assert jwt.get_unverified_header(tokens["access_token"])["alg"] == "RS256"
        assert Oidc(server).get(".well-known/jwks.json").json()["keys"][0]["kty"] == "RSA"


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_an_application_may_have_access_tokens_in_another_algorithm_than_rs256(server, person, algorithm):
    with server.with_settings(app={"access_token_algorithm": algorithm}):
        app = Oidc(server)
        tokens = app.by_password(person)
        assert jwt.get_unverified_header(tokens["access_token"])["alg"] == algorithm
        assert jwt.get_unverified_header(tokens["id_token"])["alg"] == "RS256"
        assert verified(server, tokens["access_token"], server.app_id)["sub"]
        assert app.me(tokens["access_token"]).json()["username"] == person
        assert app.introspect(tokens["access_token"])["active"] is True
        assert server.get("get-profile", token=tokens["access_token"])["data"]["username"] == person
        renewed = app.refresh(tokens["refresh_token"]).json()["access_token"]
        assert jwt.get_unverified_header(renewed)["alg"] == algorithm
        head, payload, signature = renewed.split(".")
        assert app.me(f"{head}.{payload}.{signature[:-8]}AAAAAAAA").status_code == 401


def test_after_a_rotation_old_tokens_stay_valid_and_new_ones_have_the_new_key(server, person):
    before = Oidc(server).by_password(person)["access_token"]
    server.stop()
    server.command("keys", "rotate", "--pool", server.pool_id, "--algorithm", "RS256")
    server.start()
    after = Oidc(server).by_password(person)["access_token"]
    old, new = (jwt.get_unverified_header(token)["kid"] for token in (before, after))
    published = [key["kid"] for key in Oidc(server).get(".well-known/jwks.json").json()["keys"]]
    assert old != new and published[0] == new and old in published
    for token in (before, after):
        assert verified(server, token, server.app_id)["sub"]
        assert server.get("get-profile", token=token)["data"]["username"] == person


# --- forgeries ----------------------------------------------------------------------------------------------
def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).decode().rstrip("=")


def forgeries(server, token):
    from cryptography.hazmat.primitives import hmac as mac, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    head, payload, signature = token.split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    pem = jwt.PyJWK(keys(server)[header["kid"]]).key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    own = rsa.generate_private_key(65537, 2048)

    def hs256(key, name):
        text = f"{b64({**header, 'alg': 'HS256'})}.{payload}"
        one = mac.HMAC(key, SHA256())
        one.update(text.encode())
        return name, f"{text}.{b64(one.finalize())}"

    def rs256(more, name):
        text = f"{b64({**header, **more})}.{payload}"
        return name, f"{text}.{b64(own.sign(text.encode(), padding.PKCS1v15(), SHA256()))}"

    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(own.public_key()))
    yield "none", f"{b64({**header, 'alg': 'none'})}.{payload}."
    yield "none with the old signature", f"{b64({**header, 'alg': 'none'})}.{payload}.{signature}"
    yield hs256(pem, "the public key as HMAC secret")
    yield hs256(server.app_secret.encode(), "HMAC under the application's secret")
    yield rs256({"jwk": public}, "a key of its own in the header")
    yield rs256({"jku": "https://evil.example/jwks", "kid": "evil"}, "a key set of its own")
    yield rs256({"kid": ""}, "no kid")
    yield rs256({"crit": ["exp"]}, "a critical extension")
    yield "no signature", f"{head}.{payload}."
    yield "two parts", f"{head}.{payload}"
    yield "four parts", f"{token}.x"
    yield "oversized", token + "A" * 20_000
    yield "padding", f"{head}.{payload}=.{signature}"
    yield "huge header", f"{b64({**header, 'x': 'y' * 16_000})}.{payload}.{signature}"


def test_forged_tokens_are_refused(server, person):
    token = Oidc(server).by_password(person)["access_token"]
    for name, forged in forgeries(server, token):
        response = Oidc(server).post("me", {"access_token": forged})
        assert response.status_code == 401, name
        assert Oidc(server).introspect(forged) == {"active": False}, name
        if len(forged) < 8000:
            assert_refused(server.get("get-profile", token=forged), 401, 2021)


def test_an_id_token_is_no_access_token(server, person):
    token = Oidc(server).by_password(person)["id_token"]
    assert Oidc(server).me(token).status_code == 401
    assert Oidc(server).introspect(token) == {"active": False}
    assert_refused(server.get("get-profile", token=token), 401, 2021)
