"""Linking never takes over an account: who an account of a source becomes here, and who may link and unlink."""

import concurrent.futures

import pytest
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_password,
                    user_of)
from source_scene import connect, fields_of, me, nobody_complains, one_server, one_standin, person  # noqa: F401
from sources import CALLBACK, Browser, Visit, new_connection, new_source, query_of

FIELD = {"associationMode": "field"}


def arrive(server, connection):
    visit = Visit(server, connection["identifier"])
    back = visit.finish()
    assert "error" not in back, back
    return visit


def signed_in(server, connection):
    visit = arrive(server, connection)
    return me(server, assert_ok(visit.tokens()))["userId"]


def email_account(server, email, verified=True):
    return user_of(server, email=email, emailVerified=verified)["userId"]


def test_a_verified_address_on_both_sides_is_the_same_person(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    user = email_account(server, vendors.person.email)
    assert signed_in(server, connection) == user
    vendors.person.email = new_email()  # from now on the subject counts, whatever the address
    assert signed_in(server, connection) == user


def test_noauth_an_address_that_the_source_does_not_vouch_for_opens_nothing(server, vendors):
    connection = connect(server, vendors, "github", fields=FIELD)
    vendors.person.verified = False
    victim = email_account(server, vendors.person.email)
    visit = arrive(server, connection)
    assert_refused(visit.read(), 303, 1666)
    assert_refused(visit.act("finish"), 303, 1666)
    assert_refused(visit.act("create-federation-account"), 303, 1666)
    assert assert_ok(server.manage("GET", "get-user", params={"userId": victim, "withIdentities": True})).get(
        "identities", []) == []


def test_noauth_a_source_that_never_says_verified_opens_nothing(server, vendors):
    connection = connect(server, vendors, "facebook", fields=FIELD)
    email_account(server, vendors.person.email)
    assert_refused(arrive(server, connection).read(), 303, 1666)


def test_the_administrator_may_name_a_source_an_authority_for_its_domains(server, vendors):
    connection = connect(server, vendors, "facebook", fields={**FIELD, "authoritativeDomains": ["corp.example.org"]})
    vendors.person.email = new_name() + "@Corp.Example.org"
    user = email_account(server, vendors.person.email)
    assert signed_in(server, connection) == user
    vendors.person = person(email=new_name() + "@sub.corp.example.org")
    email_account(server, vendors.person.email)
    assert_refused(arrive(server, connection).read(), 303, 1666)


def test_pre_hijack_whoever_registered_the_address_before_its_owner_keeps_nothing(server, vendors):
    connection = connect(server, vendors, "google", fields=FIELD)
    email = vendors.person.email
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": email, "password": PASSWORD}}))
    attacker = assert_ok(try_password(server, email=email))["access_token"]
    visit = arrive(server, connection)
    assert_refused(visit.read(), 303, 1666)
    code = email_code(server, "CHANNEL_LOGIN", email)
    tokens = assert_ok(visit.act("bind-identity-by-email-code", {"email": email, "passCode": code}))
    assert me(server, tokens)["emailVerified"]
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert try_password(server, email=email)["apiCode"] == 2333
    assert signed_in(server, connection) == me(server, tokens)["userId"]


def test_pre_hijack_a_phone_that_the_attacker_proved_does_not_keep_him_in(server, vendors):
    connection = connect(server, vendors, "google", fields=FIELD)
    email, number = vendors.person.email, new_number()
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": email, "password": PASSWORD}}))
    attacker = assert_ok(try_password(server, email=email))["access_token"]
    code = server.sms_code("CHANNEL_BIND_PHONE", number, token=attacker)
    assert_ok(server.post("bind-phone", {"phoneNumber": number, "passCode": code}, token=attacker))
    visit = arrive(server, connection)
    assert_refused(visit.read(), 303, 1666)
    code = email_code(server, "CHANNEL_LOGIN", email)
    tokens = assert_ok(visit.act("bind-identity-by-email-code", {"email": email, "passCode": code}))
    assert_refused(server.get("get-profile", token=attacker), 401, 2021)
    assert "phone" not in me(server, tokens) or not me(server, tokens)["phone"]
    assert try_password(server, email=email)["statusCode"] != 200


def test_pre_hijack_an_account_elsewhere_that_the_attacker_linked_goes_too(server, vendors):
    trojan, connection = connect(server, vendors, "github"), connect(server, vendors, "google", fields=FIELD)
    owner, attacker = vendors.person, person()
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": owner.email, "password": PASSWORD}}))
    tokens = assert_ok(try_password(server, email=owner.email, options={"scope": "openid profile"}))
    vendors.person = attacker
    link = Link(server, assert_ok(link_url(server, trojan, tokens))["url"])
    link.finish()
    assert_ok(server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=tokens["access_token"]))
    vendors.person = owner
    visit = arrive(server, connection)
    code = email_code(server, "CHANNEL_LOGIN", owner.email)
    mine = me(server, assert_ok(visit.act("bind-identity-by-email-code", {"email": owner.email, "passCode": code})))
    vendors.person = attacker
    assert signed_in(server, trojan) != mine["userId"]


