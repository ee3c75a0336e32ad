"""Links of invitation policies, from the click to membership. On both engines."""

import concurrent.futures

import pytest
from directory import Person, apply
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, new_number, try_password,
                    user_of, wrong)


@pytest.fixture
def policy(server):
    """Name of a policy whose guests join a group and get two roles."""
    stem = new_name("policy")
    apply(server, {
        "groups": [{"code": f"{stem}-group"}], "roles": [{"code": f"{stem}-low"}, {"code": f"{stem}-high"}],
        "organizations": [{"code": f"{stem}-org"}],
        "invitation_policies": [{"name": stem, "settings": {"page_ttl_s": 600, "fill_info_text": "Hello"}, "joins": [
            {"group": f"{stem}-group"}, {"role": f"{stem}-low"}, {"role": f"{stem}-high"},
            {"department": f"{stem}-org"}]}]})
    return stem


def invite(server, policy, email, inviter=None):
    words = ["--inviter", inviter.name] if inviter else []
    done = server.command("invitation", "create", "--pool", server.pool_id, "--policy", policy, "--application",
                          server.app_id, "--email", email, *words)
    identifier, signature = done.stdout.strip().split(".")
    return {"identifier": identifier, "signature": signature}


def click(server, link, **more):
    return server.post("generate-policy-invitation-token", {**link, **more})


def context(server, token):
    return server.get(f"get-policy-invitation-context?token={token}")


def verify(server, token, code, receiver="emailCode"):
    return server.post("verify-invite-code", {"token": token, "code": code, "receiverType": receiver})


def join(server, token, code=None, options=None, receiver="emailCode", **profile):
    body = {"token": token, "receiverType": receiver, **({"code": code} if code else {}),
            **({"options": options} if options else {}), **({"profile": profile} if profile else {})}
    return server.post("join-by-invitation", body)


def signed_in(server, email):
    code = email_code(server, "CHANNEL_LOGIN", email)
    return assert_ok(server.post("signin", {
        "connection": "PASSCODE", **server.client(),
        "passCodePayload": {"email": email, "passCode": code}}))["access_token"]


def groups_of(server, email):
    token = signed_in(server, email)
    return ([group["code"] for group in assert_ok(server.get("get-my-group-list", token=token))],
            [role["code"] for role in assert_ok(server.get("get-my-role-list", token=token))])


def test_a_guest_goes_all_the_way_in(server, policy):
    email = new_email()
    page = assert_ok(click(server, invite(server, policy, email), withInvitationSettings=True))
    assert page["invitationContext"]["email"] == email
    token = page["token"]
    shown = assert_ok(context(server, token))
    assert (shown["enabledIdentifierVerify"], shown["registerInfoFillMsg"]) == (True, "Hello")
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(verify(server, token, wrong(code)), 400, 2001)
    assert_refused(verify(server, token, code, "smsCode"), 400, 2001)
    assert_ok(verify(server, token, code))
    assert_refused(join(server, token), 400)
    assert_refused(join(server, token, wrong(code)), 400, 2001)
    assert_refused(join(server, token, code, username="a b"), 400)
    assert_ok(join(server, token, code, username=new_name("guest"), name="Grace", gender="F"))
    assert groups_of(server, email) == ([f"{policy}-group"], [f"{policy}-high", f"{policy}-low"])
    assert_refused(join(server, token, code), 422, 4033)
    assert_refused(context(server, token), 422, 4033)
    assert_refused(verify(server, token, code), 422, 4033)


def test_a_link_opens_once_also_in_a_race_of_64(server, policy):
    link = invite(server, policy, new_email())
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: click(server, link), range(64)))
    assert [answer["statusCode"] for answer in answers].count(200) == 1
    assert_refused(click(server, link), 422, 4032)


def test_a_page_lets_in_once_in_a_race_of_64(server, policy):
    email = new_email()
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: join(server, token, code), range(64)))
    assert [answer["statusCode"] for answer in answers].count(200) == 1


def test_wrong_links_open_nothing(server, policy):
    link = invite(server, policy, new_email())
    assert_refused(click(server, {**link, "signature": "wrong"}), 404)
    assert_refused(click(server, {**link, "identifier": "0" * 24}), 404)


def test_the_page_ends_with_its_time(server, policy):
    token = assert_ok(click(server, invite(server, policy, new_email())))["token"]
    server.advance(601_000)
    assert_refused(context(server, token), 422, 4033)


