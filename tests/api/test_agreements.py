"""Terms of an application: who signs in is asked about each version once, and what they said is kept. On both
engines."""

import concurrent.futures
import contextlib
import json

import pytest
from account_scene import Account
from hosted import CALLBACK, Visitor, query_of, step_of
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, two_processes, user_of
from second_factor import sign_in

TERMS = {"id": "terms", "texts": [{"language": "en-US", "title": "Terms of use", "content": "Be kind."},
                                  {"language": "ja-JP", "title": "利用規約", "url": "https://www.example.com/ja"}]}
NEWS = {"id": "news", "required": False, "texts": [{"language": "en-US", "title": "News", "content": "By e-mail."}]}


@contextlib.contextmanager
def asking(server, *agreements):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "agreements": list(agreements)}):
        yield


def joined(server, **profile):
    return user_of(server, username=new_name("terms"), **profile)["username"]


def asked(server, name, **more):
    refused = sign_in(server, name, **more)
    assert_refused(refused, 303, 1646)
    assert "access_token" not in str(refused)
    return refused["data"]


def says(id="terms", version=1, accepted=True):
    return {"id": id, "version": version, "accepted": accepted}


def answer(server, data, *said, headers=None):
    return server.call("POST", "/interaction/authFlow", {
        "action": "accept-agreements", "flowHandle": data["flowHandle"], "data": {"agreements": list(said)}},
        headers=headers)


def kept(server, name):
    """What the person's own copy of their data says."""
    token = server.sign_in(name)["access_token"]
    data = assert_ok(server.get("export-my-data", token=token))
    return [(one["agreementId"], one["version"], one["accepted"]) for one in data["agreements"]]


# --- what is asked ----------------------------------------------------------------------------------------------
def test_who_agrees_gets_the_tokens_of_the_sign_in_and_is_not_asked_again(server):
    name = joined(server)
    with asking(server, TERMS):
        data = asked(server, name, scope="openid profile offline_access")
        assert data["expiresIn"] == 600
        assert data["agreements"] == [{"id": "terms", "version": 1, "required": True, "language": "en-US",
                                       "title": "Terms of use", "content": "Be kind."}]
        tokens = assert_ok(answer(server, data, says()))
        assert tokens["refresh_token"]
        assert sign_in(server, name)["statusCode"] == 200
        assert kept(server, name) == [("terms", 1, True)]


def test_a_new_version_is_asked_anew_and_both_answers_are_kept(server):
    name = joined(server)
    with asking(server, TERMS):
        assert_ok(answer(server, asked(server, name), says()))
    with asking(server, {**TERMS, "version": 2}):
        data = asked(server, name)
        assert data["agreements"][0]["version"] == 2
        assert_ok(answer(server, data, says(version=2)))
        assert kept(server, name) == [("terms", 1, True), ("terms", 2, True)]


def test_what_is_required_cannot_be_refused_or_passed_over(server):
    name = joined(server)
    with asking(server, TERMS, NEWS):
        data = asked(server, name)
        for said in ([], [says(accepted=False)], [says("news")]):
            refused = answer(server, data, *said)
            assert_refused(refused, 403)
            assert "Terms of use" in refused["message"]
        assert_refused(sign_in(server, name), 303, 1646)
        assert_ok(answer(server, data, says()))  # refusals used nothing up


def test_what_is_not_required_may_be_refused_and_is_not_asked_again(server):
    name = joined(server)
    with asking(server, TERMS, NEWS):
        assert_ok(answer(server, asked(server, name), says()))
        assert sign_in(server, name)["statusCode"] == 200
        assert sorted(kept(server, name)) == [("news", 1, False), ("terms", 1, True)]


def test_it_comes_in_the_language_of_the_sign_in_or_the_first_there_is(server):
    name = joined(server)
    with asking(server, TERMS):
        for language, title in (("ja-JP", "利用規約"), ("en-US", "Terms of use"), ("zh-CN", "Terms of use")):
            [shown] = asked(server, name, headers={"x-authing-lang": language})["agreements"]
            assert shown["title"] == title
        assert asked(server, name, headers={"x-authing-lang": "ja-JP"})["agreements"][0]["url"].endswith("/ja")


