"""Whether two things take the same time, as far as a busy machine lets one say."""

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
