"""Pairwise subjects (OpenID Connect Core section 8): what an application calls a person, and who else may know it."""

import base64
import json
import re

import genauth
import jwt
import pytest
import requests
from application_scene import CALLBACK, create, profile, shown, sign_in, update
from hosted import Visitor
from oidc import Oidc
from published import Published
from scenes import PASSWORD, assert_ok, new_name, user_of
from sources import query_of

LISTS = {}  # what the sectors publish, by path
FIELD = "oidcConfig.sector_identifier_uri"


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with Published(lambda path: LISTS.get(path, (404, ""))) as place, genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=place.settings) as running:
            running.place = place
            yield running


@pytest.fixture(scope="module")
def person(server):
    name = new_name("pairwise")
    return user_of(server, username=name, name="Ada")


def pairwise(server, host="one.example.com", uris=None, **config):
    return create(server, redirectUris=uris or [f"https://{host}/callback"], logoutRedirectUris=[CALLBACK],
                  oidcConfig={"subject_type": "pairwise", "token_endpoint_auth_method": "client_secret_post",
                              "introspection_endpoint_auth_method": "client_secret_post", **config})


def payload(token):
    return jwt.decode(token, options={"verify_signature": False})


def assert_bad_sector(answer):
    assert answer["statusCode"] == 400 and FIELD in answer["message"], answer


class Use:
    """One sign-in of a person at an application, through the browser."""

    def __init__(self, server, app, person, visitor=None, **params):
        self.app, self.visitor = app, visitor or Visitor(server, app["appId"])
        self.visitor.app_id = app["appId"]
        self.uri = shown(server, app["appId"])["redirectUris"][0]
        self.oidc = Oidc(server, app["appId"], app["secret"])
        answer = self.visitor.authorize(redirect_uri=self.uri, scope="openid offline_access", **params)
        if "/login/" in answer.headers["location"]:
            assert self.visitor.password(person["username"])["apiCode"] == 1600
            answer = self.visitor.resume()
        self.answer = query_of(answer.headers["location"])
        self.tokens = self.oidc.ask("token", grant_type="authorization_code", code=self.answer["code"],
                                    redirect_uri=self.uri, code_verifier=self.visitor.verifier).json()
        self.sub = payload(self.tokens["id_token"])["sub"]


# --- one name in one sector ---------------------------------------------------------------------------------
def test_every_answer_names_the_person_alike_and_none_by_the_user_id(server, person):
    use = Use(server, pairwise(server), person)
    renewed = use.oidc.refresh(use.tokens["refresh_token"]).json()
    me = use.oidc.me(use.tokens["access_token"])
    said = [payload(use.tokens["access_token"]), me.json(), use.oidc.introspect(use.tokens["access_token"]),
            use.oidc.introspect(use.tokens["refresh_token"]), payload(renewed["id_token"]),
            payload(renewed["access_token"])]
    assert {each["sub"] for each in said} == {use.sub} and re.fullmatch(r"[\w-]{43}", use.sub)
    for text in (*use.answer.values(), *use.tokens.values(), me.text, json.dumps(said)):
        for part in str(text).split("."):
            readable = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode(errors="ignore") \
                if re.fullmatch(r"[\w-]+", part) else ""
            assert person["userId"] not in str(part) + readable


def test_applications_of_one_host_share_the_name_and_others_do_not(server, person):
    one, same, other = (Use(server, pairwise(server, host), person)
                        for host in ("one.example.com", "one.example.com", "two.example.com"))
    public = Use(server, create(server, redirectUris=[CALLBACK]), person)
    assert one.sub == same.sub and one.sub != other.sub and public.sub == person["userId"]
    somebody = user_of(server, username=new_name("somebody"))
    assert Use(server, one.app, somebody).sub != one.sub


def test_the_name_outlives_a_restart(server, person):
    app = pairwise(server)
    before = Use(server, app, person).sub
    server.stop()
    server.start()
    assert Use(server, app, person).sub == before


def test_the_v3_operations_take_the_token_and_know_the_user(server, person):
    app = pairwise(server)
    tokens = assert_ok(sign_in(server, app, person["username"]))
    assert payload(tokens["id_token"])["sub"] != person["userId"]
    assert assert_ok(profile(server, app, tokens["access_token"]))["userId"] == person["userId"]
    # What the application knows is no user id of ours.
    named = payload(tokens["id_token"])["sub"]
    assert server.manage("GET", f"get-user?userId={named}")["statusCode"] == 404


def test_the_online_check_takes_both_tokens(server, person):
    use = Use(server, pairwise(server), person)
    for kind in ("access_token", "id_token"):
        answer = requests.get(f"{server.base}/api/v2/oidc/validate_token", params={kind: use.tokens[kind]}, timeout=10)
        assert answer.json()["sub"] == use.sub, answer.text


def test_plain_oauth_does_not_tell_the_user_id_either(server, person):
    app = pairwise(server, grant_types=["authorization_code", "refresh_token", "password"])
    update(server, app["appId"], oauthProviderEnabled=True)
    form = {"client_id": app["appId"], "client_secret": app["secret"]}
    issued = requests.post(f"{server.base}/oauth/token", timeout=30, data={
        **form, "grant_type": "password", "username": person["username"], "password": PASSWORD})
    assert issued.status_code == 200, issued.text
    token = issued.json()["access_token"]
    me = requests.get(f"{server.base}/oauth/me", params={"access_token": token}, timeout=30)
    assert me.status_code == 403 and person["userId"] not in me.text
    found = requests.post(f"{server.base}/oauth/token/introspection", data={**form, "token": token}, timeout=30)
    assert found.json()["active"] is True and person["userId"] not in found.text


