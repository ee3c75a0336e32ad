"""Tenants that people make (create-tenant-portal) or join (join-tenant-portal) while they sign in (1644, 1708). On both
engines."""

import concurrent.futures

from application_scene import create
from directory import Person, apply
from scenes import assert_ok, assert_refused, new_name, sql, try_password
from second_factor import sign_in
from tenant_scene import answer, begun, claims_of, member, settings

PORTAL = {"tenant_choice": True, "login_page": {"create_tenant": True, "join_tenant": True}}


def asked_for_tenant(server, person):
    refused = sign_in(server, person.name, scope="openid profile tenant_id")
    assert_refused(refused, 303, 1644)
    return refused["data"]


def written_down(server, person):
    """What was done to tenants: no operation shows it yet, so the store is asked."""
    return sql(server, "select type, detail from audit_events where type like '%Tenant' and actor = user_id "
                       f"and user_id = '{person.id}' order by id")


def test_who_is_in_no_tenant_makes_one_and_goes_on_in_it(server):
    person, name = Person(server), new_name("Engines")
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        assert (data["tenants"], data["canCreate"], data["canJoin"]) == ([], True, True)
        tokens = assert_ok(answer(server, data, "create-tenant-portal", name=name, description="Makers",
                                  enterpriseDomains="Engines.Example"))
        [tenant] = person.get("get-my-tenant-list")
        assert tenant["tenantName"] == name and claims_of(tokens["id_token"])["tenant_id"] == tenant["tenantId"]
        [shown] = asked_for_tenant(server, person)["tenants"]
        assert (shown["tenantId"], shown["name"]) == (tenant["tenantId"], name)
        assert_refused(answer(server, data, "create-tenant-portal", name=name), 400)  # a handle makes one
    assert written_down(server, person) == f"createTenant|{tenant['tenantId']}"
    stranger = Person(server)
    refused = try_password(server, options={"tenantId": tenant["tenantId"]}, username=stranger.name)
    assert_refused(refused, 403, 2120008)


def test_a_tenant_needs_a_name_and_a_domain_that_is_one(server):
    person = Person(server)
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        for wrong in ({}, {"name": ""}, {"name": "  "}):
            assert_refused(answer(server, data, "create-tenant-portal", **wrong), 400)
        for domain in ("nothing", ".example", "a..b", "a b.example", "-a.example", "a-.example", "a.example.", 'a".b'):
            refused = answer(server, data, "create-tenant-portal", name="Engines", enterpriseDomains=domain)
            assert_refused(refused, 400)
        assert_ok(answer(server, data, "create-tenant-portal", name="Engines", enterpriseDomains="a-1.example"))


def test_nobody_makes_more_than_five_tenants_a_day(server):
    person = Person(server)
    with settings(server, PORTAL):
        for _ in range(5):
            assert_ok(answer(server, asked_for_tenant(server, person), "create-tenant-portal", name="Engines"))
        refused = answer(server, asked_for_tenant(server, person), "create-tenant-portal", name="Engines")
        assert_refused(refused, 429)
        assert len(person.get("get-my-tenant-list")) == 5


def test_one_handle_makes_one_tenant_however_often_it_is_answered(server):
    person = Person(server)
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: answer(server, data, "create-tenant-portal", name="Engines"), range(16)))
        assert [each["statusCode"] for each in answers].count(200) == 1, answers
        assert len(person.get("get-my-tenant-list")) == 1


def test_a_member_joins_another_tenant_by_its_code(server):
    mine, other = new_name("mine"), new_name("other")
    person = member(server, mine)
    apply(server, {"tenants": [{"code": other, "name": other}]})
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        assert_refused(answer(server, data, "join-tenant-portal", code=new_name("wrong")), 404)
        tokens = assert_ok(answer(server, data, "join-tenant-portal", code=other))
        tenants = {each["tenantName"]: each["tenantId"] for each in person.get("get-my-tenant-list")}
        assert set(tenants) == {mine, other} and claims_of(tokens["id_token"])["tenant_id"] == tenants[other]
        assert_refused(answer(server, data, "join-tenant-portal", code=other), 400)  # a handle joins one
        assert written_down(server, person) == f"joinTenant|{tenants[other]}"
        again = asked_for_tenant(server, person)  # who is in it already goes on in it
        assert not any("code" in each for each in again["tenants"])  # which its administrators alone are told
        assert_ok(answer(server, again, "join-tenant-portal", code=other))
        assert written_down(server, person) == f"joinTenant|{tenants[other]}"


