"""create-user and create-users-batch: every option and every refusal, on both engines."""

import concurrent.futures
import hashlib
import re
import sqlite3
import subprocess

import pytest
from scenes import PASSWORD, assert_ok, assert_refused, new_email, new_name, new_number, try_password
from transport import encrypt_rsa, encrypt_sm2

BCRYPT = "$2b$05$abcdefghijklmnopqrstuuykeQ6GSkAaSP9K4CAMCsNA8fCBAlHju"
SHA512_CRYPT = (
    "$6$rounds=5000$saltsalt$MRZKuHTBf5fhZ13RoTwhh4YxG12u5//S9L6bPSQ9QNYN"
    "eY3DgmTX.c15KATLXFmnEtmWij/zimE/.unQ3W21g0"
)
MOVED = "moved house"


def create(server, **body):
    return server.manage("POST", "create-user", body)


def get(server, user_id, query=""):
    return assert_ok(server.manage("GET", f"get-user?userId={user_id}{query}"))


def stored_hash(server, user_id):
    text = f"select password_hash from users where id = '{user_id}'"
    if server.engine == "sqlite":
        with sqlite3.connect(f"file:{server.data}/genauth.db?mode=ro", uri=True) as database:
            return database.execute(text).fetchone()[0]
    return subprocess.run(
        ["psql", "-qAtX", server.database, "-c", text], capture_output=True, text=True, check=True
    ).stdout.strip()


# --- what a new user is -------------------------------------------------------------------------------------
def test_shows_what_was_given(server):
    given = {
        "username": new_name(),
        "email": new_email(),
        "phone": new_number(),
        "phoneCountryCode": "+86",
        "externalId": new_name("ext"),
        "name": "李华",
        "nickname": "小华",
        "photo": "https://example.com/a.png",
        "gender": "F",
        "birthdate": "2000-01-31",
        "country": "CN",
        "province": "北京",
        "city": "北京",
        "address": "1 Main St",
        "streetAddress": "1 Main St",
        "postalCode": "100000",
        "company": "Example",
        "browser": "x",
        "device": "y",
        "givenName": "华",
        "familyName": "李",
        "middleName": "m",
        "profile": "https://example.com/p",
        "preferredUsername": "hua",
        "website": "https://example.com",
        "zoneinfo": "Asia/Shanghai",
        "locale": "zh-CN",
        "formatted": "f",
        "region": "r",
        "identityNumber": "1",
        "emailVerified": True,
        "phoneVerified": True,
        "status": "Activated",
    }
    made = assert_ok(create(server, **given))
    stored = get(server, made["userId"])
    for answer in (made, stored):
        assert {name: answer[name] for name in given} == given
    assert re.fullmatch("[0-9a-f]{24}", made["userId"])
    assert (made["userSourceType"], made["workStatus"], made["loginsCount"]) == ("adminCreated", "Active", 0)
    assert made["createdAt"] == made["updatedAt"] and "password" not in str(made).replace("passwordLastSetAt", "")


@pytest.mark.parametrize(
    "identifier",
    [
        lambda: {"username": new_name()},
        lambda: {"email": new_email()},
        lambda: {"phone": new_number()},
        lambda: {"externalId": new_name("ext")},
    ],
)
def test_one_identifier_is_enough(server, identifier):
    given = identifier()
    made = assert_ok(create(server, **given))
    assert {name: made[name] for name in given} == given
    assert (made["emailVerified"], made["phoneVerified"], made["gender"]) == (False, False, "U")


@pytest.mark.parametrize("body", [{}, {"name": "Nobody"}, {"username": ""}, {"email": "", "phone": ""}])
def test_refuses_a_user_without_any_identifier(server, body):
    assert_refused(create(server, **body), 400, 2028)


def test_an_external_id_alone_can_be_notified_of_nothing(server):
    notice = {"sendEmailNotification": True, "sendPhoneNotification": True}
    assert_ok(create(server, externalId=new_name("ext"), options={"sendNotification": notice}))


def test_the_email_address_is_kept_in_lower_case(server):
    assert assert_ok(create(server, email="Ada.Lovelace@Example.COM"))["email"] == "ada.lovelace@example.com"


