"""Whether two things take the same time, as far as a busy machine lets one say."""

import contextlib
import pathlib
import random
import statistics
import time

ROUND = 30
ROUNDS_MAX = 5
TOLERANCE = 0.15


def _seconds(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def same_time(one, other):
    """Interleaved tries; medians within 15 %. What the neighbours do blurs a round, so a difference must stay
    through several; one that the code makes (a skipped hash) stays through any number."""
    for _ in range(ROUNDS_MAX):
        pairs = [(_seconds(one), _seconds(other)) for _ in range(ROUND)]
        first, second = (statistics.median(column) for column in zip(*pairs))
        if abs(first - second) <= TOLERANCE * max(first, second):
            return True
    return False


def cpu_ns(pid):
    """What all threads of a process have spent on a core so far."""
    total = 0
    for file in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):  # a thread that has just ended
            total += int(file.read_text(encoding="ascii").split()[0])
    return total


def same_cpu(pid, one, other):
    """As same_time(), for what takes so little that only the server's own work can be told from the neighbours'."""
    for _ in range(ROUNDS_MAX):
        spent = ([], [])
        for _turn in range(ROUND):
            for side in random.sample((0, 1), 2):
                before = cpu_ns(pid)
                (one, other)[side]()
                spent[side].append(cpu_ns(pid) - before)
        first, second = (statistics.median(column) for column in spent)
        if abs(first - second) <= TOLERANCE * max(first, second):
            return True
    return False
