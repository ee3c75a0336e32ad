"""Accounts that a browser remembers (2921), in a pool with enableLoginAccountSwitch: what it keeps of them, what the
page shows, and what makes them go (interaction-select, interaction-forget). On both engines."""

import base64

import pytest
from directory import Person, apply
from hosted import CALLBACK, Visitor, step_of
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, sql
from sources import query_of

DAY_MS = 86_400_000


@pytest.fixture(autouse=True)
def switched_on(server):
    with server.with_settings(app={"redirect_uris": [CALLBACK]}, pool={"account_switch": True}):
        yield


def cookie_of(server):
    return f"__Host-genauth-accounts-{server.pool_id}"


def arrive(server, *people):
    """A browser in which these have signed in one after another, and is asked to sign in again."""
    visitor = Visitor(server)
    for person in people:
        visitor.sign_in(person.name, prompt="login")
    server.advance(1000)  # tokens count in seconds: what was proved in this one would be as good as asked for
    visitor.authorize(prompt="login")
    return visitor


def shown(visitor):
    return assert_ok(visitor.state()).get("remembered", {}).get("accounts", [])


def names(visitor):
    return [each["name"] for each in shown(visitor)]


def named(visitor, name):
    return next(each["accountId"] for each in shown(visitor) if each["name"] == name)


@pytest.fixture(name="ada")
def one_person(server):
    nickname, email = new_name("Ada"), new_email()
    ada = Person(server, nickname=nickname, email=email, phone="13800000000")
    ada.nickname, ada.email = nickname, email
    return ada


@pytest.fixture(name="bea")
def another_person(server):
    return Person(server)


@pytest.fixture(autouse=True)
def the_number_is_free_again(server, ada):
    yield
    server.manage("POST", "delete-users-batch", {"userIds": [ada.id]})


def test_who_has_signed_in_is_offered_the_last_one_first_and_only_in_part(server, ada, bea):
    visitor = arrive(server, ada, bea)
    state = assert_ok(visitor.state())
    assert state["step"] == "login"
    assert (state["remembered"]["statusCode"], state["remembered"]["apiCode"]) == (303, 2921)
    last, account = state["remembered"]["accounts"]
    assert (last["name"], account["name"]) == (bea.name, ada.nickname)
    assert account["email"] == ada.email[0] + "***" + ada.email[ada.email.index("@"):]
    assert (account["phone"], account["method"]) == ("138****0000", "PASSWORD")
    told = str(state["remembered"])
    assert not any(secret in told for secret in (ada.email, "13800000000", ada.id, ada.name))


def test_what_the_browser_keeps_can_be_read_by_nobody_and_ends_after_90_days(server, ada):
    visitor = Visitor(server)
    visitor.authorize()
    visitor.password(ada.name)
    lines = [line for line in visitor.resume().raw.headers.getlist("set-cookie") if line.startswith(cookie_of(server))]
    [line] = lines
    for part in ("; Max-Age=7776000", "; HttpOnly", "; Secure", "; Path=/", "; SameSite=Lax"):
        assert part in line, line
    assert "Domain" not in line
    value = visitor.browser.cookies[cookie_of(server)]
    kept = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    assert not any(text.encode() in kept for text in (ada.id, ada.name, "PASSWORD", "user_id"))


def test_the_order_is_that_of_the_last_sign_ins_and_five_are_enough(server):
    people = [Person(server) for _ in range(6)]
    visitor = arrive(server, *people, people[2])
    assert names(visitor) == [people[at].name for at in (2, 5, 4, 3, 1)]  # the first went when the sixth came


def test_another_browser_and_a_pool_without_the_setting_learn_nothing(server, ada, bea):
    visitor = arrive(server, ada, bea)
    stranger = Visitor(server)
    stranger.authorize()
    assert not shown(stranger)
    with server.with_settings(pool={"account_switch": False}):
        assert not shown(visitor)
        account = {"accountId": "x" * 16}
        assert_refused(visitor.answer("select", **account), 409)
        fresh = Visitor(server)
        fresh.sign_in(ada.name)
        assert cookie_of(server) not in fresh.browser.cookies
        before = visitor.browser.cookies[cookie_of(server)]
        assert_ok(visitor.answer("forget"))
        assert visitor.browser.cookies[cookie_of(server)] == before
    server.command("pool", "update", server.pool_id, "--set", "account_switch=true")
    assert shown(visitor)


