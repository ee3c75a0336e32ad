"""The C++ SDK: its committed headers follow the contract, it installs as a package, its example binds a phone."""

import filecmp
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILD = pathlib.Path(os.environ["GENAUTH_BUILD"])
sys.path.insert(0, str(ROOT / "tests/support"))
import genauth  # noqa: E402


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sanitizer_flags():
    """What is linked to an instrumented library must be linked with its runtime."""
    chosen = re.search(r"^GENAUTH_SANITIZE:STRING=(.*)$", (BUILD / "CMakeCache.txt").read_text(), re.M)[1]
    return {"asan": "-fsanitize=address,undefined", "tsan": "-fsanitize=thread", "": ""}[chosen]


def test_committed_headers_are_what_the_contract_gives():
    generated = BUILD / "gen/sdk_cpp/include"
    names = [path.relative_to(generated) for path in generated.rglob("*.h")]
    assert names
    stale = [str(name) for name in names
             if not filecmp.cmp(generated / name, ROOT / "sdk/cpp/include" / name, shallow=False)]
    assert not stale, f"copy them from {generated} to sdk/cpp/include: {stale}"


def test_the_example_binds_a_phone():
    with genauth.Server() as server:
        shown = run(BUILD / "sdk/cpp/genauth_sdk_bind_phone", server.data / "dev.json", "cpp.person", "13812345678")
        assert "+8613812345678" in shown
        token = server.sign_in("cpp.person", "correct horse 7")["access_token"]
        profile = server.get("get-profile", token=token)["data"]
        assert (profile["phone"], profile["phoneVerified"]) == ("13812345678", True)


def test_a_project_of_its_own_finds_the_installed_package(tmp_path):
    run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", tmp_path / "prefix")
    run("cmake", "-S", HERE / "consumer", "-B", tmp_path / "build", "-G", "Ninja",
        f"-DCMAKE_PREFIX_PATH={tmp_path / 'prefix'}", f"-DCMAKE_CXX_FLAGS={sanitizer_flags()}")
    run("cmake", "--build", tmp_path / "build")
    with genauth.Server() as server:
        shown = run(tmp_path / "build/consumer", server.base, server.key_id, server.key_secret)
        assert shown == "200 0\n"  # no users yet
