"""Mini programs and one-tap numbers: decryption, watermarks, phone numbers, platform tokens."""

import os

import pytest
import vendor_apps
from mobile_scene import brought, connect, encrypted_phone, new_code, sign_in, user_id
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, try_password, user_of
from source_scene import OURS, me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import new_connection

PROGRAMS = ["wechat_mini_program_code", "wechat_mini_program_phone", "wechat_mini_program_code_and_phone",
            "douyin_mini_program_code", "douyin_mini_program_code_and_phone"]
WITH_PHONE = [each for each in PROGRAMS if "phone" in each]
FIELD = {"associationMode": "field"}


@pytest.fixture(autouse=True)
def somebody_with_a_phone(vendors, nobody_complains):  # noqa: F811
    vendors.person = person(phone=new_number())


@pytest.mark.parametrize("connection", PROGRAMS)
def test_a_person_signs_in_twice_and_is_the_same(server, vendors, connection):
    made = connect(server, vendors, connection)
    first = sign_in(server, made, connection, brought(vendors, connection))
    again = sign_in(server, made, connection, brought(vendors, connection))
    assert user_id(server, first) == user_id(server, again)
    profile = me(server, first["data"])
    assert ("phone" in connection) == (profile.get("phone") == vendors.person.phone)
    assert not profile.get("phone") or profile["phoneVerified"]
    vendors.person = person(phone=new_number())
    assert user_id(server, sign_in(server, made, connection, brought(vendors, connection))) != profile["userId"]


@pytest.mark.parametrize("kind", ["wechat:miniprogram:default", "wechat:miniprogram:qrconnect",
                                  "wechat:miniprogram:app-launch"])
def test_every_kind_of_a_mini_program_takes_its_code(server, vendors, kind):
    made = connect(server, vendors, "wechat_mini_program_code", kind=kind)
    assert user_id(server, sign_in(server, made, "wechat_mini_program_code", brought(vendors,
                                                                                     "wechat_mini_program_code")))


def test_a_mini_program_finds_who_came_by_the_app_of_the_same_owner(server, vendors):
    app = connect(server, vendors, "wechat")
    program = new_connection(server, app["extIdpId"], "wechat:miniprogram:default", OURS)
    before = user_id(server, sign_in(server, app, "wechat", brought(vendors, "wechat")))
    code = "wechat_mini_program_code"
    assert user_id(server, sign_in(server, program, code, brought(vendors, code))) == before


@pytest.mark.parametrize("connection", ["wechat_mini_program_code", "douyin_mini_program_code"])
def test_the_profile_comes_encrypted(server, vendors, connection):
    made = connect(server, vendors, connection)
    data = vendor_apps.watermarked(nickName="Ann", avatarUrl="https://a/1", openId=vendors.person.id)
    payload = {"code": new_code(vendors), **vendor_apps.encrypt(vendors.session_key, data)}
    profile = me(server, assert_ok(sign_in(server, made, connection, payload)))
    assert (profile["nickname"], profile["photo"]) == ("Ann", "https://a/1")
    stranger = vendor_apps.watermarked(nickName="Eve", openId="somebody-else")
    payload = {"code": new_code(vendors), **vendor_apps.encrypt(vendors.session_key, stranger)}
    assert_refused(sign_in(server, made, connection, payload), 400)
    for lacking in ("iv", "encryptedData"):
        payload = {"code": new_code(vendors), **vendor_apps.encrypt(vendors.session_key, data)}
        del payload[lacking]
        assert_refused(sign_in(server, made, connection, payload), 400)


