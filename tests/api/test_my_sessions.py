"""Where people are signed in (mysessions-list, mysessions-revoke, mysessions-revoke-others), what they have allowed,
their picture (show-photo), and a copy of everything. On both engines."""

import base64
import concurrent.futures
import struct
import zlib

import pytest
from account import Person, is_alive
from account_scene import Account
from hosted import CALLBACK, Visitor
from oidc import Oidc
from scenes import assert_ok, assert_refused, new_name, user_of
from sources import Browser, query_of

MINUTES_16 = 16 * 60_000


# --- sessions ---------------------------------------------------------------------------------------------------
def sessions_of(account):
    return assert_ok(account.get("mysessions/list"))


@pytest.fixture
def ada(server):
    name = new_name("mine")
    user_of(server, username=name)
    return name


def test_browsers_and_programs_are_listed_the_callers_own_first(server, ada):
    program = server.sign_in(ada)["access_token"]
    other, account = Account(server), Account(server)
    other.enter(ada)
    account.enter(ada)
    found = sessions_of(account)
    assert len(found) == 3 and [one["current"] for one in found] == [True, False, False]
    assert all(one["clientIp"] == "127.0.0.1" for one in found)
    assert [app["appId"] for app in found[0]["applications"]] == [server.app_id]
    as_program = assert_ok(server.get("mysessions/list", token=program))
    assert sum(one["current"] for one in as_program) == 1 and as_program[0]["sessionId"] != found[0]["sessionId"]


def test_a_browser_whose_applications_have_expired_is_signed_in_and_listed(server, ada):
    other, account = Account(server), Account(server)
    other.enter(ada)
    server.advance(20 * 3_600_000)
    account.enter(ada)
    found = sessions_of(account)
    assert len(found) == 2 and found[1]["applications"] == []
    assert_ok(account.post("mysessions/revoke", {"sessionId": found[1]["sessionId"]}))
    assert "/login/" in other.page().headers["location"]


def test_one_sign_in_ends_alone(server, ada):
    program = server.sign_in(ada)["access_token"]
    other, account = Account(server), Account(server)
    other.enter(ada)
    account.enter(ada)
    browser = next(one for one in sessions_of(other) if one["current"])
    assert_ok(account.post("mysessions/revoke", {"sessionId": browser["sessionId"]}))
    assert other.get("get-profile")["statusCode"] == 401 and is_alive(server, program)
    rest = [one["sessionId"] for one in sessions_of(account) if not one["current"]]
    assert_ok(account.post("mysessions/revoke", {"sessionId": rest[0]}))
    assert not is_alive(server, program)


def test_nobody_ends_a_session_of_somebody_else(server, ada):
    bob = new_name("mine")
    user_of(server, username=bob)
    account, stranger = Account(server), Account(server)
    account.enter(ada)
    stranger.enter(bob)
    theirs = sessions_of(account)[0]["sessionId"]
    assert_refused(stranger.post("mysessions/revoke", {"sessionId": theirs}), 404)
    assert_ok(account.get("get-profile"))


def test_signing_out_everywhere_else_keeps_this_browser_with_all_its_applications(server, ada):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}):
        program = server.sign_in(ada, scope="openid offline_access")
        other, account, app = Account(server), Account(server), Oidc(server)
        other.enter(ada)
        account.enter(ada)
        account.authorize(scope="openid offline_access")
        code = query_of(account.authorize(scope="openid offline_access").headers["location"])["code"]
        here = account.redeem(code, app).json()
        assert_ok(account.post("mysessions/revoke-others"))
        assert [one["current"] for one in sessions_of(account)] == [True]
        assert is_alive(server, here["access_token"]) and app.refresh(here["refresh_token"]).status_code == 200
        assert not is_alive(server, program["access_token"])
        assert app.refresh(program["refresh_token"]).status_code == 400
        assert other.get("get-profile")["statusCode"] == 401 and "/login/" in other.page().headers["location"]


