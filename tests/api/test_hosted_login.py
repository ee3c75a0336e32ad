"""The code flow through the hosted pages: sign-in, single sign-on, consent, and what must not work."""

import concurrent.futures
import re

import jwt
import pytest
from hosted import CALLBACK, Visitor, challenge_of, fragment_of, request_of, step_of
from oidc import Oidc, assert_error
from scenes import PASSWORD, assert_refused, new_name, user_of
from second_factor import person_with_otp
from sources import query_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("hosted")
    user_of(server, username=name, name="Ada", email=f"{name}@example.com")
    return name


@pytest.fixture(autouse=True)
def callback(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        yield


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


# --- the way that works -------------------------------------------------------------------------------------
def test_code_flow_from_link_to_tokens(server, person):
    visitor = Visitor(server)
    page = visitor.authorize(scope="openid profile offline_access")
    assert page.status_code == 303
    state = visitor.state()
    assert step_of(state) == "login" and "PASSWORD" in state["data"]["methods"], state
    assert state["data"]["application"]["id"] == server.app_id
    assert_refused(visitor.password(person), 303, 1600)
    assert step_of(visitor.state()) == "done"
    answer = query_of(visitor.resume().headers["location"])
    assert answer["state"] == "of-the-app" and answer["iss"] == f"{server.base}/oidc", answer
    app = Oidc(server)
    issued = visitor.redeem(answer["code"], app)
    assert issued.status_code == 200, issued.text
    tokens = issued.json()
    claims = claims_of(tokens["id_token"])
    assert claims["nonce"] == "n-1" and claims["iss"] == f"{server.base}/oidc" and claims["amr"] == ["pwd"], claims
    assert app.me(tokens["access_token"]).json()["name"] == "Ada"
    assert app.refresh(tokens["refresh_token"]).status_code == 200


def test_a_parameter_without_a_value_is_as_if_it_were_not_there(server, person):
    visitor = Visitor(server)
    assert visitor.sign_in(person, login_hint="", ui_locales="")["code"]


def test_single_sign_on_answers_a_second_request_without_a_page(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    again = visitor.authorize()
    assert query_of(again.headers["location"])["code"]
    silent = visitor.authorize(prompt="none")
    assert query_of(silent.headers["location"])["code"]
    assert step_of_login(visitor.authorize(prompt="login"), visitor) == "login"


def step_of_login(answer, visitor):
    assert "/login/" in answer.headers["location"]
    return step_of(visitor.state())


def test_prompt_none_without_a_session_tells_nothing_but_that(server):
    answer = query_of(Visitor(server).authorize(prompt="none").headers["location"])
    assert answer["error"] == "login_required" and answer["state"] == "of-the-app", answer


def test_select_account_goes_on_or_changes_the_person(server, person):
    visitor, other = Visitor(server), new_name("hosted")
    user_id = user_of(server, username=other)["userId"]
    visitor.sign_in(person)
    visitor.authorize(prompt="select_account")
    state = visitor.state()
    assert step_of(state) == "select-account" and state["data"]["account"]["name"] == "Ada"
    assert step_of(visitor.answer("select")) == "done"
    assert query_of(visitor.resume().headers["location"])["code"]
    visitor.authorize(prompt="select_account")
    assert step_of(visitor.answer("select", other=True)) == "login"
    assert_refused(visitor.password(other), 303, 1600)
    code = query_of(visitor.resume().headers["location"])["code"]
    assert claims_of(visitor.redeem(code, Oidc(server)).json()["id_token"])["sub"] == user_id


def test_consent_is_asked_once_and_a_refusal_reaches_the_application(server, person):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "show_authorization_page": True}):
        visitor = Visitor(server)
        visitor.authorize()
        visitor.password(person)
        assert visitor.resume().headers["location"].endswith(visitor.id)
        state = visitor.state()
        assert step_of(state) == "consent", state
        assert state["data"]["consent"] == {"scopes": ["openid", "profile"], "host": "app.example.com"}
        assert step_of(visitor.answer("consent", allow=False)) == "done"
        assert query_of(visitor.resume().headers["location"])["error"] == "access_denied"
        visitor.authorize()
        assert step_of(visitor.answer("consent", allow=True)) == "done"
        assert query_of(visitor.resume().headers["location"])["code"]
        assert query_of(visitor.authorize().headers["location"])["code"]