def test_one_that_is_chosen_is_filled_in_and_not_signed_in(server, ada, bea):
    visitor = arrive(server, ada, bea)
    state = visitor.answer("select", accountId=named(visitor, ada.nickname))
    assert step_of(state) == "login" and state["data"]["loginHint"] == ada.name
    assert "/login/" in visitor.resume().headers["location"]  # nobody goes on by that
    assert step_of(visitor.state()) == "login"
    assert_refused(visitor.password(ada.name, "wrong"), 403, 2333)
    assert_refused(visitor.password(ada.name), 303, 1600)
    assert query_of(visitor.resume().headers["location"])["code"]


@pytest.mark.parametrize("way", ["EMAIL_CODE", "PHONE_CODE"])
def test_the_way_of_the_last_sign_in_says_what_is_filled_in(server, ada, way):
    visitor = Visitor(server)
    visitor.authorize()
    if way == "EMAIL_CODE":
        to, sent = ada.email, {"email": ada.email}
        assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", **sent}))
    else:
        to, sent = "+8613800000000", {"phone": "13800000000", "phoneCountryCode": "+86"}
        assert_ok(server.send_sms("CHANNEL_LOGIN", "13800000000"))
    assert_refused(visitor.call("POST", "/api/v3/signin", {"connection": "PASSCODE", "passCodePayload": {
        **sent, "passCode": server.last_code(to)}}), 303, 1600)
    visitor.resume()
    visitor.browser.cookies.pop(f"__Host-genauth-session-{server.pool_id}")
    visitor.authorize()
    [account] = shown(visitor)
    assert account["method"] == way
    assert assert_ok(visitor.answer("select", accountId=account["accountId"]))["loginHint"] == to


def test_a_user_name_is_filled_in_where_the_application_takes_user_names(server, ada):
    visitor = arrive(server, ada)
    with server.with_settings(app={"enabled_methods": ["EMAIL_PASSWORD"]}):
        state = visitor.answer("select", accountId=named(visitor, ada.nickname))
        assert assert_ok(state)["loginHint"] == ada.email


def test_who_has_no_name_is_shown_by_a_part_of_their_address(server):
    email = new_email()
    person = assert_ok(server.manage("POST", "create-user", {"email": email, "password": PASSWORD,
                                                             "status": "Activated"}))
    visitor = Visitor(server)
    visitor.sign_in(email)
    visitor.authorize(prompt="login")
    [account] = shown(visitor)
    assert account["name"] == account["email"] == email[0] + "***" + email[email.index("@"):]
    assert person["userId"] not in str(account)


def test_only_what_is_offered_can_be_chosen(server, ada, bea):
    visitor, other = arrive(server, ada, bea), Visitor(server)
    for wrong in ("", "x" * 16, ada.id, ada.name):
        assert_refused(visitor.answer("select", accountId=wrong), 409)
    other.authorize()
    assert_refused(other.answer("select", accountId=shown(visitor)[0]["accountId"]), 409)


def test_one_is_removed_from_the_browser_or_all_are(server, ada, bea):
    carl = Person(server)
    visitor = arrive(server, ada, bea, carl)
    state = visitor.answer("forget", accountId=named(visitor, bea.name))
    assert [each["name"] for each in state["data"]["remembered"]["accounts"]] == names(visitor)
    assert names(visitor) == [carl.name, ada.nickname]
    assert_ok(visitor.answer("forget", accountId="x" * 16))  # gone already
    assert len(names(visitor)) == 2
    assert "remembered" not in assert_ok(visitor.answer("forget"))
    assert visitor.browser.cookies[cookie_of(server)] == "" and not shown(visitor)
    visitor.authorize()
    assert not shown(visitor)


