"""/oidc/token: grants, client authentication and errors, on both engines."""

import concurrent.futures

import jwt
import oidc
import pytest
import requests
from oidc import Oidc, assert_error
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("oidc")
    user_of(server, username=name, name="Ada")
    return name


@pytest.fixture(params=["client_secret_post", "client_secret_basic", "none"])
def app(request, server):
    with server.with_settings(app={"token_auth_method": request.param}):
        yield Oidc(server, method=request.param)


@pytest.fixture(scope="module")
def public(server):
    """The application as a public client, for as long as the tests of this fixture run."""
    with server.with_settings(app={"token_auth_method": "none"}):
        yield Oidc(server, method="none")


def machine(server, **form):
    body = {"grant_type": "client_credentials", "client_id": server.key_id, "client_secret": server.key_secret}
    return {name: value for name, value in {**body, **form}.items() if value is not None}


# --- grants and client authentication -----------------------------------------------------------------------
def test_password_and_refresh_grants_with_every_way_to_authenticate(app, person):
    tokens = app.by_password(person)
    assert tokens["token_type"] == "Bearer" and tokens["expires_in"] == 7200
    assert set(tokens["scope"].split()) == set(oidc.SCOPE.split())
    assert app.me(tokens["access_token"]).json()["username"] == person
    renewed = app.refresh(tokens["refresh_token"])
    assert renewed.status_code == 200 and app.me(renewed.json()["access_token"]).status_code == 200
    assert renewed.headers["cache-control"] == "no-store"
    assert (renewed.json()["refresh_token"] != tokens["refresh_token"]) == (app.method == "none")


def test_wrong_credentials_are_refused_by_every_way_that_has_any(app, person):
    form = {"grant_type": "password", "username": person, "password": PASSWORD}
    if app.method == "none":
        assert app.post("token", {**form, "client_id": app.app_id}).status_code == 200
        return
    wrong = Oidc(app.server, secret="0" * 32, method=app.method)
    response = wrong.ask("token", **form)
    assert_error(response, 401, "invalid_client")
    assert ("www-authenticate" in response.headers) == (app.method == "client_secret_basic")
    assert_error(Oidc(app.server, method="none").ask("token", **form), 401, "invalid_client")


def test_another_applications_id_is_no_client(server, person):
    assert_error(
        Oidc(server, app_id="0" * 24).ask("token", grant_type="password", username=person, password=PASSWORD),
        401,
        "invalid_client",
    )


def test_an_authorization_that_is_not_basic_is_ignored(server, person):
    token = Oidc(server).by_password(person)["access_token"]
    for header in (token, "Bearer " + token, "garbage"):
        response = Oidc(server).post(
            "token",
            {"grant_type": "password", "username": person, "password": PASSWORD, **server.client()},
            {"authorization": header},
        )
        assert response.status_code == 200, response.text


def test_a_trailing_ampersand_and_parameters_in_the_query_are_read(server, person):
    body = f"grant_type=password&username={person}&password=correct%20horse+battery&"
    query = f"?client_id={server.app_id}&client_secret={server.app_secret}"
    response = requests.post(
        server.base + "/oidc/token" + query,
        data=body,
        timeout=10,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 200, response.text


@pytest.mark.parametrize(
    "form,error",
    [
        ({}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "urn:example:none"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "nonsense"}, "invalid_grant"),
        ({"grant_type": "password", "username": "x"}, "invalid_request"),
        ({"grant_type": "password", "password": "x"}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "nonsense"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "0" * 24 + ".x"}, "invalid_grant"),
        ({"grant_type": "password", "username": "nobody.at.all", "password": "x"}, "invalid_grant"),
    ],
)
def test_errors_are_those_of_rfc_6749(server, form, error):
    assert_error(Oidc(server).ask("token", **form), 400, error)


def test_a_wrong_password_and_an_unknown_account_look_alike(server, person):
    wrong = Oidc(server).ask("token", grant_type="password", username=person, password="not it")
    unknown = Oidc(server).ask("token", grant_type="password", username=new_name("nobody"), password="not it")
    assert_error(wrong, 400, "invalid_grant")
    assert wrong.json() == unknown.json()


