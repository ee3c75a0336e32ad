"""Information completion: what an account lacks is asked for at sign-in, on both engines. The ways in: see
test_completion_ways.py."""

import concurrent.futures

import jwt
import pytest
from completion_scene import COMPANY, answer, ask, asked, complete, fields, named, skip, value
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_passcode,
                    two_processes, user_of, wrong)
from second_factor import sign_in


def profile_of(server, tokens):
    return assert_ok(server.get("get-profile?withCustomData=true", token=tokens["access_token"]))


def joined(server, **profile):
    """The name of somebody whom an administrator made."""
    return user_of(server, username=new_name(), **profile)["username"]


# --- what is asked for -------------------------------------------------------------------------------------------
def test_a_sign_in_asks_for_what_is_missing_and_ends_in_its_tokens(server):
    name = joined(server)
    with ask(server, COMPANY, {"name": "nickname"}):
        data = asked(server, name, scope="openid profile offline_access")
        assert data["skip"] is False and data["expiresIn"] == 600
        assert data["metaData"] == [
            {"type": "string", "name": "company", "label": "Company", "required": True, "validateRules": []},
            {"type": "string", "name": "nickname", "label": "nickname", "required": False, "validateRules": []}]
        tokens = assert_ok(complete(server, data, company="Engines", nickname="Ann"))
        assert set(tokens["scope"].split()) == {"openid", "profile", "offline_access"} and tokens["refresh_token"]
        profile = profile_of(server, tokens)
        assert (profile["company"], profile["nickname"]) == ("Engines", "Ann")
        assert sign_in(server, name)["statusCode"] == 200  # nothing is missing any more


def test_only_what_the_account_lacks_is_asked_for(server):
    name = joined(server, company="Engines", gender="F", customData={"size": "M"})
    with ask(server, COMPANY, {"name": "gender"}, {"type": "user", "name": "size"}):
        assert sign_in(server, name)["statusCode"] == 200
    with ask(server, COMPANY, {"name": "city"}):
        assert named(asked(server, name)) == ["city"]


def test_an_optional_field_may_stay_empty_and_is_asked_for_again(server):
    name = joined(server)
    with ask(server, {"name": "city"}):
        assert_ok(complete(server, asked(server, name)))
        assert_ok(complete(server, asked(server, name), city=""))
        assert_ok(complete(server, asked(server, name), city=None))
        assert_ok(complete(server, asked(server, name), city="London"))
        assert sign_in(server, name)["statusCode"] == 200


def test_a_required_field_must_be_filled_in(server):
    name = joined(server)
    with ask(server, COMPANY):
        data = asked(server, name)
        for values in ({}, {"company": ""}, {"company": None}, {"other": "x"}):
            answer_ = complete(server, data, **values)
            assert_refused(answer_, 400)
            assert answer_["message"] == "data.fieldValues.company should not be empty"
        assert_ok(complete(server, data, company="Engines"))  # refusals used nothing up


def test_labels_and_messages_come_in_the_language_of_the_sign_in(server):
    name = joined(server)
    field = {**COMPANY, "label_zh_cn": "公司", "label_ja": "会社",
             "rules": [{"type": "regExp", "content": "/^[A-Z]/", "message": "Begin with a capital",
                        "message_ja": "大文字"}]}
    with ask(server, field):
        for language, label, message in (("en-US", "Company", "Begin with a capital"),
                                         ("zh-CN", "公司", "Begin with a capital"), ("ja-JP", "会社", "大文字")):
            [shown] = asked(server, name, headers={"x-authing-lang": language})["metaData"]
            assert shown["label"] == label
            assert shown["validateRules"] == [{"type": "regExp", "content": "/^[A-Z]/", "errorMessage": message}]
        refused = complete(server, asked(server, name), company="engines")
        assert_refused(refused, 400)
        assert refused["message"] == "data.fieldValues.company does not follow its rule: Begin with a capital"


