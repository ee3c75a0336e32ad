"""Who may enter an application: strategy and rules, and every way that they close. On both engines."""

import asyncio
import json

import pytest
import requests
from application_scene import CALLBACK, create, profile, sign_in
from event_scene import as_user, define, ending, in_thread, refused, settled
from hosted import Visitor
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_name, two_processes, user_of
from sources import query_of

DENIED = (403, 1576)
NOBODY = "0" * 24


class Scene:
    """An application, and a person in a group, with a role, in a department below another."""

    def __init__(self, server, **settings):
        self.server, self.app = server, create(server, redirectUris=[CALLBACK], **settings)
        self.name = new_name("access")
        self.user_id = user_of(server, username=self.name, name=f"Person {self.name}")["userId"]
        self.stem = self.name.replace("access", "c")
        content = {
            "pool": server.pool_id,
            "groups": [{"code": f"g{self.stem}", "name": f"Group {self.stem}", "members": [self.name]}],
            "roles": [{"code": f"r{self.stem}", "name": f"Role {self.stem}"}],
            "organizations": [{"code": f"o{self.stem}", "name": f"Org {self.stem}", "departments": [
                {"code": "above", "name": f"Above {self.stem}"},
                {"code": "below", "parent": "above", "name": f"Below {self.stem}", "members": [{"user": self.name}]}]}],
            "assignments": [{"role": f"r{self.stem}", "to": {"group": f"g{self.stem}"}}]}
        file = server.data / f"{self.stem}.yaml"
        file.write_text(json.dumps(content))  # JSON is YAML
        server.command("apply", "-f", str(file))
        departments = assert_ok(server.get("get-my-department-list", token=server.sign_in(self.name)["access_token"]))
        self.below = departments["list"][0]["departmentId"]

    def strategy(self, wanted):
        return assert_ok(self.server.manage("POST", "update-application-permission-strategy", {
            "appId": self.app["appId"], "permissionStrategy": wanted}))

    def rule(self, kind, identifier, effect, **more):
        return assert_ok(self.server.manage("POST", "authorize-application-access", {
            "appId": self.app["appId"], "list": [
                {"targetType": kind, "targetIdentifier": [identifier], "effect": effect, **more}]}))

    def revoke(self, kind, identifier):
        return assert_ok(self.server.manage("POST", "revoke-application-access", {
            "appId": self.app["appId"], "list": [{"targetType": kind, "targetIdentifier": [identifier]}]}))

    def rules(self, **wanted):
        page = assert_ok(self.server.manage("POST", "list-applications-auth", {"appId": self.app["appId"], **wanted}))
        assert page["totalCount"] >= len(page["list"])
        return page["list"]

    def about(self, kind, target, **more):
        listed = assert_ok(self.server.manage("POST", "list-subject-auth", {
            "targetType": kind, "targetId": target, **more}))["list"]
        return {each["appId"]: each["effect"] for each in listed}

    def detail(self, kind="USER", target=None):
        shown = assert_ok(self.server.manage("GET", f"get-subject-auth-detail?targetType={kind}&targetId="
                                             f"{target or self.user_id}&appId={self.app['appId']}"))
        assert shown["appId"] == self.app["appId"] and shown["reqTargetType"] == kind
        return shown["authType"], shown["targetType"], shown["targetName"]

    def sign_in(self):
        return sign_in(self.server, self.app, self.name)

    def enters(self):
        answer = self.sign_in()
        if answer["statusCode"] == 200:
            return True
        assert_refused(answer, *DENIED)
        return False

    def subjects(self):
        """(type, code or id) of the person and of all that the person belongs to."""
        return [("USER", self.user_id), ("GROUP", f"g{self.stem}"), ("ROLE", f"r{self.stem}"), ("ORG", self.below)]


@pytest.fixture()
def scene(server):
    return Scene(server)


# --- the rules --------------------------------------------------------------------------------------------------
def test_everybody_may_enter_until_the_strategy_says_nobody(scene):
    path = f"get-application-permission-strategy?appId={scene.app['appId']}"
    assert assert_ok(scene.server.manage("GET", path)) == {"permissionStrategy": "ALLOW_ALL"}
    assert scene.enters()
    scene.strategy("DENY_ALL")
    assert assert_ok(scene.server.manage("GET", path)) == {"permissionStrategy": "DENY_ALL"}
    assert not scene.enters() and scene.detail()[0] == "DEFAULT"
    scene.strategy("ALLOW_ALL")
    assert scene.enters()


