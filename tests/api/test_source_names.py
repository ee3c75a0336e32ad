"""Matching by name: the user name at a directory, the external id at a SAML provider. Names that an administrator gave
say who somebody is; names that people chose for themselves do not."""

import directory_scene
import genauth
import pytest
import saml_scene
import slapd
from directory_scene import one_connection_at_a_time, one_directory, person, sign_in  # noqa: F401
from saml_scene import Trip, one_provider  # noqa: F401
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, try_password, user_of
from second_factor import enroll_otp, v2
from sources import CALLBACK

BY_USERNAME = {"associationMode": "field", "associationFields": ["username"]}
BY_EXTERNAL_ID = {"associationMode": "field", "associationFields": ["externalId"]}


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    settings = {"GENAUTH_EGRESS_ALLOW": "127.0.0.1", "GENAUTH_SOURCES_DIRECTORY_TIMEOUT_MS": "1500"}
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=settings) as running:
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


def whose(server, tokens):
    return assert_ok(server.get("get-profile", token=assert_ok(tokens)["access_token"]))["userId"]


def links(server, user_id):
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": user_id, "withIdentities": True}))
    return len(shown.get("identities", []))


# --- the user name at a directory -----------------------------------------------------------------------------------
def test_a_user_name_that_an_administrator_gave_is_the_person_of_the_directory(server, directory):
    directory_scene.connect(server, directory, BY_USERNAME)
    login = person(directory)
    user = user_of(server, username=login)["userId"]
    assert whose(server, sign_in(server, login)) == user == whose(server, sign_in(server, login))
    assert links(server, user) == 1


def test_a_user_name_links_nothing_before_the_second_factor(server, directory):
    directory_scene.connect(server, directory, BY_USERNAME)
    login = person(directory)
    user = user_of(server, username=login)["userId"]
    app, _ = enroll_otp(server, server.sign_in(login)["access_token"])
    asked = sign_in(server, login)
    assert_refused(asked, 303, 1635)
    assert links(server, user) == 0
    assert_ok(v2(server, "mfa/totp/verify", {"totp": app.next_code()}, asked["data"]["mfaToken"]))
    assert links(server, user) == 1


def test_a_user_name_counts_only_where_the_administrator_says_so(server, directory):
    directory_scene.connect(server, directory, {"associationMode": "field"})
    login = person(directory)
    user = user_of(server, username=login)["userId"]
    assert whose(server, sign_in(server, login)) != user


def test_pre_hijack_a_user_name_that_somebody_registered_must_be_proved(server, directory):
    directory_scene.connect(server, directory, BY_USERNAME)
    login = person(directory)
    server.sign_up(login)
    asked = sign_in(server, login)
    assert_refused(asked, 303, 1666)
    user = whose(server, try_password(server, username=login))
    assert links(server, user) == 0
    proved = server.call("POST", "/interaction/authFlow", {
        "action": "bind-identity-by-password", "flowHandle": asked["data"]["flowHandle"],
        "data": {"account": login, "password": PASSWORD}, **server.client()})
    assert whose(server, proved) == user == whose(server, sign_in(server, login))


def test_pre_hijack_a_user_name_that_somebody_took_for_themselves_must_be_proved(server, directory):
    directory_scene.connect(server, directory, BY_USERNAME)
    login, before = person(directory), new_name()
    user = user_of(server, username=before)["userId"]
    token = server.sign_in(before)["access_token"]
    assert_ok(server.post("update-profile", {"username": login}, token=token))
    assert_refused(sign_in(server, login), 303, 1666)
    # The same name from the administrator's hand: away and back, since only a change is one.
    for name in (before, login):
        assert_ok(server.manage("POST", "update-user", {"userId": user, "username": name}))
    assert whose(server, sign_in(server, login)) == user


def test_a_user_name_of_one_and_an_address_of_another_open_neither(server, directory):
    directory_scene.connect(server, directory, {**BY_USERNAME, "associationFields": ["username", "email"],
                                                "authoritativeDomains": ["example.com"]})
    email = new_email()
    login = person(directory, mail=email)
    user_of(server, username=login)
    user_of(server, email=email, emailVerified=True)
    assert_refused(sign_in(server, login), 303, 1666)


def test_a_user_name_that_was_linked_to_somebody_who_left_opens_nothing(server, directory):
    """The directory gave it to somebody else: another entry under the same name."""
    directory_scene.connect(server, directory, BY_USERNAME)
    login = person(directory)
    user = user_of(server, username=login)["userId"]
    assert whose(server, sign_in(server, login)) == user
    directory.change(f"dn: uid={login},ou=people,{slapd.SUFFIX}\nchangetype: delete\n")
    directory.add(login, directory_scene.SECRET)
    assert_refused(sign_in(server, login), 303, 1666)


# --- the external id at a SAML provider -----------------------------------------------------------------------------
def arrive(server, idp, connection, name):
    trip = Trip(server, connection)
    back = trip.post(idp.good(trip.request, name_id=name))
    assert "error" not in back, back
    return trip


def test_an_external_id_that_an_administrator_gave_is_the_person_of_the_provider(server, idp):
    connection = saml_scene.connect(server, idp, BY_EXTERNAL_ID)
    name = new_name("id")
    user = user_of(server, username=new_name(), externalId=name)["userId"]
    for _ in range(2):
        assert whose(server, arrive(server, idp, connection, name).tokens()) == user
    assert links(server, user) == 1


def test_an_external_id_counts_only_where_the_administrator_says_so(server, idp):
    connection = saml_scene.connect(server, idp, {"associationMode": "field"})
    name = new_name("id")
    user = user_of(server, username=new_name(), externalId=name)["userId"]
    assert whose(server, arrive(server, idp, connection, name).tokens()) != user


def test_pre_hijack_an_external_id_that_somebody_took_for_themselves_must_be_proved(server, idp):
    connection = saml_scene.connect(server, idp, BY_EXTERNAL_ID)
    name, local = new_name("id"), new_name()
    user = user_of(server, username=local)["userId"]
    token = server.sign_in(local)["access_token"]
    assert_ok(server.post("update-profile", {"externalId": name}, token=token))
    trip = arrive(server, idp, connection, name)
    assert_refused(trip.read(), 303, 1666)
    assert_refused(trip.act("finish"), 303, 1666)
    assert links(server, user) == 0
    tokens = trip.act("bind-identity-by-password", {"account": local, "password": PASSWORD})
    assert whose(server, tokens) == user
