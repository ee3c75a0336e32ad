"""Asking for roles and applications: create-approval, get-approval and the lists. On both engines."""

import pytest
from directory import Person, apply
from scenes import assert_refused, new_name

ROLE, APP = "ROLE_PERMISSION_APPLY", "APP_PERMISSION_APPLY"


@pytest.fixture(scope="module")
def open_things(server):
    apply(server, {"roles": [{"code": "auditor", "name": "Auditor", "permission_apply": True},
                             {"code": "operator", "permission_apply": True}, {"code": "root"}],
                   "approvals": {"applications": [server.app_id]}})


@pytest.fixture
def person(server, open_things):
    return Person(server)


def applicable(person, server, query=""):
    return person.get(f"roles-permission-applicable?appId={server.app_id}{query}")


def role_id(person, server, code):
    return next(role["roleId"] for role in applicable(person, server)["list"] if role["code"] == code)


def ask(person, kind, object_id, **more):
    return person.send("approval", {"objectType": kind, "objectId": object_id, **more})


def test_roles_and_applications_that_one_may_ask_for(server, person):
    page = applicable(person, server)
    assert [role["code"] for role in page["list"]] == ["auditor", "operator"] and page["totalCount"] == 2
    assert applicable(person, server, "&keyword=AUDI")["totalCount"] == 1
    assert applicable(person, server, "&keyword=%25")["totalCount"] == 0
    assert [role["code"] for role in applicable(person, server, "&limit=1&page=2")["list"]] == ["operator"]
    [app] = person.get("applications-permission-applicable")["list"]
    assert (app["appId"], app["appType"]) == (server.app_id, "web")
    assert person.get("applications-permission-applicable?appName=nothing")["list"] == []


def test_a_request_is_shown_to_its_author_alone(server, person):
    wanted = {"extraParams": {"enableTime": 1_800_000_000_000, "endTime": 1_900_000_000_000}}
    made = ask(person, ROLE, role_id(person, server, "auditor"), **wanted)["data"]
    shown = person.get(f"approval?number={made['number']}")
    assert (shown["status"], shown["approvalId"]) == ("PENDING", made["approvalId"])
    assert shown["approvalObjectList"]["roleCode"] == "auditor"
    assert shown["extraParams"] == wanted["extraParams"]
    assert_refused(Person(server).ask(f"approval?number={made['number']}"), 404)
    assert_refused(person.ask("approval?number=AP99999999"), 404)


def test_the_same_thing_is_asked_for_once_at_a_time(server, person):
    wanted = role_id(person, server, "auditor")
    assert ask(person, ROLE, wanted)["statusCode"] == 200
    assert_refused(ask(person, ROLE, wanted), 409)
    assert_refused(person.send("approval-batch", {"objectType": ROLE, "objectIds": [wanted]}), 409)


def test_what_is_not_open_cannot_be_asked_for(server, person):
    other = server.other_pool()
    for kind, object_id in ((ROLE, "0" * 24), (APP, other["appId"]), (APP, "nothing")):
        assert_refused(ask(person, kind, object_id), 403)
        assert_refused(person.send("approval-batch", {"objectType": kind, "objectIds": [object_id]}), 403)


@pytest.mark.parametrize("times", [{"endTime": 5, "enableTime": 6}, {"endTime": -1}, {"enableTime": 1e300}])
def test_times_must_make_sense(server, person, times):
    wanted = role_id(person, server, "auditor")
    assert_refused(ask(person, ROLE, wanted, extraParams=times), 400)
    batch = {"objectType": ROLE, "objectIds": [wanted], "extraParams": times}
    assert_refused(person.send("approval-batch", batch), 400)


def test_a_batch_is_made_whole_or_not_at_all(server, person):
    both = [role_id(person, server, code) for code in ("auditor", "operator")]
    assert_refused(person.send("approval-batch", {"objectType": ROLE, "objectIds": [*both, "nothing"]}), 403)
    assert person.get("approval-initiated-list")["totalCount"] == 0
    person.post("approval-batch", {"objectType": ROLE, "objectIds": both})
    page = person.get("approval-initiated-list?pageSize=1&pageNo=2")
    assert page["totalCount"] == 2 and page["list"][0]["approvalObjectList"]["roleCode"] == "auditor"


def test_own_requests_are_narrowed(server, person):
    ask(person, ROLE, role_id(person, server, "operator"))
    ask(person, APP, server.app_id)
    assert [one["objectType"] for one in person.get("approval-initiated-list")["list"]] == [APP, ROLE]
    assert person.get(f"approval-initiated-list?objectType={APP}")["totalCount"] == 1
    assert person.get("approval-initiated-list?keyword=operator")["totalCount"] == 1
    assert person.get(f"approval-initiated-list?keyword={new_name('none')}")["totalCount"] == 0
