"""get-profile and update-profile, through HTTP, on both engines."""

import pytest
from scenes import assert_ok, assert_refused, new_name, new_number, user_of

TEXTS = {"name": "Ada", "nickname": "Countess", "photo": "https://example.com/ada.png", "birthdate": "1815-12-10",
         "country": "GB", "province": "Middlesex", "city": "London", "address": "12 St James's Square",
         "streetAddress": "St James's Square", "postalCode": "SW1Y 4JH", "company": "Engines & Söhne 引擎",
         "identityNumber": "AB-1815"}


def profile_of(server, token, query=""):
    return assert_ok(server.get("get-profile" + query, token=token))


def update(server, token, **members):
    return server.post("update-profile", members, token=token)


# --- who may ask -------------------------------------------------------------------------------------------------
def test_refuses_who_is_not_signed_in(server):
    for call in (lambda **more: server.get("get-profile", **more),
                 lambda **more: server.post("update-profile", {"name": "x"}, **more)):
        assert_refused(call(), 401, 2020)
        assert_refused(call(token="not.a.token"), 401, 2021)
        assert_refused(call(headers={"authorization": "Basic YTpi"}), 401, 2020)


def test_an_expired_token_is_refused(server):
    token = server.person(new_name())
    server.advance(7_200_000)
    assert_refused(server.get("get-profile", token=token), 401, 2206)
    assert_refused(update(server, token, name="x"), 401, 2206)


# --- get-profile -------------------------------------------------------------------------------------------------
def test_shows_custom_data_identities_and_departments_only_on_request(server):
    token = server.person(new_name())
    assert_ok(update(server, token, customData={"team": "blue"}))
    assert not {"customData", "identities", "departmentIds"} & set(profile_of(server, token))
    everything = profile_of(server, token, "?withCustomData=true&withIdentities=true&withDepartmentIds=true")
    assert everything["customData"] == {"team": "blue"}
    assert everything["identities"] == [] and everything["departmentIds"] == []
    assert set(profile_of(server, token, "?withCustomData=false&withIdentities=true")) & {
        "customData", "identities", "departmentIds"} == {"identities"}


@pytest.mark.parametrize("query", ["?withCustomData=maybe", "?withIdentities=2", "?withDepartmentIds=yes"])
def test_refuses_an_option_that_is_no_boolean(server, query):
    token = server.person(new_name())
    answer = server.get("get-profile" + query, token=token)
    assert_refused(answer, 400)
    assert answer["message"].endswith("must be a boolean value") or "boolean" in answer["message"]


def test_never_shows_a_password_or_its_hash(server):
    token = server.person(new_name())
    text = str(profile_of(server, token, "?withCustomData=true&withIdentities=true")).lower()
    assert "argon2" not in text and "correct horse" not in text


# --- update-profile ----------------------------------------------------------------------------------------------
def test_changes_what_is_sent_and_leaves_the_rest(server):
    token = server.person(new_name())
    before = profile_of(server, token)
    assert_ok(update(server, token, **TEXTS))
    assert_ok(update(server, token, gender="F"))
    after = profile_of(server, token)
    assert {member: after[member] for member in TEXTS} == TEXTS and after["gender"] == "F"
    assert after["username"] == before["username"] and after["updatedAt"] >= before["updatedAt"]


def test_the_answer_is_the_new_profile(server):
    token = server.person(new_name())
    changed = assert_ok(update(server, token, nickname="Countess", customData={"n": 1}))
    assert changed["nickname"] == "Countess" and changed["customData"] == {"n": 1}


def test_an_empty_text_clears_a_member_and_null_leaves_it(server):
    token = server.person(new_name())
    assert_ok(update(server, token, **TEXTS))
    assert_ok(update(server, token, **{member: None for member in TEXTS}))
    assert TEXTS.items() <= profile_of(server, token).items()
    assert_ok(update(server, token, **{member: "" for member in TEXTS}))
    assert not set(TEXTS) & set(profile_of(server, token))


def test_an_empty_body_changes_nothing(server):
    token = server.person(new_name())
    before = profile_of(server, token)
    assert_ok(update(server, token))
    after = profile_of(server, token)
    before.pop("updatedAt"), after.pop("updatedAt")
    assert before == after


@pytest.mark.parametrize("username", ["", "two words", "ada@example.com", "13800138000", "x" * 65, "zero\u200bwidth"])
def test_refuses_a_user_name_that_breaks_the_rules(server, username):
    token = server.person(new_name())
    assert_refused(update(server, token, username=username), 400)


def test_a_user_name_must_be_free_and_then_signs_in(server):
    taken, mine, wanted = new_name(), new_name(), new_name()
    server.sign_up(taken)
    token = server.person(mine)
    assert_refused(update(server, token, username=taken), 409, 2034)
    assert profile_of(server, token)["username"] == mine
    assert_ok(update(server, token, username=mine))  # one's own is free
    assert_ok(update(server, token, username=wanted))
    assert server.sign_in(wanted)


def test_an_external_id_must_be_free(server):
    first, second = server.person(new_name()), server.person(new_name())
    assert_ok(update(server, first, externalId="employee-1"))
    assert_refused(update(server, second, externalId="employee-1"), 409, 2026)
    assert_ok(update(server, first, externalId=""))
    assert_ok(update(server, second, externalId="employee-1"))


@pytest.mark.parametrize("member,value", [("gender", "X"), ("name", 7), ("customData", "text"), ("customData", [1]),
                                          ("name", "x" * 256), ("photo", "x" * 2049), ("birthdate", {})])
def test_refuses_what_the_contract_does_not_allow(server, member, value):
    token = server.person(new_name())
    answer = update(server, token, **{member: value})
    assert_refused(answer, 400)
    assert answer["message"].startswith(member)


def test_addresses_and_passwords_are_not_changed_here(server):
    number = new_number()
    name = new_name()
    user_of(server, username=name, phone=number)
    token = server.sign_in(name)["access_token"]
    assert_ok(update(server, token, email="thief@example.com", phone="13800138000", password="another password",
                     emailVerified=True, status="Archived", userId="0" * 24))
    profile = profile_of(server, token)
    assert profile["phone"] == number and "email" not in profile and profile["status"] == "Activated"
    assert server.sign_in(name)


def test_custom_data_is_replaced_as_a_whole_and_kept_as_sent(server):
    token = server.person(new_name())
    data = {"text": "引擎 🦊 \"quoted\" \\", "number": 12345678901234567890, "float": 1.5, "none": None,
            "deep": {"list": [1, [2, [3]]]}, "": "empty name"}
    assert_ok(update(server, token, customData=data))
    assert profile_of(server, token, "?withCustomData=true")["customData"] == data
    assert_ok(update(server, token, customData={"other": 1}))
    assert profile_of(server, token, "?withCustomData=true")["customData"] == {"other": 1}
    assert_ok(update(server, token, customData={}))
    assert profile_of(server, token, "?withCustomData=true").get("customData", {}) == {}


def test_suspended_and_deleted_users_have_no_profile(server):
    token = server.person(new_name())
    user_id = profile_of(server, token)["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(server.get("get-profile", token=token), 403, 2120008)
    assert_refused(update(server, token, name="x"), 403, 2120008)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user_id]}))
    assert_refused(server.get("get-profile", token=token), 401, 2021)
    assert_refused(update(server, token, name="x"), 401, 2021)