def bad_data(vendors):
    """Everything that can be wrong with encrypted data, by name."""
    good = vendor_apps.phone_data(vendors.person.phone)
    key = vendors.session_key
    sealed = vendor_apps.encrypt(key, good)
    yield "another session's", vendor_apps.encrypt(vendor_apps.new_session_key(), good)
    yield "another program's", vendor_apps.encrypt(key, vendor_apps.phone_data("13900000000", "another-program"))
    yield "no watermark", vendor_apps.encrypt(key, {"purePhoneNumber": "13900000000", "countryCode": "86"})
    yield "no JSON", vendor_apps.encrypt(key, b"no json at all\x02\x02")
    yield "no object", vendor_apps.encrypt(key, ["x"])
    yield "no UTF-8", vendor_apps.encrypt(key, b"\xff" * 15 + b"\x01")
    for name, last in (("zero", 0), ("seventeen", 17), ("two without two", 2), ("255", 255)):
        yield "padding " + name, vendor_apps.encrypt(key, b"x" * 15 + bytes([last]))
    yield "half a block", {**sealed, "encryptedData": vendor_apps.b64(os.urandom(24))}
    yield "short iv", {**sealed, "iv": vendor_apps.b64(os.urandom(8))}
    yield "no base64", {**sealed, "encryptedData": "!!!!"}
    yield "no base64 iv", {**sealed, "iv": "????"}


def test_padding_errors_cannot_be_told_from_others(server, vendors):
    """Padding oracle: whatever is wrong with the data, the answer is the same, letter by letter."""
    for program, operation in (("wechat_mini_program_phone", "decrypt-wechat-miniprogram-data"),
                               ("douyin_mini_program_code", "decrypt-douyin-miniprogram-data")):
        made = connect(server, vendors, program)
        answers = set()
        for name, data in bad_data(vendors):
            answer = server.post(operation, {"code": new_code(vendors), "extIdpConnidentifier": made["identifier"],
                                             **data})
            assert answer["statusCode"] == 400, name
            answers.add((answer["message"], answer.get("apiCode"), str(answer.get("data"))))
        assert len(answers) == 1


@pytest.mark.parametrize("connection", ["wechat_mini_program_phone", "douyin_mini_program_code_and_phone"])
def test_data_of_another_program_or_session_signs_nobody_in(server, vendors, connection):
    made = connect(server, vendors, connection)
    for name, data in bad_data(vendors):
        payload = {"code": new_code(vendors), **data}
        if "douyin" in connection:
            payload = {"loginParams": {"code": new_code(vendors)}, "phoneParams": data}
        assert sign_in(server, made, connection, payload)["statusCode"] == 400, name


def test_a_number_with_the_watermark_of_another_program_is_refused(server, vendors):
    made = connect(server, vendors, "wechat_mini_program_code_and_phone")
    vendors.phone_program = "another-program"
    payload = brought(vendors, "wechat_mini_program_code_and_phone")
    assert_refused(sign_in(server, made, "wechat_mini_program_code_and_phone", payload), 502)


def test_the_code_of_a_number_is_good_once_and_is_not_the_one_of_the_sign_in(server, vendors):
    both = "wechat_mini_program_code_and_phone"
    made = connect(server, vendors, both)
    payload = brought(vendors, both)
    assert_ok(sign_in(server, made, both, payload))
    again = {"wxLoginInfo": {"code": new_code(vendors)}, "wxPhoneInfo": payload["wxPhoneInfo"]}
    assert_refused(sign_in(server, made, both, again), 400)
    code = new_code(vendors)
    assert_refused(sign_in(server, made, both, {"wxLoginInfo": {"code": code}, "wxPhoneInfo": {"code": code}}), 400)
    assert_refused(sign_in(server, made, both, {"wxLoginInfo": {"code": ""}, "wxPhoneInfo": {"code": code}}), 400)
    assert_refused(sign_in(server, made, both, {"wxLoginInfo": {"code": code}, "wxPhoneInfo": {"code": ""}}), 400)
    vendors.complaints.clear()


@pytest.mark.parametrize("connection", WITH_PHONE)
def test_a_number_that_is_verified_on_both_sides_is_the_same_person(server, vendors, connection):
    made = connect(server, vendors, connection, fields=FIELD)
    user = user_of(server, phone=vendors.person.phone, phoneCountryCode="+86", phoneVerified=True)["userId"]
    assert user_id(server, sign_in(server, made, connection, brought(vendors, connection))) == user