def test_cancel_sends_the_person_back(server):
    visitor = Visitor(server)
    visitor.authorize()
    assert step_of(visitor.answer("cancel")) == "done"
    assert query_of(visitor.resume().headers["location"])["error"] == "access_denied"


def test_hybrid_and_implicit_answers_come_in_the_fragment(server, person):
    grants = {"redirect_uris": [CALLBACK], "implicit_grant": True, "hybrid_grant": True}
    with server.with_settings(app=grants):
        visitor = Visitor(server)
        visitor.authorize(response_type="code id_token")
        visitor.password(person)
        answer = fragment_of(visitor.resume().headers["location"])
        claims = claims_of(answer["id_token"])
        assert claims["c_hash"] and claims["s_hash"] and "at_hash" not in claims, claims
        issued = visitor.redeem(answer["code"], Oidc(server)).json()
        assert claims_of(issued["id_token"])["sid"] == claims["sid"]
        both = fragment_of(visitor.authorize(response_type="id_token token", code_challenge=None,
                                             code_challenge_method=None).headers["location"])
        assert claims_of(both["id_token"])["at_hash"] and both["access_token"], both


def test_a_recovery_code_that_is_used_at_the_pages_has_a_successor(server):
    name, _, recovery, _ = person_with_otp(server)
    for _ in range(2):  # the second time with what the first one answered
        visitor = Visitor(server)
        visitor.authorize()
        token = visitor.password(name)["data"]["mfaToken"]
        answer = visitor.call("POST", "/api/v2/mfa/totp/recovery", {"recoveryCode": recovery},
                              {"authorization": f"Bearer {token}"})
        assert_refused(answer, 303, 1600)
        assert answer["data"]["recoveryCode"] != recovery and "access_token" not in answer["data"], answer
        recovery = answer["data"]["recoveryCode"]
        code = query_of(visitor.resume().headers["location"])["code"]
        assert claims_of(visitor.redeem(code, Oidc(server)).json()["id_token"])["amr"] == ["pwd", "kba"]


# --- what must not work -------------------------------------------------------------------------------------
def test_code_replay_ends_what_the_code_gave(server, person):
    visitor, app = Visitor(server), Oidc(server)
    code = visitor.sign_in(person)["code"]
    tokens = visitor.redeem(code, app).json()
    assert app.me(tokens["access_token"]).status_code == 200
    assert_error(visitor.redeem(code, app), 400, "invalid_grant")
    assert app.me(tokens["access_token"]).status_code == 401


def test_64_clients_redeem_one_code_and_one_gets_tokens(server, person):
    visitor, app = Visitor(server), Oidc(server)
    code = visitor.sign_in(person)["code"]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: visitor.redeem(code, app).status_code, range(64)))
    assert answers.count(200) == 1 and answers.count(400) == 63, answers


def test_an_interaction_is_useless_without_its_cookie(server, person):
    mine, other = Visitor(server), Visitor(server)
    mine.authorize()
    other.authorize()
    other.id, cookie_of_mine = mine.id, dict(mine.browser.cookies)
    assert_refused(other.state(), 404, 1699)
    assert_refused(other.password(person), 401)  # without the cookie it is a call like any other
    assert other.resume().headers["location"].endswith(mine.id)  # the page, which says so
    assert mine.browser.cookies == cookie_of_mine and step_of(mine.state()) == "login"


