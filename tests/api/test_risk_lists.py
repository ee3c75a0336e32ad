"""Risk lists: blocked and trusted addresses and users, and the rules that fill the lists. On both engines."""

import datetime

import pytest
import requests
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_password,
                    user_of)

NOBODY = "0" * 24
HOME = "127.0.0.1"
ALL_LIMITS = ["FORBID_LOGIN", "FORBID_REGISTER"]


def add_addresses(server, ips, **body):
    entry = {"ips": ips, "ipType": "BLACK", "addType": "MANUAL", "removeType": "MANUAL", "expireAt": "0",
             "limitList": ["FORBID_LOGIN"], **body}
    return server.manage("POST", "ip-list", entry)


def add_users(server, *ids, **body):
    """add-user-list, as the operation is called."""
    entry = {"userIds": list(ids), "userListType": "BLACK", "addType": "MANUAL", "removeType": "MANUAL", "expireAt": 0,
             "limitList": ["FORBID_LOGIN"], **body}
    return server.manage("POST", "user-list", entry)


def delete(server, operation, entry_id):
    return server.manage("DELETE", f"{operation.removeprefix('delete-')}/{entry_id}")


def add_rule(server, **body):
    rule = {"optObject": "IP", "ipRange": "ALL", "userRange": "ALL", "ipCond": "NO_LIMIT", "userCond": "ONE",
            "timeRange": 10, "countThr": 3, "eventStateType": "password_wrong", "removeType": "MANUAL",
            "action": "ADD_USER_BLACK_LIST", "limitList": "FORBID_LOGIN", **body}
    return server.manage("POST", "risk-list-policy", rule)


def addresses(server, kind="BLACK", more=""):
    return assert_ok(server.manage("GET", f"ip-list?ipType={kind}{more}"))


def people(server, kind="BLACK"):
    return assert_ok(server.manage("GET", f"user-list?userListType={kind}&limit=50"))["list"]


@pytest.fixture(autouse=True)
def empty_lists(server):
    yield
    for kind in ("BLACK", "WHITE"):
        for entry in addresses(server, kind, "&limit=50")["list"]:
            assert_ok(delete(server, "delete-ip-list", entry['id']))
        for entry in people(server, kind):
            assert_ok(delete(server, "delete-user-list", entry['id']))
    for rule in assert_ok(server.manage("GET", "risk-list-policy?optObject=IP&limit=50"))["list"]:
        assert_ok(delete(server, "delete-risk-list-policy", rule['id']))


def now_s(server):
    """The server's virtual time, as the newest message of a fresh code tells it."""
    clock = requests.post(server.base + "/dev/clock", json={"advanceMs": 0}, headers=server.dev_headers, timeout=10)
    return clock.json()["nowMs"] // 1000


def person(server):
    name = new_name("risky")
    return name, user_of(server, username=name)["userId"]


def test_a_rule_does_not_weaken_what_an_administrator_has_put_there(server):
    name, user_id = person(server)
    assert_ok(add_users(server, user_id, limitList=ALL_LIMITS))
    [before] = people(server)
    assert_ok(add_rule(server, countThr=2, removeType="SCHEDULE"))
    for _ in range(3):
        try_password(server, "wrong", username=name)
    assert people(server) == [before]


def test_a_blocked_address_cannot_sign_in_until_it_is_taken_off(server):
    name, _ = person(server)
    assert_ok(add_addresses(server, "127.0.0.0/8"))
    assert_refused(try_password(server, username=name), 403, 1576)
    (entry,) = addresses(server)["list"]
    assert (entry["ip"], entry["ipType"], entry["addType"], entry["removeType"]) == ("127.0.0.0/8", "BLACK", "MANUAL",
                                                                                    "MANUAL")
    assert_ok(delete(server, "delete-ip-list", entry['id']))
    assert_ok(try_password(server, username=name))


def test_other_networks_do_not_matter(server):
    name, _ = person(server)
    assert_ok(add_addresses(server, "126.0.0.0/8, 128.0.0.0/8 2001:db8::/32;127.0.0.2"))
    assert addresses(server)["totalCount"] == 4
    assert_ok(try_password(server, username=name))


def test_a_trusted_address_is_not_blocked_with_its_network(server):
    name, _ = person(server)
    assert_ok(add_addresses(server, "127.0.0.0/8"))
    assert_ok(add_addresses(server, HOME, ipType="WHITE", limitList=[]))
    assert_ok(try_password(server, username=name))


def test_a_blocked_address_cannot_register(server):
    assert_ok(add_addresses(server, HOME, limitList=["FORBID_REGISTER"]))
    body = {"connection": "PASSWORD", "passwordPayload": {"email": new_email(), "password": PASSWORD}}
    assert_refused(server.post("signup", body), 403)
    name, _ = person(server)  # administrators are not asked, and signing in is something else
    assert_ok(try_password(server, username=name))