def test_a_rule_about_the_person_or_what_it_belongs_to_comes_before_the_strategy(scene):
    for strategy, effect in (("DENY_ALL", "ALLOW"), ("ALLOW_ALL", "DENY")):
        scene.strategy(strategy)
        for kind, identifier in scene.subjects():
            assert scene.enters() == (strategy == "ALLOW_ALL")
            scene.rule(kind, identifier, effect)
            assert scene.enters() == (effect == "ALLOW"), (kind, effect)
            assert scene.detail()[0] == ("SELF" if kind == "USER" else "SUBJECT")
            assert scene.detail()[1] == kind
            scene.revoke(kind, identifier)
    assert scene.rules() == []


def test_who_is_kept_out_by_one_rule_is_let_in_by_none(scene):
    scene.rule("USER", scene.user_id, "ALLOW")
    scene.rule("GROUP", f"g{scene.stem}", "DENY")
    assert not scene.enters()
    assert scene.detail() == ("SUBJECT", "GROUP", f"Group {scene.stem}")
    scene.rule("GROUP", f"g{scene.stem}", "ALLOW")
    assert scene.enters() and scene.detail() == ("SELF", "USER", f"Person {scene.name}")


def test_a_rule_about_a_department_is_about_those_below_only_where_it_says_so(scene):
    scene.strategy("DENY_ALL")
    scene.rule("ORG", f"o{scene.stem}", "ALLOW")
    assert not scene.enters()
    scene.rule("ORG", f"o{scene.stem}", "ALLOW", inheritByChildren=True)
    assert scene.enters() and scene.detail() == ("SUBJECT", "ORG", f"Org {scene.stem}")


def test_a_rule_that_is_switched_off_decides_nothing(scene):
    scene.rule("USER", scene.user_id, "DENY")
    [rule] = scene.rules()
    assert not scene.enters()
    for enabled in (False, True):
        assert_ok(scene.server.manage("POST", "update-auth-enabled", {"id": rule["id"], "enabled": enabled}))
        assert scene.enters() == (not enabled)
    assert_refused(scene.server.manage("POST", "update-auth-enabled", {"id": NOBODY, "enabled": True}), 404)


def test_others_are_not_concerned(scene):
    other = new_name("other")
    user_of(scene.server, username=other)
    scene.rule("GROUP", f"g{scene.stem}", "DENY")
    assert sign_in(scene.server, scene.app, other)["statusCode"] == 200
    assert not scene.enters()
    scene.server.sign_in(scene.name)  # at the application of everybody


# --- lists ------------------------------------------------------------------------------------------------------
def test_lists_the_rules_of_an_application_with_names(scene):
    for kind, identifier in scene.subjects():
        scene.rule(kind, identifier, "DENY" if kind == "ROLE" else "ALLOW")
    rules = scene.rules()
    assert [(each["targetType"], each["targetName"], each["effect"]) for each in rules] == [
        ("USER", f"Person {scene.name}", "ALLOW"), ("GROUP", f"Group {scene.stem}", "ALLOW"),
        ("ROLE", f"Role {scene.stem}", "DENY"), ("ORG", f"Below {scene.stem}", "ALLOW")]
    assert {(each["enabled"], each["permissionType"]) for each in rules} == {(True, "SUBJECT")}
    assert rules[0]["targetId"] == scene.user_id

    def types(**wanted):
        return [each["targetType"] for each in scene.rules(**wanted)]

    assert types(page=2, limit=3) == ["ORG"]
    assert types(effect="DENY") == ["ROLE"] and types(targetTypeList=["USER", "ORG"]) == ["USER", "ORG"]
    assert types(targetTypeList=["AK_SK"]) == [] and types(targetName="role") == ["ROLE"]
    assert types(targetName="%") == [] and types(enabled=False) == [] and len(types(enabled=True)) == 4
    wrong = scene.server.manage("POST", "list-applications-auth", {
        "appId": scene.app["appId"], "targetTypeList": ["CAT"]})
    assert wrong["statusCode"] == 400 and wrong["message"].startswith("targetTypeList ")
    ids = [each["id"] for each in rules]
    assert_ok(scene.server.manage("DELETE", f"batch-applications-auth?authIds={ids[0]},{ids[1]},{NOBODY}"))
    assert types() == ["ROLE", "ORG"]
    assert_ok(scene.server.manage("DELETE", f"batch-applications-auth?authIds={ids[2]}&authIds={ids[3]}"))
    assert types() == []
    assert scene.server.manage("DELETE", "batch-applications-auth")["statusCode"] == 400


