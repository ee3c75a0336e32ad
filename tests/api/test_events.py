"""Events (pub-event, pub-user-event, ...): defined, published, heard by websockets in order, replayed; sockets end
with what let them in."""

import asyncio
import base64
import hashlib
import hmac
import socket
import time

import genauth
import pytest
import requests
from event_scene import (APP, address, as_server, as_user, define, ending, hear, in_thread, publish, refused,
                         settled, signature)
from scenes import PASSWORD, assert_ok, assert_refused, new_name, user_of
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

NOBODY = "0" * 24


# --- what can be heard of ----------------------------------------------------------------------------------------
def test_apps_and_events_are_defined_and_listed(server):
    body = {"identifier": new_name("custom_app"), "name": "App", "logo": "https://x.example/l.png"}
    assert_ok(server.manage("POST", "create-event-app", body))
    assert_refused(server.manage("POST", "create-event-app", body), 409)
    listed = assert_ok(server.manage("GET", "list-event-apps"))
    assert body in listed["list"] and listed["totalCount"] == len(listed["list"])
    code = body["identifier"] + ".something.happened"
    event = {"eventType": code, "eventDescription": "Something happened"}
    assert_ok(server.manage("POST", "define-event", event))
    assert_refused(server.manage("POST", "define-event", event), 409)
    own = assert_ok(server.manage("GET", "list-events?app=" + body["identifier"]))
    assert own["totalCount"] == 1 and (own["list"][0]["code"], own["list"][0]["name"]) == (code, "Something happened")
    public = assert_ok(server.manage("GET", "list-events?app=authing&limit=50"))
    assert "authing.user.login" in [each["code"] for each in public["list"]]
    first = assert_ok(server.manage("GET", "list-events?page=1&limit=1"))
    second = assert_ok(server.manage("GET", "list-events?page=2&limit=1"))
    assert first["totalCount"] == second["totalCount"] > 1 and first["list"] != second["list"]


@pytest.mark.parametrize("identifier", ["authing", "genauth", "Shop", "a b", "1a", "a.b"])
def test_refuses_identifiers_that_are_no_words_or_reserved(server, identifier):
    body = {"identifier": identifier, "name": "App", "logo": "https://x.example/l.png"}
    assert_refused(server.manage("POST", "create-event-app", body), 400)


@pytest.mark.parametrize("code", [APP, APP + ".", APP + "..x", APP + ".a b", ".x", APP + ".x."])
def test_refuses_codes_that_are_none(server, code):
    define(server)
    assert_refused(server.manage("POST", "define-event", {"eventType": code, "eventDescription": "x"}), 400)


def test_refuses_events_of_apps_that_are_not_there(server):
    event = {"eventType": "custom_nobody.x", "eventDescription": "x"}
    assert_refused(server.manage("POST", "define-event", event), 404)


def test_the_products_own_events_cannot_be_published(server):
    assert_refused(publish(server, "authing.user.login", {}), 404)
    assert_refused(publish(server, APP + ".never-defined", {}), 404)
    token = server.person(new_name("faker"))
    body = {"eventType": "authing.user.login", "eventData": {"userId": NOBODY}}
    assert_refused(server.post("pub-userEvent", body, token=token), 404)


def test_refuses_data_beyond_its_limit(server):
    code, token = define(server), server.person(new_name("talker"))
    big = "x" * (64 * 1024)
    assert_refused(publish(server, code, big), 400)
    assert_refused(server.post("pub-userEvent", {"eventType": code, "eventData": big}, token=token), 400)


def test_a_user_may_publish_sixty_a_minute(server):
    code, token = define(server), server.person(new_name("talker"))
    body = {"eventType": code, "eventData": 1}
    for _ in range(60):
        assert_ok(server.post("pub-userEvent", body, token=token))
    assert_refused(server.post("pub-userEvent", body, token=token), 429)
    server.advance(61_000)
    assert_ok(server.post("pub-userEvent", body, token=token))


# --- hearing -----------------------------------------------------------------------------------------------------
def test_both_sides_hear_in_order(server):
    code, token = define(server), server.person(new_name("listener"))

    async def scene():
        async with as_server(server, code) as one, as_user(server, code, token) as two:
            await settled()
            for number in range(20):
                assert_ok(await in_thread(publish, server, code, {"number": number}))
            heard = [await hear(one, 20), await hear(two, 20)]
        for frames in heard:
            assert [frame["data"]["number"] for frame in frames] == list(range(20))
            ids = [frame["id"] for frame in frames]
            assert ids == sorted(set(ids)) and {frame["code"] for frame in frames} == {code}
        assert heard[0] == heard[1]

    asyncio.run(scene())


