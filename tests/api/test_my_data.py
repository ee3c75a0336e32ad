"""What people are shown of themselves: history, applications, memberships, resources. On both engines."""

import genauth
import mmdb
import pytest
from directory import Person, apply
from scenes import assert_ok, new_name, try_password

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.4 Mobile/15E148 Safari/604.1")


@pytest.fixture(scope="module", params=genauth.engines())
def server(request, tmp_path_factory):
    """As everywhere, with a database of places that knows loopback."""
    file = tmp_path_factory.mktemp("geo") / "places.mmdb"
    file.write_bytes(mmdb.city_database("127.0.0.0", 8, mmdb.BERLIN))
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_GEO_DATABASE": str(file)}) as running:
            yield running


def history(person, query=""):
    return person.get("get-my-login-history" + query)


def test_a_sign_in_enters_the_history_with_program_and_place(server):
    person = Person(server)
    assert_ok(try_password(server, username=person.name, headers={"user-agent": FIREFOX}))
    page = history(person)
    assert page["totalCount"] == 2
    newest = page["list"][0]
    assert newest["parsedUserAgent"] == {"device": "Desktop", "name": "Firefox 128.0", "os": "Linux"}
    assert (newest["success"], newest["loginMethod"]) == (True, "PASSWORD")
    assert (newest["userId"], newest["appId"], newest["clientIp"]) == (person.id, server.app_id, "127.0.0.1")
    assert newest["appLoginUrl"] == f"{server.base}/{server.app_id}"
    place = newest["geoip"]
    assert (place["country_code2"], place["country_code3"], place["city_name"]) == ("DE", "DEU", "Berlin")
    assert place["location"] == {"lon": 13, "lat": 53}
    assert place["timezone"] == "Europe/Berlin"


def test_a_failed_sign_in_enters_the_history_with_its_reason(server):
    person = Person(server)
    try_password(server, "wrong", username=person.name, headers={"user-agent": IPHONE})
    failed = history(person, "?success=false")
    assert failed["totalCount"] == 1
    entry = failed["list"][0]
    assert entry["success"] is False and entry["errorMessage"]
    assert entry["parsedUserAgent"] == {"device": "Mobile", "name": "Safari 17.4", "os": "iOS 17.4"}
    assert history(person, "?success=true")["totalCount"] == 1


def test_the_history_is_narrowed_and_paged(server):
    person = Person(server)
    server.advance(60_000)
    person.sign_in()
    everything = history(person, "?limit=1")
    assert everything["totalCount"] == 2 and len(everything["list"]) == 1
    assert history(person, "?limit=1&page=2")["list"][0]["loginAt"] < everything["list"][0]["loginAt"]
    assert history(person, "?appId=none")["totalCount"] == 0
    assert history(person, "?clientIp=127.0.0.1")["totalCount"] == 2
    assert history(person, "?start=99999999999999")["totalCount"] == 0
    assert history(person, "?end=1")["totalCount"] == 0


def test_the_history_of_others_stays_theirs(server):
    ada, bob = Person(server), Person(server)
    assert {entry["userId"] for entry in history(ada)["list"]} == {ada.id}
    assert {entry["userId"] for entry in history(bob)["list"]} == {bob.id}


def test_applications_with_and_without_a_session(server):
    person = Person(server)
    second = server.other_application()
    foreign = server.other_pool()
    assert [app["appId"] for app in person.get("get-my-logged-in-apps")] == [server.app_id]
    open_to_all = {app["appId"]: app["active"] for app in person.get("get-my-accessible-apps")}
    assert open_to_all[server.app_id] is True and open_to_all[second["appId"]] is False
    assert foreign["appId"] not in open_to_all
    server.command("application", "update", second["appId"], "--status", "disabled")
    assert second["appId"] not in {app["appId"] for app in person.get("get-my-accessible-apps")}