def test_a_program_that_signs_out_everywhere_else_keeps_itself_alone(server, ada):
    person = server.sign_in(ada)["access_token"]
    same = server.sign_in(ada)["access_token"]
    account = Account(server)
    account.enter(ada)
    assert_ok(server.post("mysessions/revoke-others", {}, token=person))
    assert is_alive(server, person) and not is_alive(server, same)
    assert account.get("get-profile")["statusCode"] == 401


def test_two_browsers_that_sign_each_other_out_at_once_leave_one_at_most(server, ada):
    both = [Account(server), Account(server)]
    for account in both:
        account.enter(ada)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda account: account.post("mysessions/revoke-others"), both))
    assert sum(account.get("get-profile")["statusCode"] == 200 for account in both) <= 1


def test_forgetting_a_device_ends_the_browser_although_its_applications_have_expired(server, ada):
    other, account = Account(server), Account(server)
    other.enter(ada)
    server.advance(20 * 3_600_000)
    account.enter(ada)
    device = assert_ok(account.get("mydevices/list"))[0]["device"]["deviceId"]
    assert_ok(account.post("mydevices/unbind", {"deviceId": device}))
    assert "/login/" in other.page().headers["location"]


# --- consents ---------------------------------------------------------------------------------------------------
def test_a_consent_is_listed_and_taken_back_with_what_came_of_it(server, ada):
    account, app = Account(server), Oidc(server)
    with server.with_settings(app={"redirect_uris": [CALLBACK], "show_authorization_page": True}):
        visitor = Visitor(server)
        visitor.authorize(scope="openid profile offline_access", prompt="consent")
        visitor.password(ada)
        visitor.resume()
        visitor.answer("consent", allow=True)
        code = query_of(visitor.resume().headers["location"])["code"]
        tokens = visitor.redeem(code, app).json()
        account.enter(ada)
        consents = assert_ok(account.get("get-my-consents"))
        assert [(one["appId"], one["appName"]) for one in consents] == [(server.app_id, "Demo application")]
        assert set(consents[0]["scopes"]) == {"openid", "profile", "offline_access"}
        assert_ok(account.post("revoke-my-consent", {"appId": server.app_id}))
        assert not is_alive(server, tokens["access_token"])
        assert app.refresh(tokens["refresh_token"]).status_code == 400
        # The browser is signed in still, and is asked again.
        assert "/login/" in visitor.authorize(scope="openid profile").headers["location"]
        account.shell()
        assert assert_ok(account.get("get-my-consents")) == []
        assert_ok(account.post("revoke-my-consent", {"appId": "nothing-of-mine"}))


def test_a_consent_taken_back_leaves_those_of_others_alone(server, ada):
    bob = new_name("mine")
    user_of(server, username=bob)
    with server.with_settings(app={"redirect_uris": [CALLBACK], "show_authorization_page": True}):
        for name in (ada, bob):
            visitor = Visitor(server)
            visitor.authorize()
            visitor.password(name)
            visitor.resume()
            visitor.answer("consent", allow=True)
            visitor.resume()
        token = server.sign_in(ada)["access_token"]
        assert_ok(server.post("revoke-my-consent", {"appId": server.app_id}, token=token))
        theirs = server.sign_in(bob)["access_token"]
        assert len(assert_ok(server.get("get-my-consents", token=theirs))) == 1


# --- pictures ---------------------------------------------------------------------------------------------------
def png(width, height, note=b""):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 7 + y * 3) % 256 for x in range(width * 3)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + (chunk(b"tEXt", note) if note else b"") +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def shown_at(server, address):
    """show-photo"""
    return Browser(server).get(address)


def upload(person, file):
    return person.post("upload-my-photo", {"image": base64.b64encode(file).decode()})


def test_a_picture_is_written_anew_and_shown_at_its_address(server):
    person = Person(server)
    photo = assert_ok(upload(person, png(500, 300, b"Secret\0where I live")))["photo"]
    assert photo.startswith(f"{server.base}/photos/{server.pool_id}/") and person.profile()["photo"] == photo
    shown = shown_at(server, photo)
    assert shown.headers["content-type"] == "image/jpeg" and shown.content.startswith(b"\xff\xd8")
    assert shown.headers["x-content-type-options"] == "nosniff" and b"where I live" not in shown.content
    assert len(shown.content) < 80_000  # of noise, which compresses worst


