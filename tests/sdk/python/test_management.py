"""The management client: access key and secret for a token, then people and keys."""

import contextlib
import itertools
import json
import queue
import threading

import pytest
from authing import ManagementClient
from authing.AuthingException import AuthingException
from conftest import PASSWORD, client_of, ok, refused

import encrypt

_count = itertools.count(1)


@pytest.fixture
def user(management):
    number = next(_count)
    return ok(management.create_user(username=f"managed{number}", email=f"managed{number}@example.com",
                                     phone=f"1360000{number:04}", phone_country_code="+86", password=PASSWORD,
                                     name="李四", gender="F", email_verified=True, phone_verified=True))


def test_creates_a_user_who_can_sign_in(server, user):
    assert (user["name"], user["gender"], user["emailVerified"], user["phoneVerified"]) == ("李四", "F", True, True)
    ok(client_of(server).sign_in_by_username_password(user["username"], PASSWORD))


def test_refuses_a_second_user_of_the_same_name(management, user):
    answer = management.create_user(username=user["username"], password=PASSWORD)
    assert answer["statusCode"] == 409, answer


@pytest.mark.parametrize("id_type,member", [("user_id", "userId"), ("username", "username"), ("email", "email"),
                                            ("phone", "phone")])
def test_gets_a_user_by_each_kind_of_id(management, user, id_type, member):
    found = ok(management.get_user(user[member], user_id_type=id_type, with_custom_data=True, with_identities=True,
                                   with_department_ids=True))
    assert found["userId"] == user["userId"] and found["identities"] == [] and found["customData"] == {}


def test_updates_a_user(management, user):
    changed = ok(management.update_user(user["userId"], nickname="Four", city="上海", status="Suspended"))
    assert (changed["nickname"], changed["city"], changed["status"]) == ("Four", "上海", "Suspended")
    assert ok(management.get_user(user["userId"]))["nickname"] == "Four"


def test_lists_users_both_ways(management, user):
    page = ok(management.list_users_legacy(page=1, limit=50, with_custom_data=True))
    assert user["userId"] in [row["userId"] for row in page["list"]] and page["totalCount"] >= len(page["list"])
    found = ok(management.list_users(keywords=user["username"], options={"pagination": {"page": 1, "limit": 10}}))
    assert [row["userId"] for row in found["list"]] == [user["userId"]]
    by_phone = ok(management.list_users(
        advanced_filter=[{"field": "phone", "operator": "EQUAL", "value": user["phone"]}]))
    assert [row["userId"] for row in by_phone["list"]] == [user["userId"]]


def test_batches(management):
    names = [f"batch{next(_count)}" for _ in range(3)]
    users = ok(management.create_users_batch([{"username": name} for name in names]))
    ids = [user["userId"] for user in users]
    # The SDK writes a list as one value, joined by commas, only if the caller joins it; a list it repeats.
    for asked in (ids, ",".join(ids)):
        found = ok(management.get_user_batch(asked))
        assert sorted(user["username"] for user in found) == sorted(names)
    ok(management.delete_users_batch(ids))
    assert ok(management.get_user_batch(ids)) == []


def test_tells_whether_a_user_exists(management, user):
    for member, argument in (("username", "username"), ("email", "email"), ("phone", "phone")):
        assert ok(management.is_user_exists(**{argument: user[member]}))["exists"] is True
    assert ok(management.is_user_exists(username="nobody.at.all"))["exists"] is False


def test_deletes_users(management, user):
    ok(management.delete_users_batch([user["username"]], {"userIdType": "username"}))
    assert management.get_user(user["userId"])["statusCode"] == 404


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_takes_encrypted_passwords(server, management, kind):
    key = client_of(server).get_system_info()[kind]["publicKey"]
    name = f"hidden.{kind}"
    ok(management.create_user(username=name, password=getattr(encrypt, kind)(key, PASSWORD),
                              options={"passwordEncryptType": kind}))
    ok(client_of(server).sign_in_by_username_password(name, PASSWORD))


