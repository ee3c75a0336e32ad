"""Token exchange (RFC 8693) and answers that are signed: userinfo and introspection (RFC 9701)."""

import json

import jwt
import pytest
from jose_keys import Key
from oidc import SCOPE, Oidc, assert_error
from scenes import assert_ok, assert_refused, new_name, user_of

GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS = "urn:ietf:params:oauth:token-type:access_token"


@pytest.fixture(scope="module")
def person(server):
    name = new_name("exchange")
    return name, user_of(server, username=name)["userId"]


@pytest.fixture(scope="module")
def service(server):
    """An application behind the one where people sign in."""
    made = server.other_application()
    server.command("application", "update", made["appId"], "--set", "token_exchange_grant=true",
                   f"token_exchange_subjects={json.dumps([server.app_id])}",
                   f"token_exchange_audiences={json.dumps([server.app_id])}")
    return Oidc(server, made["appId"], made["appSecret"])


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def exchange(service, token, **form):
    asked = {"grant_type": GRANT, "subject_token": token, "subject_token_type": ACCESS, **form}
    return service.ask("token", **{name: value for name, value in asked.items() if value is not None})


def exchanged(service, token, **form):
    answer = exchange(service, token, **form)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_service_gets_a_token_of_its_own(server, person, service):
    subject = Oidc(server).by_password(person[0])["access_token"]
    answer = exchanged(service, subject)
    assert answer["issued_token_type"] == ACCESS and answer["token_type"] == "Bearer"
    assert "refresh_token" not in answer and "id_token" not in answer
    claims, before = claims_of(answer["access_token"]), claims_of(subject)
    assert (claims["sub"], claims["aud"], claims["sid"]) == (person[1], service.app_id, before["sid"])
    assert claims["exp"] <= before["exp"] and "offline_access" not in claims["scope"].split()
    assert service.introspect(answer["access_token"])["active"]
    assert service.me(answer["access_token"]).json()["sub"] == person[1]


def test_scopes_shrink_and_actors_are_named(server, person, service):
    actor_name = new_name("actor")
    actor = user_of(server, username=actor_name)["userId"]
    subject = Oidc(server).by_password(person[0])["access_token"]
    acts = Oidc(server).by_password(actor_name)["access_token"]
    answer = exchanged(service, subject, scope="openid", actor_token=acts, actor_token_type=ACCESS)
    claims = claims_of(answer["access_token"])
    assert claims["scope"] == "openid" and claims["act"] == {"sub": actor}


def test_an_audience_that_the_settings_name(server, person, service):
    subject = Oidc(server).by_password(person[0])["access_token"]
    assert claims_of(exchanged(service, subject, audience=server.app_id)["access_token"])["aud"] == server.app_id


def test_an_audience_whose_tokens_are_bound_gets_none_without_a_key(server, person, service):
    subject = Oidc(server).by_password(person[0])["access_token"]
    with server.with_settings(app={"dpop_bound_access_tokens": True}):
        answer = exchange(service, subject, audience=server.app_id)
        assert answer.status_code == 400, answer.text


def test_discovery_names_it(server):
    assert GRANT in Oidc(server).get(".well-known/openid-configuration").json()["grant_types_supported"]


# --- attacks ------------------------------------------------------------------------------------------------
def test_an_exchanged_token_opens_nothing_of_the_account(server, person, service):
    """First-party boundary: it is for other services, also where its audience is an application of ours."""
    subject = Oidc(server).by_password(person[0])["access_token"]
    assert_ok(server.get("get-profile", token=subject))
    token = exchanged(service, subject, audience=server.app_id)["access_token"]
    assert_refused(server.get("get-profile", token=token), 401, 2021)
    assert_error(exchange(service, token), 400, "invalid_request")  # nor is it exchanged again


def test_exchange_gives_no_more_than_there_was(server, person, service):
    subject = Oidc(server).by_password(person[0], scope="openid profile")["access_token"]
    assert_error(exchange(service, subject, scope="openid phone"), 400, "invalid_scope")
    for target in ({"audience": "0" * 24}, {"audience": server.other_application()["appId"]},
                   {"resource": "https://api.example.com"}):
        assert_error(exchange(service, subject, **target), 400, "invalid_target")


