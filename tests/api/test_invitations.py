"""Invitations: tokens, expiry, use limits, binding, the inviter's rights. On both engines."""

import concurrent.futures
import urllib.parse

import pytest
from directory import Person, apply
from scenes import assert_ok, assert_refused, email_code, new_email, new_name, wrong

HOUR_MS = 3_600_000
OPEN = {"enabled": True, "by_members": True, "admin_consent": False, "uses_max": 3, "ttl_s": 3600}


def set_universal(server, **changes):
    apply(server, {"universal_invitations": {**OPEN, **changes}})


def make_link(inviter):
    link = inviter.post("generate-universal-invitation-link-by-member")["link"]
    return urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["identifier"][0]


def sign_up(server, identifier, email=None, code=None, **more):
    email = email or new_email()
    code = code or email_code(server, "CHANNEL_REGISTER", email)
    body = {"identifier": identifier, "emailCode": code, "profile": {"name": "Guest", "email": email}}
    return server.post("signup-by-invitation", body, **more)


def show(server, identifier, **more):
    return server.get(f"get-universal-invitation-public-config?identifier={identifier}", **more)


@pytest.fixture
def inviter(server):
    set_universal(server)
    return Person(server, name="Ada")


def test_a_link_has_a_secret_of_128_bits_or_more_and_shows_who_invites(server, inviter):
    identifier = make_link(inviter)
    assert len(identifier.split(".")[1]) >= 22
    config = assert_ok(show(server, identifier))
    assert (config["inviter"]["displayName"], config["userPool"]["name"]) == ("Ada", "Demo")


def test_a_guest_signs_up_and_can_sign_in(server, inviter):
    email = new_email()
    assert assert_ok(sign_up(server, make_link(inviter), email))["status"] == "PASSED"
    code = email_code(server, "CHANNEL_LOGIN", email)
    answer = server.post("signin", {"connection": "PASSCODE", **server.client(),
                                    "passCodePayload": {"email": email, "passCode": code}})
    assert_ok(answer)


def test_an_administrator_must_agree_where_the_settings_say_so(server, inviter):
    set_universal(server, admin_consent=True)
    email, identifier = new_email(), make_link(inviter)
    assert assert_ok(sign_up(server, identifier, email))["status"] == "PENDING"
    server.advance(61_000)
    assert_refused(sign_up(server, identifier, email), 409)


def test_a_link_ends_with_its_time(server, inviter):
    identifier = make_link(inviter)
    server.advance(HOUR_MS + 1000)
    assert_refused(show(server, identifier), 422, 4032)
    assert_refused(sign_up(server, identifier), 422, 4032)


def test_wrong_links_are_refused_alike(server, inviter):
    good = make_link(inviter)
    other = server.other_application()
    for bad in ("nothing", good.split(".")[0] + ".wrong", "0" * 24 + ".secret", "." + good, good + "x"):
        assert_refused(show(server, bad), 404)
        assert_refused(sign_up(server, bad), 404)
    elsewhere = {"headers": {"x-authing-app-id": other["appId"]}}
    assert_refused(show(server, good, **elsewhere), 404)
    foreign = {"headers": {"x-authing-app-id": server.other_pool()["appId"]}}
    assert_refused(show(server, good, **foreign), 404)


def test_the_code_proves_the_address(server, inviter):
    email, identifier = new_email(), make_link(inviter)
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(sign_up(server, identifier, email, wrong(code)), 400, 2001)
    for _ in range(10):
        last = sign_up(server, identifier, email, wrong(code))
    assert last["statusCode"] == 400
    assert_refused(sign_up(server, identifier, email, code), last["statusCode"], last.get("apiCode"))
    assert_refused(sign_up(server, identifier, "no-address", "000000"), 400, 2003)
    assert_refused(server.post("signup-by-invitation", {"identifier": identifier, "emailCode": "000000"}), 400)


def test_use_count_holds_in_a_race_of_64_guests(server, inviter):
    set_universal(server, uses_max=5)
    identifier = make_link(inviter)
    guests = [(email, email_code(server, "CHANNEL_REGISTER", email)) for email in (new_email() for _ in range(64))]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda guest: sign_up(server, identifier, *guest), guests))
    assert sorted(answer["statusCode"] for answer in answers).count(200) == 5
    assert {answer["statusCode"] for answer in answers} == {200, 422}


