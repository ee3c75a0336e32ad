"""What create-user and create-users-batch refuse, the same rule for both; and the refusals of update-user."""

import pytest
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, user_of


def create(server, user, options):
    return server.manage("POST", "create-user", {**user, **({"options": options} if options else {})})


def create_batch(server, user, options):
    first = {"username": new_name()}
    return server.manage("POST", "create-users-batch",
                         {"list": [first, user], **({"options": options} if options else {})})


BOTH = pytest.mark.parametrize("make", [create, create_batch])


def user(**members):
    return {"username": new_name(), **members}


@BOTH
@pytest.mark.parametrize("members,options,status_code,api_code", [
    ({"username": "two words"}, None, 400, None),
    ({"email": "nobody"}, None, 400, 2003),
    ({"phone": "12345", "phoneCountryCode": "+86"}, None, 400, None),
    ({"phone": "13800138000", "phoneCountryCode": "+999"}, None, 400, None),
    ({"password": "short"}, None, 400, 2029),
    ({"password": "x" * 129}, None, 400, None),
    ({"password": "bm90IGVuY3J5cHRlZA=="}, {"passwordEncryptType": "rsa"}, 400, 2016),
    ({"departmentIds": ["nowhere"]}, None, 404, None),
])
def test_refuses_bad_members_and_makes_nobody(server, make, members, options, status_code, api_code):
    wanted = user(**members)
    assert_refused(make(server, wanted, options), status_code, api_code)
    if "username" not in members:
        exists = server.manage("POST", "is-user-exists", {"username": wanted["username"]})
        assert assert_ok(exists)["exists"] is False


@BOTH
def test_refuses_a_user_without_any_identifier(server, make):
    assert_refused(make(server, {"name": "Nobody"}, None), 400, 2028)


@BOTH
@pytest.mark.parametrize("member,api_code,value", [("username", 2034, new_name), ("email", 2200, new_email),
                                                   ("phone", 2035, new_number), ("externalId", 2026, new_name)])
def test_refuses_what_another_user_has(server, make, member, api_code, value):
    taken = value()
    user_of(server, **user(**{member: taken}))
    assert_refused(make(server, user(**{member: taken}), None), 409, api_code)


@BOTH
def test_refuses_an_identity_that_another_user_has(server, make):
    identity = {"extIdpId": "62f20932716fbcc10d966ee5", "provider": "github", "type": "github",
                "userIdInIdp": new_name("gh"), "userInfoInIdp": {}, "originConnIds": ["62f20932716fbcc10d966ee5"]}
    user_of(server, **user(identities=[identity]))
    assert_refused(make(server, user(identities=[identity]), None), 409)


@pytest.mark.parametrize("changes,status_code,api_code", [
    ({"phone": "13800138000", "phoneCountryCode": "+999"}, 400, None),
    ({"password": "x" * 129}, 400, None),
    ({"password": "bm90IGVuY3J5cHRlZA==", "options": {"passwordEncryptType": "rsa"}}, 400, 2016),
])
def test_update_refuses_bad_members(server, changes, status_code, api_code):
    made = user_of(server, username=new_name())
    answer = server.manage("POST", "update-user", {"userId": made["userId"], **changes})
    assert_refused(answer, status_code, api_code)


def test_the_password_of_a_refused_change_stays(server):
    made = user_of(server, username=new_name())
    body = {"userId": made["userId"], "password": "short"}
    assert_refused(server.manage("POST", "update-user", body), 400, 2029)
    assert server.sign_in(made["username"], PASSWORD)