def test_at_registration_alone_only_new_accounts_are_asked(server):
    old, email = joined(server), new_email()
    with asking(server, {**TERMS, "places": ["register"]}):
        assert sign_in(server, old)["statusCode"] == 200
        code = email_code(server, "CHANNEL_REGISTER", email)
        made = server.post("signup", {"connection": "PASSCODE", "passCodePayload": {"email": email, "passCode": code},
                                      "options": {"passwordForPhonePassCode": PASSWORD}})
        assert_ok(made)
        refused = server.post("signin", {"connection": "PASSWORD", **server.client(), "passwordPayload": {
            "email": email, "password": PASSWORD}})
        assert_refused(refused, 303, 1646)
        assert_ok(answer(server, refused["data"], says()))


def test_the_password_grant_says_interaction_required(server):
    name = joined(server)
    with asking(server, TERMS):
        from test_oidc_token import Oidc  # the same client as there
        answer_ = Oidc(server).ask("token", grant_type="password", username=name, password=PASSWORD)
        assert answer_.json()["error"] == "interaction_required" and answer_.json()["apiCode"] == 1646


# --- what must not work -----------------------------------------------------------------------------------------
def test_an_answer_to_another_version_than_todays_is_refused(server):
    name = joined(server)
    with asking(server, TERMS):
        data = asked(server, name)
        assert_refused(answer(server, data, says(version=2)), 409)
        assert_refused(answer(server, data, says("other")), 409)
    with asking(server, {**TERMS, "version": 2}):  # changed while the page was open
        assert_refused(answer(server, data, says(version=1)), 409)
        assert_ok(answer(server, data, says(version=2)))


def test_a_handle_is_of_one_sign_in_application_and_kind(server):
    name = joined(server)
    with asking(server, TERMS):
        data = asked(server, name)
        for handle in ("x", "0" * 24 + ".x.y", data["flowHandle"] + "0"):
            assert_refused(answer(server, {"flowHandle": handle}, says()), 400)
        other = server.other_application()["appId"]
        assert_refused(answer(server, data, says(), headers={"x-authing-app-id": other}), 400)
        stolen = server.call("POST", "/interaction/authFlow", {"action": "skip-completion",
                                                                "flowHandle": data["flowHandle"]})
        assert_refused(stolen, 400)
        assert_ok(answer(server, data, says()))
        assert_refused(answer(server, data, says()), 400)  # once


def test_a_changed_password_ends_the_handle(server):
    name = joined(server)
    user_id = assert_ok(server.manage("GET", f"get-user?userId={name}&userIdType=username"))["userId"]
    with asking(server, TERMS):
        data = asked(server, name)
        server.manage("POST", "update-user", {"userId": user_id, "password": "another one that is long"})
        assert_refused(answer(server, data, says()), 400)


@pytest.mark.parametrize("wanted", [
    [{**TERMS, "texts": []}], [TERMS, TERMS], [{**TERMS, "texts": [{"language": "en-US", "title": "x"}]}],
    [{**TERMS, "texts": TERMS["texts"] + [{"language": "en-US", "title": "x", "content": "y"}]}],
    [{**TERMS, "texts": [{"language": "en-US", "title": "x", "url": "javascript:alert(1)"}]}],
    [{**TERMS, "version": 0}], [{**TERMS, "places": ["elsewhere"]}],
    [{**TERMS, "id": f"t{number}"} for number in range(21)]], ids=lambda each: str(each)[:40])
def test_settings_that_make_no_sense_are_refused(server, wanted):
    done = server.command("application", "update", server.app_id, "--set", f"agreements={json.dumps(wanted)}",
                          check=False)
    assert done.returncode != 0 and "agreements" in done.stderr


def race(handle, servers, size=64):
    with concurrent.futures.ThreadPoolExecutor(size) as pool:
        answers = list(pool.map(lambda number: answer(servers[number % len(servers)], handle, says()), range(size)))
    assert sum(each["statusCode"] == 200 for each in answers) == 1, [each["statusCode"] for each in answers]