def test_a_parameter_given_twice_is_refused(server):
    body = f"grant_type=password&grant_type=refresh_token&client_id={server.app_id}"
    response = requests.post(
        server.base + "/oidc/token",
        data=body,
        timeout=10,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert_error(response, 400, "invalid_request")


def test_get_is_not_allowed(server):
    response = requests.get(server.base + "/oidc/token", timeout=10)
    assert response.status_code == 405 and response.headers["allow"] == "POST"


def test_the_password_grant_can_be_switched_off(server, person):
    with server.with_settings(app={"password_grant": False}):
        response = Oidc(server).ask("token", grant_type="password", username=person, password=PASSWORD)
        assert_error(response, 400, "unauthorized_client")


# --- client_credentials -------------------------------------------------------------------------------------
def test_a_machine_gets_a_token_for_its_access_key(server):
    response = Oidc(server).post("token", machine(server, scope="read write"))
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["expires_in"] == 7200 and answer["rejected_scope"] == "read write"
    assert "refresh_token" not in answer and "id_token" not in answer


def granted(server, *words):
    """A key whose machine may have these words of scope; the form that asks with it."""
    key = assert_ok(server.manage("POST", "create-access-key", {"type": "MACHINE"}))[0]
    options = [part for word in words for part in ("--scope", word)]
    server.command("access-key", "grant", server.pool_id, key["accessKeyId"], *options)
    return machine(server, client_id=key["accessKeyId"], client_secret=key["accessKeySecret"])


@pytest.mark.parametrize("held,asked,given,rejected", [
    (["book:1:read"], "book:1:read book:2:read book:read", "book:1:read", "book:2:read book:read"),
    (["book:*:read"], "book:1:read book:read book:*:read book:1:write book", "book:1:read book:read book:*:read",
     "book:1:write book"),
    (["book:read", "order"], "order:7:pay order:* order book:*", "order:7:pay order:* order", "book:*"),
    (["book:*:*"], "book book:* book:1:read *", "book book:* book:1:read", "*"),
    (["*:*"], "book:1:read * *:*:*", "book:1:read * *:*:*", ""),
    (["book"], "books book:1:read:more book: :read", "", "books book:1:read:more book: :read"),
    (["book:read", "order"], None, "book:read order", ""),
    ([], "book", "", "book")])
def test_a_machine_gets_the_scope_that_was_granted_and_hears_of_the_rest(server, held, asked, given, rejected):
    form = granted(server, *held)
    answer = Oidc(server).post("token", {**form, "scope": asked}).json()
    assert (answer["scope"], answer.get("rejected_scope", "")) == (given, rejected)
    assert jwt.decode(answer["access_token"], options={"verify_signature": False})["scope"] == given
    assert Oidc(server).introspect(answer["access_token"])["scope"] == given


def test_what_was_granted_to_a_machine_is_taken_back_for_the_next_token(server):
    form = granted(server, "book")
    key_id = form["client_id"]
    assert Oidc(server).post("token", {**form, "scope": "book"}).json()["scope"] == "book"
    server.command("access-key", "grant", server.pool_id, key_id)
    assert Oidc(server).post("token", {**form, "scope": "book"}).json()["rejected_scope"] == "book"
    for word in ("a:b:c:d", "two words", "book:"):
        wrong = server.command("access-key", "grant", server.pool_id, key_id, "--scope", word, check=False)
        assert wrong.returncode != 0 and "resource[:identifier][:action]" in wrong.stderr, wrong
    nobody = server.command("access-key", "grant", server.pool_id, "0" * 24, "--scope", "book", check=False)
    assert nobody.returncode != 0


def test_machine_credentials_in_the_body_win_over_basic(server):
    headers = {"authorization": oidc.basic(server.app_id, server.app_secret)}
    assert Oidc(server).post("token", machine(server), headers).status_code == 200


def test_machine_credentials_by_basic_alone(server):
    headers = {"authorization": oidc.basic(server.key_id, server.key_secret)}
    form = machine(server, client_id=None, client_secret=None)
    assert Oidc(server).post("token", form, headers).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        {"client_secret": "0" * 32},
        {"client_id": "0" * 24},
        {"client_secret": None},
        {"client_id": None, "client_secret": None},
    ],
)
def test_wrong_machine_credentials_are_refused(server, form):
    assert_error(Oidc(server).post("token", machine(server, **form)), 401, "invalid_client")


def test_a_disabled_key_gets_no_machine_token(server):
    key = assert_ok(server.manage("POST", "create-access-key", {"type": "MACHINE"}))[0]
    form = machine(server, client_id=key["accessKeyId"], client_secret=key["accessKeySecret"])
    assert Oidc(server).post("token", form).status_code == 200
    assert_ok(server.manage("POST", "update-access-key", {"accessKeyId": key["accessKeyId"], "enable": False}))
    assert_error(Oidc(server).post("token", form), 401, "invalid_client")


@pytest.mark.parametrize(
    "method,path,body",
    [
        ("GET", "get-profile", None),
        ("POST", "update-profile", {}),
        ("POST", "bind-phone", {"passCode": "123456", "phoneNumber": "13800138000"}),
        ("POST", "unbind-phone", {"passCode": "123456"}),
    ],
)
def test_a_machine_token_is_no_user(server, method, path, body):
    token = Oidc(server).post("token", machine(server)).json()["access_token"]
    answer = server.call(method, "/api/v3/" + path, body, token=token)
    assert answer["statusCode"] == 401, answer
    assert server.call("GET", "/api/v3/list-access-key", token=token, app=False)["statusCode"] == 401
    assert Oidc(server).me(token).status_code == 401


