"""Two processes on one PostgreSQL, for races across them."""

import contextlib

import genauth
import pytest


@contextlib.contextmanager
def two_processes():
    if "postgres" not in genauth.engines():
        pytest.skip("needs PostgreSQL, which script/test starts")
    with genauth.fresh_database("postgres") as url, genauth.Server(database=url) as first:
        folder = first.data / "second"
        folder.mkdir()
        for name in ("master.key", "dev.json"):
            (folder / name).write_bytes((first.data / name).read_bytes())
        with genauth.Server(data=folder, database=url) as second:
            yield [first, second]