def test_race_of_64_answers_with_one_handle_gives_tokens_once(server):
    name = joined(server)
    with asking(server, TERMS):
        race(asked(server, name), [server])


def test_race_of_64_answers_at_two_processes_gives_tokens_once():
    with two_processes() as (one, two):
        with asking(one, TERMS):
            race(asked(one, joined(one)), [one, two])


# --- at the hosted pages ----------------------------------------------------------------------------------------
def begun(server):
    visitor = Visitor(server)
    visitor.authorize()
    return visitor


def test_the_page_demands_it_also_after_a_reload(server):
    name = joined(server)
    with asking(server, TERMS):
        visitor = begun(server)
        assert_refused(visitor.password(name), 303, 1646)
        state = assert_ok(visitor.state())
        assert (state["step"], state["demand"]["apiCode"]) == ("demand", 1646)
        done = visitor.call("POST", "/interaction/authFlow", {
            "action": "accept-agreements", "flowHandle": state["demand"]["data"]["flowHandle"],
            "data": {"agreements": [says()]}})
        assert_refused(done, 303, 1600)
        assert "code" in query_of(visitor.resume().headers["location"])


def test_what_is_said_before_there_is_an_account_counts_for_it(server):
    """interaction-agreements"""
    both = {"places": ["register", "login"]}
    with asking(server, {**TERMS, **both}, {**NEWS, "places": ["register"]}):
        for said, wanted in (([says(), says("news", accepted=False)], 1600), ([says(version=2)], 1646), ([], 1646),
                             ([says(accepted=False)], 1646)):
            visitor, email = begun(server), new_email()
            state = assert_ok(visitor.state())
            assert [each["id"] for each in state["agreements"]] == ["terms", "news"]
            assert step_of(visitor.answer("agreements", agreements=said)) == "login"
            assert_ok(visitor.call("POST", "/api/v3/send-email", {"channel": "CHANNEL_REGISTER", "email": email}))
            made = visitor.call("POST", "/api/v3/signup", {"connection": "PASSCODE", "passCodePayload": {
                "email": email, "passCode": server.last_code(email)}, "options": {
                "passwordForPhonePassCode": PASSWORD}})
            end = made if made["statusCode"] != 200 else visitor.password(email)
            assert_refused(end, 303, wanted)
            if wanted == 1600:
                account = Account(server)
                account.enter(email)
                data = assert_ok(account.get("export-my-data"))["agreements"]
                assert {one["agreementId"]: one["accepted"] for one in data} == {"terms": True, "news": False}


def test_what_somebody_said_at_registration_counts_for_nobody_who_has_an_account(server):
    name = joined(server)
    with asking(server, {**TERMS, "places": ["register", "login"]}):
        visitor = begun(server)
        visitor.answer("agreements", agreements=[says()])
        assert_refused(visitor.password(name), 303, 1646)


def test_csrf_the_id_of_the_interaction_alone_answers_for_nobody(server):
    with asking(server, {**TERMS, "places": ["register"]}):
        visitor = begun(server)
        visitor.browser.cookies = {}
        assert_refused(visitor.answer("agreements", agreements=[says()]), 404, 1699)


def test_single_sign_on_brings_nobody_past_the_terms_of_the_next_application(server):
    name = joined(server)
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        visitor = begun(server)
        visitor.password(name)
        assert "code" in query_of(visitor.resume().headers["location"])
    with asking(server, TERMS):
        again = visitor.authorize()
        assert "/login/" in again.headers["location"]


def test_what_people_agree_to_is_told_to_managers_and_pages(server):
    with asking(server, {**TERMS, "places": ["register"]}):
        shown = assert_ok(server.manage("GET", f"get-application?appId={server.app_id}"))["brandingConfig"]
        assert shown["showAgreement"] is True
        assert shown["agreements"][0] == {"displayAt": ["RegisterPage"], "isRequired": True, "lang": "en-US",
                                          "content": "Be kind."}
        public = assert_ok(server.call("GET", f"/api/v2/applications/{server.app_id}/public-config"))
        assert public["agreementEnabled"] and [each["lang"] for each in public["agreements"]] == ["en-US", "ja-JP"]