def test_an_exchanged_token_ends_with_the_session(server, person, service):
    tokens = Oidc(server).by_password(person[0])
    token = exchanged(service, tokens["access_token"])["access_token"]
    assert_ok(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": person[1]}))
    assert Oidc(server).me(tokens["access_token"]).status_code == 401
    assert service.introspect(token) == {"active": False}
    assert_error(exchange(service, tokens["access_token"]), 400, "invalid_request")


def test_who_may_not_exchange(server, person, service):
    subject = Oidc(server).by_password(person[0])["access_token"]
    assert_error(exchange(Oidc(server), subject), 400, "unauthorized_client")
    assert_error(exchange(Oidc(server, service.app_id, "0" * 32), subject), 401, "invalid_client")
    with server.with_settings(app={"token_exchange_grant": True, "token_auth_method": "none"}):
        assert_error(exchange(Oidc(server, method="none"), subject), 400, "unauthorized_client")


def test_what_is_no_subject(server, person, service):
    tokens = Oidc(server).by_password(person[0])
    pool = server.other_pool()
    server.command("application", "update", pool["appId"], "--set", "token_exchange_grant=true")
    foreign = Oidc.of(server, pool)
    assert_error(exchange(foreign, tokens["access_token"]), 400, "invalid_request")
    for token in (tokens["id_token"], tokens["refresh_token"], tokens["access_token"][:-4] + "AAAA", "x"):
        assert_error(exchange(service, token), 400, "invalid_request")
    assert_error(exchange(service, tokens["access_token"], subject_token_type="urn:x"), 400, "invalid_request")


def test_tokens_of_applications_that_are_not_named_are_no_subject(server, person, service):
    other = server.other_application()
    server.command("application", "update", other["appId"], "--set", "password_grant=true")
    token = Oidc(server, other["appId"], other["appSecret"]).by_password(person[0])["access_token"]
    assert_error(exchange(service, token), 400, "invalid_request")


def test_no_way_around_a_second_factor_by_exchange(server, person, service):
    """The target demands one, and the sign-in at the other application has not shown it."""
    subject = Oidc(server).by_password(person[0])["access_token"]
    exchanged(service, subject)
    server.command("application", "update", service.app_id, "--set", 'mfa_factors=["OTP"]')
    try:
        assert_error(exchange(service, subject), 400, "invalid_grant")
    finally:
        server.command("application", "update", service.app_id, "--set", "mfa_factors=[]")
    exchanged(service, subject)


def test_a_bound_token_is_exchanged_with_its_key_alone(server, person, service):
    key, app = Key(), Oidc(server)
    url = f"{server.base}/oidc/token"
    form = {**server.client(), "grant_type": "password", "username": person[0], "password": "correct horse battery"}
    subject = app.post("token", form, {"dpop": key.proof("POST", url)}).json()["access_token"]
    assert_error(exchange(service, subject), 400, "invalid_request")
    asked = {**service._credentials()[0], "grant_type": GRANT, "subject_token": subject, "subject_token_type": ACCESS}
    assert_error(app.post("token", asked, {"dpop": Key().proof("POST", url)}), 400, "invalid_request")
    answer = app.post("token", asked, {"dpop": key.proof("POST", url)}).json()
    assert answer["token_type"] == "DPoP" and claims_of(answer["access_token"])["cnf"] == {"jkt": key.thumbprint()}


# --- signed answers -----------------------------------------------------------------------------------------
def opened(server, text, alg, audience):
    """Claims and type, by the keys that the server publishes, or by the secret."""
    header = jwt.get_unverified_header(text)
    assert header["alg"] == alg
    key = server.app_secret
    if alg != "HS256":
        keys = Oidc(server).get(".well-known/jwks.json").json()["keys"]
        key = jwt.PyJWK(next(each for each in keys if each["kid"] == header["kid"])).key
    return jwt.decode(text, key, [alg], audience=audience, issuer=f"{server.base}/oidc"), header["typ"]


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA", "HS256"])
def test_userinfo_is_signed_where_the_application_says_so(server, person, alg):
    with server.with_settings(app={"userinfo_signed_response_alg": alg}):
        answer = Oidc(server).me(Oidc(server).by_password(person[0])["access_token"])
    assert answer.headers["content-type"] == "application/jwt"
    claims, _ = opened(server, answer.text, alg, server.app_id)
    assert (claims["sub"], claims["username"]) == (person[1], person[0])


def test_introspection_is_signed_for_who_asks_for_it(server, person):
    app, accept = Oidc(server), {"accept": "application/token-introspection+jwt"}
    token = app.by_password(person[0], scope=SCOPE)["access_token"]
    for alg in ("RS256", "EdDSA"):
        with server.with_settings(app={"introspection_signed_response_alg": alg}):
            answer = app.post("token/introspection", {**server.client(), "token": token}, accept)
            assert answer.headers["content-type"] == "application/token-introspection+jwt"
            claims, kind = opened(server, answer.text, alg, server.app_id)
            assert kind == "token-introspection+jwt" and "sub" not in claims
            assert claims["token_introspection"] == app.introspect(token)
    dead = app.post("token/introspection", {**server.client(), "token": "x"}, accept)
    assert opened(server, dead.text, "RS256", server.app_id)[0]["token_introspection"] == {"active": False}


def test_a_signed_introspection_or_userinfo_is_no_token(server, person):
    app = Oidc(server)
    token = app.by_password(person[0])["access_token"]
    with server.with_settings(app={"userinfo_signed_response_alg": "RS256"}):
        signed = app.me(token).text
    answer = app.post("token/introspection", {**server.client(), "token": token},
                      {"accept": "application/token-introspection+jwt"}).text
    for text in (signed, answer):
        assert app.introspect(text) == {"active": False}
        assert app.me(text).status_code == 401
        assert_refused(server.get("get-profile", token=text), 401, 2021)
