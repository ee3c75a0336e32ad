"""Access keys: made, shown, switched, deleted; secrets stay secret. On both engines."""

import json
import pathlib

import genauth
import pytest
from scenes import assert_ok, assert_refused, new_name, user_of
from signing import Signer

NOBODY = "0" * 24


def create(server, **body):
    return assert_ok(server.manage("POST", "create-access-key", {"type": "USER_POOL", **body}))[0]


def listed(server, query=""):
    return assert_ok(server.manage("GET", "list-access-key" + query))


def get(server, key_id, user_id=""):
    return server.manage("GET", f"get-access-key?accessKeyId={key_id}&userId={user_id or NOBODY}")


def switch(server, key_id, enable):
    return server.manage("POST", "update-access-key", {"accessKeyId": key_id, "enable": enable})


def test_a_new_key_shows_its_secret_once(server):
    key = create(server)
    assert len(key["accessKeySecret"]) == 32 and set(key["accessKeySecret"]) <= set("0123456789abcdef")
    assert (key["enable"], key["status"], key["userPoolId"]) == (True, "activated", server.pool_id)
    shown = [assert_ok(get(server, key["accessKeyId"]))[0]]
    shown += [each for each in listed(server) if each["accessKeyId"] == key["accessKeyId"]]
    assert len(shown) == 2
    for each in shown:
        assert each["accessKeySecret"] != key["accessKeySecret"] and each["accessKeySecret"].endswith("****")
        assert key["accessKeySecret"][8:] not in str(each)


def test_a_new_key_signs_and_gets_tokens(server):
    key = create(server)
    assert_ok(Signer(server, key["accessKeyId"], key["accessKeySecret"]).call("POST", "list-users", {}))
    assert server.management_token(key["accessKeyId"], key["accessKeySecret"])


def test_secrets_differ(server):
    assert len({create(server)["accessKeySecret"] for _ in range(10)}) == 10


def test_the_key_of_the_pool_has_the_pools_id_and_stays(server):
    assert server.key_id == server.pool_id
    answer = server.manage("POST", "delete-access-key", {"accessKeyId": server.pool_id})
    assert_refused(answer, 422)
    assert_ok(get(server, server.pool_id))


def test_a_key_may_belong_to_a_person(server):
    user = user_of(server, username=new_name("owner"))
    key = create(server, userId=user["userId"])
    assert key["userId"] == user["userId"]
    assert [each["accessKeyId"] for each in listed(server, "?userId=" + user["userId"])] == [key["accessKeyId"]]
    assert_ok(get(server, key["accessKeyId"], user["userId"]))
    assert_refused(get(server, key["accessKeyId"], NOBODY), 404)


def test_the_key_of_a_person_ends_with_the_account(server):
    user = user_of(server, username=new_name("owner"))
    key = create(server, userId=user["userId"])
    signer = Signer(server, key["accessKeyId"], key["accessKeySecret"])
    assert_ok(signer.call("POST", "list-users", {}))
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"}))
    assert_refused(signer.call("POST", "list-users", {}), 401)
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": "Activated"}))
    assert_ok(signer.call("POST", "list-users", {}))
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user["userId"]]}))
    assert_refused(signer.call("POST", "list-users", {}), 401)


def test_refuses_owners_that_do_not_exist(server):
    body = {"type": "USER_POOL"}
    assert_refused(server.manage("POST", "create-access-key", {**body, "userId": NOBODY}), 404, 2004)
    assert_refused(server.manage("POST", "create-access-key", {**body, "tenantId": NOBODY}), 404)


@pytest.mark.parametrize("kind", ["", "two words", "x" * 65, "中文", "a;b", None, 7])
def test_refuses_a_type_that_is_no_word(server, kind):
    assert_refused(server.manage("POST", "create-access-key", {"type": kind}), 400)


