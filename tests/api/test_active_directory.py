"""Signing in with an account of Active Directory: its diagnostic messages, behind a real slapd."""

import genauth
import pytest
import slapd
from scenes import assert_ok, assert_refused, new_name
from sources import new_connection, new_source

SECRET = "ann's password"


@pytest.fixture(name="ad", scope="module")
def one_directory():
    with slapd.ActiveDirectory() as running:
        yield running


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request, ad):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as running:
            new_connection(running, new_source(running, "ad"), "ad", ad.fields())
            yield running


def sign_in(server, login, password=SECRET):
    return server.post("signin", {"connection": "AD", **server.client(),
                                  "adPayload": {"sAMAccountName": login, "password": password}})


def identity_id(server, tokens):
    return assert_ok(server.get("get-identities", token=tokens["access_token"]))[0]["identityId"]


def test_a_person_signs_in_and_is_known_by_the_guid(server, ad):
    name = new_name("a")
    ad.add(name, SECRET)
    tokens = assert_ok(sign_in(server, name))
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    assert (identity["type"], identity["userIdInIdp"]) == ("objectGUID", str(ad.accounts[name]["guid"]))
    renamed = new_name("a")
    ad.accounts[renamed] = ad.accounts.pop(name)
    again = assert_ok(sign_in(server, renamed))
    assert identity_id(server, again) == identity["identityId"]
    # Somebody else gets the name of the one who left.
    ad.add(name, SECRET)
    stranger = assert_ok(sign_in(server, name))
    assert identity_id(server, stranger) != identity["identityId"]


TROUBLES = {"530": "at this time", "531": "from here", "532": "expired in the directory", "533": "disabled",
            "701": "account has expired", "773": "new password first", "775": "locked in the directory"}


@pytest.mark.parametrize("code", TROUBLES)
def test_sub_codes_become_clear_errors(server, ad, code):
    name = new_name("a")
    ad.add(name, SECRET, trouble=code)
    answer = sign_in(server, name)
    assert_refused(answer, 403)
    assert TROUBLES[code] in answer["message"]
    assert_refused(sign_in(server, name, "wrong"), 403, 2333)


def test_a_wrong_password_and_an_unknown_name_look_the_same(server, ad):
    name = new_name("a")
    ad.add(name, SECRET)
    wrong, unknown = sign_in(server, name, "wrong"), sign_in(server, new_name())
    ad.add(name + "x", SECRET, trouble="8009")  # a code of tomorrow
    for answer in (wrong, unknown, sign_in(server, name + "x")):
        assert_refused(answer, 403, 2333)
        assert answer["message"] == wrong["message"]


def test_an_empty_password_never_reaches_the_directory(server, ad):
    name = new_name("a")
    ad.add(name, SECRET)
    before = len(ad.binds)
    assert_refused(sign_in(server, name, ""), 400)
    assert len(ad.binds) == before
    assert_refused(server.post("signin", {"connection": "AD", **server.client()}), 400)


def test_the_unknown_costs_a_bind_as_the_known_does_but_no_password_of_a_person(server, ad):
    before = len(ad.binds)
    assert_refused(sign_in(server, new_name(), "what somebody typed"), 403, 2333)
    assert len(ad.binds) == before + 2
    assert all("what somebody typed" not in password for _, password in ad.binds)