@pytest.fixture(scope="module")
def member(server):
    """Somebody who belongs to one of each."""
    person = Person(server)
    apply(server, {
        "roles": [{"code": "direct"}, {"code": "by-group"}, {"code": "by-ancestor"}, {"code": "by-role"},
                  {"code": "over"}, {"code": "early"}, {"code": "off", "enabled": False}],
        "groups": [{"code": "crew", "name": "Crew", "members": [person.name]}],
        "organizations": [{"code": "acme", "name": "Acme", "members": [], "departments": [
            {"code": "sales", "name": "Sales"},
            {"code": "north", "name": "North", "parent": "sales", "custom_data": {"floor": 3},
             "members": [{"user": person.name, "leader": True, "main": True}]},
            {"code": "annex", "name": "Annex", "members": [{"user": person.name}]}]}],
        "tenants": [{"code": "t1", "name": "First", "members": [{"user": person.name}]},
                    {"code": "t2", "enabled": False, "members": [{"user": person.name}]},
                    {"code": "t3", "expires_at": 1000, "members": [{"user": person.name}]}],
        "assignments": [{"role": "direct", "to": {"user": person.name}},
                        {"role": "by-group", "to": {"group": "crew"}},
                        {"role": "by-ancestor", "to": {"department": "acme/sales"}},
                        {"role": "by-role", "to": {"role": "by-group"}},
                        {"role": "over", "to": {"user": person.name}, "end_at": 1000},
                        {"role": "early", "to": {"user": person.name}, "enable_at": 99_999_999_999_999},
                        {"role": "off", "to": {"user": person.name}}],
        "resources": [{"code": "orders", "type": "API", "api_identifier": "https://api.example.com/orders",
                       "actions": [{"name": "read"}, {"name": "write"}]},
                      {"code": "menu", "type": "MENU"}],
        "grants": [{"to": {"user": person.name}, "resource": "orders", "actions": ["read"]},
                   {"to": {"group": "crew"}, "resource": "orders"},
                   {"to": {"role": "by-ancestor"}, "resource": "orders", "effect": "DENY", "actions": ["write"]},
                   {"to": {"role": "off"}, "resource": "menu"}]})
    return person


def test_roles_come_directly_by_group_by_ancestor_and_by_role_while_they_are_valid(member):
    assert [role["code"] for role in member.get("get-my-role-list")] == [
        "by-ancestor", "by-group", "by-role", "direct"]
    assert member.get("get-my-role-list?namespace=default")[0]["namespaceName"] == "Default"
    assert member.get("get-my-role-list?namespace=other") == []


def test_groups_do_not_show_their_members(member):
    [group] = member.get("get-my-group-list")
    assert (group["code"], group["name"], group["members"]) == ("crew", "Crew", [])


def test_disabled_and_expired_tenants_are_not_shown(member):
    assert [tenant["tenantName"] for tenant in member.get("get-my-tenant-list")] == ["First"]


def test_departments_come_with_the_way_to_them(member):
    page = member.get("get-my-department-list?sortBy=DepartmentName&orderBy=Asc&withCustomData=true")
    annex, north = page["list"]
    assert page["totalCount"] == 2 and annex["name"] == "Annex"
    assert north["departmentNamePath"] == ["Acme", "Sales", "North"]
    assert north["departmentCodePath"] == ["", "sales", "north"]
    assert (north["isLeader"], north["isMainDepartment"], north["isRoot"]) == (True, True, False)
    assert north["customData"] == {"floor": 3}
    second = member.get("get-my-department-list?limit=1&page=2&sortBy=DepartmemtCode&orderBy=Desc")
    assert [one["code"] for one in second["list"]] == ["annex"] and "customData" not in second["list"][0]
    assert member.get("get-my-department-list?sortBy=DepartmentCreatedAt&page=9")["list"] == []


def test_what_is_granted_on_several_ways_comes_together(member):
    page = member.get("get-my-authorized-resources?namespace=default&resourceType=API")
    allowed, denied = sorted(page["list"], key=lambda one: one["effect"])
    assert (allowed["effect"], sorted(allowed["actions"])) == ("ALLOW", ["read", "write"])
    assert (denied["effect"], denied["actions"]) == ("DENY", ["write"])
    assert allowed["apiIdentifier"] == "https://api.example.com/orders"
    assert page["totalCount"] == 2
    assert member.get("get-my-authorized-resources?resourceType=MENU")["list"] == []


def test_nobody_else_gets_any_of_it(server, member):
    other = Person(server)
    for path in ("role-list", "group-list", "tenant-list"):
        assert other.get(f"get-my-{path}") == []
    for path in ("department-list", "authorized-resources"):
        assert other.get(f"get-my-{path}") == {"totalCount": 0, "list": []}


def test_a_deleted_user_leaves_no_row_behind(server):
    name = new_name("leaver")
    person = Person(server, username=name)
    apply(server, {"groups": [{"code": f"{name}-group", "members": [name]}]})
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person.id]}))
    again = Person(server, username=name)
    assert again.get("get-my-group-list") == []
    assert history(again)["totalCount"] == 1
