"""Authentication in the background with ping delivery (OpenID Connect CIBA section 10.2): the client is told when the
person has answered, and collects the tokens then. On both engines."""

import json
import secrets
import time

import genauth
import pytest
from oidc import Oidc, assert_error
from published import Published
from scenes import assert_ok, assert_refused, new_name, sql
from test_backchannel import Client, say
from test_push_login import member as signed_in

TOKEN = "8d67dc78-7faa-4d41-aabd-67707b374255"  # noqa: S105


class Door:
    """The client's notification endpoint; answers 204, or what it is told to."""

    def __init__(self):
        self.answers = []

    def __call__(self, _):
        return (self.answers.pop(0) if self.answers else 204), ""


DOOR = Door()


@pytest.fixture(scope="module", params=genauth.engines())
def place(request):
    with Published(DOOR, {"location": "/elsewhere"}) as place, genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=place.settings) as server:
            place.genauth = server
            change(server, ciba_grant="true", backchannel_token_delivery_mode="ping",
                   backchannel_client_notification_endpoint=f"{place.url}/ciba?x=1")
            yield place


@pytest.fixture
def server(place):
    place.posted.clear()
    DOOR.answers = []
    return place.genauth


def change(server, **settings):
    server.command("application", "update", server.app_id, "--set", *(f"{n}={v}" for n, v in settings.items()))


def begin(server, name, token=TOKEN):
    client = Client(server)
    client.begin(login_hint=name, client_notification_token=token)
    return client


def told(place, count):
    """The first so many that were posted, and no more than these."""
    comes(lambda: len(place.posted) >= count)
    assert len(place.posted) == count, place.posted
    return place.posted


def nothing_else(server, place, count):
    """A client hears of one after the other and in order: when later news is there, nothing before it is to come."""
    DOOR.answers = []
    name, phone = signed_in(server)
    later = begin(server, name)
    assert_ok(say(server, phone, "CONFIRM"))
    _, _, body = told(place, count + 1)[-1]
    assert json.loads(body) == {"auth_req_id": later.told["auth_req_id"]}
    place.posted.pop()


def comes(condition, wait_s=20):
    deadline = time.monotonic() + wait_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


@pytest.mark.parametrize("token", [TOKEN, "aZ09-._~+/" * 102 + "ab==", secrets.token_urlsafe(16)])
def test_a_client_is_told_and_collects_the_tokens(server, place, token):
    name, phone = signed_in(server)
    client = begin(server, name, token)
    nothing_else(server, place, 0)  # nobody has answered yet
    assert_ok(say(server, phone, "CONFIRM"))
    [(path, headers, body)] = told(place, 1)
    assert path == "/ciba?x=1" and headers["Authorization"] == f"Bearer {token}"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body) == {"auth_req_id": client.told["auth_req_id"]}
    answer = client.poll()
    assert answer.status_code == 200, answer.text
    assert client.app.me(answer.json()["access_token"]).status_code == 200
    server.advance(60_000)
    nothing_else(server, place, 1)


@pytest.mark.parametrize("wrong_number", [False, True])
def test_a_client_is_told_of_a_refusal_too(server, place, wrong_number):
    name, phone = signed_in(server)
    client = begin(server, name)
    if wrong_number:
        number = f"{(int(client.told['match_number']) + 1) % 100:02}"
        assert_refused(say(server, phone, "CONFIRM", number=number), 403)
    else:
        assert_ok(say(server, phone, "CANCEL"))
    [(_, _, body)] = told(place, 1)
    assert json.loads(body)["auth_req_id"] == client.told["auth_req_id"]
    assert_error(client.poll(), 400, "access_denied")


def test_a_client_may_still_ask_by_itself(server, place):
    name, phone = signed_in(server)
    client = begin(server, name)
    assert_error(client.poll(), 400, "authorization_pending")
    assert_ok(say(server, phone, "CONFIRM"))
    assert client.poll().status_code == 200
    told(place, 1)  # it is told all the same


