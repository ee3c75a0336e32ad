"""Departments and tenants of users, as administrators give and see them; on both engines."""

from directory import Person, apply
from scenes import PASSWORD, assert_ok, assert_refused, new_name


def create(server, **body):
    return server.manage("POST", "create-user", body)


def get(server, user_id, query=""):
    return assert_ok(server.manage("GET", f"get-user?userId={user_id}{query}"))


def test_a_user_may_begin_in_departments_and_tenants(server):
    first, stem = Person(server), new_name("org")
    department = {"code": f"{stem}-top", "open_department_id": f"{stem}-open", "members": [{"user": first.name}]}
    apply(server, {"organizations": [{"code": stem, "departments": [department]}],
                   "tenants": [{"code": stem, "member_max": 3, "members": [{"user": first.name}]}]})
    department_id = first.get("get-my-department-list")["list"][0]["departmentId"]
    tenant_id = first.get("get-my-tenant-list")[0]["tenantId"]
    for named, options in [(department_id, {}), (f"{stem}-open", {"departmentIdType": "open_department_id"}),
                           (f"{stem}-top", {"departmentIdType": "code"})]:
        made = assert_ok(create(server, username=new_name(), departmentIds=[named], options=options))
        assert made["departmentIds"] == [department_id]
        assert get(server, made["userId"], "&withDepartmentIds=true")["departmentIds"] == [department_id]
        wrong = {"departmentIdType": "code"} if not options else {}
        assert_refused(create(server, username=new_name(), departmentIds=[named], options=wrong), 404)
    made = assert_ok(create(server, username=new_name(), password=PASSWORD, tenantIds=[tenant_id]))
    assert made["tenantIds"] == [tenant_id]
    assert get(server, made["userId"], "&withTenantIds=true")["tenantIds"] == [tenant_id]
    listed = server.manage("GET", f"get-user-batch?userIds={made['userId']},{first.id}&withDepartmentIds=true")
    assert [user["departmentIds"] for user in assert_ok(listed)] == [[], [department_id]]
    pair = [{"username": new_name(), "tenantIds": [tenant_id]} for _ in range(2)]
    assert_refused(server.manage("POST", "create-users-batch", {"list": pair}), 422)  # one seat is left
    assert_ok(create(server, username=new_name(), tenantIds=[tenant_id]))
    name = new_name()
    assert_refused(create(server, username=name, tenantIds=[tenant_id]), 422)
    assert assert_ok(server.manage("POST", "is-user-exists", {"username": name})) == {"exists": False}
