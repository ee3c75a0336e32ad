"""One pool's, application's or person's credential opens nothing of another, through HTTP, on both engines."""


import pytest
import requests
from scenes import PASSWORD, assert_ok, assert_refused, new_name, new_number, try_password, two_processes


@pytest.fixture(name="pools", scope="module")
def two_pools(server):
    """The server with a second pool, and a second application of the first."""
    server.pool2, server.app2 = server.other_pool(), server.other_application()
    return server


def at(app_id, **more):
    return {"app": False, "headers": {"x-authing-app-id": app_id}, **more}


def person_of(server, app):
    """A person of the other pool: (name, access token)."""
    name = new_name()
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}}
    assert_ok(server.post("signup", body, **at(app["appId"])))
    client = {"client_id": app["appId"], "client_secret": app["appSecret"]}
    return name, assert_ok(server.post("signin", {**body, **client}, **at(app["appId"])))["access_token"]


def token_of(server, answer_of):
    answer = server.post("get-management-token", {"accessKeyId": answer_of["accessKeyId"],
                                                  "accessKeySecret": answer_of["accessKeySecret"]}, app=False)
    return assert_ok(answer)["access_token"]


# --- user tokens -------------------------------------------------------------------------------------------------
USER_CALLS = [("GET", "get-profile", None), ("POST", "update-profile", {"name": "x"}),
              ("POST", "bind-phone", {"phoneNumber": "13800138000", "passCode": "123456"}),
              ("POST", "unbind-phone", {"passCode": "123456"})]


@pytest.mark.parametrize("method,path,body", USER_CALLS)
def test_a_token_of_another_pool_is_refused(pools, method, path, body):
    _, token = person_of(pools, pools.pool2)
    assert_refused(pools.call(method, "/api/v3/" + path, body, token=token), 401, 2021)


@pytest.mark.parametrize("method,path,body", USER_CALLS)
def test_a_token_of_another_application_of_the_pool_is_refused(pools, method, path, body):
    token = pools.person(new_name())
    answer = pools.call(method, "/api/v3/" + path, body, token=token, **at(pools.app2["appId"]))
    assert_refused(answer, 401, 2021)
    assert "another application" in answer["message"]


def test_people_of_one_pool_sign_in_through_both_its_applications(pools):
    name = new_name()
    pools.sign_up(name)
    client = {"client_id": pools.app2["appId"], "client_secret": pools.app2["appSecret"]}
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}, **client}
    token = assert_ok(pools.post("signin", body, **at(pools.app2["appId"])))["access_token"]
    assert assert_ok(pools.get("get-profile", token=token, **at(pools.app2["appId"])))["username"] == name


def test_an_account_of_another_pool_does_not_exist_here(pools):
    name, _ = person_of(pools, pools.pool2)
    assert_refused(try_password(pools, username=name), 403, 2333)


def test_another_applications_secret_proves_nothing(pools):
    name = new_name()
    pools.sign_up(name)
    for other in (pools.pool2, pools.app2):
        for client in ({"client_id": pools.app_id, "client_secret": other["appSecret"]},
                       {"client_id": other["appId"], "client_secret": other["appSecret"]}):
            assert_refused(try_password(pools, username=name, client=client), 401)


def test_an_id_token_or_refresh_token_is_no_access_token(pools):
    name = new_name()
    pools.sign_up(name)
    data = pools.sign_in(name, scope="openid profile offline_access")
    for token in (data["id_token"], data["refresh_token"]):
        assert_refused(pools.get("get-profile", token=token), 401, 2021)


def test_a_management_token_is_no_user_token(pools):
    for method, path, body in USER_CALLS:
        answer = pools.call(method, "/api/v3/" + path, body, token=pools.management_token())
        assert_refused(answer, 401, 2021)


def test_a_user_token_is_no_management_token(pools):
    token = pools.person(new_name())
    for authorization in (token, "Bearer " + token):
        answer = pools.call("POST", "/api/v3/list-users", {}, token=authorization, app=False)
        assert_refused(answer, 401, 2021)


# --- management tokens -------------------------------------------------------------------------------------------
def test_a_management_token_sees_its_own_pool_alone(pools):
    name, token = person_of(pools, pools.pool2)
    user_id = assert_ok(pools.get("get-profile", token=token, **at(pools.pool2["appId"])))["userId"]
    foreign = token_of(pools, pools.pool2)
    own = pools.manage("GET", f"get-user?userId={user_id}")
    assert_refused(own, 404, 2004)
    assert assert_ok(pools.manage("POST", "list-users", {"keywords": name}))["totalCount"] == 0
    assert_ok(pools.call("GET", f"/api/v3/get-user?userId={user_id}", token=foreign, app=False))
    assert_refused(pools.manage("POST", "update-user", {"userId": user_id, "name": "x"}), 404, 2004)
    pools.manage("POST", "delete-users-batch", {"userIds": [user_id]})
    assert_ok(pools.get("get-profile", token=token, **at(pools.pool2["appId"])))  # still there


