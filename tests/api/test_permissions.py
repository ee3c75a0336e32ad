"""What a signed-in person may do, answered from stored grants: check-permission-string-resource,
check-permission-array-resource, check-permission-tree-resource and the lists of what was granted. On both engines."""

import pytest
from directory import Person, apply
from scenes import assert_refused

TREE = [{"code": "finance", "name": "Finance", "children": [
    {"code": "invoices", "name": "Invoices", "value": "inv"}, {"code": "payroll", "name": "Payroll"}]},
    {"code": "legal", "name": "Legal"}]


@pytest.fixture(scope="module")
def person(server):
    made = Person(server)
    apply(server, {
        "namespaces": [{"code": "shop"}, {"code": "closed", "enabled": False}],
        "groups": [{"code": "staff", "members": [made.name]}],
        "data_resources": [
            {"code": "site", "type": "STRING", "value": "https://example.com", "actions": ["read", "write"]},
            {"code": "cities", "type": "ARRAY", "value": ["Berlin", "Paris"], "actions": ["read", "share"],
             "namespace": "shop"},
            {"code": "files", "type": "TREE", "value": TREE, "actions": ["read", "write"]},
            {"code": "secret", "type": "STRING", "value": "x", "actions": ["read"]},
            {"code": "hidden", "type": "STRING", "value": "x", "actions": ["read"], "namespace": "closed"}],
        "grants": [
            {"to": {"group": "staff"}, "data_resource": "site"},
            {"to": {"user": made.name}, "data_resource": "site", "effect": "DENY", "actions": ["write"]},
            {"to": {"user": made.name}, "data_resource": "shop/cities", "actions": ["read"]},
            {"to": {"user": made.name}, "data_resource": "files", "node": "finance/invoices", "actions": ["read"]},
            {"to": {"user": made.name}, "data_resource": "closed/hidden"}]})
    return made


def check(person, kind, resources, action):
    data = person.post(f"check-permission-{kind}-resource", {"resources": resources, "action": action})
    assert [one["resource"] for one in data["checkResultList"]] == resources
    return [one["enabled"] for one in data["checkResultList"]]


def test_a_denial_beats_every_permission_and_silence_denies(person):
    assert check(person, "string", ["site", "secret", "nothing", "hidden"], "read") == [True, False, False, False]
    assert check(person, "string", ["site"], "write") == [False]
    assert check(person, "string", ["cities"], "read") == [False]  # a list is no text


def test_a_list_is_granted_as_a_whole(person):
    assert check(person, "array", ["cities"], "read") == [True]
    assert check(person, "array", ["cities"], "share") == [False]


def test_a_node_is_granted_alone(person):
    paths = ["files/finance/invoices", "files/finance", "files", "files/legal"]
    assert check(person, "tree", paths, "read") == [True, False, False, False]
    assert check(person, "tree", paths[:1], "write") == [False]


def test_everything_that_was_granted_by_namespace(person):
    default, shop = person.get("get-user-auth-resource-list")["userPermissionList"]
    assert (default["namespaceCode"], shop["namespaceCode"]) == ("default", "shop")
    files, site = default["resourceList"]
    assert site["strAuthorize"] == {"value": "https://example.com", "actions": ["read"]}
    assert files["treeAuthorize"]["authList"] == [
        {"nodePath": "/finance/invoices", "nodeName": "Invoices", "nodeActions": ["read"], "nodeValue": "inv"}]
    assert shop["resourceList"][0]["arrAuthorize"] == {"values": ["Berlin", "Paris"], "actions": ["read"]}


def test_the_actions_of_given_resources(person):
    asked = {"resources": ["site", "cities", "files/finance/invoices", "files/legal", "secret"]}
    found = person.post("get-user-auth-resource-permission-list", asked)["permissionList"]
    assert [(one["resource"], one["actions"]) for one in found] == [
        ("site", ["read"]), ("cities", ["read"]), ("files/finance/invoices", ["read"])]


def test_the_struct_shows_what_was_granted_and_what_stands_above(person):
    tree = person.post("get-user-auth-resource-struct", {"resource": "files"})
    [finance] = tree["treeResourceAuthAction"]["nodeAuthActionList"]
    assert finance["code"] == "finance" and "actions" not in finance
    assert [(node["code"], node["actions"]) for node in finance["children"]] == [("invoices", ["read"])]
    cities = person.post("get-user-auth-resource-struct", {"resource": "shop/cities"})
    assert cities["arrResourceAuthAction"]["values"] == ["Berlin", "Paris"]
    site = person.post("get-user-auth-resource-struct", {"resource": "site"})
    assert site["strResourceAuthAction"]["actions"] == ["read"]
    assert_refused(person.send("get-user-auth-resource-struct", {"resource": "secret"}), 404)


def test_a_person_is_told_their_own_entry_of_the_application_alone(server, person):
    """list-subject-persons, whose path is of the second version."""
    answer = server.call("POST", "/api/v2/applications/subject/person/list", {}, token=person.token)
    assert answer["data"] == {"totalCount": 1, "list": [
        {"appId": server.app_id, "subjectType": "USER", "subjectId": person.id, "effect": "ALLOW", "enabled": True}]}


def test_others_get_nothing(server, person):
    other = Person(server)
    assert other.get("get-user-auth-resource-list") == {"userPermissionList": []}
    assert check(other, "string", ["site"], "read") == [False]
