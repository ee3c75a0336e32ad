"""Signing in with a QR code: both sides, expiry, races, and who may redeem the ticket."""

import concurrent.futures
import json
import re

import contract
import requests
from scenes import assert_ok, assert_refused, new_name, two_processes

BROWSER = {"origin": "https://shop.example.com", "sec-fetch-site": "same-origin",
           "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36"}
COOKIE = "__Host-genauth-qr"


def made(server, headers=None, **more):
    return assert_ok(server.post("gene-qrcode", {"type": "MOBILE_APP", **more}, headers=headers))


def status(server, qrcode_id, **more):
    return server.get("get-qrcode-status", params={"qrcodeId": qrcode_id}, **more)


def step(server, token, action, qrcode_id):
    return server.post("set-qrcode-status", {"qrcodeId": qrcode_id, "action": action}, token=token)


def scan_id(code):
    return code["qrcodeId"].partition(".")[0]


def confirmed(server, token, code):
    """The ticket after both steps of the app."""
    assert_ok(step(server, token, "SCAN", scan_id(code)))
    assert_ok(step(server, token, "CONFIRM", scan_id(code)))
    return assert_ok(status(server, code["qrcodeId"]))["ticket"]


def exchange(server, ticket, client=None, headers=None):
    body = {"ticket": ticket, **(server.client() if client is None else client)}
    return server.post("exchange-tokenset-with-qrcode-ticket", body, headers=headers)


def picture(server, url):
    response = requests.get(url, timeout=10)
    contract.check_reply("GET", "/api/v3/get-qrcode-picture", response)
    return response


def test_both_sides_of_the_flow(server):
    username = new_name()
    token = server.person(username)
    code = made(server)
    assert assert_ok(status(server, code["qrcodeId"])) == {"status": "PENDING"}
    assert_ok(step(server, token, "SCAN", scan_id(code)))
    scanned = assert_ok(status(server, code["qrcodeId"]))
    assert scanned == {"status": "SCANNED", "briefUserInfo": {"displayName": username, "photo": ""}}
    assert_ok(step(server, token, "CONFIRM", scan_id(code)))
    done = assert_ok(status(server, code["qrcodeId"]))
    assert done["status"] == "AUTHORIZED" and done["ticket"]
    tokens = assert_ok(exchange(server, done["ticket"]))
    profile = assert_ok(server.get("get-profile", token=tokens["access_token"]))
    assert profile["username"] == username
    assert "ticket" not in assert_ok(status(server, code["qrcodeId"]))


def test_the_older_names_of_the_calls_do_the_same(server):
    token = server.person(new_name())
    code = made(server)
    for action, expected in (("SCAN", "SCANNED"), ("CANCEL", "CANCELLED")):
        assert_ok(server.post("change-qrcode-status", {"qrcodeId": code["qrcodeId"], "action": action}, token=token))
        answer = server.get("check-qrcode-status", params={"qrcodeId": code["qrcodeId"]})
        assert assert_ok(answer)["status"] == expected


def test_the_picture_is_served_and_holds_no_secret(server):
    code = made(server, customData={"shop": "north"})
    shown = picture(server, code["url"])
    assert shown.headers["content-type"] == "image/png" and shown.content.startswith(b"\x89PNG")
    secret = code["qrcodeId"].partition(".")[2]
    assert secret and secret not in code["url"]
    drawn = picture(server, code["url"] + "&format=svg")
    assert drawn.headers["content-type"] == "image/svg+xml" and drawn.text.startswith("<svg")
    server.advance(120_001)
    assert picture(server, code["url"]).json()["statusCode"] == 404


def test_the_logo_is_merged_or_answered(server):
    logo = "data:image/png;base64,iVBORw0KGgo="
    with server.with_settings(app={"qrcode_logo": logo}):
        merged = made(server, autoMergeQrCode=True)
        assert "customLogoUrl" not in merged
        assert logo in picture(server, merged["url"]).text
        assert made(server)["customLogoUrl"] == logo
    with server.with_settings(app={"qrcode_logo": "https://files.example.com/logo.png"}):
        plain = made(server, autoMergeQrCode=True)  # nothing that could be drawn
        assert plain["customLogoUrl"] == "https://files.example.com/logo.png"
        assert picture(server, plain["url"]).headers["content-type"] == "image/png"


