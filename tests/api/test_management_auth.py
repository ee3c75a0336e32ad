"""Who may manage: request signatures and management tokens, through HTTP, on both engines."""

import base64
import concurrent.futures
import json
import time

import genauth
import pytest
import requests
import signing
from scenes import assert_ok, assert_refused, new_email, new_name, user_of
from signing import Signer

FORGED = "0" * 24


def new_key(server, **more):
    return assert_ok(server.manage("POST", "create-access-key", {"type": "USER_POOL", **more}))[0]


def signer_of(server, key, brand="authing"):
    return Signer(server, key["accessKeyId"], key["accessKeySecret"], brand)


def with_token(server, token, **more):
    return server.call("GET", "/api/v3/list-access-key", token=token, app=False, **more)


# --- the signing client itself ------------------------------------------------------------------------------
@pytest.mark.parametrize("method,path,params,expected", [
    ("GET", "/api/v3/get-user", {"userId": "u1", "withCustomData": False, "userIdType": "user_id"},
     "dNld4Q36iTBVwos4F5GQlax/X6g="),
    ("POST", "/api/v3/list-users", {"keywords": "a b", "options": {"pagination": {"page": 1, "limit": 10}}},
     "RTiHQtAV2iM4mg2NrVrngpIsilE="),
    ("DELETE", "/api/v3/batch-applications-auth", None, "CZjv1LYKJiZQfMMAYzUni3DTCkI="),
])
def test_the_client_of_these_tests_signs_as_the_sdk_does(method, path, params, expected):
    headers = {"date": "Mon, 01 Jan 2024 00:00:00 GMT", "x-authing-lang": "zh-CN",
               "x-authing-sdk-version": "authing-node-sdk:4.0.2", "x-authing-signature-method": "HMAC-SHA1",
               "x-authing-signature-nonce": "0" * 32, "x-authing-signature-version": "1.0"}
    text = signing.string_to_sign(method, path, headers, params)
    assert signing.signature("0123456789abcdef0123456789abcdef", text) == expected


def test_the_client_of_these_tests_signs_websockets_as_the_sdk_does():
    assert signing.signature("0123456789abcdef0123456789abcdef", "websocket\n") == "wtB0pbY7t7ptBBz7SCbyLt83LdA="


# --- signatures that are right ------------------------------------------------------------------------------
@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_takes_signed_requests_of_both_brands(server, brand):
    signer, name = Signer(server, brand=brand), new_name("brand")
    assert assert_ok(signer.call("POST", "create-user", {"username": name}))["username"] == name
    answer = signer.call("GET", "get-user", {"userId": name, "userIdType": "username"})
    assert answer["data"]["username"] == name


@pytest.mark.parametrize("scheme,brand", [("AUTHING", "authing"), ("Authing", "authing"), ("genauth", "genauth"),
                                          ("GENAUTH", "genauth")])
def test_takes_the_scheme_in_any_case(server, scheme, brand):
    signer = Signer(server, brand=brand)
    signer.scheme = scheme
    assert_ok(signer.call("POST", "list-users", {}))


def test_a_signature_of_one_brand_does_not_cover_headers_of_the_other(server):
    signer = Signer(server, brand="authing")
    signer.scheme = "GenAuth"
    assert_refused(signer.call("POST", "list-users", {}), 401, 1300)


def test_a_get_without_parameters_may_sign_a_dangling_question_mark(server):
    assert_ok(Signer(server).call("GET", "list-access-key", {}))


def test_a_get_without_parameters_may_sign_the_bare_path(server):
    assert_ok(Signer(server).call("GET", "list-access-key", None))


def test_a_get_array_is_signed_as_json_and_sent_in_brackets(server):
    users = [user_of(server, username=new_name())["userId"] for _ in range(3)]
    answer = Signer(server).call("GET", "get-user-batch", {"userIds": users, "userIdType": "user_id"})
    assert [user["userId"] for user in assert_ok(answer)] == users


