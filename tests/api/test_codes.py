"""send-sms, send-email, pre-check-code and get-captcha-code, through HTTP, on both engines."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import genauth
import pytest
from scenes import (assert_ok, assert_refused, email_code, new_email, new_number, solved_captcha, try_passcode, user_of,
                    wrong)

EMAIL_CHANNELS = ["CHANNEL_LOGIN", "CHANNEL_REGISTER", "CHANNEL_RESET_PASSWORD", "CHANNEL_VERIFY_EMAIL_LINK",
                  "CHANNEL_UPDATE_EMAIL", "CHANNEL_BIND_EMAIL", "CHANNEL_UNBIND_EMAIL", "CHANNEL_VERIFY_MFA",
                  "CHANNEL_UNLOCK_ACCOUNT", "CHANNEL_COMPLETE_EMAIL", "CHANNEL_DELETE_ACCOUNT"]
SMS_CHANNELS = ["CHANNEL_LOGIN", "CHANNEL_REGISTER", "CHANNEL_RESET_PASSWORD", "CHANNEL_BIND_PHONE",
                "CHANNEL_UNBIND_PHONE", "CHANNEL_BIND_MFA", "CHANNEL_VERIFY_MFA", "CHANNEL_UNBIND_MFA",
                "CHANNEL_COMPLETE_PHONE", "CHANNEL_IDENTITY_VERIFICATION", "CHANNEL_DELETE_ACCOUNT"]


def send_email(server, email, channel="CHANNEL_LOGIN", **more):
    return server.post("send-email", {"channel": channel, "email": email}, **more)


def check_email(server, email, code, channel="CHANNEL_LOGIN"):
    payload = {"email": email, "passCode": code, "channel": channel}
    return assert_ok(server.post("pre-check-code", {"codeType": "EMAIL", "emailCodePayload": payload}))["isValid"]


def check_sms(server, number, code, channel="CHANNEL_LOGIN"):
    payload = {"phone": number, "passCode": code, "channel": channel}
    return assert_ok(server.post("pre-check-code", {"codeType": "SMS", "smsCodePayload": payload}))["isValid"]


@contextlib.contextmanager
def limited(**settings):
    """A server with limits on sending, and none but the named ones."""
    names = ("RESEND_MS", "RECIPIENT_PER_DAY", "ADDRESS_PER_DAY", "POOL_PER_DAY", "COUNTRY_PER_DAY")
    none = {name: "0" for name in names}
    wanted = {f"GENAUTH_CODES_{name.upper()}": str(value) for name, value in {**none, **settings}.items()}
    with genauth.Server(settings=wanted) as server:
        yield server


# --- sending -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@example.com\r\nBcc: victim@example.com", "a@example.com\n",
                                   "a@example.com,b@example.com", "Ada <a@example.com>", "a@example.com\u0000",
                                   "=?utf-8?q?a?=@example.com\r\n"])
def test_refuses_an_address_that_is_none_or_more_than_one(server, email):
    before = len(server.messages())
    answer = send_email(server, email)
    assert answer["statusCode"] == 400, answer
    assert len(server.messages()) == before


@pytest.mark.parametrize("number,code", [("12345", "+86"), ("2025550", "+1"), ("13800138000", "+999"),
                                         ("13800138000\r\n", "+86"), ("٠١٢٣٤٥٦٧٨٩٠", "+86")])
def test_refuses_a_number_that_is_none(server, number, code):
    assert server.send_sms("CHANNEL_LOGIN", number, code)["statusCode"] == 400


def test_refuses_without_and_with_an_unknown_application(server):
    unknown = {"x-authing-app-id": "0" * 24}
    for path, body in (("send-sms", {"channel": "CHANNEL_LOGIN", "phoneNumber": new_number()}),
                       ("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}),
                       ("pre-check-code", {"codeType": "SMS"})):
        assert_refused(server.post(path, body, app=False), 400, 2010)
        assert_refused(server.post(path, body, app=False, headers=unknown), 404, 2011)
    assert_refused(server.get("get-captcha-code", app=False), 400, 2010)
    assert_refused(server.get("get-captcha-code", app=False, headers=unknown), 404, 2011)


def test_a_message_tells_the_code_and_how_long_it_lives(server):
    number, email = new_number(), new_email()
    server.sms_code("CHANNEL_LOGIN", number)
    email_code(server, "CHANNEL_LOGIN", email)
    for to, kind in (("+86" + number, "sms"), (email, "email")):
        message = server.messages(to)[0]
        assert (message["kind"], message["to"], message["channel"]) == (kind, to, "CHANNEL_LOGIN")
        assert message["code"].isdigit() and len(message["code"]) == 6
        assert message["code"] in message["text"] and "5 minutes" in message["text"]


@pytest.mark.parametrize("language,word", [("zh-CN", "验证码"), ("en-US", "verification code"), ("zh-TW", "驗證碼"),
                                           ("ja-JP", "認証コード")])
def test_a_message_speaks_the_language_of_the_caller(server, language, word):
    email = new_email()
    assert_ok(send_email(server, email, headers={"x-authing-lang": language}))
    message = server.messages(email)[0]
    assert word in message["text"] and word in message["subject"]


def test_the_pool_decides_length_life_and_tries_of_a_code(server):
    number = new_number()
    user_of(server, phone=number)
    with server.with_settings(pool={"code_length": 8, "code_ttl_ms": 120_000, "code_attempts_max": 2}):
        code = server.sms_code("CHANNEL_LOGIN", number)
        assert len(code) == 8
        server.advance(119_000)
        assert_ok(try_passcode(server, code, phone=number))
        code = server.sms_code("CHANNEL_LOGIN", number)
        server.advance(120_001)
        assert_refused(try_passcode(server, code, phone=number), 400, 2001)
        code = server.sms_code("CHANNEL_LOGIN", number)
        for _ in range(2):
            assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
        assert_refused(try_passcode(server, code, phone=number), 400, 2001)


# --- throttles ---------------------------------------------------------------------------------------------------
def test_one_message_a_minute_goes_to_a_recipient_for_a_purpose(server):
    email, number = new_email(), new_number()
    assert_ok(send_email(server, email))
    assert_refused(send_email(server, email.upper()), 429, 2080)  # in any case
    assert_ok(send_email(server, email, "CHANNEL_RESET_PASSWORD"))  # another purpose
    assert_ok(send_email(server, new_email()))  # another recipient
    assert_ok(server.send_sms("CHANNEL_LOGIN", number))
    assert_refused(server.send_sms("CHANNEL_LOGIN", number), 429)
    server.advance(60_001)
    assert_ok(send_email(server, email))
    assert_ok(server.send_sms("CHANNEL_LOGIN", number))


def test_many_sends_at_once_count_in_turn(server):
    """They share the counters of the pool and of the address; none may fail because of another."""
    numbers = [new_number() for _ in range(96)]
    with ThreadPoolExecutor(48) as clients:
        answers = list(clients.map(lambda number: server.send_sms("CHANNEL_LOGIN", number), numbers))
    assert {answer["statusCode"] for answer in answers} == {200}


def test_a_throttled_send_leaves_the_first_code_valid(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    assert_refused(server.send_sms("CHANNEL_LOGIN", number), 429)
    assert_ok(try_passcode(server, code, phone=number))


def test_a_recipient_gets_so_many_codes_a_day():
    with limited(recipient_per_day=3) as server:
        number, email = new_number(), new_email()
        for channel in SMS_CHANNELS[:3]:
            assert_ok(server.send_sms(channel, number))
        assert_refused(server.send_sms("CHANNEL_LOGIN", number), 429)
        for channel in EMAIL_CHANNELS[:3]:
            assert_ok(send_email(server, email, channel))
        answer = send_email(server, email)
        assert answer["statusCode"] == 429 and "daily" in answer["message"]
        assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))
        server.advance(86_400_000)
        assert_ok(server.send_sms("CHANNEL_LOGIN", number))


def test_an_address_asks_for_so_many_codes_a_day():
    with limited(address_per_day=3) as server:
        for _ in range(3):
            assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))
        for headers in ({}, {"x-forwarded-for": "203.0.113.7"}, {"x-real-ip": "203.0.113.7"}):
            assert_refused(send_email(server, new_email(), headers=headers), 429)
        server.advance(86_400_000)
        assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))


def test_an_address_asks_for_so_many_codes_a_minute():
    with genauth.Server(settings={"GENAUTH_RATE_MESSAGE_PER_MINUTE": "2"}) as server:
        for _ in range(2):
            assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))
        assert_refused(server.send_sms("CHANNEL_LOGIN", new_number()), 429)
        assert_refused(send_email(server, new_email()), 429)
        server.advance(60_000)
        assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))


def test_a_pool_sends_so_many_codes_a_day_of_each_kind():
    with limited(pool_per_day=2) as server:
        for _ in range(2):
            assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))
        assert_refused(server.send_sms("CHANNEL_LOGIN", new_number()), 429)
        assert_ok(send_email(server, new_email()))


def test_a_foreign_country_gets_so_many_codes_a_day():
    with genauth.Server(settings={"GENAUTH_CODES_COUNTRY_PER_DAY": "2",
                                  "GENAUTH_MESSAGES_SMS_INTERNATIONAL_PROVIDER": "inbox"}) as server, \
            server.with_settings(pool={"sms_countries": ["+86", "+1", "+44"]}):
        for last in range(2):
            assert_ok(server.send_sms("CHANNEL_LOGIN", f"202555012{last}", "+1"))
        assert_refused(server.send_sms("CHANNEL_LOGIN", "2025550129", "+1"), 429)
        assert_ok(server.send_sms("CHANNEL_LOGIN", "7911123456", "+44"))  # another country
        assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))


def test_a_refused_send_eats_into_no_budget():
    with limited(recipient_per_day=2, resend_ms=60_000) as server:
        number = new_number()
        assert_ok(server.send_sms("CHANNEL_LOGIN", number))
        for _ in range(5):
            assert_refused(server.send_sms("CHANNEL_LOGIN", number), 429)
        server.advance(60_001)
        assert_ok(server.send_sms("CHANNEL_LOGIN", number))


# --- what a code is for ------------------------------------------------------------------------------------------
def test_an_email_code_is_valid_for_its_channel_alone(server):
    email = new_email()
    code = email_code(server, "CHANNEL_RESET_PASSWORD", email)
    for channel in EMAIL_CHANNELS:
        assert check_email(server, email, code, channel) is (channel == "CHANNEL_RESET_PASSWORD")


def test_an_sms_code_is_valid_for_its_channel_alone(server):
    number = new_number()
    code = server.sms_code("CHANNEL_RESET_PASSWORD", number)
    for channel in SMS_CHANNELS:
        assert check_sms(server, number, code, channel) is (channel == "CHANNEL_RESET_PASSWORD")


def test_a_code_is_valid_for_its_recipient_alone(server):
    email = new_email()
    code = email_code(server, "CHANNEL_LOGIN", email)
    assert check_email(server, new_email(), code) is False
    assert check_email(server, email, code) is True


def test_a_code_is_valid_in_its_pool_alone(server):
    email = new_email()
    other = server.other_pool()
    code = email_code(server, "CHANNEL_LOGIN", email)
    payload = {"email": email, "passCode": code, "channel": "CHANNEL_LOGIN"}
    answer = server.post("pre-check-code", {"codeType": "EMAIL", "emailCodePayload": payload}, app=False,
                         headers={"x-authing-app-id": other["appId"]})
    assert assert_ok(answer)["isValid"] is False


def test_codes_are_not_kept_in_clear(server):
    if server.engine != "sqlite":
        pytest.skip("reads SQLite's own file; PostgreSQL holds the same bytes")
    code = server.sms_code("CHANNEL_LOGIN", new_number())
    held = b"".join(path.read_bytes() for path in server.data.glob("genauth.db*"))
    assert f"code is {code}".encode() not in held and f'"{code}"'.encode() not in held


# --- pre-check ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind,member", [("SMS", "smsCodePayload"), ("EMAIL", "emailCodePayload")])
def test_pre_check_needs_the_payload_of_its_kind(server, kind, member):
    answer = server.post("pre-check-code", {"codeType": kind})
    assert_refused(answer, 400)
    assert answer["message"] == f"{member} should not be empty"


def test_pre_check_refuses_impossible_recipients(server):
    for payload in ({"phone": "12345"}, {"phone": "13800138000", "phoneCountryCode": "+999"}):
        body = {"codeType": "SMS", "smsCodePayload": {"passCode": "1", "channel": "CHANNEL_LOGIN", **payload}}
        assert_refused(server.post("pre-check-code", body), 400)
    payload = {"passCode": "1", "channel": "CHANNEL_LOGIN", "email": "nobody"}
    assert_refused(server.post("pre-check-code", {"codeType": "EMAIL", "emailCodePayload": payload}), 400, 2003)


def test_pre_check_does_not_spend_the_code(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    for _ in range(10):
        assert check_sms(server, number, code) is True
    assert_ok(try_passcode(server, code, phone=number))
    assert check_sms(server, number, code) is False


def test_pre_check_counts_wrong_tries(server):
    number = new_number()
    code = server.sms_code("CHANNEL_LOGIN", number)
    for _ in range(5):
        assert check_sms(server, number, wrong(code)) is False
    assert check_sms(server, number, code) is False  # void: no way around the limit of tries


def test_wrong_tries_of_both_calls_are_counted_together(server):
    number = new_number()
    user_of(server, phone=number)
    code = server.sms_code("CHANNEL_LOGIN", number)
    for _ in range(3):
        assert check_sms(server, number, wrong(code)) is False
    for _ in range(2):
        assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
    assert_refused(try_passcode(server, code, phone=number), 400, 2001)


def test_pre_check_tells_nothing_of_codes_that_were_never_sent(server):
    assert check_sms(server, new_number(), "123456") is False
    assert check_email(server, new_email(), "123456") is False


# --- picture codes -----------------------------------------------------------------------------------------------
def test_every_picture_is_another(server):
    pictures = [assert_ok(server.get("get-captcha-code")) for _ in range(8)]
    assert len({picture["captchaToken"] for picture in pictures}) == 8
    assert len({picture["captchaCodeSvg"] for picture in pictures}) == 8
    assert all(picture["captchaCodeSvg"].startswith("<svg") for picture in pictures)


def test_the_picture_does_not_hold_its_answer_as_text(server):
    picture = assert_ok(server.get("get-captcha-code"))
    answer = server.last_code(picture["captchaToken"])
    assert "<text" not in picture["captchaCodeSvg"] and answer not in picture["captchaCodeSvg"]


def test_the_development_inbox_shows_the_answer_under_the_token(server):
    solved = solved_captcha(server)
    message = server.messages(solved["captchaToken"])[0]
    assert (message["kind"], message["channel"], message["code"]) == ("captcha", "CAPTCHA", solved["captchaCode"])
