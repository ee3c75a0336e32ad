"""What is true of every address: unknown ones, bodies that are none, slow clients, origins, proxies, /dev."""

import json
import socket
import time

import genauth
import pytest
import requests
from scenes import assert_ok, assert_refused, new_name

ORIGIN = "https://app.example.com"


def raw(server, text, timeout=10):
    """Sends bytes as they are; returns all that comes back until the server closes or falls silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout) as connection:
        connection.sendall(text)
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except TimeoutError:
            pass
        return received


def post(server, path, body, **headers):
    sent = {"x-authing-app-id": server.app_id, "content-type": "application/json", **headers}
    return requests.post(server.base + path, data=body, headers=sent, timeout=10)


# --- addresses ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method,path,name", [("POST", "/api/v3/create-webhook", "create-webhook"),
                                              ("GET", "/api/v3/get-group?code=x", "get-group"),
                                              ("POST", "/api/v3/create-role", "create-role")])
def test_planned_operations_answer_501_and_their_name(server, method, path, name):
    answer = server.call(method, path, {} if method == "POST" else None)
    assert_refused(answer, 501)
    assert name in answer["message"]


def test_every_planned_operation_is_routed(server):
    with open(genauth.contract.OPENAPI, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    with requests.Session() as session:
        for path, methods in paths.items():
            for method, row in methods.items():
                if isinstance(row, dict) and row.get("x-status") == "planned" and "{" not in path:
                    answer = session.request(method.upper(), server.base + path, timeout=10).json()
                    assert answer["statusCode"] == 501 and answer["requestId"], (method, path, answer)


@pytest.mark.parametrize("path", ["/api/v3/no-such-thing", "/api/v3", "/api/v3/", "/api/v2/login",
                                  "/nothing", "//api/v3/signin", "/api/v3/../v3/signin"])
def test_unknown_addresses_are_404_with_an_envelope(server, path):
    answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 404 " in head.splitlines()[0] and json.loads(body)["requestId"], answer


@pytest.mark.parametrize("method,path", [("GET", "/api/v3/signin"), ("DELETE", "/api/v3/get-profile"),
                                         ("PUT", "/api/v3/signup"), ("TRACE", "/api/v3/system")])
def test_unknown_methods_are_405_with_an_envelope(server, method, path):
    response = requests.request(method, server.base + path, timeout=10)
    assert response.status_code == 405 and response.json()["statusCode"] == 405 and response.json()["requestId"]


@pytest.mark.parametrize("path", ["/%", "/%zz", "/%ff", "/api/v3/%00", "/api/v3/sign%C0%AFin"])
def test_a_path_that_does_not_decode_is_refused(server, path):
    answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0] and json.loads(body)["requestId"], answer


def test_a_template_that_was_not_filled_in_is_named(server):
    with open(genauth.contract.OPENAPI, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    templates = [(method, path) for path, methods in paths.items() for method in methods if "{" in path]
    assert templates
    for method, path in templates:
        answer = requests.request(method.upper(), server.base + path, timeout=10).json()
        assert answer["statusCode"] in (400, 501) and answer["requestId"], answer


# --- bodies ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("body", [b"", b"{", b"nul", b"[]", b'"text"', b"{}{}", b'{"connection":}', b"\xff\xfe",
                                  b"\x00",
                                  b'{"connection":"\xff"}', b'{"connection":"\\ud800"}', b"[" * 100_000,
                                  b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"\xef\xbb\xbf{}", b'{"a":1e999999}'])
def test_a_body_that_is_no_object_is_refused_with_an_envelope(server, body):
    response = post(server, "/api/v3/signup", body)
    answer = response.json()
    assert response.status_code == 200 and answer["statusCode"] == 400 and answer["requestId"], answer


def test_a_body_with_too_many_members_is_refused(server):
    body = json.dumps({f"m{n}": n for n in range(20_000)})
    assert post(server, "/api/v3/signup", body).json()["statusCode"] == 400


def test_nul_in_a_text_does_no_harm(server):
    answer = server.post("signin", {"connection": "PASSWORD", **server.client(),
                                    "passwordPayload": {"username": "a\u0000b", "password": "x\u0000y"}})
    assert_refused(answer, 400)
    answer = server.post("signup", {"connection": "PASSWORD",
                                    "passwordPayload": {"username": "a\u0000b", "password": "longer than six"}})
    assert_refused(answer, 400)
    token = server.person(new_name())
    assert server.post("update-profile", {"name": "a\u0000b"}, token=token)["statusCode"] < 500


def test_a_body_that_is_too_large_gets_an_envelope(server):
    response = post(server, "/api/v3/signup", b'{"padding":"' + b"x" * 2_000_000 + b'"}')
    answer = response.json()
    assert response.status_code == 200 and answer["statusCode"] == 413 and answer["requestId"]


@pytest.mark.parametrize("limit", [2048, 3 << 20])
def test_the_setting_raises_and_lowers_the_limit_of_bodies(limit):
    def padded(size):
        frame = {**server.client(), "connection": "PASSWORD", "padding": "",
                 "passwordPayload": {"username": name, "password": "correct horse battery"}}
        frame["padding"] = "x" * (size - len(json.dumps(frame)))
        return json.dumps(frame).encode()

    with genauth.Server(settings={"GENAUTH_LIMITS_BODY_BYTES": str(limit)}) as server:
        name = new_name()
        server.sign_up(name)
        assert post(server, "/api/v3/signin", padded(limit)).json()["statusCode"] == 200
        response = post(server, "/api/v3/signin", padded(limit + 1))
        answer = response.json()
        assert response.status_code == 200 and answer["statusCode"] == 413 and answer["requestId"]
        assert str(limit) in answer["message"]
        form = {"grant_type": "password", "padding": "x" * min(limit, 65536)}
        assert "statusCode" in requests.post(server.base + "/oidc/token", data=form, timeout=10).json()


def test_a_length_that_is_too_large_is_refused_before_the_body_comes(server):
    head = (f"POST /api/v3/signup HTTP/1.1\r\nHost: localhost\r\nx-authing-app-id: {server.app_id}\r\n"
            "Content-Length: 99999999999\r\n\r\n")
    answer = raw(server, head.encode())
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["statusCode"] == 413


@pytest.mark.parametrize("head", [
    "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
    "POST /api/v3/signup HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /api/v3/signup HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "POST /api/v3/signup HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nx y: 1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nx: 1\r\n folded\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nx: " + "y" * 40_000 + "\r\n\r\n"])
def test_a_request_that_is_no_http_is_refused_and_the_connection_closed(server, head):
    answer = raw(server, head.encode())
    assert answer.split(b" ")[1][:1] == b"4", answer[:200]


# --- slow clients ------------------------------------------------------------------------------------------------
def test_a_head_that_drips_in_is_cut_off_and_others_are_served():
    with genauth.Server(settings={"GENAUTH_LIMITS_HEAD_MS": "300", "GENAUTH_LIMITS_IDLE_MS": "300"}) as server:
        slow = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(50)]
        started, alive = time.monotonic(), True
        while alive and time.monotonic() - started < 8:  # a byte now and then; real time
            alive = False
            for connection in slow:
                try:
                    connection.send(b"x")
                    alive = True
                except OSError:
                    pass
            assert_ok(server.get("get-country-list"))
            time.sleep(0.05)
        assert not alive, "dripping clients were never cut off"
        for connection in slow:
            connection.close()


# --- origins -----------------------------------------------------------------------------------------------------
def asked_by(server, origin, path="/api/v3/get-captcha-code", method="GET", **headers):
    sent = {"origin": origin, "x-authing-app-id": server.app_id, **headers}
    return requests.request(method, server.base + path, headers=sent, timeout=10).headers


def test_an_origin_of_the_application_may_read_and_no_other(server):
    settings = {"allowed_origins": [ORIGIN], "redirect_uris": ["https://callback.example.com:8443/cb?x=1"]}
    with server.with_settings(app=settings):
        for origin in (ORIGIN, "https://callback.example.com:8443"):
            headers = asked_by(server, origin)
            assert headers["access-control-allow-origin"] == origin and "origin" in headers["vary"].lower()
        for origin in ("https://evil.example.com", "null", "", "http://app.example.com", ORIGIN + ".evil.com",
                       "https://callback.example.com", "https://app.example.com:8443", "*"):
            assert "access-control-allow-origin" not in asked_by(server, origin)


@pytest.mark.parametrize("path", ["/api/v3/get-captcha-code", "/oidc/me"])
def test_what_a_cache_keeps_is_for_the_origin_that_asked(server, path):
    """Also where no origin is sent, and for one that may not read."""
    for origin in (None, "https://evil.example.com"):
        assert "origin" in asked_by(server, origin, path)["vary"].lower(), origin


def test_without_settings_no_origin_may_read(server):
    for origin in (ORIGIN, "http://localhost:3000", "null"):
        assert "access-control-allow-origin" not in asked_by(server, origin)


def test_an_error_can_be_read_by_an_allowed_origin_too(server):
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        assert asked_by(server, ORIGIN, "/api/v3/get-profile")["access-control-allow-origin"] == ORIGIN


def test_a_preflight_answers_allowed_origins_alone_and_never_with_a_star(server):
    asks = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        headers = asked_by(server, ORIGIN, "/api/v3/signin", "OPTIONS", **asks)
        assert headers["access-control-allow-origin"] == ORIGIN
        assert headers["access-control-allow-headers"] == "authorization,content-type"
        assert "*" not in str(dict(headers))
        headers = asked_by(server, "https://evil.example.com", "/api/v3/signin", "OPTIONS", **asks)
        assert "access-control-allow-origin" not in headers


def test_a_preflight_names_the_headers_that_pages_may_send(server):
    wanted = "authorization,content-type,dpop,x-authing-app-id,x-genauth-app-id"
    asks = {"access-control-request-method": "POST",
            "access-control-request-headers": wanted + ",cookie, x-forwarded-for,x-genauth-interaction"}
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        headers = asked_by(server, ORIGIN, "/api/v3/signin", "OPTIONS", **asks)
        assert headers["access-control-allow-headers"] == wanted
        assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("method,path,readers", [
    ("POST", "/oidc/token", "pages"), ("GET", "/oidc/me", "pages"), ("POST", "/oidc/token/revocation", "pages"),
    ("POST", "/api/v3/signin", "pages"), ("GET", "/api/v3/get-captcha-code", "pages"),
    ("GET", "/oidc/.well-known/openid-configuration", "everyone"), ("GET", "/oidc/.well-known/jwks.json", "everyone"),
    ("POST", "/oidc/token/introspection", "nobody"), ("GET", "/oidc/auth", "nobody"),
    ("GET", "/oidc/session/end", "nobody"), ("POST", "/api/v3/create-user", "nobody"),
    ("GET", "/interaction/653f1a2b3c4d5e6f70819203/state", "nobody"),
    ("POST", "/interaction/653f1a2b3c4d5e6f70819203/consent", "nobody"), ("GET", "/setup", "nobody"),
    ("GET", "/nowhere", "nobody")])
def test_cross_origin_who_may_read_what(server, method, path, readers):
    origins = {"pages": ORIGIN, "everyone": "*", "nobody": None}
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        asks = {"access-control-request-method": method, "access-control-request-headers": "authorization"}
        for asked in (asked_by(server, ORIGIN, f"/{server.app_id}{path}", method),
                      asked_by(server, ORIGIN, f"/{server.app_id}{path}", "OPTIONS", **asks)):
            assert asked.get("access-control-allow-origin") == origins[readers]
            assert "access-control-allow-credentials" not in asked


def test_management_is_for_no_origin(server):
    token = server.management_token()
    with server.with_settings(app={"allowed_origins": [ORIGIN]}):
        headers = asked_by(server, ORIGIN, "/api/v3/list-access-key", authorization=token)
        assert "access-control-allow-origin" not in headers


# --- proxies -----------------------------------------------------------------------------------------------------
FORWARDED = {"x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9"}


def last_ip(server, headers):
    name = new_name()
    server.sign_up(name)
    body = {"connection": "PASSWORD", "passwordPayload": {"username": name, "password": "correct horse battery"}}
    token = assert_ok(server.post("signin", {**body, **server.client()}, headers=headers))["access_token"]
    return assert_ok(server.get("get-profile", token=token))["lastIp"]


def test_forwarded_addresses_count_for_nothing_from_strangers(server):
    assert last_ip(server, {"x-forwarded-for": "203.0.113.9"}) == "127.0.0.1"
    # An application's server that has proved its secret may name the person: test_client_address.py.
    assert last_ip(server, FORWARDED) == "203.0.113.9"
    with server.with_settings(app={"token_auth_method": "none"}):
        for name, value in FORWARDED.items():
            assert last_ip(server, {name: value}) == "127.0.0.1"


def test_forwarded_addresses_count_from_a_trusted_proxy():
    with genauth.Server(settings={"GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.0/8"}) as server:
        for name, value in FORWARDED.items():
            assert last_ip(server, {name: value}) == value
        assert last_ip(server, {"x-forwarded-for": "198.51.100.1, 203.0.113.9"}) == "203.0.113.9"  # nearest first
        assert last_ip(server, {"x-forwarded-for": "nonsense"}) == "127.0.0.1"
        # A proxy writes its neighbour's, another proxy's: that is nobody's word for a person.
        assert last_ip(server, {"x-forwarded-for": "203.0.113.9", "x-real-ip": "127.0.0.2"}) == "203.0.113.9"


# --- development -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method,path", [("GET", "/dev/messages"), ("GET", "/dev/inbox"), ("POST", "/dev/clock")])
def test_dev_needs_its_token_its_own_host_and_origin(server, method, path):
    def status(**headers):
        return requests.request(method, server.base + path, json={"advanceMs": 0}, headers=headers, timeout=10)

    token = server.dev_headers["authorization"]
    assert status().status_code == 401
    assert status(authorization="Bearer wrong").status_code == 401
    assert status(authorization=token, host="evil.example.com").status_code == 403
    assert status(authorization=token, origin="https://evil.example.com").status_code == 403
    fine = status(authorization=token)
    assert fine.status_code == 200 and "access-control-allow-origin" not in fine.headers


@pytest.mark.parametrize("advance_ms", [-1, 10**18, "x", None, 1.5])
def test_the_clock_only_goes_forward(server, advance_ms):
    answer = requests.post(server.base + "/dev/clock", json={"advanceMs": advance_ms}, headers=server.dev_headers,
                           timeout=10)
    assert answer.status_code == 400


# --- the management port -----------------------------------------------------------------------------------------
def test_health_and_metrics_are_on_the_management_port_alone(server):
    management = f"http://127.0.0.1:{server.management_port}"
    for path in ("/livez", "/readyz"):
        assert requests.get(management + path, timeout=10).text == "ok\n"
        assert requests.get(server.base + path, timeout=10).status_code == 404
    metrics = requests.get(management + "/metrics", timeout=10).text
    assert "genauth_http_requests_total" in metrics and "process_resident_memory_bytes" in metrics
    assert requests.get(server.base + "/metrics", timeout=10).status_code == 404
