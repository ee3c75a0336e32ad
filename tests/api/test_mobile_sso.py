"""Mobile single sign-on: the way of two apps on one device, and everything by which somebody else could get in."""

import concurrent.futures
import json
import re
import secrets

import pytest
import requests
from oidc import Oidc
from scenes import assert_ok, assert_refused, new_name, two_processes, user_of
from test_mfa_rules import audit

MOBILE = "/oauth/sso/mobile/"
MINUTE = 60_000


def new_device():
    return secrets.token_hex(16)


class App:
    """An application of the pool, as its app on a device and its server."""

    def __init__(self, server, app_id=None, secret=None, pool_id=None, **settings):
        if app_id is None:
            made = server.other_application()
            app_id, secret = made["appId"], made["appSecret"]
            settings = {"password_grant": True, **settings}
        self.server, self.id, self.secret = server, app_id, secret
        self.pool_id = pool_id or server.pool_id
        if settings:
            server.command("application", "update", app_id, "--set",
                           *(f"{name}={json.dumps(value)}" for name, value in settings.items()))

    def sign_in(self, name):
        return Oidc(self.server, self.id, self.secret).by_password(name)["access_token"]

    def call(self, method, path, body=None, token=None, headers=None, **more):
        sent = {"x-authing-app-id": self.id, **(headers or {})}
        return self.server.call(method, MOBILE + path, body, token=token, headers=sent, app=False, **more)

    def create(self, token, device, **more):
        """mobile-sso-create-session"""
        return self.call("POST", "createSession", {"deviceId": device, "userPoolId": self.pool_id, **more}, token)

    def track(self, device, session_id=None, pool_id=None, **more):
        """mobile-sso-track-session"""
        return self.call("GET", f"trackSession?deviceId={device}&userPoolId={pool_id or self.pool_id}",
                         token=session_id, **more)

    def exchange(self, ticket, secret=None, pool_id=None, **more):
        """mobile-sso-exchange-ticket, from the app's server, which names no application"""
        body = {"ticket": ticket, "secret": self.secret if secret is None else secret,
                "userPoolId": pool_id or self.pool_id}
        return self.server.call("POST", MOBILE + "exchangeUserInfoWithTicket", body, app=False, **more)

    def destroy(self, token, device, **more):
        """mobile-sso-destroy-session"""
        return self.call("POST", "destorySession", {"deviceId": device, "userPoolId": self.pool_id, **more}, token)


@pytest.fixture(scope="module")
def one(server):
    return App(server, server.app_id, server.app_secret)


@pytest.fixture(scope="module")
def two(server):
    return App(server)


class Person:
    def __init__(self, server, app):
        self.name = new_name("mobile")
        self.id = user_of(server, username=self.name, nickname="Ada", photo="https://files.example.com/a.png")["userId"]
        self.device = new_device()
        self.token = app.sign_in(self.name)
        self.session_id = assert_ok(app.create(self.token, self.device))["sessionId"]


def start_window(server):
    """What earlier tests missed is forgotten."""
    server.advance(10 * MINUTE)


@pytest.fixture
def person(server, one):
    start_window(server)
    return Person(server, one)


def is_nobody(answer):
    assert assert_ok(answer) == {}
    return True


def ticket_for(app, person):
    return assert_ok(app.track(person.device, person.session_id))["ticket"]


# --- the way that works ----------------------------------------------------------------------------------------
def test_an_exchange_is_written_down_as_a_sign_in(server, one, two, person):
    before = audit(server, person.id).count("login")
    ticket = ticket_for(two, person)
    assert_refused(two.exchange(ticket, secret="0" * 32), 401)
    assert audit(server, person.id).count("login") == before
    assert_ok(two.exchange(ticket))
    assert audit(server, person.id).count("login") == before + 1
    assert_refused(two.exchange(ticket), 400)
    assert audit(server, person.id).count("login") == before + 1


def test_who_signed_in_in_one_app_goes_on_in_another(server, one, two, person):
    answer = two.track(person.device, person.session_id)
    shown = assert_ok(answer)
    assert (answer["code"], shown["nickname"], shown["photo"]) == (200, "Ada", "https://files.example.com/a.png")
    assert set(shown) == {"ticket", "nickname", "photo"}
    user = assert_ok(two.exchange(shown["ticket"]))
    assert (user["userId"], user["username"]) == (person.id, person.name)
    assert "password" not in json.dumps(user).lower() or "passwordLastSetAt" in json.dumps(user)
    # In the app itself, too, after it was removed and installed again.
    assert assert_ok(one.exchange(ticket_for(one, person)))["userId"] == person.id


def test_each_app_leaves_and_the_last_one_takes_the_person_along(server, one, two, person):
    second = two.sign_in(person.name)
    of_two = assert_ok(two.create(second, person.device))["sessionId"]
    three = App(server)
    assert_ok(one.destroy(person.token, person.device))
    assert is_nobody(three.track(person.device, person.session_id))
    assert assert_ok(three.track(person.device, of_two))["ticket"]
    of_one = assert_ok(one.create(person.token, person.device))["sessionId"]
    assert_ok(two.destroy(second, person.device, destoryAll=True))
    for session_id in (of_one, of_two):
        assert is_nobody(three.track(person.device, session_id))
    assert_ok(two.destroy(second, person.device))  # nothing is there any more