@pytest.mark.parametrize(
    "username", ["two words", "a@example.com", "13800138000", "+1 650 555 0100", "x" * 65, "tab\t", "nul\u0000"]
)
def test_refuses_bad_user_names(server, username):
    assert_refused(create(server, username=username), 400)


@pytest.mark.parametrize("username", ["中文名", "a", "x" * 64, "o'brien", "名😀", "a%_\\b", "<script>"])
def test_takes_unusual_user_names(server, username):
    assert assert_ok(create(server, username=username))["username"] == username
    assert_ok(
        server.manage("POST", "delete-users-batch", {"userIds": [username], "options": {"userIdType": "username"}})
    )


@pytest.mark.parametrize(
    "email", ["x", "x@", "@example.com", "a b@example.com", "a@example..com", "a@b@c.com", "a\r\n@example.com"]
)
def test_refuses_bad_email_addresses(server, email):
    assert_refused(create(server, email=email), 400, 2003)


@pytest.mark.parametrize(
    "typed,code,number,stored_code",
    [
        ("13912345678", None, "13912345678", "+86"),
        ("+86 139 1234 5679", None, "13912345679", "+86"),
        ("139-1234-5670", "+86", "13912345670", "+86"),
        ("6502530000", "+1", "6502530000", "+1"),
        ("+16502530001", None, "6502530001", "+1"),
    ],
)
def test_reads_phone_numbers_in_their_usual_forms(server, typed, code, number, stored_code):
    body = {"phone": typed, **({"phoneCountryCode": code} if code else {})}
    made = assert_ok(create(server, **body))
    assert (made["phone"], made["phoneCountryCode"]) == (number, stored_code)


@pytest.mark.parametrize(
    "phone,code", [("12345", "+86"), ("13800138000", "+999"), ("13800138000", "86x"), ("abc", None)]
)
def test_refuses_bad_phone_numbers(server, phone, code):
    assert_refused(create(server, phone=phone, **({"phoneCountryCode": code} if code else {})), 400)


@pytest.mark.parametrize("status", ["Suspended", "Resigned", "Archived", "Deactivated"])
def test_a_user_may_begin_in_any_status(server, status):
    name = new_name()
    assert assert_ok(create(server, username=name, password=PASSWORD, status=status))["status"] == status
    assert_refused(try_password(server, username=name), 403, 2120008)


@pytest.mark.parametrize("member", ["departmentIds", "tenantIds"])
def test_refuses_departments_and_tenants_that_do_not_exist(server, member):
    assert_refused(create(server, username=new_name(), **{member: ["nowhere"]}), 404)


# --- what is unique -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "member,api_code,value",
    [
        ("username", 2034, new_name),
        ("email", 2200, new_email),
        ("phone", 2035, new_number),
        ("externalId", 2026, new_name),
    ],
)
def test_refuses_what_another_user_has(server, member, api_code, value):
    taken = value()
    assert_ok(create(server, **{member: taken}))
    assert_refused(create(server, **{"username": new_name(), member: taken}), 409, api_code)


def test_email_addresses_clash_in_any_case(server):
    email = new_email()
    assert_ok(create(server, email=email))
    assert_refused(create(server, email=email.upper()), 409, 2200)


def test_user_names_differ_by_case(server):
    name = new_name("case")
    assert_ok(create(server, username=name))
    assert create(server, username=name.upper())["statusCode"] in (200, 409)


def test_of_16_racing_creations_one_succeeds(server):
    email = new_email()
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: create(server, email=email), range(16)))
    assert sorted(answer["statusCode"] for answer in answers) == [200] + [409] * 15
    assert all(answer["apiCode"] == 2200 for answer in answers if answer["statusCode"] == 409)


# --- passwords ----------------------------------------------------------------------------------------------
def test_signs_in_with_the_given_password(server):
    name = new_name()
    made = assert_ok(create(server, username=name, password=PASSWORD))
    assert made["passwordSecurityLevel"] == 2 and made["passwordLastSetAt"]
    assert_ok(try_password(server, username=name))
    assert_refused(try_password(server, "not it", username=name), 403, 2333)


