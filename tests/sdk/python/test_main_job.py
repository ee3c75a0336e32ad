"""What this product is first for: a person adds a phone number to the account, and takes it off again."""

import conftest
import genauth
import pytest
from conftest import ok, refused


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    """On both engines, unlike the other files."""
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url) as running:
            yield running


def phone_in(client):
    profile = ok(client.get_profile())
    return profile.get("phone"), profile.get("phoneCountryCode"), profile["phoneVerified"]


def test_binds_a_phone_and_unbinds_it(person):
    client = person.client
    assert phone_in(client) == (None, None, False)
    code = person.code("CHANNEL_BIND_PHONE")
    ok(client.bind_phone(pass_code=code, phone_number=person.number))
    assert phone_in(client) == (person.number, "+86", True)

    refused(client.bind_phone(pass_code=code, phone_number=person.number), 422, 2226)
    code = person.code("CHANNEL_UNBIND_PHONE")
    ok(client.unbind_phone(code))
    assert phone_in(client) == (None, None, False)


def test_binds_with_the_country_code_spelt_out(person):
    code = person.code("CHANNEL_BIND_PHONE")
    ok(person.client.bind_phone(code, person.number, "+86"))
    assert phone_in(person.client) == (person.number, "+86", True)


def test_refuses_a_wrong_code_and_leaves_the_right_one_valid(person):
    code = person.code("CHANNEL_BIND_PHONE")
    wrong = "000000" if code != "000000" else "111111"
    refused(person.client.bind_phone(wrong, person.number), 400, 2001)
    assert phone_in(person.client) == (None, None, False)
    ok(person.client.bind_phone(code, person.number))


def test_refuses_a_number_of_somebody_else(server, person):
    ok(person.client.bind_phone(person.code("CHANNEL_BIND_PHONE"), person.number))
    other = conftest.Person(server).sign_up().sign_in()
    other.number = person.number
    server.advance(60_001)
    refused(other.client.bind_phone(other.code("CHANNEL_BIND_PHONE"), person.number), 409, 2035)


def test_refuses_callers_who_are_not_signed_in(stranger):
    refused(stranger.client.bind_phone("123456", stranger.number), 401, 2020)
    stranger.client.set_access_token("not.a.token")
    refused(stranger.client.bind_phone("123456", stranger.number), 401, 2021)
