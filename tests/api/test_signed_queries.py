"""A DELETE that says all in its query, which official clients do not sign, on both engines."""

import genauth
import pytest
import requests
import signing
from scenes import assert_ok, assert_refused
from signing import Signer

PATH, NOBODY = "/api/v3/batch-applications-auth", "0" * 24
FAR = {"x-forwarded-for": "203.0.113.9"}


@pytest.fixture(scope="module", params=genauth.engines())
def server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings={"GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1"}) as running:
            yield running


def delete(server, sent, signed, headers=None):
    """With this query, and a signature that covers that one, or none."""
    signer = Signer(server)
    own = signer.headers()
    text = signing.string_to_sign("DELETE", PATH, own, signed)
    own["authorization"] = f"authing {signer.key_id}:{signing.signature(signer.secret, text)}"
    return requests.delete(server.base + PATH, params=sent, headers={**own, **(headers or {})}, timeout=30).json()


def test_a_signature_that_covers_the_query_counts_everywhere(server):
    for headers in ({}, FAR, {**FAR, "x-forwarded-proto": "https"}):
        assert_ok(delete(server, {"authIds": NOBODY}, {"authIds": NOBODY}, headers))


def test_the_official_clients_signature_counts_where_nobody_is_in_between(server):
    assert_ok(delete(server, {"authIds": NOBODY}, None))  # this machine
    assert_ok(delete(server, {"authIds": NOBODY}, None, {**FAR, "x-forwarded-proto": "https"}))


def test_an_unsigned_query_over_plain_http_is_refused(server):
    assert_refused(delete(server, {"authIds": NOBODY}, None, FAR), 401, 1300)


def test_a_query_that_was_changed_is_refused(server):
    for headers in ({}, FAR, {**FAR, "x-forwarded-proto": "https"}):
        assert_refused(delete(server, {"authIds": "1" * 24}, {"authIds": NOBODY}, headers), 401, 1300)