@pytest.mark.parametrize("connection", WITH_PHONE)
def test_a_number_that_nobody_proved_here_is_not_taken_over(server, vendors, connection):
    made = connect(server, vendors, connection, fields=FIELD)
    user_of(server, phone=vendors.person.phone, phoneCountryCode="+86", phoneVerified=False)
    assert_refused(sign_in(server, made, connection, brought(vendors, connection)), 303, 1666)


# --- decryption for the program's own server -----------------------------------------------------------------
@pytest.mark.parametrize("program,operation", [("wechat_mini_program_code", "decrypt-wechat-miniprogram-data"),
                                               ("douyin_mini_program_code", "decrypt-douyin-miniprogram-data")])
def test_data_are_decrypted_without_the_key(server, vendors, program, operation):
    made = connect(server, vendors, program)
    sent = {"code": new_code(vendors), "extIdpConnidentifier": made["identifier"], **encrypted_phone(vendors)}
    data = assert_ok(server.post(operation, sent))
    assert data["purePhoneNumber"] == vendors.person.phone and data["watermark"]["appid"] == OURS["clientId"]
    assert_refused(server.post(operation, sent), 400)  # the code was used
    vendors.complaints.clear()
    other = connect(server, vendors, "wechat")
    assert_refused(server.post(operation, {**sent, "extIdpConnidentifier": other["identifier"]}), 400)
    assert_refused(server.post(operation, {**sent, "extIdpConnidentifier": "nothing"}), 403)
    assert_refused(server.post(operation, sent, app=False), 400, 2010)