def test_who_was_removed_does_not_come_back_with_the_session_that_they_left(server, ada, bea):
    visitor = arrive(server, ada, bea)  # the session is still that of the last one
    assert_ok(visitor.answer("forget", accountId=named(visitor, bea.name)))
    assert "/login/" in visitor.resume().headers["location"]
    assert names(visitor) == [ada.nickname]


def test_a_page_of_another_interaction_removes_nothing(server, ada, bea):
    visitor = arrive(server, ada, bea)
    refused = visitor.call("POST", f"/interaction/{visitor.id}/forget", {}, headers={"x-genauth-interaction": "0" * 24})
    assert_refused(refused, 404, 1699)
    assert shown(visitor)


@pytest.mark.parametrize("status", ["Suspended", "Deactivated", "Archived"])
def test_an_account_that_may_not_sign_in_disappears(server, ada, bea, status):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    assert_ok(server.manage("POST", "update-user", {"userId": ada.id, "status": status}))
    assert names(visitor) == [bea.name]
    assert_refused(visitor.answer("select", accountId=account), 409)


def test_its_state_counts_also_where_nobody_was_signed_out(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    sql(server, f"update users set status = 'Suspended' where id = '{ada.id}'")
    assert names(visitor) == [bea.name]
    assert_refused(visitor.answer("select", accountId=account), 409)


def test_an_account_that_was_deleted_disappears(server, ada, bea):
    visitor = arrive(server, ada, bea)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [ada.id]}))
    assert names(visitor) == [bea.name]


@pytest.mark.parametrize("path", ["forget-remembered-browsers", "mysessions/revoke-others"])
def test_signing_out_everywhere_and_asking_to_be_forgotten_clear_every_browser(server, ada, bea, path):
    visitor = arrive(server, ada, bea)
    server.advance(1000)
    ada.sign_in()
    ada.post(path, {})
    assert names(visitor) == [bea.name]
    server.advance(1000)
    assert names(arrive(server, ada)) == [ada.nickname]  # who signs in after that is remembered as before


def test_ninety_days_later_nobody_is_left(server, ada, bea):
    visitor = arrive(server, ada, bea)
    server.advance(89 * DAY_MS)
    visitor.authorize(prompt="login")
    assert len(names(visitor)) == 2
    server.advance(2 * DAY_MS)
    visitor.authorize(prompt="login")
    assert not shown(visitor)


def test_what_is_forged_is_nobody(server, ada, bea):
    visitor = arrive(server, ada, bea)
    sealed = visitor.browser.cookies[cookie_of(server)]
    changed = sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB")
    for value in ("", "x", "not base64 !", sealed[:-1], sealed[1:], changed, sealed + "A", "A" * 4000, "%00",
                  sealed + sealed):
        visitor.browser.cookies[cookie_of(server)] = value
        assert not shown(visitor), value
    # It does not stand in the way of the next sign-in either.
    assert_refused(visitor.password(ada.name), 303, 1600)
    visitor.resume()
    visitor.authorize(prompt="login")
    assert names(visitor) == [ada.nickname]


def test_the_cookie_of_another_pool_says_nothing(server, ada, bea):
    sealed = arrive(server, ada, bea).browser.cookies[cookie_of(server)]
    other = server.other_pool()
    server.command("pool", "update", other["userPoolId"], "--set", "account_switch=true")
    server.command("application", "update", other["appId"], "--set", f'redirect_uris=["{CALLBACK}"]')
    visitor = Visitor(server, other["appId"], f"/{other['appId']}")
    for name in (cookie_of(server), f"__Host-genauth-accounts-{other['userPoolId']}"):
        visitor.browser.cookies[name] = sealed
    visitor.authorize()
    assert step_of(visitor.state()) == "login" and not shown(visitor)


def test_it_signs_nobody_in(server, ada, bea):
    visitor = arrive(server, ada, bea)
    visitor.browser.cookies = {cookie_of(server): visitor.browser.cookies[cookie_of(server)]}
    answer = visitor.authorize(prompt="none")
    assert query_of(answer.headers["location"])["error"] == "login_required"
    visitor.authorize()
    assert step_of(visitor.state()) == "login" and len(shown(visitor)) == 2