def test_noauth_a_mapped_name_is_not_vouched_for_by_the_verified_address_beside_it(server, vendors):
    fields = {**FIELD, "issuer": vendors.origin + "/op.example.com",
              "mapping": [{"field": "email", "path": "claims.preferred_username"}]}
    connection = connect(server, vendors, "oidc", fields=fields)
    victim = new_email()
    email_account(server, victim)
    vendors.id_token_changes = {"preferred_username": victim, "email": "attacker@example.com", "email_verified": True}
    visit = arrive(server, connection)
    assert_refused(visit.read(), 303, 1666)


def test_ids_of_two_companies_in_one_source_are_two_accounts(server, vendors):
    source = new_source(server, "wechatwork")
    kind = "wechatwork:corp:qrconnect"
    one = new_connection(server, source, kind, fields_of(vendors, kind))
    two = new_connection(server, source, kind, {**fields_of(vendors, kind), "corpId": "corp-two"})
    first = signed_in(server, one)
    assert signed_in(server, one) == first
    assert signed_in(server, two) != first


def test_re_assigned_address_its_new_holder_does_not_get_the_old_ones_account(server, vendors):
    connection = connect(server, vendors, "google", fields=FIELD)
    email = vendors.person.email
    old = email_account(server, email)
    assert signed_in(server, connection) == old
    vendors.person = person(email=email)  # the address belongs to somebody else now
    visit = arrive(server, connection)
    assert_refused(visit.read(), 303, 1666)
    code = email_code(server, "CHANNEL_LOGIN", email)
    assert_refused(visit.act("bind-identity-by-email-code", {"email": email, "passCode": code}), 400)
    # Only what the address alone does not give proves the account.
    tokens = assert_ok(visit.act("bind-identity-by-password", {"account": email, "password": PASSWORD}))
    assert me(server, tokens)["userId"] == old


def test_without_association_everybody_new_gets_an_account_of_their_own(server, vendors):
    connection = connect(server, vendors, "google")
    user = email_account(server, vendors.person.email)
    made = signed_in(server, connection)
    assert made != user
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": made}))
    assert shown.get("email") is None and shown["registerSource"] == ["social:google"]


