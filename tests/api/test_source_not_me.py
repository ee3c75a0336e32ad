"""Accounts elsewhere and a thief: what "not me" takes off again, and who links nothing, on both engines."""

from account import Person, is_alive, notices
from mobile_scene import connect as connect_app
from mobile_scene import new_code, sign_in
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, try_passcode, user_of
from second_factor import enroll_otp, v2
from source_scene import connect, me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import CALLBACK, Browser, Visit, query_of
from test_account_reset import press
from test_source_linking import Link, arrive, link_url, signed_in

FIELD = {"associationMode": "field"}


def identities(server, user_id):
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": user_id, "withIdentities": True}))
    return [each["userIdInIdp"] for each in shown.get("identities", [])]


def link(server, connection, tokens):
    way = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    way.finish()
    assert_ok(server.call("POST", "/interaction/link", {"flowHandle": way.handle}, token=tokens["access_token"]))


def known_only_by(email, server):
    """Somebody whose one way to sign in is a code to that address."""
    user_id = user_of(server, email=email, emailVerified=True)["userId"]
    code = email_code(server, "CHANNEL_LOGIN", email)
    return user_id, assert_ok(try_passcode(server, code, email=email, options={"scope": "openid profile"}))


# --- "not me" -------------------------------------------------------------------------------------------------------
def test_not_me_takes_the_account_elsewhere_off_that_a_thief_linked_and_ends_what_came_through_it(server, vendors):
    connection, owner = connect(server, vendors, "github"), Person(server, email=True)
    link(server, connection, owner.tokens)
    thief = assert_ok(arrive(server, connection).tokens())["access_token"]
    waiting = arrive(server, connection)
    assert "linked" in notices(server, owner.email)[0] or "绑定" in notices(server, owner.email)[0]
    press(server, notices(server, owner.email)[0])
    assert identities(server, owner.id) == []
    assert not is_alive(server, thief)
    assert_refused(waiting.tokens(), 400)  # arrived before, and redeemed too late
    assert signed_in(server, connection) != owner.id


def test_not_me_takes_off_that_account_and_no_other(server, vendors):
    mine, connection = connect(server, vendors, "github"), connect(server, vendors, "google")
    owner = Person(server, email=True)
    link(server, mine, owner.tokens)
    server.advance(60_000)
    owners, vendors.person = vendors.person, person()
    link(server, connection, owner.tokens)
    press(server, notices(server, owner.email)[0])
    assert identities(server, owner.id) == [owners.id]
    vendors.person = owners
    assert signed_in(server, mine) == owner.id


def test_not_me_undoes_a_link_that_needed_no_confirmation(server, vendors):
    connection, owner, browser = connect(server, vendors, "github"), Person(server, email=True), Browser(server)
    made = browser.send("GET", "/api/v3/generate-link-extidp-url", unchecked=True, params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id,
        "id_token": owner.tokens["id_token"], "target_url": CALLBACK})
    way = Link(server, made.json()["data"]["url"], browser)
    way.answer = browser.get(way.at_source())
    assert query_of(way.answer.headers["location"]) == {"result": "linked"}
    assert identities(server, owner.id) == [vendors.person.id] and is_alive(server, owner.token)
    press(server, notices(server, owner.email)[0])
    assert identities(server, owner.id) == []


