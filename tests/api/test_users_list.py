"""list-users by POST and by GET: pages, order, conditions, keywords, on both engines."""

import pytest
from scenes import assert_ok, assert_refused, new_name, try_password, user_of

SORT_FIELDS = [
    "id",
    "createdAt",
    "updatedAt",
    "email",
    "username",
    "externalId",
    "phone",
    "status",
    "statusChangedAt",
    "passwordLastSetAt",
    "loginsCount",
    "gender",
    "lastLogin",
    "userSourceType",
    "lastMfaTime",
    "passwordSecurityLevel",
    "phoneCountryCode",
    "lastIp",
]


def ask(server, **body):
    return server.manage("POST", "list-users", body)


def search(server, **body):
    return assert_ok(ask(server, **body))


def usernames(page):
    return [user.get("username") for user in page["list"]]


@pytest.fixture(scope="module")
def team(server):
    """Five people of one company; what the tests look for is theirs alone."""
    people = [
        {
            "username": "zoe",
            "name": "王小明",
            "email": "zoe@team.example",
            "gender": "F",
            "customData": {"age": 30, "city": "A"},
        },
        {
            "username": "adam",
            "name": "王",
            "phone": "13700000001",
            "gender": "M",
            "customData": {"age": 4, "city": "B"},
        },
        {"username": "mia", "name": "Mia 100%_sure", "externalId": "m-1", "customData": {"age": 30.5, "ok": True}},
        {"username": "bob_x", "name": "B\\ob", "status": "Suspended", "zoneinfo": "Asia/Tokyo"},
        {
            "username": "bobyx",
            "name": "小李",
            "email": "Bobby@Team.Example",
            "address": "Beijing Road",
            "city": "上海",
        },
    ]
    made = []
    for each in people:
        made.append(user_of(server, company="Team", **each))
        server.advance(1000)
    for _ in range(2):
        assert_ok(try_password(server, username="adam"))
    return made


def found(server, team, *conditions, **body):
    """The user names of the team that meet the conditions, in alphabetical order."""
    ours = {"field": "company", "operator": "EQUAL", "value": "Team"}
    page = search(server, advancedFilter=[ours, *conditions], **body)
    assert page["totalCount"] == len(page["list"])
    return sorted(usernames(page))


def where(field, operator, value=None):
    return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


# --- pages --------------------------------------------------------------------------------------------------
def test_totals_are_right_after_every_insert_and_delete(server):
    before = search(server)["totalCount"]
    users = [user_of(server, username=new_name())["userId"] for _ in range(3)]
    assert search(server)["totalCount"] == before + 3
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": users[:2]}))
    assert search(server)["totalCount"] == before + 1
    assert assert_ok(server.manage("GET", "list-users"))["totalCount"] == before + 1


def test_pages_follow_one_another_newest_first(server, team):
    whole = search(server, options={"pagination": {"page": 1, "limit": 50}})
    assert [user["createdAt"] for user in whole["list"]] == sorted(
        (u["createdAt"] for u in whole["list"]), reverse=True
    )
    pages = []
    for page in range(1, 4):
        pages += search(server, options={"pagination": {"page": page, "limit": 2}})["list"]
    assert [user["userId"] for user in pages] == [user["userId"] for user in whole["list"][:6]]
    assert search(server, options={"pagination": {"page": 1000, "limit": 50}})["list"] == []


@pytest.mark.parametrize(
    "pagination",
    [{"page": 0}, {"limit": 0}, {"limit": 51}, {"page": -1}, {"page": "x"}, {"page": 2**31}, {"page": 2**63}],
)
def test_refuses_pages_out_of_range(server, pagination):
    assert_refused(ask(server, options={"pagination": pagination}), 400)


@pytest.mark.parametrize("field", SORT_FIELDS)
def test_sorts_by_every_field_both_ways_with_missing_values_last(server, team, field):
    member = {"id": "userId"}.get(field, field)
    for order in ("asc", "desc"):
        body = {
            "advancedFilter": [where("company", "EQUAL", "Team")],
            "options": {"sort": [{"field": field, "order": order}]},
        }
        values = [user.get(member) for user in search(server, **body)["list"]]
        present = [value for value in values if value is not None]
        assert len(values) == 5 and values == present + [None] * (5 - len(present))
        assert present == sorted(present, reverse=order == "desc"), field


def test_the_first_of_several_orders_has_precedence(server, team):
    order = [{"field": "status", "order": "desc"}, {"field": "username", "order": "asc"}]
    page = search(server, advancedFilter=[where("company", "EQUAL", "Team")], options={"sort": order})
    assert usernames(page) == ["bob_x", "adam", "bobyx", "mia", "zoe"]


