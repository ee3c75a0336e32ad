"""The passkey calls of the SDK, with a software authenticator in the place of the browser."""

import pytest
from conftest import client_of, ok, refused

from authenticator import Authenticator


@pytest.fixture(name="owner", scope="module")
def with_a_passkey(server):
    """A signed-in client and the authenticator that holds its passkey."""
    client = client_of(server)
    client.set_access_token(server.person("passkey.owner"))
    authenticator = Authenticator(server.base)
    started = ok(client.init_register_options())
    answer = authenticator.create(started["registrationOptions"])
    assert ok(client.verify_register(started["ticket"], answer, "fingerprint")) == {"verified": True}
    return client, authenticator


def test_signs_in_with_a_passkey(server, owner):
    client = client_of(server)
    started = ok(client.init_authentication_options())
    answer = owner[1].get(started["authenticationOptions"])
    data = ok(client.verify_authentication(started["ticket"], answer, {"scope": "openid profile"}))
    assert data["verified"] is True
    client.set_access_token(data["tokenSet"]["access_token"])
    assert ok(client.get_profile())["username"] == "passkey.owner"


def test_lists_passkeys(owner):
    page = owner[0].list_credentials_by_page()
    assert page["totalCount"] == 1 and page["list"][0]["authenticatorCode"] == "fingerprint"


def test_calls_that_the_sdk_sends_empty_or_with_braces_are_refused_cleanly(owner):
    refused(owner[0].check_valid_credentials_by_cred_ids(), 400)
    refused(owner[0].remove_all_credentials(), 400)
    refused(owner[0].remove_credential(), 400)
