"""What the SDK shows a signed-in person of themselves, and going on as a public account."""

import pytest
import yaml
from conftest import Person, ok


@pytest.fixture(scope="module")
def member(server):
    """Somebody who belongs to one of each."""
    person, desk = Person(server).sign_up().sign_in(), Person(server).sign_up()
    file = server.data / "member.yaml"
    file.write_text(yaml.safe_dump({
        "pool": server.pool_id,
        "roles": [{"code": "reader"}], "groups": [{"code": "crew", "members": [person.username]}],
        "organizations": [{"code": "acme", "departments": [
            {"code": "sales", "name": "Sales", "members": [{"user": person.username}]}]}],
        "tenants": [{"code": "one", "name": "One", "members": [{"user": person.username}]}],
        "assignments": [{"role": "reader", "to": {"group": "crew"}}],
        "public_accounts": [{"user": desk.username, "open_to": [{"role": "reader"}]}],
        "resources": [{"code": "orders", "type": "API", "actions": [{"name": "read"}]}],
        "data_resources": [
            {"code": "site", "type": "STRING", "value": "x", "actions": ["read"]},
            {"code": "cities", "type": "ARRAY", "value": ["Berlin"], "actions": ["read"]},
            {"code": "files", "type": "TREE", "value": [{"code": "a", "name": "A"}], "actions": ["read"]}],
        "grants": [{"to": {"role": "reader"}, "resource": "orders"},
                   *({"to": {"role": "reader"}, "data_resource": code} for code in ("site", "cities", "files"))]}))
    server.command("apply", "-f", str(file))
    return person


def test_history_and_applications(member, server):
    page = ok(member.client.get_login_history(success=True, page=1, limit=10))
    assert page["totalCount"] == 1 and page["list"][0]["loginMethod"] == "PASSWORD"
    assert [app["appId"] for app in ok(member.client.get_logged_in_apps())] == [server.app_id]
    assert server.app_id in [app["appId"] for app in ok(member.client.get_accessible_apps())]


def test_memberships(member):
    assert [tenant["tenantName"] for tenant in ok(member.client.get_tenant_list())] == ["One"]
    assert [role["code"] for role in ok(member.client.get_role_list("default"))] == ["reader"]
    assert [group["code"] for group in ok(member.client.get_group_list())] == ["crew"]
    departments = ok(member.client.get_department_list(1, 10, True, "JoinDepartmentAt", "Asc"))
    assert [one["name"] for one in departments["list"]] == ["Sales"]


def test_resources(member):
    resources = ok(member.client.get_authorized_resources("default", "API"))
    assert [one["resourceCode"] for one in resources["list"]] == ["orders"]
    for check, path in ((member.client.check_permission_by_string_resource, "site"),
                        (member.client.check_permission_by_array_resource, "cities"),
                        (member.client.check_permission_by_tree_resource, "files/a")):
        assert [one["enabled"] for one in ok(check([path], "read"))["checkResultList"]] == [True]
    [space] = ok(member.client.get_user_authorized_resources_list())["userPermissionList"]
    assert [one["resourceCode"] for one in space["resourceList"]] == ["cities", "files", "site"]
    found = ok(member.client.get_user_auth_resource_permission_list(["site"]))["permissionList"]
    assert found[0]["actions"] == ["read"]
    assert ok(member.client.get_user_auth_resource_struct("cities"))["arrResourceAuthAction"]["values"] == ["Berlin"]


def test_public_accounts(member):
    [choice] = ok(member.client.list_public_accounts_for_switch_logged_in(True))
    [desk] = choice["publicAccounts"]
    tokens = ok(member.client.switch_login_by_user(desk["userId"]))
    assert tokens["access_token"] and tokens["token_type"] == "Bearer"
