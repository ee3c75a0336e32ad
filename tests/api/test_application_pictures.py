"""upload-application-picture and show-application-picture: logo and background of the hosted pages, written anew. On
both engines."""

import base64
import io
import re
import zlib

import contract
import pytest
import requests
from hosted import CALLBACK, Visitor
from pictures import chunk, png
from scenes import assert_ok, assert_refused

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" onload="alert(1)"><script>alert(1)</script>
<image href="https://evil.example/x.png"/>
<path d="M0 0L8 8z" fill="#123" style="fill:url(https://evil.example)"/></svg>"""


def upload(server, file, kind="logo", app_id=None, **more):
    return server.manage("POST", "upload-application-picture", {
        "appId": app_id or server.app_id, "kind": kind, "image": base64.b64encode(file).decode()}, **more)


@pytest.fixture(autouse=True)
def afterwards(server):
    yield
    server.command("application", "update", server.app_id, "--set", 'logo=""', "branding={}")


def show(url):
    answer = requests.get(url, timeout=30)
    contract.check_reply("GET", url[url.index("/application-pictures"):], answer)
    return answer


def fetched(server, answer):
    url = assert_ok(answer)["url"]
    assert url.startswith(f"{server.base}/application-pictures/{server.pool_id}/")
    return show(url)


def state_of(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        visitor = Visitor(server)
        visitor.authorize()
        page = visitor.browser.get(f"/{server.app_id}/login/{visitor.id}", unchecked=True)
        return assert_ok(visitor.state()), page


def test_a_logo_is_written_anew_and_stands_on_the_page(server):
    shown = fetched(server, upload(server, png()))
    assert shown.headers["content-type"] == "image/png" and shown.content.startswith(b"\x89PNG")
    assert b"secret place" not in shown.content
    state, _ = state_of(server)
    assert re.fullmatch(rf"/application-pictures/{server.pool_id}/[\w-]+", state["application"]["logo"])


def test_a_background_stands_in_the_sheet_of_the_page(server):
    url = assert_ok(upload(server, png(), "background"))["url"]
    _, page = state_of(server)
    sheet = requests.get(server.base + re.search(r'href="(/[0-9a-f]{24}/branding/[^"]+)"', page.text)[1], timeout=30)
    assert f'url("{url[len(server.base):]}")' in sheet.text
    assert show(url).status_code == 200


def test_a_drawing_keeps_what_draws_and_nothing_that_runs_loads_or_links(server):
    shown = fetched(server, upload(server, SVG.encode()))
    assert shown.headers["content-type"].startswith("image/svg+xml")
    assert 'd="M0 0L8 8z"' in shown.text
    for wrong in ("script", "onload", "evil", "image", "style"):
        assert wrong not in shown.text, shown.text


def test_stored_xss_a_picture_that_is_opened_by_itself_may_do_nothing(server):
    headers = fetched(server, upload(server, SVG.encode())).headers
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_picture_before_is_gone(server):
    first = assert_ok(upload(server, png()))["url"]
    second = assert_ok(upload(server, png(5, 5)))["url"]
    assert first != second
    assert show(first).json()["statusCode"] == 404
    assert show(second).status_code == 200


@pytest.mark.parametrize("file", [
    b"", b"GIF89a", b"<html><script>alert(1)</script></html>", png()[:-20], png(4097, 1), b"\xff\xd8\xff",
    b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    b"x" * (2 * 1024 * 1024 + 1)], ids=range(8))
def test_what_is_no_picture_is_refused(server, file):
    answer = upload(server, file)
    assert answer["statusCode"] in (400, 413), answer


def test_decompression_bombs_are_refused_before_they_are_unpacked(server):
    bomb = io.BytesIO()
    head = (60000).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"
    bomb.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)))
    assert_refused(upload(server, bomb.getvalue()), 400)


def test_a_pool_changes_its_own_applications_alone(server):
    other = server.other_pool()
    assert_refused(upload(server, png(), app_id=other["appId"]), 404, 2011)
    assert_refused(upload(server, png(), app_id="0" * 24), 404, 2011)


def test_a_deleted_application_takes_its_pictures_along(server):
    app_id = server.other_application()["appId"]
    url = assert_ok(upload(server, png(), app_id=app_id))["url"]
    assert_ok(server.manage("POST", "delete-application", {"appId": app_id}))
    assert show(url).json()["statusCode"] == 404
