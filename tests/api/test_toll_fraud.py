"""The rule about toll fraud: what sending codes may cost, refused before any vendor is called."""

import contextlib

import genauth
import pytest
import requests
from scenes import (assert_ok, assert_refused, new_email, new_name, new_number, solved_captcha, try_passcode,
                    two_processes, user_of, wrong)

HOUR, DAY = 3_600_000, 86_400_000


@contextlib.contextmanager
def limited(database="", **settings):
    wanted = {"GENAUTH_CODES_RECIPIENT_PER_DAY": "0", "GENAUTH_CODES_RESEND_MS": "0",
              **{f"GENAUTH_CODES_{name.upper()}": str(value) for name, value in settings.items()}}
    with genauth.Server(database=database, settings=wanted) as server:
        yield server


def send_email(server, email=None, **more):
    return server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": email or new_email()}, **more)


def send_sms(server, number=None, code="+86", **more):
    return server.post("send-sms", {"channel": "CHANNEL_LOGIN", "phoneNumber": number or new_number(),
                                    "phoneCountryCode": code}, **more)


def metric(server, name):
    text = requests.get(f"http://127.0.0.1:{server.management_port}/metrics", timeout=5).text
    return sum(int(line.split()[-1]) for line in text.splitlines() if line.startswith(name))


def spend(server, send, budget, wait_ms):
    """The budget is used up by this many messages, leaves others alone, and is there again after its time."""
    for _ in range(budget):
        assert_ok(send())
    answer = send()
    assert answer["statusCode"] == 429, answer
    server.advance(wait_ms)
    assert_ok(send())


@pytest.mark.parametrize("name,wait_ms", [("per_hour", HOUR), ("per_day", DAY)])
@pytest.mark.parametrize("payer", ["recipient", "address", "network", "application", "pool", "range"])
def test_toll_fraud_every_payer_has_a_budget_by_the_hour_and_by_the_day(payer, name, wait_ms):
    number = new_number()
    with limited(**{f"{payer}_{name}": 3}) as server:
        spend(server, lambda: send_sms(server, number if payer == "recipient" else None), 3, wait_ms)


@pytest.mark.parametrize("name,wait_ms", [("per_hour", HOUR), ("per_day", DAY)])
def test_toll_fraud_mail_is_paid_for_too(name, wait_ms):
    email = new_email()
    with limited(**{f"recipient_{name}": 2, "resend_ms": 0}) as server:
        spend(server, lambda: send_email(server, email), 2, wait_ms)
        assert_ok(send_email(server))


def test_toll_fraud_a_device_has_a_budget_and_another_device_its_own():
    with limited(device_per_hour=2) as server:
        device = {"x-authing-device-id": "a-phone-with-a-random-name"}
        spend(server, lambda: send_sms(server, headers=device), 2, HOUR)
        assert_ok(send_sms(server, headers=device))
        assert_refused(send_sms(server, headers=device), 429)
        assert_ok(send_sms(server, headers={"x-authing-device-id": "another"}))
        assert_ok(send_sms(server))


def test_toll_fraud_another_application_has_its_own_budget():
    with limited(application_per_hour=1) as server:
        other = {"x-authing-app-id": server.other_application()["appId"]}
        assert_ok(send_sms(server))
        assert_refused(send_sms(server), 429)
        assert_ok(send_sms(server, app=False, headers=other))


def test_toll_fraud_a_network_pays_for_all_its_addresses():
    settings = {"GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1/32", "GENAUTH_CODES_NETWORK_PER_HOUR": "2"}
    with genauth.Server(settings=settings) as server:
        def of(address):
            return send_sms(server, headers={"x-forwarded-for": address})
        assert_ok(of("203.0.113.1"))
        assert_ok(of("203.0.113.2"))
        assert_refused(of("203.0.113.3"), 429)
        assert_ok(of("203.0.114.1"))
        assert_ok(of("2001:db8:0:1::1"))
        assert_ok(of("2001:db8:0:1:ffff::2"))
        assert_refused(of("2001:db8:0:1::3"), 429)
        assert_ok(of("2001:db8:0:2::1"))


@pytest.mark.parametrize("name,wait_ms", [("per_hour", HOUR), ("per_day", DAY)])
def test_toll_fraud_a_country_has_a_budget(name, wait_ms):
    settings = {f"GENAUTH_CODES_COUNTRY_{name.upper()}": "2", "GENAUTH_CODES_RESEND_MS": "0",
                "GENAUTH_MESSAGES_SMS_INTERNATIONAL_PROVIDER": "inbox"}
    countries = {"sms_countries": ["+86", "+1", "+44"]}
    with genauth.Server(settings=settings) as server, server.with_settings(pool=countries):
        spend(server, lambda: send_sms(server, "2025550123", "+1"), 2, wait_ms)
        assert_ok(send_sms(server, "7911123456", "+44"))
        assert_ok(send_sms(server))


