"""Identifiers that an application had: other pools wait for them, since addresses still name that host."""

from application_scene import create, identifier, update
from scenes import assert_ok, assert_refused

DAY_MS = 86_400_000


class Pool:
    """Another pool's administrator."""

    def __init__(self, server):
        self.server, self.pool = server, server.other_pool()

    def call(self, path, body):
        token = self.server.management_token(self.pool["accessKeyId"], self.pool["accessKeySecret"])
        return self.server.call("POST", "/api/v3/" + path, body, token=token, app=False)

    def create(self, name):
        return self.call("create-application", {"appName": "x", "appIdentifier": name})

    def is_free(self, name):
        return assert_ok(self.call("check-domain-available", {"domain": name}))["available"]


def test_takeover_a_deleted_application_s_identifier_is_nobody_else_s_for_30_days(server):
    name, other = identifier(), Pool(server)
    app = create(server, appIdentifier=name)
    assert_ok(server.manage("POST", "delete-application", {"appId": app["appId"]}))
    assert not other.is_free(name)
    assert_refused(other.create(name), 409, 2039)
    mine = assert_ok(other.create(identifier()))
    assert_refused(other.call("update-application", {"appId": mine["appId"], "appIdentifier": name}), 409, 2039)
    server.advance(29 * DAY_MS)
    assert_refused(other.create(name), 409, 2039)
    server.advance(DAY_MS + 1)
    assert other.is_free(name)
    assert_ok(other.create(name))


def test_takeover_nor_is_one_that_was_given_up(server):
    name, other = identifier(), Pool(server)
    app = create(server, appIdentifier=name)
    update(server, app["appId"], appIdentifier=identifier())
    assert_refused(other.create(name), 409, 2039)
    assert not other.is_free(name)


def test_the_pool_itself_may_have_it_back_at_once(server):
    name = identifier()
    app = create(server, appIdentifier=name)
    assert_ok(server.manage("POST", "delete-application", {"appId": app["appId"]}))
    again = create(server, appIdentifier=name)
    update(server, again["appId"], appIdentifier=identifier())
    update(server, again["appId"], appIdentifier=name)


def test_the_command_line_waits_too(server):
    name = identifier()
    app = create(server, appIdentifier=name)
    assert_ok(server.manage("POST", "delete-application", {"appId": app["appId"]}))
    assert server.command("pool", "create", "Other", "--identifier", name, check=False).returncode != 0
