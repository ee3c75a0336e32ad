"""Signing in with what a vendor's SDK gave to an app: every connection of signin-by-mobile against a stand-in that
checks what it is asked, and the rules that hold for all of them. Mini programs and numbers: test_mini_program.py."""

import concurrent.futures

import pytest
from completion_scene import COMPANY, ask, complete
from mobile_scene import BY_CODE, BY_TOKEN, KINDS, brought, connect, new_code, sign_in, user_id
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, user_of
from second_factor import enroll_otp
from source_scene import me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import Visit
from source_scene import connect as connect_for_browsers

NOWHERE = "0" * 24


@pytest.mark.parametrize("connection", BY_CODE + BY_TOKEN)
def test_a_person_signs_in_twice_and_is_the_same(server, vendors, connection):
    made = connect(server, vendors, connection)
    first = sign_in(server, made, connection, brought(vendors, connection))
    again = sign_in(server, made, connection, brought(vendors, connection))
    assert user_id(server, first) == user_id(server, again)
    [identity] = assert_ok(server.get("get-identities", token=first["data"]["access_token"]))
    assert identity["userIdInIdp"] in (vendors.person.id, vendors.person.unionid)
    vendors.person = person()
    other = sign_in(server, made, connection, brought(vendors, connection))
    assert user_id(server, other) != user_id(server, first)


def test_one_person_comes_by_browser_and_by_app(server, vendors):
    """An app's connection of the same source finds who came through the other one."""
    web = connect_for_browsers(server, vendors, "github")
    visit = Visit(server, web["identifier"])
    visit.finish()
    before = me(server, assert_ok(visit.tokens()))["userId"]
    from sources import new_connection  # noqa: PLC0415
    from source_scene import OURS  # noqa: PLC0415
    app = new_connection(server, web["extIdpId"], "github:mobile", OURS)
    assert user_id(server, sign_in(server, app, "github", {"code": new_code(vendors)})) == before


def test_no_way_around_information_completion(server, vendors):
    made = connect(server, vendors, "github")
    with ask(server, COMPANY):
        refused = sign_in(server, made, "github", brought(vendors, "github"))
        assert_refused(refused, 303, 1642)
        assert_ok(complete(server, refused["data"], company="Engines"))
        assert_ok(sign_in(server, made, "github", brought(vendors, "github")))


@pytest.mark.parametrize("connection", BY_CODE)
def test_a_code_is_good_once(server, vendors, connection):
    made = connect(server, vendors, connection)
    payload = brought(vendors, connection)
    assert_ok(sign_in(server, made, connection, payload))
    assert_refused(sign_in(server, made, connection, payload), 400)
    vendors.complaints.clear()


@pytest.mark.parametrize("connection", BY_TOKEN)
def test_a_token_that_was_issued_for_another_app_opens_nothing(server, vendors, connection):
    """Token substitution: any other app that its holder signed in to could bring it."""
    made = connect(server, vendors, connection)
    stolen = vendors.token(client="another-client")
    assert_refused(sign_in(server, made, connection, {"access_token": stolen}), 400)
    vendors.complaints.clear()


@pytest.mark.parametrize("connection", ["google", "apple", "slack"])
@pytest.mark.parametrize("change", [{"iss": "https://evil.example.com"}, {"aud": "another"}, {"exp": 1},
                                    {"azp": "another"}, {"sub": ""}, {"at_hash": "AAAA"}])
def test_an_identity_token_is_checked_for_issuer_audience_and_time(server, vendors, connection, change):
    made = connect(server, vendors, connection)
    vendors.id_token_changes = change
    assert_refused(sign_in(server, made, connection, brought(vendors, connection)), 502)


def test_an_identity_token_under_another_key_is_refused(server, vendors):
    made = connect(server, vendors, "google")
    assert_ok(sign_in(server, made, "google", brought(vendors, "google")))
    genuine, kid = vendors.key, vendors.kid
    vendors.rotate()
    vendors.kid, forged = kid, vendors.key  # a forger's key under the known name
    assert_refused(sign_in(server, made, "google", brought(vendors, "google")), 502)
    assert forged is not genuine
    vendors.key = genuine