def test_wechat_kinds_need_an_identity_source_or_are_not_served(server):
    for kind, code in (("WECHAT_MINIPROGRAM", 422), ("WECHAT_OFFICIAL_ACCOUNT", 501)):
        answer = server.post("gene-qrcode", {"type": kind})
        assert_refused(answer, code)
        assert kind in answer["message"]


def test_custom_data_goes_to_the_person_who_consents(server):
    token = server.person(new_name())
    confirmed(server, token, made(server, customData={"shop": "north", "visits": 2}))
    profile = assert_ok(server.get("get-profile", params={"withCustomData": "true"}, token=token))
    assert profile["customData"] == {"shop": "north", "visits": 2}
    # Anybody can show a code: what is there already stays.
    confirmed(server, token, made(server, customData={"visits": 3, "tag": "new"}))
    profile = assert_ok(server.get("get-profile", params={"withCustomData": "true"}, token=token))
    assert profile["customData"] == {"shop": "north", "visits": 2, "tag": "new"}
    assert_refused(server.post("gene-qrcode", {"type": "MOBILE_APP", "customData": {"x": "y" * 1100}}), 400)


def test_a_code_expires_and_so_does_its_ticket(server):
    token = server.person(new_name())
    code = made(server)
    server.advance(120_001)
    assert assert_ok(status(server, code["qrcodeId"])) == {"status": "EXPIRED"}
    for action in ("SCAN", "CONFIRM"):
        assert_refused(step(server, token, action, scan_id(code)), 400)
    late = made(server)
    ticket = confirmed(server, token, late)
    server.advance(200_000)  # longer than the code, shorter than the ticket
    assert assert_ok(status(server, late["qrcodeId"]))["ticket"] == ticket
    server.advance(100_001)
    assert_refused(exchange(server, ticket), 400)
    assert assert_ok(status(server, late["qrcodeId"]))["status"] == "EXPIRED"


def test_the_lifetimes_are_settings_of_the_pool(server):
    token = server.person(new_name())
    with server.with_settings(pool={"qrcode_ttl_ms": 60_000, "qrcode_ticket_ttl_ms": 30_000}):
        code = made(server)
        server.advance(30_000)
        ticket = confirmed(server, token, code)
        server.advance(30_001)
        assert_refused(exchange(server, ticket), 400)
        gone = made(server)
        server.advance(60_001)
        assert assert_ok(status(server, gone["qrcodeId"]))["status"] == "EXPIRED"


def test_steps_follow_their_order(server):
    ann, bob = server.person(new_name()), server.person(new_name())
    code = made(server)
    for action in ("CONFIRM", "CANCEL"):
        assert_refused(step(server, ann, action, scan_id(code)), 422)
    assert_ok(step(server, ann, "SCAN", scan_id(code)))
    assert_ok(step(server, ann, "SCAN", scan_id(code)))  # the answer of the first was lost
    for action in ("SCAN", "CONFIRM", "CANCEL"):
        assert_refused(step(server, bob, action, scan_id(code)), 409)
    assert_ok(step(server, ann, "CONFIRM", scan_id(code)))
    assert_ok(step(server, ann, "CONFIRM", scan_id(code)))
    for action in ("SCAN", "CANCEL"):
        assert_refused(step(server, ann, action, scan_id(code)), 422)
    assert_refused(step(server, ann, "SCAN", "no-such-code"), 404)


def test_full_user_info_brings_tokens_to_the_page_once(server):
    token = server.person(new_name())
    with server.with_settings(pool={"qrcode_full_user_info": True}):
        code = made(server)
        assert_ok(step(server, token, "SCAN", scan_id(code)))
        assert_ok(step(server, token, "CONFIRM", scan_id(code)))
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = [assert_ok(answer) for answer in
                       pool.map(lambda _: status(server, code["qrcodeId"]), range(64))]
        assert all(answer["status"] == "AUTHORIZED" and "ticket" not in answer for answer in answers)
        tokens = [answer["tokenSet"] for answer in answers if "tokenSet" in answer]
        assert len(tokens) == 1
        assert_ok(server.get("get-profile", token=tokens[0]["access_token"]))