def test_what_was_not_taken_is_sent_again_and_given_up_in_the_end(server, place):
    name, phone = signed_in(server)
    DOOR.answers = [503, 302, 401, 500, 500, 400, 400]
    with server.with_settings(pool={"push_ttl_ms": 600_000}):  # it is not the question's end that ends it
        begin(server, name)
        assert_ok(say(server, phone, "CONFIRM"))
        for count, pause_ms in enumerate((2_000, 4_000, 8_000, 16_000, 32_000, 64_000), 1):
            told(place, count)
            server.advance(pause_ms)
        nothing_else(server, place, 6)
    assert {path for path, _, _ in place.posted} == {"/ciba?x=1"}  # a redirect leads nowhere
    assert len({body for _, _, body in place.posted}) == 1


def test_what_was_not_taken_is_sent_again_until_it_is(server, place):
    name, phone = signed_in(server)
    DOOR.answers = [503]
    client = begin(server, name)
    assert_ok(say(server, phone, "CONFIRM"))
    told(place, 1)
    server.advance(2_000)
    told(place, 2)
    server.advance(60_000)
    nothing_else(server, place, 2)
    assert client.poll().status_code == 200


def test_a_question_that_is_over_is_no_news(server, place):
    name, phone = signed_in(server)
    begin(server, name)
    server.advance(121_000)
    nothing_else(server, place, 0)
    DOOR.answers = [503] * 6
    begin(server, name)
    assert_ok(say(server, phone, "CONFIRM"))
    told(place, 1)
    server.advance(121_000)  # there is nothing to collect any more
    nothing_else(server, place, 1)


def test_a_client_that_polls_by_now_is_told_nothing(server, place):
    name, phone = signed_in(server)
    push_id = begin(server, name).told["auth_req_id"].partition(".")[0]
    owed = f"select count(*) from push_pings where id = '{push_id}'"
    assert sql(server, owed) == "1"
    change(server, backchannel_token_delivery_mode="poll")
    assert_ok(say(server, phone, "CONFIRM"))
    comes(lambda: sql(server, owed) == "0")  # settled
    change(server, backchannel_token_delivery_mode="ping")
    nothing_else(server, place, 0)


@pytest.mark.parametrize("token", [None, "", "x" * 21, "x" * 1025, "x" * 20 + " y" * 4, "x" * 20 + "=y=y", "=" * 30,
                                   "x" * 22 + "\r\nx-evil: 1"])
def test_a_token_that_is_none_is_refused(server, token):
    form = {} if token is None else {"client_notification_token": token}
    assert_error(Client(server).ask(login_hint=new_name(), **form), 400, "invalid_request")


def test_nobody_learns_who_has_an_account(server, place):
    for name in (new_name("nobody"), signed_in(server)[0]):
        client = begin(server, name)
        assert set(client.told) == {"auth_req_id", "expires_in", "interval", "match_number"}
    nothing_else(server, place, 0)


def test_an_address_that_the_operator_does_not_allow_is_not_called(server, place):
    name, phone = signed_in(server)
    change(server, backchannel_client_notification_endpoint=place.url.replace("localhost", "127.0.0.1") + "/ciba")
    try:
        said = (server.data / "server.log").stat().st_size
        client = begin(server, name)
        assert_ok(say(server, phone, "CONFIRM"))
        comes(lambda: b'"pings.not_sent"' in (server.data / "server.log").read_bytes()[said:])
        assert place.posted == [] and client.poll().status_code == 200
        server.advance(121_000)  # the question is over
    finally:
        change(server, backchannel_client_notification_endpoint=f"{place.url}/ciba?x=1")
    nothing_else(server, place, 0)


@pytest.mark.parametrize("settings", [["backchannel_client_notification_endpoint="],
                                      ["backchannel_client_notification_endpoint=http://app.example/ciba"],
                                      ["backchannel_client_notification_endpoint=https://app.example/ciba#x"],
                                      ["backchannel_token_delivery_mode=push"]])
def test_settings_that_cannot_work_are_refused(server, settings):
    done = server.command("application", "update", server.app_id, "--set", *settings, check=False)
    assert done.returncode != 0 and "backchannel_" in done.stderr, done.stderr


def test_discovery_names_both_ways(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["backchannel_token_delivery_modes_supported"] == ["poll", "ping"]
