"""Signing in by consent on the phone: both sides, one question at a time, number matching, enumeration."""

import concurrent.futures
import itertools

import jwt
from scenes import assert_ok, assert_refused, new_email, new_name, two_processes, user_of
from timing import same_time

BROWSER = {"user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36"}


def start(server, account, headers=None, **options):
    body = {"account": account, **({"options": options} if options else {})}
    return server.post("signin-by-push", body, headers=headers)


def status(server, push, **more):
    return server.get("check-pushcode-status", params={"pushCodeId": push["pushCodeId"]}, **more)


def answer(server, token, action, push, **more):
    body = {"pushCodeId": push["pushCodeId"].partition(".")[0], "action": action, **more}
    return server.post("set-pushcode-status", body, token=token)


def pending(server, token):
    return assert_ok(server.get("get-pending-push", token=token)).get("push")


def member(server):
    name = new_name()
    return name, server.person(name)


def wrong_number(push):
    return f"{(int(push['matchNumber']) + 1) % 100:02}"


def test_both_sides_of_the_flow(server):
    name, token = member(server)
    push = assert_ok(start(server, name, scope="openid offline_access"))
    assert push["expireTime"] == 120 and len(push["matchNumber"]) == 2
    assert assert_ok(status(server, push)) == {"status": "PUSHED"}
    waiting = pending(server, token)
    assert waiting["pushCodeId"] == push["pushCodeId"].partition(".")[0]
    assert_ok(answer(server, token, "CONFIRM", waiting))
    assert_ok(answer(server, token, "CONFIRM", waiting))
    tokens = assert_ok(status(server, push))["tokenSet"]
    assert tokens["refresh_token"]
    assert assert_ok(server.get("get-profile", token=tokens["access_token"]))["username"] == name
    assert assert_ok(status(server, push)) == {"status": "AUTHORIZED"}  # the tokens are gone
    assert pending(server, token) is None


def test_the_approver_sees_application_place_and_browser(server):
    name, token = member(server)
    push = assert_ok(start(server, name, headers=BROWSER))
    waiting = pending(server, token)
    request = waiting["request"]
    assert (request["appId"], request["browser"], request["os"]) == (server.app_id, "Chrome", "Windows")
    assert request["clientIp"] in ("127.0.0.1", "::1") and request["appName"]
    assert push["matchNumber"] in waiting["numbers"] and len(set(waiting["numbers"])) == 3
    assert pending(server, token)["numbers"] == waiting["numbers"]
    assert 0 < waiting["expireTime"] <= 120


