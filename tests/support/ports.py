"""Ports that nobody else takes, however many tests and suites run beside each other."""

import fcntl
import os
import pathlib
import random
import socket
import tempfile

# Below those that the kernel gives to outgoing connections, which take any port that is free for a moment.
FIRST, LAST = 20_000, 29_999

_locks, _ours = None, set()


def free_port():
    """A port of 127.0.0.1 that is ours until this process ends: a lock on one byte of a shared file says so."""
    global _locks
    if _locks is None:  # opened once: closing any handle of the file would give all locks of the process away
        path = pathlib.Path(tempfile.gettempdir()) / f"genauth-test-ports-{os.getuid()}"
        _locks = open(path, "a+b")  # noqa: SIM115
    for port in random.sample(range(FIRST, LAST + 1), 500):
        if port in _ours:  # a lock keeps other processes out, not ourselves
            continue
        try:
            fcntl.lockf(_locks, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        except OSError:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                _ours.add(port)
                return port
    raise RuntimeError(f"no port is free between {FIRST} and {LAST}")