def test_a_management_token_names_its_pool_or_none(pools):
    for header in ("x-authing-userpool-id", "x-genauth-userpool-id"):
        answer = pools.manage("POST", "list-users", {}, headers={header: pools.pool2["userPoolId"]})
        assert_refused(answer, 403, 1001)
        assert_ok(pools.manage("POST", "list-users", {}, headers={header: pools.pool_id}))


# --- which application -------------------------------------------------------------------------------------------
def profile_by(server, address, token, headers=None):
    answer = requests.get(address, headers={"authorization": token, **(headers or {})}, timeout=10).json()
    return assert_ok(answer)["userId"]


def test_an_application_is_named_by_header_host_path_or_token(pools):
    token = pools.person(new_name())
    mine = profile_by(pools, pools.base + "/api/v3/get-profile", token, {"x-authing-app-id": pools.app_id})
    assert mine == profile_by(pools, pools.base + "/api/v3/get-profile", token, {"x-genauth-app-id": pools.app_id})
    assert mine == profile_by(pools, f"{pools.base}/{pools.app_id}/api/v3/get-profile", token)
    by_host = {"host": f"demo.localhost:{pools.port}"}
    assert mine == profile_by(pools, pools.base + "/api/v3/get-profile", token, by_host)
    assert mine == profile_by(pools, pools.base + "/api/v3/get-profile", token)  # the token's own


@pytest.mark.parametrize("headers,path", [
    ({"x-authing-app-id": "0" * 24}, ""), ({"x-authing-app-id": "no id"}, ""), ({}, "/" + "0" * 24),
    ({"host": "nobody.localhost"}, "")])
def test_an_unknown_application_is_refused(pools, headers, path):
    answer = requests.get(f"{pools.base}{path}/api/v3/get-captcha-code", headers=headers, timeout=10).json()
    assert_refused(answer, 404, 2011)


def test_the_path_wins_over_the_header(pools):
    _, token = person_of(pools, pools.pool2)
    address = f"{pools.base}/{pools.pool2['appId']}/api/v3/get-profile"
    assert profile_by(pools, address, token, {"x-authing-app-id": pools.app_id})


def test_a_disabled_application_takes_no_calls(pools):
    token = pools.person(new_name())
    pools.command("application", "update", pools.app_id, "--status", "disabled")
    try:
        number = {"channel": "CHANNEL_LOGIN", "phoneNumber": new_number()}
        email = {"channel": "CHANNEL_LOGIN", "email": "a@example.com"}
        refused = [pools.call(method, "/api/v3/" + path, body, token=token) for method, path, body in USER_CALLS]
        refused += [try_password(pools, username="x"), pools.get("get-captcha-code"), pools.post("send-sms", number),
                    pools.post("signup", {"connection": "PASSWORD"}), pools.post("send-email", email),
                    pools.post("pre-check-code", {"codeType": "SMS"})]
        for answer in refused:
            assert_refused(answer, 403, 2011) if answer.get("apiCode") == 2011 else assert_refused(
                answer, 403, answer.get("apiCode"))
            assert "disabled" in answer["message"]
    finally:
        pools.command("application", "update", pools.app_id, "--status", "enabled")
    assert_ok(pools.get("get-profile", token=token))


# --- the next request --------------------------------------------------------------------------------------------
def revoke(server, token):
    form = {"token": token, "client_id": server.app_id, "client_secret": server.app_secret}
    answer = requests.post(server.base + "/oidc/token/revocation", data=form, timeout=10)
    assert answer.status_code == 200, answer.text


def test_a_revoked_token_is_refused_at_once_and_others_live(pools):
    name = new_name()
    first = pools.person(name)
    second = pools.sign_in(name)["access_token"]
    assert_ok(pools.get("get-profile", token=first))
    revoke(pools, first)
    assert_refused(pools.get("get-profile", token=first), 401, 2021)
    assert_ok(pools.get("get-profile", token=second))


def test_revocation_suspension_and_deletion_act_on_the_other_process_at_once():
    with two_processes() as (first, second):
        names = [new_name() for _ in range(3)]
        tokens = [first.person(name) for name in names]
        ids = [assert_ok(second.get("get-profile", token=token))["userId"] for token in tokens]
        revoke(first, tokens[0])
        assert_refused(second.get("get-profile", token=tokens[0]), 401, 2021)
        assert_ok(first.manage("POST", "update-user", {"userId": ids[1], "status": "Suspended"}))
        assert_refused(second.get("get-profile", token=tokens[1]), 403, 2120008)
        assert_ok(first.manage("POST", "update-user", {"userId": ids[1], "status": "Activated"}))
        assert_ok(second.get("get-profile", token=first.sign_in(names[1])["access_token"]))
        assert_ok(first.manage("POST", "delete-users-batch", {"userIds": [ids[2]]}))
        assert_refused(second.get("get-profile", token=tokens[2]), 401, 2021)


def test_settings_of_an_application_act_on_the_other_process_at_once():
    with two_processes() as (first, second):
        token = first.person(new_name())
        first.command("application", "update", first.app_id, "--status", "disabled")
        assert second.get("get-profile", token=token)["statusCode"] == 403
        first.command("application", "update", first.app_id, "--status", "enabled", "--set", "token_auth_method=none")
        assert_ok(second.get("get-profile", token=token))