def test_what_the_account_has_by_now_stays_as_it_is(server):
    name = joined(server)
    with ask(server, COMPANY):
        data = asked(server, name)
        other = assert_ok(complete(server, asked(server, name), company="First"))
        tokens = assert_ok(complete(server, data, company="Second", nickname="never asked for"))
        profile = profile_of(server, tokens)
        assert profile["company"] == "First" and "nickname" not in profile
        assert profile_of(server, other)["company"] == "First"


def test_the_tokens_tell_of_what_was_filled_in(server):
    name, email = joined(server), new_email()
    with ask(server, {"name": "email", "required": True}, {"name": "nickname"}):
        data = asked(server, name, scope="openid profile email")
        code = email_code(server, "CHANNEL_COMPLETE_EMAIL", email)
        tokens = assert_ok(answer(server, data, [value("email", email, code=code), value("nickname", "Ann")]))
        claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
        assert (claims["email"], claims["email_verified"], claims["nickname"]) == (email, True, "Ann")


# --- where it is asked for ---------------------------------------------------------------------------------------
def test_at_register_the_first_sign_in_of_ones_own_account_is_meant(server):
    mine, given = new_name(), joined(server)
    with ask(server, COMPANY, places=["register"]):
        server.sign_up(mine)
        assert sign_in(server, given)["statusCode"] == 200  # an administrator made it
        assert named(asked(server, mine)) == ["company"]  # still the first one
        assert_ok(complete(server, asked(server, mine), company="Engines"))
    with ask(server, {"name": "city"}, places=["register"]):
        assert sign_in(server, mine)["statusCode"] == 200  # not the first one any more
    with ask(server, {"name": "city"}, places=[]):
        assert sign_in(server, mine)["statusCode"] == 200


def test_who_registers_by_signing_in_is_asked_too(server):
    number = new_number()
    with ask(server, COMPANY, places=["register"]):
        code = server.sms_code("CHANNEL_LOGIN", number)
        refused = try_passcode(server, code, options={"autoRegister": True}, phone=number)
        assert_refused(refused, 303, 1642)
        assert_ok(complete(server, refused["data"], company="Engines"))


def test_what_a_sign_up_brings_along_is_not_asked_for(server):
    name = new_name()
    with ask(server, COMPANY, places=["register", "login"]):
        assert_ok(server.post("signup", {
            "connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD},
            "profile": {"company": "Engines"}}))
        assert sign_in(server, name)["statusCode"] == 200


def test_skipping_goes_on_without_where_it_is_allowed(server):
    name = joined(server)
    with ask(server, COMPANY):
        assert_refused(skip(server, asked(server, name)), 403)
    with ask(server, COMPANY, skippable=True):
        data = asked(server, name)
        assert data["skip"] is True
        assert "company" not in profile_of(server, assert_ok(skip(server, data)))
        assert_refused(skip(server, data), 400)  # used up
        assert named(asked(server, name)) == ["company"]


# --- contacts ----------------------------------------------------------------------------------------------------
def test_a_phone_number_needs_the_code_that_was_sent_there(server):
    name, number = joined(server), new_number()
    with ask(server, {"name": "phone", "required": True}):
        data = asked(server, name)
        assert [field["type"] for field in data["metaData"]] == ["phone"]
        refused = answer(server, data, [value("phone", number)])
        assert_refused(refused, 400)
        assert refused["message"] == "data.fieldValues.phone.code should not be empty"
        other = server.sms_code("CHANNEL_BIND_PHONE", number)
        assert_refused(answer(server, data, [value("phone", number, code=other)]), 400, 2001)
        server.advance(61_000)
        code = server.sms_code("CHANNEL_COMPLETE_PHONE", number)
        assert_refused(answer(server, data, [value("phone", number, code=wrong(code))]), 400, 2001)
        assert_refused(answer(server, data, [value("phone", new_number(), code=code)]), 400, 2001)
        tokens = assert_ok(answer(server, data, [value("phone", number, code=code, phoneCountryCode="+86")]))
        profile = profile_of(server, tokens)
        assert (profile["phone"], profile["phoneCountryCode"], profile["phoneVerified"]) == (number, "+86", True)