def test_line_tells_who_an_id_token_is_of(server, vendors):
    made = connect(server, vendors, "line")
    good = {"access_token": vendors.token(), "id_token": vendors.token()}
    user = user_id(server, sign_in(server, made, "line", good))
    of_another = {"access_token": vendors.token(), "id_token": vendors.token(subject="somebody-else")}
    assert_refused(sign_in(server, made, "line", of_another), 400)
    assert_refused(sign_in(server, made, "line", {"access_token": vendors.token(), "id_token": "forged"}), 400)
    assert user_id(server, sign_in(server, made, "line", {"access_token": vendors.token()})) == user
    vendors.complaints.clear()


def test_dingtalk_has_an_older_sign_in(server, vendors):
    made = connect(server, vendors, "dingtalk")
    newer = user_id(server, sign_in(server, made, "dingtalk", {"code": new_code(vendors), "isSnsCode": False}))
    older = {"code": new_code(vendors), "isSnsCode": True}
    assert user_id(server, sign_in(server, made, "dingtalk", older)) == newer
    assert_refused(sign_in(server, made, "dingtalk", older), 400)
    vendors.complaints.clear()


def test_a_lark_block_knows_people_by_the_id_of_the_whole_platform(server, vendors):
    internal = connect(server, vendors, "lark_internal")
    from sources import new_connection  # noqa: PLC0415
    from source_scene import OURS  # noqa: PLC0415
    block = new_connection(server, internal["extIdpId"], "lark-block", OURS)
    before = user_id(server, sign_in(server, internal, "lark_internal", brought(vendors, "lark_internal")))
    assert user_id(server, sign_in(server, block, "lark_block", brought(vendors, "lark_block"))) == before


def test_secrets_of_the_vendor_are_kept_from_everybody(server, vendors):
    for connection in ("lark_block", "wechat_mini_program_code", "douyin_mini_program_code"):
        made = connect(server, vendors, connection)
        tokens = assert_ok(sign_in(server, made, connection, brought(vendors, connection)))
        user = me(server, tokens)["userId"]
        shown = server.manage("GET", "get-user", params={"userId": user, "withIdentities": True})
        for secret in ("session_key", vendors.session_key, "app_access_token"):
            assert secret not in str(shown)
        vendors.person = person()
    log = (server.data / "server.log").read_text()
    assert vendors.session_key not in log


# --- who the account becomes here ----------------------------------------------------------------------------
FIELD = {"associationMode": "field"}


def test_a_verified_address_on_both_sides_is_the_same_person(server, vendors):
    made = connect(server, vendors, "github", fields=FIELD)
    user = user_of(server, email=vendors.person.email, emailVerified=True)["userId"]
    assert user_id(server, sign_in(server, made, "github", brought(vendors, "github"))) == user


def test_noauth_an_address_that_the_vendor_does_not_vouch_for_opens_nothing(server, vendors):
    made = connect(server, vendors, "github", fields=FIELD)
    vendors.person.verified = False
    victim = user_of(server, email=vendors.person.email, emailVerified=True)["userId"]
    asked = sign_in(server, made, "github", brought(vendors, "github"))
    assert_refused(asked, 303, 1666)
    assert "access_token" not in asked["data"] and asked["data"]["flowHandle"]
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": victim, "withIdentities": True}))
    assert shown.get("identities", []) == []


def test_a_question_is_answered_at_the_flow_and_once(server, vendors):
    made = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    asked = sign_in(server, made, "github", brought(vendors, "github"), {"scope": "openid profile offline_access"})
    assert_refused(asked, 303, 1641)
    data = asked["data"]
    assert data["canCreate"] and "password" in data["methods"] and data["email"] == vendors.person.email
    answer = {"flowHandle": data["flowHandle"], "action": "create-federation-account", **server.client()}
    foreign = {"x-authing-app-id": server.other_application()["appId"]}
    assert server.call("POST", "/interaction/authFlow", {**answer, "client_id": foreign["x-authing-app-id"]},
                       headers=foreign)["statusCode"] != 200
    tokens = assert_ok(server.call("POST", "/interaction/authFlow", answer))
    assert "refresh_token" in tokens
    assert_refused(server.call("POST", "/interaction/authFlow", answer), 400)
    assert user_id(server, sign_in(server, made, "github", brought(vendors, "github"))) == me(server, tokens)["userId"]


