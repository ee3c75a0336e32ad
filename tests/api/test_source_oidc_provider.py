"""Generic OpenID Connect against an implementation that is none of ours, through its real pages, on both engines."""

import pathlib
import sys
import urllib.parse

import genauth
import pytest
from account import notices
from scenes import assert_ok, assert_refused, new_name, user_of
from source_scene import me
from sources import CALLBACK, Browser, Visit, new_connection, new_source, query_of
from test_account_reset import press
from test_source_linking import Link, link_url

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "standins"))
import oidc_provider  # noqa: E402

DOOR = "/connections/oidc/init"
FIELD = {"associationMode": "field"}


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    settings = {"GENAUTH_EGRESS_ALLOW": "127.0.0.1"}
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=settings) as running:
            callback = running.base + "/connections/oidc/callback"
            with oidc_provider.running(genauth.free_port(), callback) as running.provider:
                with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                    yield running


def connect(server, client="basic", **fields):
    mine = {"issuer": server.provider.issuer, "clientId": client, **fields}
    if client == "front":
        mine["mode"] = "FRONT_CHANNEL"
    if client in ("public", "front"):
        mine["tokenEndpointAuthMethod"] = "none"
    else:
        mine["clientSecret"] = oidc_provider.SECRET
    if client == "post":
        mine["tokenEndpointAuthMethod"] = "client_secret_post"
    return new_connection(server, new_source(server, "oidc"), "oidc", mine)


def visit_of(server, connection, browser=None):
    return Visit(server, connection["identifier"], door=DOOR, browser=browser)


def came_back(visit, url):
    """Where the application is told of it."""
    visit.answer = visit.browser.get(url)
    return visit.landed()


def posted(visit, form):
    """The same for a form that the browser posts from the provider's site."""
    answer = visit.browser.send("POST", form.action, cross_site=True, data=form.fields)
    assert answer.status_code == 303, answer.text
    return came_back(visit, answer.headers["location"])


def arrive(server, connection, name):
    visit = visit_of(server, connection)
    back = server.provider.sign_in(visit.start(), name)
    told = came_back(visit, back) if isinstance(back, str) else posted(visit, back)
    assert "error" not in told, told
    return visit


def signed_in(server, connection, name):
    return me(server, assert_ok(arrive(server, connection, name).tokens()))


