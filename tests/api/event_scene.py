"""What tests of events share: events that are defined and published, and websockets that hear of them."""

import asyncio
import base64
import hashlib
import hmac
import json
import urllib.parse

import pytest
from scenes import assert_ok, new_name
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

APP = "custom_shop"


def define(server, name=None):
    """A fresh event of the pool; returns its code."""
    server.manage("POST", "create-event-app", {"identifier": APP, "name": "Shop", "logo": "https://x.example/l.png"})
    code = f"{APP}.{name or new_name('paid')}"
    assert_ok(server.manage("POST", "define-event", {"eventType": code, "eventDescription": "An order was paid"}))
    return code


def publish(server, code, data):
    return server.manage("POST", "pub-event", {"eventType": code, "eventData": data})


def signature(server, secret=None):
    digest = hmac.new((secret or server.key_secret).encode(), b"websocket\n", hashlib.sha1).digest()
    return f"authing {server.key_id}:{base64.b64encode(digest).decode()}"


def address(server, side, **query):
    where = server.base.replace("http://", "ws://")
    return f"{where}/events/v1/{side}/sub?{urllib.parse.urlencode(query)}"


def as_server(server, code, authorization=None, **query):
    headers = {"authorization": authorization or signature(server)}
    return connect(address(server, "management", code=code, **query), additional_headers=headers)


def as_user(server, code, token, **query):
    return connect(address(server, "authentication", code=code, token=token, **query))


async def hear(socket, count=1):
    return [json.loads(await asyncio.wait_for(socket.recv(), 15)) for _ in range(count)]


async def ending(socket):
    """The code with which the server closed."""
    with pytest.raises(ConnectionClosed) as closed:
        await asyncio.wait_for(socket.recv(), 20)
    return closed.value.rcvd.code


async def in_thread(function, *arguments):
    return await asyncio.get_running_loop().run_in_executor(None, function, *arguments)


async def settled():
    """A subscription begins when the hub has seen it: a moment after the handshake."""
    await asyncio.sleep(0.3)


async def refused(connecting):
    with pytest.raises(InvalidStatus) as error:
        async with connecting:
            pass
    return error.value.response.status_code
