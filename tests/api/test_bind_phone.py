"""bind-phone and its rules, through HTTP, on both engines."""

import concurrent.futures
import json
import itertools
import signal

import genauth
import pytest
from scenes import two_processes

_numbers = itertools.count(10_000_000)
_names = itertools.count(1)


def new_number():
    return f"138{next(_numbers)}"


def new_person(server):
    return server.person(f"person{next(_names)}")


def bind(server, token, code, number, **more):
    return server.post("bind-phone", {"passCode": code, "phoneNumber": number, **more}, token=token)


def assert_refused(answer, status_code, api_code=None):
    assert answer["statusCode"] == status_code and answer.get("apiCode") == api_code, answer


def phone_of(server, token):
    return server.get("get-profile", token=token)["data"].get("phone")


def test_binds_and_shows_it_in_the_profile(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    answer = bind(server, token, code, number)
    assert answer["statusCode"] == 200 and set(answer) == {"statusCode", "message", "requestId"}
    profile = server.get("get-profile", token=token)["data"]
    assert (profile["phone"], profile["phoneCountryCode"], profile["phoneVerified"]) == (number, "+86", True)


def test_country_code_defaults_to_the_mainland(server):
    token, number = new_person(server), new_number()
    answer = server.post("send-sms", {"channel": "CHANNEL_BIND_PHONE", "phoneNumber": number}, token=token)
    assert answer["statusCode"] == 200, answer
    assert bind(server, token, server.last_code("+86" + number), number)["statusCode"] == 200


def test_genauth_headers_and_bearer_work_too(server):
    token, number = new_person(server), new_number()
    headers = {"x-genauth-app-id": server.app_id, "x-genauth-lang": "en-US", "authorization": "Bearer " + token}
    body = {"channel": "CHANNEL_BIND_PHONE", "phoneNumber": number}
    assert server.post("send-sms", body, app=False, headers=headers)["statusCode"] == 200
    body = {"passCode": server.last_code("+86" + number), "phoneNumber": number}
    assert server.post("bind-phone", body, app=False, headers=headers)["statusCode"] == 200


def test_a_code_works_once_for_64_racing_clients(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: bind(server, token, code, number), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert all(answer["statusCode"] in (200, 400, 422, 429) for answer in answers)


def test_64_people_racing_for_one_number_give_one_owner(server):
    number = new_number()
    tokens = [new_person(server) for _ in range(8)]
    code = server.sms_code("CHANNEL_BIND_PHONE", number)  # sent to nobody in particular
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda i: bind(server, tokens[i % 8], code, number), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert sum(phone_of(server, token) == number for token in tokens) == 1


def test_refuses_a_wrong_code_and_changes_nothing(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    wrong = "000000" if code != "000000" else "111111"
    assert_refused(bind(server, token, wrong, number), 400, 2001)
    assert phone_of(server, token) is None
    assert bind(server, token, code, number)["statusCode"] == 200  # the right one still works


def test_refuses_an_expired_code(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    server.advance(300_001)
    assert_refused(bind(server, token, code, number), 400, 2001)


def test_a_code_still_works_just_before_it_expires(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    server.advance(290_000)
    assert bind(server, token, code, number)["statusCode"] == 200


def test_refuses_a_code_of_another_channel_number_or_user(server):
    token, number, other = new_person(server), new_number(), new_number()
    login_code = server.sms_code("CHANNEL_LOGIN", number, token=token)
    assert_refused(bind(server, token, login_code, number), 400, 2001)
    other_code = server.sms_code("CHANNEL_BIND_PHONE", other, token=token)
    assert_refused(bind(server, token, other_code, number), 400, 2001)
    stranger = new_person(server)
    assert_refused(bind(server, stranger, other_code, other), 400, 2001)
    assert bind(server, token, other_code, other)["statusCode"] == 200


def test_too_many_wrong_tries_void_the_code_also_after_a_restart(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        assert_refused(bind(server, token, wrong, number), 400, 2001)
    server.stop(signal.SIGTERM)
    server.start()
    for _ in range(2):
        answer = bind(server, token, wrong, number)
    assert "no longer works" in answer["message"]
    answer = bind(server, token, code, number)
    assert_refused(answer, 400, 2001)
    assert phone_of(server, token) is None
    server.advance(61_000)
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert bind(server, token, code, number)["statusCode"] == 200


def test_a_resend_within_a_minute_is_throttled(server):
    token, number = new_person(server), new_number()
    server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert_refused(server.send_sms("CHANNEL_BIND_PHONE", number, token=token), 429)
    server.advance(60_001)
    assert server.send_sms("CHANNEL_BIND_PHONE", number, token=token)["statusCode"] == 200


def test_a_resend_replaces_the_code(server):
    token, number = new_person(server), new_number()
    first = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    server.advance(60_001)
    second = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    if first != second:
        assert_refused(bind(server, token, first, number), 400, 2001)
    assert bind(server, token, second, number)["statusCode"] == 200


def test_refuses_a_second_phone(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert bind(server, token, code, number)["statusCode"] == 200
    assert_refused(server.send_sms("CHANNEL_BIND_PHONE", number, token=token), 422, 2226)
    assert_refused(bind(server, token, "123456", new_number()), 422, 2226)


def test_refuses_a_number_that_belongs_to_another_and_keeps_the_code(server):
    owner, number = new_person(server), new_number()
    assert bind(server, owner, server.sms_code("CHANNEL_BIND_PHONE", number, token=owner), number)["statusCode"] == 200
    token = new_person(server)
    server.advance(60_001)
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert_refused(bind(server, token, code, number), 409, 2035)
    assert_refused(bind(server, token, code, number), 409, 2035)  # not spent, nothing written
    assert phone_of(server, token) is None


@pytest.mark.parametrize("code,number,status", [("+86", "12345", 400), ("+86", "23800138000", 400),
                                                ("+999", "13800138000", 400), ("+1", "2025550", 400)])
def test_refuses_what_is_no_number_of_its_region(server, code, number, status):
    token = new_person(server)
    assert_refused(server.send_sms("CHANNEL_BIND_PHONE", number, code, token=token), status)
    assert_refused(bind(server, token, "123456", number, phoneCountryCode=code), status)


def test_refuses_other_countries_without_an_international_service(server):
    token = new_person(server)
    answer = server.send_sms("CHANNEL_BIND_PHONE", "2025550123", "+1", token=token)
    assert_refused(answer, 422)
    assert "international" in answer["message"]


def test_refuses_no_bad_and_expired_tokens(server):
    assert_refused(bind(server, None, "123456", new_number()), 401, 2020)
    assert_refused(bind(server, "not.a.token", "123456", new_number()), 401, 2021)
    token = new_person(server)
    head, payload, signature = token.split(".")
    assert_refused(bind(server, f"{head}.{payload}.{signature[:-4]}AAAA", "123456", new_number()), 401, 2021)
    server.advance(7_200_001)
    assert_refused(bind(server, token, "123456", new_number()), 401, 2206)


def test_refuses_an_unknown_application(server):
    token = new_person(server)
    body = {"passCode": "123456", "phoneNumber": new_number()}
    answer = server.post("bind-phone", body, token=token, app=False, headers={"x-authing-app-id": "0" * 24})
    assert_refused(answer, 404, 2011)


def test_refuses_suspended_and_deleted_users(server):
    token, number = new_person(server), new_number()
    user_id = server.get("get-profile", token=token)["data"]["userId"]
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    answer = server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"})
    assert answer["statusCode"] == 200, answer
    assert_refused(bind(server, token, code, number), 403, 2120008)
    assert server.manage("POST", "delete-users-batch", {"userIds": [user_id]})["statusCode"] == 200
    assert_refused(bind(server, token, code, number), 401, 2021)


def test_unbinds_with_a_code_and_never_the_last_way_in(server):
    token, number = new_person(server), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert bind(server, token, code, number)["statusCode"] == 200
    code = server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)
    assert server.post("unbind-phone", {"passCode": code}, token=token)["statusCode"] == 200
    assert phone_of(server, token) is None
    assert_refused(server.post("unbind-phone", {"passCode": code}, token=token), 422, 2216)


def test_codes_and_passwords_never_reach_the_log(server):
    token, number = server.person("log.reader"), new_number()
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=token)
    assert bind(server, token, code, number)["statusCode"] == 200
    log = (server.data / "server.log").read_text().split("get_profile())\n")[-1]
    assert "correct horse" not in log and token not in log and server.app_secret not in log
    assert code not in said_in(log)


def said_in(log):
    """All texts of the log but the names of things, in which six digits may stand by chance."""
    said = []
    for line in log.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            said.append(line)
            continue
        said += [str(value) for name, value in entry.items()
                 if name not in ("time", "us", "request_id", "pool", "app", "user", "access_key", "chain")]
    return "\n".join(said)


def test_two_processes_on_one_database_give_one_success():
    with two_processes() as both:
        token, number = both[0].person("racer"), new_number()
        code = both[0].sms_code("CHANNEL_BIND_PHONE", number, token=token)
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: bind(both[i % 2], token, code, number), range(64)))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1
        assert phone_of(both[1], token) == number