def test_an_email_address_needs_the_code_that_was_sent_there(server):
    name, email = joined(server), new_email()
    with ask(server, {"name": "email", "required": True}):
        data = asked(server, name)
        code = email_code(server, "CHANNEL_COMPLETE_EMAIL", email)
        assert_refused(answer(server, data, [value("email", email, code=wrong(code))]), 400, 2001)
        tokens = assert_ok(answer(server, data, [value("email", email.upper(), code=code)]))
        profile = profile_of(server, tokens)
        assert (profile["email"], profile["emailVerified"]) == (email, True)


def test_contacts_and_names_of_others_are_refused_and_use_nothing_up(server):
    name, number, email = joined(server), new_number(), new_email()
    taken = user_of(server, username=new_name(), phone=number, email=email)
    with ask(server, {"name": "phone"}):
        data, code = asked(server, name), server.sms_code("CHANNEL_COMPLETE_PHONE", number)
        for _ in range(2):
            assert_refused(answer(server, data, [value("phone", number, code=code)]), 409, 2035)
    with ask(server, {"name": "email"}):
        data, code = asked(server, name), email_code(server, "CHANNEL_COMPLETE_EMAIL", email)
        for _ in range(2):
            assert_refused(answer(server, data, [value("email", email, code=code)]), 409, 2200)
    phone = new_number()
    assert_ok(server.manage("POST", "create-user", {"status": "Activated", "password": PASSWORD, "phone": phone}))
    with ask(server, {"name": "username", "required": True}):
        data = asked(server, phone=phone)
        assert_refused(complete(server, data, username=taken["username"]), 409, 2034)
        assert_refused(complete(server, data, username="two words"), 400)
        own = new_name()
        assert profile_of(server, assert_ok(complete(server, data, username=own)))["username"] == own


def test_one_wrong_code_of_two_leaves_the_other_unspent(server):
    name, number, email = joined(server), new_number(), new_email()
    with ask(server, {"name": "phone"}, {"name": "email"}):
        data = asked(server, name)
        by_phone = value("phone", number, code=server.sms_code("CHANNEL_COMPLETE_PHONE", number))
        code = email_code(server, "CHANNEL_COMPLETE_EMAIL", email)
        assert_refused(answer(server, data, [by_phone, value("email", email, code=wrong(code))]), 400, 2001)
        assert_ok(answer(server, data, [by_phone, value("email", email, code=code)]))


def test_too_many_wrong_codes_void_it(server):
    name, number = joined(server), new_number()
    with ask(server, {"name": "phone"}):
        data, code = asked(server, name), server.sms_code("CHANNEL_COMPLETE_PHONE", number)
        for _ in range(5):
            refused = answer(server, data, [value("phone", number, code=wrong(code))])
        assert "no longer works" in refused["message"]
        assert_refused(answer(server, data, [value("phone", number, code=code)]), 400, 2001)


def test_a_contact_that_comes_onto_the_account_is_told_and_ends_other_sessions(server):
    name, number = joined(server), new_number()
    before = server.sign_in(name)["access_token"]
    with ask(server, {"name": "phone"}):
        data, code = asked(server, name), server.sms_code("CHANNEL_COMPLETE_PHONE", number)
        tokens = assert_ok(answer(server, data, [value("phone", number, code=code)]))
    assert_refused(server.get("get-profile", token=before), 401, 2021)
    assert_ok(server.get("get-profile", token=tokens["access_token"]))
    assert any(message["code"] == "" for message in server.messages("+86" + number))  # the notice


@pytest.mark.parametrize("kind,sent", [
    ("phone", {"value": "12"}), ("phone", {"value": new_number(), "phoneCountryCode": "+999"}),
    ("email", {"value": "nothing"})])
def test_what_is_no_contact_is_refused(server, kind, sent):
    name = joined(server)
    with ask(server, {"name": kind}):
        refused = answer(server, asked(server, name), [{"name": kind, "code": "123456", **sent}])
        assert_refused(refused, 400, 2003 if kind == "email" else None)


