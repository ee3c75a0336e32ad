"""Recovery codes: renew-recovery-code, and the hosted pages, which show a code until its owner goes on. On both
engines."""

import concurrent.futures
import re

import genauth
import pytest
from hosted import CALLBACK, Visitor, query_of, step_of
from scenes import assert_ok, assert_refused, new_email, new_name, user_of
from second_factor import Authenticator, demanded, person_with_otp, v2

FORM = r"([0-9a-f]{4}-){5}[0-9a-f]{4}"


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_CODES_RESEND_MS": "0"}) as running:
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


def by_code(server, name, code):
    return v2(server, "mfa/totp/recovery", {"recoveryCode": code}, demanded(server, name, 1635)["mfaToken"])


def test_a_renewed_code_takes_the_place_of_the_old_one(server):
    """renew-recovery-code"""
    name, app, old, token = person_with_otp(server)
    fresh = assert_ok(server.post("renew-recovery-code", token=token))["recoveryCode"]
    assert re.fullmatch(FORM, fresh) and fresh != old
    assert_refused(by_code(server, name, old), 400, 6002)
    assert_ok(by_code(server, name, fresh))
    # The authenticator app goes on as it was.
    answer = v2(server, "mfa/totp/verify", {"totp": app.next_code()}, demanded(server, name, 1635)["mfaToken"])
    assert_ok(answer)


def test_the_owner_is_told(server):
    email = new_email()
    name = new_name("renewed")
    user_of(server, username=name, email=email)
    _, _, _, token = person_with_otp_of(server, name)
    assert_ok(server.post("renew-recovery-code", token=token))
    told = server.messages(email, 1)[0]
    assert "new recovery code" in told["text"], told
    assert not re.search(FORM, str(told))


def person_with_otp_of(server, name):
    token = server.sign_in(name)["access_token"]
    begun = assert_ok(server.post("send-enroll-factor-request", {"factorType": "OTP", "profile": {}}, token=token))
    app = Authenticator.of_uri(server, begun["otpData"]["qrCodeUri"])
    assert_ok(server.post("enroll-factor", {"factorType": "OTP", "enrollmentToken": begun["enrollmentToken"],
                                            "enrollmentData": {"passCode": app.code()}}, token=token))
    return name, app, begun["otpData"]["recoveryCode"], token


def test_without_an_authenticator_app_there_is_nothing_to_renew(server):
    assert_refused(server.post("renew-recovery-code", token=server.person(new_name("none"))), 404)
    assert_refused(server.post("renew-recovery-code"), 401, 2020)


def test_step_up_a_stolen_session_renews_no_recovery_code(server):
    _, _, _, token = person_with_otp(server)
    server.advance(16 * 60_000)
    assert_refused(server.post("renew-recovery-code", token=token), 403)


def test_race_of_64_renewals_one_code_is_left(server):
    name, _, old, token = person_with_otp(server)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: server.post("renew-recovery-code", token=token), range(64)))
    codes = {answer["data"]["recoveryCode"] for answer in answers if answer["statusCode"] == 200}
    assert codes and old not in codes
    right = [code for code in codes if by_code(server, name, code)["statusCode"] == 200]
    # The one that is right gets a successor when it is used, which is none of these.
    assert len(right) == 1, (len(codes), right)


def test_no_code_stands_in_the_store_or_the_log(server):
    _, _, _, token = person_with_otp(server)
    code = assert_ok(server.post("renew-recovery-code", token=token))["recoveryCode"]
    assert code not in (server.data / "server.log").read_text()
    for file in server.data.rglob("*"):
        if file.is_file() and file.suffix != ".log":
            assert code.encode() not in file.read_bytes(), file


# --- at the hosted pages ----------------------------------------------------------------------------------------
def begun(server):
    visitor = Visitor(server)
    visitor.authorize()
    return visitor


def recovered(server, name, recovery):
    """Somebody at the pages who has just used their recovery code; what that answered."""
    visitor = begun(server)
    token = visitor.password(name)["data"]["mfaToken"]
    answer = visitor.call("POST", "/api/v2/mfa/totp/recovery", {"recoveryCode": recovery},
                          {"authorization": f"Bearer {token}"})
    return visitor, answer


def test_the_successor_of_a_used_code_is_shown_until_its_owner_goes_on(server):
    name, _, recovery, _ = person_with_otp(server)
    visitor, answer = recovered(server, name, recovery)
    assert_refused(answer, 303, 1600)
    fresh = answer["data"]["recoveryCode"]
    for _ in range(2):  # a reload, or an answer that was lost
        state = assert_ok(visitor.state())
        assert (state["step"], state["recoveryCode"]) == ("done", fresh)
    assert "code" in query_of(visitor.resume().headers["location"])
    assert_refused(visitor.state(), 404, 1699)
    _, again = recovered(server, name, fresh)
    assert_refused(again, 303, 1600)


def test_the_successor_is_not_lost_where_something_else_is_demanded_first(server):
    name, _, recovery, _ = person_with_otp(server)
    fields = [{"name": "company", "required": True}]
    with server.with_settings(app={"completion_places": ["login"], "completion_fields": fields}):
        visitor, answer = recovered(server, name, recovery)
        assert_refused(answer, 303, 1642)
        state = assert_ok(visitor.state())
        assert "recoveryCode" not in state  # nobody is signed in yet
        finished = visitor.call("POST", "/interaction/authFlow", {
            "action": "complete-completion", "flowHandle": state["demand"]["data"]["flowHandle"],
            "data": {"fieldValues": [{"name": "company", "value": "Engines"}]}})
        assert_refused(finished, 303, 1600)
        assert assert_ok(visitor.state())["recoveryCode"] == answer["data"]["recoveryCode"]


def test_nobody_else_who_signs_in_in_the_same_interaction_is_shown_the_code(server):
    name, _, recovery, _ = person_with_otp(server)
    other = new_name("other")
    user_of(server, username=other)
    visitor, answer = recovered(server, name, recovery)
    assert_refused(answer, 303, 1600)
    assert step_of(visitor.answer("select", other=True)) == "login"
    assert "recoveryCode" not in assert_ok(visitor.state())
    assert visitor.password(other)["apiCode"] == 1600
    state = assert_ok(visitor.state())
    assert state["step"] == "done" and "recoveryCode" not in state


def test_the_id_of_the_interaction_alone_shows_nobody_the_code(server):
    name, _, recovery, _ = person_with_otp(server)
    visitor, _ = recovered(server, name, recovery)
    visitor.browser.cookies = {f"__Host-genauth-interaction-{visitor.id}": "wrong"}
    assert_refused(visitor.state(), 404, 1699)


def test_the_code_of_an_app_that_is_set_up_on_the_way_is_shown_once_the_app_is_confirmed(server):
    name = new_name("onway")
    user_of(server, username=name)
    with server.with_settings(app={"mfa_factors": ["OTP"]}):
        visitor = begun(server)
        token = visitor.password(name)["data"]["mfaToken"]
        bearer = {"authorization": f"Bearer {token}"}
        visitor.call("POST", "/api/v2/mfa/totp/associate", {}, bearer)
        made = visitor.call("POST", "/api/v2/mfa/totp/associate", {}, bearer)["data"]  # the page was reloaded
        assert "recoveryCode" not in assert_ok(visitor.state())
        code = Authenticator(server, made["secret"]).code()
        assert_refused(visitor.call("POST", "/api/v2/mfa/totp/associate/confirm", {"totp": code}, bearer), 303, 1600)
        assert assert_ok(visitor.state())["recoveryCode"] == made["recovery_code"]
