"""The official Python SDK, unmodified, against a real server. Every answer it receives is also checked against the
contract, by listening at `requests`, which the SDK calls."""

import itertools
import pathlib
import sys
import urllib.parse

import pytest
import requests
from authing import AuthenticationClient, ManagementClient

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import contract  # noqa: E402
import genauth  # noqa: E402

PASSWORD = "correct horse battery"
_count = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def _answers_keep_the_contract():
    send = requests.Session.send

    def checked(session, request, **more):
        response = send(session, request, **more)
        path = urllib.parse.urlsplit(request.url).path
        if path.startswith("/api/v3/"):
            assert response.status_code == 200, f"{path}: HTTP {response.status_code}"
            contract.check(request.method, path, response.json())
        return response

    requests.Session.send = checked
    yield
    requests.Session.send = send


@pytest.fixture(scope="module")
def server():
    with genauth.Server() as running:
        yield running


class Person:
    """One account that signs up and in with the SDK."""

    def __init__(self, server, scope="openid profile username email phone offline_access"):
        self.server = server
        self.number = f"139{10_000_000 + next(_count)}"
        self.email = f"person{next(_count)}@example.com"
        self.username = f"person{next(_count)}"
        self.scope = scope
        self.client = client_of(server)

    def sign_up(self):
        ok(self.client.sign_up_by_username_password(self.username, PASSWORD))
        return self

    def sign_in(self):
        answer = self.client.sign_in_by_username_password(self.username, PASSWORD, {"scope": self.scope})
        self.tokens = ok(answer)
        self.client.set_access_token(self.tokens["access_token"])
        return self

    def code(self, channel):
        ok(self.client.send_sms(channel, self.number))
        return self.server.last_code("+86" + self.number)

    def email_code(self, channel):
        ok(self.client.send_email(channel, self.email))
        return self.server.last_code(self.email)


def client_of(server, **options):
    return AuthenticationClient(app_id=server.app_id, app_host=server.base, app_secret=server.app_secret, **options)


def ok(answer):
    """The data of an answer that must be a success."""
    assert answer["statusCode"] == 200, answer
    return answer.get("data")


def refused(answer, status_code, api_code=None):
    assert (answer["statusCode"], answer.get("apiCode")) == (status_code, api_code), answer


@pytest.fixture
def stranger(server):
    """Nobody yet: no account, not signed in."""
    return Person(server)


@pytest.fixture
def person(server):
    return Person(server).sign_up().sign_in()


@pytest.fixture(scope="module")
def management(server):
    return ManagementClient(server.key_id, server.key_secret, host=server.base)
