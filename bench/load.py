"""Runs bench_load, our HTTP client: exact latencies, every status counted, open and closed loops."""

import json
import pathlib
import subprocess
import tempfile

import genauth
import measure

BENCH = pathlib.Path(genauth.BINARY).parents[2] / "bench"
URLENCODED = "application/x-www-form-urlencoded"


def request(method, path, body="", headers=(), host="localhost"):
    """The bytes of one request; a body that is no text becomes JSON."""
    content_type = URLENCODED if isinstance(body, str) else "application/json"
    text = body if isinstance(body, str) else json.dumps(body)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers)]
    if text:
        lines += [f"Content-Type: {content_type}", f"Content-Length: {len(text.encode())}"]
    return "\r\n".join([*lines, "", text]).encode()


class Load:
    """One run: `statuses` counts the answers by status, `micros` is the CPU time of `pids` for one of them."""

    def __init__(self, port, requests, pids=(), **options):
        words = ["--" + name for name in ("once", "codes") if options.pop(name, False)]
        for name, value in options.items():
            words += [f"--{name}", str(value)]
        with tempfile.NamedTemporaryFile(prefix="genauth-load-") as file:
            file.writelines(b"%d\n%b" % (len(one), one) for one in requests)
            file.flush()
            before = sum(measure.cpu_seconds(pid) for pid in pids)
            line = ["taskset", "-c", measure.LOAD_CPU, BENCH / "bench_load", str(port), file.name, *words]
            found = json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)
            spent = sum(measure.cpu_seconds(pid) for pid in pids) - before
        self.statuses = {int(status): count for status, count in found["statuses"].items()}
        self.requests = sum(self.statuses.values())
        self.good = self.statuses.get(200, 0)
        self.errors = self.requests - self.good
        self.seconds = found["seconds"]
        self.micros = spent / max(1, self.requests) * 1e6
        self.p50_ms, self.p99_ms = found["p50_us"] / 1000, found["p99_us"] / 1000


def raw_micros(*words):
    """CPU microseconds of the bare work, by bench_raw, on the server's core."""
    line = ["taskset", "-c", measure.SERVER_CPU, BENCH / "bench_raw", *map(str, words)]
    return float(subprocess.run(line, check=True, capture_output=True, text=True).stdout)
