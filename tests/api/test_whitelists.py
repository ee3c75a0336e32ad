"""Whitelists: who may register by themselves, of the pool and of an application. On both engines."""

import pytest
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, user_of

NOBODY = "0" * 24


def add(server, kind, *values):
    return server.manage("POST", "add-whitelist", {"type": kind, "list": list(values)})


def remove(server, kind, *values):
    return server.manage("POST", "delete-whitelist", {"type": kind, "list": list(values)})


def listed(server, kind):
    return [entry["value"] for entry in assert_ok(server.manage("GET", "list-whitelist?type=" + kind))["list"]]


def sign_up(server, **who):
    body = {"connection": "PASSWORD", "passwordPayload": {"password": PASSWORD, **who}}
    return server.post("signup", body)


def sign_up_by_sms(server, number):
    code = server.sms_code("CHANNEL_REGISTER", number)
    return server.post("signup", {"connection": "PASSCODE", "passCodePayload": {"phone": number, "passCode": code}})


def test_values_are_kept_in_their_normal_form(server):
    email, number, name = new_email(), new_number(), new_name("White")
    answer = assert_ok(add(server, "EMAIL", email.upper()))
    assert answer["value"] == email and answer["createdAt"]
    assert_ok(add(server, "PHONE", number, "+86" + number, "+16502530000"))
    assert_ok(add(server, "USERNAME", name))
    assert email in listed(server, "EMAIL") and name in listed(server, "USERNAME")
    assert {"+86" + number, "+16502530000"} <= set(listed(server, "PHONE"))
    assert assert_ok(remove(server, "EMAIL", email.upper()))["success"] is True
    assert email not in listed(server, "EMAIL")
    assert_ok(remove(server, "EMAIL", "never there", new_email()))


def test_adding_twice_is_no_error(server):
    email = new_email()
    first = assert_ok(add(server, "EMAIL", email))
    server.advance(1000)
    assert assert_ok(add(server, "EMAIL", email))["createdAt"] == first["createdAt"]


@pytest.mark.parametrize("kind, value", [("EMAIL", "nonsense"), ("PHONE", "12"), ("USERNAME", "a b"),
                                         ("PHONE", "+99913800138000")])
def test_refuses_values_that_can_be_nobodys(server, kind, value):
    assert add(server, kind, value)["statusCode"] == 400
    assert value not in listed(server, kind)


def test_refuses_an_empty_and_an_endless_list(server):
    assert_refused(server.manage("POST", "add-whitelist", {"type": "EMAIL"}), 400)
    assert_refused(add(server, "EMAIL"), 400)
    assert_refused(add(server, "EMAIL", *["a@example.com"] * 1001), 400)


def test_with_the_switch_on_only_listed_addresses_register(server):
    listed_one, other = new_email(), new_email()
    assert_ok(add(server, "EMAIL", listed_one))
    assert_ok(sign_up(server, email=new_email()))  # the switch is off: the list says nothing
    with server.with_settings(pool={"whitelist_email": True}):
        assert_refused(sign_up(server, email=other), 403)
        assert_ok(sign_up(server, email=listed_one.upper()))
        assert_ok(sign_up(server, username=new_name("free")))  # each kind has a switch of its own
        user_of(server, email=other)  # administrators are not asked


def test_user_names_and_phone_numbers_have_switches_too(server):
    name, number = new_name("listed"), new_number()
    assert_ok(add(server, "USERNAME", name))
    assert_ok(add(server, "PHONE", number))
    with server.with_settings(pool={"whitelist_username": True, "whitelist_phone": True}):
        assert_refused(sign_up(server, username=new_name("other")), 403)
        assert_ok(sign_up(server, username=name))
        assert_refused(sign_up_by_sms(server, new_number()), 403)
        assert_ok(sign_up_by_sms(server, number))


def test_an_application_has_a_list_and_switches_of_its_own(server):
    email, of_pool = new_email(), new_email()
    assert_ok(server.manage("POST", "add-whitelist-of-app", {"appId": server.app_id, "type": "EMAIL", "list": [email]}))
    assert_ok(add(server, "EMAIL", of_pool))
    shown = assert_ok(server.manage("GET", f"list-whitelist-of-app?type=EMAIL&appId={server.app_id}"))
    assert shown["value"] == email and email not in listed(server, "EMAIL")
    with server.with_settings(app={"whitelist_email": True}):
        assert_refused(sign_up(server, email=new_email()), 403)
        assert_ok(sign_up(server, email=email))
        assert_ok(sign_up(server, email=of_pool))
    body = {"appId": server.app_id, "type": "EMAIL", "list": [email]}
    assert assert_ok(server.manage("POST", "delete-whitelist-of-app", body))["success"] is True
    empty = assert_ok(server.manage("GET", f"list-whitelist-of-app?type=EMAIL&appId={server.app_id}"))
    assert empty == {"value": "", "createdAt": "", "list": []}


def test_the_list_of_an_unknown_application_is_refused(server):
    body = {"appId": NOBODY, "type": "EMAIL", "list": [new_email()]}
    assert_refused(server.manage("POST", "add-whitelist-of-app", body), 404, 2011)
    assert_refused(server.manage("POST", "delete-whitelist-of-app", body), 404, 2011)
    assert_refused(server.manage("GET", f"list-whitelist-of-app?type=EMAIL&appId={NOBODY}"), 404, 2011)