def test_a_get_array_of_one_and_awkward_characters(server):
    name = '中"文\\é&=+ %'.replace(" ", "")
    user_of(server, username=name)
    answer = Signer(server).call("GET", "get-user-batch", {"userIds": [name], "userIdType": "username"})
    assert [user["username"] for user in assert_ok(answer)] == [name]


def test_a_get_value_is_signed_decoded(server):
    user_of(server, username=new_name(), externalId="a b/ü?x=1&y")
    answer = Signer(server).call("GET", "get-user", {"userId": "a b/ü?x=1&y", "userIdType": "external_id"})
    assert assert_ok(answer)["externalId"] == "a b/ü?x=1&y"


def test_null_in_a_get_is_neither_signed_nor_sent(server):
    assert_ok(Signer(server).call("GET", "list-access-key", {"type": None, "userId": None}))


@pytest.mark.parametrize("body", [
    {"username": "signed", "customData": {"z": [1, 2.5, -3e20, True, None], "a": {"b": "c", "": []}}},
    {"zoneinfo": "Asia/Shanghai", "username": "signed", "address": 'two\nlines\t"quoted" \\'},
    {"username": "signed", "name": None, "nickname": "李华 😀 \u2028", "company": "a=b&c?d"},
    {"username": "signed", "unknownMember": 1e-7, "another": False, "emptyObject": {}, "emptyText": ""},
    {"username": "signed", "options": {"sendNotification": {"sendEmailNotification": False}, "keepPassword": False}},
])
def test_a_body_is_signed_by_its_top_level_members(server, body):
    body = {**body, "username": new_name("signed")}
    assert assert_ok(Signer(server).call("POST", "create-user", body))["username"] == body["username"]


def test_the_body_may_be_empty_where_nothing_is_required(server):
    assert_ok(Signer(server).call("POST", "list-users", None))


def test_header_values_are_signed_trimmed(server):
    signer = Signer(server)
    headers = signer.sign("POST", "/api/v3/list-users", {}, {"x-authing-lang": "en-US"})
    headers["x-authing-lang"] = "en-US  "
    assert_ok(signer.send("POST", "/api/v3/list-users", {}, headers))


def test_the_date_may_be_epoch_milliseconds(server):
    assert_ok(Signer(server).call("POST", "list-users", {}, {"date": str(int(time.time() * 1000))}))


# --- signatures that are wrong ------------------------------------------------------------------------------
def test_refuses_no_credential(server):
    answer = server.call("GET", "/api/v3/list-access-key", app=False)
    assert_refused(answer, 401)
    assert "credential" in answer["message"]


@pytest.mark.parametrize("authorization", ["authing", "authing ", "authing x", "authing :abc", "Basic eDp5", "Bearer",
                                           "Bearer ", "a.b.c", "Bearer a.b.c", "authing\ta:b", "é"])
def test_refuses_what_is_no_credential(server, authorization):
    response = requests.get(server.base + "/api/v3/list-access-key", timeout=10,
                            headers={"authorization": authorization.encode(), "date": signing.date_in(0)})
    assert response.status_code == 200 and response.json()["statusCode"] == 401


def test_1300_when_the_signature_does_not_match(server):
    signer = Signer(server, secret="0" * 32)
    assert_refused(signer.call("POST", "list-users", {}), 401, 1300)


def test_1300_when_the_signature_is_no_base64(server):
    signer = Signer(server)
    headers = {**signer.sign("POST", "/api/v3/list-users", {}), "authorization": f"authing {signer.key_id}:***"}
    assert_refused(signer.send("POST", "/api/v3/list-users", {}, headers), 401, 1300)