def test_a_question_without_registration_only_binds(server, vendors):
    made = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    user = user_of(server, username=new_name())
    with server.with_settings(pool={"registration_disabled": True}):
        asked = sign_in(server, made, "github", brought(vendors, "github"))
        assert_refused(asked, 303, 1640)
        answer = {"flowHandle": asked["data"]["flowHandle"], "action": "bind-identity-by-password",
                  "data": {"account": user["username"], "password": PASSWORD}, **server.client()}
        tokens = assert_ok(server.call("POST", "/interaction/authFlow", answer))
    assert me(server, tokens)["userId"] == user["userId"]


def test_what_comes_with_a_new_account(server, vendors):
    made = connect(server, vendors, "wechat")
    tokens = assert_ok(sign_in(server, made, "wechat", brought(vendors, "wechat"),
                               {"scope": "openid profile offline_access", "customData": {"origin": "spring"}}))
    assert set(tokens["scope"].split()) == {"openid", "profile", "offline_access"} and tokens["refresh_token"]
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": me(server, tokens)["userId"],
                                                               "withCustomData": True}))
    assert shown["registerSource"] == ["social:wechat:mobile"] and shown["customData"] == {"origin": "spring"}


def test_an_account_of_the_vendor_becomes_one_user_however_often_it_arrives_at_once(server, vendors):
    made = connect(server, vendors, "wechat")
    payloads = [brought(vendors, "wechat") for _ in range(16)]
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda each: sign_in(server, made, "wechat", each), payloads))
    assert len({user_id(server, each) for each in answers}) == 1


# --- a second factor is never skipped ------------------------------------------------------------------------
def test_no_way_around_a_second_factor(server, vendors):
    """signin-by-mobile."""
    made = connect(server, vendors, "wechat")
    payload = brought(vendors, "wechat")
    tokens = assert_ok(sign_in(server, made, "wechat", payload))
    app, _ = enroll_otp(server, tokens["access_token"])
    with server.with_settings(app={"mfa_factors": ["OTP"]}):
        answer = sign_in(server, made, "wechat", brought(vendors, "wechat"))
        assert_refused(answer, 303, 1636)
        assert "access_token" not in answer["data"]
        done = server.call("POST", "/api/v2/mfa/totp/verify", {"totp": app.next_code()},
                           headers={"authorization": "Bearer " + answer["data"]["mfaToken"]})
        assert assert_ok(done)


def test_no_way_around_a_second_factor_for_somebody_new(server, vendors):
    with server.with_settings(app={"mfa_factors": ["SMS"]}):
        for connection in ("wechat", "wechat_mini_program_phone", "yidun"):
            from scenes import new_number  # noqa: PLC0415
            vendors.person = person(phone=new_number())
            made = connect(server, vendors, connection)
            answer = sign_in(server, made, connection, brought(vendors, connection))
            assert answer["statusCode"] != 200 and "access_token" not in answer.get("data", {}), answer


# --- refusals ------------------------------------------------------------------------------------------------
def test_the_application_must_be_there_and_prove_itself(server, vendors):
    made = connect(server, vendors, "wechat")
    payload = brought(vendors, "wechat")

    def ask(headers=None, **client):
        return sign_in(server, made, "wechat", payload, headers=headers, client=client)

    assert_refused(ask(client_id=server.app_id, client_secret="wrong"), 401)
    assert_refused(ask(), 401)
    other = server.other_application()["appId"]
    server.command("application", "update", other, "--status", "disabled")
    body = {"extIdpConnidentifier": made["identifier"], "connection": "wechat", "wechatPayload": payload}
    for app_id, expected in ((NOWHERE, (404, 2011)), (other, (403, None))):
        assert_refused(server.post("signin-by-mobile", body, headers={"x-authing-app-id": app_id}), *expected)
        assert_refused(server.get("get-alipay-authinfo", params={"extIdpConnidentifier": "x"},
                                  headers={"x-authing-app-id": app_id}), *expected)
    assert_refused(server.post("signin-by-mobile", body, app=False), 400, 2010)
    assert_refused(server.get("get-alipay-authinfo", params={"extIdpConnidentifier": "x"}, app=False), 400, 2010)
    assert_ok(sign_in(server, made, "wechat", payload))  # the code was never asked about


def test_a_connection_is_for_what_it_is_for(server, vendors):
    made = connect(server, vendors, "wechat")
    assert_refused(sign_in(server, made, "github", {"code": "x"}), 400)
    assert_refused(sign_in(server, {"identifier": "nothing"}, "wechat", {"code": "x"}), 403)
    off = connect(server, vendors, "wechat", on=False)
    assert_refused(sign_in(server, off, "wechat", {"code": "x"}), 403)
    assert_refused(sign_in(server, made, "oppo", {"code": "x"}), 501)


