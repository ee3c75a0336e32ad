"""What the tests of choices on the way of a sign-in share: members of tenants, hosted pages, answers."""

import contextlib

import jwt
from directory import Person, apply
from hosted import CALLBACK, Visitor


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def answer(server, data, action, headers=None, **given):
    return server.call("POST", "/interaction/authFlow", {"action": action, "flowHandle": data["flowHandle"],
                                                          "data": given}, headers=headers)


def begun(server):
    visitor = Visitor(server)
    visitor.authorize(redirect_uri=CALLBACK)
    return visitor


@contextlib.contextmanager
def settings(server, app=None, pool=None):
    with server.with_settings(app={"redirect_uris": [CALLBACK], **(app or {})}, pool=pool):
        yield


def member(server, *tenants, name=None):
    person = Person(server)
    apply(server, {"tenants": [{"code": code, "name": code, "members": [{"user": person.name}]} for code in tenants]})
    return person