@pytest.mark.parametrize(
    "sort",
    [
        {"field": "company", "order": "asc"},
        {"field": "id", "order": "up"},
        {"field": "id"},
        {"field": "id; drop table users", "order": "asc"},
    ],
)
def test_refuses_unknown_orders(server, sort):
    assert_refused(ask(server, options={"sort": [sort]}), 400)


# --- conditions ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "condition,expected",
    [
        (where("username", "EQUAL", "zoe"), ["zoe"]),
        (where("username", "NOT_EQUAL", "zoe"), ["adam", "bob_x", "bobyx", "mia"]),
        (where("email", "EQUAL", "BOBBY@team.example"), ["bobyx"]),
        (where("email", "CONTAINS", "@TEAM.example"), ["bobyx", "zoe"]),
        (where("email", "NOT_CONTAINS", "bobby"), ["adam", "bob_x", "mia", "zoe"]),
        (where("email", "IS_NULL"), ["adam", "bob_x", "mia"]),
        (where("email", "NOT_NULL"), ["bobyx", "zoe"]),
        (where("username", "IN", ["zoe", "mia", "x"]), ["mia", "zoe"]),
        (where("status", "EQUAL", "Suspended"), ["bob_x"]),
        (where("gender", "IN", ["F", "M"]), ["adam", "zoe"]),
        (where("loginsCount", "GREATER", 1), ["adam"]),
        (where("loginsCount", "EQUAL", 2), ["adam"]),
        (where("loginsCount", "LESSER", 1), ["bob_x", "bobyx", "mia", "zoe"]),
        (where("loginsCount", "BETWEEN", [2, 10]), ["adam"]),
        (where("lastLogin", "NOT_NULL"), ["adam"]),
        (where("username", "BETWEEN", ["b", "n"]), ["bob_x", "bobyx", "mia"]),
        (where("signedUp", "GREATER", "2100-01-01"), []),
        (
            where("signedUp", "BETWEEN", ["2000-01-01", "2100-01-01T00:00:00.000Z"]),
            ["adam", "bob_x", "bobyx", "mia", "zoe"],
        ),
        (where("age", "GREATER", 29), ["mia", "zoe"]),
        (where("age", "EQUAL", 30), ["zoe"]),
        (where("age", "BETWEEN", [4, 30]), ["adam", "zoe"]),
        (where("city", "EQUAL", "上海"), ["bobyx"]),
        (where("ok", "EQUAL", True), ["mia"]),
        (where("ok", "IS_NULL"), ["adam", "bob_x", "bobyx", "zoe"]),
        (where("identity", "IS_NULL"), ["adam", "bob_x", "bobyx", "mia", "zoe"]),
        (where("identity", "EQUAL", "lark"), []),
        (where("department", "IN", [{"organizationCode": "steamory", "departmentId": "root"}]), []),
        (where("name", "CONTAINS", "%"), ["mia"]),
        (where("name", "CONTAINS", "_"), ["mia"]),
        (where("name", "CONTAINS", "\\"), ["bob_x"]),
        (where("phone", "EQUAL", "13700000001"), ["adam"]),
        (where("userSource", "EQUAL", "adminCreated"), ["adam", "bob_x", "bobyx", "mia", "zoe"]),
    ],
)
def test_every_operator_finds_what_it_says(server, team, condition, expected):
    assert found(server, team, condition) == expected


def test_all_conditions_must_hold(server, team):
    assert found(server, team, where("email", "NOT_NULL"), where("username", "CONTAINS", "bob")) == ["bobyx"]


def test_the_last_application_can_be_asked_for(server, team):
    assert found(server, team, where("loggedInApps", "IN", [server.app_id, "x"])) == ["adam"]


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "username"},
        {"operator": "EQUAL", "value": "x"},
        where("username", "LIKE", "x"),
        where("username", "EQUAL"),
        where("username", "EQUAL", ["a", "b"]),
        where("username", "IN", []),
        where("username", "BETWEEN", ["a"]),
        where("loginsCount", "EQUAL", "many"),
        where("loginsCount", "CONTAINS", 1),
        where("signedUp", "GREATER", "soon"),
        where("emailVerified", "EQUAL", "perhaps"),
        where("username", "EQUAL", {"a": 1}),
        where("identity", "GREATER", "x"),
        where('a"b', "EQUAL", "x"),
        where("", "EQUAL", "x"),
        where("x" * 300, "EQUAL", "x"),
        where("city", "EQUAL", "a\u0000b"),
    ],
)
def test_refuses_conditions_that_make_no_sense(server, condition):
    assert ask(server, advancedFilter=[condition])["statusCode"] == 400


