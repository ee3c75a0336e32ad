"""What the HTTP tests share: fresh names, expectations, and people in a given state."""

import contextlib
import itertools
import shutil
import sqlite3
import subprocess

import genauth
import pytest

PASSWORD = "correct horse battery"
_counter = itertools.count(1)


def new_name(stem="person"):
    return f"{stem}{next(_counter)}"


def new_email():
    return f"person{next(_counter)}@example.com"


def new_number():
    return f"139{20_000_000 + next(_counter)}"


def assert_ok(answer):
    assert answer["statusCode"] == 200, answer
    return answer.get("data")


def assert_refused(answer, status_code, api_code=None):
    assert (answer["statusCode"], answer.get("apiCode")) == (status_code, api_code), answer


def user_of(server, **profile):
    """A user made by an administrator; returns the user's document."""
    return assert_ok(server.manage("POST", "create-user", {"status": "Activated", "password": PASSWORD, **profile}))


def try_password(server, password=PASSWORD, options=None, client=None, headers=None, **identifier):
    body = {"connection": "PASSWORD", "passwordPayload": {"password": password, **identifier},
            **(server.client() if client is None else client)}
    if options is not None:
        body["options"] = options
    return server.post("signin", body, headers=headers)


def try_passcode(server, code, options=None, **where):
    body = {"connection": "PASSCODE", "passCodePayload": {"passCode": code, **where}, **server.client()}
    if options is not None:
        body["options"] = options
    return server.post("signin", body)


def email_code(server, channel, email, token=None):
    assert_ok(server.post("send-email", {"channel": channel, "email": email}, token=token))
    return server.last_code(email.lower())


def wrong(code):
    return "0" * len(code) if code != "0" * len(code) else "1" * len(code)


def solved_captcha(server):
    """A picture code with its answer, which the development inbox shows under the token."""
    token = assert_ok(server.get("get-captcha-code"))["captchaToken"]
    return {"captchaToken": token, "captchaCode": server.last_code(token)}


def sql(server, text):
    """What a person with access to the database could do; the rows of the answer, cells parted by "|"."""
    if server.database:
        done = subprocess.run(["psql", "-qAtX", server.database, "-v", "ON_ERROR_STOP=1", "-c", text], check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()
    with contextlib.closing(sqlite3.connect(server.data / "genauth.db", timeout=10)) as file, file:
        rows = file.execute(text).fetchall()
    return "\n".join("|".join(str(cell) for cell in row) for row in rows)


@contextlib.contextmanager
def two_processes(settings=None):
    """Two servers with one PostgreSQL database and one master key."""
    if "postgres" not in genauth.engines():
        pytest.skip("needs PostgreSQL, which script/test starts")
    with genauth.fresh_database("postgres") as url, two_on(url, settings) as both:
        yield both


@contextlib.contextmanager
def two_on(url, settings=None):
    """The same on a database that is there already."""
    with genauth.Server(database=url, settings=settings) as first:
        data = first.data / "second"
        data.mkdir()
        for name in ("master.key", "dev.json"):
            shutil.copy(first.data / name, data / name)
        with genauth.Server(data=data, database=url, settings=settings) as second:
            yield first, second
