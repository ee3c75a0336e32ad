"""A real genauth process for tests: started on free ports with fresh data, asked over HTTP, stopped.

Every V3 answer is checked against the contract (tests/support/contract.py).
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import requests
import yaml

import contract
from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GENAUTH_BINARY") or str(ROOT / "build/release/src/app/genauth")

# What one client that does everything would run into.
WITHOUT_LIMIT = ["RATE_ADDRESS_PER_MINUTE", "RATE_SUBJECT_PER_MINUTE", "RATE_MESSAGE_PER_MINUTE",
                 "RATE_SIGNUP_PER_HOUR", "CODES_CONVERSION_SENDS", "CODES_RECIPIENT_PER_HOUR",
                 "CODES_ADDRESS_PER_HOUR", "CODES_ADDRESS_PER_DAY", "CODES_NETWORK_PER_HOUR", "CODES_NETWORK_PER_DAY",
                 "CODES_RANGE_PER_HOUR", "CODES_RANGE_PER_DAY"]


@contextlib.contextmanager
def fresh_database(engine):
    """The URL of an empty database ("" for SQLite in the data folder)."""
    if engine == "sqlite":
        yield ""
        return
    server = os.environ["GENAUTH_TEST_POSTGRES"]
    name = f"genauth_http_{os.getpid()}_{time.monotonic_ns()}"
    subprocess.run(["psql", "-q", server, "-c", f"create database {name}"], check=True)
    try:
        base, _, query = server.partition("?")
        yield base.rsplit("/", 1)[0] + "/" + name + (("?" + query) if query else "")
    finally:
        subprocess.run(["psql", "-q", server, "-c", f"drop database {name} with (force)"], check=True)


def engines():
    return ["sqlite", "postgres"] if os.environ.get("GENAUTH_TEST_POSTGRES") else ["sqlite"]


# What the demo application has otherwise than others.
OF_DEMO = {"password_grant": True}


def stored_default(schema, name):
    if schema == "StoredApplicationSettings" and name in OF_DEMO:
        return OF_DEMO[name]
    stored = yaml.safe_load((ROOT / "contract/stored.yaml").read_text(encoding="utf-8"))
    member = stored["components"]["schemas"][schema]["properties"][name]
    return member.get("default", {} if "$ref" in member else [])


class Server:
    """One process. `settings` are environment variables such as GENAUTH_RATE_SIGNUP_PER_HOUR, `arguments` more of
    its command line."""

    def __init__(self, data=None, database="", settings=None, dev=True, arguments=()):
        self.own_data = data is None
        self.data = pathlib.Path(data or tempfile.mkdtemp(prefix="genauth-"))
        self.database = database
        self.settings = {**{f"GENAUTH_{name}": "0" for name in WITHOUT_LIMIT}, **(settings or {})}
        self.dev = dev
        self.arguments = arguments
        self.port, self.management_port = free_port(), free_port()
        self.process = None

    def start(self):
        command = [BINARY, "serve", "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}",
                   "--management-listen", f"127.0.0.1:{self.management_port}", *self.arguments]
        if self.database:
            command += ["--database", self.database]
        if self.dev:
            command.append("--dev")
        self.log = open(self.data / "server.log", "ab")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log,
                                        env={**os.environ, **self.settings})
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"http://127.0.0.1:{self.management_port}/readyz", timeout=2).status_code == 200:
                    return self._know()
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError("genauth did not start:\n" + (self.data / "server.log").read_text()[-4000:])

    def _know(self):
        self.base = f"http://localhost:{self.port}"
        if self.dev:
            facts = json.loads((self.data / "dev.json").read_text())
            self.facts = facts
            self.app_id, self.app_secret, self.pool_id = facts["appId"], facts["appSecret"], facts["userPoolId"]
            self.key_id, self.key_secret = facts["accessKeyId"], facts["accessKeySecret"]
            self.dev_headers = {"authorization": "Bearer " + facts["devToken"]}
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)
        self.process = None
        self.log.close()

    def command(self, *words, check=True):
        """Runs `genauth WORDS` on this server's data, running or not; returns the finished process."""
        line = [BINARY, *words, "--data", str(self.data)]
        line += ["--database", self.database] if self.database else []
        line += ["--dev"] if self.dev else []
        done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False,
                              env={**os.environ, **self.settings})
        assert not check or done.returncode == 0, f"genauth {' '.join(words)}: {done.stderr}"
        return done

    def other_pool(self):
        """A second pool: {userPoolId, appId, appSecret, accessKeyId, …}."""
        identifier = f"pool{time.monotonic_ns()}"
        made = json.loads(self.command("pool", "create", "Other", "--identifier", identifier).stdout)
        return {**made, "identifier": identifier}

    def other_application(self):
        """A second application of the demo pool: {appId, appSecret}."""
        identifier = f"app{time.monotonic_ns()}"
        return json.loads(self.command("application", "create", self.pool_id, "Second", "--identifier",
                                       identifier).stdout)

    @contextlib.contextmanager
    def with_settings(self, pool=None, app=None):
        """Stored settings (contract/stored.yaml) of the demo pool and application, for as long as this lasts."""
        self._set(pool, app)
        try:
            yield self
        finally:
            self._set(pool and {name: stored_default("StoredPoolSettings", name) for name in pool},
                      app and {name: stored_default("StoredApplicationSettings", name) for name in app})

    def _set(self, pool, app):
        for noun, key, changes in (("pool", self.pool_id, pool), ("application", self.app_id, app)):
            if changes:
                self.command(noun, "update", key, "--set",
                             *(f"{name}={json.dumps(value)}" for name, value in changes.items()))

    def remove(self):
        self.stop()
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.remove()

    # --- calls ---------------------------------------------------------------------------------------------
    def call(self, method, path, body=None, token=None, headers=None, app=True, **more):
        """One V3 call; returns the parsed answer, checked against the contract."""
        sent = {"x-authing-app-id": self.app_id} if app else {}
        if token:
            sent["authorization"] = token
        sent.update({"x-authing-lang": "en-US", **(headers or {})})
        response = requests.request(method, self.base + path, json=body, headers=sent, timeout=30, **more)
        answer = response.json()
        contract.check(method, path, answer)
        return answer

    def post(self, path, body=None, **more):
        return self.call("POST", "/api/v3/" + path, body if body is not None else {}, **more)

    def get(self, path, **more):
        return self.call("GET", "/api/v3/" + path, **more)

    # --- people --------------------------------------------------------------------------------------------
    def sign_up(self, username, password="correct horse battery"):
        answer = self.post("signup", {"connection": "PASSWORD",
                                      "passwordPayload": {"username": username, "password": password}})
        assert answer["statusCode"] == 200, answer
        return answer["data"]

    def client(self):
        return {"client_id": self.app_id, "client_secret": self.app_secret}

    def sign_in(self, username, password="correct horse battery", scope="openid profile"):
        answer = self.post("signin", {"connection": "PASSWORD", **self.client(), "options": {"scope": scope},
                                      "passwordPayload": {"username": username, "password": password}})
        assert answer["statusCode"] == 200, answer
        return answer["data"]

    def person(self, username):
        """A new account, signed in; returns its access token."""
        self.sign_up(username)
        return self.sign_in(username)["access_token"]

    # --- development mode ----------------------------------------------------------------------------------
    def messages(self, to="", limit=50):
        return requests.get(self.base + "/dev/messages", params={"to": to, "limit": limit},
                            headers=self.dev_headers, timeout=10).json()

    def last_code(self, to):
        return self.messages(to, 1)[0]["code"]

    def advance(self, ms):
        answer = requests.post(self.base + "/dev/clock", json={"advanceMs": ms}, headers=self.dev_headers, timeout=10)
        assert answer.status_code == 200, answer.text
        self._management_token = None  # it may have expired

    def send_sms(self, channel, number, code="+86", token=None):
        return self.post("send-sms", {"channel": channel, "phoneNumber": number, "phoneCountryCode": code}, token=token)

    def sms_code(self, channel, number, code="+86", token=None):
        """Sends a code, a minute after any earlier one, and reads it from the inbox."""
        answer = self.send_sms(channel, number, code, token)
        assert answer["statusCode"] == 200, answer
        return self.last_code(code + number)

    def management_token(self, key_id=None, secret=None):
        answer = self.post("get-management-token", {"accessKeyId": key_id or self.key_id,
                                                    "accessKeySecret": secret or self.key_secret}, app=False)
        assert answer["statusCode"] == 200, answer
        return answer["data"]["access_token"]

    def manage(self, method, path, body=None, **more):
        if not getattr(self, "_management_token", None):
            self._management_token = self.management_token()
        return self.call(method, "/api/v3/" + path, body, token=self._management_token, app=False, **more)
