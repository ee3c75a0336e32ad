"""Whose address a sign-in counts under: the connection's, or the one that a client names that has proved its secret
(options.clientIp, else the header x-real-ip). On both engines."""

import base64

import pytest
import requests
from account import Person
from oidc import Oidc
from scenes import PASSWORD, assert_ok, assert_refused, new_name, new_number, try_passcode, try_password, user_of
from security_scene import as_it_was, change  # noqa: F401
from test_risk_lists import add_addresses, delete

PERSON = "203.0.113.7"
HOME = "127.0.0.1"
NAMED = [({"clientIp": PERSON}, {}), ({}, {"x-real-ip": PERSON})]


def last_seen(server, tokens):
    """The address of the newest entry of the person's own history, and of the account."""
    token = tokens["access_token"]
    newest = assert_ok_page(server.get("get-my-login-history", token=token))["list"][0]
    return {newest["clientIp"], assert_ok(server.get("get-profile", token=token))["lastIp"]}


def assert_ok_page(answer):
    return answer if "list" in answer else assert_ok(answer)


def someone(server):
    name = new_name()
    user_of(server, username=name)
    return name


@pytest.mark.parametrize("options,headers", NAMED)
def test_a_client_that_proved_its_secret_names_the_person_s_address(server, options, headers):
    answer = try_password(server, username=someone(server), options=options, headers=headers)
    assert last_seen(server, assert_ok(answer)) == {PERSON}


@pytest.mark.parametrize("options,headers", NAMED)
def test_a_client_that_proved_nothing_names_nobody_s_address(server, options, headers):
    with server.with_settings(app={"token_auth_method": "none"}):
        answer = try_password(server, username=someone(server), options=options, headers=headers, client={})
        assert last_seen(server, assert_ok(answer)) == {HOME}


def test_the_body_s_address_goes_before_the_header_s(server):
    answer = try_password(server, username=someone(server), options={"clientIp": "2001:DB8:0::1"},
                          headers={"x-real-ip": "198.51.100.1"})
    assert last_seen(server, assert_ok(answer)) == {"2001:db8::1"}


def test_what_is_no_address_is_refused_in_the_body_and_ignored_in_the_header(server):
    name = someone(server)
    assert_refused(try_password(server, username=name, options={"clientIp": "my house"}), 400)
    assert last_seen(server, assert_ok(try_password(server, username=name, headers={"x-real-ip": "home"}))) == {HOME}


def test_a_wrong_password_counts_against_the_person_s_address_and_not_the_server_s(server):
    name, person = someone(server), Person(server)
    assert_ok(add_addresses(server, PERSON))
    blocked = {"clientIp": PERSON}
    assert_refused(try_password(server, username=name, options=blocked), 403, 1576)
    assert_refused(try_password(server, username=name, headers={"x-real-ip": PERSON}), 403, 1576)
    assert_ok(try_password(server, username=name))
    [entry] = assert_ok(server.manage("GET", "ip-list?ipType=BLACK"))["list"]
    assert_ok(delete(server, "delete-ip-list", entry["id"]))
    assert_refused(try_password(server, "wrong", username=person.name, options=blocked), 403, 2333)
    failed = assert_ok_page(server.get("get-my-login-history?success=false", token=person.token))["list"]
    assert [entry["clientIp"] for entry in failed] == [PERSON]


def test_an_account_made_by_a_code_counts_for_the_person_s_address(server):
    change(server, registerAnomalyDetection={"enabled": True, "limit": 1, "timeInterval": 300})

    def comes(ip):
        number = new_number()
        return try_passcode(server, server.sms_code("CHANNEL_LOGIN", number), phone=number,
                            options={"autoRegister": True, "clientIp": ip})

    assert last_seen(server, assert_ok(comes("198.51.100.7"))) == {"198.51.100.7"}
    assert_refused(comes("198.51.100.8"), 429)  # of the same /24
    assert_ok(comes("192.0.2.8"))
    server.advance(300_000)


# --- signup, which asks no client for a secret -------------------------------------------------------------------
def sign_up(server, client=None, headers=None, ip=PERSON):
    options = {"options": {"clientIp": ip}} if ip else {}
    return server.post("signup", {"connection": "PASSWORD", **(client or {}), **options,
                                  "passwordPayload": {"username": new_name(), "password": PASSWORD}}, headers=headers)


def basic(server, secret=None):
    pair = f"{server.app_id}:{secret or server.app_secret}"
    return {"authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


@pytest.mark.parametrize("method", ["client_secret_post", "client_secret_basic"])
def test_a_sign_up_counts_for_the_address_that_a_proven_client_names(server, method):
    change(server, registerAnomalyDetection={"enabled": True, "limit": 1, "timeInterval": 300})
    with server.with_settings(app={"token_auth_method": method}):
        client = server.client() if method == "client_secret_post" else {}
        headers = basic(server) if method == "client_secret_basic" else {}
        for ip in ("192.0.2.1", "198.51.100.1"):
            assert_ok(sign_up(server, client, headers, ip))
            assert_refused(sign_up(server, client, headers, ip), 429)
        assert_ok(sign_up(server, client, {**headers, "x-real-ip": "203.0.113.1"}, ip=None))
        assert_refused(sign_up(server, client, {**headers, "x-real-ip": "203.0.113.1"}, ip=None), 429)
    server.advance(300_000)


def test_a_sign_up_counts_for_the_connection_of_whoever_proved_nothing(server):
    change(server, registerAnomalyDetection={"enabled": True, "limit": 1, "timeInterval": 300})
    assert_ok(sign_up(server, ip="192.0.2.1"))
    assert_refused(sign_up(server, ip="198.51.100.1"), 429)
    assert_refused(sign_up(server, headers={"x-real-ip": "198.51.100.1"}), 429)
    with server.with_settings(app={"token_auth_method": "none"}):  # a secret that nobody asks for proves nothing
        assert_refused(sign_up(server, server.client(), basic(server), "198.51.100.1"), 429)
    server.advance(300_000)


def test_a_sign_up_with_a_wrong_secret_is_refused(server):
    assert_refused(sign_up(server, {"client_id": server.app_id, "client_secret": "0" * 32}), 401)
    with server.with_settings(app={"token_auth_method": "client_secret_basic"}):
        assert_refused(sign_up(server, headers=basic(server, "0" * 32)), 401)


# --- the token endpoint ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method,expected", [("client_secret_post", PERSON), ("client_secret_basic", PERSON),
                                             ("none", HOME)])
def test_the_password_grant_believes_the_header_of_a_proven_client_only(server, method, expected):
    name = someone(server)
    with server.with_settings(app={"token_auth_method": method}):
        form = {"grant_type": "password", "username": name, "password": PASSWORD, "client_id": server.app_id,
                "scope": "openid profile"}
        if method == "client_secret_post":
            form["client_secret"] = server.app_secret
        headers = {"x-real-ip": PERSON, **(basic(server) if method == "client_secret_basic" else {})}
        tokens = requests.post(f"{server.base}/oidc/token", data=form, headers=headers, timeout=10).json()
        assert last_seen(server, tokens) == {expected}
        form["password"] = "wrong"
        assert requests.post(f"{server.base}/oidc/token", data=form, headers=headers, timeout=10).status_code == 400
    token = Oidc(server).by_password(name)["access_token"]
    [failed] = assert_ok_page(server.get("get-my-login-history?success=false", token=token))["list"]
    assert failed["clientIp"] == expected