@pytest.mark.parametrize("change", ["method", "path", "query", "date", "lang", "nonce", "new header"])
def test_1300_when_anything_signed_was_changed(server, change):
    signer, path, params = Signer(server), "/api/v3/list-users", {"page": 1}
    headers = signer.sign("GET", path, params)
    sent = {"method": ("POST", path, None), "path": ("GET", "/api/v3/list-access-key", params),
            "query": ("GET", path, {"page": 2})}.get(change, ("GET", path, params))
    changes = {"date": {"date": signing.date_in(-2)}, "lang": {"x-authing-lang": "zh-CN"},
               "nonce": {"x-authing-signature-nonce": "1" * 32}, "new header": {"x-authing-extra": "1"}}
    assert_refused(signer.send(*sent, {**headers, **changes.get(change, {})}), 401, 1300)


@pytest.mark.parametrize("sent", [{"username": "b"}, {"username": "a", "extra": 1}, {}, {"username": ["a"]}])
def test_1300_when_the_body_is_not_the_signed_one(server, sent):
    answer = Signer(server).call("POST", "create-user", sent, signed={"username": "a"})
    assert_refused(answer, 401, 1300)


def test_1301_for_another_signature_method(server):
    answer = Signer(server).call("POST", "list-users", {}, {"x-authing-signature-method": "HMAC-SHA256"})
    assert_refused(answer, 401, 1301)


def test_1302_for_another_signature_version(server):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"x-authing-signature-version": "2.0"}), 401, 1302)


@pytest.mark.parametrize("date", ["yesterday", "2026-11-23T22:45:10Z", "12.5", "Mon, 99 Foo 2024 00:00:00 GMT"])
def test_1303_for_a_date_that_cannot_be_read(server, date):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"date": date}), 401, 1303)


def test_1304_without_a_date(server):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"date": None}), 401, 1304)


@pytest.mark.parametrize("seconds", [-310, 310, -86400 * 365, 86400 * 365])
def test_1305_for_a_date_too_far_from_the_clock(server, seconds):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"date": signing.date_in(seconds)}), 401, 1305)


@pytest.mark.parametrize("date", [str(int(-2**62)), str(2**63 - 1), "0", "-1"])
def test_1305_for_milliseconds_far_away(server, date):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"date": date}), 401, 1305)


@pytest.mark.parametrize("seconds", [-290, 290])
def test_takes_a_date_within_five_minutes(server, seconds):
    assert_ok(Signer(server).call("POST", "list-users", {}, {"date": signing.date_in(seconds)}))


def test_the_virtual_clock_does_not_move_the_window(server):
    server.advance(3_600_000)
    assert_ok(Signer(server).call("POST", "list-users", {}))


@pytest.mark.parametrize("nonce", [None, "x" * 129])
def test_1300_without_a_usable_nonce(server, nonce):
    assert_refused(Signer(server).call("POST", "list-users", {}, {"x-authing-signature-nonce": nonce}), 401, 1300)


def test_1306_for_the_same_request_again(server):
    signer = Signer(server)
    headers = signer.sign("POST", "/api/v3/list-users", {})
    assert_ok(signer.send("POST", "/api/v3/list-users", {}, headers))
    assert_refused(signer.send("POST", "/api/v3/list-users", {}, headers), 401, 1306)


def test_1306_for_a_nonce_used_in_another_request(server):
    signer, nonce = Signer(server), {"x-authing-signature-nonce": new_name("nonce")}
    assert_ok(signer.call("POST", "list-users", {}, nonce))
    assert_refused(signer.call("GET", "list-access-key", {}, nonce), 401, 1306)


def test_two_keys_may_use_the_same_nonce(server):
    nonce = {"x-authing-signature-nonce": new_name("nonce")}
    assert_ok(Signer(server).call("POST", "list-users", {}, nonce))
    assert_ok(signer_of(server, new_key(server)).call("POST", "list-users", {}, nonce))