@pytest.mark.parametrize("password,api_code", [("12345", 2029), ("x" * 129, None)])
def test_refuses_a_short_and_a_long_password(server, password, api_code):
    assert_refused(create(server, username=new_name(), password=password), 400, api_code)


@pytest.mark.parametrize("kind", ["rsa", "sm2"])
def test_takes_an_encrypted_password(server, kind):
    system, name = server.get("system"), new_name()
    encrypt = encrypt_rsa if kind == "rsa" else encrypt_sm2
    sealed = encrypt(system[kind]["publicKey"], PASSWORD)
    assert_ok(create(server, username=name, password=sealed, options={"passwordEncryptType": kind}))
    assert_ok(try_password(server, username=name))
    assert_refused(
        create(server, username=new_name(), password="rubbish", options={"passwordEncryptType": kind}), 400, 2016
    )


@pytest.mark.parametrize(
    "stored,salt",
    [
        (BCRYPT, None),
        (SHA512_CRYPT, None),
        (hashlib.md5(MOVED.encode()).hexdigest(), None),
        (hashlib.sha1((MOVED + "pepper").encode()).hexdigest(), "pepper"),
        (hashlib.sha256((MOVED + "pepper").encode()).hexdigest(), "pepper"),
        (hashlib.sha512(MOVED.encode()).hexdigest().upper(), None),
    ],
)
def test_people_keep_passwords_that_another_system_hashed(server, stored, salt):
    name = new_name("moved")
    more = {"salt": salt} if salt else {}
    made = assert_ok(create(server, username=name, password=stored, options={"keepPassword": True}, **more))
    assert "passwordSecurityLevel" not in made
    assert_refused(try_password(server, "not it", username=name), 403, 2333)
    assert not stored_hash(server, made["userId"]).startswith("$argon2id$")
    assert_ok(try_password(server, MOVED, username=name))
    assert stored_hash(server, made["userId"]).startswith("$argon2id$")
    assert_ok(try_password(server, MOVED, username=name))


@pytest.mark.parametrize("stored", ["plain text", "$2b$31$" + "a" * 53, "$9$x$y", "abc123", "{crypt}x"])
def test_refuses_a_hash_of_no_known_form(server, stored):
    assert_refused(create(server, username=new_name(), password=stored, options={"keepPassword": True}), 400)


def test_a_made_up_password_is_sent_to_its_owner_and_nobody_else(server):
    name, email, number = new_name(), new_email(), new_number()
    options = {
        "autoGeneratePassword": True,
        "sendNotification": {"sendEmailNotification": True, "sendPhoneNotification": True},
    }
    answer = create(server, username=name, email=email, phone=number, options=options)
    assert_ok(answer)
    by_mail, by_sms = server.messages(email, 1)[0], server.messages("+86" + number, 1)[0]
    password = by_mail["text"].rsplit(" ", 1)[-1]
    assert name in by_mail["text"] and password in by_sms["text"] and password not in str(answer)
    assert len(password) == 16
    assert_ok(try_password(server, password, username=name))
    assert password not in (server.data / "server.log").read_text()


def test_without_notification_nothing_is_sent(server):
    email = new_email()
    assert_ok(create(server, email=email, password=PASSWORD))
    assert server.messages(email) == []


def test_a_first_password_may_have_to_be_replaced(server):
    name = new_name()
    options = {"resetPasswordOnFirstLogin": True}
    assert (
        assert_ok(create(server, username=name, password=PASSWORD, options=options))["resetPasswordOnNextLogin"]
        is True
    )
    assert_refused(try_password(server, username=name), 303, 1639)
    assert_refused(try_password(server, "not it", username=name), 403, 2333)


# --- one-time passwords, identities, free data --------------------------------------------------------------
def test_takes_the_secret_of_an_authenticator(server):
    otp = {"secret": "JBSWY3DPEHPK3PXP", "recoveryCode": "b471-8ec0-874a-087c"}
    answer = create(server, username=new_name(), otp=otp)
    assert_ok(answer)
    assert otp["secret"] not in str(answer)
    if server.engine == "sqlite":
        stored = b"".join(path.read_bytes() for path in server.data.glob("genauth.db*"))
        assert otp["secret"].encode() not in stored and otp["recoveryCode"].encode() not in stored