# --- refreshing ---------------------------------------------------------------------------------------------
def test_a_refresh_may_narrow_the_scope_and_not_widen_it(server, person):
    token = Oidc(server).by_password(person, scope="openid profile offline_access")["refresh_token"]
    narrow = Oidc(server).refresh(token, scope="openid").json()
    assert narrow["scope"] == "openid"
    assert_error(Oidc(server).refresh(token, scope="openid email"), 400, "invalid_scope")
    assert set(Oidc(server).refresh(token).json()["scope"].split()) == {"openid", "profile", "offline_access"}


def test_without_offline_access_there_is_no_refresh_token(server, person):
    assert "refresh_token" not in Oidc(server).by_password(person, scope="openid")


def test_a_refresh_token_expires_with_its_family(server, person):
    token = Oidc(server).by_password(person)["refresh_token"]
    server.advance(2_592_000_001)
    server._management_token = None
    assert_error(Oidc(server).refresh(token), 400, "invalid_grant")


def test_token_substitution_across_issuers_a_refresh_at_another_one_is_refused(server, person):
    form = {"grant_type": "password", "username": person, "password": PASSWORD, "scope": "openid offline_access",
            **server.client()}
    base = f"{server.base}/{server.app_id}"
    began = Oidc(server).post("token", form, base=base).json()
    renewal = {"grant_type": "refresh_token", "refresh_token": began["refresh_token"], **server.client()}
    assert_error(Oidc(server).post("token", renewal), 400, "invalid_grant")
    renewed = Oidc(server).post("token", renewal, base=base).json()
    for token in (renewed["access_token"], renewed["id_token"]):
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["iss"] == base + "/oidc"
    assert claims["amr"] == ["pwd"]


def test_a_suspended_user_gets_no_tokens(server):
    user = user_of(server, username=new_name("suspended"))
    tokens = Oidc(server).by_password(user["username"])
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"}))
    assert_error(Oidc(server).refresh(tokens["refresh_token"]), 400, "invalid_grant")
    assert Oidc(server).me(tokens["access_token"]).status_code == 401
    assert Oidc(server).introspect(tokens["access_token"]) == {"active": False}
    assert_error(
        Oidc(server).ask("token", grant_type="password", username=user["username"], password=PASSWORD),
        400,
        "invalid_grant",
    )


def test_a_public_clients_refresh_token_is_replaced(public, person):
    first = public.by_password(person)["refresh_token"]
    second = public.refresh(first).json()["refresh_token"]
    assert second != first
    assert public.refresh(first).json()["refresh_token"] == second  # a repetition at once: the answer was lost
    assert public.refresh(second).status_code == 200


def test_64_racing_refreshes_give_one_successor(public, person):
    token = public.by_password(person)["refresh_token"]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: public.refresh(token), range(64)))
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers][:3]
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


def test_a_replaced_token_used_later_ends_the_family_and_the_session(public, person):
    tokens = public.by_password(person)
    second = public.refresh(tokens["refresh_token"]).json()
    public.server.advance(10_001)
    assert_error(public.refresh(tokens["refresh_token"]), 400, "invalid_grant")
    assert_error(public.refresh(second["refresh_token"]), 400, "invalid_grant")
    assert public.me(second["access_token"]).status_code == 401


def test_a_machine_token_is_refused_where_a_user_is_expected(server):
    token = Oidc(server).post("token", machine(server)).json()["access_token"]
    assert_refused(server.get("get-profile", token="Bearer " + token), 401, 2021)
    exchange = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": token,
                "subject_token_type": "urn:ietf:params:oauth:token-type:access_token"}
    made = server.other_application()
    server.command("application", "update", made["appId"], "--set", "token_exchange_grant=true")
    assert_error(Oidc(server, made["appId"], made["appSecret"]).ask("token", **exchange), 400, "invalid_request")


def test_introspection_shows_a_machine_token_to_its_own_pool_as_long_as_its_key_counts(server):
    key = assert_ok(server.manage("POST", "create-access-key", {"type": "MACHINE"}))[0]
    form = machine(server, client_id=key["accessKeyId"], client_secret=key["accessKeySecret"])
    token = Oidc(server).post("token", form).json()["access_token"]
    shown = Oidc(server).introspect(token)
    assert (shown["active"], shown["sub"], shown["client_id"]) == (True, key["accessKeyId"], key["accessKeyId"])
    other = server.other_pool()
    assert Oidc.of(server, other).introspect(token) == {"active": False}
    assert Oidc(server).introspect(token[:-4] + "AAAA") == {"active": False}
    assert_ok(server.manage("POST", "update-access-key", {"accessKeyId": key["accessKeyId"], "enable": False}))
    assert Oidc(server).introspect(token) == {"active": False}
