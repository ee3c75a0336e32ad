"""The examples of README.md and docs/guide are run as they stand, page by page, against a server of their own.

The fence of a block says whether it is run (LANGUAGES_RUN, LANGUAGES_SHOWN). A second word behind the language says
what it would need and keeps it from being run: `js browser`, `java fragment`. A block that begins with a comment like
`# vendor.py:` is saved under that name and runs in the background. A page that refers to getting-started.md#variables
gets them first.
"""

import dataclasses
import json
import os
import pathlib
import re
import subprocess
import threading
import time

import genauth
import pytest
import requests
from scenes import assert_ok

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / "build"  # where script/setup installs
START = ROOT / "docs/guide/getting-started.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md"))]
LANGUAGES_RUN = {"sh", "python", "js", "java"}
LANGUAGES_SHOWN = {"console", "text", "json", "yaml", "sql", "nginx", "apache", "cpp", "css", "http", "mermaid"}
REASONS = {"browser", "fragment"}  # tests/browser runs the one of passkeys.md
NO_CAPABILITY = {"README", "getting-started", "running", "add-an-operation", "login-pages"}
FENCE = re.compile(r"^( *)```(\S*)(?: +(\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\w+\.py):")
VARIABLES = "getting-started.md#variables"
PORT = re.compile(r"\b(3000|3001|9000)\b")  # as the pages write them: the server's, its management's, a stand-in's
TIMEOUT_S = 60

# What a page says must be there and only its reader can have.
FILES = {"saml": "idp.pem", "directories": "company-ca.pem"}
# Answers that a page means to get beside 200, by business status.
MEANT = {"account-centre": {303}, "mfa": {303}, "completion": {303}, "agreements": {303}, "sign-in-choices": {303},
         "wechat-mobile": {303}, "hosted-login": {303}, "oidc-requests": {201, 303}, "oidc-devices": {303},
         "oidc-certificates": {401}, "dynamic-clients": {201, 303}, "events": {101}, "branding": {303}}
# What a page promises to print.
SHOWN = {"events": "17", "README": '"statusCode":200', "bind-phone": "13800138000"}


@dataclasses.dataclass
class Block:
    language: str
    reason: str
    text: str


def blocks_of(text):
    return [Block(language, reason, body) for _, language, reason, body in FENCE.findall(text)]


def is_run(block):
    return block.language in LANGUAGES_RUN and not block.reason


def variables():
    return next(block for block in blocks_of(START.read_text()) if "export HOST=" in block.text)


class Reader:
    """Whoever pastes the examples of one page: a folder with `data`, a shell's variables, and eyes for the inbox."""

    def __init__(self, folder, page):
        self.folder, self.page, self.text = folder, page.stem, page.read_text()
        (folder / "data").mkdir()
        (folder / "node_modules").symlink_to(TOOLS / "node_modules")
        (folder / "genauth").symlink_to(genauth.BINARY)
        self.ports = {"9000": genauth.free_port(), "3000": 0, "3001": 0}
        settings = {name: self.in_place(value) for name, value in re.findall(r"(GENAUTH_\w+)=(\S+)", self.text)}
        settings = settings if "genauth serve --dev" in self.text else {}
        self.server = genauth.Server(data=folder / "data", settings=settings)
        self.ports.update({"3000": self.server.port, "3001": self.server.management_port})
        self.environment = {**os.environ, "PATH": f"{folder}:{TOOLS}/venv/bin:{os.environ['PATH']}"}
        self.background = []

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *_):
        for process in self.background:
            process.kill()
            process.wait()
        self.server.stop()

    def in_place(self, text):
        return PORT.sub(lambda port: str(self.ports[port[0]]), text)

    def run(self, block):
        """Fails unless the program ends well and the server did all that it was asked for."""
        text = self.in_place(block.text)
        if name := FILE.match(text):
            return self.run_in_background(name[1], text)
        seen = len(self.calls())
        output = self.type_in(self.command(block.language, text))
        for call in self.calls()[seen:]:
            assert call["status"] in {200} | MEANT.get(self.page, set()), f"{call}\n{block.text}\n{output}"
        return output

    def command(self, language, text):
        if language == "sh":
            script = f"set -euo pipefail -o allexport\n{text}\nenv -0 >.environment\n"
            return ["bash", "-c", script]
        if language == "python":
            return ["python", "-c", text]
        if language == "js":
            path = self.folder / ("example.cjs" if "require(" in text else "example.mjs")
            path.write_text(text)
            return [TOOLS / "node_modules/.bin/node", path]
        path = self.folder / "Example.java"
        path.write_text(text)
        wanted = re.search(r"// ([A-Z_ ]+)\n", text)[1].split()
        known = {"HOST": self.server.base, "APP_ID": self.server.app_id, "APP_SECRET": self.server.app_secret,
                 "NUMBER": "13800138009"}
        if "ACCESS_TOKEN" in wanted:
            known["ACCESS_TOKEN"] = self.server.person("example")
        return ["java", "-cp", f"{TOOLS}/java/*", path, *(known[name] for name in wanted)]

    def type_in(self, command):
        """Runs it in the folder and answers what it asks for; returns what it said."""
        with subprocess.Popen(command, cwd=self.folder, env=self.environment, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            watchdog = threading.Timer(TIMEOUT_S, process.kill)
            watchdog.start()
            output = b""
            while chunk := process.stdout.read1():
                output += chunk
                if answer := self.answer(output.decode(errors="replace")):
                    process.stdin.write(answer.encode())
                    process.stdin.flush()
            watchdog.cancel()
        assert process.returncode == 0, f"ended with {process.returncode}:\n{output.decode()}"
        self.remember()
        return output.decode()

    def answer(self, output):
        if re.search(r"Code[\w ]*: $", output):
            return self.server.messages(limit=1)[0]["code"] + "\n"
        if re.search(r"^Enter \w+ $", output, re.MULTILINE):
            time.sleep(1)  # reads, and what was published meanwhile arrives
            return "\n"
        return None

    def remember(self):
        """What a shell exports is there for the blocks that follow."""
        path = self.folder / ".environment"
        if path.exists():
            pairs = path.read_bytes().decode().split("\0")
            self.environment = dict(pair.split("=", 1) for pair in pairs if "=" in pair)

    def run_in_background(self, name, text):
        (self.folder / name).write_text(text)
        self.background.append(subprocess.Popen(["python", name], cwd=self.folder, env=self.environment))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                return requests.get(f"http://127.0.0.1:{self.ports['9000']}/", timeout=5).text
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError(f"{name} does not answer")

    def calls(self):
        lines = (self.folder / "data/server.log").read_text().splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return [event for event in events if event["event"] == "call"]


def prepare(reader):
    """What the page says must be there."""
    if reader.page in FILES:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example", "-keyout",
                        "/dev/null", "-out", reader.folder / FILES[reader.page]], check=True, capture_output=True)
    if reader.page == "apply":
        save_full_example(reader)
    if VARIABLES in reader.text or reader.page == START.stem:
        reader.run(variables())