@pytest.mark.parametrize("connection", KINDS)
def test_a_payload_must_be_there_with_what_proves(server, vendors, connection):
    made = connect(server, vendors, connection)
    body = {"extIdpConnidentifier": made["identifier"], "connection": connection, **server.client()}
    assert_refused(server.post("signin-by-mobile", body), 400)
    assert_refused(server.post("signin-by-mobile", {**body, KINDS[connection][2]: {}}), 400)
    empty = {"code": "", "access_token": ""}
    assert_refused(server.post("signin-by-mobile", {**body, KINDS[connection][2]: empty}), 400)


def test_a_token_of_baidu_says_not_whose_it_is(server, vendors):
    made = connect(server, vendors, "baidu")
    assert_refused(sign_in(server, made, "baidu", {"access_token": vendors.token()}), 400)
    assert_ok(sign_in(server, made, "baidu", {"access_token": "ignored", "code": new_code(vendors)}))


def test_what_is_refused_as_everywhere(server, vendors):
    made = connect(server, vendors, "wechat", loginOnly=True)
    assert_refused(sign_in(server, made, "wechat", brought(vendors, "wechat")), 403)
    made = connect(server, vendors, "wechat")
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(sign_in(server, made, "wechat", brought(vendors, "wechat")), 403, 2031)
    user = user_id(server, sign_in(server, made, "wechat", brought(vendors, "wechat")))
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(sign_in(server, made, "wechat", brought(vendors, "wechat")), 403, 2120008)
    nowhere = connect(server, vendors, "gitlab", fields={"baseUrl": "http://127.0.0.1:1"})
    assert_refused(sign_in(server, nowhere, "gitlab", {"code": "x"}), 502)


# --- Alipay's own start --------------------------------------------------------------------------------------
def test_alipays_parameters_are_signed_and_unique(server, vendors):
    import base64  # noqa: PLC0415
    import urllib.parse  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415
    made = connect(server, vendors, "alipay")

    def ask():
        return assert_ok(server.get("get-alipay-authinfo",
                                    params={"extIdpConnidentifier": made["identifier"]}))["authInfo"]

    text, _, signature = ask().rpartition("&sign=")
    given = dict(each.split("=", 1) for each in text.split("&"))
    assert list(given) == sorted(given)
    expected = {"apiname": "com.alipay.account.auth", "app_name": "mc", "biz_type": "openservice", "scope": "kuaijie",
                "method": "alipay.open.auth.sdk.code.get", "product_id": "APP_FAST_LOGIN", "auth_type": "AUTHACCOUNT",
                "sign_type": "RSA2", "app_id": "client-of-ours", "pid": "2088102123816631"}
    assert {name: given[name] for name in expected} == expected and given["target_id"] not in ask()
    vendors.our_alipay_key.public_key().verify(base64.b64decode(urllib.parse.unquote(signature)), text.encode(),
                                               padding.PKCS1v15(), hashes.SHA256())


def test_alipays_parameters_need_a_complete_connection(server, vendors):
    def ask(made):
        return server.get("get-alipay-authinfo", params={"extIdpConnidentifier": made["identifier"]})

    assert_refused(ask({"identifier": "nothing"}), 403)
    assert_refused(ask(connect(server, vendors, "wechat")), 400)
    assert_refused(ask(connect(server, vendors, "alipay", fields={"partnerId": ""})), 422)
    assert_refused(ask(connect(server, vendors, "alipay", fields={"privateKey": "no key"})), 502)


def test_alipays_answers_must_be_signed(server, vendors):
    made = connect(server, vendors, "alipay")
    vendors.break_answer = "openapi.alipay.com"
    assert_refused(sign_in(server, made, "alipay", brought(vendors, "alipay")), 502)


def test_an_address_of_the_vendor_alone_changes_nothing(server, vendors):
    """Without association somebody new gets an account of their own, whoever has the address here."""
    made = connect(server, vendors, "google")
    user = user_of(server, email=vendors.person.email or new_email(), emailVerified=True)["userId"]
    assert user_id(server, sign_in(server, made, "google", brought(vendors, "google"))) != user
