"""What the OpenID Foundation's conformance suite asks of an OP in its Basic, Implicit, Hybrid and Form Post plans, as
docs/conformance.md lists it: each response type, by each way back."""

import pytest
import requests
from hosted import CALLBACK, challenge_of
from oidc import Oidc, assert_error
from relying_party import MODES, SETTINGS, TYPES, RelyingParty, posted
from scenes import new_name, user_of
from sources import query_of

PROFILE = {"name": "Ada Lovelace", "familyName": "Lovelace", "givenName": "Ada", "middleName": "King", "nickname": "A",
           "profile": "https://people.example.com/ada", "photo": "https://people.example.com/ada.png",
           "website": "https://ada.example.com", "gender": "F", "birthdate": "1815-12-10", "zoneinfo": "Europe/London",
           "locale": "en-GB"}
SCOPES = {
    "profile": {"name", "family_name", "given_name", "middle_name", "nickname", "profile", "picture", "website",
                "gender", "birthdate", "zoneinfo", "locale", "updated_at"},
    "email": {"email", "email_verified"}, "address": {"address"}, "phone": {"phone_number", "phone_number_verified"}}
EVERY = set().union(*SCOPES.values())


@pytest.fixture(scope="module")
def person(server):
    name = new_name("conforms")
    user_of(server, username=name, email=name + "@example.com", emailVerified=True, phone="13900000077",
            streetAddress="12 St James's Square", city="London", country="GB", **PROFILE)
    return name


@pytest.fixture(autouse=True)
def registered(server):
    with server.with_settings(app=SETTINGS):
        yield


@pytest.fixture(params=TYPES)
def type(request):
    return request.param


@pytest.fixture(params=MODES, ids=["default", "form_post"])
def mode(request):
    return request.param


def is_code_alone(type):
    return type in ("code", "code token")


def of_every_type(server):
    """Who signs in at the first page is known to the others."""
    first = RelyingParty(server, TYPES[0])
    return [first, *(first.again(type=type) for type in TYPES[1:])]


# --- answers ------------------------------------------------------------------------------------------------
def test_conformance_every_response_type_gives_tokens_that_verify_by_every_way_back(server, person, type, mode):
    rp = RelyingParty(server, type, mode)
    claims, access_token = rp.whole(person)
    if access_token:
        assert rp.oidc.me(access_token).json()["sub"] == claims["sub"]


def test_conformance_the_client_may_send_its_secret_in_the_form(server, person):
    with server.with_settings(app={**SETTINGS, "token_auth_method": "client_secret_post"}):
        rp = RelyingParty(server, "code id_token", method="client_secret_post")
        claims, access_token = rp.whole(person)
        assert rp.oidc.me(access_token).json()["sub"] == claims["sub"]


def test_conformance_userinfo_takes_the_token_of_every_flow_by_get_post_header_and_post_body(server, person):
    for type in ("code", "id_token token", "code id_token token"):
        claims, token = RelyingParty(server, type).whole(person)
        url, header = f"{server.base}/oidc/me", {"authorization": f"Bearer {token}"}
        answers = [requests.get(url, headers=header, timeout=10), requests.post(url, headers=header, timeout=10),
                   requests.post(url, data={"access_token": token}, timeout=10)]
        for answer in answers:
            assert answer.headers["content-type"].startswith("application/json")
            assert answer.json()["sub"] == claims["sub"]


def test_conformance_a_missing_response_type_is_told_to_the_application(server, mode):
    rp = RelyingParty(server, "code", mode)
    assert rp.ask(response_type=None)["error"] == "invalid_request"


def test_conformance_errors_take_the_way_back_that_was_asked_for(server, type, mode):
    answer = RelyingParty(server, type, mode).ask(prompt="none")
    assert answer["error"] == "login_required" and not {"code", "id_token", "access_token"} & set(answer)


def test_conformance_the_form_post_page_is_not_kept_and_runs_one_script(server, person):
    rp = RelyingParty(server, "code", "form_post")
    rp.ask(person)
    page = rp.visitor.authorize(response_mode="form_post")
    assert posted(page)[1]["code"]
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'sha256-" in page.headers["content-security-policy"]


