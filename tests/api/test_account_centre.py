"""The account centre's way to the operations: the browser's session stands for a token, for its own pages alone."""

import json

import pytest
import requests
from account_scene import PAGE_HEADERS, Account
from hosted import CALLBACK, Visitor
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of
from second_factor import person_with_otp
from test_single_sign_on import App
from test_single_sign_on import Browser as Browsers

EVIL = "https://evil.example"


@pytest.fixture
def ada(server):
    name = new_name("account")
    user_of(server, username=name, name="Ada")
    return name


@pytest.fixture
def signed_in(server, ada):
    account = Account(server)
    account.enter(ada)
    return account


def test_the_page_leads_through_the_hosted_login_and_back(server, ada):
    account = Account(server)
    first = account.page()
    assert first.status_code == 303 and f"/{server.app_id}/login/" in first.headers["location"]
    shell = account.enter(ada)
    assert shell["application"] == {"id": server.app_id, "name": "Demo application"}
    assert shell["account"]["name"] == "Ada" and shell["signIn"]["stepUpMinutes"] == 15
    assert shell["signIn"]["ageS"] < 10
    assert assert_ok(account.get("get-profile"))["name"] == "Ada"


def test_single_sign_on_opens_the_page_without_a_login(server, ada):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        account = Account(server)
        account.sign_in(ada)
    assert account.shell()["account"]["name"] == "Ada"
    assert assert_ok(account.get("get-profile"))["username"] == ada


def test_the_page_is_asked_for_with_get_alone(server):
    assert Account(server).browser.send("POST", f"/{server.app_id}/account", unchecked=True).status_code == 405
    assert "application" in Account(server).browser.get("/account", unchecked=True).text


