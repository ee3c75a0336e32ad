"""get-user, get-user-batch, update-user, delete-users-batch and is-user-exists, on both engines."""

import json

import genauth
import pytest
from oidc import Oidc
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, try_password, user_of

NOBODY = "0" * 24


def get(server, user_id, query=""):
    return server.manage("GET", f"get-user?userId={user_id}{query}")


def update(server, user_id, **changes):
    return server.manage("POST", "update-user", {"userId": user_id, **changes})


def delete(server, *ids, **options):
    return server.manage(
        "POST", "delete-users-batch", {"userIds": list(ids), **({"options": options} if options else {})}
    )


def exists(server, **body):
    return assert_ok(server.manage("POST", "is-user-exists", body))["exists"]


@pytest.fixture(scope="module")
def ada(server):
    return user_of(
        server,
        username=new_name("ada"),
        email=new_email(),
        phone=new_number(),
        externalId=new_name("ext"),
        customData={"badge": new_name("badge")},
    )


def names_of(ada):
    return {
        "user_id": ada["userId"],
        "username": ada["username"],
        "email": ada["email"].upper(),
        "phone": ada["phone"],
        "external_id": ada["externalId"],
        "custom_field": "badge:" + ada["customData"]["badge"],
    }


# --- finding ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["user_id", "username", "email", "phone", "external_id", "custom_field"])
def test_every_operation_finds_a_user_by_every_identifier(server, ada, kind):
    name = names_of(ada)[kind]
    assert assert_ok(get(server, name, "&userIdType=" + kind))["userId"] == ada["userId"]
    found = assert_ok(server.manage("GET", f"get-user-batch?userIds[]={name}&userIds[]=x&userIdType={kind}"))
    assert [user["userId"] for user in found] == [ada["userId"]]
    changed = update(server, name, nickname=kind, options={"userIdType": kind})
    assert assert_ok(changed)["nickname"] == kind
    other = user_of(
        server,
        username=new_name("gone"),
        email=new_email(),
        phone=new_number(),
        externalId=new_name("ext"),
        customData={"badge": new_name("badge")},
    )
    assert_ok(delete(server, names_of(other)[kind], userIdType=kind))
    assert_refused(get(server, other["userId"]), 404, 2004)


@pytest.mark.parametrize(
    "kind", ["user_id", "username", "email", "phone", "external_id", "identity", "sync_relation", "custom_field"]
)
@pytest.mark.parametrize("name", ["nobody", ":", "a:", ":b", "%25", "' or 1=1"])
def test_who_is_not_there_is_not_found(server, kind, name):
    assert_refused(get(server, name, "&userIdType=" + kind), 404, 2004)


def test_refuses_an_unknown_kind_of_identifier(server):
    assert_refused(get(server, "x", "&userIdType=shoe_size"), 400)


def test_phones_are_found_with_and_without_their_country_code(server, ada):
    for text in (ada["phone"], "%2B86" + ada["phone"], "%2B86%20" + ada["phone"]):
        assert assert_ok(get(server, text, "&userIdType=phone"))["userId"] == ada["userId"]
    assert_refused(get(server, "%2B1" + ada["phone"], "&userIdType=phone"), 404, 2004)


def test_what_is_not_asked_for_is_not_shown(server, ada):
    assert not {"customData", "identities", "departmentIds", "postIdList"} & set(
        assert_ok(get(server, ada["userId"]))
    )
    query = "&withCustomData=True&withIdentities=true&withDepartmentIds=true&withPost=true"
    shown = assert_ok(get(server, ada["userId"], query))
    assert (shown["identities"], shown["departmentIds"], shown["postIdList"]) == ([], [], [])


def test_a_batch_comes_in_the_order_of_the_question_in_every_wire_form(server):
    ids = [user_of(server, username=new_name())["userId"] for _ in range(3)][::-1]
    for query in (
        "&".join("userIds[]=" + each for each in ids),
        "&".join("userIds=" + each for each in ids),
        "userIds=" + ",".join(ids),
        "userIds=" + "%2C".join(ids),
    ):
        found = assert_ok(server.manage("GET", "get-user-batch?" + query))
        assert [user["userId"] for user in found] == ids


@pytest.mark.parametrize("count", [0, 51])
def test_a_batch_has_1_to_50_members(server, count):
    query = "&".join("userIds[]=x" for _ in range(count))
    assert_refused(server.manage("GET", "get-user-batch?" + query), 400)
    assert_refused(delete(server, *["x"] * count), 400)