def test_who_made_a_tenant_stays_its_administrator_when_they_join_it_too(server):
    person = Person(server)
    with settings(server, PORTAL):
        assert_ok(answer(server, asked_for_tenant(server, person), "create-tenant-portal", name="Engines"))
        for _ in range(2):
            data = asked_for_tenant(server, person)
            [tenant] = data["tenants"]
            assert_ok(answer(server, data, "join-tenant-portal", code=tenant["code"]))
    with settings(server, {**PORTAL, "login_page": {"create_tenant": True}}):
        [tenant] = asked_for_tenant(server, person)["tenants"]
        assert "code" not in tenant  # where nobody joins, nobody needs it


def test_a_tenant_is_open_to_the_application_that_its_founder_came_by_alone(server):
    person, there = Person(server), create(server)
    with settings(server, PORTAL):
        assert_ok(answer(server, asked_for_tenant(server, person), "create-tenant-portal", name="Engines"))
        [tenant] = asked_for_tenant(server, person)["tenants"]
        named = {"tenantId": tenant["tenantId"]}
        assert_ok(try_password(server, options=named, username=person.name))
        refused = try_password(server, options=named, username=person.name, headers={
            "x-authing-app-id": there["appId"]}, client={"client_id": there["appId"], "client_secret": there["secret"]})
        assert_refused(refused, 403, 2120008)


def test_only_tenants_that_stand_and_are_open_to_the_application_are_joined(server):
    closed, full, elsewhere = new_name("closed"), new_name("full"), new_name("elsewhere")
    over, others = new_name("over"), new_name("others")
    apply(server, {"tenants": [
        {"code": closed, "name": closed, "enabled": False},
        {"code": over, "name": over, "expires_at": 1000},
        {"code": others, "name": others, "applications": [server.other_application()["appId"]]},
        {"code": full, "name": full, "member_max": 1, "members": [{"user": Person(server).name}]}]})
    other = server.other_pool()
    apply(server, {"tenants": [{"code": elsewhere, "name": elsewhere}]}, pool=other["userPoolId"])
    person = Person(server)
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        for code in (closed, over, others, elsewhere):
            assert_refused(answer(server, data, "join-tenant-portal", code=code), 404)
        assert_refused(answer(server, data, "join-tenant-portal", code=full), 422)
        assert_refused(answer(server, data, "join-tenant-portal"), 404)
    assert not person.get("get-my-tenant-list")


def test_codes_are_not_guessed(server):
    code = new_name("open")
    apply(server, {"tenants": [{"code": code, "name": code}]})
    person = Person(server)
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        for _ in range(10):
            assert_refused(answer(server, data, "join-tenant-portal", code="wrong"), 404)
        assert_refused(answer(server, data, "join-tenant-portal", code=code), 429)


def test_where_the_domain_counts_only_its_people_join(server):
    domain = f"{new_name('d').replace('_', '-')}.example"
    founder = Person(server)
    with settings(server, PORTAL):
        data = asked_for_tenant(server, founder)
        assert_ok(answer(server, data, "create-tenant-portal", name="Engines", enterpriseDomains=domain))
        code = asked_for_tenant(server, founder)["tenants"][0]["code"]
    outsiders = [Person(server, **profile) for profile in (
        {}, {"email": f"bob@{domain}"}, {"email": f"bob@not-{domain}", "emailVerified": True})]
    insider = Person(server, email=f"ann@{domain.upper()}", emailVerified=True)
    with settings(server, {**PORTAL, "login_page": {**PORTAL["login_page"], "verify_domain": True}}):
        for outsider in outsiders:
            data = asked_for_tenant(server, outsider)
            assert_refused(answer(server, data, "join-tenant-portal", code=code), 403)
        assert_ok(answer(server, asked_for_tenant(server, insider), "join-tenant-portal", code=code))