def test_a_name_that_looks_like_markup_stays_text(server):
    name = new_name("account")
    user_of(server, username=name, nickname="</script><script>alert(1)</script>")
    account = Account(server)
    assert account.enter(name)["account"]["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in account.page().text


# --- cross-site request forgery ---------------------------------------------------------------------------------
def test_csrf_the_cookie_alone_opens_nothing(server, signed_in):
    answer = signed_in.browser.send("POST", f"/{server.app_id}/api/v3/update-profile", json={"name": "Eve"},
                                    unchecked=True).json()
    assert_refused(answer, 401, 2020)


@pytest.mark.parametrize("headers", [
    {"origin": EVIL}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"}, {"origin": "http://localhost:1"}], ids=str)
def test_csrf_a_page_of_another_origin_is_refused_whatever_else_it_sends(server, signed_in, headers):
    assert_refused(signed_in.post("update-profile", {"name": "Eve"}, headers=headers), 401, 2020)
    assert assert_ok(signed_in.get("get-profile"))["name"] == "Ada"


def test_csrf_a_preflight_grants_nobody_the_header(server):
    with server.with_settings(app={"allowed_origins": [EVIL]}):
        answer = requests.options(f"{server.base}/{server.app_id}/api/v3/update-profile", timeout=30, headers={
            "origin": EVIL, "access-control-request-method": "POST",
            "access-control-request-headers": "content-type,x-genauth-account"})
        assert "x-genauth-account" not in answer.headers.get("access-control-allow-headers", "")
        assert "access-control-allow-credentials" not in answer.headers


def test_csrf_an_allowed_origin_reads_no_answer_to_the_cookie(server, signed_in):
    with server.with_settings(app={"allowed_origins": [EVIL]}):
        answer = signed_in.browser.send("GET", f"/{server.app_id}/api/v3/get-profile", unchecked=True,
                                        headers={**PAGE_HEADERS, "origin": EVIL})
        assert "access-control-allow-origin" not in answer.headers
        assert answer.json()["statusCode"] == 401


def test_csrf_the_page_of_signing_in_again_changes_nothing_by_itself(server, signed_in):
    begun = signed_in.browser.get(f"/{server.app_id}/account/sign-in", unchecked=True)
    assert begun.status_code == 303 and "/login/" in begun.headers["location"]
    assert assert_ok(signed_in.get("get-profile"))["name"] == "Ada"


def test_clickjacking_no_page_may_frame_the_account_centre(server, signed_in):
    headers = signed_in.page().headers
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "no-referrer"


# --- whose session it is ----------------------------------------------------------------------------------------
def test_first_party_boundary_no_token_becomes_a_session_of_the_page(server, ada):
    token = server.sign_in(ada)["access_token"]
    account = Account(server)
    account.browser.cookies[f"__Host-genauth-session-{server.pool_id}"] = token
    assert_refused(account.get("get-profile"), 401, 2020)
    # With a token it is the token that counts, and of another application it counts for nothing.
    other = server.other_application()["appId"]
    signed = Account(server)
    signed.enter(ada)
    assert_refused(signed.get("get-profile", headers={"authorization": f"Bearer {token}"}, app_id=other), 401, 2021)
    machine = server.management_token()
    assert_refused(signed.get("get-profile", headers={"authorization": f"Bearer {machine}"}), 401, 2021)


def test_first_party_boundary_an_application_that_nobody_vouches_for_has_no_account_centre(server, ada):
    for settings in ({"first_party": False}, {"sso_enabled": False}):
        account = Account(server)
        account.enter(ada)
        with server.with_settings(app=settings):
            assert account.page().status_code == 404
            assert_refused(account.get("get-profile"), 401, 2020)


def test_the_session_of_one_application_is_none_of_another(server, signed_in):
    other = server.other_application()["appId"]
    assert_refused(signed_in.get("get-profile", app_id=other), 401, 2020)
    elsewhere = server.other_pool()
    assert_refused(signed_in.get("get-profile", app_id=elsewhere["appId"]), 401, 2020)


def test_management_operations_take_no_session(server, signed_in):
    answer = signed_in.browser.send("POST", "/api/v3/list-users", json={}, headers=PAGE_HEADERS, unchecked=True)
    assert answer.json()["statusCode"] == 401


def test_signing_out_ends_what_the_page_may_do(server, signed_in):
    form = signed_in.browser.send("POST", f"/{server.app_id}/oidc/session/end", unchecked=True,
                                  data={"confirmed": "yes"}, headers={"origin": server.base})
    assert form.status_code == 200
    assert_refused(signed_in.get("get-profile"), 401, 2020)


@pytest.mark.parametrize("status", ["Suspended", "Archived"])
def test_who_may_not_sign_in_any_more_is_out_at_once(server, status):
    name = new_name("account")
    user_id = user_of(server, username=name)["userId"]
    account = Account(server)
    account.enter(name)
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": status}))
    assert account.get("get-profile")["statusCode"] in (401, 403)
    assert "/login/" in account.page().headers["location"]


def test_the_session_of_an_old_cookie_is_worth_nothing_after_signing_in_again(server, ada, signed_in):
    before = dict(signed_in.browser.cookies)
    signed_in.enter(ada, "/account/sign-in")
    stale = Account(server)
    stale.browser.cookies = before
    assert_refused(stale.get("get-profile"), 401, 2020)
    assert_ok(signed_in.get("get-profile"))


# --- a recent sign-in -------------------------------------------------------------------------------------------
def test_sensitive_changes_need_a_recent_sign_in_and_the_page_leads_through_one(server, ada, signed_in):
    server.advance(16 * 60_000)
    late = signed_in.get("export-my-data")
    assert_refused(late, 403)
    assert late["data"] == {"stepUpMinutes": 15}
    assert signed_in.shell()["signIn"]["ageS"] > 15 * 60
    begun = signed_in.note(signed_in.browser.get(f"/{server.app_id}/account/sign-in", unchecked=True))
    assert begun.status_code == 303
    assert assert_ok(signed_in.state())["loginHint"] == ada
    signed_in.password(ada)
    signed_in.resume()
    assert signed_in.shell()["signIn"]["ageS"] < 60
    assert_ok(signed_in.get("export-my-data"))


def test_a_recent_sign_in_at_the_browser_is_none_of_an_old_token(server, ada, signed_in):
    token = server.sign_in(ada)["access_token"]
    server.advance(16 * 60_000)
    signed_in.enter(ada, "/account/sign-in")
    assert_refused(server.get("export-my-data", token=token), 403)


def test_giving_up_the_second_sign_in_leaves_the_first_as_it_was(server, signed_in):
    signed_in.note(signed_in.browser.get(f"/{server.app_id}/account/sign-in", unchecked=True))
    signed_in.answer("cancel")
    assert signed_in.resume().headers["location"].endswith("/account")
    assert_ok(signed_in.get("get-profile"))


def test_giving_up_the_first_sign_in_leads_to_where_the_application_begins(server):
    with server.with_settings(app={"init_login_uri": "https://app.example.com/start"}):
        account = Account(server)
        account.note(account.page())
        account.answer("cancel")
        assert account.resume().headers["location"] == "https://app.example.com/start"


def test_a_second_factor_that_the_account_has_is_asked_for_on_the_way(server):
    name = person_with_otp(server)[0]
    account = Account(server)
    account.note(account.page())
    assert account.password(name)["apiCode"] in (1635, 1636)
    assert "/login/" in account.page().headers["location"]


# --- an application's own host ----------------------------------------------------------------------------------
def test_the_page_at_an_applications_own_host_joins_the_session_there(server, ada):
    app, browser = App(server), Browsers(server)
    page = browser.follow(f"{app.base}/account")[0]
    assert "/login/" in page, page
    assert browser.prove(app, ada, page)[0] == f"{app.base}/account"
    profile = browser.send("GET", f"{app.base}/api/v3/get-profile", headers=PAGE_HEADERS).json()
    assert assert_ok(profile)["username"] == ada
    two = App(server)
    assert len(browser.follow(f"{two.base}/account")) > 1 and browser.page.status_code == 200
    shell = json.loads(browser.page.text.partition('id="shell">')[2].partition("</script>")[0])
    assert shell["account"]["name"] == "Ada"
    # The cookie of one host is worth nothing at the other.
    browser.jars[two.host] = dict(browser.jar(app.host))
    assert_refused(browser.send("GET", f"{two.base}/api/v3/get-profile", headers=PAGE_HEADERS).json(), 401, 2020)


def test_login_csrf_the_way_back_counts_in_the_browser_that_began(server, ada):
    victim, attacker = Account(server), Visitor(server)
    attacker.note(attacker.browser.get(f"/{server.app_id}/account", unchecked=True))
    attacker.password(ada, PASSWORD)
    answer = victim.browser.get(f"/{server.app_id}/login/{attacker.id}/resume", unchecked=True)
    assert answer.headers["location"].endswith(attacker.id) and not victim.browser.cookies
