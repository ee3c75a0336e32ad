"""Access keys that may do some things only: x-permission of the operations, on both engines."""

import pytest
from application_scene import create as create_application
from scenes import assert_ok, assert_refused, new_name
from signing import Signer


class Limited:
    """A key of the pool with these rights alone; calls signed, or with a management token."""

    def __init__(self, server, *permissions):
        self.server = server
        made = assert_ok(server.manage("POST", "create-access-key", {"type": "USER_POOL"}))[0]
        self.id, self.secret = made["accessKeyId"], made["accessKeySecret"]
        self.limit(*permissions)

    def limit(self, *permissions, check=True):
        words = [word for each in permissions for word in ("--permission", each)]
        return self.server.command("access-key", "limit", self.server.pool_id, self.id, *words, check=check)

    def signed(self, method, path, params=None):
        return Signer(self.server, self.id, self.secret).call(method, path, params)

    def by_token(self, method, path, body=None):
        token = self.server.management_token(self.id, self.secret)
        return self.server.call(method, "/api/v3/" + path, body, token=token, app=False)


def refused(answer):
    assert_refused(answer, 403, 1001)


def test_a_key_does_what_it_may_and_nothing_else(server):
    key = Limited(server, "user:read")
    for call in (key.signed, key.by_token):
        assert_ok(call("POST", "list-users", {}))
        refused(call("POST", "create-user", {"username": new_name("limited")}))
        refused(call("GET", "list-access-key"))
    key.limit("user:*", "access_key:read")
    assert_ok(key.signed("POST", "create-user", {"username": new_name("limited")}))
    assert_ok(key.signed("GET", "list-access-key"))
    refused(key.signed("POST", "create-access-key", {"type": "USER_POOL"}))


def test_a_limit_acts_on_the_next_call_also_of_a_token_that_is_out(server):
    key = Limited(server, "*")
    token = server.management_token(key.id, key.secret)
    assert_ok(server.call("POST", "/api/v3/list-users", {}, token=token, app=False))
    key.limit("group:read")
    refused(server.call("POST", "/api/v3/list-users", {}, token=token, app=False))


def test_the_secret_of_an_application_needs_its_own_right(server):
    app_id = create_application(server)["appId"]
    key = Limited(server, "application:*")
    for call in (key.signed, key.by_token):
        assert_ok(call("GET", f"get-application?appId={app_id}") if call == key.by_token
                  else call("GET", "get-application", {"appId": app_id}))
        refused(key.signed("GET", "get-application-secret", {"appId": app_id}))
        refused(call("POST", "refresh-application-secret", {"appId": app_id}))
    key.limit("application:*", "application_secret:read")
    assert_ok(key.signed("GET", "get-application-secret", {"appId": app_id}))
    refused(key.signed("POST", "refresh-application-secret", {"appId": app_id}))


def test_escalation_a_limited_key_makes_no_key_that_may_more(server):
    key = Limited(server, "access_key:*")
    made = assert_ok(key.signed("POST", "create-access-key", {"type": "USER_POOL"}))[0]
    other = Signer(server, made["accessKeyId"], made["accessKeySecret"])
    assert_ok(other.call("GET", "list-access-key"))
    refused(other.call("POST", "list-users", {}))


@pytest.mark.parametrize("word", ["user", "users:*", "user:fly", "*:*", "user:read x"])
def test_a_right_that_no_operation_has_is_a_mistake(server, word):
    key = Limited(server, "user:read")
    done = key.limit(word, check=False)
    assert done.returncode != 0 and "permission" in done.stderr
    assert_ok(key.signed("POST", "list-users", {}))


def test_a_key_of_another_pool_is_not_limited(server):
    other = server.other_pool()
    done = server.command("access-key", "limit", server.pool_id, other["accessKeyId"], "--permission", "user:read",
                          check=False)
    assert done.returncode != 0 and "no such access key" in done.stderr