def test_a_browser_trades_the_ticket_only_where_the_pool_allows_it(server):
    token = server.person(new_name())
    with server.with_settings(app={"token_auth_method": "none"}):
        refused = exchange(server, confirmed(server, token, made(server)), client={}, headers=BROWSER)
        assert_refused(refused, 403)
        with server.with_settings(pool={"qrcode_exchange_from_browser": True}):
            assert_ok(exchange(server, confirmed(server, token, made(server)), client={}, headers=BROWSER))
        # A program, which no page can be, needs no permission.
        assert_ok(exchange(server, confirmed(server, token, made(server)), client={}))


def test_relay_who_saw_the_picture_learns_nothing(server):
    """The id is in the picture, the secret is not: neither polling nor the ticket is within reach."""
    token = server.person(new_name())
    code = made(server)
    confirmed(server, token, code)
    for guess in (scan_id(code), scan_id(code) + ".", scan_id(code) + "." + "A" * 32, "x" * 250):
        assert_refused(status(server, guess), 404)
        assert_refused(server.get("check-qrcode-status", params={"qrcodeId": guess}), 404)


def test_relay_a_ticket_needs_the_client_that_made_the_code(server):
    """Another application, a wrong secret, or no secret: none redeems it, and it stays good for its owner."""
    token = server.person(new_name())
    code = made(server)
    ticket = confirmed(server, token, code)
    other = server.other_application()
    theirs = {"x-authing-app-id": other["appId"]}
    assert_refused(exchange(server, ticket, headers=theirs,
                            client={"client_id": other["appId"], "client_secret": other["appSecret"]}), 400)
    assert_refused(status(server, code["qrcodeId"], headers=theirs), 404)
    assert_refused(exchange(server, ticket, client={"client_id": server.app_id, "client_secret": "wrong"}), 401)
    assert_refused(exchange(server, ticket, client={}), 401)
    assert_refused(exchange(server, ticket[:-2] + "AA"), 400)
    assert_ok(exchange(server, ticket))


def test_relay_a_ticket_needs_the_browser_that_made_the_code(server):
    """Once the cookie of gene-qrcode has come back, a stolen qrcodeId or ticket is worth nothing without it."""
    token = server.person(new_name())
    allowed = {"pool": {"qrcode_exchange_from_browser": True}, "app": {"token_auth_method": "none"}}
    with server.with_settings(**allowed):
        response = requests.post(server.base + "/api/v3/gene-qrcode", json={"type": "MOBILE_APP"}, timeout=10,
                                 headers={**BROWSER, "x-authing-app-id": server.app_id})
        line = response.headers["set-cookie"]
        assert re.search(r"HttpOnly", line) and "SameSite=Strict" in line and "Secure" in line
        value = re.match(COOKIE + "=([^;]+)", line)[1]
        mine = {**BROWSER, "cookie": f"{COOKIE}={value}"}
        others = {**BROWSER, "cookie": f"{COOKIE}={'B' * 32}"}
        code = response.json()["data"]
        assert assert_ok(status(server, code["qrcodeId"], headers=mine))["status"] == "PENDING"
        assert_ok(step(server, token, "SCAN", scan_id(code)))
        assert_ok(step(server, token, "CONFIRM", scan_id(code)))
        for thief in (others, BROWSER, {}):
            assert_refused(status(server, code["qrcodeId"], headers=thief), 404)
        ticket = assert_ok(status(server, code["qrcodeId"], headers=mine))["ticket"]
        for thief in (others, BROWSER, {}):
            assert_refused(exchange(server, ticket, client={}, headers=thief), 400)
        assert_ok(exchange(server, ticket, client={}, headers=mine))


def test_a_proven_application_trades_for_its_browsers(server):
    token = server.person(new_name())
    response = requests.post(server.base + "/api/v3/gene-qrcode", json={"type": "MOBILE_APP"}, timeout=10,
                             headers={**BROWSER, "x-authing-app-id": server.app_id})
    code = response.json()["data"]
    mine = {**BROWSER, "cookie": response.headers["set-cookie"].partition(";")[0]}
    assert_ok(step(server, token, "SCAN", scan_id(code)))
    assert_ok(step(server, token, "CONFIRM", scan_id(code)))
    ticket = assert_ok(status(server, code["qrcodeId"], headers=mine))["ticket"]
    assert_ok(exchange(server, ticket))