def test_a_challenge_asks_and_the_answer_counts_once(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    visit = arrive(server, connection)
    asked = visit.read()
    assert_refused(asked, 303, 1641)
    assert_refused(visit.act("finish"), 303, 1641)
    assert asked["data"]["canCreate"] and "email-code" in asked["data"]["methods"]
    assert asked["data"]["email"] == vendors.person.email
    made = me(server, assert_ok(visit.act("create-federation-account")))["userId"]
    assert_refused(visit.act("create-federation-account"), 400)
    assert signed_in(server, connection) == made


def test_a_challenge_without_registration_only_binds(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    user = user_of(server, username=new_name())
    with server.with_settings(pool={"registration_disabled": True}):
        visit = arrive(server, connection)
        assert_refused(visit.read(), 303, 1640)
        assert_refused(visit.act("create-federation-account"), 303, 1640)
        wrong = visit.act("bind-identity-by-password", {"account": user["username"], "password": "wrong"})
        assert_refused(wrong, 403, 2333)
        tokens = assert_ok(visit.act("bind-identity-by-password", {"account": user["username"], "password": PASSWORD}))
    assert me(server, tokens)["userId"] == user["userId"] == signed_in(server, connection)


def test_a_phone_code_binds_and_a_wrong_code_does_not(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge"})
    number = new_number()
    user = user_of(server, phone=number, phoneCountryCode="+86", phoneVerified=True)["userId"]
    visit = arrive(server, connection)
    code = server.sms_code("CHANNEL_LOGIN", number)
    act = "bind-identity-by-phone-code"
    assert_refused(visit.act(act, {"phone": number, "passCode": "000000" if code != "000000" else "1"}), 400, 2001)
    assert_refused(visit.act(act, {"phone": "12", "passCode": code}), 400)
    assert_refused(visit.act("bind-identity-by-email-code", {"email": "no", "passCode": code}), 400, 2003)
    for lacking in ({"passCode": code}, {"phone": number}):
        assert_refused(visit.act(act, lacking), 400)
    assert me(server, assert_ok(visit.act(act, {"phone": number, "passCode": code})))["userId"] == user
    # An address that nobody has.
    visit = arrive(server, connect(server, vendors, "github", fields={"associationMode": "challenge"}))
    email = new_email()
    code = email_code(server, "CHANNEL_LOGIN", email)
    answer = visit.act("bind-identity-by-email-code", {"email": email, "passCode": code})
    assert_refused(answer, 404, 2004)


def test_the_administrator_chooses_how_accounts_are_proved(server, vendors):
    connection = connect(server, vendors, "github", fields={"associationMode": "challenge",
                                                            "challengeBindingMethods": ["email-code"]})
    visit = arrive(server, connection)
    assert visit.read()["data"]["methods"] == ["email-code"]
    for action, data in (("bind-identity-by-password", {"account": "a", "password": "b"}),
                         ("bind-identity-by-phone-code", {"phone": new_number(), "passCode": "1"})):
        assert_refused(visit.act(action, data), 400)


def test_an_account_of_the_source_becomes_one_user_however_often_it_arrives_at_once(server, vendors):
    connection = connect(server, vendors, "google")
    visits = [Visit(server, connection["identifier"]) for _ in range(12)]
    callbacks = [visit.at_source() for visit in visits]
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda pair: pair[0].browser.get(pair[1]), zip(visits, callbacks)))
    users = set()
    for visit, visit.answer in zip(visits, answers):
        assert "error" not in visit.landed(), visit.answer.headers["location"]
        users.add(me(server, assert_ok(visit.tokens()))["userId"])
    assert len(users) == 1


def test_the_interaction_gives_tokens_once_under_a_race(server, vendors):
    connection = connect(server, vendors, "github")
    visit = arrive(server, connection)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        codes = [each["statusCode"] for each in pool.map(lambda _: visit.tokens(), range(64))]
    assert codes.count(200) == 1 and set(codes) <= {200, 400}


# --- links that a signed-in person makes ------------------------------------------------------------------------
def link_url(server, connection, tokens, headers=None, **more):
    return server.get("generate-link-extidp-url", headers=headers, params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id, "id_token": tokens["id_token"],
        "target_url": CALLBACK, **more})


