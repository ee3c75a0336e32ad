"""Applications hear that a session has ended: by back channel however it ended, by front channel at sign-out."""

import contextlib
import http.server
import re
import signal
import socket
import threading
import time
import urllib.parse

import genauth
import jwt
import pytest
from apache import Apache
from apache_scene import AtApache
from hosted import CALLBACK, Visitor
from oidc import Oidc
from scenes import PASSWORD, assert_ok, new_name, sql, user_of

EVENT = "http://schemas.openid.net/event/backchannel-logout"
AFTER = "https://app.example.com/bye"


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    settings = {"GENAUTH_EGRESS_ALLOW": "localhost,127.0.0.1,::1"}
    with genauth.fresh_database(request.param) as url, genauth.Server(database=url, settings=settings) as running:
        yield running


class Receiver:
    """An application's door for logout tokens; answers what it is told to, and not while it is `held`."""

    def __init__(self):
        self.tokens, self.answers = [], []
        self.inside, self.inside_max = 0, 0
        self.open = threading.Event()
        self.open.set()
        receiver = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = self.rfile.read(int(self.headers["content-length"])).decode()
                assert self.headers["content-type"] == "application/x-www-form-urlencoded"
                [(name, token)] = urllib.parse.parse_qsl(form, strict_parsing=True)
                assert name == "logout_token"
                receiver.tokens.append(token)
                receiver.inside += 1
                receiver.inside_max = max(receiver.inside_max, receiver.inside)
                receiver.open.wait(30)
                receiver.inside -= 1
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://localhost:{self.http.server_port}/logout"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.open.set()
        self.http.shutdown()

    def heard(self, count):
        comes(lambda: len(self.tokens) >= count)
        assert len(self.tokens) == count, self.tokens
        return self.tokens


def comes(condition, wait_s=20):
    deadline = time.monotonic() + wait_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


@pytest.fixture
def receiver(server):
    with Receiver() as receiver, server.with_settings(app={
            "redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER], "backchannel_logout_uri": receiver.url}):
        yield receiver


@pytest.fixture
def person(server):
    return user_of(server, username=new_name("leaving"), password=PASSWORD)


def signed_in(server, person, visitor=None, app_id=None):
    visitor = visitor or Visitor(server, app_id)
    code = visitor.sign_in(person["username"], scope="openid profile offline_access")["code"]
    visitor.tokens = visitor.redeem(code, Oidc(server)).json()
    visitor.claims = jwt.decode(visitor.tokens["id_token"], options={"verify_signature": False})
    return visitor


def claims_of(server, token, audience=None):
    """Checked as Back-Channel Logout 1.0 §2.6 tells an application to."""
    header = jwt.get_unverified_header(token)
    assert header["typ"] == "logout+jwt" and header["alg"] == "RS256"
    keys = {key["kid"]: key for key in Oidc(server).get(".well-known/jwks.json").json()["keys"]}
    claims = jwt.decode(token, jwt.PyJWK(keys[header["kid"]]).key, algorithms=["RS256"],
                        audience=audience or server.app_id, options={"verify_exp": False, "verify_iat": False})
    assert claims["events"] == {EVENT: {}} and "nonce" not in claims
    assert claims["exp"] - claims["iat"] == 120 and claims["jti"]
    return claims


def sign_out(visitor, **params):
    return visitor.browser.get("/oidc/session/end", unchecked=True, params={
        "id_token_hint": visitor.tokens["id_token"], "post_logout_redirect_uri": AFTER, **params})


# --- back channel ------------------------------------------------------------------------------------------------
def test_an_application_hears_that_its_person_signed_out(server, receiver, person):
    visitor = signed_in(server, person)
    assert sign_out(visitor).status_code == 303
    claims = claims_of(server, receiver.heard(1)[0])
    assert {name: claims[name] for name in ("iss", "sub", "sid")} == {
        name: visitor.claims[name] for name in ("iss", "sub", "sid")}
    assert Oidc(server).get(".well-known/openid-configuration").json()["backchannel_logout_session_supported"] is True


@pytest.mark.parametrize("end", ["kicked", "password changed", "suspended", "deleted"])
def test_an_application_hears_of_every_end_of_a_session(server, receiver, person, end):
    visitor = signed_in(server, person)
    user = {"userId": person["userId"]}
    if end == "kicked":
        assert_ok(server.manage("POST", "kick-users", {**user, "appIds": [server.app_id]}))
    elif end == "password changed":
        assert_ok(server.manage("POST", "update-user", {**user, "password": "another fine password"}))
    elif end == "suspended":
        assert_ok(server.manage("POST", "update-user", {**user, "status": "Suspended"}))
    else:
        assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person["userId"]]}))
    assert claims_of(server, receiver.heard(1)[0])["sid"] == visitor.claims["sid"]


