"""What administrators demand: of a pool, in an application, of one user; and the check outside of a sign-in."""

import pytest
from scenes import assert_ok, assert_refused, new_email, new_name, new_number, user_of
from second_factor import (Authenticator, demanded, enroll_sms, person_with_otp, policies, sign_in, v2, works)


@pytest.fixture(autouse=True)
def _nothing_is_left(server):
    yield
    assert_ok(server.manage("POST", "update-global-mfa-settings", {"enabledFactors": []}))
    everything = ["OTP", "SMS", "EMAIL", "FACE"]
    of_app(server, disabled=everything)
    server.command("application", "update", server.app_id, "--set", "mfa_disabled_factors=[]")


def of_pool(server, *factors):
    answer = server.manage("POST", "update-global-mfa-settings", {"enabledFactors": list(factors)})
    return assert_ok(answer)["enabledFactors"]


def of_app(server, enabled=None, disabled=None, app_id=None):
    body = {"appId": app_id or server.app_id, "enabledFactors": enabled, "disabledFactors": disabled}
    answer = server.manage("POST", "update-application-mfa-settings",
                           {name: value for name, value in body.items() if value is not None})
    return assert_ok(answer)["enabledFactors"]


def of_user(server, user_id, *policies_of, **more):
    trigger = {"mfaToken": "-", "applicationMfa": [
        {"mfaPolicy": policy, "status": status, "sort": sort} for policy, status, sort in policies_of], **more}
    return server.manage("POST", "set-mfa-status", {"userId": user_id, "mfaTriggerData": trigger})


def status_of(server, user_id):
    return assert_ok(server.manage("GET", "get-mfa-status?userId=" + user_id))


def trigger(server, user_id, app_id=None):
    return server.manage("GET", f"get-mfa-trigger-data?appId={app_id or server.app_id}&userId={user_id}")


def introspect(server, token, **more):
    return server.call("POST", "/mfa/token/introspection", {"token": token}, **more)


# --- the pool ----------------------------------------------------------------------------------------------------
def test_the_pool_demands_in_every_application_until_it_is_switched_off(server):
    user = user_of(server, username=new_name(), phone=new_number(), email=new_email())
    assert assert_ok(server.manage("GET", "get-global-mfa-settings")) == {"enabledFactors": []}
    assert of_pool(server, "SMS", "EMAIL", "SMS") == ["SMS", "EMAIL"]
    assert assert_ok(server.manage("GET", "get-global-mfa-settings")) == {"enabledFactors": ["SMS", "EMAIL"]}
    assert policies(demanded(server, user["username"])) == ["SMS", "EMAIL"]
    answer = server.manage("POST", "disable-global-mfa-settings", {"disableFactors": ["SMS"]})
    assert assert_ok(answer) == {"enabledFactors": ["EMAIL"]}
    assert policies(demanded(server, user["username"])) == ["EMAIL"]
    assert assert_ok(server.manage("POST", "disable-global-mfa-settings", {"disableFactors": ["EMAIL", "FACE"]})) == {
        "enabledFactors": []}
    assert sign_in(server, user["username"])["statusCode"] == 200


# --- an application ----------------------------------------------------------------------------------------------
def test_an_application_adds_demands_and_orders_them(server):
    user = user_of(server, username=new_name(), phone=new_number(), email=new_email())
    assert of_app(server, enabled=["EMAIL"]) == ["EMAIL"]
    assert of_app(server, enabled=["SMS"]) == ["EMAIL", "SMS"]
    of_pool(server, "SMS")
    data = demanded(server, user["username"])
    assert [(each["mfaPolicy"], each["status"], each["sort"]) for each in data["applicationMfa"]] == [
        ("EMAIL", 1, 1), ("SMS", 1, 2)]
    assert of_app(server, disabled=["EMAIL"]) == ["SMS"]
    assert policies(demanded(server, user["username"])) == ["SMS"]