def test_lists_newest_first_by_type_and_status(server):
    kind = new_name("KIND")
    keys = [create(server, type=kind)["accessKeyId"] for _ in range(3)]
    assert [each["accessKeyId"] for each in listed(server, "?type=" + kind)] == keys[::-1]
    assert_ok(switch(server, keys[1], False))
    for form in ("status[]=revoked", "status=revoked", "status[]=revoked&status[]=revoked"):
        assert [each["accessKeyId"] for each in listed(server, f"?type={kind}&{form}")] == [keys[1]]
    assert len(listed(server, f"?type={kind}&status=activated,revoked")) == 3
    assert_refused(server.manage("GET", "list-access-key?status=asleep"), 400)


def test_a_key_is_switched_off_and_on_at_once(server):
    key = create(server)
    signer = Signer(server, key["accessKeyId"], key["accessKeySecret"])
    assert assert_ok(switch(server, key["accessKeyId"], False))["success"] is True
    assert_refused(signer.call("POST", "list-users", {}), 401)
    shown = assert_ok(get(server, key["accessKeyId"]))[0]
    assert (shown["enable"], shown["status"]) == (False, "revoked")
    assert_ok(switch(server, key["accessKeyId"], True))
    assert_ok(signer.call("POST", "list-users", {}))


def test_a_deleted_key_is_gone(server):
    key = create(server)
    assert_ok(server.manage("POST", "delete-access-key", {"accessKeyId": key["accessKeyId"]}))
    assert_refused(get(server, key["accessKeyId"]), 404)
    assert_refused(switch(server, key["accessKeyId"], True), 404)
    assert_refused(server.manage("POST", "delete-access-key", {"accessKeyId": key["accessKeyId"]}), 404)
    assert key["accessKeyId"] not in {each["accessKeyId"] for each in listed(server)}


def test_the_last_use_is_shown(server):
    key = create(server)
    assert key["lastDate"] == ""
    server.management_token(key["accessKeyId"], key["accessKeySecret"])
    assert assert_ok(get(server, key["accessKeyId"]))[0]["lastDate"].endswith("Z")


def test_secrets_are_neither_in_the_log_nor_in_clear_in_the_database(server):
    key = create(server)
    token = server.management_token(key["accessKeyId"], key["accessKeySecret"])
    Signer(server, key["accessKeyId"], key["accessKeySecret"]).call("POST", "list-users", {})
    log = (server.data / "server.log").read_bytes()
    assert key["accessKeySecret"].encode() not in log and token.encode() not in log
    if server.engine == "sqlite":
        stored = b"".join(path.read_bytes() for path in pathlib.Path(server.data).glob("genauth.db*"))
        assert key["accessKeyId"].encode() in stored
        for secret in (key["accessKeySecret"], server.key_secret, server.app_secret):
            assert secret.encode() not in stored and bytes.fromhex(secret) not in stored


@pytest.mark.parametrize("path,body", [("get-access-key", None), ("create-access-key", {}), ("update-access-key", {}),
                                       ("update-access-key", {"accessKeyId": "x"}), ("delete-access-key", {})])
def test_refuses_what_lacks_a_required_member(server, path, body):
    answer = server.manage("GET" if body is None else "POST", path, body)
    assert_refused(answer, 400)
    assert "should not be empty" in answer["message"]


@pytest.mark.parametrize("engine", genauth.engines())
def test_a_pool_sees_and_changes_its_own_keys_only(engine):
    with genauth.fresh_database(engine) as url, genauth.Server(database=url) as server:
        server.stop()
        other = json.loads(server.command("pool", "create", "Other", "--identifier", "other").stdout)
        server.start()
        theirs = other["accessKeyId"]
        assert theirs not in {each["accessKeyId"] for each in listed(server)}
        assert_refused(get(server, theirs), 404)
        assert_refused(switch(server, theirs, False), 404)
        assert_refused(server.manage("POST", "delete-access-key", {"accessKeyId": theirs}), 404)
        assert server.management_token(theirs, other["accessKeySecret"])
