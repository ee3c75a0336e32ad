"""`genauth apply`: what a file says becomes so, once; mistakes are told with their place. On both engines."""

import pytest
from directory import Person, apply
from scenes import new_name


def everything(server, people, stem):
    """A file with one of each thing."""
    ada, bob = people
    return {
        "namespaces": [{"code": f"{stem}-space", "name": "Space"}],
        "roles": [{"code": f"{stem}-reader", "name": "Reader", "description": "Reads"},
                  {"code": f"{stem}-editor", "namespace": f"{stem}-space", "permission_apply": True}],
        "groups": [{"code": f"{stem}-group", "name": "Group", "members": [ada.name, bob.id]}],
        "organizations": [{"code": f"{stem}-org", "name": "Org", "departments": [
            {"code": "top", "members": [{"user": ada.name, "leader": True, "main": True}]},
            {"code": "below", "parent": "top", "custom_data": {"floor": 3}, "members": [{"user": bob.name}]}]}],
        "tenants": [{"code": f"{stem}-tenant", "applications": [server.app_id],
                     "members": [{"user": ada.name, "admin": True}]}],
        "assignments": [{"role": f"{stem}-reader", "to": {"group": f"{stem}-group"}},
                        {"role": f"{stem}-space/{stem}-editor", "to": {"department": f"{stem}-org/top"}}],
        "public_accounts": [{"user": bob.name, "open_to": [{"role": f"{stem}-reader"}]}],
        "resources": [{"code": f"{stem}-orders", "type": "API", "api_identifier": "https://api.example.com",
                       "actions": [{"name": "read"}, {"name": "write"}]}],
        "data_resources": [{"code": f"{stem}-tree", "type": "TREE", "actions": ["read"],
                            "value": [{"code": "a", "name": "A", "children": [{"code": "b", "name": "B"}]}]}],
        "grants": [{"to": {"user": ada.name}, "resource": f"{stem}-orders", "actions": ["read"]},
                   {"to": {"role": f"{stem}-reader"}, "data_resource": f"{stem}-tree", "node": "a/b"}],
        "approvals": {"applications": [server.app_id]},
        "universal_invitations": {"enabled": True, "by_members": True, "roles": [f"{stem}-reader"]},
        "invitation_policies": [{"name": stem, "settings": {"once": False}, "joins": [{"group": f"{stem}-group"}]}],
    }


@pytest.fixture(scope="module")
def people(server):
    return Person(server), Person(server)


def test_a_file_applied_twice_changes_nothing_the_second_time(server, people):
    file = everything(server, people, new_name("all"))
    rehearsal = apply(server, file, "--dry-run").stdout
    done = apply(server, file).stdout
    assert rehearsal.replace(", not made (dry run)", "") == done
    assert done.count("\n+ ") >= 20
    assert apply(server, file).stdout == "Nothing to do\n"
    assert apply(server, file, "--dry-run").stdout == "Nothing to do\n"


def test_a_dry_run_writes_nothing(server, people):
    file = everything(server, people, new_name("dry"))
    first = apply(server, file, "--dry-run").stdout
    assert first.endswith(", not made (dry run)\n")
    assert apply(server, file, "--dry-run").stdout == first


def test_a_change_names_what_was_and_what_will_be(server, people):
    stem = new_name("change")
    apply(server, everything(server, people, stem))
    changed = {"groups": [{"code": f"{stem}-group", "name": "Other"}],
               "roles": [{"code": f"{stem}-reader", "enabled": False}],
               "organizations": [{"code": f"{stem}-org", "departments": [{"code": "below", "name": "Low"}]}]}
    lines = apply(server, changed).stdout.splitlines()
    assert f'~ group {stem}-group: name "Group" -> "Other"' in lines
    assert f"~ role default/{stem}-reader: enabled true -> false" in lines
    # Without a parent the department goes to the root.
    assert f"~ department {stem}-org/below: moved below the root" in lines
    assert lines[-1] == "4 changes"


@pytest.mark.parametrize("content, complaint", [
    ({"rolles": []}, "rolles: there is no such key; did you mean 'roles'?"),
    ({"roles": [{"code": "x", "nmae": "X"}]}, "roles.0.nmae: there is no such key; did you mean 'name'?"),
    ({"roles": [{"name": "X"}]}, "roles.0.code: required"),
    ({"roles": [{"code": "x", "enabled": "maybe"}]}, "roles.0.enabled: must be true or false"),
    ({"roles": "x"}, "roles: must be a list"),
    ({"roles": [{"code": "has space"}]}, "roles.0: not a code: has space"),
    ({"groups": [{"code": "g", "members": ["nobody-at-all"]}]}, "groups.0: there is no user nobody-at-all"),
    ({"resources": [{"code": "r", "type": "CAKE"}]}, "resources.0.type: must_be_one_of"),
    ({"assignments": [{"role": "none", "to": {"user": "x"}}]}, "assignments.0: there is no role none"),
    ({"organizations": [{"code": "o", "departments": [{"code": "d", "parent": "no"}]}]}, "no department o/no"),
    ({"data_resources": [{"code": "t", "type": "TREE", "value": "text"}]}, "data_resources.0: a tree is a list"),
])
def test_mistakes_are_told_with_their_place(server, content, complaint):
    done = apply(server, content, "--dry-run", check=False)
    assert done.returncode != 0
    assert complaint in done.stderr, done.stderr


def test_a_failed_object_leaves_those_before_it_and_can_be_applied_again(server):
    stem = new_name("half")
    file = {"groups": [{"code": f"{stem}-a"}, {"code": f"{stem}-b", "members": ["nobody-at-all"]}]}
    assert apply(server, file, check=False).returncode == 1
    file["groups"][1]["members"] = []
    assert apply(server, file).stdout == f"+ group {stem}-b\n1 change\n"


def test_an_unknown_pool_and_a_broken_file_are_refused(server):
    assert "there is no user pool nowhere" in apply(server, {}, check=False, pool="nowhere").stderr
    path = server.data / "broken.yaml"
    path.write_text("pool: [")
    assert "broken.yaml:" in server.command("apply", "-f", str(path), check=False).stderr
    assert "cannot be read" in server.command("apply", "-f", "/nowhere.yaml", check=False).stderr


def test_a_department_cannot_be_moved_below_itself(server):
    stem = new_name("loop")
    tree = [{"code": "a"}, {"code": "b", "parent": "a"}]
    apply(server, {"organizations": [{"code": stem, "departments": tree}]})
    loop = {"organizations": [{"code": stem, "departments": [{"code": "a", "parent": "b"}]}]}
    assert "a department cannot be moved below itself" in apply(server, loop, check=False).stderr