def test_an_application_narrows_what_the_pool_offers_and_never_ends_its_demand(server):
    user = user_of(server, username=new_name(), phone=new_number(), email=new_email())
    of_pool(server, "SMS", "EMAIL")
    of_app(server, disabled=["SMS"])
    assert policies(demanded(server, user["username"])) == ["EMAIL"]
    of_app(server, disabled=["EMAIL"])
    assert policies(demanded(server, user["username"])) == ["SMS", "EMAIL"]


def test_settings_of_an_application_of_another_pool_are_out_of_reach(server):
    other = server.other_pool()
    body = {"appId": other["appId"], "enabledFactors": ["SMS"]}
    assert_refused(server.manage("POST", "update-application-mfa-settings", body), 404, 2011)
    user = user_of(server, username=new_name())
    assert_refused(trigger(server, user["userId"], other["appId"]), 404, 2011)
    assert_refused(trigger(server, user["userId"], "nothing"), 404, 2011)


# --- one user ----------------------------------------------------------------------------------------------------
def test_an_administrator_demands_of_one_user_in_the_order_of_sort(server):
    user = user_of(server, username=new_name(), phone=new_number(), email=new_email())
    other = user_of(server, username=new_name(), phone=new_number())
    answer = of_user(server, user["userId"], ("EMAIL", 1, 2), ("SMS", 1, 1), ("OTP", 0, 3))
    assert assert_ok(answer) == {"success": True}
    data = status_of(server, user["userId"])
    assert policies(data) == ["SMS", "EMAIL"] and data["mfaToken"] == "" and data["totpMfaEnabled"] is False
    assert policies(demanded(server, user["username"])) == ["SMS", "EMAIL"]
    assert sign_in(server, other["username"])["statusCode"] == 200
    assert_ok(of_user(server, user["userId"], ("SMS", 0, 1)))
    assert policies(status_of(server, user["userId"])) == []
    assert sign_in(server, user["username"])["statusCode"] == 200


def test_an_administrator_takes_away_a_lost_authenticator_and_the_person_is_told(server):
    email = new_email()
    user = user_of(server, username=new_name(), email=email, otp={"secret": "GEZDGNBVGY3TQOJQ", "recoveryCode": "abc"})
    info = assert_ok(server.manage("GET", "get-user-mfa-info?userId=" + user["userId"]))
    assert info == {"totpStatus": "ENABLED", "faceMfaStatus": "DISABLED", "smsMfaStatus": "DISABLED",
                    "emailMfaStatus": "DISABLED"}
    demanded(server, user["username"], 1635)
    assert_ok(of_user(server, user["userId"], totpMfaEnabled=False, faceMfaEnabled=False))
    assert "second factor of your account was changed" in server.messages(email, 1)[0]["text"]
    assert status_of(server, user["userId"])["totpMfaEnabled"] is False
    assert sign_in(server, user["username"])["statusCode"] == 200


def test_an_imported_recovery_code_works_and_nobody_reads_it_again(server):
    user = user_of(server, username=new_name(), otp={"secret": "GEZDGNBVGY3TQOJQ", "recoveryCode": "1a2b-3c4d"})
    token = demanded(server, user["username"], 1635)["mfaToken"]
    passed = assert_ok(v2(server, "mfa/totp/recovery", {"recoveryCode": "1A2B3C4D"}, token))
    assert works(server, passed["access_token"])


def test_unknown_users_and_policies_are_refused(server):
    assert_refused(of_user(server, "0" * 24), 404, 2004)
    for path in ("get-mfa-status?userId=", "get-user-mfa-info?userId="):
        assert_refused(server.manage("GET", path + "0" * 24), 404, 2004)
    assert_refused(trigger(server, "0" * 24), 404, 2004)
    user = user_of(server, username=new_name())
    answer = of_user(server, user["userId"], ("TELEX", 1, 1))
    assert_refused(answer, 400)
    assert "applicationMfa" in answer["message"]


def test_users_may_be_named_in_other_ways(server):
    user = user_of(server, username=new_name())
    answer = server.manage("GET", f"get-mfa-status?userId={user['username']}&userIdType=username")
    assert assert_ok(answer)["username"] == user["username"]