def test_lists_the_applications_of_a_subject(scene):
    app_id = scene.app["appId"]
    assert app_id not in scene.about("USER", scene.user_id)
    scene.rule("GROUP", f"g{scene.stem}", "ALLOW")
    for kind, target in (("USER", scene.user_id), ("GROUP", f"g{scene.stem}")):
        assert scene.about(kind, target)[app_id] == "ALLOW"
    assert app_id not in scene.about("ROLE", f"r{scene.stem}")
    assert app_id in scene.about("USER", scene.user_id, effect=["ALLOW"], appTypeList=["SELFBUILT"])
    assert app_id not in scene.about("USER", scene.user_id, effect=["DENY"])
    assert scene.about("USER", scene.user_id, appTypeList=["INTEGRATED"]) == {}
    assert scene.about("USER", scene.user_id, appName="no such application") == {}
    assert app_id not in scene.about("USER", scene.user_id, enabled=False)
    scene.rule("USER", scene.user_id, "DENY")
    assert scene.about("USER", scene.user_id)[app_id] == "DENY"


def test_unknown_targets_are_skipped_and_unknown_applications_are_not(scene):
    for kind in ("USER", "GROUP", "ROLE", "ORG"):
        scene.rule(kind, "no-such-thing", "DENY")
        scene.revoke(kind, "no-such-thing")
    assert scene.rules() == [] and scene.enters()
    manage = scene.server.manage
    for app_id in (NOBODY, scene.server.other_pool()["appId"]):
        body = {"appId": app_id}
        assert_refused(manage("POST", "authorize-application-access", {**body, "list": []}), 404, 2011)
        assert_refused(manage("POST", "revoke-application-access", {**body, "list": []}), 404, 2011)
        assert_refused(manage("POST", "list-applications-auth", body), 404, 2011)
        assert_refused(manage("GET", f"get-application-permission-strategy?appId={app_id}"), 404, 2011)
        strategy = {**body, "permissionStrategy": "DENY_ALL"}
        assert_refused(manage("POST", "update-application-permission-strategy", strategy), 404, 2011)
        asked = f"get-subject-auth-detail?targetType=USER&targetId={scene.user_id}&appId={app_id}"
        assert_refused(manage("GET", asked), 404, 2011)
    for kind in ("USER", "AK_SK"):
        assert_refused(manage("POST", "list-subject-auth", {"targetType": kind, "targetId": NOBODY}), 404)
        asked = f"get-subject-auth-detail?targetType={kind}&targetId={NOBODY}&appId={scene.app['appId']}"
        assert_refused(manage("GET", asked), 404)


def test_roles_are_named_in_their_namespace(scene):
    content = {"pool": scene.server.pool_id, "namespaces": [{"code": f"n{scene.stem}"}],
               "roles": [{"code": "chief", "namespace": f"n{scene.stem}"}],
               "assignments": [{"role": f"n{scene.stem}/chief", "to": {"user": scene.name}}]}
    file = scene.server.data / "namespaces.yaml"
    file.write_text(json.dumps(content))
    scene.server.command("apply", "-f", str(file))
    scene.rule("ROLE", "chief", "DENY")  # there is none in the default namespace
    assert scene.enters()
    scene.rule("ROLE", "chief", "DENY", namespaceCode=f"n{scene.stem}")
    assert not scene.enters()


# --- what is closed ---------------------------------------------------------------------------------------------
def test_tokens_of_who_is_kept_out_are_refused_at_once_and_good_again_afterwards(scene):
    server, client = scene.server, Oidc(scene.server, scene.app["appId"], scene.app["secret"])
    tokens = assert_ok(scene.sign_in())
    access = tokens["access_token"]
    scene.strategy("DENY_ALL")
    assert_refused(profile(server, scene.app, access), 401, 2021)
    assert client.me(access).status_code == 401
    assert client.introspect(access) == {"active": False}
    assert_error(client.refresh(tokens["refresh_token"]), 400, "invalid_grant")
    scene.rule("ROLE", f"r{scene.stem}", "ALLOW")
    assert_ok(profile(server, scene.app, access))
    assert client.introspect(access)["active"] is True
    assert client.refresh(tokens["refresh_token"]).status_code == 200


