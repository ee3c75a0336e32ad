"""get-user and the first page of list-users, with its totalCount, at ten thousand users and at a million."""

import contextlib
import hashlib
import pathlib
import random
import shutil
import sqlite3
import subprocess

import genauth
import load
import measure

SIZES = (10_000, 1_000_000)
CHUNK = 100_000
ROUNDS = 10
KEPT = genauth.ROOT / "build/bench-data"

# What sets a made user apart from the template, in SQL of the engine; everything else is copied. `n` counts.
HEX_ID = {"sqlite": "printf('%024x', n)", "postgres": "lpad(to_hex(n), 24, '0')"}
COUNTING = {"sqlite": "(with recursive c(n) as (values ({0}) union all select n + 1 from c where n < {1}) "
                      "select n from c)",
            "postgres": "(select n from generate_series({0}::bigint, {1}::bigint) as n)"}


def made_columns(engine):
    return {"id": HEX_ID[engine], "username": "'user' || n", "email": "'user' || n || '@example.com'",
            "phone_country_code": "'+86'", "phone": "cast(13000000000 + n as text)", "external_id": "'external' || n",
            "name": "'User ' || n", "created_at": "1700000000000 + n * 1000"}


def statements(engine, columns, first, last):
    """Makes users first..last from the only one that is there, and what keyword search reads of them."""
    made = made_columns(engine)
    values = ", ".join(made.get(column, f"t.{column}") for column in columns)
    counting = COUNTING[engine].format(first, last)
    template = "(select * from users where username = 'template') as t"
    yield f"insert into users ({', '.join(columns)}) select {values} from {template} cross join {counting} as c"
    yield ("insert into user_search (pool_id, created_at, user_id, content) select pool_id, created_at, id, "
           f"phone || email || name || username from users where created_at between {1700000000000 + first * 1000} "
           f"and {1700000000000 + last * 1000} and username <> 'template'")
    yield f"update pools set user_count = user_count + {last - first + 1} where id = (select pool_id from {template})"


@contextlib.contextmanager
def store(engine, server):
    """A function that runs one statement and gives its rows, in one transaction."""
    if engine == "postgres":
        def psql(text):
            done = subprocess.run(["psql", "-qtAX", "-v", "ON_ERROR_STOP=1", server.database, "-c", text], check=True,
                                  capture_output=True, text=True)
            return done.stdout.split()
        yield psql
        return
    with contextlib.closing(sqlite3.connect(server.data / "genauth.db")) as connection:
        connection.execute("pragma synchronous = off")  # if it is lost it is made again
        connection.execute("pragma cache_size = -500000")
        yield lambda text: [row[0] for row in connection.execute(text)]
        connection.commit()
        connection.execute("pragma wal_checkpoint(truncate)")


def columns_of(run, engine):
    if engine == "sqlite":
        return run("select name from pragma_table_info('users')")
    return run("select column_name from information_schema.columns where table_name = 'users'")


def fill(server, engine, size):
    """Makes `size` users while the server is down."""
    with store(engine, server) as run:
        columns = columns_of(run, engine)
        for first in range(1, size, CHUNK):
            last = min(size, first + CHUNK - 1) - (1 if first == 1 else 0)  # the template is one of them
            for text in statements(engine, columns, first, last):
                run(text)
            measure.progress(f"{engine}: {last:,} users made")
        if engine == "postgres":
            run("analyze")


def prepared(engine, size, database):
    """A stopped server over that many users. On SQLite the data is kept in build/ until the schema changes."""
    schema = b"".join(file.read_bytes() for file in sorted((genauth.ROOT / "sql/migrations").iterdir()))
    mark = hashlib.sha256(schema + pathlib.Path(__file__).read_bytes()).hexdigest()[:12]
    kept = KEPT / f"{engine}-{size}-{mark}"
    for old in KEPT.glob(f"{engine}-{size}-*"):
        if engine == "sqlite" and old.name != kept.name:
            shutil.rmtree(old)
    server = genauth.Server(data=kept if engine == "sqlite" else None, database=database)
    if (kept / "complete").exists():
        return server
    if engine == "sqlite":
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
    server.start()
    made = server.manage("POST", "create-user", {"username": "template", "password": "correct horse battery"})
    assert made["statusCode"] == 200, made
    server.stop()
    fill(server, engine, size)
    if engine == "sqlite":
        (kept / "complete").touch()
    return server


def requests_of(server, size):
    """The two questions: many users at random, and the first page."""
    headers = [("authorization", server.management_token())]
    chance = random.Random(1)
    users = [load.request("GET", f"/api/v3/get-user?userId={chance.randrange(1, size - 1):024x}", headers=headers)
             for _ in range(5000)]
    page = {"options": {"pagination": {"page": 1, "limit": 10}}}
    return {"get-user": users, "list-users": [load.request("POST", "/api/v3/list-users", page, headers)]}


def on_engine(table, engine, stack):
    servers = []
    for size in SIZES:
        database = stack.enter_context(genauth.fresh_database(engine))
        server = prepared(engine, size, database)
        stack.callback(server.remove)
        server.start()
        total = server.manage("POST", "list-users", {})["data"]["totalCount"]
        assert total == size, f"{total} users instead of {size}"
        servers.append((server, requests_of(server, size)))
    for operation in ("get-user", "list-users"):
        for server, requests in servers:  # until everything that is asked for has been read once
            load.Load(server.port, requests[operation], connections=1, seconds=3)
        rounds = [[load.Load(server.port, requests[operation], connections=1, seconds=1)
                   for server, requests in servers] for _ in range(ROUNDS)]
        if any(run.errors for both in rounds for run in both):
            raise RuntimeError(f"{operation}: an error")
        best = [min(both[i].p99_ms for both in rounds) for i in range(len(SIZES))]
        ratio = best[1] / best[0]
        table.add(f"{operation} of a million users, p99, {engine}", f"{1000 * best[1]:.0f} us",
                  f"of ten thousand: {1000 * best[0]:.0f} us", f"<= 1.5 x (is {ratio:.2f})", ratio <= 1.5)


def users(table):
    for engine in genauth.engines():
        with contextlib.ExitStack() as stack:
            on_engine(table, engine, stack)