class Link(Visit):
    """From the address that the application was given to target_url."""

    def __init__(self, server, url, browser=None):
        super().__init__(server, "", browser=browser)
        self.url = url
        self.params = {"redirect_uri": CALLBACK, "state": None}

    def start(self):
        self.answer = self.browser.get(self.url)
        assert self.answer.status_code == 303, self.answer.text
        return self.answer.headers.get("location")


def a_person(server):
    name = new_name()
    server.sign_up(name)
    return server.sign_in(name)


def test_a_link_carries_a_handle_and_is_confirmed_by_the_same_user(server, vendors):
    connection = connect(server, vendors, "github")
    tokens, other = a_person(server), a_person(server)
    url = assert_ok(link_url(server, connection, tokens))["url"]
    assert tokens["id_token"] not in url and set(query_of(url)) == {"app_id", "ext_idp_conn_identifier", "handle"}
    link = Link(server, url)
    link.finish()
    assert assert_ok(link.read()) == {"status": "link"}
    assert_refused(link.act("finish", code_verifier=None), 400)
    confirm = {"flowHandle": link.handle}
    assert_refused(server.call("POST", "/interaction/link", confirm), 401, 2020)
    # Somebody talked another person into opening the link: it links nothing of theirs, nor to them.
    assert_refused(server.call("POST", "/interaction/link", confirm, token=other["access_token"]), 403)
    assert_ok(server.call("POST", "/interaction/link", confirm, token=tokens["access_token"]))
    assert_refused(server.call("POST", "/interaction/link", confirm, token=tokens["access_token"]), 400)
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    assert identity["userIdInIdp"] == vendors.person.id
    assert signed_in(server, connection) == me(server, tokens)["userId"]
    assert_refused(Link(server, url).browser.get(url).json(), 400)
    # Linked already, to somebody else.
    link = Link(server, assert_ok(link_url(server, connection, other))["url"])
    link.finish()
    answer = server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=other["access_token"])
    assert_refused(answer, 409, 2215)
    # An interaction of a sign-in links nothing.
    visit = arrive(server, connection)
    answer = server.call("POST", "/interaction/link", {"flowHandle": visit.handle}, token=tokens["access_token"])
    assert_refused(answer, 400)


def test_a_link_that_was_made_in_this_browser_needs_no_confirmation(server, vendors):
    connection = connect(server, vendors, "github")
    tokens, browser = a_person(server), Browser(server)
    made = browser.send("GET", "/api/v3/generate-link-extidp-url", unchecked=True, params={
        "ext_idp_conn_identifier": connection["identifier"], "app_id": server.app_id, "id_token": tokens["id_token"],
        "target_url": CALLBACK})
    link = Link(server, made.json()["data"]["url"], browser)
    link.answer = browser.get(link.at_source())
    assert query_of(link.answer.headers["location"]) == {"result": "linked"}
    assert len(assert_ok(server.get("get-identities", token=tokens["access_token"]))) == 1


def test_a_link_is_refused_for_what_it_is_not_for(server, vendors):
    connection = connect(server, vendors, "github")
    tokens = a_person(server)
    for target in ("https://evil.example.com/", CALLBACK + "/", CALLBACK.upper()):
        assert_refused(link_url(server, connection, tokens, target_url=target), 400)
    assert_refused(link_url(server, {"identifier": "nothing"}, tokens), 403)
    for bad in ("x", tokens["access_token"], tokens["id_token"][:-4] + "AAAA"):
        assert_refused(link_url(server, connection, {"id_token": bad}), 401, 2021)
    other = server.other_application()["appId"]
    assert_refused(link_url(server, connection, tokens, headers={"x-authing-app-id": other}), 404, 2011)
    assert_refused(link_url(server, connection, tokens, app_id=other, headers={"x-authing-app-id": other}), 401, 2021)
    assert_ok(server.manage("POST", "change-ext-idp-conn-association-state",
                            {"id": connection["id"], "association": False}))
    assert_refused(link_url(server, connection, tokens), 403)
    user = me(server, tokens)["userId"]
    assert_ok(server.manage("POST", "update-user", {"userId": user, "status": "Suspended"}))
    assert_refused(link_url(server, connection, tokens), 403, 2120008)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user]}))
    assert_refused(link_url(server, connection, tokens), 401, 2021)