def test_a_new_session_replaces_the_old_one_of_the_app(one, two, person):
    again = assert_ok(one.create(person.token, person.device))["sessionId"]
    assert is_nobody(two.track(person.device, person.session_id))
    assert assert_ok(two.track(person.device, again))["ticket"]


# --- what ends it ----------------------------------------------------------------------------------------------
def test_it_ends_with_the_session_and_so_do_its_tickets(server, one, two):
    def sign_out(person):
        assert_ok(server.manage("POST", "kick-users", {"appIds": [one.id], "userId": person.id}))

    def suspend(person):
        assert_ok(server.manage("POST", "update-user", {"userId": person.id, "status": "Suspended"}))

    def change_password(person):
        assert_ok(server.manage("POST", "update-user", {"userId": person.id, "password": "another good battery"}))

    def delete(person):
        assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person.id]}))

    for ends in (sign_out, suspend, change_password, delete):
        person = Person(server, one)
        ticket = ticket_for(two, person)
        ends(person)
        assert is_nobody(two.track(person.device, person.session_id)), ends.__name__
        assert_refused(two.exchange(ticket), 400)


def test_it_ends_after_fourteen_days_or_as_the_pools_cookies_say(server, one, two):
    with server.with_settings(pool={"cookie_ttl_s": 60}):
        person = Person(server, one)
        assert assert_ok(two.track(person.device, person.session_id))["ticket"]
        server.advance(MINUTE)
        assert is_nobody(two.track(person.device, person.session_id))


def test_a_destroyed_session_takes_its_tickets_along(one, two, person):
    ticket = ticket_for(two, person)
    assert_ok(one.destroy(person.token, person.device))
    assert_refused(two.exchange(ticket), 400)


# --- who may not get in ----------------------------------------------------------------------------------------
def test_account_takeover_knowing_a_device_id_gives_nobody_an_account(server, one, two, person):
    assert_refused(two.track(person.device), 401)
    for guessed in ("x", person.session_id.split(".")[0], person.session_id[:-1], person.session_id + "x",
                    "0" * 24 + "." + person.session_id.split(".")[1], person.token):
        assert is_nobody(two.track(person.device, guessed))
    # With an account of one's own on the same device one gets that account, and ends nobody else's session.
    thief = Person(server, one)
    own = assert_ok(one.create(thief.token, person.device))["sessionId"]
    assert assert_ok(two.exchange(assert_ok(two.track(person.device, own))["ticket"]))["userId"] == thief.id
    assert_ok(one.destroy(thief.token, person.device, destoryAll=True))
    assert assert_ok(two.exchange(ticket_for(two, person)))["userId"] == person.id
    # A session's proof is of its own device.
    assert is_nobody(two.track(person.device, thief.session_id))
    assert is_nobody(two.track(thief.device, person.session_id))


def test_device_ids_are_long_enough_not_to_be_tried_out(one, person):
    for device in ("", "d", "123456789012345", "d" * 129):
        assert one.create(person.token, device)["statusCode"] == 400
        assert one.track(device, person.session_id)["statusCode"] == 400
        assert one.destroy(person.token, device)["statusCode"] == 400


def test_pools_know_nothing_of_each_other(server, one, two, person):
    other = server.other_pool()
    foreign = App(server, other["appId"], other["appSecret"], other["userPoolId"])
    assert is_nobody(foreign.track(person.device, person.session_id))
    assert_refused(foreign.track(person.device, person.session_id, pool_id=one.pool_id), 404, 2224)
    assert_refused(one.create(person.token, person.device, userPoolId=other["userPoolId"]), 404, 2224)
    assert_refused(one.destroy(person.token, person.device, userPoolId=other["userPoolId"]), 404, 2224)
    assert_refused(two.exchange(ticket_for(two, person), pool_id=other["userPoolId"]), 400)
    assert_refused(two.exchange(ticket_for(two, person), secret=foreign.secret, pool_id=other["userPoolId"]), 400)


def test_callers_without_a_session_of_their_own(server, one, person):
    for token in (None, "garbage", person.session_id, server.management_token()):
        assert one.create(token, person.device)["statusCode"] == 401
        assert one.destroy(token, person.device)["statusCode"] == 401
    assert_refused(server.call("GET", f"{MOBILE}trackSession?deviceId={person.device}&userPoolId={one.pool_id}",
                               token=person.session_id, app=False), 400, 2010)


def test_an_application_without_single_sign_on_neither_shares_nor_learns(server, one, person):
    alone = App(server, sso_enabled=False)
    assert_refused(alone.track(person.device, person.session_id), 403)
    assert_refused(alone.create(alone.sign_in(person.name), person.device), 403)
    changing = App(server)
    ticket = ticket_for(changing, person)
    server.command("application", "update", changing.id, "--set", "sso_enabled=false")
    assert_refused(changing.exchange(ticket), 400)


