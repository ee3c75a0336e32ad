"""Enumeration: nothing tells whether an account exists. For each of the calls that could, a name that somebody has and
one that nobody has take the same way through the server: the same units of work with the same statements, as many
password hashes, an answer of the same form. bench/enumeration.py weighs the time of the same calls. On both engines."""

import base64
import collections
import json
import re
import time

import genauth
import pytest
import requests
from enumeration_scene import People, calls
from passkey_scenes import Person, begin
from scenes import new_name

# Units of the background pass by; what a call itself does is there in every one of its repetitions.
REPETITIONS = 6
CALLS = ["signin by password", "signin by code", "send-sms", "send-email", "verify-reset-password-request",
         "pre-check-code", "get-captcha-code", "gene-qrcode", "signin-by-push", "webauthn/login/initialize"]

# The failure of a name that nobody has is written too, into a table of its own, so that both cost the same.
TWINS = {"login_history.insert_nobody_login": "login_history.insert_login"}


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    """As everywhere, with a line in the log for every unit of work."""
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_LOG_LEVEL": "debug"}) as running:
            yield running


@pytest.fixture(scope="module")
def people(server):
    return People(server, (REPETITIONS + 1) * (len(CALLS) + 1))


def lines_of_call(log, start, request_id):
    """What the log says of one call: everything up to its own line, which comes after its answer."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = []
        for text in log.read_bytes()[start:].splitlines(keepends=True):
            if not text.endswith(b"\n"):
                break
            found.append(json.loads(text))
            if found[-1].get("request_id") == request_id:
                return found
        time.sleep(0.005)
    raise AssertionError("the call has left no line")


def statements_of(unit):
    return " ".join(TWINS.get(name, name) for name in unit["statements"].split())


def hashes(server):
    text = requests.get(f"http://127.0.0.1:{server.management_port}/metrics", timeout=10).text
    return int(re.search(r"^genauth_hash_gate_admitted_total (\d+)$", text, re.M)[1])


def form(value):
    """The value without what is different every time: texts are texts, whatever they say."""
    if isinstance(value, dict):
        return {key: form(item) for key, item in value.items()}
    if isinstance(value, list):
        return [form(value[0])] if value else []
    return "text" if isinstance(value, str) else value


class Way:
    """What a call does for a name of one kind, over several names."""

    def __init__(self, server, ask, prepare=lambda: None):
        prepare()
        ask()  # the first one prepares statements
        units, self.hashes, self.forms = [], [], []
        for _ in range(REPETITIONS):
            prepare()
            before, start = hashes(server), (server.data / "server.log").stat().st_size
            answer = ask()
            lines = lines_of_call(server.data / "server.log", start, answer["requestId"])
            self.hashes.append(hashes(server) - before)
            self.forms.append({**form(answer), "message": answer["message"]})
            units.append(collections.Counter(
                (line["kind"], statements_of(line)) for line in lines if line["event"] == "db.unit"))
        self.units = units[0]
        for other in units[1:]:
            self.units &= other


def assert_same(one, other):
    assert one.units == other.units
    assert one.hashes == other.hashes
    assert one.forms == other.forms


def test_the_ten_calls_are_those_of_the_bench(server):
    assert list(calls(server)) == CALLS


@pytest.mark.parametrize("name", CALLS)
def test_known_and_unknown_accounts_take_the_same_way(server, people, name):
    known, unknown = (Way(server, ask) for ask in people.pair(calls(server)[name]))
    if name == "signin by password":
        assert known.hashes == [1] * REPETITIONS
    assert sum(known.units.values()) >= 1, "the call left no trace of what it does"
    assert_same(known, unknown)


def test_a_code_that_was_sent_is_checked_alike_for_known_and_unknown_accounts(server, people):
    turn = {}

    def send(_name, number, _email):
        turn["number"] = number
        server.sms_code("CHANNEL_LOGIN", number)

    def try_another():
        return server.post("signin", {"connection": "PASSCODE", **server.client(),
                                      "passCodePayload": {"phone": turn["number"], "passCode": "00000"}})
    assert_same(*(Way(server, try_another, prepare) for prepare in people.pair(send)))


# --- passkeys ----------------------------------------------------------------------------------------------------
def allowed(server, account):
    return begin(server, account)["authenticationOptions"]["allowCredentials"]


def test_an_account_with_passkeys_takes_the_same_way_as_nobody(server):
    owners = [Person(server) for _ in range(REPETITIONS + 1)]
    for owner in owners:
        owner.register()
    names = {True: iter([owner.name for owner in owners]), False: iter([new_name("nobody") for _ in owners])}

    def ask(known):
        return server.post("webauthn/login/initialize", {"account": next(names[known])})
    assert_same(*(Way(server, lambda known=known: ask(known)) for known in (True, False)))


def test_nobodys_credentials_are_plausible_and_stay_the_same(server):
    names = [new_name("nobody") for _ in range(20)]
    shown = [allowed(server, name) for name in names]
    assert [allowed(server, name) for name in names] == shown
    ids = [row["id"] for rows in shown for row in rows]
    assert len(set(ids)) == len(ids)
    for rows in shown:
        assert 1 <= len(rows) <= 2
        for row in rows:
            raw = base64.urlsafe_b64decode(row["id"] + "=" * (-len(row["id"]) % 4))
            assert len(raw) in (16, 20, 32) and base64.urlsafe_b64encode(raw).decode().rstrip("=") == row["id"]
            assert row["type"] == "public-key"
            assert row["transports"] == (["internal"] if len(raw) == 32 else ["hybrid", "internal"])
    assert {len(rows) for rows in shown} == {1, 2}  # as among people who have passkeys
