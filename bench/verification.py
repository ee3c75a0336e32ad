"""Authenticator codes and passkeys: verifying them on one core, beside the bare digests and signatures in them."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build/release"


def verification(table):
    subprocess.run(["cmake", "--build", str(FOLDER), "--target", "bench_verification"], check=True, capture_output=True)
    program = next(FOLDER.rglob("bench_verification"))
    lines = subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout.splitlines()
    for line in lines:
        kind, whole, bare = line.split("\t")
        table.add(f"{kind} verified", f"{1e9 / float(whole):,.0f} /s a core",
                  f"{1e9 / float(bare):,.0f} /s bare cryptography")
