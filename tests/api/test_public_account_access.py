"""Rules of applications behind a public account: the account must be let in, and the person who uses it. On both
engines."""

import urllib.parse

import pytest
from application_scene import CALLBACK, create, profile, sign_in
from directory import Person, apply
from hosted import Visitor, step_of
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused
from sources import query_of
from test_push_login import answer, pending

SCOPE = "openid profile offline_access"
GRANT = "urn:openid:params:grant-type:ciba"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


class Desk:
    """A public account, the person who uses it, and an application that has rules."""

    def __init__(self, server):
        self.server, self.app = server, create(server, redirectUris=[CALLBACK])
        self.person, self.account = Person(server), Person(server, name="Front desk")
        apply(server, {"public_accounts": [{"user": self.account.name, "open_to": [{"user": self.person.name}]}]})
        self.oidc = Oidc(server, self.app["appId"], self.app["secret"])

    def rule(self, target, effect):
        return assert_ok(self.server.manage("POST", "authorize-application-access", {
            "appId": self.app["appId"], "list": [
                {"targetType": "USER", "targetIdentifier": [target], "effect": effect}]}))

    def strategy(self, wanted):
        return assert_ok(self.server.manage("POST", "update-application-permission-strategy", {
            "appId": self.app["appId"], "permissionStrategy": wanted}))

    def switch(self, token, app_id=None, target=None):
        body = {"targetUserId": target or self.account.id, "options": {"scope": SCOPE}}
        return self.server.call("POST", "/api/v3/switch-login-by-user", body, token=token, app=False,
                                headers={"x-authing-app-id": app_id or self.app["appId"]})

    def switched(self):
        """Tokens of the public account at the application."""
        token = assert_ok(sign_in(self.server, self.app, self.person.name))["access_token"]
        return assert_ok(self.switch(token))

    def browser(self):
        """Signed in as the public account, in a browser, at the demo application; (visitor, tokens)."""
        with self.server.with_settings(pool={"account_switch": True}):
            visitor = Visitor(self.server)
            visitor.authorize(redirect_uri=CALLBACK, scope=SCOPE)
            assert_refused(visitor.password(self.person.name), 303, 2930)
            data = assert_ok(visitor.state())["demand"]["data"]
            chosen = visitor.call("POST", "/interaction/authFlow", {
                "action": "public-account-login-selection", "data": {"userId": self.account.id},
                "flowHandle": data["flowHandle"]})
            assert_refused(chosen, 303, 1600)
            code = query_of(visitor.resume().headers["location"])["code"]
            return visitor, visitor.redeem(code, Oidc(self.server)).json()

    def authorized(self, visitor):
        """The same browser at the application, which shows no page: (visitor there, the answer to it)."""
        there = Visitor(self.server, self.app["appId"])
        there.browser = visitor.browser
        location = there.authorize(prompt="none", scope=SCOPE).headers["location"]
        return there, dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))

    def go_on(self, visitor):
        there, found = self.authorized(visitor)
        return there.redeem(found["code"], self.oidc).json() if "code" in found else found


