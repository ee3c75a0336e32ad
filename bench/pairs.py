"""send-sms and bind-phone, durable: pairs a second beside a bare loop that runs the same statements (pairs.cpp)."""

import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import databases
import genauth
import load
import measure

PEOPLE, ROUNDS = 1000, 4
# The server's threads for the two operations; the bare loop has as many, so that as many units meet in a commit.
SENDERS, BINDERS = 16, 20
CONNECTIONS = 64
SETTINGS = {
    # Every counter is kept, none is reached: one client address asks for everything.
    "GENAUTH_RATE_MESSAGE_PER_MINUTE": "10000000", "GENAUTH_CODES_ADDRESS_PER_DAY": "1000000",
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
    """One request for each person; the seconds that all of them took."""
    requests = [load.request("POST", "/api/v3/" + path, body(index),
                             [("x-authing-app-id", server.app_id), ("authorization", token)])
                for index, token in enumerate(tokens)]
    run = load.Load(server.port, requests, connections=CONNECTIONS, once=True)
    if run.errors:
        raise RuntimeError(f"{path}: {run.statuses}")
    return run.seconds


def ours(database):
    """Seconds of sending and of binding, for each round. Between two rounds the phones are taken off."""
    with genauth.Server(database=database, settings=SETTINGS) as server:
        tokens = people(server)
        rounds = []
        for a_round in range(ROUNDS):
            def phone(index, a_round=a_round):
                return {"phoneNumber": number(a_round, index), "phoneCountryCode": "+86"}

            sending = ask_all(server, "send-sms", tokens, lambda i: {"channel": "CHANNEL_BIND_PHONE", **phone(i)})
            codes = {message["to"]: message["code"] for message in server.messages(limit=PEOPLE)}
            binding = ask_all(server, "bind-phone", tokens,
                              lambda i: {"passCode": codes["+86" + phone(i)["phoneNumber"]], **phone(i)})
            rounds.append((sending, binding))
            listed = [user["userId"] for page in range(1, PEOPLE // 50 + 1)
                      for user in server.manage("GET", f"list-users?page={page}&limit=50")["data"]["list"]]
            for user_id in listed:
                server.manage("POST", "update-user", {"userId": user_id, "phone": ""})
        return rounds


def bare(url):
    words = [load.BENCH / "bench_pairs", url, *map(str, (PEOPLE, ROUNDS, SENDERS, BINDERS))]
    output = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return [tuple(map(float, line.split())) for line in output.splitlines()]
