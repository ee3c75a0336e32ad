"""Which requests were seen is known although it is not kept durably: docs/decisions/0010-nonces.md."""

import contextlib
import signal
import sqlite3
import subprocess
import time

import databases
import genauth
import pytest
import signing
from scenes import assert_ok, assert_refused
from signing import Signer


@pytest.mark.parametrize("engine", genauth.engines())
def test_nonces_outlive_a_killed_process_and_where_they_are_lost_older_requests_are_refused(engine):
    with genauth.fresh_database(engine) as url, genauth.Server(database=url) as server:
        signer = Signer(server)
        replayed = signer.sign("POST", "/api/v3/list-users", {})
        older = signer.sign("POST", "/api/v3/list-users", {}, {"date": signing.date_in(-5)})
        assert_ok(signer.send("POST", "/api/v3/list-users", {}, replayed))
        server.stop(signal.SIGKILL)
        server.start()
        assert_refused(signer.send("POST", "/api/v3/list-users", {}, replayed), 401, 1306)
        assert_ok(signer.call("POST", "list-users", {}, {"date": signing.date_in(-5)}))  # nothing was lost
        server.stop()
        lose_nonces(server, engine)
        server.start()
        assert_refused(signer.send("POST", "/api/v3/list-users", {}, replayed), 401, 1306)
        assert_refused(signer.send("POST", "/api/v3/list-users", {}, older), 401, 1306)
        assert_ok(signer.call("POST", "list-users", {}, {"date": signing.date_in(1)}))


def lose_nonces(server, engine):
    """What a power cut does: another boot on SQLite; PostgreSQL empties its unlogged tables."""
    if engine == "sqlite":
        with contextlib.closing(sqlite3.connect(server.data / "nonces.db")) as file, file:
            assert file.execute("select count(*) from nonces").fetchone()[0] > 0
            file.execute("update nonces_kept set boot = 'another'")
        return
    unlogged = "select count(*) from pg_class where relname in ('nonces', 'nonces_kept') and relpersistence = 'u'"
    done = subprocess.run(["psql", "-qAtX", server.database, "-c", unlogged, "-c", "truncate nonces, nonces_kept"],
                          check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "2"


@pytest.mark.skipif("postgres" not in genauth.engines(), reason="needs PostgreSQL")
def test_a_crash_of_postgresql_loses_nonces_and_older_requests_are_refused():
    with databases.Databases() as own, genauth.Server(database=own.postgres_url) as server:
        signer = Signer(server)
        replayed = signer.sign("POST", "/api/v3/list-users", {})
        assert_ok(signer.send("POST", "/api/v3/list-users", {}, replayed))
        own.crash_postgres()
        assert count_nonces(own.postgres_url) == 0
        deadline = time.monotonic() + 30
        later = {"date": signing.date_in(60)}
        while signer.call("POST", "list-users", {}, later)["statusCode"] != 200:
            assert time.monotonic() < deadline
        assert_refused(signer.send("POST", "/api/v3/list-users", {}, replayed), 401, 1306)
        assert_refused(signer.call("POST", "list-users", {}, {"date": signing.date_in(-5)}), 401, 1306)


def count_nonces(url):
    deadline = time.monotonic() + 30
    while True:
        done = subprocess.run(["psql", "-qAtX", url, "-c", "select count(*) from nonces"], capture_output=True,
                              text=True, check=False)
        if done.returncode == 0:
            return int(done.stdout)
        assert time.monotonic() < deadline, done.stderr
        time.sleep(0.2)