def test_a_custom_field_for_a_contact_needs_its_code_too(server):
    name, number = joined(server), new_number()
    with ask(server, {"type": "user", "name": "second", "input": "phone"}):
        data = asked(server, name)
        assert_refused(answer(server, data, [value("second", number)]), 400)
        code = server.sms_code("CHANNEL_COMPLETE_PHONE", number)
        profile = profile_of(server, assert_ok(answer(server, data, [value("second", number, code=code)])))
        assert profile["customData"]["second"] == "+86" + number and "phone" not in profile


# --- the handle --------------------------------------------------------------------------------------------------
def test_a_handle_is_good_for_ten_minutes_for_one_sign_in_at_one_application(server):
    name, elsewhere = joined(server), server.other_application()["appId"]
    with ask(server, COMPANY):
        data = asked(server, name)
        foreign = complete(server, data, company="x", headers={"x-authing-app-id": elsewhere})
        assert_refused(foreign, 400)
        for handle in ("", "nothing", "0" * 24 + data["flowHandle"][24:], data["flowHandle"] + "x"):
            assert_refused(complete(server, {"flowHandle": handle}, company="x"), 400)
        late = asked(server, name)
        assert_ok(complete(server, data, company="Engines"))
        assert_refused(complete(server, data, company="Engines"), 400)
        server.advance(600_000)
        assert_refused(complete(server, late, company="Engines"), 400)


def test_one_handle_64_times_at_once_gives_one_sign_in(server):
    name = joined(server)
    with ask(server, COMPANY):
        data = asked(server, name)
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: complete(server, data, company=f"Engines {i}"), range(64)))
        assert [each["statusCode"] for each in answers].count(200) == 1
        assert {each["statusCode"] for each in answers} == {200, 400}


def test_two_processes_on_one_database_take_one_handle_once():
    with two_processes() as both:
        name = joined(both[0])
        with ask(both[0], COMPANY):
            data = asked(both[0], name)
            with concurrent.futures.ThreadPoolExecutor(32) as pool:
                answers = list(pool.map(lambda i: complete(both[i % 2], data, company="Engines"), range(32)))
            assert [each["statusCode"] for each in answers].count(200) == 1


def test_a_new_password_ends_what_waits_for_information(server):
    email = new_email()
    user_of(server, username=new_name(), email=email)
    with ask(server, COMPANY):
        code = email_code(server, "CHANNEL_LOGIN", email)
        waiting = try_passcode(server, code, email=email)
        assert_refused(waiting, 303, 1642)
        server.advance(61_000)
        token = assert_ok(server.post("verify-reset-password-request", {
            "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {
                "email": email, "passCode": email_code(server, "CHANNEL_RESET_PASSWORD", email)}}))
        assert_ok(server.post("reset-password", {"passwordResetToken": token["passwordResetToken"],
                                                 "password": "another horse battery"}))
        assert_refused(complete(server, waiting["data"], company="Engines"), 400)


def test_who_was_suspended_meanwhile_gets_no_tokens(server):
    user = user_of(server, username=new_name())
    with ask(server, COMPANY):
        data = asked(server, user["username"])
        assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"}))
        assert_refused(complete(server, data, company="Engines"), 403, 2120008)


# --- settings ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("field,what", [
    ({"name": "shoeSize"}, "a member of the profile"), ({"name": "externalId"}, "a member of the profile"),
    ({"name": "company", "rules": [{"type": "regExp", "content": "("}]}, "a regular expression"),
    ({"name": "company", "input": "telepathy"}, "must_be_one_of"), ({"name": ""}, "required")])
def test_settings_that_mean_nothing_are_refused(server, field, what):
    done = server.command("application", "update", server.app_id, "--set",
                          "completion_fields=" + fields(field), check=False)
    assert done.returncode != 0 and what in done.stderr, done.stderr


def test_a_field_stands_once(server):
    done = server.command("application", "update", server.app_id, "--set",
                          "completion_fields=" + fields(COMPANY, {"name": "company", "type": "user"}), check=False)
    assert done.returncode != 0 and "named once" in done.stderr
