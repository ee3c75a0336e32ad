"""Signing in through identity sources: every row of the connector table against a stand-in that checks what it is
asked, and the way of the browser."""

import genauth
import pytest
import requests
from completion_scene import COMPANY, ask, complete
from scenes import assert_ok, assert_refused
from source_scene import (OURS, connect, me, nobody_complains, one_server, one_standin)  # noqa: F401
from sources import CALLBACK, Browser, Visit, new_connection, new_source, query_of, switch

REDIRECTING = ["google", "github", "gitlab", "linkedin", "facebook", "twitter", "slack", "amazon", "wechat:pc",
               "wechat:webpage-authorization", "qq", "weibo", "baidu", "gitee", "dingtalk", "lark-internal",
               "lark-public", "wechatwork:corp:qrconnect", "alipay", "xiaomi", "huawei"]


@pytest.mark.parametrize("kind", REDIRECTING)
def test_a_person_signs_in_through_it_twice_and_is_the_same(server, vendors, kind):
    connection = connect(server, vendors, kind)
    seen = []
    for _ in range(2):
        visit = Visit(server, connection["identifier"])
        assert "error" not in visit.finish(), visit.answer.headers["location"]
        assert assert_ok(visit.read()) == {"status": "complete"}
        tokens = assert_ok(visit.tokens())
        seen.append(me(server, tokens)["userId"])
    assert seen[0] == seen[1]
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    assert identity["userIdInIdp"] in (vendors.person.id, vendors.person.unionid)
    assert identity["originConnIds"] == [connection["id"]] and "accessToken" not in identity


def test_no_way_around_information_completion(server, vendors):
    connection = connect(server, vendors, "github")
    with ask(server, COMPANY):
        visit = Visit(server, connection["identifier"])
        visit.finish()
        refused = visit.tokens()
        assert_refused(refused, 303, 1642)
        assert_refused(visit.tokens(), 400)  # the interaction is used up, the handle leads on
        tokens = assert_ok(complete(server, refused["data"], company="Engines"))
    assert me(server, tokens)["company"] == "Engines"


def form_post(browser, authorize, **added):
    """The source's page, which has the browser post a form to us from the source's site."""
    page = requests.get(authorize, timeout=30).json()
    return browser.send("POST", page["action"], cross_site=True, data={**page["form"], **added})


def test_a_cross_site_post_is_answered_by_a_redirect_and_only_then_compared_with_the_cookie(server, vendors):
    connection = connect(server, vendors, "apple:web")
    visit = Visit(server, connection["identifier"])
    posted = form_post(visit.browser, visit.start())
    handle = posted.headers["location"]
    assert posted.status_code == 303 and handle.startswith("/connections/continue?handle=")
    # Another browser has the handle, but not the cookie.
    assert_refused(Browser(server).get(handle).json(), 400)
    # The handle is gone with that try; the flow was not used up.
    visit = Visit(server, connection["identifier"])
    posted = form_post(visit.browser, visit.start())
    visit.answer = visit.browser.get(posted.headers["location"])
    visit.landed()
    profile = me(server, assert_ok(visit.tokens()))
    assert (profile["givenName"], profile["familyName"], profile["email"]) == ("Ann", "Example", vendors.person.email)
    assert_refused(visit.browser.get(posted.headers["location"]).json(), 400)


OIDC_DOORS = ["/connections/oidc/init", "/connections/azure-ad/init"]


def provider(server, vendors, mode="BACK_CHANNEL"):
    return connect(server, vendors, "oidc", fields={"issuer": vendors.origin + "/op.example.com", "mode": mode})


@pytest.mark.parametrize("door", OIDC_DOORS)
def test_an_openid_provider_is_found_by_discovery(server, vendors, door):
    connection = provider(server, vendors)
    visit = Visit(server, connection["identifier"], door=door)
    assert "error" not in visit.finish(), visit.answer.headers["location"]
    profile = me(server, assert_ok(visit.tokens()))
    assert (profile["email"], profile["nickname"]) == (vendors.person.email, "Annie")
    vendors.userinfo_subject = "somebody-else"
    assert Visit(server, connection["identifier"], door=door).finish()["error"] == "source_refused"