@pytest.mark.parametrize("text", ["' or '1'='1", "x'; drop table users; --", "$1", "?1", "\\", "%", "_"])
def test_no_text_of_a_condition_gets_into_the_statement(server, team, text):
    assert found(server, team, where("username", "EQUAL", text)) == []
    assert ask(server, advancedFilter=[where(text, "EQUAL", "x")])["statusCode"] in (200, 400)


@pytest.mark.parametrize("data", [{"odd": "a\u0000b"}, {"odd": {"a": ["\u0000"]}}, {"odd": 1, "k\u0000": 1}])
def test_free_data_with_a_nul_is_refused_and_breaks_no_search(server, data):
    user = user_of(server, username=new_name(), customData={"odd": "\\u0000"})  # the six characters are no NUL
    assert_refused(server.manage("POST", "create-user", {"username": new_name(), "customData": data}), 400)
    assert_refused(server.manage("POST", "update-user", {"userId": user["userId"], "customData": data}), 400)
    assert search(server, advancedFilter=[where("odd", "EQUAL", "a")])["totalCount"] == 0


# --- keywords -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "keywords,expected",
    [
        ("王", ["adam", "zoe"]),
        ("小明", ["zoe"]),
        ("王小", ["zoe"]),
        ("小", ["bobyx", "zoe"]),
        ("明王", []),
        ("李", ["bobyx"]),
        ("bob", ["bob_x", "bobyx"]),
        ("BOB", ["bob_x", "bobyx"]),
        ("bob_x", ["bob_x"]),
        ("100%", ["mia"]),
        ("%_", ["mia"]),
        ("0%s", []),
        ("b\\o", ["bob_x"]),
        ("  zoe  ", ["zoe"]),
        ("1370000", ["adam"]),
        ("team.example", ["bobyx", "zoe"]),
        ("' or 1=1", []),
    ],
)
def test_keywords_are_found_as_they_are(server, team, keywords, expected):
    """Alone, and together with a condition."""
    alone = search(server, keywords=keywords, options={"pagination": {"limit": 50}})
    ours = {user["username"] for user in team}
    assert sorted(name for name in usernames(alone) if name in ours) == expected
    assert found(server, team, keywords=keywords) == expected


def test_keywords_may_be_looked_for_in_chosen_fields(server, team):
    options = {"fuzzySearchOn": ["address"]}
    assert usernames(search(server, keywords="beijing", options=options)) == ["bobyx"]
    assert found(server, team, keywords="bob", options={"fuzzySearchOn": ["name", "email"]}) == ["bobyx"]
    assert_refused(ask(server, keywords="x", options={"fuzzySearchOn": ["password"]}), 400)


def test_a_changed_and_a_deleted_name_are_known_at_once(server):
    user = user_of(server, username=new_name(), name="欧阳锋")
    assert search(server, keywords="欧阳")["totalCount"] == 1
    assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "name": "黄药师"}))
    assert search(server, keywords="欧阳")["totalCount"] == 0 and search(server, keywords="药")["totalCount"] == 1
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user["userId"]]}))
    assert search(server, keywords="药")["totalCount"] == 0


def test_free_data_and_identities_are_shown_on_request(server, team):
    ours = [where("username", "EQUAL", "zoe")]
    plain = search(server, advancedFilter=ours)["list"][0]
    assert not {"customData", "identities"} & set(plain)
    options = {"withCustomData": True, "withIdentities": True, "withDepartmentIds": True}
    shown = search(server, advancedFilter=ours, options=options)["list"][0]
    assert shown["customData"] == {"age": 30, "city": "A"} and shown["identities"] == shown["departmentIds"] == []


# --- the older form -----------------------------------------------------------------------------------------
def test_the_older_form_filters_by_status_and_time_of_change(server, team):
    page = assert_ok(server.manage("GET", "list-users?status=Suspended"))
    assert usernames(page) == ["bob_x"] and page["totalCount"] == 1
    future = 4_102_444_800  # seconds, the year 2100
    assert assert_ok(server.manage("GET", f"list-users?updatedAtStart={future}"))["totalCount"] == 0
    assert assert_ok(server.manage("GET", f"list-users?updatedAtStart=1&updatedAtEnd={future}000"))["totalCount"] >= 5


@pytest.mark.parametrize("query", ["page=0", "limit=51", "limit=x", "status=Asleep", "updatedAtStart=soon"])
def test_the_older_form_refuses_bad_parameters(server, query):
    assert_refused(server.manage("GET", "list-users?" + query), 400)


def test_people_cannot_bring_a_nul_into_their_free_data_either(server):
    body = {"connection": "PASSWORD", "passwordPayload": {"username": new_name(), "password": "correct horse"}}
    answer = server.post("signup", {**body, "profile": {"customData": {"odd": "a\u0000b"}}})
    assert_refused(answer, 400)
