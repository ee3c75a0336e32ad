"""The reference over HTTP: codings, caching, and headers that keep everything foreign out."""

import gzip

import requests


def get(server, path="/docs/operations/bind-phone", method="GET", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.request(method, server.base + path, headers=headers, timeout=10, stream=True)


def test_what_is_not_there_and_what_is_not_reading_is_refused(server):
    assert get(server, "/docs/operations/no-such-operation").status_code == 404
    assert get(server, "/docs/%2e%2e/%2e%2e/etc/passwd").status_code == 404
    assert get(server, method="POST").status_code == 405


def test_comes_packed_to_those_who_take_it_and_plain_to_others(server):
    packed = get(server, accept_encoding="gzip")
    plain = get(server, accept_encoding="identity")
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert gzip.decompress(packed.raw.read()) == plain.raw.read()
    assert packed.headers["vary"] == "Accept-Encoding"


def test_an_unchanged_page_is_not_sent_again(server):
    again = get(server, if_none_match=get(server).headers["etag"])
    assert again.status_code == 304 and again.raw.read() == b""


def test_nothing_from_elsewhere_may_load(server):
    for path in ("/docs", "/docs/", "/docs/errors", "/docs/configuration", "/docs/search.js", "/docs/style.css"):
        answer = get(server, path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