def test_toll_fraud_only_home_is_sent_to_without_an_international_service():
    with limited() as server:
        assert_ok(send_sms(server))
        assert_refused(send_sms(server, "2025550123", "+1"), 422)


def test_toll_fraud_the_pool_names_the_countries_that_it_sends_to():
    settings = {"GENAUTH_MESSAGES_SMS_INTERNATIONAL_PROVIDER": "inbox", "GENAUTH_CODES_RESEND_MS": "0"}
    with genauth.Server(settings=settings) as server:
        assert_refused(send_sms(server, "2025550123", "+1"), 403)  # home only, unless the pool says more
        assert_ok(send_sms(server))
        with server.with_settings(pool={"sms_countries": ["+86", "+44"]}):
            answer = send_sms(server, "2025550123", "+1")
            assert_refused(answer, 403)
            assert "+1" in answer["message"] and not server.messages("+12025550124")
            assert_ok(send_sms(server, "7911123456", "+44"))
            assert_ok(send_sms(server))
            assert_ok(send_email(server))
        assert_refused(send_sms(server, "2025550123", "+1"), 403)
        assert metric(server, 'genauth_codes_refused_total{limit="country"}') == 3


def sends_without_an_answer(server, count):
    for _ in range(count):
        assert_ok(send_sms(server))


def test_toll_fraud_a_picture_code_is_asked_for_where_no_code_comes_back():
    with limited(conversion_sends=5) as server:
        sends_without_an_answer(server, 5)
        number = new_number()
        assert_refused(send_sms(server, number), 400, 2000)
        body = {"channel": "CHANNEL_LOGIN", "phoneNumber": number}
        solved = solved_captcha(server)
        assert_refused(server.post("send-sms", {**body, **solved, "captchaCode": "????"}), 400, 2000)
        assert_refused(server.post("send-sms", {**body, **solved}), 400, 2000)  # the guess has spent it
        assert_ok(server.post("send-sms", {**body, **solved_captcha(server)}))
        assert_ok(send_sms(server, "13012345678"))  # another range
        assert_ok(send_email(server))
        assert metric(server, 'genauth_codes_refused_total{limit="captcha"}') == 3
        server.advance(HOUR)
        assert_ok(send_sms(server))


def test_toll_fraud_no_picture_code_where_codes_come_back():
    with limited(conversion_sends=5, conversion_percent=20) as server:
        for _ in range(3):
            number = new_number()
            user_of(server, phone=number)
            assert_ok(try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number))
        sends_without_an_answer(server, 10)


def test_toll_fraud_a_wrong_code_is_no_answer():
    with limited(conversion_sends=5) as server:
        for _ in range(5):
            number = new_number()
            code = server.sms_code("CHANNEL_LOGIN", number)
            assert_refused(try_passcode(server, wrong(code), phone=number), 400, 2001)
        assert_refused(send_sms(server), 400, 2000)


def test_toll_fraud_a_refused_send_reaches_nobody_and_is_counted_in_the_metrics():
    with limited(address_per_hour=1) as server:
        assert_ok(send_sms(server))
        number = new_number()
        assert_refused(send_sms(server, number), 429)
        assert server.messages("+86" + number) == []
        assert metric(server, 'genauth_codes_sent_total{kind="sms"}') == 1
        assert metric(server, 'genauth_codes_refused_total{limit="hour"}') == 1


def test_toll_fraud_budgets_hold_in_two_processes(monkeypatch):
    monkeypatch.setattr(genauth.Server, "__init__", _with_budget(genauth.Server.__init__))
    with two_processes() as (first, second):
        sent = [send_sms(server)["statusCode"] for _ in range(4) for server in (first, second)]
        assert sent.count(200) == 5 and sent[5:] == [429, 429, 429]


def _with_budget(init):
    def made(self, *args, settings=None, **more):
        init(self, *args, settings={**(settings or {}), "GENAUTH_CODES_NETWORK_PER_HOUR": "5"}, **more)
    return made


def test_toll_fraud_names_of_people_play_no_part():
    with limited(recipient_per_hour=1) as server:
        number = new_number()
        user_of(server, username=new_name(), phone=number)
        assert_ok(send_sms(server, number))
        assert_refused(send_sms(server, number), 429)
        stranger = new_number()
        assert_ok(send_sms(server, stranger))
        assert_refused(send_sms(server, stranger), 429)
