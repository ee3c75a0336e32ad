"""What the tests of information completion share: an application that asks, and the answers to it."""

import contextlib
import json

from scenes import assert_refused, try_password
from second_factor import sign_in

COMPANY = {"name": "company", "label": "Company", "required": True}


@contextlib.contextmanager
def ask(server, *wanted, places=("login",), skippable=False):
    """The demo application asks for these fields."""
    with server.with_settings(app={"completion_places": list(places), "completion_skippable": skippable,
                                   "completion_fields": list(wanted)}):
        yield


def fields(*wanted):
    return json.dumps(list(wanted))


def asked(server, username=None, phone=None, **more):
    """What a sign-in by password asks for."""
    refused = try_password(server, phone=phone, **more) if phone else sign_in(server, username, **more)
    assert_refused(refused, 303, 1642)
    assert "access_token" not in str(refused)
    return refused["data"]


def named(data):
    return [field["name"] for field in data["metaData"]]


def value(name, given, **more):
    return {"name": name, "value": given, **more}


def answer(server, data, values, action="complete-completion", headers=None):
    body = {"action": action, "flowHandle": data["flowHandle"], "data": {"fieldValues": values}}
    return server.call("POST", "/interaction/authFlow", body, headers=headers)


def complete(server, data, headers=None, **values):
    return answer(server, data, [value(name, given) for name, given in values.items()], headers=headers)


def skip(server, data):
    return answer(server, data, [], "skip-completion")
