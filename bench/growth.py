"""What sign-ins leave behind: the growth of the store by session, each with one family of refresh tokens, indexes
included; what is written about them for history and audit; and memory."""

import contextlib
import sqlite3
import subprocess
import time

import genauth
import load
import measure

SIGN_INS = 10_000  # or as many as script/bench --sign-ins N says
PEOPLE = 100
WARM = 1000
NOISE_MB = 20  # what the hashes of two cores keep for the next ones, or not, and what an allocator likes to keep
SETTINGS = {
    # The cheapest hash that may be configured, and no limit: hashing is no part of it.
    "GENAUTH_ARGON2_MEMORY_KIB": "8192", "GENAUTH_ARGON2_PASSES": "1",
    "GENAUTH_HASH_GATE_QUEUE_PER_CORE": "50", "GENAUTH_HASH_GATE_DEADLINE_PERCENT": "10000",
}
# What a sign-in is; what is written about it, and kept as long as the pool wants it. Other tables have rows that are
# changed again and again, and grow with people and devices.
SESSION = ("sessions", "refresh_tokens")
RECORDS = ("login_history", "audit_events", "audit_seals", "events")


def sizes_of_sqlite(server):
    """Bytes by table, with its indexes."""
    with contextlib.closing(sqlite3.connect(server.data / "genauth.db", timeout=30)) as store:
        return dict(store.execute("select m.tbl_name, sum(d.pgsize) from dbstat d "
                                  "join sqlite_schema m on m.name = d.name group by m.tbl_name"))


def sizes_of_postgres(server):
    text = ("select relname, pg_total_relation_size(oid) from pg_class "
            "where relkind = 'r' and relnamespace = 'public'::regnamespace")
    done = subprocess.run(["psql", "-qtAX", "-F", " ", server.database, "-c", text], check=True, capture_output=True,
                          text=True)
    return {name: int(size) for name, size in map(str.split, done.stdout.splitlines())}


def sizes(server):
    return sizes_of_postgres(server) if server.database else sizes_of_sqlite(server)


def sign_in(server, count):
    asks = [load.request("POST", "/api/v3/signin", {
        "connection": "PASSWORD", **server.client(), "options": {"scope": "openid profile offline_access"},
        "passwordPayload": {"username": f"person{index}", "password": "correct horse battery"}},
        [("x-authing-app-id", server.app_id)]) for index in range(PEOPLE)]
    for start in range(0, count, 10_000):
        lot = min(10_000, count - start)
        run = load.Load(server.port, [asks[i % PEOPLE] for i in range(lot)], connections=4, once=True)
        if run.errors:
            raise RuntimeError(f"sign-ins that failed: {run.statuses}")
        measure.progress(f"{start + lot:,} sign-ins")
    time.sleep(2)  # events and seals of the audit are written a moment later


def said(sizes):
    return ", ".join(f"{name} {size:.0f}" for name, size in sizes.items() if size >= 1)


def on_engine(table, engine):
    with genauth.fresh_database(engine) as database, genauth.Server(database=database, settings=SETTINGS) as server:
        for index in range(PEOPLE):
            server.sign_up(f"person{index}")
        sign_in(server, WARM)
        before, memory = sizes(server), measure.resident_mb(server.process.pid)
        sign_in(server, SIGN_INS)
        grown = {name: (size - before.get(name, 0)) / SIGN_INS for name, size in sizes(server).items()}
        more_mb = measure.resident_mb(server.process.pid) - memory
    kept = {name: grown.pop(name) for name in SESSION}
    records = {name: grown.pop(name, 0) for name in RECORDS}
    size = sum(kept.values())
    table.add(f"{engine}: growth by session, of {SIGN_INS:,}", f"{size:.0f} bytes", said(kept), "<= 1024 bytes",
              size <= 1024)
    table.add("history and audit beside it", f"{sum(records.values()):.0f} bytes", said(records))
    table.add("everything else", f"{sum(grown.values()):.0f} bytes", said(grown))
    limit_mb = max(NOISE_MB, 64 * SIGN_INS / 2**20)
    table.add("resident memory", f"{more_mb:+.1f} MB", f"before them: {memory:.1f} MB", f"<= {limit_mb:.0f} MB",
              more_mb <= limit_mb)


def growth(table):
    for engine in genauth.engines():
        on_engine(table, engine)
