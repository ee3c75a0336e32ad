"""What a hosted sign-in demands stays with its interaction: a reload shows it, and it ends with its time, its end or a
new beginning. Then what its end offers: interaction-passkey, interaction-passkey-options, interaction-remember. On both
engines."""

import authenticator
import genauth
import pytest
from completion_scene import COMPANY, ask
from hosted import CALLBACK, Visitor, query_of, step_of
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, user_of
from second_factor import person_with_otp


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    with genauth.fresh_database(request.param) as url:
        settings = {"GENAUTH_CODES_RESEND_MS": "0", "GENAUTH_CODES_RECIPIENT_PER_DAY": "0",
                    "GENAUTH_MESSAGES_SMS_INTERNATIONAL_PROVIDER": "inbox"}
        with genauth.Server(database=url, settings=settings) as running:
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


def demanded(visitor):
    """The demand that the page would show after a reload; None if there is none."""
    state = assert_ok(visitor.state())
    assert ("demand" in state) == (state["step"] == "demand"), state
    return state.get("demand")


def begun(server):
    visitor = Visitor(server)
    visitor.authorize()
    return visitor


def spoil(visitor):
    """The browser of somebody who knows the interaction's id alone."""
    visitor.browser.cookies = {f"__Host-genauth-interaction-{visitor.id}": "wrong"}


def test_a_second_factor_is_demanded_after_a_reload_too(server):
    name, app, _, _ = person_with_otp(server)
    visitor = begun(server)
    assert demanded(visitor) is None
    refused = visitor.password(name)
    assert_refused(refused, 303, 1635)
    kept = demanded(visitor)
    assert (kept["apiCode"], kept["message"], kept["data"]) == (1635, refused["message"], refused["data"])
    passed = visitor.call("POST", "/api/v2/mfa/totp/verify", {"totp": app.next_code()},
                          headers={"authorization": "Bearer " + kept["data"]["mfaToken"]})
    assert_refused(passed, 303, 1600)
    assert step_of(visitor.state()) == "done" and demanded(visitor) is None
    assert "code" in query_of(visitor.resume().headers["location"])


def test_a_demand_is_told_in_the_language_that_is_asked_for(server):
    name, _, _, _ = person_with_otp(server)
    visitor = begun(server)
    visitor.password(name)
    told = {language: assert_ok(visitor.call("GET", f"/interaction/{visitor.id}/state",
                                             headers={"x-genauth-lang": language}))["demand"]["message"]
            for language in ("zh-CN", "en-US", "ja-JP")}
    assert len(set(told.values())) == 3


def test_a_demand_ends_with_what_it_leads_on_to(server):
    name, _, _, _ = person_with_otp(server)
    visitor = begun(server)
    visitor.password(name)
    server.advance(361_000)  # the mfaToken is good for six minutes
    assert demanded(visitor) is None and step_of(visitor.state()) == "login"


def test_whoever_begins_anew_is_asked_nothing_more(server):
    name, _, _, _ = person_with_otp(server)
    other = new_name()
    server.sign_up(other)
    visitor = begun(server)
    visitor.password(name)
    assert step_of(visitor.answer("select", other=True)) == "login" and demanded(visitor) is None
    assert_refused(visitor.password(other), 303, 1600)


def test_the_next_demand_takes_the_place_of_the_first(server):
    name, app, _, _ = person_with_otp(server)
    visitor = begun(server)
    with ask(server, COMPANY):
        token = visitor.password(name)["data"]["mfaToken"]
        assert_refused(visitor.call("POST", "/api/v2/mfa/totp/verify", {"totp": app.next_code()},
                                    headers={"authorization": "Bearer " + token}), 303, 1642)
        kept = demanded(visitor)
        assert kept["apiCode"] == 1642
        assert_refused(visitor.call("POST", "/interaction/authFlow", {
            "action": "complete-completion", "flowHandle": kept["data"]["flowHandle"],
            "data": {"fieldValues": [{"name": "company", "value": "Engines"}]}}), 303, 1600)
        assert demanded(visitor) is None


