"""What the conformance suite asks of an OP that signs people out (RP-Initiated Logout and Session Management plans),
and of its discovery document (Config plan and those of the logouts)."""

import re

import pytest
import requests
from hosted import CALLBACK, challenge_of
from jose_keys import unsigned
from relying_party import SETTINGS, RelyingParty
from scenes import new_name, user_of
from sources import query_of

AFTER = "https://app.example.com/bye"


@pytest.fixture(scope="module")
def person(server):
    name = new_name("leaves")
    user_of(server, username=name)
    return name


@pytest.fixture(autouse=True)
def registered(server):
    with server.with_settings(app={**SETTINGS, "logout_redirect_uris": [AFTER]}):
        yield


@pytest.fixture
def rp(server, person):
    rp = RelyingParty(server)
    rp.hint = rp.tokens(rp.ask(person))["id_token"]
    return rp


def end(rp, **params):
    return rp.visitor.browser.get("/oidc/session/end", params=params, unchecked=True)


def is_signed_in(rp):
    return "code" in rp.again().ask(prompt="none")


def asks(page):
    return page.status_code == 200 and 'name="confirmed" value="yes"' in page.text


# --- signing out --------------------------------------------------------------------------------------------
def test_conformance_after_a_logout_the_application_is_called_with_the_state_and_nobody_is_signed_in(rp):
    answer = end(rp, id_token_hint=rp.hint, post_logout_redirect_uri=AFTER, state="s-1")
    assert answer.headers["location"] == f"{AFTER}?state=s-1"
    assert rp.again().ask(prompt="none")["error"] == "login_required"


def test_conformance_without_a_state_none_comes_back(rp):
    assert end(rp, id_token_hint=rp.hint, post_logout_redirect_uri=AFTER).headers["location"] == AFTER


@pytest.mark.parametrize("uri", [AFTER + "/", AFTER + "?foo=bar", "https://app.example.com/elsewhere", CALLBACK])
def test_conformance_an_address_for_after_the_logout_must_be_registered(rp, uri):
    page = end(rp, id_token_hint=rp.hint, post_logout_redirect_uri=uri, state="s-1")
    assert page.status_code == 400 and "location" not in page.headers and is_signed_in(rp)


@pytest.mark.parametrize("what", ["modified", "unsigned", "nonsense"])
def test_conformance_a_hint_that_this_server_did_not_sign_ends_nothing_by_itself(rp, what):
    header, claims, signature = rp.hint.split(".")
    other = "A" if signature[0] != "A" else "B"
    hint = {"modified": f"{header}.{claims}.{other}{signature[1:]}", "nonsense": "a.b.c",
            "unsigned": unsigned({"sub": "somebody", "aud": rp.server.app_id, "iss": rp.issuer})}[what]
    page = end(rp, id_token_hint=hint, post_logout_redirect_uri=AFTER, client_id=rp.server.app_id)
    assert asks(page) and is_signed_in(rp)
    alone = end(rp, id_token_hint=hint, post_logout_redirect_uri=AFTER)  # whose address is that?
    assert "location" not in alone.headers and is_signed_in(rp)


def test_conformance_without_a_hint_the_person_is_asked(rp):
    page = end(rp, post_logout_redirect_uri=AFTER, client_id=rp.server.app_id, state="s-1")
    assert asks(page) and is_signed_in(rp)
    nameless = end(rp, post_logout_redirect_uri=AFTER, state="s-1")
    assert nameless.status_code == 400 and "location" not in nameless.headers and is_signed_in(rp)


@pytest.mark.parametrize("params", [{}, {"state": "s-1"}])
def test_conformance_without_any_parameter_that_matters_the_person_is_asked_and_told(rp, params):
    page = end(rp, **params)
    assert asks(page) and is_signed_in(rp)
    form = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.text))
    done = rp.visitor.browser.send("POST", "/oidc/session/end", data=form, headers={"origin": rp.server.base},
                                   unchecked=True)
    assert done.status_code == 200 and "You are signed out" in done.text and "location" not in done.headers
    assert not is_signed_in(rp)


def test_conformance_without_an_address_a_page_says_that_it_is_done(rp):
    page = end(rp, id_token_hint=rp.hint, state="s-1")
    assert page.status_code == 200 and "You are signed out" in page.text and not is_signed_in(rp)