def test_a_link_opens_as_long_and_as_often_as_its_policy_says(server):
    """Seven days and once, where the policy says nothing."""
    day_ms = 86_400_000
    told = {"usual": {}, "short": {"link_ttl_s": 60}, "for-ever": {"link_ttl_s": 0}, "often": {"once": False}}
    names = {kind: new_name(kind) for kind in told}
    apply(server, {"invitation_policies": [{"name": names[kind], "settings": settings, "joins": []}
                                           for kind, settings in told.items()]})
    links = {kind: [invite(server, name, new_email()) for _ in range(3)] for kind, name in names.items()}
    for kind, (first, _, _) in links.items():
        assert_ok(click(server, first))
        assert click(server, first)["statusCode"] == (200 if kind == "often" else 422), kind
    server.advance(60_001)
    for kind, (_, second, _) in links.items():
        answer = click(server, second)
        if kind == "short":
            assert_refused(answer, 422, 4032)
        else:
            assert_ok(answer)
    server.advance(7 * day_ms)
    for kind, (_, _, third) in links.items():
        answer = click(server, third)
        if kind == "for-ever":
            assert_ok(answer)
        else:
            assert_refused(answer, 422, 4032)


def test_a_policy_says_how_an_address_is_proved(server):
    strict, lax = new_name("strict"), new_name("lax")
    apply(server, {"groups": [{"code": f"{lax}-group"}], "invitation_policies": [
        {"name": strict, "settings": {"send_code": "prioritySMS"}},
        {"name": lax, "settings": {"verify_identifier": False}, "joins": [{"group": f"{lax}-group"}]}]})
    page = assert_ok(click(server, invite(server, strict, new_email())))["token"]
    shown = assert_ok(context(server, page))
    assert (shown["sendVerifyCodeMethod"], shown["enabledIdentifierVerify"]) == ("prioritySMS", True)
    assert_refused(join(server, page), 400)  # no code
    email = new_email()
    page = assert_ok(click(server, invite(server, lax, email)))["token"]
    shown = assert_ok(context(server, page))
    assert (shown["sendVerifyCodeMethod"], shown["enabledIdentifierVerify"]) == ("priorityEmail", False)
    assert_ok(join(server, page, username=new_name("guest")))
    assert server.messages(email) == []
    made = assert_ok(server.manage("GET", f"get-user?userId={email}&userIdType=email"))
    assert made["emailVerified"] is False  # nobody has proved it
    assert groups_of(server, email)[0] == [f"{lax}-group"]
    # An account that is there already is not joined without a proof of its address.
    page = assert_ok(click(server, invite(server, lax, email)))["token"]
    assert_refused(join(server, page), 400, 2001)


def test_a_policy_asks_its_guests_for_more(server):
    asking, plain = new_name("asking"), new_name("plain")
    apply(server, {"invitation_policies": [
        {"name": asking, "settings": {"fill_info": True, "fill_info_text": "Tell us more"}}, {"name": plain}]})
    shown = [assert_ok(context(server, assert_ok(click(server, invite(server, name, new_email())))["token"]))
             for name in (asking, plain)]
    assert [(one["enabledInfoFill"], one.get("registerInfoFillMsg")) for one in shown] == [
        (True, "Tell us more"), (False, None)]