def test_apache_ends_its_own_session_when_ours_is_ended(server, person):
    with Apache(f"{server.base}/{server.app_id}/oidc", server.app_id, server.app_secret) as site:
        with server.with_settings(app={"redirect_uris": [site.callback],
                                       "backchannel_logout_uri": site.callback + "?logout=backchannel"}):
            visitor = AtApache(server, site)
            visitor.sign_in_at(person["username"])
            assert visitor.visit().status_code == 200
            assert_ok(server.manage("POST", "kick-users", {"userId": person["userId"], "appIds": [server.app_id]}))
            comes(lambda: visitor.visit().status_code == 302)


def test_a_notice_that_failed_is_sent_again_and_given_up_in_the_end(server, receiver, person):
    receiver.answers = [503, 400] + [500] * 10
    sign_out(signed_in(server, person))
    pause_ms = 10_000
    for count in range(1, 7):
        receiver.heard(count)
        server.advance(pause_ms)
        pause_ms *= 3
    receiver.answers = []
    sign_out(signed_in(server, person))
    sids = [claims_of(server, token)["sid"] for token in receiver.heard(7)]
    assert len(set(sids[:6])) == 1 and sids[6] != sids[0]
    ids = [claims_of(server, token)["jti"] for token in receiver.tokens]
    assert len(set(ids)) == 7


def test_an_application_that_hangs_holds_up_no_other(server, person):
    with contextlib.ExitStack() as stack:
        doors = [stack.enter_context(Receiver()) for _ in range(10)]
        apps = [server.other_application() for _ in doors]
        for app, door in zip(apps, doors, strict=True):
            server.command("application", "update", app["appId"], "--set", "password_grant=true",
                           f"backchannel_logout_uri={door.url}")
        doors[0].open.clear()
        for app in [*apps, apps[0], apps[0]]:  # the one that hangs is owed three
            Oidc(server, app["appId"], app["appSecret"]).by_password(person["username"])
        ids = [app["appId"] for app in apps]
        assert_ok(server.manage("POST", "kick-users", {"userId": person["userId"], "appIds": ids[:1]}))
        doors[0].heard(1)
        assert_ok(server.manage("POST", "kick-users", {"userId": person["userId"], "appIds": ids[1:]}))
        for app_id, door in zip(ids[1:], doors[1:], strict=True):
            claims_of(server, door.heard(1)[0], app_id)
        given_up = [line for line in (server.data / "server.log").read_text().splitlines()
                    if '"logout_notices.not_sent"' in line and ids[0] in line]
        assert doors[0].inside == 1 and given_up == []  # its answer is waited for still


def test_an_application_hears_of_one_after_the_other_and_in_order(server):
    people = [user_of(server, username=new_name("leaving"), password=PASSWORD) for _ in range(5)]
    with Receiver() as door, server.with_settings(app={"backchannel_logout_uri": door.url}):
        for one in people:
            Oidc(server).by_password(one["username"])
        door.open.clear()
        for one in people:
            assert_ok(server.manage("POST", "kick-users", {"userId": one["userId"], "appIds": [server.app_id]}))
        door.heard(1)  # and the others have ended, too
        door.open.set()
        subjects = [claims_of(server, token)["sub"] for token in door.heard(5)]
    assert subjects == [one["userId"] for one in people] and door.inside_max == 1


