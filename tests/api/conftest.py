"""Fixtures of the HTTP tests: a server per file and engine."""

import pathlib
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "standins")]
import genauth  # noqa: E402


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url) as running:
            running.engine = request.param
            yield running