def test_of_32_racing_copies_one_gets_through(server):
    signer, email = Signer(server), new_email()
    headers = signer.sign("POST", "/api/v3/create-user", {"email": email})
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        body = {"email": email}
        answers = list(pool.map(lambda _: signer.send("POST", "/api/v3/create-user", body, headers), range(32)))
    assert sorted(answer["statusCode"] for answer in answers) == [200] + [401] * 31
    assert all(answer.get("apiCode") == 1306 for answer in answers if answer["statusCode"] == 401)


def test_a_forged_request_does_not_use_up_a_nonce(server):
    signer, nonce = Signer(server), {"x-authing-signature-nonce": new_name("nonce")}
    assert_refused(Signer(server, secret="0" * 32).call("POST", "list-users", {}, nonce), 401, 1300)
    assert_ok(signer.call("POST", "list-users", {}, nonce))


def test_refuses_a_query_that_the_signature_does_not_cover(server):
    signer, path = Signer(server), "/api/v3/list-users"
    headers = signer.sign("POST", path, {})
    answer = requests.post(server.base + path + "?page=2", data=b"{}", headers=headers, timeout=10).json()
    assert_refused(answer, 401, 1300)
    assert "POST" in answer["message"]
    assert_ok(signer.send("POST", path, {}, headers))  # the refusal used nothing up


def test_refuses_the_signature_of_an_unknown_key(server):
    assert_refused(Signer(server, key_id=FORGED).call("POST", "list-users", {}), 401)


# --- keys that end ------------------------------------------------------------------------------------------
def test_a_disabled_key_is_refused_at_once_and_so_are_its_tokens(server):
    key = new_key(server)
    token = server.management_token(key["accessKeyId"], key["accessKeySecret"])
    assert_ok(with_token(server, token))
    change = {"accessKeyId": key["accessKeyId"], "enable": False}
    assert_ok(server.manage("POST", "update-access-key", change))
    assert_refused(signer_of(server, key).call("POST", "list-users", {}), 401)
    assert_refused(with_token(server, token), 401)
    assert_ok(server.manage("POST", "update-access-key", {**change, "enable": True}))
    assert_ok(signer_of(server, key).call("POST", "list-users", {}))
    assert_ok(with_token(server, token))


def test_a_deleted_key_is_refused_at_once_and_so_are_its_tokens(server):
    key = new_key(server)
    token = server.management_token(key["accessKeyId"], key["accessKeySecret"])
    assert_ok(server.manage("POST", "delete-access-key", {"accessKeyId": key["accessKeyId"]}))
    assert_refused(signer_of(server, key).call("POST", "list-users", {}), 401)
    assert_refused(with_token(server, token), 401)


# --- management tokens --------------------------------------------------------------------------------------
def test_a_token_works_raw_and_as_bearer_in_any_case(server):
    token = server.management_token()
    for value in (token, "Bearer " + token, "bearer " + token):
        assert_ok(with_token(server, value))


@pytest.mark.parametrize("name", ["x-authing-userpool-id", "x-genauth-userpool-id"])
def test_the_pool_header_must_be_the_pool_of_the_credential(server, name):
    token = server.management_token()
    assert_ok(with_token(server, token, headers={name: server.pool_id}))
    assert_refused(with_token(server, token, headers={name: FORGED}), 403, 1001)


def test_the_pool_header_counts_for_signatures_too(server):
    answer = Signer(server).call("POST", "list-users", {}, {"x-authing-userpool-id": FORGED})
    assert_refused(answer, 403, 1001)


def payload_of(token):
    segment = token.split(".")[1]
    return json.loads(base64.b64decode(segment + "=" * (-len(segment) % 4)))


def test_the_payload_suits_clients_that_know_only_standard_base64(server):
    for _ in range(50):
        token = server.management_token()
        assert not set("-_") & set(token.split(".")[1])
        assert payload_of(token)["scoped_userpool_id"] == server.pool_id


