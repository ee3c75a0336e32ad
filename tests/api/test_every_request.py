"""What is true of every request, also of those that are no V3 calls: one log line, one count, the limit by address."""

import ipaddress
import json
import re
import secrets
import socket
import time

import genauth
import pytest
import requests
from test_http import ORIGIN, raw

SECRET = "a-secret-that-no-line-may-hold"

# What is asked, and the operation and the status of its line. {app} is the application's path prefix.
ASKED = [
    ("POST", "/oidc/token", "oidc-token", 400),
    ("GET", "/oidc/token", "oidc-token", 405),
    ("POST", "/oidc/token?a=%zz", "oidc-token", 400),
    ("GET", "/{app}/oidc/me", "oidc-userinfo", 401),
    ("POST", "/{app}/oidc/me/", "oidc-userinfo", 401),
    ("POST", "/oidc/token/introspection", "oidc-introspection", 401),
    ("POST", "/oidc/token/revocation", "oidc-revocation", 401),
    ("GET", "/{app}/oidc/.well-known/openid-configuration", "oidc-discovery", 200),
    ("GET", "/{app}/oidc/.well-known/jwks.json", "oidc-jwks", 200),
    ("GET", "/oidc/no-such", "unmatched", 404),
    ("GET", "/setup", "setup", 200),
    ("GET", "/docs", "docs", 200),
    ("POST", "/docs", "docs", 405),
    ("GET", "/dev/messages", "dev", 401),
    ("OPTIONS", "/{app}/api/v3/signin", "preflight", 204),
    ("GET", "/events/v1/authentication/sub", "event-subscribe", 426),
    ("GET", "/no-such-thing", "unmatched", 404),
    ("GET", "/%zz", "refused", 400),
    ("GET", "/api/v3/system", "system", 200),
]


def calls_logged(server):
    lines = (json.loads(line) for line in (server.data / "server.log").read_text().splitlines() if line[:1] == "{")
    return [line for line in lines if line["event"] == "call"]


def counted(server):
    text = requests.get(f"http://127.0.0.1:{server.management_port}/metrics", timeout=10).text
    found = re.findall(r'genauth_calls_total\{operation="([^"]+)",status="(\d)xx"\} (\d+)', text)
    return {(operation, int(group)): int(count) for operation, group, count in found}


def one_line_more(server, before):
    """The line of a request that has been answered just now: the answer goes out before the line."""
    deadline = time.monotonic() + 10
    while len(calls_logged(server)) == len(before) and time.monotonic() < deadline:
        time.sleep(0.01)
    lines = calls_logged(server)[len(before):]
    assert len(lines) == 1, lines
    return lines[0]


def ask(server, method, path):
    head = (f"{method} {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\nConnection: close\r\nContent-Length: 0\r\n"
            f"Authorization: {SECRET}\r\n\r\n")
    return raw(server, head.encode())


