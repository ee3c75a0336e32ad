"""Events across processes of one PostgreSQL: one order whatever their clocks say, and nothing that was acknowledged is
missed while connections are cut or the database is away."""

import asyncio
import contextlib
import json
import subprocess
import threading
import time

import databases
import genauth
import pytest
import requests
from event_scene import as_server, as_user, define, hear, in_thread, publish, settled
from scenes import assert_ok, new_name, two_on, two_processes
from websockets.exceptions import ConnectionClosed, InvalidHandshake

CUT_ALL = ("select count(pg_terminate_backend(pid)) from pg_stat_activity "
           "where datname = current_database() and pid <> pg_backend_pid()")
PLACING = 0x67656E61757468  # the advisory lock under which one process at a time gives events their positions


def psql(url, statement):
    return subprocess.run(["psql", "-qAtX", url, "-c", statement], check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def nobody_places(url):
    """Keeps every process from placing events, so that they wait in the log together."""
    with subprocess.Popen(["psql", "-qAtX", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as held:
        held.stdin.write(f"select 'locked' from pg_advisory_lock({PLACING});\n")
        held.stdin.flush()
        assert held.stdout.readline() == "locked\n"
        yield


class Publisher(threading.Thread):
    """Publishes numbers, one after the other, through both processes in turn; notes which were acknowledged."""

    def __init__(self, servers, code, name):
        super().__init__(daemon=True)
        self.servers, self.code, self.name_sent = servers, code, name
        self.acknowledged, self.refusals, self.is_over = [], 0, threading.Event()

    def run(self):
        number = 0
        while not self.is_over.is_set():
            number += 1
            try:
                answer = publish(self.servers[number % 2], self.code, {"by": self.name_sent, "number": number})
            except requests.RequestException:
                self.refusals += 1
                continue
            if answer["statusCode"] == 200:
                self.acknowledged.append(number)
            else:
                self.refusals += 1

    def end(self):
        self.is_over.set()
        self.join(60)
        assert not self.is_alive()


class Ear:
    """Hears on one socket for as long as it is open, which must be until the end."""

    def __init__(self, link):
        self.link, self.frames = link, []
        self.task = asyncio.create_task(self.listen())

    async def listen(self):
        async for message in self.link:
            self.frames.append(json.loads(message))

    async def end(self):
        assert not self.task.done(), "the socket was closed"
        self.task.cancel()


class ReturningEar(Ear):
    """Goes twice a second and comes back with the last id."""

    def __init__(self, server, code):
        self.server, self.code, self.visits = server, code, 0
        super().__init__(None)

    async def listen(self):
        since = 0
        while True:
            try:
                async with as_server(self.server, self.code, since=since) as link:
                    self.visits += 1
                    async with asyncio.timeout(0.5):
                        while True:
                            self.frames.append(json.loads(await link.recv()))
                            since = self.frames[-1]["id"]
            except TimeoutError:
                pass
            except (InvalidHandshake, ConnectionClosed):
                await asyncio.sleep(0.1)  # the database is away


def numbers_of(frames, publisher):
    return [frame["data"]["number"] for frame in frames if frame["data"]["by"] == publisher.name_sent]


async def heard_everything(ears, publishers):
    """Every acknowledged event reaches every ear, in the order of the acknowledgements and of the ids."""
    deadline = time.monotonic() + 60
    missing = True
    while missing and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
        missing = [(index, publisher.name_sent) for index, ear in enumerate(ears) for publisher in publishers
                   if not set(publisher.acknowledged) <= set(numbers_of(ear.frames, publisher))]
    assert not missing
    for ear in ears:
        await ear.end()
        ids = [frame["id"] for frame in ear.frames]
        assert ids == sorted(set(ids))
        for publisher in publishers:
            numbers = numbers_of(ear.frames, publisher)
            assert numbers == sorted(set(numbers))


async def through_an_outage(servers, outage):
    """Publishes and hears through both processes while `outage` happens; returns the publishers."""
    code, token = define(servers[0]), servers[0].person(new_name("listener"))
    publishers = [Publisher(servers, code, name) for name in ("first", "second")]
    async with as_server(servers[0], code) as near, as_server(servers[1], code) as far, \
            as_user(servers[1], code, token) as person:
        ears = [Ear(near), Ear(far), Ear(person), ReturningEar(servers[0], code)]
        await settled()
        for publisher in publishers:
            publisher.start()
        try:
            await in_thread(outage)
            before = [len(publisher.acknowledged) for publisher in publishers]
            await goes_on(publishers, before)
        finally:
            for publisher in publishers:
                await in_thread(publisher.end)
        await heard_everything(ears, publishers)
        assert ears[3].visits > 1
    return publishers


async def goes_on(publishers, before):
    """After the outage everybody publishes again."""
    deadline = time.monotonic() + 60
    while any(len(one.acknowledged) < count + 10 for one, count in zip(publishers, before)):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


def test_an_event_is_heard_across_processes():
    with two_processes() as (one, two):
        code = define(one)

        async def scene():
            async with as_server(two, code) as far, as_server(one, code) as near:
                await settled()
                for number in range(30):
                    assert_ok(await in_thread(publish, one if number % 2 else two, code, number))
                heard = [await hear(far, 30), await hear(near, 30)]
            assert heard[0] == heard[1] and [frame["data"] for frame in heard[0]] == list(range(30))

        asyncio.run(scene())


def test_the_order_is_that_of_the_commits_when_the_clocks_of_the_processes_differ():
    with two_processes() as (ahead, behind):
        code = define(ahead)
        ahead.advance(60_000)

        async def scene():
            async with as_server(behind, code) as far, as_server(ahead, code) as near:
                await settled()
                with nobody_places(behind.database):
                    for number in range(10):
                        assert_ok(await in_thread(publish, behind if number % 2 else ahead, code, number))
                heard = [await hear(far, 10), await hear(near, 10)]
            times = [frame["time"] for frame in heard[0]]
            assert times != sorted(times)  # they do differ
            assert heard[0] == heard[1] and [frame["data"] for frame in heard[0]] == list(range(10))

        asyncio.run(scene())


def test_nothing_is_missed_while_connections_to_the_database_are_cut():
    with two_processes() as servers:
        def cut():
            ended = 0
            for _ in range(10):
                ended += int(psql(servers[0].database, CUT_ALL))
                time.sleep(0.3)
            assert ended >= 10

        asyncio.run(through_an_outage(servers, cut))


@pytest.mark.skipif("postgres" not in genauth.engines(), reason="needs PostgreSQL")
def test_nothing_is_missed_and_nobody_is_closed_when_the_database_crashes_and_stays_away():
    with databases.Databases() as own, two_on(own.postgres_url) as servers:
        def crash():
            time.sleep(1)
            own.crash_postgres()
            time.sleep(1)
            own.kill_postgres()
            time.sleep(7)  # the sockets' credentials are asked about every five seconds
            own.launch_postgres()

        publishers = asyncio.run(through_an_outage(servers, crash))
        assert all(publisher.refusals for publisher in publishers)