def test_access_keys_from_creation_to_deletion(server, management, user):
    [key] = ok(management.create_access_key("userpool", user_id=user["userId"]))
    listed = ok(management.get_access_key_list(user_id=user["userId"]))
    assert [row["accessKeyId"] for row in listed] == [key["accessKeyId"]]
    [found] = ok(management.get_access_key(user["userId"], key["accessKeyId"]))
    assert (found["accessKeyId"], found["enable"]) == (key["accessKeyId"], True)
    assert key["accessKeySecret"] not in (found["accessKeySecret"], listed[0]["accessKeySecret"])

    ok(management.update_access_key(False, key["accessKeyId"]))
    with pytest.raises(AuthingException):
        ManagementClient(key["accessKeyId"], key["accessKeySecret"], host=server.base).list_users_legacy()
    ok(management.update_access_key(True, key["accessKeyId"]))
    ok(management.delete_access_key(key["accessKeyId"]))
    refused(management.get_access_key(user["userId"], key["accessKeyId"]), 404, None)


def test_refuses_a_wrong_secret(server):
    with pytest.raises(AuthingException):
        ManagementClient(server.key_id, "0" * 32, host=server.base).list_users_legacy()


def test_risk_lists(management, user):
    ok(management.add(expire_at="0", limit_list=["FORBID_LOGIN"], remove_type="MANUAL", add_type="MANUAL",
                      ip_type="BLACK", ips="192.0.2.0/24"))
    [entry] = ok(management.find_ip_list("BLACK"))["list"]
    assert entry["ip"] == "192.0.2.0/24"
    ok(management.add_user(expire_at=0, limit_list=["FORBID_LOGIN"], remove_type="MANUAL", add_type="MANUAL",
                           user_list_type="BLACK", user_ids=[user["userId"]]))
    [blocked] = ok(management.find_user_list("BLACK"))["list"]
    assert blocked["userId"] == user["userId"]
    ok(management.add_risk_list_policy("FORBID_LOGIN", "ADD_IP_BLACK_LIST", "SCHEDULE", "account_wrong", 100, 10,
                                       "NO_LIMIT", "ONE", "ALL", "ALL", "IP"))
    [rule] = ok(management.find_risk_list_policy("IP"))["list"]
    assert rule["countThr"] == 100
    # The SDK leaves the braces of these paths as they are.
    refused(management.delete_by_id(entry["id"]), 400, None)
    refused(management.delete_user_list_by_id(blocked["id"]), 400, None)
    refused(management.delete_risk_list_policy_by_id(rule["id"]), 400, None)


def test_whitelists(management):
    assert ok(management.add_whitelist("EMAIL", ["Listed@example.com"]))["value"] == "listed@example.com"
    assert [entry["value"] for entry in ok(management.list_whitelists("EMAIL"))["list"]] == ["listed@example.com"]
    assert ok(management.delete_whitelist("EMAIL", ["listed@example.com"]))["success"] is True
    assert ok(management.list_whitelists("EMAIL"))["list"] == []


def heard_by(subscribe, publish):
    """What a callback of the SDK hears first, once publish() has been called often enough."""
    heard = queue.Queue()
    threading.Thread(target=subscribe, args=(heard.put,), daemon=True).start()
    for _ in range(50):  # the subscription begins some time after the thread
        publish()
        with contextlib.suppress(queue.Empty):
            return json.loads(heard.get(timeout=0.2))
    raise AssertionError("nothing was heard")


def test_events_are_defined_published_and_heard(server, person):
    socket_host = server.base.replace("http://", "ws://")
    management = ManagementClient(server.key_id, server.key_secret, host=server.base, websocket_host=socket_host)
    ok(management.create_event_app("https://x.example/logo.png", "Shop", "custom_shop"))
    ok(management.define_event("An order was paid", "custom_shop.paid"))
    assert [app["identifier"] for app in ok(management.list_event_apps())["list"]] == ["custom_shop"]
    assert [event["code"] for event in ok(management.list_events(app="custom_shop"))["list"]] == ["custom_shop.paid"]
    assert ok(management.verify_event("custom_shop.paid", {"order": 1}))["success"] is True

    frame = heard_by(lambda call: management.sub_event("custom_shop.paid", call),
                     lambda: ok(management.put_event("custom_shop.paid", {"order": 17})))
    assert json.loads(frame["data"]) == {"order": 17}  # the SDK sends data as text
    client = client_of(server, websocket_host=socket_host)
    client.set_access_token(person.tokens["access_token"])
    frame = heard_by(lambda call: client.sub_event("custom_shop.paid", call),
                     lambda: ok(client.put_event("custom_shop.paid", {"order": 18})))
    assert json.loads(frame["data"]) == {"order": 18} and frame["sender"]["type"] == "user"