def test_a_new_picture_replaces_the_old_and_none_remains_of_a_removed_one(server):
    person = Person(server)
    first = assert_ok(upload(person, png(40, 40)))["photo"]
    second = assert_ok(upload(person, png(60, 60)))["photo"]
    assert shown_at(server, first).json()["statusCode"] == 404
    assert shown_at(server, second).status_code == 200
    assert_ok(person.post("remove-my-photo", {}))
    assert shown_at(server, second).json()["statusCode"] == 404 and not person.profile().get("photo")


def test_a_picture_goes_with_its_account(server):
    person = Person(server)
    photo = assert_ok(upload(person, png(40, 40)))["photo"]
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [person.id]}))
    assert shown_at(server, photo).json()["statusCode"] == 404


@pytest.mark.parametrize("file", [b"", b"no picture", png(30, 30)[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                                  b"\xff\xd8\xff\xe0" + b"\0" * 100, b"\x89PNG\r\n\x1a\n" + b"\xff" * 100], ids=str)
def test_what_is_no_picture_is_refused_and_changes_nothing(server, file):
    person = Person(server)
    kept = assert_ok(upload(person, png(40, 40)))["photo"]
    assert_refused(upload(person, file), 400)
    assert person.profile()["photo"] == kept and shown_at(server, kept).status_code == 200


def test_a_file_of_more_than_two_megabytes_is_refused(server):
    person = Person(server)
    assert upload(person, b"\0" * (2 * 1024 * 1024 + 4))["statusCode"] == 400
    assert_refused(person.post("upload-my-photo", {"image": "not base64!"}), 400)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(server):
    person = Person(server)
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = png(4, 4).replace(png(4, 4)[8:33], struct.pack(">I", 13) + b"IHDR" + header +
                             struct.pack(">I", zlib.crc32(b"IHDR" + header)))
    assert_refused(upload(person, bomb), 400)


# --- a copy of everything ---------------------------------------------------------------------------------------
def test_the_copy_holds_what_the_account_holds_and_no_secret(server):
    person = Person(server, email=True, phone=True, city="London")
    account = Account(server)
    account.enter(person.name)
    copy = assert_ok(account.get("export-my-data"))
    assert copy["profile"]["city"] == "London" and copy["profile"]["email"] == person.email
    assert len(copy["signIns"]) >= 2 and len(copy["sessions"]) == 2 and len(copy["devices"]) >= 1
    for name in ("identities", "factors", "passkeys", "consents", "tenants", "roles", "groups", "departments"):
        assert copy[name] == [], name
    text = str(copy).lower()
    for word in ("argon2", "password_hash", "secret_hash", person.tokens["refresh_token"].lower()):
        assert word not in text
    assert copy == {**copy, "exportedAt": copy["exportedAt"]} and copy["exportedAt"].endswith("Z")


def test_the_copy_holds_every_sign_in_over_all_pages(server, ada):
    for _ in range(60):
        token = server.sign_in(ada)["access_token"]
    assert len(assert_ok(server.get("export-my-data", token=token))["signIns"]) == 60


def test_the_copy_needs_a_recent_sign_in(server):
    person = Person(server)
    server.advance(MINUTES_16)
    late = server.get("export-my-data", token=person.token)
    assert_refused(late, 403)


def test_nobody_without_a_token_gets_any_of_it(server):
    for method, path, body in (("GET", "mysessions/list", None), ("POST", "mysessions/revoke", {"sessionId": "x"}),
                               ("POST", "mysessions/revoke-others", {}), ("GET", "get-my-consents", None),
                               ("POST", "revoke-my-consent", {"appId": "x"}), ("GET", "export-my-data", None),
                               ("POST", "upload-my-photo", {"image": "x"}), ("POST", "remove-my-photo", {})):
        answer = server.call(method, f"/api/v3/{path}", body)
        assert answer["statusCode"] == 401, (path, answer)