def test_a_cancelled_sign_in_stays_cancelled(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    assert_ok(answer(server, token, "CANCEL", push))
    assert_ok(answer(server, token, "CANCEL", push))
    assert_refused(answer(server, token, "CONFIRM", push), 422)
    assert assert_ok(status(server, push)) == {"status": "CANCELLED"}
    again = assert_ok(start(server, name))  # the next question may be asked
    assert_ok(server.post("change-pushcode-status", {"pushCodeId": again["pushCodeId"], "action": "CONFIRM"},
                          token=token))
    assert_refused(answer(server, token, "CANCEL", again), 422)


def test_a_number_that_is_sent_must_match(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    refused = server.post("change-pushcode-status", {"pushCodeId": push["pushCodeId"], "action": "CONFIRM",
                                                     "number": wrong_number(push)}, token=token)
    assert_refused(refused, 403)
    assert assert_ok(status(server, push)) == {"status": "CANCELLED"}
    assert_refused(answer(server, token, "CONFIRM", push, number=push["matchNumber"]), 422)
    push = assert_ok(start(server, name))
    assert_refused(answer(server, token, "CONFIRM", push, number=wrong_number(push)), 403)
    push = assert_ok(start(server, name))
    assert_ok(answer(server, token, "CONFIRM", push, number=push["matchNumber"]))
    assert "tokenSet" in assert_ok(status(server, push))


def test_the_pool_may_demand_the_number(server):
    name, token = member(server)
    with server.with_settings(pool={"push_number_required": True}):
        push = assert_ok(start(server, name))
        assert_refused(answer(server, token, "CONFIRM", push), 400)
        body = {"pushCodeId": push["pushCodeId"], "action": "CONFIRM"}
        assert_refused(server.post("change-pushcode-status", body, token=token), 400)
        assert assert_ok(status(server, push)) == {"status": "PUSHED"}
        assert_ok(answer(server, token, "CONFIRM", push, number=push["matchNumber"]))


def test_a_question_waits_as_long_as_the_pool_says(server):
    name, token = member(server)
    with server.with_settings(pool={"push_ttl_ms": 30_000}):
        push = assert_ok(start(server, name))
        assert push["expireTime"] == 30
        assert_refused(start(server, name), 429)
        server.advance(15_000)
        assert assert_ok(status(server, push)) == {"status": "PUSHED"}
        server.advance(15_001)
        assert assert_ok(status(server, push)) == {"status": "EXPIRED"}
        assert_refused(answer(server, token, "CONFIRM", push), 400)
        assert_ok(start(server, name))  # and the next one may be asked


def test_one_question_at_a_time_whoever_asks(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    refused = start(server, name)
    assert_refused(refused, 429)
    assert "waits for an answer" in refused["message"]
    server.advance(120_001)
    assert assert_ok(status(server, push)) == {"status": "EXPIRED"}
    assert_refused(answer(server, token, "CONFIRM", push), 400)
    assert_refused(server.post("change-pushcode-status", {"pushCodeId": push["pushCodeId"], "action": "CONFIRM"},
                               token=token), 400)
    assert_ok(start(server, name))


def test_enumeration_two_names_of_one_account_look_like_two_accounts(server):
    name, email = new_name(), new_email()
    user_of(server, username=name, email=email)
    token = server.sign_in(name)["access_token"]
    first, second = assert_ok(start(server, name)), assert_ok(start(server, email))
    assert pending(server, token)["pushCodeId"] == first["pushCodeId"].partition(".")[0]  # asked once
    assert assert_ok(status(server, second)) == {"status": "PUSHED"}
    assert_refused(answer(server, token, "CONFIRM", second), 404)
    assert_refused(start(server, email.upper()), 429)  # another spelling is the same name


def test_an_account_is_asked_so_many_times_an_hour(server):
    name, token = member(server)
    with server.with_settings(pool={"push_per_hour": 2}):
        server.advance(3_600_000 - now_ms(server, name) % 3_600_000 + 1000)  # the beginning of an hour
        token = server.sign_in(name)["access_token"]
        for _ in range(2):
            push = assert_ok(start(server, name))
            assert_ok(answer(server, token, "CANCEL", push))
        assert_refused(start(server, name), 429)
        server.advance(3_600_001)
        assert_ok(start(server, name))


def now_ms(server, name):
    """The server's clock, as a fresh token has it."""
    token = server.sign_in(name)["access_token"]
    return jwt.decode(token, options={"verify_signature": False})["iat"] * 1000


def test_unknown_and_disabled_accounts_look_the_same(server):
    name, token = member(server)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    suspended, its_token = member(server)
    its_id = assert_ok(server.get("get-profile", token=its_token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": its_id, "status": "Suspended"}))
    shapes = set()
    for account in (name, suspended, "nobody.at.all", "nobody@example.com", "13912345678"):
        push = assert_ok(start(server, account))
        shapes.add((tuple(sorted(push)), push["expireTime"], len(push["pushCodeId"]), len(push["matchNumber"])))
        assert assert_ok(status(server, push)) == {"status": "PUSHED"}
        assert_refused(start(server, account), 429)
        assert user_id not in push["pushCodeId"]
    assert len(shapes) == 1


def test_unknown_accounts_take_the_same_time(server):
    people = [{"username": new_name("timed"), "status": "Activated"} for _ in range(200)]
    for first in range(0, 200, 50):
        assert_ok(server.manage("POST", "create-users-batch", {"list": people[first:first + 50]}))
    known = itertools.cycle(each["username"] for each in people)
    unknown = itertools.cycle(new_name("nobody") for _ in people)
    assert same_time(lambda: start(server, next(known)), lambda: start(server, next(unknown)))


def test_relay_only_the_page_that_asked_gets_the_tokens(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    assert_ok(answer(server, token, "CONFIRM", push))
    public = push["pushCodeId"].partition(".")[0]
    for guess in (public, public + ".", public + "." + "A" * 32, "x"):
        assert_refused(status(server, {"pushCodeId": guess}), 404)
    theirs = {"x-authing-app-id": server.other_application()["appId"]}
    assert_refused(status(server, push, headers=theirs), 404)
    assert_ok(status(server, push))


def test_nobody_answers_for_another_account(server):
    name, token = member(server)
    _, stranger = member(server)
    push = assert_ok(start(server, name))
    assert_refused(answer(server, stranger, "CONFIRM", push), 404)
    assert_refused(server.post("change-pushcode-status", {"pushCodeId": push["pushCodeId"], "action": "CANCEL"},
                               token=stranger), 404)
    assert pending(server, stranger) is None
    nobody = assert_ok(start(server, "nobody.either"))
    assert_refused(answer(server, token, "CONFIRM", nobody), 404)
    assert assert_ok(status(server, push)) == {"status": "PUSHED"}


def test_the_apps_that_may_consent(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    body = {"appId": server.app_id, "pushCodeId": push["pushCodeId"]}
    assert server.app_id in assert_ok(server.post("get-pushlogin-relation-apps", body, token=token))["appIds"]
    _, stranger = member(server)
    assert_refused(server.post("get-pushlogin-relation-apps", body, token=stranger), 404)
    assert_refused(server.post("get-pushlogin-relation-apps", {**body, "appId": "0" * 24}, token=token), 404)


def test_a_user_who_was_suspended_meanwhile_gets_nothing(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    assert_ok(answer(server, token, "CONFIRM", push))
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert assert_ok(status(server, push)) == {"status": "ERROR"}


def test_64_starts_race_and_one_question_is_asked(server):
    name, _ = member(server)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: start(server, name), range(64)))
    assert sum(each["statusCode"] == 200 for each in answers) == 1
    assert all(each["statusCode"] in (200, 429) for each in answers)


def test_64_pages_poll_and_one_gets_the_tokens(server):
    name, token = member(server)
    push = assert_ok(start(server, name))
    assert_ok(answer(server, token, "CONFIRM", push))
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = [assert_ok(each) for each in pool.map(lambda _: status(server, push), range(64))]
    assert sum("tokenSet" in each for each in answers) == 1


def test_two_processes_on_one_database_give_one_sign_in():
    with two_processes() as both:
        token = both[0].person("pushed")
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            begun = list(pool.map(lambda i: start(both[i % 2], "pushed"), range(64)))
        pushes = [each["data"] for each in begun if each["statusCode"] == 200]
        assert len(pushes) == 1
        assert_ok(answer(both[1], token, "CONFIRM", pushes[0]))
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: status(both[i % 2], pushes[0]), range(64)))
        assert sum("tokenSet" in each.get("data", {}) for each in answers) == 1


def test_pushes_of_another_pool_do_not_exist(server):
    name, token = member(server)
    theirs = {"x-authing-app-id": server.other_pool()["appId"]}
    push = assert_ok(start(server, name))
    assert_refused(status(server, push, headers=theirs), 404)
    foreign = assert_ok(start(server, name, headers=theirs))
    assert_refused(answer(server, token, "CONFIRM", foreign), 404)