def test_an_id_token_of_a_session_that_has_ended_links_nothing(server, vendors):
    connection = connect(server, vendors, "github")
    tokens = a_person(server)
    user = me(server, tokens)["userId"]
    link = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    assert_ok(server.manage("POST", "kick-users", {"appIds": [server.app_id], "userId": user}))
    assert_refused(link_url(server, connection, tokens), 401, 2021)
    link.finish()
    confirm = {"flowHandle": link.handle}
    assert_refused(server.call("POST", "/interaction/link", confirm, token=tokens["access_token"]), 401, 2021)
    found = assert_ok(server.manage("GET", "get-user", params={"userId": user, "withIdentities": True}))
    assert found.get("identities", []) == []


def test_unlinking_ends_other_sessions(server, vendors):
    connection = connect(server, vendors, "github")
    tokens = a_person(server)
    link = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    link.finish()
    assert_ok(server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=tokens["access_token"]))
    other = server.sign_in(me(server, tokens)["username"])["access_token"]
    assert_ok(server.post("unlink-extidp", {"extIdpId": connection["extIdpId"]}, token=tokens["access_token"]))
    assert_refused(server.get("get-profile", token=other), 401, 2021)
    me(server, tokens)


def test_linking_and_unlinking_want_a_recent_sign_in(server, vendors):
    connection = connect(server, vendors, "github")
    tokens = a_person(server)
    server.advance(14 * 60_000)
    link = Link(server, assert_ok(link_url(server, connection, tokens))["url"])
    link.finish()
    server.advance(2 * 60_000)
    assert_refused(link_url(server, connection, tokens), 403)
    answer = server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=tokens["access_token"])
    assert_refused(answer, 403)
    answer = server.post("unlink-extidp", {"extIdpId": connection["extIdpId"]}, token=tokens["access_token"])
    assert_refused(answer, 403)


def test_the_last_way_to_sign_in_cannot_be_unlinked(server, vendors):
    connection = connect(server, vendors, "github")
    source = connection["extIdpId"]
    vendors.person.verified = False  # so that the account has no address
    tokens = assert_ok(arrive(server, connection).tokens())["access_token"]
    assert_refused(server.post("unlink-extidp", {"extIdpId": source}, token=tokens), 422, 2217)
    assert_refused(server.post("unlink-extidp", {"extIdpId": "0" * 24}, token=tokens), 404, 2216)
    assert_refused(server.post("unlink-extidp", {"extIdpId": source}), 401, 2020)
    assert len(assert_ok(server.get("get-identities", token=tokens))) == 1


def test_of_two_unlinks_at_once_one_leaves_a_way_to_sign_in(server, vendors):
    for _ in range(5):
        vendors.person = person(verified=False)
        first, second = (connect(server, vendors, "github") for _ in range(2))
        tokens = assert_ok(arrive(server, first).tokens())
        link = Link(server, assert_ok(link_url(server, second, tokens))["url"])
        link.finish()
        token = tokens["access_token"]
        assert_ok(server.call("POST", "/interaction/link", {"flowHandle": link.handle}, token=token))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            codes = sorted(each["statusCode"] for each in pool.map(
                lambda each: server.post("unlink-extidp", {"extIdpId": each["extIdpId"]}, token=token),
                (first, second)))
        assert codes[0] == 200 and codes[1] != 200, codes
        assert len(assert_ok(server.get("get-identities", token=token))) == 1


@pytest.mark.parametrize("operation", ["get-identities"])
def test_strangers_see_no_links(server, operation):
    assert_refused(server.get(operation), 401, 2020)