def test_a_proof_of_a_forgotten_password_is_good_for_ten_minutes_at_a_page(server):
    email = new_email()
    user_of(server, username=new_name(), email=email)
    for late_ms, is_good in ((590_000, True), (610_000, False)):
        visitor = begun(server)
        code = email_code(server, "CHANNEL_RESET_PASSWORD", email)
        proved = assert_ok(visitor.call("POST", "/api/v3/verify-reset-password-request", {
            "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {"email": email, "passCode": code}}))
        assert proved["tokenExpiresIn"] == 600
        server.advance(late_ms)
        kept = demanded(visitor)
        assert (kept is not None) == is_good
        reset = visitor.call("POST", "/api/v3/reset-password", {
            "passwordResetToken": proved["passwordResetToken"], "password": PASSWORD + str(late_ms)})
        assert (reset["statusCode"] == 200) == is_good, reset
        if is_good:
            assert kept["apiCode"] == 1639 and kept["data"]["passwordResetToken"] == proved["passwordResetToken"]
            assert demanded(visitor) is None
            assert_refused(visitor.password(email, PASSWORD + str(late_ms)), 303, 1600)


def test_a_page_that_is_over_proves_nothing(server):
    email = new_email()
    user_of(server, username=new_name(), email=email)
    visitor = begun(server)
    code = email_code(server, "CHANNEL_RESET_PASSWORD", email)
    spoil(visitor)
    refused = visitor.call("POST", "/api/v3/verify-reset-password-request", {
        "verifyMethod": "EMAIL_PASSCODE", "emailPassCodePayload": {"email": email, "passCode": code}})
    assert_refused(refused, 404, 1699)


def test_an_account_that_is_made_at_a_page_is_signed_in(server):
    visitor, name = begun(server), new_name()
    made = visitor.call("POST", "/api/v3/signup", {
        "connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}})
    assert_refused(made, 303, 1600)
    assert "code" in query_of(visitor.resume().headers["location"])


def test_an_account_whose_address_must_be_proved_is_made_and_not_signed_in(server):
    visitor, email = begun(server), new_email()
    with server.with_settings(pool={"login_requires_verified_email": True}):
        assert_ok(visitor.call("POST", "/api/v3/signup", {
            "connection": "PASSWORD", "passwordPayload": {"email": email, "password": PASSWORD}}))
        assert step_of(visitor.state()) == "login"
        assert_refused(visitor.password(email), 403, 2042)


def test_a_page_that_is_over_makes_no_account(server):
    visitor, name = begun(server), new_name()
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": PASSWORD}}
    spoil(visitor)
    assert_refused(visitor.call("POST", "/api/v3/signup", body), 404, 1699)
    assert_ok(server.post("signup", body))


def test_the_state_names_what_the_page_offers(server):
    visitor = begun(server)
    state = assert_ok(visitor.state())
    assert state["registerMethods"] == ["PHONE_CODE", "EMAIL_CODE", "EMAIL_PASSWORD", "USERNAME_PASSWORD"]
    assert state["canResetPassword"] and state["sources"] == []
    assert "phoneCountries" not in state  # mainland China alone
    assert state["application"]["verified"] and state["application"]["languageButton"]
    assert state["application"]["host"] == "app.example.com"
    own = {"register_methods": ["EMAIL_CODE", "EMAIL_PASSWORD"], "default_register_method": "PASSWORD",
           "first_party": False, "enabled_methods": ["EMAIL_CODE", "USERNAME_PASSWORD"],
           "branding": {"forgotten_password_button": False, "language_button": False}}
    with server.with_settings(app=own, pool={"sms_countries": ["+86", "+1", "+999"]}):
        state = assert_ok(begun(server).state())
    assert state["registerMethods"] == ["EMAIL_PASSWORD", "EMAIL_CODE"]
    assert state["methods"][:2] == ["EMAIL_CODE", "PASSWORD"]
    assert not state["canResetPassword"]
    assert state["phoneCountries"][0] == {"code": "+86", "region": "CN"}
    assert {country["code"] for country in state["phoneCountries"]} == {"+86", "+1"}
    assert state["application"]["verified"]  # third party, but operators made it
    assert not state["application"]["languageButton"]


# --- a passkey at the end ------------------------------------------------------------------------------------
def test_somebody_without_a_passkey_may_add_one_at_the_end(server):
    name = new_name()
    server.sign_up(name)
    visitor = begun(server)
    path = f"/interaction/{visitor.id}/passkey"
    assert_refused(visitor.call("POST", path + "/options"), 409)  # nobody has signed in yet
    visitor.password(name)
    assert assert_ok(visitor.state())["offerPasskey"]
    started = assert_ok(visitor.call("POST", path + "/options"))
    made = authenticator.Authenticator(server.base).create(started["registrationOptions"])
    body = {"ticket": started["ticket"], "credential": made}
    assert assert_ok(visitor.call("POST", path, body))["name"] == "Passkey"
    assert_refused(visitor.call("POST", path, body), 400)
    assert not assert_ok(visitor.state()).get("offerPasskey")
    assert "code" in query_of(visitor.resume().headers["location"])
    assert_refused(visitor.call("POST", path + "/options"), 404, 1699)


def test_a_passkey_is_for_who_has_signed_in_here_a_moment_ago(server):
    name = new_name()
    server.sign_up(name)
    visitor = begun(server)
    visitor.password(name)
    server.advance(30 * 60_000)
    refused = visitor.call("POST", f"/interaction/{visitor.id}/passkey/options")
    assert refused["statusCode"] == 403, refused


# --- a browser that is remembered ----------------------------------------------------------------------------
def pass_factor(visitor, app, data):
    return visitor.call("POST", "/api/v2/mfa/totp/verify", {"totp": app.next_code()},
                        headers={"authorization": "Bearer " + data["mfaToken"]})


def remembered(server):
    """Somebody whose browser is remembered: (visitor, name, authenticator, access token)."""
    name, app, _, token = person_with_otp(server)
    visitor = begun(server)
    assert_refused(visitor.call("POST", f"/interaction/{visitor.id}/remember"), 409)
    visitor.password(name)
    assert demanded(visitor)["rememberDays"] == 30
    assert_refused(visitor.call("POST", f"/interaction/{visitor.id}/remember"), 409)
    assert_refused(pass_factor(visitor, app, demanded(visitor)["data"]), 303, 1600)
    assert_ok(visitor.call("POST", f"/interaction/{visitor.id}/remember"))
    assert_refused(visitor.call("POST", f"/interaction/{visitor.id}/remember"), 409)  # once
    visitor.resume()
    return visitor, name, app, token


def again(visitor, name, expected):
    visitor.authorize(prompt="login")
    assert_refused(visitor.password(name), 303, expected)


def test_a_browser_that_is_remembered_needs_no_second_factor_for_its_person(server):
    visitor, name, _, _ = remembered(server)
    again(visitor, name, 1600)
    other, _, _, _ = person_with_otp(server)
    again(visitor, other, 1635)
    bare = begun(server)
    assert_refused(bare.password(name), 303, 1635)
    # What was remembered renews nothing.
    again(visitor, name, 1600)
    assert_refused(visitor.call("POST", f"/interaction/{visitor.id}/remember"), 409)


def test_a_browser_is_forgotten_after_thirty_days(server):
    visitor, name, _, _ = remembered(server)
    server.advance(30 * 86_400_000 - 3_600_000)
    again(visitor, name, 1600)
    server.advance(2 * 3_600_000)
    again(visitor, name, 1635)


def test_a_person_takes_back_what_is_remembered(server):
    visitor, name, app, token = remembered(server)
    [browser] = assert_ok(server.get("list-remembered-browsers", token=token))
    assert browser["clientIp"] == "127.0.0.1"
    assert_refused(server.post("forget-remembered-browsers", {"id": "0" * 24}, token=token), 404)
    assert_ok(server.post("forget-remembered-browsers", {"id": browser["id"]}, token=token))
    assert assert_ok(server.get("list-remembered-browsers", token=token)) == []
    again(visitor, name, 1635)
    assert_refused(pass_factor(visitor, app, demanded(visitor)["data"]), 303, 1600)
    assert_ok(visitor.call("POST", f"/interaction/{visitor.id}/remember"))
    assert_ok(server.post("forget-remembered-browsers", {}, token=token))
    again(visitor, name, 1635)


def test_a_new_password_forgets_every_browser(server):
    visitor, name, _, token = remembered(server)
    assert_ok(server.post("update-password", {"newPassword": "another horse battery", "oldPassword": PASSWORD},
                          token=token))
    visitor.authorize(prompt="login")
    assert_refused(visitor.password(name, "another horse battery"), 303, 1635)


def test_a_pool_may_remember_nothing(server):
    name, app, _, _ = person_with_otp(server)
    visitor = begun(server)
    with server.with_settings(pool={"mfa_remember_days": 0}):
        visitor.password(name)
        kept = demanded(visitor)
        assert "rememberDays" not in kept
        assert_refused(pass_factor(visitor, app, kept["data"]), 303, 1600)
        assert_refused(visitor.call("POST", f"/interaction/{visitor.id}/remember"), 409)
