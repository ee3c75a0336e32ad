"""WeChat inside a mobile app, as the official SDKs call it (wechat-mobile-auth-by-code): a code signs in or leads to a
question, whose key is good once, for five minutes and for one application. The answers: wechat-mobile-register,
wechat-mobile-by-email-code, wechat-mobile-by-phone-code, wechat-mobile-by-account, wechat-mobile-select,
wechat-mobile-by-account-id."""

import base64
import concurrent.futures

import pytest
from mobile_scene import brought, connect, new_code, sign_in, user_id
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_password,
                    two_processes, user_of, wrong)
from second_factor import enroll_otp
from source_scene import OURS, me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import new_connection

NOWHERE = "0" * 24
CHALLENGE = {"associationMode": "challenge"}
NAMES = {"register": "create-federation-account", "byEmailCode": "bind-identity-by-email-code",
         "byPhoneCode": "bind-identity-by-phone-code", "byAccount": "bind-identity-by-password",
         "select": "bind-identity-by-selection", "byAccountId": "bind-identity-by-account-id"}


@pytest.fixture(autouse=True)
def native_application(server):
    """Mobile apps keep no secret."""
    with server.with_settings(app={"token_auth_method": "none"}):
        yield


def call(server, step, body, **more):
    return server.call("POST", "/api/v2/ecConn/wechatMobile/" + step, body, **more)


def tokens_of(answer):
    """They stand alone, without an envelope."""
    assert "statusCode" not in answer and answer["token_type"] == "Bearer" and answer["expire_in"] > 0, answer
    return answer


def by_code(server, vendors, made=None, **more):
    body = {"code": new_code(vendors), **more}
    if made:
        body["connId"] = made["id"]
    return call(server, "authByCodeIdentity", body)


def act(server, step, key, headers=None, **data):
    return call(server, step, {"key": key, "action": NAMES[step], **data}, headers=headers)


def asked(server, vendors, made, api_code=1641):
    answer = by_code(server, vendors, made)
    assert_refused(answer, 303, api_code)
    assert answer["code"] == api_code and answer["uniqueId"], "what the V2 clients read"
    return answer["data"]


def key_of(server, vendors, made):
    return asked(server, vendors, made)["key"]


def test_a_code_signs_in_twice_as_the_same_person(server, vendors):
    made = connect(server, vendors, "wechat")
    first = tokens_of(by_code(server, vendors, made, options={"scope": "openid profile offline_access",
                                                              "customData": {"origin": "app"}}))
    assert first["refresh_token"] and first["id_token"]
    again = tokens_of(call(server, "authByCodeIdentity", {"code": new_code(vendors), "appId": server.app_id,
                                                          "connId": made["identifier"]}, app=False))
    assert me(server, first)["userId"] == me(server, again)["userId"]
    # The first connection of the application, where none is named; and the same person as by signin-by-mobile.
    tokens_of(by_code(server, vendors))
    assert user_id(server, sign_in(server, made, "wechat", brought(vendors, "wechat"))) == me(server, first)["userId"]


def test_a_code_is_good_once(server, vendors):
    connect(server, vendors, "wechat")
    code = new_code(vendors)
    tokens_of(call(server, "authByCodeIdentity", {"code": code}))
    assert_refused(call(server, "authByCodeIdentity", {"code": code}), 400)
    vendors.complaints.clear()


def test_an_answer_that_is_none_signs_nobody_in(server, vendors):
    made = connect(server, vendors, "wechat")
    vendors.break_answer = "api.weixin.qq.com"
    assert_refused(by_code(server, vendors, made), 502)


