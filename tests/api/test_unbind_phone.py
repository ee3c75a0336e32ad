"""unbind-phone and its rules, and what binding and unbinding share, through HTTP, on both engines."""

import pytest
from scenes import assert_ok, assert_refused, new_name, new_number, user_of, wrong


def person_with_phone(server):
    """(token, number, user id) of a person who also has a user name and a password."""
    name, number = new_name(), new_number()
    user = user_of(server, username=name, phone=number)
    return server.sign_in(name)["access_token"], number, user["userId"]


def unbind(server, token, code, **more):
    return server.post("unbind-phone", {"passCode": code}, token=token, **more)


def test_refuses_who_is_not_signed_in(server):
    assert_refused(unbind(server, None, "123456"), 401, 2020)
    assert_refused(unbind(server, "not.a.token", "123456"), 401, 2021)
    token, _, _ = person_with_phone(server)
    server.advance(7_200_001)
    assert_refused(unbind(server, token, "123456"), 401, 2206)


@pytest.mark.parametrize("method,path,body", [
    ("GET", "get-profile", None), ("POST", "update-profile", {"name": "x"}),
    ("POST", "unbind-phone", {"passCode": "1"}),
    ("POST", "bind-phone", {"passCode": "1", "phoneNumber": "13800138000"}),
    ("POST", "signin", {"connection": "PASSWORD", "passwordPayload": {"username": "x", "password": "y"}})])
def test_an_unknown_application_is_refused_whatever_the_token(server, method, path, body):
    token, _, _ = person_with_phone(server)
    headers = {"x-authing-app-id": "0" * 24}
    answer = server.call(method, "/api/v3/" + path, body, token=token, app=False, headers=headers)
    assert_refused(answer, 404, 2011)


def test_refuses_a_person_without_a_phone(server):
    token = server.person(new_name())
    assert_refused(unbind(server, token, "123456"), 422, 2216)
    assert_refused(server.send_sms("CHANNEL_UNBIND_PHONE", new_number(), token=token), 422, 2216)


def test_sends_the_code_to_the_bound_number_alone(server):
    token, _, _ = person_with_phone(server)
    assert_refused(server.send_sms("CHANNEL_UNBIND_PHONE", new_number(), token=token), 422)


def test_refuses_wrong_codes_and_voids_after_five(server):
    token, number, _ = person_with_phone(server)
    code = server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)
    answers = [unbind(server, token, wrong(code)) for _ in range(5)]
    for answer in answers:
        assert_refused(answer, 400, 2001)
    assert "no longer works" in answers[-1]["message"]
    assert_refused(unbind(server, token, code), 400, 2001)
    assert assert_ok(server.get("get-profile", token=token))["phone"] == number


def test_refuses_the_last_way_to_sign_in(server):
    number = new_number()
    code = server.sms_code("CHANNEL_LOGIN", number)
    answer = server.post("signin", {"connection": "PASSCODE", **server.client(), "options": {"autoRegister": True},
                                    "passCodePayload": {"phone": number, "passCode": code}})
    token = assert_ok(answer)["access_token"]
    code = server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)
    assert_refused(unbind(server, token, code), 422, 2217)
    assert assert_ok(server.get("get-profile", token=token))["phone"] == number


def test_refuses_a_suspended_person(server):
    token, number, user_id = person_with_phone(server)
    code = server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(unbind(server, token, code), 403, 2120008)


def test_a_number_that_was_unbound_is_free(server):
    token, number, _ = person_with_phone(server)
    assert_ok(unbind(server, token, server.sms_code("CHANNEL_UNBIND_PHONE", number, token=token)))
    other = server.person(new_name())
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=other)
    assert_ok(server.post("bind-phone", {"passCode": code, "phoneNumber": number}, token=other))


def test_binding_needs_an_international_service_for_other_countries(server):
    token = server.person(new_name())
    body = {"passCode": "123456", "phoneNumber": "2025550123", "phoneCountryCode": "+1"}
    answer = server.post("bind-phone", body, token=token)
    assert_refused(answer, 422)
    assert "international" in answer["message"]