def test_the_approver_sees_application_place_and_browser(server):
    token, stranger = server.person(new_name()), server.person(new_name())
    code = made(server, headers=BROWSER)
    where = {"params": {"qrcodeId": scan_id(code)}}
    assert_refused(server.get("get-qrcode-info", token=token, **where), 404)  # not scanned yet
    assert_ok(step(server, token, "SCAN", scan_id(code)))
    info = assert_ok(server.get("get-qrcode-info", token=token, **where))
    assert (info["appId"], info["browser"], info["os"]) == (server.app_id, "Chrome", "Windows")
    assert info["clientIp"] in ("127.0.0.1", "::1")
    assert_refused(server.get("get-qrcode-info", token=stranger, **where), 404)


def test_a_ticket_works_once_for_64_racing_clients(server):
    token = server.person(new_name())
    ticket = confirmed(server, token, made(server))
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: exchange(server, ticket), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert all(answer["statusCode"] in (200, 400, 429) for answer in answers)


def test_64_people_scan_and_one_has_scanned(server):
    tokens = [server.person(new_name()) for _ in range(8)]
    code = made(server)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda i: (i % 8, step(server, tokens[i % 8], "SCAN", scan_id(code))), range(64)))
    winners = {who for who, answer in answers if answer["statusCode"] == 200}
    assert len(winners) == 1
    assert_ok(step(server, tokens[winners.pop()], "CONFIRM", scan_id(code)))


def test_confirm_and_cancel_race_and_one_decision_stands(server):
    token = server.person(new_name())
    for _ in range(4):
        code = made(server)
        assert_ok(step(server, token, "SCAN", scan_id(code)))
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(
                lambda i: (i % 2, step(server, token, ("CONFIRM", "CANCEL")[i % 2], scan_id(code))), range(64)))
        heard = {side for side, answer in answers if answer["statusCode"] == 200}
        stands = assert_ok(status(server, code["qrcodeId"]))["status"]
        assert [("AUTHORIZED", "CANCELLED")[side] for side in heard] == [stands]


def test_two_processes_on_one_database_give_one_sign_in():
    with two_processes() as both:
        token = both[0].person("scanner")
        ticket = confirmed(both[1], token, made(both[0]))
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda i: exchange(both[i % 2], ticket), range(64)))
        assert sum(answer["statusCode"] == 200 for answer in answers) == 1


def test_a_suspended_user_gets_nothing_for_a_confirmed_code(server):
    username = new_name()
    token = server.person(username)
    code = made(server)
    ticket = confirmed(server, token, code)
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "status": "Suspended"}))
    assert_refused(exchange(server, ticket), 403, 2120008)
    assert assert_ok(status(server, code["qrcodeId"])) == {"status": "ERROR"}
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user_id]}))
    assert_refused(exchange(server, ticket), 400)


def test_step_up_a_sign_in_by_code_is_as_old_as_the_session_that_confirmed_it(server):
    token = server.person(new_name())
    server.advance(20 * 60_000)
    fresh = assert_ok(exchange(server, confirmed(server, token, made(server))))["access_token"]
    assert_refused(server.post("webauthn/registration/initialize", {}, token=fresh), 403)


def test_a_session_that_ends_takes_its_confirmed_codes_along(server):
    token = server.person(new_name())
    ticket = confirmed(server, token, made(server))
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    assert_ok(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": user_id}))
    assert_refused(exchange(server, ticket), 400)


def test_codes_of_another_pool_do_not_exist(server):
    other = server.other_pool()
    theirs = {"x-authing-app-id": other["appId"]}
    code = made(server)
    assert_refused(status(server, code["qrcodeId"], headers=theirs), 404)
    foreign = made(server, headers=theirs)
    token = server.person(new_name())
    assert_refused(step(server, token, "SCAN", scan_id(foreign)), 404)
    url = code["url"].replace(server.app_id, other["appId"])
    assert picture(server, url).json()["statusCode"] == 404


def test_secrets_of_codes_never_reach_the_log(server):
    token = server.person(new_name())
    code = made(server)
    ticket = confirmed(server, token, code)
    assert_ok(exchange(server, ticket))
    log = (server.data / "server.log").read_text()
    assert code["qrcodeId"].partition(".")[2] not in log and ticket.partition(".")[2] not in log
    assert json.dumps(ticket) not in log