# --- is-user-exists -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "member,kind", [("username", "username"), ("email", "email"), ("phone", "phone"), ("externalId", "external_id")]
)
def test_tells_whether_an_identifier_is_taken(server, ada, member, kind):
    assert exists(server, **{member: names_of(ada)[kind]}) is True
    assert exists(server, **{member: "nobody.has.this"}) is False


def test_one_taken_identifier_of_several_is_enough(server, ada):
    assert exists(server, username="nobody.has.this", email=ada["email"]) is True


@pytest.mark.parametrize("body", [{}, {"username": ""}, {"name": "x"}])
def test_refuses_a_question_about_nothing(server, body):
    assert_refused(server.manage("POST", "is-user-exists", body), 400, 2028)


# --- changing -----------------------------------------------------------------------------------------------
def test_changes_what_is_sent_and_leaves_the_rest(server):
    user = user_of(server, username=new_name(), name="Old", city="Beijing", gender="F")
    server.advance(1000)
    changed = assert_ok(update(server, user["userId"], name="New", company="Example"))
    assert (changed["name"], changed["city"], changed["gender"], changed["company"]) == (
        "New",
        "Beijing",
        "F",
        "Example",
    )
    assert changed["updatedAt"] > user["updatedAt"] and changed["createdAt"] == user["createdAt"]


def test_an_empty_text_takes_a_value_away_but_never_the_last_identifier(server):
    user = user_of(server, username=new_name(), email=new_email(), city="Beijing")
    changed = assert_ok(update(server, user["userId"], city="", email=""))
    assert "city" not in changed and "email" not in changed
    assert_refused(update(server, user["userId"], username=""), 400, 2028)


def test_custom_data_is_merged_and_null_takes_a_member_away(server):
    user = user_of(server, username=new_name(), customData={"a": 1, "b": {"c": 2}})
    changed = assert_ok(update(server, user["userId"], customData={"a": None, "b": 3, "d": [4]}))
    assert changed["customData"] == {"b": 3, "d": [4]}


def test_a_new_address_or_number_is_unverified_unless_said(server):
    user = user_of(server, email=new_email(), phone=new_number(), emailVerified=True, phoneVerified=True)
    changed = assert_ok(update(server, user["userId"], email=new_email(), phone=new_number()))
    assert (changed["emailVerified"], changed["phoneVerified"]) == (False, False)
    changed = assert_ok(update(server, user["userId"], email=new_email(), emailVerified=True, phoneVerified=True))
    assert (changed["emailVerified"], changed["phoneVerified"]) == (True, True)


@pytest.mark.parametrize(
    "member,api_code", [("username", 2034), ("email", 2200), ("phone", 2035), ("externalId", 2026)]
)
def test_refuses_what_another_user_has(server, ada, member, api_code):
    user = user_of(server, username=new_name())
    assert_refused(update(server, user["userId"], **{member: ada[member]}), 409, api_code)
    assert_ok(update(server, ada["userId"], **{member: ada[member]}))  # one's own is no clash


@pytest.mark.parametrize(
    "changes,api_code",
    [
        ({"username": "two words"}, None),
        ({"email": "x"}, 2003),
        ({"phone": "12345"}, None),
        ({"password": "123"}, 2029),
        ({"customData": "x"}, None),
        ({"status": "Asleep"}, None),
    ],
)
def test_refuses_bad_values(server, changes, api_code):
    user = user_of(server, username=new_name())
    assert_refused(update(server, user["userId"], **changes), 400, api_code)


def test_refuses_to_change_nobody(server):
    assert_refused(update(server, NOBODY, name="x"), 404, 2004)


def test_a_new_password_works_at_once_and_ends_the_sessions(server):
    user = user_of(server, username=new_name())
    tokens = Oidc(server).by_password(user["username"])
    assert_ok(update(server, user["userId"], password="a new password"))
    assert_refused(try_password(server, username=user["username"]), 403, 2333)
    assert_ok(try_password(server, "a new password", username=user["username"]))
    assert_refused(server.get("get-profile", token=tokens["access_token"]), 401, 2021)
    assert Oidc(server).refresh(tokens["refresh_token"]).status_code == 400


def test_other_changes_leave_the_sessions_alone(server):
    user = user_of(server, username=new_name())
    token = Oidc(server).by_password(user["username"])["access_token"]
    assert_ok(update(server, user["userId"], name="New", status="Activated"))
    assert_ok(server.get("get-profile", token=token))