def test_the_tokens_of_a_session_that_ended_name_nobody(server, person):
    use = Use(server, pairwise(server), person)
    assert use.oidc.revoke(use.tokens["access_token"]).status_code == 200
    assert use.oidc.me(use.tokens["access_token"]).status_code == 401
    assert use.oidc.introspect(use.tokens["access_token"]) == {"active": False}
    other = Use(server, use.app, person)
    assert_ok(server.manage("POST", "update-user", {"userId": person["userId"], "status": "Suspended"}))
    assert other.oidc.me(other.tokens["access_token"]).status_code == 401
    assert_ok(server.manage("POST", "update-user", {"userId": person["userId"], "status": "Activated"}))


def test_hint_and_claim_take_the_name(server, person):
    app = pairwise(server)
    use = Use(server, app, person)

    def quietly(**params):
        answer = use.visitor.authorize(redirect_uri=use.uri, scope="openid", prompt="none", **params)
        return query_of(answer.headers["location"])
    assert quietly(id_token_hint=use.tokens["id_token"])["code"]
    assert quietly(claims=json.dumps({"id_token": {"sub": {"value": use.sub}}}))["code"]
    for wrong in (person["userId"], "A" * 43):
        assert quietly(claims=json.dumps({"id_token": {"sub": {"value": wrong}}}))["error"] == "login_required"
    stranger = Use(server, app, user_of(server, username=new_name("other")))
    assert quietly(id_token_hint=stranger.tokens["id_token"])["error"] == "login_required"
    # Of an application that calls the same person otherwise.
    elsewhere = Use(server, pairwise(server, "three.example.com"), person)
    assert quietly(id_token_hint=elsewhere.tokens["id_token"])["code"]


def test_the_hint_signs_out_without_asking(server, person):
    use = Use(server, pairwise(server), person)
    answer = use.visitor.browser.get("/oidc/session/end", unchecked=True, params={
        "id_token_hint": use.tokens["id_token"], "post_logout_redirect_uri": CALLBACK})
    assert answer.headers["location"] == CALLBACK
    assert use.oidc.me(use.tokens["access_token"]).status_code == 401


# --- sectors ------------------------------------------------------------------------------------------------
def test_a_sector_identifier_joins_hosts(server, person):
    uris = [["https://a.example.com/callback"], ["https://b.example.com/callback"]]
    LISTS["/sector.json"] = (200, json.dumps(uris[0] + uris[1]))
    where = server.place.url + "/sector.json"
    one, two = (Use(server, pairwise(server, uris=each, sector_identifier_uri=where), person) for each in uris)
    assert one.sub == two.sub
    assert shown(server, one.app["appId"])["oidcConfig"]["sector_identifier_uri"] == where
    alone = Use(server, pairwise(server, uris=uris[0]), person)
    assert alone.sub != one.sub


def test_several_hosts_need_a_sector_identifier(server):
    uris = ["https://a.example.com/callback", "https://b.example.com/callback"]
    answer = server.manage("POST", "create-application", {
        "appName": "Two hosts", "redirectUris": uris, "oidcConfig": {"subject_type": "pairwise"}})
    assert_bad_sector(answer)
    app = pairwise(server, "a.example.com")
    answer = server.manage("POST", "update-application", {"appId": app["appId"], "redirectUris": uris})
    assert_bad_sector(answer)


@pytest.mark.parametrize("what", ["without ours", "no list", "numbers", "too large", "gone", "elsewhere"])
def test_a_sector_identifier_that_does_not_name_every_address_is_refused(server, what):
    uri = "https://a.example.com/callback"
    good = json.dumps([uri])
    LISTS["/bad.json"] = {"without ours": (200, '["https://b.example.com/callback"]'), "no list": (200, "{}"),
                          "numbers": (200, "[1]"), "too large": (200, good + " " * 70_000), "gone": (404, good),
                          "elsewhere": (302, good)}[what]
    server.place.headers = {"location": server.place.url + "/sector.json"}
    config = {"subject_type": "pairwise", "sector_identifier_uri": server.place.url + "/bad.json"}
    answer = server.manage("POST", "create-application", {
        "appName": "Bad sector", "redirectUris": [uri], "oidcConfig": config})
    assert_bad_sector(answer)
    app = create(server, redirectUris=[uri])
    answer = server.manage("POST", "update-application", {"appId": app["appId"], "oidcConfig": config})
    assert_bad_sector(answer)
    assert shown(server, app["appId"])["oidcConfig"]["subject_type"] == "public"
    server.place.headers = {}


def test_the_sector_is_read_when_addresses_change_and_not_otherwise(server):
    uri = "https://a.example.com/callback"
    LISTS["/own.json"] = (200, json.dumps([uri]))
    app = pairwise(server, uris=[uri], sector_identifier_uri=server.place.url + "/own.json")
    before = server.place.count
    update(server, app["appId"], appName="Another name")
    assert server.place.count == before
    answer = server.manage("POST", "update-application", {
        "appId": app["appId"], "redirectUris": [uri, "https://c.example.com/callback"]})
    assert_bad_sector(answer)
    assert server.place.count == before + 1


def test_private_addresses_are_not_asked_for_a_sector(server):
    for url in ("https://169.254.169.254/list", "https://10.0.0.1/list", "http://example.com/list", "file:///etc/x"):
        answer = server.manage("POST", "create-application", {
            "appName": "Egress", "redirectUris": [CALLBACK],
            "oidcConfig": {"subject_type": "pairwise", "sector_identifier_uri": url}})
        assert_bad_sector(answer)


def test_discovery_offers_both_kinds_of_subjects(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["subject_types_supported"] == ["public", "pairwise"]