def test_an_application_that_demands_a_second_factor_or_keeps_the_person_out(server, one, person):
    strict = App(server, mfa_factors=["OTP"])
    assert is_nobody(strict.track(person.device, person.session_id))
    closed = App(server)
    ticket = ticket_for(closed, person)
    assert_ok(server.manage("POST", "update-application-permission-strategy", {
        "appId": closed.id, "permissionStrategy": "DENY_ALL"}))
    assert is_nobody(closed.track(person.device, person.session_id))
    assert_refused(closed.exchange(ticket), 400)


# --- tickets ---------------------------------------------------------------------------------------------------
def test_a_ticket_counts_once_for_a_minute_for_its_own_application(server, one, two, person):
    ticket = ticket_for(two, person)
    for wrong in (ticket[:-1], ticket + "x", ticket.partition(".")[2], one.id + ticket[24:], "x", "." * 20,
                  "0" * 24 + ticket[24:]):
        assert_refused(two.exchange(wrong), 400)
    assert_refused(one.exchange(one.id + ticket[24:]), 400)
    assert_refused(two.exchange(ticket, headers={"x-authing-app-id": one.id}), 400)
    assert_ok(two.exchange(ticket, headers={"x-authing-app-id": two.id}))
    assert_refused(two.exchange(ticket), 400)
    late = ticket_for(two, person)
    server.advance(MINUTE)
    assert_refused(two.exchange(late), 400)


def test_a_ticket_without_the_applications_secret_is_worth_nothing(server, one, two, person):
    ticket = ticket_for(two, person)
    for wrong in ("", "x", one.secret, two.secret[:-1]):
        answer = two.exchange(ticket, secret=wrong)
        assert answer["statusCode"] in (400, 401) and "data" not in answer, answer
    assert_ok(two.exchange(ticket))
    ticket = ticket_for(two, person)
    for _ in range(5):
        assert_refused(two.exchange(ticket, secret="wrong"), 401)
    assert_refused(two.exchange(ticket), 400)  # the tries took it away


def exchange_64(servers, app, ticket):
    def once(i):
        return requests.post(servers[i % len(servers)].base + MOBILE + "exchangeUserInfoWithTicket", json={
            "ticket": ticket, "secret": app.secret, "userPoolId": app.pool_id}, timeout=60).json()

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(once, range(64)))
    assert {answer["statusCode"] for answer in answers} <= {200, 400, 429}, answers
    return sum(answer["statusCode"] == 200 for answer in answers)


def test_a_race_of_64_for_one_ticket_has_one_winner(server, two, person):
    assert exchange_64([server], two, ticket_for(two, person)) == 1


def test_a_race_of_64_over_two_processes_has_one_winner():
    with two_processes() as (first, second):
        one = App(first, first.app_id, first.app_secret)
        person = Person(first, one)
        for _ in range(2):
            assert exchange_64([first, second], one, ticket_for(one, person)) == 1
            start_window(first)
            person = Person(first, one)


# --- limits, log, pages ----------------------------------------------------------------------------------------
def test_guessing_is_limited_by_address_and_sessions_by_person(server, one, two, person):
    for _ in range(100):
        assert is_nobody(two.track(new_device(), person.session_id))
    assert_refused(two.track(person.device, person.session_id), 429)
    assert_refused(two.exchange("0" * 24 + ".x.y"), 400)  # of no application: nothing is counted for a pool
    assert_refused(two.exchange(two.id + ".x.y"), 429)
    start_window(server)
    for _ in range(100):
        assert_refused(two.exchange(two.id + ".x.y"), 400)
    assert_refused(two.exchange(two.id + ".x.y"), 429)
    start_window(server)
    busy = Person(server, one)
    for _ in range(29):
        assert_ok(one.create(busy.token, new_device()))
    assert_refused(one.create(busy.token, busy.device), 429)


def test_no_page_of_another_origin_reads_any_of_it(server, one, person):
    origin = {"origin": "https://app.example.com"}
    server.command("application", "update", one.id, "--set", 'allowed_origins=["https://app.example.com"]')
    for method, path in (("GET", "trackSession"), ("POST", "createSession"), ("POST", "exchangeUserInfoWithTicket"),
                         ("POST", "destorySession")):
        asked = requests.options(server.base + MOBILE + path, timeout=30, headers={
            **origin, "access-control-request-method": method, "x-authing-app-id": one.id})
        answer = requests.request(method, server.base + MOBILE + path, timeout=30, headers={
            **origin, "x-authing-app-id": one.id})
        for each in (asked, answer):
            assert not any(name.startswith("access-control-allow") for name in each.headers), each.headers
        assert answer.headers["cache-control"] == "no-store"


def test_neither_secrets_nor_device_ids_reach_the_log(server, one, two):
    start_window(server)
    person = Person(server, one)
    ticket = ticket_for(two, person)
    assert_ok(two.exchange(ticket))
    log = (server.data / "server.log").read_text(encoding="utf-8")
    assert re.search("mobile-sso-track-session", log)
    for secret in (person.device, person.session_id, ticket, ticket.rsplit(".", 1)[1], two.secret):
        assert secret not in log
