"""QR codes that WeChat draws, which open a mini program: against a stand-in of WeChat, on both engines."""

import genauth
import pytest
from mobile_scene import brought, connect, sign_in, user_id
from scenes import assert_ok, assert_refused
from source_scene import me, nobody_complains, one_server, one_standin  # noqa: F401
from sources import switch
from test_qrcode_login import confirmed, exchange, picture, scan_id, status, step

PROGRAM = "wechat_mini_program_code"


def drawn(server, **more):
    return server.post("gene-qrcode", {"type": "WECHAT_MINIPROGRAM", **more})


@pytest.fixture(name="program")
def one_program(server, vendors):
    made = connect(server, vendors, PROGRAM)
    yield made
    switch(server, made["id"], enabled=False)


def scene_of(server, code):
    """What the mini program gets when WeChat has read the picture."""
    shown = picture(server, code["url"])
    assert shown.headers["content-type"] == "image/jpeg" and shown.content.startswith(b"\xff\xd8\xff\xe0")
    return shown.content[4:].decode()


@pytest.mark.parametrize("by", ["id", "identifier", None])
def test_a_person_scans_with_wechat_and_the_page_is_signed_in(server, vendors, program, by):
    code = assert_ok(drawn(server, **({"extIdpConnId": program[by]} if by else {})))
    scene = scene_of(server, code)
    assert scene == scan_id(code)  # and nothing of the page's secret
    answer = sign_in(server, program, PROGRAM, brought(vendors, PROGRAM))
    token = assert_ok(answer)["access_token"]
    assert assert_ok(status(server, code["qrcodeId"]))["status"] == "PENDING"
    ticket = confirmed(server, token, {**code, "qrcodeId": code["qrcodeId"]})
    assert me(server, assert_ok(exchange(server, ticket)))["userId"] == user_id(server, answer)
    assert_refused(exchange(server, ticket), 400)


def test_who_saw_the_picture_gets_nothing_but_a_scan(server, program):
    code = assert_ok(drawn(server))
    assert_refused(status(server, scene_of(server, code)), 404)
    other = server.person("somebody" + scan_id(code)[:8].replace("-", "x").replace("_", "x"))
    assert_ok(step(server, other, "SCAN", scan_id(code)))
    assert_ok(step(server, other, "CANCEL", scan_id(code)))
    assert assert_ok(status(server, code["qrcodeId"]))["status"] == "CANCELLED"


def test_a_connection_that_is_no_mini_program_or_not_offered_draws_nothing(server, vendors, program):
    site = connect(server, vendors, "github", kind="github:mobile")
    for wanted in (site["id"], "0" * 24, "unknown"):
        assert_refused(drawn(server, extIdpConnId=wanted), 422)
    switch(server, program["id"], enabled=False)
    assert_refused(drawn(server, extIdpConnId=program["id"]), 422)
    assert_refused(drawn(server), 422)
    switch(server, site["id"], enabled=False)


def test_what_wechat_refuses_or_garbles_is_told_at_once(server, vendors, program):
    assert_ok(drawn(server))
    vendors.break_answer = "quota"
    answer = drawn(server)
    assert_refused(answer, 400)
    assert "quota" in answer["message"]
    vendors.break_answer = "nonsense"
    assert_refused(drawn(server), 502)


def test_a_secret_that_wechat_does_not_know_is_told_too(server, vendors, program):
    made = connect(server, vendors, PROGRAM, fields={"clientSecret": "another"})
    assert_refused(drawn(server, extIdpConnId=made["id"]), 400)
    switch(server, made["id"], enabled=False)


def test_no_way_to_wechat_is_told_too(vendors):
    with genauth.Server(settings={"GENAUTH_SOURCES_VENDOR_ORIGIN": vendors.origin}) as closed:  # egress is refused
        connect(closed, vendors, PROGRAM)
        answer = drawn(closed)
        assert_refused(answer, 502)
        assert "could not be reached" in answer["message"]