def test_the_sender_is_what_the_server_knows(server):
    code, name = define(server), new_name("sender")
    token = server.person(name)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    body = {"eventType": code, "eventData": "text", "sender": {"userId": NOBODY}, "source": "elsewhere"}

    async def scene():
        async with as_server(server, code) as socket:
            await settled()
            assert_ok(await in_thread(lambda: server.post("pub-userEvent", body, token=token)))
            (frame,) = await hear(socket)
        assert frame["sender"] == {"type": "user", "userId": user_id} and frame["data"] == "text"

    asyncio.run(scene())


def test_a_user_hears_of_his_own_sign_ins_only(server):
    mine, other = new_name("mine"), new_name("other")
    token = server.person(mine)
    user_of(server, username=other)

    async def scene():
        code = "authing.user.login"
        async with as_server(server, code) as all_of_them, as_user(server, code, token) as own:
            await settled()
            await in_thread(server.sign_in, other, PASSWORD)
            await in_thread(server.sign_in, mine)
            both = await hear(all_of_them, 2)
            (frame,) = await hear(own)
        assert both[1] == frame and both[0]["data"]["userId"] != frame["data"]["userId"]

    asyncio.run(scene())


def test_since_replays_and_a_new_socket_starts_now(server):
    code = define(server)
    for number in range(120):
        assert_ok(publish(server, code, number))

    async def scene():
        async with as_server(server, code, since=0) as past:
            frames = await hear(past, 120)
            assert [frame["data"] for frame in frames] == list(range(120))
            async with as_server(server, code, since=frames[99]["id"]) as later, as_server(server, code) as fresh:
                assert [frame["data"] for frame in await hear(later, 20)] == list(range(100, 120))
                await settled()
                assert_ok(await in_thread(publish, server, code, "new"))
                for socket in (past, later, fresh):
                    assert (await hear(socket))[0]["data"] == "new"

    asyncio.run(scene())


def test_refuses_handshakes_without_a_right(server):
    code = define(server)
    token = server.person(new_name("listener"))
    other = server.other_pool()

    async def scene():
        assert await refused(as_server(server, code, signature(server, "0" * 32))) == 401
        assert await refused(as_server(server, code, "Bearer nonsense")) == 401
        assert await refused(connect(address(server, "management", code=code))) == 401
        assert await refused(as_user(server, code, "")) == 401
        assert await refused(as_user(server, code, token[:-4] + "AAAA")) == 401
        assert await refused(as_user(server, "custom_shop.unknown-to-all", token)) == 404
        assert await refused(as_user(server, "", token)) == 400
        assert await refused(as_server(server, code, since="yesterday")) == 400
        bearer = "Bearer " + await in_thread(server.management_token, other["accessKeyId"], other["accessKeySecret"])
        assert await refused(as_server(server, code, bearer)) == 404  # another pool does not know the event

    asyncio.run(scene())
    plain = requests.get(server.base + "/events/v1/management/sub", timeout=10)
    assert plain.status_code == 426


def test_a_management_token_and_the_other_scheme_word_will_do(server):
    code = define(server)

    async def scene():
        bearer = "Bearer " + await in_thread(server.management_token)
        for authorization in (bearer, signature(server).replace("authing", "GenAuth")):
            async with as_server(server, code, authorization) as socket:
                await settled()
                assert_ok(await in_thread(publish, server, code, 1))
                await hear(socket)

    asyncio.run(scene())