# --- sessions -----------------------------------------------------------------------------------------------
def test_conformance_the_session_state_follows_the_session(rp, person):
    def cookie():
        return rp.visitor.browser.cookies.get(f"__Host-genauth-state-{rp.server.pool_id}")
    first = cookie()
    assert first
    assert rp.again().ask(prompt="none")["session_state"] and cookie() == first
    end(rp, id_token_hint=rp.hint)
    assert not cookie()
    rp.again().ask(person)
    assert cookie() not in ("", None, first)
    # A session that ended behind the browser's back is noticed with its next request.
    del rp.visitor.browser.cookies[f"__Host-genauth-session-{rp.server.pool_id}"]
    assert rp.again().ask(prompt="none")["error"] == "login_required"
    assert not cookie()


def test_conformance_an_application_outside_single_sign_on_has_no_session_to_watch(server, person):
    with server.with_settings(app={**SETTINGS, "sso_enabled": False}):
        rp = RelyingParty(server)
        rp.visitor.authorize(code_challenge=challenge_of(rp.visitor.verifier))
        rp.visitor.password(person)
        assert "session_state" not in query_of(rp.visitor.resume().headers["location"])
        assert not [name for name in rp.visitor.browser.cookies if "state" in name]


@pytest.mark.parametrize("base", ["", "/{app_id}"])
def test_conformance_the_frame_may_stand_in_every_page_and_loads_its_own_script_alone(server, base):
    issuer = server.base + base.format(app_id=server.app_id) + "/oidc"
    url = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10).json()["check_session_iframe"]
    assert url == f"{issuer}/session/check"
    frame = requests.get(url, timeout=10)
    assert frame.status_code == 200 and f"__Host-genauth-state-{server.pool_id}" in frame.text
    assert frame.headers["content-security-policy"] == \
        "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"
    assert "x-frame-options" not in frame.headers and "set-cookie" not in frame.headers
    assert "access-control-allow-origin" not in frame.headers
    script = requests.get(url + ".js", timeout=10)
    assert script.headers["content-type"].startswith("text/javascript") and "postMessage" in script.text
    assert requests.post(url, timeout=10).status_code == 405
    assert requests.get(f"{server.base}/{'0' * 24}/oidc/session/check", timeout=10).status_code in (400, 404)


# --- discovery ----------------------------------------------------------------------------------------------
def test_conformance_discovery_has_every_member_that_the_plans_ask_for(server):
    answer = requests.get(f"{server.base}/oidc/.well-known/openid-configuration", timeout=10)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    found = answer.json()
    assert found["issuer"] == f"{server.base}/oidc" and not set("?#") & set(found["issuer"])
    endpoints = [name for name in found if name.endswith(("_endpoint", "_iframe", "_uri"))]
    assert {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint",
            "check_session_iframe"} <= set(endpoints)
    assert all(found[name].startswith(found["issuer"] + "/") for name in endpoints)
    assert {"code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"} <= \
        set(found["response_types_supported"])
    assert {"authorization_code", "implicit"} <= set(found["grant_types_supported"])
    assert {"query", "fragment", "form_post"} <= set(found["response_modes_supported"])
    assert set(found["subject_types_supported"]) == {"public", "pairwise"}
    for name in ("id_token_signing_alg_values_supported", "userinfo_signing_alg_values_supported",
                 "request_object_signing_alg_values_supported"):
        assert "RS256" in found[name], name
    assert "openid" in found["scopes_supported"] and all(re.fullmatch(r"[!#-\[\]-~]+", s)
                                                         for s in found["scopes_supported"])
    assert {"sub", "name", "email"} <= set(found["claims_supported"]) and found["claims_parameter_supported"] is True
    assert found["request_parameter_supported"] is True and found["request_uri_parameter_supported"] is True
    assert found["code_challenge_methods_supported"] == ["S256"]
    for channel in ("frontchannel", "backchannel"):
        assert found[f"{channel}_logout_supported"] is found[f"{channel}_logout_session_supported"] is True
    keys = requests.get(found["jwks_uri"], timeout=10).json()["keys"]
    assert len({key["kid"] for key in keys}) == len(keys)
