"""Who may call the operations about oneself: the same refusals everywhere, on both engines."""

import pytest
from directory import Person
from scenes import assert_ok, assert_refused

NONE = "0" * 24
APPROVAL = {"objectType": "ROLE_PERMISSION_APPLY"}
OF_PEOPLE = [
    *(("GET", path, None) for path in (
        "get-my-login-history", "get-my-logged-in-apps", "get-my-accessible-apps", "get-my-tenant-list",
        "get-my-role-list", "get-my-group-list", "get-my-department-list", "get-my-authorized-resources",
        "get-user-select-login-public-accounts", "get-user-auth-resource-list", "applications-permission-applicable",
        "roles-permission-applicable?appId=x", "approval?number=x", "approval-initiated-list", "mysessions/list",
        "get-my-consents", "export-my-data")),
    ("POST", "mysessions/revoke", {"sessionId": NONE}),
    ("POST", "mysessions/revoke-others", None),
    ("POST", "revoke-my-consent", {"appId": NONE}),
    *(("POST", f"check-permission-{kind}-resource", {"resources": ["x"], "action": "read"})
      for kind in ("string", "array", "tree")),
    ("POST", "get-user-auth-resource-permission-list", {"resources": ["x"]}),
    ("POST", "get-user-auth-resource-struct", {"resource": "x"}),
    ("POST", "approval", {**APPROVAL, "objectId": NONE}),
    ("POST", "approval-batch", {**APPROVAL, "objectIds": [NONE]}),
    ("POST", "switch-login-by-user", {"targetUserId": NONE}),
    ("POST", "generate-universal-invitation-link-by-member", None),
    ("POST", "clear-my-all-invitation-links", None),
    ("POST", "/api/v2/applications/subject/person/list", None),
]
OF_GUESTS = [
    ("GET", "get-universal-invitation-public-config?identifier=x", None),
    ("GET", "get-policy-invitation-context?token=x", None),
    ("POST", "signup-by-invitation", {"emailCode": "123456", "identifier": "x"}),
    ("POST", "generate-policy-invitation-token", {"signature": "x", "identifier": "x"}),
    ("POST", "verify-invite-code", {"receiverType": "emailCode", "code": "123456", "token": "x"}),
    ("POST", "join-by-invitation", {"token": "x"}),
]


def ask(server, row, place=None, **more):
    method, path, body = row
    headers = {"x-authing-app-id": place} if place else {}
    return server.call(method, path if path.startswith("/") else "/api/v3/" + path, body, headers=headers, **more)


@pytest.fixture(scope="module", name="disabled")
def disabled_application(server):
    made = server.other_application()["appId"]
    server.command("application", "update", made, "--status", "disabled")
    return made


def test_applications_that_are_not_there_or_disabled(server, disabled):
    person = Person(server)
    for row in OF_PEOPLE + OF_GUESTS:
        token = person.token if row in OF_PEOPLE else None
        assert_refused(ask(server, row, NONE, token=token), 404, 2011)
        assert_refused(ask(server, row, disabled, token=token), 403)


def test_guests_need_an_application(server):
    for row in OF_GUESTS:
        assert_refused(ask(server, row, app=False), 400, 2010)


def test_who_is_not_signed_in_is_refused(server):
    for row in OF_PEOPLE:
        assert_refused(ask(server, row), 401, 2020)
        assert_refused(ask(server, row, token="not.a.token"), 401, 2021)


def test_a_token_of_another_application_is_refused(server):
    person, second = Person(server), server.other_application()["appId"]
    for row in OF_PEOPLE:
        assert_refused(ask(server, row, second, token=person.token), 401, 2021)


def test_an_expired_token_is_refused(server):
    person = Person(server)
    server.advance(7_200_000)
    for row in OF_PEOPLE:
        assert_refused(ask(server, row, token=person.token), 401, 2206)


def test_a_suspended_person_is_refused(server):
    person = Person(server)
    assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Suspended"}))
    for row in OF_PEOPLE:
        assert_refused(ask(server, row, token=person.token), 403, 2120008)