def test_an_application_that_does_not_answer_does_not_hold_up_the_end_of_the_server():
    with socket.create_server(("127.0.0.1", 0), backlog=64) as deaf, genauth.Server(
            settings={"GENAUTH_EGRESS_ALLOW": "localhost,127.0.0.1,::1"}) as server:
        door = f"http://localhost:{deaf.getsockname()[1]}/"
        with server.with_settings(app={"redirect_uris": [CALLBACK], "backchannel_logout_uri": door}):
            person = user_of(server, username=new_name("deaf"), password=PASSWORD)
            for _ in range(8):
                signed_in(server, person)
            assert_ok(server.manage("POST", "kick-users", {"userId": person["userId"], "appIds": [server.app_id]}))
            held, _ = deaf.accept()  # the first notice is under way
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(60)
            assert time.monotonic() - began < 15  # not eight times five seconds
            held.close()
            server.start()


def test_every_application_of_the_browser_hears(server, receiver, person):
    visitor = signed_in(server, person)
    other = server.other_application()
    with Receiver() as second:
        server.command("application", "update", other["appId"], "--set", f'redirect_uris=["{CALLBACK}"]',
                       f"backchannel_logout_uri={second.url}")
        there = Visitor(server, other["appId"])
        there.browser = visitor.browser
        location = there.authorize(scope="openid").headers["location"]
        code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))["code"]
        app = Oidc(server, app_id=other["appId"], secret=other["appSecret"])
        there.redeem(code, app).raise_for_status()
        sign_out(visitor)
        assert claims_of(server, second.heard(1)[0], other["appId"])["sub"] == person["userId"]
        receiver.heard(1)


def test_who_has_no_address_is_told_nothing(server, person):
    with Receiver() as receiver:
        with server.with_settings(app={"redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER]}):
            visitor = signed_in(server, person)
            with server.with_settings(app={"backchannel_logout_uri": receiver.url}):
                sign_out(visitor)  # its session began before anybody wanted to hear of it
                unheard = signed_in(server, person)
            sign_out(unheard)  # and nobody wants to hear of this one any more
            owed = f"select count(*) from sessions where id = '{unheard.claims['sid']}' and notify_issuer is not null"
            comes(lambda: sql(server, owed) == "0")
            with server.with_settings(app={"backchannel_logout_uri": receiver.url}):
                visitor = signed_in(server, person)
                sign_out(visitor)
                assert claims_of(server, receiver.heard(1)[0])["sid"] == visitor.claims["sid"]


# --- front channel -----------------------------------------------------------------------------------------------
def test_front_channel_opens_the_applications_in_frames_and_goes_on(server, person):
    settings = {"redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER],
                "frontchannel_logout_uri": "https://app.example.com/front?x=1"}
    with server.with_settings(app=settings):
        visitor = signed_in(server, person)
        page = sign_out(visitor, state="s1")
        assert page.status_code == 200 and page.headers["refresh"] == f"2;url={AFTER}?state=s1"
        [frame] = re.findall(r'<iframe hidden src="([^"]+)"', page.text)
        url, _, query = frame.replace("&amp;", "&").partition("?")
        assert url == "https://app.example.com/front"
        assert dict(urllib.parse.parse_qsl(query)) == {"x": "1", "iss": visitor.claims["iss"],
                                                       "sid": visitor.claims["sid"]}
        assert "frame-src https://app.example.com" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert Oidc(server).me(visitor.tokens["access_token"]).status_code == 401


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://a.example;script-src *"])
def test_front_channel_addresses_that_do_not_belong_in_a_page_are_left_out(server, person, address):
    settings = {"redirect_uris": [CALLBACK], "logout_redirect_uris": [AFTER], "frontchannel_logout_uri": address}
    with server.with_settings(app=settings):
        assert sign_out(signed_in(server, person)).status_code == 303