def test_conformance_a_nonce_is_due_where_an_id_token_comes_through_the_browser(server, person, type, mode):
    rp = RelyingParty(server, type, mode)
    if is_code_alone(type):
        assert rp.whole(person, nonce=None)
    else:
        assert rp.ask(nonce=None)["error"] == "invalid_request"


# --- scopes and claims --------------------------------------------------------------------------------------
@pytest.mark.parametrize("scope", [*SCOPES, "all"])
def test_conformance_a_scope_opens_its_standard_claims(server, person, scope):
    wanted = EVERY if scope == "all" else SCOPES[scope]
    asked = "openid " + (" ".join(SCOPES) if scope == "all" else scope)
    for rp in of_every_type(server):
        claims, access_token = rp.whole(person, scope=asked)
        shown = rp.oidc.me(access_token).json() if access_token else claims
        assert EVERY & set(shown) == wanted
        assert shown.get("phone_number", "+8613900000077") == "+8613900000077"
        assert isinstance(shown.get("address", {}), dict) and isinstance(shown.get("updated_at", 0), int)
        assert shown.get("email_verified", True) is True


def test_conformance_the_order_of_scopes_does_not_matter(server, person):
    for rp in of_every_type(server):
        claims, access_token = rp.whole(person, scope="email openid")
        assert (rp.oidc.me(access_token).json() if access_token else claims)["email"]


def test_conformance_an_essential_claim_comes_where_it_was_asked_for(server, person):
    for rp in of_every_type(server):
        place = "id_token" if rp.type == "id_token" else "userinfo"
        claims, access_token = rp.whole(person, scope="openid", claims='{"%s":{"name":{"essential":true}}}' % place)
        shown = rp.oidc.me(access_token).json() if access_token else claims
        assert shown["name"] == "Ada Lovelace" and "nickname" not in shown


# --- parameters that change nothing, or little --------------------------------------------------------------
@pytest.mark.parametrize("parameter", [
    {"display": "page"}, {"display": "popup"}, {"ui_locales": "se"}, {"claims_locales": "se"}, {"acr_values": "1 2"},
    {"login_hint": "buffy@example.com"}, {"extra": "foobar"}, {"display": "wap", "ui_locales": "x-nonsense"}],
    ids=lambda each: "-".join(each))
def test_conformance_optional_and_unknown_parameters_do_no_harm(server, person, parameter):
    for rp in of_every_type(server):
        assert rp.whole(person, **parameter)


def test_conformance_the_login_hint_reaches_the_page(server):
    visitor = RelyingParty(server).visitor
    visitor.authorize(login_hint="buffy@example.com")
    assert visitor.state()["data"]["loginHint"] == "buffy@example.com"


def test_conformance_a_post_is_a_request_like_a_get(server, person, type):
    rp = RelyingParty(server, type)
    rp.ask(person)
    form = {"client_id": server.app_id, "redirect_uri": CALLBACK, "response_type": type, "scope": "openid",
            "state": "of-the-app", "nonce": "n-1"}
    moved = rp.visitor.browser.send("POST", f"{server.base}/oidc/auth", data=form, unchecked=True)
    answer = rp.read(rp.visitor.browser.get(moved.headers["location"], unchecked=True))
    assert answer["state"] == "of-the-app" and "error" not in answer


# --- who signs in, and when ---------------------------------------------------------------------------------
def test_conformance_prompt_login_asks_again_and_renews_the_time_of_the_sign_in(server, person, type):
    rp = RelyingParty(server, type)
    first, _ = rp.whole(person)
    server.advance(2_000)
    again = rp.again()
    second, _ = again.whole(person, prompt="login")
    assert again.asked and second["sub"] == first["sub"] and second["auth_time"] > first["auth_time"]


def test_conformance_prompt_none_signs_in_whoever_is_there_and_keeps_the_time(server, person, type, mode):
    rp = RelyingParty(server, type, mode)
    assert rp.ask(prompt="none")["error"] == "login_required"
    first, _ = rp.whole(person)
    server.advance(2_000)
    second, _ = rp.again().whole(prompt="none")
    assert (second["sub"], second["auth_time"]) == (first["sub"], first["auth_time"])


