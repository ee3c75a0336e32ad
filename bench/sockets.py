"""Ten thousand subscribers: what they cost while nothing happens, and how long one event takes to reach all."""

import base64
import hashlib
import os
import resource
import selectors
import socket
import time

import genauth
import measure

SUBSCRIBERS = 10_000
CODE = "custom_bench.tick"


def subscribe(server, token):
    """A websocket after its handshake (RFC 6455), as a bare socket."""
    link = socket.create_connection(("127.0.0.1", server.port))
    key = base64.b64encode(os.urandom(16)).decode()
    link.sendall((f"GET /events/v1/authentication/sub?code={CODE}&token={token} HTTP/1.1\r\nHost: localhost\r\n"
                  f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                  "Sec-WebSocket-Version: 13\r\n\r\n").encode())
    return link, key


def finish_handshake(link, key):
    head = b""
    while b"\r\n\r\n" not in head:
        head += link.recv(4096)
    wanted = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
    assert head.startswith(b"HTTP/1.1 101 ") and wanted in head, head
    link.setblocking(False)


def fan_out(server, links):
    """Seconds from the answer of pub-event until the last subscriber has a frame."""
    waiting = selectors.DefaultSelector()
    for link in links:
        waiting.register(link, selectors.EVENT_READ)
    began = time.monotonic()
    answer = server.manage("POST", "pub-event", {"eventType": CODE, "eventData": {"n": 1}})
    assert answer["statusCode"] == 200, answer
    left = len(links)
    while left and time.monotonic() - began < 30:
        for key, _ in waiting.select(1):
            if key.fileobj.recv(4096):
                waiting.unregister(key.fileobj)
                left -= 1
    assert left == 0, f"{left} subscribers heard nothing"
    return time.monotonic() - began


def sockets(table):
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the server inherits it
    settings = {"GENAUTH_LIMITS_CONNECTIONS": "20000", "GENAUTH_LIMITS_SOCKETS_PER_USER": "0"}
    with genauth.Server(settings=settings) as server:
        server.manage("POST", "create-event-app", {"identifier": "custom_bench", "name": "Bench",
                                                   "logo": "https://example.com/logo.png"})
        server.manage("POST", "define-event", {"eventType": CODE, "eventDescription": "A tick"})
        token = server.person("bench")
        before = measure.resident_mb(server.process.pid)
        links = []
        for _ in range(0, SUBSCRIBERS, 200):
            batch = [subscribe(server, token) for _ in range(200)]
            for link, key in batch:
                finish_handshake(link, key)
                links.append(link)
        time.sleep(2)
        grown = measure.resident_mb(server.process.pid)
        table.add(f"{SUBSCRIBERS:,} idle subscribers, resident memory", f"{grown:.0f} MB", f"none: {before:.0f} MB",
                  "<= 200 MB", grown <= 200)
        seconds = min(fan_out(server, links) for _ in range(3))
        table.add("one event to all of them", f"{seconds * 1000:.0f} ms", "", "<= 1 s", seconds <= 1)
        for link in links:
            link.close()