def test_a_token_lasts_7200_seconds(server):
    answer = server.post("get-management-token", app=False,
                         body={"accessKeyId": server.key_id, "accessKeySecret": server.key_secret})
    token = answer["data"]["access_token"]
    assert answer["data"]["expires_in"] == 7200
    assert payload_of(token)["exp"] - payload_of(token)["iat"] == 7200
    server.advance(7_190_000)
    assert_ok(with_token(server, token))
    server.advance(10_001)
    assert_refused(with_token(server, token), 401, 2206)
    server._management_token = None  # the fixture's own has expired too


@pytest.mark.parametrize("body", [{"accessKeySecret": "0" * 32}, {"accessKeyId": FORGED},
                                  {"accessKeyId": "' or 1=1 --"}])
def test_refuses_a_wrong_secret_and_an_unknown_key_alike(server, body):
    body = {"accessKeyId": server.key_id, "accessKeySecret": server.key_secret, **body}
    answer = server.post("get-management-token", body, app=False)
    assert_refused(answer, 401)
    assert "access key" in answer["message"]


def test_a_key_id_with_a_nul_is_the_callers_mistake(server):
    body = {"accessKeyId": "x\u0000", "accessKeySecret": "x"}
    assert_refused(server.post("get-management-token", body, app=False), 400)


def test_a_user_token_is_no_management_token(server):
    assert_refused(with_token(server, server.person(new_name("nobody"))), 401, 2021)


def test_a_management_token_is_no_user_token(server):
    assert_refused(server.get("get-profile", token=server.management_token()), 401, 2021)


def test_a_tampered_token_is_refused(server):
    head, _, tail = server.management_token().split(".")
    claims = {"sub": server.key_id, "aud": "genauth-management", "exp": 4102444800,
              "scoped_userpool_id": server.pool_id}
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    assert_refused(with_token(server, f"{head}.{forged}.{tail}"), 401, 2021)


# --- two processes and two pools ----------------------------------------------------------------------------
def test_a_second_process_refuses_the_replay():
    if "postgres" not in genauth.engines():
        pytest.skip("needs PostgreSQL, which script/test starts")
    with genauth.fresh_database("postgres") as url, genauth.Server(database=url) as first:
        second = genauth.Server(data=first.data / "second", database=url)
        (first.data / "second").mkdir()
        for name in ("master.key", "dev.json"):
            (first.data / "second" / name).write_bytes((first.data / name).read_bytes())
        with second:
            signer = Signer(first)
            headers = signer.sign("POST", "/api/v3/list-users", {})
            assert_ok(signer.send("POST", "/api/v3/list-users", {}, headers))
            answer = signer.send("POST", "/api/v3/list-users", {}, headers, server=second)
            assert_refused(answer, 401, 1306)
            key = new_key(first)
            token = first.management_token(key["accessKeyId"], key["accessKeySecret"])
            assert_ok(with_token(second, token))
            assert_ok(first.manage("POST", "update-access-key", {"accessKeyId": key["accessKeyId"], "enable": False}))
            assert_refused(with_token(second, token), 401)
            assert_refused(signer_of(second, key).call("POST", "list-users", {}), 401)


@pytest.mark.parametrize("engine", genauth.engines())
def test_credentials_see_their_own_pool_only(engine):
    with genauth.fresh_database(engine) as url, genauth.Server(database=url) as server:
        server.stop()
        other = json.loads(server.command("pool", "create", "Other", "--identifier", "other").stdout)
        server.start()
        signer = Signer(server, other["accessKeyId"], other["accessKeySecret"])
        token = server.management_token(other["accessKeyId"], other["accessKeySecret"])
        user = user_of(server, username="ours")
        assert assert_ok(signer.call("POST", "list-users", {}))["totalCount"] == 0
        assert_refused(signer.call("GET", "get-user", {"userId": user["userId"]}), 404, 2004)
        assert_refused(with_token(server, token, headers={"x-authing-userpool-id": server.pool_id}), 403, 1001)
        assert {key["userPoolId"] for key in assert_ok(with_token(server, token))} == {other["userPoolId"]}
