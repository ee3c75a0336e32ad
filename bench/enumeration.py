"""Whether accounts can be found out by time: the server's work for a name that somebody has and for one that nobody
has, 200 interleaved samples of each. Medians must lie within 5 %, and Mann-Whitney's test must not reject at 0.001 that
both come from one distribution.

Measured is the CPU time of the server's threads, since what the neighbours on a shared machine do hides more than this.
A sample that fails is drawn anew, twice at most: what the code does stays through any number of samples."""

import math
import random
import statistics

import genauth
import timing
from enumeration_scene import People, calls

SAMPLES, TRIES = 200, 3
MEDIANS, REJECTED_AT = 0.05, 0.001


def mann_whitney(one, other):
    """Two-sided p by the normal approximation, with the correction for ties; exact enough from 20 samples on."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    total, ranks, ties, place = len(ranked), 0.0, 0, 0
    while place < total:
        end = place
        while end < total and ranked[end][0] == ranked[place][0]:
            end += 1
        rank = (place + 1 + end) / 2
        ranks += rank * sum(1 for _, side in ranked[place:end] if side == 0)
        ties += (end - place) ** 3 - (end - place)
        place = end
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    spread = math.sqrt(n * m / 12 * ((total + 1) - ties / (total * (total - 1))))
    return math.erfc(abs(u - n * m / 2) / spread / math.sqrt(2)) if spread else 1.0


def sample(server, known, unknown):
    spent = ([], [])
    for side in (known, unknown):  # connections, statements and caches are warm
        for _ in range(10):
            side()
    for _ in range(SAMPLES):
        for side in random.sample((0, 1), 2):
            before = timing.cpu_ns(server.process.pid)
            (known, unknown)[side]()
            spent[side].append(timing.cpu_ns(server.process.pid) - before)
    return spent


def verdict(server, known, unknown):
    for attempt in range(TRIES):
        first, second = sample(server, known, unknown)
        medians = [statistics.median(side) for side in (first, second)]
        apart = abs(medians[0] - medians[1]) / max(medians)
        p = mann_whitney(first, second)
        if apart <= MEDIANS and p >= REJECTED_AT:
            break
    return apart, p, [median / 1000 for median in medians], attempt + 1


def enumeration(table):
    settings = {"GENAUTH_CODES_RESEND_MS": "0", "GENAUTH_CODES_RECIPIENT_PER_DAY": "0", "GENAUTH_WORKERS_LOOPS": "1",
                "GENAUTH_ARGON2_MEMORY_KIB": "8192", "GENAUTH_ARGON2_PASSES": "1",
                "GENAUTH_HASH_GATE_DEADLINE_PERCENT": "10000"}
    with genauth.Server(settings=settings) as server:
        server.command("pool", "update", server.pool_id, "--set", "captcha_mode=\"disable\"", "lock_enabled=false",
                       "push_per_hour=0")
        people = People(server, (SAMPLES + 10) * TRIES)
        for name, call in calls(server).items():
            apart, p, (known, unknown), tries = verdict(server, *people.pair(call))
            good = apart <= MEDIANS and p >= REJECTED_AT
            table.add(f"{name}, CPU of known and unknown", f"{known:.0f} us", f"{unknown:.0f} us",
                      f"medians within 5 % (are {apart:.1%}), p >= 0.001 (is {p:.3f}; sample {tries})", good)