def test_a_sign_in_without_the_header_still_needs_the_client_secret(server, person):
    visitor = Visitor(server)
    visitor.authorize()
    answer = visitor.call("POST", "/api/v3/signin", {
        "connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}},
        headers={"x-genauth-interaction": ""})
    assert answer["statusCode"] != 200 and "access_token" not in str(answer), answer


def test_a_finished_interaction_is_over(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    assert_refused(visitor.state(), 404, 1699)
    assert "/login/" in visitor.resume().headers["location"]


def test_open_redirect_is_a_page_and_no_redirect(server):
    for address in (CALLBACK + "/", CALLBACK + "?x=1", "https://app.example.com.evil.example/callback",
                    "javascript:alert(1)"):
        answer = Visitor(server).authorize(redirect_uri=address)
        assert answer.status_code == 400 and "location" not in answer.headers, address
        assert "text/html" in answer.headers["content-type"], address
        # What to tell those who run the server.
        assert re.search(r"<small>400 [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</small>", answer.text), answer.text


def test_pkce_downgrade_is_refused_at_both_ends(server, person):
    app = Oidc(server)
    visitor = Visitor(server)
    code = visitor.sign_in(person)["code"]
    without = app.ask("token", grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert_error(without, 400, "invalid_grant")
    visitor = Visitor(server)
    code = visitor.sign_in(person, code_challenge=None, code_challenge_method=None)["code"]
    assert_error(visitor.redeem(code, app), 400, "invalid_grant")
    with server.with_settings(app={"redirect_uris": [CALLBACK], "token_auth_method": "none"}):
        answer = Visitor(server).authorize(code_challenge=None, code_challenge_method=None)
        assert query_of(answer.headers["location"])["error"] == "invalid_request"


def test_signing_out_everywhere_ends_the_browser_and_an_unused_code(server, person):
    visitor, app = Visitor(server), Oidc(server)
    first = visitor.sign_in(person)
    tokens = visitor.redeem(first["code"], app).json()
    waiting = query_of(visitor.authorize().headers["location"])["code"]
    user = app.me(tokens["access_token"]).json()["sub"]
    server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": user})
    assert app.me(tokens["access_token"]).status_code == 401
    assert_error(visitor.redeem(waiting, app), 400, "invalid_grant")
    assert query_of(visitor.authorize(prompt="none").headers["location"])["error"] == "login_required"


def test_a_post_from_the_application_finds_the_session(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    form = request_of(server, code_challenge=challenge_of(visitor.verifier), code_challenge_method="S256")
    answer = visitor.browser.send("POST", "/oidc/auth", data=form, cross_site=True, unchecked=True)
    assert answer.status_code == 303
    assert query_of(visitor.browser.get(answer.headers["location"], unchecked=True).headers["location"])["code"]


def test_a_post_that_is_too_long_for_an_address_is_answered_too(server, person):
    visitor = Visitor(server)
    form = request_of(server, code_challenge=challenge_of(visitor.verifier), code_challenge_method="S256",
                      registration="x" * 15_000)
    asked = {"data": form, "cross_site": True, "unchecked": True}

    def follow():
        begun = visitor.browser.send("POST", "/oidc/auth", **asked)
        assert begun.status_code == 303 and len(begun.headers["location"]) < 100
        gone_on = visitor.browser.get(begun.headers["location"], unchecked=True)
        assert gone_on.status_code == 303, gone_on.text
        return gone_on.headers["location"]

    assert query_of(follow())["error"] == "registration_not_supported"  # read, understood and refused
    form["registration"] = ""
    form["unknown"] = "x" * 15_000
    assert re.search(r"/login/[0-9a-f]{24}$", follow())
    visitor.sign_in(person)
    assert query_of(follow())["code"]
    form["prompt"] = "none"
    assert query_of(follow())["code"]


def test_two_tabs_sign_in_at_once(server, person):
    visitor = Visitor(server)
    visitor.authorize(state="one")
    first = visitor.id
    visitor.authorize(state="two")
    second = visitor.id
    for tab, state in ((first, "one"), (second, "two")):
        visitor.id = tab
        assert_refused(visitor.password(person), 303, 1600)
        assert query_of(visitor.resume().headers["location"])["state"] == state


def test_single_sign_on_does_not_skip_the_second_factor_of_the_application(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    with server.with_settings(app={"redirect_uris": [CALLBACK], "mfa_factors": ["EMAIL"]}):
        silent = query_of(visitor.authorize(prompt="none").headers["location"])
        assert silent["error"] == "login_required", silent
        assert step_of_login(visitor.authorize(), visitor) == "login"
        demand = visitor.password(person)
        assert demand["apiCode"] == 1636 and demand["data"]["mfaToken"], demand


def test_consent_phishing_a_request_without_a_scope_gets_nothing(server, person):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "first_party": False}):
        for scope in (None, "no-such-scope"):
            visitor = Visitor(server)
            visitor.authorize(scope=scope)
            visitor.password(person)
            answer = query_of(visitor.resume().headers["location"])
            assert answer.get("error") == "invalid_scope" and "code" not in answer, answer


def test_consent_is_of_the_person_who_gives_it(server):
    """Consent is open for one person while another one signs in in the same browser."""
    person, other = new_name("hosted"), new_name("hosted")
    for name in (person, other):
        user_of(server, username=name)
    with server.with_settings(app={"redirect_uris": [CALLBACK], "show_authorization_page": True}):
        visitor = Visitor(server)
        visitor.authorize()
        visitor.password(person)
        visitor.resume()
        first = visitor.id
        visitor.authorize(prompt="login")
        visitor.password(other)
        visitor.resume()
        visitor.id = first
        assert step_of(visitor.answer("consent", allow=True)) == "done"
        again = visitor.resume().headers["location"]
        assert again.endswith(first), again
        assert step_of(visitor.state()) in ("consent", "login")


def test_a_token_for_a_resource_is_refused_until_there_are_any(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    answer = query_of(visitor.authorize(resource="https://mcp.example.com").headers["location"])
    assert answer["error"] == "invalid_target" and "code" not in answer


def test_a_browser_keeps_few_interactions(server):
    visitor = Visitor(server)
    for _ in range(20):
        visitor.authorize()
    kept = [name for name, value in visitor.browser.cookies.items() if "interaction" in name and value]
    assert len(kept) <= 9, kept


# --- the calls of the pages ---------------------------------------------------------------------------------
CALLS = (("GET", "state", None), ("POST", "select", {}), ("POST", "consent", {"allow": True}), ("POST", "cancel", {}),
         ("POST", "device", {"userCode": "BBBB-BBBB"}), ("POST", "agreements", {"agreements": []}),
         ("POST", "forget", {}))


@pytest.mark.parametrize(("method", "what", "body"), CALLS)
def test_the_pages_calls_are_for_an_application_that_is_there(server, method, what, body):
    path = f"/interaction/{'0' * 24}/{what}"
    assert_refused(server.call(method, path, body, app=False), 400, 2010)
    assert_refused(server.call(method, path, body, headers={"x-authing-app-id": "0" * 24}), 404, 2011)
    assert_refused(server.call(method, path, body), 404, 1699)
    server.command("application", "update", server.app_id, "--status", "disabled")
    try:
        assert_refused(server.call(method, path, body), 403)
    finally:
        server.command("application", "update", server.app_id, "--status", "enabled")


def test_an_answer_to_another_step_is_refused(server):
    visitor = Visitor(server)
    visitor.authorize()
    for what, body in (("select", {}), ("consent", {"allow": True})):
        assert_refused(visitor.answer(what, **body), 409)


def test_single_claims_reach_the_id_token_and_userinfo(server, person):
    """Core §5.5; a refresh keeps what the request asked for, and what nobody asked for stays unsaid."""
    wanted = '{"userinfo":{"email":null,"email_verified":null},"id_token":{"username":{"essential":true}}}'
    visitor, app = Visitor(server), Oidc(server)
    code = visitor.sign_in(person, scope="openid offline_access", claims=wanted)["code"]
    tokens = visitor.redeem(code, app).json()
    renewed = app.refresh(tokens["refresh_token"]).json()
    for each in (tokens, renewed):
        claims, told = claims_of(each["id_token"]), app.me(each["access_token"]).json()
        assert claims["username"] == person and "email" not in claims
        assert told["email"] == f"{person}@example.com" and "username" not in told