def test_a_made_up_password_is_sent_where_the_request_says(server):
    email, elsewhere = new_email(), new_email()
    user = user_of(server, username=new_name(), email=email)
    notice = {"sendDefaultEmailNotification": True, "inputSendEmailNotification": elsewhere}
    assert_ok(
        update(
            server, user["userId"], options={"autoGeneratePassword": True, "sendPasswordResetedNotification": notice}
        )
    )
    password = server.messages(email, 1)[0]["text"].rsplit(" ", 1)[-1]
    assert password in server.messages(elsewhere, 1)[0]["text"]
    assert_ok(try_password(server, password, username=user["username"]))


@pytest.mark.parametrize("option", ["resetPasswordOnFirstLogin", "resetPasswordOnNextLogin"])
def test_a_password_may_have_to_be_replaced(server, option):
    user = user_of(server, username=new_name())
    assert assert_ok(update(server, user["userId"], options={option: True}))["resetPasswordOnNextLogin"] is True
    code = 1639 if option == "resetPasswordOnFirstLogin" else 2058
    assert_refused(try_password(server, username=user["username"]), 303, code)
    assert_ok(update(server, user["userId"], options={option: False}))
    assert_ok(try_password(server, username=user["username"]))


@pytest.mark.parametrize("status", ["Suspended", "Resigned", "Archived", "Deactivated"])
def test_a_change_of_status_acts_on_the_next_request(server, status):
    user = user_of(server, username=new_name())
    tokens = Oidc(server).by_password(user["username"])
    changed = assert_ok(update(server, user["userId"], status=status))
    assert changed["status"] == status and changed["statusChangedAt"]
    assert server.get("get-profile", token=tokens["access_token"])["statusCode"] in (401, 403)
    assert_refused(try_password(server, username=user["username"]), 403, 2120008)
    assert_ok(update(server, user["userId"], status="Activated"))
    assert_ok(try_password(server, username=user["username"]))
    assert_refused(server.get("get-profile", token=tokens["access_token"]), 401, 2021)  # signed out, for good


# --- deleting -----------------------------------------------------------------------------------------------
def test_deletes_and_passes_over_who_is_not_there(server):
    users = [user_of(server, username=new_name()) for _ in range(2)]
    assert assert_ok(delete(server, users[0]["userId"], NOBODY, users[1]["userId"], users[1]["userId"]))["success"]
    for user in users:
        assert_refused(get(server, user["userId"]), 404, 2004)
        assert exists(server, username=user["username"]) is False


def test_tokens_of_a_deleted_user_are_refused_and_the_name_is_free_again(server):
    user = user_of(server, username=new_name(), email=new_email())
    tokens = Oidc(server).by_password(user["username"])
    assert_ok(delete(server, user["userId"]))
    assert_refused(server.get("get-profile", token=tokens["access_token"]), 401, 2021)
    assert Oidc(server).refresh(tokens["refresh_token"]).status_code == 400
    again = user_of(server, username=user["username"], email=user["email"])
    assert again["userId"] != user["userId"]
    assert_refused(server.get("get-profile", token=tokens["access_token"]), 401, 2021)


@pytest.mark.parametrize("engine", genauth.engines())
def test_a_pool_sees_and_changes_its_own_people_only(engine):
    with genauth.fresh_database(engine) as url, genauth.Server(database=url) as server:
        server.stop()
        other = json.loads(server.command("pool", "create", "Other", "--identifier", "other").stdout)
        server.start()
        ada = user_of(server, username="ada", email="ada@example.com", phone="13900000000", externalId="x")
        token = server.management_token(other["accessKeyId"], other["accessKeySecret"])

        def theirs(method, path, body=None):
            return server.call(method, "/api/v3/" + path, body, token=token, app=False)

        assert_refused(theirs("GET", "get-user?userId=" + ada["userId"]), 404, 2004)
        assert assert_ok(theirs("GET", "get-user-batch?userIds=" + ada["userId"])) == []
        assert_refused(theirs("POST", "update-user", {"userId": ada["userId"], "name": "x"}), 404, 2004)
        assert_ok(theirs("POST", "delete-users-batch", {"userIds": [ada["userId"]]}))
        body = {name: ada[name] for name in ("username", "email", "phone", "externalId")}
        assert assert_ok(theirs("POST", "is-user-exists", body))["exists"] is False
        assert assert_ok(theirs("POST", "list-users", {"keywords": "ada"}))["totalCount"] == 0
        twin = assert_ok(theirs("POST", "create-user", {**body, "password": PASSWORD}))
        assert twin["userId"] != ada["userId"]
        assert assert_ok(get(server, ada["userId"]))["username"] == "ada"
        assert assert_ok(server.manage("POST", "list-users", {}))["totalCount"] == 1
