"""Mails about accounts that the pool switches on: a welcome, a way in for who has not proved the address, and
reminders of passwords that will expire. On both engines."""

import time

from account import Person
from scenes import (PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, try_passcode, try_password,
                    user_of)

DAY = 86_400_000


def mails(server, email, channel):
    return [item for item in server.messages(email.lower()) if item["channel"] == channel]


def sign_up(server, **who):
    assert_ok(server.post("signup", {"connection": "PASSWORD", "passwordPayload": {"password": PASSWORD, **who},
                                     "profile": {"nickname": "Click evil.example"}}))


def sign_up_by_code(server, email, nickname):
    code = email_code(server, "CHANNEL_REGISTER", email)
    assert_ok(server.post("signup", {"connection": "PASSCODE", "passCodePayload": {"email": email, "passCode": code},
                                     "profile": {"nickname": nickname}}))


# --- the welcome -------------------------------------------------------------------------------------------------
def test_who_registers_with_an_email_address_is_welcomed_where_the_pool_wants_it(server):
    first, second, third = new_email(), new_email(), new_email()
    sign_up(server, email=first)
    assert mails(server, first, "WELCOME") == []
    with server.with_settings(pool={"welcome_email": True}):
        sign_up(server, email=second)
        assert_ok(try_password(server, email=third, options={"autoRegister": True}))
        for email in (second, third):
            [mail] = mails(server, email, "WELCOME")
            assert mail["text"].startswith("Welcome to ") and email in mail["text"]
        assert_ok(try_password(server, email=second))
        assert len(mails(server, second, "WELCOME")) == 1  # at registration, and not at sign-ins
        sign_up(server, username=new_name())  # no address, no mail
        made = new_email()
        user_of(server, email=made)  # an administrator's account has notices of its own
        assert mails(server, made, "WELCOME") == []


def test_a_stranger_does_not_choose_the_words_of_a_welcome(server):
    stranger, owner = new_email(), new_email()
    with server.with_settings(pool={"welcome_email": True}):
        sign_up(server, email=stranger)
        assert "evil" not in str(mails(server, stranger, "WELCOME"))
        sign_up_by_code(server, owner, "Ada")
        assert "Ada" in mails(server, owner, "WELCOME")[0]["text"]


def test_a_welcome_has_the_words_of_the_pool(server):
    words = {"type": "WELCOME_EMAIL", "name": "Welcome", "subject": "Hello {{user}}", "sender": "Us",
             "content": "<p>{{user}} at {{app_name}}</p>"}
    email = new_email()
    assert_ok(server.manage("POST", "update-email-template", {**words, "customizeEnabled": True}))
    try:
        with server.with_settings(pool={"welcome_email": True}):
            sign_up_by_code(server, email, "Ada & Co")
        [mail] = mails(server, email, "WELCOME")
        assert mail["subject"] == "Hello Ada & Co"
    finally:
        assert_ok(server.manage("POST", "update-email-template", {**words, "customizeEnabled": False}))


# --- the way in --------------------------------------------------------------------------------------------------
def test_a_refused_sign_in_sends_the_mail_of_the_first_sign_in(server):
    email = new_email()
    user_of(server, email=email)
    words = {"type": "FIRST_EMAIL_LOGIN_VERIFY", "name": "First", "subject": "Prove it: {{verify_code}}",
             "sender": "Us", "content": "<p>{{verify_code}}</p>", "expiresIn": 600}
    assert_ok(server.manage("POST", "update-email-template", {**words, "customizeEnabled": True}))
    try:
        with server.with_settings(pool={"login_requires_verified_email": True}):
            assert_refused(try_password(server, email=email), 403, 2042)
            [mail] = mails(server, email, "FIRST_EMAIL_LOGIN")
            assert mail["subject"] == "Prove it: " + mail["code"]
            server.advance(400_000)  # longer than a code of the pool is good
            assert_ok(try_passcode(server, mail["code"], email=email))
            assert_ok(try_password(server, email=email))
    finally:
        assert_ok(server.manage("POST", "update-email-template", {**words, "customizeEnabled": False}))


# --- reminders ---------------------------------------------------------------------------------------------------
def wait_for(server, email, count):
    """The server looks every ten seconds."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        found = mails(server, email, "PASSWORD_EXPIRES")
        if len(found) >= count:
            return found
        time.sleep(0.3)
    raise AssertionError(f"no reminder after 40 s, but {server.messages(email)}")


def test_the_server_reminds_of_a_password_that_will_expire(server):
    with server.with_settings(pool={"password_days_max": 3, "password_remind_days": 2}):
        early = Person(server, email=True, locale="en-US")  # its first boundary lies before the first look
        time.sleep(11)
        server.advance(DAY)
        [mail] = wait_for(server, early.email, 1)
        assert "expires in 2 days" in mail["text"] and early.name in mail["text"]
        server.advance(DAY)
        assert "expires in 1 day." in wait_for(server, early.email, 2)[0]["text"]
        server.advance(DAY)
        assert_refused(early.signs_in(), 303, 2058)