def test_suspending_the_inviter_ends_the_page_too(server, policy):
    inviter, email = Person(server), new_email()
    token = assert_ok(click(server, invite(server, policy, email, inviter)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_ok(server.manage("POST", "update-user", {"userId": inviter.id, "status": "Suspended"}))
    assert_refused(context(server, token), 404)
    assert_refused(verify(server, token, code), 404)
    assert_refused(join(server, token, code), 404)


def test_a_persons_link_gives_no_role_above_the_inviters(server, policy):
    inviter, email = Person(server), new_email()
    apply(server, {"assignments": [{"role": f"{policy}-low", "to": {"user": inviter.name}}]})
    token = assert_ok(click(server, invite(server, policy, email, inviter)))["token"]
    assert_ok(join(server, token, email_code(server, "CHANNEL_REGISTER", email)))
    assert groups_of(server, email) == ([f"{policy}-group"], [f"{policy}-low"])


def test_too_many_wrong_codes_and_taken_names(server, policy):
    email = new_email()
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    taken = Person(server).name
    assert_refused(join(server, token, code, username=taken), 409, 2034)
    for _ in range(10):
        verify(server, token, wrong(code))
    void = verify(server, token, code)
    assert void["statusCode"] == 400
    assert_refused(join(server, token, code), void["statusCode"], void.get("apiCode"))


def test_an_account_that_may_not_sign_in_is_not_let_in(server, policy):
    email = new_email()
    guest = Person(server, email=email, emailVerified=True)
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_ok(server.manage("POST", "update-user", {"userId": guest.id, "status": "Suspended"}))
    assert_refused(join(server, token, code), 403, 2120008)


PROFILE = {
    "nickname": "Amazing Grace", "company": "Navy", "photo": "https://example.com/grace.png", "device": "Mark I",
    "browser": "none", "name": "Grace", "givenName": "Grace", "familyName": "Hopper", "middleName": "B.",
    "profile": "https://example.com/grace", "preferredUsername": "amazing", "website": "https://example.com",
    "gender": "F", "birthdate": "1906-12-09", "zoneinfo": "America/New_York", "locale": "en", "address": "Arlington",
    "formatted": "Arlington, VA", "streetAddress": "1 Navy Way", "locality": "Arlington", "region": "VA",
    "postalCode": "22202", "country": "US", "customData": {"rank": "Rear Admiral"}}


def test_the_account_gets_the_whole_profile(server, policy):
    email, number, name = new_email(), new_number(), new_name("guest")
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    options = {"phonePassCodeForInformationCompletion": server.sms_code("CHANNEL_COMPLETE_PHONE", number)}
    code = email_code(server, "CHANNEL_REGISTER", email)
    contacts = {"phone": number, "phoneCountryCode": "+86", "email": email.upper()}
    assert_ok(join(server, token, code, options, username=name, **contacts, **PROFILE))
    shown = assert_ok(server.get("get-profile?withCustomData=true", token=signed_in(server, email)))
    expected = {**PROFILE, "city": PROFILE["locality"], "username": name, "email": email, "emailVerified": True,
                "phone": number, "phoneCountryCode": "+86", "phoneVerified": True}
    expected.pop("locality")
    assert {key: shown[key] for key in expected} == expected


def test_a_number_in_the_profile_is_nobodys_without_its_code(server, policy):
    email, number = new_email(), new_number()
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    refused = join(server, token, code, phone=number)
    assert_refused(refused, 400)
    assert refused["message"] == "options.phonePassCodeForInformationCompletion should not be empty"
    right = server.sms_code("CHANNEL_COMPLETE_PHONE", number)
    completion = {"phonePassCodeForInformationCompletion": wrong(right)}
    assert_refused(join(server, token, code, completion, phone=number), 400, 2001)
    completion = {"phonePassCodeForInformationCompletion": right}
    assert_refused(join(server, token, code, completion, phone="12"), 400)
    assert_refused(join(server, token, code, completion, phone=number, phoneCountryCode="+999"), 400)
    assert_ok(join(server, token, code, completion, phone=number))  # refusals used nothing up


def test_a_number_of_somebody_else_is_refused(server, policy):
    email, number = new_email(), new_number()
    user_of(server, username=new_name(), phone=number)
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    completion = {"phonePassCodeForInformationCompletion": server.sms_code("CHANNEL_COMPLETE_PHONE", number)}
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(join(server, token, code, completion, phone=number), 409, 2035)


def test_the_address_in_the_profile_is_the_invited_one_and_may_prove_itself(server, policy):
    email = new_email()
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    assert_refused(join(server, token, email_code(server, "CHANNEL_REGISTER", email), email=new_email()), 422)
    server.advance(61_000)
    code = email_code(server, "CHANNEL_COMPLETE_EMAIL", email)
    completion = {"emailPassCodeForInformationCompletion": wrong(code)}
    assert_refused(join(server, token, None, completion, email=email), 400, 2001)
    completion = {"emailPassCodeForInformationCompletion": code}
    assert_ok(join(server, token, None, completion, email=email))
    server.advance(61_000)
    shown = assert_ok(server.get("get-profile", token=signed_in(server, email)))
    assert (shown["email"], shown["emailVerified"]) == (email, True)


def test_a_code_by_sms_proves_no_address(server, policy):
    email = new_email()
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_refused(join(server, token, code, receiver="smsCode"), 400, 2001)
    assert_ok(join(server, token, code))


def test_an_account_made_in_wait_of_the_guest_is_the_guests_alone(server, policy):
    """Pre-hijacking: whoever registered the address without proving it is out when its owner takes the invitation."""
    email = new_email()
    assert_ok(server.post("signup", {"connection": "PASSWORD",
                                     "passwordPayload": {"email": email, "password": PASSWORD}}))
    waiting = assert_ok(try_password(server, email=email))["access_token"]
    token = assert_ok(click(server, invite(server, policy, email)))["token"]
    assert_ok(join(server, token, email_code(server, "CHANNEL_REGISTER", email)))
    assert_refused(server.get("get-profile", token=waiting), 401, 2021)
    assert_refused(try_password(server, email=email), 403, 2333)
    assert groups_of(server, email)[0] == [f"{policy}-group"]
