"""What a deleted application leaves: nothing that works, and nothing that somebody would have to clean up."""

import sqlite3

import pytest
from application_scene import CALLBACK, create, profile, sign_in
from hosted import Visitor
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_name, user_of
from sources import query_of


@pytest.fixture(scope="module")
def person(server):
    name = new_name("effect")
    user_of(server, username=name)
    return name


def test_nothing_of_a_deleted_application_works_any_more(server, person):
    app = create(server, redirectUris=[CALLBACK], logoutRedirectUris=["https://app.example.com/"])
    client = Oidc(server, app["appId"], app["secret"])
    tokens = assert_ok(sign_in(server, app, person))
    finished = Visitor(server, app["appId"])
    told = finished.sign_in(person)
    hint = finished.redeem(code_for_again(finished, person), client).json()["id_token"]
    waiting = Visitor(server, app["appId"])
    waiting.authorize()
    assert_ok(profile(server, app, tokens["access_token"]))
    assert_ok(server.manage("POST", "delete-application", {"appId": app["appId"]}))

    assert_refused(server.manage("GET", f"get-application?appId={app['appId']}"), 404, 2011)
    assert_refused(server.manage("POST", "delete-application", {"appId": app["appId"]}), 404, 2011)
    assert_refused(profile(server, app, tokens["access_token"]), 404, 2011)
    assert_refused(sign_in(server, app, person), 404, 2011)
    assert_error(client.refresh(tokens["refresh_token"]), 401, "invalid_client")
    assert client.me(tokens["access_token"]).status_code == 401
    assert_error(finished.redeem(told["code"], client), 401, "invalid_client")
    assert_refused(waiting.state(), 404, 2011)
    assert "location" not in finished.authorize().headers
    assert finished.browser.get("/oidc/session/end", params={
        "id_token_hint": hint, "post_logout_redirect_uri": "https://app.example.com/"},
        unchecked=True).status_code == 400


def code_for_again(visitor, person):
    return query_of(visitor.authorize().headers["location"])["code"]


def test_a_deletion_ends_the_sessions_and_forgets_consents_and_lists(server):
    app = create(server, redirectUris=[CALLBACK], loginConfig={"showAuthorizationPage": True})
    name = new_name("gone")
    user_of(server, username=name)
    visitor = Visitor(server, app["appId"])
    visitor.authorize()
    visitor.password(name)
    visitor.resume()
    assert_ok(visitor.answer("consent", allow=True))
    assert query_of(visitor.resume().headers["location"])["code"]
    assert_ok(sign_in(server, app, name))
    assert_ok(server.manage("POST", "delete-application", {"appId": app["appId"]}))
    token = server.sign_in(name)["access_token"]
    apps = [each["appId"] for each in assert_ok(server.get("get-my-logged-in-apps", token=token))]
    assert app["appId"] not in apps
    # Its own person goes on elsewhere, by single sign-on too.
    other = create(server, redirectUris=[CALLBACK])
    visitor.app_id = other["appId"]
    assert query_of(visitor.authorize().headers["location"])["code"]
    if server.engine == "sqlite":
        with sqlite3.connect(f"file:{server.data}/genauth.db?mode=ro", uri=True) as database:
            def count(table, more=""):
                query = f"select count(*) from {table} where app_id = ? {more}"
                return database.execute(query, (app["appId"],)).fetchone()[0]

            assert count("sessions", "and ended_at is null") == 0 and count("sessions") > 0
            assert count("refresh_tokens", "and ended_at is null") == 0 and count("consents") == 0
