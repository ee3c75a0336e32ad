"""Applications as administrators make them, for the tests that need one."""

import time

from scenes import assert_ok

CALLBACK = "https://app.example.com/callback"


def create(server, **settings):
    """A new application of the demo pool, as create-application shows it, with its secret."""
    made = assert_ok(server.manage("POST", "create-application", {"appName": "An application", **settings}))
    return {**made, "secret": secret_of(server, made["appId"])}


def secret_of(server, app_id):
    return assert_ok(server.manage("GET", f"get-application-secret?appId={app_id}"))["secret"]


def update(server, app_id, **changes):
    return assert_ok(server.manage("POST", "update-application", {"appId": app_id, **changes}))


def shown(server, app_id):
    return assert_ok(server.manage("GET", f"get-application?appId={app_id}"))


def identifier():
    return f"app{time.monotonic_ns()}"


def sign_in(server, app, username=None, password="correct horse battery", scope="openid profile offline_access",
            **named):
    """signin at that application; the whole answer."""
    named = {"username": username} if username else named
    return server.call("POST", "/api/v3/signin", {
        "connection": "PASSWORD", "client_id": app["appId"], "client_secret": app["secret"],
        "passwordPayload": {**named, "password": password}, "options": {"scope": scope}},
        headers={"x-authing-app-id": app["appId"]}, app=False)


def profile(server, app, token):
    return server.call("GET", "/api/v3/get-profile", token=token, headers={"x-authing-app-id": app["appId"]},
                       app=False)
