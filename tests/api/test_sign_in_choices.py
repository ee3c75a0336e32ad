"""What people choose on the way of a sign-in: a user name (1108), a tenant (1644), the account that they go on as
(2930). On both engines."""

import concurrent.futures

import pytest
from directory import Person, apply
from hosted import query_of
from oidc import Oidc
from scenes import assert_ok, assert_refused, new_name, try_password, user_of
from second_factor import sign_in
from source_scene import connect, nobody_complains, one_server, one_standin  # noqa: F401
from source_scene import person as somebody
from sources import Visit
from tenant_scene import answer, begun, claims_of, member, settings


# --- a user name ------------------------------------------------------------------------------------------------
def arrive(server, vendors, name):
    vendors.person.login = name
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    assert "error" not in visit.finish()
    return visit


def test_a_newcomer_takes_the_name_that_they_have_at_the_source(server, vendors):
    name = new_name("octo")
    with server.with_settings(app={"username_from_source": True}):
        tokens = assert_ok(arrive(server, vendors, name).tokens())
    profile = assert_ok(server.get("get-profile", token=tokens["access_token"]))
    assert (profile["username"], profile["preferredUsername"]) == (name, name)


def test_without_the_setting_nobody_takes_a_name(server, vendors):
    tokens = assert_ok(arrive(server, vendors, new_name("octo")).tokens())
    assert "username" not in assert_ok(server.get("get-profile", token=tokens["access_token"]))


def taken(server, vendors):
    """(the name, the demand of a newcomer who has it elsewhere)"""
    name = new_name("octo")
    user_of(server, username=name)
    refused = arrive(server, vendors, name).tokens()
    assert_refused(refused, 303, 1108)
    assert "access_token" not in str(refused)
    return name, refused["data"]


def test_who_has_a_taken_name_chooses_another_one_and_gets_the_tokens(server, vendors):
    with server.with_settings(app={"username_from_source": True}):
        name, data = taken(server, vendors)
        assert data["username"] == name and data["expiresIn"] == 600
        for wrong in (name, "", "a@b.example", "13800000000", "x" * 256):
            assert answer(server, data, "reset-username-before-auth", username=wrong)["statusCode"] in (400, 409)
        tokens = assert_ok(answer(server, data, "reset-username-before-auth", username=name + ".too"))
        assert assert_ok(server.get("get-profile", token=tokens["access_token"]))["username"] == name + ".too"
        assert_refused(answer(server, data, "reset-username-before-auth", username=name + ".three"), 400)


def test_a_name_of_the_source_opens_no_account_that_is_here(server, vendors):
    with server.with_settings(app={"username_from_source": True}):
        name, data = taken(server, vendors)
        assert sign_in(server, name)["statusCode"] == 200  # its owner's, as before
        assert_ok(answer(server, data, "reset-username-before-auth", username=new_name("other")))


def test_race_of_two_newcomers_for_one_name_has_one_winner(server, vendors):
    with server.with_settings(app={"username_from_source": True}):
        demands = []
        for _ in range(8):
            vendors.person = somebody()
            demands.append(taken(server, vendors)[1])
        wanted = new_name("wanted")
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(
                lambda data: answer(server, data, "reset-username-before-auth", username=wanted), demands))
        assert [each["statusCode"] for each in answers].count(200) == 1, answers


# --- a tenant ---------------------------------------------------------------------------------------------------
def test_a_member_of_tenants_chooses_and_the_tokens_say_which(server):
    one, two = new_name("one"), new_name("two")
    person = member(server, one, two)
    with settings(server, {"tenant_choice": True}):
        refused = sign_in(server, person.name, scope="openid profile tenant_id")
        assert_refused(refused, 303, 1644)
        tenants = {each["name"]: each["tenantId"] for each in refused["data"]["tenants"]}
        assert set(tenants) == {one, two}
        tokens = assert_ok(answer(server, refused["data"], "select-tenant", tenantId=tenants[two]))
        assert claims_of(tokens["id_token"])["tenant_id"] == tenants[two]
        again = answer(server, refused["data"], "select-tenant", tenantId=tenants[two])
        assert_refused(again, 400)  # a handle is good for one answer


def test_a_tenant_that_is_open_to_other_applications_alone_is_not_offered(server):
    one, others = new_name("one"), new_name("others")
    person = Person(server)
    members = [{"user": person.name}]
    apply(server, {"tenants": [
        {"code": one, "name": one, "members": members},
        {"code": others, "name": others, "members": members, "applications": [server.other_application()["appId"]]}]})
    with settings(server, {"tenant_choice": True}):
        refused = sign_in(server, person.name)
        assert_refused(refused, 303, 1644)
        assert [each["name"] for each in refused["data"]["tenants"]] == [one]


def test_who_is_in_no_tenant_or_names_one_is_not_asked(server):
    code = new_name("one")
    person, stranger = member(server, code), Person(server)
    tenant_id = person.get("get-my-tenant-list")[0]["tenantId"]
    with settings(server, {"tenant_choice": True}):
        assert sign_in(server, stranger.name)["statusCode"] == 200
        named = try_password(server, options={"tenantId": tenant_id}, username=person.name)
        assert_ok(named)
    assert sign_in(server, person.name)["statusCode"] == 200  # without the setting nobody is


