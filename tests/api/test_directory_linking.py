"""Who an account of a directory is here: questions and their answers, links, second factors."""

from directory_scene import (SECRET, connect, me, one_connection_at_a_time, one_directory, one_server,  # noqa: F401
                             person, sign_in)
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, user_of
from second_factor import enroll_otp, v2
from sources import Browser, query_of


def act(server, handle, action, **data):
    return server.call("POST", "/interaction/authFlow", {"action": action, "flowHandle": handle, "data": data,
                                                         **server.client()})


def test_challenge_mode_asks_and_the_answer_gives_the_tokens(server, directory):
    connect(server, directory, {"associationMode": "challenge"})
    login = person(directory)
    asked = sign_in(server, login)
    assert_refused(asked, 303, 1641)
    user = user_of(server, username=new_name())
    tokens = act(server, asked["data"]["flowHandle"], "bind-identity-by-password", account=user["username"],
                 password=PASSWORD)
    assert me(server, tokens)["userId"] == user["userId"] == me(server, sign_in(server, login))["userId"]
    asked = sign_in(server, person(directory))
    assert_ok(act(server, asked["data"]["flowHandle"], "create-federation-account"))
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(sign_in(server, person(directory)), 303, 1640)


def test_an_address_that_the_directory_does_not_vouch_for_must_be_proved(server, directory):
    connect(server, directory, {"associationMode": "field"})
    email = new_email()
    user_of(server, email=email, emailVerified=True)
    assert_refused(sign_in(server, person(directory, mail=email)), 303, 1666)


def test_an_account_that_is_suspended_here_stays_out(server, directory):
    connect(server, directory, {"authoritativeDomains": ["example.com"]})
    login = person(directory, mail=new_email())
    user = me(server, sign_in(server, login))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(sign_in(server, login), 403, 2120008)


def link_handle(server, connection, tokens):
    made = assert_ok(server.get("generate-link-extidp-url", params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id, "id_token": tokens["id_token"]}))
    landed = Browser(server).get(made["url"])
    return query_of(landed.headers["location"])["interaction"]


def test_a_signed_in_person_links_and_unlinks_an_account_of_the_directory(server, directory):
    connection = connect(server, directory)
    name = new_name()
    server.sign_up(name)
    tokens = server.sign_in(name)
    handle = link_handle(server, connection, tokens)
    assert assert_ok(server.call("GET", f"/interaction/{handle}")) == {"status": "credentials"}
    login = person(directory)

    def confirm(**more):
        return server.call("POST", "/interaction/link", {"flowHandle": handle, **more}, token=tokens["access_token"])

    assert_refused(confirm(), 400)
    assert_refused(confirm(account=login), 400)
    assert_refused(confirm(account=login, password="wrong"), 403, 2333)
    assert_ok(confirm(account=login, password=SECRET))
    assert_refused(confirm(account=login, password=SECRET), 400)
    mine = me(server, {"statusCode": 200, "data": tokens})["userId"]
    assert me(server, sign_in(server, login))["userId"] == mine
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    unlinked = server.post("unlink-extidp", {"extIdpId": identity["extIdpId"]}, token=tokens["access_token"])
    assert unlinked["statusCode"] == 200
    assert me(server, sign_in(server, login))["userId"] != mine


def test_a_second_factor_is_demanded_here_too(server, directory):
    connect(server, directory)
    login = person(directory)
    app, _ = enroll_otp(server, assert_ok(sign_in(server, login))["access_token"])
    asked = sign_in(server, login)
    assert_refused(asked, 303, 1635)
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, asked["data"]["mfaToken"]))


def test_a_matching_address_links_nothing_before_the_second_factor(server, directory):
    connect(server, directory, {"associationMode": "field", "authoritativeDomains": ["example.com"]})
    email, name = new_email(), new_name()
    owner = user_of(server, username=name, email=email, emailVerified=True)["userId"]
    app, _ = enroll_otp(server, server.sign_in(name)["access_token"])
    login = person(directory, mail=email)
    asked = sign_in(server, login)
    assert_refused(asked, 303, 1635)

    def links():
        shown = server.manage("GET", "get-user", params={"userId": owner, "withIdentities": True})
        return len(assert_ok(shown).get("identities", []))

    assert links() == 0
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, asked["data"]["mfaToken"]))
    assert links() == 1