def test_who_is_in_no_tenant_may_go_on_without_and_a_member_may_not(server):
    person, one = Person(server), member(server, new_name("one"))
    with settings(server, PORTAL):
        tokens = assert_ok(answer(server, asked_for_tenant(server, person), "select-tenant"))
        assert "tenant_id" not in claims_of(tokens["id_token"])
        data = asked_for_tenant(server, one)
        assert_refused(answer(server, data, "select-tenant"), 403, 2120008)


def test_nothing_is_made_or_joined_where_the_page_does_not_say_so(server):
    code = new_name("one")
    person = member(server, code)
    with settings(server, {"tenant_choice": True}):
        data = asked_for_tenant(server, person)
        assert not data.get("canCreate") and not data.get("canJoin")
        assert_refused(answer(server, data, "create-tenant-portal", name="Engines"), 403)
        assert_refused(answer(server, data, "join-tenant-portal", code=code), 403)
    assert len(person.get("get-my-tenant-list")) == 1


def test_a_person_who_was_suspended_makes_and_joins_nothing(server):
    person, code = Person(server), new_name("one")
    apply(server, {"tenants": [{"code": code, "name": code}]})
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Suspended"}))
        for action, given in (("create-tenant-portal", {"name": "Engines"}), ("join-tenant-portal", {"code": code})):
            assert answer(server, data, action, **given)["statusCode"] in (400, 403)
        assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Activated"}))
    person.sign_in()
    assert not person.get("get-my-tenant-list")


def test_a_changed_password_ends_the_question(server):
    person, code = Person(server), new_name("one")
    apply(server, {"tenants": [{"code": code, "name": code}]})
    with settings(server, PORTAL):
        data = asked_for_tenant(server, person)
        assert_ok(server.manage("POST", "update-user", {"userId": person.id, "password": "another one that is long"}))
        for action, given in (("create-tenant-portal", {"name": "Engines"}), ("join-tenant-portal", {"code": code})):
            assert_refused(answer(server, data, action, **given), 400)
    members = f"select count(*) from tenant_members where user_id = '{person.id}'"
    assert sql(server, members) == "0"


def test_a_tenant_stays_where_the_sign_in_cannot_go_on_in_it(server):
    person, name = Person(server), new_name("Engines")
    with settings(server, PORTAL):
        visitor = begun(server)
        assert_refused(visitor.password(person.name), 303, 1644)
        data = assert_ok(visitor.state())["demand"]["data"]
        visitor.answer("cancel")
        visitor.resume()  # and the interaction is over
        refused = visitor.call("POST", "/interaction/authFlow", {"action": "create-tenant-portal", "data": {
            "name": name}, "flowHandle": data["flowHandle"]})
        assert_refused(refused, 303, 1708)
        [tenant] = person.get("get-my-tenant-list")
        assert refused["data"] == {"tenantId": tenant["tenantId"], "name": name}


def test_a_question_that_made_a_tenant_is_not_asked_again_where_the_sign_in_cannot_go_on(server):
    person = Person(server)
    with settings(server, PORTAL):
        visitor = begun(server)
        assert_refused(visitor.password(person.name), 303, 1644)
        data = assert_ok(visitor.state())["demand"]["data"]
        rule = {"targetType": "USER", "targetIdentifier": [person.id]}
        assert_ok(server.manage("POST", "authorize-application-access", {
            "appId": server.app_id, "list": [{**rule, "effect": "DENY"}]}))
        refused = visitor.call("POST", "/interaction/authFlow", {"action": "create-tenant-portal", "data": {
            "name": "Engines"}, "flowHandle": data["flowHandle"]})
        assert_refused(refused, 303, 1708)
        state = assert_ok(visitor.state())
        assert state["step"] == "login" and "demand" not in state
        assert_ok(server.manage("POST", "revoke-application-access", {"appId": server.app_id, "list": [rule]}))