@pytest.fixture
def desk(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        yield Desk(server)


def test_a_session_of_a_public_account_stands_as_long_as_its_person_is_let_in(server, desk):
    tokens = desk.switched()
    token = tokens["access_token"]
    for _ in range(2):
        assert assert_ok(profile(server, desk.app, token))["userId"] == desk.account.id
        assert desk.oidc.introspect(token)["active"] is True
        desk.rule(desk.person.id, "DENY")
        assert_refused(profile(server, desk.app, token), 401, 2021)
        assert desk.oidc.introspect(token)["active"] is False
        assert desk.oidc.me(token).status_code == 401
        assert_error(desk.oidc.refresh(tokens["refresh_token"]), 400, "invalid_grant")
        desk.rule(desk.person.id, "ALLOW")
    assert desk.oidc.refresh(tokens["refresh_token"]).status_code == 200
    desk.rule(desk.account.id, "DENY")
    assert_refused(profile(server, desk.app, token), 401, 2021)


def test_others_who_use_the_account_are_not_concerned(server, desk):
    other = Person(server)
    apply(server, {"public_accounts": [{"user": desk.account.name, "open_to": [{"user": other.name}]}]})
    token = desk.switched()["access_token"]
    desk.rule(other.id, "DENY")
    assert_ok(profile(server, desk.app, token))
    desk.rule(desk.person.id, "DENY")
    own = assert_ok(sign_in(server, desk.app, desk.account.name))["access_token"]
    assert_ok(profile(server, desk.app, own))  # with its own password it is nobody else
    assert_refused(profile(server, desk.app, token), 401, 2021)


def test_where_nobody_is_let_in_by_default_both_need_a_rule(server, desk):
    token = desk.switched()["access_token"]
    desk.strategy("DENY_ALL")
    assert_refused(profile(server, desk.app, token), 401, 2021)
    desk.rule(desk.account.id, "ALLOW")
    assert_refused(profile(server, desk.app, token), 401, 2021)
    desk.rule(desk.person.id, "ALLOW")
    assert_ok(profile(server, desk.app, token))


def test_a_sign_in_that_a_session_of_the_account_vouches_for_asks_about_the_person(server, desk):
    """The phone is at the demo application, which has no rules; the client is the application that has."""
    server.command("application", "update", desk.app["appId"], "--set", "ciba_grant=true")
    phone = assert_ok(desk.switch(desk.person.token, server.app_id))["access_token"]
    desk.rule(desk.person.id, "DENY")
    asked = desk.oidc.ask("bc-authorize", scope="openid", login_hint=desk.account.name).json()
    assert_ok(answer(server, phone, "CONFIRM", pending(server, phone)))
    assert_error(desk.oidc.ask("token", grant_type=GRANT, auth_req_id=asked["auth_req_id"]), 400, "invalid_grant")
    desk.rule(desk.person.id, "ALLOW")
    assert desk.oidc.ask("token", grant_type=GRANT, auth_req_id=asked["auth_req_id"]).status_code == 200


def test_single_sign_on_of_the_account_asks_about_the_person(server, desk):
    visitor, _ = desk.browser()
    token = desk.go_on(visitor)["access_token"]
    assert assert_ok(profile(server, desk.app, token))["userId"] == desk.account.id
    desk.rule(desk.person.id, "DENY")
    assert_refused(profile(server, desk.app, token), 401, 2021)
    assert desk.go_on(visitor)["error"] == "login_required"
    desk.rule(desk.person.id, "ALLOW")
    assert_ok(profile(server, desk.app, token))
    # Who stands behind it is known there too: they may go back to themselves.
    back = assert_ok(desk.switch(token, target=desk.person.id))["access_token"]
    assert assert_ok(profile(server, desk.app, back))["userId"] == desk.person.id


@pytest.mark.parametrize("refused", ["person", "account"])
def test_a_code_is_redeemed_where_both_may_enter_by_then(server, desk, refused):
    visitor, _ = desk.browser()
    there, found = desk.authorized(visitor)
    desk.rule(getattr(desk, refused).id, "DENY")
    assert_error(there.redeem(found["code"], desk.oidc), 400, "invalid_grant")
    desk.rule(getattr(desk, refused).id, "ALLOW")
    assert_error(there.redeem(found["code"], desk.oidc), 400, "invalid_grant")  # that one is spent
    there, found = desk.authorized(visitor)
    assert there.redeem(found["code"], desk.oidc).status_code == 200


def test_an_exchange_for_an_application_asks_about_the_person(server, desk):
    subject = assert_ok(desk.switch(desk.person.token, server.app_id))["access_token"]
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": subject,
            "subject_token_type": "urn:ietf:params:oauth:token-type:access_token", "audience": desk.app["appId"]}
    with server.with_settings(app={"token_exchange_grant": True, "token_exchange_audiences": [desk.app["appId"]]}):
        assert Oidc(server).ask("token", **form).status_code == 200
        desk.rule(desk.person.id, "DENY")
        assert_error(Oidc(server).ask("token", **form), 400, "invalid_grant")


def test_a_device_that_was_approved_as_the_account_stands_for_the_person(server, desk):
    server.command("application", "update", desk.app["appId"], "--set", "device_grant=true")
    visitor, _ = desk.browser()
    there = Visitor(server, desk.app["appId"])
    there.browser = visitor.browser

    def approved():
        told = desk.oidc.ask("device/auth", scope=SCOPE).json()
        there.note(there.browser.get(f"/{there.app_id}/oidc/device", unchecked=True))
        assert step_of(there.answer("device", userCode=told["user_code"])) == "done"
        there.resume()
        assert step_of(there.answer("consent", allow=True)) == "done"
        there.resume()
        return {"grant_type": DEVICE_GRANT, "device_code": told["device_code"]}

    token = desk.oidc.ask("token", **approved()).json()["access_token"]
    assert assert_ok(profile(server, desk.app, token))["userId"] == desk.account.id
    waiting = approved()
    desk.rule(desk.person.id, "DENY")
    assert_refused(profile(server, desk.app, token), 401, 2021)
    assert_error(desk.oidc.ask("token", **waiting), 400, "invalid_grant")


def test_suspending_the_person_ends_every_session_of_a_browser(server, desk):
    visitor, tokens = desk.browser()
    there = desk.go_on(visitor)
    assert_ok(server.manage("POST", "update-user", {"userId": desk.person.id, "status": "Suspended"}))
    assert server.get("get-profile", token=tokens["access_token"])["statusCode"] in (401, 403)
    assert profile(server, desk.app, there["access_token"])["statusCode"] in (401, 403)
    assert desk.go_on(visitor)["error"] == "login_required"