def test_an_openid_provider_may_post_its_id_token(server, vendors):
    connection = provider(server, vendors, "FRONT_CHANNEL")
    visit = Visit(server, connection["identifier"], door="/connections/oidc/init")
    posted = form_post(visit.browser, visit.start())
    visit.answer = visit.browser.get(posted.headers["location"])
    assert "error" not in visit.landed(), visit.answer.headers["location"]
    assert me(server, assert_ok(visit.tokens()))["email"] == vendors.person.email
    for change in ({"nonce": "another"}, {"iss": "https://evil.example.com"}, {"aud": "another"}, {"exp": 1}):
        vendors.id_token_changes = change
        visit = Visit(server, connection["identifier"], door="/connections/oidc/init")
        posted = form_post(visit.browser, visit.start())
        visit.answer = visit.browser.get(posted.headers["location"])
        assert visit.landed()["error"] == "source_answer_invalid"


def test_a_generic_oauth_source_is_mapped_field_by_field(server, vendors):
    base = vendors.origin + "/id.example.com"
    mapping = [{"field": "id:openid", "path": "user.data.uid"}, {"field": "email", "path": "user.data.mail"},
               {"field": "email_verified", "path": "user.data.confirmed=yes"}]
    connection = connect(server, vendors, "oauth", fields={
        "authorizationEndpoint": base + "/authorize", "tokenEndpoint": base + "/token",
        "userInfoEndpoint": base + "/me", "mapping": mapping})
    visit = Visit(server, connection["identifier"], door="/connections/oauth2/init")
    visit.finish()
    profile = me(server, assert_ok(visit.tokens()))
    assert profile["email"] == vendors.person.email and profile["emailVerified"]


def test_the_state_belongs_to_the_browser_and_is_used_once(server, vendors):
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    callback = visit.at_source()
    assert_refused(Browser(server).get(callback).json(), 400)
    stranger = Browser(server)
    Visit(server, connection["identifier"], browser=stranger).start()
    assert_refused(stranger.get(callback).json(), 400)
    visit.answer = visit.browser.get(callback)
    visit.landed()
    assert_refused(visit.browser.get(callback).json(), 400)
    for state in ("", "short", "0" * 112, query_of(callback)["state"][:-1] + "z"):
        answer = visit.browser.get("/connections/social/callback", params={"state": state, "code": "x"})
        assert_refused(answer.json(), 400)
    page = visit.browser.get(callback, headers={"accept": "text/html"})
    assert page.status_code == 400 and "<h1>This sign-in was not begun" in page.text


def test_the_interaction_is_for_the_application_that_began_it_and_once(server, vendors):
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    visit.finish()
    other = server.other_application()
    foreign = {"x-authing-app-id": other["appId"]}
    assert_refused(server.call("GET", f"/interaction/{visit.handle}", headers=foreign), 400)
    assert_refused(visit.act("finish", code_verifier="wrong"), 400)
    assert_refused(visit.act("finish", client_secret="wrong"), 401)
    assert_ok(visit.tokens())
    assert_refused(visit.tokens(), 400)
    assert_refused(visit.read(), 400)


def test_addresses_outside_the_applications_list_are_refused(server, vendors):
    connection = connect(server, vendors, "github")
    for address in ("https://evil.example.com/", CALLBACK + "/", CALLBACK + "?x=1", "https://APP.example.com/callback"):
        visit = Visit(server, connection["identifier"], redirect_uri=address)
        visit.start()
        assert_refused(visit.answer.json(), 400)
    with server.with_settings(app={"redirect_uris": [], "token_auth_method": "none"}):
        visit = Visit(server, connection["identifier"])
        visit.start()
        assert_refused(visit.answer.json(), 400)
    server._set(None, {"redirect_uris": [CALLBACK]})
    with server.with_settings(app={"token_auth_method": "none"}):
        visit = Visit(server, connection["identifier"], code_challenge="")
        visit.start()
        assert_refused(visit.answer.json(), 400)


def test_a_connection_that_is_off_opens_no_door(server, vendors):
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    callback = visit.at_source()
    switch(server, connection["id"], enabled=False)
    visit.answer = visit.browser.get(callback)
    assert visit.landed()["error"] == "connection_disabled"
    for door in (None, "/connections/oidc/init", "/connections/oauth2/init", "/connections/azure-ad/init"):
        late = Visit(server, connection["identifier"], door=door)
        late.start()
        assert_refused(late.answer.json(), 403)
    late.params["app_id"] = "0" * 24
    late.start()
    assert_refused(late.answer.json(), 404, 2011)


