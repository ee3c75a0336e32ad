"""Passkeys: verifying a sign-in on one core, beside the bare check of its signature."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build/release"


def verification(table):
    subprocess.run(["cmake", "--build", str(FOLDER), "--target", "bench_webauthn"], check=True, capture_output=True)
    program = next(FOLDER.rglob("bench_webauthn"))
    lines = subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout.splitlines()
    for line in lines:
        name, ceremony, bare = line.split("\t")
        table.add(f"passkey sign-in verified ({name})", f"{1e9 / float(ceremony):,.0f} /s a core",
                  f"{1e9 / float(bare):,.0f} /s bare signatures")