def save_full_example(reader):
    """pool.yaml is the page's own full example, with the ids of this server and the people that it names."""
    server = reader.server
    people = [{"username": "ada"}, {"username": "frontdesk"}, {"email": "grace@example.com"},
              {"phone": "6502530000", "phoneCountryCode": "+1"}]
    for person in people:
        assert_ok(server.manage("POST", "create-user", {"status": "Activated", **person}))
    example = next(block.text for block in blocks_of(reader.text) if block.text.startswith("pool: "))
    for number, name in enumerate((server.pool_id, server.app_id)):
        example = example.replace(f"66c1f0a9{number:016}", name)
    (reader.folder / "pool.yaml").write_text(example)


@pytest.mark.parametrize("page", [page for page in PAGES if any(map(is_run, blocks_of(page.read_text())))],
                         ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page, tmp_path):
    with Reader(tmp_path, page) as reader:
        prepare(reader)
        output = [reader.run(block) for block in blocks_of(reader.text) if is_run(block) and block != variables()]
        assert SHOWN.get(page.stem, "") in "".join(output)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_says_what_it_is(page):
    for block in blocks_of(page.read_text()):
        assert block.language in LANGUAGES_RUN | LANGUAGES_SHOWN, block
        assert not block.reason or block.reason in REASONS and block.language in LANGUAGES_RUN, block


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem not in NO_CAPABILITY], ids=lambda page: page.stem)
def test_the_page_of_a_capability_has_a_diagram_and_an_example(page):
    blocks = blocks_of(page.read_text())
    assert any(block.language == "mermaid" for block in blocks)
    assert any(is_run(block) or block.reason == "browser" for block in blocks)


BROKEN = [
    ("python", "import nowhere"),
    ("python", "from authing import AuthenticationClient\nprint(AuthenticationClient(app_id='x', app_secret='y', "
               "app_host='http://localhost:3000').sign_in_by_username_password('nobody', 'nothing'))"),
    ("sh", "curl -s http://localhost:3000/api/v3/get-profile | jq .message"),
    ("sh", "genauth pool update nowhere --set no_such_setting=1"),
    ("sh", "echo $NO_SUCH_VARIABLE"),
    ("sh", "no_such_program | cat"),
    ("js", "await fetch('http://localhost:3000/api/v3/get-profile');"),
    ("js", "require('nowhere');"),
    ("java", "class Example {\n  // HOST\n  public static void main(String[] x) { throw new RuntimeException(); }\n}"),
]


def test_a_broken_example_fails(tmp_path):
    with Reader(tmp_path, START) as reader:
        for language, text in BROKEN:
            with pytest.raises(AssertionError, match="ended with|status"):
                reader.run(Block(language, "", text))
