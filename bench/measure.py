"""How things are measured: CPU time of a process per request, under load from the other core, ratios in one run.

Wall-clock rates of one binary swing by several times on shared machines; CPU microseconds per request do not.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CPU, LOAD_CPU = "0", "1"


def cpu_seconds(pid):
    """User and system time of a process with all its threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def children(pid):
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += children(int(child))
    return found


def pin(pid, cpu=SERVER_CPU):
    for one in children(pid):
        subprocess.run(["taskset", "-acp", cpu, str(one)], check=True, stdout=subprocess.DEVNULL)


class Load:
    """One wrk run: requests done, errors, CPU microseconds per request of the server's processes, p99."""

    def __init__(self, pids, url, seconds=3, connections=64, script=None, headers=()):
        command = ["taskset", "-c", LOAD_CPU, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", url]
        for name, value in headers:
            command += ["-H", f"{name}: {value}"]
        if script:
            command += ["-s", str(script)]
        before = sum(cpu_seconds(pid) for pid in pids)
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        spent = sum(cpu_seconds(pid) for pid in pids) - before
        self.requests = int(re.search(r"(\d+) requests in", output).group(1))
        errors = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
        self.errors = int(errors.group(1)) if errors else 0
        self.micros = spent / max(1, self.requests) * 1e6
        self.p99 = re.search(r"99%\s+(\S+)", output).group(1)


def quietest(runs):
    """Of several runs the one with the least CPU a request: noise only ever adds."""
    return min(runs, key=lambda run: run.micros)


def median(values):
    return statistics.median(values)


class Table:
    """Rows as they come in, printed at once, kept for the report."""

    def __init__(self):
        self.rows = []

    def add(self, what, value, against="", target="", ok=None):
        self.rows.append((what, value, against, target, ok))
        mark = {True: "met", False: "MISSED", None: ""}[ok]
        print(f"{what:<52} {value:>16}  {against:<34} {target:<22} {mark}", flush=True)

    def markdown(self):
        lines = ["| what | measured | beside it, same run | target | |", "| --- | --- | --- | --- | --- |"]
        for what, value, against, target, ok in self.rows:
            met = {True: "met", False: "missed", None: ""}[ok]
            lines.append(f"| {what} | {value} | {against} | {target} | {met} |")
        return "\n".join(lines) + "\n"


def progress(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def wait_for(check, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if check():
            return
        time.sleep(0.01)
    raise RuntimeError("waited in vain")
