"""send-feedback: people tell the operators what went wrong, and `genauth feedback list` shows it. On both engines."""

import concurrent.futures
import json

import pytest
import requests
from scenes import assert_ok, assert_refused


@pytest.fixture(autouse=True)
def none_so_far(server):
    """What was said before is forgotten, and every address may speak again."""
    server.advance(91 * 86_400_000)


def send(server, description="No code arrives.", headers=None, **more):
    return server.call("POST", "/api/v2/feedback", {"description": description, **more}, headers=headers)


def told(server, pool_id=None):
    return json.loads(server.command("feedback", "list", pool_id or server.pool_id).stdout)


def test_what_people_say_is_kept_with_where_it_came_from_and_shown_to_the_operator(server):
    assert_ok(send(server, type="code", contact="ann@example.com", requestId="r-1",
                   headers={"user-agent": "Browser/1"}))
    [entry] = told(server)
    assert {name: entry[name] for name in ("application", "type", "description", "contact", "requestId", "userAgent")} \
        == {"application": server.app_id, "type": "code", "description": "No code arrives.",
            "contact": "ann@example.com", "requestId": "r-1", "userAgent": "Browser/1"}
    assert entry["clientIp"] and entry["at"]
    assert told(server, server.other_pool()["userPoolId"]) == []


def test_terminal_escapes_and_new_lines_reach_no_terminal(server):
    nasty = "\u001b[2J\u001b]0;owned\u0007\r\nfake line\u0000\u202e\u009b2J"
    answered = send(server, nasty.replace("\u0000", ""))
    assert_ok(answered)
    text = server.command("feedback", "list", server.pool_id).stdout
    assert text.count("\n") == 3 and text.startswith("[\n{")
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 or letter == "\u202e" 
                   for letter in text.replace("\n", ""))
    assert json.loads(text)[0]["description"].startswith("\u001b[2J")


def test_flooding_an_address_has_five_in_an_hour(server):
    for _ in range(5):
        assert_ok(send(server))
    assert_refused(send(server), 429)
    server.advance(3_600_001)
    assert_ok(send(server))
    assert len(told(server)) == 6


def test_race_of_64_from_one_address_keeps_five(server):
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: send(server), range(64)))
    assert [each["statusCode"] for each in answers].count(200) == 5
    assert len(told(server)) == 5


def test_what_is_no_feedback_is_refused(server):
    for wrong in ({"description": ""}, {"description": "x" * 2001}, {"description": "x", "type": "rant"},
                  {"description": "x", "contact": "x" * 256}, {}):
        answer = server.call("POST", "/api/v2/feedback", wrong)
        assert answer["statusCode"] == 400, answer
    assert_refused(server.call("POST", "/api/v2/feedback", {"description": "x"}, app=False), 400, 2010)
    assert_refused(send(server, headers={"x-authing-app-id": "0" * 24}), 404, 2011)
    assert told(server) == []


def test_a_disabled_application_takes_none(server):
    server.command("application", "update", server.app_id, "--status", "disabled")
    assert send(server)["statusCode"] == 403
    server.command("application", "update", server.app_id, "--status", "enabled")


def test_csrf_no_page_of_another_origin_may_send_any(server):
    answer = requests.options(server.base + f"/{server.app_id}/api/v2/feedback", timeout=30, headers={
        "origin": "https://evil.example", "access-control-request-method": "POST",
        "access-control-request-headers": "content-type"})
    assert "access-control-allow-origin" not in answer.headers
    form = requests.post(server.base + f"/{server.app_id}/api/v2/feedback", timeout=30,
                         data={"description": "from a form"}).json()
    assert form["statusCode"] != 200 and told(server) == []


def test_it_is_forgotten_after_ninety_days(server):
    assert_ok(send(server))
    server.advance(91 * 86_400_000)
    assert told(server) == []