def test_suspending_the_inviter_voids_the_links(server, inviter):
    identifier = make_link(inviter)
    assert_ok(server.manage("POST", "update-user", {"userId": inviter.id, "status": "Suspended"}))
    assert_refused(show(server, identifier), 404)
    assert_refused(sign_up(server, identifier), 404)


def test_clearing_withdraws_ones_own_links_only(server, inviter):
    mine, theirs = make_link(inviter), make_link(Person(server))
    inviter.post("clear-my-all-invitation-links")
    assert_refused(show(server, mine), 404)
    assert_ok(show(server, theirs))


def test_a_guest_passes_the_rules_of_every_registration(server, inviter):
    email, listed = new_email(), new_email()
    assert_ok(server.manage("POST", "add-whitelist", {"type": "EMAIL", "list": [listed]}))
    identifier = make_link(inviter)
    with server.with_settings(pool={"whitelist_email": True}):
        assert_refused(sign_up(server, identifier, email), 403)
        assert_ok(sign_up(server, identifier, listed))


def test_the_inviter_needs_the_right(server, inviter):
    identifier = make_link(inviter)
    set_universal(server, by_members=False)
    assert_refused(inviter.send("generate-universal-invitation-link-by-member"), 403, 1001)
    set_universal(server, enabled=False)
    assert_refused(inviter.send("generate-universal-invitation-link-by-member"), 403, 1001)
    assert_refused(show(server, identifier), 404)


def test_the_inviter_gives_no_role_above_his_own(server, inviter):
    stem = new_name("role")
    apply(server, {"roles": [{"code": f"{stem}-low"}, {"code": f"{stem}-high"}],
                   "assignments": [{"role": f"{stem}-low", "to": {"user": inviter.name}}]})
    set_universal(server, roles=[f"{stem}-low", f"{stem}-high"])
    email = new_email()
    assert_ok(sign_up(server, make_link(inviter), email))
    code = email_code(server, "CHANNEL_LOGIN", email)
    token = assert_ok(server.post("signin", {
        "connection": "PASSCODE", **server.client(),
        "passCodePayload": {"email": email, "passCode": code}}))["access_token"]
    held = assert_ok(server.get("get-my-role-list", token=token))
    assert [role["code"] for role in held] == [f"{stem}-low"]


def test_a_role_for_a_time_is_not_passed_on(server, inviter):
    role = new_name("role")
    apply(server, {"roles": [{"code": role}],
                   "assignments": [{"role": role, "to": {"user": inviter.name}, "end_at": 4_000_000_000_000}]})
    set_universal(server, roles=[role])
    guest = Person(server, email=new_email(), emailVerified=True)
    assert [one["code"] for one in inviter.get("get-my-role-list")] == [role]
    assert_ok(sign_up(server, make_link(inviter), guest.get("get-profile")["email"]))
    assert guest.get("get-my-role-list") == []


def test_a_department_with_a_role_that_the_inviter_may_not_give_is_not_joined(server, inviter):
    stem = new_name("org")
    members = [{"user": inviter.name, "main": True}]
    apply(server, {"organizations": [{"code": stem, "departments": [{"code": "dept", "members": members}]}],
                   "roles": [{"code": stem}],
                   "assignments": [{"role": stem, "to": {"department": f"{stem}/dept"}, "end_at": 4_000_000_000_000}]})
    set_universal(server, same_department=True)
    guest = Person(server, email=new_email(), emailVerified=True)
    assert_ok(sign_up(server, make_link(inviter), guest.get("get-profile")["email"]))
    assert guest.get("get-my-department-list")["list"] == [] and guest.get("get-my-role-list") == []


def test_a_guest_joins_the_inviters_main_department(server, inviter):
    stem = new_name("org")
    apply(server, {"organizations": [{"code": stem, "departments": [
        {"code": "dept", "members": [{"user": inviter.name, "main": True}]}]}]})
    set_universal(server, same_department=True)
    guest = Person(server, email=new_email(), emailVerified=True)
    email = assert_ok(server.get("get-profile", token=guest.token))["email"]
    assert_ok(sign_up(server, make_link(inviter), email))
    assert [one["code"] for one in guest.get("get-my-department-list")["list"]] == ["dept"]


def test_a_suspended_account_is_not_let_in(server, inviter):
    email = new_email()
    guest = Person(server, email=email, emailVerified=True)
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_ok(server.manage("POST", "update-user", {"userId": guest.id, "status": "Suspended"}))
    assert_refused(sign_up(server, make_link(inviter), email, code), 403, 2120008)
