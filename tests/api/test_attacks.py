"""Attacks on the provider by the names of RFC 9700 that no other file tries: at the pages, at consent, by forged hints,
by codes of somebody else. docs/security.md lists all of them."""

import pytest
from hosted import CALLBACK, Visitor, challenge_of, request_of, step_of
from oidc import Oidc, assert_error
from scenes import PASSWORD, new_name, user_of
from sources import query_of
from test_oidc_discovery import forgeries

FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def person(server):
    name = new_name("attacked")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def callback(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK], "logout_redirect_uris": [CALLBACK]}):
        yield


@pytest.fixture
def third_party(server):
    with server.with_settings(app={"first_party": False, "show_authorization_page": True}):
        yield


def silently(visitor, **params):
    return query_of(visitor.authorize(prompt="none", **params).headers["location"])


def at_consent(server, person):
    visitor = Visitor(server)
    visitor.authorize()
    visitor.password(person)
    visitor.resume()
    assert step_of(visitor.state()) == "consent"
    return visitor


# --- clickjacking, and what leaks by a page (RFC 9700 sections 4.2, 4.16) -----------------------------------
def pages(server, person):
    """Every kind of page that a person meets on the way in, at consent and on the way out."""
    visitor = Visitor(server)
    yield "login", visitor.browser.get(visitor.authorize().headers["location"], unchecked=True)
    yield "error", Visitor(server).authorize(redirect_uri="https://evil.example/cb")
    visitor.password(person)
    visitor.resume()
    assert step_of(visitor.state()) == "consent"
    yield "consent", visitor.browser.get(f"/{server.app_id}/login/{visitor.id}", unchecked=True)
    yield "an interaction of nobody", visitor.browser.get(f"/{server.app_id}/login/{'0' * 24}", unchecked=True)
    yield "sign out", visitor.browser.get("/oidc/session/end", unchecked=True)
    yield "device", visitor.browser.get(f"/{server.app_id}/oidc/device", unchecked=True)


def test_clickjacking_no_page_on_the_way_in_or_out_may_be_framed(server, person, third_party):
    for name, page in pages(server, person):
        assert page.headers["content-type"].startswith("text/html"), name
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"], name
        # The form of the last one needs to say where it comes from.
        assert page.headers["referrer-policy"] == ("same-origin" if name == "sign out" else "no-referrer"), name
        assert page.headers["cache-control"] == "no-store", name


# --- cross-site requests (section 4.7) ----------------------------------------------------------------------
FROM_ELSEWHERE = ({"origin": FOREIGN}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
                  {"sec-fetch-site": "same-site"}, {"origin": "http://localhost:1"})


def bare(visitor, path, body, headers):
    """A call as a page of another origin could make it if the browser sent the cookies along."""
    return visitor.browser.send("POST", f"/{visitor.app_id}{path}", unchecked=True, json=body, headers={
        "x-genauth-interaction": visitor.id, **headers})


def test_csrf_on_login_nobody_is_signed_in_by_a_page_of_another_origin(server, person):
    visitor = Visitor(server)
    visitor.authorize()
    account = {"connection": "PASSWORD", "passwordPayload": {"account": person, "password": PASSWORD}}
    for headers in FROM_ELSEWHERE:
        answer = bare(visitor, "/api/v3/signin", account, headers)
        assert answer.json()["statusCode"] not in (200, 303), (headers, answer.text)
        assert "set-cookie" not in answer.headers
        assert step_of(visitor.state()) == "login"
    form = visitor.browser.send("POST", f"/{server.app_id}/api/v3/signin", unchecked=True, data={"a": "b"})
    assert form.json()["statusCode"] not in (200, 303)  # a form has no header of its own
    assert step_of(visitor.state()) == "login"


def test_csrf_on_consent_nobody_agrees_by_a_page_of_another_origin(server, person, third_party):
    visitor = at_consent(server, person)
    for headers in FROM_ELSEWHERE:
        for what, body in (("consent", {"allow": True}), ("cancel", {})):
            answer = bare(visitor, f"/interaction/{visitor.id}/{what}", body, headers)
            assert answer.json()["statusCode"] != 200, (headers, answer.text)
    assert step_of(visitor.state()) == "consent"
    stranger = Visitor(server)
    stranger.id = visitor.id
    assert stranger.answer("consent", allow=True)["statusCode"] != 200  # without the cookie of the interaction
    assert step_of(visitor.state()) == "consent"
    assert visitor.answer("consent", allow=True)["statusCode"] == 200