def test_what_the_source_refuses_goes_to_the_application(server, vendors):
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    denied = requests.get(visit.start() + "&deny=1", allow_redirects=False, timeout=9)
    back = visit.browser.get(denied.headers["location"])
    assert query_of(back.headers["location"])["error"] == "source_refused"
    visit = Visit(server, connection["identifier"])
    callback = visit.at_source()
    vendors.codes.clear()
    visit.answer = visit.browser.get(callback)
    assert visit.landed()["error"] == "source_refused"
    vendors.complaints.clear()


@pytest.mark.parametrize("change", [{"iss": "https://evil.example.com"}, {"aud": "another"}, {"nonce": "another"},
                                    {"nonce": None}, {"exp": 1}, {"iat": 4102444800}, {"at_hash": "AAAA"}, {"sub": ""},
                                    {"aud": ["client-of-ours", "x"]}, {"azp": "another"}])
def test_an_id_token_that_says_something_else_is_refused(server, vendors, change):
    connection = connect(server, vendors, "google")
    vendors.id_token_changes = change
    assert Visit(server, connection["identifier"]).finish()["error"] == "source_answer_invalid"


def test_keys_that_rotate_are_found(server, vendors):
    connection = connect(server, vendors, "google")
    assert "error" not in Visit(server, connection["identifier"]).finish()
    vendors.rotate()
    server.advance(11_000)
    assert "error" not in Visit(server, connection["identifier"]).finish()


def test_alipays_answers_must_be_signed(server, vendors):
    connection = connect(server, vendors, "alipay")
    vendors.break_answer = "openapi.alipay.com"
    assert Visit(server, connection["identifier"]).finish()["error"] == "source_answer_invalid"


def test_login_only_lets_nobody_new_in(server, vendors):
    connection = connect(server, vendors, "github", loginOnly=True)
    assert Visit(server, connection["identifier"]).finish()["error"] == "source_login_only"


def test_a_callback_that_names_another_application_keeps_the_rules_of_the_one_that_began(server, vendors):
    other = server.other_application()["appId"]
    connection = connect(server, vendors, "github")
    with server.with_settings(app={"whitelist_email": True}):
        visit = Visit(server, connection["identifier"])
        callback = visit.at_source()
        visit.answer = visit.browser.get(callback, headers={"x-genauth-app-id": other})
        assert visit.landed()["error"] == "not_on_whitelist"
    visit = Visit(server, connection["identifier"])  # and without the rule the person may come
    visit.answer = visit.browser.get(visit.at_source(), headers={"x-genauth-app-id": other})
    visit.landed()
    assert me(server, assert_ok(visit.tokens()))["email"] == vendors.person.email


def test_registration_that_is_off_stays_off(server, vendors):
    connection = connect(server, vendors, "github")
    with server.with_settings(pool={"registration_disabled": True}):
        assert Visit(server, connection["identifier"]).finish()["error"] == "registration_disabled"


def test_private_addresses_are_not_asked_unless_allowed(vendors):
    with genauth.Server(settings={"GENAUTH_SOURCES_VENDOR_ORIGIN": vendors.origin}) as closed:
        with closed.with_settings(app={"redirect_uris": [CALLBACK]}):
            connection = new_connection(closed, new_source(closed, "github"), "github", OURS)
            assert Visit(closed, connection["identifier"]).finish()["error"] == "provider_unreachable"
            oidc = new_connection(closed, new_source(closed, "oidc"), "oidc",
                                  {**OURS, "issuer": "http://169.254.169.254"})
            visit = Visit(closed, oidc["identifier"], door="/connections/oidc/init")
            visit.start()
            assert visit.landed()["error"] == "provider_unreachable"


def test_the_application_lists_what_it_offers(server, vendors):
    connection = connect(server, vendors, "github", logo="https://example.com/l.png")
    rows = assert_ok(server.get("get-application-enabled-extidps"))
    [row] = [each for each in rows if each["identifier"] == connection["identifier"]]
    assert (row["type"], row["extIdpType"], row["logo"]) == ("github", "social", "https://example.com/l.png")
    assert Browser(server).get(row["bindUrl"] + f"&redirect_uri={CALLBACK}").status_code == 303
    assert_refused(server.call("GET", "/api/v3/get-application-enabled-extidps", app=False), 400, 2010)


def test_a_user_who_is_gone_gets_no_tokens(server, vendors):
    connection = connect(server, vendors, "github")
    visit = Visit(server, connection["identifier"])
    visit.finish()
    user = me(server, assert_ok(visit.tokens()))["userId"]
    visit = Visit(server, connection["identifier"])
    visit.finish()
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(visit.tokens(), 403, 2120008)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user]}))
    assert_refused(visit.tokens(), 404, 2004)