def test_nobody_chooses_a_tenant_that_is_not_theirs(server):
    person, other = member(server, new_name("one")), member(server, new_name("theirs"))
    theirs = other.get("get-my-tenant-list")[0]["tenantId"]
    with settings(server, {"tenant_choice": True}):
        data = sign_in(server, person.name)["data"]
        for wrong in (theirs, "0" * 24, "x"):
            assert_refused(answer(server, data, "select-tenant", tenantId=wrong), 403, 2120008)
        assert sign_in(server, person.name)["apiCode"] == 1644


def test_the_page_asks_for_the_tenant_also_after_a_reload(server):
    person = member(server, new_name("one"))
    with settings(server, {"tenant_choice": True}):
        visitor = begun(server)
        assert_refused(visitor.password(person.name), 303, 1644)
        demand = assert_ok(visitor.state())["demand"]
        tenant_id = demand["data"]["tenants"][0]["tenantId"]
        done = visitor.call("POST", "/interaction/authFlow", {"action": "select-tenant", "data": {
            "tenantId": tenant_id}, "flowHandle": demand["data"]["flowHandle"]})
        assert_refused(done, 303, 1600)
        assert "code" in query_of(visitor.resume().headers["location"])


# --- an account to go on as -------------------------------------------------------------------------------------
@pytest.fixture
def desk(server):
    person, account = Person(server), Person(server, name="Front desk")
    group = new_name("group")
    apply(server, {"groups": [{"code": group, "members": [person.name]}],
                   "public_accounts": [{"user": account.name, "open_to": [{"group": group}]}]})
    person.account_id = account.id
    return person


def demanded(server, person):
    """(visitor, the data of the demand) of somebody who may use public accounts."""
    visitor = begun(server)
    assert_refused(visitor.password(person.name), 303, 2930)
    return visitor, assert_ok(visitor.state())["demand"]["data"]


def choose(visitor, data, user_id):
    return visitor.call("POST", "/interaction/authFlow", {"action": "public-account-login-selection", "data": {
        "userId": user_id}, "flowHandle": data["flowHandle"]})


def test_somebody_goes_on_as_themselves_or_as_a_public_account(server, desk):
    with settings(server, pool={"account_switch": True}):
        for user_id in (desk.id, desk.account_id):
            visitor, data = demanded(server, desk)
            assert [(each["userId"], each["own"]) for each in data["accounts"]] == [
                (desk.id, True), (desk.account_id, False)]
            assert_refused(choose(visitor, data, user_id), 303, 1600)
            code = query_of(visitor.resume().headers["location"])["code"]
            claims = claims_of(visitor.redeem(code, Oidc(server)).json()["id_token"])
            assert claims["sub"] == user_id


def test_nobody_is_asked_without_the_setting_or_without_accounts(server, desk):
    with settings(server):
        assert begun(server).password(desk.name)["apiCode"] == 1600
    with settings(server, pool={"account_switch": True}):
        assert begun(server).password(Person(server).name)["apiCode"] == 1600
        assert sign_in(server, desk.name)["statusCode"] == 200  # programs of the application ask by themselves


def test_only_accounts_that_are_open_to_the_person_can_be_chosen(server, desk):
    stranger = Person(server)
    with settings(server, pool={"account_switch": True}):
        visitor, data = demanded(server, desk)
        for wrong in (stranger.id, "0" * 24, ""):
            assert_refused(choose(visitor, data, wrong), 403)
        server.manage("POST", "update-user", {"userId": desk.account_id, "status": "Suspended"})
        assert_refused(choose(visitor, data, desk.account_id), 403)
        assert_refused(choose(visitor, data, desk.id), 303, 1600)


def test_a_changed_password_or_a_suspension_ends_the_choice(server, desk):
    with settings(server, pool={"account_switch": True}):
        visitor, data = demanded(server, desk)
        server.manage("POST", "update-user", {"userId": desk.id, "password": "another one that is long"})
        assert_refused(choose(visitor, data, desk.account_id), 400)


def test_suspending_the_person_ends_what_they_do_as_the_public_account(server, desk):
    with settings(server, pool={"account_switch": True}):
        visitor, data = demanded(server, desk)
        assert_refused(choose(visitor, data, desk.account_id), 303, 1600)
        code = query_of(visitor.resume().headers["location"])["code"]
        token = visitor.redeem(code, Oidc(server)).json()["access_token"]
        assert_ok(server.get("get-profile", token=token))
        assert_ok(server.manage("POST", "update-user", {"userId": desk.id, "status": "Suspended"}))
        assert server.get("get-profile", token=token)["statusCode"] in (401, 403)
        assert "/login/" in visitor.authorize().headers["location"]


def test_a_handle_answers_its_own_question_alone_and_once(server, desk):
    with settings(server, pool={"account_switch": True}):
        visitor, data = demanded(server, desk)
        for action in ("select-tenant", "reset-username-before-auth", "accept-agreements", "skip-completion"):
            refused = visitor.call("POST", "/interaction/authFlow", {"action": action, "data": {
                "username": new_name(), "tenantId": "x", "agreements": []}, "flowHandle": data["flowHandle"]})
            assert_refused(refused, 400)
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda _: choose(visitor, data, desk.account_id), range(64)))
        assert [each.get("apiCode") for each in answers].count(1600) == 1