def test_nothing_is_decrypted_when_the_platform_cannot_be_reached(vendors):
    import genauth  # noqa: PLC0415
    with genauth.Server(settings={"GENAUTH_SOURCES_VENDOR_ORIGIN": "http://127.0.0.1:1",
                                  "GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as cut_off:
        for program, operation in (("wechat_mini_program_code", "decrypt-wechat-miniprogram-data"),
                                   ("douyin_mini_program_code", "decrypt-douyin-miniprogram-data")):
            made = connect(cut_off, vendors, program)
            sent = {"code": "x", "extIdpConnidentifier": made["identifier"], **encrypted_phone(vendors)}
            assert_refused(cut_off.post(operation, sent), 502)
        proof = {"appId": OURS["clientId"], "appSecret": OURS["clientSecret"]}
        for operation in ("get-wechat-access-token", "get-wechat-access-token-info"):
            assert_refused(cut_off.post(operation, proof), 502)


def test_an_answer_that_is_none_is_reported(server, vendors):
    proof = {"appId": OURS["clientId"], "appSecret": "a secret that is not remembered"}
    for program, operation, host in (
            ("wechat_mini_program_code", "decrypt-wechat-miniprogram-data", "api.weixin.qq.com"),
            ("douyin_mini_program_code", "decrypt-douyin-miniprogram-data", "developer.toutiao.com")):
        made = connect(server, vendors, program, fields={"clientSecret": proof["appSecret"]})
        vendors.break_answer = host
        sent = {"code": "x", "extIdpConnidentifier": made["identifier"], **encrypted_phone(vendors)}
        assert_refused(server.post(operation, sent), 502)
    vendors.break_answer = "api.weixin.qq.com"
    for operation in ("get-wechat-access-token", "get-wechat-access-token-info"):
        assert_refused(server.post(operation, proof), 502)


# --- platform tokens ----------------------------------------------------
def asked_for_tokens(vendors):
    return sum(1 for each in vendors.asked if each[1] == "api.weixin.qq.com/cgi-bin/stable_token")


@pytest.mark.parametrize("operation", ["get-wechat-access-token", "get-wechat-access-token-info"])
def test_a_platform_token_is_for_whoever_knows_the_secret(server, vendors, operation):
    connect(server, vendors, "wechat_mini_program_code")
    proof = {"appId": OURS["clientId"], "appSecret": OURS["clientSecret"]}
    before = asked_for_tokens(vendors)
    given = assert_ok(server.post(operation, proof))
    assert given["accessToken"] == vendor_apps.PLATFORM_TOKEN and given["expiresAt"].endswith("Z")
    assert assert_ok(server.post(operation, proof)) == given
    assert asked_for_tokens(vendors) <= before + 1
    for wrong in ({"appSecret": "wrong"}, {"appId": "another"}, {"appSecret": OURS["clientSecret"][:-1]}):
        assert_refused(server.post(operation, {**proof, **wrong}), 403)
    # Of the pool, but not of this application.
    foreign = {"x-authing-app-id": server.other_application()["appId"]}
    assert_refused(server.post(operation, proof, headers=foreign), 403)
    assert_refused(server.post(operation, proof, app=False), 400, 2010)
    server.advance(2 * 3_600_000)
    assert assert_ok(server.post(operation, proof))["expiresAt"] > given["expiresAt"]


@pytest.mark.parametrize("operation", ["get-wechat-access-token", "get-wechat-access-token-info"])
def test_a_platform_that_refuses_is_reported(server, vendors, operation):
    connect(server, vendors, "wechat_mini_program_code", fields={"clientSecret": "no longer the secret"})
    proof = {"appId": OURS["clientId"], "appSecret": "no longer the secret"}
    assert_refused(server.post(operation, proof), 400)


# --- one tap ----------------------------------------------------
def test_a_number_signs_in_whoever_has_it_here(server, vendors):
    made = connect(server, vendors, "yidun")
    user = user_of(server, phone=vendors.person.phone, phoneCountryCode="+86", phoneVerified=True)["userId"]
    assert user_id(server, sign_in(server, made, "yidun", brought(vendors, "yidun"))) == user
    assert_refused(sign_in(server, made, "yidun", {"token": "token", "accessToken": "carrier"}), 400)


def test_a_new_number_is_a_new_person(server, vendors):
    made = connect(server, vendors, "yidun")
    profile = me(server, assert_ok(sign_in(server, made, "yidun", brought(vendors, "yidun"),
                                           {"customData": {"origin": "app"}})))
    assert profile["phone"] == vendors.person.phone and profile["phoneVerified"]
    assert user_id(server, sign_in(server, made, "yidun", brought(vendors, "yidun"))) == profile["userId"]
    vendors.person = person(phone=new_number())
    only_known = connect(server, vendors, "yidun", loginOnly=True)
    assert_refused(sign_in(server, only_known, "yidun", brought(vendors, "yidun")), 403)


def test_re_assigned_number_its_new_holder_does_not_get_the_old_ones_account(server, vendors):
    """A number is looked up each time; nothing stays linked to it."""
    made = connect(server, vendors, "yidun")
    old = me(server, assert_ok(sign_in(server, made, "yidun", brought(vendors, "yidun"))))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": old, "phone": new_number(), "phoneCountryCode": "+86"}))
    assert user_id(server, sign_in(server, made, "yidun", brought(vendors, "yidun"))) != old


def test_pre_hijack_whoever_registered_the_number_before_its_owner_keeps_nothing(server, vendors):
    made = connect(server, vendors, "yidun")
    name = new_name()
    user_of(server, username=name, phone=vendors.person.phone, phoneCountryCode="+86", phoneVerified=False)
    attacker = assert_ok(try_password(server, username=name))["access_token"]
    tokens = assert_ok(sign_in(server, made, "yidun", brought(vendors, "yidun")))
    assert me(server, tokens)["phoneVerified"]
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert try_password(server, PASSWORD, username=name)["apiCode"] == 2333


@pytest.mark.parametrize("number", ["139****0000", "", "1391234567", "+8613912345678", "Zm9vYmFyYmF6"])
def test_a_number_that_is_masked_or_none_signs_nobody_in(server, vendors, number):
    made = connect(server, vendors, "yidun")
    vendors.one_taps[("token", "carrier")] = number
    answer = sign_in(server, made, "yidun", {"token": "token", "accessToken": "carrier"})
    assert answer["statusCode"] in (400, 502), answer


def test_an_address_is_not_needed(server, vendors):
    made = connect(server, vendors, "yidun")
    vendors.person.email = new_email()
    assert user_id(server, sign_in(server, made, "yidun", brought(vendors, "yidun")))
