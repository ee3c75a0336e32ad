"""send-sms and bind-phone, durable: pairs a second beside a bare loop that runs the same statements (pairs.cpp)."""

import contextlib
import pathlib
import sqlite3
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import genauth
import load
import measure

PEOPLE, ROUNDS = 1000, 4
# The server's threads for the two operations; the bare loop has as many, so that as many units meet in a commit.
SENDERS, BINDERS = 16, 18
CONNECTIONS = 64
SETTINGS = {
    # Every counter is kept, none is reached: one client address asks for everything.
    "GENAUTH_RATE_MESSAGE_PER_MINUTE": "1000000", "GENAUTH_CODES_ADDRESS_PER_DAY": "1000000",
    "GENAUTH_CODES_ADDRESS_PER_HOUR": "1000000", "GENAUTH_CODES_NETWORK_PER_HOUR": "1000000",
    "GENAUTH_CODES_NETWORK_PER_DAY": "1000000", "GENAUTH_CODES_RANGE_PER_HOUR": "1000000",
    "GENAUTH_CODES_RANGE_PER_DAY": "1000000", "GENAUTH_CODES_CONVERSION_SENDS": "1000000",
    "GENAUTH_WORKERS_OUTBOUND_THREADS": str(SENDERS),
    # Making the people is no part of it.
    "GENAUTH_ARGON2_MEMORY_KIB": "8192", "GENAUTH_ARGON2_PASSES": "1",
    "GENAUTH_HASH_GATE_QUEUE_PER_CORE": "50", "GENAUTH_HASH_GATE_DEADLINE_PERCENT": "10000",
}


def people(server):
    """Access tokens of people who have no phone yet."""
    session = genauth.requests.Session()

    def ask(path, body):
        return session.post(f"{server.base}/api/v3/{path}", json=body, timeout=30,
                            headers={"x-authing-app-id": server.app_id}).json()

    def one(index):
        account = {"username": f"person{index}", "password": "correct horse battery"}
        ask("signup", {"connection": "PASSWORD", "passwordPayload": account})
        return ask("signin", {"connection": "PASSWORD", **server.client(), "passwordPayload": account})

    with ThreadPoolExecutor(4) as clients:
        return [answer["data"]["access_token"] for answer in clients.map(one, range(PEOPLE))]


def number(a_round, index):
    return str(13_800_000_000 + a_round * 1_000_000 + index)


def ask_all(server, path, tokens, body):
    """One request for each person; the seconds that all of them took, and how many were refused."""
    requests = [load.request("POST", "/api/v3/" + path, body(index),
                             [("x-authing-app-id", server.app_id), ("authorization", token)])
                for index, token in enumerate(tokens)]
    run = load.Load(server.port, requests, connections=CONNECTIONS, once=True)
    return run.seconds, run.errors


def take_phones_off(server):
    text = "update users set phone = null, phone_country_code = null, phone_verified = false"
    if server.database:
        subprocess.run(["psql", "-q", server.database, "-c", text], check=True)
        return
    with contextlib.closing(sqlite3.connect(server.data / "genauth.db", timeout=10)) as store, store:
        store.execute(text)


def ours(database):
    """Seconds of sending, of binding, and refusals, for each round. Between rounds the phones are taken off."""
    with genauth.Server(database=database, settings=SETTINGS) as server:
        tokens = people(server)
        rounds = []
        for a_round in range(ROUNDS):
            def phone(index, a_round=a_round):
                return {"phoneNumber": number(a_round, index), "phoneCountryCode": "+86"}

            sending, unsent = ask_all(server, "send-sms", tokens, lambda i: {
                "channel": "CHANNEL_BIND_PHONE", **phone(i)})
            codes = {message["to"]: message["code"] for message in server.messages(limit=PEOPLE)}
            binding, unbound = ask_all(server, "bind-phone", tokens, lambda i: {
                "passCode": codes.get("+86" + phone(i)["phoneNumber"], "none"), **phone(i)})
            rounds.append((sending, binding, unsent + unbound))
            take_phones_off(server)
        return rounds


def bare(url):
    words = [load.BENCH / "bench_pairs", url, *map(str, (PEOPLE, ROUNDS, SENDERS, BINDERS))]
    output = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return [tuple(map(float, line.split())) for line in output.splitlines()]


def on_engine(table, engine):
    measure.progress(f"{PEOPLE} people, {ROUNDS} rounds on {engine}")
    with genauth.fresh_database(engine) as database:
        server = ours(database)
    with genauth.fresh_database(engine) as database, tempfile.TemporaryDirectory(prefix="genauth-pairs-") as folder:
        loop = bare(database or f"sqlite:{pathlib.Path(folder) / 'bare.db'}")
    us, they = (max((PEOPLE - refused) / (sending + binding) for sending, binding, refused in rounds)
                for rounds in (server, loop))
    refused = sum(one[2] for one in server)
    table.add(f"send-sms and bind-phone, {engine}", f"{us:.0f} pairs/s", f"the bare loop: {they:.0f} pairs/s",
              f">= 50 % (is {100 * us / they:.0f} %)", us >= they / 2)
    table.add("of them refused, having met others too often", f"{refused} of {ROUNDS * PEOPLE}",
              f"the bare loop: {sum(one[2] for one in loop)}", "none", refused == 0)



def pairs(table):
    for engine in genauth.engines():
        on_engine(table, engine)