def test_not_me_undoes_a_link_by_somebody_who_knew_the_password(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    owner = Person(server, email=True)
    thief = assert_ok(arrive(server, connection).act("bind-identity-by-password",
                                                     {"account": owner.name, "password": PASSWORD}))["access_token"]
    assert identities(server, owner.id) == [vendors.person.id] and is_alive(server, thief)
    assert not is_alive(server, owner.token)  # as after every change, only the session that made it goes on
    press(server, notices(server, owner.email)[0])
    assert identities(server, owner.id) == [] and not is_alive(server, thief)
    assert_refused(arrive(server, connection).read(), 303, 1641)


def test_not_me_undoes_a_link_by_a_matching_address(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    owner = user_of(server, email=vendors.person.email, emailVerified=True)["userId"]
    tokens = assert_ok(arrive(server, connection).tokens())
    assert identities(server, owner) == [vendors.person.id]
    press(server, notices(server, vendors.person.email)[0])
    assert identities(server, owner) == [] and not is_alive(server, tokens["access_token"])


def test_not_me_leaves_the_last_way_to_sign_in(server, vendors):
    connection, email = connect(server, vendors, "github"), new_email()
    user_id, tokens = known_only_by(email, server)
    link(server, connection, tokens)
    notice = notices(server, email)[0]
    token = assert_ok(arrive(server, connection).tokens())["access_token"]
    code = email_code(server, "CHANNEL_UNBIND_EMAIL", email, token=token)
    assert_ok(server.post("unbind-email", {"passCode": code}, token=token))
    press(server, notice)
    assert identities(server, user_id) == [vendors.person.id] and not is_alive(server, token)
    assert signed_in(server, connection) == user_id


def test_unlinking_is_told_and_ends_sign_ins_that_wait_for_their_second_factor(server, vendors):
    connection, owner = connect(server, vendors, "github"), Person(server, email=True)
    link(server, connection, owner.tokens)
    app, _ = enroll_otp(server, owner.token)
    waiting, late = arrive(server, connection).tokens(), arrive(server, connection)
    assert_refused(waiting, 303, 1635)
    assert_ok(owner.post("unlink-extidp", {"extIdpId": connection["extIdpId"]}))
    assert len(notices(server, owner.email)) == 3
    assert_refused(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, waiting["data"]["mfaToken"]), 401, 2021)
    assert_refused(late.tokens(), 400)


# --- no link before the second factor -------------------------------------------------------------------------------
def owner_with_otp(server, vendors):
    """The owner of the address that the source vouches for, who has an authenticator app."""
    owner = Person(server)
    email = vendors.person.email
    assert_ok(server.manage("POST", "update-user", {"userId": owner.id, "email": email, "emailVerified": True}))
    owner.token = server.sign_in(owner.name)["access_token"]
    owner.app, _ = enroll_otp(server, owner.token)
    return owner


def test_a_matching_address_links_nothing_before_the_second_factor(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    owner = owner_with_otp(server, vendors)
    visit = arrive(server, connection)
    assert assert_ok(visit.read()) == {"status": "complete"} and identities(server, owner.id) == []
    asked = visit.tokens()
    assert_refused(asked, 303, 1635)
    assert identities(server, owner.id) == []
    # Whoever has only the source's account gets nowhere, and is asked again as if never here.
    vendors.person.verified = False
    assert_refused(arrive(server, connection).read(), 303, 1666)
    assert_ok(v2(server, "mfa/totp/verify", {"totp": owner.app.next_code()}, asked["data"]["mfaToken"]))
    assert identities(server, owner.id) == [vendors.person.id]


def test_a_matching_address_in_an_app_links_nothing_before_the_second_factor(server, vendors):
    made = connect_app(server, vendors, "github", fields=FIELD)
    owner = owner_with_otp(server, vendors)
    asked = sign_in(server, made, "github", {"code": new_code(vendors)})
    assert_refused(asked, 303, 1635)
    assert identities(server, owner.id) == []
    assert_ok(v2(server, "mfa/totp/verify", {"totp": owner.app.next_code()}, asked["data"]["mfaToken"]))
    assert identities(server, owner.id) == [vendors.person.id]


def test_an_address_that_matched_and_is_somebody_elses_by_now_links_nothing(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    email = vendors.person.email
    before = user_of(server, email=email, emailVerified=True)["userId"]
    visit = arrive(server, connection)
    assert_ok(server.manage("POST", "update-user", {"userId": before, "email": new_email()}))
    now = user_of(server, email=email, emailVerified=True)["userId"]
    assert_refused(visit.tokens(), 400)
    assert identities(server, before) == identities(server, now) == []
    assert signed_in(server, connection) == now


def test_two_arrivals_by_a_matching_address_are_one_person_with_one_link(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    user = user_of(server, email=vendors.person.email, emailVerified=True, username=new_name())["userId"]
    first, second = arrive(server, connection), arrive(server, connection)
    assert {me(server, assert_ok(each.tokens()))["userId"] for each in (first, second)} == {user}
    assert identities(server, user) == [vendors.person.id]