# --- a check outside of a sign-in --------------------------------------------------------------------------------
def test_a_trigger_leads_to_a_token_that_is_active_once_the_factor_was_shown(server):
    name, app, _, token = person_with_otp(server)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    data = assert_ok(trigger(server, user_id))
    assert policies(data) == ["OTP"]
    assert introspect(server, data["mfaToken"]) == {"active": False}
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.wrong_code()}, data["mfaToken"]), 400, 6001)
    assert introspect(server, data["mfaToken"]) == {"active": False}
    passed = assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, data["mfaToken"]))
    assert passed["mfaToken"] == data["mfaToken"] and "access_token" not in passed
    answer = introspect(server, data["mfaToken"])
    assert answer["active"] and answer["userPoolId"] == server.pool_id and answer["userId"] == user_id
    assert answer["exp"] - answer["iat"] == 360
    # Clients whose SDK drops the body send the token as they would a user's.
    assert server.call("POST", "/mfa/token/introspection", {}, token=data["mfaToken"])["active"]
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, data["mfaToken"]), 401, 2021)
    server.advance(360_000)
    assert introspect(server, data["mfaToken"]) == {"active": False}


def test_a_trigger_for_a_person_without_any_factor_says_that_nothing_can_be_asked(server):
    user = user_of(server, username=new_name())
    assert_refused(trigger(server, user["userId"]), 403)


def test_only_the_application_of_the_token_learns_anything_of_it(server):
    _, app, _, token = person_with_otp(server)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    mfa_token = assert_ok(trigger(server, user_id))["mfaToken"]
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, mfa_token))
    other = server.other_application()["appId"]
    for app_id in (other, server.other_pool()["appId"]):
        answer = introspect(server, mfa_token, app=False, headers={"x-authing-app-id": app_id})
        assert answer == {"active": False}
    assert introspect(server, token) == {"active": False} and introspect(server, "x.y.z") == {"active": False}
    unknown = introspect(server, mfa_token, app=False, headers={"x-authing-app-id": "0" * 24})
    assert_refused(unknown, 404, 2011)
    assert introspect(server, mfa_token)["active"]


# --- adaptive ----------------------------------------------------------------------------------------------------
BROWSER = {"user-agent": "Browser of Ada"}


def by_sms(server, user, headers):
    data = demanded(server, user["username"], headers=headers)
    server.advance(61_000)
    assert_ok(v2(server, "applications/mfa/sms/send", {}, data["mfaToken"]))
    code = server.last_code("+86" + user["phone"])
    assert_ok(v2(server, "applications/mfa/sms/verify", {"code": code}, data["mfaToken"]))


def test_an_adaptive_application_asks_once_for_each_browser_and_again_after_a_month(server):
    user = user_of(server, username=new_name(), phone=new_number())
    with server.with_settings(app={"mfa_factors": ["SMS"], "mfa_trigger": "adaptive"}):
        by_sms(server, user, BROWSER)
        assert sign_in(server, user["username"], headers=BROWSER)["statusCode"] == 200
        demanded(server, user["username"], headers={"user-agent": "Browser of a stranger"})
        demanded(server, user["username"], headers={"user-agent": ""})  # not known: asked
        server.advance(30 * 86_400_000)
        demanded(server, user["username"], headers=BROWSER)


def test_what_pool_or_person_demand_is_demanded_of_familiar_browsers_too(server):
    user = user_of(server, username=new_name(), phone=new_number())
    with server.with_settings(app={"mfa_factors": ["SMS"], "mfa_trigger": "adaptive"}):
        by_sms(server, user, BROWSER)
        of_pool(server, "SMS")
        demanded(server, user["username"], headers=BROWSER)
        of_pool(server)
        token = assert_ok(sign_in(server, user["username"], headers=BROWSER))["access_token"]
        assert_ok(enroll_sms(server, token, new_number()))
        demanded(server, user["username"], headers=BROWSER)


def test_an_authenticator_counts_in_adaptive_applications_too(server):
    with server.with_settings(app={"mfa_trigger": "adaptive"}):
        name, app, _, _ = person_with_otp(server)
        for _ in range(2):
            token = demanded(server, name, 1635, headers=BROWSER)["mfaToken"]
            assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, token))
        assert isinstance(app, Authenticator)