def test_no_grant_leads_in(server):
    scene = Scene(server, oidcConfig={"grant_types": ["authorization_code", "password"]})
    client = Oidc(server, scene.app["appId"], scene.app["secret"])
    visitor = Visitor(server, scene.app["appId"])
    told = visitor.sign_in(scene.name)
    scene.rule("USER", scene.user_id, "DENY")
    assert_error(visitor.redeem(told["code"], client), 400, "invalid_grant")
    response = client.ask("token", grant_type="password", username=scene.name, password="correct horse battery")
    assert_error(response, 400, "invalid_grant")


def test_single_sign_on_asks_the_rules_of_each_application(scene):
    server = scene.server
    everybody = create(server, redirectUris=[CALLBACK])
    visitor = Visitor(server, everybody["appId"])
    visitor.sign_in(scene.name)
    visitor.app_id = scene.app["appId"]
    assert query_of(visitor.authorize(prompt="none").headers["location"])["code"]
    scene.strategy("DENY_ALL")
    assert query_of(visitor.authorize(prompt="none").headers["location"])["error"] == "login_required"
    assert "/login/" in visitor.authorize().headers["location"]
    assert_refused(visitor.password(scene.name), *DENIED)
    visitor.app_id = everybody["appId"]
    assert query_of(visitor.authorize(prompt="none").headers["location"])["code"]


def test_what_is_mine_knows_who_may_enter(scene):
    server, app_id = scene.server, scene.app["appId"]
    own = server.sign_in(scene.name)["access_token"]

    def mine():
        return {each["appId"]: each["active"] for each in assert_ok(server.get("get-my-accessible-apps", token=own))}

    assert mine()[app_id] is False
    token = assert_ok(scene.sign_in())["access_token"]
    assert mine()[app_id] is True
    answer = server.call("POST", "/api/v2/applications/subject/person/list", {}, token=token,
                         headers={"x-authing-app-id": app_id}, app=False)
    assert assert_ok(answer)["list"] == [{"appId": app_id, "subjectType": "USER", "subjectId": scene.user_id,
                                          "effect": "ALLOW", "enabled": True}]
    scene.strategy("DENY_ALL")
    assert app_id not in mine()
    for kind, identifier in scene.subjects():
        scene.rule(kind, identifier, "ALLOW")
        assert app_id in mine(), kind
        scene.revoke(kind, identifier)
    scene.rule("ORG", f"o{scene.stem}", "ALLOW")
    assert app_id not in mine()
    scene.rule("ORG", f"o{scene.stem}", "ALLOW", inheritByChildren=True)
    assert app_id in mine()
    scene.rule("USER", scene.user_id, "DENY")
    assert app_id not in mine()


def test_the_socket_of_who_is_kept_out_is_closed(scene):
    code = define(scene.server)
    token = assert_ok(scene.sign_in())["access_token"]

    async def scenario():
        async with as_user(scene.server, code, token) as socket:
            await settled()
            await in_thread(scene.strategy, "DENY_ALL")
            assert await ending(socket) == 1008
        assert await refused(as_user(scene.server, code, token)) == 401

    asyncio.run(scenario())


def test_a_refusal_stands_in_the_history_of_the_person(scene):
    scene.strategy("DENY_ALL")
    assert not scene.enters()
    own = scene.server.sign_in(scene.name)["access_token"]
    history = assert_ok(scene.server.get("get-my-login-history?success=false", token=own))["list"]
    assert history[0]["appId"] == scene.app["appId"] and history[0]["success"] is False


def test_a_deleted_application_leaves_no_rules(scene):
    scene.rule("USER", scene.user_id, "ALLOW")
    assert scene.about("USER", scene.user_id)
    assert_ok(scene.server.manage("POST", "delete-application", {"appId": scene.app["appId"]}))
    assert scene.about("USER", scene.user_id) == {}


def test_a_change_holds_in_every_process_from_the_next_request_on():
    with two_processes() as (one, two):
        scene = Scene(one)
        token = assert_ok(scene.sign_in())["access_token"]
        assert_ok(profile(two, scene.app, token))
        scene.strategy("DENY_ALL")
        assert_refused(profile(two, scene.app, token), 401, 2021)
        assert_refused(sign_in(two, scene.app, scene.name), *DENIED)
        assert requests.get(two.base + "/oidc/me", headers={"authorization": "Bearer " + token},
                            timeout=10).status_code == 401