def test_a_socket_ends_with_its_session_its_user_its_key_and_its_token(server):
    code = define(server)
    signed_out, suspended, expired = (server.person(new_name("ending")) for _ in range(3))
    name = new_name("ending")
    user = user_of(server, username=name)
    token = server.sign_in(name, PASSWORD)["access_token"]
    key = assert_ok(server.manage("POST", "create-access-key", {"type": "USER_POOL"}))[0]
    digest = hmac.new(key["accessKeySecret"].encode(), b"websocket\n", hashlib.sha1).digest()
    by_key = f"authing {key['accessKeyId']}:{base64.b64encode(digest).decode()}"

    def end_all():
        revoke = {"token": signed_out, **server.client()}
        assert requests.post(server.base + "/oidc/token/revocation", data=revoke, timeout=10).status_code == 200
        assert_ok(server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"}))
        assert_ok(server.manage("POST", "delete-access-key", {"accessKeyId": key["accessKeyId"]}))

    async def scene():
        async with as_user(server, code, signed_out) as one, as_user(server, code, token) as two, \
                as_server(server, code, by_key) as three, as_user(server, code, suspended) as stays:
            await settled()
            await in_thread(end_all)
            for socket in (one, two, three):
                assert await ending(socket) == 1008
            assert_ok(await in_thread(publish, server, code, "still"))
            assert (await hear(stays))[0]["data"] == "still"
        bearer = "Bearer " + await in_thread(server.management_token)
        async with as_user(server, code, expired) as socket, as_server(server, code, bearer) as managed:
            await settled()
            await in_thread(server.advance, 7_300_000)
            assert await ending(socket) == 1008
            assert await ending(managed) == 1008

    asyncio.run(scene())


def test_a_token_in_a_query_never_reaches_the_log(server):
    token = server.person(new_name("secret"))

    async def scene():
        async with as_user(server, "authing.user.login", token):
            await settled()

    asyncio.run(scene())
    log = (server.data / "server.log").read_text()
    assert "event-subscribe" in log and token not in log and token.split(".")[2] not in log


def test_a_slow_subscriber_is_dropped_and_others_hear_on(server):
    code = define(server)

    async def scene():
        slow = as_server(server, code)
        slow_socket = await slow
        slow_socket.transport.pause_reading()
        async with as_server(server, code) as quick:
            await settled()
            def publish_all():  # 7 MB: more than the kernel's buffers and ours
                for _ in range(120):
                    assert_ok(publish(server, code, "x" * 60_000))

            publishing = asyncio.create_task(in_thread(publish_all))
            heard = 0
            while heard < 120:
                heard += len(await hear(quick))
            await publishing
        slow_socket.transport.resume_reading()
        frames = 0
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await asyncio.wait_for(slow_socket.recv(), 20)
                frames += 1
        assert frames < 120
        assert closed.value.rcvd.code == 1013  # try again later

    asyncio.run(scene())


def flood(link, frame, most):
    """Sends frames until nothing was taken for a second, or `most` bytes were; returns how many."""
    sent, since, many = 0, time.monotonic(), frame * 10_000
    while sent < most and time.monotonic() - since < 1:
        try:
            sent += link.send(many[sent % len(frame):])  # goes on within a frame that was taken in part
            since = time.monotonic()
        except BlockingIOError:
            time.sleep(0.01)
    return sent


def test_a_flood_of_pings_whose_answers_nobody_reads_is_not_read_on(server):
    code, token = define(server), server.person(new_name("flood"))
    with socket.create_connection(("127.0.0.1", server.port)) as link:
        link.sendall((f"GET /events/v1/authentication/sub?code={code}&token={token} HTTP/1.1\r\nHost: localhost\r\n"
                      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                      "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        assert link.recv(4096).startswith(b"HTTP/1.1 101")
        link.setblocking(False)
        ping = b"\x89\x80\0\0\0\0"  # empty, masked with zeros: six bytes that want two back
        most = 100_000_000
        assert flood(link, ping, most) < most / 2  # what the buffers of the system take
    assert_ok(publish(server, code, "still there"))


def test_one_user_has_so_many_sockets_in_an_application():
    with genauth.Server(settings={"GENAUTH_LIMITS_SOCKETS_PER_USER": "3"}) as server:
        code, token, other = define(server), server.person(new_name("many")), server.person(new_name("other"))

        async def scene():
            sockets = [await as_user(server, code, token) for _ in range(3)]
            assert await refused(as_user(server, code, token)) == 429
            async with as_user(server, code, other), as_server(server, code):  # others have their own
                pass
            await sockets.pop().close()
            sockets.append(await opened_again(server, code, token))
            assert await refused(as_user(server, code, token)) == 429
            attempts = await asyncio.gather(*(refused(as_user(server, code, token)) for _ in range(10)))
            assert set(attempts) == {429}
            for one in sockets:
                await one.close()

        asyncio.run(scene())


async def opened_again(server, code, token):
    """The place is free a moment after the closing handshake."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return await as_user(server, code, token)
        except InvalidStatus:
            assert time.monotonic() < deadline