def with_query(url, **changes):
    """The address with other parameters."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode({**query_of(url), **changes})))


@pytest.mark.parametrize("client", ["basic", "post", "public", "front"])
def test_a_person_signs_in_twice_and_is_the_same(server, client):
    connection, name = connect(server, client), new_name()
    first, second = signed_in(server, connection, name), signed_in(server, connection, name)
    assert first["userId"] == second["userId"]
    assert (first["email"], first["emailVerified"]) == (name + "@op.example.org", True)
    assert (first["name"], first["nickname"]) == (name + " Example", name)
    assert signed_in(server, connection, new_name())["userId"] != first["userId"]


def test_the_request_has_state_nonce_and_pkce_and_no_secret(server):
    url = visit_of(server, connect(server)).start()
    query = query_of(url)
    assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
    assert all(len(query[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert query_of(visit_of(server, connect(server, "front")).start())["response_mode"] == "form_post"
    assert "secret" not in url


def test_a_verified_address_there_and_here_is_the_same_person(server):
    connection, name = connect(server, **FIELD), new_name()
    user = user_of(server, email=name + "@op.example.org", emailVerified=True)["userId"]
    assert signed_in(server, connection, name)["userId"] == user
    name = "un" + new_name()
    user_of(server, email=name + "@op.example.org", emailVerified=True)
    assert_refused(arrive(server, connection, name).read(), 303, 1666)


def test_a_person_links_is_found_by_it_and_unlinks(server):
    connection, local, name = connect(server), new_name(), new_name()
    server.sign_up(local)
    tokens = server.sign_in(local)
    link = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    assert "error" not in came_back(link, server.provider.sign_in(link.start(), name))
    token = tokens["access_token"]
    assert_ok(server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=token))
    [identity] = assert_ok(server.get("get-identities", token=token))
    assert (identity["userIdInIdp"], identity["provider"]) == (name, "oidc")
    mine = me(server, tokens)["userId"]
    assert signed_in(server, connection, name)["userId"] == mine
    token = server.sign_in(local)["access_token"]
    assert_ok(server.post("unlink-extidp", {"extIdpId": connection["extIdpId"]}, token=token))
    assert assert_ok(server.get("get-identities", token=token)) == []
    assert signed_in(server, connection, name)["userId"] != mine


@pytest.mark.parametrize("client", ["basic", "front"])
def test_an_id_token_for_another_nonce_is_refused(server, client):
    visit = visit_of(server, connect(server, client))
    back = server.provider.sign_in(with_query(visit.start(), nonce="n" * 43), new_name())
    told = came_back(visit, back) if client == "basic" else posted(visit, back)
    assert told["error"] == "source_answer_invalid"


def test_a_state_of_another_flow_is_refused(server):
    connection = connect(server)
    visit, other = visit_of(server, connection), visit_of(server, connection)
    other.start()
    back = server.provider.sign_in(visit.start(), new_name())
    assert_refused(visit.browser.get(with_query(back, state=query_of(other.authorize)["state"])).json(), 400)
    assert_refused(visit.browser.get(with_query(back, state="0" * 112)).json(), 400)
    assert_refused(Browser(server).get(back).json(), 400)


def test_a_code_is_good_once_and_only_in_the_flow_that_it_was_issued_for(server):
    connection, name = connect(server), new_name()
    visit = visit_of(server, connection)
    back = server.provider.sign_in(visit.start(), name)
    assert "error" not in came_back(visit, back)
    assert_refused(visit.browser.get(back).json(), 400)
    # A used code, and one that belongs to the verifier of another flow.
    stolen = server.provider.sign_in(visit_of(server, connection).start(), name)
    for foreign in (back, stolen):
        visit = visit_of(server, connection)
        mine = server.provider.sign_in(visit.start(), new_name())
        assert came_back(visit, with_query(mine, code=query_of(foreign)["code"]))["error"] == "source_refused"


@pytest.mark.parametrize("issuer", ["https://evil.example.com", ""])
def test_mix_up_an_answer_of_another_issuer_shows_its_code_to_nobody(server, issuer):
    """RFC 9207: the provider says that it names itself in every answer."""
    connection, name = connect(server), new_name()
    visit = visit_of(server, connection)
    back = server.provider.sign_in(visit.start(), name)
    assert query_of(back)["iss"] == server.provider.issuer
    assert came_back(visit, with_query(back, iss=issuer))["error"] == "source_answer_invalid"


def test_a_person_who_does_not_agree_is_not_signed_in(server):
    visit = visit_of(server, connect(server))
    back = server.provider.sign_in(visit.start(), new_name(), agree=False)
    assert query_of(back)["error"] == "access_denied"
    assert came_back(visit, back)["error"] == "source_refused"


def test_a_client_whose_secret_is_wrong_gets_nobody_in(server):
    connection = connect(server)
    assert_ok(server.manage("POST", "update-ext-idp-conn", {
        "id": connection["id"], "displayName": "A source",
        "fields": {"issuer": server.provider.issuer, "clientId": "basic", "clientSecret": "wrong"}}))
    visit = visit_of(server, connection)
    assert came_back(visit, server.provider.sign_in(visit.start(), new_name()))["error"] == "source_refused"


@pytest.mark.parametrize("client", ["basic", "front"])
def test_new_signing_keys_of_the_provider_are_found(server, client):
    connection, name = connect(server, client), new_name()
    user = signed_in(server, connection, name)["userId"]
    before = server.provider.keys()
    server.provider.stop()
    server.provider.start()
    assert not before & server.provider.keys()
    server.advance(11_000)  # unknown keys are asked for every ten seconds at most
    assert signed_in(server, connection, name)["userId"] == user


def test_a_provider_that_is_down_is_said_to_be(server):
    connection = connect(server)
    visit = visit_of(server, connection)
    back = server.provider.sign_in(visit.start(), new_name())
    server.provider.stop()
    try:
        told = came_back(visit, back)
        assert told["error"] == "provider_unreachable" and told["error_description"]
        # One whose metadata nobody has read yet.
        connection = connect(server, issuer=f"http://127.0.0.1:{genauth.free_port()}")
        visit = visit_of(server, connection)
        visit.start()
        assert visit.landed()["error"] == "provider_unreachable"
    finally:
        server.provider.start()  # with new keys
        server.advance(11_000)


def test_the_owner_is_told_of_a_link_and_takes_it_off(server):
    connection, name, local = connect(server), new_name(), new_name()
    user = user_of(server, username=local, email=local + "@example.com", emailVerified=True)
    tokens = server.sign_in(local)
    link = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    came_back(link, server.provider.sign_in(link.start(), name))
    assert_ok(server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=tokens["access_token"]))
    thief = assert_ok(arrive(server, connection, name).tokens())
    press(server, notices(server, user["email"])[0])
    assert_refused(server.get("get-profile", token=thief["access_token"]), 401, 2021)
    assert signed_in(server, connection, name)["userId"] != user["userId"]
