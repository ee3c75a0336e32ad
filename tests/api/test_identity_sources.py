"""Identity sources and their connections, as an administrator sets them up."""

import pytest
from scenes import assert_ok, assert_refused, new_name
from sources import GITHUB, new_connection, new_source, switch

NOWHERE = "0" * 24


def test_a_source_is_made_listed_renamed_and_deleted(server):
    source = new_source(server, name="Before")
    assert_ok(server.manage("POST", "update-ext-idp", {"id": source, "name": "After"}))
    shown = assert_ok(server.manage("GET", "get-ext-idp", params={"id": source}))
    assert (shown["name"], shown["type"], shown["connections"], shown["autoJoin"]) == ("After", "github", [], False)
    listed = assert_ok(server.manage("GET", "list-ext-idp"))
    assert source in [each["id"] for each in listed["list"]] and listed["totalCount"] == len(listed["list"])
    assert_ok(server.manage("POST", "delete-ext-idp", {"id": source}))
    assert_refused(server.manage("GET", "get-ext-idp", params={"id": source}), 404)
    assert_refused(server.manage("POST", "update-ext-idp", {"id": source, "name": "x"}), 404)
    assert_refused(server.manage("POST", "delete-ext-idp", {"id": source}), 404)


def test_a_connection_never_shows_its_secrets(server):
    source = new_source(server)
    made = new_connection(server, source, loginOnly=True, logo="https://example.com/l.png")
    assert made["loginOnly"] and made["associationMode"] == "none" and made["challengeBindingMethods"] == []
    detail = server.manage("GET", "get-ext-idp", params={"id": source})
    assert GITHUB["clientSecret"] not in str(detail)
    assert [each["id"] for each in detail["data"]["connections"]] == [made["id"]]
    changed = assert_ok(server.manage("POST", "update-ext-idp-conn", {
        "id": made["id"], "displayName": "New", "loginOnly": False, "logo": "https://example.com/2.png",
        "fields": {"clientId": "other", "associationMode": "challenge", "challengeBindingMethods": ["email-code"]}}))
    assert (changed["displayName"], changed["associationMode"]) == ("New", "challenge")
    assert changed["challengeBindingMethods"] == ["email-code"] and not changed["loginOnly"]
    assert_ok(server.manage("POST", "delete-ext-idp-conn", {"id": made["id"]}))
    assert_refused(server.manage("POST", "delete-ext-idp-conn", {"id": made["id"]}), 404)
    assert_refused(server.manage("POST", "update-ext-idp-conn",
                                 {"id": made["id"], "displayName": "x", "fields": {}}), 404)


def test_a_connection_needs_what_its_type_needs(server):
    source = new_source(server)
    wanted = {"extIdpId": source, "type": "github", "identifier": new_name("c"), "displayName": "x", "fields": GITHUB}

    def create(**changes):
        return server.manage("POST", "create-ext-idp-conn", {**wanted, **changes})

    assert_refused(create(extIdpId=NOWHERE), 404)
    assert_refused(create(fields={"clientId": "only"}), 400)
    assert_refused(create(type="google"), 400)
    assert_refused(create(type="instagram"), 501)
    for identifier in ("Upper", "with space", "x" * 32 + "y", "dots.no"):
        assert_refused(create(identifier=identifier), 400)
    for field in ("username", "externalId"):  # a name at GitHub is nobody's here
        assert_refused(create(fields={**GITHUB, "associationFields": ["email", field]}), 400)
    made = assert_ok(create())
    assert_refused(create(), 409)
    bare = new_connection(server, new_source(server, "azure-ad"), "azure-ad",
                          {"clientId": "c", "clientSecret": "s", "tenant": "t"})
    assert_refused(server.manage("POST", "update-ext-idp-conn", {
        "id": bare["id"], "displayName": "x", "fields": {"clientId": "c"}}), 400)
    assert made["identifier"] == wanted["identifier"]


@pytest.mark.parametrize("unknown", ["scopes", "client_id", "codeToTokenScript", "x" * 200])
def test_settings_that_no_connection_has_are_refused_by_name(server, unknown):
    source = new_source(server)
    made = new_connection(server, source)
    fields = {**GITHUB, unknown: "read:user"}
    for operation, more in (("create-ext-idp-conn", {"extIdpId": source, "type": "github",
                                                     "identifier": new_name("c")}),
                            ("update-ext-idp-conn", {"id": made["id"]})):
        answer = server.manage("POST", operation, {**more, "displayName": "x", "fields": fields})
        assert_refused(answer, 400)
        assert unknown[:64] in answer["message"]


