#!/usr/bin/python3
"""A private PostgreSQL 15 and a pgbouncer in transaction mode, on free ports, in a temporary folder.

  databases.py run -- COMMAND...   starts both, runs COMMAND with their URLs in GENAUTH_TEST_POSTGRES and
                                   GENAUTH_TEST_PGBOUNCER, stops both whatever happens, exits as COMMAND did
  from databases import Databases  the same for Python tests: with Databases() as both: both.postgres_url

Both servers refuse to run as root; started by root they run as the system user postgres. They die with us,
even when we are killed. Durability stays on: what the tests measure and break is what production has.
"""

import ctypes
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from ports import free_port

POSTGRES_BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
PGBOUNCER = "/usr/sbin/pgbouncer"
USER = "genauth"
START_DEADLINE_S = 60

POSTGRES_CONF = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 200
log_min_messages = warning
lc_messages = 'C'
"""

PGBOUNCER_INI = """
[databases]
* = host=127.0.0.1 port={postgres_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users.txt
pool_mode = transaction
max_client_conn = 400
default_pool_size = 40
logfile = {folder}/pgbouncer.log
"""


def answers(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def die_with_parent():
    """Runs in the child: the kernel interrupts it when its parent is gone (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


class Databases:
    """Context manager. Its two URLs name the database `genauth`, whose owner is a superuser."""

    def __init__(self):
        root = os.geteuid() == 0
        self.account = pwd.getpwnam("postgres") if root else None
        self.processes = []

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-databases-"))
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process, stop in reversed(self.processes):
            process.send_signal(stop)
        for process, _ in reversed(self.processes):
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.give(self.folder)
        password = secrets.token_urlsafe(12)
        self.write("password", password)
        self.write("users.txt", f'"{USER}" "{password}"\n')
        subprocess.run(
            [
                POSTGRES_BIN / "initdb",
                "-D",
                self.folder / "data",
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                f"--pwfile={self.folder / 'password'}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **self.as_account(),
        )
        postgres_port, pgbouncer_port = free_port(), free_port()
        with open(self.folder / "data/postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(POSTGRES_CONF.format(port=postgres_port, folder=self.folder))
        self.write(
            "pgbouncer.ini",
            PGBOUNCER_INI.format(port=pgbouncer_port, postgres_port=postgres_port, folder=self.folder),
        )
        self.postgres_port = postgres_port
        self.launch_postgres()
        address = f"postgres://{USER}:{password}@127.0.0.1"
        self.postgres_url = f"{address}:{postgres_port}/{USER}"
        self.pgbouncer_url = f"{address}:{pgbouncer_port}/{USER}"
        self.create_database(f"{address}:{postgres_port}/postgres")
        self.launch(
            "pgbouncer", signal.SIGTERM, [PGBOUNCER, "-q", self.folder / "pgbouncer.ini"], pgbouncer_port
        )

    def launch_postgres(self):
        command = [POSTGRES_BIN / "postgres", "-D", self.folder / "data"]
        self.launch("postgres", signal.SIGINT, command, self.postgres_port)

    def crash_postgres(self):
        """As a power cut would end it, but for the disk: at once, and without a last checkpoint."""
        self.kill_postgres()
        self.launch_postgres()

    def kill_postgres(self):
        """The first half of that; launch_postgres() is the second."""
        process = next(process for process, stop in self.processes if stop == signal.SIGINT)
        self.processes.remove((process, signal.SIGINT))
        process.send_signal(signal.SIGQUIT)
        process.wait(20)

    def create_database(self, admin_url):
        """The port answers a little before the server takes connections."""
        deadline = time.monotonic() + START_DEADLINE_S
        while True:
            done = subprocess.run(
                [POSTGRES_BIN / "psql", "-qX", admin_url, "-c", f"CREATE DATABASE {USER}"],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL does not take connections: {done.stderr}")
            time.sleep(0.1)

    def launch(self, name, stop, command, port):
        with open(self.folder / f"{name}.out", "wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
                start_new_session=True,
                **self.as_account(),
            )
        self.processes.append((process, stop))
        deadline = time.monotonic() + START_DEADLINE_S
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{name} did not start:\n{(self.folder / f'{name}.out').read_text()}")
            time.sleep(0.05)

    def as_account(self):
        if not self.account:
            return {"cwd": self.folder}
        return {
            "cwd": self.folder,
            "user": self.account.pw_uid,
            "group": self.account.pw_gid,
            "extra_groups": [],
        }

    def write(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        self.give(path)

    def give(self, path):
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def run(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Databases() as databases:
        environment = os.environ | {
            "GENAUTH_TEST_POSTGRES": databases.postgres_url,
            "GENAUTH_TEST_PGBOUNCER": databases.pgbouncer_url,
        }
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:3] != ["run", "--"] or len(sys.argv) < 4:
        raise SystemExit(__doc__)
    sys.exit(run(sys.argv[3:]))