def test_a_new_person_may_register(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    data = asked(server, vendors, made)
    assert data["canCreate"] and "phone-code" in data["methods"] and data["name"] == "Ann"
    tokens = tokens_of(act(server, "register", data["key"]))
    assert_refused(act(server, "register", data["key"]), 400)
    assert me(server, tokens_of(by_code(server, vendors, made)))["userId"] == me(server, tokens)["userId"]


def test_an_account_is_bound_by_its_password(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    user = user_of(server, username=new_name())
    key = key_of(server, vendors, made)
    assert_refused(act(server, "byAccount", key, account=user["username"], password="wrong"), 403, 2333)
    tokens = tokens_of(act(server, "byAccount", key, account=user["username"], password=PASSWORD))
    assert me(server, tokens)["userId"] == user["userId"]
    assert_refused(act(server, "byAccount", key, account=user["username"], password=PASSWORD), 400)
    assert me(server, tokens_of(by_code(server, vendors, made)))["userId"] == user["userId"]


def test_an_account_is_bound_by_a_code(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    number = new_number()
    user = user_of(server, phone=number, phoneCountryCode="+86", phoneVerified=True)["userId"]
    key = key_of(server, vendors, made)
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(act(server, "byPhoneCode", key, phone=number, code=wrong(code)), 400, 2001)
    assert_refused(act(server, "byPhoneCode", key, phone="12", code=code), 400)
    assert_refused(act(server, "byPhoneCode", key, phone=number, phoneCountryCode="+9999", code=code), 400)
    tokens = tokens_of(act(server, "byPhoneCode", key, phone=number, phoneCountryCode="+86", code=code))
    assert me(server, tokens)["userId"] == user

    vendors.person = person()
    email = new_email()
    user = user_of(server, email=email, emailVerified=True)["userId"]
    key = key_of(server, vendors, made)
    code = email_code(server, "CHANNEL_LOGIN", email)
    assert_refused(act(server, "byEmailCode", key, email=email, code=wrong(code)), 400, 2001)
    assert_refused(act(server, "byEmailCode", key, email="no", code=code), 400, 2003)
    assert me(server, tokens_of(act(server, "byEmailCode", key, email=email, code=code)))["userId"] == user

    # An address that nobody has.
    vendors.person = person()
    key = key_of(server, vendors, made)
    email, number = new_email(), new_number()
    code = email_code(server, "CHANNEL_LOGIN", email)
    assert_refused(act(server, "byEmailCode", key, email=email, code=code), 404, 2004)
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(act(server, "byPhoneCode", key, phone=number, code=code), 404, 2004)


def test_pre_hijack_whoever_registered_the_address_before_its_owner_keeps_nothing(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    email = new_email()
    user_of(server, email=email, emailVerified=False)
    attacker = assert_ok(try_password(server, email=email))["access_token"]
    key = key_of(server, vendors, made)
    tokens = tokens_of(act(server, "byEmailCode", key, email=email, code=email_code(server, "CHANNEL_LOGIN", email)))
    assert me(server, tokens)["emailVerified"]
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert try_password(server, email=email)["apiCode"] == 2333


def test_the_administrator_chooses_how_accounts_are_proved(server, vendors):
    made = connect(server, vendors, "wechat", fields={**CHALLENGE, "challengeBindingMethods": ["email-code"]})
    data = asked(server, vendors, made)
    assert data["methods"] == ["email-code"]
    assert_refused(act(server, "byAccount", data["key"], account="a", password="b"), 400)
    assert_refused(act(server, "byPhoneCode", data["key"], phone=new_number(), code="123456"), 400)
    made = connect(server, vendors, "wechat", fields={**CHALLENGE, "challengeBindingMethods": ["password"]})
    key = key_of(server, vendors, made)
    assert_refused(act(server, "byEmailCode", key, email=new_email(), code="123456"), 400)


def test_without_registration_only_existing_accounts_are_bound(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(act(server, "register", key), 403, 2031)
        closed = asked(server, vendors, made, 1640)
        assert not closed["canCreate"]
        assert_refused(act(server, "register", closed["key"]), 303, 1640)
        assert_refused(by_code(server, vendors, connect(server, vendors, "wechat")), 403, 2031)
    only_known = connect(server, vendors, "wechat", loginOnly=True)
    assert_refused(by_code(server, vendors, only_known), 403)


# --- select and byAccountId ----------------------------------------------------
def two_accounts_of_one_person(server, vendors):
    """WeChat names a person by two ids; each came to be linked to an account of its own before both were known."""
    made = connect(server, vendors, "wechat")
    vendors.person = person(unionid="")  # the app does not belong to a platform account yet
    by_openid = me(server, tokens_of(by_code(server, vendors, made)))["userId"]
    openid = vendors.person.id
    union = "u-" + openid
    site = new_connection(server, made["extIdpId"], "wechat:miniprogram:default", OURS)
    vendors.person = person(unionid=union)
    code = "wechat_mini_program_code"
    by_unionid = user_id(server, sign_in(server, site, code, brought(vendors, code)))
    vendors.person = person(id=openid, unionid=union)
    return made, by_openid, by_unionid


@pytest.mark.parametrize("step,name", [("select", "account"), ("byAccountId", "accountId")])
def test_only_an_account_that_the_flow_has_proved_can_be_chosen(server, vendors, step, name):
    made, first, second = two_accounts_of_one_person(server, vendors)
    stranger = user_of(server, username=new_name())["userId"]
    data = asked(server, vendors, made, 2921)
    assert {each["id"] for each in data["accounts"]} == {first, second}
    # Somebody else's, ones that do not exist, and no id at all: not to be told apart.
    nobody = (stranger, NOWHERE, "x", server.app_id)
    answers = {act(server, step, data["key"], **{name: other})["message"] for other in nobody}
    assert len(answers) == 1
    assert_refused(act(server, step, data["key"], **{name: stranger}), 404, 2004)  # the fifth: the key is gone
    assert_refused(act(server, step, data["key"], **{name: first}), 400)
    for chosen in (first, second):
        key = asked(server, vendors, made, 2921)["key"]
        assert me(server, tokens_of(act(server, step, key, **{name: chosen})))["userId"] == chosen
        assert_refused(act(server, step, key, **{name: chosen}), 400)


@pytest.mark.parametrize("step,name", [("select", "account"), ("byAccountId", "accountId")])
def test_a_question_proves_no_account_by_itself(server, vendors, step, name):
    """The ids of others are no secret: naming one must not bind it."""
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    victim = user_of(server, username=new_name())["userId"]
    key = key_of(server, vendors, made)
    assert_refused(act(server, step, key, **{name: victim}), 404, 2004)
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": victim, "withIdentities": True}))
    assert shown.get("identities", []) == []


# --- the key ----------------------------------------------------
STEPS = {"register": {}, "byEmailCode": {"email": "a@example.com", "code": "123456"},
         "byPhoneCode": {"phone": "13912345678", "code": "123456"}, "byAccount": {"account": "a", "password": "b"},
         "select": {"account": "a"}, "byAccountId": {"accountId": "a"}}


def test_a_key_ends_after_five_minutes(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key, late = key_of(server, vendors, made), key_of(server, vendors, made)
    server.advance(299_000)
    tokens_of(act(server, "register", key))
    server.advance(2_000)
    for step, data in STEPS.items():
        assert_refused(act(server, step, late, **data), 400)


def test_a_key_is_for_its_application_and_no_ticket_of_another_kind(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    other = server.other_application()["appId"]
    server.command("application", "update", other, "--set", 'token_auth_method="none"')
    flow = sign_in(server, made, "wechat", brought(vendors, "wechat"))["data"]["flowHandle"]
    for step, data in STEPS.items():
        assert_refused(act(server, step, key, headers={"x-authing-app-id": other}, **data), 400)
        for none in ("", "x", "x.y", key[:-1] + ("A" if key[-1] != "A" else "B"), flow):
            assert_refused(act(server, step, none, **data), 400)
    answer = server.call("POST", "/interaction/authFlow", {"action": "create-federation-account", "flowHandle": key})
    assert_refused(answer, 400)
    tokens_of(act(server, "register", key))


def test_a_key_gives_tokens_once_under_a_race(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    user = user_of(server, username=new_name())
    tokens_of(act(server, "byAccount", key, account=user["username"], password=PASSWORD))
    made, first, _ = two_accounts_of_one_person(server, vendors)
    key = asked(server, vendors, made, 2921)["key"]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: act(server, "select", key, account=first), range(64)))
    assert sum("access_token" in each for each in answers) == 1
    assert {each.get("statusCode") for each in answers} <= {None, 400}


def test_a_key_makes_one_account_under_a_race(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: act(server, "register", key), range(64)))
    assert sum("access_token" in each for each in answers) == 1
    assert {each.get("statusCode") for each in answers} <= {None, 400, 409}


def test_a_key_is_used_up_for_every_process(vendors):
    with two_processes(settings={"GENAUTH_SOURCES_VENDOR_ORIGIN": vendors.origin,
                                 "GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as (one, two):
        one._set(None, {"token_auth_method": "none"})
        made = connect(one, vendors, "wechat", fields=CHALLENGE)
        for _ in range(3):
            vendors.person = person()
            key = key_of(one, vendors, made)
            with concurrent.futures.ThreadPoolExecutor(32) as pool:
                answers = list(pool.map(lambda i: act((one, two)[i % 2], "register", key), range(32)))
            assert sum("access_token" in each for each in answers) == 1


# --- rules of every sign-in ----------------------------------------------------
def test_no_way_around_a_second_factor(server, vendors):
    """wechat-mobile."""
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    user = user_of(server, username=new_name())
    token = assert_ok(try_password(server, username=user["username"]))["access_token"]
    app, _ = enroll_otp(server, token)
    with server.with_settings(app={"mfa_factors": ["OTP"]}):
        key = key_of(server, vendors, made)
        answer = act(server, "byAccount", key, account=user["username"], password=PASSWORD)
        assert_refused(answer, 303, 1636)
        assert "access_token" not in answer["data"]
        # With the password alone nothing was linked: WeChat still leads to a question, not to the account.
        key_of(server, vendors, made)
        done = server.call("POST", "/api/v2/mfa/totp/verify", {"totp": app.next_code()},
                           headers={"authorization": "Bearer " + answer["data"]["mfaToken"]})
        assert_ok(done)
        assert_refused(by_code(server, vendors, made), 303, 1636)
    made, first, _ = two_accounts_of_one_person(server, vendors)
    with server.with_settings(app={"mfa_factors": ["EMAIL"]}):
        key = asked(server, vendors, made, 2921)["key"]
        answer = act(server, "select", key, account=first)
        assert answer["statusCode"] != 200 and "access_token" not in answer


def test_an_account_of_wechat_is_bound_to_one_user(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    keys = [key_of(server, vendors, made) for _ in range(3)]
    user, other = user_of(server, username=new_name()), user_of(server, username=new_name())
    tokens_of(act(server, "byAccount", keys[0], account=user["username"], password=PASSWORD))
    assert_refused(act(server, "byAccount", keys[1], account=other["username"], password=PASSWORD), 409, 2215)
    assert_refused(act(server, "register", keys[2]), 409, 2215)


def test_what_is_refused_as_everywhere(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    for step, data in {**STEPS, "authByCodeIdentity": {"code": "x"}}.items():
        body = {"key": key, "action": "x", **data}
        assert_refused(call(server, step, body, app=False), 400, 2010)
        assert_refused(call(server, step, body, headers={"x-authing-app-id": NOWHERE}), 404, 2011)
    disabled = server.other_application()["appId"]
    server.command("application", "update", disabled, "--status", "disabled")
    assert_refused(act(server, "register", key, headers={"x-authing-app-id": disabled}), 403)
    assert_refused(call(server, "authByCodeIdentity", {"code": "x"}, headers={"x-authing-app-id": disabled}), 403)
    assert_refused(by_code(server, vendors, appId=NOWHERE), 404, 2011)
    assert_refused(by_code(server, vendors, {"id": "nothing"}), 403)
    assert_refused(by_code(server, vendors, connect(server, vendors, "github")), 403)
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        assert_refused(act(server, "byAccount", key, account="nobody", password=PASSWORD), 400, 2000)
    tokens = tokens_of(act(server, "register", key))
    suspended = {"userId": me(server, tokens)["userId"], "status": "Suspended"}
    assert_ok(server.manage("POST", "update-user", suspended))
    assert_refused(by_code(server, vendors, made), 403, 2120008)


def test_passwords_are_guarded_as_on_any_sign_in(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    user = user_of(server, username=new_name())
    key = key_of(server, vendors, made)
    with server.with_settings(pool={"captcha_mode": "disable", "lock_after_failures": 2}):
        assert_refused(act(server, "byAccount", key, account=user["username"], password="wrong"), 403, 2333)
        assert_refused(act(server, "byAccount", key, account=user["username"], password="wrong"), 403, 2057)
        assert_refused(act(server, "byAccount", key, account=user["username"], password=PASSWORD), 403, 2005)


def test_an_application_with_a_secret_must_show_it(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    key = key_of(server, vendors, made)
    with server.with_settings(app={"token_auth_method": "client_secret_basic"}):
        assert_refused(by_code(server, vendors, made), 401)
        for step, data in STEPS.items():
            assert_refused(act(server, step, key, **data), 401)
        basic = {"authorization": "Basic " + base64.b64encode(f"{server.app_id}:{server.app_secret}".encode()).decode()}
        tokens_of(act(server, "register", key, headers=basic))


def test_an_account_behind_a_code_may_be_suspended(server, vendors):
    made = connect(server, vendors, "wechat", fields=CHALLENGE)
    email = new_email()
    user = user_of(server, email=email, emailVerified=True)["userId"]
    key = key_of(server, vendors, made)
    code = email_code(server, "CHANNEL_LOGIN", email)
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(act(server, "byEmailCode", key, email=email, code=code), 403, 2120008)


def test_wechat_must_be_reached(vendors):
    import genauth  # noqa: PLC0415
    with genauth.Server(settings={"GENAUTH_SOURCES_VENDOR_ORIGIN": "http://127.0.0.1:1",
                                  "GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as cut_off:
        cut_off._set(None, {"token_auth_method": "none"})
        connect(cut_off, vendors, "wechat")
        assert_refused(call(cut_off, "authByCodeIdentity", {"code": "x"}), 502)