def test_select_account_shows_the_others_too(server, ada, bea):
    visitor = arrive(server, ada, bea)
    visitor.authorize(prompt="select_account")
    state = assert_ok(visitor.state())
    assert (state["step"], state["account"]["name"]) == ("select-account", bea.name)
    [account] = state["remembered"]["accounts"]  # who is signed in stands apart
    assert step_of(visitor.answer("select", accountId=account["accountId"])) == "login"
    assert_refused(visitor.password(ada.name), 303, 1600)
    assert query_of(visitor.resume().headers["location"])["code"]


def test_a_public_account_is_not_remembered(server, ada):
    account, group = Person(server, name="Front desk"), new_name("group")
    apply(server, {"groups": [{"code": group, "members": [ada.name]}],
                   "public_accounts": [{"user": account.name, "open_to": [{"group": group}]}]})
    visitor = Visitor(server)
    visitor.authorize()
    assert_refused(visitor.password(ada.name), 303, 2930)
    demand = assert_ok(visitor.state())["demand"]["data"]
    assert_refused(visitor.call("POST", "/interaction/authFlow", {
        "action": "public-account-login-selection", "data": {"userId": account.id},
        "flowHandle": demand["flowHandle"]}), 303, 1600)
    visitor.resume()
    assert cookie_of(server) not in visitor.browser.cookies
    visitor.authorize(prompt="login")
    assert_refused(visitor.password(account.name), 303, 1600)  # with its own password neither
    visitor.resume()
    assert cookie_of(server) not in visitor.browser.cookies


def test_who_gives_up_after_their_password_is_not_remembered(server, ada):
    visitor = Visitor(server)
    visitor.authorize()
    assert_refused(visitor.password(ada.name), 303, 1600)
    assert_ok(visitor.answer("cancel"))
    assert query_of(visitor.resume().headers["location"])["error"] == "access_denied"
    assert cookie_of(server) not in visitor.browser.cookies


def test_nobody_is_chosen_once_the_sign_in_was_given_up(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    assert_ok(visitor.answer("cancel"))
    assert_refused(visitor.answer("select", accountId=account), 409)


def test_a_device_goes_on_with_whoever_named_it(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    with server.with_settings(app={"device_grant": True}):
        visitor.note(visitor.browser.get(f"/{visitor.app_id}/oidc/device", unchecked=True))
        assert step_of(visitor.state()) == "device"
        assert_refused(visitor.answer("select", accountId=account), 409)


def test_who_is_chosen_in_place_of_another_is_not_asked_what_the_other_was(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account, code = named(visitor, ada.nickname), new_name("tenant")
    apply(server, {"tenants": [{"code": code, "name": code, "members": [{"user": bea.name}]}]})
    with server.with_settings(app={"tenant_choice": True}):
        assert_refused(visitor.password(bea.name), 303, 1644)
        assert "demand" in assert_ok(visitor.state())
        state = assert_ok(visitor.answer("select", accountId=account))
        assert state["step"] == "login" and "demand" not in state
        assert_refused(visitor.password(ada.name), 303, 1600)


def test_who_has_just_signed_in_does_not_go_on_in_place_of_who_is_chosen_then(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    assert_refused(visitor.password(bea.name), 303, 1600)
    assert step_of(visitor.answer("select", accountId=account)) == "login"
    assert "/login/" in visitor.resume().headers["location"]
    assert_refused(visitor.password(ada.name), 303, 1600)
    assert query_of(visitor.resume().headers["location"])["code"]


def test_what_one_person_has_allowed_is_not_allowed_by_who_is_chosen_then(server, ada, bea):
    visitor = arrive(server, ada, bea)
    account = named(visitor, ada.nickname)
    with server.with_settings(app={"show_authorization_page": True}):
        assert_refused(visitor.password(bea.name), 303, 1600)
        visitor.resume()
        assert step_of(visitor.state()) == "consent"
        assert_ok(visitor.answer("consent", allow=True))
        assert step_of(visitor.answer("select", accountId=account)) == "login"
        assert_refused(visitor.password(ada.name), 303, 1600)
        visitor.resume()
        assert step_of(visitor.state()) == "consent"