@pytest.mark.parametrize("method,path,operation,status", ASKED)
def test_every_request_leaves_one_line_and_one_count_by_its_operation(server, method, path, operation, status):
    lines, counts = calls_logged(server), counted(server)
    target = path.replace("{app}", server.app_id)
    answer = ask(server, method, target + ("&" if "?" in target else "?") + "token=" + SECRET)
    assert int(answer.split(b" ")[1]) == status, answer[:300]
    line = one_line_more(server, lines)
    assert (line["operation"], line["status"], line["ip"]) == (operation, status, "127.0.0.1"), line
    assert re.fullmatch("[0-9a-f-]{36}", line["request_id"]) and line["us"] >= 0
    assert line.get("app") == (server.app_id if "{app}" in path else None), line
    assert SECRET not in (server.data / "server.log").read_text()
    key = (operation, status // 100)
    assert counted(server)[key] == counts.get(key, 0) + 1


@pytest.mark.parametrize("text,status", [
    (b"nonsense\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nHost: a\r\nx: " + b"y" * 40_000 + b"\r\n\r\n", 431),
    (b"POST /api/v3/signup HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", 413)])
def test_what_is_no_http_leaves_a_line_too(server, text, status):
    lines, counts = calls_logged(server), counted(server)
    assert raw(server, text)
    line = one_line_more(server, lines)
    assert (line["operation"], line["status"], line["ip"]) == ("refused", status, "127.0.0.1")
    assert counted(server)["refused", 4] == counts.get(("refused", 4), 0) + 1


def test_a_head_that_never_ends_leaves_a_line_too():
    with genauth.Server(settings={"GENAUTH_LIMITS_HEAD_MS": "100"}) as server:
        lines = calls_logged(server)
        with socket.create_connection(("127.0.0.1", server.port), 10) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\n")
            assert b" 408 " in slow.recv(65536)
        line = one_line_more(server, lines)
        assert (line["operation"], line["status"]) == ("refused", 408)


@pytest.fixture(name="limited", scope="module")
def server_with_a_limit():
    """A server that grants each address three requests a minute, behind a proxy that tells addresses."""
    settings = {"GENAUTH_RATE_ADDRESS_PER_MINUTE": "3", "GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.0/8"}
    with genauth.Server(settings=settings) as server:
        yield server


def start_early_in_a_minute(server):
    """The limit counts by whole minutes of the virtual clock."""
    def move(ms):
        nobody = str(ipaddress.IPv4Address(0x0A000000 + secrets.randbelow(1 << 24)))  # whose minute is unused
        return requests.post(server.base + "/dev/clock", json={"advanceMs": ms}, timeout=10,
                             headers={**server.dev_headers, "x-forwarded-for": nobody})

    late_ms = move(0).json()["nowMs"] % 60_000
    if late_ms > 40_000:
        assert move(60_000 - late_ms).status_code == 200


def from_address(server, address, method, path):
    return requests.request(method, server.base + path, headers={"x-forwarded-for": address}, timeout=10)


@pytest.mark.parametrize("number,asked", list(enumerate(
    [(method, path) for method, path, operation, _ in ASKED if operation not in ("system", "unmatched", "refused")])))
def test_the_limit_by_address_holds_for_every_address_of_ours(limited, number, asked):
    method, path = asked
    path = path.replace("{app}", limited.app_id)
    who, other = f"203.0.113.{number}", f"198.51.100.{number}"
    start_early_in_a_minute(limited)
    statuses = [from_address(limited, who, method, path).status_code for _ in range(4)]
    assert statuses[:3] == [statuses[0]] * 3 and statuses[0] != 429 and statuses[3] == 429
    refused = from_address(limited, who, method, path)
    assert refused.status_code == 429 and 1 <= int(refused.headers["retry-after"]) <= 60
    if "/oidc/" in path:
        assert set(refused.json()) == {"error", "error_description"}
        assert refused.json()["error"] == "temporarily_unavailable" and refused.headers["cache-control"] == "no-store"
    else:
        assert refused.json()["statusCode"] == 429 and refused.json()["requestId"]
    assert from_address(limited, who, "GET", "/api/v3/system").json()["statusCode"] == 429  # one budget for all
    assert from_address(limited, other, method, path).status_code == statuses[0]


@pytest.mark.parametrize("path", ["/no-such-thing", "/api/v3/no-such-thing"])
def test_the_limit_holds_for_addresses_that_are_not_there(limited, path):
    who = "192.0.2." + str(len(path))
    start_early_in_a_minute(limited)
    answers = [from_address(limited, who, "GET", path).json()["statusCode"] for _ in range(8)]
    assert answers[0] == 404 and 429 in answers


def test_the_limit_holds_for_what_is_no_http(limited):
    start_early_in_a_minute(limited)
    answers = [raw(limited, b"nonsense\r\n\r\n").split(b" ")[1] for _ in range(8)]
    assert answers[0] == b"400" and b"429" in answers


# --- development -------------------------------------------------------------------------------------------------
def test_dev_answers_no_preflight(server):
    asks = {"origin": ORIGIN, "access-control-request-method": "POST",
            "access-control-request-headers": "authorization"}
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        allowed = requests.options(f"{server.base}/{server.app_id}/api/v3/signin", headers=asks, timeout=10)
        assert allowed.headers["access-control-allow-origin"] == ORIGIN
        for path in ("/dev/messages", "/dev/clock", f"/{server.app_id}/dev/messages", f"/{server.app_id}/dev/clock"):
            for headers in (asks, {**asks, "x-authing-app-id": server.app_id}):
                refused = requests.options(server.base + path, headers=headers, timeout=10)
                assert refused.status_code == 403
                assert not [name for name in refused.headers if name.lower().startswith("access-control-")]