def test_conformance_max_age_asks_who_signed_in_too_long_ago(server, person, type):
    rp = RelyingParty(server, type)
    first, _ = rp.whole(person)
    server.advance(3_000)
    young = rp.again()
    second, _ = young.whole(max_age="10000")
    assert second["auth_time"] == first["auth_time"]
    old = rp.again()
    third, _ = old.whole(person, max_age="1")
    assert old.asked and third["auth_time"] > first["auth_time"] and third["sub"] == first["sub"]


def test_conformance_an_id_token_hint_with_prompt_none_names_who_is_there(server, person, type):
    rp = RelyingParty(server, "code")
    token = rp.tokens(rp.ask(person))["id_token"]
    second, _ = rp.again(type=type).whole(prompt="none", id_token_hint=token)
    third, _ = rp.again(type=type).whole(prompt="none", claims='{"id_token":{"sub":{"value":"%s"}}}' % second["sub"])
    assert third["sub"] == second["sub"]
    stranger = user_of(server, username=new_name("stranger"))["userId"]
    refused = rp.again(type=type).ask(prompt="none", claims='{"id_token":{"sub":{"value":"%s"}}}' % stranger)
    assert refused["error"] == "login_required"


# --- codes --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("type", ["code", "code id_token", "code token", "code id_token token"])
@pytest.mark.parametrize("wait_ms", [0, 30_000])
def test_conformance_a_code_that_is_used_again_is_refused_and_costs_its_tokens(server, person, type, wait_ms):
    rp = RelyingParty(server, type)
    answer = rp.ask(person)
    access_token = rp.tokens(answer)["access_token"]
    assert rp.oidc.me(access_token).status_code == 200
    server.advance(wait_ms)
    assert_error(rp.redeem(answer), 400, "invalid_grant")
    assert rp.oidc.me(access_token).status_code == 401


def test_conformance_a_refresh_token_gives_an_id_token_of_the_same_sign_in(server, person):
    rp = RelyingParty(server)
    answer = rp.ask(person, scope="openid offline_access", prompt="consent")
    issued = rp.tokens(answer)
    first = rp.check(issued["id_token"], access_token=issued["access_token"])
    renewed = rp.oidc.refresh(issued["refresh_token"])
    assert renewed.status_code == 200, renewed.text
    again = rp.check(renewed.json()["id_token"], None, access_token=renewed.json()["access_token"])
    for name in ("iss", "sub", "aud", "auth_time"):
        assert again[name] == first[name]
    assert rp.oidc.me(renewed.json()["access_token"]).json()["sub"] == first["sub"]
    other = Oidc(server, secret="0" * 32, method="client_secret_basic")
    assert_error(other.refresh(issued["refresh_token"]), 401, "invalid_client")


def test_conformance_pkce_is_taken_where_it_is_sent(server, person):
    rp = RelyingParty(server)
    answer = rp.ask(person, code_challenge=challenge_of(rp.visitor.verifier), code_challenge_method="S256")
    assert_error(rp.redeem(answer), 400, "invalid_grant")
    assert rp.redeem(answer, code_verifier=rp.visitor.verifier).status_code == 200


# --- addresses ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("uri", ["https://app.example.com/elsewhere", CALLBACK + "?foo=bar", CALLBACK + "/",
                                 "https://APP.example.com/callback", None])
def test_conformance_an_address_that_is_not_registered_is_a_page_and_no_redirect(server, type, uri):
    page = RelyingParty(server, type).visitor.authorize(response_type=type, redirect_uri=uri)
    assert page.status_code == 400 and "location" not in page.headers
    assert page.headers["content-type"].startswith("text/html")


def test_conformance_the_query_of_a_registered_address_stays_and_must_match(server, person, type):
    address = CALLBACK + "?foo=bar"
    with server.with_settings(app={**SETTINGS, "redirect_uris": [address]}):
        rp = RelyingParty(server, type)
        assert "error" not in rp.ask(person, redirect_uri=address)
        location = rp.visitor.authorize(response_type=type, redirect_uri=address).headers["location"]
        assert query_of(location)["foo"] == "bar"
        for other in (CALLBACK, CALLBACK + "?foo=bar2", CALLBACK + "?foo=bar&x=y"):
            page = rp.visitor.authorize(response_type=type, redirect_uri=other)
            assert page.status_code == 400 and "location" not in page.headers