def test_the_logout_address_of_an_openid_provider_is_refused_until_something_calls_it(server):
    source = new_source(server, "oidc")
    wanted = {"extIdpId": source, "type": "oidc", "identifier": new_name("c"), "displayName": "x"}
    fields = {"clientId": "c", "clientSecret": "s", "issuer": "https://id.example.com"}
    answer = server.manage("POST", "create-ext-idp-conn", {
        **wanted, "fields": {**fields, "logoutUrl": "https://id.example.com/logout"}})
    assert answer["statusCode"] == 501 and "logoutUrl" in answer["message"]
    assert_ok(server.manage("POST", "create-ext-idp-conn", {**wanted, "fields": {**fields, "logoutUrl": ""}}))


def test_a_connection_is_switched_on_for_single_applications(server):
    source = new_source(server)
    connection = new_connection(server, source, on=False)["id"]
    other = server.other_application()["appId"]

    def apps(**params):
        answer = assert_ok(server.manage("GET", "ext-idp-conn-apps", params={"id": connection, **params}))
        return [each["id"] for each in answer["list"]]

    assert apps() == []
    switch(server, connection, appIds=[other])
    assert sorted(apps()) == sorted([server.app_id, other]) and apps(appId=other) == [other]
    switch(server, connection, enabled=False)
    assert apps() == [other]
    shown = assert_ok(server.manage("GET", "list-ext-idp", params={"appId": other}))
    assert [each["id"] for each in shown["list"]] == [source]
    here = assert_ok(server.manage("GET", "get-ext-idp", params={"id": source, "appId": server.app_id}))
    assert here["connections"] == []
    foreign = server.other_pool()
    for app_id in (NOWHERE, foreign["appId"]):
        assert_refused(server.manage("POST", "change-ext-idp-conn-state",
                                     {"id": connection, "enabled": True, "appId": app_id}), 404, 2011)
    assert_refused(server.manage("POST", "change-ext-idp-conn-state",
                                 {"id": NOWHERE, "enabled": True, "appId": other}), 404)
    assert_refused(server.manage("GET", "ext-idp-conn-apps", params={"id": NOWHERE}), 404)


def test_users_may_link_unless_the_connection_says_no(server):
    connection = new_connection(server, new_source(server))["id"]
    for wanted in (False, True):
        assert_ok(server.manage("POST", "change-ext-idp-conn-association-state",
                                {"id": connection, "association": wanted}))
    assert_refused(server.manage("POST", "change-ext-idp-conn-association-state",
                                 {"id": NOWHERE, "association": True}), 404)


def test_a_tenant_sees_its_own_sources_and_what_the_pool_lends(server):
    tenant = new_name("tenant")
    own = new_source(server, "oidc", tenantId=tenant)
    lent = new_source(server)
    connection = new_connection(server, lent)["id"]

    def seen(**params):
        answer = assert_ok(server.manage("GET", "list-tenant-ext-idp", params={"tenantId": tenant, **params}))
        return [each["id"] for each in answer["list"]]

    assert seen() == [own]
    change = "change-userpool-tenant-ext-idp-conn-state"
    assert_ok(server.manage("POST", change, {"enabled": True, "connIds": [connection]}))
    assert seen() == [own, lent] and seen(type="social") == [lent] and seen(type="enterprise") == [own]
    assert seen(limit=1, page=2) == [lent]
    assert_ok(server.manage("POST", change, {"enabled": False, "connIds": [connection]}))
    assert seen() == [own]
    assert_refused(server.manage("POST", change, {"enabled": True, "connIds": [NOWHERE]}), 404)
    # Another tenant's source is none of the pool's.
    assert_refused(server.manage("GET", "get-ext-idp", params={"id": own}), 404)
    assert own not in [each["id"] for each in assert_ok(server.manage("GET", "list-ext-idp"))["list"]]
    mine = assert_ok(server.manage("GET", "get-ext-idp", params={"id": own, "tenantId": tenant}))
    assert mine["tenantId"] == tenant


def test_another_pool_sees_nothing_of_it(server):
    source = new_source(server)
    connection = new_connection(server, source)["id"]
    foreign = server.other_pool()
    token = server.management_token(foreign["accessKeyId"], foreign["accessKeySecret"])
    answer = server.call("GET", "/api/v3/get-ext-idp", params={"id": source}, token=token, app=False)
    assert_refused(answer, 404)
    answer = server.call("POST", "/api/v3/delete-ext-idp-conn", {"id": connection}, token=token, app=False)
    assert_refused(answer, 404)
    assert assert_ok(server.call("GET", "/api/v3/list-ext-idp", token=token, app=False))["list"] == []
