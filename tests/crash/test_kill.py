"""What the server acknowledged survives kill -9, on both engines.

Writers sign people up, sign them in, send codes and bind phones, and note each answer that said yes. The server is
killed under them at random moments, over and over on the same data; after each restart everything noted must be
there. GENAUTH_CRASH_SEED repeats the moments of a run (threads still meet as they like).
"""

import concurrent.futures
import contextlib
import dataclasses
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import genauth  # noqa: E402
import pytest  # noqa: E402
import requests  # noqa: E402

KILLS = {"sqlite": 50, "postgres": 10}
TIME_S = {"sqlite": 120, "postgres": 60}  # on a busy machine there are fewer kills, but never fewer than KILLS_MIN
KILLS_MIN = 5
WRITERS = 4
CHANNEL = "CHANNEL_BIND_PHONE"
# Passwords cost little and wait long: the writers are to write.
SETTINGS = {"GENAUTH_ARGON2_MEMORY_KIB": "8192", "GENAUTH_ARGON2_PASSES": "1",
            "GENAUTH_HASH_GATE_QUEUE_PER_CORE": "100", "GENAUTH_HASH_GATE_DEADLINE_PERCENT": "10000"}


@dataclasses.dataclass
class Person:
    """What one writer was told, in the order of the fields."""

    name: str
    number: str
    signed_up: bool = False
    token: str = ""
    code: str = ""
    bound: bool = False


class Writers:
    def __init__(self, server):
        self.server, self.people, self.lock, self.next = server, [], threading.Lock(), 0

    def new_person(self):
        with self.lock:
            self.next += 1
            person = Person(f"person{self.next}", f"139{self.next:08}")
            self.people.append(person)
            return person

    def one_life(self, person):
        """Each field is set when its answer has come, not before."""
        server = self.server
        server.sign_up(person.name)
        person.signed_up = True
        person.token = server.sign_in(person.name)["access_token"]
        person.code = server.sms_code(CHANNEL, person.number)
        answer = self.bind(person.token, person)
        assert answer["statusCode"] == 200, answer
        person.bound = True

    def bind(self, token, person):
        return self.server.post("bind-phone", {"passCode": person.code, "phoneNumber": person.number}, token=token)

    def write_until_killed(self):
        with contextlib.suppress(requests.ConnectionError):  # which a broken answer is too
            while True:
                self.one_life(self.new_person())

    @contextlib.contextmanager
    def running(self):
        """Ends when every writer has lost its server; what else went wrong in one of them is raised."""
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            writers = [pool.submit(self.write_until_killed) for _ in range(WRITERS)]
            yield
            for writer in writers:
                writer.result()


def stored(server, engine):
    """{user name: phone} and the numbers that have a live code, read past the server."""
    users, codes = "select username, phone from users", f"select recipient from codes where channel = '{CHANNEL}'"
    if engine == "sqlite":
        reader = sqlite3.connect(f"file:{server.data}/genauth.db?mode=ro", uri=True)
        with contextlib.closing(reader):
            assert reader.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert reader.execute("pragma foreign_key_check").fetchall() == []
            return dict(reader.execute(users)), {row[0] for row in reader.execute(codes)}

    def ask(statement):
        done = subprocess.run(["psql", "-qXAt", "-F", "\t", server.database, "-c", statement], check=True,
                              capture_output=True, text=True)
        return [line.split("\t") for line in done.stdout.splitlines()]

    return {name: phone or None for name, phone in ask(users)}, {row[0] for row in ask(codes)}


def check_stored(server, engine, people):
    phones, codes = stored(server, engine)
    for person in people:
        if person.signed_up:
            assert person.name in phones, f"{person} is gone"
        if person.bound:
            assert phones[person.name] == person.number, f"{person} has lost the phone"
        # Either there, or spent by a call whose answer the kill took away.
        live = any(recipient.endswith(person.number) for recipient in codes)
        assert not (person.bound and live), f"the code of {person} lives again"
        if person.code and not person.bound:
            assert live or phones[person.name] == person.number, f"the code of {person} is gone"


def check_answers(writers, people, stranger):
    """The same through the front door, for who was about when the server died."""
    server = writers.server
    for person in people:
        if person.token:
            profile = server.get("get-profile", token=person.token)
            assert profile["statusCode"] == 200, (person, profile)
        if person.bound:
            answer = writers.bind(stranger, person)
            assert (answer["statusCode"], answer.get("apiCode")) == (400, 2001), (person, answer)
        elif person.code:
            writers.bind(person.token, person)
            profile = server.get("get-profile", token=person.token)["data"]
            assert profile["phone"] == person.number, (person, profile)
            person.bound = True


@pytest.mark.parametrize("engine", genauth.engines())
def test_what_was_acknowledged_survives_kill_9(engine):
    seed = int(os.environ.get("GENAUTH_CRASH_SEED", random.randrange(2**32)))
    print(f"GENAUTH_CRASH_SEED={seed}")
    moments = random.Random(seed)
    deadline = time.monotonic() + TIME_S[engine]
    with genauth.fresh_database(engine) as url, genauth.Server(database=url, settings=SETTINGS) as server:
        writers, kills, seen = Writers(server), 0, 0
        while kills < KILLS[engine] and (time.monotonic() < deadline or kills < KILLS_MIN):
            with writers.running():
                time.sleep(moments.uniform(0.02, 0.6))
                server.stop(signal.SIGKILL)
            server.start()
            kills += 1
            check_stored(server, engine, writers.people)
            stranger = server.person(f"stranger{kills}")
            check_answers(writers, writers.people[seen:][-2 * WRITERS:], stranger)
            seen = len(writers.people)
        bound = sum(person.bound for person in writers.people)
        print(f"{kills} kills, {len(writers.people)} people, {bound} phones bound")
        assert bound >= kills  # else nothing was tried