def test_a_blocked_user_cannot_sign_in_and_others_can(server):
    name, user_id = person(server)
    other, _ = person(server)
    assert_ok(add_users(server, user_id))
    assert_refused(try_password(server, username=name), 403, 1576)
    assert_ok(try_password(server, username=other))
    (entry,) = people(server)
    assert (entry["userId"], entry["limitList"]) == (user_id, ["FORBID_LOGIN"])
    assert_ok(delete(server, "delete-user-list", entry['id']))
    assert_ok(try_password(server, username=name))


def test_a_scheduled_entry_ends_by_itself(server):
    name, user_id = person(server)
    now = now_s(server)
    assert_ok(add_users(server, user_id, removeType="SCHEDULE", expireAt=now + 600))
    until = datetime.datetime.fromtimestamp(now + 600, datetime.timezone.utc).isoformat()
    assert_ok(add_addresses(server, HOME, removeType="SCHEDULE", expireAt=until))
    assert_refused(try_password(server, username=name), 403, 1576)
    server.advance(601_000)
    assert_ok(try_password(server, username=name))
    assert addresses(server) == {"totalCount": 0, "list": []} and people(server) == []


def test_adding_again_replaces(server):
    assert_ok(add_addresses(server, HOME))
    assert_ok(add_addresses(server, HOME, limitList=ALL_LIMITS))
    (entry,) = addresses(server)["list"]
    assert entry["limitList"] == ALL_LIMITS


def test_lists_in_pages_newest_first(server):
    for last in range(1, 6):
        assert_ok(add_addresses(server, f"192.0.2.{last}"))
        server.advance(10)
    page = addresses(server, "BLACK", "&page=2&limit=2")
    assert page["totalCount"] == 5 and [entry["ip"] for entry in page["list"]] == ["192.0.2.3", "192.0.2.2"]


@pytest.mark.parametrize("ips", ["nonsense", "192.0.2.1/24", "192.0.2.300", "192.0.2.1, x"])
def test_refuses_what_is_no_address(server, ips):
    assert_refused(add_addresses(server, ips), 400)
    assert addresses(server)["totalCount"] == 0


def test_refuses_incomplete_entries(server):
    _, user_id = person(server)
    assert_refused(add_addresses(server, " ,"), 400)
    assert_refused(add_addresses(server, HOME, limitList=[]), 400)
    assert_refused(add_addresses(server, HOME, removeType="SCHEDULE"), 400)
    assert_refused(add_addresses(server, HOME, removeType="SCHEDULE", expireAt="2001-01-01T00:00:00Z"), 400)
    assert_refused(add_addresses(server, " ".join(["192.0.2.1"] * 501)), 400)
    assert_refused(add_users(server), 400)
    assert_refused(add_users(server, user_id, limitList=[]), 400)
    assert_refused(add_users(server, user_id, removeType="SCHEDULE", expireAt=1), 400)
    assert_refused(add_users(server, *[user_id] * 501), 400)
    assert_refused(add_users(server, user_id, NOBODY), 404, 2004)
    assert people(server) == []  # nothing of a refused call stays


@pytest.mark.parametrize("operation", ["delete-ip-list", "delete-user-list", "delete-risk-list-policy"])
def test_refuses_entries_that_are_not_there(server, operation):
    assert_refused(delete(server, operation, NOBODY), 404)
    assert_refused(delete(server, operation, "{id}"), 400)


def test_a_rule_blocks_the_user_after_wrong_passwords(server):
    name, user_id = person(server)
    assert_ok(add_rule(server))
    for _ in range(2):
        assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    assert_ok(try_password(server, username=name))
    assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    assert_refused(try_password(server, username=name), 403, 1576)
    (entry,) = people(server)
    assert (entry["userId"], entry["addType"]) == (user_id, "POLICY")


def test_a_rule_forgets_after_its_window(server):
    name, _ = person(server)
    assert_ok(add_rule(server, timeRange=1))
    for _ in range(2):
        assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    server.advance(61_000)
    assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    assert_ok(try_password(server, username=name))


def test_a_rule_blocks_the_address_that_tries_unknown_accounts(server):
    name, _ = person(server)
    assert_ok(add_rule(server, eventStateType="account_wrong", action="ADD_IP_BLACK_LIST", ipCond="ONE",
                       userCond="NO_LIMIT", removeType="SCHEDULE"))
    for _ in range(3):
        assert_refused(try_password(server, username=new_name("nobody")), 403, 2333)
    assert_refused(try_password(server, username=name), 403, 1576)
    assert [entry["ip"] for entry in addresses(server)["list"]] == [HOME]
    server.advance(24 * 3_600_000 + 1000)
    assert_ok(try_password(server, username=name))


def test_a_rule_may_leave_the_trusted_alone(server):
    name, user_id = person(server)
    assert_ok(add_rule(server, userRange="NOT_IN_WHITE_LIST"))
    assert_ok(add_users(server, user_id, userListType="WHITE", limitList=[]))
    for _ in range(4):
        assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    assert_ok(try_password(server, username=name))
    assert people(server) == []


