"""script/bench: what the product promises of speed and memory, measured on this machine, beside a peer or a limit.

  script/bench [--sign-ins N] [NAME...]   all benchmarks, or those named: start, paths, tokens, provider, growth,
                           passwords, pairs, users, verification, factors, sockets, enumeration; `growth` after N
                           sign-ins, 10,000 if nothing is said
"""

import os
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/api")]

import enumeration  # noqa: E402
import factors  # noqa: E402
import genauth  # noqa: E402
import growth  # noqa: E402
import measure  # noqa: E402
import pairs  # noqa: E402
import passwords  # noqa: E402
import paths  # noqa: E402
import provider  # noqa: E402
import sockets  # noqa: E402
import tokens  # noqa: E402
import users  # noqa: E402
import verification  # noqa: E402


def start(table):
    server = genauth.Server()
    server.start()
    server.stop()
    began = time.monotonic()
    server.start()
    ready_ms = (time.monotonic() - began) * 1000
    time.sleep(1)
    rss = measure.resident_mb(server.process.pid)
    table.add("ready after exec, existing database", f"{ready_ms:.0f} ms", "", "<= 200 ms", ready_ms <= 200)
    table.add("idle resident memory, SQLite", f"{rss:.1f} MB", "", "<= 40 MB", rss <= 40)
    size = os.path.getsize(genauth.BINARY) / 1e6
    table.add("server binary", f"{size:.1f} MB", "", "<= 30 MB stripped", size <= 30)
    server.remove()


def request_path(table):
    # The cheapest hash that may be configured: signing in 10,000 times is no part of it.
    with genauth.Server(settings={"GENAUTH_WORKERS_LOOPS": "1", "GENAUTH_ARGON2_MEMORY_KIB": "8192",
                                  "GENAUTH_ARGON2_PASSES": "1"}) as server:
        measure.pin(server.process.pid)
        paths.small(server, table)
        base = paths.country_list(server, table)
        paths.profile(server, table, base)


BENCHMARKS = {
    "start": start,
    "paths": request_path,
    "tokens": tokens.client_credentials,
    "provider": provider.provider,
    "growth": growth.growth,
    "passwords": passwords.passwords,
    "pairs": pairs.pairs,
    "users": users.users,
    "verification": verification.verification,
    "factors": factors.factors,
    "sockets": sockets.sockets,
    "enumeration": enumeration.enumeration,
}


def main(names):
    if names[:1] == ["--sign-ins"]:
        growth.SIGN_INS, names = int(names[1]), names[2:]
    table = measure.Table()
    for name in names or BENCHMARKS:
        measure.progress(name)
        BENCHMARKS[name](table)
    report = ROOT / "build/bench.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text(table.markdown())
    return 0 if all(ok is not False for *_, ok in table.rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
