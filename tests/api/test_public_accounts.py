"""Going on as a public account and back. On both engines."""

import base64
import json

import pytest
from directory import Person, apply
from scenes import assert_ok, assert_refused, new_name

CHOICES = "get-user-select-login-public-accounts"


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.fixture
def desk(server):
    """A public account, open to a group with one person in it: (person, id of the account)."""
    person, account = Person(server), Person(server, name="Front desk")
    group = new_name("group")
    apply(server, {"groups": [{"code": group, "members": [person.name]}],
                   "public_accounts": [{"user": account.name, "open_to": [{"group": group}]}]})
    person.account_id = account.id
    return person


def switch(person, target, token=None, **options):
    body = {"targetUserId": target, **({"options": options} if options else {})}
    return person.server.post("switch-login-by-user", body, token=token or person.token)


def test_a_person_goes_on_as_a_public_account_and_back(server, desk):
    [choice] = desk.get(CHOICES)
    assert choice["publicAccounts"] == [{"userId": desk.account_id, "displayName": "Front desk", "usertype": "2"}]
    tokens = assert_ok(switch(desk, desk.account_id, scope="openid profile"))
    as_desk = tokens["access_token"]
    assert assert_ok(server.get("get-profile", token=as_desk))["userId"] == desk.account_id
    [choice] = assert_ok(server.get(CHOICES + "?withOriginUser=true", token=as_desk))
    assert choice["originUser"]["userId"] == desk.id and choice["originUser"]["usertype"] == "1"
    assert [one["userId"] for one in choice["publicAccounts"]] == [desk.account_id]
    back = assert_ok(switch(desk, desk.id, as_desk))["access_token"]
    assert assert_ok(server.get("get-profile", token=back))["userId"] == desk.id
    newest = assert_ok(server.get("get-my-login-history", token=as_desk))["list"][0]
    assert newest["loginMethod"] == "SWITCH"


def test_going_on_as_another_is_no_fresh_proof(server, desk):
    signed_in = claims(server.sign_in(desk.name)["id_token"])["auth_time"]
    desk.sign_in()
    server.advance(3_600_000)
    tokens = assert_ok(switch(desk, desk.account_id))
    assert claims(tokens["id_token"])["auth_time"] - signed_in < 60
    back = assert_ok(switch(desk, desk.id, tokens["access_token"]))
    assert claims(back["id_token"])["auth_time"] - signed_in < 60


def test_only_accounts_that_are_open_to_the_person(server, desk):
    stranger = Person(server)
    assert stranger.get(CHOICES) == [{"publicAccounts": []}]
    for target in (desk.account_id, desk.id, stranger.id, "0" * 24):
        assert_refused(switch(stranger, target), 403)
    as_desk = assert_ok(switch(desk, desk.account_id))["access_token"]
    assert_refused(switch(desk, stranger.id, as_desk), 403)


def test_a_suspended_account_cannot_be_gone_on_as(server, desk):
    assert_ok(server.manage("POST", "update-user", {"userId": desk.account_id, "status": "Suspended"}))
    assert desk.get(CHOICES) == [{"publicAccounts": []}]
    assert_refused(switch(desk, desk.account_id), 403)


def test_suspending_the_person_ends_what_they_do_under_public_accounts(server, desk):
    as_desk = assert_ok(switch(desk, desk.account_id))["access_token"]
    assert_ok(server.manage("POST", "update-user", {"userId": desk.id, "status": "Suspended"}))
    assert_refused(server.get("get-profile", token=as_desk), 403, 2120008)