def test_a_rule_may_leave_trusted_addresses_alone(server):
    name, _ = person(server)
    assert_ok(add_rule(server, ipRange="NOT_IN_WHITE_LIST", ipCond="ONE", userCond="NO_LIMIT",
                       action="ADD_IP_BLACK_LIST"))
    assert_ok(add_addresses(server, "203.0.113.0/24", ipType="WHITE", limitList=[]))
    for _ in range(4):
        assert_refused(try_password(server, "wrong", username=name, options={"clientIp": "203.0.113.7"}), 403, 2333)
    assert addresses(server)["list"] == []
    other, _ = person(server)
    for _ in range(3):
        assert_refused(try_password(server, "wrong", username=other, options={"clientIp": "192.0.2.7"}), 403, 2333)
    assert [entry["ip"] for entry in addresses(server)["list"]] == ["192.0.2.7"]
    assert_ok(try_password(server, username=name))


@pytest.mark.parametrize("limit", ALL_LIMITS)
def test_a_rule_blocks_an_address_from_what_its_limit_list_says(server, limit):
    name, _ = person(server)
    assert_ok(add_rule(server, eventStateType="account_wrong", action="ADD_IP_BLACK_LIST", ipCond="ONE",
                       userCond="NO_LIMIT", countThr=1, limitList=limit))
    assert_refused(try_password(server, username=new_name("nobody")), 403, 2333)
    [entry] = addresses(server)["list"]
    assert (entry["ip"], entry["limitList"], entry["addType"]) == (HOME, [limit], "POLICY")
    registers, signs_in = register(server)["statusCode"], try_password(server, username=name)["statusCode"]
    assert (registers, signs_in) == ((200, 403) if limit == "FORBID_LOGIN" else (403, 200))


# --- users who may not register ----------------------------------------------------------------------------------
def register(server, **who):
    who = who or {"username": new_name()}
    return server.post("signup", {"connection": "PASSWORD", "passwordPayload": {"password": PASSWORD, **who}})


def comes_back(server, **who):
    """As the person of that address or number would, by a code."""
    server.advance(61_000)
    if "email" in who:
        code = email_code(server, "CHANNEL_REGISTER", who["email"])
        payload = {"email": who["email"], "passCode": code}
    else:
        payload = {"phone": who["phone"], "passCode": server.sms_code("CHANNEL_REGISTER", who["phone"])}
    return server.post("signup", {"connection": "PASSCODE", "passCodePayload": payload})


def gone(server, user_id):
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user_id]}))


@pytest.mark.parametrize("by", ["email", "phone", "username"])
def test_a_user_who_may_not_register_does_not_come_back_with_a_new_account(server, by):
    who = {"email": new_email(), "phone": new_number(), "username": new_name()}
    user_id = user_of(server, **who)["userId"]
    assert_ok(add_users(server, user_id, limitList=["FORBID_REGISTER"]))
    assert_ok(try_password(server, username=who["username"]))  # signing in is something else
    gone(server, user_id)
    comes = register if by == "username" else comes_back
    assert_refused(comes(server, **{by: who[by].upper() if by == "email" else who[by]}), 403)
    assert_ok(register(server))
    [entry] = people(server)
    assert_ok(delete(server, "delete-user-list", entry["id"]))
    assert_ok(comes(server, **{by: who[by]}))


def test_a_rule_may_forbid_a_user_to_register(server):
    name, user_id = person(server)
    assert_ok(add_rule(server, countThr=1, limitList="FORBID_REGISTER", removeType="SCHEDULE"))
    assert_refused(try_password(server, "wrong", username=name), 403, 2333)
    assert [entry["limitList"] for entry in people(server)] == [["FORBID_REGISTER"]]
    assert_ok(try_password(server, username=name))
    gone(server, user_id)
    assert_refused(register(server, username=name), 403)
    server.advance(24 * 3_600_000 + 1000)
    assert_ok(register(server, username=name))


@pytest.mark.parametrize("also", [{"limitList": ["FORBID_LOGIN"]}, {"userListType": "WHITE", "limitList": []}])
def test_a_user_who_was_forgiven_may_register(server, also):
    name, user_id = person(server)
    assert_ok(add_users(server, user_id, limitList=ALL_LIMITS))
    assert_ok(add_users(server, user_id, **also))
    gone(server, user_id)
    assert_ok(register(server, username=name))


def test_rules_are_listed_as_they_were_made(server):
    assert_ok(add_rule(server, countThr=7, timeRange=5))
    assert_ok(add_rule(server, optObject="USER"))
    found = assert_ok(server.manage("GET", "risk-list-policy?optObject=IP"))
    (rule,) = found["list"]
    assert found["totalCount"] == 1 and (rule["countThr"], rule["timeRange"], rule["optObject"]) == (7, 5, "IP")
    for each in assert_ok(server.manage("GET", "risk-list-policy?optObject=USER"))["list"]:
        assert_ok(delete(server, "delete-risk-list-policy", each['id']))


def test_a_pool_has_at_most_a_hundred_rules(server):
    for _ in range(100):
        assert_ok(add_rule(server))
    assert_refused(add_rule(server), 400)
    for _ in range(2):
        for rule in assert_ok(server.manage("GET", "risk-list-policy?optObject=IP&limit=50"))["list"]:
            assert_ok(delete(server, "delete-risk-list-policy", rule['id']))