def test_csrf_no_preflight_lets_a_page_of_another_origin_act_in_an_interaction(server, person):
    visitor = Visitor(server)
    visitor.authorize()
    for origin in (FOREIGN, CALLBACK.removesuffix("/callback")):
        for path in ("/api/v3/signin", f"/interaction/{visitor.id}/consent", f"/interaction/{visitor.id}/state"):
            answer = visitor.browser.send("OPTIONS", f"/{server.app_id}{path}", unchecked=True, headers={
                "origin": origin, "access-control-request-method": "POST",
                "access-control-request-headers": "x-genauth-interaction"})
            allowed = answer.headers.get("access-control-allow-headers", "").lower()
            assert "x-genauth-interaction" not in allowed, (origin, path)
            assert "access-control-allow-credentials" not in answer.headers


# --- the authorization endpoint is for browsers that go there (section 2.6) ---------------------------------
def test_no_page_reads_the_answer_of_the_authorization_endpoint(server, person):
    visitor = Visitor(server)
    visitor.sign_in(person)
    for origin in (CALLBACK.removesuffix("/callback"), FOREIGN, "null"):
        for method in ("GET", "OPTIONS"):
            answer = visitor.browser.send(method, "/oidc/auth", unchecked=True, params=request_of(server), headers={
                "origin": origin, "access-control-request-method": "GET"})
            assert not any(name.startswith("access-control-allow") for name in answer.headers), (method, origin)


# --- 307 (section 4.12) -------------------------------------------------------------------------------------
def test_no_answer_makes_a_browser_post_again_elsewhere(server, person):
    visitor = Visitor(server)
    posted = visitor.browser.send("POST", "/oidc/auth", unchecked=True, data=request_of(
        server, code_challenge=challenge_of(visitor.verifier), code_challenge_method="S256"))
    begun = visitor.authorize()
    visitor.password(person)
    asked = visitor.browser.get("/oidc/session/end", unchecked=True)
    for answer in (posted, begun, visitor.resume(), visitor.authorize(), asked):
        assert answer.status_code in (200, 303), answer.headers


# --- forged hints (sections 4.5 and 4.6 of what they could do) ----------------------------------------------
def test_algorithm_confusion_none_and_keys_in_the_header_of_an_id_token_hint(server, person):
    """Whoever could forge a hint would learn who is signed in, or sign them out without being asked."""
    visitor = Visitor(server)
    app = Oidc(server)
    hint = visitor.redeem(visitor.sign_in(person)["code"], app).json()["id_token"]
    assert "code" in silently(visitor, id_token_hint=hint)
    for name, forged in forgeries(server, hint):
        if len(forged) > 6000:
            continue
        answer = silently(visitor, id_token_hint=forged)
        assert "code" not in answer and answer["error"] in ("login_required", "invalid_request"), (name, answer)
        page = visitor.browser.get("/oidc/session/end", unchecked=True, params={
            "id_token_hint": forged, "post_logout_redirect_uri": CALLBACK})
        assert "location" not in page.headers, name
    assert "code" in silently(visitor)  # still signed in


# --- code injection (section 4.5) ---------------------------------------------------------------------------
def test_code_injection_a_code_of_another_transaction_gives_nothing(server, person):
    """The attacker has the victim's code, and a transaction of his own at the same application."""
    app, victim, attacker = Oidc(server), Visitor(server), Visitor(server)
    stolen = victim.sign_in(person)["code"]
    attacker.authorize()
    assert_error(attacker.redeem(stolen, app), 400, "invalid_grant")
    assert_error(app.ask("token", grant_type="authorization_code", code=stolen, redirect_uri=CALLBACK), 400,
                 "invalid_grant")
    assert victim.redeem(stolen, app).status_code in (200, 400)  # as the server likes: it was never the attacker's


def test_token_substitution_a_code_of_one_application_gives_another_nothing(server, person):
    other = server.other_application()
    visitor = Visitor(server)
    code = visitor.sign_in(person)["code"]
    thief = Oidc(server, other["appId"], other["appSecret"])
    assert_error(visitor.redeem(code, thief), 400, "invalid_grant")
    issued = visitor.redeem(visitor.sign_in(person, prompt="login")["code"], Oidc(server)).json()
    assert_error(thief.refresh(issued["access_token"]), 400, "invalid_grant")
    assert thief.introspect(issued["access_token"]) == {"active": False}
    thief.revoke(issued["access_token"])
    assert Oidc(server).me(issued["access_token"]).status_code == 200