@pytest.mark.parametrize("secret", ["short", "not base32 at all!!", "jbswy3dpehpk3pxp", "A" * 129, ""])
def test_refuses_a_secret_that_no_authenticator_takes(server, secret):
    assert_refused(create(server, username=new_name(), otp={"secret": secret}), 400)


def identity(user_id, **more):
    return {
        "extIdpId": "62f20932716fbcc10d966ee5",
        "provider": "lark",
        "type": "generic",
        "userIdInIdp": user_id,
        "userInfoInIdp": {"name": "李"},
        "originConnIds": ["c1", "c2"],
        **more,
    }


def test_links_identities_and_finds_people_by_them(server):
    open_id = new_name("ou_")
    made = assert_ok(create(server, username=new_name(), identities=[identity(open_id, accessToken="secret-of-idp")]))
    assert made["identities"][0]["userIdInIdp"] == open_id
    for kind, text in (("identity", "62f20932716fbcc10d966ee5:" + open_id), ("sync_relation", "lark:" + open_id)):
        found = get(server, text, f"&userIdType={kind}&withIdentities=true")
        assert found["userId"] == made["userId"]
        assert found["identities"][0]["userInfoInIdp"] == {"name": "李"}
        assert found["identities"][0]["originConnIds"] == ["c1", "c2"]
    assert_refused(create(server, username=new_name(), identities=[identity(open_id)]), 409)
    if server.engine == "sqlite":
        assert all(b"secret-of-idp" not in path.read_bytes() for path in server.data.glob("genauth.db*"))


def test_custom_data_comes_back_as_a_tree_or_flat(server):
    data = {"school": "清华", "nested": {"age": 24, "deep": {"ok": True}}, "list": [1, {"a": 2}]}
    made = assert_ok(create(server, username=new_name(), customData=data))
    assert made["customData"] == data
    assert "customData" not in get(server, made["userId"])
    assert get(server, made["userId"], "&withCustomData=true")["customData"] == data
    flat = get(server, made["userId"], "&withCustomData=true&flatCustomData=true")["customData"]
    assert flat == {"school": "清华", "nested.age": 24, "nested.deep.ok": True, "list": [1, {"a": 2}]}


@pytest.mark.parametrize("data", ["text", [1], 7, True])
def test_refuses_custom_data_that_is_no_object(server, data):
    assert_refused(create(server, username=new_name(), customData=data), 400)


# --- many at once -------------------------------------------------------------------------------------------
def batch(server, people, **more):
    return server.manage("POST", "create-users-batch", {"list": people, **more})


def test_creates_50_users_in_their_order(server):
    names = [new_name("batch") for _ in range(50)]
    made = assert_ok(batch(server, [{"username": name} for name in names]))
    assert [user["username"] for user in made] == names


def test_all_or_none_and_the_error_names_the_entry(server):
    names = [new_name("batch") for _ in range(3)]
    answer = batch(server, [{"username": names[0]}, {"username": names[1]}, {"username": names[2], "email": "x"}])
    assert_refused(answer, 400, 2003)
    taken = assert_ok(create(server, username=new_name()))["username"]
    assert_refused(batch(server, [{"username": names[0]}, {"username": taken}]), 409, 2034)
    assert_refused(batch(server, [{"username": names[0]}, {"username": names[0]}]), 409, 2034)
    for name in names:
        assert assert_ok(server.manage("POST", "is-user-exists", {"username": name}))["exists"] is False


@pytest.mark.parametrize("count", [0, 51])
def test_refuses_no_and_too_many_entries(server, count):
    assert_refused(batch(server, [{"username": new_name()} for _ in range(count)]), 400)


def test_the_options_hold_for_every_entry(server):
    names = [new_name("batch") for _ in range(2)]
    options = {"keepPassword": True, "resetPasswordOnFirstLogin": False}
    assert_ok(batch(server, [{"username": name, "password": BCRYPT} for name in names], options=options))
    for name in names:
        assert_ok(try_password(server, MOVED, username=name))
